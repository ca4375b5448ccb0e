"""What the card of a report and the list of dates to come show. Not for: cards of incidents and entities (see `cards`)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from wiredesk.errors import NotOnDesk
from wiredesk.review.rulings import Ruling
from wiredesk.store.tables import (
    alert,
    feed,
    feed_entry,
    found_date,
    found_incident,
    outlet,
    report,
    report_text,
    ruling,
    source,
    watch,
)

_MOST_MEMBERS = 200
_MOST_BESIDE = 50
_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Hold all that stands over one report; days and moments are ISO 8601, `given` JSON, None where not known."""

    report_id: int
    sha256: str
    uri: str | None
    url: str | None
    title: str | None
    language: str | None
    n_chars: int
    published_earliest: str | None
    published_latest: str | None
    captured: str | None
    filed_at: str
    day: str
    given: str | None
    wire: str | None
    story_id: int
    removed_at: str | None
    outlet_key: str | None
    outlet: str | None
    reliability: str | None
    outlet_note: str | None
    media_type: str | None
    n_bytes: int | None


@dataclass(frozen=True, slots=True)
class StoryMember:
    """Hold one report of a story and the link that makes it one."""

    report_id: int
    title: str | None
    day: str
    outlet: str | None
    reliability: str | None
    wire: str | None
    copy_of: int | None
    copy_kind: str | None
    copy_score: float | None
    copy_reasons: str | None


