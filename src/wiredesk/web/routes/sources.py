"""Sources: outlets with what they brought and how reliable they are held to be; what was refused. Not for: feeds."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, find
from wiredesk.desk.outlets import RELIABILITIES, Rating, outlet_seen, outlets_seen, rate_outlet_by_id
from wiredesk.desk.refusals import refused
from wiredesk.web.asking import Blank
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.rendering import is_part, page
from wiredesk.web.searching import lines
from wiredesk.web.works import works_of

router = APIRouter()
OutletId = Annotated[int, Path(ge=1, lt=10**18)]
Letter = Annotated[str, Form(pattern="^([A-F]|none)$")]
_NEWEST, _REFUSED_PER_PAGE, _MOST_SHOWN = 20, 50, 100


@router.get("/sources", dependencies=[needs("see")])
def sources(request: Request, desk: AtDesk, q: Annotated[str | None, Query(max_length=200), Blank] = None) -> HTMLResponse:
    """List the outlets."""
    outlets, without = outlets_seen(desk, q, figures=works_of(request).counted.outlets(desk))
    told: dict[str, Any] = {"outlets": outlets[:_MOST_SHOWN], "n_outlets": len(outlets), "without": without, "q": q or ""}
    return page(request, "sources.html.j2", section="sources", letters=RELIABILITIES, **told)


@router.get("/sources/rejected", dependencies=[needs("see")])
def rejected(
    request: Request,
    desk: AtDesk,
    reason: Annotated[str | None, Query(max_length=40, pattern="^[a-z_]+$"), Blank] = None,
    before: Annotated[int | None, Query(ge=1, lt=10**18), Blank] = None,
) -> HTMLResponse:
    """List what was refused, with reason and advice."""
    told = refused(desk, reason=reason, before=before, most=_REFUSED_PER_PAGE)
    return page(request, "sources_rejected.html.j2", section="sources", told=told, reason=reason)


@router.get("/sources/{outlet_id}", dependencies=[needs("see")])
def source(request: Request, desk: AtDesk, outlet_id: OutletId) -> HTMLResponse:
    """Show one outlet with its newest reports and who rated it."""
    return _outlet(request, desk, outlet_id)


@router.post("/sources/{outlet_id}", dependencies=[needs("rate")])
def rate(
    request: Request,
    desk: AtDesk,
    outlet_id: OutletId,
    reliability: Letter,
    note: Annotated[str | None, Form(max_length=500)] = None,
) -> Response:
    """Set how reliable an outlet is held to be; the list sends no note, and leaves it as it is."""
    head = rate_outlet_by_id(desk, outlet_id, Rating(reliability, note))
    if is_part(request):
        return page(request, "_rating.html.j2", head=head, letters=RELIABILITIES, is_kept=True)
    return RedirectResponse(f"/sources/{outlet_id}", 303)


def _outlet(request: Request, desk: Desk, outlet_id: int) -> HTMLResponse:
    one, wires, rated = outlet_seen(desk, outlet_id)
    findings = find(desk, Question(outlet=one.head.key, limit=_NEWEST, is_folded=False))
    told: dict[str, Any] = {"one": one, "wires": wires, "lines": lines(findings.found)}
    told["log"] = [(row, json.loads(row.detail)) for row in rated]
    return page(request, "source.html.j2", section="sources", letters=RELIABILITIES, **told)
