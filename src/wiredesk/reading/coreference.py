"""Whom a pronoun or "the spokesman" means. Not for: names (`entities_clusters`); what it finds are no mentions.

Pronouns are walked once in text order, so that "he" after "he" goes on with the same man: among persons that fit in
gender, the latest sentence wins, in it the subject, and who is named most breaks ties.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

from wiredesk.codebook import EntityType
from wiredesk.spans import Span

_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|themselves)\b", re.IGNORECASE)
_PREPOSED = re.compile(r"\b(?:on|in|at|of|to|by|for|from|with|via|against)\s+(?:the\s+)?$")
_DESCRIBED = re.compile(
    r"\bthe (?:(?:rebel|armed|militant|extremist|insurgent|jihadist) )?(group|movement|faction|militia)\b", re.IGNORECASE
)
_NO_GROUP = re.compile(
    r"\b(?:army|police|military|ministry|government|court|office|agency|post|news|times|press|club|universit\w+|hospital|bank|"
    r"senate|council|parliament|institute|centre|center|radio|telegraph|wire|twitter|telegram|facebook|un|united nations|nato)\b",
    re.IGNORECASE,
)
_GROUP_WINDOW = 3
_NAME_NEXT = re.compile(r"\s+(?:[A-Z]|calls?|called|calling|known|that|which|of)")
_FEMALE = frozenset("she her hers herself".split())
_MALE = frozenset("he him his himself".split())
_QUOTE = re.compile(r"[\"“][^\"“”\n]{1,2000}[\"”]")
# Tuned on GUM train (he and she of named persons, gold names): 668 of 793 right
# (627 with 1.0, 0.7, 1.5 and 0.05).
_PER_SENTENCE = 0.6
_SUBJECT = 0.4
_IN_QUOTE = 1.5
_PER_MENTION = 0.15
_WINDOW = 6
_THING_WINDOW = 1
_SPEAKER = 2.0
_NEAR_QUOTE = 60
_MOST_SEEN = 200
_OPENING = 15


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one naming: where, of which entity, of what type."""

    span: Span
    entity: str
    type: EntityType


@dataclass(slots=True)
class _Seen:
    span: Span
    entity: str
    type: EntityType
    sentence: int
    is_subject: bool
    is_quoted: bool


@dataclass(slots=True)
class _Walk:
    """Hold the state of the walk: genders learnt so far and what was named."""

    genders: dict[str, str]
    counts: dict[str, int]
    seen: list[_Seen] = field(default_factory=list)


def pronouns(text: str, named: Sequence[Named], sentences: Sequence[Span], genders: Mapping[str, str]) -> dict[Span, str]:
    """Return the entity of every third-person pronoun that one is found for; `named` is in text order.

    "they" means a body here, never several persons.
    """
    starts = [s.start for s in sentences]
    quotes = [Span(m.start(), m.end()) for m in _QUOTE.finditer(text)]
    counts: dict[str, int] = {}
    for naming in named:
        counts[naming.entity] = counts.get(naming.entity, 0) + 1
    walk = _Walk(dict(genders), counts)
    found: dict[Span, str] = {}
    events: list[Named | Span] = sorted([*named, *_pronoun_spans(text, named)], key=_start)
    first_of: dict[int, int] = {}
    for event in events:
        span = event if isinstance(event, Span) else event.span
        sentence = bisect_right(starts, span.start) - 1
        quote = _cover(span, quotes)
        name: Named | None
        if isinstance(event, Named):
            name = event
        else:
            opens = span.start - max(starts[sentence], quote.start if quote else 0, _end_of_quote(span, quotes)) < _OPENING
            speakers = _named_beside(text, quote, named) if quote else frozenset()
            name = _resolved(text, event, walk, sentence=sentence, is_quoted=quote is not None, opens=opens, speakers=speakers)
            if name is None:
                continue
            found[event] = name.entity
        is_subject = quote is None and not _is_dependent(text, name) and first_of.setdefault(sentence, span.start) == span.start
        walk.seen.append(_Seen(span, name.entity, name.type, sentence, is_subject, quote is not None))
    return found


def _start(event: "Named | Span") -> int:
    return event.start if isinstance(event, Span) else event.span.start


