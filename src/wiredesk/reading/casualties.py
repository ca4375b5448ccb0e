"""The toll a sentence states: how many were killed, wounded, abducted. Not for: whose toll it is (see `incidents`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.codebook import Effect
from wiredesk.codebook.words import cues
from wiredesk.reading.incidents_words import people_nouns
from wiredesk.reading.numbers import Number, numbers
from wiredesk.records import Count
from wiredesk.spans import Span

_KILLING = (
    r"shot\s+dead|shoot(?:s|ing)\s+dead|(?:shot|stabb(?:ed|ing)|hack(?:ed|ing)|beat|beat(?:en|ing)|burn(?:ed|ing)|burnt)(?:\s+and\s+killed|\s+to\s+death)|gunned\s+down|gunning\s+down|"
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
_ASIDE = r"(?:\s+of\s+(?:[\w'’-]+\s+){1,3}?)?(?:,[^,.;]{1,50},)?"
_DEAD = (
    r"killed|dead|died|slain|murdered|beheaded|massacred|executed|gunned\s+down|lost\s+(?:their|his|her)\s+li(?:ves|fe)|perished|"
    r"(?:stabbed|hacked|beaten|burned|burnt|shot|crushed)\s+(?:to\s+death|dead)|shot\s+and\s+killed"
)
_HURT = r"wounded|injured|hurt|hospitali[sz]ed|treated|in\s+hospital|receiving\s+treatment|maimed"
# Shot or stabbed and not said to be dead of it.
_SHOT = (
    r"(?:was|were|been|being)\s+(?:also\s+)?(?:stabbed|shot|knifed|slashed|hit|struck)\b"
    r"(?!\s+(?:dead|and\s+killed|to\s+death|and\s+\w+\s+to\s+death|down)\b)"
)
_TAKEN = r"kidnapped|abducted|taken\s+hostage|held\s+hostage|missing|seized"
_PASSIVE = {
    Effect.KILLED: re.compile(rf"{_ASIDE}\s*{_AUXILIARY}(?:{_DEAD})\b", re.IGNORECASE),
    Effect.WOUNDED: re.compile(
        rf"{_ASIDE}\s*{_AUXILIARY}(?:{_HURT})\b|{_ASIDE}\s*{_SHOT}|"
        r"\s*(?:have\s+|had\s+|also\s+)?(?:suffered|sustained|received)\s+(?:[\w-]+\s+){0,3}(?:injur(?:y|ies)|wounds?|burns|cuts)\b",
        re.IGNORECASE,
    ),
    Effect.ABDUCTED: re.compile(rf"{_ASIDE}\s*{_AUXILIARY}(?:{_TAKEN})\b", re.IGNORECASE),
}
_TOLL = re.compile(
    r"\b(?:death\s+toll|toll|number\s+of\s+(?:(?:people\s+|those\s+|civilians\s+|soldiers\s+)?(?:killed|dead)|deaths|fatalities))\b[^.;]{0,140}?\b(?:to|at|is|was|reached|hit|of|stands\s+at|stood\s+at)\s+$",
    re.IGNORECASE,
)
# One source's figure beside another's is no total: "an official put the toll at 12".
_PUT = re.compile(r"\bputs?\s+(?:the\s+)?$", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|any|every)\s$", re.IGNORECASE)
_BODIES = re.compile(r"\s*(?:\w+\s+){0,2}(?:bodies|deaths|fatalities|corpses)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_ONE = re.compile(r"\ban?\s+(?=(?P<who>(?:[\w'’-]+\s+){0,3}[\w'’-]+))", re.IGNORECASE)
_LISTING = re.compile(r"\s*(?:,(?:\s+and)?|\band|\bas\s+well\s+as|\balong\s+with|\btogether\s+with)\s+", re.IGNORECASE)
_OPENS = re.compile(r"(?:[,;:(\"“]|\b(?:that|which|when|where|after|as|because|said|says|while|and|but))\s*$", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:$|[.,;:)\"”]|\b(?:in|at|on|near|outside|when|during|after|before|as|while|who|from|by|with|overnight|late|early|yesterday|today)\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:[^s]s|men|people|police|children|troops|staff|aid)$")
_AMONG = re.compile(r"\s+(?:was|were|are|is)\s+among\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toll:
    """Hold one stated number of victims: its words (number and noun), the range, and whether it is a total.

    `is_sum` is what several tolls beside it add up to: "three aid workers and two soldiers".
    """

    span: Span
    count: Count
    effect: Effect
    is_total: bool
    of_attackers: bool = False
    is_sum: bool = False


def _noun_end(text: str, number: Number, end: int) -> int | None:
    """Return where the noun that the number counts ends ("11 other people"), None when no such noun follows."""
    people = people_nouns()
    for i, word in enumerate(_WORD.finditer(text, number.span.end, min(end, number.span.end + 60))):
        gap = text[number.span.end : word.start()]
        if i > 3 or re.search(r"[.,;:()\"“”]", gap):
            return None
        if word.group().lower() in people:
            following = _WORD.match(text, word.end() + 1, end)
            return following.end() if following and following.group().lower() in people else word.end()
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
        r"\b(?:have|has|had)\s+(?:since\s+|now\s+|also\s+)?died\b|\bdied\s+(?:in|of|from|on|later|overnight)\b|\band\s+(?:later\s+)?died\b",
        rest,
    )
    return Effect.KILLED if found and not re.search(r"[.;]", rest[: found.start()]) else None


def _effect(text: str, number: Number, within: Span) -> tuple[Effect | None, int, bool]:
    """Return what happened to the counted people, where their words end, and whether it is a total."""
    before = text[max(within.start, number.span.start - 100) : number.span.start]
    noun_end = _noun_end(text, number, within.end)
    end = noun_end or number.span.end
    if stated := _TOLL.search(before):
        return Effect.KILLED, end, not _PUT.search(before[: stated.start()])
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
    the word toll; "and wounding 11 others" is a second toll. A number without any of these is no toll, unless it is
    listed with one: of "three aid workers and two soldiers were killed" there are two, and their sum.
    """
    counted = list(numbers(text, within))
    found = [toll for number in counted if (toll := _toll(text, number, within)) is not None]
    alone = list(_singles(text, within))
    singles = (toll for one in alone if (toll := _toll(text, one, within)) is not None)
    found += [toll for toll in singles if not any(toll.span.overlaps(other.span) for other in found)]
    found += _listed(text, [*counted, *alone], found, within)
    yield from sorted(found, key=lambda toll: (toll.span.start, toll.is_sum, toll.span.end))


