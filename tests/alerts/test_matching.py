"""A watch fires on what it asks for and on nothing else, and names the sentence."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import TEXT, TODAY, about, reading, span

from wiredesk.alerts.matching import Hit, matches
from wiredesk.alerts.rules import Near, PlaceWanted, Rule
from wiredesk.alerts.told import ComingDate
from wiredesk.codebook import IncidentType, Stage
from wiredesk.documents import Article
from wiredesk.records import Reading

FIRST, SECOND, THIRD = "Gunmen of", "Ada Roe,", "Minister"


def hits(rule: Rule, **more: object) -> tuple[Hit, ...]:
    return matches(rule, about(**more), reading())


def sentences(rule: Rule, **more: object) -> list[str]:
    return [hit.span.cut(TEXT) for hit in hits(rule, **more)]


def place(name: str, country: str | None = None) -> tuple[PlaceWanted, ...]:
    return (PlaceWanted(name, country),)


# -- people ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ada Roe", "ada roe", "ADA  ROE", "Roe"])
def test_a_person_is_found_in_any_spelling_of_the_name(name: str) -> None:
    (sentence,) = sentences(Rule(who=(name,)))
    assert sentence.startswith(SECOND)


@pytest.mark.parametrize("name", ["Ivo Celik", "ivo çelik", "IVO ÇELİK"])
def test_marks_on_letters_do_not_matter(name: str) -> None:
    (sentence,) = sentences(Rule(who=(name,)))
    assert sentence.startswith(THIRD)


def test_a_part_of_a_word_is_no_name() -> None:
    assert sentences(Rule(who=("Ro",))) == []
    assert sentences(Rule(who=("Ash Leagues",))) == []


def test_names_of_other_reports_count() -> None:
    assert sentences(Rule(who=("Adelheid Rohe",))) == []
    (found,) = hits(Rule(who=("Adelheid Rohe",)), names={"e2": ("Adelheid Rohe", "A. Roe")})
    assert found.span.cut(TEXT).startswith(SECOND)
    assert [(why.condition, why.wanted, why.span.cut(TEXT)) for why in found.why] == [("who", "Adelheid Rohe", "Ada Roe")]


def test_a_place_of_that_name_is_no_person() -> None:
    assert sentences(Rule(who=("Lisvale",))) == []


def test_one_of_several_people_is_enough() -> None:
    assert sentences(Rule(who=("Nobody Known", "Ada Roe")))


# -- one incident ------------------------------------------------------------------------------------------------------


def test_type_and_stage_hold_of_one_incident() -> None:
    (found,) = hits(Rule(types=(IncidentType.ARSON,), stages=(Stage.THREATENED,)))
    assert (found.incident, found.span.cut(TEXT)[:8]) == ("i2", SECOND)
    assert hits(Rule(types=(IncidentType.ARSON,), stages=(Stage.ACCOMPLISHED,))) == ()
    assert len(hits(Rule(types=(IncidentType.ARSON, IncidentType.ATTACK)))) == 2


def test_older_incidents_that_are_recalled_do_not_fire() -> None:
    assert hits(Rule(types=(IncidentType.BOMBING,))) == ()


def test_the_person_has_part_in_that_incident() -> None:
    assert [hit.incident for hit in hits(Rule(who=("Ash League",), types=(IncidentType.ATTACK,)))] == ["i1"]
    assert hits(Rule(who=("Ivo Çelik",), types=(IncidentType.ATTACK,))) == ()
    assert [hit.incident for hit in hits(Rule(who=("harbour police",), stages=(Stage.ACCOMPLISHED,)))] == ["i1"]
    assert [hit.incident for hit in hits(Rule(who=("drivers",), stages=(Stage.ACCOMPLISHED,)))] == ["i1"]


def test_the_place_is_that_of_the_incident() -> None:
    assert [hit.incident for hit in hits(Rule(places=place("Port Anselm"), types=(IncidentType.ARSON,)))] == ["i2"]
    assert hits(Rule(places=place("Port Anselm"), types=(IncidentType.ATTACK,))) == ()


def test_a_country_holds_of_its_places_and_not_of_those_named_beside() -> None:
    assert [hit.incident for hit in hits(Rule(places=place("Kenya", "KE"), types=tuple(IncidentType)))] == ["i1"]
    assert [hit.incident for hit in hits(Rule(places=place("Tanzania", "TZ"), types=tuple(IncidentType)))] == ["i2"]


def test_a_circle_holds_of_what_lies_in_it() -> None:
    near = Near(-6.8, 39.0, 50)
    (found,) = hits(Rule(near=near, stages=(Stage.THREATENED,)))
    assert found.why[-1].wanted == "22 km from -6.8, 39"
    assert hits(Rule(near=replace(near, radius_km=20), stages=(Stage.THREATENED,))) == ()


def test_of_several_sentences_the_one_that_meets_most_is_named() -> None:
    """The threat is told in one sentence, and its person is accused in it; the attack's sentence names the league too."""
    (found,) = hits(Rule(who=("Ash League",), stages=(Stage.THREATENED,)))
    assert found.span.cut(TEXT).startswith(SECOND)
    assert [why.span.cut(TEXT) for why in found.why] == ["threatened to burn the depot", "the league"]


