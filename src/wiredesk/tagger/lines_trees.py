"""Run boosted trees kept as ONNX in an .npz file. Not for: their features (see `lines_features`)."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime

Matrix = NDArray[np.float32]


def arrays(content: bytes, name: str, keys: tuple[str, ...]) -> Mapping[str, NDArray[Any]]:
    """Return the named arrays of an .npz file.

    :raises ModelError: when the bytes are no such file or lack an array; `name` stands in the message.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as parts:
            return {key: parts[key] for key in keys}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{name}: not a model of this version ({error}); reinstall the package") from error


def one_thread(content: NDArray[np.uint8]) -> "onnxruntime.InferenceSession":
    """Return a session that runs an ONNX model on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # the converter declares one label a batch; the run-time warns and gives all
    return onnxruntime.InferenceSession(content.tobytes(), options, providers=["CPUExecutionProvider"])


class Trees:
    """Run one tree model on one thread."""

    def __init__(self, content: NDArray[np.uint8]) -> None:
        self._session = one_thread(content)

    def run(self, features: Matrix) -> Matrix:
        """Return the probability of each class, shape (rows, classes)."""
        return np.asarray(self._session.run(None, {"units": features})[1])
