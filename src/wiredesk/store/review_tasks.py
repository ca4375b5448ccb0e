"""What wants a ruling, as rows: written, sorted, counted. Not for: what is doubtful about it (see `review.doubts`)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, delete, func, insert, or_, select, update

from wiredesk.store.tables import found_incident, outlet, proposal, reading, report, review_task, ruling

_MOST_IN_TREE = 200
_REPRINTS = ("reprint", "cut", "reheadlined")


@dataclass(frozen=True, slots=True)
class TaskValues:
    """Hold what is written of one task; `found_incident_id` None stands for the rest of the report."""

    found_incident_id: int | None
    doubt: float
    impact: float
    priority: float
    n_facts: int
    n_open: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Hold one task with the report it lies in; `incident_id` is the incident across reports, None for the rest."""

    id: int
    report_id: int
    found_incident_id: int | None
    incident_id: int | None
    doubt: float
    impact: float
    priority: float
    n_facts: int
    n_open: int
    title: str | None
    day: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class ReportAround:
    """Hold what the desk knows of a report that bears on its tasks; `is_reprint`: another one tells the same words."""

    day: str
    reliability: str | None
    is_reprint: bool


@dataclass(frozen=True, slots=True)
class IncidentAround:
    """Hold a found incident of a tree, with the columns in which reports may differ."""

    found_id: int
    incident_id: int
    report_id: int
    story_id: int
    link_score: float | None
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    killed: tuple[int | None, int | None]
    wounded: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Count tasks and facts, done ones too."""

    n_tasks: int
    n_tasks_open: int
    n_facts: int
    n_facts_open: int


State = tuple[int, int]
"""The row of a report's reading and of the last ruling on it: what a report says hangs on both."""


# -- around a report ---------------------------------------------------------------------------------------------------


def report_around(on: Connection, report_id: int) -> ReportAround | None:
    """Return what bears on a report's tasks, None when it is not there or was removed."""
    row = on.execute(_REPORT, {"report_id": report_id}).first()
    return None if row is None else ReportAround(row[0], row[1], row[2] in _REPRINTS)


def incidents_around(on: Connection, report_id: int, *, is_new: bool = False) -> list[IncidentAround]:
    """Return the found incidents of a report together with those of the same incidents in other reports, bounded.

    Under those of a report that `is_new` none hang yet, which spares a look.
    """
    own = [_as_around(row) for row in on.execute(_OWN, {"report_id": report_id})]
    trees = [one.incident_id for one in own if one.link_score is not None or one.incident_id != one.found_id]
    if not trees and (is_new or not _has_children(on, own)):
        return own
    wanted = [one.incident_id for one in own]
    rows = on.execute(_around().where(found_incident.c.incident_id.in_(wanted)).limit(_MOST_IN_TREE))
    return own + [one for row in rows if (one := _as_around(row)).report_id != report_id]


def _as_around(row: Sequence[Any]) -> IncidentAround:
    *told, killed_least, killed_most, wounded_least, wounded_most = row
    values: list[Any] = [*told, (killed_least, killed_most), (wounded_least, wounded_most)]
    return IncidentAround(*values)


def _has_children(on: Connection, own: Sequence[IncidentAround]) -> bool:
    """Tell whether other found incidents hang under a report's own, which are the lowest of their trees then."""
    ids = [one.found_id for one in own]
    at = found_incident.c
    return bool(ids) and on.execute(select(at.id).where(at.incident_id.in_(ids), at.id.not_in(ids)).limit(1)).first() is not None


def open_proposals(on: Connection, found_ids: Collection[int]) -> dict[int, int]:
    """Count the links of each found incident that nobody settled; those without any are left out."""
    ids = sorted(found_ids)
    if not ids:
        return {}
    at = proposal.c
    query = select(at.left_id, at.right_id).where(at.kind == "incident", at.state == "open")
    rows = on.execute(query.where(or_(at.left_id.in_(ids), at.right_id.in_(ids))))
    return Counter(int(one) for row in rows for one in row if one in found_ids)


# -- writing -----------------------------------------------------------------------------------------------------------


def add_tasks(on: Connection, report_id: int, tasks: Sequence[TaskValues]) -> None:
    """Write the tasks of a report that has none yet."""
    if tasks:
        on.execute(insert(review_task), [_values(report_id, one) for one in tasks])


def put_tasks(on: Connection, report_id: int, tasks: Sequence[TaskValues]) -> None:
    """Write the tasks of a report; those it has keep their ids, those of incidents that are gone go."""
    at = review_task.c
    query = select(at.id, at.found_incident_id, at.doubt, at.impact, at.priority, at.n_facts, at.n_open)
    there = {row[1]: row for row in on.execute(query.where(at.report_id == report_id).order_by(at.id))}
    wanted = {one.found_incident_id for one in tasks}
    gone = [row[0] for found_id, row in there.items() if found_id not in wanted]
    if gone:
        on.execute(delete(review_task).where(at.id.in_(gone)))
    for one in tasks:
        row = there.get(one.found_incident_id)
        if row is None:
            add_tasks(on, report_id, [one])
        elif tuple(row[1:]) != (one.found_incident_id, one.doubt, one.impact, one.priority, one.n_facts, one.n_open):
            on.execute(update(review_task).where(at.id == row[0]).values(_values(report_id, one)))


def _values(report_id: int, one: TaskValues) -> dict[str, object]:
    told: dict[str, object] = {"report_id": report_id, "found_incident_id": one.found_incident_id, "doubt": one.doubt}
    return told | {"impact": one.impact, "priority": one.priority, "n_facts": one.n_facts, "n_open": one.n_open}


