"""Measure where lines stand about the head and the end of a body: the features of `lines_kinds`. Not for: judging them.

Only lines near the ends of the body can be its title, byline or date; they are the candidates, some seventy a page, so that
a page of 200,000 lines costs no more here than one of two hundred. Features are float32, one row a candidate.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_layout import Unit
from wiredesk.tagger.lines_signs import AGENCY, SIGNS, name_in, signs
from wiredesk.tagger.lines_trees import Matrix

# Units about the start and the end of the body that are looked at: 97 % of titles, bylines and dates of the training captures
# stand there (and 98 % in stretches half as long again). A longer unit is none of them, nor is a short lone word.
_ABOVE, _INTO, _BACK, _BELOW, _TOP = 40, 6, 2, 12, 3
_LONGEST_WORD = 20
_LONGEST, _SHORTEST = 300, 10  # characters
_BREAK_EVEN = 0.4  # as in `lines_context`
_IS_BODY = 0.5
_MAX_PAGE, _MAX_UNITS = 40_000, 400  # characters and units searched for the same words, our choice
_LEDE, _TOLD = 3, 40  # first units of the body whose words are its lede, and its story
_FAR = 20
_MARKS, _DIGITS = "#*+•·-|>» ", "0123456789"
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_NEAR = "n_words is_dated name_run heading is_item share_capital furniture tells_author n_dated starts_by is_section".split()
_SINCE = ("is_dated", "named", "heading", "starts_by")
_TITLE_STEPS = (-3, -2, -1, 0, 1, 2, 3)
_REACH = 10
_SIGN = {name: number for number, name in enumerate(SIGNS)}
_WORD = re.compile(r"[^\W\d_]{4,}")

HEAD_NAMES: tuple[str, ...] = (
    *SIGNS,
    "body",
    *(f"body@{step}" for step in _STEPS),
    *"to_start to_end to_first to_last number words_to_start n_blank n_blank_after indent indent_step n_lines n_twins".split(),
    *"lede_share told_share n_again n_name_again longest_above same_above same_below part_above part_below".split(),
    *(f"{name}{side}" for name in _SINCE for side in "<>"),
    *"n_dated_near n_named_near".split(),
    *(f"{name}@{step}" for step in _STEPS for name in _NEAR),
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Hold the candidates of a page: `places` their unit numbers, `features` one row each, `start` the unit the body starts at.

    `words` and `names` are the content words and the first name of each, in lower case.
    """

    places: NDArray[np.int64]
    features: Matrix
    start: int
    words: tuple[frozenset[str], ...]
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Hold start and end of the stretch with most body, and of all that is likely body."""

    start: int
    end: int
    first: int
    last: int


def _ends(body: Matrix, n_words: NDArray[np.float64]) -> _Ends:
    sums = np.concatenate([[0.0], np.cumsum((body - _BREAK_EVEN) * np.sqrt(n_words + 1.0))])
    lows = np.minimum.accumulate(sums)
    end = int((sums[1:] - lows[:-1]).argmax()) + 1
    start = int(sums[:end].argmin())
    hits = np.flatnonzero(body > _IS_BODY)
    first, last = (int(hits[0]), int(hits[-1]) + 1) if len(hits) else (start, end)
    return _Ends(start, end, first, last)


def _candidates(units: Sequence[Unit], ends: _Ends) -> NDArray[np.int64]:
    stretches = [(0, _TOP), (ends.start - _ABOVE, ends.start + _INTO), (ends.end - _BACK, ends.end + _BELOW)]
    stretches.append((ends.first - 15, ends.first + 3))
    kept = {n for start, end in stretches for n in range(max(0, start), min(len(units), end))}
    return np.array([n for n in sorted(kept) if _may_be_named(units[n].text)], dtype=np.int64)


def _may_be_named(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    bare = text.strip(_MARKS)
    is_word = len(bare) < _LONGEST_WORD and bare.isascii() and " " not in bare and not any(map(bare.__contains__, _DIGITS))
    return not is_word or bare.lower() in AGENCY


def content_words(text: str) -> frozenset[str]:
    """Return the words of four letters or more, in lower case, of the first 600 characters."""
    return frozenset(_WORD.findall(text[:600].lower()))


def _since(hit: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return how many units back the last hit stands, and how many further on the next, the unit itself left out."""
    number = np.arange(len(hit))
    last = np.minimum(number - np.maximum.accumulate(np.where(hit, number, -99)), _FAR)
    until = np.minimum(np.minimum.accumulate(np.where(hit, number, len(hit) + 99)[::-1])[::-1] - number, _FAR)
    return [
        np.concatenate([[_FAR], np.minimum(last[:-1] + 1, _FAR)]),
        np.concatenate([np.minimum(until[1:] + 1, _FAR), [_FAR]]),
    ]


