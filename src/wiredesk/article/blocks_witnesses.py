"""Measure what others say of the blocks of a page: other extractors, and the page's own claims. Not for: places and words.

One row a block, float32; the columns are named in `names_of`, in order.
"""

import re
from collections.abc import Iterable, Sequence

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
    words = [tuple(_WORD.findall(text)[:_MOST_OF_BLOCK]) for text in texts]
    held = list(_held(words, [*outputs, claims.body]))
    sizes = np.array([len(one) for one in words], dtype=np.float32)
    total = float(sizes.sum()) or 1.0
    agreed = [np.full(len(texts), float((one * sizes).sum()) / total, dtype=np.float32) for one in held[:-1]]
    sayings = _Sayings(claims)
    said = np.array([sayings.said(text) for text in texts], dtype=np.float32)
    has_claim = np.full(len(texts), float(bool(claims.body)), dtype=np.float32)
    near = [shifted(column, step) for column in held for step in _STEPS]
    return np.concatenate([np.stack([*held[:-1], *agreed, held[-1], has_claim], axis=1), said, np.stack(near, axis=1)], axis=1)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all runs of four words."""
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _held(words: Sequence[tuple[str, ...]], outputs: Sequence[str]) -> Matrix:
    """Return which share of each block's runs of four words stands in each text; of shorter blocks whether it is a line there.

    One row a text, shape (n texts, n blocks).
    """
    known = [set(_runs(_WORD.findall(output)[:_MOST_WORDS])) for output in outputs]
    lines = [{tuple(_WORD.findall(line)) for line in output.split("\n") if len(line) < _NAME_CHARS * 2} for output in outputs]
    shares = []
    for own in words:
        if some := _runs(own):
            shares.append([sum(map(runs.__contains__, some)) / len(some) for runs in known])
        else:
            shares.append([float(own in short) for short in lines])
    return np.array(shares, dtype=np.float32).T


class _Sayings:
    """Hold the titles, summaries and authors of a page in the forms that its blocks are compared with, made once."""

    def __init__(self, claims: Claims) -> None:
        self._titles, self._summaries = [t.casefold() for t in claims.titles], [t.casefold() for t in claims.summaries]
        self._authors = [name.casefold() for name in claims.authors]
        self._words_of_titles = [set(_WORD.findall(title)) for title in self._titles]
        self._words_of_summaries = [set(_WORD.findall(one)) for one in self._summaries]

    def said(self, text: str) -> list[float]:
        """Return how a block's text stands to the titles, summaries and authors of its page."""
        low = text[:1500].casefold()
        own = set(_WORD.findall(low)) if self._titles or self._summaries else set()
        holds_author = any(map(low.__contains__, self._authors))
        return [
            float(low in self._titles),
            float(any(low in title for title in self._titles)),
            float(any(map(low.__contains__, self._titles))),
            _likest(own, self._words_of_titles) if len(low) < _NAME_CHARS * 5 else 0.0,
            float(low in self._summaries),
            float(any(low[:100] in summary for summary in self._summaries)),
            _likest(own, self._words_of_summaries),
            float(holds_author and len(low) < 2 * _NAME_CHARS),
            float(holds_author),
        ]


def _likest(own: set[str], others: Iterable[set[str]]) -> float:
    """Return the words shared with the likest of some texts, of the words of both; 0 without any."""
    shared = [(len(own & other), len(other)) for other in others if not own.isdisjoint(other)]
    return max((n / (len(own) + size - n) for n, size in shared), default=0.0)


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
