"""The calendar, as a page and as a file that calendar programs subscribe to. Not for: what lies in it (see `desk`)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from wiredesk.desk.calendar_month import calendar_month, nearest_month
from wiredesk.web.asking import Picked
from wiredesk.web.days import coming_words, day_in, month_of
from wiredesk.web.exports import Wish, sent
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.rendering import page

router = APIRouter()
_MonthAsked = Annotated[str | None, Query(max_length=7, pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")]


@router.get("/calendar", dependencies=[needs("see")])
def calendar(request: Request, desk: AtDesk, month: _MonthAsked = None) -> HTMLResponse:
    """Show a month: announced dates and incidents; without a month the one that has something nearest to today."""
    today = day_in(person_of(request).zone, desk.clock())
    shown = month_of(month, today)
    found = calendar_month(desk, shown.first, shown.last)
    is_moved = False
    if month is None and found.is_empty and (near := nearest_month(desk, today)) is not None:
        shown, is_moved = month_of(f"{near.year:04}-{near.month:02}", today), True
        found = calendar_month(desk, shown.first, shown.last)
    here = str(request.base_url).rstrip("/")
    return page(
        request,
        "calendar.html.j2",
        section="calendar",
        month=shown,
        this=month_of(None, today),
        found=found,
        today=today,
        coming=coming_words,
        is_moved=is_moved,
        address=f"{here}/calendar.ics",
        address_with_key=f"{here}/api/v1/calendar.ics",
    )


@router.get("/calendar.ics", dependencies=[needs("export")])
def calendar_ics(desk: AtDesk) -> Response:
    """Send the dates to come as an iCalendar file."""
    return sent(desk, Wish(("dates",), "ics", Picked()))
