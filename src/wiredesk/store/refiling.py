"""A report filed again: another reading of it, or the same one with other rulings. Not for: links (see `desk`).

What the new reading still holds keeps its rows, ids and links; what is new gets new rows; what is gone loses its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.store.filing import FiledIds, Filing, load_reading, outlet_id
from wiredesk.store.found_rows import FoundRows, written_rows
from wiredesk.store.matching import Marks, entity_marks, incident_marks, matched
from wiredesk.store.numbering import new_ids
from wiredesk.store.packing import pack_json, unpack_json
from wiredesk.store.report_rows import report_values
from wiredesk.store.tables import (
    found_date,
    found_entity,
    found_incident,
    found_statement,
    incident_key,
    incident_part,
    report,
    report_text,
)
from wiredesk.store.tables import reading as readings
from wiredesk.store.words_index import change_text, kept

# What a row that stays is never given anew: its own id, its report and its tree.
_LASTING = frozenset({"id", "report_id", "entity_id", "incident_id"})


@dataclass(frozen=True, slots=True)
class Matching:
    """Say which rows of a report stay for which records of a reading (row by id in the reading), and which have none."""

    entities: dict[str, int]
    incidents: dict[str, int]
    gone_entities: tuple[int, ...]
    gone_incidents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refiled:
    """Say what became of a report that was filed again: `ids` as after filing, rows that are new, rows that are gone."""

    ids: FiledIds
    new_entities: tuple[int, ...]
    new_incidents: tuple[int, ...]
    gone_entities: tuple[int, ...]
    gone_incidents: tuple[int, ...]
    is_new_reading: bool


def match_found(on: Connection, report_id: int, reading: Reading, *, before: Reading | None = None) -> Matching:
    """Return which found rows a reading keeps; `before` is the reading that they were made of, None for the reader's own.

    :raises NotOnDesk: when there is no such report.
    """
    old = before or load_reading(on, report_id)
    by_place = old.report.article.text == reading.report.article.text
    entities = _kept_rows(on, found_entity, report_id, _marks(entity_marks, old, reading, by_place))
    incidents = _kept_rows(on, found_incident, report_id, _marks(incident_marks, old, reading, by_place))
    return Matching(entities[0], incidents[0], entities[1], incidents[1])


def refile(on: Connection, report_id: int, filing: Filing, *, before: Reading | None = None) -> Refiled:
    """File a report again in place of what was found in it; its id, source, key and moment of filing stay.

    The rows that are gone go together with their blocking keys; edges of other rows to them are for the caller to cut,
    who learns them from `match_found` before. A row in `reading` is added only when the reader's own reading changed.

    :raises NotOnDesk: when there is no such report, or it was removed.
    """
    matching = match_found(on, report_id, filing.reading, before=before)
    is_new_reading = _keep_reading(on, report_id, filing)
    _change_report(on, report_id, filing)
    return _rewrite(on, report_id, filing, matching, is_new_reading)


def _rewrite(on: Connection, report_id: int, filing: Filing, matching: Matching, is_new_reading: bool) -> Refiled:
    reading = filing.reading
    more_entities = [one.id for one in reading.entities if one.id not in matching.entities]
    more_incidents = [one.id for one in reading.incidents if one.id not in matching.incidents]
    _, new_entities, new_incidents = new_ids(on, reports=0, entities=len(more_entities), incidents=len(more_incidents))
    entities = matching.entities | dict(zip(more_entities, new_entities, strict=True))
    incidents = matching.incidents | dict(zip(more_incidents, new_incidents, strict=True))
    rows = FoundRows.of(reading, report_id, entities=entities, incidents=incidents).with_dates(filing.dates)
    _clear(on, report_id, matching)
    _change(on, found_entity, [row for row in rows.entities if row["local_id"] in matching.entities])
    _change(on, found_incident, [row for row in rows.incidents if row["local_id"] in matching.incidents])
    written_rows(on, rows.without(set(matching.entities.values()), set(matching.incidents.values())))
    ids = FiledIds(report_id, entities, incidents)
    gone = (matching.gone_entities, matching.gone_incidents)
    return Refiled(ids, tuple(new_entities), tuple(new_incidents), *gone, is_new_reading)


_Maker = Callable[..., list[Marks]]


def _marks(make: _Maker, old: Reading, new: Reading, by_place: bool) -> tuple[list[Marks], list[Marks]]:
    return make(old, by_place=by_place), make(new, by_place=by_place)


def _kept_rows(
    on: Connection, table: Table, report_id: int, marks: tuple[list[Marks], list[Marks]]
) -> tuple[dict[str, int], tuple[int, ...]]:
    """Return the row for each new record that is an old one, and the rows that are left over."""
    rows = on.execute(select(table.c.local_id, table.c.id).where(table.c.report_id == report_id)).all()
    by_local = {row.local_id: int(row.id) for row in rows}
    pairs = matched([mark for mark in marks[0] if mark.local_id in by_local], marks[1])
    stays = {new: by_local[old] for new, old in pairs.items()}
    return stays, tuple(sorted(set(by_local.values()) - set(stays.values())))


def _keep_reading(on: Connection, report_id: int, filing: Filing) -> bool:
    """Add the reader's reading when it differs from the current one; tell whether it did."""
    at = readings.c
    row = on.execute(select(at.id, at.body, at.reader).where(at.report_id == report_id, at.is_current)).one_or_none()
    if row is None:
        raise NotOnDesk(f"report r{report_id}: is not on this desk, or was removed; wiredesk find lists reports")
    body = pack_json(filing.machine_body)
    if body == row.body or _same(body, row.body):
        if row.reader != filing.reader:  # it was read again and nothing changed: the newer reader stands for it now
            on.execute(update(readings).where(at.id == row.id).values(reader=filing.reader))
        return False
    on.execute(update(readings).where(at.report_id == report_id, at.is_current).values(is_current=False))
    values = {"report_id": report_id, "reader": filing.reader, "made_at": filing.filed_at, "body": body, "is_current": True}
    on.execute(insert(readings), values)
    return True


