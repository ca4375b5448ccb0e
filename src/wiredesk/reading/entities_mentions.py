"""Where a text names somebody: the tagger's names, cleaned, completed and repeated. Not for: who is who (`entities_clusters`)."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wiredesk.codebook import EntityType
from wiredesk.reading.names import is_body_name, n_title_chars
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span
from wiredesk.tagger.tags import ScoredSpan, Tags

_NAME_TYPES = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
_DETAIL_TYPES = {
    "Person": EntityType.PERSON,
    "Organization": EntityType.ORGANIZATION,
    "Location": EntityType.PLACE,
    "Facility": EntityType.PLACE,
}
# A facility that a body runs and that can say something is the body.
_BODY_FACILITY = re.compile(
    r"\b(?:hospital|clinic|university|college|school|academy|institute|court|museum|prison|church|cathedral|mosque|hotel|bank|"
    r"ministry|centre for|center for|parliament|embassy|consulate)\b",
    re.IGNORECASE,
)
_MIN_DETAIL_SCORE = 0.5
_MIN_BODY_SCORE = 0.35
_MOST_NAMES = 1000
_TAIL = re.compile(
    r"(?:['’]s?|[,;:!?/\"”»)\]\s–-]"
    r"|(?<![A-Z.]\.[A-Z])(?<!\b(?:Jr|Sr|Co|St))(?<!Inc|Ltd)(?<!Corp)(?<!\b[A-Z])\.)+$"
)
_HEAD = re.compile(r"^(?:[\s\"“”«'‘’(\[,;:-]|[Tt]he\s+(?=\S))+")
_SIDES = re.compile(r"^(?:(?:north|south|east|west|central|coastal|rural|mainland|downtown)[a-z-]*\s+)+(?=[A-Z])")
_BASED = re.compile(r"^[A-Z][\w-]{1,30}-based\s+(?=[A-Z])")
_GENERIC_TAIL = re.compile(
    r"(?:\s+(?:armed|rebel|militant|terrorist|terror|extremist|jihadist|insurgent|islamist))?\s+(?:group|groups|movement|militants?|fighters|"
    r"militia|rebels|insurgents|network|newspaper|magazine)$"
)
_BODY_TAIL = re.compile(
    r"(?: [A-Z][a-z]{1,20}){0,3} (?:Hospital|University|College|Institute|Council|Court|Police|Ministry|Party|Army|Brigade|"
    r"Battalion|Bank|"
    r"Association|Federation|Commission|Authority|Agency|Department|Front|Movement|Museum|Academy|Clinic|Prison|Parliament|Assembly)\b"
)
# What the names of Arabic, Urdu and Spanish bodies begin with; the tagger leaves it out or takes it for a person.
_BODY_HEAD = re.compile(
    r"\b(?:Jama['’]?a[ht]?|Jama['’]at|Harakat|Hizb|Katiba[ht]?|Ansar|Jaysh|Jaish|Lashkar|Liwa|Tehrik|Tehreek|Frente|Ejército|Brigadas?)"
    r"[ -](?:(?:e|ul|al|ut|de|del|los|las|la)[ -]){0,2}$"
)
_HEAD_REACH = 24
_NICKNAMED = re.compile(
    r"\b[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2}(?<!['’]s) [\"“‘][A-Z][^\"“”‘’,\n]{1,30}[\"”’] "
    r"[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2}"
)
_MOST_GROWN = 12
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’-]*\s$")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_AFTER = re.compile(r"\s[A-Z]\w")


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one naming of somebody; `score` 0 to 1; `is_name` is False for bodies without a proper name ("the army")."""

    span: Span
    type: EntityType
    score: float = 1.0
    is_name: bool = True


def collect_mentions(text: str, tags: Tags) -> list[Mention]:
    """Return the names of people, bodies and places in text order, none overlapping another."""
    named = [
        _cleaned(text, Mention(tag.span, _NAME_TYPES[tag.label], tag.score)) for tag in tags.names if tag.label in _NAME_TYPES
    ]
    detailed = [m for tag in tags.details if (m := _from_detail(text, tag))]
    found = without_overlaps(_with_details(text, [m for m in named if m], detailed))
    return _grown(text, without_overlaps([*found, *_nicknamed(text, found)]))


