"""Dates to watch as an iCalendar feed with stable ids. Not for: finding the dates (see `watch`).

Source: RFC 5545; all-day events, DTEND the day after the last; RFC 7986 for the calendar's name.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from wiredesk.export.phrasing import plain

_MAX_SUMMARY = 120


@dataclass(frozen=True, slots=True)
class Reminder:
    """Hold one date to come: its days, the sentence that names it, and where that stands.

    `changed` is when the report came in: the stamp of the entry, so that the same desk writes the same file again.
    """

    uid: str
    earliest: datetime.date
    latest: datetime.date
    sentence: str
    report: str
    title: str
    outlet: str
    published: str
    url: str | None
    changed: datetime.datetime


def write_ics(out: IO[bytes], reminders: Iterable[Reminder]) -> None:
    """Write one calendar with an all-day event for each reminder."""
    from icalendar import Calendar, Event

    head = Calendar()
    head.add("prodid", "-//Wiredesk//Dates to watch//EN")
    head.add("version", "2.0")
    head.add("name", "Wiredesk: dates to watch")
    head.add("x-wr-calname", "Wiredesk: dates to watch")
    lines = head.to_ical().split(b"END:VCALENDAR")[0]
    out.write(lines)
    for one in reminders:
        event = Event()
        event.add("uid", f"{one.uid}@wiredesk")
        event.add("dtstamp", one.changed)
        event.add("dtstart", one.earliest)
        event.add("dtend", _day_after(one.latest))
        event.add("summary", _cut(plain(one.sentence)))
        event.add("description", _description(one))
        event.add("transp", "TRANSPARENT")
        event.add("categories", ["Wiredesk"])
        if one.url and one.url.startswith(("http://", "https://")):
            event.add("url", one.url)
        out.write(event.to_ical())
    out.write(b"END:VCALENDAR\r\n")


def _day_after(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def _cut(words: str) -> str:
    return words if len(words) <= _MAX_SUMMARY else words[: _MAX_SUMMARY - 2].rsplit(" ", 1)[0] + " …"


def _description(one: Reminder) -> str:
    told = [f"“{plain(one.sentence)}”", "", f"{plain(one.title)} ({plain(one.outlet)}, {one.published}), report {one.report}"]
    return "\n".join(told)
