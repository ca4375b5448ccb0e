"""Incidents across reports for lists, maps and timelines: which, in which order, where. Not for: one incident (see `cards`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal, or_, select

from wiredesk.store.cards import ListPlace
from wiredesk.store.tables import found_date, found_incident, report

_PER_QUERY = 500
_MOST_FEW = 3000
_END = ListPlace("9999-12-31", 0, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which incidents a list shows; what is empty is not asked. Days are ISO words and bound the incident's own date.

    A month or an interval meets them when any day of it does. `countries` are ISO 3166-1 alpha-2 codes.
    """

    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def is_all(self) -> bool:
        """Tell whether nothing is asked."""
        return self == Wanted()


def listed_incidents(
    on: Connection, wanted: Wanted, *, before: ListPlace | None = None, most: int
) -> list[tuple[int, ListPlace]]:
    """Return incidents by their newest report that meets what is wanted, the newest first, each once, recalled ones left out.

    `before` is the place of the last one seen.
    """
    last = before or _END
    if not wanted.is_all:
        few = _few(on, wanted)
        if few is not None:
            return [one for one in few if _is_behind(one[1], last)][:most]
    at = found_incident.c
    query = (
        select(func.coalesce(at.incident_id, at.id), report.c.day, report.c.id, at.id)
        .select_from(report)
        .join(found_incident, at.report_id == report.c.id)
        .where(report.c.removed_at.is_(None), at.is_background.is_(False), *_conditions(found_incident, wanted))
        .where(~_is_told_elsewhere(wanted), report.c.day <= last.day)
        .order_by(report.c.day.desc(), report.c.id.desc(), at.id)
    )
    same_report = and_(report.c.id == last.report_id, at.id > last.found_id)
    same_day = and_(report.c.day == last.day, or_(report.c.id < last.report_id, same_report))
    # Without a bound SQLite looks at every incident before it sorts: 320 ms of 100,000 reports, 2 with one.
    rows = on.execute(query.where(or_(report.c.day < last.day, same_day)).limit(most))
    return [(row[0], ListPlace(*row[1:])) for row in rows]


def _few(on: Connection, wanted: Wanted) -> list[tuple[int, ListPlace]] | None:
    """Return all incidents that meet what is wanted, in order, where they are few; None where they are many.

    Going through the reports from the newest on finds many incidents soon, and few ones late (230 ms of 100,000 reports).
    """
    at = found_incident.c
    query = select(func.coalesce(at.incident_id, at.id), at.report_id, at.id).where(at.is_background.is_(False))
    rows = on.execute(query.where(*_conditions(found_incident, wanted)).limit(_MOST_FEW + 1)).all()
    if len(rows) > _MOST_FEW:
        return None
    days = _days(on, sorted({row[1] for row in rows}))
    found: dict[int, ListPlace] = {}
    for tree, report_id, found_id in rows:
        place = ListPlace(days.get(report_id, ""), report_id, found_id)
        if place.day and (tree not in found or _is_behind(found[tree], place)):
            found[tree] = place
    return sorted(found.items(), key=lambda one: _order(one[1]), reverse=True)


def _days(on: Connection, report_ids: Sequence[int]) -> dict[int, str]:
    days: dict[int, str] = {}
    for start in range(0, len(report_ids), _PER_QUERY):
        some = report.c.id.in_(report_ids[start : start + _PER_QUERY])
        days |= {int(one): str(day) for one, day in on.execute(select(report.c.id, report.c.day).where(some))}
    return days


def _order(place: ListPlace) -> tuple[str, int, int]:
    return place.day, place.report_id, -place.found_id


def _is_behind(place: ListPlace, last: ListPlace) -> bool:
    """Tell whether a place comes later in the list: it is older."""
    return _order(place) < _order(last)


