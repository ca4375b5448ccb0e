"""A report is filed again: with other rulings, or another reading. Not for: the first time (see `filing`)."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from wiredesk.corroborate.entities import entity_profile
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, dates_of, day_of, filing_of
from wiredesk.desk.ids import id_of
from wiredesk.desk.joining import detach
from wiredesk.desk.knowing import refresh_entities
from wiredesk.desk.linking import link_report
from wiredesk.desk.review_tasks import write_tasks
from wiredesk.records import Reading
from wiredesk.review.applying import Ruled, apply_rulings
from wiredesk.store import known_entities, linking
from wiredesk.store.filing import Filing, readings_of
from wiredesk.store.linking import Kind
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.reading_hashes import reading_hash
from wiredesk.store.refiling import Refiled, match_found, refile
from wiredesk.store.report_rows import ReportRow, report_row
from wiredesk.store.rulings import rulings_of


def refile_report(
    desk: Desk,
    on: On,
    report_id: int,
    raw: Reading,
    *,
    before: Reading,
    reader: str | None = None,
    stale: set[int] | None = None,
) -> Ruled:
    """File a report again and bring its links up to date; return it with its rulings.

    `raw` is the reader's own reading, `before` what the rows were made of, `reader` the version that made `raw`, None for
    the one that made the current reading. Nothing is written where nothing changed. Who files many reports again at once
    gives `stale`, and makes anew what is known of the entities in it in the end.

    :raises NotOnDesk: when the report is not there, or was removed.
    """
    ruled = apply_rulings(raw, rulings_of(on, report_id))
    row = report_row(on, report_id)
    version = reader or next(one.reader for one in readings_of(on, report_id) if one.is_current)
    filing = _filing(desk, row, raw, ruled.reading, version)
    if ruled.reading == before:
        if reader is not None:
            _note_reading(desk, on, report_id, refile(on, report_id, filing, before=before))
        write_tasks(on, report_id, ruled, incidents=linking.rows_by_local_id(on, report_id)[1])
        return ruled
    matching = match_found(on, report_id, ruled.reading, before=before)
    for row_id in matching.gone_incidents:
        detach(on, Kind.INCIDENT, row_id)
    left = {one for row_id in matching.gone_entities for one in detach(on, Kind.ENTITY, row_id)}
    known, _ = linking.rows_by_local_id(on, report_id)
    refiled = refile(on, report_id, filing, before=before)
    _note_reading(desk, on, report_id, refiled)
    ids = refiled.ids
    if stale is None:
        refresh_entities(on, left)
    else:
        known_entities.forget_entities(on, left)
        stale |= left
    if row.is_linked:
        known_entities.forget_entities(on, [one for one in ids.found_entities.values() if _is_alone(on, one)])
        link_report(desk, on, report_id, ruled.reading, entities=ids.found_entities, incidents=ids.found_incidents)
        changed = _changed(before, ruled.reading, known, ids.found_entities)
        if stale is None:
            refresh_entities(on, changed)
        else:
            stale |= changed
    write_tasks(on, report_id, ruled, incidents=ids.found_incidents)
    return ruled


def _changed(before: Reading, after: Reading, rows_before: Mapping[str, int], rows_after: Mapping[str, int]) -> set[int]:
    """Return the entities of which the report tells something else now; what is known of a country is dear to make anew."""
    old, new = (
        {rows[one.id]: entity_profile(reading, one).to_bytes() for one in reading.entities if one.id in rows}
        for reading, rows in ((before, rows_before), (after, rows_after))
    )
    return {row_id for row_id, profile in new.items() if row_id in old and old[row_id] != profile}


def _is_alone(on: On, row_id: int) -> bool:
    """Tell whether an entity is linked with nothing: it is compared anew, and must not meet itself among the known ones."""
    return row_id in linking.lone_rows(on, Kind.ENTITY, [row_id])


def _note_reading(desk: Desk, on: On, report_id: int, refiled: Refiled) -> None:
    """Put the hash of a new reading into the log, by which `verify` knows it."""
    if refiled.is_new_reading:
        append(on, desk.who, "keep", id_of("report", report_id), {"reading": reading_hash(on, report_id)}, at=desk.now())


def _filing(desk: Desk, row: ReportRow, raw: Reading, effective: Reading, reader: str) -> Filing:
    """Return what the store is to keep; days that count from "today" count from the day on which it was filed."""
    filed = datetime.datetime.fromisoformat(row.filed_at)
    filing = filing_of(desk, Captured(b"", raw, reader=reader), key=row.key)
    outlet = filing_of(desk, Captured(b"", effective, reader=reader), key=row.key).outlet
    return replace(
        filing,
        reading=effective,
        source_bytes=None,
        outlet=outlet,
        given=row.given,
        dates=dates_of(effective, today=filed.date()),
        day=day_of(effective, now=filed),
    )
