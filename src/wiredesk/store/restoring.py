"""Putting the rows of an archive back into a store, and the row ids that go on from there. Not for: the archive itself."""

from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from wiredesk.errors import StoreError
from wiredesk.store.backing_up import Archive, Tell, row_of, summed, tables
from wiredesk.store.row_ids import set_last_ids
from wiredesk.store.tables import meta, metadata, report_text
from wiredesk.store.words_index import add_text

_PER_INSERT = 500


def fill(on: Connection, archive: Archive, tell: Tell) -> None:
    """Put all rows of an archive into an empty store, and see that they are those of its manifest.

    :raises StoreError: when they are not.
    """
    manifest = archive.manifest
    for table in tables():
        columns = manifest.columns[table.name]
        rows: list[dict[str, Any]] = []
        for number, line in enumerate(archive.lines(table), 1):
            rows.append(row_of(line, table, columns))
            if len(rows) >= _PER_INSERT:
                _put(on, table, rows)
                rows = []
                tell(table.name, number, manifest.sums[table.name].n_rows)
        _put(on, table, rows)
    set_last_ids(on, manifest.last_ids)
    wrong = [name for name, one in summed(on).items() if one != manifest.sums[name]]
    if wrong:
        raise StoreError(f"what was put back into {', '.join(wrong)} is not what the backup holds; nothing was kept")


def _put(on: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    if table is report_text:
        for row in rows:
            add_text(on, row["report_id"], title=row["title"], body=row["body"])
    else:
        on.execute(insert(table), rows)


def empty(on: Connection) -> None:
    """Take all rows out, the log's too, in the transaction of `on`."""
    if on.dialect.name == "postgresql":
        on.exec_driver_sql("ALTER TABLE log DISABLE TRIGGER USER")
        on.exec_driver_sql(f"TRUNCATE {', '.join(table.name for table in tables())}")
        on.exec_driver_sql("ALTER TABLE log ENABLE TRIGGER USER")
    else:  # a new file always, in which only its birth is noted
        on.execute(delete(meta))


def is_empty(on: Connection) -> bool:
    """Tell whether nothing was ever done on this desk."""
    return not any(on.execute(select(metadata.tables[name]).limit(1)).first() for name in ("report", "log"))
