"""The list of incidents with map and timeline. Not for: one incident (see `incident`)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from wiredesk.desk.incident_list import countries_told, incident_page
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.incidents_asked import IncidentsAsked, chips_of
from wiredesk.web.points import points_of
from wiredesk.web.rendering import page

router = APIRouter()
_PER_PAGE = 60


class IncidentsPageAsked(IncidentsAsked):
    """Be a choice of incidents and a place in their list."""

    before: Annotated[str | None, Field(max_length=60, pattern=r"^\d{4}-\d{2}-\d{2}\.\d{1,18}\.\d{1,18}$")] = None


@router.get("/incidents", dependencies=[needs("see")])
def incidents(request: Request, desk: AtDesk, asked: Annotated[IncidentsPageAsked, Query()]) -> HTMLResponse:
    """Show incidents, those with the newest reports first."""
    found = incident_page(desk, asked.wanted, limit=_PER_PAGE, before=asked.before)
    return page(
        request,
        "incidents.html.j2",
        section="incidents",
        found=found,
        asked=asked,
        parts=asked.parts(before=None),
        chips=chips_of(asked, countries_told(desk)),
        points=points_of(found.incidents),
    )
