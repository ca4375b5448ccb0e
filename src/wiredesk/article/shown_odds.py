"""How likely each day that a page shows is the day of publication. Not for: finding the days (`shown_days`), their traits.

Each mention of a day has points: the sum of what its traits are worth in `shown_odds.toml`. A day has the points of its best
mention (a soft maximum, so that twenty entries of a list do not outvote one date line). The days and "none of these" share one
probability by the exponentials of their points.
"""

import datetime
import functools
import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from wiredesk.article.shown_days import ShownDay, shown_days
from wiredesk.article.shown_lines import Layout
from wiredesk.article.shown_traits import is_candidate, page_traits, surroundings, traits

SHARPNESS = 4.0  # of the soft maximum: a second mention as good as the first adds log(2) / 4; our choice


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one mention that may give the day of publication, with its traits."""

    shown: ShownDay
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hold the mentions that may give the day and the traits of the page: those of the answer "none of these"."""

    mentions: tuple[Candidate, ...]
    page: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeighedDay:
    """Hold a day with the mention that speaks loudest for it and its log-odds against "none of these"."""

    day: datetime.date
    odds: float
    best: ShownDay


@functools.cache
def shipped_worth() -> dict[str, float]:
    """Return what each trait is worth in log-odds, by its name; traits that are missing are worth nothing."""
    raw = resources.files(__package__).joinpath("shown_odds.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(raw)["worth"]
    return table


def candidates(layout: Layout, text: str, *, day_first: bool | None = None) -> Candidates:
    """Return the mentions of days on a page that may give its day of publication; `text` and `day_first` as in `shown_days`."""
    days = shown_days(layout, text, day_first=day_first)
    around = surroundings(layout, days)
    able = [i for i, one in enumerate(days) if is_candidate(one, layout)]
    return Candidates(tuple(Candidate(days[i], traits(i, around)) for i in able), page_traits(around))


def _points(names: Sequence[str], worth: dict[str, float]) -> float:
    return sum(worth.get(name, 0.0) for name in names)


def weighed_days(found: Candidates, worth: dict[str, float]) -> Iterator[WeighedDay]:
    """Yield each day with its log-odds against "none of these"; their exponentials and 1 share the probability."""
    none = _points(found.page, worth)
    by_day: dict[datetime.date, list[tuple[float, ShownDay]]] = {}
    for one in found.mentions:
        points = _points(one.traits, worth) + one.shown.chance
        by_day.setdefault(one.shown.day, []).append((points, one.shown))
    for day, mentions in by_day.items():
        highest, best = max(mentions, key=lambda mention: mention[0])
        echo = math.log(sum(math.exp(SHARPNESS * (points - highest)) for points, _ in mentions)) / SHARPNESS
        yield WeighedDay(day, highest + echo - none, best)
