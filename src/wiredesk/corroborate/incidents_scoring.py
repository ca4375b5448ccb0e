"""The trained weights of a pair of incidents: numbers in, log odds out, with each number's share. Not for: words for people
(see `incidents_reasons`).

Boosted trees, trained by `training/incidents.py` and shipped as arrays. A number's share is what the splits on it moved the
value by on the way down each tree, so that all shares and the bias add up to the log odds.
Source: Saabas 2014, "Interpreting random forests"; Friedman 2001, gradient boosting.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.corroborate.incidents_features import FEATURES

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Hold the trees as arrays of shape (trees, nodes): node 0 is the root, a leaf is its own child.

    `feature` (int16) is an index into `FEATURES`; a number at most `threshold` goes `left`, a larger one `right` (node numbers);
    NaN goes left where `nan_left`. `value` is what a node is worth in log odds before `scale` and `shift` calibrate the sum.
    """

    feature: NDArray[np.int16]
    threshold: Numbers
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    nan_left: NDArray[np.bool_]
    value: Numbers
    depth: int
    scale: float
    shift: float
    join: float
    propose: float

    def log_odds(self, rows: Numbers) -> Numbers:
        """Return the calibrated log odds of pairs; `rows` has shape (pairs, len(FEATURES))."""
        total = np.zeros(len(rows))
        for tree in range(len(self.feature)):
            node = np.zeros(len(rows), dtype=np.intp)
            for _ in range(self.depth):
                node = self._next(tree, node, rows[np.arange(len(rows)), self.feature[tree, node]])
            total += self.value[tree, node]
        return total * self.scale + self.shift

    def shares(self, row: Numbers) -> tuple[float, Numbers]:
        """Return the log odds of one pair and what each of its numbers adds to them, in the order of `FEATURES`."""
        trees = np.arange(len(self.feature))
        node = np.zeros(len(trees), dtype=np.intp)
        value = self.value[trees, node]
        moved = np.zeros(len(FEATURES))
        start = float(value.sum())
        for _ in range(self.depth):
            used = self.feature[trees, node]
            node = self._next(trees, node, row[used])
            after = self.value[trees, node]
            moved += np.bincount(used, after - value, minlength=len(FEATURES))
            value = after
        return (start + float(moved.sum())) * self.scale + self.shift, moved * self.scale

    def _next(self, tree: int | NDArray[np.intp], node: NDArray[np.intp], given: Numbers) -> NDArray[np.intp]:
        is_left = (given <= self.threshold[tree, node]) | (np.isnan(given) & self.nan_left[tree, node])
        following: NDArray[np.intp] = np.where(is_left, self.left[tree, node], self.right[tree, node]).astype(np.intp)
        return following


@cache
def trees() -> Trees:
    """Return the shipped weights."""
    with (resources.files("wiredesk.corroborate") / "incidents_weights.npz").open("rb") as file, np.load(file) as kept:
        arrays: dict[str, Any] = {name: kept[name] for name in ("feature", "threshold", "left", "right", "nan_left", "value")}
        numbers: dict[str, Any] = {name: float(kept[name]) for name in ("scale", "shift", "join", "propose")}
        return Trees(**arrays, **numbers, depth=int(kept["depth"]))
