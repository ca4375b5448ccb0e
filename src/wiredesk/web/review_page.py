"""What the review page is filled with. Not for: which facts are asked (see `desk.reviewing`), their words (see `reviewing`)."""

import datetime
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.reviewing import ToReview
from wiredesk.desk.ruling_lists import n_ruled_today
from wiredesk.interchange.report_json import Json
from wiredesk.web.counted import Counted
from wiredesk.web.marking import MarkedArticle, marked
from wiredesk.web.reviewing import shown
from wiredesk.web.roles import Person


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


def progress_of(desk: Desk, counted: Counted, person: Person) -> Come:
    """Return how far the person has come; of a large desk what is left is that of some seconds ago."""
    left = counted.numbers(desk).progress
    return Come(n_ruled_today(desk, zone=person.zone), left.n_facts_open, left.n_tasks_open)
