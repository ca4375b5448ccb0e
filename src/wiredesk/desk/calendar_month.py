"""What lies in a month: dates that reports announce, and incidents on their days. Not for: an iCalendar file (see `export`)."""

import datetime
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.incident_list import IncidentHead, heads_of
from wiredesk.desk.report_cards import DateToCome, upcoming
from wiredesk.store import incident_lists

_MOST_INCIDENTS = 600
_WIDE_DAYS = 7
_MOST_BEGUN_DAYS = 366  # a year may be told as a whole; what is wider is near to no day


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """Hold a month: announced dates that touch it, the soonest first, and incidents whose day is known, by day."""

    dates: tuple[DateToCome, ...]
    incidents: dict[str, tuple[IncidentHead, ...]]
    is_more: bool

    def dates_on(self, day: datetime.date) -> list[DateToCome]:
        """Return the announced dates that may be this day; those of more than a week are no day's own."""
        words = day.isoformat()
        return [one for one in self.dates if one.earliest <= words <= one.latest and _n_days(one) <= _WIDE_DAYS]

    def incidents_on(self, day: datetime.date) -> tuple[IncidentHead, ...]:
        """Return the incidents of this day."""
        return self.incidents.get(day.isoformat(), ())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing lies in it."""
        return not (self.dates or self.incidents)


def calendar_month(desk: Desk, first: datetime.date, last: datetime.date) -> CalendarMonth:
    """Return what lies between two days."""
    found = upcoming(desk, since=first, days=(last - first).days, most_begun_days=_MOST_BEGUN_DAYS)
    with desk.store.reading() as on:
        days = incident_lists.days_of_incidents(on, first.isoformat(), last.isoformat(), most=_MOST_INCIDENTS)
        heads = heads_of(on, list(dict.fromkeys(one for one, _ in days)))
    by_day: dict[str, list[IncidentHead]] = {}
    for one, day in days:
        if one in heads:
            by_day.setdefault(day, []).append(heads[one])
    incidents = {day: tuple(own) for day, own in by_day.items()}
    return CalendarMonth(found.dates, incidents, found.is_more or len(days) == _MOST_INCIDENTS)


def nearest_month(desk: Desk, day: datetime.date) -> datetime.date | None:
    """Return a day near to `day` on which something lies: announced for then or later, else the last one; None without any."""
    with desk.store.reading() as on:
        found = incident_lists.nearest_announced(on, day.isoformat()) or incident_lists.nearest_day(on, day.isoformat())
    return datetime.date.fromisoformat(found) if found else None


def _n_days(one: DateToCome) -> int:
    return (datetime.date.fromisoformat(one.latest) - datetime.date.fromisoformat(one.earliest)).days + 1
