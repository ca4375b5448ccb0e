"""Days as pages tell them: how near one is, a month as weeks. Not for: dates that reports name (see `desk`)."""

import calendar
import datetime
import re
import zoneinfo
from dataclasses import dataclass

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FIRST_YEAR, _LAST_YEAR = 1900, 9998


def coming_words(day: str, today: datetime.date) -> str:
    """Return how near a day is: "today", "tomorrow", "in 9 days", "under way" when it has begun."""
    n_days = (datetime.date.fromisoformat(day) - today).days
    if n_days < 0:
        return "under way"
    return {0: "today", 1: "tomorrow"}.get(n_days, f"in {n_days} days")


def day_in(zone: str, now: datetime.datetime) -> datetime.date:
    """Return which day it is where the reader is; `zone` is an IANA time zone."""
    return now.astimezone(zoneinfo.ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Month:
    """Hold a month as weeks of days from Monday to Sunday, those of the months beside it too."""

    first: datetime.date

    @property
    def words(self) -> str:
        """Give "May 2024"."""
        return f"{self.first:%B} {self.first.year}"

    @property
    def weeks(self) -> list[list[datetime.date]]:
        """Give the days, week by week."""
        return calendar.Calendar(firstweekday=0).monthdatescalendar(self.first.year, self.first.month)

    @property
    def last(self) -> datetime.date:
        """Give its last day."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def key(self) -> str:
        """Give "2024-05"."""
        return f"{self.first.year:04}-{self.first.month:02}"

    def beside(self, n: int) -> "Month":
        """Return the month `n` months later, earlier with a negative number; at the ends of time the last there is."""
        number = self.first.year * 12 + self.first.month - 1 + n
        number = min(max(number, _FIRST_YEAR * 12), _LAST_YEAR * 12 + 11)
        return Month(datetime.date(number // 12, number % 12 + 1, 1))


def month_of(words: str | None, today: datetime.date) -> Month:
    """Return the month that "2024-05" names, this month for anything else."""
    found = _MONTH.fullmatch(words or "")
    year, month = (int(found[1]), int(found[2])) if found else (today.year, today.month)
    return Month(datetime.date(min(max(year, _FIRST_YEAR), _LAST_YEAR), month, 1))
