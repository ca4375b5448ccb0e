"""Write the trained line model as one .npz: the word table and the three tree models as ONNX. Not for: reading it."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import Example

if TYPE_CHECKING:
    import lightgbm

    from training.lines import LineModels

_log = logging.getLogger("training.lines")


def _floored(threshold: str) -> str:
    """Return the largest float32 that is not above a threshold: for float32 features the comparison stays the same."""
    wanted = float(threshold)
    single = np.float32(wanted)
    return repr(float(single if float(single) <= wanted else np.nextafter(single, np.float32(-np.inf))))


def _in_single_precision(model: "lightgbm.Booster") -> "lightgbm.Booster":
    """Return the model with thresholds as ONNX keeps them; rounded up they would let some features through (0.04 at worst)."""
    import lightgbm

    lines = model.model_to_string().split("\n")
    kept = [
        "threshold=" + " ".join(map(_floored, line.removeprefix("threshold=").split())) if line.startswith("threshold=") else line
        for line in lines
        if not line.startswith("tree_sizes=")  # counts of bytes, which no longer hold
    ]
    return lightgbm.Booster(model_str="\n".join(kept))


def _onnx(model: "lightgbm.Booster") -> NDArray[np.uint8]:
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    inputs = [("units", FloatTensorType([None, model.num_feature()]))]
    made = convert_lightgbm(_in_single_precision(model), initial_types=inputs, zipmap=False, target_opset=15)
    return np.frombuffer(made.SerializeToString(), dtype=np.uint8)


def save(models: "LineModels", path: Path, checked: Sequence[Example]) -> None:
    """Write the model file and log how far ONNX differs from LightGBM on `checked`."""
    parts = {name: _onnx(getattr(models, name)) for name in ("first", "second", "kinds")}
    np.savez_compressed(path, words=models.words, first=parts["first"], second=parts["second"], kinds=parts["kinds"])
    _log.info("%s: %d bytes", path.name, path.stat().st_size)
    import onnxruntime

    session = onnxruntime.InferenceSession(parts["second"].tobytes(), providers=["CPUExecutionProvider"])
    looks = np.concatenate(models.looks(checked))
    ours = session.run(None, {"units": looks})[1][:, 1]
    _log.info("largest difference of ONNX and LightGBM: %.6f", float(np.abs(ours - models.second.predict(looks)).max()))
