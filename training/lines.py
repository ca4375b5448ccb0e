"""Train the line model: `python -m training.lines --shared ../shared`. Not for: running it (see `wiredesk.tagger.lines`).

Two looks. The first guesses from the unit and its neighbours whether it is article text; the second sees the guesses
around it too (out-of-fold ones in training, so that it learns how the first look errs on pages it does not know). A third
model names what is not article text: title, byline, date, furniture. Everything is seeded; the log goes to stderr.
"""

import argparse
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import KINDS, N_FOLDS, Example, example, records
from training.lines_export import save
from training.lines_furniture import own_captures
from training.lines_score import report
from wiredesk.tagger.lines_context import surroundings
from wiredesk.tagger.lines_features import NAMES, measure
from wiredesk.tagger.lines_places import Matrix
from wiredesk.tagger.lines_words import WordWeights, learn

SEED = 20261122
# Titles, bylines and dates are one unit in eighty: without weight the third model never names them. Chosen on dev.
_RARE = 4.0
_log = logging.getLogger("training.lines")
_WORDS = NAMES.index("n_words")
_COMMON: dict[str, Any] = {
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 1,
    "seed": SEED,
    "deterministic": True,
}


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what may be tried: rounds of the three models and the weight of the news captures against WCXB's."""

    first: int = 220
    second: int = 250
    kinds: int = 60
    news_weight: float = 1.5
    own: int = 1000


@dataclass(frozen=True, slots=True)
class LineModels:
    """Hold the trained parts."""

    words: NDArray[np.int8]
    first: lightgbm.Booster
    second: lightgbm.Booster
    kinds: lightgbm.Booster

    def looks(self, examples: Sequence[Example]) -> list[Matrix]:
        """Return the second look's features of each example."""
        weights = WordWeights(self.words)
        return [_second(x, self.first.predict(x)) for x in (measure(e.layout, weights) for e in examples)]

    def guess(self, examples: Sequence[Example]) -> list[NDArray[np.float64]]:
        """Return the probability of article text of each unit of each example."""
        return [np.asarray(self.second.predict(x)) for x in self.looks(examples)]


def _second(features: Matrix, guess: Any) -> Matrix:
    around = surroundings(np.asarray(guess, dtype=np.float32), np.expm1(features[:, _WORDS]))
    return np.concatenate([features, around], axis=1)


def _weights(one: Example) -> NDArray[np.float64]:
    """Return unit weights: roots of word counts, so that a page weighs by the root of its units, not by its menus."""
    size = np.sqrt([unit.text.count(" ") + 2.0 for unit in one.layout.units])
    return np.asarray(one.weight * size / size.sum() * np.sqrt(len(size)))


def _fit(examples: Sequence[Example], features: Sequence[Matrix], rounds: int, *, kinds: bool = False) -> lightgbm.Booster:
    target = np.concatenate([e.kind if kinds else e.is_body for e in examples]).astype(np.int8)
    weight = np.concatenate([_weights(e) for e in examples])
    if kinds:
        weight = weight * np.where((target > 0) & (target < len(KINDS) - 1), _RARE, 1.0)
    data = lightgbm.Dataset(np.concatenate(list(features)), target, weight=weight / weight.mean())
    more = (
        {"objective": "multiclass", "num_class": 5, "num_leaves": 15, "learning_rate": 0.1} if kinds else {"objective": "binary"}
    )
    return lightgbm.train(_COMMON | more, data, rounds)


def _word_table(examples: Sequence[Example]) -> NDArray[np.int8]:
    pages = {e.page: e for e in examples if not e.is_own}
    return learn([(u.text, bool(b)) for u, b in zip(e.layout.units, e.is_body, strict=True)] for e in pages.values())


def _out_of_fold(examples: Sequence[Example], rounds: int) -> tuple[list[Matrix], list[Matrix]]:
    """Return features whose word weights, and guesses whose model, never saw the example's site."""
    measured: dict[int, Matrix] = {}
    for fold in range(N_FOLDS):
        weights = WordWeights(_word_table([e for e in examples if e.fold != fold]))
        measured |= {i: measure(e.layout, weights) for i, e in enumerate(examples) if e.fold == fold}
    features = [measured[i] for i in range(len(examples))]
    second: dict[int, Matrix] = {}
    for fold in range(N_FOLDS):
        kept = [i for i, e in enumerate(examples) if e.fold != fold]
        model = _fit([examples[i] for i in kept], [features[i] for i in kept], rounds)
        second |= {i: _second(features[i], model.predict(features[i])) for i, e in enumerate(examples) if e.fold == fold}
        _log.info("fold %d of %d done", fold + 1, N_FOLDS)
    return features, [second[i] for i in range(len(examples))]


def train(examples: Sequence[Example], options: Options) -> LineModels:
    """Return the models trained on `examples`."""
    features, second = _out_of_fold(examples, options.first)
    first = _fit(examples, features, options.first)
    _log.info("first look trained")
    body = _fit(examples, second, options.second)
    kinds = _fit(examples, second, options.kinds, kinds=True)
    return LineModels(_word_table(examples), first, body, kinds)


def load(shared: Path, options: Options) -> tuple[list[Example], dict[str, list[Example]]]:
    """Return training examples and the dev examples by corpus."""
    data = shared / "data"
    news = [example(r) for r in records(data / "captures" / "train.jsonl")]
    wcxb = [example(r) for r in records(data / "captures_wcxb" / "train.jsonl.gz")]
    training = [replace(e, weight=options.news_weight) for e in news] + wcxb
    training += own_captures(news, options.own * 2 // 3, seed=SEED)
    training += own_captures(wcxb, options.own // 3, seed=SEED + 1)
    dev = {
        "captures": [example(r) for r in records(data / "captures" / "dev.jsonl")],
        "captures_wcxb": [example(r) for r in records(data / "captures_wcxb" / "dev.jsonl.gz")],
    }
    return training, dev


def _timed(name: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    done = work()
    _log.info("%s: %.0f s", name, time.perf_counter() - start)
    return done


def main() -> None:
    """Train, report on dev and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/lines.npz"))
    for name, value in (("first", 220), ("second", 250), ("kinds", 60), ("own", 1000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--news-weight", type=float, default=1.5)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options(given.first, given.second, given.kinds, given.news_weight, given.own)
    _log.info("%s seed %d", options, SEED)
    training, dev = _timed("load", lambda: load(given.shared, options))
    models = _timed("train", lambda: train(training, options))
    for name, examples in dev.items():
        report(name, examples, models.guess(examples))
    save(models, given.out, dev["captures"])


if __name__ == "__main__":
    main()
