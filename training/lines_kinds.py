"""Train the model of kinds: `python -m training.lines_kinds --shared ../shared`. Not for: what is body (see `training.lines`).

First which line is the headline, then which lines name the author and the day, knowing where the headline likely stands. Both
learn from probabilities of body and headline that were made out of fold, and from those of several models of the body, so that
they lean on none; bylines and dates learn from each page once more with another head (`lines_heads`). Each model is the mean
of several that differ by their seeds. Seeded; the log goes to stderr.
"""

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.lines import SHAPE, Options, load, timed
from training.lines_corpus import KINDS, N_FOLDS, Example
from training.lines_export import as_onnx, log_difference, merged
from training.lines_fit import SEED, fit, fit_body, out_of_fold
from training.lines_heads import varied
from training.lines_sequence import odds_out_of_fold, pages, standard
from wiredesk.tagger.lines import blended
from wiredesk.tagger.lines_heads import Heads, measure_heads
from wiredesk.tagger.lines_kinds import COLUMNS, naming_features, title_features
from wiredesk.tagger.lines_layout import Unit
from wiredesk.tagger.lines_trees import Matrix

# Rounds, leaves and the share of other lines that is kept (each weighs the more), chosen by five folds over the training pages.
_TITLE_ROUNDS, _NAMING_ROUNDS = 150, 100
_KEPT = 0.25
# With one model, the F1 of bylines and dates moves by .01 to .02 with the seed alone; the mean of three is above each of them.
_N_MODELS = 4
_VARIED = 0.5  # weight of a page with another head
_log = logging.getLogger("training.lines_kinds")


@dataclass(slots=True)
class Page:
    """Hold the candidates of a capture: what they are (index into KINDS) and what the models see of them."""

    units: Sequence[Unit]
    heads: Heads
    kind: NDArray[np.int8]
    weight: float
    fold: int
    features: Matrix


def fit_kind(pages: Sequence[Page], kind: str, seed: int = SEED) -> lightgbm.Booster:
    """Return trees that tell the lines of one kind from all others, of which a share is used."""
    rng = np.random.default_rng(seed)
    features, target, weight = [], [], []
    for page in pages:
        hit = page.kind == KINDS.index(kind)
        used = hit | (rng.random(len(hit)) < _KEPT)
        features.append(page.features[used])
        target.append(hit[used])
        weight.append(np.where(hit[used], 1.0, 1.0 / _KEPT) * page.weight)
    target_of_all, weight_of_all = np.concatenate(target).astype(np.int8), np.concatenate(weight)
    leaves, rounds = (16, _TITLE_ROUNDS) if kind == "title" else (12, _NAMING_ROUNDS)
    more = {"num_leaves": leaves, "min_data_in_leaf": 20, "feature_fraction": 0.3, "seed": seed}
    return fit(features, target_of_all, weight_of_all, rounds, **more)


def bodies(examples: Sequence[Example], looks: Sequence[Matrix], rounds: int) -> list[NDArray[np.float32]]:
    """Return the probability of article text of each unit by trees that never saw the page's site."""
    found: dict[int, NDArray[np.float32]] = {}
    for fold in range(N_FOLDS):
        kept = [i for i, e in enumerate(examples) if e.fold != fold]
        model = fit_body([examples[i] for i in kept], [looks[i] for i in kept], rounds)
        found |= {i: np.asarray(model.predict(looks[i]), np.float32) for i, e in enumerate(examples) if e.fold == fold}
        _log.info("bodies: fold %d of %d done", fold + 1, N_FOLDS)
    return [found[i] for i in range(len(examples))]


def fit_several(pages: Sequence[Page], kind: str) -> lightgbm.Booster:
    """Return the mean of several models of one kind that differ by their seeds."""
    models = merged([fit_kind(pages, kind, SEED + number) for number in range(_N_MODELS)])
    _log.info("%s trained", kind)
    return models


def _titles(pages: Sequence[Page]) -> Iterator[Matrix]:
    """Yield the probability of each candidate to be the headline, by models that never saw the page's site."""
    models = [fit_kind([page for page in pages if page.fold != fold], "title") for fold in range(N_FOLDS)]
    for page in pages:
        empty = np.zeros(0, dtype=np.float32)
        yield np.asarray(models[page.fold].predict(page.features), np.float32) if len(page.kind) else empty


def _another_head(one: Example, page: Page, body: NDArray[np.float32], title: Matrix, rng: random.Random) -> Page:
    """Return the page with another head, as the models of bylines and dates see it."""
    titles = np.zeros(len(body), dtype=np.float32)
    titles[page.heads.places] = title
    made = varied(one, body, titles, rng)
    heads = measure_heads(made.units, made.body)
    features = naming_features(heads, made.units, made.title[heads.places])
    return Page(made.units, heads, made.kind[heads.places], page.weight * _VARIED, page.fold, features)


def _pages(examples: Sequence[Example], looks: Sequence[Matrix], body: Sequence[NDArray[np.float32]]) -> Iterator[Page]:
    for one, look, p in zip(examples, looks, body, strict=True):
        heads = measure_heads(one.layout.units, p)
        features = title_features(heads, look)
        yield Page(one.layout.units, heads, one.kind[heads.places], one.weight, one.fold, features)


def train(
    examples: Sequence[Example], looks: Sequence[Matrix], read: Sequence[Sequence[NDArray[np.float32]]]
) -> tuple[dict[str, lightgbm.Booster], dict[str, Matrix]]:
    """Return the three models, and rows to check them with.

    `looks` and the bodies of `read`, by each model of the body one list, were made out of fold.
    """
    pages = [page for body in read for page in _pages(examples, looks, body)]
    titles = list(_titles(pages))
    models = {"title": fit_several(pages, "title")}
    checked = {"title": pages[0].features}
    rng, more = random.Random(SEED), []
    bodies_of_all = [(one, p) for body in read for one, p in zip(examples, body, strict=True)]
    for (one, p), page, title in zip(bodies_of_all, pages, titles, strict=True):
        page.features = naming_features(page.heads, page.units, title)
        more += [] if one.is_own else [_another_head(one, page, p, title, rng)]
    for kind in ("byline", "date"):
        models[kind] = fit_several([*pages, *more], kind)
        checked[kind] = pages[0].features
    return models, checked


def save(models: dict[str, lightgbm.Booster], path: Path, checked: dict[str, Matrix]) -> None:
    """Write the model file and log how far ONNX differs from LightGBM on `checked`."""
    parts = {kind: as_onnx(model) for kind, model in models.items()}
    np.savez_compressed(path, columns=np.array(COLUMNS), title=parts["title"], byline=parts["byline"], date=parts["date"])
    _log.info("%s: %d bytes", path.name, path.stat().st_size)
    for kind, model in models.items():
        log_difference(model, parts[kind], checked[kind])


def main() -> None:
    """Train and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/lines_kinds.npz"))
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options()
    _log.info("%s seed %d", options, SEED)
    examples, _ = timed("load", lambda: load(given.shared, options))
    features, looks = timed("second looks", lambda: out_of_fold(examples, options.first))
    trees = timed("trees", lambda: bodies(examples, looks, options.second))
    read = pages(examples, features, standard(features), SHAPE)
    odds = timed("networks", lambda: odds_out_of_fold(examples, read, SHAPE))
    both = [blended(*one) for one in zip(trees, odds, strict=True)]
    networks = [np.asarray(1.0 / (1.0 + np.exp(-one)), dtype=np.float32) for one in odds]
    models, checked = timed("train", lambda: train(examples, looks, [both, trees, networks]))
    save(models, given.out, checked)


if __name__ == "__main__":
    main()
