"""Fit how likely each lag between a mark of a text and its day of publication is: `article/dating_weights.json`.

Usage: python -m training.dated_bodies --shared ../shared

Reads the train splits whose records have a date (never a dev split), finds the marks with the package's own code and fits the
log-linear model of `article/dating_posterior` by L-BFGS. Needs scipy; takes about two minutes on one core.
"""

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.optimize
import scipy.sparse

from training.corpora import records
from wiredesk.article.dating_body import find_marks
from wiredesk.article.dating_marks import N_LAGS, Grid, Mark, Shape, grid
from wiredesk.article.dating_posterior import given, range_of, rarity

CLOCK = datetime.date(2026, 11, 22)  # the last day on which the corpora can have been seen
CORPORA = (
    "gvc/train.jsonl", "captures/train.jsonl", "captures_wcxb/train.jsonl.gz", "tempeval3/train.jsonl", "meantime/train.jsonl",
    "polnear/train.jsonl", "en_worldwide/train.jsonl", "gum/train.jsonl", "ecbplus/train.jsonl", "uner_ewt/train.jsonl",
    "muc4/train.jsonl", "wikiwars/train.jsonl",
)  # fmt: skip
OUT = Path(__file__).resolve().parents[1] / "src/wiredesk/article/dating_weights.json"
_MAX_DOCUMENTS = {"muc4/train.jsonl": 180}  # all alike: each opens with its dateline
_EVEN = 120  # documents from which a corpus counts by the root of its size only
_LEAST = 6  # documents in which a table must occur
# L2 and smoothness of a kind's own table and of those of its traits; chosen by 5-fold cross-validation over train.
_L2, _SMOOTH, _SMOOTH_YEARLY, _L2_TRAIT, _SMOOTH_TRAIT = 0.05, 0.1, 0.5, 8.0, 4.0
_N_STEPS = 80
_WIDEST = max(N_LAGS.values())

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold the marks of one text with its day and its weight."""

    marks: Sequence[Mark]
    day: datetime.date
    weight: float


def bodies(path: Path) -> Iterator[tuple[str, str, datetime.date]]:
    """Yield id, body and day of the records of a corpus that have a day; of pages with several captures the first."""
    seen: set[str] = set()
    for record in records(path):
        page = record.get("page") or record["id"]
        text = record.get("body") or record["text"]
        try:
            day = datetime.date.fromisoformat((record.get("date") or "")[:10])
        except ValueError:
            continue
        if page not in seen and day.year >= 1950 and text.strip():
            seen.add(page)
            yield page, text, day


def load(shared: Path) -> list[Dated]:
    """Return the texts of all corpora that name a time."""
    result: list[Dated] = []
    for corpus in CORPORA:
        found = [(find_marks(text, clock=CLOCK), day) for _, text, day in bodies(shared / "data" / corpus)]
        found = found[:: max(1, len(found) // _MAX_DOCUMENTS.get(corpus, len(found) or 1))]
        weight = min(1.0, (_EVEN / max(1, len(found))) ** 0.5)
        result += [Dated(marks, day, weight) for marks, day in found if range_of(marks, CLOCK) and day <= CLOCK]
    return result


def _n_lags(key: str) -> int:
    return N_LAGS[Shape(key.split(":")[1].split("|")[0])]


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold the model as matrices: stretches by (mark, lag), marks by table; `golds` are the stretches of the true days."""

    lags: Any
    tables: Any
    base: Floats
    starts: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    golds: npt.NDArray[np.int64]
    weights: Floats
    keys: list[str]


def _given(marks: Sequence[Mark], cut: Grid) -> Floats:
    """Return what the marks with odds of their own add; the tables are fitted on top of it."""
    rows = [given(mark, lags == 1, cut.sizes) for mark, lags in zip(marks, cut.lags, strict=True) if mark.shape is Shape.GIVEN]
    return np.sum(rows, axis=0) if rows else np.zeros(len(cut.starts))


