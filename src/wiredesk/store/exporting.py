"""Rows for those who take the data away: streamed in a fixed order, removed reports left out. Not for: their form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from wiredesk.store.exporting_chosen import EVERYTHING, Chosen, chosen_incidents, of_reports, reports_met
from wiredesk.store.searching_wanted import listed
from wiredesk.store.tables import found_date, found_entity, found_incident, outlet, reading, report

__all__ = [
    "EVERYTHING", "Chosen", "chosen_incidents", "date_rows", "entity_trees", "incident_rows", "n_reports_chosen", "report_rows",
]  # fmt: skip

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ReportColumns:
    """Hold what every exported row says of its report."""

    report_id: int
    outlet: str | None
    reliability: str | None
    title: str | None
    published_earliest: str | None
    published_latest: str | None
    url: str | None
    uri: str | None
    sha256: str
    captured: str | None
    filed_at: str
    language: str | None
    story_id: int
    copy_of: int | None
    copy_kind: str | None
    wire: str | None


@dataclass(frozen=True, slots=True)
class IncidentColumns:
    """Hold one found incident with its place in the tree and its report."""

    report: ReportColumns
    found_id: int
    incident_id: int
    local_id: str
    type: str
    stage: str
    is_background: bool
    earliest: str | None
    latest: str | None
    place_name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    killed_least: int | None
    killed_most: int | None
    wounded_least: int | None
    wounded_most: int | None
    link_score: float | None
    link_reasons: str | None


@dataclass(frozen=True, slots=True)
class DateColumns:
    """Hold one date to come with its report; the offsets count in the article text."""

    report: ReportColumns
    uid: str
    value: str
    earliest: str
    latest: str
    sentence_start: int
    sentence_end: int


_TREE = found_incident.c.incident_id
_N_REPORT = 16


def _report_columns() -> list[Any]:
    at = report.c
    return [
        at.id,
        outlet.c.name,
        outlet.c.reliability,
        at.title,
        at.published_earliest,
        at.published_latest,
        at.url,
        at.uri,
        at.sha256,
        at.captured,
        at.filed_at,
        at.language,
        at.story_id,
        at.copy_of,
        at.copy_kind,
        at.wire,
    ]


def incident_rows(on: Connection, chosen: Chosen = EVERYTHING, *, with_all_reports: bool = False) -> Iterator[IncidentColumns]:
    """Yield every found incident, those of one incident one after the other, in order of publication.

    Where reports are chosen (by a search, or by their ids), their rows alone; `with_all_reports` gives those of all reports
    that tell of the same incidents.
    """
    at = found_incident.c
    own = [
        at.id, _TREE, at.local_id, at.type, at.stage, at.is_background, at.earliest, at.latest, at.place_name, at.country,
        at.latitude, at.longitude, at.killed_least, at.killed_most, at.wounded_least, at.wounded_most, at.join_score,
        at.join_reasons,
    ]  # fmt: skip
    query = (
        select(*own, *_report_columns())
        .join(report, report.c.id == at.report_id)
        .outerjoin(outlet, outlet.c.id == report.c.outlet_id)
        .where(report.c.removed_at.is_(None))
        .order_by(_TREE, report.c.day, at.id)
    )
    if chosen != EVERYTHING:
        query = query.where(_TREE.in_(listed(on, sorted(chosen_incidents(on, chosen)))))
    if chosen.names_reports and not with_all_reports:
        query = of_reports(on, query, chosen)
    for row in on.execution_options(yield_per=_AT_ONCE).execute(query):
        cells: tuple[Any, ...] = tuple(row)
        yield IncidentColumns(ReportColumns(*cells[-_N_REPORT:]), *cells[:-_N_REPORT])


def report_rows(on: Connection, chosen: Chosen = EVERYTHING) -> Iterator[tuple[ReportColumns, str]]:
    """Yield every report with the version of its reader, in the order of filing."""
    query = (
        select(*_report_columns(), reading.c.reader)
        .outerjoin(outlet, outlet.c.id == report.c.outlet_id)
        .join(reading, and_(reading.c.report_id == report.c.id, reading.c.is_current))
        .order_by(report.c.id)
    )
    query = reports_met(on, query, chosen)
    for row in on.execution_options(yield_per=_AT_ONCE).execute(query):
        yield ReportColumns(*row[:-1]), row[-1]


def date_rows(on: Connection, chosen: Chosen = EVERYTHING, *, first: str | None = None) -> Iterator[DateColumns]:
    """Yield every date to come that does not lie wholly before `first`, the soonest first."""
    at = found_date.c
    query = (
        select(at.uid, at.value, at.earliest, at.latest, at.sentence_start, at.sentence_end, *_report_columns())
        .join(report, report.c.id == at.report_id)
        .outerjoin(outlet, outlet.c.id == report.c.outlet_id)
        .order_by(at.earliest, at.latest, at.id)
    )
    first = max(filter(None, (first, chosen.dates_since)), default=None)
    if first:
        query = query.where(at.latest >= first)
    if chosen.dates_until:
        query = query.where(at.earliest <= chosen.dates_until)
    query = reports_met(on, query, chosen)
    for row in on.execution_options(yield_per=_AT_ONCE).execute(query):
        cells: tuple[Any, ...] = tuple(row)
        yield DateColumns(ReportColumns(*cells[-_N_REPORT:]), *cells[:-_N_REPORT])


def n_reports_chosen(on: Connection, chosen: Chosen, *, most: int) -> int:
    """Return how many reports meet what is asked, counted up to `most`."""
    found = reports_met(on, select(report.c.id), chosen).limit(most).subquery()
    return int(on.execute(select(func.count()).select_from(found)).scalar_one())


def entity_trees(on: Connection, report_id: int) -> dict[str, int]:
    """Return which entity across reports each local entity of a report is."""
    at = found_entity.c
    rows = on.execute(select(at.local_id, at.entity_id).where(at.report_id == report_id))
    return {row.local_id: row.entity_id for row in rows}
