"""Counted anniversaries: the arithmetic, the country, and how the words stand to the day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.dates.anniversaries import Aspect, find_anniversaries, number


@pytest.mark.parametrize(
    ("text", "day", "aspect"),
    [
        ("Guards were doubled ahead of Namibia's 30th Independence Day.", (2020, 3, 21), Aspect.AHEAD),
        ("Zambians celebrated their fifty-fifth Independence Day on Thursday.", (2019, 10, 24), Aspect.BEHIND),
        ("Kenya celebrated its fiftieth independence anniversary on Thursday.", (2013, 12, 12), Aspect.BEHIND),
        ("The island of Malta marks the 60th anniversary of its independence today.", (2024, 9, 21), Aspect.NOW),
        ("Fiji will mark 50 years of independence in October.", (2020, 10, 10), Aspect.AHEAD),
        ("Police in Turkey closed roads for the 90th Republic Day.", (2013, 10, 29), Aspect.OPEN),
    ],
)
def test_founding_year_plus_ordinal_gives_the_day(text: str, day: tuple[int, int, int], aspect: Aspect) -> None:
    found = find_anniversaries(text)
    assert [datetime.date(*day)] == [one for one in found[0].days if one.year == day[0]]
    assert found[0].aspect is aspect


def test_india_counts_its_founding_day_as_the_first() -> None:
    (found,) = find_anniversaries("India prepared for its 70th Independence Day.")
    assert found.days == (datetime.date(2016, 8, 15),)


def test_the_country_may_stand_in_another_sentence() -> None:
    text = "A ferry was searched off Majuro. The Marshall Islands is calm. Crowds came for the country's 40th Constitution Day."
    (found,) = find_anniversaries(text)
    assert datetime.date(2019, 5, 1) in found.days


def test_both_founding_years_are_tried() -> None:
    (found,) = find_anniversaries("Georgian officers drilled for the 28th Independence Day.")
    assert {day.year for day in found.days} == {1946, 2019}


def test_an_anniversary_of_a_year_needs_no_country() -> None:
    (found,) = find_anniversaries("Survivors gathered for the 20th anniversary of the 1998 embassy bombing.")
    assert found.is_year
    assert found.days == (datetime.date(2018, 1, 1),)


def test_a_sentence_with_a_year_of_its_own_tells_of_the_past() -> None:
    assert find_anniversaries("At Ghana's 50th Independence Day in 2007 he was a cadet.") == []


def test_a_count_of_other_days_is_no_anniversary() -> None:
    assert find_anniversaries("On the third day of the trial in Kenya, and the 10th market day in Ghana.") == []


def test_no_country_means_no_anniversary() -> None:
    assert find_anniversaries("They met before the 45th Independence Day.") == []


@pytest.mark.parametrize(
    ("words", "value"), [("25th", 25), ("twenty-fifth", 25), ("fortieth", 40), ("nineteenth", 19), ("golden", 50)]
)
def test_ordinals_are_read(words: str, value: int) -> None:
    assert number(words) == value


def test_other_words_are_no_number() -> None:
    assert number("several") is None


@given(st.text(alphabet="0123456789thndsr Independence Day anniversary of years KenyaFiji.,-", max_size=300))
def test_no_text_raises(text: str) -> None:
    for one in find_anniversaries(text):
        assert one.days
        assert one.span.end <= len(text)
