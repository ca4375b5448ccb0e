"""A penalised logistic choice between the days of a page, each as good as its best mention. Not for: reading pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.shown_days_corpus import Example
from wiredesk.article.shown_odds import SHARPNESS

Vector = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Packed:
    """Hold all mentions as rows: `traits` is 1 or 0, shape (mentions, traits); `day_of` and `page_of` index days and pages.

    The answer "none of these" is a day with one mention of its own. `order` sorts the rows by day, `firsts` are the starts of
    the days in that order, `pages` the starts of the pages among the days.
    """

    traits: Vector
    chance: Vector
    day_of: Vector
    page_of: Vector
    right: Vector
    weight: Vector
    order: Vector
    firsts: Vector
    pages: Vector


def names_of(examples: Sequence[Example], *, least: int) -> list[str]:
    """Return the traits that at least `least` pages show, in order."""
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update({*example.found.page, *(name for one in example.found.mentions for name in one.traits)})
    return sorted(name for name, n in seen.items() if n >= least)


def _rows(examples: Sequence[Example]) -> Iterator[tuple[int, object, tuple[str, ...], float, bool]]:
    """Yield page, day, traits, chance and whether it is right, of each mention and each "none of these"."""
    for page, example in enumerate(examples):
        yield page, None, example.found.page, 0.0, example.day is None
        for one in example.found.mentions:
            yield page, one.shown.day, one.traits, one.shown.chance, one.shown.day == example.day


def packed(examples: Sequence[Example], names: Sequence[str]) -> Packed:
    """Return the examples as arrays; traits that are not in `names` are left out."""
    column = {name: i for i, name in enumerate(names)}
    days: dict[tuple[int, object], int] = {}
    rows, day_of, chance, page_of, right = [], [], [], [], []
    for page, day, traits, log_chance, is_right in _rows(examples):
        if (page, day) not in days:
            days[page, day] = len(days)
            page_of.append(page)
            right.append(is_right)
        day_of.append(days[page, day])
        chance.append(log_chance)
        rows.append([column[name] for name in traits if name in column])
    order = np.argsort(day_of, kind="stable")
    table = np.zeros((len(rows), len(names)))
    for row, cells in zip(table, rows, strict=True):
        row[cells] = 1.0
    return Packed(
        table,
        np.array(chance),
        np.array(day_of),
        np.array(page_of),
        np.array(right, dtype=float),
        np.array([example.weight for example in examples]),
        order,
        _starts(np.array(day_of)[order]),
        _starts(np.array(page_of)),
    )


def _starts(groups: Vector) -> Vector:
    return np.r_[0, np.flatnonzero(np.diff(groups)) + 1]


def loss(worth: Vector, data: Packed, penalty: float) -> tuple[float, Vector]:
    """Return the penalised negative log-likelihood of the right days and its gradient."""
    points = data.traits @ worth + data.chance
    sharp = points[data.order] * SHARPNESS
    highest = np.maximum.reduceat(sharp, data.firsts)
    grown = np.exp(sharp - highest[data.day_of[data.order]])
    whole = np.add.reduceat(grown, data.firsts)
    share = np.empty_like(points)
    share[data.order] = grown / whole[data.day_of[data.order]]
    scores = (highest + np.log(whole)) / SHARPNESS
    odds = np.exp(scores - np.maximum.reduceat(scores, data.pages)[data.page_of])
    every, right = (np.add.reduceat(some, data.pages) for some in (odds, odds * data.right))
    pull = (odds / every[data.page_of] - odds * data.right / right[data.page_of]) * data.weight[data.page_of]
    loss = -(data.weight * np.log(right / every)).sum() + penalty * (worth**2).sum() / 2
    return float(loss), data.traits.T @ (pull[data.day_of] * share) + penalty * worth


def fitted(examples: Sequence[Example], names: Sequence[str], *, penalty: float) -> dict[str, float]:
    """Return what each trait is worth."""
    from scipy.optimize import minimize

    data = packed(examples, names)
    found = minimize(loss, np.zeros(len(names)), args=(data, penalty), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, found.x.tolist(), strict=True))
