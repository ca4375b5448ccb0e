"""Score bodies as `score_bodies.py` does, and compare two extractors by paired bootstrap. Not for: dev."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_N_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold precision and recall of one body (None for a side that has nothing), and whether its words are the gold's."""

    precision: float | None
    recall: float | None
    is_exact: bool


def _shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))) if words else Counter()


def compared(gold: str, body: str) -> Compared:
    """Return how a body stands to the gold one, by runs of four words with multiplicity."""
    wanted_words, found_words = _WORD.findall(gold), _WORD.findall(body)
    wanted, found = _shingles(wanted_words), _shingles(found_words)
    shared = (wanted & found).total()
    precision = shared / found.total() if found else None
    return Compared(precision, shared / wanted.total() if wanted else None, wanted_words == found_words)


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else 0.0


def f1(rows: Sequence[Compared]) -> float:
    """Return the harmonic mean of mean precision and mean recall."""
    precision, recall = _mean([row.precision for row in rows]), _mean([row.recall for row in rows])
    return 2 * precision * recall / (precision + recall or 1.0)


def share_exact(rows: Sequence[Compared]) -> float:
    """Return the share of bodies whose words are exactly the gold's."""
    return sum(row.is_exact for row in rows) / max(1, len(rows))


def share_ahead(ours: Sequence[Compared], theirs: Sequence[Compared], *, seed: int) -> float:
    """Return the share of 2,000 resamplings of the pages in which F1 of `ours` is above that of `theirs`."""
    chance = random.Random(seed)
    ahead = 0
    for _ in range(_N_DRAWS):
        drawn = [chance.randrange(len(ours)) for _ in ours]
        ahead += f1([ours[n] for n in drawn]) > f1([theirs[n] for n in drawn])
    return ahead / _N_DRAWS
