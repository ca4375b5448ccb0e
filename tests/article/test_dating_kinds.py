"""Each kind of words that dates an article, through the public entry; all texts are invented."""

import datetime

import pytest

from wiredesk.article import take_as_is
from wiredesk.documents import Published, Source

_LATE = "2026-05-04"
_NEXT = "Gunmen have threatened voters in the hills before the country votes next Sunday, June 4, an official said. {}"
_WIRE = "KISUMU, March 3 (Lake Wire) - A bar was set on fire on Saturday night, police said. Troops crossed over in October 2011."


def _dated(text: str, captured: str) -> Published:
    clock = datetime.datetime.fromisoformat(captured)
    return take_as_is(text, source=Source("text", "text/plain", "0" * 64, len(text), captured=clock)).published


_CASES = [
    ("Odo Berra, who was born on 9 May 1950 and is now 61, was threatened with death.", _LATE, "2011-05-09", "2012-05-08", "age"),
    ("Odo Berra, born on 29 February 1952, is 60, his office said on Monday.", _LATE, "2012-02-29", "2013-02-28", "age"),
    ("Police seek Odo Berra, aged 61 (born 1950), whose boat was found on Friday.", _LATE, "2011-01-01", "2012-12-31", "age"),
    ("Odo Berra is 61. He was born in 1950 and freed on Monday.", _LATE, "2011-01-01", "2012-12-31", "age"),
    ("The ford has been closed since May 20, 2017, traders said.", "2017-06-02", "2017-05-20", "2017-06-03", "since"),
    (
        "Men who took the dam earlier in June want talks. Some 900 people fled since it began on June 8, 2013, the town said.",
        _LATE, "2013-06-08", "2013-06-30", "since",
    ),
    (_WIRE, "2014-05-01", "2012-03-03", "2014-03-04", "day_dateline"),
    (_NEXT.format("It is the first vote since 2015."), _LATE, "2017-05-22", "2017-06-03", "next_day"),
    (_NEXT.format("It will come two years after the peace accord of 2015."), _LATE, "2017-05-22", "2017-06-03", "years_after"),
    (_NEXT.format("The peace accord was signed in 2014."), "2017-06-03", "2017-05-22", "2017-06-03", "next_day"),
    ("Namibia marks the 25th anniversary of independence, a minister said.", _LATE, "2015-03-18", "2015-03-24", "anniversary"),
    ("It was the 12th homicide of 2016 in the town, police said on Monday.", _LATE, "2016-01-01", "2017-01-31", "year_at_hand"),
    (
        "On Sunday, June 4, a man was shot, police said. It was the third such case in 2017.",
        _LATE, "2017-06-04", "2018-01-31", "year_at_hand",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "captured", "first", "last", "reason"), _CASES)
def test_words_give_both_ends_and_a_reason(text: str, captured: str, first: str, last: str, reason: str) -> None:
    published = _dated(text, captured)
    assert published.interval is not None
    assert (str(published.interval.earliest), str(published.interval.latest)) == (first, last)
    assert reason in {basis.rule for basis in published.basis}


def test_this_week_beside_a_day_begins_on_it_and_lasts_no_longer() -> None:
    published = _dated("Two guards were shot this week, on Wednesday, 12 March 2014, police said.", _LATE)
    assert published.interval is not None
    assert str(published.interval.earliest) == "2014-03-12"
    assert str(published.interval.latest) <= "2014-03-18"


@pytest.mark.parametrize(
    "text",
    [
        "Odo Berra, born on 9 May 1950, died at the age of 61, his office said.",
        "Odo Berra, born in 1950, was hit by a driver, aged 23, and a boy, aged 9, officers said.",
    ],
)
def test_an_age_of_the_dead_or_of_another_dates_nothing(text: str) -> None:
    published = _dated(text, _LATE)
    assert published.interval is None
    assert "age" not in {basis.rule for basis in published.basis}


@pytest.mark.parametrize("text", [_NEXT.format("The peace accord was signed in 2014."), _NEXT.format("Voters queued.")])
def test_years_that_stay_open_are_told_with_the_reason(text: str) -> None:
    published = _dated(text, _LATE)
    assert published.interval is None or (published.interval.earliest.year, published.interval.latest.year) == (2017, 2023)
    assert "next_day" in {basis.rule for basis in published.basis}
