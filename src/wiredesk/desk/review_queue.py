"""What wants a ruling, the most doubtful and most consequential first. Not for: writing tasks (see `review_tasks`), rulings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.desk.cards import briefs_of
from wiredesk.desk.cards_headlines import Brief, brief_headline
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.review_weighing import Weighing
from wiredesk.errors import NotOnDesk
from wiredesk.store import review_tasks
from wiredesk.store.opening import On
from wiredesk.store.review_tasks import Progress as Progress
from wiredesk.store.review_tasks import TaskRow

_CURSOR = re.compile(r"(0|1|[01]\.\d{1,20}|\d\.?\d{0,17}e-\d{1,3})_(\d{1,18})")
_KINDS = {None: None, "incident": True, "rest": False}


@dataclass(frozen=True, slots=True)
class QueuedTask:
    """Hold one task of the queue: an incident of a report (`kind` "incident"), or the rest of it ("rest").

    `incident` is the id of the incident across reports ("i5"), None for the rest; `title` that of the report, `headline`
    the incident's own sentence. `doubt`, `impact` and `priority` lie in 0..1. `cursor` is the place behind it.
    """

    id: int
    kind: str
    report: str
    incident: str | None
    headline: str
    title: str | None
    outlet: str | None
    day: str
    doubt: float
    impact: float
    priority: float
    n_facts: int
    n_open: int
    cursor: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Hold a stretch of the queue; `next` is where it goes on, None at the end."""

    tasks: tuple[QueuedTask, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class WantedIncident:
    """Hold an incident across reports that wants a ruling, with its most urgent task and why."""

    id: str
    headline: str
    brief: Brief
    task: QueuedTask
    reasons: tuple[str, ...]
    weighs: tuple[str, ...]


def next_tasks(desk: Desk, *, limit: int, after: str | None = None, kind: str | None = None) -> Queue:
    """Return the most urgent tasks with open facts; `after` is a `cursor`, `kind` "incident" or "rest" leaves the other one out.

    :raises NotOnDesk: when `after` is no place in the queue, or there is no such kind.
    """
    if kind not in _KINDS:
        raise NotOnDesk(f"{str(kind)[:40]!r}: is no kind of task; say incident or rest")
    with desk.store.reading() as on:
        rows = review_tasks.next_tasks(on, after=_place(after), most=limit + 1, is_incident=_KINDS[kind])
        told = _queued(on, rows[:limit])
    return Queue(tuple(told), told[-1].cursor if len(rows) > limit else None)


def task_of(desk: Desk, task_id: int) -> QueuedTask:
    """Return one task, done or not.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.reading() as on:
        return _queued(on, [_row(on, task_id)])[0]


def tasks_in_report(desk: Desk, report_id: int) -> tuple[QueuedTask, ...]:
    """Return all tasks of a report, done ones too, the most urgent first; () when it has none."""
    with desk.store.reading() as on:
        return tuple(_queued(on, review_tasks.tasks_in(on, [report_id])))


def wanted_incidents(desk: Desk, *, limit: int = 8, weighing: Weighing | None = None) -> tuple[WantedIncident, ...]:
    """Return the incidents across reports that most want a ruling, each once, with the reasons.

    `weighing` remembers the reasons from one call to the next.
    """
    with desk.store.reading() as on:
        rows = review_tasks.next_tasks(on, after=None, most=4 * limit, is_incident=True)
        first = {row.incident_id: row for row in reversed(rows)}
        chosen = sorted(first.values(), key=lambda row: (-row.priority, -row.id))[:limit]
        whys = (weighing or Weighing()).whys(on, chosen)
        briefs = briefs_of(on, [row.incident_id for row in chosen if row.incident_id])
        queued = _queued(on, chosen, briefs=briefs)
    found = []
    for row, why, own in zip(chosen, whys, queued, strict=True):
        brief = briefs.get(row.incident_id or 0)
        if brief is not None and own.incident is not None:
            found.append(WantedIncident(own.incident, brief_headline(brief), brief, own, why.reasons, why.weighs))
    return tuple(found)


def progress(desk: Desk) -> Progress:
    """Count tasks and facts, all and open; it looks at every task, so that who shows it often keeps it a while."""
    with desk.store.reading() as on:
        return review_tasks.progress(on)


# -- inside ------------------------------------------------------------------------------------------------------------


def _row(on: On, task_id: int) -> TaskRow:
    row = review_tasks.task_row(on, task_id)
    if row is None:
        raise NotOnDesk(f"task {task_id}: is not there any more; the queue goes on with the next one")
    return row


def _place(after: str | None) -> tuple[float, int] | None:
    if after is None:
        return None
    found = _CURSOR.fullmatch(after.strip())
    if found is None:
        raise NotOnDesk(f"{after[:40]!r}: is no place in the queue; begin again without it")
    return float(found[1]), int(found[2])


def _queued(on: On, rows: Sequence[TaskRow], *, briefs: dict[int, Brief] | None = None) -> list[QueuedTask]:
    known = briefs if briefs is not None else briefs_of(on, {row.incident_id for row in rows if row.incident_id is not None})
    return [_told(row, known.get(row.incident_id or 0)) for row in rows]


def _told(row: TaskRow, brief: Brief | None) -> QueuedTask:
    is_incident = row.found_incident_id is not None
    return QueuedTask(
        id=row.id,
        kind="incident" if is_incident else "rest",
        report=id_of("report", row.report_id),
        incident=id_of("incident", row.incident_id) if row.incident_id is not None else None,
        headline=brief_headline(brief) if brief else (row.title or id_of("report", row.report_id)),
        title=row.title or None,
        outlet=row.outlet,
        day=row.day,
        doubt=row.doubt,
        impact=row.impact,
        priority=row.priority,
        n_facts=row.n_facts,
        n_open=row.n_open,
        cursor=f"{row.priority!r}_{row.id}",
    )
