"""Dates of other calendars are found, so that nobody reads them as ours; plain ones are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.dates.calendars import other_calendar_dates
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.dates.times import find_times


def found(text: str) -> list[str]:
    return [span.cut(text) for span in other_calendar_dates(text)]


@pytest.mark.parametrize(
    "date",
    [
        "2 Meskerem 2010", "Meskerem 2, 2010", "2nd of Tikimt 2010", "14 Muharram 1439", "14 Muharram 1439 AH", "20 Mehr 1396",
        "14 Dhu al-Hijjah 1438", "26 Ashwin 2074", "Ashwin 26, 2074", "20 Asvina 1939", "2 Paopi 1734", "22 Tishrei 5778",
        "12 October 2560", "October 12, 2560", "12 October 2560 B.E.", "12 October 1492", "2 January 2010 E.C.",
    ],
)  # fmt: skip
def test_a_date_of_another_calendar_is_found_whole(date: str) -> None:
    assert found(f"The fire of {date}, they said, was set.") == [date]


@pytest.mark.parametrize(
    "date", ["02/01/2010 E.C.", "2010 E.C.", "2074-07-20 BS", "1396/07/20 SH", "12/10/2560 B.E.", "1939 (Saka)"]
)
def test_an_era_behind_a_year_tells_its_calendar(date: str) -> None:
    assert [one.endswith(date[-2:]) and date[:4] in date for one in found(f"It burnt in {date} already.")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "It burnt on 12 October 2017.", "On 12 October 1500 people marched.", "On October 12, 2500 soldiers came.",
        "It was 1939.",
        "In 2010 EC officials met.", "The year 2015 saw BS degrees.", "Kartik 2010 was his best season.", "At 1030 AM they left.",
        "Call 2560 1439 now.", "Room 1492", "It cost $1,439.", "May 2017", "He saw Mehr in 2017.",
        "Flight 1396 of 20 Mehr Street",
    ],
)  # fmt: skip
def test_what_is_no_such_date_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "date",
    ["2 Meskerem 2010", "26 Ashwin 2074", "20 Asvina 1939 (Saka)", "12 October 1492", "12 October 2560", "02/01/2010 E.C."],
)
def test_no_time_is_read_out_of_such_a_date(date: str) -> None:
    assert find_times(f"The boats were burnt on {date}, police said.", None) == []


def test_no_full_date_is_read_with_the_year_of_another_era() -> None:
    assert list(find_full_dates("Published: 02/01/2010 E.C.")) == []
    assert list(find_full_dates("Published: 2010-01-02 E.C.")) == []
    assert list(find_full_dates("Published: 2074-01-02 BS")) == []
    assert list(find_full_dates("Published: 2 January 2010 E.C.")) == []


def test_a_plain_date_beside_such_a_one_is_read() -> None:
    times = find_times("It burnt on 14 Muharram 1439, that is on 4 October 2017, police said.", None)
    assert [one.value for one in times] == ["2017-10-04"]


@given(st.text(alphabet="0123456789/.-, AEHBCSaekmrs()\n", max_size=200))
def test_spans_lie_in_any_text_and_in_order(text: str) -> None:
    spans = other_calendar_dates(text)
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert [one.start for one in spans] == sorted(one.start for one in spans)


@pytest.mark.parametrize(
    "part",
    ["2010 ", "1439", "12 October 2560 ", "a ", "Muharram ", "1/1/2010 ", "31/31/2017", "Heisei 29 ", "2017-", " ", "(EC)"],
)
def test_any_text_is_looked_through_in_linear_time(part: str) -> None:
    start = time.process_time()
    other_calendar_dates(part * (1_000_000 // len(part)))
    assert time.process_time() - start < 6
