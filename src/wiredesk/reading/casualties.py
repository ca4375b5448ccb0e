"""The toll a sentence states: how many were killed, wounded, abducted. Not for: whose toll it is (see `incidents`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.codebook import Effect
from wiredesk.reading.incidents_words import people_nouns
from wiredesk.reading.numbers import Number, numbers
from wiredesk.records import Count
from wiredesk.spans import Span

_KILLING = (
    r"kill(?:s|ed|ing)?|murder(?:s|ed|ing)?|behead(?:s|ed|ing)?|massacr(?:es|ed|ing)|slaughter(?:s|ed|ing)?|"
    r"claim(?:s|ed|ing)\s+the\s+lives\s+of|slay(?:s|ing)?"
)
_HURTING = r"wound(?:s|ed|ing)?|injur(?:es?|ed|ing)|hurt(?:s|ing)?|maim(?:s|ed|ing)?"
_TAKING = r"kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing)?|seiz(?:es|ed|ing)|tak(?:es|en|ing)\s+hostage"
_ACTIVE = {
    Effect.KILLED: re.compile(rf"\b(?:{_KILLING}|left)\s+$", re.IGNORECASE),
    Effect.WOUNDED: re.compile(rf"\b(?:{_HURTING})\s+$", re.IGNORECASE),
    Effect.ABDUCTED: re.compile(rf"\b(?:{_TAKING})\s+$", re.IGNORECASE),
}
_AUXILIARY = (
    r"(?:(?:was|were|is|are|has|have|had|being|been|be|also|still|reportedly|confirmed|feared|reported|shot|burned|"
    r"critically|seriously|slightly|lightly|badly)\s+){0,4}"
)
_ASIDE = r"(?:,[^,.;]{1,50},)?"
_DEAD = r"killed|dead|died|slain|murdered|beheaded|massacred|executed|gunned\s+down|lost\s+their\s+lives|perished"
_HURT = r"wounded|injured|hurt|hospitali[sz]ed|treated|in\s+hospital|receiving\s+treatment|maimed"
_TAKEN = r"kidnapped|abducted|taken\s+hostage|held\s+hostage|missing|seized"
_PASSIVE = {
    Effect.KILLED: re.compile(rf"{_ASIDE}\s*{_AUXILIARY}(?:{_DEAD})\b", re.IGNORECASE),
    Effect.WOUNDED: re.compile(rf"{_ASIDE}\s*{_AUXILIARY}(?:{_HURT})\b", re.IGNORECASE),
    Effect.ABDUCTED: re.compile(rf"{_ASIDE}\s*{_AUXILIARY}(?:{_TAKEN})\b", re.IGNORECASE),
}
_TOLL = re.compile(
    r"\b(?:death\s+toll|toll|number\s+of\s+(?:dead|deaths|fatalities))\b[^.;]{0,60}?\b(?:to|at|is|was|reached|hit|of|stands\s+at|stood\s+at)\s+$",
    re.IGNORECASE,
)
_BODIES = re.compile(r"\s*(?:\w+\s+){0,2}(?:bodies|deaths|fatalities|corpses)\b", re.IGNORECASE)
_GROUP = re.compile(r"\s*(?:other\s+|more\s+|of\s+(?:the|them|its|their|his)\s+)?(?:[\w'’-]+\s+){0,3}?", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_AMONG = re.compile(r"\s+(?:was|were|are|is)\s+among\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toll:
    """Hold one stated number of victims: its words (number and noun), the range, and whether it is a total."""

    span: Span
    count: Count
    effect: Effect
    is_total: bool


def _noun_end(text: str, number: Number, end: int) -> int | None:
    """Return where the noun that the number counts ends ("11 other people"), None when no such noun follows."""
    people = people_nouns()
    for i, word in enumerate(_WORD.finditer(text, number.span.end, min(end, number.span.end + 60))):
        gap = text[number.span.end : word.start()]
        if i > 3 or re.search(r"[.,;:()\"“”]", gap):
            return None
        if word.group().lower() in people:
            return word.end()
    return None


def _passive(text: str, at: int, end: int) -> Effect | None:
    rest = text[at : min(end, at + 120)]
    for effect, pattern in _PASSIVE.items():
        if pattern.match(rest):
            return effect
    return None


def _reduced(text: str, at: int, end: int) -> Effect | None:
    """Read the main verb behind a reduced clause: "two people wounded in the blast have died" are two dead."""
    rest = text[at:end]
    found = re.search(
        r"\b(?:have|has|had)\s+(?:since\s+|now\s+|also\s+)?died\b|\bdied\s+(?:in|of|from|on|later|overnight)\b", rest
    )
    return Effect.KILLED if found and not re.search(r"[.;]", rest[: found.start()]) else None


def _effect(text: str, number: Number, within: Span) -> tuple[Effect | None, int, bool]:
    """Return what happened to the counted people, where their words end, and whether it is a total."""
    before = text[max(within.start, number.span.start - 100) : number.span.start]
    noun_end = _noun_end(text, number, within.end)
    end = noun_end or number.span.end
    if _TOLL.search(before):
        return Effect.KILLED, end, True
    later = _reduced(text, end, within.end)
    if later and _passive(text, end, within.end):
        return later, end, False
    for effect, pattern in _ACTIVE.items():
        if pattern.search(before):
            dead = effect is Effect.KILLED and before.rstrip().lower().endswith("left")
            return (_passive(text, end, within.end) if dead else effect), end, False
    if noun_end is not None and _AMONG.match(text, noun_end):
        return None, end, False
    if _BODIES.match(text[number.span.end : within.end]):
        return Effect.KILLED, end, False
    return _passive(text, end, within.end), end, False


def tolls(text: str, within: Span) -> Iterator[Toll]:
    """Yield the tolls that a sentence states, in order.

    A number carries its effect by the verb before it ("killing four"), behind it ("four people were wounded") or by
    the word toll; "and wounding 11 others" is a second toll. A number without any of these is no toll.
    """
    for number in numbers(text, within):
        effect, end, is_total = _effect(text, number, within)
        if effect is not None and number.value < 1_000_000:
            yield Toll(Span(number.span.start, end), number.count, effect, is_total)
