"""Train the block model of HTML pages: `python -m training.blocks --shared ../shared`. Not for: running it.

Gold bodies are laid over the blocks word by word. Weights of words and names, first and second look are learnt in five folds,
one site in one fold, so that every figure "5-fold" is of pages whose site the model never saw; beside them stand trafilatura's
modes on the same pages, with a paired bootstrap. Then what ships is trained on all train pages. Everything is seeded; the log
goes to stderr.
"""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.blocks_corpus import MODES, N_FOLDS, Example, load
from training.blocks_export import save
from training.blocks_score import compared, f1, share_ahead, share_exact
from wiredesk.article.blocks_chosen import taken
from wiredesk.article.markup import FEWEST_WORDS
from wiredesk.tagger.blocks import first_look, second_look
from wiredesk.tagger.blocks_words import Matrix
from wiredesk.tagger.lines_words import WordWeights, learn

SEED = 20261122
_NEWS_WEIGHT = 2.0
_log = logging.getLogger("training.blocks")
_TREES: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 40, "feature_fraction": 0.2,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "seed": SEED,
    "deterministic": True,
}  # fmt: skip
# The first look; then the second looks, whose mean decides: trees grown in several ways err on different pages.
_FIRST: tuple[dict[str, Any], int] = ({}, 150)
_SECONDS: tuple[tuple[dict[str, Any], int], ...] = (
    ({}, 230),
    ({"extra_trees": True, "learning_rate": 0.08, "feature_fraction": 0.4, "seed": SEED + 1}, 230),
)


@dataclass(frozen=True, slots=True)
class BlockModels:
    """Hold the trained parts: the tables of words and of names, the first look and the second ones."""

    words: NDArray[np.int8]
    names: NDArray[np.int8]
    first: lightgbm.Booster
    seconds: tuple[lightgbm.Booster, ...]

    def looks(self, one: Example) -> Matrix:
        """Return what the second look sees of a page, one row a block."""
        first = first_look(one.seen, WordWeights(self.words), WordWeights(self.names))
        return second_look(first, np.asarray(self.first.predict(first)), one.seen.groups)

    def scores(self, one: Example) -> Matrix:
        """Return the probability of each block."""
        looks = self.looks(one)
        return np.asarray(np.mean([trees.predict(looks) for trees in self.seconds], axis=0), dtype=np.float32)


def _words(examples: Sequence[Example]) -> NDArray[np.int8]:
    return learn(list(zip(one.seen.texts, one.is_body.tolist(), strict=True)) for one in examples)


def _names(examples: Sequence[Example]) -> NDArray[np.int8]:
    return learn(
        [(text, is_body) for three, is_body in zip(one.seen.names, one.is_body.tolist(), strict=True) for text in three if text]
        for one in examples
    )


def _first_looks(examples: Sequence[Example]) -> list[Matrix]:
    """Return the first looks at all pages, their words and names weighed by tables that never saw their sites."""
    looks: dict[int, Matrix] = {}
    for fold in range(N_FOLDS):
        rest = [one for one in examples if one.fold != fold]
        words, names = WordWeights(_words(rest)), WordWeights(_names(rest))
        looks |= {n: first_look(one.seen, words, names) for n, one in enumerate(examples) if one.fold == fold}
    return [looks[number] for number in range(len(examples))]


class _Trees:
    """Train boosted trees on looks at all pages, once and by folds; the table is sorted into bins once."""

    def __init__(self, examples: Sequence[Example], looks: Sequence[Matrix]) -> None:
        self._looks = np.concatenate(looks)
        self._folds = np.concatenate([np.full(len(one.is_body), one.fold) for one in examples])
        self._cuts = np.cumsum([len(one.is_body) for one in examples])[:-1]
        target = np.concatenate([one.is_body for one in examples]).astype(np.int8)
        weight = np.concatenate([one.block_weights() for one in examples])
        self._table = lightgbm.Dataset(self._looks, target, weight=weight / weight.mean(), params=_TREES).construct()

    def whole(self, how: dict[str, Any], rounds: int) -> lightgbm.Booster:
        """Return the trees of all pages."""
        return lightgbm.train(_TREES | how, self._table, rounds)

    def guesses(self, how: dict[str, Any], rounds: int) -> list[Matrix]:
        """Return the guesses for every page by trees that never saw its site."""
        out = np.zeros(len(self._folds), dtype=np.float32)
        for fold in range(N_FOLDS):
            here = self._folds == fold
            trees = lightgbm.train(_TREES | how, self._table.subset(np.flatnonzero(~here)), rounds)
            out[here] = trees.predict(self._looks[here])
            _log.info("fold %d of %d done", fold + 1, N_FOLDS)
        return np.split(out, self._cuts)


def train(examples: Sequence[Example], *, with_folds: bool = True) -> tuple[BlockModels, list[Matrix]]:
    """Return the models trained on `examples`, and the scores of each by models of the other folds (empty without folds)."""
    looks = _first_looks(examples)
    first = _Trees(examples, looks)
    guesses = first.guesses(*_FIRST)
    seconds = [second_look(look, guess, one.seen.groups) for look, guess, one in zip(looks, guesses, examples, strict=True)]
    second = _Trees(examples, seconds)
    trees = tuple(second.whole(*how) for how in _SECONDS)
    models = BlockModels(_words(examples), _names(examples), first.whole(*_FIRST), trees)
    if not with_folds:
        return models, []
    by_look = [second.guesses(*how) for how in _SECONDS]
    return models, [np.asarray(np.mean(scores, axis=0)) for scores in zip(*by_look, strict=True)]


def body_of(one: Example, scores: Matrix) -> str:
    """Return the body by the scores of a page's blocks; trafilatura's where that is next to nothing, as `markup` does it."""
    texts = ("\n".join(taken(one.shown, scores.tolist())), one.peers["precise"], one.peers["default"])
    return next((text for text in texts if len(text.split()) >= FEWEST_WORDS), texts[0])


def report(name: str, examples: Sequence[Example], scores: Sequence[Matrix]) -> None:
    """Log F1 and exact bodies of ours and of trafilatura's modes, and in how many paired resamplings ours is ahead."""
    ours = [compared(one.gold, body_of(one, score)) for one, score in zip(examples, scores, strict=True)]
    _log.info("%s: F1 %.4f, exact %.3f (%d pages)", name, f1(ours), share_exact(ours), len(ours))
    for mode in MODES:
        theirs = [compared(one.gold, one.peers[mode]) for one in examples]
        ahead = share_ahead(ours, theirs, seed=SEED)
        _log.info("    trafilatura %s: %.4f, %.3f; ours ahead in %.1f %%", mode, f1(theirs), share_exact(theirs), 100 * ahead)


def main() -> None:
    """Measure by 5-fold, train on all train pages, report on dev, write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/blocks.npz"))
    parser.add_argument("--no-folds", action="store_true", help="do not measure by 5-fold")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    data = given.shared / "data"
    news = load(data / "pages/train.jsonl.gz", weight=_NEWS_WEIGHT)
    wcxb = load(data / "pages_wcxb/train.jsonl.gz")
    _log.info("%d + %d train pages", len(news), len(wcxb))
    models, scores = train([*news, *wcxb], with_folds=not given.no_folds)
    if scores:
        report("pages train, 5-fold", news, scores[: len(news)])
        report("pages_wcxb train, 5-fold", wcxb, scores[len(news) :])
    for name in ("pages", "pages_wcxb"):
        dev = load(data / f"{name}/dev.jsonl.gz")
        report(f"{name} dev", dev, [models.scores(one) for one in dev])
    save(models, given.out, news[:20])


if __name__ == "__main__":
    main()