def _pronoun_spans(text: str, named: Sequence[Named]) -> list[Span]:
    ends = {n.span.start: n.span.end for n in named}
    spans = [Span(m.start(), m.end()) for m in _PRONOUN.finditer(text) if m.start() not in ends and m.group() != "IT"]
    groups = (Span(m.start(), m.end()) for m in _DESCRIBED.finditer(text) if not _NAME_NEXT.match(text, m.end()))
    return [*spans, *groups]


def _cover(span: Span, sorted_spans: list[Span]) -> Span | None:
    place = bisect_right(sorted_spans, span) - 1
    return sorted_spans[place] if place >= 0 and sorted_spans[place].covers(span) else None


def _is_dependent(text: str, name: Named) -> bool:
    """Tell whether a name is no subject for sure: "Ana's lawyer"; of bodies, "on Channel Nine"."""
    if text.startswith(("'s ", "’s "), name.span.end):
        return True
    return name.type is EntityType.ORGANIZATION and bool(_PREPOSED.search(text, max(0, name.span.start - 12), name.span.start))


def _end_of_quote(span: Span, quotes: list[Span]) -> int:
    """Return where the last quotation before `span` ends: behind it ("…," it said) a pronoun opens its clause."""
    place = bisect_right(quotes, span) - 1
    return quotes[place].end if place >= 0 and quotes[place].end <= span.start else 0


def _named_beside(text: str, quote: Span, named: Sequence[Named]) -> frozenset[str]:
    """Return who is named right before or behind a quotation: its speaker is not "he" in it."""
    begin = max(0, quote.start - _NEAR_QUOTE, text.rfind("\n", 0, quote.start))
    first = bisect_left(named, begin, key=lambda n: n.span.start)
    line_end = text.find("\n", quote.end)
    end = min(quote.end + _NEAR_QUOTE, line_end if line_end >= 0 else len(text))
    last = bisect_left(named, end, key=lambda n: n.span.start)
    return frozenset(n.entity for n in named[first:last] if not quote.covers(n.span))


def _may_be_body(seen: _Seen, *, sentence: int, is_quoted: bool, opens: bool) -> bool:
    """Tell whether "it" or "they" can be a body: the subject of its own sentence, or of the one before when it opens one.

    Most of them are no named body at all: on GUM train this halves the false ones.
    """
    if seen.sentence == sentence:
        return seen.is_subject and not is_quoted
    return opens and (seen.is_subject or (seen.is_quoted and is_quoted))


def _resolved(
    text: str, span: Span, walk: _Walk, *, sentence: int, is_quoted: bool, opens: bool, speakers: Set[str]
) -> Named | None:
    word = span.cut(text).lower()
    if " " in word:
        return _group(text, span, walk, sentence=sentence)
    gender = "female" if word in _FEMALE else "male" if word in _MALE else None
    wanted = EntityType.PERSON if gender else EntityType.ORGANIZATION
    best: tuple[float, _Seen] | None = None
    for seen in islice(reversed(walk.seen), _MOST_SEEN):
        if sentence - seen.sentence > (_WINDOW if gender else _THING_WINDOW):
            break
        if seen.type is not wanted or (gender and walk.genders.get(seen.entity, gender) != gender):
            continue
        if not gender and not _may_be_body(seen, sentence=sentence, is_quoted=is_quoted, opens=opens):
            continue
        merit = (
            _PER_SENTENCE * (seen.sentence - sentence)
            + _SUBJECT * seen.is_subject
            + _PER_MENTION * min(walk.counts[seen.entity], 10)
        )
        merit -= _IN_QUOTE * (seen.is_quoted and not is_quoted) + _SPEAKER * (seen.entity in speakers)
        if best is None or merit > best[0]:
            best = (merit, seen)
    if best is None:
        return None
    if gender:
        walk.genders.setdefault(best[1].entity, gender)
    return Named(span, best[1].entity, wanted)


def _group(text: str, span: Span, walk: _Walk, *, sentence: int) -> Named | None:
    """Return the body named last that can be "the group": no office of the state, no outlet.

    One behind a preposition ("linked to X") counts only where no other is named.
    """
    bound: Named | None = None
    for seen in islice(reversed(walk.seen), _MOST_SEEN):
        if sentence - seen.sentence > _GROUP_WINDOW:
            break
        if seen.type is not EntityType.ORGANIZATION or _NO_GROUP.search(seen.span.cut(text)):
            continue
        named = Named(span, seen.entity, EntityType.ORGANIZATION)
        if not _PREPOSED.search(text, max(0, seen.span.start - 12), seen.span.start):
            return named
        bound = bound or named
    return bound
