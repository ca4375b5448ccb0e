"""Is everything in the store as it was written: sources, readings, found rows, words, links, log. Not for: mending it.

Rows are read a few at a time, so that memory does not grow with the store. What is wrong is yielded as it is found.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, cast, func, literal, select

from wiredesk.errors import ReportFormatError, StoreError, WiredeskError
from wiredesk.store import log as logging
from wiredesk.store.backing_up import Tell
from wiredesk.store.packing import unpack, unpack_json
from wiredesk.store.reading_hashes import logged_hashes
from wiredesk.store.tables import log, metadata, report, source
from wiredesk.store.tables import reading as readings

_PER_FETCH = 100
_RESTORE = "restore the desk from a backup"


@dataclass(frozen=True, slots=True)
class Fault:
    """Say what is wrong, with which row, and what a person can do about it."""

    where: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.advice}"


def ids_of(on: Connection, table: Table, *where: Any) -> Iterator[list[int]]:
    """Yield the ids of the rows of a table, a hundred at a time."""
    after = 0
    while True:
        query = select(table.c.id).where(table.c.id > after, *where).order_by(table.c.id).limit(_PER_FETCH)
        ids = list(on.execute(query).scalars())
        if not ids:
            return
        yield ids
        after = ids[-1]


def living(on: Connection) -> Iterator[list[int]]:
    """Yield the ids of the reports that were not removed, a hundred at a time."""
    return ids_of(on, report, report.c.removed_at.is_(None))


def n_reports(on: Connection) -> int:
    """Count the reports that were not removed."""
    return int(on.execute(select(func.count()).select_from(report).where(report.c.removed_at.is_(None))).scalar_one())


# -- the database and what its rows name ---------------------------------------------------------------------------


def database_faults(on: Connection) -> Iterator[Fault]:
    """Look for damage of the file, and rows that name others which are not there."""
    if on.dialect.name == "sqlite":
        for (damage,) in on.exec_driver_sql("PRAGMA integrity_check(20)"):
            if damage != "ok":
                yield Fault("store", f"the file is damaged ({str(damage)[:200]})", _RESTORE)
        for row in on.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
            yield Fault(f"table {row[0]}", f"row {row[1]} names a row of {row[2]} that is not there", _RESTORE)


# -- sources -------------------------------------------------------------------------------------------------------


def source_faults(on: Connection, tell: Tell) -> Iterator[Fault]:
    """Unpack every source and compare it with its hash."""
    n_all = on.execute(select(func.count()).select_from(source)).scalar_one()
    done = 0
    for ids in ids_of(on, source):
        for row_id in ids:  # one at a time: a source may have 20 MB
            yield from _source_faults(on, row_id)
        done += len(ids)
        tell("sources", done, n_all)


def _source_faults(on: Connection, row_id: int) -> Iterator[Fault]:
    row = on.execute(select(source).where(source.c.id == row_id)).one()
    where = f"source {row_id} ({row.sha256[:12]})"
    try:
        plain = unpack(row.packing, row.packed, row.n_bytes)
        if len(plain) != row.n_bytes or hashlib.sha256(plain).hexdigest() != row.sha256:
            yield Fault(where, "its bytes are not those of its hash", _RESTORE)
    except StoreError:
        yield Fault(where, "its bytes are damaged", _RESTORE)
    if on.execute(select(report.c.id).where(report.c.source_id == row_id).limit(1)).first() is None:
        yield Fault(where, "no report has it", "run wiredesk desk retain, which removes what nothing needs")


# -- readings ------------------------------------------------------------------------------------------------------


def reading_faults(on: Connection, report_id: int, parse: Callable[[Any], Any]) -> Iterator[Fault]:
    """Unpack and parse every reading of a report; one alone is current; each is one that the log knows."""
    at = readings.c
    known = logged_hashes(on, report_id)
    n_current = 0
    for row in on.execute(select(at.id, at.body, at.is_current).where(at.report_id == report_id).order_by(at.id)):
        n_current += row.is_current
        where = f"report r{report_id}, reading {row.id}"
        try:
            parse(unpack_json(row.body))
        except (StoreError, ReportFormatError, UnicodeDecodeError) as error:
            yield Fault(where, f"cannot be read ({str(error)[:120]})", f"{_RESTORE}, or run wiredesk reread")
        if known and hashlib.sha256(row.body).hexdigest() not in known:
            yield Fault(where, "is not what the log says was filed", _RESTORE)
    if n_current != 1:
        yield Fault(f"report r{report_id}", f"has {n_current} current readings, not one", f"{_RESTORE}, or run wiredesk reread")


# -- the log -------------------------------------------------------------------------------------------------------


def log_faults(on: Connection) -> Iterator[Fault]:
    """Follow the chain of the log; every report must stand in it."""
    seq = logging.broken_at(logging.chain(on))
    if seq is not None:
        yield Fault(f"log, row {seq}", "does not follow from the row before it: it was changed, removed or put in", _RESTORE)
    subject = literal("r").op("||")(cast(report.c.id, Text))
    missing = select(report.c.id).where(~select(log.c.seq).where(log.c.subject == subject).correlate(report).exists())
    for report_id in on.execute(missing.order_by(report.c.id).limit(20)).scalars():
        yield Fault(f"report r{report_id}", "does not stand in the log: its end is missing", _RESTORE)


# -- removed reports -----------------------------------------------------------------------------------------------

_ERASED = (
    "source_id", "uri", "url", "outlet_id", "title", "language", "given", "wire", "fingerprint", "published_earliest",
    "published_latest", "captured", "copy_of", "copy_kind", "copy_reasons",
)  # fmt: skip
_ADVICE = "remove the report again: wiredesk remove"


def tombstone_faults(on: Connection) -> Iterator[Fault]:
    """See that of removed reports nothing is left but ids, hashes and moments, and that the log tells of their removal."""
    for ids in ids_of(on, report, report.c.removed_at.is_not(None)):
        told = select(log.c.subject).where(log.c.action == "remove", log.c.subject.in_([f"r{one}" for one in ids]))
        removed = set(on.execute(told).scalars())
        for row in on.execute(select(report).where(report.c.id.in_(ids))).mappings():
            left = [name for name in _ERASED if row[name] is not None]
            if left:
                yield Fault(f"report r{row['id']}", f"was removed, but its {', '.join(left)} is still there", _ADVICE)
            if f"r{row['id']}" not in removed:
                yield Fault(f"report r{row['id']}", "was removed, but the log does not say so", _RESTORE)
        yield from _left_over(on, ids)


def _left_over(on: Connection, ids: list[int]) -> Iterator[Fault]:
    for table in metadata.sorted_tables:
        column: Column[Any] | None = table.c.get("report_id")
        if column is None or table.name in ("feed_entry", "ruling"):
            continue
        for report_id in on.execute(select(column).where(column.in_(ids)).distinct()).scalars():
            yield Fault(f"report r{report_id}", f"was removed, but rows of {table.name} are still there", _ADVICE)
    ruling = metadata.tables["ruling"]
    bodies = select(ruling.c.id).where(ruling.c.report_id.in_(ids), ruling.c.body != "")
    for row_id in on.execute(bodies).scalars():
        yield Fault(f"ruling n{row_id}", "is on a removed report, but its words are still there", _ADVICE)


# -- the index -----------------------------------------------------------------------------------------------------


def index_faults(on: Connection) -> Iterator[Fault]:
    """See that SQLite's full-text index is that of the texts; `on` must be a writing block, for that is how it is asked.

    PostgreSQL's is compared row by row (see `verifying_reports`).
    """
    if on.dialect.name != "sqlite":
        return
    import sqlite3

    raw = on.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    try:
        raw.execute("INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != sqlite3.SQLITE_CORRUPT:
            raise
        yield Fault("search", "the index is not that of the texts", "run wiredesk desk retain, which writes it anew")


def all_faults(makers: Iterable[Callable[[], Iterator[Fault]]]) -> Iterator[Fault]:
    """Yield what each finds; a table that is too damaged to be read is a fault of its own."""
    for make in makers:
        try:
            yield from make()
        except WiredeskError as error:
            yield Fault("store", str(error)[:200], _RESTORE)
