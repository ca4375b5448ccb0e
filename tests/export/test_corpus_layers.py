"""The corpus layers: spans in the text that was given, incidents in MUC-4's slots."""

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stand_ins import days, threat_page, threat_reading
from wiredesk.codebook import Stage
from wiredesk.documents import Published
from wiredesk.export.corpus import corpus_layers
from wiredesk.records import Count, Reading
from wiredesk.spans import Span


def names_of(reading: Reading) -> list[tuple[Span, str]]:
    return [(span, "PER") for entity in reading.entities for span in entity.mentions]


def test_spans_of_a_capture_count_in_the_given_text() -> None:
    reading, page = threat_reading(), threat_page()
    layers = corpus_layers(reading, names=names_of(reading), given=page.text)
    article = reading.report.article.text
    told = [layers["text"][mention["start"] : mention["end"]] for mention in layers["mentions"]]
    assert told == [span.cut(article) for span, _ in names_of(reading)]
    assert layers["text"] == page.text
    assert layers["text"][slice(*layers["statements"][0]["content"][0])] == '"burn every boat that leaves the pier"'


def test_spans_of_html_count_in_the_returned_text() -> None:
    full = threat_reading()
    article = replace(full.report.article, origin=None)
    reading = replace(full, report=replace(full.report, article=article))
    layers = corpus_layers(reading, names=names_of(reading), given=None)
    assert layers["text"] == layers["body"] == article.text
    span = reading.times[1].span
    told = {"start": span.start, "end": span.end, "type": "DATE", "value": "2015-11-25", "mod": None}
    assert layers["times"][1] == told


@given(st.integers(0, 2000), st.integers(1, 400))
def test_a_span_inside_one_paragraph_keeps_its_words(start: int, length: int) -> None:
    reading, page = threat_reading(), threat_page()
    text = reading.report.article.text
    span = Span(min(start, len(text) - 2), min(start + length, len(text) - 1) if start < len(text) - 2 else len(text) - 1)
    mention = corpus_layers(reading, names=[(span, "ORG")], given=page.text)["mentions"][0]
    words = span.cut(text)
    if "\n" not in words:
        assert page.text[mention["start"] : mention["end"]] == words
    else:
        assert page.text[mention["start"] : mention["end"]].split() == words.split() or not words.strip()


def test_incidents_take_muc4_slots() -> None:
    reading = threat_reading()
    incident = corpus_layers(reading, names=[], given=None)["incidents"][0]
    assert incident["incident_type"] == [{"values": ["ATTACK"]}]
    assert incident["incident_stage_of_execution"] == [{"values": ["THREATENED"]}]
    assert incident["incident_date"] == [{"start": "2015-11-25", "end": "2015-11-25"}]
    assert incident["incident_location"] == [{"country": "SURINAME", "places": [{"name": "ALBINA"}]}]
    assert incident["perp_individual_id"][0]["alternatives"][0]["text"] == "Desmond Awiri"
    assert incident["perp_organization_confidence"][0]["values"] == ["SUSPECTED OR ACCUSED"]
    assert incident["hum_tgt_description"][0]["alternatives"][0]["text"] == "boatmen"
    assert incident["hum_tgt_name"] == []


def test_background_cases_are_left_out() -> None:
    full = threat_reading()
    recalled = replace(full, incidents=(replace(full.incidents[0], is_background=True),))
    assert corpus_layers(recalled, names=[], given=None)["incidents"] == []


def test_a_deed_without_date_happened_on_or_before_the_report() -> None:
    full = threat_reading()
    report = replace(full.report, published=Published(days("2015-11-03")))
    deed = replace(full.incidents[0], date=None, stage=Stage.ACCOMPLISHED)
    told = corpus_layers(replace(full, report=report, incidents=(deed,)), names=[], given=None)["incidents"][0]
    assert told["incident_date"] == [{"start": None, "end": datetime.date(2015, 11, 3).isoformat()}]


def test_numbers_of_victims_are_written_as_ranges() -> None:
    full = threat_reading()
    victim = full.incidents[0].victims[0]
    for count, told in ((Count(4, None), ">= 4"), (Count(4, 4), "4"), (Count(4, 7), "4 - 7"), (Count(None, 7), "<= 7")):
        incident = replace(full.incidents[0], victims=(replace(victim, count=count),))
        slots = corpus_layers(replace(full, incidents=(incident,)), names=[], given=None)["incidents"][0]
        assert slots["hum_tgt_number"][0]["values"] == [told]
