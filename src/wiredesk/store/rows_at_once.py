"""Many rows of several tables, written in as few statements as each database can. Not for: columns of bytes.

SQLite takes the rows of a table with one prepared statement. In PostgreSQL each row would be a message of its own, 38 for
a usual report; as JSON all rows of all tables are one statement (a third of the time of filing).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Executable, Table, Text, bindparam, cast, func, insert, literal, literal_column, select
from sqlalchemy.sql import column

Rows = Sequence[Mapping[str, Any]]


def insert_all(on: Connection, *batches: tuple[Table, Rows]) -> None:
    """Write rows of several tables, those that others name first; the rows of one table have the same columns."""
    filled = [(table, rows) for table, rows in batches if rows]
    if not filled:
        return
    if on.dialect.name == "postgresql":
        told = {table.name: json.dumps(rows, ensure_ascii=True) for table, rows in filled}
        on.execute(_together(tuple((table, tuple(rows[0])) for table, rows in filled)), told)
        return
    for table, rows in filled:
        on.execute(insert(table), rows)


@cache
def _together(wanted: tuple[tuple[Table, tuple[str, ...]], ...]) -> Executable:
    """Return one statement that inserts rows told as JSON, for PostgreSQL; keys are checked when it is done."""
    writes = []
    for table, names in wanted:
        rows = func.json_populate_recordset(
            literal_column(f'NULL::"{table.name}"'), cast(bindparam(table.name, type_=Text), JSON)
        )
        told = rows.table_valued(*(column(name, table.c[name].type) for name in names))
        writes.append(insert(table).from_select(list(names), select(*told.c)).cte(f"write_{table.name}"))
    return select(literal(1)).add_cte(*writes)