# -- without an incident -----------------------------------------------------------------------------------------------


def test_a_place_that_is_only_named_fires_where_no_incident_is_asked_for() -> None:
    (sentence,) = sentences(Rule(places=place("Nairobi")))
    assert sentence.startswith(THIRD)


def test_person_and_place_without_an_incident_stand_in_one_sentence() -> None:
    (sentence,) = sentences(Rule(who=("Ivo Çelik",), places=place("Nairobi")))
    assert sentence.startswith(THIRD)
    assert sentences(Rule(who=("Ivo Çelik",), places=place("Ossel"))) == []


# -- words, outlets, dates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phrase", ["empty talk", "EMPTY   TALK", "burn the depot", "celik"])
def test_words_are_found_whatever_their_case_marks_and_quotes(phrase: str) -> None:
    (found,) = hits(Rule(phrases=(phrase,)))
    assert phrase.split()[0].lower()[:3] in found.span.cut(TEXT).lower().replace("ç", "c")


def test_words_stop_at_the_borders_of_words_and_sentences() -> None:
    assert hits(Rule(phrases=("mpty talk",))) == ()
    assert hits(Rule(phrases=("police said ada roe",))) == ()


def test_words_and_an_incident_are_both_wanted() -> None:
    assert len(hits(Rule(phrases=("empty talk",), types=(IncidentType.ARSON,)))) == 1
    assert hits(Rule(phrases=("no such words",), types=(IncidentType.ARSON,))) == ()


@pytest.mark.parametrize(
    ("wanted", "fires"),
    [
        ("courier.example", True),
        ("www.courier.example", True),
        ("Lisvale Courier", True),
        ("herald.example", False),
        ("example", True),
    ],
)
def test_an_outlet_goes_by_host_and_name(wanted: str, fires: bool) -> None:
    assert bool(hits(Rule(outlets=(wanted,)), outlet=("courier.example", "The Lisvale Courier"))) == fires
    assert hits(Rule(outlets=(wanted,))) == ()


def coming(days: int, last: int | None = None) -> tuple[ComingDate, ...]:
    first = TODAY + datetime.timedelta(days=days)
    end = TODAY + datetime.timedelta(days=days if last is None else last)
    return (ComingDate("u1", first, end, span("9 March")),)


@pytest.mark.parametrize(("days", "fires"), [(0, True), (7, True), (8, False), (-1, False)])
def test_a_date_fires_when_it_is_near_and_not_when_it_is_over(days: int, fires: bool) -> None:
    found = hits(Rule(date_within_days=7), dates=coming(days))
    assert [hit.occasion for hit in found] == (["date:u1"] if fires else [])


def test_a_week_that_has_begun_is_near() -> None:
    assert hits(Rule(date_within_days=0), dates=coming(-3, 3))


def test_a_date_is_wanted_beside_the_other_conditions() -> None:
    rule = Rule(date_within_days=7, who=("Ada Roe",))
    (found,) = hits(rule, dates=coming(7))
    assert [why.condition for why in found.why] == ["date", "who"]
    assert found.span.cut(TEXT).startswith(SECOND)
    assert hits(replace(rule, who=("Nobody Known",)), dates=coming(7)) == ()


# -- any report --------------------------------------------------------------------------------------------------------


def test_an_empty_article_raises_nothing() -> None:
    empty = replace(reading().report, article=Article(""))
    for rule in (Rule(who=("Ada Roe",)), Rule(phrases=("a",)), Rule(types=tuple(IncidentType))):
        assert matches(rule, about(), Reading(empty)) == ()


@given(st.text(max_size=30), st.text(max_size=300))
def test_any_words_in_any_text_give_sentences_of_it(wanted: str, text: str) -> None:
    report = replace(reading().report, article=Article(text))
    for hit in matches(Rule(who=(wanted,), phrases=(wanted,)), about(), Reading(report)):
        assert hit.span.cut(text)
