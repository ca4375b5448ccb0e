"""`wiredesk.report/1` as values: its schema, its dates and its spans."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import jsonschema

from stand_ins import threat_page, threat_reading
from wiredesk.interchange.report_json import instant, report_json, schema_text

ROOT = Path(__file__).parents[2]


def test_a_full_reading_is_valid_against_the_shipped_schema() -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(report_json(threat_reading()))


def test_the_schema_of_the_docs_is_the_shipped_one() -> None:
    assert (ROOT / "docs/report.schema.json").read_text(encoding="utf-8") == schema_text()


def test_an_empty_reading_has_every_section() -> None:
    full = threat_reading()
    bare = replace(full, entities=(), times=(), statements=(), incidents=(), timeline=(), amounts=())
    told = report_json(bare)
    assert [told[name] for name in ("entities", "times", "statements", "incidents", "timeline", "amounts")] == [[]] * 6


def test_every_span_points_into_the_article() -> None:
    reading = threat_reading()
    told = report_json(reading)
    text = reading.report.article.text
    assert text[slice(*told["incidents"][0]["targets"][0]["span"])] == "every boat"
    assert all(text[slice(*span)] for entity in told["entities"] for span in entity["mentions"])


def test_origin_leads_back_to_equal_source_text() -> None:
    source, told = threat_page().text, report_json(threat_reading())
    text = told["article"]["text"]
    assert told["article"]["origin"]
    assert all(text[a:b] == source[c:d] for a, b, c, d in told["article"]["origin"])


def test_an_amount_in_whole_units_is_an_integer() -> None:
    assert json.dumps(report_json(threat_reading())["amounts"][0]["value"]) == "50000"


def test_a_zoned_clock_is_told_in_utc_and_a_naive_one_as_it_stood() -> None:
    east = datetime.timezone(datetime.timedelta(hours=7))
    assert instant(datetime.datetime(2021, 3, 3, 3, 35, tzinfo=east)) == "2021-03-02T20:35:00Z"
    assert instant(datetime.datetime(2021, 3, 2, 20, 35)) == "2021-03-02T20:35:00"
    assert instant(None) is None
