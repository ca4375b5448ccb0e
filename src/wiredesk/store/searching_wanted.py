"""What a search wants of a report, as values and as conditions of SQL. Not for: running it (see `searching`)."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)

from wiredesk.store.searching_words import Term, Words, fts5_query, ts_query
from wiredesk.store.tables import found_entity, found_incident, report, report_text

_EARTH_KM = 6371.0088  # mean radius; Source: IUGG
_KM_PER_DEGREE = math.pi * _EARTH_KM / 180
_report_words = table("report_words", column("rowid"))


class Sort(StrEnum):
    """Name the orders of results."""

    NEWEST = "newest"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Circle:
    """Hold a circle on the earth: degrees and kilometres."""

    latitude: float
    longitude: float
    radius_km: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point lies in it, by the haversine formula on a sphere."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        half = math.sin((there - here) / 2) ** 2
        half += math.cos(here) * math.cos(there) * math.sin(math.radians(longitude - self.longitude) / 2) ** 2
        return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= self.radius_km

    def box(self) -> tuple[tuple[float, float], tuple[tuple[float, float], ...]]:
        """Return the latitudes it reaches from and to, and one or two ranges of longitudes."""
        high = self.radius_km / _KM_PER_DEGREE * 1.000001
        south, north = max(-90.0, self.latitude - high), min(90.0, self.latitude + high)
        if max(abs(south), abs(north)) >= 90.0:
            return (south, north), ((-180.0, 180.0),)
        ratio = math.sin(min(math.radians(high), math.pi / 2)) / math.cos(math.radians(self.latitude))
        wide = 180.0 if ratio >= 1 else math.degrees(math.asin(ratio))
        west, east = self.longitude - wide, self.longitude + wide
        if west < -180:
            return (south, north), ((west + 360, 180.0), (-180.0, east))
        if east > 180:
            return (south, north), ((west, 180.0), (-180.0, east - 360))
        return (south, north), ((west, east),)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Hold who a name means: entities across reports, and the folded name for rows that are linked with none."""

    entity_ids: tuple[int, ...]
    folded: str


@dataclass(frozen=True, slots=True)
class Somewhere:
    """Hold where a name lies: the places of that name, or all of a country."""

    entity_ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    folded: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what a report must be; what is None or empty does not matter.

    `since` and `until` (ISO days) bound the publication day, with `is_incident_date` the day of an incident. Type, stage,
    country (ISO 3166-1 alpha-2), circle, place and such a day are wanted of one and the same incident. A `place` alone may
    stand anywhere in the report. `languages` are of the report, ISO 639-1.
    """

    words: Words = field(default_factory=Words)
    who: tuple[Somebody, ...] = ()
    place: Somewhere | None = None
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    is_incident_date: bool = False
    near: Circle | None = None
    outlet_ids: tuple[int, ...] | None = None
    with_background: bool = False

    @property
    def of_incident(self) -> bool:
        """Tell whether something is wanted of an incident."""
        has_days = self.is_incident_date and (self.since or self.until)
        return bool(self.types or self.stages or self.countries or self.near or has_days)


Condition = ColumnElement[bool]
Ids = Select[tuple[int]]


def id_sets(on: Connection, wanted: Wanted) -> list[Ids]:
    """Return the sets of report ids that a wanted report must all be in, each as a query."""
    found = []
    words = wanted.words
    if words.wanted and on.dialect.name == "sqlite":
        found.append(_matching(fts5_query(words.wanted, words.barred)))
    elif words.wanted:
        found.append(_indexed(words.wanted, words.barred))
    found += [_reports_of(somebody) for somebody in wanted.who]
    if wanted.near is not None:
        found.append(_near(on, wanted, wanted.near))
    elif wanted.of_incident:
        found.append(select(found_incident.c.report_id).where(*incident_conditions(wanted)))
    elif wanted.place is not None:
        found.append(_reports_in(wanted.place))
    return found


def conditions(on: Connection, wanted: Wanted) -> list[Condition]:
    """Return what a row of `report` must meet besides."""
    found: list[Condition] = [report.c.removed_at.is_(None)]
    if wanted.words.barred and not wanted.words.wanted:
        barred = wanted.words.barred
        held = _matching(fts5_query(barred, any_of=True)) if on.dialect.name == "sqlite" else _indexed(barred, any_of=True)
        found.append((literal_column("+report.id") if on.dialect.name == "sqlite" else report.c.id).not_in(held))
    if wanted.languages:
        found.append(report.c.language.in_(wanted.languages))
    if wanted.outlet_ids is not None:
        found.append(report.c.outlet_id.in_(wanted.outlet_ids))
    if not wanted.is_incident_date:
        found += _published(wanted.since, wanted.until)
    return found


def _matching(match: str) -> Ids:
    """Ask SQLite's full-text index."""
    asked: BindParameter[str] = bindparam("fts5", match, unique=True)
    return select(_report_words.c.rowid).where(literal_column("report_words").op("MATCH")(asked))


