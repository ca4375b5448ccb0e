"""Perpetrators of an incident: from the tagger's fillers, from claims and from plain patterns of blame. Not for: victims."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wiredesk.codebook import Attribution, EntityType, PerpetratorKind, Stage
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.incidents_blame import attribution_of, claims_deed
from wiredesk.reading.incidents_fillers import Filled
from wiredesk.reading.incidents_groups import Group
from wiredesk.reading.incidents_suspects import before_the_law, by_deeds, someone_caught, subjects, threatening
from wiredesk.records import Entity, Perpetrator, Statement
from wiredesk.spans import Span

# Right before a name: words that lay a deed at its door. Right behind it: words with which it takes it on itself.
_BEFORE = re.compile(
    r"(?:\b(?:work|handiwork|doing)\s+of|\bblam(?:ed|es|ing)(?:\s+(?:it|the\s+\w+)\s+on)?|\bcarried\s+out\s+by|\battributed\s+to|\bclaimed\s+by|"
    r"\b(?:accused|accuses|accusing|suspect(?:s|ed)?)|\bsigned\s+(?:by|in\s+the\s+name\s+of)|\bin\s+the\s+name\s+of|\bfingers?\s+at|\b(?:attack|raid|ambush|killing|murder|bombing|massacre|kidnapping|abduction|shooting|robbery)\s+by|\bperpetrated\s+by|\bstaged\s+by|\bresponsibility\s+on)"
    r"\s+(?:the\s+|a\s+|an\s+|members\s+of\s+|militants\s+(?:of|from)\s+|(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:group|gang|militia|faction|cell|network|movement),?\s+(?:called\s+|known\s+as\s+|named\s+)?|fighters\s+(?:of|from)\s+)*$",
    re.IGNORECASE,
)
_DEED = (
    r"(?:attack|assault|bombing|blast|explosion|raid|killing|murder|massacre|ambush|kidnapping|abduction|shooting|strike|operation|"
    r"robbery|hijacking|arson|plot|violence)s?\b"
)
_BEHIND = re.compile(
    r"^(?:\s+(?:group|movement|militants|rebels|fighters))?,?\s+(?:has\s+|have\s+|had\s+)?(?:later\s+|also\s+)?"
    r"(?:(?:claimed|took|accepted|admitted)\s+(?:the\s+)?(?:full\s+)?(?:responsibility|attack|bombing|killing|raid|blast)|"
    r"(?:(?:was|were|is|are|stood)\s+(?:probably\s+|likely\s+)?behind|planned|staged|ordered|organi[sz]ed|carried\s+out|launched|mounted)"
    rf"\s+(?:(?:the|this|that|these|those|both)\s+(?:[\w-]+\s+){{0,2}}(?:{_DEED})|(?:this|it|that)(?=\W*(?:$|[.,;\"”'’])))|"
    r"said\s+(?:that\s+)?(?:it|they|he)\s+(?:(?:was|were)\s+(?:behind|responsible)|(?:had\s+)?(?:sent|placed|planted|fired)|"
    r"(?:had\s+)?carried\s+out)|"
    r"said\s+(?:that\s+)?(?:its|their)\s+(?:own\s+)?(?:fighters|men|members|soldiers|militants|units?|forces|cell)\b)",
    re.IGNORECASE,
)
_TO_DENIAL = (
    r"^(?:\s+(?:group|movement|militants|rebels))?(?:,[^,.;]{1,80},)?\s+(?:on\s+\w{3,6}day\s+)?(?:has\s+|have\s+|had\s+)?"
    r"(?:(?:also|later|strongly|repeatedly|again)\s+)?(?:den(?:ied|ies)|disavowed|disclaimed|rejected)"
)
_DENIES = re.compile(rf"{_TO_DENIAL}\b", re.IGNORECASE)
# Who denies a part in the deed is named by somebody for it; the report need not say by whom.
_DISCLAIMS = re.compile(
    rf"{_TO_DENIAL}(?:\s+(?:on\s+\w{{3,6}}day|that\s+(?:it|they|he|she)\s+(?:had|was|were)|any|all|its|their|his|her|the|having|being|a|direct))*"
    r"\s+(?:involvement|responsibility|part\b|role\b|complicity|hand\b|connection|accusations?|carried\s+out|carrying\s+out|behind|"
    r"attacked|killed|bombed|planted|abducted|kidnapped|ambushed|ordered|planned)",
    re.IGNORECASE,
)
# A person's bond to a body, said beside the person: the body stands behind the deed as far as the text says so.
_BOND = re.compile(
    r"\b(?:join(?:ed|ing)|pledged\s+(?:allegiance|loyalty)\s+to|member\s+of|fighter\s+(?:of|for|with)|commander\s+(?:of|in)|leader\s+of|belong(?:s|ing)\s+to|loyal\s+to)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Culprit:
    """Hold one named or described perpetrator before it is bound to an incident."""

    span: Span
    kind: PerpetratorKind
    entity: str | None
    is_bound: bool = False
    is_blamed: bool = False


def _actors(entities: EntityIndex) -> Iterable[tuple[Span, Entity]]:
    for entity in entities.entities:
        if entity.type in (EntityType.PERSON, EntityType.ORGANIZATION):
            for span in entity.mentions:
                yield span, entity


def _kind(entity: Entity) -> PerpetratorKind:
    return PerpetratorKind.ORGANIZATION if entity.type is EntityType.ORGANIZATION else PerpetratorKind.INDIVIDUAL


def blamed(text: str, within: Sequence[Span], entities: EntityIndex) -> list[Culprit]:
    """Return the entities that a plain pattern of blame or claim names in these sentences, in order."""
    found: list[Culprit] = []
    for span, entity in sorted(_actors(entities), key=lambda pair: pair[0]):
        home = next((s for s in within if s.covers(span)), None)
        if home is None:
            continue
        before = text[max(home.start, span.start - 70) : span.start]
        behind = text[span.end : min(home.end, span.end + 70)]
        if _BEFORE.search(before) or _BEHIND.match(behind) or _DISCLAIMS.match(text[span.end : min(home.end, span.end + 160)]):
            found.append(Culprit(span, _kind(entity), entity.id, is_blamed=True))
    return found


def claiming(text: str, statements: Sequence[Statement], entities: EntityIndex) -> list[Culprit]:
    """Return the bodies and persons that own up to a deed in a statement of their own."""
    found: list[Culprit] = []
    for statement in statements:
        entity = entities.by_id(statement.speaker) if statement.speaker else None
        if entity is not None and statement.source and claims_deed(text, statement):
            mention = next((m for m in entity.mentions for s in statement.source if s.covers(m)), statement.source[0])
            found.append(Culprit(mention, _kind(entity), entity.id))
    return found


def bound_to(text: str, culprits: Sequence[Culprit], within: Sequence[Span], entities: EntityIndex) -> list[Culprit]:
    """Return the bodies that the text ties to a perpetrator: what he joined, leads or belongs to."""
    if not any(c.kind is PerpetratorKind.INDIVIDUAL for c in culprits):
        return []
    found: list[Culprit] = []
    for span, entity in sorted(_actors(entities), key=lambda pair: pair[0]):
        home = next((s for s in within if s.covers(span)), None)
        if (
            home is not None
            and entity.type is EntityType.ORGANIZATION
            and _BOND.search(text[max(home.start, span.start - 40) : span.start])
        ):
            found.append(Culprit(span, PerpetratorKind.ORGANIZATION, entity.id, is_bound=True))
    return found


def from_fillers(fillers: Iterable[Filled], entities: EntityIndex) -> list[Culprit]:
    """Return the perpetrators that the tagger found."""
    kinds = {"perp_individual": PerpetratorKind.INDIVIDUAL, "perp_organization": PerpetratorKind.ORGANIZATION}
    places = {e.id for e in entities.entities if e.type is EntityType.PLACE}
    found = [Culprit(f.best, kinds[f.role], entities.entity_at(f.best)) for f in fillers if f.role in kinds]
    return [c for c in found if c.entity not in places]


def in_plain_words(
    text: str, group: Group, around: Sequence[Span], *, entities: EntityIndex, known: Sequence[Culprit]
) -> list[Culprit]:
    """Return the perpetrators that plain grammar names: the attackers, those before the law, those who threaten.

    Attackers without a name count where none is `known`: "gunmen" and "the men" are one.
    """
    found = [Culprit(span, _kind(entity), entity.id) for span, entity in subjects(text, group.deeds, entities)]
    if group.stage is Stage.THREATENED:
        found += [Culprit(span, _kind(entity), entity.id) for span, entity in threatening(text, group.sentences, entities)]
    found += [Culprit(s, _kind(e), e.id, is_blamed=True) for s, e in before_the_law(text, around, entities)]
    if any(c.kind is PerpetratorKind.INDIVIDUAL for c in (*known, *found)):
        return found
    unnamed = [Culprit(span, PerpetratorKind.INDIVIDUAL, None, is_blamed=True) for span in someone_caught(text, around)]
    return [*found, *unnamed, *(Culprit(s, PerpetratorKind.INDIVIDUAL, entities.entity_at(s)) for s in by_deeds(group.deeds))]


def _denial(text: str, found: Perpetrator, sentences: Sequence[Span], entities: EntityIndex) -> Perpetrator | None:
    """Return the perpetrator's own denial, where the text reports one; it stands beside the accusation."""
    entity = entities.by_id(found.entity) if found.entity else None
    for mention in entity.mentions if entity else ():
        sentence = next((s for s in sentences if s.covers(mention)), mention)
        if _DENIES.match(text[mention.end : sentence.end]):
            return replace(found, span=mention, attribution=Attribution.DENIED, by=(entity.id,) if entity else ())
    return None