def _nicknamed(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return full names with a nickname in quotation marks inside, where the tagger knows a part of theirs."""
    persons = [m.span for m in mentions if m.type is EntityType.PERSON]
    spans = [Span(*match.span()) for match in _NICKNAMED.finditer(text)]
    return [Mention(span, EntityType.PERSON) for span in spans if is_taken(span, persons)]


def _grown(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join what is one name: a body right before a place ("Red Cross Kenya"), a place in a body's name ("Lima City Hospital")."""
    kept: list[Mention] = []
    for mention in mentions:
        tail = _BODY_TAIL.match(text, mention.span.end)
        if tail and mention.type is not EntityType.PERSON:
            mention = Mention(Span(mention.span.start, tail.end()), EntityType.ORGANIZATION, mention.score)
        head = _BODY_HEAD.search(text, max(0, mention.span.start - _HEAD_REACH), mention.span.start)
        if head and "\n" not in head.group():
            mention = Mention(Span(head.start(), mention.span.end), EntityType.ORGANIZATION, mention.score)
        last = kept[-1] if kept else None
        if last and mention.span.covers(last.span):
            kept[-1] = mention
        elif last and last.span.overlaps(mention.span):
            kept[-1] = replace(last, span=Span(last.span.start, max(last.span.end, mention.span.end)))
        elif last and _is_one_name(text, last, mention):
            kept[-1] = replace(last, span=Span(last.span.start, mention.span.end))
        else:
            kept.append(mention)
    return kept


def _is_one_name(text: str, body: Mention, place: Mention) -> bool:
    is_pair = body.type is EntityType.ORGANIZATION and place.type is EntityType.PLACE
    return is_pair and text[body.span.end : place.span.start] == " "


def _from_detail(text: str, tag: ScoredSpan) -> Mention | None:
    kind = _DETAIL_TYPES.get(tag.label)
    if kind is None:
        return None
    name = tag.span.cut(text)
    if tag.label == "Facility" and _BODY_FACILITY.search(name):
        kind = EntityType.ORGANIZATION
    if tag.score < (_MIN_BODY_SCORE if is_body_name(name) else _MIN_DETAIL_SCORE):
        return None
    mention = _cleaned(text, Mention(tag.span, kind, tag.score))
    return mention if mention and any(c.isupper() for c in mention.span.cut(text)) else None


def _with_details(text: str, named: list[Mention], detailed: list[Mention]) -> list[Mention]:
    """Add what only the second layer knows; where it reads a longer name, that counts.

    "Dar es Salaam" replaces "Dar", and a body replaces a place or body inside its name ("Basilan" in a hospital's).
    """
    kept = list(named)
    for mention in detailed:
        inside = [m for m in kept if m.span.overlaps(mention.span)]
        if not inside:
            kept.append(mention)
        elif "," not in mention.span.cut(text) and all(_may_grow(m, mention) for m in inside):
            kept = [m for m in kept if m not in inside] + [mention]
    return kept


def _may_grow(part: Mention, whole: Mention) -> bool:
    if not whole.span.covers(part.span) or whole.span == part.span:
        return False
    if whole.type is EntityType.ORGANIZATION:
        return part.type is not EntityType.PERSON
    return part.type is whole.type


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in text order; of two that overlap the longer stays."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.span))):
        if kept and kept[-1].span.overlaps(mention.span):
            if len(mention.span) > len(kept[-1].span):
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _cleaned(text: str, mention: Mention) -> Mention | None:
    """Return the mention without possessive, article, quotes, title and side ("northern"); None when nothing is left."""
    start, end = _whole_words(text, mention.span)
    tail = _TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    head = _HEAD.match(text[start:end])
    start += head.end() if head else 0
    if start >= end:
        return None
    name = text[start:end]
    if mention.type is EntityType.PERSON:
        start += n_title_chars(name)
    elif mention.type is EntityType.PLACE:
        start += _length(_SIDES.match(name))
    else:
        start += _length(_BASED.match(name))
        end -= _length(_GENERIC_TAIL.search(name))
    return replace(mention, span=Span(start, end)) if start < end else None


def _length(match: re.Match[str] | None) -> int:
    return len(match.group()) if match else 0


def _whole_words(text: str, span: Span) -> tuple[int, int]:
    """Return start and end of the span grown to whole words ("Rwanda" in "Rwandan"), by at most a few letters."""
    start, end = span.start, span.end
    while end < len(text) and end - span.end < _MOST_GROWN and text[end].isalpha() and text[end - 1].isalpha():
        end += 1
    while start > 0 and span.start - start < _MOST_GROWN and text[start].isalpha() and text[start - 1].isalpha():
        start -= 1
    return start, end


def repeated_mentions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the same names at further places of the text, where the tagger missed them.

    A name is repeated when it stands there as a whole word in the same case, not as part of a longer
    capitalised name, and is not also a plain word of this text ("May", "Hope").
    """
    known = {m.span.cut(text): m for m in reversed(mentions)}
    names = [name for name in known if (len(name) > 2 and name[0].isupper()) or "-" in name[:4]]
    if not names:
        return []
    names = names[:_MOST_NAMES]
    pattern = re.compile(r"(?<![\w’'])(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")
    taken = sorted(m.span for m in mentions)
    plain_words = {word for word in _PLAIN_WORD.findall(text) if word.islower()}
    found = []
    for match in pattern.finditer(text):
        span = Span(match.start(), match.end())
        model = known[match.group()]
        if match.group().lower() not in plain_words and not is_taken(span, taken) and _stands_alone(text, span, model.type):
            found.append(replace(model, span=span))
    return found


def is_taken(span: Span, taken: list[Span]) -> bool:
    """Tell whether `span` overlaps one of the sorted, disjoint spans `taken`."""
    place = bisect_left(taken, span)
    return any(other.overlaps(span) for other in taken[max(0, place - 1) : place + 1])


def _stands_alone(text: str, span: Span, kind: EntityType) -> bool:
    if kind is EntityType.PERSON and "-" in (text[span.start - 1 : span.start], text[span.end : span.end + 1]):
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, span.start - 30), span.start)
    if before and not people_words().is_title(before.group().strip()) and not starts_sentence(text, before.start()):
        return False
    return not _CAPITAL_AFTER.match(text, span.end)


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence or quotation may start at `start`."""
    before = text[max(0, start - 6) : start]
    return not before or before.rstrip()[-1:] in tuple('.!?"“”’:') or before.endswith("\n")
