"""Deeds told in plain grammar: who harmed whom or what. Not for: weighing the tagger (see `incidents_anchors`)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wiredesk.codebook import IncidentType
from wiredesk.codebook.words import cues, deed_words, triggers
from wiredesk.reading.casualties import tolls
from wiredesk.reading.incidents_words import BORDERS, Word, people_nouns, phrase_of, words_of
from wiredesk.spans import Span

_BE = frozenset("was were been being be is are got".split())
_LEADING = frozenset("on at into upon to down dead out open and killed a an the his her their its".split())
_BY = re.compile(
    r"\s*(?:\w+\s+){0,2}?by\s+(?:(?:a|the)\s+(?:group|gang|band|number|team|mob)\s+of\s+)?(?:(?:a|an|the|some|several|about|around|at\s+least|\w+teen|two|three|four|five|six|seven|ten)\s+)*",
    re.IGNORECASE,
)
_TELLERS = re.compile(
    r"\b(?:police|army|military|officials?|authorities|ministry|hospital|medics|doctors|residents|villagers|witness(?:es)?|rescuers|prosecutors?|sheriff|"
    r"governor|spokes(?:man|woman|person)|court|network|relatives?)\b[^.;]{0,80}\b(?:said|says|say|told|reported|confirmed|announced)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may\s+\d|\d\s+may|june|july|august|september|october|november|december|yesterday|"
    r"overnight|last\s+(?:night|week|month))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.()\"“”]|\s[-–—]")
# Right before a deed: it did not happen, or not yet.
_UNREAL = frozenset(
    (
        "no not never nobody none without if unless would could might may will can should to cannot didn't don't doesn't "
        "won't hadn't"
    ).split()
)
# Throwing and laying are deeds of what is thrown or laid.
_HANDLING = frozenset("threw throwing thrown hurled hurling lobbed planted".split())
_BY_ACCIDENT = frozenset(
    (
        "explosion explosions exploded explode explodes exploding blast blasts mine mines petrol gasoline belt vest hammer shell "
        "shells device devices seized raid raided arrow acid mob"
    ).split()
)
# Harm that any kind of deed may do.
_GENERIC = frozenset("killed killing wounded wounding injured injuring hit targeted struck".split())
_HOLDING = frozenset("took taking held holding".split())
_EXPLOSIVE = frozenset(
    (
        "bomb bombs rocket rockets missile missiles drone drones shell shells mortar mortars mine landmine ied grenade "
        "explosion blast"
    ).split()
)
_FORCES = frozenset(
    "police policemen officers officer marksman soldiers troops army navy marines guards commandos sniper forces".split()
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Hold one deed: its kind, the words that name it, who does it and what it harms where told; `points` weigh its plainness."""

    type: IncidentType
    words: Span
    actor: Span | None
    harmed: Span | None
    points: int
    is_generic: bool = False


def _phrase_at(words: Sequence[Word], at: int) -> tuple[IncidentType, int] | None:
    """Return the kind of the deed that begins at `words[at]` and how many words name it, the longest first."""
    known = deed_words()
    if words[at].lower in _HOLDING and any(w.lower in ("hostage", "hostages", "captive") for w in words[at + 1 : at + 8]):
        return IncidentType.KIDNAPPING, 1
    for n in (3, 2, 1):
        kind = known.get(" ".join(w.lower for w in words[at : at + n]))
        if kind is not None and at + n <= len(words):
            return kind, n
    return None


def _head_behind(text: str, words: Sequence[Word], first: int, nouns: frozenset[str]) -> int | None:
    """Return the place of the noun that a verb before `words[first]` acts on; a comma or a clause ends the search."""
    found: int | None = None
    for at in range(first, min(len(words), first + 9)):
        lower = words[at].lower
        if at > 0 and _STOP.search(text[words[at - 1].span.end : words[at].span.start]):
            break
        if lower in nouns:
            found = at
        elif found is not None or (lower in BORDERS and not (at - first < 2 and lower in _LEADING)):
            break
    return found


def _heads_before(words: Sequence[Word], last: int, nouns: frozenset[str], reach: int = 8) -> Iterator[int]:
    """Yield the places of the nouns of `nouns` at or before `words[last]`, the nearest first."""
    return (
        at
        for at in range(last, max(-1, last - reach), -1)
        if words[at].lower in nouns and not (at > 0 and words[at - 1].lower in ("in", "at", "to", "from"))
    )


@cache
def _harmable() -> frozenset[str]:
    return people_nouns() | cues("things", "targets")


@cache
def _doers() -> frozenset[str]:
    return people_nouns() | cues("things", "attackers")


def is_attacker(text: str, phrase: Span, head: str) -> bool:
    """Tell whether a noun phrase names attackers: "gunmen", "heavily armed men", "suspected Maoists"."""
    if head in cues("things", "attackers"):
        return True
    return bool(set(re.findall(r"[a-z-]+", phrase.cut(text).lower())) & cues("things", "attacking")) and head in people_nouns()


def _actor(text: str, sentence: Span, words: list[Word], *, at: int, behind: int, is_passive: bool) -> Span | None:
    """Return the attackers that do the deed at `words[at]`: behind "by" in the passive, before the verb else."""
    if is_passive:
        by = _BY.match(text[words[behind - 1].span.end : sentence.end])
        head = _head_behind(text, words, behind + len(by.group().split()), _doers()) if by else None
        heads = iter([head] if head is not None else [])
    else:
        heads = _heads_before(words, at - 1, _doers(), reach=12)
    phrases = ((phrase_of(text, words, head), words[head].lower) for head in heads)
    return next((phrase for phrase, head in phrases if is_attacker(text, phrase, head)), None)