def _same(left: bytes, right: bytes) -> bool:
    told: tuple[Json, Json] = (unpack_json(left), unpack_json(right))
    return told[0] == told[1]


def _change_report(on: Connection, report_id: int, filing: Filing) -> None:
    values = report_values(filing.reading, given=filing.given, day=filing.day)
    values["outlet_id"] = outlet_id(on, filing.outlet)
    on.execute(update(report).where(report.c.id == report_id).values(values))
    article = filing.reading.report.article
    at = report_text.c
    there = on.execute(select(at.title, at.body).where(at.report_id == report_id)).one_or_none()
    if there is None or (there.title, there.body) != (kept(article.title or ""), kept(article.text)):
        change_text(on, report_id, title=article.title or "", body=article.text)


def _clear(on: Connection, report_id: int, matching: Matching) -> None:
    """Remove the rows that are written anew, then those that are gone, which they named."""
    for table in (incident_part, found_statement, found_date):
        on.execute(delete(table).where(table.c.report_id == report_id))
    if matching.gone_incidents:
        on.execute(delete(incident_key).where(incident_key.c.found_incident_id.in_(matching.gone_incidents)))
        on.execute(delete(found_incident).where(found_incident.c.id.in_(matching.gone_incidents)))
    if matching.gone_entities:
        on.execute(delete(found_entity).where(found_entity.c.id.in_(matching.gone_entities)))


def _change(on: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    names = [name for name in rows[0] if name not in _LASTING]
    change = update(table).where(table.c.id == bindparam("b_id")).values({name: bindparam(f"b_{name}") for name in names})
    on.execute(change, [{f"b_{name}": row[name] for name in ("id", *names)} for row in rows])
