"""What is shown of a report that was found: its head, its incidents, and the words around what matched. Not for: finding it.

Offsets count in the article text, so that a snippet can be opened at its place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sqlalchemy import Connection, select

from wiredesk.spans import Span
from wiredesk.store.tables import found_incident, outlet, report

_WIDTH = 220
_LEAD = 60  # characters of a snippet before its first match


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what stands over a report in a list; `day` is the one it is sorted by, the dates are ISO days or None."""

    report_id: int
    title: str
    outlet: str | None
    url: str | None
    day: str
    published_earliest: str | None
    published_latest: str | None
    story_id: int


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """Hold an incident of a report in a few words; `incident_id` is the one across reports."""

    incident_id: int
    type: str
    stage: str
    is_background: bool
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None


def heads(on: Connection, report_ids: Collection[int]) -> dict[int, Head]:
    """Return what stands over these reports, by id."""
    at = report.c
    query = (
        select(at.id, at.title, outlet.c.name, at.url, at.day, at.published_earliest, at.published_latest, at.story_id)
        .outerjoin(outlet, outlet.c.id == at.outlet_id)
        .where(at.id.in_(sorted(report_ids)))
    )
    return {row[0]: Head(row[0], row[1] or "", *row[2:7], row[7] or row[0]) for row in on.execute(query)}


def incident_heads(on: Connection, report_ids: Collection[int]) -> dict[int, list[IncidentHead]]:
    """Return the incidents of these reports, those that are news before those recalled."""
    at = found_incident.c
    query = select(
        at.report_id,
        at.id,
        at.incident_id,
        at.type,
        at.stage,
        at.is_background,
        at.earliest,
        at.latest,
        at.place_name,
        at.country,
    ).where(at.report_id.in_(sorted(report_ids)))
    found: dict[int, list[IncidentHead]] = {}
    for of, row_id, incident_id, *rest in on.execute(query.order_by(at.report_id, at.is_background, at.id)):
        found.setdefault(of, []).append(IncidentHead(incident_id or row_id, *rest))
    return found


def window(body: str, marks: Sequence[Span], *, width: int = _WIDTH) -> Span | None:
    """Return the stretch of a body to show: where most different words matched, the first of equals; None without a body."""
    if not body.strip():
        return None
    best, most = 0, 0
    for number, first in enumerate(marks):
        start = max(0, first.start - _LEAD)
        near = takewhile(lambda mark, end=start + width: mark.end <= end, marks[number:])  # type: ignore[misc]
        shown = {body[mark.start : mark.end].casefold() for mark in near}
        if len(shown) > most:
            best, most = start, len(shown)
    return _at_words(body, best, min(len(body), best + width))


def _at_words(body: str, start: int, end: int) -> Span:
    """Return a stretch that begins and ends at words, where there are any near."""
    gap = body.find(" ", start, start + 25)
    if start and body[start - 1].isalnum() and gap >= 0:
        start = gap + 1
    last = body.rfind(" ", end - 25, end)
    if end < len(body) and body[end].isalnum() and last > start:
        end = last
    while end - start > 1 and body[end - 1].isspace():
        end -= 1
    while end - start > 1 and body[start].isspace():
        start += 1
    return Span(start, max(end, start + 1))