def _in_words(
    units: Sequence[Unit], places: list[int], words: Sequence[frozenset[str]], names: Sequence[str | None], told: list[int]
) -> list[list[float]]:
    """Return what the page says elsewhere of each candidate's words: in the lede, in the story, the same line, the same name."""
    each = {number: content_words(units[number].text) for number in told}
    lede: frozenset[str] = frozenset().union(*(each[number] for number in told[:_LEDE]))
    story = lede.union(*each.values())
    page = "\n".join(unit.text for unit in units[:_MAX_UNITS])[:_MAX_PAGE].lower()
    columns: list[list[float]] = [[], [], [], []]
    for number, own, name in zip(places, words, names, strict=True):
        counted = own if number not in each else frozenset()
        n = len(own) or 1
        line = _bare(units[number].text)[:80]
        row = (
            len(counted & lede) / n,
            len(counted & story) / n,
            min(page.count(line) - 1, 5) if len(line) > 12 else -1,
            min(page.count(name) - 1, 5) if name else -1,
        )
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return columns


def _twins(units: Sequence[Unit], places: list[int], start: int) -> list[list[int]]:
    """Return how many lines between here and the body hold each candidate's words, and whether one is a part of them.

    Four columns: lines above that hold it, lines below, a part of it above, below. A trail of sections and the page's own
    title repeat the headline; the headline itself is the last of them.
    """
    first = max(0, start - _ABOVE)
    lines = [_bare(unit.text) for unit in units[first : start + 1]]
    ends = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    joined = "\n".join(lines)
    columns: list[list[int]] = [[], [], [], []]
    for number in places:
        line = _bare(units[number].text)
        above = min(max(number - first, 0), len(lines))
        below = min(above + (first <= number), len(lines))
        row = [0, 0, 0, 0]
        if len(line) >= _SHORTEST:
            counts = (joined.count(line, 0, ends[above]), joined.count(line, ends[below]))
            sides = (lines[:above], lines[below:])
            row[:2] = [min(count, 5) for count in counts]
            row[2:] = [any(_SHORTEST <= len(other) < len(line) and other in line for other in side) for side in sides]
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return columns


def _bare(text: str) -> str:
    return text.strip(_MARKS).lower()[:120]


