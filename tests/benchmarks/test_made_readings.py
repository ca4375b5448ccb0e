"""Claims about made readings and large stores: they are like real ones, and no two alike."""

import json

from sqlalchemy import text as sql

from benchmarks.made_readings import made_readings
from benchmarks.many_reports import multiply
from stand_ins import threat_reading
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.store import filing
from wiredesk.store.filing import Filing
from wiredesk.store.opening import Store

REAL = [(threat_reading(), b"as it came")]


def filing_of_made(number: int) -> Filing:
    """Return what is kept of one made report."""
    reading, data = list(made_readings(number, 7, real=REAL))[-1]
    key = filing.report_key(reading.report.source.sha256, reading.report.source.url)
    return Filing(
        key=key, reading=reading, machine_body=report_json(reading), source_bytes=data, reader="r", outlet=None, given=None,
        dates=(), day="2026-01-02", filed_at="2026-01-02T03:04:05Z",
    )  # fmt: skip


def test_spans_of_made_readings_hold() -> None:
    for reading, data in made_readings(20, 1, real=REAL):
        assert reading_from_json(json.loads(json.dumps(report_json(reading)))).entities == reading.entities
        assert reading.report.source.n_bytes == len(data)
        assert len(reading.report.article.text) == len(REAL[0][0].report.article.text)


def test_an_entity_has_its_new_name_everywhere() -> None:
    old = REAL[0][0]
    for reading, _ in made_readings(10, 2, real=REAL):
        for before, after in zip(old.entities, reading.entities, strict=True):
            text = old.report.article.text + " "
            same = [s for s in before.mentions if s.cut(text) == before.name and not text[s.end].isalpha()]
            assert {span.cut(reading.report.article.text) for span in same} <= {after.name}


def test_made_readings_differ_and_come_again_for_the_same_seed() -> None:
    first = [reading for reading, _ in made_readings(10, 3, real=REAL)]
    assert first == [reading for reading, _ in made_readings(10, 3, real=REAL)]
    assert len({reading.report.article.text for reading in first}) == 10
    assert len({reading.report.source.sha256 for reading in first}) == 10


def test_a_multiplied_store_is_as_if_filed(store: Store) -> None:
    for number in (1, 2, 3):
        with store.writing() as on:
            filing.file(on, filing_of_made(number))
    multiply(store, 8)
    with store.reading() as on:
        counted = {
            name: on.execute(sql(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608
            for name in ("report", "report_text", "reading", "source", "found_incident")
        }
        assert counted == dict.fromkeys(counted, 8)
        assert filing.load_reading(on, 7).entities == filing.load_reading(on, 1).entities
        joined = "incident_part p JOIN found_incident i ON i.id = p.found_incident_id"
        wrong = f"SELECT count(*) FROM {joined} WHERE i.report_id <> p.report_id"  # noqa: S608
        assert on.execute(sql(wrong)).scalar_one() == 0
    with store.writing() as on:
        assert filing.file(on, filing_of_made(4)).report_id == 9
