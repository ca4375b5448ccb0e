"""The page of today. Not for: what stands on it (see `desk`)."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from wiredesk.desk.cards import newest_incidents
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.rendering import page

router = APIRouter()


@router.get("/", dependencies=[needs("see")])
def today(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show what came in and what wants a ruling."""
    return page(request, "today.html.j2", section="today", incidents=newest_incidents(desk, limit=20).incidents)