def problem(texts: Sequence[Dated]) -> Problem:
    """Lay out the stretches of all texts."""
    counts = Counter(key for one in texts for key in {key for mark in one.marks for key in mark.tables()})
    keys = sorted(key for key, n in counts.items() if n >= _LEAST)
    places = {key: i for i, key in enumerate(keys)}
    marks = [mark for one in texts for mark in one.marks]
    pairs = [(row, places[key]) for row, mark in enumerate(marks) for key in mark.tables() if key in places]
    columns, sizes, base, golds, owners = [], [], [], [], []
    n_rows = n_marks = 0
    for number, one in enumerate(texts):
        ends = range_of(one.marks, CLOCK)
        assert ends is not None
        cut = grid(one.marks, *ends)
        n = len(cut.starts)
        columns.append((cut.lags.T + (n_marks + np.arange(len(one.marks))) * _WIDEST).ravel())
        sizes.append(np.full(n, len(one.marks)))
        base.append(rarity(cut.starts) + np.log(cut.sizes) + _given(one.marks, cut))
        owners.append(np.full(n, number))
        golds.append(n_rows + max(0, int(np.searchsorted(cut.starts, one.day.toordinal(), side="right")) - 1))
        n_rows, n_marks = n_rows + n, n_marks + len(one.marks)
    ends_of = np.concatenate(([0], np.cumsum(np.concatenate(sizes))))
    flat = np.concatenate(columns)
    lags = scipy.sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends_of), shape=(n_rows, n_marks * _WIDEST))
    rows, cols = zip(*pairs, strict=True)
    tables = scipy.sparse.csr_matrix((np.ones(len(pairs)), (rows, cols)), shape=(n_marks, len(keys)))
    whose = np.concatenate(owners)
    starts = np.searchsorted(whose, np.arange(len(texts)))
    return Problem(lags, tables, np.concatenate(base), starts, whose, np.array(golds), np.array([o.weight for o in texts]), keys)


def loss_of(told: Problem) -> tuple[Callable[[Floats], tuple[float, Floats]], Floats]:
    """Return the penalised negative log-likelihood with its gradient, and the mask of weights that exist."""
    n = len(told.keys)
    is_trait = np.array(["|" in key for key in told.keys])[:, None]
    is_yearly = np.array([Shape.YEARLY in key for key in told.keys])[:, None]
    l2, smooth = (
        np.where(is_trait, _L2_TRAIT, _L2),
        np.where(is_trait, _SMOOTH_TRAIT, np.where(is_yearly, _SMOOTH_YEARLY, _SMOOTH)),
    )
    mask = (np.arange(_WIDEST)[None, :] < np.array([_n_lags(key) for key in told.keys])[:, None]).astype(float)
    turned, tables_turned = told.lags.T.tocsr(), told.tables.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(n, _WIDEST)
        score = told.lags @ (told.tables @ w).ravel() + told.base
        top = np.maximum.reduceat(score, told.starts)
        grown = np.exp(score - top[told.owners])
        total = np.add.reduceat(grown, told.starts)
        gain = told.weights @ (score[told.golds] - top - np.log(total))
        slope = grown / total[told.owners] * told.weights[told.owners]
        np.add.at(slope, told.golds, -told.weights)
        step = (w[:, 1:] - w[:, :-1]) * mask[:, 1:]
        gradient = tables_turned @ (turned @ slope).reshape(-1, _WIDEST) + l2 * w
        gradient[:, 1:] += smooth * step
        gradient[:, :-1] -= smooth * step
        return float(-gain + 0.5 * (l2 * w * w).sum() + 0.5 * (smooth * step * step).sum()), (gradient * mask).ravel()

    return loss, mask


def fit(texts: Sequence[Dated]) -> dict[str, Floats]:
    """Return the fitted table of each key."""
    told = problem(texts)
    loss, mask = loss_of(told)
    found = scipy.optimize.minimize(loss, np.zeros(mask.size), jac=True, method="L-BFGS-B", options={"maxiter": _N_STEPS})
    print(f"{len(texts)} texts, {len(told.keys)} tables, loss {found.fun / told.weights.sum():.3f} a text")
    rows = found.x.reshape(mask.shape)
    return {key: rows[i, : _n_lags(key)] for i, key in enumerate(told.keys)}


def main() -> None:
    """Fit and write the weights as hundredths."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    tables = {key: [round(100 * value) for value in row] for key, row in fit(load(args.shared)).items()}
    rows = [f"{json.dumps(key)}: {json.dumps(row, separators=(',', ':'))}" for key, row in tables.items() if any(row)]
    args.out.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