def _conditions(found: FromClause, wanted: Wanted) -> list[ColumnElement[bool]]:
    at = found.c
    met: list[ColumnElement[bool]] = []
    if wanted.types:
        met.append(at.type.in_(wanted.types))
    if wanted.stages:
        met.append(at.stage.in_(wanted.stages))
    if wanted.countries:
        met.append(at.country.in_(wanted.countries))
    if wanted.since:
        met.append(at.latest >= wanted.since)
    if wanted.until:
        met.append(at.earliest <= wanted.until)
    return met


def _is_told_elsewhere(wanted: Wanted) -> ColumnElement[bool]:
    """Tell whether a newer report, or the same one before, tells the incident so that it meets what is wanted."""
    at, other = found_incident.c, found_incident.alias("other")
    newer = report.alias("newer")
    same_day = and_(newer.c.day == report.c.day, newer.c.id > report.c.id)
    same_report = and_(newer.c.id == report.c.id, other.c.id < at.id)
    return (
        select(literal(1))
        .select_from(other)
        .join(newer, newer.c.id == other.c.report_id)
        .where(other.c.incident_id == at.incident_id, other.c.is_background.is_(False), newer.c.removed_at.is_(None))
        .where(or_(newer.c.day > report.c.day, same_day, same_report), *_conditions(other, wanted))
        .exists()
    )


def spots(on: Connection, incident_ids: Collection[int]) -> dict[int, tuple[float, float]]:
    """Return where incidents are: the point that most of their reports name; those without any are left out."""
    at = found_incident.c
    tree = func.coalesce(at.incident_id, at.id)
    found: dict[int, tuple[int, float, float]] = {}
    ids = sorted(incident_ids)
    for start in range(0, len(ids), _PER_QUERY):
        query = select(tree, at.latitude, at.longitude, func.count()).where(
            at.incident_id.in_(ids[start : start + _PER_QUERY]), at.latitude.is_not(None), at.longitude.is_not(None)
        )
        for one, latitude, longitude, n in on.execute(query.group_by(tree, at.latitude, at.longitude)):
            if one not in found or n > found[one][0]:
                found[int(one)] = (n, float(latitude), float(longitude))
    return {one: (latitude, longitude) for one, (_, latitude, longitude) in found.items()}


def countries(on: Connection, *, most: int) -> list[tuple[str, int]]:
    """Return in which countries the newest incidents lie, with how many, the most first; it looks at the newest 3,000 alone."""
    newest: Select[tuple[str]] = (
        select(found_incident.c.country.label("country")).order_by(found_incident.c.id.desc()).limit(3000)
    )
    recent = newest.subquery()
    query = select(recent.c.country, func.count()).where(recent.c.country.is_not(None)).group_by(recent.c.country)
    rows = on.execute(query.order_by(func.count().desc(), recent.c.country).limit(most))
    return [(str(country), int(n)) for country, n in rows]


def days_of_incidents(on: Connection, first: str, last: str, *, most: int) -> list[tuple[int, str]]:
    """Return the incidents whose date begins in a stretch of days, with that day, each once a day; recalled ones too."""
    at = found_incident.c
    tree = func.coalesce(at.incident_id, at.id)
    query = select(tree, at.earliest).where(at.earliest >= first, at.earliest <= last, at.latest == at.earliest)
    rows = on.execute(query.distinct().order_by(at.earliest, tree).limit(most))
    return [(int(one), str(day)) for one, day in rows]


def nearest_day(on: Connection, day: str) -> str | None:
    """Return the last day on or before `day` on which an incident lies, else the first one after it; None without any."""
    at = found_incident.c
    before = on.execute(select(func.max(at.earliest)).where(at.earliest <= day)).scalar()
    return before or on.execute(select(func.min(at.earliest)).where(at.earliest > day)).scalar()


def nearest_announced(on: Connection, day: str) -> str | None:
    """Return the first announced day on or after `day`, None without any."""
    found = on.execute(select(func.min(found_date.c.earliest)).where(found_date.c.earliest >= day)).scalar()
    return None if found is None else str(found)
