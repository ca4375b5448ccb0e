"""Publication days that fit every word: clues as unions of day ranges, and their intersection. Not for: finding clues.

A clue says on which days a text with these words can have come out. Days count as proleptic ordinals (`date.toordinal`), so
that the two readings of 03/04/2018 are two short ranges and an intersection costs microseconds.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from wiredesk.dates.interval import Interval
from wiredesk.documents import Basis

Days = tuple[tuple[int, int], ...]  # disjoint ranges in order, both ends included

FIRST = datetime.date(1600, 1, 1).toordinal()
LAST = datetime.date(2150, 12, 31).toordinal()
ALWAYS: Days = ((FIRST, LAST),)
_WEB = datetime.date(1985, 1, 1).toordinal()  # what people read here is rarely older; breaks ties, bounds nothing


@dataclass(frozen=True, slots=True)
class Clue:
    """Hold one reason: the days it allows, how much it is trusted against others (0 to 1) and where its words stand."""

    days: Days
    strength: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class Solution:
    """Hold what the clues leave: `interval` is None when the words bound it on one side only or not at all.

    `used` are the clues that tightened the answer, strongest first; `dropped` those that contradict stronger ones.
    """

    interval: Interval | None
    used: tuple[Clue, ...]
    dropped: tuple[Clue, ...]


def shared(one: Days, other: Days) -> Days:
    """Return the days in both unions."""
    result, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first <= last:
            result.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(result)


def union(ranges: Iterable[tuple[int, int]]) -> Days:
    """Return the ranges in order with overlaps merged, cut to the days that can be."""
    result: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        first, last = max(first, FIRST), min(last, LAST)
        if first > last:
            continue
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)


def around(day: datetime.date, before: int, after: int) -> Days:
    """Return the days from `before` days before `day` to `after` days after it."""
    return union([(day.toordinal() - before, day.toordinal() + after)])


def not_after(day: datetime.date) -> Days:
    """Return `day` and all days before it."""
    return union([(FIRST, day.toordinal())])


def _is_bounded(days: Days) -> bool:
    return bool(days) and days[0][0] > FIRST and days[-1][1] < LAST


def _narrowed(clues: list[Clue]) -> tuple[Days, list[Clue], list[Clue]]:
    """Intersect from the strongest clue down; one that would leave nothing is dropped."""
    days, used, dropped = ALWAYS, [], []
    for clue in clues:
        left = shared(days, clue.days)
        if not left:
            dropped.append(clue)
        elif left != days:
            used.append(clue)
            days = left
    return days, used, dropped


def _within(days: Days, *, clock: datetime.date) -> Days:
    """Cut at the clock, a day late for zones, and prefer days of the web's time where both would do."""
    seen = shared(days, ((FIRST, clock.toordinal() + 1),))
    return shared(seen, ((_WEB, LAST),)) or seen


def solve(clues: Iterable[Clue], *, clock: datetime.date) -> Solution:
    """Return the shortest interval that holds every day on which all clues agree.

    `clock` is the last day on which the text can have been seen. It tightens the latest end, but an answer's
    ends are always ends that words gave. Contradicting clues: the weaker one is dropped.
    """
    ranked = sorted((clue for clue in clues if clue.days), key=lambda clue: -clue.strength)
    possible = [clue for clue in ranked if clue.days[0][0] <= clock.toordinal() + 1]
    impossible = [clue for clue in ranked if clue.days[0][0] > clock.toordinal() + 1]
    words, used, dropped = _narrowed(possible)
    seen = _within(words, clock=clock)
    if not seen and used:
        return solve([clue for clue in possible if clue is not used[-1]], clock=clock)
    whole = [span for span in words if seen and seen[0][0] <= span[1] and span[0] <= seen[-1][1]]
    tied = tuple(used), tuple(dropped + impossible)
    if not _is_bounded(tuple(whole)):
        return Solution(None, *tied)
    return Solution(Interval(datetime.date.fromordinal(seen[0][0]), datetime.date.fromordinal(seen[-1][1])), *tied)