def _listed(text: str, counted: list[Number], found: list[Toll], within: Span) -> list[Toll]:
    """Return the tolls of people who are listed with those of `found`, and the sums of such lists."""
    by_start = {toll.span.start: toll for toll in found}
    more: list[Toll] = []
    for chain in _chains(text, counted, within):
        told = [by_start.get(span.start) for span, _ in chain]
        effects = {toll.effect for toll in told if toll}
        if len(effects) != 1 or any(toll.is_total for toll in told if toll) or not _is_one_clause(text, chain, told, within):
            continue
        effect = effects.pop()
        of_attackers = any(toll.of_attackers for toll in told if toll)
        more += [Toll(s, n.count, effect, False, of_attackers) for (s, n), toll in zip(chain, told, strict=True) if not toll]
        more.append(Toll(Span(chain[0][0].start, chain[-1][0].end), _sum(chain), effect, False, of_attackers, True))
    return more


def _chains(text: str, counted: list[Number], within: Span) -> Iterator[list[tuple[Span, Number]]]:
    """Yield the lists of two and more counted people that nothing but a comma or "and" parts."""
    people = [(Span(n.span.start, end), n) for n in counted if (end := _noun_end(text, n, within.end)) is not None]
    chain: list[tuple[Span, Number]] = []
    for one in sorted(people, key=lambda pair: pair[0]):
        if chain and not _LISTING.fullmatch(text[chain[-1][0].end : one[0].start]):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(one)
    if len(chain) > 1:
        yield chain


def _is_one_clause(text: str, chain: list[tuple[Span, Number]], told: list[Toll | None], within: Span) -> bool:
    """Tell whether the list has one verb: behind it and the list opens its clause, or before it and nothing follows."""
    if all(told):
        return True
    opens = _OPENS.search(text[max(within.start, chain[0][0].start - 30) : chain[0][0].start])
    if told[-1] and not told[0]:
        return bool(opens) or chain[0][0].start == within.start
    return bool(_ENDS.match(text[chain[-1][0].end : within.end]))


def _sum(chain: list[tuple[Span, Number]]) -> Count:
    least, most = ([getattr(number.count, name) for _, number in chain] for name in ("at_least", "at_most"))
    return Count(None if None in least else sum(least), None if None in most else sum(most))


def _toll(text: str, number: Number, within: Span) -> Toll | None:
    effect, end, is_total = _effect(text, number, within)
    if (
        effect is None
        or number.value >= 1_000_000
        or _NONE.search(text[max(within.start, number.span.start - 6) : number.span.start])
    ):
        return None
    counted = text[number.span.end : end].lower().split()
    of_attackers = bool(counted) and counted[-1] in cues("things", "attackers")
    return Toll(Span(number.span.start, end), number.count, effect, is_total, of_attackers)


def _singles(text: str, within: Span) -> Iterator[Number]:
    """Yield one person for each "a" before a noun in the singular that names a person: "shot dead a guard"."""
    for found in _ONE.finditer(text, within.start, within.end):
        words = found.group("who").lower().split()
        heads = [i for i, word in enumerate(words) if word in people_nouns()]
        head = next((i for i in heads if i + 1 not in heads), 0)
        if heads and "of" not in words[:head] and not _PLURAL.search(words[head]):
            start = found.start("who")
            yield Number(Span(found.start(), start), Count(1, 1), 1)
