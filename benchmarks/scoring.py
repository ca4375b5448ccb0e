"""Run the command line over a corpus and its scorer over the answer. Not for: which corpora (see `corpora`)."""

import gzip
import importlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, Corpus, Pick

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


def write_records(path: Path, every: Iterable[Mapping[str, Any]]) -> Path:
    """Write records, one a line."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in every)
    return path


def gold_of(corpus: Corpus, shared: Path, folder: Path) -> Path:
    """Return the file with a set's gold; one that is made or pooled is written to `folder`."""
    path = folder / f"{corpus.name}.gold.jsonl"
    if corpus.pools:
        return path if path.is_file() else write_records(path, _pooled(corpus, lambda one: gold_of(one, shared, folder)))
    if corpus.made_by:
        module = importlib.import_module(f"benchmarks.{corpus.made_by}")
        return path if path.is_file() else write_records(path, module.texts(shared))
    return shared / "data" / corpus.gold


def _pooled(corpus: Corpus, file_of: Callable[[Corpus], Path]) -> Iterator[dict[str, Any]]:
    """Yield the records of the sets that a set pools; ids are told apart by the set's name."""
    for part in (one for one in CORPORA if one.name in corpus.pools):
        yield from ({**record, "id": f"{part.name}/{record['id']}"} for record in records(file_of(part)))


def prepared(corpus: Corpus, shared: Path, folder: Path) -> Path:
    """Write the reader's input: the fields it may see, the pages unpacked beside it."""
    if corpus.archive:
        with zipfile.ZipFile(shared / "data" / corpus.archive) as archive:
            archive.extractall(folder)
    kept = (
        {name: record[name] for name in corpus.fields if record.get(name) is not None}
        for record in records(gold_of(corpus, shared, folder))
    )
    return write_records(folder / f"{corpus.name}.in.jsonl", ({**one, "kind": corpus.kind} for one in kept))


def answers(corpus: Corpus, shared: Path, folder: Path, n_workers: int) -> Path:
    """Return the file with the answers to a set; each set is read once, whoever asks again."""
    path = folder / f"{corpus.name}.out.jsonl"
    if path.is_file():
        return path
    if corpus.pools:
        return write_records(path, _pooled(corpus, lambda one: answers(one, shared, folder, n_workers)))
    return annotated(prepared(corpus, shared, folder), n_workers)


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
    return float(value or 0) * pick.scale


def measured(corpus: Corpus, shared: Path, folder: Path, n_workers: int) -> list[Figure]:
    """Annotate and score one corpus."""
    out = answers(corpus, shared, folder, n_workers)
    data = shared / "data"
    options = [option.format(data=data) for option in corpus.options]
    answer = scored(shared / "score" / corpus.scorer, [str(gold_of(corpus, shared, folder)), str(out), *options])
    command = f"wiredesk annotate IN OUT; {shown_scoring(corpus)}"
    return [
        Figure(corpus.part, corpus.name, corpus.title, pick.label, picked(answer, pick), pick.digits, pick.wanted,
               pick.is_ceiling, pick.peers, command)
        for pick in corpus.picks
    ]  # fmt: skip


def shown_scoring(corpus: Corpus) -> str:
    """Return the scorer's command as it is shown to people."""
    made = f"texts of benchmarks.{corpus.made_by}" if corpus.made_by else " + ".join(corpus.pools)
    return " ".join([corpus.scorer, corpus.gold or f"({made})", "OUT", *(o.format(data="data") for o in corpus.options)])


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
