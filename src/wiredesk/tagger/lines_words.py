"""How strongly the words of a line speak for article or furniture. Not for: the decision (see `lines`).

The weights are log-odds of words and word pairs, learnt by `training.lines` and kept in a table of hashed places, so that
no vocabulary ships and no text of the training pages can be read back.
"""

import re
import zlib
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# 2**16 places: of the pairs that stand on three pages or more about one in five shares its place. Our choice.
N_PLACES = 1 << 16
_WORD = re.compile(r"\w+|[^\w\s]")
_HEAD, _TAIL = 120, 60
_DIGITS = re.compile(r"\d+")


def clues(text: str) -> list[str]:
    """Return the words and word pairs of the first and last characters of a unit, in lower case, digits as one sign.

    Only the ends of long units are read: past some twenty words the length itself says more. Source: our choice.
    """
    if len(text) > _HEAD + _TAIL:
        text = text[:_HEAD] + " " + text[-_TAIL:]
    words = _WORD.findall(_DIGITS.sub("0", text.lower()))
    edged = ["^", *words, "$"]
    return words + [left + " " + right for left, right in pairwise(edged)]


def place(clue: str) -> int:
    """Return the clue's place in the table, 0 to N_PLACES - 1."""
    return zlib.crc32(clue.encode("utf-8", "surrogatepass")) & (N_PLACES - 1)


class WordWeights:
    """Weigh units by the table of log-odds (int8, in sixteenths; positive speaks for article)."""

    def __init__(self, table: NDArray[np.int8]) -> None:
        self._table = (table.astype(np.float32) / 16.0).tolist()
        self._known: dict[str, tuple[float, float, float, float]] = {}

    def weigh(self, text: str) -> tuple[float, float, float, float]:
        """Return sum (bounded to ±20), mean, lowest and highest weight of the clues that have one; zeros when none has."""
        short = len(text) < 60
        if short and text in self._known:
            return self._known[text]
        table = self._table
        found = [weight for clue in clues(text) if (weight := table[zlib.crc32(clue.encode("utf-8", "surrogatepass")) & 65535])]
        weights = (0.0, 0.0, 0.0, 0.0)
        if found:
            total = sum(found)
            weights = (max(-20.0, min(20.0, total)), total / len(found), min(found), max(found))
        if short and len(self._known) < 20_000:
            self._known[text] = weights
        return weights


def learn(pages: Iterable[Iterable[tuple[str, bool]]]) -> NDArray[np.int8]:
    """Return the table learnt from pages of (unit text, is it article).

    Each page counts a clue once a side, so that a site with a menu of 400 lines weighs no more than any other. Clues of
    fewer than three pages get no weight. Laplace smoothing with one half.
    """
    counts = np.zeros((2, N_PLACES), dtype=np.float64)
    for page in pages:
        seen: tuple[set[int], set[int]] = (set(), set())
        for text, is_article in page:
            seen[is_article].update(map(place, clues(text)))
        for side in (0, 1):
            counts[side, list(seen[side])] += 1
    odds: NDArray[np.float64] = np.log(counts[1] + 0.5) - np.log(counts[0] + 0.5)
    odds[counts.sum(axis=0) < 3] = 0.0
    rounded: NDArray[np.int8] = np.clip(np.round(odds * 16), -127, 127).astype(np.int8)
    return rounded