@dataclass(frozen=True, slots=True)
class IncidentIn:
    """Hold one incident of a report, how it was linked, and how many reports and stories the whole incident has."""

    found_id: int
    local_id: str
    incident_id: int
    type: str
    stage: str
    is_background: bool
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    joined_to: int | None
    join_score: float | None
    join_reasons: str | None
    n_reports: int
    n_stories: int


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Hold one alert that a report raised; the span is its sentence."""

    alert_id: int
    watch: str
    occasion: str
    start: int
    end: int
    at: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """Hold one date to come with the sentence that names it and its report."""

    uid: str
    value: str
    earliest: str
    latest: str
    sentence: str
    sentence_start: int
    sentence_end: int
    report_id: int
    story_id: int
    title: str | None
    day: str
    url: str | None
    outlet: str | None
    reliability: str | None


_STORY = func.coalesce(report.c.story_id, report.c.id)


_HEADS = (
    select(
        report.c.id, report.c.sha256, report.c.uri, report.c.url, report.c.title, report.c.language, report.c.n_chars,
        report.c.published_earliest, report.c.published_latest, report.c.captured, report.c.filed_at, report.c.day,
        report.c.given, report.c.wire, _STORY, report.c.removed_at, outlet.c.key, outlet.c.name, outlet.c.reliability,
        outlet.c.note, source.c.media_type, source.c.n_bytes,
    )
    .outerjoin_from(report, outlet, outlet.c.id == report.c.outlet_id)
    .outerjoin(source, source.c.id == report.c.source_id)
)  # fmt: skip


def _cells(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row)


def report_head(on: Connection, report_id: int) -> ReportHead:
    """Return what stands over a report.

    :raises NotOnDesk: when it is not there, or was removed.
    """
    row = on.execute(_HEADS.where(report.c.id == report_id)).first()
    if row is None:
        raise NotOnDesk(f"report r{report_id}: is not on this desk; wiredesk find lists reports")
    head = ReportHead(*_cells(row))
    if head.removed_at:
        raise NotOnDesk(f"report r{report_id}: was removed on {head.removed_at[:10]}; only its hash is left, in the log")
    return head


def newest_reports(on: Connection, *, most: int, before: int | None = None) -> list[ReportHead]:
    """Return the reports filed last, the newest first; `before` leaves out that row and all that were filed after it."""
    query = _HEADS.where(report.c.removed_at.is_(None)).order_by(report.c.id.desc()).limit(most)
    return [ReportHead(*_cells(row)) for row in on.execute(query if before is None else query.where(report.c.id < before))]


def story_members(on: Connection, story_id: int) -> list[StoryMember]:
    """Return the reports of a story, the oldest first, at most 200."""
    at = report.c
    wanted = [at.id, at.title, at.day, outlet.c.name, outlet.c.reliability, at.wire]
    query = (
        select(*wanted, at.copy_of, at.copy_kind, at.copy_score, at.copy_reasons)
        .outerjoin_from(report, outlet, outlet.c.id == at.outlet_id)
        .where((at.story_id == story_id) | (at.id == story_id), at.removed_at.is_(None))
        .order_by(at.day, at.id)
        .limit(_MOST_MEMBERS)
    )
    return [StoryMember(*_cells(row)) for row in on.execute(query)]


def incidents_in(on: Connection, report_id: int) -> list[IncidentIn]:
    """Return the incidents of a report with the size of the incidents across reports that they are in, the news first."""
    at = found_incident.c
    tree = func.coalesce(at.incident_id, at.id)
    wanted = [at.id, at.local_id, tree, at.type, at.stage, at.is_background, at.earliest, at.latest, at.place_name, at.country]
    query = select(*wanted, at.joined_to, at.join_score, at.join_reasons).where(at.report_id == report_id)
    rows = [_cells(row) for row in on.execute(query.order_by(at.is_background, at.id))]
    sizes = _sizes(on, {row[2] for row in rows})
    return [IncidentIn(*(row + sizes.get(row[2], (1, 1)))) for row in rows]


def _sizes(on: Connection, incident_ids: set[int]) -> dict[int, tuple[int, int]]:
    at = found_incident.c
    query = (
        select(at.incident_id, func.count(func.distinct(report.c.id)), func.count(func.distinct(_STORY)))
        .join(report, report.c.id == at.report_id)
        .where(at.incident_id.in_(sorted(incident_ids)), report.c.removed_at.is_(None))
        .group_by(at.incident_id)
    )
    return {row[0]: (row[1], row[2]) for row in on.execute(query)} if incident_ids else {}


def rulings_about(on: Connection, report_id: int) -> list[tuple[Ruling, int | None]]:
    """Return the rulings on a report or its story with the undo of each that was undone, the newest first, at most 50.

    Erased ones are left out.
    """
    at = ruling.c
    is_of_story = (at.kind == "story") & ((at.left_id == report_id) | (at.right_id == report_id))
    query = select(at.id, at.body, at.undone_by).where((at.report_id == report_id) | is_of_story, at.body != "")
    rows = on.execute(query.order_by(at.id.desc()).limit(_MOST_BESIDE))
    return [(Ruling.from_json(json.loads(body) | {"id": int(number)}), undone_by) for number, body, undone_by in rows]


def alerts_by(on: Connection, report_id: int) -> list[AlertRow]:
    """Return the alerts that a report raised, at most 50."""
    at = alert.c
    query = select(at.id, watch.c.name, at.occasion, at.start, at.end, at.at).join(watch, watch.c.id == at.watch_id)
    return [AlertRow(*row) for row in on.execute(query.where(at.report_id == report_id).order_by(at.id).limit(_MOST_BESIDE))]


def feeds_with(on: Connection, report_id: int) -> list[str]:
    """Return the addresses of the feeds that a report came in by."""
    query = select(feed.c.url).join(feed_entry, feed_entry.c.feed_id == feed.c.id)
    return list(on.execute(query.where(feed_entry.c.report_id == report_id).order_by(feed.c.id)).scalars())


def dates_to_come(on: Connection, first: str, last: str | None, *, most: int, begun_after: str | None = None) -> list[DateRow]:
    """Return the dates that reports name and that do not lie wholly before `first` or after `last`, the soonest first.

    Of stretches of days those that began before `begun_after` are left out, which spares a look at all that is past.
    """
    ids = _dates_between(on, first, last, most=most, begun_after=begun_after)
    found = [row for start in range(0, len(ids), _PER_QUERY) for row in _date_rows(on, ids[start : start + _PER_QUERY])]
    return sorted(found, key=lambda row: (row.earliest, row.latest, row.day, row.report_id, row.sentence_start))


def _dates_between(on: Connection, first: str, last: str | None, *, most: int, begun_after: str | None) -> list[int]:
    """Return which dates those are; with the reports joined, SQLite would look at every report first."""
    at = found_date.c
    query = select(at.id).where(at.latest >= first)
    if last is not None:
        query = query.where(at.earliest <= last)
    if begun_after is not None:
        query = query.where(at.earliest >= begun_after)
    return [int(one) for (one,) in on.execute(query.order_by(at.earliest, at.latest, at.id).limit(most))]


def _date_rows(on: Connection, ids: Sequence[int]) -> list[DateRow]:
    at, text = found_date.c, report_text.c
    # Offsets count code points from 0, SQL counts them from 1; a text that was replaced may be shorter than they say.
    length = case((at.sentence_end > at.sentence_start, at.sentence_end - at.sentence_start), else_=0)
    sentence = func.coalesce(func.substr(text.body, at.sentence_start + 1, length), "")
    wanted = [at.uid, at.value, at.earliest, at.latest, sentence, at.sentence_start, at.sentence_end]
    of_report = [report.c.id, _STORY, report.c.title, report.c.day, report.c.url, outlet.c.name, outlet.c.reliability]
    query = (
        select(*wanted, *of_report)
        .join(report, report.c.id == at.report_id)
        .outerjoin(report_text, text.report_id == report.c.id)
        .outerjoin(outlet, outlet.c.id == report.c.outlet_id)
        .where(report.c.removed_at.is_(None), at.id.in_(ids))
        .order_by(at.start)
    )
    return [DateRow(*row) for row in on.execute(query)]
