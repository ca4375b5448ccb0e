"""A SQLite store copied whole while others write, and such a copy taken into use. Not for: PostgreSQL (see `backing_up`).

The copy carries its manifest in itself (`meta`, key "backup"), so that a damaged copy is known before it is used.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, delete, select

from wiredesk.errors import StoreBusy, StoreError
from wiredesk.store.backing_up import Manifest, TableSum, Tell, summed, tables
from wiredesk.store.failures import told_as_ours
from wiredesk.store.migrations import SHIPPED
from wiredesk.store.opening import Store
from wiredesk.store.row_ids import last_ids
from wiredesk.store.tables import meta

HEAD_BYTES = b"SQLite format 3\0"
"""What a file of SQLite begins with."""

_KEY = "backup"
_BESIDE = ("-wal", "-shm", "-journal")


def copy_store(on: Connection, to: Path, *, made_at: str, tell: Tell) -> Manifest:
    """Copy the moment that `on` sees into the file `to`, others may write meanwhile.

    :raises StoreFull: when no space is left.
    :raises StoreError: when the file cannot be written.
    """
    columns = {table.name: tuple(column.name for column in table.c) for table in tables()}
    manifest = Manifest(SHIPPED.newest, made_at, last_ids(on), columns, summed(on, tell))
    raw = on.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    with told_as_ours(str(to)), closing(sqlite3.connect(to, isolation_level=None)) as copy:
        raw.backup(copy, pages=-1)
        # One file alone, without the log that WAL would keep beside it; a store is WAL again once it is opened.
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA synchronous=FULL")
        copy.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (_KEY, manifest.to_json()))
    return manifest


def adopt_copy(copy: Path, *, tell: Tell) -> None:
    """See that a copy of a store is whole, and make it a store again, of this shape.

    :raises StoreError: when it is damaged, or a newer Wiredesk made it; the file is then of no use.
    """
    with closing(Store.open(str(copy), is_older_allowed=True)) as store:
        with store.reading(limit_s=0) as on:
            words = on.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar()
            if words is None:
                raise StoreError("it is a desk, not a backup of one; open it with --store, or make a backup of it")
            manifest = Manifest.from_json(words)
            damage = on.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if damage != "ok":
            raise StoreError(f"it is damaged ({str(damage)[:80]}); take another backup")
        store.upgrade(is_copied=False)  # it is a copy; the backup itself stays as it is
        with store.writing(is_durable=True) as on:
            on.execute(delete(meta).where(meta.c.key == _KEY))
            found = summed(on, tell)
            wrong = [name for name in found if found[name] != manifest.sums.get(name, TableSum())]
            if wrong:
                raise StoreError(f"its {', '.join(wrong)} are not those that its manifest names; take another backup")


def is_busy(path: Path) -> bool:
    """Tell whether a program has this store open, or left words of it beside the file that cannot be taken in."""
    store = Store.open(str(path), is_older_allowed=True)
    store.close()
    return path.with_name(f"{path.name}-wal").exists()


def put_in_place(candidate: Path, target: Path) -> None:
    """Give a finished store file its name, in place of what stood there.

    :raises StoreBusy: when a program has the old store open.
    """
    if target.exists():
        try:
            busy = is_busy(target)
        except StoreBusy:
            raise
        except StoreError:
            busy = False  # what stands there is no store that can be used: it is replaced
        if busy:
            raise StoreBusy(f"store {target}: a program has it open; end it and restore again, nothing was changed")
    candidate.replace(target)
    for ending in _BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)


def discard(path: Path) -> None:
    """Remove a file of SQLite with all that stands beside it."""
    for ending in ("", *_BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)
