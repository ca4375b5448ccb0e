"""What came in last: reports in the order of filing, alerts, lines of the log. Not for: reports by day (see `searching`)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from wiredesk.store.tables import alert, found_incident, outlet, report

_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """Hold one report as it came in; `copy_kind` says how it copies another one of its story, None where it does not."""

    report_id: int
    title: str | None
    url: str | None
    day: str
    published_earliest: str | None
    published_latest: str | None
    filed_at: str
    outlet: str | None
    reliability: str | None
    story_id: int
    copy_kind: str | None


def newest_arrivals(on: Connection, *, after: int = 0, most: int) -> list[Arrival]:
    """Return the reports that were filed last, the newest first; with `after` only those with a higher id."""
    rows = on.execute(_newest().where(report.c.id > after).limit(most))
    return [Arrival(*row) for row in rows]


def arrivals(on: Connection, report_ids: Collection[int]) -> list[Arrival]:
    """Return these reports as they came in, the newest first; those that are gone are left out."""
    rows = on.execute(_newest().where(report.c.id.in_(sorted(report_ids)[:_PER_QUERY])))
    return [Arrival(*row) for row in rows]


def _newest() -> Select[Any]:
    at = report.c
    wanted: list[Any] = [at.id, at.title, at.url, at.day, at.published_earliest, at.published_latest, at.filed_at]
    wanted += [outlet.c.name, outlet.c.reliability, func.coalesce(at.story_id, at.id), at.copy_kind]
    query = select(*wanted).outerjoin_from(report, outlet, outlet.c.id == at.outlet_id)
    return query.where(at.removed_at.is_(None)).order_by(at.id.desc())


def newest_report(on: Connection) -> int:
    """Return the highest id of a report, 0 without any."""
    return int(on.execute(select(func.max(report.c.id))).scalar() or 0)


def newest_alert(on: Connection) -> int:
    """Return the highest id of an alert, 0 without any."""
    return int(on.execute(select(func.max(alert.c.id))).scalar() or 0)


def story_sizes(on: Connection, story_ids: Collection[int]) -> dict[int, int]:
    """Return how many reports each story has."""
    at = report.c
    query = select(at.story_id, func.count()).where(at.story_id.in_(sorted(story_ids)), at.removed_at.is_(None))
    return {int(one): int(n) for one, n in on.execute(query.group_by(at.story_id))} if story_ids else {}


def incidents_told(on: Connection, report_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the incidents across reports that reports tell as news, by report, each once."""
    at = found_incident.c
    query = select(at.report_id, func.coalesce(at.incident_id, at.id))
    found: dict[int, list[int]] = {}
    rows = on.execute(query.where(at.report_id.in_(sorted(report_ids)), at.is_background.is_(False)).order_by(at.id))
    for report_id, incident_id in rows if report_ids else ():
        own = found.setdefault(int(report_id), [])
        if incident_id not in own:
            own.append(int(incident_id))
    return found
