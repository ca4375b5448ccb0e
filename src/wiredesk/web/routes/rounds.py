"""Rounds of blind coding: the list, a new one, its agreement, coding. Not for: settling (see `rounds_settled`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.codebook import IncidentType
from wiredesk.desk.coding import RoundState, find_round, move_round, people, rounds, sees_answers
from wiredesk.desk.coding_agreement import agreement, progress
from wiredesk.desk.coding_answering import answer, my_question, withdraw
from wiredesk.desk.coding_making import MOST_CODERS, make_round
from wiredesk.desk.desk import Desk
from wiredesk.errors import NotOnDesk, RulingRefused, SettingError
from wiredesk.web.coding_asked import AnswerAsked, RoundAsked
from wiredesk.web.coding_shown import AIDS, askable, asked_shown, own_words
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.rendering import is_part, page

router = APIRouter()
ItemId = Annotated[int, Form(ge=1, lt=10**15)]
AnswerForm = Annotated[AnswerAsked, Form()]
RoundName = Annotated[str, Path(max_length=60)]


@router.get("/rounds", dependencies=[needs("code")])
def all_rounds(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show the rounds, with what is left to code of one's own."""
    return page(request, "rounds.html.j2", section="review", rounds=rounds(desk), n_coders=len(people(desk)), who=desk.who)


@router.get("/rounds/new", dependencies=[needs("round")])
def new_round(request: Request, desk: AtDesk) -> HTMLResponse:
    """Ask what a new round shall be."""
    return _form(request, desk, RoundAsked())


@router.post("/rounds/new", dependencies=[needs("round")])
def make(request: Request, desk: AtDesk, asked: Annotated[RoundAsked, Form()]) -> Response:
    """Make a round, or show the form again with what is wrong."""
    try:
        made = make_round(desk, asked.plan())
    except (SettingError, RulingRefused, NotOnDesk) as error:
        return _form(request, desk, asked, wrong=str(error))
    return RedirectResponse(f"/rounds/{made.id}", 303)


def _form(request: Request, desk: Desk, asked: RoundAsked, *, wrong: str = "") -> HTMLResponse:
    there = people(desk)
    told = {"coders": there, "types": list(IncidentType), "groups": askable(), "most_coders": MOST_CODERS, **AIDS}
    return page(request, "round_new.html.j2", section="review", asked=asked, wrong=wrong, status=400 if wrong else 200, **told)


@router.get("/rounds/{name}", dependencies=[needs("code")])
def one_round(request: Request, desk: AtDesk, name: RoundName) -> HTMLResponse:
    """Show how far a round is and, to those who may see it, how far its coders agree."""
    person = person_of(request)
    far = progress(desk, name)
    is_seen = sees_answers(far.round, desk.who, is_editor=person.may("round"))
    found = agreement(desk, name, is_editor=person.may("round")) if is_seen else None
    is_mine = desk.who in far.round.coders
    return page(request, "round.html.j2", section="review", far=far, round=far.round, found=found, is_mine=is_mine, **AIDS)


@router.post("/rounds/{name}/state", dependencies=[needs("adjudicate")])
def move(desk: AtDesk, name: RoundName, to: Annotated[RoundState, Form()]) -> RedirectResponse:
    """End the coding, close the round, or go one step back."""
    return RedirectResponse(f"/rounds/{move_round(desk, name, to).id}", 303)


# -- coding --------------------------------------------------------------------------------------------------------


@router.get("/rounds/{name}/code", dependencies=[needs("code")])
def code(
    request: Request, desk: AtDesk, name: RoundName, item: Annotated[int | None, Query(ge=1, lt=10**15)] = None
) -> HTMLResponse:
    """Show the next question to one of the round's coders, or the one that is named."""
    return _question(request, desk, name, item)


@router.post("/rounds/{name}/code", dependencies=[needs("code")])
def give(request: Request, desk: AtDesk, name: RoundName, asked: AnswerForm) -> Response:
    """Keep an answer and show the next question."""
    answer(desk, name, asked.item, asked.answered, value=asked.words, note=asked.note, took_ms=asked.took_ms)
    return _next(request, desk, name, None)


@router.post("/rounds/{name}/back", dependencies=[needs("code")])
def back(request: Request, desk: AtDesk, name: RoundName) -> Response:
    """Take the newest answer of one's own back and show its question again."""
    return _next(request, desk, name, withdraw(desk, name))


def _next(request: Request, desk: Desk, name: str, item: int | None) -> Response:
    if not is_part(request):
        number = find_round(desk, name).id
        return RedirectResponse(f"/rounds/{number}/code{f'?item={item}' if item else ''}", 303)
    made = _question(request, desk, name, item, block="coding")
    made.headers["HX-Replace-Url"] = f"{request.url.path.rsplit('/', 1)[0]}/code{f'?item={item}' if item else ''}"
    return made


def _question(request: Request, desk: Desk, name: str, item: int | None, *, block: str | None = None) -> HTMLResponse:
    mine = my_question(desk, name, item_id=item)
    told: dict[str, Any] = {"shown": None, "own_words": ""}
    if mine.asking:
        told = {"shown": asked_shown(mine.asking, is_scratch=mine.round.is_scratch), "own_words": own_words(mine)}
    return page(request, "round_code.html.j2", section="review", block=block, round=mine.round, mine=mine, **told, **AIDS)
