"""Facts in words for people: each perpetrator once, sources that add something, places as sentences write them."""

import datetime
from dataclasses import replace

from stand_ins import threat_reading
from wiredesk.codebook import Attribution
from wiredesk.export.facts import Fact, Section, facts_of
from wiredesk.records import Reading
from wiredesk.spans import Span

TODAY = datetime.date(2019, 1, 2)


def _facts(reading: Reading, section: Section) -> list[Fact]:
    return [fact for fact in facts_of(reading, today=TODAY) if fact.section is section]


def test_a_perpetrator_who_denies_it_is_named_once_with_both() -> None:
    reading = threat_reading()
    incident = reading.incidents[0]
    who = incident.perpetrators[0]
    twice = (replace(who, attribution=Attribution.POSSIBLE), replace(who, attribution=Attribution.DENIED))
    told = dict(_facts(replace(reading, incidents=(replace(incident, perpetrators=twice),)), Section.INCIDENTS)[0].details)
    assert told["by"].endswith("denies it)")
    assert told["by"].count("(") == 1


def test_a_case_of_before_is_said_to_be_one() -> None:
    reading = threat_reading()
    recalled = replace(reading.incidents[0], is_background=True)
    assert "earlier case" in _facts(replace(reading, incidents=(recalled,)), Section.INCIDENTS)[0].badges


def test_a_pronoun_or_a_surname_is_no_second_name_of_the_speaker() -> None:
    for fact in _facts(threat_reading(), Section.STATEMENTS):
        for label, words in fact.details:
            assert label != "as" or (words not in ("he", "she") and words not in fact.headline and not words.endswith(","))


def test_a_statement_tells_its_verb_and_its_kind() -> None:
    reading = threat_reading()
    fact = _facts(reading, Section.STATEMENTS)[0]
    statement = reading.statements[0]
    assert fact.badges == (statement.cue[0].cut(reading.report.article.text), statement.kind.value)


def test_a_place_that_a_dateline_shouts_is_written_plainly() -> None:
    reading = threat_reading()
    places = [one for one in reading.entities if one.type.value == "place"]
    for name, wanted in (("PORT ELDON", "Port Eldon"), ("USA", "USA"), ("Albina", "Albina")):
        shouted = replace(reading, entities=(replace(places[0], name=name),))
        assert _facts(shouted, Section.PLACES)[0].headline == wanted


def test_a_statement_of_a_pronoun_alone_is_not_shown() -> None:
    reading = threat_reading()
    text = reading.report.article.text
    at = text.index(" the ") + 1
    empty = replace(reading.statements[0], content=(Span(at, at + 3),))
    shown = _facts(replace(reading, statements=(empty, *reading.statements[1:])), Section.STATEMENTS)
    assert len(shown) == len(reading.statements) - 1
