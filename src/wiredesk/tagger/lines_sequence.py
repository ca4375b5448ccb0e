"""Guess from the whole sequence of units which are article text. Not for: the trees' guess, or the decision (see `lines`).

Small convolutional networks, alike but for the seed, whose log-odds are averaged. Each runs over the units of a page in
order: of each its features and a mean of vectors of its words and word pairs (hashed, so that no text can be read back).
Layers of growing stride see some sixty units each way, and one layer the page as a whole, so that the rows of a table, the
items of a list or the notes of a page share their fate. Trained by `training.lines_sequence`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_clues import Clues
from wiredesk.tagger.lines_features import NAMES
from wiredesk.tagger.lines_trees import Matrix, one_thread

# Columns that the network reads: what a unit is; what stands beside it the network sees by itself.
N_COLUMNS = next(number for number, name in enumerate(NAMES) if "@" in name)
N_NETWORKS = 2
KEYS = ("vectors", "scales", "mean", "spread", *(f"network{number}" for number in range(N_NETWORKS)))
_MOST = 4.0  # standard deviations; what lies beyond is cut


def standardised(features: Matrix, mean: Matrix, spread: Matrix) -> Matrix:
    """Return the network's columns around 0, cut at four standard deviations."""
    return np.asarray(np.clip((features[:, :N_COLUMNS] - mean) / spread, -_MOST, _MOST), dtype=np.float32)


class PageReader:
    """Run the networks on one thread.

    `vectors` holds the word vectors of all networks side by side in int8, `scales` the scale of each network's.
    """

    def __init__(self, parts: Mapping[str, NDArray[Any]]) -> None:
        self._vectors = parts["vectors"]
        self._scales = parts["scales"].repeat(self._vectors.shape[1] // N_NETWORKS)
        self._mean, self._spread = parts["mean"], parts["spread"]
        self._sessions = [one_thread(parts[f"network{number}"]) for number in range(N_NETWORKS)]

    def _word_vectors(self, clues: Clues) -> Matrix:
        found = self._vectors[clues.places & (len(self._vectors) - 1)]
        sums = np.add.reduceat(found, clues.starts, axis=0, dtype=np.int32)
        sizes = np.diff(clues.starts, append=len(clues.places))
        return np.asarray(sums * self._scales / sizes[:, None], dtype=np.float32)

    def log_odds(self, features: Matrix, clues: Clues) -> Matrix:
        """Return the log-odds of article text of each unit of a page, shape (n,)."""
        columns = standardised(features, self._mean, self._spread)
        odds = np.zeros(len(features), dtype=np.float32)
        for session, vectors in zip(self._sessions, np.split(self._word_vectors(clues), N_NETWORKS, axis=1), strict=True):
            units = np.concatenate([columns, vectors], axis=1)
            odds += np.asarray(session.run(None, {"units": units[None]})[0])[0]
        return np.asarray(odds / N_NETWORKS, dtype=np.float32)
