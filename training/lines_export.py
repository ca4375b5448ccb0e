"""Write trees as ONNX that answers alike in single precision. Not for: reading it (see `wiredesk.tagger.lines_trees`)."""

import logging
from collections.abc import Sequence

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.lines_merging import merged_text
from wiredesk.tagger.lines_trees import Matrix, Trees

_log = logging.getLogger("training.lines")


def _floored(threshold: str) -> str:
    """Return the largest float32 that is not above a threshold: for float32 features the comparison stays the same."""
    wanted = float(threshold)
    single = np.float32(wanted)
    return repr(float(single if float(single) <= wanted else np.nextafter(single, np.float32(-np.inf))))


def _in_single_precision(model: lightgbm.Booster) -> lightgbm.Booster:
    """Return the model with thresholds as ONNX keeps them; rounded up they would let some features through (0.04 at worst)."""
    lines = model.model_to_string().split("\n")
    kept = [
        "threshold=" + " ".join(map(_floored, line.removeprefix("threshold=").split())) if line.startswith("threshold=") else line
        for line in lines
        if not line.startswith("tree_sizes=")  # counts of bytes, which no longer hold
    ]
    return lightgbm.Booster(model_str="\n".join(kept))


def merged(models: Sequence[lightgbm.Booster]) -> lightgbm.Booster:
    """Return one model that answers with the mean of the log-odds of several with the same columns."""
    return lightgbm.Booster(model_str=merged_text([model.model_to_string() for model in models]))


def as_onnx(model: lightgbm.Booster) -> NDArray[np.uint8]:
    """Return the bytes of the model as ONNX."""
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    inputs = [("units", FloatTensorType([None, model.num_feature()]))]
    made = convert_lightgbm(_in_single_precision(model), initial_types=inputs, zipmap=False, target_opset=15)
    return np.frombuffer(made.SerializeToString(), dtype=np.uint8)


def log_difference(model: lightgbm.Booster, content: NDArray[np.uint8], features: Matrix) -> None:
    """Log how far ONNX and LightGBM differ on `features` at most."""
    ours = Trees(content).run(features)
    theirs = np.asarray(model.predict(features))
    _log.info(
        "largest difference of ONNX and LightGBM: %.6f", float(np.abs(ours[:, -1] - theirs.reshape(len(ours), -1)[:, -1]).max())
    )
