"""Which entities a name typed by a person may mean, spelled in whatever way. Not for: search in reports (see `finding`)."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import EntityProfile, entity_keys
from wiredesk.corroborate.entities_names import name_evidence
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding_names import people_named
from wiredesk.desk.ids import kind_of, parse_id
from wiredesk.errors import NotOnDesk
from wiredesk.folding import folded
from wiredesk.store import cards, known_entities, searching_names
from wiredesk.store.cards import EntityHead
from wiredesk.store.opening import On

_PLACE = re.compile(r"(\d{1,9})\.([1-9]\d{0,17})")
MOST_MEANT = 40
"""So many entities of a name are listed, those with the most reports."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Hold the entities that a name may mean, those with most reports first; `is_certain` where there is just one."""

    entities: tuple[EntityHead, ...]
    is_certain: bool


def entities_meant(desk: Desk, name: str) -> Meant:
    """Return whom a name means: an id ("e40"), the entities that a report calls so, else those whose names fit by sound,
    else those of whose name it is a part.

    :raises NotOnDesk: when `name` is the id of another kind.
    """
    with desk.store.reading() as on:
        if kind_of(name) == "entity":
            entity_id = cards.entity_of(on, parse_id(name, "entity"))
            heads = cards.entity_heads(on, [entity_id] if entity_id is not None else [])
            return Meant(tuple(heads.values()), bool(heads))
        called = _called(on, folded(name))
        meant = _sorted(cards.entity_heads(on, called or _sounding_like(on, name) or _partly(on, name)).values())
        return Meant(tuple(meant[:MOST_MEANT]), bool(called) and len(meant) == 1)


def entities_typed(desk: Desk, typed: str, types: Collection[str] = (), *, limit: int = 12) -> tuple[EntityHead, ...]:
    """Return whom a name that is still being typed may mean, those that begin so first, each by the number of its reports.

    `types` leaves all others out; none leaves out nobody.
    """
    key = folded(typed)
    with desk.store.reading() as on:
        begun = cards.entity_heads(on, searching_names.entities_beginning(on, key)) if key else {}
    meant = () if kind_of(typed) not in (None, "entity") else entities_meant(desk, typed).entities
    heads = {head.entity_id: head for head in (*_sorted(begun.values()), *meant)}
    return tuple(head for head in heads.values() if not types or head.type in types)[:limit]


@dataclass(frozen=True, slots=True)
class EntityList:
    """Hold entities by the number of their reports; `next` is where the next page begins, None at the end."""

    entities: tuple[EntityHead, ...]
    next: str | None


def most_mentioned(desk: Desk, types: Sequence[str] = (), *, limit: int = 40, after: str | None = None) -> EntityList:
    """Return the entities of these types, all for none, that most reports name.

    :raises NotOnDesk: when `after` is no `next` of an earlier page.
    """
    found = _PLACE.fullmatch(after or "0.1")
    if found is None:
        raise NotOnDesk(f"after {(after or '')[:40]}: is no place in the list; give the next of the page before")
    place = (int(found[1]), int(found[2])) if after else None
    with desk.store.reading() as on:
        heads = cards.most_mentioned(on, types, after=place, most=limit + 1)
    last = heads[limit - 1] if len(heads) > limit else None
    return EntityList(tuple(heads[:limit]), f"{last.n_reports}.{last.entity_id}" if last else None)


def _sorted(heads: Iterable[EntityHead]) -> list[EntityHead]:
    return sorted(heads, key=lambda head: (-head.n_reports, head.entity_id))


def _called(on: On, key: str) -> set[int]:
    if not key:
        return set()
    return searching_names.entities_called(on, key) | searching_names.places_called(on, key)[0]


def _partly(on: On, name: str) -> set[int]:
    """Return those of whose name it is a part or an alias."""
    somebody = people_named(on, name)
    return set(somebody.entity_ids) if somebody else set()


def _sounding_like(on: On, name: str) -> set[int]:
    """Return the people and bodies whose names can be this one's in another spelling, order or length."""
    found: set[int] = set()
    for kind in (EntityType.PERSON, EntityType.ORGANIZATION):
        asked = EntityProfile(kind, ((name, 1),))
        under = known_entities.entities_under(on, entity_keys(asked))
        for one in known_entities.known_entities(on, {one for ids in under.values() for one in ids}).values():
            if one.type != kind.value:
                continue
            if not name_evidence(asked, EntityProfile.from_bytes(one.profile)).is_apart:
                found.add(one.id)
    return found
