"""Alerts: the list, with the sentence that fired each; seen ones are told apart by browser. Not for: raising them."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.desk import watching
from wiredesk.web.asking import Blank
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.rendering import page
from wiredesk.web.works import works_of

router = APIRouter()
_PER_PAGE = 40
_COOKIE, _YEAR_S = "alerts_seen", 31_536_000
AlertId = Annotated[str | None, Query(pattern=id_pattern("a")), Blank]
Named = Annotated[str | None, Query(pattern=id_pattern("w")), Blank]


@router.get("/alerts", dependencies=[needs("see")])
def alerts(request: Request, desk: AtDesk, watch: Named = None, before: AlertId = None) -> HTMLResponse:
    """List alerts, the newest first."""
    found = watching.listed_alerts(desk, watch=watch, before=int(before[1:]) if before else None, most=_PER_PAGE + 1)
    shown = found[:_PER_PAGE]
    return page(
        request,
        "alerts.html.j2",
        section="today",
        alerts=shown,
        following=f"a{shown[-1].row.alert_id}" if len(found) > _PER_PAGE else None,
        watch=watch,
        watches=[row for row, _ in watching.listed_watches(desk)],
        seen=_seen(request),
    )


@router.post("/alerts/seen", dependencies=[needs("see")])
def mark_seen(request: Request, newest: Annotated[int, Form(ge=0, lt=10**18)]) -> Response:
    """Keep in this browser up to which alert somebody has seen them."""
    answer = RedirectResponse("/alerts", 303)
    is_secure = works_of(request).is_secure
    answer.set_cookie(_COOKIE, str(newest), max_age=_YEAR_S, httponly=True, samesite="strict", secure=is_secure)
    return answer


def _seen(request: Request) -> int:
    words = request.cookies.get(_COOKIE, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else 0
