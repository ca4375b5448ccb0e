"""What time words mean before the day of speaking is known. Not for: finding them (see `grammar`).

A meaning is asked with a `Scene` (the day of publication, the moment the text last spoke of, the tense) and answers with
a `Moment`, or None when the words do not fix one there; `open_value` then says what is known all the same.
"""

import datetime
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal, TypeAlias

from wiredesk.dates.calendar import Grain, Moment, day_or_none, moment, season_of, shift_months, shifted
from wiredesk.dates.holidays import holiday_in
from wiredesk.dates.interval import Interval

TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
SEASON_CODES = ("SP", "SU", "FA", "WI")


class Tense(Enum):
    """Say in which direction the words around an expression point."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what an expression's meaning hangs on.

    `today` is the day of publication or None; `then` the moment the text last spoke of or None; `is_narrative` says that
    the text tells of times long past, so that `then` counts and `today` does not.
    """

    today: datetime.date | None
    then: Moment | None = None
    tense: Tense = Tense.OPEN
    is_narrative: bool = False
    quarter: Moment | None = None

    @property
    def here(self) -> Moment | None:
        """Return the day that words without a year count from."""
        if self.is_narrative and self.then:
            return self.then
        return moment(Grain.DAY, self.today) if self.today else self.then

    @property
    def day(self) -> Moment | None:
        """Return the day that "Monday" and "yesterday" count from: the day of publication even in a narrative."""
        return moment(Grain.DAY, self.today) if self.today else self.then


@dataclass(frozen=True, slots=True)
class Meaning:
    """Be the root of all meanings: a fixed TIMEX3 value without a place in the calendar ("recently", "two days")."""

    open_value: str
    type: TimeType = "DATE"
    mod: str | None = None
    grain: Grain | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the calendar period that is meant in `scene`, or None when it is not fixed there."""
        del scene
        return None


@dataclass(frozen=True, slots=True)
class Fixed(Meaning):
    """Mean one period of the calendar, whatever the scene."""

    period: Moment | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the period."""
        del scene
        return self.period


def fixed(period: Moment) -> Fixed:
    """Return the meaning of a period that the words give in full."""
    return Fixed(period.value, period=period, grain=period.grain)


@dataclass(frozen=True, slots=True)
class Yearly(Meaning):
    """Mean a period that every year has (3 May, May, spring, the third quarter); `how` is -1 last, 0 this, 1 next.

    `day_in_year` holds (month, day); for seasons `season` is set.
    """

    month: int = 1
    day: int = 1
    season: str = ""
    how: int | None = None
    is_fiscal: bool = False

    def in_year(self, year: int) -> Moment | None:
        """Return the period in that year, or None when the year has no such day (29 February)."""
        if self.grain is Grain.SEASON:
            return season_of(year, self.season)
        day = day_or_none(year, self.month, self.day)
        return replace(moment(self.grain or Grain.DAY, day), is_fiscal=self.is_fiscal) if day else None

    def at(self, scene: Scene) -> Moment | None:
        """Return the occurrence that tense, "last" or "next", or the moment last spoken of pick."""
        here = scene.here
        if not here:
            return None
        if scene.is_narrative and self.how is None:
            return self._along(here)
        return self._picked(here.first, scene.tense)

    def _along(self, here: Moment) -> Moment | None:
        """Pick by the narrative: the year just named, else the occurrence nearest to the moment last spoken of."""
        if here.grain is Grain.YEAR:
            return self.in_year(here.first.year)
        near = [found for n in (-1, 0, 1) if (found := self.in_year(here.first.year + n))]
        return min(near, key=lambda found: _cost(found, here.first, -_STORY_BACK), default=None)

    def _picked(self, today: datetime.date, tense: Tense) -> Moment | None:
        every = [found for n in range(-8, 9) if (found := self.in_year(today.year + n))]
        if self.how == 0:
            return self.in_year(today.year)
        if self.how == 1:
            return next((found for found in every if found.first > today), None)
        if self.how == -1:  # in March "last February" is a year old: last month's would be "this" or "last month"
            limit = shift_months(today.replace(day=1), -1) if self.grain is Grain.MONTH else today
            return next((found for found in reversed(every) if found.last < limit), None)
        bias = (_QUARTER_BIAS if self.grain is Grain.QUARTER else _BIAS)[tense.value + 1]
        return min(every, key=lambda found: _cost(found, today, bias), default=None)


