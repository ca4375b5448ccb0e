"""Perpetrators in plain grammar: attackers, the arrested, those who threaten. Not for: claims (see `incidents_actors`)."""

import re
from collections.abc import Sequence

from wiredesk.codebook import EntityType
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.incidents_blame import speaks_with_office
from wiredesk.reading.incidents_deeds import Deed
from wiredesk.reading.incidents_words import words_of
from wiredesk.records import Entity
from wiredesk.spans import Span

_CAUGHT = (
    r"arrested|charged|detained|accused|convicted|sentenced|jailed|booked|indicted|remanded|imprisoned|suspected|wanted|found\s+guilty|"
    r"(?:being\s+)?(?:held|questioned|sought)|taken\s+into\s+custody|in\s+custody|guilty"
)
_SOMEONE = re.compile(
    r"\b(?:(?:a|an|the|one|another|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several)\s+)?"
    r"(?P<who>(?:[\w-]+\s+){0,2}(?:man|men|woman|women|teenagers?|boys?|girls?|suspects?|brothers?|people|youths?|students?|drivers?|nationals?|soldiers?|workers?|couple))"
    r"(?:\s+(?:from|of|in|aged)\s+[^.;,]{1,30},?|,\s[^.;,]{1,30},)?\s+(?:was|were|has\s+been|have\s+been|had\s+been|is|are)\s+(?:later\s+|since\s+|also\s+)?"
    rf"(?:{_CAUGHT})\b",
    re.IGNORECASE,
)
_CATCHING = re.compile(
    r"\b(?:arrested|charged|detained|convicted|sentenced|jailed|arresting|charging|detaining)\s+(?:(?:a|an|another|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several)\s+)"
    r"(?P<who>(?:[\w-]+\s+){0,2}(?:man|men|woman|women|teenagers?|boys?|girls?|suspects?|brothers?|people|youths?|students?|drivers?|nationals?|soldiers?|workers?|couple))\b",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(
    r"\bthe\s+(?:\w+\s+)?(?:group|movement|organi[sz]ation|outfit|militia|faction|rebels|militants|front|gang|cartel)(?:\s+(?:has|have|had|also|later))*\s+$",
    re.IGNORECASE,
)
_FREED = re.compile(r"\b(?:released|freed|acquitted|cleared|without\s+charge)\b", re.IGNORECASE)
# Behind a person's name: what the law does with him; a second name and an age may stand between.
_LAW_BEHIND = re.compile(
    r"^(?:,\s+(?:aged\s+)?\d{1,2},?)?(?:,?\s+(?:of|from)\s+[^.;,]{1,30},?)?(?:,?\s+and\s+[^.;,]{2,40}(?:,\s+\d{1,2},)?(?:\s+(?:of|from)\s+[^.;,]{1,30},?)?)?"
    rf"(?:,\s[^.;,]{{1,60}}?\s+who)?,?\s+(?:(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+)?(?:later\s+)?(?:{_CAUGHT})\b",
    re.IGNORECASE,
)
_LAW_BEFORE = re.compile(
    r"(?:\b(?:arrest(?:ed|ing)|charg(?:ed|ing)|convict(?:ed|ing)|sentenc(?:ed|ing)|jail(?:ed|ing)|detain(?:ed|ing)|indict(?:ed|ing))|\bfound|"
    r"\b(?:suspect|gunman|attacker|assailant|hijacker|bomber|shooter|killer|robber|kidnapper|man|woman|driver|teenager)s?\b[^.;:]{0,30}?"
    r"\b(?:identified|named)\s+(?:\w+\s+){0,3}as)\s+(?:mr\.?\s+|ms\.?\s+)?$",
    re.IGNORECASE,
)
_VICTIM = re.compile(r"\b(?:victims?|dead|deceased|wounded|injured|hostages?)\b[^.;:]{0,40}$", re.IGNORECASE)
_SUBJECT_GAP = re.compile(
    r"^(?:['’]s)?(?:\s*\([^()]{1,30}\))?(?:\s+(?:fighters|militants|rebels|gunmen|insurgents|members|group|men|guerrillas))?(?:,[^.;]{1,60},)?"
    r"\s+(?:(?:has|have|had|also|later|then|once|again|himself|now)\s+){0,2}$"
)
_THREATENING = frozenset(
    "threaten threatens threatened threatening vow vows vowed vowing promised promises swore warned warns".split()
)


def by_deeds(deeds: Sequence[Deed]) -> list[Span]:
    """Return the attackers that the deeds name: "gunmen", "heavily armed men"."""
    return list(dict.fromkeys(d.actor for d in deeds if d.actor is not None))


def _persons(entities: EntityIndex) -> list[tuple[Span, Entity]]:
    return sorted(
        ((m, e) for e in entities.entities if e.type is EntityType.PERSON for m in e.mentions), key=lambda pair: pair[0]
    )


def before_the_law(text: str, within: Sequence[Span], entities: EntityIndex) -> list[tuple[Span, Entity]]:
    """Return the persons whom the sentences call arrested, charged, convicted, or identified as the attacker."""
    found: list[tuple[Span, Entity]] = []
    for span, entity in _persons(entities):
        home = next((s for s in within if s.covers(span)), None)
        if home is None:
            continue
        before = text[max(home.start, span.start - 90) : span.start]
        behind = text[span.end : min(home.end, span.end + 130)]
        if _LAW_BEHIND.match(behind) or (_LAW_BEFORE.search(before) and not _VICTIM.search(before)):
            found.append((span, entity))
    return found


def someone_caught(text: str, within: Sequence[Span]) -> list[Span]:
    """Return the unnamed whom the sentences call arrested or charged: "24-year-old man"."""
    return [
        Span(found.start("who"), found.end("who"))
        for sentence in within
        for pattern in (_SOMEONE, _CATCHING)
        for found in pattern.finditer(text, sentence.start, sentence.end)
        if not _FREED.search(sentence.cut(text))
    ]


def subjects(text: str, deeds: Sequence[Deed], entities: EntityIndex) -> list[tuple[Span, Entity]]:
    """Return the persons and bodies, police and army left out, that stand as the subject right before a deed."""
    found: list[tuple[Span, Entity]] = []
    for deed in (d for d in deeds if d.words.start):
        window = Span(max(0, deed.words.start - 100), deed.words.start)
        for span, entity_id in reversed(entities.mentions_in(window)):
            entity = entities.by_id(entity_id)
            if entity is None or entity.type not in (EntityType.PERSON, EntityType.ORGANIZATION):
                continue
            if _SUBJECT_GAP.match(text[span.end : deed.words.start]) and not _is_authority(entity):
                found.append((span, entity))
                break
    return found


def _is_authority(entity: Entity) -> bool:
    said = " ".join([entity.name, *(role.title for role in entity.roles)]).lower()
    return speaks_with_office(said)


def threatening(text: str, sentences: Sequence[Span], entities: EntityIndex) -> list[tuple[Span, Entity]]:
    """Return those who utter the threat: the nearest person or body, by name or pronoun, before the word that threatens."""
    found: list[tuple[Span, Entity]] = []
    for sentence in sentences:
        for word in words_of(text, sentence):
            if word.lower in _THREATENING and (who := _speaker(text, sentence, word.span, entities)) is not None:
                found.append(who)
    return found


def _speaker(text: str, sentence: Span, verb: Span, entities: EntityIndex) -> tuple[Span, Entity] | None:
    start = max(sentence.start, verb.start - 90)
    pronouns = [(span, owner) for span, owner in entities.pronouns.items() if start <= span.start and span.end <= verb.start]
    named = entities.mentions_in(Span(start, verb.start)) if start < verb.start else []
    for span, owner in sorted([*pronouns, *named], reverse=True):
        entity = entities.by_id(owner)
        gap = text[span.end : verb.start]
        if entity is None or entity.type not in (EntityType.PERSON, EntityType.ORGANIZATION) or _is_authority(entity):
            continue
        if _SUBJECT_GAP.match(gap) or re.fullmatch(r"(?:,[^.;]{1,80},)?\s+(?:has\s+|had\s+|also\s+|who\s+)*", gap):
            return span, entity
    if _GROUP_NOUN.search(text[start : verb.start]):
        bodies = [(s, e) for s, i in entities.mentions_in(Span(0, verb.start)) if _is_group(e := entities.by_id(i))]
        return next(((s, e) for s, e in reversed(bodies) if e is not None), None)
    return None


def _is_group(entity: Entity | None) -> bool:
    return entity is not None and entity.type is EntityType.ORGANIZATION and not _is_authority(entity)
