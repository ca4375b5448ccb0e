"""How strongly the words of a block of a page speak for article or furniture. Not for: the decision (see `blocks`).

The weights are log-odds of words and word pairs, learnt by `training.blocks` and kept in a table of hashed places, so that
no vocabulary ships and no text of the training pages can be read back. Words and weights as in `lines_clues`, but a pair has
the hash of its text, as `blocks.npz` was made.
"""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_clues import Clues, ClueWeights, edged_words
from wiredesk.tagger.lines_clues import learn as _learn


def read_words(texts: Sequence[str]) -> Clues:
    """Return the words and word pairs of texts, pairs with the edges of the text among them; a text has one clue or more."""
    words, size = edged_words(texts)
    hashes = list(map(zlib.crc32, words))
    pairs = map(zlib.crc32, [b" " + word for word in words[1:]], hashes)
    both = np.array([hashes, [*pairs, 0]], dtype=np.uint64).T
    ends = np.cumsum(size)
    kept = np.ones(both.shape, dtype=np.bool_)
    kept[ends - size, 0] = False
    kept[ends - 1] = False
    return Clues(both[kept].astype(np.uint16), np.concatenate([[0], np.cumsum(2 * size - 3)])[:-1])


class WordWeights:
    """Weigh texts by the table of log-odds (int8, in sixteenths; positive speaks for article)."""

    def __init__(self, table: NDArray[np.int8]) -> None:
        self._table = ClueWeights(table)

    def weigh(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return sum (bounded to ±20), mean, lowest and highest weight of each text's clues that have one, shape (n, 4).

        Zeros where none has.
        """
        return self._table.weigh(read_words(texts)) if texts else np.zeros((0, 4), dtype=np.float32)


def learn(pages: Iterable[Sequence[tuple[str, bool]]]) -> NDArray[np.int8]:
    """Return the table learnt from pages of (text, is it article), as `lines_clues.learn` does."""
    return _learn(pages, read_words)
