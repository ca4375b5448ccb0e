"""Pages as batches for the network that reads them in order. Not for: the pages (see `lines_corpus`).

Plain arrays: the network makes its tensors of them, so that batches are tested where torch is absent.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_places import Matrix

_MAX_UNITS = 2500  # a batch, padding counted
_BLOCK = 128  # pages within which like lengths are put together


@dataclass(frozen=True, slots=True)
class PageUnits:
    """Hold one page: its standardised columns, clues (all places, and where each unit's begin), target and weight by unit."""

    columns: Matrix
    places: NDArray[np.int64]
    starts: NDArray[np.int64]
    target: NDArray[np.float32]
    weight: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold pages side by side: rows of all units, `mask` (pages, units) where units are, places of clues between `bounds`.

    The clues of row i stand from `bounds[i]` to `bounds[i + 1]`.
    """

    columns: Matrix
    places: NDArray[np.int64]
    bounds: NDArray[np.int64]
    mask: NDArray[np.bool_]
    target: NDArray[np.float32]
    weight: NDArray[np.float32]


def batches(pages: Sequence[PageUnits], rng: random.Random) -> list[list[PageUnits]]:
    """Return all pages in batches of like lengths, in an order drawn by chance."""
    order = list(pages)
    rng.shuffle(order)
    made: list[list[PageUnits]] = []
    for first in range(0, len(order), _BLOCK):
        made.append([])
        for page in sorted(order[first : first + _BLOCK], key=lambda one: len(one.target)):
            made[-1].append(page)
            if len(page.target) * len(made[-1]) > _MAX_UNITS:
                made.append([])
    made = [one for one in made if one]
    rng.shuffle(made)
    return made


def batch(pages: Sequence[PageUnits], *, dropped: float = 0.0, rng: np.random.Generator | None = None) -> Batch:
    """Return pages as one batch; `dropped` of the clues are left out by chance, and a third as many of the columns."""
    sizes = [len(page.target) for page in pages]
    mask = np.arange(max(sizes))[None, :] < np.array(sizes)[:, None]
    columns = np.concatenate([page.columns for page in pages])
    places = np.concatenate([page.places for page in pages])
    lengths = np.concatenate([np.diff(page.starts, append=len(page.places)) for page in pages])
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    if rng is not None:
        kept = rng.random(len(places)) >= dropped
        places, bounds = places[kept], np.concatenate([[0], np.cumsum(kept)])[bounds]
        columns = columns * (rng.random(columns.shape, dtype=np.float32) >= dropped / 3.0)
    target = np.concatenate([page.target for page in pages])
    weight = np.concatenate([page.weight for page in pages])
    return Batch(columns, places, bounds, mask, target, weight)
