"""Measure what a first guess says around each block of a page, and in its boxes. Not for: the first guess (see `blocks`).

A paragraph between paragraphs is one, unless it stands in a box of its own beside links; only the guesses of its neighbours
and of the blocks of its make can tell.
"""

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger import lines_context
from wiredesk.tagger.blocks_words import Matrix, averaged, moved
from wiredesk.tagger.lines_context import STEPS, WINDOWS, mass_around

_GROUPS = 3

NAMES: tuple[str, ...] = (
    *lines_context.NAMES,
    *(f"{what}_of_group{number}" for number in range(_GROUPS) for what in ("mean", "most")),
)


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
    own = guess.astype(np.float64)
    column = guess.astype(np.float32)[:, None]
    beside = [moved(column, step) for step in STEPS] + [side for window in WINDOWS for side in averaged(column, window)]
    weight = np.sqrt(n_words.astype(np.float64) + 1.0)
    rest = [*mass_around(own, n_words), *(one for group in groups.T for one in _in_group(own, group, weight))]
    return np.concatenate([column, *beside, np.stack(rest, axis=1)], axis=1).astype(np.float32)
