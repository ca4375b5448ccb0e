"""Fit boosted trees to units of captures, and make guesses out of fold. Not for: choosing what is trained (see `lines`)."""

import logging
from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import N_FOLDS, Example
from wiredesk.tagger.lines_clues import ClueWeights, learn
from wiredesk.tagger.lines_context import surroundings
from wiredesk.tagger.lines_features import NAMES, measure
from wiredesk.tagger.lines_places import Matrix

SEED = 20261122
_log = logging.getLogger("training.lines")
_WORDS = NAMES.index("n_words")
_COMMON: dict[str, Any] = {
    "objective": "binary",
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


def second_look(features: Matrix, guess: Any) -> Matrix:
    """Return the features with what the first look's guesses show around each unit."""
    around = surroundings(np.asarray(guess, dtype=np.float32), np.expm1(features[:, _WORDS]))
    return np.concatenate([features, around], axis=1)


def unit_weights(one: Example) -> NDArray[np.float64]:
    """Return unit weights: roots of word counts, so that a page weighs by the root of its units, not by its menus."""
    size = np.sqrt([unit.text.count(" ") + 2.0 for unit in one.layout.units])
    return np.asarray(one.weight * size / size.sum() * np.sqrt(len(size)))


def fit(
    features: Sequence[Matrix], target: NDArray[Any], weight: NDArray[np.float64], rounds: int, **more: Any
) -> lightgbm.Booster:
    """Return trees fitted to the units of all examples; `more` overrides the common settings of LightGBM."""
    data = lightgbm.Dataset(np.concatenate(list(features)), target, weight=weight / weight.mean())
    return lightgbm.train(_COMMON | more, data, rounds)


def fit_body(examples: Sequence[Example], features: Sequence[Matrix], rounds: int) -> lightgbm.Booster:
    """Return trees that tell article text from all else."""
    target = np.concatenate([e.is_body for e in examples]).astype(np.int8)
    return fit(features, target, np.concatenate([unit_weights(e) for e in examples]), rounds)


def word_table(examples: Sequence[Example]) -> NDArray[np.int8]:
    """Return the word weights of the pages; a page with three captures counts once, invented ones not at all."""
    pages = {e.page: e for e in examples if not e.is_own}
    return learn([(u.text, bool(b)) for u, b in zip(e.layout.units, e.is_body, strict=True)] for e in pages.values())


def out_of_fold(examples: Sequence[Example], rounds: int) -> tuple[list[Matrix], list[Matrix]]:
    """Return features, and second looks, whose word weights and first guesses never saw the example's site."""
    measured: dict[int, Matrix] = {}
    for fold in range(N_FOLDS):
        weights = ClueWeights(word_table([e for e in examples if e.fold != fold]))
        measured |= {i: measure(e.layout, weights) for i, e in enumerate(examples) if e.fold == fold}
    features = [measured[i] for i in range(len(examples))]
    second: dict[int, Matrix] = {}
    for fold in range(N_FOLDS):
        kept = [i for i, e in enumerate(examples) if e.fold != fold]
        model = fit_body([examples[i] for i in kept], [features[i] for i in kept], rounds)
        second |= {i: second_look(features[i], model.predict(features[i])) for i, e in enumerate(examples) if e.fold == fold}
        _log.info("fold %d of %d done", fold + 1, N_FOLDS)
    return features, [second[i] for i in range(len(examples))]
