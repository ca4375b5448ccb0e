"""The rows under each of some keys, so many of each and no more. Not for: what the keys are, or comparing what lies there."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text

# A key may be as common as a capital, and the cost of filing must not grow with the store.
_UNDER = {
    "sqlite": """SELECT DISTINCT k.value, t.{row} FROM json_each(:keys) AS k, {table} AS t
        WHERE t.rowid IN (SELECT s.rowid FROM {table} AS s WHERE s.{key} = k.value ORDER BY s.{row} {order} LIMIT :most)""",
    "postgresql": """SELECT DISTINCT k.value, t.{row} FROM json_array_elements_text(CAST(:keys AS json)) AS k(value)
        CROSS JOIN LATERAL (SELECT s.{row} FROM {table} AS s WHERE s.{key} = CAST(k.value AS {type})
        ORDER BY s.{row} {order} LIMIT :most) AS t""",
}


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Name a table of keys: its columns for the key, of the SQL type `type`, and for the row; which rows come first."""

    table: str
    key: str
    row: str
    type: str = "text"
    is_newest_first: bool = True


def rows_under(on: Connection, where: KeyTable, keys: Collection[str] | Collection[int], *, most: int) -> list[tuple[str, int]]:
    """Return (key, row) for the first `most` rows under each key; none without keys."""
    if not keys:
        return []
    order = "DESC" if where.is_newest_first else "ASC"
    names = {"table": where.table, "key": where.key, "row": where.row, "type": where.type, "order": order}
    query = text(_UNDER[on.dialect.name].format(**names))
    return [(str(key), row) for key, row in on.execute(query, {"keys": json.dumps(list(keys)), "most": most})]
