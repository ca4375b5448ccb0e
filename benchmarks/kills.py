"""Killed at random moments while adding, and started again: is a report lost, or filed twice? Run: python -m benchmarks.kills.

A process of its own adds an archive of 500 small pages and is killed (SIGKILL, its whole group) after a random time, over
and over on the same store, until an addition comes to its end; then the store is looked through, and a new one is begun.
Reading 500 pages takes minutes, so that a stand-in reads them: what is tried is filing. `--real N` kills the real command.
"""

import argparse
import datetime
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from benchmarks.scoring import WIREDESK
from benchmarks.warc_files import write_small
from wiredesk.codebook import Attribution, Effect, EntityType, IncidentType, PerpetratorKind, Stage
from wiredesk.desk.adding import Sources, ToRead, WasRead, add
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader import Reader
from wiredesk.desk.verifying import verify
from wiredesk.documents import Article, Published, Report
from wiredesk.interchange.report_json import report_json
from wiredesk.pages import page_of
from wiredesk.records import Casualties, Count, Entity, Incident, Perpetrator, Reading, Victim
from wiredesk.settings import Settings
from wiredesk.spans import Span
from wiredesk.store import log
from wiredesk.store.opening import Store
from wiredesk.store.tables import reading, report

_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"\b[A-Z][a-z]+ (?:Front|[A-Z][a-z]+)\b")
_KILLED = re.compile(r"killed (\d+) people")
_SETTINGS = Settings()


def stand_in(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
    """Read small pages at once: names, and one incident."""
    for job in jobs:
        yield WasRead(job, json.dumps(report_json(quick_reading(job))).encode(), "stand-in")


def quick_reading(job: ToRead) -> Reading:
    """Return a reading of a page of `warc_files.small_page`."""
    page = page_of(job.parcel, settings=_SETTINGS)
    title, _, body = page.text.partition("</title>")
    text = "\n\n".join(part for part in _TAG.sub("\n", body).split("\n") if part.strip())
    report = Report(page.source, Article(text, title=_TAG.sub("", title), language="en"), Published())
    found = {match.group(): Span(*match.span()) for match in _NAME.finditer(text)}
    kinds = [EntityType.ORGANIZATION if name.endswith("Front") else EntityType.PERSON for name in found]
    entities = [Entity(f"e{n}", kind, name, (found[name],)) for n, (name, kind) in enumerate(zip(found, kinds, strict=True), 1)]
    killed = _KILLED.search(text)
    if killed is None or not entities:
        return Reading(report, tuple(entities))
    span, count = Span(*killed.span()), Count(int(killed.group(1)), int(killed.group(1)))
    actor = Perpetrator(entities[0].mentions[0], PerpetratorKind.ORGANIZATION, Attribution.REPORTED_AS_FACT, entities[0].id)
    incident = Incident(
        "i1", IncidentType.ATTACK, Stage.ACCOMPLISHED, (span,), perpetrators=(actor,),
        victims=(Victim(span, count=count, effect=Effect.KILLED),), casualties=Casualties(killed=count),
    )  # fmt: skip
    return Reading(report, tuple(entities), incidents=(incident,))


def add_all(address: str, archive: Path) -> None:
    """Add an archive with the stand-in reader."""
    store = Store.open(address)
    try:
        add(Desk(store, _SETTINGS, "kills", reader=Reader(_SETTINGS)), Sources((str(archive),)), stand_in)
    finally:
        store.close()


@dataclass
class Tally:
    """Count kills, and what was found amiss."""

    n_kills: int = 0
    n_stores: int = 0
    n_lost: int = 0
    n_twice: int = 0
    n_unclean: int = 0


def forked(address: str, archive: Path) -> int:
    """Start the adding in a process group of its own and return its id; a fork, since starting Python takes a second."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setsid()
        add_all(address, archive)
        status = 0
    finally:
        os._exit(status)


def commanded(address: str, archive: Path) -> int:
    """Start the real command in a process group of its own and return its id."""
    command = [str(WIREDESK), "add", str(archive), "--store", address, "--workers", "2"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL).pid


def killed(pid: int, after_s: float) -> bool:
    """Kill a process group after a time; return whether it had come to its end by itself before.

    :raises RuntimeError: when it had, but with a failure.
    """
    end = time.monotonic() + after_s
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            if status:
                raise RuntimeError(f"adding ended with status {os.waitstatus_to_exitcode(status)}")
            return True
        time.sleep(0.002)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has not come to its setsid yet
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def torture(
    new_store: Callable[[], str],
    folder: Path,
    *,
    n_kills: int,
    n_pages: int,
    start: Callable[[str, Path], int] = forked,
    longest_s: float = 1.0,
    seed: int = 1,
) -> Tally:
    """Kill `n_kills` times at random moments up to `longest_s` after a start; look each finished store through."""
    chance, tally, archive = random.Random(seed), Tally(), folder / "pages.warc.gz"
    urls = write_small(archive, n_pages)
    while tally.n_kills < n_kills:
        address = new_store()
        Store.create(address, now=datetime.datetime.now(datetime.UTC)).close()
        tally.n_stores += 1
        while tally.n_kills < n_kills and not killed(start(address, archive), chance.uniform(0, longest_s)):
            tally.n_kills += 1
        while not killed(start(address, archive), 3600):
            pass
        look_through(address, urls, tally)
    return tally


def look_through(address: str, urls: list[str], tally: Tally) -> None:
    """Hold what a store has against what it should have."""
    store = Store.open(address)
    with store.reading(limit_s=0) as on:
        filed = Counter(row.url for row in on.execute(select(report.c.url)))
        n_reports = on.execute(select(func.count()).select_from(report)).scalar_one()
        n_readings = on.execute(select(func.count()).select_from(reading)).scalar_one()
        n_logged = sum(row.action == "file" for row in log.chain(on))
    faults = list(verify(Desk(store, _SETTINGS, "kills", reader=Reader(_SETTINGS))))
    tally.n_lost += len(set(urls) - set(filed))
    tally.n_twice += sum(count - 1 for count in filed.values()) + abs(n_readings - n_reports)
    tally.n_unclean += bool(faults) or n_logged != n_reports
    store.close()


def main() -> None:
    """Kill and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--real", type=int, default=0, metavar="N", help="kill the real command so many times as well")
    parser.add_argument("--server", help="postgresql://user@host:port, to try databases there instead of SQLite")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        new_store = stack.enter_context(_databases(options.server)) if options.server else _files(folder)
        runs = [(options.kills, options.pages, forked, 1.0), (options.real, 60, commanded, 20.0)]
        for n_kills, n_pages, start, longest_s in runs:
            if n_kills:
                tally = torture(new_store, folder, n_kills=n_kills, n_pages=n_pages, start=start, longest_s=longest_s)
                print(f"{start.__name__}, {n_pages} pages: {tally}", file=sys.stderr)


@contextmanager
def _databases(server: str) -> Iterator[Callable[[], str]]:
    numbers, made = iter(range(1_000_000)), list[str]()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:

        def fresh() -> str:
            made.append(f"desk_kills_{os.getpid()}_{next(numbers)}")
            admin.execute(f"CREATE DATABASE {made[-1]} TEMPLATE template0 ENCODING 'UTF8'".encode())
            return f"{server}/{made[-1]}"

        yield fresh
        for name in made:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def _files(folder: Path) -> Callable[[], str]:
    numbers = iter(range(1_000_000))
    return lambda: str(folder / f"desk-{next(numbers)}.db")


if __name__ == "__main__":
    main()
