"""Words of a person in all columns of all tables, given out and written back. Not for: which words, readings, the log."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, func, select, tuple_, update

from wiredesk.store.backing_up import Tell
from wiredesk.store.packing import unpack
from wiredesk.store.tables import found_entity, metadata, report, source
from wiredesk.store.tables import reading as readings

_PER_FETCH = 500
# The log names nobody; texts and found rows are written anew from their readings; accounts are of those who work here, whose
# names stand in rulings too; these columns are no words.
_LEFT_OUT = frozenset(
    {"log", "meta", "report_text", "reading", "source", "story_band", "account", "session", "api_key", "alembic_version"}
)
_NO_WORDS = frozenset(
    "key sha256 at filed_at removed_at captured day made_at done_at next_at seen_at added_at last_ok_at state kind action uid "
    "type stage published_earliest published_latest earliest latest local_id gazetteer copy_kind role attribution sink link_key "
    "etag who made_by actor settled_by settled_at address verdict field".split()
)


def sweep(on: Connection, redact: Callable[[str], str], tell: Tell, *, spared: Collection[int]) -> int:
    """Pass every word in every other table through `redact`, write back what it changes and return how many rows that are.

    What belongs to the reports in `spared`, and to their entities, stays.
    """
    at = found_entity.c
    entities = set(on.execute(select(at.entity_id).where(at.report_id.in_(spared))).scalars()) if spared else set()
    kept = {"report_id": set(spared), "report.id": set(spared), "entity.id": entities}
    n_changed = 0
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if _holds_words(table, column)]
        if columns:
            n_changed += _sweep_table(on, table, columns, redact, kept)
            tell(f"words of {table.name}", n_changed, None)
    return n_changed


def _holds_words(table: Table, column: Column[Any]) -> bool:
    if table.name in _LEFT_OUT or not isinstance(column.type, Text):
        return False
    return column.name not in _NO_WORDS or (table.name, column.name) in {("outlet", "key"), ("feed_entry", "key")}


def _sweep_table(
    on: Connection, table: Table, columns: list[Column[Any]], redact: Callable[[str], str], kept: Mapping[str, set[int]]
) -> int:
    keys = list(table.primary_key)
    if not keys:
        return 0  # tables of keys alone, which are made anew
    n_changed, after = 0, None
    marks = [table.c[name] for name in ("report_id", "id") if name in table.c]
    stays = [~mark.in_(ids) for mark in marks if (ids := kept.get(mark.name) or kept.get(f"{table.name}.{mark.name}"))]
    while True:
        query = select(*keys, *columns).where(*stays).order_by(*keys).limit(_PER_FETCH)
        rows = on.execute(query if after is None else query.where(tuple_(*keys) > tuple_(*after))).all()
        for row in rows:
            values = dict(zip((column.name for column in columns), row[len(keys) :], strict=True))
            new = {name: redact(words) for name, words in values.items() if words is not None}
            changed = {name: words for name, words in new.items() if words != values[name]}
            if changed:
                same = [key == value for key, value in zip(keys, row[: len(keys)], strict=True)]
                on.execute(update(table).where(*same).values(changed))
                n_changed += 1
        if len(rows) < _PER_FETCH:
            return n_changed
        after = tuple(rows[-1][: len(keys)])


def bodies(on: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield report and packed body of every reading, in constant memory."""
    after = 0
    at = readings.c
    while True:
        query = select(at.id, at.report_id, at.body).order_by(at.id).limit(_PER_FETCH)
        rows = on.execute(query.where(at.id > after)).all()
        for row in rows:
            yield row.report_id, row.body
        if len(rows) < _PER_FETCH:
            return
        after = rows[-1].id


def sources(on: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield a report and the bytes of its source, for every source."""
    after = 0
    while True:
        query = select(source).where(source.c.id > after).order_by(source.c.id).limit(1)
        row = on.execute(query).one_or_none()
        if row is None:
            return
        after = row.id
        of = on.execute(select(report.c.id).where(report.c.source_id == row.id).limit(1)).scalar()
        if of is not None:
            yield of, unpack(row.packing, row.packed, row.n_bytes)


def n_readings(on: Connection) -> int:
    """Count all readings."""
    return int(on.execute(select(func.count()).select_from(readings)).scalar_one())
