"""What wants a ruling, with its facts, and how often the reader was right. Not for: ruling (see `rulings`)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from wiredesk.desk.ids import parse_id
from wiredesk.desk.reader_accuracy import reader_accuracy
from wiredesk.desk.review_queue import next_tasks, task_of
from wiredesk.desk.reviewing import part_to_review, report_to_review
from wiredesk.review.accuracy import Share
from wiredesk.web.api.incident_shapes import Task, task_told
from wiredesk.web.api.ruling_shapes import MarkShape, ReportId, SeenShape
from wiredesk.web.api.shapes import REFUSALS, Cursor, Limit, Listing, Shape
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.reviewing import shown

router = APIRouter(tags=["review"])


class ToRuleShape(Shape):
    """Be one fact to rule on: where a ruling goes (`at`), what was seen there, what it says, why it is doubted."""

    address: str
    at: str
    what: str
    asked: str
    says: str
    seen: SeenShape | None
    can: list[str]
    doubt: Annotated[int, Field(ge=0, le=100)]
    reasons: list[str]
    usual: str
    mark: MarkShape | None


class TaskFull(Task):
    """Hold a task with its facts, the open ones first, and what makes it consequential."""

    facts: list[ToRuleShape]
    weighs: list[str]


class ToReviewShape(Shape):
    """Hold the facts of one report, the open ones first, the most urgent task first."""

    report: str
    title: str
    outlet: str
    facts: list[ToRuleShape]


class ShareShape(Shape):
    """Say how often the reader was right in a field; `right` lies between `low` and `high` with 95 % confidence."""

    kind: str
    field: str | None
    right: float | None
    low: float
    high: float
    accepted: int
    corrected: int
    rejected: int
    missed: int


class OutletShape(Shape):
    """Say how often the reader was right in the reports of one outlet."""

    outlet: str
    share: ShareShape


class AccuracyShape(Shape):
    """Hold how often the reader was right: over everything, by field, by outlet."""

    whole: ShareShape
    fields: list[ShareShape]
    outlets: list[OutletShape]


@router.get("/tasks", responses=REFUSALS, dependencies=[needs("see")])
def list_tasks(
    desk: AtDesk,
    kind: Annotated[Literal["incident", "rest"] | None, Query(description="Incidents, or what is part of none.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[Task]:
    """List what wants a ruling, the most doubtful and most consequential first."""
    found = next_tasks(desk, limit=limit, after=cursor, kind=kind)
    return Listing(items=[task_told(one) for one in found.tasks], next=found.next)


@router.get("/tasks/{task_id}", responses=REFUSALS, dependencies=[needs("see")])
def get_task(desk: AtDesk, task_id: Annotated[int, Path(ge=1, le=10**17, description="The id of a task.")]) -> TaskFull:
    """Return a task with its facts and why each is doubted."""
    task = task_told(task_of(desk, task_id))
    found = part_to_review(desk, f"t{task_id}")
    told = shown(found) if found else {"facts": [], "weighs": []}
    return TaskFull(**task.model_dump(), facts=[_fact(one) for one in told["facts"]], weighs=told["weighs"])


@router.get("/review/accuracy", responses=REFUSALS, dependencies=[needs("see")])
def accuracy(
    desk: AtDesk, who: Annotated[str | None, Query(max_length=200, description="By rulings of this person alone.")] = None
) -> AccuracyShape:
    """Return how often the reader was right, by the rulings on this desk."""
    told = reader_accuracy(desk, who=who)
    outlets = [OutletShape(outlet=name, share=_share(share)) for name, share in told.outlets[:1_000]]
    return AccuracyShape(whole=_share(told.whole), fields=[_share(one) for one in told.fields], outlets=outlets)


@router.get("/reports/{report}/review", responses=REFUSALS, dependencies=[needs("rule")])
def of_report(desk: AtDesk, report: ReportId) -> ToReviewShape:
    """Return the facts of a report that can be ruled on."""
    told = shown(report_to_review(desk, parse_id(report, "report")))
    facts = [_fact(one) for one in told["facts"]]
    return ToReviewShape(report=report, title=told["title"], outlet=told["outlet"], facts=facts)


def _fact(told: dict[str, Any]) -> ToRuleShape:
    same = {name: told[name] for name in ToRuleShape.model_fields if name != "says"}
    return ToRuleShape(**same, says=told["large"])


def _share(one: Share) -> ShareShape:
    low, high = one.interval
    return ShareShape(
        kind=one.kind, field=one.field, right=one.right, low=low, high=high,
        accepted=one.n_accepted, corrected=one.n_corrected, rejected=one.n_rejected, missed=one.n_added,
    )  # fmt: skip