# -- reading -----------------------------------------------------------------------------------------------------------


def next_tasks(
    on: Connection, *, after: tuple[float, int] | None, most: int, is_incident: bool | None = None, report_id: int | None = None
) -> list[TaskRow]:
    """Return the tasks with open facts, the most urgent first; `after` is priority and id of the last one seen."""
    at = review_task.c
    query = select(at.id).where(at.priority > 0, at.n_open > 0)
    if after is not None:
        query = query.where(or_(at.priority < after[0], and_(at.priority == after[0], at.id < after[1])), at.priority <= after[0])
    if is_incident is not None:
        query = query.where(at.found_incident_id.is_not(None) if is_incident else at.found_incident_id.is_(None))
    if report_id is not None:
        query = query.where(at.report_id == report_id)
    # Joined in one go, SQLite looks at every report first (60 ms of 100,000).
    ids = [int(one) for (one,) in on.execute(query.order_by(at.priority.desc(), at.id.desc()).limit(most))]
    rows = {row[0]: TaskRow(*row) for row in on.execute(_tasks().where(at.id.in_(ids)))} if ids else {}
    return [rows[one] for one in ids if one in rows]


def tasks_in(on: Connection, report_ids: Collection[int]) -> list[TaskRow]:
    """Return all tasks of reports, done ones too, the most urgent first."""
    at = review_task.c
    query = _tasks().where(at.report_id.in_(sorted(report_ids)))
    return [TaskRow(*row) for row in on.execute(query.order_by(at.priority.desc(), at.id.desc()))] if report_ids else []


def task_row(on: Connection, task_id: int) -> TaskRow | None:
    """Return one task, None when there is none of this id."""
    row = on.execute(_tasks().where(review_task.c.id == task_id)).first()
    return None if row is None else TaskRow(*row)


def states_of(on: Connection, report_ids: Collection[int]) -> dict[int, State]:
    """Return what the reports stand at: a reading made again and any ruling or undo change it."""
    last = select(func.max(ruling.c.id)).where(ruling.c.report_id == reading.c.report_id).scalar_subquery()
    query = select(reading.c.report_id, reading.c.id, func.coalesce(last, 0))
    rows = on.execute(query.where(reading.c.report_id.in_(sorted(report_ids)), reading.c.is_current))
    return {report_id: (reading_id, ruling_id) for report_id, reading_id, ruling_id in rows}


def progress(on: Connection) -> Progress:
    """Count all tasks and facts; it looks at every row, so whoever shows it often keeps it for a while."""
    at = review_task.c
    is_open = case((at.n_open > 0, 1), else_=0)
    sums = [func.count(), func.coalesce(func.sum(is_open), 0), func.sum(at.n_facts), func.sum(at.n_open)]
    row = on.execute(select(*sums)).one()
    return Progress(*(int(one or 0) for one in row))


def without_tasks(on: Connection, *, after: int, most: int) -> list[int]:
    """Return the next linked reports that no task was written of, by their ids."""
    has = select(review_task.c.id).where(review_task.c.report_id == report.c.id).exists()
    query = select(report.c.id).where(report.c.id > after, report.c.removed_at.is_(None), ~has)
    return [int(one) for (one,) in on.execute(query.order_by(report.c.id).limit(most))]


def reports_of_trees(on: Connection, found_ids: Collection[int], *, most: int) -> list[int]:
    """Return the reports of the incidents that these found incidents are in, the newest first."""
    at = found_incident.c
    trees = select(func.coalesce(at.incident_id, at.id)).where(at.id.in_(sorted(found_ids)))
    query = select(at.report_id).where(or_(at.incident_id.in_(trees), at.id.in_(sorted(found_ids)))).distinct()
    return [int(one) for (one,) in on.execute(query.order_by(at.report_id.desc()).limit(most))]


def _tasks() -> Select[Any]:
    at = review_task.c
    tree = func.coalesce(found_incident.c.incident_id, found_incident.c.id)
    wanted: list[ColumnElement[Any]] = [at.id, at.report_id, at.found_incident_id, tree, at.doubt, at.impact, at.priority]
    wanted += [at.n_facts, at.n_open, report.c.title, report.c.day, outlet.c.name]
    query = select(*wanted).join(report, report.c.id == at.report_id)
    query = query.outerjoin(found_incident, found_incident.c.id == at.found_incident_id)
    return query.outerjoin(outlet, outlet.c.id == report.c.outlet_id).where(report.c.removed_at.is_(None))


def _around() -> Select[Any]:
    at = found_incident.c
    tree, story = func.coalesce(at.incident_id, at.id), func.coalesce(report.c.story_id, report.c.id)
    wanted: list[ColumnElement[Any]] = [at.id, tree, at.report_id, story, at.join_score, at.earliest, at.latest, at.place_name]
    wanted += [at.country, at.killed_least, at.killed_most, at.wounded_least, at.wounded_most]
    return select(*wanted).join(report, report.c.id == at.report_id).where(report.c.removed_at.is_(None)).order_by(at.id)


_OWN = _around().where(found_incident.c.report_id == bindparam("report_id"))
_REPORT = (
    select(report.c.day, outlet.c.reliability, report.c.copy_kind)
    .outerjoin_from(report, outlet, outlet.c.id == report.c.outlet_id)
    .where(report.c.id == bindparam("report_id"), report.c.removed_at.is_(None))
)
