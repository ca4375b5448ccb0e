"""Calendar periods: values, intervals, arithmetic."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.dates.calendar import Grain, Moment, moment, season_of, shift_months, shifted
from wiredesk.dates.holiday_rules import easter

DAYS = st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 12, 31))
GRAINS = st.sampled_from([grain for grain in Grain if grain is not Grain.WEEKEND])


@pytest.mark.parametrize(
    ("grain", "value"),
    [
        (Grain.CENTURY, "20"),
        (Grain.DECADE, "201"),
        (Grain.YEAR, "2019"),
        (Grain.HALF, "2019-H1"),
        (Grain.QUARTER, "2019-Q1"),
        (Grain.SEASON, "2019-SP"),
        (Grain.MONTH, "2019-03"),
        (Grain.WEEK, "2019-W10"),
        (Grain.WEEKEND, "2019-W10-WE"),
        (Grain.DAY, "2019-03-09"),
    ],
)
def test_every_size_has_its_timex_value(grain: Grain, value: str) -> None:
    assert moment(grain, datetime.date(2019, 3, 9)).value == value


@settings(deadline=None)
@given(DAYS, GRAINS)
def test_a_period_holds_the_day_it_was_made_from(day: datetime.date, grain: Grain) -> None:
    period = moment(grain, day)
    assert period.first <= day <= period.last
    assert period.interval.covers(day)


@settings(deadline=None)
@given(DAYS, GRAINS)
def test_periods_follow_each_other_without_gap_or_overlap(day: datetime.date, grain: Grain) -> None:
    period = moment(grain, day)
    if grain is Grain.SEASON:
        assert moment(grain, period.last + datetime.timedelta(days=1)).first == period.last + datetime.timedelta(days=1)
        return
    following = shifted(period, grain, 1)
    assert following.first == period.last + datetime.timedelta(days=1)
    assert shifted(following, grain, -1) == period


@settings(deadline=None)
@given(DAYS, st.integers(-5000, 5000))
def test_shifted_days_come_back(day: datetime.date, n: int) -> None:
    there = shifted(moment(Grain.DAY, day), Grain.DAY, n)
    assert shifted(there, Grain.DAY, -n).first == day


@settings(deadline=None)
@given(DAYS, st.integers(-100_000, 100_000))
def test_no_shift_leaves_the_calendar(day: datetime.date, n: int) -> None:
    for grain in Grain:
        assert isinstance(shifted(moment(Grain.DAY, day), grain, n), Moment)


def test_a_month_without_the_day_gives_its_last() -> None:
    assert shift_months(datetime.date(2019, 1, 31), 1) == datetime.date(2019, 2, 28)
    assert shift_months(datetime.date(2020, 1, 31), 1) == datetime.date(2020, 2, 29)


def test_winter_counts_to_the_year_in_which_it_ends_and_is_read_widely() -> None:
    winter = season_of(1918, "WI")
    assert winter.value == "1918-WI"
    assert winter.interval.covers(datetime.date(1918, 1, 15))
    assert winter.interval.covers(datetime.date(1918, 12, 15))


# Dates of Easter as almanacs print them.
@pytest.mark.parametrize(("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)])
def test_easter_falls_where_almanacs_put_it(year: int, month: int, day: int) -> None:
    assert easter(year) == datetime.date(year, month, day)
