"""Paired bootstrap over documents: is one system ahead of another, or is it the sample? Not for: what is counted (see `ahead`).

Both systems answered the same documents. Documents are drawn anew with replacement, the same ones for both, and the figure of
each is reckoned from what is drawn.

Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13 (percentile intervals); for systems that share
their test documents Berg-Kirkpatrick, Burkett and Klein 2012, An Empirical Investigation of Statistical Significance in NLP.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
N_RESAMPLES = 10_000
_SHARE = 0.95
_AT_ONCE = 1_000  # resamples whose weights lie in memory together


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold how two systems compare; `low` and `high` are the ends of the 95 % interval of `difference`.

    `share_ahead` is the share of the resamples in which the first is strictly ahead: even systems come to a half or less.
    """

    difference: float
    low: float
    high: float
    share_ahead: float


def compared(
    ours: Rows, theirs: Rows, figure: Callable[[Rows], Rows], *, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> Comparison:
    """Compare two systems by what is counted of each document.

    `ours` and `theirs` are (documents, counts), row by row the same document. `figure` takes sums of the counts, shape
    (resamples, counts), and returns the figure of each resample, greater being better.
    """
    drawn = np.concatenate([figure(w @ ours) - figure(w @ theirs) for w in _weights(len(ours), n_resamples, seed)])
    whole = figure(ours.sum(axis=0, keepdims=True)) - figure(theirs.sum(axis=0, keepdims=True))
    return _comparison(float(whole[0]), drawn)


def compared_with_figure(
    ours: Rows, theirs: float, figure: Callable[[Rows], Rows], *, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> Comparison:
    """Compare a system with a peer of which nothing but its figure on the whole set is known, as if that were certain."""
    drawn = np.concatenate([figure(w @ ours) - theirs for w in _weights(len(ours), n_resamples, seed)])
    return _comparison(float(figure(ours.sum(axis=0, keepdims=True))[0]) - theirs, drawn)


def _weights(n: int, n_resamples: int, seed: int) -> Iterator[Rows]:
    """Yield how often each document is drawn, (resamples, documents)."""
    random = np.random.default_rng(seed)
    for at in range(0, n_resamples, _AT_ONCE):
        size = min(_AT_ONCE, n_resamples - at)
        yield random.multinomial(n, np.full(n, 1 / n), size=size).astype(np.float64)


def _comparison(difference: float, drawn: Rows) -> Comparison:
    low, high = np.quantile(drawn, [(1 - _SHARE) / 2, (1 + _SHARE) / 2])
    return Comparison(difference, float(low), float(high), float((drawn > 0).mean()))


def grouped(rows: Rows, keys: Sequence[str]) -> Rows:
    """Return one row for each key with the sums of its rows, keys in the order of their first.

    Flavours of one page are no documents of their own: drawn apart they would make a small set look large.
    """
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    found = np.zeros((len(places), rows.shape[1]))
    np.add.at(found, [places[key] for key in keys], rows)
    return found


def ratio(tops: Rows, bottoms: Rows) -> Rows:
    """Return quotients, 0 where there is nothing to divide by."""
    return np.divide(tops, bottoms, out=np.zeros_like(tops), where=bottoms > 0)


def harmonic(one: Rows, other: Rows) -> Rows:
    """Return harmonic means, 0 where both are 0."""
    return ratio(2 * one * other, one + other)
