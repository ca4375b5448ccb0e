"""Do the rows of a report say what its reading says, and the index what its text says. Not for: the reading itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from wiredesk.records import Reading
from wiredesk.spans import Span
from wiredesk.store.found_rows import FoundRows
from wiredesk.store.report_rows import report_values
from wiredesk.store.tables import (
    found_date,
    found_entity,
    found_incident,
    found_statement,
    incident_part,
    report,
    report_text,
    source,
)
from wiredesk.store.verifying import Fault
from wiredesk.store.words_index import CONFIG, index_words, kept

_AGAIN = "run wiredesk reread --all, or restore the desk from a backup"
_SAME_WORDS = text("""SELECT words IS NOT DISTINCT FROM (setweight(to_tsvector(CAST(:config AS regconfig), :title), 'A')
    || to_tsvector(CAST(:config AS regconfig), :body)) FROM report_text WHERE report_id = :report_id""")
_LINKS = frozenset(
    "entity_id incident_id joined_to join_score join_reasons join_ruling profile".split()  # what is across reports
)
_ROW_FIELDS = ("sha256", "uri", "url", "title", "language", "n_chars", "published_earliest", "published_latest", "captured")


def report_faults(on: Connection, report_id: int, reading: Reading) -> Iterator[Fault]:
    """Compare what is kept of a report with its current reading, the rulings of people in it."""
    where = f"report r{report_id}"
    row = on.execute(select(report).where(report.c.id == report_id)).mappings().one()
    wanted = report_values(reading, given=None, day=row["day"])
    wrong = [name for name in _ROW_FIELDS if row[name] != wanted[name]]
    if wrong:
        yield Fault(where, f"its {', '.join(wrong)} is not that of its reading", _AGAIN)
    if row["source_id"] is not None:
        sha256 = on.execute(select(source.c.sha256).where(source.c.id == row["source_id"])).scalar()
        if sha256 != row["sha256"]:
            yield Fault(where, "its source is that of another page", "restore the desk from a backup")
    yield from _text_faults(on, report_id, reading)
    yield from _found_faults(on, report_id, reading)
    yield from _span_faults(where, reading)


def _text_faults(on: Connection, report_id: int, reading: Reading) -> Iterator[Fault]:
    article = reading.report.article
    title, body = kept(article.title or ""), kept(article.text)
    row = on.execute(select(report_text).where(report_text.c.report_id == report_id)).one_or_none()
    if row is None or (row.title, row.body) != (title, body):
        yield Fault(f"report r{report_id}", "the words that are searched are not those of its reading", _AGAIN)
    elif on.dialect.name == "postgresql":
        words = {"config": CONFIG, "title": index_words(title), "body": index_words(body), "report_id": report_id}
        if not on.execute(_SAME_WORDS, words).scalar():
            yield Fault(f"report r{report_id}", "the index is not that of its words", _AGAIN)


def _found_faults(on: Connection, report_id: int, reading: Reading) -> Iterator[Fault]:
    tables = (found_entity, found_incident, incident_part, found_statement)
    there = {table.name: _rows(on, table, report_id) for table in tables}
    entities = {row["local_id"]: row["id"] for row in there["found_entity"]}
    incidents = {row["local_id"]: row["id"] for row in there["found_incident"]}
    if set(entities) != {one.id for one in reading.entities} or set(incidents) != {one.id for one in reading.incidents}:
        yield Fault(f"report r{report_id}", "the rows of its entities or incidents are not those of its reading", _AGAIN)
        return
    rows = FoundRows.of(reading, report_id, entities=entities, incidents=incidents)
    wanted = {"found_entity": rows.entities, "found_incident": rows.incidents}
    wanted |= {"incident_part": rows.parts, "found_statement": rows.statements}
    for name, those in wanted.items():
        if _as_bag(there[name], name) != _as_bag(those, name):
            yield Fault(f"report r{report_id}", f"its rows of {name} are not those of its reading", _AGAIN)
    for row in _rows(on, found_date, report_id):
        n_chars = len(reading.report.article.text)
        if not (0 <= row["start"] < row["end"] <= n_chars and row["sentence_end"] <= n_chars):
            yield Fault(f"report r{report_id}", "a date to come lies outside its text", _AGAIN)


def _rows(on: Connection, table: Any, report_id: int) -> list[Mapping[str, Any]]:
    return [dict(row) for row in on.execute(select(table).where(table.c.report_id == report_id)).mappings()]


def _as_bag(rows: list[Mapping[str, Any]] | list[dict[str, Any]], name: str) -> list[str]:
    """Return rows without what links or the database gave them, in one order."""
    own = {"incident_part", "found_statement"}
    left_out = _LINKS | ({"id"} if name in own else frozenset())
    return sorted(repr(sorted((key, value) for key, value in row.items() if key not in left_out)) for row in rows)


def _span_faults(where: str, reading: Reading) -> Iterator[Fault]:
    """Parsing checks most spans; these it leaves."""
    n_chars = len(reading.report.article.text)
    spans: list[Span | None] = [role.span for entity in reading.entities for role in entity.roles]
    spans += [basis.span for basis in reading.report.published.basis]
    spans += [incident.date.span for incident in reading.incidents if incident.date]
    spans += [fact.date.span for fact in reading.timeline]
    spans += [stretch.text for stretch in reading.report.article.origin or ()]
    if any(span is not None and span.end > n_chars for span in spans):
        yield Fault(where, "a span of its reading ends outside its text", _AGAIN)
