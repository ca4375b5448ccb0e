"""Measure which reports are one incident, on GVC and ECB+ dev: `python -m benchmarks.clusters`. Not for: training
(`training/incidents.py` prints the cross-validation on GVC train).

The command line groups each split alone, then both in one file: reports of one corpus must not pull on those of the other.
"""

import argparse
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import WIREDESK, Figure, records, scored

_FIELDS = ("id", "text", "date", "url")


@dataclass(frozen=True, slots=True)
class Split:
    """Describe one dev split, what is wanted of it and what others reach on it."""

    name: str
    title: str
    gold: str
    wanted: float
    peers: str


SPLITS = (
    Split("gvc", "Reports of one incident, GVC", "gvc/dev.jsonl", 0.97, "TF-IDF with dates .97"),
    Split("ecbplus", "Reports of one event, ECB+", "ecbplus/dev.jsonl", 0.87, "TF-IDF with dates .80"),
)


def given(splits: tuple[Split, ...], data: Path, folder: Path) -> Path:
    """Write the input of `wiredesk group`: nothing of the gold."""
    path = folder / f"{'_'.join(split.name for split in splits)}.in.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for record in (record for split in splits for record in records(data / split.gold)):
            out.write(json.dumps({name: record[name] for name in _FIELDS if record.get(name)}, ensure_ascii=False) + "\n")
    return path


def grouped(path: Path, n_workers: int) -> Path:
    """Group a file with the command line."""
    out = path.with_name(path.name.replace(".in.", ".out."))
    command = [str(WIREDESK), "group", str(path), str(out), "--workers", str(n_workers)]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True)
    return out


def figures(shared: Path, folder: Path, n_workers: int) -> list[Figure]:
    """Return the figures of each split alone and of both in one file."""
    data, found = shared / "data", []
    together = grouped(given(SPLITS, data, folder), n_workers)
    for split in SPLITS:
        alone = grouped(given((split,), data, folder), n_workers)
        for manner, out in (("", alone), (", both corpora in one file", together)):
            answer = scored(shared / "score/score_clusters.py", [str(data / split.gold), str(out)])
            found += _of(split, manner, answer)
    return found


def _of(split: Split, manner: str, answer: dict[str, Any]) -> list[Figure]:
    command = f"wiredesk group IN OUT; score_clusters.py {split.gold} OUT"
    rows = [("pairwise F1", "pairwise", "f1", None if manner else split.wanted)]
    rows += [] if manner else [("pairwise precision", "pairwise", "p", None), ("pairwise recall", "pairwise", "r", None)]
    return [
        Figure("clusters", split.name, split.title, label + manner, answer[part][side], 3, wanted, False, split.peers, command)
        for label, part, side, wanted in rows
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure which reports are one incident.")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wiredesk-clusters-") as name:
        for figure in figures(asked.data.resolve(), Path(name), asked.workers):
            print(f"{figure.title}: {figure.label}: {figure.value:.3f}")


if __name__ == "__main__":
    main()