_STORY_BACK = 3.0  # how much dearer a step back is than one ahead in a story; chosen on train
# The same by tense (past, open, future): a step ahead is so much dearer, below zero a step back; chosen on train.
_BIAS = (3.0, 2.0, -6.0)
_QUARTER_BIAS = (6.0, 4.0, -1.0)


def _cost(found: Moment, here: datetime.date, bias: float) -> float:
    """Return the days between, times |bias| on the side that it makes dear: ahead when positive, back when negative."""
    ahead, back = (found.first - here).days, (here - found.last).days
    if ahead > 0:
        return ahead * max(bias, 1.0)
    return max(back, 0) * max(-bias, 1.0)


@dataclass(frozen=True, slots=True)
class Feast(Yearly):
    """Mean a holiday, which may fall on another day each year."""

    name: str = ""

    def in_year(self, year: int) -> Moment | None:
        """Return the holiday in that year."""
        day = holiday_in(self.name, year)
        return moment(Grain.DAY, day) if day else None


@dataclass(frozen=True, slots=True)
class Beside(Meaning):
    """Mean the day before or after another."""

    day: Meaning | None = None
    n: int = 1

    def at(self, scene: Scene) -> Moment | None:
        """Return the day `n` days from the other."""
        found = self.day.at(scene) if self.day else None
        return shifted(found, Grain.DAY, self.n) if found else None


@dataclass(frozen=True, slots=True)
class Within(Meaning):
    """Mean a yearly period in a year that other words give ("the spring of next year")."""

    inner: Yearly | None = None
    outer: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the inner period in the outer's year."""
        year = self.outer.at(scene) if self.outer else None
        return self.inner.in_year(year.first.year) if self.inner and year else None


@dataclass(frozen=True, slots=True)
class Weekday(Meaning):
    """Mean a day of the week, 1 Monday to 7 Sunday; `how` as in `Yearly`; `is_then` counts from the narrative."""

    number: int = 1
    how: int | None = None
    is_then: bool = False
    week: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the day that tense, "last", "next" or a week picks."""
        week = self.week.at(scene) if self.week else None
        if week:
            return moment(Grain.DAY, week.first + datetime.timedelta(days=self.number - 1))
        here = scene.then if self.is_then and scene.then else scene.day
        if not here or here.grain is not Grain.DAY:
            return None
        back = (here.first.isoweekday() - self.number) % 7
        return moment(Grain.DAY, here.first + datetime.timedelta(days=self._step(back, scene)))

    def _step(self, back: int, scene: Scene) -> int:
        ahead = 7 - back
        if self.how == -1:
            return -back or -7
        if self.how == 1:
            return ahead
        if self.how == 0:
            return -back if scene.tense is Tense.PAST else ahead % 7
        return ahead % 7 if scene.tense is Tense.FUTURE else -back


@dataclass(frozen=True, slots=True)
class Shift(Meaning):
    """Mean the period `n` units from today or, with `is_then`, from the moment last spoken of."""

    unit: Grain = Grain.DAY
    n: int = 0
    is_then: bool = False

    def at(self, scene: Scene) -> Moment | None:
        """Return the period of size `grain` that far away."""
        here = self._base(scene)
        if not here:
            return None
        grain = self.grain or self.unit
        if here.grain is not Grain.DAY and grain is Grain.DAY:
            return None  # "two days later" than a month is no day that the words give
        return moment(grain, shifted(replace(here, clock=""), self.unit, self.n).first)

    def _base(self, scene: Scene) -> Moment | None:
        if (self.is_then or (scene.is_narrative and self.unit is not Grain.DAY)) and scene.then:
            return scene.then
        return moment(Grain.DAY, scene.today) if scene.today and not (self.is_then and scene.is_narrative) else None


@dataclass(frozen=True, slots=True)
class YearBefore(Meaning):
    """Mean the quarter or period that the text speaks of, `n` years on ("the year-earlier quarter", "a year earlier")."""

    n: int = -1
    is_then: bool = False
    year: int | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the quarter last spoken of, moved; else the year, or the quarter that figures are now told of."""
        quarter = scene.quarter
        if not quarter and self.grain is Grain.QUARTER and scene.today and not scene.is_narrative:
            quarter = shifted(moment(Grain.QUARTER, scene.today), Grain.QUARTER, -1)
        if self.year and (not quarter or scene.is_narrative):
            return Moment(Grain.YEAR, datetime.date(self.year, 1, 1))
        if quarter:
            return shifted(quarter, Grain.YEAR, self.year - quarter.first.year if self.year else self.n)
        return Shift("", unit=Grain.YEAR, n=self.n, is_then=self.is_then, grain=Grain.YEAR).at(scene)


