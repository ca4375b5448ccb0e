"""What the desk knows of entities, made anew from their reports after links were cut or joined. Not for: linking."""

from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache, partial

from wiredesk.corroborate.entities import EntityProfile, entity_keys, entity_profile, merged
from wiredesk.desk.ruled import effective_reading
from wiredesk.records import Reading
from wiredesk.store import known_entities, linking
from wiredesk.store.known_entities import KnownEntity
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On

# Countries and capitals are named in the same newest reports: each is unpacked once for all of them.
_KEPT_READINGS = 256


def refresh_entities(on: On, row_ids: Collection[int]) -> None:
    """Write anew what is known of the entities that these rows were or are in; of a large one by its newest 200 reports."""
    rows = (linking.link_row(on, Kind.ENTITY, row_id) for row_id in row_ids)
    known = {row.tree_id for row in rows if row is not None}
    known_entities.forget_entities(on, set(row_ids) | known)
    read = lru_cache(_KEPT_READINGS)(partial(effective_reading, on))
    for entity_id in sorted(known):
        _know(on, entity_id, read)


def _know(on: On, entity_id: int, read: Callable[[int], Reading]) -> None:
    whole: EntityProfile | None = None
    names: Counter[str] = Counter()
    kind = ""
    for _, report_id, local_id in known_entities.members_of(on, entity_id):
        reading = read(report_id)
        found = next((entity for entity in reading.entities if entity.id == local_id), None)
        if found is None:
            continue
        profile = entity_profile(reading, found)
        whole = profile if whole is None else merged(whole, profile)
        names[found.name] += 1
        kind = found.type.value
    if whole is None:
        return
    name, n_reports = names.most_common(1)[0][0], known_entities.n_reports_of(on, entity_id)
    row = KnownEntity(entity_id, kind, name, n_reports, whole.to_bytes())
    known_entities.write_entities(on, [row], {entity_id: entity_keys(whole)})
