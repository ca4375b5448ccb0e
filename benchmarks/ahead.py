"""Hold our answers against a peer's, document by document: `python -m benchmarks.ahead bodies GOLD OURS THEIRS`.

The counts are those of the scorers of the shared folder, the comparison is the paired bootstrap of `bootstrap`. OURS and THEIRS
are what the scorer takes: bodies, dates or times. Rows of one `page` of GOLD are drawn together. Not for: running a peer (see
`peers`).
"""

import argparse
import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.bootstrap import Comparison, Rows, compared, grouped, harmonic, ratio
from benchmarks.scoring import records

Record = Mapping[str, Any]
_SHARED = Path(__file__).resolve().parents[2] / "shared"


def _body_counts(scorer: Any, gold: Record, told: Record) -> list[float]:
    n_common, n_told, n_gold, is_exact = scorer.compare(gold["body"], told.get("body"))
    return [_share(n_common, n_told), n_told > 0, _share(n_common, n_gold), n_gold > 0, is_exact, 1]


def _share(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0


def body_f1(sums: Rows) -> Rows:
    """Return the F1 of bodies: the harmonic mean of the pages' mean precision and mean recall."""
    return harmonic(ratio(sums[:, 0], sums[:, 1]), ratio(sums[:, 2], sums[:, 3]))


def body_accuracy(sums: Rows) -> Rows:
    """Return the share of bodies that are exact."""
    return ratio(sums[:, 4], sums[:, 5])


def _date_counts(scorer: Any, gold: Record, told: Record) -> list[float]:
    counts, _ = scorer.score([gold], {gold["id"]: told})
    return [counts["exact"] * counts["pages"], counts["wrong"] * counts["pages"], counts["pages"]]


def exact_days(sums: Rows) -> Rows:
    """Return the share of pages with a day for which that day is given."""
    return ratio(sums[:, 0], sums[:, 2])


def right_days(sums: Rows) -> Rows:
    """Return the share of the days given that are right."""
    return ratio(sums[:, 0], sums[:, 0] + sums[:, 1])


def _time_counts(scorer: Any, gold: Record, told: Record) -> list[float]:
    text = gold.get("text")
    counts = scorer.count(scorer.trim(gold["times"], text), scorer.trim(told.get("times", []), text))
    return [counts[name] for name in ("relaxed_pred", "pred", "relaxed_gold", "gold", "value")]


def value_f1(sums: Rows) -> Rows:
    """Return TempEval-3's figure: relaxed F1 times the share of the matched times whose value is right."""
    relaxed = harmonic(ratio(sums[:, 0], sums[:, 1]), ratio(sums[:, 2], sums[:, 3]))
    return relaxed * ratio(sums[:, 4], sums[:, 2])


_COUNTS: Mapping[str, Callable[[Any, Record, Record], list[float]]] = {
    "bodies": _body_counts,
    "dates": _date_counts,
    "times": _time_counts,
}
FIGURES: Mapping[str, Mapping[str, Callable[[Rows], Rows]]] = {
    "bodies": {"F1": body_f1, "exact bodies": body_accuracy},
    "dates": {"exact day": exact_days, "right where a day is given": right_days},
    "times": {"value F1": value_f1},
}


def counted(kind: str, gold: Path, answers: Path, shared: Path) -> Rows:
    """Return what is counted of each document, (documents, counts), flavours of one page in one row; no answer counts empty."""
    scorer = scorer_of(shared / "score" / f"score_{kind}.py")
    told = {record["id"]: record for record in records(answers)}
    every = list(records(gold))
    rows = np.array([_COUNTS[kind](scorer, one, told.get(one["id"], {})) for one in every], dtype=np.float64)
    return grouped(rows, [str(one.get("page", one["id"])) for one in every])


def scorer_of(path: Path) -> Any:
    """Load a scorer of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded as a module; is that the shared folder?")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_words(found: Comparison, scale: float = 1.0, digits: int = 3) -> str:
    """Return a difference with its interval: "+0.005 (-0.004 to +0.014)"."""
    ends = [f"{scale * value:+.{digits}f}" for value in (found.difference, found.low, found.high)]
    return f"{ends[0]} ({ends[1]} to {ends[2]})"


def main() -> None:
    """Print how two systems compare on one set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=_COUNTS)
    parser.add_argument("gold", type=Path)
    parser.add_argument("ours", type=Path)
    parser.add_argument("theirs", type=Path)
    parser.add_argument("--shared", type=Path, default=_SHARED)
    given = parser.parse_args()
    ours, theirs = (counted(given.kind, given.gold, one, given.shared) for one in (given.ours, given.theirs))
    for name, figure in FIGURES[given.kind].items():
        found = compared(ours, theirs, figure)
        print(f"{name}: {in_words(found)}, ahead in {100 * found.share_ahead:.1f} % of resamples of {len(ours)}")


if __name__ == "__main__":
    main()
