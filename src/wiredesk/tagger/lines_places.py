"""Measure where the units of a page stand: place, heart of the prose, twins, likeness to headlines. Not for: what they look like.

The columns are named in `PLACE`, in order; `lines_features` puts them beside its own.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_kinship import kinship
from wiredesk.tagger.lines_layout import Unit

Matrix = NDArray[np.float32]

PLACE: tuple[str, ...] = tuple(
    (
        "n_units n_words_page share_prose place place_words rank to_longest to_heart in_heart prose_before prose_after "
        "same_indent n_twins n_shape topic_share title_share first_like_title n_words_heart in_longest_run run_words gap_step "
        "since_comment n_comment_before since_read prose indent_step "
        "n_leads n_tails near_before near_after name_share"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ASCII_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MAX_HEADS, _MAX_LIKE = 12, 20
_FAR = 60


def _content_words(text: str) -> set[str]:
    head = text[:600].lower()
    return {word for word in (_ASCII_WORD if head.isascii() else _WORD).findall(head) if len(word) > 4}


def _heads(units: Sequence[Unit], sets: list[set[str]]) -> list[set[str]]:
    """Return the content words of what may be headlines: first headings, else the first lines of 4 to 14 content words."""
    marked = [words for words, unit in zip(sets, units, strict=True) if unit.text.startswith("# ")]
    lines = [words for words in sets[:300] if 4 <= len(words) <= 14]
    return (marked or lines)[: 3 if marked else _MAX_HEADS]


def _likeness(one: set[str], other: set[str]) -> float:
    n_shared = len(one & other)
    return n_shared / (len(one) + len(other) - n_shared)


def _overlaps(units: Sequence[Unit], core: NDArray[np.bool_]) -> tuple[Matrix, Matrix, Matrix]:
    """Return per unit: share of its content words in the page's prose, likeness to the page's headings, and to the first."""
    sets = [_content_words(unit.text) for unit in units]
    counts = Counter(word for number in np.flatnonzero(core) for word in sets[number])
    known = counts.keys(), {word for word, n in counts.items() if n > 1}
    heads = _heads(units, sets)
    topic = np.zeros(len(units), dtype=np.float32)
    title = np.zeros(len(units), dtype=np.float32)
    first = np.zeros(len(units), dtype=np.float32)
    named = set().union(*heads)
    for number, (words, is_core) in enumerate(zip(sets, core.tolist(), strict=True)):
        if not words:
            continue
        topic[number] = len(words & known[is_core]) / len(words)
        if len(words) <= _MAX_LIKE and not named.isdisjoint(words):
            others = (_likeness(words, head) for head in heads if head is not words)
            title[number] = max(others, default=0.0) if len(heads) > 1 else 0.0
            first[number] = _likeness(words, heads[0])
    return topic, title, first


def _runs(prose: NDArray[np.bool_], n_words: Matrix) -> tuple[Matrix, Matrix]:
    """Return per unit: is it in the stretch of prose with most words (gaps of two allowed), and the words of its stretch."""
    words_of = np.zeros(len(prose), dtype=np.float32)
    hits = np.flatnonzero(prose)
    best = np.zeros(len(prose), dtype=np.float32)
    if not len(hits):
        return best, words_of
    breaks = np.flatnonzero(np.diff(hits) > 3) + 1
    top, where = 0.0, (0, 0)
    for group in np.split(hits, breaks):
        total = float(n_words[group].sum())
        words_of[group[0] : group[-1] + 1] = np.log1p(total)
        if total > top:
            top, where = total, (int(group[0]), int(group[-1]) + 1)
    best[where[0] : where[1]] = 1.0
    return best, words_of


def _since(hits: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the number of units since the last hit before each unit, at most 60."""
    number = np.arange(len(hits))
    last = np.maximum.accumulate(np.where(hits, number, -99))
    return np.minimum(number - last, _FAR).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Prose:
    """Hold which units are prose, their words (0 for others), how dense prose is around each, and the densest unit."""

    is_prose: NDArray[np.bool_]
    words: NDArray[np.float64]
    dense: NDArray[np.float64]
    heart: int