def _is_struck_by(words: Sequence[Word], at: int, *, behind: int, is_passive: bool) -> bool:
    """Tell whether what does the deed is a bomb, rocket, drone or shell."""
    doing = words[behind : behind + 5] if is_passive else words[max(0, at - 3) : at]
    return any(w.lower in _EXPLOSIVE for w in doing)


def _is_headline_passive(words: Sequence[Word], behind: int) -> bool:
    """Tell whether a deed without an object is told of the one before it: "hijacker shot dead after siege"."""
    following = [w.lower for w in words[behind : behind + 2]]
    return following[:1] == ["by"] or (
        following[:1] == ["dead"] and following[1:2] in (["after"], ["in"], ["at"], ["by"], ["near"], ["on"])
    )


def _done_by_forces(words: Sequence[Word], at: int) -> bool:
    """Tell whether police or troops are the nearest doers before the deed ("men in police uniforms" are no police)."""
    head = next(_heads_before(words, at - 1, _doers() | _FORCES, reach=4), None)
    if head is None or words[head].lower not in _FORCES:
        return False
    return head == at - 1 or words[head + 1].lower in BORDERS


def deeds(text: str, sentence: Span) -> Iterator[Deed]:
    """Yield the deeds of a sentence, in order.

    Points: two for a word that can hardly mean anything else beside something harmed, one for any other beside such; two
    for a toll in the sentence, one each for a weapon, an attacker and an official or witness who tells it.
    """
    words = words_of(text, sentence)
    if is_mishap(sentence.cut(text)):
        return
    around = _surroundings(text, sentence, words)
    at = 0
    while at < len(words):
        found = _phrase_at(words, at)
        if found is None:
            at += 1
            continue
        kind, n = found
        before = [w.lower for w in words[max(0, at - 3) : at]]
        if (
            n == 1
            and words[at].lower.endswith("ing")
            and before[-1:] in (["the"], ["a"], ["this"], ["that"], ["its"], ["their"], ["his"])
        ):
            at += n
            continue
        if words[at].lower == "landed" and next(_heads_before(words, at - 1, cues("things", "weapons"), reach=5), None) is None:
            at += n
            continue
        if words[at].lower in _HANDLING and _head_behind(text, words, at + n, cues("things", "weapons")) is None:
            at += n
            continue
        is_passive = bool(set(before) & _BE) or _is_headline_passive(
            words, at + 1 if words[at + n - 1].lower == "dead" else at + n
        )
        harmed = (
            next(_heads_before(words, at - 1, _harmable()), None)
            if is_passive
            else _head_behind(text, words, at + n, _harmable())
        )
        actor = _actor(text, sentence, words, at=at, behind=at + n, is_passive=is_passive)
        name = Span(words[at].span.start, words[at + n - 1].span.end)
        if kind is IncidentType.ATTACK and _is_struck_by(words, at, behind=at + n, is_passive=is_passive):
            kind = IncidentType.BOMBING
        is_hit = harmed is not None or (is_passive and (n > 1 or words[at].lower in triggers()))
        points = _points(words[at : at + n], harmed=is_hit, actor=actor is not None, around=around)
        if is_hit and (harmed is None or is_passive) and _DATED.search(sentence.cut(text)):
            points += 1
        if set(before) & _UNREAL or (actor is None and not is_passive and _done_by_forces(words, at)):
            points = 0
        yield Deed(
            kind, name, actor, phrase_of(text, words, harmed) if harmed is not None else None, points, words[at].lower in _GENERIC
        )
        at += n


def _surroundings(text: str, sentence: Span, words: Sequence[Word]) -> tuple[int, bool]:
    """Return the points that the rest of the sentence gives a deed, and whether it names a weapon."""
    armed = any(w.lower in cues("things", "weapons") for w in words)
    toll = any(True for _ in tolls(text, sentence))
    return 2 * toll + armed + bool(_TELLERS.search(sentence.cut(text))), armed


def _points(named: Sequence[Word], *, harmed: bool, actor: bool, around: tuple[int, bool]) -> int:
    points, armed = around
    is_plain = len(named) > 1 or named[0].lower in triggers() or named[0].lower in _HANDLING | _HOLDING | {"landed"}
    if not (harmed or actor or (armed and is_plain)):
        return 0
    return points + actor + (2 if is_plain else 1)


@cache
def _violent() -> frozenset[str]:
    """Return the words that no mishap has: attackers, weapons, plain deeds but for explosions, which may be accidents."""
    things = cues("things", "attackers") | cues("things", "weapons") | frozenset(triggers())
    return things - _BY_ACCIDENT | {"attack", "arson", "terrorism", "sabotage", "deliberate", "deliberately", "responsibility"}


def is_mishap(text: str) -> bool:
    """Tell whether words speak of an accident, a disaster or an illness and of no attacker, weapon or deed."""
    lower = set(re.findall(r"[a-z0-9-]+", text.lower()))
    return bool(lower & cues("figurative", "mishap")) and not lower & _violent()


def is_figurative(text: str) -> bool:
    """Tell whether a page is of a kind in which deeds are figures of speech or fiction: sport, markets, film."""
    lower = set(re.findall(r"[a-z-]+", text.lower()))
    return any(len(lower & cues("figurative", kind)) >= 3 for kind in ("sport", "markets", "fiction"))
