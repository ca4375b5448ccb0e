"""Erasing: all that is kept of a report, and the traces in the files. Not for: mending links (see `desk.removing`)."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select, update

from wiredesk.store.linking import Kind
from wiredesk.store.tables import (
    alert,
    apart,
    coding_answer,
    coding_item,
    cut_edge,
    delivery,
    feed_entry,
    found_date,
    found_entity,
    found_incident,
    found_statement,
    incident_key,
    incident_part,
    outlet,
    proposal,
    reading,
    report,
    report_text,
    review_task,
    ruling,
    source,
    story_band,
)

_CHUNK = 500
# In the order in which rows name each other.
_OF_REPORT = (
    *(alert, review_task, coding_item, found_date, found_statement, incident_part, incident_key, story_band),
    *(found_incident, found_entity, reading, report_text),
)
_BARE = {
    "source_id": None, "uri": None, "url": None, "outlet_id": None, "title": None, "language": None, "n_chars": 0,
    "published_earliest": None, "published_latest": None, "captured": None, "given": None, "wire": None, "fingerprint": None,
    "story_id": None, "copy_of": None, "copy_kind": None, "copy_score": None, "copy_reasons": None, "copy_ruling": None,
    "is_linked": True,
}  # fmt: skip


def erase_report(on: Connection, report_id: int, *, at: str) -> None:
    """Erase a report whose links are cut already: what is left are its id, hashes and moments."""
    rows = {
        Kind.STORY: [report_id],
        Kind.INCIDENT: found_ids(on, Kind.INCIDENT, report_id),
        Kind.ENTITY: found_ids(on, Kind.ENTITY, report_id),
    }
    for kind, ids in rows.items():
        forget_links(on, kind, ids)
    alerts = select(alert.c.id).where(alert.c.report_id == report_id)
    on.execute(delete(delivery).where(delivery.c.alert_id.in_(alerts)))
    items = select(coding_item.c.id).where(coding_item.c.report_id == report_id)
    on.execute(delete(coding_answer).where(coding_answer.c.item_id.in_(items)))
    for table in _OF_REPORT:
        on.execute(delete(table).where(table.c.report_id == report_id))
    on.execute(update(ruling).where(ruling.c.report_id == report_id).values(body=""))
    words = dict.fromkeys(("link", "title", "author", "published", "content", "last_error"))
    on.execute(update(feed_entry).where(feed_entry.c.report_id == report_id).values(words))
    before = on.execute(select(report.c.source_id, report.c.outlet_id).where(report.c.id == report_id)).one()
    on.execute(update(report).where(report.c.id == report_id).values(**_BARE, removed_at=at))
    drop_unused(on, source_id=before.source_id, outlet_id=before.outlet_id)


def found_ids(on: Connection, kind: Kind, report_id: int) -> list[int]:
    """Return the found incidents or entities of a report."""
    table = found_incident if kind is Kind.INCIDENT else found_entity
    return list(on.execute(select(table.c.id).where(table.c.report_id == report_id).order_by(table.c.id)).scalars())


def found_of(on: Connection, entity_id: int) -> list[tuple[int, str, str]]:
    """Return report, local id and name of every found row of an entity."""
    at = found_entity.c
    rows = on.execute(select(at.report_id, at.local_id, at.name).where(at.entity_id == entity_id).order_by(at.id))
    return [(row.report_id, row.local_id, row.name) for row in rows]


def is_somebody_else(on: Connection, report_id: int, local_ids: Collection[str], entity_id: int) -> bool:
    """Tell whether the desk takes these entities of a report for another one than this."""
    at = found_entity.c
    query = select(at.id).where(at.report_id == report_id, at.local_id.in_(local_ids), at.entity_id.is_not(None))
    return on.execute(query.where(at.entity_id != entity_id).limit(1)).first() is not None


def redact_rulings(on: Connection, report_id: int, redact: Callable[[str], str]) -> None:
    """Pass the rulings on a report through `redact`; one whose own words it changes, not a quotation alone, is erased."""
    for row in on.execute(select(ruling.c.id, ruling.c.body).where(ruling.c.report_id == report_id, ruling.c.body != "")).all():
        told = json.loads(row.body)
        value = json.dumps(told.get("value"), ensure_ascii=True)
        body = "" if redact(value) != value else redact(row.body)
        if body != row.body:
            on.execute(update(ruling).where(ruling.c.id == row.id).values(body=body))


def redact_coding(on: Connection, report_id: int, redact: Callable[[str], str]) -> None:
    """Pass what rounds of coding ask about a report, and what coders answered, through `redact`."""
    items = select(coding_item.c.id).where(coding_item.c.report_id == report_id)
    _redact(on, coding_item, ("anchor", "shown"), coding_item.c.report_id == report_id, redact)
    _redact(on, coding_answer, ("value", "note"), coding_answer.c.item_id.in_(items), redact)


def _redact(on: Connection, table: Table, names: Sequence[str], where: ColumnElement[bool], redact: Callable[[str], str]) -> None:
    for row in on.execute(select(table.c.id, *(table.c[name] for name in names)).where(where)).mappings().all():
        new = {name: redact(row[name]) for name in names if row[name] is not None}
        if any(row[name] != words for name, words in new.items()):
            on.execute(update(table).where(table.c.id == row["id"]).values(new))


def forget_links(on: Connection, kind: Kind, row_ids: Collection[int]) -> None:
    """Forget proposals, cuts and rulings about rows that go: their words, and what a ruling keeps apart."""
    ids = sorted(row_ids)
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        for table in (proposal, apart):
            on.execute(
                delete(table).where(table.c.kind == kind.value, or_(table.c.left_id.in_(part), table.c.right_id.in_(part)))
            )
        ends = or_(cut_edge.c.child_id.in_(part), cut_edge.c.parent_id.in_(part))
        on.execute(delete(cut_edge).where(cut_edge.c.kind == kind.value, ends))
        named = or_(ruling.c.left_id.in_(part), ruling.c.right_id.in_(part))
        on.execute(update(ruling).where(ruling.c.kind == kind.value, named).values(body=""))


def drop_unused(on: Connection, *, source_id: int | None, outlet_id: int | None = None) -> None:
    """Drop a source that no report has any more, and an outlet of which no report is and of which nobody said anything."""
    if source_id is not None and not _is_named(on, report.c.source_id, source_id):
        on.execute(delete(source).where(source.c.id == source_id))
    if outlet_id is not None and not _is_named(on, report.c.outlet_id, outlet_id):
        at = outlet.c
        on.execute(delete(outlet).where(and_(at.id == outlet_id, at.reliability.is_(None), at.note.is_(None))))


def _is_named(on: Connection, column: Any, row_id: int) -> bool:
    return on.execute(select(report.c.id).where(column == row_id).limit(1)).first() is not None


def drop_source(on: Connection, report_id: int) -> None:
    """Let a report go on without the bytes it was made from, and drop them; other reports of the same bytes too."""
    source_id = on.execute(select(report.c.source_id).where(report.c.id == report_id)).scalar()
    if source_id is not None:
        on.execute(update(report).where(report.c.source_id == source_id).values(source_id=None))
        on.execute(delete(source).where(source.c.id == source_id))


def drop_older_readings(on: Connection, report_id: int) -> None:
    """Drop every reading of a report but the current one."""
    on.execute(delete(reading).where(reading.c.report_id == report_id, reading.c.is_current.is_(False)))


def filed_before(on: Connection, moment: str, *, most: int = _CHUNK) -> list[int]:
    """Return the reports that were filed before a moment and are still there, the oldest first."""
    at = report.c
    query = select(at.id).where(at.removed_at.is_(None), at.filed_at < moment).order_by(at.filed_at, at.id).limit(most)
    return list(on.execute(query).scalars())


def unused_sources(on: Connection) -> Iterator[int]:
    """Yield the sources that no report has."""
    used = select(report.c.id).where(report.c.source_id == source.c.id).exists()
    yield from on.execute(select(source.c.id).where(~used)).scalars().all()
