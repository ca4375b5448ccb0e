"""How far coders agree beyond chance: percent, Cohen's kappa, Krippendorff's alpha, with intervals. Not for: what they coded.

A unit is what the coders said of one item: their values in any order; who said nothing is left out. Values are words or
numbers, made comparable before (see `coded`). A figure that cannot be computed is None and says why.

Sources: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1);
J. Cohen (1968), Weighted kappa, Psychological Bulletin 70(4); K. Krippendorff (2011), Computing Krippendorff's
Alpha-Reliability; A. F. Hayes, K. Krippendorff (2007), Answering the call for a standard reliability measure for coding
data, Communication Methods and Measures 1(1).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Value = str | float
Unit = Sequence[Value]
Pair = tuple[Value, Value]
Weigh = Callable[[Value, Value], float]
_Numbers = NDArray[np.float64]

# So many resamples of the items for an interval, always the same ones: our choice; 1,000 put its ends within about 0.01.
_N_RESAMPLES, _SEED = 1_000, 1960
_ENDS = (2.5, 97.5)
# Figures are computed once for the same answers: a page of 50 of them takes 25 ms of one core.
_KEPT = 1_024
_NO_TWO = "no item has two answers yet"
_NO_CHANCE = "all answers are the same, so that nothing tells agreement from chance"


class Scale(StrEnum):
    """Name what is known of the distance between two values."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a figure, its 95% interval by resampling items, and how many items it rests on; None where there is none.

    `why` says in words why there is no figure.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n_items: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Hold how often one coder said the value of a row and the other that of a column; `labels` name both, in order."""

    labels: tuple[Value, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def n_agreed(self) -> int:
        """Count the items on which both say the same."""
        return sum(row[at] for at, row in enumerate(self.counts))

    @property
    def n_items(self) -> int:
        """Count all items."""
        return sum(map(sum, self.counts))


def percent(units: Iterable[Unit]) -> Figure:
    """Return the share of equal pairs among all pairs of coders, 0 to 1, each item weighing the same.

    It holds what chance alone brings: of two values at random half agree.
    """
    shares = [_share_equal(unit) for unit in units if len(unit) > 1]
    if not shares:
        return Figure(None, why=_NO_TWO)
    return _percent(*_kinds(shares))


@lru_cache(_KEPT)
def _percent(kinds: tuple[float, ...], many: tuple[int, ...]) -> Figure:
    values = np.array(kinds, dtype=np.float64)
    return _figure(lambda counts: (counts @ values) / counts.sum(axis=1), many, why=_NO_TWO)


def _share_equal(unit: Unit) -> float:
    n = len(unit)
    return sum(many * (many - 1) for many in Counter(unit).values()) / (n * (n - 1))


def kappa(pairs: Iterable[Pair], *, weigh: Weigh | None = None) -> Figure:
    """Return Cohen's kappa of two coders: agreement beyond what their own habits bring by chance, 1 at best.

    `weigh` gives how bad it is that one says the first and the other the second value (0: not at all); without it every
    difference is as bad as every other. Source: Cohen 1960, formula 1; with weights Cohen 1968, formula 7.
    """
    kinds, many = _kinds(pairs)
    return _kappa(kinds, many, weigh) if kinds else Figure(None, why=_NO_TWO)


@lru_cache(_KEPT)
def _kappa(kinds: tuple[Pair, ...], many: tuple[int, ...], weigh: Weigh | None) -> Figure:
    values = _sorted({value for pair in kinds for value in pair})
    at = {value: number for number, value in enumerate(values)}
    bad = np.array([[_badness(one, other, weigh) for other in values] for one in values])
    first, second = (np.array([at[pair[side]] for pair in kinds]) for side in (0, 1))
    rows, columns = np.eye(len(values))[first], np.eye(len(values))[second]

    def of(counts: _Numbers) -> _Numbers:
        n = counts.sum(axis=1)
        observed = counts @ bad[first, second] / n
        expected = np.einsum("bi,ij,bj->b", counts @ rows, bad, counts @ columns, optimize=True) / n**2
        return _one_minus(observed, expected)

    return _figure(of, many, why=_NO_CHANCE)


def _badness(one: Value, other: Value, weigh: Weigh | None) -> float:
    return float(one != other) if weigh is None else weigh(one, other)


@lru_cache(64)
def linear(order: tuple[Value, ...]) -> Weigh:
    """Return weights that grow with the number of steps between two values of an ordered scale."""
    at = {value: number for number, value in enumerate(order)}
    return lambda one, other: abs(at[one] - at[other])


@lru_cache(64)
def quadratic(order: tuple[Value, ...]) -> Weigh:
    """Return weights that grow with the square of the steps; such a kappa is near an intraclass correlation."""
    at = {value: number for number, value in enumerate(order)}
    return lambda one, other: float((at[one] - at[other]) ** 2)


def alpha(units: Iterable[Unit], scale: Scale = Scale.NOMINAL, *, order: Sequence[Value] = ()) -> Figure:
    """Return Krippendorff's alpha of any number of coders, who need not all have answered every item.

    Numbers are wanted for interval and ratio (there none below 0); `order` is that of an ordinal scale, of numbers their
    own. Source: Krippendorff 2011, section E; the interval resamples items, where Hayes and Krippendorff 2007 resample pairs.
    """
    kinds, many = _kinds(tuple(_sorted(unit)) for unit in units if len(unit) > 1)
    return _alpha(kinds, many, scale, tuple(order)) if kinds else Figure(None, why=_NO_TWO)


@lru_cache(_KEPT)
def _alpha(kinds: tuple[tuple[Value, ...], ...], many: tuple[int, ...], scale: Scale, order: tuple[Value, ...]) -> Figure:
    told = {value for unit in kinds for value in unit}
    values = [value for value in order if value in told] if order else _sorted(told)
    at = {value: number for number, value in enumerate(values)}
    held = np.zeros((len(kinds), len(values)))
    for row, unit in zip(held, kinds, strict=True):
        for value in unit:
            row[at[value]] += 1
    distances = _DISTANCES[scale](held, values)

    def of(counts: _Numbers) -> _Numbers:
        marginals = counts @ held
        n = marginals.sum(axis=1)
        observed, expected = distances(counts, marginals)
        return _one_minus(observed / n, expected / (n * (n - 1)))

    return _figure(of, many, why=_NO_CHANCE)


# -- distances of alpha --------------------------------------------------------------------------------------------
# Each gives the sums over pairs of values, of o_ck d² within items and of n_c n_k d² over all, for every row of counts.

_Distances = Callable[[_Numbers, _Numbers], tuple[_Numbers, _Numbers]]


def _nominal(held: _Numbers, values: Sequence[Value]) -> _Distances:
    del values
    n = held.sum(axis=1)
    within = (n**2 - (held**2).sum(axis=1)) / (n - 1)
    return lambda counts, marginals: (counts @ within, marginals.sum(axis=1) ** 2 - (marginals**2).sum(axis=1))


def _squares(held: _Numbers, marginals: _Numbers, counts: _Numbers, places: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Sum squared differences of places on a line, one row of places for each row of counts."""
    n = held.sum(axis=1)
    within = (2 * n * (places**2 @ held.T) - 2 * (places @ held.T) ** 2) / (n - 1)
    total = marginals.sum(axis=1)
    over = 2 * total * (marginals * places**2).sum(axis=1) - 2 * (marginals * places).sum(axis=1) ** 2
    return (counts * within).sum(axis=1), over


