"""Open proposals of links in one list, and rulings on two records. Not for: rulings on facts (see `review`)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from wiredesk.desk.proposals import open_pairs
from wiredesk.errors import RulingRefused
from wiredesk.review.rulings import Action
from wiredesk.store.linking import Kind
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.linking_asked import Asked, linked
from wiredesk.web.rendering import page
from wiredesk.web.undoing import notice_of
from wiredesk.web.ways import way_back, with_ruling

router = APIRouter()
_Id = Annotated[str, Field(max_length=20, pattern=id_pattern("iecr", may_be_empty=True))]
_PLACES = {"i": "/incidents/", "e": "/entities/", "r": "/reports/"}


@router.get("/links", dependencies=[needs("see")])
def links(
    request: Request,
    desk: AtDesk,
    kind: Kind | None = None,
    after: Annotated[str | None, Query(max_length=60)] = None,
    ruled: Annotated[str | None, Query(pattern=id_pattern("n"))] = None,
) -> HTMLResponse:
    """List what may be one record, the likeliest first."""
    found = open_pairs(desk, kind, after=after)
    notice = notice_of(desk, person_of(request), ruled)
    return page(request, "links.html.j2", section="incidents", found=found, kind=kind, notice=notice)


class LinkForm(BaseModel):
    """Hold the form of a ruling on two records: `left` and `right`, or for a split `name` and the reports."""

    action: Literal["same", "different", "unsure", "split"]
    left: _Id = ""
    right: _Id = ""
    name: _Id = ""
    report: Annotated[list[str], Field(max_length=400)] = []
    note: Annotated[str, Field(max_length=1000)] = ""
    back: Annotated[str, Field(max_length=500)] = ""


@router.post("/links", dependencies=[needs("link")])
def link(desk: AtDesk, form: Annotated[LinkForm, Form()]) -> RedirectResponse:
    """Rule on two records and lead back, or to what they have become."""
    if form.action == "split" and not form.report:
        raise RulingRefused("tick the reports that tell another one, then split them off")
    asked = Asked(Action(form.action), form.left, form.right, form.name, tuple(form.report), form.note)
    answered = linked(desk, asked)
    first = answered.now[0]
    default = _PLACES[first[0]] + first if first[0] in _PLACES else "/links"
    return RedirectResponse(with_ruling(way_back(form.back, default), answered.ruling.id), 303)
