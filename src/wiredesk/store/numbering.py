"""Ids of rows that are to be written together, known before they are. Not for: the ids of the interface (see `desk`).

Found rows name each other; with their ids at hand all rows of a table go in one statement, in both databases.
"""

from sqlalchemy import Connection, text

_LAST_GIVEN = text("SELECT name, seq FROM sqlite_sequence WHERE name IN ('report', 'found_entity', 'found_incident')")
_NEXT = text(
    """SELECT 'report', nextval('report_id_seq') FROM generate_series(1, :report)
    UNION ALL SELECT 'found_entity', nextval('found_entity_id_seq') FROM generate_series(1, :found_entity)
    UNION ALL SELECT 'found_incident', nextval('found_incident_id_seq') FROM generate_series(1, :found_incident)"""
)


def new_ids(on: Connection, *, reports: int, entities: int, incidents: int) -> tuple[list[int], list[int], list[int]]:
    """Return ids, in rising order, for as many new rows; in SQLite they count as given once their rows are written."""
    wanted = {"report": reports, "found_entity": entities, "found_incident": incidents}
    if on.dialect.name == "sqlite":
        last: dict[str, int] = {row.name: row.seq for row in on.execute(_LAST_GIVEN)}
        given = {name: list(range(last.get(name, 0) + 1, last.get(name, 0) + 1 + n)) for name, n in wanted.items()}
    else:
        given = {name: [] for name in wanted}
        for name, number in on.execute(_NEXT, wanted):
            given[name].append(number)
    return given["report"], given["found_entity"], given["found_incident"]
