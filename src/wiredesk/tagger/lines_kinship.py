"""Measure which units of a page are of one make or of one matter. Not for: where they stand (see `lines_places`).

Furniture is made from templates: "On Ledger.example: ...", "Ana Ruiz | 3 days ago". What opens or ends like other lines of the
page is seldom prose. What names the persons and places of the article, or shares words with the lines beside it, often is.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_HEAD, _EDGE = 400, 80  # characters of a unit that are read, and of its ends
_MOST_TWINS = 9
_NAME = re.compile(r"[^\W\d_a-z](?<=[^\W_] [^\W\d_a-z])[^\W\d_]{2,}")
_LONG = re.compile(r"[^\W\d_]{5,}")
# The same where all signs are ASCII, found in half the time.
_ASCII_NAME = re.compile(r"[A-Z](?<=[A-Za-z0-9] [A-Z])[A-Za-z]{2,}")
_ASCII_LONG = re.compile(r"[a-z]{5,}")


def _ends(texts: Sequence[str]) -> list[NDArray[np.float64]]:
    """Return how many units of the page open with the same two words, and end with the same two."""
    leads = [tuple(text[:_EDGE].split(None, 2)[:2]) for text in texts]
    tails = [tuple(text[-_EDGE:].rsplit(None, 2)[-2:]) for text in texts]
    return [_twins(leads), _twins(tails)]


def _twins(keys: Sequence[tuple[str, ...]]) -> NDArray[np.float64]:
    common = Counter(keys)
    return np.array([min(common[key], _MOST_TWINS) if len(key) > 1 else 0 for key in keys], dtype=np.float64)


def _beside(sets: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    """Return the share of each unit's long words that stand in the last two units before it that have any."""
    shares = [0.0] * len(sets)
    last: frozenset[str] = frozenset()
    before = last
    for number, words in enumerate(sets):
        if words:
            if not (words.isdisjoint(last) and words.isdisjoint(before)):
                shares[number] = len(words & (last | before)) / len(words)
            last, before = words, last
    return np.array(shares)


def kinship(texts: Sequence[str], core: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Return per unit: twins of its opening and of its end, words shared with the lines before and after, known names.

    `core` marks the units that are surely prose of the page; names are known from others of them than the unit itself.
    """
    heads = [text[:_HEAD] for text in texts]
    sets = [frozenset((_ASCII_LONG if head.isascii() else _LONG).findall(head.lower())) for head in heads]
    names = [frozenset((_ASCII_NAME if head.isascii() else _NAME).findall(head)) for head in heads]
    counts = Counter(name for number in np.flatnonzero(core).tolist() for name in names[number])
    known = counts.keys(), {name for name, n in counts.items() if n > 1}
    own = core.tolist()
    share = [len(found & known[mine]) / len(found) if found else -1.0 for found, mine in zip(names, own, strict=True)]
    return [*_ends(texts), _beside(sets), _beside(sets[::-1])[::-1], np.array(share)]
