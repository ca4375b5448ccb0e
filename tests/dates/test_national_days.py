"""National days, their founding years, and the countries a text names."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.dates.national_days import countries_named, days_of, national_days


def _codes(text: str) -> list[str]:
    return [mention.code for mention in countries_named(text)]


def test_every_day_is_a_day_of_the_calendar() -> None:
    assert len(national_days()) > 400
    for day in national_days():
        assert datetime.date(2000, day.month, day.day)
        assert 0 < day.since < 2100


def test_both_founding_years_are_kept() -> None:
    assert {day.since for day in days_of("GE")} == {1918, 1991}


def test_a_republic_day_does_not_hide_the_day_of_independence() -> None:
    assert {(day.name, day.month, day.day, day.since) for day in days_of("IN")} >= {
        ("Republic Day", 1, 26, 1950),
        ("Independence Day", 8, 15, 1947),
    }


def test_a_country_that_is_not_listed_has_no_days() -> None:
    assert days_of("ZZ") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the Namibian coast guard", "NA"),
        ("Kazakh and foreign reporters", "KZ"),
        ("a Finnish patrol boat", "FI"),
        ("Zambia's parliament", "ZM"),
        ("two Uzbeks", "UZ"),
        ("the Burmese army", "MM"),
        ("in Ivory Coast", "CI"),
    ],
)
def test_names_and_peoples_name_their_country(text: str, code: str) -> None:
    assert _codes(text) == [code]


def test_neighbours_with_like_names_are_kept_apart() -> None:
    assert _codes("Niger, Nigeria, Nigerien, Nigerian") == ["NE", "NG", "NE", "NG"]
    assert _codes("Guinea-Bissau and Guinea") == ["GW", "GN"]
    assert _codes("South Sudanese and Sudanese troops") == ["SS", "SD"]


def test_a_name_inside_a_word_is_no_country() -> None:
    assert _codes("Indiana and Omanhene") == []


@given(st.text(max_size=200))
def test_mentions_are_in_order_and_inside_the_text(text: str) -> None:
    found = countries_named(text)
    assert all(mention.span.end <= len(text) for mention in found)
    assert found == sorted(found, key=lambda mention: mention.span)
