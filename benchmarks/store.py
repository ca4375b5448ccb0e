"""How long it takes to keep reports: many that are read already, and one more in a large store against a small one.

    python -m benchmarks.store --filing 10000 [--store FILE|postgresql://...]
    python -m benchmarks.store --one-more 1000 100000 [--store ...]

Each report goes in its own transaction, with its full-text index and log entry, without linking. The store is made anew
and removed afterwards; without `--store` both databases are measured, PostgreSQL on a server of our own as the tests run
it (its fsync is off; give `--store` to measure a server as it stands).
"""

import argparse
import datetime
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.made_readings import made_readings
from benchmarks.many_reports import multiply
from wiredesk.interchange.report_json import report_json
from wiredesk.store import filing
from wiredesk.store.filing import Filing, OutletRow
from wiredesk.store.log import append
from wiredesk.store.opening import Store

ROOT = Path(__file__).resolve().parents[1]
_NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
_AT = "2026-01-02T00:00:00Z"
_N_TIMED = 300
# So many different reports are filed; a larger store is made of copies of them.
_N_DISTINCT = 4000


def filings(n: int, seed: int) -> Iterator[Filing]:
    """Yield what is kept of `n` made reports."""
    for reading, data in made_readings(n, seed):
        source, published = reading.report.source, reading.report.published.interval
        host = (source.url or "").split("/")[2]
        yield Filing(
            key=filing.report_key(source.sha256, source.url), reading=reading, machine_body=report_json(reading),
            source_bytes=data, reader="wiredesk 0.1.0", outlet=OutletRow(host, host), given=None, dates=(),
            day=published.latest.isoformat() if published else _AT[:10], filed_at=_AT,
        )  # fmt: skip


def file_one(store: Store, one: Filing) -> int:
    """File one report as the desk does: look it up, keep it, note it in the log."""
    with store.writing() as on:
        known = filing.known(on, one.key)
        if known is not None:
            return known.report_id
        ids = filing.file(on, one)
        append(on, "wiredesk 0.1.0", "file", f"r{ids.report_id}", {"sha256": one.reading.report.source.sha256}, at=_AT)
        return ids.report_id


def fill(store: Store, n: int, seed: int) -> tuple[float, float]:
    """File `n` reports and return the seconds of the clock and of this process, without those of making the reports."""
    wall = cpu = 0.0
    for one in filings(n, seed):
        started, used = time.perf_counter(), time.process_time()
        file_one(store, one)
        wall += time.perf_counter() - started
        cpu += time.process_time() - used
    return wall, cpu


def one_more_ms(store: Store, seed: int) -> tuple[float, float]:
    """Return the medians of filing one more report, over 300: of the clock and of this process."""
    walls, cpus = [], []
    for one in filings(_N_TIMED, seed):
        started, used = time.perf_counter(), time.process_time()
        file_one(store, one)
        cpus.append(1000 * (time.process_time() - used))
        walls.append(1000 * (time.perf_counter() - started))
    return statistics.median(walls), statistics.median(cpus)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure filing.")
    parser.add_argument("--filing", type=int, metavar="N", help="file N reports")
    parser.add_argument("--one-more", type=int, nargs="+", metavar="N", help="time one more report in stores of these sizes")
    parser.add_argument("--store", action="append", metavar="STORE", help="an address where no store is yet")
    asked = parser.parse_args()
    with ExitStack() as stack:
        for address in asked.store or _own_addresses(stack):
            store = Store.create(address, now=_NOW)
            _measure(store, asked.filing, sorted(asked.one_more or ()))
            store.close()


def _measure(store: Store, n_filed: int | None, sizes: list[int]) -> None:
    filed = 0
    if n_filed:
        wall, cpu = fill(store, n_filed, seed=1)
        filed = n_filed
        print(f"{store.dialect}: {n_filed} reports filed in {wall:.1f} s ({cpu:.1f} CPU-s of this process)", flush=True)
    for number, size in enumerate(sizes):
        fill(store, max(0, min(size, _N_DISTINCT) - filed), seed=100 + number)
        multiply(store, size)
        wall, cpu = one_more_ms(store, seed=200 + number)
        filed = max(size, filed) + _N_TIMED
        print(f"{store.dialect}: one more report at {size}: median {wall:.2f} ms, {cpu:.2f} of this process", flush=True)


def _own_addresses(stack: ExitStack) -> Iterator[str]:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="wiredesk-bench-"))
    yield f"{folder}/desk.db"
    sys.path.insert(0, str(ROOT / "tests"))
    from store_servers import databases, private_server  # type: ignore[import-not-found, unused-ignore]

    yield stack.enter_context(databases(stack.enter_context(private_server())))()


if __name__ == "__main__":
    main()
