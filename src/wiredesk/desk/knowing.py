"""What the desk knows of entities, made anew from their reports after links were cut or joined. Not for: linking."""

from collections import Counter
from collections.abc import Collection, Mapping

from wiredesk.corroborate.entities import EntityProfile, entity_keys, entity_profile, merged
from wiredesk.desk.ruled import ruled_readings
from wiredesk.records import Reading
from wiredesk.store import known_entities, linking
from wiredesk.store.known_entities import KnownEntity
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On

# Countries and capitals are named in the same newest reports: each is unpacked once for all of them.
_KEPT_READINGS = 600


def refresh_entities(on: On, row_ids: Collection[int]) -> None:
    """Write anew what is known of the entities that these rows were or are in; of a large one by its newest 200 reports."""
    rows = (linking.link_row(on, Kind.ENTITY, row_id) for row_id in row_ids)
    known = {row.tree_id for row in rows if row is not None}
    known_entities.forget_entities(on, set(row_ids) | known)
    readings = _Readings(on)
    for entity_id in sorted(known):
        _know(on, entity_id, readings)


class _Readings:
    """Give readings with their rulings, those of one entity in two questions; those read last are kept."""

    def __init__(self, on: On) -> None:
        self._on = on
        self._kept: dict[int, Reading] = {}

    def of(self, report_ids: Collection[int]) -> Mapping[int, Reading]:
        """Return the readings of these reports; those that are gone are left out."""
        new = [one for one in report_ids if one not in self._kept]
        if len(self._kept) + len(new) > _KEPT_READINGS:
            self._kept = {one: self._kept[one] for one in report_ids if one in self._kept}
        self._kept |= {one: ruled.reading for one, ruled in ruled_readings(self._on, new).items()}
        return self._kept


def _know(on: On, entity_id: int, readings: _Readings) -> None:
    whole: EntityProfile | None = None
    names: Counter[str] = Counter()
    kind = ""
    members = known_entities.members_of(on, entity_id)
    read = readings.of([report_id for _, report_id, _ in members])
    for _, report_id, local_id in members:
        reading = read.get(report_id)
        found = next((entity for entity in reading.entities if entity.id == local_id), None) if reading else None
        if reading is None or found is None:
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
