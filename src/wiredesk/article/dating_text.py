"""A text made ready for dating: its sentences, its words in small letters, how it speaks of its own days. Not for: marks."""

import re
from dataclasses import dataclass

from wiredesk.article.dating_tense import containing, is_to_come, is_told_as_past, near
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_NAMES = re.compile(
    rf"\b(?:{'|'.join(MONTH_NAMES)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b",
    re.I,
)
_OWN_DAYS = re.compile(
    r"(?<!\w)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!s?,? (?:the )?\d)|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow"
    r"|[Tt]his (?:week|morning|afternoon|evening)|[Ll]ast (?:week|night))\b"
)
_WORD = re.compile(r"[A-Za-z][a-z'’]*")
_SAID = re.compile(r"\b(?:said|says|told|according to|announced|reported|added)\b", re.I)
_DONE = re.compile(r"\b(?:was|were|had|[a-z]{3,}ed)\b", re.I)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.I)
_SHOUTS = 0.6  # share of capital letters from which a text is written in capitals
_LOOKED_AT = 2000  # characters that decide it


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text with its sentences; `plain` is the same text, letter for letter, where capitals are no longer the rule."""

    source: str
    plain: str
    spans: list[Span]

    def around(self, at: int) -> tuple[str, int]:
        """Return the words of the sentence round position `at`, and where it stands in them."""
        return near(self.plain, containing(self.spans, at), at)

    def tense(self, at: int) -> str:
        """Return "coming", "past" or "open": how the sentence tells of the time at position `at`."""
        words, local = self.around(at)
        if is_to_come(words, local):
            return "coming"
        return "past" if is_told_as_past(words) else "open"

    def head(self, at: int, size: int = 40) -> str:
        """Return the characters before position `at`."""
        return self.plain[max(0, at - size) : at]


def _lowered(text: str) -> str:
    """Return a text in capitals as others write it: small letters, months and weekdays with a capital."""
    small = text.lower()
    if len(small) != len(text):
        return text  # some capitals have no single small letter; every position must stay
    return _NAMES.sub(lambda found: found.group().title(), small)


def made_ready(text: str) -> Text | None:
    """Return the text with its sentences, None for one without words."""
    spans = sentences(text)
    head = [letter for letter in text[:_LOOKED_AT] if letter.isalpha()]
    shouts = sum(letter.isupper() for letter in head) > _SHOUTS * len(head)
    return Text(text, _lowered(text) if shouts else text, spans) if spans else None


def manner(text: Text) -> tuple[str, ...]:
    """Tell how a text speaks: how often of its own days, of who said what, of what was done, and how long it is.

    News that tells of a date is mostly of that date's year; a guide is not. The steps are quartiles of news and of guides.
    """
    n_words = max(1, sum(1 for _ in _WORD.finditer(text.plain)))
    rates = (
        _step("own", 1000 * _n_found(_OWN_DAYS, text.plain) / n_words, (0.01, 2, 6)),
        _step("said", 1000 * _n_found(_SAID, text.plain) / n_words, (1, 5, 12)),
        _step("done", 1000 * _n_found(_DONE, text.plain) / n_words, (25, 40, 55)),
        _step("you", 1000 * _n_found(_YOU, text.plain) / n_words, (1, 6)),
        _step("words", n_words, (150, 300, 600, 1200)),
    )
    return rates


def _n_found(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _step(name: str, value: float, steps: tuple[float, ...]) -> str:
    return f"{name}{sum(value >= step for step in steps)}"