def perpetrators(
    text: str, culprits: Sequence[Culprit], *, sentences: Sequence[Span], statements: Sequence[Statement], entities: EntityIndex
) -> tuple[Perpetrator, ...]:
    """Return one perpetrator an entity (or, unnamed, a span), each with what the text claims about it."""
    found: list[Perpetrator] = []
    for culprit in culprits:
        if any(_is_same(culprit, p) for p in found):
            continue
        sentence = next((s for s in sentences if s.covers(culprit.span)), culprit.span)
        claim, by = attribution_of(
            text,
            culprit.span,
            sentence,
            statements=statements,
            entities=entities,
            own=culprit.entity,
            is_blamed=culprit.is_blamed,
        )
        if culprit.is_bound and claim is Attribution.REPORTED_AS_FACT:
            claim = found[0].attribution if found else Attribution.POSSIBLE
        found.append(Perpetrator(culprit.span, culprit.kind, claim, culprit.entity, by))
    denials = [_denial(text, p, sentences, entities) for p in found if p.attribution is not Attribution.DENIED]
    return (*found, *(d for d in denials if d is not None))


def _is_same(culprit: Culprit, found: Perpetrator) -> bool:
    if culprit.entity is not None and culprit.entity == found.entity:
        return True
    return culprit.span.overlaps(found.span) and culprit.kind is found.kind
