"""Entities across reports: what is known of each, and where to look for one. Not for: comparing them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from wiredesk.store.candidates import KeyTable, rows_under
from wiredesk.store.tables import entity, entity_key, found_entity

_PER_KEY = 20
_KEYS = KeyTable("entity_key", "key", "entity_id", is_newest_first=False)


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """Hold what is known of an entity across reports; `profile` as `corroborate` packs it."""

    id: int
    type: str
    name: str
    n_reports: int
    profile: bytes


def entities_under(on: Connection, keys: Collection[str], *, most: int = 400) -> Mapping[str, tuple[int, ...]]:
    """Return the entities under each key: the 20 that are known longest of each, and those under most keys in all."""
    if not keys:
        return {}
    pairs = rows_under(on, _KEYS, sorted(keys), most=_PER_KEY)
    counted = Counter(entity_id for _, entity_id in pairs)
    best = set(sorted(counted, key=lambda one: (-counted[one], one))[:most])
    under: dict[str, list[int]] = {}
    for key, entity_id in pairs:
        if entity_id in best:
            under.setdefault(key, []).append(entity_id)
    return {key: tuple(sorted(ids)) for key, ids in under.items()}


def known_entities(on: Connection, ids: Collection[int]) -> dict[int, KnownEntity]:
    """Return what is known of these entities, by id."""
    at, wanted = entity.c, sorted(ids)
    found: dict[int, KnownEntity] = {}
    for start in range(0, len(wanted), 500):
        rows = on.execute(select(at.id, at.type, at.name, at.n_reports, at.profile).where(at.id.in_(wanted[start : start + 500])))
        found.update({row[0]: KnownEntity(*row) for row in rows})
    return found


def write_entities(on: Connection, known: Sequence[KnownEntity], keys: Mapping[int, Iterable[str]]) -> None:
    """Write what is known of entities in place of what was known, with the keys under which they are found."""
    if not known:
        return
    ids = [one.id for one in known]
    on.execute(delete(entity).where(entity.c.id.in_(ids)))
    on.execute(
        insert(entity),
        [{"id": k.id, "type": k.type, "name": k.name, "n_reports": k.n_reports, "profile": k.profile} for k in known],
    )
    rows = on.execute(select(entity_key.c.key, entity_key.c.entity_id).where(entity_key.c.entity_id.in_(ids)))
    held = {(row.key, row.entity_id) for row in rows}
    wanted = {(key, one.id) for one in known for key in keys[one.id]}
    if wanted - held:
        on.execute(insert(entity_key), [{"key": key, "entity_id": one} for key, one in sorted(wanted - held)])
    for key, one in held - wanted:
        on.execute(delete(entity_key).where(entity_key.c.key == key, entity_key.c.entity_id == one))


def forget_entities(on: Connection, ids: Collection[int]) -> None:
    """Forget what is known under these ids."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        on.execute(delete(entity).where(entity.c.id.in_(part)))
        on.execute(delete(entity_key).where(entity_key.c.entity_id.in_(part)))


def rename_entity(on: Connection, entity_id: int, to: int) -> None:
    """Let what is known under one id be known under another one, of which nothing is known."""
    on.execute(update(entity).where(entity.c.id == entity_id).values(id=to))
    on.execute(update(entity_key).where(entity_key.c.entity_id == entity_id).values(entity_id=to))


def members_of(on: Connection, entity_id: int, *, most: int = 200) -> list[tuple[int, int, str]]:
    """Return (found row, report, local id) of the newest `most` found rows of an entity."""
    at = found_entity.c
    query = select(at.id, at.report_id, at.local_id).where(at.entity_id == entity_id).order_by(at.id.desc()).limit(most)
    return [(row, of, local) for row, of, local in on.execute(query)]


def n_reports_of(on: Connection, entity_id: int) -> int:
    """Return in how many reports an entity is found."""
    query = select(func.count(func.distinct(found_entity.c.report_id))).where(found_entity.c.entity_id == entity_id)
    return int(on.execute(query).scalar_one())
