"""Open proposals of links over the API, and rulings on two records. Not for: rulings on facts, undoing (see `rulings`)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from wiredesk.desk.cards_json import reasons_told
from wiredesk.desk.ids import id_of
from wiredesk.desk.proposals import OpenPair, Side, open_pairs
from wiredesk.review.rulings import Action
from wiredesk.store.linking import Kind
from wiredesk.web.api.card_shapes import PairTold, ReasonTold, RuledTold, SideOfPair
from wiredesk.web.api.shapes import REFUSALS, Cursor, Limit, Listing, Shape
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.linking_asked import Asked, linked

router = APIRouter(prefix="/links", tags=["links"], responses=REFUSALS)
_RECORD = id_pattern("iecr")
Record = Annotated[str, Field(pattern=_RECORD, description="i5, e40, c3, or for a story a report of it, r12.")]
ReportId = Annotated[str, Field(pattern=id_pattern("r"))]
Note = Annotated[str | None, Field(max_length=1000)]


class PairWanted(Shape):
    """Say of two records of one kind that they are the same, differ, or that you cannot tell."""

    action: Literal["same", "different", "unsure"]
    left: Record
    right: Record
    note: Note = None


class SplitWanted(Shape):
    """Say that what some reports tell is another record than the one they were put into."""

    action: Literal["split"]
    record: Annotated[str, Field(pattern=id_pattern("iec"), description="i5, e40 or c3.")]
    reports: Annotated[list[ReportId], Field(min_length=1, max_length=400)]
    note: Note = None


@router.get("", dependencies=[needs("see")])
def proposals(
    desk: AtDesk,
    kind: Annotated[Kind | None, Query(description="Only stories, incidents or entities.")] = None,
    limit: Limit = 40,
    after: Cursor = None,
) -> Listing[PairTold]:
    """List open proposals of links, the likeliest first."""
    found = open_pairs(desk, kind, limit=limit, after=after)
    return Listing(items=[_pair(one) for one in found.pairs], next=found.next)


@router.post("", status_code=201, dependencies=[needs("link")])
def link(desk: AtDesk, wanted: Annotated[PairWanted | SplitWanted, Field(discriminator="action")]) -> RuledTold:
    """Rule on two records, or split reports off one; `POST /api/v1/rulings/{ruling}/undo` takes it back."""
    if isinstance(wanted, SplitWanted):
        asked = Asked(Action.SPLIT, name=wanted.record, reports=tuple(wanted.reports), note=wanted.note)
    else:
        asked = Asked(Action(wanted.action), wanted.left, wanted.right, note=wanted.note)
    answered = linked(desk, asked)
    return RuledTold(ruling=id_of("ruling", answered.ruling.id), words=answered.words, now=list(answered.now))


def _pair(one: OpenPair) -> PairTold:
    reasons = [ReasonTold.model_validate(reason) for reason in reasons_told(one.reasons)]
    sides = {"left": _side(one.left), "right": _side(one.right)}
    return PairTold(kind=one.kind, **sides, score=one.score, reasons=reasons, made_at=one.made_at)


def _side(side: Side) -> SideOfPair:
    return SideOfPair(id=side.id, record=side.record, headline=side.headline, about=list(side.about))
