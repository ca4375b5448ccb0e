"""What time words mean before the day of speaking is known. Not for: finding them (see `grammar`).

A meaning is asked with a `Scene` (the day of publication, the moment the text last spoke of, the tense) and answers with
a `Moment`, or None when the words do not fix one there; `open_value` then says what is known all the same.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal, TypeAlias

from wiredesk.dates.calendar import Grain, Moment, day_or_none, moment, season_of, shift_months
from wiredesk.dates.holiday_rules import NATIONAL, day_by_rule
from wiredesk.dates.holidays import rule_for

TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]


class Tense(Enum):
    """Say in which direction the words around an expression point."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what an expression's meaning hangs on.

    `today` is the day of publication or None; `then` the moment the text last spoke of or None; `is_narrative` says that
    the text tells of times long past, so that `then` counts and `today` does not. `last` is the moment named last, even in
    an aside: what "that year" points at. `quarter` is the quarter whose figures the text tells. `country` gives the country
    of the report as an internet domain, or None; it is only asked where a holiday hangs on it.
    """

    today: datetime.date | None
    then: Moment | None = None
    tense: Tense = Tense.OPEN
    is_narrative: bool = False
    quarter: Moment | None = None
    last: Moment | None = None
    country: Callable[[], str | None] = lambda: None

    @property
    def here(self) -> Moment | None:
        """Return the day that words without a year count from."""
        if self.is_narrative and self.then:
            return self.then
        return moment(Grain.DAY, self.today) if self.today else self.then

    @property
    def day(self) -> Moment | None:
        """Return the day that "Monday" and "yesterday" count from: the day of publication even in a narrative.

        Where that is not known, only a narrative gives another.
        """
        if self.today:
            return moment(Grain.DAY, self.today)
        return self.then if self.is_narrative else None


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

    `day_in_year` holds (month, day); for seasons `season` is set; `is_then` counts from the moment last spoken of.
    """

    month: int = 1
    day: int = 1
    season: str = ""
    how: int | None = None
    is_fiscal: bool = False
    is_then: bool = False

    def in_year(self, year: int) -> Moment | None:
        """Return the period in that year, or None when the year has no such day (29 February)."""
        if self.grain is Grain.SEASON:
            return season_of(year, self.season)
        day = day_or_none(year, self.month, self.day)
        return replace(moment(self.grain or Grain.DAY, day), is_fiscal=self.is_fiscal) if day else None

    def at(self, scene: Scene) -> Moment | None:
        """Return the occurrence that tense, "last" or "next", or the moment last spoken of pick."""
        here = scene.then if self.is_then and scene.then else scene.here
        if not here:
            return None
        if self.is_then or (scene.is_narrative and self.how is None):
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
_BIAS = (8.0, 2.0, -6.0)
_QUARTER_BIAS = (6.0, 4.0, -1.0)


def _cost(found: Moment, here: datetime.date, bias: float) -> float:
    """Return the days between, times |bias| on the side that it makes dear: ahead when positive, back when negative."""
    ahead, back = (found.first - here).days, (here - found.last).days
    if ahead > 0:
        return ahead * max(bias, 1.0)
    return max(back, 0) * max(-bias, 1.0)


@dataclass(frozen=True, slots=True)
class Feast(Yearly):
    """Mean a holiday, which may fall on another day each year and, by `rules`, in each country.

    `year` or `outer` is the year where the words say it.
    """

    name: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    outer: Meaning | None = None

    def in_year(self, year: int) -> Moment | None:
        """Return the holiday in that year, where it is the same day in all countries."""
        day = day_by_rule(self.rules.get("*", ""), year)
        return moment(Grain.DAY, day) if day else None

    def at(self, scene: Scene) -> Moment | None:
        """Return the holiday of the report's country in the year that words, tense or story give; None where it has none."""
        is_plain = len(self.rules) == 1 and self.rules.get("*") != NATIONAL
        rule = rule_for(self.rules, self.name, None if is_plain else scene.country())
        here = replace(self, rules={"*": rule}) if rule else None
        if not here:
            return None
        if self.outer:
            outer = self.outer.at(scene)
            return here.in_year(outer.first.year) if outer else None
        return here.in_year(self.year) if self.year else Yearly.at(here, scene)


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
class Until(Meaning):
    """Mean the first of two yearly periods, `n_back` years before the last ("from October to March")."""

    start: Yearly | None = None
    end: Yearly | None = None
    n_back: int = 0

    def at(self, scene: Scene) -> Moment | None:
        """Return the first period, placed by the last: the range is over, or goes on, as the last says."""
        end = self.end.at(scene) if self.end else None
        return self.start.in_year(end.first.year - self.n_back) if self.start and end else None


@dataclass(frozen=True, slots=True)
class Modified(Meaning):
    """Mean a part of a period ("early", "the end of"): its value is the period's, with a MOD."""

    inner: Meaning | None = None

    def at(self, scene: Scene) -> Moment | None:
        """Return the whole period."""
        return self.inner.at(scene) if self.inner else None
