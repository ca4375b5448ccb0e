"""Judge the blocks of an HTML page: which are the article's. Not for: cutting the page into them (see `article.blocks`).

Two looks, as for the lines of captures (`lines`): the first at the words of a block, its place in the tree, and what other
extractors and the page itself say of it; the second sees the first one's guesses around it too, and is the mean of two models.
Boosted trees in one file, `blocks.npz`, made by `training.blocks`.
"""

import functools
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from wiredesk.errors import ModelError
from wiredesk.tagger.blocks_context import surroundings
from wiredesk.tagger.blocks_words import NAMES, Matrix, measure
from wiredesk.tagger.lines_trees import Trees, arrays
from wiredesk.tagger.lines_words import WordWeights

MODEL_NAME = "blocks.npz"
THRESHOLD = 0.55
"""The middle of 0.5 to 0.6, within which 5-fold F1 on the train pages differs by .003 (news) and .001 (WCXB)."""

_FIRST = "first"
_SECONDS = ("second0", "second1")
_WORDS = NAMES.index("n_words")


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what is known of the blocks of one page.

    `names` are the words in the names of each block's element, of the boxes around it and of those farther out, as three texts.
    `places` is a row of features for each (float32), `groups` the numbers of the three groups each belongs to, shape (n, 3).
    """

    texts: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    places: Matrix
    groups: NDArray[np.int64]


def first_look(page: Seen, words: WordWeights, names: WordWeights) -> Matrix:
    """Return what the first model sees, one row a block, float32: its words, its names, then `places`."""
    numbers: dict[str, int] = {}  # most names stand there often
    places = np.array([[numbers.setdefault(text, len(numbers)) for text in three] for three in page.names])
    named = names.weigh(list(numbers))[places].reshape(len(places), -1)
    return np.concatenate([measure(page.texts, words), named, page.places], axis=1)


def second_look(first: Matrix, guess: Matrix, groups: NDArray[np.int64]) -> Matrix:
    """Return what the second model sees: the same, and the first one's guesses around each block."""
    return np.concatenate([first, surroundings(guess, np.expm1(first[:, _WORDS]), groups)], axis=1)


class BlockModel:
    """Run the shipped model.

    :raises ModelError: when the bytes are not a model of this version.
    """

    def __init__(self, content: bytes) -> None:
        parts = arrays(content, MODEL_NAME, ("words", "names", _FIRST, *_SECONDS))
        self._words, self._names = WordWeights(parts["words"]), WordWeights(parts["names"])
        self._first, self._seconds = Trees(parts[_FIRST]), [Trees(parts[name]) for name in _SECONDS]

    def scores(self, page: Seen) -> Matrix:
        """Return the probability (0 to 1) of each block to be the article's, shape (n blocks,), float32."""
        if not page.texts:
            return np.zeros(0, dtype=np.float32)
        first = first_look(page, self._words, self._names)
        second = second_look(first, self._first.run(first)[:, 1], page.groups)
        return np.asarray(np.mean([trees.run(second)[:, 1] for trees in self._seconds], axis=0), dtype=np.float32)


@functools.cache
def shipped_model() -> BlockModel:
    """Return the model that ships with the package, loaded once.

    :raises ModelError: when it is missing or damaged.
    """
    try:
        content = resources.files("wiredesk.tagger").joinpath(MODEL_NAME).read_bytes()
    except OSError as error:
        raise ModelError(f"{MODEL_NAME}: missing from the package ({error}); reinstall it") from error
    return BlockModel(content)
