"""Train the comparison of incidents and choose its threshold: `python -m training.incidents --shared ../shared`.

Not for: reading the corpora (see `incidents_readings`), making pairs (see `incidents_pairs`). Trained on the train splits of GVC,
ECB+ and MUC-4; the calibration and the two thresholds are chosen on the dev splits of GVC and ECB+. It prints GVC train by
5-fold cross-validation (folds by incident, weights trained anew for each) and ECB+ train the same way by topic. The document
counts behind the words' weights need no gold and are shared by the folds.
"""

import argparse
import collections
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.incidents_export import exported, write
from training.incidents_pairs import ECB, GVC, Pairs, dated_pairs, disguised_pairs, gold_pairs, muc_pairs, redated_pairs
from training.incidents_readings import Told, told
from wiredesk.corroborate.incidents_features import FEATURES
from wiredesk.corroborate.incidents_grouping import JOIN, grouped_by
from wiredesk.corroborate.incidents_scoring import Trees
from wiredesk.corroborate.incidents_words import IDF_STEP, N_BUCKETS, key_of, terms_of, words_of

TERMS = Path(__file__).parents[1] / "src/wiredesk/corroborate/incidents_terms.npz"
# ECB+ is left out: its topics have twenty reports each, and names that were new on dev would weigh more than in training.
_COUNTED = ("gvc", "en_worldwide", "muc4", "polnear", "meantime", "wikiwars", "tempeval3")
# Words in fewer documents are as telling as new ones: a name that training saw twice must not weigh less than one it never saw.
_LEAST_COUNT = 4
N_FOLDS = 5
_ROUNDS = 300
# More of these makes one incident likelier, more of those less; without that the few alike incidents of GVC teach accidents.
_FOR = frozenset(
    (
        "cos_terms cos_lead cos_cross rare_terms rare_lead person_best person_share official_best party_best place_best "
        "place_share scene_share organization_best organization_share name_cos age_share age_n clock_share street_share "
        "count_share days_share weekday_share country_share type_same stage_same weapon_share scene_cross"
    ).split()
)
_AGAINST = frozenset("published_gap event_gap days_gap told_before km killed_fit wounded_fit conflicts".split())
_PARAMETERS = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 5, "max_depth": 3, "min_data_in_leaf": 60,
    "min_sum_hessian_in_leaf": 3, "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 20,
    "monotone_constraints": [1 if f in _FOR else -1 if f in _AGAINST else 0 for f in FEATURES],
    "monotone_constraints_method": "advanced", "verbose": -1, "seed": 1, "num_threads": 1, "deterministic": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corpus:
    """Hold the reports of one train split with their pairs and the fold of each report."""

    reports: list[Told]
    pairs: tuple[Pairs, ...]
    folds: NDArray[np.int64]

    def without(self, fold: int | None) -> list[Pairs]:
        """Return the pairs that touch no report of a fold, all for None."""
        return [pairs.among(self.folds != fold) for pairs in self.pairs]


def count_terms(shared: Path) -> None:
    """Write how telling each hash bucket's words are, from the train splits."""
    counts: collections.Counter[int] = collections.Counter()
    n_documents = 0
    for corpus in _COUNTED:
        for line in (shared / "data" / corpus / "train.jsonl").open(encoding="utf-8"):
            n_documents += 1
            counts.update({key_of(term) % N_BUCKETS for term in terms_of(words_of(json.loads(line)["text"]))})
    idf = [math.log((n_documents + 1) / max(counts[bucket], _LEAST_COUNT)) for bucket in range(N_BUCKETS)]
    np.savez_compressed(TERMS, allow_pickle=False, idf=np.round(np.array(idf) / IDF_STEP).astype(np.uint8))
    print(f"document counts of {n_documents:,} documents in {TERMS.name}")


def folds_of(kin: Sequence[str]) -> NDArray[np.int64]:
    """Return a fold for each report; reports of one kin share it."""
    names = sorted(set(kin))
    random.Random(0).shuffle(names)
    where = {name: number % N_FOLDS for number, name in enumerate(names)}
    return np.array([where[name] for name in kin])


def trained(pairs: Sequence[Pairs]) -> Any:
    """Return a booster trained on pairs."""
    import lightgbm

    rows, is_same, weight = (np.concatenate(parts) for parts in zip(*((p.rows, p.is_same, p.weight) for p in pairs), strict=True))
    return lightgbm.train(_PARAMETERS, lightgbm.Dataset(rows, is_same, weight=weight, feature_name=list(FEATURES)), _ROUNDS)


