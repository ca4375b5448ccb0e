"""How long the server takes for each page of a desk: every GET page many times, with ids drawn from the desk.

    python -m benchmarks.pages --store out/demo/wiredesk.db [--each 40]

The application is called in this process, without a network: what is measured is the server's own time, from the request to
the last byte, as a single user. A page that needs an id gets another one each time, drawn with a fixed seed. Where other
work goes on on the machine, the time on the clock says little: `processor` is what this process took of the processor.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from fastapi.testclient import TestClient

from wiredesk.desk.cards import newest_incidents
from wiredesk.desk.coding import rounds
from wiredesk.desk.desk import Desk, open_desk
from wiredesk.desk.finding import Question, find
from wiredesk.desk.incident_list import Wanted, countries_told, incident_page
from wiredesk.desk.outlets import outlets_seen
from wiredesk.desk.rereading import one_by_one
from wiredesk.settings import Settings
from wiredesk.web.app import create_app
from wiredesk.web.works import Works

_SEED = 11
_WORDS = ("police", "bomb", "killed", "army", "attack", "shot dead", "government", "kidnapped")
_HOST = {"host": "localhost"}


@dataclass(frozen=True, slots=True)
class Timed:
    """Hold the times of one page in milliseconds, and how many bytes its answer had at most."""

    page: str
    took_ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]
    n_bytes: int
    worst: str


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile, the nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * 95 // 100) - 1)]


def pages_of(desk: Desk, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Return what makes an address for each kind of page."""
    found = find(desk, Question(limit=200)).found
    reports = [one.id for one in found]
    months = sorted({one.day[:7] for one in incident_page(desk, Wanted(), limit=200).incidents if one.day})
    incidents = [one.id for one in newest_incidents(desk, limit=200).incidents]
    entities = [f"e{number}" for number in _entities(desk, reports)]
    more = _more_pages(desk, chance, reports, months)
    return more | {
        "today": lambda: "/",
        "incidents": lambda: "/incidents",
        "incident": lambda: f"/incidents/{chance.choice(incidents)}",
        "report": lambda: f"/reports/{chance.choice(reports)}",
        "entity": lambda: f"/entities/{chance.choice(entities)}",
        "entities": lambda: "/entities",
        "review": lambda: "/review",
        "review of a report": lambda: f"/review/{chance.choice(reports)}",
        "search, empty": lambda: "/search",
        "search": lambda: f"/search?q={chance.choice(_WORDS)}",
        "links": lambda: "/links",
        "calendar": lambda: "/calendar",
        "sources": lambda: "/sources",
        "watches": lambda: "/watches",
        "add": lambda: "/add",
        "rounds": lambda: "/rounds",
        "log": lambda: "/log",
        "settings": lambda: "/settings",
    }


def _more_pages(desk: Desk, chance: random.Random, reports: list[str], months: list[str]) -> dict[str, Callable[[], str]]:
    outlets = [one.head.outlet_id for one in outlets_seen(desk)[0][:50]]
    countries = [code for code, _ in countries_told(desk)]
    coding = [one.round.id for one in rounds(desk)]
    pages: dict[str, Callable[[], str]] = {
        "original": lambda: f"/reports/{chance.choice(reports)}/original",
        "incidents, filtered": lambda: f"/incidents?country={chance.choice(countries)}&killed=1",
        "search, two facets": lambda: f"/search?q={chance.choice(_WORDS)}&country={chance.choice(countries)}&stage=accomplished",
        "facets of a search": lambda: f"/search/facets?q={chance.choice(_WORDS)}",
        "facets, two chosen": lambda: f"/search/facets?country={chance.choice(countries)}&stage=accomplished",
        "pictures of a search": lambda: f"/search/pictures?q={chance.choice(_WORDS)}",
        "calendar of a month": lambda: f"/calendar?month={chance.choice(months)}",
        "source": lambda: f"/sources/{chance.choice(outlets)}",
        "rulings": lambda: "/review/history",
        "accuracy": lambda: "/review/accuracy",
        "alerts": lambda: "/alerts",
        "jobs": lambda: "/jobs",
    }
    if coding:
        pages["round"] = lambda: f"/rounds/{chance.choice(coding)}"
        pages["round, to code"] = lambda: f"/rounds/{chance.choice(coding)}/code"
    return pages


def _entities(desk: Desk, reports: list[str]) -> Iterator[int]:
    from wiredesk.desk.cards_finding import entities_meant

    for name in ("police", "army", "government", "Ana", "Mozambique", "Cameroon", "ministry", "court", "hospital"):
        yield from (head.entity_id for head in entities_meant(desk, name).entities)


def timed(client: TestClient, name: str, address: Callable[[], str], n: int) -> Timed:
    """Ask for a page `n` times after two to warm up.

    :raises SystemExit: when the server answers with an error of its own.
    """
    took, cpu, largest, worst = [], [], 0, ("", 0.0)
    for number in range(n + 2):
        path = address()
        start, start_cpu = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=_HOST)
        ms, cpu_ms = (time.perf_counter() - start) * 1000, (time.process_time() - start_cpu) * 1000
        if answer.status_code >= 500:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:300]}")
        if answer.status_code == 404:
            return Timed(name, (), (), 0, "not there")
        if number >= 2:
            took.append(ms)
            cpu.append(cpu_ms)
            largest = max(largest, len(answer.content))
            worst = max(worst, (path, ms), key=lambda pair: pair[1])
    return Timed(name, tuple(took), tuple(cpu), largest, worst[0])


def main() -> None:
    """Print one line a page and the 95th percentile over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a desk's file or address")
    parser.add_argument("--each", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--only", help="pages whose name holds this")
    chosen = parser.parse_args()
    with open_desk(Settings(store=chosen.store)) as desk:
        works = Works(desk, lambda: nullcontext(one_by_one(desk)))
        app = create_app(works)
        gc.collect()
        gc.freeze()  # as `web.serving` does
        with TestClient(app) as client:
            wanted = pages_of(desk, random.Random(_SEED)).items()
            every = [told(client, name, address, chosen.each) for name, address in wanted if (chosen.only or "") in name]
    took, cpu = [ms for one in every for ms in one.took_ms], [ms for one in every for ms in one.cpu_ms]
    if took:
        print(f"{'all pages':22} {_ms(took)}   processor {_ms(cpu)}   {len(took)} requests")
    print(f"load of the machine, last minute: {os.getloadavg()[0]:.1f}")


def told(client: TestClient, name: str, address: Callable[[], str], n: int) -> Timed:
    """Time one page, print its line, return its times."""
    one = timed(client, name, address, n)
    if one.took_ms:
        print(f"{name:22} {_ms(one.took_ms)}   processor {_ms(one.cpu_ms)}   {one.n_bytes / 1000:6.1f} kB   worst {one.worst}")
    else:
        print(f"{name:22} {one.worst}")
    sys.stdout.flush()
    return one


def _ms(values: Sequence[float]) -> str:
    return f"median {statistics.median(values):6.1f} ms  p95 {p95(values):6.1f} ms"


if __name__ == "__main__":
    main()
