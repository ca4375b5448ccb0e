"""Run boosted trees kept as ONNX in an .npz file. Not for: their features (see `lines_features`)."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.errors import ModelError

Matrix = NDArray[np.float32]


def arrays(content: bytes, name: str, keys: tuple[str, ...]) -> Mapping[str, NDArray[Any]]:
    """Return the named arrays of an .npz file.

    :raises ModelError: when the bytes are no such file or lack an array; `name` stands in the message.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as parts:
            return {key: parts[key] for key in keys}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{name}: not a line model ({error}); reinstall the package") from error


class Trees:
    """Run one tree model on one thread."""

    def __init__(self, content: NDArray[np.uint8]) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # the converter declares one label a batch; the run-time warns and gives all
        self._session = onnxruntime.InferenceSession(content.tobytes(), options, providers=["CPUExecutionProvider"])

    def run(self, features: Matrix) -> Matrix:
        """Return the probability of each class, shape (rows, classes)."""
        return np.asarray(self._session.run(None, {"units": features})[1])
