"""Names in the store: which entities, places and outlets are called so. Not for: what to make of what a person typed."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, func, or_, select

from wiredesk.codebook import EntityType
from wiredesk.store.searching_wanted import Wanted, id_sets
from wiredesk.store.searching_words import Term, Words
from wiredesk.store.tables import found_entity, outlet

_MOST_ENTITIES = 500
# A name inside a longer one is looked for in the newest reports that hold it: enough to meet everybody who is called so.
_MOST_LOOKED_AT = 400
_MOST_UNPACKED = 40
_MOST_WORDS = 8  # a hundred common words side by side are looked for through the whole index
_MOST_BEGINNING = 4000  # rows of reports, not entities


def entities_called(on: Connection, key: str) -> set[int]:
    """Return the entities across reports, places left out, that any report calls so; `key` is the folded name."""
    return _entity_ids(on, found_entity.c.folded == key)


def entities_partly_called(on: Connection, key: str) -> set[int]:
    """Return the entities that have this as a part of their name: a surname, the first words of a body's name."""
    at = found_entity.c
    named = or_(at.folded.like(f"% {key}"), at.folded.like(f"% {key} %"))
    ids = _newest_with(on, key, _MOST_LOOKED_AT)
    return _entity_ids(on, _begins_with(on, key)) | (_entity_ids(on, at.report_id.in_(ids) & named) if ids else set())


def entities_beside(on: Connection, key: str) -> set[int]:
    """Return the entities of the newest few reports that hold these words."""
    ids = _newest_with(on, key, _MOST_UNPACKED)
    return _entity_ids(on, found_entity.c.report_id.in_(ids)) if ids else set()


def _begins_with(on: Connection, key: str) -> ColumnElement[bool]:
    """SQLite's index serves a range alone; in PostgreSQL a range means what the server's language makes of it."""
    if on.dialect.name == "sqlite":
        return found_entity.c.folded.between(f"{key} ", f"{key} ~")
    return found_entity.c.folded.like(f"{key} %")


def entities_beginning(on: Connection, key: str) -> set[int]:
    """Return entities, places too, that a report calls by a name that begins so; of very many only some."""
    at = found_entity.c
    is_so = at.folded.between(key, f"{key}~") if on.dialect.name == "sqlite" else at.folded.like(f"{key}%")
    rows = select(at.entity_id).where(is_so, at.entity_id.is_not(None)).limit(_MOST_BEGINNING).subquery()
    return set(on.execute(select(rows.c.entity_id).distinct()).scalars())


def is_called(on: Connection, key: str) -> bool:
    """Tell whether any report has somebody of that folded name, linked or not."""
    return on.execute(select(found_entity.c.id).where(found_entity.c.folded == key).limit(1)).first() is not None


def _entity_ids(on: Connection, condition: ColumnElement[bool]) -> set[int]:
    at = found_entity.c
    query = select(at.entity_id).where(condition, at.type != EntityType.PLACE.value, at.entity_id.is_not(None))
    return set(on.execute(query.distinct().limit(_MOST_ENTITIES)).scalars())


def _newest_with(on: Connection, key: str, most: int) -> list[int]:
    holding = id_sets(on, Wanted(words=Words((Term(tuple(key.split()[:_MOST_WORDS])),))))[0].subquery()
    return list(on.execute(select(holding.c[0]).order_by(holding.c[0].desc()).limit(most)).scalars())


def country_called(on: Connection, key: str) -> str | None:
    """Return the country that reports call so."""
    at = found_entity.c
    query = select(at.country).where(at.folded == key, at.type == EntityType.PLACE.value, at.gazetteer.like("iso3166-1:%"))
    found = on.execute(query.limit(1)).scalar()
    return None if found is None else str(found)


def places_called(on: Connection, key: str) -> tuple[set[int], set[str]]:
    """Return the entities that are places of that name, and all names that reports have for them."""
    at = found_entity.c
    query = select(at.entity_id, at.name).where(at.folded == key, at.type == EntityType.PLACE.value).distinct()
    rows = on.execute(query.limit(_MOST_ENTITIES)).all()
    ids, names = {row.entity_id for row in rows if row.entity_id is not None}, {str(row.name) for row in rows}
    if ids:
        names |= set(on.execute(select(at.name).where(at.entity_id.in_(ids)).distinct().limit(_MOST_ENTITIES)).scalars())
    return ids, names


def spot_called(on: Connection, key: str) -> tuple[float, float] | None:
    """Return where most reports put a place of that folded name: latitude and longitude, None when none says."""
    at, n_reports = found_entity.c, func.count()
    is_meant = (at.folded == key, at.type == EntityType.PLACE.value, at.latitude.is_not(None), at.longitude.is_not(None))
    query = select(at.latitude, at.longitude).where(*is_meant).group_by(at.latitude, at.longitude)
    found = on.execute(query.order_by(n_reports.desc(), at.latitude, at.longitude).limit(1)).first()
    return None if found is None else (float(found[0]), float(found[1]))


def outlets(on: Connection) -> Iterable[tuple[int, str, str]]:
    """Yield id, key and name of every outlet."""
    for row in on.execute(select(outlet.c.id, outlet.c.key, outlet.c.name)):
        yield row.id, row.key, row.name