def _indexed(terms: tuple[Term, ...], barred: tuple[Term, ...] = (), *, any_of: bool = False) -> Ids:
    """Ask PostgreSQL's full-text index."""
    words: ColumnElement[object] = column("words")
    query = select(report_text.c.report_id).where(words.op("@@")(ts_query(terms, any_of=any_of)))
    return query.where(~words.op("@@")(ts_query(barred, any_of=True))) if barred else query


def _reports_of(somebody: Somebody) -> Ids:
    at = found_entity.c
    named = and_(at.folded == somebody.folded, at.type != "place", at.entity_id.is_(None))
    return select(at.report_id).where(or_(at.entity_id.in_(somebody.entity_ids), named))


def _reports_in(place: Somewhere) -> Ids:
    at = found_entity.c
    if place.country is not None:
        return select(at.report_id).where(at.country == place.country)
    return select(at.report_id).where(
        or_(at.entity_id.in_(place.entity_ids), and_(at.folded == place.folded, at.type == "place"))
    )


def _published(since: str | None, until: str | None) -> list[Condition]:
    """A publication date may be an interval: it counts when it reaches into the days asked for."""
    found: list[Condition] = []
    if since is not None:
        found.append(report.c.day >= since)
    if until is not None:
        found.append(func.coalesce(report.c.published_earliest, report.c.day) <= until)
    return found


def incident_conditions(wanted: Wanted) -> list[Condition]:
    """Return what a row of `found_incident` must meet; the circle is not among it."""
    at = found_incident.c
    found: list[Condition] = [] if wanted.with_background else [at.is_background.is_(False)]
    found += [at.type.in_(wanted.types)] if wanted.types else []
    found += [at.stage.in_(wanted.stages)] if wanted.stages else []
    found += [at.country.in_(wanted.countries)] if wanted.countries else []
    if wanted.place is not None and wanted.place.country is not None:
        found.append(at.country == wanted.place.country)
    elif wanted.place is not None:
        found.append(at.place_name.in_(wanted.place.names))
    if wanted.is_incident_date:
        found += [at.latest >= wanted.since] if wanted.since else []
        found += [at.earliest <= wanted.until] if wanted.until else []
    return found


def _near(on: Connection, wanted: Wanted, circle: Circle) -> Ids:
    """The index gives the incidents in the box around a circle; which of them lie in it is told here."""
    at = found_incident.c
    (south, north), ranges = circle.box()
    across = or_(*(at.longitude.between(west, east) for west, east in ranges))
    boxed = select(at.latitude, at.longitude, at.report_id).where(at.latitude.between(south, north), across)
    holds = cache(circle.holds)
    ids = {report_id for lat, lon, report_id in on.execute(boxed.where(*incident_conditions(wanted))) if holds(lat, lon)}
    return listed(on, sorted(ids))


def listed(on: Connection, ids: Sequence[int]) -> Ids:
    """Return a query for given ids: one value to bind, however many they are."""
    told: BindParameter[str] = bindparam("ids", json.dumps(ids), unique=True)
    if on.dialect.name == "sqlite":
        return select(func.json_each(told).table_valued("value").c.value)
    return select(cast(func.json_array_elements_text(cast(told, JSON)).column_valued("one"), BigInteger))
