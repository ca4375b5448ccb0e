"""How the newest hits of a search spread over kinds, places, outlets and people. Not for: the hits (see `searching`).

Cost is bounded by the hits that are handed in. A count is that of the reports which the search would find with the value
besides: what is asked of an incident already is asked of the same incident.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, distinct, func, select

from wiredesk.codebook import EntityType
from wiredesk.store.searching import Hit
from wiredesk.store.searching_wanted import Circle, Ids, Wanted, incident_conditions, listed
from wiredesk.store.tables import entity, found_entity, found_incident, outlet, report

MOST_FACETED = 1000
"""So many of the newest hits are counted."""
_MOST_VALUES = 200


class Facet(StrEnum):
    """Name what results are narrowed by."""

    TYPE = "type"
    STAGE = "stage"
    COUNTRY = "country"
    OUTLET = "outlet"
    ENTITY = "entity"
    MONTH = "month"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class FacetCount:
    """Hold one value with the number of its reports; `words` is how it is shown, `value` how it is asked for."""

    value: str
    words: str
    n_reports: int


def facet_counts(on: Connection, facet: Facet, hits: Sequence[Hit], wanted: Wanted) -> list[FacetCount]:
    """Return the values of one facet over these hits, those with most reports first; months the newest first."""
    if facet is Facet.MONTH:
        months = Counter(hit.day[:7] for hit in hits)
        return [FacetCount(month, month, n) for month, n in sorted(months.items(), reverse=True)]
    ids = listed(on, [hit.report_id for hit in hits])
    if facet in (Facet.TYPE, Facet.STAGE, Facet.COUNTRY):
        return _of_incidents(on, facet, ids, wanted)
    if facet is Facet.ENTITY:
        return _of_entities(on, ids)
    return _of_outlets(on, ids) if facet is Facet.OUTLET else _of_languages(on, ids)


def _of_incidents(on: Connection, facet: Facet, ids: Ids, wanted: Wanted) -> list[FacetCount]:
    column = found_incident.c[facet.value]
    met = [found_incident.c.report_id.in_(ids), column.is_not(None), *incident_conditions(wanted)]
    if wanted.near is not None:
        return _within(on, column, met, wanted.near)
    n_reports = func.count(distinct(found_incident.c.report_id))
    query = select(column, n_reports).where(*met).group_by(column).order_by(n_reports.desc(), column).limit(_MOST_VALUES)
    return [FacetCount(str(value), str(value), int(n)) for value, n in on.execute(query)]


def _within(on: Connection, column: Any, met: list[Any], circle: Circle) -> list[FacetCount]:
    """Count what lies in a circle, which SQL alone cannot tell."""
    at = found_incident.c
    rows = on.execute(select(column, at.report_id, at.latitude, at.longitude).where(*met, at.latitude.is_not(None)))
    seen = {(str(value), report_id) for value, report_id, lat, lon in rows if circle.holds(lat, lon)}
    counted = Counter(value for value, _ in seen)
    return [FacetCount(value, value, n) for value, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def _of_entities(on: Connection, ids: Ids) -> list[FacetCount]:
    """Count people and bodies; places are told by their country and on the map."""
    at, n_reports = found_entity.c, func.count(distinct(found_entity.c.report_id))
    kinds = (EntityType.PERSON.value, EntityType.ORGANIZATION.value)
    met = (at.report_id.in_(ids), at.entity_id.is_not(None), at.type.in_(kinds))
    top = select(at.entity_id, n_reports).where(*met).group_by(at.entity_id).order_by(n_reports.desc(), at.entity_id)
    rows = [(int(one), int(n)) for one, n in on.execute(top.limit(_MOST_VALUES))]
    held = select(entity.c.id, entity.c.name).where(entity.c.id.in_([one for one, _ in rows]))
    names = {int(one): str(name) for one, name in on.execute(held)}
    return [FacetCount(str(one), names[one], n) for one, n in rows if one in names]


def _of_outlets(on: Connection, ids: Ids) -> list[FacetCount]:
    n_reports = func.count()
    query = (
        select(outlet.c.key, outlet.c.name, n_reports)
        .join(report, report.c.outlet_id == outlet.c.id)
        .where(report.c.id.in_(ids))
        .group_by(outlet.c.key, outlet.c.name)
        .order_by(n_reports.desc(), outlet.c.key)
        .limit(_MOST_VALUES)
    )
    return [FacetCount(str(key), str(name), int(n)) for key, name, n in on.execute(query)]


def _of_languages(on: Connection, ids: Ids) -> list[FacetCount]:
    n_reports = func.count()
    query = select(report.c.language, n_reports).where(report.c.id.in_(ids), report.c.language.is_not(None))
    rows = on.execute(query.group_by(report.c.language).order_by(n_reports.desc(), report.c.language).limit(_MOST_VALUES))
    return [FacetCount(str(one), str(one), int(n)) for one, n in rows]


@dataclass(frozen=True, slots=True)
class IncidentSpot:
    """Hold an incident across reports for a map and a timeline; days are ISO, degrees may be None, `n_reports` those given."""

    incident_id: int
    type: str
    stage: str
    earliest: str | None
    latest: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    n_reports: int = 1


def incident_spots(on: Connection, hits: Sequence[Hit], wanted: Wanted, *, most: int) -> list[IncidentSpot]:
    """Return the incidents that these reports tell, those of the newest first: as the newest report with a spot has each."""
    at = found_incident.c
    columns = (at.incident_id, at.type, at.stage, at.earliest, at.latest, at.place_name, at.latitude, at.longitude)
    met = (at.report_id.in_(listed(on, [hit.report_id for hit in hits])), *incident_conditions(wanted))
    ranks = {hit.report_id: rank for rank, hit in enumerate(hits)}
    rows = on.execute(select(at.report_id, *columns).where(*met).order_by(at.id))
    found: dict[int, IncidentSpot] = {}
    for row in sorted(rows, key=lambda row: ranks[row[0]]):
        told: tuple[Any, ...] = tuple(row)
        spot = IncidentSpot(*told[1:])
        if wanted.near is not None and not _is_in(wanted.near, spot):
            continue
        before = found.get(spot.incident_id)
        found[spot.incident_id] = spot if before is None else _with(before, spot)
    return list(found.values())[:most]


def _is_in(circle: Circle, spot: IncidentSpot) -> bool:
    return spot.latitude is not None and spot.longitude is not None and circle.holds(spot.latitude, spot.longitude)


def _with(newer: IncidentSpot, older: IncidentSpot) -> IncidentSpot:
    """Fill what the newer report leaves open; a day and a spot each come from one report, whole."""
    days = newer if newer.earliest else older
    where = newer if newer.latitude is not None else older
    return IncidentSpot(
        newer.incident_id,
        newer.type,
        newer.stage,
        days.earliest,
        days.latest,
        where.place or newer.place,
        where.latitude,
        where.longitude,
        newer.n_reports + 1,
    )
