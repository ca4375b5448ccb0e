"""The page of today. Not for: what stands on it (see `desk.today`)."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from wiredesk.desk import today as desk_today
from wiredesk.web.days import coming_words, day_in
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.points import points_of
from wiredesk.web.rendering import page
from wiredesk.web.seen import note_seen, seen_before
from wiredesk.web.works import works_of

router = APIRouter()


@router.get("/", dependencies=[needs("see")])
def today(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show what came in and what wants a ruling."""
    works = works_of(request)
    told = desk_today.today(desk, seen=seen_before(request), weighing=works.weighing)
    answer = page(
        request,
        "today.html.j2",
        section="today",
        told=told,
        numbers=works.counted.numbers(desk),
        points=points_of(told.points),
        day=day_in(person_of(request).zone, desk.clock()),
        coming=coming_words,
    )
    note_seen(request, answer, told.newest, is_secure=works.is_secure)
    return answer
