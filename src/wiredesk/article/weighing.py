"""Weigh the witnesses of the publication day against each other: one probability a day. Not for: finding them (`witnesses*`).

Each witness comes with the log-odds that its day is the right one, were it alone. The days that are named and "another day"
share one probability between them (a softmax, the other day scoring 0): a lone witness keeps its own odds, agreement of
different kinds multiplies, disagreement divides. Witnesses of one kind (`basis.rule`) are mostly filled from one source and
count once.
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.article.witnesses import Witness

_WEST, _EAST = 10, 13  # hours by which the inhabited zones differ from UTC: Honolulu, Auckland in summer
_NEIGHBOUR = -0.4  # log-odds that a stamp in UTC loses when it speaks for the day before or after, our choice
_AGREES = 1.6  # what agreement of another kind adds beyond its own odds, our choice: wrong ones agree about one time in five
_ECHO = 0.4  # what a second field of the same kind adds
_MAX_ECHOES = 3
_IN_MONTH = 1.5  # what a month in the page's address adds to its days
_LIBRARY = "htmldate"
_FIRST_YEAR = 1600


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold the likeliest day, its probability, the witnesses for it (strongest first) and the other days by probability."""

    day: datetime.date
    probability: float
    witnesses: tuple[Witness, ...]
    others: tuple[tuple[float, datetime.date], ...] = ()


def _odds_for(witness: Witness, day: datetime.date) -> float | None:
    """Return the log-odds that a witness gives to a day, None when it does not speak for it."""
    if witness.day == day:
        return witness.odds
    if witness.utc_hour is None:
        return None
    apart = (day - witness.day).days
    is_near = (apart == -1 and witness.utc_hour < _WEST) or (apart == 1 and witness.utc_hour >= 24 - _EAST)
    return witness.odds + _NEIGHBOUR if is_near else None


def _score(witnesses: Sequence[Witness], day: datetime.date) -> float:
    """Add up what speaks for a day: all of its strongest kind, of each other kind what it says beyond chance agreement."""
    best: dict[str, float] = {}
    n_echoes = 0
    for witness in witnesses:
        odds, kind = _odds_for(witness, day), witness.basis.rule
        if odds is None:
            continue
        n_echoes += kind in best and odds > 0
        best[kind] = max(odds, best.get(kind, odds))
    if "metadata" in best:
        n_echoes += best.pop(_LIBRARY, None) is not None  # the library reads the same fields first
    first, *rest = sorted(best.values(), reverse=True)
    return first + sum(max(0.0, odds + _AGREES) for odds in rest) + _ECHO * min(n_echoes, _MAX_ECHOES)


def _scores(heard: Sequence[Witness], month: tuple[int, int] | None) -> dict[datetime.date, float]:
    scores = {}
    for day in {witness.day for witness in heard}:
        is_shown = any(witness.is_shown and not witness.is_change and witness.day == day for witness in heard)
        scores[day] = _score([witness for witness in heard if witness.day == day or is_shown], day)
        scores[day] += _IN_MONTH * ((day.year, day.month) == month)
    return scores


def weigh(witnesses: Sequence[Witness], *, clock: datetime.date, month: tuple[int, int] | None = None) -> Verdict | None:
    """Return the likeliest day up to `clock` with its probability, None when no witness names one.

    `month` is a year and month known from elsewhere (the page's address); it speaks for no day by itself.
    """
    heard = [witness for witness in witnesses if (witness.day - clock).days <= 1 and witness.day.year > _FIRST_YEAR]
    scores = _scores(heard, month)
    if not scores:
        return None
    highest = max(0.0, *scores.values())
    whole = math.exp(-highest) + sum(math.exp(score - highest) for score in scores.values())
    shares = sorted(((math.exp(score - highest) / whole, day) for day, score in scores.items()), reverse=True)
    (share, best), *others = shares
    favour = sorted((w for w in heard if _odds_for(w, best) is not None), key=lambda w: -w.odds)
    return Verdict(best, share, tuple(favour), tuple(others))
