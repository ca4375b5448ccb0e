"""What coders disagree on is settled; answers are taken away as files. Not for: coding and agreement (see `rounds`)."""

import io
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.desk.coding import find_round
from wiredesk.desk.coding_adjudicating import count_agreed, dispute, settle, settle_agreed, undo_batch, unsettle
from wiredesk.desk.coding_exporting import ANSWERS, answer_rows
from wiredesk.desk.desk import Desk
from wiredesk.export.table_files import write_csv, write_jsonl
from wiredesk.web.coding_shown import AIDS, asked_shown
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.rendering import is_part, page, query
from wiredesk.web.routes.rounds import AnswerForm, ItemId, RoundName

router = APIRouter()
_Moment = Annotated[str, Form(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
_Every = Annotated[bool, Form()]


@router.get("/rounds/{name}/adjudicate", dependencies=[needs("adjudicate")])
def adjudicate(
    request: Request,
    desk: AtDesk,
    name: RoundName,
    item: Annotated[int | None, Query(ge=1, lt=10**15)] = None,
    every: Annotated[bool, Query()] = False,
    done: Annotated[int | None, Query(ge=1, lt=10**15)] = None,
) -> HTMLResponse:
    """Show the answers to a question side by side, without names."""
    return _case(request, desk, name, item, every=every, done=done)


@router.post("/rounds/{name}/settle", dependencies=[needs("adjudicate")])
def settle_one(request: Request, desk: AtDesk, name: RoundName, asked: AnswerForm) -> Response:
    """Settle a question and show the next one."""
    settle(desk, name, asked.item, asked.answered, value=asked.words, pick=asked.pick)
    if is_part(request):
        return _case(request, desk, name, None, every=asked.every, done=asked.item, block="case")
    return _to(desk, name, "/adjudicate", every=asked.every, done=asked.item)


@router.post("/rounds/{name}/unsettle", dependencies=[needs("adjudicate")])
def unsettle_one(request: Request, desk: AtDesk, name: RoundName, item: ItemId, every: _Every = False) -> Response:
    """Take back how a question was settled, and show it again."""
    unsettle(desk, name, item)
    if is_part(request):
        return _case(request, desk, name, item, every=every, block="case")
    return _to(desk, name, "/adjudicate", item=item, every=every)


@router.get("/rounds/{name}/agreed", dependencies=[needs("adjudicate")])
def agreed(
    request: Request,
    desk: AtDesk,
    name: RoundName,
    at: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] = None,
    n: Annotated[int, Query(ge=0, le=10**6)] = 0,
    refused: Annotated[int, Query(ge=0, le=10**6)] = 0,
) -> HTMLResponse:
    """Say how many questions all coders agree on, before they are settled at once."""
    told: dict[str, Any] = {"n_agreed": count_agreed(desk, name), "at": at, "n": n, "n_refused": refused}
    return page(request, "round_agreed.html.j2", section="review", round=find_round(desk, name), **told)


@router.post("/rounds/{name}/agreed", dependencies=[needs("adjudicate")])
def settle_all_agreed(desk: AtDesk, name: RoundName) -> RedirectResponse:
    """Settle what all coders agree on, as many reports as a page may wait for."""
    done = settle_agreed(desk, name)
    return _to(desk, name, "/agreed", at=done.at, n=done.n_settled, refused=len(done.refused))


@router.post("/rounds/{name}/agreed/undo", dependencies=[needs("adjudicate")])
def undo_agreed(desk: AtDesk, name: RoundName, at: _Moment) -> RedirectResponse:
    """Take back what was settled at once."""
    undo_batch(desk, name, at)
    return _to(desk, name, "/agreed")


@router.get("/rounds/{name}/answers.{form}", dependencies=[needs("code")])
def answers(request: Request, desk: AtDesk, name: RoundName, form: Literal["csv", "jsonl"]) -> Response:
    """Give all answers as a file, to those who may see them."""
    one, rows = answer_rows(desk, name, is_editor=person_of(request).may("round"))
    out = io.BytesIO()
    if form == "csv":
        write_csv(out, ANSWERS, rows)
    else:
        write_jsonl(out, rows)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl; charset=utf-8"
    return Response(
        out.getvalue(), media_type=kind, headers={"content-disposition": f'attachment; filename="round-{one.id}.{form}"'}
    )


def _case(
    request: Request,
    desk: Desk,
    name: str,
    item: int | None,
    *,
    every: bool = False,
    done: int | None = None,
    block: str | None = None,
) -> HTMLResponse:
    found = dispute(desk, name, item_id=item, every=every)
    shown = asked_shown(found.asking, is_scratch=False) if found else None
    told = {"found": found, "shown": shown, "every": every, "done": done, **AIDS}
    return page(request, "round_adjudicate.html.j2", section="review", block=block, round=find_round(desk, name), **told)


def _to(desk: Desk, name: str, where: str, **parts: object) -> RedirectResponse:
    told = {key: 1 if value is True else value for key, value in parts.items()}
    return RedirectResponse(f"/rounds/{find_round(desk, name).id}{where}{query(**told)}", 303)
