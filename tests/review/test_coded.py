"""Claims about coded values: what is the same whatever its form, what is not, and what a round can ask."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.review.agreement import Scale
from wiredesk.review.asking import Question, field_of, question_of, questions
from wiredesk.review.coded import NOT_THERE, NOTHING, THERE, Answered, Coded, coded, order_of, scale_of
from wiredesk.review.fields import FactKind, Form
from wiredesk.review.values import count_bounds

KILLED = Question(FactKind.INCIDENT, "killed")
DATE = Question(FactKind.INCIDENT, "date")
PLACE = Question(FactKind.INCIDENT, "place")
STAGE = Question(FactKind.INCIDENT, "stage")


def said(question: Question, value: Any) -> Coded:
    found = coded(question, Answered.CORRECT, value)
    assert found is not None
    return found


def place(name: str, gazetteer: str | None = None) -> dict[str, Any]:
    spot = {"country": "CM", "latitude": 9.3, "longitude": 13.4, "gazetteer": gazetteer}
    return {"name": name, "type": "place", "place": spot}


def days(value: str, earliest: str, latest: str) -> dict[str, str]:
    return {"value": value, "earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (KILLED, count_bounds("4"), [4, 4]),
        (KILLED, count_bounds("at least 4"), count_bounds("4 or more")),
        (DATE, days("2016-09", "2016-09-01", "2016-09-30"), days("2016-09-01/2016-09-30", "2016-09-01", "2016-09-30")),
        (PLACE, place("Garoua", "geonames 1"), place("Garwa", "geonames 1")),
        (PLACE, place("São  Tomé"), place("sao tome")),
    ],
)
def test_same_values_have_one_key(question: Question, one: Any, other: Any) -> None:
    assert said(question, one).key == said(question, other).key


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (KILLED, [4, 4], [4, None]),
        (KILLED, [4, 4], [4, 6]),
        (DATE, days("2016", "2016-01-01", "2016-12-31"), days("2016-09", "2016-09-01", "2016-09-30")),
        (PLACE, place("Garoua", "geonames 1"), place("Garoua", "geonames 2")),
        (STAGE, "attempted", "threatened"),
    ],
)
def test_different_values_have_different_keys(question: Question, one: Any, other: Any) -> None:
    assert said(question, one).key != said(question, other).key


def test_rejecting_emptying_and_accepting_what_is_empty_say_nothing() -> None:
    told = [coded(KILLED, Answered.REJECT, [4, 4]), coded(KILLED, Answered.ACCEPT, None), coded(PLACE, Answered.ACCEPT, None)]
    assert {one.key for one in told if one} == {NOTHING}
    assert coded(KILLED, Answered.UNSURE, [4, 4]) is None


def test_a_whole_fact_is_there_or_is_not() -> None:
    whole = Question(FactKind.INCIDENT)
    answers = [coded(whole, one, None) for one in (Answered.ACCEPT, Answered.REJECT)]
    assert [one.key for one in answers if one] == [THERE, NOT_THERE]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_count_lies_on_a_line_within_its_bounds(one: int, other: int) -> None:
    least, most = sorted((one, other))
    assert said(KILLED, [least, most]).number == (least + most) / 2
    assert said(KILLED, [least, None]).number == least
    assert said(KILLED, [None, most]).number == most


def test_scales_are_those_of_the_values() -> None:
    assert [scale_of(one) for one in (KILLED, DATE, STAGE, PLACE)] == [Scale.RATIO, Scale.INTERVAL, Scale.ORDINAL, Scale.NOMINAL]
    assert order_of(STAGE)[:3] == ("threatened", "attempted", "accomplished")


def test_every_question_has_a_name_that_leads_back_to_it() -> None:
    found = questions()
    assert len({one.name for one in found}) == len(found) > 40
    assert all(question_of(one.name) == one for one in found)
    assert not [one.name for one in found if (field := field_of(one)) and field.form is Form.SPANS]
    assert question_of("incident.colour") is None
