"""Full visible dates: every common order, and nothing that only looks like one."""

import datetime
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.dates.full_dates import find_full_dates, month_names

DAY = datetime.date(2019, 3, 9)


@pytest.mark.parametrize(
    "words",
    [
        "9 March 2019",
        "Mar. 9, 2019",
        "Saturday, March 9th, 2019",
        "9th of March, 2019",
        "2019-03-09",
        "2019/3/9",
        "9.3.2019",
        "9. März 2019",
        "9 de março de 2019",
        "9 de marzo de 2019",
        "9 марта 2019",
        "2019. március 9",
        "2019年3月9日",
        "9-Mar-2019",
        "Sat Mar 9 14:05:00 PHT 2019",
    ],
)
def test_a_full_date_is_read_in_any_order(words: str) -> None:
    text = f"Harbour fire: {words} | by Ana Lindqvist"
    (found,) = find_full_dates(text)
    assert found.date == DAY
    assert found.span.cut(text) == words


@pytest.mark.parametrize(
    ("text", "clock", "words"),
    [
        ("9 March 2019 14:05 PHT", datetime.time(14, 5), "14:05"),
        ("March 9, 2019 at 2:05 p.m.", datetime.time(14, 5), "2:05 p.m"),
        ("2:05 PM · Mar 9, 2019", datetime.time(14, 5), "2:05 PM"),
        ("2019-03-09T14:05:00Z", datetime.time(14, 5), "14:05:00"),
        ("le 9 mars 2019 à 14h05", datetime.time(14, 5), "14h05"),
    ],
)
def test_a_clock_beside_the_date_is_kept_with_its_words(text: str, clock: datetime.time, words: str) -> None:
    (found,) = find_full_dates(text)
    assert found.date == DAY
    assert found.has_time
    assert found.clock == clock
    assert found.clock_span is not None
    assert found.clock_span.cut(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "call 555-2019-03-09 now",
        "2019-03-0912",
        "release v2019.3.1",
        "build 10.12.2019.4",
        "31 April 2019",
        "29.02.2019",
        "won 3-1 2019",
        "March 2019",
        "/2019/03/09/slug",
        "sold out 5, 2019 left",
        "in 2019 March 9 people came",
        "03/04/19",
    ],
)
def test_what_only_looks_like_a_date_gives_nothing(text: str) -> None:
    assert find_full_dates(text) == []


def test_order_of_slashed_dates_follows_the_unambiguous_ones() -> None:
    assert [found.date for found in find_full_dates("25/12/2018, 09/03/2019")] == [datetime.date(2018, 12, 25), DAY]
    assert [found.date for found in find_full_dates("12/25/2018, 03/09/2019")] == [datetime.date(2018, 12, 25), DAY]


def test_an_ambiguous_order_keeps_its_second_reading() -> None:
    (found,) = find_full_dates("03/09/2019")
    assert (found.date, found.other) == (DAY, datetime.date(2019, 9, 3))
    (told,) = find_full_dates("09/03/2019", day_first=True)
    assert told.date == DAY


def test_a_short_ambiguous_date_counts_beside_a_clock() -> None:
    (found,) = find_full_dates("11/12/19 4:40PM")
    assert (found.date, found.other) == (datetime.date(2019, 11, 12), datetime.date(2019, 12, 11))


def test_a_written_date_ends_where_its_year_ends() -> None:
    assert [found.date for found in find_full_dates("March 9, 2019/0 Comments")] == [DAY]


def test_words_glued_to_a_date_do_not_hide_it() -> None:
    assert [found.date for found in find_full_dates("By Ana Lindqvist9 March 2019Share")] == [DAY]
    assert [found.date for found in find_full_dates("PublishedMarch 9, 2019")] == [DAY]


@settings(deadline=None)
@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_survives_the_round_trip(date: datetime.date) -> None:
    name = next(name for name, month in month_names().items() if month == date.month)
    for words in (date.isoformat(), f"{date.day} {name} {date.year}", f"{date.day}.{date.month}.{date.year}"):
        assert [found.date for found in find_full_dates(words)] == [date]


@settings(deadline=None)
@given(st.text(alphabet="0123456789/-.:, T年月日marchMay\n", max_size=60))
def test_no_text_raises_and_spans_stay_in_order(text: str) -> None:
    found = find_full_dates(text)
    assert all(one.span.end <= len(text) for one in found)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(found))


def test_hostile_text_takes_linear_time() -> None:
    started = time.process_time()
    for text in ("2019 " * 20_000, "1/" * 100_000, "9 March " * 20_000, "a" * 200_000):
        find_full_dates(text)
    assert time.process_time() - started < 3


def test_a_date_stands_within_chinese_words_without_a_blank() -> None:
    (found,) = find_full_dates("北京2019年3月9日电 警方")
    assert (found.date, found.span.cut("北京2019年3月9日电 警方")) == (DAY, "2019年3月9日")
