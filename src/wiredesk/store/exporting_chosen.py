"""Which rows somebody wants who takes the data away, as a value and as conditions of SQL. Not for: the rows (see `exporting`)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, or_, select

from wiredesk.store.searching_wanted import Condition, Wanted, conditions, id_sets, incident_conditions, listed
from wiredesk.store.tables import found_entity, found_incident, incident_part, report

_TREE = found_incident.c.incident_id


@dataclass(frozen=True, slots=True)
class Chosen:
    """Say which rows are wanted; what is None or empty is not asked, what is given must all hold.

    Days are ISO words; `since` and `until` bound the report's day, `dates_since` and `dates_until` dates to come. `type`,
    `stage` and `country` are of one incident, of several `incidents` and `reports` any are meant, `entities` must all be
    named. `wanted` is a search: its reports, and of incidents those that meet what it says of incidents. `is_of_incidents`
    makes it a choice of incidents that are told as news: the rows of all their reports belong to it. `entity_types` narrow
    the rows of entities alone.
    """

    since: str | None = None
    until: str | None = None
    type: str | None = None
    stage: str | None = None
    country: str | None = None
    incident: int | None = None
    incidents: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    entities: tuple[int, ...] = ()
    wanted: Wanted | None = None
    dates_since: str | None = None
    dates_until: str | None = None
    is_of_incidents: bool = False
    entity_types: tuple[str, ...] = ()

    @property
    def names_reports(self) -> bool:
        """Tell whether reports are chosen one by one: by a search or their ids."""
        return not self.is_of_incidents and (self.wanted is not None or bool(self.reports))

    @property
    def trees(self) -> tuple[int, ...]:
        """Give the incidents across reports that are chosen by their ids."""
        return (*self.incidents, *(() if self.incident is None else (self.incident,)))


EVERYTHING = Chosen()
NOTHING = Chosen(since="9999-12-31", until="0000-01-01")
"""Choose no row: somebody asked for a name that is not known."""


def of_reports(on: Connection, query: Select[Any], chosen: Chosen) -> Select[Any]:
    """Return the query over `report` with what is asked of reports alone: days, ids, a search."""
    query = query.where(report.c.removed_at.is_(None))
    if chosen.since:
        query = query.where(report.c.day >= chosen.since)
    if chosen.until:
        query = query.where(report.c.day <= chosen.until)
    if chosen.reports:
        query = query.where(report.c.id.in_(listed(on, chosen.reports)))
    if chosen.wanted is not None:
        query = query.where(*(report.c.id.in_(some) for some in id_sets(on, chosen.wanted)), *conditions(on, chosen.wanted))
    return query


def reports_met(on: Connection, query: Select[Any], chosen: Chosen) -> Select[Any]:
    """Return the query over `report` with all that is asked: also that its reports tell of such incidents and entities."""
    if chosen.is_of_incidents:
        trees = listed(on, sorted(chosen_incidents(on, chosen)))
        telling = select(found_incident.c.report_id).where(_TREE.in_(trees))
        return query.where(report.c.removed_at.is_(None), report.c.id.in_(telling))
    query, at = of_reports(on, query, chosen), found_entity.c
    for one in chosen.entities:
        query = query.where(report.c.id.in_(select(at.report_id).where(at.entity_id == one)))
    met = _of_incidents(on, chosen)
    return query.where(report.c.id.in_(select(found_incident.c.report_id).where(*met))) if met else query


def chosen_incidents(on: Connection, chosen: Chosen) -> set[int]:
    """Return the incidents of which at least one report meets what is asked."""
    at = found_incident.c
    met = _of_incidents(on, chosen) + [_has_part(one) for one in chosen.entities]
    if chosen.is_of_incidents:
        met.append(at.is_background.is_(False))
    query = select(_TREE, at.latitude, at.longitude).join(report, report.c.id == at.report_id).where(*met).distinct()
    near = chosen.wanted.near if chosen.wanted else None
    if chosen.wanted is not None and chosen.wanted.of_incident:
        query = query.where(*incident_conditions(chosen.wanted))
    rows = on.execute(of_reports(on, query, chosen))
    return {
        tree
        for tree, lat, lon in rows
        if tree is not None and (near is None or (lat is not None and lon is not None and near.holds(lat, lon)))
    }


def _of_incidents(on: Connection, chosen: Chosen) -> list[Condition]:
    at = found_incident.c
    pairs = ((at.type, chosen.type), (at.stage, chosen.stage), (at.country, chosen.country))
    found: list[Condition] = [column == value for column, value in pairs if value]
    return [*found, _TREE.in_(listed(on, chosen.trees))] if chosen.trees else found


def _has_part(entity_id: int) -> Condition:
    """An entity has part in an incident when a report gives it one, or has the incident there."""
    at, of, part = found_entity.c, found_incident.c, incident_part.c
    given = select(part.found_incident_id).join(found_entity, at.id == part.found_entity_id).where(at.entity_id == entity_id)
    there = exists().where(and_(at.report_id == of.report_id, at.entity_id == entity_id, at.name == of.place_name))
    return or_(of.id.in_(given), there)
