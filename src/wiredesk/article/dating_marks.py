"""Marks: words that name a time in an article, and how far from it the day of the report lies. Not for: finding the words.

A mark names one period ("in June 2024", a day, a year) or one that comes back every year ("June 4", "Sunday, June 4": only in
the years in which it is a Sunday). The time from the mark to a day of publication falls into one of a few dozen lags; how
likely each lag is was counted on reports whose day is known (`dating_posterior`).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from wiredesk.documents import Basis

Ordinals = npt.NDArray[np.int64]

_BEFORE = (3653, 1096, 366, 183, 92, 31, 7, 2)  # days before the first day of a period at which a lag begins, our choice
_AFTER = (0, 1, 3, 7, 14, 31, 62, 92, 183, 274, 363, 549, 731, 1096, 1827, 3653, 7305, 14610)  # days after its last day
_QUARTERS = (92, 183, 274)  # days into a year at which its parts begin
_YEARLY_BEFORE = (183, 92, 31, 7, 1)
_YEARLY_AFTER = (0, 1, 3, 7, 14, 31, 62, 92, 183)


class Shape(StrEnum):
    """Say what a mark names: a day, a month or another span, a whole year, a time that comes back every year, or given days."""

    SPAN = "span"
    YEAR = "year"
    YEARLY = "yearly"
    GIVEN = "given"


N_LAGS = {
    Shape.SPAN: len(_BEFORE) + len(_AFTER) + 2,
    Shape.YEAR: len(_BEFORE) + len(_QUARTERS) + len(_AFTER) + 2,
    Shape.YEARLY: len(_YEARLY_BEFORE) + len(_YEARLY_AFTER) + 1,
    Shape.GIVEN: 2,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one mark; `periods` are first and last days as ordinals, in order and apart, several only if yearly or given.

    `kind` and `traits` choose the counts that it is weighed by. Given days, of clues too rare to be counted, bring `log_odds`
    of their own: that the day of the report is one of them.
    """

    kind: str
    shape: Shape
    periods: tuple[tuple[int, int], ...]
    basis: Basis
    traits: tuple[str, ...] = ()
    log_odds: float = 0.0

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables of counts that weigh this mark; given days have none."""
        if self.shape is Shape.GIVEN:
            return ()
        return (f"{self.kind}:{self.shape}", *(f"{self.kind}:{self.shape}|{trait}" for trait in self.traits))

    def also(self, *traits: str) -> "Mark":
        """Return the mark with more traits."""
        return replace(self, traits=(*self.traits, *traits))


def given(kind: str, days: Iterable[tuple[int, int]], share: float, basis: Basis) -> Mark:
    """Return a mark that the day of the report is one of these, which holds for this share of such texts."""
    return Mark(kind, Shape.GIVEN, tuple(days), basis, log_odds=math.log(share / (1 - share)))


@lru_cache(maxsize=512)
def _yearly_edges(periods: tuple[tuple[int, int], ...]) -> tuple[Ordinals, Ordinals]:
    """Return where the lags to the nearest period begin; days between the reaches of two periods have lag 0."""
    first, last = np.array(periods, dtype=np.int64).T
    middle = (last[:-1] + first[1:] + 1) // 2
    low = np.concatenate(([first[0] - 400], middle))
    high = np.concatenate((middle, [last[-1] + 400]))
    before = first[:, None] - np.array(_YEARLY_BEFORE)
    after = last[:, None] + 1 + np.array(_YEARLY_AFTER)
    edges = np.concatenate((before, first[:, None], after), axis=1)
    edges = np.clip(edges, low[:, None], high[:, None])
    # The lag after an edge; the last edge of a period opens the far stretch again.
    lags = np.tile(np.array([*range(1, edges.shape[1]), 0]), len(first))
    return edges.ravel(), lags


def edges(mark: Mark) -> tuple[Ordinals, Ordinals]:
    """Return the ordinals at which a new lag begins, in order, and that lag; days before the first edge have lag 0."""
    if mark.shape is Shape.YEARLY:
        return _yearly_edges(mark.periods)
    if mark.shape is Shape.GIVEN:
        ends = np.array([(first, last + 1) for first, last in mark.periods], dtype=np.int64).ravel()
        return ends, np.tile([1, 0], len(mark.periods))
    first, last = mark.periods[0]
    inside = [first, *(first + days for days in _QUARTERS)] if mark.shape is Shape.YEAR else [first]
    starts = [first - days for days in _BEFORE] + inside + [last + 1 + days for days in _AFTER]
    return np.array(starts, dtype=np.int64), np.arange(1, len(starts) + 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold the stretches of days within which no mark changes its lag: `starts` and `sizes` (n,), `lags` (marks, n)."""

    starts: Ordinals
    sizes: Ordinals
    lags: Ordinals


def grid(marks: Sequence[Mark], first: int, last: int) -> Grid:
    """Cut the days from `first` to `last` into stretches."""
    found = [edges(mark) for mark in marks]
    cuts = np.unique(np.concatenate([[first], *(starts[(starts > first) & (starts <= last)] for starts, _ in found)]))
    sizes = np.diff(np.concatenate((cuts, [last + 1])))
    rows = [np.concatenate(([0], lags))[np.searchsorted(starts, cuts, side="right")] for starts, lags in found]
    return Grid(cuts, sizes, np.array(rows, dtype=np.int64).reshape(len(rows), len(cuts)))
