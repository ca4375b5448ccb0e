"""What the review page is filled with. Not for: which facts are asked (see `desk.reviewing`), their words (see `reviewing`)."""

import datetime
import threading
import time
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.review_queue import progress
from wiredesk.desk.reviewing import ToReview
from wiredesk.desk.ruling_lists import n_ruled_today
from wiredesk.interchange.report_json import Json
from wiredesk.store.review_tasks import Progress
from wiredesk.web.marking import MarkedArticle, marked
from wiredesk.web.reviewing import shown
from wiredesk.web.roles import Person

_KEPT_S = 20.0
_LOCK = threading.Lock()
_KEPT: dict[str, tuple[float, Progress]] = {}


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold what is reviewed at once: the article with its words marked, and its facts as `reviewing.shown` tells them."""

    key: str
    report: str
    title: str
    outlet: str
    published: datetime.date | None
    url: str | None
    article: MarkedArticle
    told: Json


@dataclass(frozen=True, slots=True)
class Come:
    """Say how far a person has come today, and how much is left."""

    n_today: int
    n_left: int
    n_tasks: int


def unit_of(found: ToReview | None, *, only: str | None = None, keep_empty: bool = False) -> Unit | None:
    """Return a unit for its page, with `only` that fact alone; None for nothing, or where no fact is left."""
    if found is None:
        return None
    told = shown(found)
    if only is not None:
        told["facts"] = [one for one in told["facts"] if one["address"] == only]
    if not told["facts"] and not keep_empty:
        return None
    days = found.reading.report.published.interval
    published = days.earliest if days and days.is_day else None
    article, url = marked(found.reading), found.reading.report.source.url
    return Unit(found.key, found.report, told["title"], told["outlet"], published, url, article, told)


def progress_of(desk: Desk, person: Person) -> Come:
    """Return how far the person has come; what is left is counted anew every 20 seconds at most, it looks at every task."""
    now, at = time.monotonic(), desk.store.shown
    with _LOCK:
        kept = _KEPT.get(at)
    if kept is None or now - kept[0] > _KEPT_S:
        kept = (now, progress(desk))
        with _LOCK:
            _KEPT[at] = kept
    return Come(n_ruled_today(desk, zone=person.zone), kept[1].n_facts_open, kept[1].n_tasks_open)
