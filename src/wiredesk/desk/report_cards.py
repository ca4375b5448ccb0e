"""Everything the desk knows of one report, and the dates to come over all of them. Not for: how it is shown (see `cli`)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.corroborate.changes import Change, changes
from wiredesk.corroborate.copies import CopyKind
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.ruled import effective_reading, ruled_reading
from wiredesk.errors import NotOnDesk, PageRejected, StoreError
from wiredesk.records import Reading
from wiredesk.review.applying import Ruled
from wiredesk.review.rulings import Ruling
from wiredesk.store import report_cards
from wiredesk.store.filing import ReadingRow, load_source, readings_of
from wiredesk.store.log import LogRow, about
from wiredesk.store.opening import On
from wiredesk.store.report_cards import (
    AlertRow,
    DateRow,
    IncidentIn,
    ReportHead,
    StoryMember,
)

MOST_DATES = 5000
_MOST_DONE = 50


@dataclass(frozen=True, slots=True)
class ReportCard:
    """Hold one report with its story, incidents and what changed since `previous` (a report's row), None if none.

    `rulings` go with the ruling that undid each, None where it holds; `ruled` is the reading that they make.
    """

    head: ReportHead
    ruled: Ruled
    story: tuple[StoryMember, ...]
    incidents: tuple[IncidentIn, ...]
    rulings: tuple[tuple[Ruling, int | None], ...]
    alerts: tuple[AlertRow, ...]
    readings: tuple[ReadingRow, ...]
    done: tuple[LogRow, ...]
    feeds: tuple[str, ...]
    previous: int | None
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        """Give the report's id."""
        return id_of("report", self.head.report_id)

    @property
    def reading(self) -> Reading:
        """Give the reading with the rulings of people in it."""
        return self.ruled.reading

    @property
    def own(self) -> StoryMember:
        """Give the report's own place in its story."""
        return next(one for one in self.story if one.report_id == self.head.report_id)


@dataclass(frozen=True, slots=True)
class Named:
    """Hold that one report names a date: the sentences, and how many copies of its story name it too."""

    report_id: int
    title: str | None
    outlet: str | None
    reliability: str | None
    day: str
    url: str | None
    sentences: tuple[str, ...]
    uids: tuple[str, ...]
    copies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateToCome:
    """Hold one date (or stretch of days) to come with the reports that name it, the first to do so first."""

    value: str
    earliest: str
    latest: str
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Hold the dates to come, the soonest first; `is_more` when there are further ones than could be looked at."""

    dates: tuple[DateToCome, ...]
    is_more: bool


# -- one report ----------------------------------------------------------------------------------------------------


def report_card(desk: Desk, name: str) -> ReportCard:
    """Return the card of the report with this id ("r12").

    :raises NotOnDesk: when there is none, or it was removed.
    :raises StoreError: when what is kept of it is damaged.
    """
    report_id = parse_id(name, "report")
    with desk.store.reading() as on:
        head = report_cards.report_head(on, report_id)
        ruled = ruled_reading(on, report_id)
        story = report_cards.story_members(on, head.story_id)
        if all(one.report_id != report_id for one in story):
            story = [*story, _alone(head)]
        previous = previous_version(story, report_id)
        return ReportCard(
            head=head,
            ruled=ruled,
            story=tuple(story),
            incidents=tuple(report_cards.incidents_in(on, report_id)),
            rulings=tuple(report_cards.rulings_about(on, report_id)),
            alerts=tuple(report_cards.alerts_by(on, report_id)),
            readings=tuple(readings_of(on, report_id)),
            done=tuple(about(on, id_of("report", report_id))[:_MOST_DONE]),
            feeds=tuple(report_cards.feeds_with(on, report_id)),
            previous=previous,
            changes=_changes_since(on, previous, ruled.reading),
        )


def newest_reports(desk: Desk, *, most: int, before: int | None = None) -> list[ReportHead]:
    """Return what stands over the reports filed last, the newest first; `before` is a row: only those filed before it."""
    with desk.store.reading() as on:
        return report_cards.newest_reports(on, most=most, before=before)


def _alone(head: ReportHead) -> StoryMember:
    own = (head.report_id, head.title, head.day, head.outlet, head.reliability, head.wire)
    return StoryMember(*own, copy_of=None, copy_kind=None, copy_score=None, copy_reasons=None)


def previous_version(story: Sequence[StoryMember], report_id: int) -> int | None:
    """Return the report of the story that came out last before this one, a page with two stories left out; None if first."""
    order = [one.report_id for one in story]
    before = story[: order.index(report_id)]
    whole = [one for one in before if one.copy_kind != CopyKind.MERGED.value]
    return whole[-1].report_id if whole else None


def _changes_since(on: On, previous: int | None, reading: Reading) -> tuple[Change, ...]:
    if previous is None:
        return ()
    try:
        return changes(effective_reading(on, previous), reading)
    except NotOnDesk:
        return ()


def page_text(desk: Desk, card: ReportCard) -> str | None:
    """Return the text of the page that a report came on, for words that stand outside its article; None when it is not kept."""
    from wiredesk.pages import page_of
    from wiredesk.pages.parcel import Parcel

    came = card.reading.report.source
    with desk.store.reading() as on:
        try:
            data = load_source(on, card.head.report_id)
        except (NotOnDesk, StoreError):
            return None
    try:
        return page_of(Parcel(data, came.uri, came.media_type, url=came.url), settings=desk.settings).text
    except PageRejected:
        return None


# -- dates to come -------------------------------------------------------------------------------------------------


def upcoming(
    desk: Desk, *, since: datetime.date | None = None, days: int | None = None, most_begun_days: int | None = None
) -> Upcoming:
    """Return the dates to come from `since` (today) on, within so many days; copies of one story count as one report.

    With `most_begun_days` stretches of days that began longer ago than so many days are left out.
    """
    first = since or desk.clock().date()
    last = _after(first, days) if days is not None else None
    begun = None if most_begun_days is None else _before(first, most_begun_days).isoformat()
    with desk.store.reading() as on:
        until = last.isoformat() if last else None
        rows = report_cards.dates_to_come(on, first.isoformat(), until, most=MOST_DATES + 1, begun_after=begun)
    return Upcoming(_grouped(rows[:MOST_DATES]), len(rows) > MOST_DATES)


def _after(first: datetime.date, days: int) -> datetime.date:
    return first + datetime.timedelta(days=min(days, (datetime.date.max - first).days))


def _before(first: datetime.date, days: int) -> datetime.date:
    return first - datetime.timedelta(days=min(days, (first - datetime.date.min).days))


def _grouped(rows: Sequence[DateRow]) -> tuple[DateToCome, ...]:
    by_date: dict[tuple[str, str, str], dict[int, list[DateRow]]] = {}
    for row in rows:
        by_date.setdefault((row.earliest, row.latest, row.value), {}).setdefault(row.story_id, []).append(row)
    return tuple(
        DateToCome(value, earliest, latest, tuple(_named(told) for told in stories.values()))
        for (earliest, latest, value), stories in by_date.items()
    )


def _named(rows: Sequence[DateRow]) -> Named:
    """Return what one story says of a date, by the report that said it first."""
    first = min(rows, key=lambda row: (row.day, row.report_id))
    own = [row for row in rows if row.report_id == first.report_id]
    copies = sorted({row.report_id for row in rows} - {first.report_id})
    return Named(
        report_id=first.report_id,
        title=first.title,
        outlet=first.outlet,
        reliability=first.reliability,
        day=first.day,
        url=first.url,
        sentences=tuple(dict.fromkeys(row.sentence for row in own)),
        uids=tuple(row.uid for row in own),
        copies=tuple(copies),
    )