def pairwise(reports: Sequence[Told], groups: Sequence[int]) -> tuple[float, float, float]:
    """Return pairwise F1, precision and recall. Source: `score_clusters.py`."""
    n_pairs = [
        sum(n * (n - 1) // 2 for n in collections.Counter(labels).values())
        for labels in (
            [(r.incident, g) for r, g in zip(reports, groups, strict=True)], list(groups), [r.incident for r in reports],
        )
    ]  # fmt: skip
    both, said, gold = n_pairs
    return 2 * both / (said + gold), both / max(said, 1), both / max(gold, 1)


def calibrated(booster: Any, dev: Sequence[Pairs]) -> Trees:
    """Return the trees with log odds scaled and shifted to fit the alike pairs of dev (Platt 1999), 200 Newton steps at most."""
    rows, is_same = (np.concatenate(parts) for parts in zip(*((p.rows, p.is_same) for p in dev), strict=True))
    raw = booster.predict(rows, raw_score=True)
    raw, target = raw[raw > -4], is_same[raw > -4]
    given = np.stack([raw, np.ones_like(raw)], axis=1)
    fit = np.array([1.0, 0.0])
    for _ in range(200):
        likely = 1 / (1 + np.exp(-given @ fit))
        slope = given.T @ (likely - target) + 0.01 * (fit - [1.0, 0.0])
        curve = (given * (likely * (1 - likely))[:, None]).T @ given + 0.01 * np.eye(2)
        fit = fit - np.linalg.solve(curve, slope)
    print(f"calibration: log odds times {fit[0]:.3f} plus {fit[1]:.3f}")
    return exported(booster, scale=float(fit[0]), shift=float(fit[1]))


def shown(name: str, reports: Sequence[Told], trees: Trees) -> None:
    """Print the figures of a set for a row of thresholds."""
    row = []
    for step in range(6, 19):
        f1, _, _ = pairwise(reports, grouped_by(trees, [r.profile for r in reports], join=step / 20))
        row.append(f"{step / 20:.2f}: {100 * f1:.1f}")
    print(f"{name:10} {'  '.join(row)}", flush=True)


def cross_validated(name: str, corpora: dict[str, Corpus], extra: Sequence[Pairs], join: float) -> None:
    """Print the figures of a train split with each fold grouped by weights that saw nothing of it."""
    corpus = corpora[name]
    groups = np.zeros(len(corpus.reports), dtype=np.int64)
    for fold in range(N_FOLDS):
        pairs = [*extra, *(p for key, one in corpora.items() for p in one.without(fold if key == name else None))]
        at = np.flatnonzero(corpus.folds == fold)
        found = grouped_by(exported(trained(pairs)), [corpus.reports[k].profile for k in at], join=join)
        groups[at] = np.array(found) + fold * len(corpus.reports)
    print("{}: 5-fold F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(name, *pairwise(corpus.reports, groups.tolist())))


def corpora_of(shared: Path) -> dict[str, Corpus]:
    """Return the train splits of GVC and ECB+ with their pairs."""
    gvc, ecb = told(shared, "gvc", "train"), told(shared, "ecbplus", "train")
    pairs = gold_pairs(gvc, GVC)
    return {
        "GVC train": Corpus(gvc, (pairs, disguised_pairs(gvc), redated_pairs(gvc, pairs)), folds_of([r.kin for r in gvc])),
        "ECB+ train": Corpus(ecb, (gold_pairs(ecb, ECB), dated_pairs(ecb)), folds_of([r.kin for r in ecb])),
    }


def main() -> None:
    """Count words, train, choose, cross-validate, write."""
    parser = argparse.ArgumentParser(description="Train the comparison of incidents.")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the corpora")
    parser.add_argument("--join", type=float, default=JOIN, help="the threshold at which the folds are grouped")
    given = parser.parse_args()
    count_terms(given.shared)
    corpora, extra = corpora_of(given.shared), [muc_pairs(told(given.shared, "muc4", "train"))]
    dev = {name: told(given.shared, corpus, "dev") for name, corpus in (("GVC dev", "gvc"), ("ECB+ dev", "ecbplus"))}
    booster = trained([*extra, *(pairs for corpus in corpora.values() for pairs in corpus.pairs)])
    trees = calibrated(booster, [gold_pairs(reports, ECB) for reports in dev.values()])
    write(trees)
    for name, reports in {**dev, "both dev": [r for part in dev.values() for r in part]}.items():
        shown(name, reports, trees)
    for name in corpora:
        cross_validated(name, corpora, extra, given.join)


if __name__ == "__main__":
    main()
