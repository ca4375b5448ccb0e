"""Filing one reading, and getting it back. Not for: filing it again after a re-reading (see `refiling`), links, the log."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, bindparam, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import Json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Reading
from wiredesk.store.found_rows import DateRow as DateRow
from wiredesk.store.found_rows import FoundRows, local_ids, written_rows
from wiredesk.store.numbering import new_ids
from wiredesk.store.packing import pack, pack_json, unpack, unpack_json
from wiredesk.store.report_rows import report_values
from wiredesk.store.tables import outlet, report, source
from wiredesk.store.tables import reading as readings
from wiredesk.store.words_index import add_text, kept

_AT_ONCE = 500
_MOST_READINGS = 256  # 30 to 200 kB each


@dataclass(frozen=True, slots=True)
class OutletRow:
    """Name who published a report: `key` is what outlets are told apart by."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Hold all that is kept of one report.

    `reading` has the rulings of people applied, `machine_body` is the reader's own as `wiredesk.report/1`, made by the
    version `reader`. `source_bytes` is None when they are not to be kept. `day` and `filed_at` are ISO 8601. `given` is
    what a person said when adding it. `replaces` is the row of a removed report that takes this one up.
    """

    key: str
    reading: Reading
    machine_body: Json
    source_bytes: bytes | None
    reader: str
    outlet: OutletRow | None
    given: Json | None
    dates: tuple[DateRow, ...]
    day: str
    filed_at: str
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class KnownReport:
    """Say under which id a page is on the desk, or was until its removal."""

    report_id: int
    is_removed: bool


@dataclass(frozen=True, slots=True)
class FiledIds:
    """Say which rows a reading was filed under: its entities and incidents by their ids in the reading."""

    report_id: int
    found_entities: dict[str, int]
    found_incidents: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """Say when a reading was made and by which reader."""

    id: int
    reader: str
    made_at: str
    is_current: bool


def report_key(sha256: str, url: str | None) -> str:
    """Return what makes a page the same page: the hash of its bytes' hash and its address."""
    return hashlib.sha256(f"{sha256}\n{url or ''}".encode("utf-8", "surrogatepass")).hexdigest()


def known(on: Connection, key: str) -> KnownReport | None:
    """Return the report with this key, removed or not; None when it was never filed."""
    row = on.execute(_KNOWN, {"key": key}).one_or_none()
    return None if row is None else KnownReport(row.id, row.removed_at is not None)


def file(on: Connection, filing: Filing) -> FiledIds:
    """Keep a report: its source, reading, found rows, words and index entries."""
    reading = filing.reading
    n_new = {"entities": len(reading.entities), "incidents": len(reading.incidents)}
    new_report, entities, incidents = new_ids(on, reports=0 if filing.replaces else 1, **n_new)
    report_id = filing.replaces or new_report[0]
    _write_report(on, report_id, filing)
    add_reading(on, report_id, filing, pack_json(filing.machine_body))
    add_text(on, report_id, title=reading.report.article.title or "", body=reading.report.article.text)
    ids = FiledIds(report_id, *local_ids(reading, entities, incidents))
    write_found(on, filing, ids)
    return ids


def write_found(on: Connection, filing: Filing, ids: FiledIds) -> None:
    """Write the found rows of a report, all of them new."""
    rows = FoundRows.of(filing.reading, ids.report_id, entities=ids.found_entities, incidents=ids.found_incidents)
    written_rows(on, rows.with_dates(filing.dates))


def add_reading(on: Connection, report_id: int, filing: Filing, body: bytes) -> None:
    """Keep a reading as the current one."""
    on.execute(
        insert(readings),
        {"report_id": report_id, "reader": filing.reader, "made_at": filing.filed_at, "body": body, "is_current": True},
    )


def load_reading(on: Connection, report_id: int, *, version: int | None = None) -> Reading:
    """Return a reading as the reader made it, without rulings: the current one, or the one of the row `version`.

    :raises NotOnDesk: when the report is not there, was removed, or has no such version.
    :raises StoreError: when it is damaged.
    """
    return _reading(_packed_body(on, report_id, version))


def load_readings(on: Connection, report_ids: Collection[int]) -> dict[int, Reading]:
    """Return the current readings of these reports as the reader made them; those that are gone are left out.

    :raises StoreError: when one is damaged.
    """
    found: dict[int, Reading] = {}
    ids, at = sorted(set(report_ids)), readings.c
    for start in range(0, len(ids), _AT_ONCE):
        query = select(at.report_id, at.body).where(at.report_id.in_(ids[start : start + _AT_ONCE]), at.is_current)
        found.update({report_id: _reading(body) for report_id, body in on.execute(query)})
    return found


