"""A trained comparison of incidents written as arrays that numpy alone can use. Not for: training it (see `incidents`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from wiredesk.corroborate.incidents_features import FEATURES
from wiredesk.corroborate.incidents_scoring import Trees

# LightGBM parts NaN from numbers by a threshold near the largest double; in float32 it must stay below infinity, which is NaN's.
_LARGEST = 1e38
TARGET = Path(__file__).parents[1] / "src/wiredesk/corroborate/incidents_weights.npz"


def _depth(node: dict[str, Any]) -> int:
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"])) if "split_feature" in node else 0


def _laid_out(node: dict[str, Any], at: int, depth: int) -> Iterator[tuple[int, int, float, float]]:
    """Yield number, slot, threshold and value of every node of a complete tree; a leaf above the floor is its own child."""
    if "split_feature" not in node:
        yield at, 0, np.inf, node["leaf_value"]
        children = (node, node)
    else:
        # LightGBM takes NaN for 0 in a feature that had none in training.
        is_left = node["default_left"] if node["missing_type"] == "NaN" else node["threshold"] >= 0
        least = max(-_LARGEST, min(_LARGEST, node["threshold"]))
        yield at, node["split_feature"] + (0 if is_left else len(FEATURES)), least, node["internal_value"]
        children = (node["left_child"], node["right_child"])
    if depth:
        for step, child in enumerate(children, start=1):
            yield from _laid_out(child, 2 * at + step, depth - 1)


def exported(booster: Any, *, scale: float = 1.0, shift: float = 0.0) -> Trees:
    """Return a LightGBM booster as trees whose log odds are scaled and shifted."""
    roots = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    depth = max(_depth(root) for root in roots)
    slot = np.zeros((len(roots), 2**depth - 1), dtype=np.intp)
    threshold = np.full(slot.shape, np.inf)
    value = np.zeros((len(roots), 2 ** (depth + 1) - 1))
    for row, root in enumerate(roots):
        for at, used, least, worth in _laid_out(root, 0, depth):
            value[row, at] = worth * scale + shift / len(roots)
            if at < slot.shape[1]:
                slot[row, at], threshold[row, at] = used, least
    return Trees(slot, threshold, value)


def write(trees: Trees, path: Path = TARGET) -> None:
    """Write the trees as the package loads them."""
    arrays: dict[str, Any] = {
        "slot": trees.slot.astype(np.uint8),
        "threshold": trees.threshold.astype(np.float32),
        "value": trees.value.astype(np.float32),
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)
