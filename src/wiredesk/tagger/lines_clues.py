"""Words and word pairs of a page's units, and how strongly they speak for article. Not for: the decision (see `lines`).

The weights are log-odds of words and word pairs, learnt by `training.lines` and kept in a table of hashed places, so that
no vocabulary ships and no text of the training pages can be read back.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# 2**16 places: of the pairs that stand on three pages or more about one in five shares its place. Our choice.
N_PLACES = 1 << 16
_WORD = re.compile(r"\w+|[^\w\s]")
_HEAD, _TAIL = 120, 60
_DIGITS = re.compile(r"\d+")
_MIX = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing by the golden ratio (Knuth 1973)


@dataclass(frozen=True, slots=True)
class Clues:
    """Hold the words and word pairs of units as places in the table: those of unit k stand at `starts[k]` and after."""

    places: NDArray[np.uint16]
    starts: NDArray[np.int64]


def edge_words(text: str) -> list[str]:
    """Return the words and signs of the first and last characters of a unit, in lower case, digits as one sign.

    Only the ends of long units are read: past some twenty words the length itself says more. Source: our choice.
    """
    if len(text) > _HEAD + _TAIL:
        text = text[:_HEAD] + " " + text[-_TAIL:]
    return _WORD.findall(_DIGITS.sub("0", text.lower()))


def edged_words(texts: Sequence[str]) -> tuple[list[bytes], NDArray[np.int64]]:
    """Return the words of texts one behind the other, each text's between two edges, and how many each has with its edges."""
    words: list[str] = []
    sizes = []
    for text in texts:
        own = edge_words(text)
        words += ("^", *own, "$")
        sizes.append(len(own) + 2)
    # No word holds a blank, so that all are encoded at once.
    return " ".join(words).encode("utf-8", "surrogatepass").split(b" "), np.array(sizes, dtype=np.int64)


def read_clues(texts: Sequence[str]) -> Clues:
    """Return the clues of units, pairs with the edges of the unit among them; a unit has three clues or more."""
    words, size = edged_words(texts)
    one = np.array(list(map(zlib.crc32, words)), dtype=np.uint64)
    ends = np.cumsum(size)
    single = (one * _MIX) >> np.uint64(48)
    pair = ((one * _MIX + np.roll(one, -1)) * _MIX) >> np.uint64(48)
    # A unit of n words is n + 2 hashes: n single places, and n + 1 pairs; they lie between one another, the last pair left out.
    both = np.stack([pair, single], axis=1)
    kept = np.ones(both.shape, dtype=np.bool_)
    kept[ends - size, 1] = False
    kept[ends - 1] = False
    return Clues(both[kept].astype(np.uint16), np.concatenate([[0], np.cumsum(2 * size - 3)])[:-1])


class ClueWeights:
    """Weigh units by the table of log-odds (int8, in sixteenths; positive speaks for article)."""

    def __init__(self, table: NDArray[np.int8]) -> None:
        self._table = table.astype(np.float32) / 16.0

    def weigh(self, clues: Clues) -> NDArray[np.float32]:
        """Return sum (bounded to ±20), mean, lowest and highest weight of each unit's clues that have one, shape (n, 4).

        Zeros where none has.
        """
        weights = self._table[clues.places]
        is_known = weights != 0
        n_known = np.add.reduceat(is_known, clues.starts, dtype=np.float32)
        total = np.add.reduceat(weights, clues.starts)
        low = np.minimum.reduceat(np.where(is_known, weights, 99.0), clues.starts)
        high = np.maximum.reduceat(np.where(is_known, weights, -99.0), clues.starts)
        columns = [np.clip(total, -20.0, 20.0), total / np.maximum(n_known, 1.0), low, high]
        return np.where(n_known[:, None] > 0, np.stack(columns, axis=1), 0.0).astype(np.float32)


def learn(pages: Iterable[Sequence[tuple[str, bool]]], read: Callable[[Sequence[str]], Clues] = read_clues) -> NDArray[np.int8]:
    """Return the table learnt from pages of (unit text, is it article); `read` finds the clues of texts.

    Each page counts a clue once a side, so that a site with a menu of 400 lines weighs no more than any other. Clues of
    fewer than three pages get no weight. Laplace smoothing with one half.
    """
    counts = np.zeros((2, N_PLACES), dtype=np.float64)
    for page in pages:
        for side in (0, 1):
            texts = [text for text, is_article in page if is_article == side]
            if texts:
                counts[side, np.unique(read(texts).places)] += 1
    odds: NDArray[np.float64] = np.log(counts[1] + 0.5) - np.log(counts[0] + 0.5)
    odds[counts.sum(axis=0) < 3] = 0.0
    rounded: NDArray[np.int8] = np.clip(np.round(odds * 16), -127, 127).astype(np.int8)
    return rounded