@dataclass(frozen=True, slots=True)
class DayOfMonth(Meaning):
    """Mean a numbered day of the month that the text speaks of ("the 13th")."""

    number: int = 1

    def at(self, scene: Scene) -> Moment | None:
        """Return that day of the month last spoken of, else of the month that tense picks."""
        here = scene.then or scene.here
        if not here or here.grain not in (Grain.DAY, Grain.MONTH, Grain.WEEK, Grain.WEEKEND):
            here = moment(Grain.DAY, scene.today) if scene.today and not scene.is_narrative else None
        if not here:
            return None
        day = day_or_none(here.first.year, here.first.month, self.number)
        if day and here.grain is Grain.DAY and scene.today == here.first:
            if scene.tense is Tense.PAST and day > here.first:
                day = _same_number(shift_months(here.first.replace(day=1), -1), self.number)
            elif scene.tense is Tense.FUTURE and day < here.first:
                day = _same_number(shift_months(here.first.replace(day=1), 1), self.number)
        return moment(Grain.DAY, day) if day else None


def _same_number(month: datetime.date, number: int) -> datetime.date | None:
    return day_or_none(month.year, month.month, number)


@dataclass(frozen=True, slots=True)
class Timed(Meaning):
    """Mean a part of a day or a clock time ("MO", "06:40") of the day that `day` gives, else of the day last spoken of."""

    clock: str = ""
    day: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the day with its clock."""
        if self.day:
            found = self.day.at(scene)
        else:
            found = scene.then if scene.then and scene.then.grain is Grain.DAY else None
            if not found and scene.today and not scene.is_narrative:
                found = moment(Grain.DAY, scene.today)
        return replace(found, clock=self.clock) if found and found.grain is Grain.DAY else None


@dataclass(frozen=True, slots=True)
class Modified(Meaning):
    """Mean a part of a period ("early", "the end of"): its value is the period's, with a MOD."""

    inner: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the whole period."""
        return self.inner.at(scene) if self.inner else None


@dataclass(frozen=True, slots=True)
class Either(Meaning):
    """Mean one of several days, where figures leave the order open (7/8/07): the one nearest to the day of speaking."""

    days: tuple[datetime.date, ...] = ()

    def at(self, scene: Scene) -> Moment | None:
        """Return the nearest of the days; without a day of speaking the year that they share."""
        if not scene.today:
            return moment(Grain.YEAR, self.days[0])
        today = scene.today
        return moment(Grain.DAY, min(self.days, key=lambda day: abs((day - today).days)))


@dataclass(frozen=True, slots=True)
class WeekOfMonth(Meaning):
    """Mean the first, second, ... or (-1) last week of a month: the week that holds the middle of those seven days."""

    month: Meaning | None = None
    number: int = 1

    def at(self, scene: Scene) -> Moment | None:
        """Return the week."""
        found = self.month.at(scene) if self.month else None
        if not found or found.grain is not Grain.MONTH:
            return None
        ahead = datetime.timedelta(days=7 * self.number - 7)
        start = found.last - datetime.timedelta(days=6) if self.number < 0 else found.first + ahead
        days = Interval(start, min(start + datetime.timedelta(days=6), found.last))
        return replace(moment(Grain.WEEK, start + datetime.timedelta(days=3)), days=days)


@dataclass(frozen=True, slots=True)
class LatestWeekend(Meaning):
    """Mean "the weekend": the last one that has begun, the next one in the future."""

    def at(self, scene: Scene) -> Moment | None:
        """Return the weekend."""
        here = scene.here
        if not here or here.grain is not Grain.DAY:
            return None
        is_over = here.first.isoweekday() < 6 and scene.tense is not Tense.FUTURE
        return moment(Grain.WEEKEND, here.first - datetime.timedelta(days=7 * is_over))


@dataclass(frozen=True, slots=True)
class WeekOf(Meaning):
    """Mean the week that holds a day."""

    day: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the week."""
        found = self.day.at(scene) if self.day else None
        return moment(Grain.WEEK, found.first) if found else None
