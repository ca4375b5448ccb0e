"""Words and plain noun phrases of a sentence, for the incident readers. Not for: entities (see `entities`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wiredesk.codebook.words import cues
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*", re.UNICODE)
# Words that cannot stand inside a noun phrase; the phrase before a noun ends at the nearest of them. Our choice.
BORDERS = frozenset(
    (
        "at in on of to from by with near outside inside against into onto toward towards through between behind under over "
        "across around along after before during since until and or but that which who whom whose when where while as if "
        "because than then so not is was were are be been being has have had do does did will would could can may might must "
        "said says told killed killing wounded wounding injuring "
        "injured hit struck attacked bombed exploded destroyed damaged targeted targeting burned "
        "stormed raided ambushed hurled threw fired shot planted placed left he she it they we i you him them us me this these "
        "those there here also later early about off up down out used using "
        "threaten threatens threatened threatening vowed warned burn kill behead"
    ).split()
)
_DETERMINERS = frozenset(
    (
        "the a an its their his her our my your every each some several many three two four five six seven eight nine ten all "
        "both another"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word: its span and its lower-case form."""

    span: Span
    lower: str


@cache
def people_nouns() -> frozenset[str]:
    """Return the nouns, in lower case, that count or name people as a group: "villagers", "shopkeepers", "people"."""
    trades = people_words().nouns
    men = {noun[:-3] + "men" for noun in trades if noun.endswith("man")}
    return cues("things", "people") | trades | {noun + "s" for noun in trades} | men


def words_of(text: str, within: Span) -> list[Word]:
    """Return the words of a stretch of text, in order."""
    return [
        Word(Span(found.start(), found.end()), found.group().lower()) for found in _WORD.finditer(text, within.start, within.end)
    ]


def _joined(text: str, left: Word, right: Word) -> bool:
    return not text[left.span.end : right.span.start].strip(" \n\t'’s")


def phrase_of(text: str, words: list[Word], at: int) -> Span:
    """Return the noun phrase whose head is `words[at]`, without its determiner: at most five words before the head."""
    first = at
    while first > 0 and at - first < 5:
        before = words[first - 1]
        if (
            before.lower in BORDERS
            or before.lower in _DETERMINERS
            or before.lower.isdigit()
            or not _joined(text, before, words[first])
        ):
            break
        if first > 1 and words[first - 2].lower == "to" and before.lower in cues("stage", "harming"):
            break
        first -= 1
    return Span(words[first].span.start, words[at].span.end)


def heads(text: str, within: Span, nouns: frozenset[str]) -> Iterator[tuple[Span, str, str]]:
    """Yield (phrase, head, word before the phrase) of each noun phrase whose head is one of `nouns`.

    The last of several such nouns in a row is the head ("market gate" is a gate).
    """
    words = words_of(text, within)
    for at, word in enumerate(words):
        if word.lower not in nouns:
            continue
        if at + 1 < len(words) and words[at + 1].lower in nouns and _joined(text, word, words[at + 1]):
            continue
        span = phrase_of(text, words, at)
        before = [w for w in words if w.span.end <= span.start]
        lead = next((w.lower for w in reversed(before) if w.lower not in _DETERMINERS), "")
        yield span, word.lower, lead
