"""Properties of the grammar: round trips, and never a day that the words do not give."""

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.dates import Interval, find_times, parse_time

DAYS = st.dates(datetime.date(1700, 1, 1), datetime.date(2099, 12, 31))
VOCABULARY = (
    "early late the end of last next this week month year Monday May June 31 30 29 2019 1999 '98 first quarter second two three "
    "ago later before after , . - to and on in by 6:40 a.m. night morning Christmas 12/13/14 every a few 99th 1/2"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14)
MONTHS = "January February March April May June July August September October November December".split()


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(DAYS)
def test_every_written_day_reads_back(day: datetime.date) -> None:
    month = MONTHS[day.month - 1]
    for words in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat()):
        expression = parse_time(words, None)
        assert expression is not None
        assert expression.value == day.isoformat()
        assert expression.interval == Interval(day, day)


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(DAYS, st.integers(1, 400))
def test_days_ago_are_counted_exactly(today: datetime.date, n: int) -> None:
    expression = parse_time(f"{n} days ago", Interval(today, today))
    assert expression is not None
    assert expression.value == (today - datetime.timedelta(days=n)).isoformat()


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(DAYS, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
def test_weekdays_are_within_a_week_and_on_that_day(today: datetime.date, name: str) -> None:
    for words in (name, f"last {name}", f"next {name}"):
        expression = parse_time(words, Interval(today, today))
        assert expression is not None
        assert expression.interval is not None
        day = expression.interval.earliest
        assert f"{day:%A}" == name
        assert abs((day - today).days) <= 7


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(
    DAYS, st.integers(0, 60), st.sampled_from(["Monday", "yesterday", "June 25", "last week", "May", "last summer", "the 5th"])
)
def test_an_open_anchor_covers_every_reading(first: datetime.date, n: int, words: str) -> None:
    last = first + datetime.timedelta(days=n)
    text = f"It came out on {words}."
    whole = find_times(text, Interval(first, last))
    for back in range(n + 1):
        day = first + datetime.timedelta(days=back)
        for one, wide in zip(find_times(text, Interval(day, day)), whole, strict=True):
            if one.interval and wide.interval:
                assert wide.interval.earliest <= one.interval.earliest
                assert one.interval.latest <= wide.interval.latest


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(WORDS, DAYS, st.integers(0, 40))
def test_no_words_raise_and_a_day_value_is_a_day(words: list[str], first: datetime.date, n: int) -> None:
    text = " ".join(words)
    anchor = Interval(first, first + datetime.timedelta(days=n))
    expressions = find_times(text, anchor)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(expressions))
    for one in expressions:
        assert one.value
        if one.interval and one.interval.is_day:
            assert one.value.startswith(one.interval.earliest.isoformat())


@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert all(one.span.end <= len(text) for one in find_times(text, None))
