"""Run the command line over a corpus and its scorer over the answer. Not for: which corpora (see `corpora`)."""

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.corpora import Corpus, Pick

WIREDESK = Path(sys.executable).with_name("wiredesk")
# Corpora hold a few pages that are rightly refused; more than that is a fault of ours, and its figure would mislead.
_MOST_FAILED = 0.1


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one measured figure with what it is held against."""

    part: str
    set: str
    title: str
    label: str
    value: float
    digits: int
    wanted: float | None
    is_ceiling: bool
    peers: str
    command: str

    @property
    def is_met(self) -> bool | None:
        """Tell whether the figure is as good as wanted; None where nothing is."""
        if self.wanted is None:
            return None
        shown = round(self.value, self.digits)
        return shown <= self.wanted if self.is_ceiling else shown >= self.wanted


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a corpus, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def prepared(corpus: Corpus, data: Path, folder: Path) -> Path:
    """Write the reader's input: the fields it may see, the pages unpacked beside it."""
    if corpus.archive:
        with zipfile.ZipFile(data / corpus.archive) as archive:
            archive.extractall(folder)
    path = folder / f"{corpus.name}.in.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for record in records(data / corpus.gold):
            kept = {name: record[name] for name in corpus.fields if record.get(name) is not None}
            out.write(json.dumps({**kept, "kind": corpus.kind}, ensure_ascii=False) + "\n")
    return path


def annotated(given: Path, n_workers: int) -> Path:
    """Annotate a prepared file; lines that failed are counted on stderr and score as empty."""
    out = given.with_name(given.name.replace(".in.", ".out."))
    command = [str(WIREDESK), "annotate", str(given), str(out), "--workers", str(n_workers)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    if not out.is_file():
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode} and no output")
    answers = list(records(out))
    failed = [record for record in answers if "error" in record]
    for record in failed[:5]:
        print(f"  failed: {record['id']}: {record['error']}", file=sys.stderr)
    if len(failed) > _MOST_FAILED * len(answers):
        raise SystemExit(f"{given.name}: {len(failed)} of {len(answers)} lines failed; mend that first, it is no figure")
    if failed:
        print(f"  {len(failed)} lines failed and count as empty", file=sys.stderr)
    return out


def scored(scorer: Path, arguments: list[str]) -> dict[str, Any]:
    """Run a scorer and return its JSON."""
    command = [sys.executable, str(scorer), *arguments, "--json"]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def picked(answer: dict[str, Any], pick: Pick) -> float:
    """Return one figure of a scorer's answer."""
    value: Any = answer
    for step in pick.path.split("."):
        value = value[step]
    return float(value) * pick.scale


def measured(corpus: Corpus, shared: Path, folder: Path, n_workers: int) -> list[Figure]:
    """Annotate and score one corpus."""
    data = shared / "data"
    out = annotated(prepared(corpus, data, folder), n_workers)
    options = [option.format(data=data) for option in corpus.options]
    answer = scored(shared / "score" / corpus.scorer, [str(data / corpus.gold), str(out), *options])
    shown = " ".join([corpus.scorer, corpus.gold, "OUT", *(o.format(data="data") for o in corpus.options)])
    command = f"wiredesk annotate IN OUT; {shown}"
    return [
        Figure(corpus.part, corpus.name, corpus.title, pick.label, picked(answer, pick), pick.digits, pick.wanted,
               pick.is_ceiling, pick.peers, command)
        for pick in corpus.picks
    ]  # fmt: skip


def trafilatura_alone(corpus: Corpus, shared: Path, folder: Path) -> list[Figure]:
    """Score what trafilatura itself takes for the body, by default and at its most precise."""
    import trafilatura

    found = []
    for manner, is_precise in (("", False), (", favor_precision", True)):
        out = folder / f"{corpus.name}.trafilatura.jsonl"
        with out.open("w", encoding="utf-8") as lines:
            for record in records(shared / "data" / corpus.gold):
                body = trafilatura.extract(record["html"], include_comments=False, favor_precision=is_precise) or ""
                lines.write(json.dumps({"id": record["id"], "body": body}) + "\n")
        answer = scored(shared / "score" / corpus.scorer, [str(shared / "data" / corpus.gold), str(out)])
        value, label = float(answer["body"]["f1"]), f"F1 of trafilatura alone{manner}"
        command = f"trafilatura.extract; {corpus.scorer} {corpus.gold} OUT"
        found.append(Figure(corpus.part, corpus.name, corpus.title, label, value, 3, None, False, "", command))
    return found


def held_against(own: list[Figure], others: list[Figure]) -> list[Figure]:
    """Want of our first figure what the best of the others reaches here, and append theirs."""
    best = max(round(other.value, other.digits) for other in others)
    return [replace(own[0], wanted=best), *own[1:], *others]


def examples(shared: Path, folder: Path) -> list[Figure]:
    """Read the four examples and score every fact of them."""
    pairs = []
    for source in sorted((shared / "examples").glob("*.txt")):
        report = folder / f"{source.stem}.json"
        reading = [str(WIREDESK), "read", str(source), "--json"]
        done = subprocess.run(reading, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        report.write_text(done.stdout, encoding="utf-8")
        pairs += [str(source.with_suffix(".gold.json")), str(report)]
    answer = scored(shared / "score/score_report.py", pairs)
    inventions = [miss for miss in answer["misses"] if ": spurious: " in miss or ": no incident: " in miss]
    calm = len(json.loads((folder / "rowing.json").read_text(encoding="utf-8"))["incidents"])
    command = "wiredesk read SOURCE --json; score_report.py GOLD REPORT ..."

    def figure(label: str, value: float, digits: int, *, wanted: float | None = None, is_ceiling: bool = False) -> Figure:
        return Figure("examples", "examples", "Facts of four reports", label, value, digits, wanted, is_ceiling, "", command)

    return [
        figure("share of the facts found", answer["found"] / answer["expected"], 3, wanted=0.8),
        figure("incidents in the report without any", calm, 0, wanted=0, is_ceiling=True),
        figure("spurious incidents in all", len(inventions), 0, wanted=1, is_ceiling=True),
        *(figure(f"{section}", found / of, 3) for section, (found, of) in answer["sections"].items() if of),
    ]
