"""Incidents, dates and tasks as the API sends them. Not for: one incident with all that is said of it."""

from typing import Literal

from wiredesk.desk.incident_list import IncidentHead
from wiredesk.desk.report_cards import DateToCome
from wiredesk.desk.review_queue import QueuedTask
from wiredesk.web.api.shapes import Shape


class Toll(Shape):
    """Hold a toll over all reports; `is_open`: a report says that it may be more."""

    least: int
    most: int
    is_open: bool


class ListedIncident(Shape):
    """Hold an incident across reports in brief; days are its first and last possible day, null where no report says."""

    id: str
    headline: str
    type: str
    stages: list[str]
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    killed: Toll | None
    wounded: Toll | None
    n_reports: int
    n_stories: int
    last_told: str | None


class Naming(Shape):
    """Say which report names a date, with the sentences that do; `copies` are further reports of its story."""

    report: str
    title: str | None
    outlet: str | None
    reliability: str | None
    day: str
    url: str | None
    sentences: list[str]
    copies: list[str]


class ComingDate(Shape):
    """Hold one announced date; `value` is TIMEX3."""

    value: str
    earliest: str
    latest: str
    named: list[Naming]


class Task(Shape):
    """Hold what wants a ruling: an incident of a report, or the rest of it; doubt, impact and priority lie in 0..1."""

    id: int
    kind: Literal["incident", "rest"]
    report: str
    incident: str | None
    headline: str
    title: str | None
    outlet: str | None
    day: str
    doubt: float
    impact: float
    priority: float
    n_facts: int
    n_open: int


def listed_incident(one: IncidentHead) -> ListedIncident:
    """Return an incident of a list as it is sent."""
    brief = one.brief
    return ListedIncident(
        id=one.id,
        headline=one.headline,
        type=brief.type.value,
        stages=[stage.value for stage in brief.stages],
        earliest=brief.interval.earliest.isoformat() if brief.interval else None,
        latest=brief.interval.latest.isoformat() if brief.interval else None,
        place=brief.place,
        country=brief.country,
        latitude=one.spot[0] if one.spot else None,
        longitude=one.spot[1] if one.spot else None,
        killed=_toll(brief.killed),
        wounded=_toll(brief.wounded),
        n_reports=brief.n_reports,
        n_stories=brief.n_stories,
        last_told=one.day,
    )


def coming_date(one: DateToCome) -> ComingDate:
    """Return an announced date as it is sent."""
    named = [
        Naming(
            report=f"r{own.report_id}", title=own.title, outlet=own.outlet, reliability=own.reliability, day=own.day, url=own.url,
            sentences=list(own.sentences), copies=[f"r{number}" for number in own.copies],
        )
        for own in one.named
    ]  # fmt: skip
    return ComingDate(value=one.value, earliest=one.earliest, latest=one.latest, named=named)


def task_told(one: QueuedTask) -> Task:
    """Return a task as it is sent."""
    return Task(**{name: getattr(one, name) for name in Task.model_fields})


def _toll(told: tuple[int, int, bool] | None) -> Toll | None:
    return None if told is None else Toll(least=told[0], most=told[1], is_open=told[2])
