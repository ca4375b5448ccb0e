"""Lists over HTTP: incidents, what is new today, announced dates. Not for: single records, the queue of review."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wiredesk.desk import review_queue
from wiredesk.desk import today as desk_today
from wiredesk.desk.incident_list import incident_page
from wiredesk.desk.report_cards import upcoming
from wiredesk.web.api.incident_shapes import (
    ComingDate,
    ListedIncident,
    Task,
    coming_date,
    listed_incident,
    task_told,
)
from wiredesk.web.api.shapes import REFUSALS, Cursor, Day, Limit, Listing, Shape
from wiredesk.web.asking import Picked
from wiredesk.web.exports import Wish, sent
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.incidents_asked import IncidentsAsked
from wiredesk.web.works import works_of

router = APIRouter(responses=REFUSALS)
_Day = Annotated[Day | None, Query(description="A day, 2024-05-09; today unless given.")]


class IncidentsWanted(IncidentsAsked):
    """Be a choice of incidents with a stretch of their list."""

    limit: Limit = 50
    cursor: Cursor = None


class ArrivedStory(Shape):
    """Hold a story that came in: its newest report, what it tells."""

    story: str
    report: str
    title: str | None
    outlet: str | None
    day: str
    filed_at: str
    n_reports: int
    incidents: list[str]


class RaisedAlert(Shape):
    """Hold one alert; `why` are the conditions of the watch that held."""

    id: str
    watch: str
    report: str
    title: str | None
    outlet: str | None
    sentence: str
    why: list[str]
    at: str


class WantedIncident(Shape):
    """Hold an incident that wants a ruling, with the most urgent task in it and why."""

    id: str
    headline: str
    task: Task
    reasons: list[str]
    weighs: list[str]


class Today(Shape):
    """Hold what is new."""

    stories: list[ArrivedStory]
    wanted: list[WantedIncident]
    alerts: list[RaisedAlert]
    dates: list[ComingDate]


@router.get("/incidents", dependencies=[needs("see")], tags=["incidents"])
def list_incidents(desk: AtDesk, asked: Annotated[IncidentsWanted, Query()]) -> Listing[ListedIncident]:
    """List incidents across reports, those with the newest reports first."""
    found = incident_page(desk, asked.wanted, limit=asked.limit, before=asked.cursor)
    return Listing(items=[listed_incident(one) for one in found.incidents], next=found.next)


@router.get("/today", dependencies=[needs("see")], tags=["today"])
def get_today(request: Request, desk: AtDesk) -> Today:
    """Tell what came in last, what wants a ruling, alerts, and announced dates that come near."""
    told = desk_today.today(desk, weighing=works_of(request).weighing)
    return Today(
        stories=[_story(one) for one in told.stories],
        wanted=[_wanted(one) for one in told.wanted],
        alerts=[RaisedAlert(**{name: getattr(one, name) for name in RaisedAlert.model_fields}) for one in told.alerts],
        dates=[coming_date(one) for one in told.dates],
    )


@router.get("/dates", dependencies=[needs("see")], tags=["calendar"])
def list_dates(
    desk: AtDesk,
    since: _Day = None,
    days: Annotated[int | None, Query(ge=0, le=36_600, description="Within so many days; all unless given.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most.")] = 200,
) -> Listing[ComingDate]:
    """List the dates that reports announce, from a day on, the soonest first, each with the sentences that name it."""
    return Listing(items=[coming_date(one) for one in upcoming(desk, since=since, days=days).dates[:limit]])


_ICS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "The dates as RFC 5545"}
}


@router.get("/calendar.ics", dependencies=[needs("export")], tags=["calendar"], response_class=Response, responses=_ICS)
def get_calendar(desk: AtDesk) -> Response:
    """Send the announced dates to come as an iCalendar file, for programs that subscribe with a key."""
    return sent(desk, Wish(("dates",), "ics", Picked()))


def _story(one: desk_today.StoryIn) -> ArrivedStory:
    came, incidents = one.arrival, [incident.id for incident in one.incidents]
    return ArrivedStory(
        story=one.id, report=one.report, title=came.title, outlet=came.outlet, day=came.day, filed_at=came.filed_at,
        n_reports=one.n_reports, incidents=incidents,
    )  # fmt: skip


def _wanted(one: review_queue.WantedIncident) -> WantedIncident:
    return WantedIncident(
        id=one.id, headline=one.headline, task=task_told(one.task), reasons=list(one.reasons), weighs=list(one.weighs)
    )
