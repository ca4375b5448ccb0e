"""Weigh the witnesses of the publication day against each other: one probability a day. Not for: finding them (`witnesses*`).

Each witness comes with the log-odds that its day is the right one, were it alone. The days that are named and "another day"
share one probability between them (a softmax, the other day scoring 0): a lone witness keeps its own odds, agreement of
different kinds multiplies, disagreement divides. Witnesses of one kind (`basis.rule`) are mostly filled from one source and
count once. `training/dating.py` fits what agreement is worth together with the odds of each kind.
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness

_WEST, _EAST = 10, 13  # hours by which the inhabited zones differ from UTC: Honolulu, Auckland in summer
_MAX_ECHOES = 2
_LIBRARY = "htmldate"
_FIRST_YEAR = 1600
_NO_DAYS = frozenset(datetime.date(*day) for day in ((1970, 1, 1), (1969, 12, 31), (1900, 1, 1), (1899, 12, 31), (1999, 11, 30)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold the likeliest day, its probability, the witnesses for it (strongest first) and the other days by probability."""

    day: datetime.date
    probability: float
    witnesses: tuple[Witness, ...]
    others: tuple[tuple[float, datetime.date], ...] = ()


@dataclass(slots=True)
class Told:
    """Hold what speaks for one day: the strongest witness, one of each further kind that counts, and traits of the day itself."""

    witnesses: list[Witness] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Return the log-odds against another day."""
        return sum(witness.odds for witness in self.witnesses) + odds_of(*self.traits)


def _is_for(witness: Witness, day: datetime.date) -> bool:
    """Tell whether a witness speaks for a day; a stamp in UTC also for the day before or after that its readers had."""
    apart = (day - witness.day).days
    if apart == 0 or witness.utc_hour is None:
        return apart == 0
    return (apart == -1 and witness.utc_hour < _WEST) or (apart == 1 and witness.utc_hour >= 24 - _EAST)


def told(witnesses: Sequence[Witness], day: datetime.date, *, month: tuple[int, int] | None) -> Told:
    """Gather what speaks for a day; `month` is a year and month known from elsewhere."""
    result = Told()
    best: dict[str, Witness] = {}
    n_echoes = 0
    for witness in witnesses:
        other = best.get(witness.basis.rule)
        n_echoes += other is not None and min(other.odds, witness.odds) > 0
        best[witness.basis.rule] = witness if other is None or witness.odds > other.odds else other
    if _LIBRARY in best and len(best) > 1 and all(one.is_change for rule, one in best.items() if rule != _LIBRARY):
        result.traits.append("library:change")  # it took the day of a change
    if "metadata" in best:
        n_echoes += best.pop(_LIBRARY, None) is not None  # the library reads the same fields first
    agree = odds_of("agree")
    for witness in sorted(best.values(), key=lambda one: -one.odds):
        if result.witnesses and witness.odds + agree <= 0:
            continue
        result.traits += ["agree"] if result.witnesses else []
        result.traits += ["neighbour"] if witness.day != day else []
        result.witnesses.append(witness)
    result.traits += ["echo"] * min(n_echoes, _MAX_ECHOES)
    if month:
        result.traits.append("in_month" if (day.year, day.month) == month else "out_of_month")
    return result


def gather(
    witnesses: Sequence[Witness], *, clock: datetime.date, month: tuple[int, int] | None = None
) -> dict[datetime.date, Told]:
    """Return what speaks for each day up to `clock` that a witness names; days that stand for "no date" in machines are none.

    The day beside a stamp in UTC is heard with it only where readers are shown that day.
    """
    heard = [one for one in witnesses if (one.day - clock).days <= 1 and one.day.year > _FIRST_YEAR and one.day not in _NO_DAYS]
    shown = {one.day for one in heard if one.is_shown and not one.is_change}
    return {
        day: told([one for one in heard if one.day == day or (day in shown and _is_for(one, day))], day, month=month)
        for day in {one.day for one in heard}
    }


def weigh(witnesses: Sequence[Witness], *, clock: datetime.date, month: tuple[int, int] | None = None) -> Verdict | None:
    """Return the likeliest day up to `clock` with its probability, None when no witness names one.

    `month` is a year and month known from elsewhere (the page's address); it speaks for no day by itself.
    """
    days = gather(witnesses, clock=clock, month=month)
    if not days:
        return None
    scores = {day: one.score for day, one in days.items()}
    highest = max(0.0, *scores.values())
    whole = math.exp(-highest) + sum(math.exp(score - highest) for score in scores.values())
    shares = sorted(((math.exp(score - highest) / whole, day) for day, score in scores.items()), reverse=True)
    (share, best), *others = shares
    favour = [one for one in witnesses if one in days[best].witnesses or one.day == best]
    return Verdict(best, share, tuple(sorted(favour, key=lambda one: -one.odds)), tuple(others))
