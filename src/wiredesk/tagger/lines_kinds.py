"""Name what is not article text: title, byline, date, furniture. Not for: what is article text (see `lines`).

Boosted trees in a file of their own, `lines_kinds.npz`, made by `training.lines_kinds`; the file names the columns it reads,
so that a column added for the body changes nothing here.
"""

import functools
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from wiredesk.documents import LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger import lines_context, lines_features
from wiredesk.tagger.lines_trees import Matrix, Trees, arrays

KINDS_NAME = "lines_kinds.npz"
KINDS = (LineLabel.ARTICLE, LineLabel.TITLE, LineLabel.BYLINE, LineLabel.DATE, LineLabel.CHROME)
# What `looks` holds, column by column: what a unit looks like, then what the first guess shows around it.
COLUMNS: tuple[str, ...] = (*lines_features.NAMES, *(f"seen {name}" for name in lines_context.NAMES))
_FAR = 40  # units from the body within which title, byline and date are looked for; our choice


class KindModel:
    """Run the shipped model of kinds.

    :raises ModelError: when the bytes are not a model of this version.
    """

    def __init__(self, content: bytes) -> None:
        parts = arrays(content, KINDS_NAME, ("columns", "kinds"))
        places = {name: number for number, name in enumerate(COLUMNS)}
        try:
            self._columns = np.array([places[name] for name in parts["columns"].tolist()])
        except KeyError as error:
            raise ModelError(f"{KINDS_NAME}: no column {error}; reinstall the package") from error
        self._trees = Trees(parts["kinds"])

    def scores(self, looks: Matrix, is_body: NDArray[np.bool_]) -> Matrix:
        """Return the label probabilities, shape (n, 5); far from the body all is furniture and need not be asked."""
        hits = np.flatnonzero(is_body)
        first, last = (max(0, int(hits[0]) - _FAR), int(hits[-1]) + _FAR) if len(hits) else (0, 2 * _FAR)
        kinds = np.zeros((len(looks), len(KINDS)), dtype=np.float32)
        kinds[:, -1] = 1.0
        kinds[first:last] = self._trees.run(looks[first:last][:, self._columns])
        return kinds


@functools.cache
def shipped_kinds() -> KindModel:
    """Return the model that ships with the package, loaded once.

    :raises ModelError: when it is missing or damaged.
    """
    try:
        content = resources.files("wiredesk.tagger").joinpath(KINDS_NAME).read_bytes()
    except OSError as error:
        raise ModelError(f"{KINDS_NAME}: missing from the package ({error}); reinstall it") from error
    return KindModel(content)
