"""Roles of the persons of a text with the bodies they belong to. Not for: the grammar of role phrases (`roles`)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from wiredesk.codebook import EntityType, RoleStatus
from wiredesk.reading.names import key_of
from wiredesk.reading.roles import FoundRole, after_subject, inside, roles_of
from wiredesk.reading.roles_earlier import introduced
from wiredesk.reading.roles_phrases import Sentence
from wiredesk.records import Entity, Role
from wiredesk.spans import Span

_MAX_ROLES = 12
_SUBJECTS = ("he", "she")


def read_roles(
    text: str, sentences: Sequence[Span], entities: Sequence[Entity], pronouns: Mapping[Span, str]
) -> dict[str, list[Role]]:
    """Return the roles of every person, by entity id; a role said twice is given once, at its first place."""
    namings = sorted((span, e) for e in entities for span in e.mentions if e.type is EntityType.PERSON)
    is_person = inside([span for span, _ in namings])
    bodies = sorted(
        (span, e.id) for e in entities for span in e.mentions if e.type in (EntityType.ORGANIZATION, EntityType.PLACE)
    )
    is_body = inside([span for span, _ in bodies])
    organizations = [(span, owner) for span, owner in bodies if _type_of(entities, owner) is EntityType.ORGANIZATION]
    starts = [s.start for s in sentences]
    parsed: dict[int, Sentence] = {}
    found: dict[str, list[Role]] = {}

    def sentence_at(position: int) -> Sentence:
        number = max(0, bisect_right(starts, position) - 1)
        if number not in parsed:
            parsed[number] = Sentence(text, sentences[number], is_person=is_person, is_body=is_body)
        return parsed[number]

    for span, entity in namings:
        for role in roles_of(sentence_at(span.start), span):
            _add(found.setdefault(entity.id, []), introduced(text, role) or role, organizations)
    for span, owner in pronouns.items():
        if span.cut(text).lower() in _SUBJECTS:
            sentence = sentence_at(span.start)
            for role in after_subject(sentence, sentence.index_at(span.end)):
                _add(found.setdefault(owner, []), role, organizations)
    return found


def _type_of(entities: Sequence[Entity], entity_id: str) -> EntityType:
    return entities[int(entity_id[1:]) - 1].type


def _add(roles: list[Role], found: FoundRole, organizations: list[tuple[Span, str]]) -> None:
    key = key_of(found.title)
    if not key or len(roles) >= _MAX_ROLES:
        return
    for place, role in enumerate(roles):
        known = key_of(role.title)
        if key == known or f" {key} " in f" {known} ":
            return
        if f" {known} " in f" {key} ":
            status = role.status if found.status is RoleStatus.UNKNOWN else found.status
            roles[place] = Role(found.title, found.span, _body_in(found.span, organizations), status)
            return
    roles.append(Role(found.title, found.span, _body_in(found.span, organizations), found.status))


def _body_in(span: Span, organizations: list[tuple[Span, str]]) -> str | None:
    """Return the first body named within the role's words."""
    first = bisect_right(organizations, (Span(span.start, span.start + 1), "")) if span else 0
    for other, owner in organizations[max(0, first - 1) :]:
        if other.start >= span.end:
            return None
        if span.covers(other):
            return owner
    return None
