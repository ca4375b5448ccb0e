"""Rulings on facts of a report, their list, and undoing. Not for: rulings on two records across reports."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.ruling_lists import one_ruling, rulings_listed
from wiredesk.desk.ruling_wanted import Wanted, became, rule_wanted
from wiredesk.desk.ruling_words import what_words
from wiredesk.review.rulings import Action
from wiredesk.review.seeing import Seen
from wiredesk.review.values import Said
from wiredesk.spans import Span
from wiredesk.store.ruling_lists import ListedRuling
from wiredesk.web.api.ruling_shapes import (
    BecameShape,
    ReportId,
    RuledShape,
    RulingId,
    RulingShape,
    RulingsWanted,
    SeenShape,
    UndoWanted,
    WantedShape,
)
from wiredesk.web.api.shapes import REFUSALS, Cursor, Limit, Listing
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.reviewing import became_shown
from wiredesk.web.undoing import undone

router = APIRouter(tags=["rulings"])


@router.post("/reports/{report}/rulings", status_code=201, responses=REFUSALS, dependencies=[needs("rule")])
def rule(desk: AtDesk, report: ReportId, wanted: RulingsWanted) -> RuledShape:
    """Rule on facts of a report."""
    asked = [_wanted(one) for one in wanted.rulings]
    _, kept = rule_wanted(desk, parse_id(report, "report"), asked, note=wanted.note, key=wanted.key)
    return RuledShape(report=report, rulings=[BecameShape(**became_shown(one)) for one in kept])


@router.get("/reports/{report}/rulings", responses=REFUSALS, dependencies=[needs("see")])
def of_report(desk: AtDesk, report: ReportId, limit: Limit = 50, after: Cursor = None) -> Listing[RulingShape]:
    """List the rulings on a report, the newest first, undone ones and undos too."""
    return _listing(*rulings_listed(desk, most=limit, after=after, report=report))


@router.get("/rulings", responses=REFUSALS, dependencies=[needs("see")])
def everybodys(
    desk: AtDesk,
    who: Annotated[str | None, Query(max_length=200, description="Only those of this person.")] = None,
    limit: Limit = 50,
    after: Cursor = None,
) -> Listing[RulingShape]:
    """List rulings, the newest first, undone ones and undos too."""
    return _listing(*rulings_listed(desk, most=limit, after=after, who=who))


@router.get("/rulings/{ruling}", responses=REFUSALS, dependencies=[needs("see")])
def one(desk: AtDesk, ruling: RulingId) -> RulingShape:
    """Return one ruling."""
    return _shape(one_ruling(desk, ruling))


@router.post("/rulings/{ruling}/undo", responses=REFUSALS, dependencies=[needs("rule")])
def undo(request: Request, desk: AtDesk, ruling: RulingId, wanted: UndoWanted | None = None) -> RuledShape:
    """Take a ruling back, an undo too; both stay in the list."""
    done = undone(desk, person_of(request), ruling, note=wanted.note if wanted else None)
    report_id = done.rulings[0].report_id
    return RuledShape(
        report=id_of("report", report_id) if report_id else None,
        rulings=[BecameShape(**became_shown(one)) for one in became(done)] or [_bare(done.rulings[0].id)],
    )


def _bare(ruling_id: int) -> BecameShape:
    return BecameShape(id=id_of("ruling", ruling_id), action="undo", address=None, words="", spans=[], was=None, before=None)


def _wanted(one: WantedShape) -> Wanted:
    return Wanted(
        action=Action(one.action),
        address=one.address or "",
        said=_said(one.chosen) if one.chosen else one.value or "",
        kind=one.kind.value if one.kind else "",
        fields={name: _said(value) for name, value in one.fields.items()},
        leaving=tuple(one.leaving),
        seen=_seen(one.seen),
    )


def _said(value: str | list[list[int]]) -> Said:
    return value if isinstance(value, str) else tuple(Span(start, end) for start, end in value)


def _seen(seen: SeenShape | None) -> Seen | None:
    if seen is None:
        return None
    return Seen(seen.words, None if seen.spans is None else tuple(Span(start, end) for start, end in seen.spans))


def _listing(found: list[ListedRuling], after: str | None) -> Listing[RulingShape]:
    return Listing(items=[_shape(one) for one in found], next=after)


def _shape(listed: ListedRuling) -> RulingShape:
    told = listed.ruling
    return RulingShape(
        id=id_of("ruling", told.id),
        at=told.at,
        who=told.who,
        action=told.action.value,
        kind=told.kind,
        report=id_of("report", told.report_id) if told.report_id else None,
        title=listed.title,
        address=(told.anchor.address or None) if told.anchor else None,
        field=told.field,
        words=what_words(told),
        was=told.was,
        note=told.note,
        undoes=id_of("ruling", told.undoes) if told.undoes else None,
        undone_by=id_of("ruling", listed.undone_by) if listed.undone_by else None,
    )
