"""`/api/v1/log`: what was done, by whom, when. Not for: writing it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from wiredesk.desk.logbook import Choice, Entry, chain_of, log_page
from wiredesk.web.api.shapes import Limit, Listing, Shape
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern

router = APIRouter(prefix="/log", tags=["log"])
_Row = Annotated[str | None, Query(pattern=id_pattern(), description="The `next` of an earlier page.")]


class LogEntry(Shape):
    """Be one row; `hash` is SHA-256 over the row and `previous`. `said` is what its ruling says, null where it is none."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]
    ruling: str | None
    said: str | None
    note: str | None
    undone_by: str | None
    is_whole: bool
    previous: str
    hash: str


class ChainTold(Shape):
    """Say how the chain of hashes stands; `broken_at` is the first row that does not fit, null when all do."""

    n_rows: int
    newest: str
    is_checked: bool
    broken_at: int | None


@router.get("", dependencies=[needs("log")])
def log(
    desk: AtDesk,
    subject: Annotated[str | None, Query(max_length=200, description="Such as r12, i5, e40, account 3.")] = None,
    actor: Annotated[str | None, Query(max_length=200)] = None,
    action: Annotated[str | None, Query(max_length=40)] = None,
    limit: Limit = 50,
    cursor: _Row = None,
) -> Listing[LogEntry]:
    """List rows, the newest first."""
    found = log_page(desk, Choice(subject, actor, action), before=int(cursor) if cursor else None, most=limit)
    return Listing(items=[_told(one) for one in found.entries], next=str(found.before) if found.before else None)


@router.get("/chain", dependencies=[needs("log")])
def chain(desk: AtDesk) -> ChainTold:
    """Go through the whole chain of hashes, where it is not too long for that."""
    found = chain_of(desk, is_checked=True)
    return ChainTold(n_rows=found.n_rows, newest=found.newest, is_checked=found.is_checked, broken_at=found.broken_at)


def _told(one: Entry) -> LogEntry:
    row = one.row
    return LogEntry(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        detail=one.detail,
        ruling=one.ruling,
        said=one.said,
        note=one.note,
        undone_by=f"n{one.undone_by}" if one.undone_by else None,
        is_whole=row.is_whole,
        previous=row.previous,
        hash=row.hash,
    )
