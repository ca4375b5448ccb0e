"""Claims about filing a report again: what stays keeps its rows and links, what is new gets new ones, what is gone goes."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from made_readings_strategy import bare, filing_of, readings
from sqlalchemy import select, text

from stand_ins import threat_reading
from wiredesk.codebook import IncidentType
from wiredesk.interchange.report_json import report_json
from wiredesk.records import Incident, Reading
from wiredesk.spans import Span
from wiredesk.store import filing, refiling, tables
from wiredesk.store.opening import On, Store

ANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def filed(store: Store, reading: Reading) -> filing.FiledIds:
    """File one reading."""
    with store.writing() as on:
        return filing.file(on, filing_of(reading))


def refiled(store: Store, report_id: int, reading: Reading, **more: object) -> refiling.Refiled:
    """File it again, read anew."""
    with store.writing() as on:
        return refiling.refile(on, report_id, filing_of(reading, **more))  # type: ignore[arg-type]


def renumbered(reading: Reading) -> Reading:
    """Return the reading with its entities in the reverse order, under other ids."""
    names = {one.id: f"x{number}" for number, one in enumerate(reversed(reading.entities))}
    entities = tuple(replace(one, id=names[one.id], roles=()) for one in reversed(reading.entities))
    incidents = tuple(
        replace(one, perpetrators=(), victims=(), targets=(), place=names.get(one.place or "")) for one in reading.incidents
    )
    return replace(reading, entities=entities, incidents=incidents, statements=(), timeline=())


def rows(on: On, name: str) -> list[tuple[object, ...]]:
    """Return the rows of a table but for all ids."""
    table = tables.metadata.tables[name]
    columns = [column for column in table.c if column.name == "local_id" or not column.name.endswith("id")]
    return sorted((tuple(row) for row in on.execute(select(*columns))), key=repr)


def test_the_same_reading_again_changes_nothing(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    again = refiled(store, ids.report_id, reading)
    assert again.ids == ids
    assert again == refiling.Refiled(ids, (), (), (), (), is_new_reading=False)
    with store.reading() as on:
        assert len(filing.readings_of(on, ids.report_id)) == 1


def test_entities_keep_their_rows_under_other_ids(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    other = renumbered(reading)
    again = refiled(store, ids.report_id, other)
    by_name = {one.name: ids.found_entities[one.id] for one in reading.entities}
    assert {one.name: again.ids.found_entities[one.id] for one in other.entities} == by_name
    assert again.ids.found_incidents == ids.found_incidents
    assert again.is_new_reading


def test_links_stay_with_their_rows(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    row = next(iter(ids.found_entities.values()))
    with store.writing() as on:
        on.execute(text("UPDATE found_entity SET entity_id = 7, joined_to = 7, join_score = 0.9 WHERE id = :row"), {"row": row})
    refiled(store, ids.report_id, renumbered(reading))
    with store.reading() as on:
        found = on.execute(select(tables.found_entity).where(tables.found_entity.c.id == row)).one()
    assert (found.entity_id, found.joined_to, found.join_score) == (7, 7, 0.9)


def test_what_is_gone_goes_and_what_is_new_comes(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    dropped = reading.entities[-1]
    evidence = (Span(0, 6),)
    added = Incident("i9", IncidentType.BOMBING, reading.incidents[0].stage, evidence)
    other = replace(
        reading, entities=reading.entities[:-1], incidents=(*reading.incidents, added), statements=(), timeline=()
    )  # fmt: skip
    with store.writing() as on:
        on.execute(text("INSERT INTO incident_key (key, found_incident_id, report_id) VALUES ('k', 1, 1)"))
    again = refiled(store, ids.report_id, bare(other))
    assert again.gone_entities == (ids.found_entities[dropped.id],)
    assert again.new_incidents == (again.ids.found_incidents["i9"],)
    assert again.new_incidents[0] > max(ids.found_incidents.values())
    without = refiled(store, ids.report_id, replace(other, incidents=(added,)))
    assert without.gone_incidents == tuple(sorted(ids.found_incidents.values()))
    assert without.ids.found_incidents["i9"] == again.ids.found_incidents["i9"]
    with store.reading() as on:
        assert not on.execute(text("SELECT * FROM incident_key")).all()


def test_a_corrected_type_keeps_the_incident(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    corrected = tuple(replace(one, type=IncidentType.ARSON) for one in reading.incidents)
    with store.writing() as on:
        ruled = filing_of(replace(reading, incidents=corrected), machine_body=report_json(reading))
        again = refiling.refile(on, ids.report_id, ruled)
    assert again.ids == ids
    assert not again.is_new_reading
    with store.reading() as on:
        assert set(on.execute(select(tables.found_incident.c.type)).scalars()) == {"arson"}
        assert filing.load_reading(on, ids.report_id) == bare(reading)


def test_a_corrected_body_keeps_what_it_still_says(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    head = "A line that a person put before. "
    article = replace(reading.report.article, text=head + reading.report.article.text, origin=None)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(span.shifted(len(head)) for span in spans)

    entities = tuple(replace(one, mentions=moved(one.mentions), roles=()) for one in reading.entities)
    incidents = tuple(
        replace(one, evidence=moved(one.evidence), perpetrators=(), victims=(), targets=(), weapons=())
        for one in reading.incidents
    )
    told = replace(reading, report=replace(reading.report, article=article), entities=entities, incidents=incidents)
    again = refiled(store, ids.report_id, bare(replace(told, statements=(), times=(), amounts=(), timeline=())))
    assert again.ids == ids
    with store.reading() as on:
        assert on.execute(select(tables.report_text.c.body)).scalar_one().startswith(head)


def test_old_readings_stay_and_can_be_had(store: Store) -> None:
    reading = threat_reading()
    ids = filed(store, reading)
    refiled(store, ids.report_id, renumbered(reading), reader="wiredesk 0.2.0")
    with store.reading() as on:
        first, second = filing.readings_of(on, ids.report_id)
        assert (first.reader, first.is_current) == ("wiredesk 0.1.0", False)
        assert (second.reader, second.is_current) == ("wiredesk 0.2.0", True)
        assert filing.load_reading(on, ids.report_id, version=first.id) == bare(reading)
        assert filing.load_reading(on, ids.report_id) == bare(renumbered(reading))


def test_a_newer_reader_that_reads_the_same_stands_for_it(store: Store) -> None:
    ids = filed(store, threat_reading())
    again = refiled(store, ids.report_id, threat_reading(), reader="wiredesk 0.2.0")
    assert not again.is_new_reading
    with store.reading() as on:
        assert [row.reader for row in filing.readings_of(on, ids.report_id)] == ["wiredesk 0.2.0"]


@ANY
@given(first=readings(), second=readings())
def test_filing_again_leaves_what_filing_it_alone_leaves(store: Store, first: Reading, second: Reading) -> None:
    names = ("found_entity", "found_incident", "incident_part", "found_statement", "report_text")
    with store.writing() as on:
        alone = filing.file(on, filing_of(second))
        wanted = [rows(on, name) for name in names]
        for name in (*reversed(names), "reading", "report", "source"):
            on.execute(tables.metadata.tables[name].delete())
        ids = filing.file(on, filing_of(first))
        again = refiling.refile(on, ids.report_id, filing_of(second))
        found = [rows(on, name) for name in names]
        assert filing.load_reading(on, ids.report_id) == bare(second)
        assert set(again.ids.found_entities) == set(alone.found_entities)
        assert len(set(again.ids.found_entities.values())) == len(second.entities)
        on.rollback()
    assert found == wanted
