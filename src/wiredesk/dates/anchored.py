"""Meanings that count from another moment: from the day of publication or from what the text last spoke of.

Not for: periods that every year has, or that the words fix (see `meanings`).
"""

import datetime
from dataclasses import dataclass, replace

from wiredesk.dates.calendar import Grain, Moment, day_or_none, moment, shift_months, shifted
from wiredesk.dates.holiday_rules import nth_weekday
from wiredesk.dates.interval import Interval
from wiredesk.dates.meanings import Meaning, Scene, Tense


@dataclass(frozen=True, slots=True)
class Beside(Meaning):
    """Mean the day so many days, weeks or months (`unit`) from another; `tense` is what the words say of that other day."""

    day: Meaning | None = None
    n: int = 1
    unit: Grain = Grain.DAY
    tense: Tense | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the day `n` units from the other."""
        there = replace(scene, tense=self.tense) if self.tense else scene
        found = self.day.at(there) if self.day else None
        return shifted(found, self.unit, self.n) if found else None


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
        if self.is_then and self.n == 0 and scene.last:
            return scene.last
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
    month: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return that day of the month that `month` gives, else of the one last spoken of or the one that tense picks."""
        if self.month:
            month = self.month.at(scene)
            day = _same_number(month.first, self.number) if month and month.grain is Grain.MONTH else None
            return moment(Grain.DAY, day) if day else None
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
class NthWeekday(Meaning):
    """Mean the first, second, ... or (-1) last weekday (1 Monday) of a month."""

    month: Meaning | None = None
    number: int = 1
    n: int = 1

    def at(self, scene: Scene) -> Moment | None:
        """Return the day, None where the month has none."""
        found = self.month.at(scene) if self.month else None
        if not found or found.grain is not Grain.MONTH:
            return None
        day = nth_weekday(found.first.year, found.first.month, self.number, n=self.n)
        return moment(Grain.DAY, day) if day.month == found.first.month else None


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
    """Mean "the weekend": the last one that has begun, the next one in the future or where `is_ahead`."""

    is_ahead: bool = False

    def at(self, scene: Scene) -> Moment | None:
        """Return the weekend."""
        here = scene.here
        if not here or here.grain is not Grain.DAY:
            return None
        is_over = here.first.isoweekday() < 6 and scene.tense is not Tense.FUTURE and not self.is_ahead
        return moment(Grain.WEEKEND, here.first - datetime.timedelta(days=7 * is_over))


@dataclass(frozen=True, slots=True)
class WeekOf(Meaning):
    """Mean the week, or the weekend of the week, that holds a day."""

    day: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the week."""
        found = self.day.at(scene) if self.day else None
        return moment(self.grain or Grain.WEEK, found.first) if found else None
