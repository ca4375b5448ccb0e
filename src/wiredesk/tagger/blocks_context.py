"""Measure what a first guess says around each block of a page, and in its boxes. Not for: the first guess (see `blocks`).

A paragraph between paragraphs is one, unless it stands in a box of its own beside links; only the guesses of its neighbours
and of the blocks of its make can tell.
"""

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.blocks_words import Matrix, averaged, moved

_STEPS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
_WINDOWS = (3, 8, 20, 50)
# Weight of a block in the search for the best stretch: root of its words times (guess - 0.4). Our choice.
_BREAK_EVEN = 0.4
_FAR = 60
_GROUPS = 3

NAMES: tuple[str, ...] = (
    "guess",
    *(f"guess@{step}" for step in _STEPS),
    *(f"guess~{window}{side}" for window in _WINDOWS for side in "<>"),
    *"mass_before mass_after guess_most mass guess_mean in_best to_best_start to_best_end density".split(),
    *"since_hit until_hit since_first_hit until_last_hit n_hits".split(),
    *(f"{what}_of_group{number}" for number in range(_GROUPS) for what in ("mean", "most")),
)


def _best_stretch(gain: NDArray[np.float64]) -> tuple[int, int]:
    """Return start and end of the stretch with the largest sum (Kadane 1984)."""
    sums = np.concatenate([[0.0], np.cumsum(gain)])
    lows = np.minimum.accumulate(sums)
    end = int((sums[1:] - lows[:-1]).argmax()) + 1
    return int(sums[:end].argmin()), end


def _to_hits(guess: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    number = np.arange(len(guess))
    hit = guess > 0.5
    hits = np.flatnonzero(hit)
    first, last = (int(hits[0]), int(hits[-1])) if len(hits) else (0, len(guess))
    since = number - np.maximum.accumulate(np.where(hit, number, -_FAR * 9))
    until = np.minimum.accumulate(np.where(hit, number, len(guess) + _FAR * 9)[::-1])[::-1] - number
    ends = [np.clip(number - first, -_FAR, _FAR), np.clip(number - last, -_FAR, _FAR)]
    return [np.minimum(since, _FAR), np.minimum(until, _FAR), *ends, np.full(len(guess), np.log1p(len(hits)))]


def _in_group(guess: NDArray[np.float64], ids: NDArray[np.int64], weight: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the mean guess of the others of each block's group (-1 where it is alone), and the highest of all of them."""
    size, mass = np.bincount(ids, weight), np.bincount(ids, guess * weight)
    rest = size[ids] - weight
    others = np.where(rest > 1e-9, (mass[ids] - guess * weight) / np.maximum(rest, 1e-9), -1.0)
    most = np.zeros(len(size))
    np.maximum.at(most, ids, guess)
    return [others, most[ids]]


def surroundings(guess: Matrix, n_words: Matrix, groups: NDArray[np.int64]) -> Matrix:
    """Return what the first guess (0 to 1 a block) shows around each block, shape (n blocks, len(NAMES)), float32.

    `groups` holds the numbers of the groups that each block belongs to, shape (n blocks, 3): box, box around it, make.
    """
    n, own = len(guess), guess.astype(np.float64)
    number = np.arange(n)
    mass = own * n_words
    total = float(mass.sum()) or 1.0
    sums = np.cumsum(mass)
    start, end = _best_stretch((own - _BREAK_EVEN) * np.sqrt(n_words + 1.0))
    dense = np.convolve(mass, np.exp(-np.abs(np.arange(-15, 16)) / 5.0))[15 : 15 + n]
    column = guess.astype(np.float32)[:, None]
    beside = [moved(column, step) for step in _STEPS] + [side for window in _WINDOWS for side in averaged(column, window)]
    weight = np.sqrt(n_words.astype(np.float64) + 1.0)
    rest = [
        (sums - mass) / total,
        (total - sums) / total,
        np.full(n, own.max()),
        np.full(n, np.log1p(total)),
        np.full(n, own.mean()),
        (number >= start) & (number < end),
        np.clip(number - start, -50, 50),
        np.clip(number - end, -50, 50),
        dense / (float(dense.max()) or 1.0),
        *_to_hits(own),
        *(one for group in groups.T for one in _in_group(own, group, weight)),
    ]
    return np.concatenate([column, *beside, np.stack(rest, axis=1)], axis=1).astype(np.float32)
