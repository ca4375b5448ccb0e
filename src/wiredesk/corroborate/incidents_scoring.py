"""The trained weights of a pair of incidents: numbers in, log odds out, with each number's share. Not for: words for people
(see `incidents_reasons`).

Boosted trees, trained by `training/incidents.py` and shipped as arrays. A number's share is what the splits on it moved the
value by on the way down each tree, so that all shares and the bias add up to the log odds.
Source: Friedman 2001, gradient boosting; Saabas 2014, "Interpreting random forests".
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from wiredesk.corroborate.incidents_features import FEATURES

Numbers = NDArray[np.float64]
_N = len(FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Hold complete binary trees, one a row: node 0 is the root, the children of node n are 2n + 1 and 2n + 2.

    `slot` (trees, inner nodes) is an index into `FEATURES`, plus their number where NaN goes right; a number above `threshold`
    (the same shape) goes right. `value` (trees, all nodes) is what a node is worth in log odds, calibrated.
    """

    slot: NDArray[np.intp]
    threshold: Numbers
    value: Numbers

    @property
    def depth(self) -> int:
        """Return the number of splits on the way down."""
        return int(self.value.shape[1] + 1).bit_length() - 2

    def log_odds(self, rows: Numbers) -> Numbers:
        """Return the log odds of pairs; `rows` has shape (pairs, len(FEATURES))."""
        given, lines = _both_ways(rows), np.arange(len(rows))
        total = np.zeros(len(rows))
        for slot, threshold, value in zip(self.slot, self.threshold, self.value, strict=True):
            node = np.zeros(len(rows), dtype=np.intp)
            for _ in range(self.depth):
                node = 2 * node + 1 + (given[lines, slot[node]] > threshold[node])
            total += value[node]
        return total

    def shares(self, row: Numbers) -> tuple[float, Numbers]:
        """Return the log odds of one pair and what each of its numbers adds to them, in the order of `FEATURES`."""
        given = _both_ways(row[np.newaxis])[0]
        inner, nodes = (np.arange(len(self.value)) * shape for shape in (self.slot.shape[1], self.value.shape[1]))
        value = self.value[:, 0]
        start, moved = float(value.sum()), np.zeros(2 * _N)
        node = np.zeros(len(self.value), dtype=np.intp)
        for _ in range(self.depth):
            used = self.slot.take(inner + node)
            node = 2 * node + 1 + (given.take(used) > self.threshold.take(inner + node))
            after = self.value.take(nodes + node)
            moved += np.bincount(used, after - value, minlength=2 * _N)
            value = after
        return start + float(moved.sum()), moved[:_N] + moved[_N:]


def _both_ways(rows: Numbers) -> Numbers:
    """Return the rows twice over, side by side: NaN as the least number and as the largest."""
    return np.hstack([np.where(np.isnan(rows), least, rows) for least in (-np.inf, np.inf)])


@cache
def trees() -> Trees:
    """Return the shipped weights."""
    with (resources.files("wiredesk.corroborate") / "incidents_weights.npz").open("rb") as file, np.load(file) as kept:
        return Trees(kept["slot"].astype(np.intp), kept["threshold"].astype(np.float64), kept["value"].astype(np.float64))
