"""Rows for those who take the data away: streamed in a fixed order, removed reports left out. Not for: their form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from wiredesk.store.tables import found_date, found_entity, found_incident, outlet, reading, report

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """Say which rows are wanted; what is None is not asked. Days are ISO words and bound the report's day."""

    since: str | None = None
    until: str | None = None
    type: str | None = None
    stage: str | None = None
    country: str | None = None
    incident: int | None = None


EVERYTHING = Chosen()


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


def _of_reports(query: Select[Any], chosen: Chosen) -> Select[Any]:
    query = query.where(report.c.removed_at.is_(None))
    if chosen.since:
        query = query.where(report.c.day >= chosen.since)
    return query.where(report.c.day <= chosen.until) if chosen.until else query


def _of_incidents(query: Select[Any], chosen: Chosen) -> Select[Any]:
    at = found_incident.c
    for column, value in ((at.type, chosen.type), (at.stage, chosen.stage), (at.country, chosen.country)):
        query = query.where(column == value) if value else query
    return query.where(_TREE.in_([chosen.incident])) if chosen.incident else query


def chosen_incidents(on: Connection, chosen: Chosen) -> set[int]:
    """Return the incidents of which at least one report meets what is asked."""
    query = select(_TREE).join(report, report.c.id == found_incident.c.report_id).distinct()
    return set(on.execute(_of_incidents(_of_reports(query, chosen), chosen)).scalars())


def incident_rows(on: Connection, *, incident: int | None = None) -> Iterator[IncidentColumns]:
    """Yield every found incident, those of one incident one after the other, in order of publication."""
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
    if incident is not None:
        query = query.where(_TREE.in_([incident]))
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
    for row in on.execution_options(yield_per=_AT_ONCE).execute(_of_reports(query, chosen)):
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
    if first:
        query = query.where(at.latest >= first)
    for row in on.execution_options(yield_per=_AT_ONCE).execute(_of_reports(query, chosen)):
        cells: tuple[Any, ...] = tuple(row)
        yield DateColumns(ReportColumns(*cells[-_N_REPORT:]), *cells[:-_N_REPORT])


def entity_trees(on: Connection, report_id: int) -> dict[str, int]:
    """Return which entity across reports each local entity of a report is."""
    at = found_entity.c
    rows = on.execute(select(at.local_id, at.entity_id).where(at.report_id == report_id))
    return {row.local_id: row.entity_id for row in rows}
