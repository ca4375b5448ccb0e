"""Which reports a round of coding may be about, and who may code. Not for: rounds themselves (see `coding`)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from wiredesk.store.tables import account, found_incident, report, review_task

_AT_ONCE = 500
_MAY_CODE = ("coder", "editor", "admin")


@dataclass(frozen=True, slots=True)
class Scope:
    """Say which reports a round is about; what is None or empty is not asked, what is given must all hold.

    Days are ISO words and bound the report's day; `outlets` are the ids of outlets, None for all; `types` of incidents any of
    which the report tells, `country` where one of its incidents was.
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    country: str | None = None
    outlets: tuple[int, ...] | None = None
    reports: tuple[int, ...] = ()


def reports_in(on: Connection, scope: Scope) -> list[int]:
    """Return the reports of a scope that are on the desk, by their ids."""
    return list(on.execute(select(report.c.id).where(*_conditions(scope)).order_by(report.c.id)).scalars())


def most_doubtful(on: Connection, scope: Scope, n: int) -> list[int]:
    """Return so many reports of a scope that most want a ruling, the most wanted first; none where nobody worked that out."""
    task = review_task.c
    rank = func.max(task.priority)
    query = select(task.report_id).join(report, report.c.id == task.report_id).where(*_conditions(scope), task.n_open > 0)
    return list(on.execute(query.group_by(task.report_id).order_by(rank.desc(), task.report_id).limit(n)).scalars())


def has_tasks(on: Connection) -> bool:
    """Tell whether anything on the desk is known to want a ruling."""
    return on.execute(select(review_task.c.id).limit(1)).first() is not None


def impacts(on: Connection, report_ids: Collection[int]) -> dict[int, float]:
    """Return how much hangs on each report, 0 to 1, as far as that is worked out."""
    task, found = review_task.c, dict[int, float]()
    for part in _parts(report_ids):
        query = select(task.report_id, func.max(task.impact)).where(task.report_id.in_(part)).group_by(task.report_id)
        found |= {row[0]: float(row[1]) for row in on.execute(query)}
    return found


def titles(on: Connection, report_ids: Collection[int]) -> dict[int, str]:
    """Return the titles of reports, "" for one that has none."""
    at, found = report.c, dict[int, str]()
    for part in _parts(report_ids):
        found |= {row.id: row.title or "" for row in on.execute(select(at.id, at.title).where(at.id.in_(part)))}
    return found


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    yield from (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def who_may_code(on: Connection) -> dict[str, str]:
    """Return the names of the open accounts that may code, with their roles, by name."""
    at = account.c
    query = select(at.name, at.role).where(at.is_closed.is_(False), at.role.in_(_MAY_CODE)).order_by(at.folded)
    return {row.name: row.role for row in on.execute(query)}


def _conditions(scope: Scope) -> list[ColumnElement[bool]]:
    at, of = report.c, found_incident.c
    found: list[ColumnElement[bool]] = [at.removed_at.is_(None)]
    if scope.since:
        found.append(at.day >= scope.since)
    if scope.until:
        found.append(at.day <= scope.until)
    if scope.reports:
        found.append(at.id.in_(scope.reports))
    if scope.outlets is not None:
        found.append(at.outlet_id.in_(scope.outlets))
    told: list[ColumnElement[bool]] = [of.type.in_(scope.types)] if scope.types else []
    told += [of.country == scope.country] if scope.country else []
    return [*found, at.id.in_(select(of.report_id).where(*told))] if told else found
