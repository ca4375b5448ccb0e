"""Do rows of what people do name what is there: tasks of review, rounds of coding. Not for: accounts (foreign keys hold them)."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from wiredesk.store.tables import coding_answer, coding_coder, coding_item, found_incident, review_task, ruling
from wiredesk.store.verifying import Fault

_MOST = 20
_RESTORE = "restore the desk from a backup"
_AGAIN = "run wiredesk reread --all, or restore the desk from a backup"


def task_faults(on: Connection) -> Iterator[Fault]:
    """See that every task of review is about an incident of its own report, or the rest of it."""
    at = review_task.c
    own = select(found_incident.c.id).where(
        found_incident.c.id == at.found_incident_id, found_incident.c.report_id == at.report_id
    )
    lost = select(at.id).where(at.found_incident_id.is_not(None), ~own.exists())
    yield from _told(on, lost.order_by(at.id), "review task", "is about an incident that its report does not tell", _AGAIN)


def coding_faults(on: Connection) -> Iterator[Fault]:
    """See that answers are those of the round's coders, and that what is settled says by whom, when and by which ruling."""
    item, answer, coder = coding_item.c, coding_answer.c, coding_coder.c
    of_coder = select(coder.who).where(coder.round_id == item.round_id, coder.who == answer.who)
    stranger = select(answer.id).join(coding_item, item.id == answer.item_id).where(~of_coder.exists())
    yield from _told(on, stranger.order_by(answer.id), "coding answer", "is by nobody who codes in its round", _RESTORE)
    same = select(ruling.c.id).where(ruling.c.id == item.ruling_id, ruling.c.report_id == item.report_id)
    gone = select(item.id).where(item.ruling_id.is_not(None), ~same.exists())
    yield from _told(on, gone.order_by(item.id), "question", "was settled by a ruling that is not on its report", _RESTORE)
    is_half: ColumnElement[bool] = or_(
        and_(item.settled_at.is_(None), or_(item.settled_by.is_not(None), item.ruling_id.is_not(None))),
        and_(item.settled_at.is_not(None), item.settled_by.is_(None)),
    )
    half = select(item.id).where(is_half)
    yield from _told(on, half.order_by(item.id), "question", "is half settled", _RESTORE)


def _told(on: Connection, lost: Select[tuple[int]], name: str, what: str, advice: str) -> Iterator[Fault]:
    for row_id in on.execute(lost.limit(_MOST)).scalars():
        yield Fault(f"{name} {row_id}", what, advice)
