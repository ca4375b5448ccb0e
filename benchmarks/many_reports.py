"""A large store in a fraction of the time that filing takes: the reports in it are copied by SQL. Not for: distinct texts.

Keys, hashes and addresses stay distinct, found rows name each other as before, the full-text index takes every text. The
words are those of the reports that were there, so copy a few thousand different ones.
"""

from sqlalchemy import ColumnElement, Connection, Table, func, insert, literal, select, text

from wiredesk.store import tables
from wiredesk.store.opening import Store

_COPIED = (
    "source", "report", "reading", "report_text", "found_entity", "found_incident", "incident_part", "found_statement",
    "found_date", "review_task",
)  # fmt: skip
# Which table the ids in a column are of; "id" is of its own.
_NAMES = {
    "report_id": "report", "source_id": "source", "found_entity_id": "found_entity", "found_incident_id": "found_incident",
    "speaker_id": "found_entity", "told_id": "found_entity", "entity_id": "found_entity", "incident_id": "found_incident",
    "story_id": "report",
}  # fmt: skip
_DISTINCT = frozenset({("source", "sha256"), ("report", "sha256"), ("report", "key"), ("report", "url")})
_WITH_WORDS = text(
    """INSERT INTO report_text (report_id, title, body, words)
    SELECT report_id + :by, title, body, words FROM report_text WHERE report_id <= :most"""
)


def multiply(store: Store, size: int) -> None:
    """Copy the reports of a store until it holds `size` of them; a part of them the last time."""
    with store.reading(limit_s=0) as on:
        last = {name: _last_id(on, name) for name in _COPIED if name != "report_text"}
    n_base, copy = last["report"], 1
    while copy * n_base < size:
        with store.writing() as on:
            for name in _COPIED:
                _copy(on, tables.metadata.tables[name], last, copy, most=min(n_base, size - copy * n_base))
            if store.dialect == "postgresql":
                _move_sequences(on)
        copy += 1


def _last_id(on: Connection, name: str) -> int:
    return int(on.execute(select(func.coalesce(func.max(tables.metadata.tables[name].c.id), 0))).scalar_one())


def _copy(on: Connection, table: Table, last: dict[str, int], copy: int, *, most: int) -> None:
    if table.name == "report_text" and on.dialect.name == "postgresql":
        on.execute(_WITH_WORDS, {"by": copy * last["report"], "most": most})
        return
    of = table.c.report_id if "report_id" in table.c else table.c.id
    names = list(table.c.keys())
    on.execute(insert(table).from_select(names, select(*(_moved(table, name, last, copy) for name in names)).where(of <= most)))


def _moved(table: Table, name: str, last: dict[str, int], copy: int) -> ColumnElement[object]:
    at = table.c[name]
    if name == "id" or name in _NAMES:
        return at + literal(copy * last[table.name if name == "id" else _NAMES[name]])
    return at + f"~{copy}" if (table.name, name) in _DISTINCT else at


def _move_sequences(on: Connection) -> None:
    for name in _COPIED:
        if name != "report_text" and (last := _last_id(on, name)):
            on.execute(select(func.setval(f"{name}_id_seq", last)))
