"""Calendar periods (a day, a week, the autumn of 1998) and their arithmetic. Not for: words (see `meanings`)."""

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from wiredesk.dates.interval import Interval

_FIRST_YEAR, _LAST_YEAR = 100, 9900  # room for arithmetic on both sides of what datetime can hold


class Grain(StrEnum):
    """Name the sizes of a calendar period; the values are TIMEX3's letters for the units."""

    CENTURY = "CE"
    DECADE = "DE"
    YEAR = "Y"
    HALF = "H"
    QUARTER = "Q"
    SEASON = "S"
    MONTH = "M"
    WEEK = "W"
    WEEKEND = "WE"
    DAY = "D"


MONTH_NAMES = tuple("January February March April May June July August September October November December".split())
_MONTHS = {
    Grain.CENTURY: 1200,
    Grain.DECADE: 120,
    Grain.YEAR: 12,
    Grain.SEASON: 12,
    Grain.HALF: 6,
    Grain.QUARTER: 3,
    Grain.MONTH: 1,
}
_DAYS = {Grain.WEEK: 7, Grain.WEEKEND: 7, Grain.DAY: 1}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold one calendar period by its size and first day.

    `season` is the TIMEX3 code of a season. `clock` is what follows the T of a TIMEX3 value ("MO", "06:40") or "".
    `is_fiscal` says that the year or quarter is a book-keeping one, whose days the words do not give; `days` are the days
    that are meant where they are not the period's own ("the first week of June", whose value is a calendar week).
    """

    grain: Grain
    first: datetime.date
    season: str = ""
    clock: str = ""
    is_fiscal: bool = False
    days: Interval | None = None

    @property
    def last(self) -> datetime.date:
        """Return the last day of the period."""
        if self.grain is Grain.WEEKEND:
            return self.first + datetime.timedelta(days=1)
        if self.grain is Grain.SEASON:
            return shift_months(self.first, 3) - datetime.timedelta(days=1)
        return shifted(self, self.grain, 1).first - datetime.timedelta(days=1)

    @property
    def interval(self) -> Interval:
        """Return all days that the period can mean: a season is wider than three months, a fiscal year than twelve."""
        if self.days:
            return self.days
        first, last = self.first, self.last
        if self.is_fiscal:  # books for 1989 may run from February 1988 to January or up to March 1990
            return Interval(shift_months(first, -11), shift_months(last, 3))
        if self.grain is Grain.SEASON:  # "the winter of 1918" may be the one that began then; equinoxes lie after the first
            late = shift_months(last, 12) if self.season == "WI" else last
            return Interval(first, late + datetime.timedelta(days=23))
        return Interval(first, last)

    @property
    def value(self) -> str:
        """Return the TIMEX3 value."""
        return self._date_value() + (f"T{self.clock}" if self.clock else "")

    def _date_value(self) -> str:
        year, month = self.first.year, self.first.month
        iso = self.first.isocalendar()
        if self.season == "WI":
            year += 1  # the winter of 1918 is the one that ends in it
        forms = {
            Grain.CENTURY: f"{year // 100:02d}",
            Grain.DECADE: f"{year // 10:03d}",
            Grain.YEAR: f"{year:04d}",
            Grain.HALF: f"{year:04d}-H{(month + 5) // 6}",
            Grain.QUARTER: f"{year:04d}-Q{(month + 2) // 3}",
            Grain.SEASON: f"{year:04d}-{self.season}",
            Grain.MONTH: f"{year:04d}-{month:02d}",
            Grain.WEEK: f"{iso.year:04d}-W{iso.week:02d}",
            Grain.WEEKEND: f"{iso.year:04d}-W{iso.week:02d}-WE",
        }
        return forms.get(self.grain) or self.first.isoformat()


def day_or_none(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None when the calendar has no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def shift_months(day: datetime.date, n: int) -> datetime.date:
    """Return the day `n` months on; a day that the month lacks becomes its last (31 January plus one is 28 February)."""
    index = day.year * 12 + day.month - 1 + n
    year, month = min(max(index // 12, _FIRST_YEAR), _LAST_YEAR), index % 12 + 1
    for number in (day.day, 30, 29, 28):
        found = day_or_none(year, month, min(number, day.day))
        if found:
            return found
    raise AssertionError("every month has 28 days")


def _shift_days(day: datetime.date, n: int) -> datetime.date:
    ordinal = day.toordinal() + n
    low, high = datetime.date(_FIRST_YEAR, 1, 1).toordinal(), datetime.date(_LAST_YEAR, 12, 31).toordinal()
    return datetime.date.fromordinal(min(max(ordinal, low), high))


def moment(grain: Grain, day: datetime.date, *, clock: str = "") -> Moment:
    """Return the period of size `grain` that holds `day`; a season is the one of its quarter of the weather year."""
    year, month = day.year, day.month
    if grain is Grain.SEASON:
        code = ("WI", "SP", "SU", "FA")[month % 12 // 3]
        return season_of(year + (month == 12), code)
    starts = {
        Grain.CENTURY: (max(year // 100 * 100, 1), 1, 1),
        Grain.DECADE: (max(year // 10 * 10, 1), 1, 1),
        Grain.YEAR: (year, 1, 1),
        Grain.HALF: (year, (month - 1) // 6 * 6 + 1, 1),
        Grain.QUARTER: (year, (month - 1) // 3 * 3 + 1, 1),
        Grain.MONTH: (year, month, 1),
    }
    if grain in starts:
        return Moment(grain, datetime.date(*starts[grain]), clock=clock)
    back = {Grain.WEEK: day.weekday(), Grain.WEEKEND: day.weekday() - 5}.get(grain, 0)
    return Moment(grain, _shift_days(day, -back), clock=clock)


def season_of(year: int, code: str) -> Moment:
    """Return the season of that year; winter counts to the year in which it ends."""
    year -= code == "WI"
    return Moment(Grain.SEASON, datetime.date(year, SEASON_MONTHS[code], 1), season=code)


def shifted(period: Moment, unit: Grain, n: int) -> Moment:
    """Return the period `n` units later (earlier below zero), of the same size."""
    day = _shift_days(period.first, n * _DAYS[unit]) if unit in _DAYS else shift_months(period.first, n * _MONTHS[unit])
    if period.grain is Grain.SEASON:
        return replace(season_of(day.year + (period.season == "WI"), period.season), clock=period.clock)
    return replace(moment(period.grain, day, clock=period.clock), is_fiscal=period.is_fiscal)
