"""When can this text have come out, from its words alone? An interval with each word's share in it. Not for: pages round it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wiredesk.article.dating import Clue
from wiredesk.article.dating_ages import births
from wiredesk.article.dating_counts import count_marks
from wiredesk.article.dating_days import bare_marks, day_marks, full_days
from wiredesk.article.dating_frames import framed
from wiredesk.article.dating_marks import Mark, Shape, given
from wiredesk.article.dating_posterior import Posterior, posterior, shortest, weights
from wiredesk.article.dating_spans import month_marks, named_years, season_marks, year_marks
from wiredesk.article.dating_text import made_ready, manner
from wiredesk.dates.interval import Interval
from wiredesk.documents import Basis

_PAST = ("day_past", "day_deed", "month_past", "year_past")
_DEED = ("day_deed",)  # a day with its weekday or hour
_MAX_CHARS = 60_000  # characters of an article that are read; the news stands at its head
_MAX_MARKS = 60
# Probabilities that an answer of half a year holds, that one of a year does, of which the highest that fits is taken, and that a
# wider one does; chosen by 5-fold cross-validation over train, where 96 % of all answers to news of two corpora hold the day.
_SHORT, _NARROW, _WIDE = 0.9, (0.97, 0.95, 0.92, 0.9, 0.88, 0.86), 0.97
_HALF_YEAR, _YEAR, _MAX_DAYS = 183, 366, 7305  # days of answers: short, narrow, the widest that says anything; our choice
_TOLD = 0.25  # nats that words must tell to be listed as a reason, our choice
_AGAINST = -2.0  # nats from which words speak against the answer, our choice
_MAX_BASIS = 8
_HARD = 0.9  # strength of a clue from which the days after it are out of the question, our choice
_WEEK = 7


@dataclass(frozen=True, slots=True)
class BodyDate:
    """Hold what a text says about its own day; without interval when its words bound it too loosely.

    Spans of `basis` count in the text. `held` is the probability that the interval holds the day, 0 without one.
    """

    interval: Interval | None
    basis: tuple[Basis, ...]
    held: float


def find_marks(text: str, *, clock: datetime.date) -> list[Mark]:
    """Return every mark of a text, with how the text speaks as traits; none for an empty one.

    `clock` is the last day on which it can have been seen; it settles the century of a year of two digits.
    """
    ready = made_ready(text[:_MAX_CHARS])
    if ready is None:
        return []
    days = full_days(ready, clock)
    years = named_years(ready, days)
    ages = list(births(ready, days))
    born = {at for _, span in ages for at in range(span.start, span.end)}
    bare = list(bare_marks(ready, days))
    days = [day for day in days if day[2].start not in born]  # of a birth whose age is told the age says all
    years = [year for year in years if year.span.start not in born]
    marks = [
        *(mark for mark, _ in ages),
        *day_marks(ready, days),
        *bare,
        *year_marks(ready, years, days),
        *month_marks(ready, years),
    ]
    marks += [*season_marks(ready), *count_marks(ready)]
    how = manner(ready)
    return [mark.also(*how) if mark.shape is not Shape.GIVEN else mark for mark in marks[:_MAX_MARKS]]


def _not_before_told(first: int, last: int, marks: Sequence[Mark]) -> int:
    """Return the first day of an answer: none before the newest deed told, a wide one before no time that is told as past.

    A time past the answer was outweighed, and ends nothing.
    """
    told = (mark.periods[0][0] for mark in marks if mark.kind in (_PAST if last - first >= _YEAR else _DEED))
    return max((day for day in told if first < day <= last), default=first)


def _reasons(found: Posterior, marks: Sequence[Mark]) -> tuple[Basis, ...]:
    """List the words that told most about the answer, then those that speak against it."""
    mass = found.mass()
    level = found.grid.sizes / found.grid.sizes.sum()
    told: dict[tuple[int, int], float] = {}
    basis: dict[tuple[int, int], Basis] = {}
    for mark, added in zip(marks, found.added, strict=True):
        gain = float(mass @ added - np.log(level @ np.exp(added)))
        span = mark.basis.span
        key = (span.start, span.end) if span else (-1, hash(mark.basis))
        told[key] = told.get(key, 0.0) + gain
        basis.setdefault(key, mark.basis)
    ranked = sorted(told, key=lambda key: -told[key])
    reasons = [basis[key] for key in ranked if told[key] > _TOLD][:_MAX_BASIS]
    against = [basis[key] for key in reversed(ranked) if told[key] < _AGAINST][:2]
    aside = [replace(one, rule="set_aside", note=f"{one.note}: contradicts stronger words") for one in against]
    return tuple(dict.fromkeys([*reasons, *aside]))


def _answer(found: Posterior, *, is_told: bool) -> tuple[int, int, float] | None:
    """Return a run of half a year, the likeliest of a year, else one of up to twenty that is ended by words, not by the clock.

    `is_told` says that words end the days in question.
    """
    end = int(found.grid.starts[-1] + found.grid.sizes[-1]) - 1
    for wanted, longest in ((_SHORT, _HALF_YEAR), *((wanted, _YEAR) for wanted in _NARROW)):
        first, last = shortest(found, wanted)
        if last - first < longest:
            return first, last, wanted
    first, last = shortest(found, _WIDE)
    return (first, last, _WIDE) if last - first < _MAX_DAYS and (last < end or is_told) else None


def _last_seen(clues: Sequence[Clue], clock: datetime.date) -> datetime.date:
    """Return the clock, or an earlier day by which strong clues say that the text was out; zones make it a day late."""
    hard = [clue.days[-1][1] - 1 for clue in clues if clue.days and clue.strength >= _HARD]
    return datetime.date.fromordinal(max(min([clock.toordinal(), *hard]), 1))


def _is_named(day: int, marks: Sequence[Mark]) -> bool:
    return any((day, day) in mark.periods for mark in marks)


def _as_mark(clue: Clue) -> Mark | None:
    """Turn a clue from outside the text into a mark that holds for (1 + strength) / 2 of texts; None where it names no days."""
    return given("clue", clue.days, (1 + clue.strength) / 2, clue.basis) if clue.days and clue.strength < 1 else None


def date_body(text: str, *, clock: datetime.date, clues: Sequence[Clue] = ()) -> BodyDate:
    """Date a text from its words.

    `clock` is the last day on which it can have been seen, a bound and never an answer by itself. `clues` come from what
    stands round the text (a copyright line below it) and are weighed by their strength.
    """
    marks = find_marks(text, clock=clock)
    marks += [mark for mark in map(_as_mark, clues) if mark]
    seen = _last_seen(clues, clock)
    found = posterior(marks, seen, weights()) if marks else None
    if found is None:
        said = [mark.basis for mark in marks if mark.shape is Shape.GIVEN]
        return BodyDate(None, tuple(dict.fromkeys([*(clue.basis for clue in clues), *said]))[:_MAX_BASIS], 0.0)
    answer = framed(found, marks, _answer(found, is_told=seen < clock))
    reasons = _reasons(found, marks)
    if answer is None or not reasons:
        return BodyDate(None, reasons, 0.0)
    first, last, held = answer
    if last - first > _WEEK:
        first, last, held = framed(found, marks, (_not_before_told(first, last, marks), last, held)) or answer
    if first == last and not _is_named(first, marks):  # cut by the clock down to a day that no words give
        first -= _WEEK
    interval = Interval(datetime.date.fromordinal(first), datetime.date.fromordinal(min(last, seen.toordinal() + 1)))
    ended = [
        clue.basis
        for clue in clues
        if clue.strength >= _HARD and clue.days[-1:] and clue.days[-1][1] == interval.latest.toordinal()
    ]
    return BodyDate(interval, tuple(dict.fromkeys([*reasons, *ended])), held)
