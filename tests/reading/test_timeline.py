"""Dated facts about invented people."""

import datetime
import re
from dataclasses import dataclass

import pytest

from wiredesk.codebook import EntityType, TimexType
from wiredesk.dates.interval import Interval
from wiredesk.reading.timeline import read_timeline
from wiredesk.reading.timeline_clauses import clauses
from wiredesk.records import Entity, LifeFact, Time
from wiredesk.sentences import sentences
from wiredesk.spans import Span

PUBLISHED = Interval(datetime.date(2020, 6, 1), datetime.date(2020, 6, 24))


@dataclass(frozen=True)
class StandInIndex:
    """Every pronoun is the first person."""

    entities: tuple[Entity, ...]

    def entity_at(self, span: Span) -> str | None:
        return None

    def resolve_pronoun(self, span: Span) -> str | None:
        return self.entities[0].id


def _entity(text: str, number: str, kind: EntityType, name: str) -> Entity:
    mentions = tuple(Span(*m.span()) for m in re.finditer(re.escape(name), text))
    return Entity(number, kind, name, mentions)


def facts(text: str, published: Interval | None = PUBLISHED) -> list[LifeFact]:
    person = _entity(text, "e1", EntityType.PERSON, "Keita")
    place = _entity(text, "e2", EntityType.PLACE, "Kidal")
    times = [
        Time(Span(*m.span()), TimexType.DATE, m[0], Interval(datetime.date(int(m[0]), 1, 1), datetime.date(int(m[0]), 12, 31)))
        for m in re.finditer(r"\b(?:19|20)\d\d\b", text)
    ]
    return list(read_timeline(text, StandInIndex((person, place)), times, published))


def told(text: str) -> list[tuple[str, str]]:
    return [(f.date.value, f.what) for f in facts(text)]


def test_each_date_of_a_career_is_a_fact_with_its_own_clause() -> None:
    found = facts("In 2009, Keita took a course in Kidal, and in 2012 he joined the police.")
    assert [(f.date.value, f.what, f.who, f.where) for f in found] == [
        ("2009", "In 2009, Keita took a course in Kidal", ("e1",), ("e2",)),
        ("2012", "in 2012 he joined the police", ("e1",), ()),
    ]


def test_years_of_service_make_a_fact_for_each_bound() -> None:
    assert [f.date.value for f in facts("From 2003 to 2008 Keita led a patrol.")] == ["2003", "2008"]


def test_clause_without_subject_keeps_the_subject_and_points_at_its_name() -> None:
    text = "Keita joined the army in 1990 and left it for good in 2003."
    second = facts(text)[1]
    assert [span.cut(text) for span in second.evidence] == ["Keita", "left it for good in 2003."]


@pytest.mark.parametrize(
    "text",
    [
        "The 2012 election angered Keita.",
        "Keita said in 2015 that he was tired.",
        "In 2018 a bomb killed Keita's brother in Kidal.",
        "The hall was founded in 2001 by Keita.",
        "Keita reported from the town that rebels took in 2012.",
        "Keita retired, but his film Dust (2011) is still shown.",
    ],
)
def test_what_is_not_about_the_person_is_no_fact(text: str) -> None:
    assert told(text) == []


def test_what_was_done_to_a_person_is_a_fact() -> None:
    assert told("A court sentenced Keita in 2015.") == [("2015", "A court sentenced Keita in 2015")]


def test_news_of_the_month_is_no_biography() -> None:
    text = "Keita was arrested in 2020."
    assert facts(text) == []
    assert len(facts(text, Interval(datetime.date(2023, 1, 1), datetime.date(2023, 1, 1)))) == 1


def test_relative_dates_need_a_publication_date() -> None:
    text = "Keita left the army last May."
    person = _entity(text, "e1", EntityType.PERSON, "Keita")
    may = Time(Span(20, 28), TimexType.DATE, "2019-05", Interval(datetime.date(2019, 5, 1), datetime.date(2019, 5, 31)))
    assert read_timeline(text, StandInIndex((person,)), [may], None) == ()
    assert len(read_timeline(text, StandInIndex((person,)), [may], PUBLISHED)) == 1


def test_clauses_are_parted_where_a_statement_begins_and_not_in_lists() -> None:
    text = "He sold rice and beans in Kidal, and she fled, but they returned."
    (sentence,) = sentences(text)
    assert [c.cut(text) for c in clauses(text, sentence, ())] == ["He sold rice and beans in Kidal", "she fled", "they returned."]