def _find_prose(column: Mapping[str, Matrix], n_words: Matrix) -> _Prose:
    is_prose = (n_words >= 12) & ((column["share_stop"] > 0.18) | (n_words >= 40)) & ((column["n_ends"] > 0) | (n_words > 30))
    words = np.where(is_prose, n_words, 0.0).astype(np.float64)
    # Smoothed over some ten units.
    kernel = np.exp(-0.5 * (np.arange(-12, 13) / 4.0) ** 2)
    dense = np.convolve(words, kernel, mode="full")[12 : 12 + len(words)]
    return _Prose(is_prose, words, dense, int(dense.argmax()))


def _main_indent(units: Sequence[Unit], words: NDArray[np.float64]) -> int:
    """Return the indentation under which most words of prose stand."""
    common: Counter[int] = Counter()
    for unit, n_words in zip(units, words.tolist(), strict=True):
        common[unit.indent] += int(n_words * 1000)
    return common.most_common(1)[0][0]


def _repeats(units: Sequence[Unit]) -> list[NDArray[np.float64]]:
    """Return how often each unit's text stands on the page, and the share of units of its indentation, mark and size."""
    twins = Counter(unit.text for unit in units)
    keys = [(unit.indent, unit.text[:2] if unit.text[0] in "#*+" else "", len(unit.text).bit_length()) for unit in units]
    shapes = Counter(keys)
    n_twins = np.array([min(twins[unit.text], 9) for unit in units], dtype=np.float64)
    return [n_twins, np.array([min(shapes[key], 99) for key in keys]) / max(len(units), 20)]


def _from_signs(column: Mapping[str, Matrix], is_short: NDArray[np.bool_]) -> list[Matrix]:
    """Return how far back the last sign of comments stands, how many there were, and how far the last pointer is."""
    comment = is_short & (column["says_comment"] > 0)
    n_before = np.log1p(np.cumsum(comment | (is_short & (column["ends_says"] > 0))))
    return [_since(comment), n_before, _since(is_short & (column["starts_read"] > 0))]


def placed(units: Sequence[Unit], column: Mapping[str, Matrix]) -> Matrix:
    """Return the columns of `PLACE`, shape (n units, len(PLACE)), float32; `column` holds what the units look like by name."""
    n = len(units)
    n_words = np.expm1(column["n_words"])
    found = _find_prose(column, n_words)
    total, n_prose = float(n_words.sum()) or 1.0, float(found.words.sum()) or 1.0
    number = np.arange(n, dtype=np.float32)
    indents = np.array([unit.indent for unit in units])
    in_heart = found.dense / (found.dense[found.heart] or 1.0)
    rank = np.empty(n, dtype=np.float32)
    rank[np.argsort(-n_words, kind="stable")] = number
    before = np.cumsum(found.words) - found.words
    common_gap = np.median(column["n_blank"][found.is_prose]) if found.is_prose.any() else 0.0
    columns = [
        np.full(n, np.log1p(n)),
        np.full(n, np.log1p(total)),
        np.full(n, n_prose / total),
        number / n,
        (np.cumsum(n_words) - n_words) / total,
        np.minimum(rank, 200),
        np.clip(number - int(n_words.argmax()), -100, 100),
        np.clip(number - found.heart, -100, 100),
        in_heart,
        before / n_prose,
        (n_prose - before - found.words) / n_prose,
        indents == _main_indent(units, found.words),
        *_repeats(units),
        *_overlaps(units, found.is_prose & (in_heart > 0.05)),
        np.full(n, np.log1p(found.dense[found.heart])),
        *_runs(found.is_prose, n_words),
        column["n_blank"] - common_gap,
        *_from_signs(column, n_words <= 8),
        found.is_prose,
        np.diff(indents, prepend=indents[:1]).clip(-20, 20),
        *kinship([unit.text for unit in units], found.is_prose & (in_heart > 0.05)),
    ]
    return np.stack([np.asarray(one, dtype=np.float32) for one in columns], axis=1)
