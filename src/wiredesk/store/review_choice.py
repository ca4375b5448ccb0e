"""The next task or report of a review, by what a person chose to look at. Not for: writing tasks (see `review_tasks`)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from wiredesk.review.rulings import Action
from wiredesk.store.tables import found_incident, report, review_task
from wiredesk.store.tables import ruling as rulings

_INCIDENTS = "incidents"


@dataclass(frozen=True, slots=True)
class Choice:
    """Say what a person wants to look at; None: everything.

    `kind` is "incidents", or what stands beside them; `type` and `country` (two letters) are those of incidents. `only`
    "unsure" are facts that somebody could not tell, "mine" those that `who` ruled on.
    """

    kind: str | None = None
    type: str | None = None
    country: str | None = None
    only: str | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class ChosenTask:
    """Hold where a task is; `found_incident_id` is None for what is part of no incident."""

    id: int
    report_id: int
    found_incident_id: int | None


def next_task(on: Connection, choice: Choice, *, excluding: Collection[int] = ()) -> ChosenTask | None:
    """Return the most urgent task with open facts that was not seen yet, None when there is none."""
    at = review_task.c
    query = select(at.id, at.report_id, at.found_incident_id).join(report, report.c.id == at.report_id)
    query = query.where(at.priority > 0, at.n_open > 0, report.c.removed_at.is_(None))
    if choice.type or choice.country:
        query = query.join(found_incident, found_incident.c.id == at.found_incident_id)
        query = query.where(found_incident.c.type == choice.type) if choice.type else query
        query = query.where(found_incident.c.country == choice.country) if choice.country else query
    elif choice.kind is not None:
        is_incident = at.found_incident_id.is_not(None)
        query = query.where(is_incident if choice.kind == _INCIDENTS else ~is_incident)
    if excluding:
        query = query.where(at.id.not_in(sorted(excluding)))
    row = on.execute(query.order_by(at.priority.desc(), at.id.desc()).limit(1)).first()
    return None if row is None else ChosenTask(*row)


def next_ruled_report(on: Connection, choice: Choice, *, excluding: Collection[int] = ()) -> int | None:
    """Return the report with rulings of the wanted kind that was ruled on last, None when there is none left."""
    at = rulings.c
    query = select(at.report_id).join(report, report.c.id == at.report_id)
    query = query.where(report.c.removed_at.is_(None), at.undone_by.is_(None))
    if choice.only == "unsure":
        query = query.where(at.action == Action.UNSURE.value)
    else:
        query = query.where(at.who == choice.who, at.action.in_([one.value for one in _LOOKED]))
    if excluding:
        query = query.where(at.report_id.not_in(sorted(excluding)))
    found = on.execute(query.group_by(at.report_id).order_by(func.max(at.id).desc()).limit(1)).scalar()
    return None if found is None else int(found)


_LOOKED = (Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.UNSURE, Action.ADD, Action.SPLIT)
