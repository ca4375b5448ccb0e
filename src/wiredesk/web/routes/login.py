"""Logging in and out. Not for: who may log in (see `desk.sessions`), how often one may try (see `pace`)."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.desk.sessions import account_with, log_in, log_out
from wiredesk.folding import folded
from wiredesk.web.coming import comer, cookie_name, give_session
from wiredesk.web.guard import nobody, person_of
from wiredesk.web.rendering import page
from wiredesk.web.ways import way_back
from wiredesk.web.works import works_of

router = APIRouter()
_WRONG = "That name and password do not belong together."


@router.get("/login", dependencies=[nobody()])
def login_page(request: Request, back: Annotated[str, Query(alias="next", max_length=2000)] = "/") -> Response:
    """Ask for name and password; who is in already goes on."""
    if person_of(request).name:
        return RedirectResponse(way_back(back), 303)
    return page(request, "login.html.j2", back=way_back(back), name="", wrong="")


@router.post("/login", dependencies=[nobody()])
def login(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    back: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Let somebody in, with a session that is new whatever the browser held."""
    works, address = works_of(request), request.client.host if request.client else ""
    wait_s = works.pace.login_wait_s(folded(name), address)
    if wait_s > 0:
        told = f"Too many tries. Wait {_waiting(wait_s)} and try again."
        return _again(request, name, back, told, status=429, wait_s=wait_s)
    row = account_with(works.desk, name, password)
    if row is None:
        works.pace.note_wrong_login(folded(name), address)
        return _again(request, name, back, _WRONG, status=401)
    works.pace.note_login(folded(name), address)
    answer = RedirectResponse(way_back(back), 303)
    give_session(works, answer, log_in(works.desk, row, instead_of=request.cookies.get(cookie_name(works), "")))
    return answer


@router.post("/logout", dependencies=[nobody()])
def logout(request: Request) -> Response:
    """End the session; the browser's copies of pages go with it."""
    works, came = works_of(request), comer(request).came
    if came is not None:
        log_out(works.desk, came)
    answer = RedirectResponse("/login", 303)
    give_session(works, answer, "")
    answer.headers["clear-site-data"] = '"cache"'
    return answer


def _again(request: Request, name: str, back: str, wrong: str, *, status: int, wait_s: float = 0) -> HTMLResponse:
    answer = page(request, "login.html.j2", status=status, back=way_back(back), name=name, wrong=wrong)
    if wait_s:
        answer.headers["retry-after"] = str(ceil(wait_s))
    return answer


def _waiting(wait_s: float) -> str:
    return f"{ceil(wait_s)} s" if wait_s < 90 else f"{ceil(wait_s / 60)} minutes"
