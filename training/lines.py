"""Train the line model: `python -m training.lines --shared ../shared`. Not for: running it (see `wiredesk.tagger.lines`).

Two looks of boosted trees. The first guesses from the unit and its neighbours whether it is article text; the second sees
the guesses around it too (out-of-fold ones in training, so that it learns how the first look errs on pages it does not know).
Beside them small networks that read all units in order (`training.lines_sequence`); the mean of both log-odds decides. What
is not article text is named by a model of its own (`training.lines_kinds`). Everything is seeded; the log goes to stderr.
"""

import argparse
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import Example, example, records
from training.lines_export import as_onnx, log_difference
from training.lines_fit import SEED, fit_body, out_of_fold, second_look, word_table
from training.lines_furniture import own_captures
from training.lines_network import Reader, Shape, arrays
from training.lines_score import report
from training.lines_sequence import Standard, fit_networks, log_odds, pages, standard
from wiredesk.tagger.lines import blended
from wiredesk.tagger.lines_clues import ClueWeights, read_clues
from wiredesk.tagger.lines_features import measure
from wiredesk.tagger.lines_places import Matrix
from wiredesk.tagger.lines_sequence import PageReader

SHAPE = Shape()
_log = logging.getLogger("training.lines")


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what may be tried: rounds of the two looks and the weight of the news captures against WCXB's."""

    first: int = 220
    second: int = 250
    news_weight: float = 1.5
    own: int = 1000


@dataclass(frozen=True, slots=True)
class LineModels:
    """Hold the trained parts."""

    words: NDArray[np.int8]
    first: lightgbm.Booster
    second: lightgbm.Booster
    networks: list[Reader]
    known: Standard

    def looks(self, examples: Sequence[Example]) -> list[Matrix]:
        """Return the second look's features of each example."""
        weights = ClueWeights(self.words)
        return [second_look(x, self.first.predict(x)) for x in (measure(e.layout, weights) for e in examples)]

    def guess(self, examples: Sequence[Example]) -> list[Matrix]:
        """Return the probability of article text of each unit of each example."""
        looks = self.looks(examples)
        odds = log_odds(self.networks, pages(examples, looks, self.known, SHAPE))
        return [blended(np.asarray(self.second.predict(x)), one) for x, one in zip(looks, odds, strict=True)]

    def save(self, path: Path, checked: Sequence[Example]) -> None:
        """Write the model file and log how far ONNX differs from LightGBM on `checked`."""
        trees = {"first": as_onnx(self.first), "second": as_onnx(self.second)}
        known: dict[str, NDArray[Any]] = {"words": self.words, "mean": self.known.mean, "spread": self.known.spread}
        parts = {**known, **trees, **arrays(self.networks)}
        np.savez_compressed(path, allow_pickle=False, **parts)
        _log.info("%s: %d bytes", path.name, path.stat().st_size)
        log_difference(self.second, parts["second"], np.concatenate(self.looks(checked)))
        self._log_network(parts, checked)

    def _log_network(self, parts: Mapping[str, NDArray[Any]], checked: Sequence[Example]) -> None:
        """Log how far the networks as saved, with vectors in a byte a number, differ from the trained ones."""
        looks = self.looks(checked)
        ours = log_odds(self.networks, pages(checked, looks, self.known, SHAPE))
        saved = PageReader(parts)
        units = [read_clues([unit.text for unit in one.layout.units]) for one in checked]
        theirs = [saved.log_odds(rows, clues) for rows, clues in zip(looks, units, strict=True)]
        most = max(float(np.abs(a - b).max()) for a, b in zip(ours, theirs, strict=True))
        _log.info("largest difference of the networks as saved: %.4f in log-odds", most)


def train(examples: Sequence[Example], options: Options) -> LineModels:
    """Return the models trained on `examples`."""
    features, second = out_of_fold(examples, options.first)
    first = fit_body(examples, features, options.first)
    _log.info("first look trained")
    known = standard(features)
    networks = fit_networks(pages(examples, features, known, SHAPE), SHAPE)
    return LineModels(word_table(examples), first, fit_body(examples, second, options.second), networks, known)


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


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Return what `work` gives and log the seconds it took."""
    start = time.perf_counter()
    done = work()
    _log.info("%s: %.0f s", name, time.perf_counter() - start)
    return done


def main() -> None:
    """Train, report on dev and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/lines.npz"))
    for name, value in (("first", 220), ("second", 250), ("own", 1000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--news-weight", type=float, default=1.5)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options(given.first, given.second, given.news_weight, given.own)
    _log.info("%s seed %d", options, SEED)
    training, dev = timed("load", lambda: load(given.shared, options))
    models = timed("train", lambda: train(training, options))
    for name, examples in dev.items():
        report(name, examples, models.guess(examples))
    models.save(given.out, dev["captures"])


if __name__ == "__main__":
    main()
