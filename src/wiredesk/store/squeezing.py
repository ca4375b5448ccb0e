"""Taking the last traces of erased words out of the files. Not for: erasing rows (see `removing`)."""

import sqlite3

from sqlalchemy import text

from wiredesk.store.failures import told_as_ours
from wiredesk.store.opening import Store
from wiredesk.store.tables import metadata
from wiredesk.store.words_index import squeeze


def squeeze_store(store: Store, *, is_rebuilt: bool = False) -> bool:
    """Write index and files anew without what was erased; tell whether nothing of it can be left.

    `is_rebuilt` makes SQLite's index anew from the texts, whatever stood in it.

    SQLite: the whole file is written anew and its log emptied, for which no other program may be reading: then False.
    PostgreSQL: the space of erased rows is given free; the server writes over it when it needs it, and its own log (WAL)
    and backups are its keeper's.

    :raises StoreFull: when there is no room for a second file.
    :raises StoreError: when the store cannot be written.
    """
    with store.writing() as on:
        squeeze(on)
        if is_rebuilt and store.dialect == "sqlite":
            on.exec_driver_sql("INSERT INTO report_words (report_words) VALUES ('rebuild')")
    return _squeeze_file(store) if store.dialect == "sqlite" else _free_space(store)


def _squeeze_file(store: Store) -> bool:
    with store.tending() as on, told_as_ours(store.shown):
        raw = on.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA query_only=OFF")
        raw.set_progress_handler(None, 0)
        # secure_delete blanks what is deleted, but rows that moved between pages before have left copies in their gaps.
        raw.execute("VACUUM")
        is_held, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_held


def _free_space(store: Store) -> bool:
    with store.tending() as on:
        for table in metadata.sorted_tables:
            on.execute(text(f"VACUUM {table.name}"))
    return True
