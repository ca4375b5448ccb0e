"""The order of numbers in a page's dates, by what the page says elsewhere; all pages are invented."""

import datetime

import pytest

from wiredesk.article.day_order import PlainDays, odds_among, page_order, readings_of, shares
from wiredesk.dates.full_dates import find_full_dates

_NONE = PlainDays(frozenset(), frozenset())


def _odds(text: str, line: str) -> float:
    found = [(one, one.span.cut(text)) for one in find_full_dates(text)]
    ambiguous = next(one for one in find_full_dates(line) if one.other)
    return page_order(found, text).log_odds(ambiguous, line)


@pytest.mark.parametrize(
    ("page", "is_day_first"),
    [
        ("Harbour news 25/03/2016", True),
        ("Harbour news 03/25/2016", False),
        ("The harbour's colour and its centre were honoured by neighbours", True),
        ("The harbor's color and its center were honored by neighbors", False),
        ("Write to desk@harbour.co.uk", True),
        ("Opened on March 9 and closed on April 2, June 3 and July 4", False),
    ],
)
def test_a_page_tells_the_order_of_its_numbers(page: str, is_day_first: bool) -> None:
    assert (_odds(page, "04/05/2016") > 0) is is_day_first


@pytest.mark.parametrize(
    ("line", "is_day_first"),
    [
        ("04/05/2016 14:20 GMT", True),
        ("04/05/2016 2:20 PM EST", False),
        ("04/05/2016 17:40", True),
        ("04/05/2016 5:40 pm", False),
        ("04-05-2016", True),
    ],
)
def test_the_clock_beside_a_date_tells_its_order(line: str, is_day_first: bool) -> None:
    assert (_odds("", line) > 0) is is_day_first


def test_chances_of_both_readings_make_one() -> None:
    import math

    assert sum(map(math.exp, shares(1.7))) == pytest.approx(1.0)


def test_a_plain_date_has_no_second_reading() -> None:
    (plain,) = find_full_dates("25/03/2016")
    assert readings_of(plain, "25/03/2016") is None


def test_readings_are_told_day_first() -> None:
    (found,) = find_full_dates("04/05/2016")
    assert readings_of(found, "04/05/2016") == (datetime.date(2016, 5, 4), datetime.date(2016, 4, 5))


def test_a_story_comes_out_after_what_it_tells() -> None:
    both = datetime.date(2016, 5, 4), datetime.date(2016, 4, 5)
    assert odds_among(both, _NONE) == 0
    assert odds_among(both, PlainDays(frozenset({datetime.date(2016, 5, 2)}), frozenset())) > 0
    assert odds_among(both[::-1], PlainDays(frozenset({datetime.date(2016, 5, 2)}), frozenset())) < 0
    assert odds_among(both, PlainDays(frozenset({datetime.date(2016, 3, 2)}), frozenset())) == 0


def test_a_day_printed_again_in_words_is_the_one_meant() -> None:
    both = datetime.date(2016, 5, 4), datetime.date(2016, 4, 5)
    assert odds_among(both, PlainDays(frozenset(), frozenset({both[1]}))) < 0
