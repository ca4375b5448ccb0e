"""Write the trained block model as one .npz: two tables and the tree models as ONNX. Not for: reading it."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.blocks_corpus import Example
from training.lines_export import as_onnx
from wiredesk.tagger.lines_trees import Trees

if TYPE_CHECKING:
    from training.blocks import BlockModels

_log = logging.getLogger("training.blocks")


def save(models: "BlockModels", path: Path, checked: Sequence[Example]) -> None:
    """Write the model file and log how far ONNX differs from LightGBM on `checked`."""
    seconds = [as_onnx(trees) for trees in models.seconds]
    parts: dict[str, Any] = {f"second{number}": content for number, content in enumerate(seconds)}
    np.savez_compressed(path, words=models.words, names=models.names, first=as_onnx(models.first), **parts)
    _log.info("%s: %d bytes", path.name, path.stat().st_size)
    looks = np.concatenate([models.looks(one) for one in checked]).astype(np.float32)
    for content, trees in zip(seconds, models.seconds, strict=True):
        differences = np.abs(Trees(content).run(looks)[:, 1] - np.asarray(trees.predict(looks)))
        _log.info("largest difference of ONNX and LightGBM: %.6f", float(differences.max()))
