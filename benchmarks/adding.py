"""Memory and speed of `wiredesk add` over a large WARC. Run: python -m benchmarks.adding [--gigabytes 2] [--articles 400].

The archive is made of the HTML pages in `../shared/data` (articles to read), the same pages again, requests, missing pages,
scripts, pictures and pages that are too large; it lies under `out/adding`. Memory is the PSS of all processes together.
"""

import argparse
import datetime
import gzip
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scoring import WIREDESK
from benchmarks.warc_files import write_large
from wiredesk.store.opening import Store

OUT = Path("out/adding")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)
_EVERY_S = 0.5


def articles(data: Path) -> list[bytes]:
    """Return the HTML of the training pages."""
    found = []
    for corpus in ("pages", "pages_wcxb"):
        with gzip.open(data / corpus / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["html"].encode("utf-8", "replace") for line in lines]
    return found


def pss_mb(pid: int) -> float:
    """Return the PSS of a process and all below it, in megabytes."""
    return sum(_own_pss_kb(one) for one in family(pid)) / 1000


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = [task for task in os.listdir(f"/proc/{pid}/task") if task != str(pid)]
        for task in threads:
            below += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
    except OSError:
        return
    for child in below:
        yield from family(int(child))


def _own_pss_kb(pid: int) -> int:
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def measured(command: list[str]) -> tuple[int, float, list[tuple[float, float]]]:
    """Run a command; return its exit status, its seconds, and moments with the memory that it had then, in megabytes."""
    start, samples = time.monotonic(), []
    with (OUT / "add.log").open("w") as log:
        process = subprocess.Popen(command, stderr=log)
        while process.poll() is None:
            samples.append((time.monotonic() - start, pss_mb(process.pid)))
            time.sleep(_EVERY_S)
    return process.returncode, time.monotonic() - start, samples


def slope_mb(samples: list[tuple[float, float]]) -> float:
    """Return by how many megabytes the median memory of the last fifth is above that of the second fifth."""
    sizes = [size for _, size in samples]
    fifth = max(1, len(sizes) // 5)
    second, last = sorted(sizes[fifth : 2 * fifth]), sorted(sizes[-fifth:])
    return last[len(last) // 2] - second[len(second) // 2]


def main() -> None:
    """Make the archive where it is not there yet, add it to a new desk, tell time and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    archive = OUT / f"{options.gigabytes:g}gb-{options.articles}.warc.gz"
    if not archive.exists():
        counts = write_large(archive, articles(options.data), n_bytes=int(options.gigabytes * 1e9), n_articles=options.articles)
        archive.with_suffix(".json").write_text(json.dumps(counts))
    store = OUT / "desk.db"
    for old in OUT.glob("desk.db*"):
        old.unlink()
    Store.create(str(store), now=datetime.datetime.now(datetime.UTC)).close()
    command = [str(WIREDESK), "add", str(archive), "--store", str(store), "--workers", str(options.workers)]
    status, seconds, samples = measured(command)
    print(f"{archive.stat().st_size / 1e9:.2f} GB: {archive.with_suffix('.json').read_text()}")
    print((OUT / "add.log").read_text().splitlines()[-1])
    peak = max(size for _, size in samples)
    print(f"exit {status}, {seconds:.0f} s, peak PSS {peak:.0f} MB, last fifth against second fifth {slope_mb(samples):+.0f} MB")
    _, again_s, _ = measured(command)
    print(f"the same again: {again_s:.0f} s, {(OUT / 'add.log').read_text().splitlines()[-1]}")


if __name__ == "__main__":
    main()
