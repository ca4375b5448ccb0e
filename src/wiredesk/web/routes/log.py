"""The page of the log. Not for: writing it (each verb of the desk does), checking a whole desk (see `desk.verifying`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from wiredesk.desk.accounts import accounts
from wiredesk.desk.ids import kind_of
from wiredesk.desk.logbook import ACTIONS, Choice, chain_of, log_page
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.rendering import page

router = APIRouter()
_Blank = BeforeValidator(lambda words: None if words == "" else words)
_Words = Annotated[str | None, Query(max_length=200), _Blank]


@router.get("/log", dependencies=[needs("log")])
def log(
    request: Request,
    desk: AtDesk,
    about: _Words = None,
    who: _Words = None,
    action: Annotated[str | None, Query(max_length=40), _Blank] = None,
    before: Annotated[int | None, Query(ge=1, lt=10**18), _Blank] = None,
    check: bool = False,
) -> HTMLResponse:
    """Show what was done, by whom, when; with `check` go through the chain."""
    choice = Choice(about.strip() if about else None, who.strip() if who else None, action)
    told: dict[str, Any] = {"choice": choice, "actions": ACTIONS, "people": [row.name for row in accounts(desk)]}
    told |= {"before": before, "address_of": address_of}
    found = log_page(desk, choice, before=before)
    return page(request, "log.html.j2", section="log", found=found, chain=chain_of(desk, is_checked=check), **told)


def address_of(subject: str) -> str:
    """Return where what a row is about can be seen, "" where there is no page for it."""
    pages = {"report": "/reports/", "incident": "/incidents/", "entity": "/entities/", "watch": "/watches/"}
    kind = kind_of(subject)
    if kind in pages:
        return pages[kind] + subject
    if kind == "feed":
        return "/settings/feeds"
    head, _, rest = subject.partition(" ")
    if head == "round" and rest.isdigit():
        return f"/rounds/{rest}"
    return {"account": "/settings/people", "key": "/settings/keys", "outlet": "/sources"}.get(head, "")
