"""What is new: stories that came in, alerts, dates near, incidents on map and timeline. Not for: how it is shown (see `web`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.incident_list import IncidentHead, heads_of
from wiredesk.desk.report_cards import DateToCome, upcoming
from wiredesk.desk.review_queue import WantedIncident, wanted_incidents
from wiredesk.desk.review_weighing import Weighing
from wiredesk.desk.watching import why_in_words
from wiredesk.store import arrivals, watches
from wiredesk.store.arrivals import Arrival
from wiredesk.store.incident_lists import Wanted, listed_incidents
from wiredesk.store.opening import On

_MOST_ARRIVALS = 60
_MOST_STORIES = 24
_MOST_POINTS = 120
_MOST_ALERTS = 8
_NEAR_DAYS = 45
_MOST_BEGUN_DAYS = 366  # a year may be told as a whole; what is wider is near to no day
_MOST_DATES = 8


@dataclass(frozen=True, slots=True)
class StoryIn:
    """Hold a story that came in: its newest report, further outlets that print it, the incidents it tells.

    `is_new`: one of its reports came in after what the reader had seen.
    """

    id: str
    report: str
    arrival: Arrival
    n_reports: int
    outlets: tuple[str, ...]
    incidents: tuple[IncidentHead, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """Hold one alert for a list: which watch, on what, the sentence and why it fired."""

    id: str
    watch: str
    report: str
    title: str | None
    outlet: str | None
    sentence: str
    why: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Today:
    """Hold what stands on the page of today. `newest` is the highest id of a report, `n_new` counts those after `seen`."""

    stories: tuple[StoryIn, ...]
    n_new: int
    newest: int
    wanted: tuple[WantedIncident, ...]
    alerts: tuple[RaisedAlert, ...]
    dates: tuple[DateToCome, ...]
    points: tuple[IncidentHead, ...]


def today(desk: Desk, *, seen: int = 0, weighing: Weighing | None = None) -> Today:
    """Return what is new; reports with ids above `seen` are new to the reader. It reads a bounded number of rows.

    `weighing` remembers why incidents want a ruling from one call to the next.
    """
    wanted = wanted_incidents(desk, limit=7, weighing=weighing)
    near = upcoming(desk, days=_NEAR_DAYS, most_begun_days=_MOST_BEGUN_DAYS)
    with desk.store.reading() as on:
        came = arrivals.newest_arrivals(on, most=_MOST_ARRIVALS)
        told = arrivals.incidents_told(on, [one.report_id for one in came])
        newest = listed_incidents(on, Wanted(), most=_MOST_POINTS)
        chosen = [incident_id for incident_id, _ in newest]
        chosen += [one for own in told.values() for one in own] + [int(one.id[1:]) for one in wanted]
        heads = heads_of(on, list(dict.fromkeys(chosen)))
        sizes = arrivals.story_sizes(on, {one.story_id for one in came})
        raised = alerts_after(on, 0, most=_MOST_ALERTS)
        n_new = len(arrivals.newest_arrivals(on, after=seen, most=_MOST_ARRIVALS)) if seen else 0
    return Today(
        stories=tuple(_stories(came, told, heads, sizes, seen=seen)[:_MOST_STORIES]),
        n_new=n_new,
        newest=came[0].report_id if came else 0,
        wanted=wanted,
        alerts=raised,
        dates=near.dates[:_MOST_DATES],
        points=tuple(heads.values()),
    )


def _stories(
    came: Sequence[Arrival], told: dict[int, list[int]], heads: dict[int, IncidentHead], sizes: dict[int, int], *, seen: int
) -> list[StoryIn]:
    by_story: dict[int, list[Arrival]] = {}
    for one in came:
        by_story.setdefault(one.story_id, []).append(one)
    found = []
    for story_id, own in by_story.items():
        incidents = dict.fromkeys(incident for one in own for incident in told.get(one.report_id, ()))
        others = [one.outlet for one in own[1:] if one.outlet and one.outlet != own[0].outlet]
        found.append(
            StoryIn(
                id=id_of("story", story_id),
                report=id_of("report", own[0].report_id),
                arrival=own[0],
                n_reports=max(sizes.get(story_id, 1), len(own)),
                outlets=tuple(dict.fromkeys(others)),
                incidents=tuple(heads[one] for one in incidents if one in heads),
                is_new=bool(seen) and own[0].report_id > seen,
            )
        )
    return found


def stories_of(on: On, report_ids: Collection[int]) -> tuple[StoryIn, ...]:
    """Return the stories of these reports as they came in, the newest first."""
    came = arrivals.arrivals(on, report_ids)
    told = arrivals.incidents_told(on, [one.report_id for one in came])
    heads = heads_of(on, list(dict.fromkeys(one for own in told.values() for one in own)))
    return tuple(_stories(came, told, heads, arrivals.story_sizes(on, {one.story_id for one in came}), seen=0))


def alerts_after(on: On, alert_id: int, *, most: int) -> tuple[RaisedAlert, ...]:
    """Return the newest alerts with ids above one, the newest first."""
    return tuple(
        RaisedAlert(
            id=id_of("alert", row.alert_id),
            watch=row.watch_name,
            report=id_of("report", row.report_id),
            title=row.title,
            outlet=row.outlet,
            sentence=watches.article_text(on, row.report_id)[row.start : row.end],
            why=why_in_words(row.why),
            at=row.at,
        )
        for row in watches.newest_alerts(on, most=most)
        if row.alert_id > alert_id
    )
