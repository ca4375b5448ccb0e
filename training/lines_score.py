"""Score guesses of the line model on dev the way of `score_bodies.py`. Not for: the published figures."""

import logging
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.lines_corpus import Example
from wiredesk.tagger.lines_places import Matrix

_log = logging.getLogger("training.lines")
_WORDS = re.compile(r"\w+")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def body_f1(examples: Sequence[Example], guesses: Sequence[Matrix], threshold: float) -> tuple[float, float, float]:
    """Return F1, precision and recall of the bodies made of all units above `threshold`, pooled over pages."""
    precisions, recalls = [], []
    for one, guess in zip(examples, guesses, strict=True):
        text = "\n".join(unit.text for unit, p in zip(one.layout.units, guess, strict=True) if p > threshold)
        gold, found = _shingles(one.gold), _shingles(text)
        shared = (gold & found).total()
        precisions += [shared / found.total()] if found else []
        recalls += [shared / gold.total()] if gold else []
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    return 2 * precision * recall / (precision + recall or 1.0), precision, recall


def report(name: str, examples: Sequence[Example], guesses: Sequence[Matrix]) -> None:
    """Log the scores at several thresholds."""
    for threshold in (0.4, 0.5, 0.55, 0.6, 0.7, 0.8):
        f1, precision, recall = body_f1(examples, guesses, threshold)
        _log.info("%s > %.2f: F1 %.4f P %.3f R %.3f", name, threshold, f1, precision, recall)