def load_body(on: Connection, report_id: int, *, version: int | None = None) -> Json:
    """Return a reading as `wiredesk.report/1`, as `load_reading` does.

    :raises NotOnDesk: when the report is not there, was removed, or has no such version.
    :raises StoreError: when it is damaged.
    """
    return unpack_json(_packed_body(on, report_id, version))


def _packed_body(on: Connection, report_id: int, version: int | None) -> bytes:
    wanted = _CURRENT_BODY if version is None else _BODY_OF_VERSION
    body = on.execute(wanted, {"report_id": report_id, "version": version} if version else {"report_id": report_id}).scalar()
    if body is None:
        what = f"report r{report_id}" if version is None else f"reading {version} of report r{report_id}"
        raise NotOnDesk(f"{what}: is not on this desk, or was removed; wiredesk find lists reports")
    return bytes(body)


@lru_cache(maxsize=_MOST_READINGS)
def _reading(packed: bytes) -> Reading:
    """Return the reading in a body; those used last are kept, under the bytes themselves, so that none is out of date."""
    return reading_from_json(unpack_json(packed))


def forget_readings() -> None:
    """Let go of the readings that are kept in memory: a removed report's words must not stay in a server for days."""
    _reading.cache_clear()


def readings_of(on: Connection, report_id: int) -> list[ReadingRow]:
    """Return what readings there are of a report, the oldest first."""
    at = readings.c
    rows = on.execute(select(at.id, at.reader, at.made_at, at.is_current).where(at.report_id == report_id).order_by(at.id))
    return [ReadingRow(*row) for row in rows]


def load_source(on: Connection, report_id: int) -> bytes:
    """Return the bytes of a report's source as they came.

    :raises NotOnDesk: when the report is not there, was removed, or its source is not kept.
    :raises StoreError: when they are damaged.
    """
    at = source.c
    row = on.execute(select(at.packing, at.packed, at.n_bytes).join(report).where(report.c.id == report_id)).one_or_none()
    if row is None:
        raise NotOnDesk(f"source of report r{report_id}: is not on this desk, or was removed; wiredesk find lists reports")
    return unpack(row.packing, row.packed, row.n_bytes)


def _write_report(on: Connection, report_id: int, filing: Filing) -> None:
    values = report_values(filing.reading, given=filing.given, day=filing.day)
    values |= {"source_id": _source_id(on, filing), "outlet_id": outlet_id(on, filing.outlet)}
    values |= {"filed_at": filing.filed_at, "removed_at": None, "story_id": report_id, "is_linked": False}
    if filing.replaces is not None:
        on.execute(update(report).where(report.c.id == report_id), values)
        return
    on.execute(insert(report), {"id": report_id, "key": filing.key, **values})


def _source_id(on: Connection, filing: Filing) -> int | None:
    """Return the row of the bytes, which are kept once for each hash."""
    if filing.source_bytes is None:
        return None
    came = filing.reading.report.source
    there = on.execute(_SOURCE_ID, {"sha256": came.sha256}).scalar()
    if there is not None:
        return int(there)
    packing, packed = pack(filing.source_bytes)
    values = {"sha256": came.sha256, "media_type": kept(came.media_type), "n_bytes": len(filing.source_bytes)}
    made = on.execute(insert(source).returning(source.c.id), {**values, "packing": packing, "packed": packed})
    return int(made.scalar_one())


def outlet_id(on: Connection, named: OutletRow | None) -> int | None:
    """Return the row of an outlet, made when it is new; None for none."""
    if named is None:
        return None
    key = kept(named.key)
    there = on.execute(_OUTLET_ID, {"key": key}).scalar()
    if there is None:
        there = on.execute(insert(outlet).returning(outlet.c.id), {"key": key, "name": kept(named.name)}).scalar_one()
    return int(there)


_KNOWN = select(report.c.id, report.c.removed_at).where(report.c.key == bindparam("key"))
_SOURCE_ID = select(source.c.id).where(source.c.sha256 == bindparam("sha256"))
_OUTLET_ID = select(outlet.c.id).where(outlet.c.key == bindparam("key"))
_CURRENT_BODY = select(readings.c.body).where(readings.c.report_id == bindparam("report_id"), readings.c.is_current)
_BODY_OF_VERSION = select(readings.c.body).where(
    readings.c.report_id == bindparam("report_id"), readings.c.id == bindparam("version")
)