def _placed(
    units: Sequence[Unit], places: NDArray[np.int64], ends: _Ends, n_words: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    sums = np.cumsum(n_words)
    blank = np.array([*(unit.n_blank for unit in units), 5])
    indent = np.array([unit.indent for unit in units])
    twins = Counter(unit.text for unit in units)
    return [
        *(np.clip(places - end, -60, 60) for end in (ends.start, ends.end, ends.first, ends.last)),
        np.minimum(places, 200),
        np.clip(sums[max(0, ends.start - 1)] - sums[places], -300, 300),
        np.minimum(blank[places], 5),
        np.minimum(blank[places + 1], 5),
        np.minimum(indent[places], 60),
        np.diff(indent, prepend=indent[:1])[places].clip(-20, 20),
        np.array([min(units[n].last - units[n].first, 20) for n in places]),
        np.array([min(twins[units[n].text], 9) for n in places]),
    ]


def _around(signed: Matrix, places: NDArray[np.int64], n: int) -> tuple[Matrix, list[NDArray[np.int64]]]:
    """Return what the signs of the neighbours show, a neighbour that is no candidate zeros; and how far the next signs are."""
    full = np.zeros((n + 8, len(SIGNS)), dtype=np.float32)
    full[places + 4] = signed
    near = full[(places + 4)[:, None] + np.array(_STEPS)][:, :, [_SIGN[name] for name in _NEAR]]
    of_all = full[4 : n + 4]
    named = (of_all[:, _SIGN["tells_author"]] > 0) | (of_all[:, _SIGN["lone_name"]] > 0)
    hits = {name: of_all[:, _SIGN[name]] > 0 for name in _SINCE if name in _SIGN} | {"named": named}
    since = [column[places] for name in _SINCE for column in _since(hits[name])]
    for hit in (hits["is_dated"], named):
        sums = np.concatenate([[0], np.cumsum(hit)])
        since.append(sums[np.minimum(n, places + 11)] - sums[np.maximum(0, places - 10)])
    return near.reshape(len(places), -1), since


def measure_heads(units: Sequence[Unit], body: Matrix) -> Heads:
    """Return the candidates among `units`; `body` is the probability of article text of each unit, shape (n units,)."""
    n_words = np.array([unit.text.count(" ") + 1 for unit in units], dtype=np.float64)
    ends = _ends(body, n_words)
    places = _candidates(units, ends)
    numbers = places.tolist()
    texts = [units[number].text for number in numbers]
    words, names = tuple(map(content_words, texts)), tuple(map(name_in, texts))
    if not numbers:
        return Heads(places, np.zeros((0, len(HEAD_NAMES)), dtype=np.float32), ends.start, words, names)
    signed = np.array([signs(text) for text in texts], dtype=np.float32)
    padded = np.concatenate([np.full(4, -1.0), body, np.full(4, -1.0)])
    told = [n for n in range(ends.start, min(ends.end, ends.start + 2 * _TOLD)) if body[n] > _IS_BODY][:_TOLD]
    near, since = _around(signed, places, len(units))
    columns = [
        body[places],
        *(padded[places + 4 + step] for step in _STEPS),
        *_placed(units, places, ends, n_words),
        *_in_words(units, numbers, words, names, told),
        np.concatenate([[0], np.maximum.accumulate(n_words)])[places].clip(0, 60),
        *_twins(units, numbers, ends.start),
        *since,
    ]
    placed = np.array(columns, dtype=np.float32).T
    features = np.concatenate([signed, placed, near], axis=1)
    return Heads(places, features, ends.start, words, names)


# What the likeliest headline shows of the lines about it.
TITLE_NAMES: tuple[str, ...] = (
    *(f"title@{step}" for step in _TITLE_STEPS),
    *"to_title best_title below_title title_to_start names_author".split(),
)


def beside_title(heads: Heads, units: Sequence[Unit], title: Matrix) -> Matrix:
    """Return what the probabilities of being the headline, shape (n,), show about each candidate: (n, len(TITLE_NAMES))."""
    places, n = heads.places, len(heads.places)
    if not n:
        return np.zeros((0, len(TITLE_NAMES)), dtype=np.float32)
    full = np.zeros(len(units) + 2 * _REACH, dtype=np.float32)
    full[places + _REACH] = title
    # Below the body's start stand the titles of other stories.
    best = int(np.where(places <= heads.start + _TOP, title, title * 0.5).argmax())
    author = _author(heads, int(places[best]))
    texts = [units[number].text[:_LONGEST].lower() for number in places.tolist()]
    columns: list[NDArray[Any]] = [
        *(full[places + _REACH + step] for step in _TITLE_STEPS),
        np.clip(places - places[best], -30, 30),
        np.full(n, title[best]),
        (places > places[best]) & (places < heads.start),
        np.full(n, np.clip(heads.start - places[best], -5, 40)),
        np.array([author is not None and author in text for text in texts]),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _author(heads: Heads, title: int) -> str | None:
    """Return the name in the first line below the headline that looks like a byline; None without one."""
    alike = heads.features[:, [_SIGN["tells_author"], _SIGN["lone_name"]]].max(axis=1)
    rows = zip(heads.places.tolist(), alike.tolist(), heads.names, strict=True)
    return next((name for place, like, name in rows if like and name and 0 < place - title <= 2 * _REACH), None)
