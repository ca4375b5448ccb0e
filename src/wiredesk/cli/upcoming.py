"""`wiredesk upcoming`: dates to come by day, each with its sentence, or as JSON. Not for: the calendar file (see `export`)."""

import datetime
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from wiredesk.cli.card import heading, print_told
from wiredesk.cli.given import days_of
from wiredesk.cli.saying import print_json, say_note
from wiredesk.dates.interval import Interval
from wiredesk.desk.desk import open_desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.report_cards import MOST_DATES, DateToCome, Named, Upcoming, upcoming
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.settings import Settings

_MOST_SENTENCES = 2
_LONGEST = 300  # characters of a sentence on a screen


def show_upcoming(*, since: str | None, days: int | None, as_json: bool, settings: Settings) -> int:
    """Print the dates to come and return the exit status.

    :raises SettingError: when `since` is no day.
    """
    first = None if since is None else days_of(since, "--from").earliest
    with open_desk(settings) as desk:
        found = upcoming(desk, since=first, days=days)
        today = first or desk.clock().date()
    if as_json:
        for one in found.dates:
            print_json(_json(one))
    elif found.dates:
        print_told(Group(*_told(found, today)))
    else:
        say_note(f"no report names a date to come from {today} on{f' within {days} days' if days is not None else ''}")
    if found.is_more:
        say_note(f"only the first {MOST_DATES} places are shown; give --days, or wiredesk export --format ics for all of them")
    return 0


def _told(found: Upcoming, today: datetime.date) -> Iterator[RenderableType]:
    for one in found.dates:
        days = interval_of(one)
        yield heading(f"{interval_words(days)}{_away(days, today)}", "bold yellow")
        for named in one.named:
            yield from (Padding(line, (0, 0, 0, 2)) for line in _named(named))


def interval_of(one: DateToCome) -> Interval:
    """Return the days of a date to come."""
    return Interval(*map(datetime.date.fromisoformat, (one.earliest, one.latest)))


def _away(days: Interval, today: datetime.date) -> str:
    n_days = (days.earliest - today).days
    if n_days <= 0:
        return " · today" if days.is_day else " · now"
    return " · tomorrow" if n_days == 1 else f" · in {n_days} days"


def _named(named: Named) -> Iterator[Text]:
    for sentence in named.sentences[:_MOST_SENTENCES]:
        words = plain(sentence)
        yield Text(f"“{words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(' ', 1)[0] + ' …'}”", style="italic")
    about = [id_of("report", named.report_id), plain(named.outlet or "outlet not known"), named.day, plain(named.title or "")]
    if named.copies:
        about.append(f"also in {len(named.copies)} cop{'y' if len(named.copies) == 1 else 'ies'} of the story")
    yield Text(" · ".join(part for part in about if part), style="dim")


def _json(one: DateToCome) -> dict[str, Any]:
    reports = [
        {
            "id": id_of("report", named.report_id),
            "title": named.title,
            "outlet": named.outlet,
            "reliability": named.reliability,
            "day": named.day,
            "url": named.url,
            "sentences": list(named.sentences),
            "uids": list(named.uids),
            "copies": [id_of("report", copy) for copy in named.copies],
        }
        for named in one.named
    ]
    return {"value": one.value, "earliest": one.earliest, "latest": one.latest, "reports": reports}
