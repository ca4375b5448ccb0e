"""Connections to the two databases, set up alike, and how a transaction begins on each. Not for: what is done in it."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from wiredesk.store.addresses import Address

# "WIREDESK" in bits: what the one writer of a PostgreSQL store holds.
_WRITER_LOCK = 0x57495245_4445534B

# How many steps of SQLite's machine pass between two looks at the clock: about 1 ms.
_STEPS_PER_LOOK = 20_000
_CACHE_KIB = 32_768


def make_engine(address: Address, *, wait_s: float) -> Engine:
    """Return an engine for an address; nothing is opened yet."""
    if address.dialect == "sqlite":
        engine = create_engine(address.url, hide_parameters=True, connect_args={"timeout": wait_s})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_nothing)
        return engine
    seconds = max(1, min(10, round(wait_s)))
    options = {"connect_timeout": seconds, "application_name": "wiredesk"}
    return create_engine(address.url, hide_parameters=True, connect_args=options, isolation_level="READ COMMITTED")


def begin_reading(on: Connection, limit_s: float) -> None:
    """Begin a transaction that sees one moment and changes nothing; each statement may take `limit_s`, 0 for any time."""
    if on.dialect.name == "sqlite":
        raw = _raw(on)
        raw.execute("PRAGMA query_only=ON")
        _watch_clock(on, limit_s)
        raw.execute("BEGIN")
        return
    on.exec_driver_sql(
        f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout={round(limit_s * 1000)}"
    )


def begin_writing(on: Connection, is_durable: bool, wait_s: float) -> None:
    """Begin a transaction as the only writer; waits for others."""
    if on.dialect.name == "sqlite":
        raw = _raw(on)
        raw.execute("PRAGMA query_only=OFF")
        raw.execute(f"PRAGMA synchronous={'FULL' if is_durable else 'NORMAL'}")
        _watch_clock(on, 0)
        raw.execute("BEGIN IMMEDIATE")
        return
    on.exec_driver_sql(f"SET LOCAL lock_timeout={round(wait_s * 1000)}; SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def copy_sqlite(on: Connection, path: Path) -> None:
    """Write all of a SQLite store into an empty file, as it stands at this moment."""
    raw = _raw(on)
    raw.execute("PRAGMA query_only=OFF")
    _watch_clock(on, 0)
    raw.execute("VACUUM INTO ?", (str(path),))


def _raw(on: Connection) -> sqlite3.Connection:
    found = on.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _begin_nothing(on: Connection) -> None:
    """Begin nothing: `begin_reading` and `begin_writing` do it, as the one or the other."""


def _set_up_sqlite(raw: sqlite3.Connection, record: object) -> None:
    # None leaves all BEGINs to us: the driver's own would begin late, and never as a writer.
    raw.isolation_level = None
    # A checkpoint waits for the disk; one for every 16 MB rather than every 4 MB.
    for pragma in (
        "journal_mode=WAL",
        "wal_autocheckpoint=4000",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"cache_size=-{_CACHE_KIB}",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _watch_clock(on: Connection, limit_s: float) -> None:
    """Stop each statement of this transaction that runs longer than the limit."""
    raw = _raw(on)
    if not limit_s:
        raw.set_progress_handler(None, 0)
        return
    clock = _Deadline(limit_s)
    raw.set_progress_handler(clock.is_over, _STEPS_PER_LOOK)
    event.listen(on, "before_cursor_execute", clock.restart)


class _Deadline:
    """Tell whether a statement has run too long."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._ends = time.monotonic() + limit_s

    def restart(self, *_: Any) -> None:
        """Count from now."""
        self._ends = time.monotonic() + self._limit_s

    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return time.monotonic() > self._ends
