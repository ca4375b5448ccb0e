"""Measure every figure on the dev splits and write docs/accuracy.md: `make accuracy`, or one part with `--only`.

The figures themselves lie in docs/accuracy.json, so that a part measured anew leaves the others as they were, each
with the day and the model it was measured with. What the misses are is told by people in docs/accuracy-notes.md.
"""

import argparse
import datetime
import hashlib
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import clusters, copies
from benchmarks.corpora import CORPORA, PARTS
from benchmarks.peers import against_peers
from benchmarks.scoring import Figure, examples, measured
from benchmarks.speed import speed

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs/accuracy.json"
NOTES = ROOT / "docs/accuracy-notes.md"
PAGE = ROOT / "docs/accuracy.md"
_HEAD = """# Accuracy

Written by `make accuracy`, never by hand. The corpora lie in `../shared/data`, the scorers in `../shared/score`; every figure is
of a dev split, on which thresholds may have been chosen, and the reader gets no gold field. "Peers" are other systems on the
same data; where they are measured on a held-out split it says so. Commands are run in the clone: IN is the split stripped of its
gold, OUT what Wiredesk made of it. One part alone: `python -m benchmarks.accuracy --only times`.
"""


def model_hash() -> str:
    """Name the shipped models with the first ten digits of their SHA-256."""
    folder = ROOT / "src/wiredesk/tagger"
    models = [folder / "reader.onnx", folder / "reader.json", *sorted(folder.glob("*.npz"))]
    return ", ".join(f"{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()[:10]}" for p in models if p.is_file()) or "none"


def part_figures(part: str, shared: Path, n_workers: int) -> list[Figure]:
    """Measure one part."""
    with tempfile.TemporaryDirectory(prefix="wiredesk-accuracy-") as name:
        folder = Path(name)
        if part == "speed":
            return speed(shared)
        if part == "copies":
            return copies.figures(shared)
        if part == "clusters":
            return clusters.figures(shared, folder, n_workers)
        if part == "examples":
            return examples(shared, folder)
        found: list[Figure] = []
        for corpus in (c for c in CORPORA if c.part == part):
            print(f"  {corpus.name}", file=sys.stderr, flush=True)
            found += measured(corpus, shared, folder, n_workers)
            found += against_peers(corpus, shared, folder, n_workers)
        return found


def shown(row: dict[str, Any], value: float | None) -> str:
    """Write a figure with the digits it has."""
    return "" if value is None else f"{value:.{row['digits']}f}"


def table(rows: list[dict[str, Any]]) -> list[str]:
    """Write the rows of one part as a table."""
    lines = ["| what | figure | wanted | met | peers |", "| --- | ---: | ---: | --- | --- |"]
    for row in rows:
        met = {None: "", True: "yes", False: "**no**"}[row["is_met"]]
        sign = "" if row["wanted"] is None else ("≤ " if row["is_ceiling"] else "≥ ")
        what = f"{row['title']}: {row['label']}"
        lines.append(f"| {what} | {shown(row, row['value'])} | {sign}{shown(row, row['wanted'])} | {met} | {row['peers']} |")
    return lines


def page(parts: dict[str, Any], notes: str) -> str:
    """Write the whole page."""
    lines = [_HEAD]
    for part in (p for p in PARTS if p in parts):
        kept = parts[part]
        commands = dict.fromkeys(row["command"] for row in kept["figures"])
        lines += [f"## {part.capitalize()}", "", f"Measured on {kept['date']} with model `{kept['model']}`.", ""]
        lines += [*table(kept["figures"]), "", *(f"- `{command}`" for command in commands), ""]
    return "\n".join(lines) + (f"\n{notes}" if notes else "")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure Wiredesk on the dev splits and write docs/accuracy.md.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="the folder with data, score and examples")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone; may be given several times")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--page-only", action="store_true", help="measure nothing, write the page from what was measured")
    return parser.parse_args()


def main() -> None:
    """Measure the parts asked for, keep the others, write the page."""
    given = arguments()
    shared = given.data.resolve()
    if not given.page_only and not (shared / "score").is_dir():
        raise SystemExit(f"{given.data}: no corpora there; the accuracy figures need the data folder beside the clone")
    parts: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    for part in [] if given.page_only else given.only or PARTS:
        start = time.monotonic()
        print(f"{part} ...", file=sys.stderr, flush=True)
        rows = [{**asdict(figure), "is_met": figure.is_met} for figure in part_figures(part, shared, given.workers)]
        parts[part] = {"date": datetime.date.today().isoformat(), "model": model_hash(), "figures": rows}
        for row in rows:
            print(f"  {row['title']}: {row['label']}: {shown(row, row['value'])}", flush=True)
        print(f"{part} took {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        FIGURES.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(parts, NOTES.read_text(encoding="utf-8") if NOTES.is_file() else ""), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
