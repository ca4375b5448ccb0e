"""How likely each day is the day of publication, from all marks of a text together. Not for: finding marks.

A log-linear model: every mark adds, by the lag from it to a day, a weight that `training/dating.py` fitted on reports whose
day is known, for all marks jointly, so that marks that go together are not counted twice. The densities of all stretches of
days sum to one; the answer is the shortest run of stretches that holds enough of it.
"""

import datetime
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from wiredesk.article.dating_marks import Grid, Mark, Shape, grid

Weights = Mapping[str, npt.NDArray[np.float64]]

_FIRST = datetime.date(1700, 1, 1).toordinal()
_BACK = 366 * 25  # days before the newest mark in which the report is looked for: who tells of days farther ahead says so
# What people read here is rarely older than the web: how much rarer, as a logarithm, before each day. Our choice.
_RARER = ((datetime.date(1900, 1, 1).toordinal(), -4.0), (datetime.date(1985, 1, 1).toordinal(), -2.0))
_COMING = "coming"
_LEVEL, _SHORT = 1.5, 7  # nats by which the days beside a run are less likely at most, and how many they are; our choice
_ONE_TIME = 3660  # days of a given range that names a time


@cache
def weights() -> Weights:
    """Return the fitted weights of every table, read once; the file holds them as hundredths."""
    raw = resources.files(__package__).joinpath("dating_weights.json").read_text(encoding="utf-8")
    return {key: np.array(row, dtype=np.float64) / 100 for key, row in json.loads(raw).items()}


@dataclass(frozen=True, slots=True)
class Posterior:
    """Hold the stretches of days (`grid`), the logarithm of the density of each (`density`) and what each mark added."""

    grid: Grid
    density: npt.NDArray[np.float64]
    added: npt.NDArray[np.float64]

    def mass(self) -> npt.NDArray[np.float64]:
        """Return the probability of each stretch."""
        return np.exp(self.density) * self.grid.sizes


def range_of(marks: Sequence[Mark], clock: datetime.date) -> tuple[int, int] | None:
    """Return the days that come in question; None where no mark names a year, or all name years after the clock."""
    dated = [mark for mark in marks if mark.shape in (Shape.SPAN, Shape.YEAR) or _is_one_time(mark)]
    past = [mark.periods[0][0] for mark in dated if _COMING not in mark.kind]
    newest = max((first for first in past if first <= clock.toordinal()), default=None)
    if newest is None:
        newest = min((mark.periods[0][0] for mark in dated), default=None)
    last = clock.toordinal() + 1
    if newest is None:
        return None
    first = max(_FIRST, newest - _BACK)
    return (first, last) if first < last else None


def _is_one_time(mark: Mark) -> bool:
    """Tell whether days given from outside name one time, not a bound on one side or a day of every year."""
    return mark.shape is Shape.GIVEN and mark.periods[-1][1] - mark.periods[0][0] < _ONE_TIME


def rarity(cuts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the logarithm by which a text of each day is rarer than one of the web's time."""
    result = np.zeros(len(cuts))
    for day, log in reversed(_RARER):
        result[cuts < day] = log
    return result


def given(mark: Mark, inside: npt.NDArray[np.bool_], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return what given days add: were nothing else known, the day would be one of them with the mark's odds."""
    n_inside, n_days = int(sizes[inside].sum()), int(sizes.sum())
    if not 0 < n_inside < n_days:
        return np.zeros(len(sizes))
    return np.where(inside, mark.log_odds + math.log((n_days - n_inside) / n_inside), 0.0)


def posterior(marks: Sequence[Mark], clock: datetime.date, known: Weights) -> Posterior | None:
    """Return how likely the days are, None where the marks name no year."""
    ends = range_of(marks, clock)
    if ends is None:
        return None
    found = grid(marks, *ends)
    added = np.zeros(found.lags.shape)
    for row, (mark, lags) in enumerate(zip(marks, found.lags, strict=True)):
        tables = [known[key] for key in mark.tables() if key in known]
        if tables:
            added[row] = np.sum(tables, axis=0)[lags]
        if mark.shape is Shape.GIVEN:
            added[row] += given(mark, lags == 1, found.sizes)
    density = rarity(found.starts) + added.sum(axis=0)
    density -= density.max()
    density -= np.log(np.sum(np.exp(density) * found.sizes))
    return Posterior(found, density, added)


def shortest(found: Posterior, wanted: float) -> tuple[int, int]:
    """Return the first and last day of the shortest run of stretches that holds the wanted probability.

    The run goes on over the few days beside it that are nearly as likely: words end an answer, not the sum.
    """
    heap = np.concatenate(([0.0], np.cumsum(found.mass())))
    starts = found.grid.starts
    ends = starts + found.grid.sizes
    # For each first stretch the stretch with which the run is full.
    last = np.searchsorted(heap, heap[:-1] + wanted * heap[-1] - 1e-12)
    fits = np.flatnonzero(last <= len(starts))
    widths = ends[last[fits] - 1] - starts[fits]
    first = int(fits[int(np.argmin(widths))])
    final = int(last[first]) - 1
    level = np.log(wanted) - np.log(ends[final] - starts[first]) - _LEVEL
    while first > 0 and found.grid.sizes[first - 1] <= _SHORT and found.density[first - 1] > level:
        first -= 1
    while final + 1 < len(starts) and found.grid.sizes[final + 1] <= _SHORT and found.density[final + 1] > level:
        final += 1
    return int(starts[first]), int(ends[final]) - 1
