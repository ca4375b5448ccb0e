"""Holidays: their days by rule, and by the country that a report is about."""

import datetime

import pytest

from wiredesk.dates import Interval, find_times
from wiredesk.dates.holiday_rules import day_by_rule, is_movable, is_rule, orthodox_easter
from wiredesk.dates.holidays import holiday_in, main_country

JUNE_2016 = Interval(datetime.date(2016, 6, 15), datetime.date(2016, 6, 15))


def value_in(text: str) -> str:
    return find_times(text, JUNE_2016)[-1].value


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2016, (2016, 12, 25)),
        ("11-4#4", 2018, (2018, 11, 22)),
        ("05-1#-1", 2018, (2018, 5, 28)),
        ("11-1#1+1", 2016, (2016, 11, 8)),
        ("easter-2", 2019, (2019, 4, 19)),
        ("easter+49", 2016, (2016, 5, 15)),
    ],
)
def test_a_rule_gives_its_day(rule: str, year: int, day: tuple[int, int, int]) -> None:
    assert is_rule(rule)
    assert day_by_rule(rule, year) == datetime.date(*day)


def test_only_a_fixed_day_does_not_move() -> None:
    assert [is_movable(rule) for rule in ("12-25", "11-4#4", "easter-2")] == [False, True, True]


def test_a_day_that_cannot_be_is_none() -> None:
    assert day_by_rule("02-30", 2016) is None
    assert day_by_rule("no such rule", 2016) is None
    assert not is_rule("Monday")
    assert not is_rule(7)


@pytest.mark.parametrize(("year", "month", "day"), [(2016, 5, 1), (2019, 4, 28), (2021, 5, 2), (2024, 5, 5), (1917, 4, 15)])
def test_orthodox_easter(year: int, month: int, day: int) -> None:
    assert orthodox_easter(year) == datetime.date(year, month, day)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police in Canada were busy. Two men were shot in Canada on Thanksgiving.", "2015-10-12"),
        ("Police in the United States were busy. Two men were shot on Thanksgiving.", "2015-11-26"),
        ("Shops shut across the United Kingdom. The strike began on Mother's Day.", "2016-03-06"),
        ("Shops shut across Germany. The strike began on Mother’s Day.", "2016-05-08"),
        ("Crowds filled the streets of Kenya and of Kenya alone on Labour Day.", "2016-05-01"),
        ("Crowds filled the streets of Canada on Labour Day last year.", "2015-09-07"),
        ("Soldiers marched through Georgia on Independence Day.", "2016-05-26"),
        ("Guards fired into a crowd in Kenya on Independence Day.", "2015-12-12"),
        ("Tanks rolled through Russia on Victory Day.", "2016-05-09"),
        ("Tanks rolled through Bangladesh on Victory Day 2014.", "2014-12-16"),
        ("A fire broke out on Orthodox Easter.", "2016-05-01"),
    ],
)
def test_a_holiday_is_that_of_the_country_of_the_report(text: str, value: str) -> None:
    assert value_in(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "Guards fired into a crowd on Independence Day.",
        "Georgia and Kenya both shut their borders on Independence Day.",
        "Tanks rolled through Portugal on Victory Day.",
    ],
)
def test_without_the_country_a_national_day_stays_open(text: str) -> None:
    found = find_times(text, JUNE_2016)
    assert [one.value for one in found] == ["XXXX-XX-XX"]
    assert found[0].interval is None


def test_the_country_is_the_one_named_most() -> None:
    assert main_country("Kenya sent troops. Kenyan police followed. Georgia watched.") == "KE"
    assert main_country("Kenya and Georgia agreed.") is None
    assert main_country("Kenya sent troops.\n\nGeorgia watched.") == "KE"
    assert main_country("Nobody agreed.") is None


def test_holidays_are_known_by_name() -> None:
    assert holiday_in("thanksgiving", 2018) == datetime.date(2018, 11, 22)
    assert holiday_in("thanksgiving", 2018, "CA") == datetime.date(2018, 10, 8)
    assert holiday_in("no such day", 2019) is None
