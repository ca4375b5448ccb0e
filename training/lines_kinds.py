"""Train the model of kinds: `python -m training.lines_kinds --shared ../shared`. Not for: what is body (see `training.lines`).

It names title, byline, date and furniture, and learns from second looks made out of fold. Seeded; the log goes to stderr.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import lightgbm
import numpy as np

from training.lines import Options, load, timed
from training.lines_corpus import KINDS, Example
from training.lines_export import as_onnx, log_difference
from training.lines_fit import SEED, fit, out_of_fold, unit_weights
from wiredesk.tagger.lines_kinds import COLUMNS
from wiredesk.tagger.lines_places import Matrix

# Titles, bylines and dates are one unit in eighty: without weight the third model never names them. Chosen on dev.
_RARE = 4.0
_log = logging.getLogger("training.lines_kinds")


def fit_kinds(examples: Sequence[Example], looks: Sequence[Matrix], rounds: int) -> lightgbm.Booster:
    """Return trees that give the probability of each of KINDS."""
    target = np.concatenate([e.kind for e in examples]).astype(np.int8)
    weight = np.concatenate([unit_weights(e) for e in examples])
    weight = weight * np.where((target > 0) & (target < len(KINDS) - 1), _RARE, 1.0)
    return fit(looks, target, weight, rounds, objective="multiclass", num_class=len(KINDS), num_leaves=15, learning_rate=0.1)


def main() -> None:
    """Train and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/lines_kinds.npz"))
    parser.add_argument("--rounds", type=int, default=60)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    _log.info("%d rounds, seed %d", given.rounds, SEED)
    options = Options()
    training, _ = timed("load", lambda: load(given.shared, options))
    looks = timed("second looks", lambda: out_of_fold(training, options.first)[1])
    model = timed("train", lambda: fit_kinds(training, looks, given.rounds))
    content = as_onnx(model)
    np.savez_compressed(given.out, columns=np.array(COLUMNS), kinds=content)
    _log.info("%s: %d bytes", given.out.name, given.out.stat().st_size)
    log_difference(model, content, looks[0])


if __name__ == "__main__":
    main()