def _interval(held: _Numbers, values: Sequence[Value]) -> _Distances:
    numbers = np.array(values, dtype=np.float64)
    # Days count from the year 1: squares of such numbers would lose the difference.
    places = (numbers - numbers.mean())[None, :]
    return lambda counts, marginals: _squares(held, marginals, counts, places)


def _ordinal(held: _Numbers, values: Sequence[Value]) -> _Distances:
    """The ordinal distance of two values is that of their middle ranks among all values."""
    del values

    def of(counts: _Numbers, marginals: _Numbers) -> tuple[_Numbers, _Numbers]:
        ranks = np.cumsum(marginals, axis=1) - marginals / 2
        return _squares(held, marginals, counts, ranks - ranks.mean(axis=1, keepdims=True))

    return of


def _ratio(held: _Numbers, values: Sequence[Value]) -> _Distances:
    numbers = np.array(values, dtype=np.float64)
    sums = numbers[:, None] + numbers[None, :]
    apart = np.divide(numbers[:, None] - numbers[None, :], sums, out=np.zeros_like(sums), where=sums > 0) ** 2
    within = np.einsum("ui,ij,uj->u", held, apart, held, optimize=True) / (held.sum(axis=1) - 1)

    def of(counts: _Numbers, marginals: _Numbers) -> tuple[_Numbers, _Numbers]:
        return counts @ within, np.einsum("bi,ij,bj->b", marginals, apart, marginals, optimize=True)

    return of


