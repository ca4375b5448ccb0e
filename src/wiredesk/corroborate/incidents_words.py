"""Words of a report as weighted, hashed terms. Not for: names (see `incidents_making`) or comparing (see `incidents_features`).

How common a word is comes from a table of document counts of the training corpora: one byte for each of 131,072 hash
buckets, no words. A word is what is left of it after a light stemmer, which need only map the forms of one word to one key.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from zlib import crc32

from wiredesk.folding import folded

N_BUCKETS = 1 << 17
# One step of the byte that a bucket holds; 255 would be 12.75, more than any table of ours reaches.
IDF_STEP = 0.05
_WORD = re.compile(r"[a-z0-9]+")
_MIN_STEM = 3


def stem(word: str) -> str:
    """Return a key that the forms of one English word mostly share ("shootings", "shooting"; "died", "dies").

    Our choice: endings alone, no lexicon; "shot" and "shoot" stay two words, as do "killed" and "killer".
    """
    for ending, put in (("ies", "y"), ("ied", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + put
            break
    if len(word) > _MIN_STEM and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _MIN_STEM else word


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    return _WORD.findall(folded(text).replace("'s ", " "))


def key_of(term: str) -> int:
    """Return the 32-bit key of a term."""
    return crc32(term.encode())


@cache
def _idf_bytes() -> bytes:
    import numpy as np

    with (resources.files("wiredesk.corroborate") / "incidents_terms.npz").open("rb") as file, np.load(file) as table:
        return bytes(table["idf"].tobytes())


def idf(key: int) -> float:
    """Return how telling a term is: the logarithm of how few documents hold it, at least 0."""
    return _idf_bytes()[key % N_BUCKETS] * IDF_STEP


@cache
def highest_idf() -> float:
    """Return what a term gets that next to no document holds."""
    return max(_idf_bytes()) * IDF_STEP


def terms_of(words: Iterable[str]) -> Iterator[str]:
    """Yield the terms of words: their stems, single letters left out."""
    for word in words:
        if len(word) > 1:
            yield word if word.isdigit() else stem(word)


def weighted(counts: dict[str, float], n_most: int) -> dict[int, float]:
    """Return the heaviest terms by key, weights of length 1: (1 + log count) times idf. Source: Salton and Buckley 1988."""
    found = {}
    for term, count in counts.items():
        key = key_of(term)
        weight = (1 + math.log(count) if count >= 1 else count) * idf(key)
        if weight > 0:
            found[key] = weight
    best = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:n_most])
    length = math.sqrt(sum(weight * weight for weight in best.values()))
    return {key: weight / length for key, weight in best.items()} if length else {}
