"""`/api/v1/rounds`: rounds of blind coding made, coded, compared and settled. Not for: who may see what (see `desk.coding`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from wiredesk.desk.coding import Listed, move_round, rounds
from wiredesk.desk.coding_adjudicating import settle, settle_agreed, unsettle
from wiredesk.desk.coding_agreement import agreement, progress
from wiredesk.desk.coding_answering import answer, my_question, withdraw
from wiredesk.desk.coding_exporting import answer_rows
from wiredesk.desk.coding_making import make_round
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.web.api.round_shapes import (
    AgreementTold,
    AnswerTold,
    AnswerWanted,
    BatchTold,
    ItemWanted,
    NextTold,
    RoundTold,
    RoundWanted,
    SettledTold,
    SettleWanted,
    StateWanted,
    agreement_told,
    answer_told,
    next_told,
    round_told,
)
from wiredesk.web.api.shapes import REFUSALS, Limit, Listing
from wiredesk.web.coding_asked import RoundAsked
from wiredesk.web.coding_shown import asked_shown
from wiredesk.web.guard import AtDesk, needs, person_of

router = APIRouter(prefix="/rounds", tags=["rounds"], responses=REFUSALS)
RoundId = Annotated[int, Path(ge=1, lt=10**15, description="The number of a round.")]
ItemId = Annotated[int, Path(ge=1, lt=10**15, description="The number of a question.")]
After = Annotated[str | None, Query(pattern="^[0-9]{1,15}$", description="The `next` of an earlier page.")]


@router.get("", dependencies=[needs("code")])
def all_rounds(desk: AtDesk, limit: Limit = 40, after: After = None) -> Listing[RoundTold]:
    """List the rounds, the newest first."""
    found = [one for one in rounds(desk) if after is None or one.round.id < int(after)]
    following = str(found[limit - 1].round.id) if len(found) > limit else None
    return Listing(items=[_listed(one) for one in found[:limit]], next=following)


@router.post("", status_code=201, dependencies=[needs("round")])
def make(desk: AtDesk, wanted: RoundWanted) -> RoundTold:
    """Make a round and open it for its coders."""
    told = wanted.model_dump()
    reports = " ".join(told.pop("report"))
    return _one(desk, make_round(desk, RoundAsked(**told, reports=reports or None).plan()).id)


@router.get("/{round_id}", dependencies=[needs("code")])
def one_round(desk: AtDesk, round_id: RoundId) -> RoundTold:
    """Return a round with how much is answered."""
    return _one(desk, round_id)


@router.post("/{round_id}/state", dependencies=[needs("adjudicate")])
def move(desk: AtDesk, round_id: RoundId, wanted: StateWanted) -> RoundTold:
    """End the coding, close the round, or go one step back; to open it again for coding says so for good."""
    return _one(desk, move_round(desk, str(round_id), wanted.to).id)


@router.get("/{round_id}/items/next", dependencies=[needs("code")])
def next_item(desk: AtDesk, round_id: RoundId) -> NextTold:
    """Return the first question that one has not answered."""
    return _place(desk, round_id, None)


@router.get("/{round_id}/items/{item}", dependencies=[needs("code")])
def one_item(desk: AtDesk, round_id: RoundId, item: ItemId) -> NextTold:
    """Return one of one's own questions."""
    return _place(desk, round_id, item)


@router.post("/{round_id}/answers", status_code=201, dependencies=[needs("code")])
def give(desk: AtDesk, round_id: RoundId, wanted: AnswerWanted) -> NextTold:
    """Answer a question, in place of an older answer of one's own, and return the next one."""
    told = {"value": wanted.value, "note": wanted.note}
    answer(desk, str(round_id), wanted.item, wanted.verdict, **told, took_ms=wanted.took_ms)
    return _place(desk, round_id, None)


@router.post("/{round_id}/answers/undo", dependencies=[needs("code")])
def take_back(desk: AtDesk, round_id: RoundId) -> NextTold:
    """Take one's newest answer back and return its question."""
    return _place(desk, round_id, withdraw(desk, str(round_id)))


@router.get("/{round_id}/answers", dependencies=[needs("code")])
def answers(request: Request, desk: AtDesk, round_id: RoundId, limit: Limit = 100, after: After = None) -> Listing[AnswerTold]:
    """List all answers; while the round is open only an editor who does not code there may see them."""
    rows = answer_rows(desk, str(round_id), is_editor=person_of(request).may("round"))[1]
    start = int(after or 0)
    following = str(start + limit) if start + limit < len(rows) else None
    return Listing(items=[answer_told(row) for row in rows[start : start + limit]], next=following)


@router.get("/{round_id}/agreement", dependencies=[needs("code")])
def agreed(request: Request, desk: AtDesk, round_id: RoundId) -> AgreementTold:
    """Return how far the coders agree; blind as the answers are."""
    return agreement_told(agreement(desk, str(round_id), is_editor=person_of(request).may("round")))


@router.post("/{round_id}/settle", status_code=201, dependencies=[needs("adjudicate")])
def settle_one(desk: AtDesk, round_id: RoundId, wanted: SettleWanted) -> SettledTold:
    """Settle a question by a ruling."""
    done = settle(desk, str(round_id), wanted.item, wanted.verdict, value=wanted.value, pick=wanted.pick)
    ruling = None if done.ruling_id is None else id_of("ruling", done.ruling_id)
    return SettledTold(item=wanted.item, ruling=ruling, words=done.words)


@router.post("/{round_id}/unsettle", status_code=204, dependencies=[needs("adjudicate")])
def unsettle_one(desk: AtDesk, round_id: RoundId, wanted: ItemWanted) -> None:
    """Take back how a question was settled, with its ruling."""
    unsettle(desk, str(round_id), wanted.item)


@router.post("/{round_id}/settle-agreed", dependencies=[needs("adjudicate")])
def settle_all_agreed(desk: AtDesk, round_id: RoundId) -> BatchTold:
    """Settle what all coders agree on, 25 reports at a time."""
    done = settle_agreed(desk, str(round_id))
    return BatchTold(n_settled=done.n_settled, n_left=done.n_left, refused=[one[0] for one in done.refused], at=done.at)


def _listed(one: Listed) -> RoundTold:
    return round_told(one.round, one.n_items, one.n_settled, (dict(one.answered), dict(one.wanted)))


def _one(desk: Desk, round_id: int) -> RoundTold:
    far = progress(desk, str(round_id))
    counts = {one.who: one.n_done for one in far.coders}, {one.who: one.n_all for one in far.coders}
    return round_told(far.round, far.n_items, far.n_settled, counts)


def _place(desk: Desk, round_id: int, item: int | None) -> NextTold:
    mine = my_question(desk, str(round_id), item_id=item)
    return next_told(mine, asked_shown(mine.asking, is_scratch=mine.round.is_scratch) if mine.asking else None)