_DISTANCES: dict[Scale, Callable[[_Numbers, Sequence[Value]], _Distances]] = {
    Scale.NOMINAL: _nominal,
    Scale.ORDINAL: _ordinal,
    Scale.INTERVAL: _interval,
    Scale.RATIO: _ratio,
}


# -- figures -------------------------------------------------------------------------------------------------------


def _figure(of: Callable[[_Numbers], _Numbers], many: Sequence[int], *, why: str) -> Figure:
    """Return the figure of the items as they are, with the interval of the items drawn anew again and again.

    A draw without variation has no figure and is left out; when so are most, there is no interval.
    """
    weights = np.array(many, dtype=np.float64)
    n = sum(many)
    value = float(of(weights[None, :])[0])
    if np.isnan(value):
        return Figure(None, n_items=n, why=why)
    drawn = np.random.default_rng(_SEED).multinomial(n, weights / n, size=_N_RESAMPLES).astype(np.float64)
    found = of(drawn)
    found = found[~np.isnan(found)]
    if n < 2 or 2 * len(found) < _N_RESAMPLES:
        return Figure(value, n_items=n)
    low, high = np.percentile(found, _ENDS)
    return Figure(value, float(min(low, value)), float(min(1.0, max(high, value))), n)


def _one_minus(observed: _Numbers, expected: _Numbers) -> _Numbers:
    is_defined = expected > 1e-12 * np.maximum(1.0, observed)
    shares = np.divide(observed, expected, out=np.full_like(observed, np.nan), where=is_defined)
    return 1.0 - shares


def _kinds(found: Iterable[Any]) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """Return what differs, and how often each is there: thousands of items are of a few kinds."""
    many = Counter(found)
    kinds = tuple(sorted(many, key=repr))
    return kinds, tuple(many[one] for one in kinds)


def _sorted(values: Iterable[Value]) -> list[Value]:
    """Sort values: numbers by size, then words."""
    return sorted(values, key=lambda one: (isinstance(one, str), one))


def confusion(pairs: Iterable[Pair], *, order: Sequence[Value] = ()) -> Confusion:
    """Return how often which two values met; the labels in `order` come first, those that nobody said are left out."""
    many = Counter(pairs)
    told = {value for pair in many for value in pair}
    labels = [value for value in order if value in told]
    labels += _sorted(told - set(labels))
    return Confusion(tuple(labels), tuple(tuple(many[one, other] for other in labels) for one in labels))


# -- reading aids --------------------------------------------------------------------------------------------------

_KAPPA_WORDS = ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"), (0.0, "slight"))
KAPPA_AID = (
    "Words for kappa after Landis and Koch (1977, Biometrics 33): slight to 0.20, fair to 0.40, moderate to 0.60, "
    "substantial to 0.80, then almost perfect. They call these cut-offs arbitrary themselves."
)
ALPHA_AID = (
    "Krippendorff (2004, Content Analysis) asks for an alpha of 0.800 to rely on data, and takes 0.667 to 0.800 for tentative "
    "conclusions alone. Cut-offs are conventions: look at the interval, and at what a wrong value would cost."
)


def kappa_in_words(value: float) -> str:
    """Return what Landis and Koch call such a kappa; each bound still belongs to the word below it."""
    return next((words for least, words in _KAPPA_WORDS if value > least), "slight" if value == 0 else "poor")


def alpha_in_words(value: float) -> str:
    """Return what Krippendorff takes such an alpha for."""
    return "reliable" if value >= 0.8 else "tentative" if value >= 0.667 else "not to be relied on"
