"""Measure what others say of the blocks of a page: other extractors, and the page's own claims. Not for: places and words.

One row a block, float32; the columns are named in `names_of`, in order.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.article.claims import Claims

Matrix = NDArray[np.float32]
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_MOST_WORDS, _MOST_OF_BLOCK = 100_000, 2_000
_CLAIMED = tuple(
    "claimed has_claim is_title in_title holds_title like_title is_summary in_summary like_summary is_author holds_author".split()
)
_NAME_CHARS = 60
_STEPS = (-3, -2, -1, 1, 2, 3)


def names_of(n_outputs: int) -> tuple[str, ...]:
    """Return the names of the columns for so many outputs of other extractors."""
    held = [f"held{number}" for number in range(n_outputs)]
    agreed = [f"agreed{number}" for number in range(n_outputs)]
    return (*held, *agreed, *_CLAIMED, *(f"{name}@{step}" for name in (*held, "claimed") for step in _STEPS))


def witnessed(texts: Sequence[str], outputs: Sequence[str], claims: Claims) -> Matrix:
    """Return the features of all blocks, shape (n blocks, len(names_of(len(outputs)))).

    `outputs` are the texts that other extractors give for the page, always the same ones in the same order.
    """
    words = [tuple(islice((found.group() for found in _WORD.finditer(text)), _MOST_OF_BLOCK)) for text in texts]
    held = [_held(words, output) for output in (*outputs, claims.body)]
    sizes = np.array([len(one) for one in words], dtype=np.float32)
    total = float(sizes.sum()) or 1.0
    agreed = [np.full(len(texts), float((one * sizes).sum()) / total, dtype=np.float32) for one in held[:-1]]
    said = np.array([_said(text, claims) for text in texts], dtype=np.float32)
    has_claim = np.full(len(texts), float(bool(claims.body)), dtype=np.float32)
    near = [shifted(column, step) for column in held for step in _STEPS]
    return np.concatenate([np.stack([*held[:-1], *agreed, held[-1], has_claim], axis=1), said, np.stack(near, axis=1)], axis=1)


def _held(words: Iterable[tuple[str, ...]], output: str) -> Matrix:
    """Return which share of each block's runs of four words stands in a text; of shorter blocks whether it is a line there."""
    other = [found.group() for found in islice(_WORD.finditer(output), _MOST_WORDS)]
    runs = set(zip(*(other[start:] for start in range(_SHINGLE)), strict=False))
    lines = {tuple(_WORD.findall(line)) for line in output.split("\n") if len(line) < _NAME_CHARS * 2}
    return np.array([_share(own, runs, lines) for own in words], dtype=np.float32)


def _share(words: tuple[str, ...], runs: set[Any], lines: set[Any]) -> float:
    if len(words) < _SHINGLE:
        return float(words in lines)
    own = list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
    return sum(map(runs.__contains__, own)) / len(own)


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _said(text: str, claims: Claims) -> list[float]:
    """Return how a block's text stands to the titles, summaries and authors of its page."""
    low = text[:1500].casefold()
    own = set(_WORD.findall(low))
    titles, summaries = [t.casefold() for t in claims.titles], [t.casefold() for t in claims.summaries]
    is_short = len(low) < _NAME_CHARS * 5
    return [
        float(low in titles),
        float(any(low in title for title in titles)),
        float(any(title in low for title in titles)),
        max((_likeness(own, set(_WORD.findall(title))) for title in titles), default=0.0) if is_short else 0.0,
        float(low in summaries),
        float(any(low[:100] in summary for summary in summaries)),
        max((_likeness(own, set(_WORD.findall(one))) for one in summaries), default=0.0),
        float(len(low) < 2 * _NAME_CHARS and any(a.casefold() in low for a in claims.authors)),
        float(any(author.casefold() in low for author in claims.authors)),
    ]


def shifted(column: Matrix, step: int, beyond: float = -1.0) -> Matrix:
    """Return the values `step` rows further on (negative: before), `beyond` where the page ends."""
    out = np.full_like(column, beyond)
    if abs(step) >= len(column):
        return out
    if step > 0:
        out[:-step] = column[step:]
    else:
        out[-step:] = column[:step]
    return out
