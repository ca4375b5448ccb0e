"""The row ids that were given last: none is given twice, not even after a restore. Not for: giving new ones (see `numbering`)."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from wiredesk.store.tables import metadata


def last_ids(on: Connection) -> dict[str, int]:
    """Return the last id that each table gave to a row, removed ones counted: none is given twice."""
    if on.dialect.name == "sqlite":
        return {str(name): int(number) for name, number in on.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    found = {}
    for name, sequence in _counting(on):
        last, is_called = on.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608
        if is_called:
            found[name] = int(last)
    return found


def set_last_ids(on: Connection, given: Mapping[str, int]) -> None:
    """Let each table go on with ids behind those that it gave, and behind those that it has."""
    for name, sequence in _counting(on):
        highest = on.execute(text(f"SELECT max(id) FROM {name}")).scalar() or 0  # noqa: S608
        last = max(int(highest), given.get(name, 0))
        if not last:
            continue
        values = {"name": name, "sequence": sequence, "last": last}
        if sequence:
            on.execute(text("SELECT setval(:sequence, :last)"), values)
        else:
            on.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            on.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _counting(on: Connection) -> list[tuple[str, str]]:
    """Return the tables that count their rows by themselves, in PostgreSQL with the sequence that they count by."""
    if on.dialect.name == "sqlite":
        return [(table.name, "") for table in metadata.tables.values() if table.dialect_options["sqlite"]["autoincrement"]]
    query = text("SELECT CAST(pg_get_serial_sequence(:name, 'id') AS text)")
    named = [
        (table.name, on.execute(query, {"name": table.name}).scalar()) for table in metadata.sorted_tables if "id" in table.c
    ]
    return [(name, str(sequence)) for name, sequence in named if sequence]
