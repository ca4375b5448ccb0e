"""Claims about filing a reading and getting it back."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_readings_strategy import bare, filing_of, readings
from sqlalchemy import func, select

from stand_ins import threat_reading
from wiredesk.dates.interval import Interval
from wiredesk.errors import NotOnDesk
from wiredesk.records import Reading
from wiredesk.spans import Span
from wiredesk.store import filing, tables
from wiredesk.store.filing import DateRow, KnownReport, OutletRow
from wiredesk.store.opening import On, Store
from wiredesk.store.report_rows import report_row

ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def n_rows(on: On, name: str) -> int:
    """Count the rows of a table."""
    return int(on.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one())


def filed(store: Store, reading: Reading, **more: object) -> filing.FiledIds:
    """File one reading in a block of its own."""
    with store.writing() as on:
        return filing.file(on, filing_of(reading, **more))  # type: ignore[arg-type]


@contextmanager
def undone(store: Store) -> Iterator[On]:
    """Write within the block and take it back, so that the next example finds an empty store."""
    with store.writing() as on:
        yield on
        on.rollback()


@ANY
@given(reading=readings(), data=st.binary(max_size=300))
def test_a_filed_reading_comes_back_the_same(store: Store, reading: Reading, data: bytes) -> None:
    with undone(store) as on:
        ids = filing.file(on, filing_of(reading, data))
        assert filing.load_reading(on, ids.report_id) == bare(reading)
        assert filing.load_source(on, ids.report_id) == data
        assert set(ids.found_entities) == {entity.id for entity in reading.entities}
        assert len(set(ids.found_incidents.values())) == len(reading.incidents)


def test_found_rows_say_what_the_reading_says(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    with store.reading() as on:
        rows = on.execute(select(tables.found_entity).order_by(tables.found_entity.c.id)).all()
        assert [(row.local_id, row.name, row.id) for row in rows] == [
            (entity.id, entity.name, ids.found_entities[entity.id]) for entity in reading.entities
        ]
        incidents = on.execute(select(tables.found_incident)).all()
        assert [(row.type, row.stage) for row in incidents] == [(one.type.value, one.stage.value) for one in reading.incidents]
        parts = on.execute(select(tables.incident_part)).all()
        text = reading.report.article.text
        assert parts
        assert all(text[part.start : part.end] == part.words for part in parts)
        assert n_rows(on, "found_statement") == len(reading.statements)


def test_a_report_row_says_where_it_came_from(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading, outlet=OutletRow("a.example", "The A"), given={"url": "https://a.example/1"}, day="2026-01-01")
    with store.reading() as on:
        row = report_row(on, ids.report_id)
    assert (row.outlet_key, row.outlet, row.reliability) == ("a.example", "The A", None)
    assert row.given == {"url": "https://a.example/1"}
    assert (row.day, row.filed_at, row.removed_at, row.is_linked) == ("2026-01-01", "2026-01-02T03:04:05Z", None, False)
    assert row.n_chars == len(reading.report.article.text)


def test_one_source_and_one_outlet_are_kept_once(store: Store) -> None:
    reading = threat_reading()
    elsewhere = replace(reading.report.source, url="https://b.example/2")
    filed(store, reading, outlet=OutletRow("a.example", "The A"))
    filed(
        store,
        replace(reading, report=replace(reading.report, source=elsewhere)),
        outlet=OutletRow("a.example", "Another spelling"),
    )
    with store.reading() as on:
        assert (n_rows(on, "source"), n_rows(on, "outlet"), n_rows(on, "report")) == (1, 1, 2)


def test_a_page_is_known_by_its_bytes_and_address(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    source = reading.report.source
    with store.reading() as on:
        assert filing.known(on, filing.report_key(source.sha256, source.url)) == KnownReport(ids.report_id, is_removed=False)
        assert filing.known(on, filing.report_key(source.sha256, "https://other.example/")) is None


def test_ids_are_never_given_twice(store: Store) -> None:
    first = filed(store, threat_reading())
    with store.writing() as on:
        for name in (
            "incident_part",
            "found_statement",
            "found_date",
            "found_entity",
            "found_incident",
            "report_text",
            "reading",
        ):
            on.execute(tables.metadata.tables[name].delete())
        on.execute(tables.report.delete())
    second = filed(store, threat_reading())
    assert second.report_id > first.report_id
    assert min(second.found_entities.values()) > max(first.found_entities.values())
    assert min(second.found_incidents.values()) > max(first.found_incidents.values())


def test_a_date_to_come_is_kept_with_its_sentence(store: Store) -> None:
    day = datetime.date(2026, 3, 4)
    date = DateRow("u1", "2026-03-04", Interval(day, day), Span(3, 9), Span(0, 20))
    filed(store, threat_reading(), dates=(date,))
    with store.reading() as on:
        row = on.execute(select(tables.found_date)).one()
    assert (row.uid, row.earliest, row.start, row.end, row.sentence_start, row.sentence_end) == ("u1", "2026-03-04", 3, 9, 0, 20)


def test_a_removed_report_is_taken_up_under_its_old_id(store: Store) -> None:
    ids = filed(store, threat_reading())
    with store.writing() as on:
        for name in ("incident_part", "found_statement", "found_entity", "found_incident", "report_text", "reading"):
            on.execute(tables.metadata.tables[name].delete())
        on.execute(tables.report.update().values(removed_at="2026-01-03T00:00:00Z", source_id=None, title=None))
    again = filed(store, threat_reading(), replaces=ids.report_id)
    assert again.report_id == ids.report_id
    with store.reading() as on:
        assert report_row(on, ids.report_id).removed_at is None
        assert filing.load_reading(on, ids.report_id) == bare(threat_reading())


def test_what_was_never_filed_is_not_on_the_desk(store: Store) -> None:
    with store.reading() as on:
        for get in (filing.load_reading, filing.load_source, report_row):
            with pytest.raises(NotOnDesk, match="r77"):
                get(on, 77)
