"""How long a search takes over many made reports: 360 questions of all kinds, the same for the same seed.

    python -m benchmarks.search --reports 100000 [--store FILE|postgresql://...] [--fill-only]

The reports are made ones (see `made_readings`), filed without their sources; what links them is written straight into the
tables: an entity is all of one name and type, one report in six is a copy of another. Each question is asked once to warm
up and three times more, the median counts. A store that is there already is asked as it is; one given by `--store` stays.
"""

import argparse
import datetime
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update

from benchmarks.made_readings import made_readings
from benchmarks.store import filings
from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import EntityProfile, entity_keys
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, find
from wiredesk.errors import StoreMissing
from wiredesk.settings import Settings
from wiredesk.store import filing
from wiredesk.store.opening import Store
from wiredesk.store.searching_wanted import Circle, Sort
from wiredesk.store.tables import entity, entity_key, found_entity, report

ROOT = Path(__file__).resolve().parents[1]
_NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
_PER_BLOCK = 500
_SEED = 7
_N_EACH = 30
# The commonest words of such reports, alone and together.
_COMMON = (
    "police killed",
    "said",
    "police",
    "attack",
    "killed people",
    "the government said",
    "shot dead",
    "bomb",
    "army",
    "people",
)


def fill(store: Store, n: int) -> None:
    """File `n` made reports and link them."""
    made = filings(n, _SEED)
    for _ in range(0, n, _PER_BLOCK):
        with store.writing() as on:
            for one in islice(made, _PER_BLOCK):
                filing.file(on, replace(one, source_bytes=None))
    with store.writing() as on:
        _link(on, random.Random(_SEED), n)
    with store.tending() as on:
        on.exec_driver_sql("ANALYZE")


def _link(on: Any, chance: random.Random, n: int) -> None:
    on.execute(
        text("CREATE TEMPORARY TABLE lowest AS SELECT type, folded, min(id) AS id FROM found_entity GROUP BY type, folded")
    )
    on.execute(text("CREATE UNIQUE INDEX ix_lowest ON lowest (type, folded)"))
    same = "SELECT l.id FROM lowest AS l WHERE l.type = found_entity.type AND l.folded = found_entity.folded"
    on.execute(text(f"UPDATE found_entity SET entity_id = ({same})"))  # noqa: S608
    on.execute(text("UPDATE found_incident SET incident_id = id"))
    stories = [
        {"b": one, "story": one if chance.random() > 1 / 6 else chance.randint(max(1, one - 500), one)} for one in range(1, n + 1)
    ]
    change = update(report).where(report.c.id == text(":b")).values(story_id=text(":story"), is_linked=True)
    on.execute(change, stories)
    at = found_entity.c
    rows = on.execute(select(at.id, at.type, at.name).where(at.id == at.entity_id)).all()
    for start in range(0, len(rows), 5000):
        known = [(row.id, row.name, EntityProfile(EntityType(row.type), ((row.name, 1),))) for row in rows[start : start + 5000]]
        told = [{"id": i, "type": p.type.value, "name": name, "n_reports": 1, "profile": p.to_bytes()} for i, name, p in known]
        on.execute(insert(entity), told)
        keys = [{"key": key, "entity_id": i} for i, _, p in known for key in entity_keys(p)]
        if keys:
            on.execute(insert(entity_key), keys)


# -- questions -----------------------------------------------------------------------------------------------------


def questions(n_reports: int) -> Iterator[tuple[str, Question]]:
    """Yield questions with their kind: words as they occur in the reports, names and places that they name."""
    chance = random.Random(_SEED)
    some = [reading for reading, _ in made_readings(min(n_reports, 400), _SEED)]
    bodies = [reading.report.article.text.split() for reading in some]
    people = [one.name for reading in some for one in reading.entities if one.type is EntityType.PERSON]
    places = [one for reading in some for one in reading.entities if one.type is EntityType.PLACE]
    points = [one.place for one in places if one.place and one.place.latitude is not None]

    def words(n: int) -> str:
        body = chance.choice(bodies)
        at = chance.randrange(max(1, len(body) - n))
        return " ".join("".join(filter(str.isalnum, word)) or "said" for word in body[at : at + n])

    def month() -> dict[str, datetime.date]:
        since = datetime.date(2014, 1, 1) + datetime.timedelta(chance.randrange(4000))
        return {"since": since, "until": since + datetime.timedelta(chance.choice((7, 31, 365)))}

    def near() -> Circle:
        point = chance.choice(points)
        return Circle(point.latitude or 0.0, point.longitude or 0.0, chance.choice((10.0, 100.0, 1000.0)))

    kinds = chance.choice
    makers: dict[str, Any] = {
        "one word": lambda: {"words": words(1)},
        "common words": lambda: {"words": kinds(_COMMON)},
        "two words": lambda: {"words": f"{words(1)} {words(1)}"},
        "phrase": lambda: {"words": f'"{words(chance.choice((2, 2, 3)))}"'},
        "beginning, without": lambda: {"words": f"{words(1)[:5]}* -{words(1)}"},
        "relevance": lambda: {"words": kinds((kinds(_COMMON), words(1), f"{words(1)} police")), "sort": Sort.RELEVANCE},
        "who": lambda: {"who": (kinds((kinds(people), kinds(people).split()[-1])),)},
        "place": lambda: {"place": kinds(places).name},
        "type, stage, days": lambda: {"types": (kinds(("attack", "bombing", "kidnapping", "arson")),), **kinds((month(), {}))},
        "near": lambda: {"near": near(), "words": kinds(("", kinds(_COMMON)))},
        "combined": lambda: {"words": kinds((kinds(_COMMON), words(1))), "who": (kinds(people),), **kinds((month(), {}))},
        "pages": lambda: {"words": kinds(_COMMON), "after": _cursor(chance, n_reports), "is_folded": chance.random() < 0.7},
    }  # fmt: skip
    for kind, make in makers.items():
        for _ in range(_N_EACH):
            yield kind, Question(**make())


def _cursor(chance: random.Random, n_reports: int) -> str:
    day = datetime.date(2014, 1, 1) + datetime.timedelta(chance.randrange(4000))
    return f"{day.isoformat()}.{chance.randint(1, n_reports)}"


def measure(desk: Desk, n_reports: int) -> dict[str, list[tuple[float, float]]]:
    """Return the median milliseconds of clock and of this process's CPU for each question, by kind."""
    took: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for kind, question in questions(n_reports):
        runs = [_timed(desk, question) for _ in range(4)][1:]
        took[kind].append((statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)))
    return took


def _timed(desk: Desk, question: Question) -> tuple[float, float]:
    started, used = time.perf_counter(), time.process_time()
    find(desk, question)
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _say(name: str, took: list[tuple[float, float]]) -> None:
    wall, cpu = [one[0] for one in took], [one[1] for one in took]
    told = " ".join(f"{percentile(wall, share):8.1f}" for share in (0.5, 0.95, 1.0))
    print(f"{name:20} {len(took):4} {told} {percentile(cpu, 0.95):12.1f}", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure searching.")
    parser.add_argument("--reports", type=int, default=100_000, metavar="N", help="over so many reports")
    parser.add_argument("--store", action="append", metavar="STORE", help="an address; filled where no store is yet")
    parser.add_argument("--fill-only", action="store_true", help="only make the store")
    asked = parser.parse_args()
    with ExitStack() as stack:
        for address in asked.store or _own_addresses(stack):
            _measure_one(address, asked.reports, is_asked=not asked.fill_only)


def _measure_one(address: str, n_reports: int, *, is_asked: bool) -> None:
    with closing(_opened(address, n_reports)) as store:
        if is_asked:
            _report(Desk(store, Settings(), "benchmark", lambda: _NOW), n_reports)


def _opened(address: str, n_reports: int) -> Store:
    try:
        return Store.open(address)
    except StoreMissing:
        store = Store.create(address, now=_NOW)
    fill(store, n_reports)
    return store


def _report(desk: Desk, n_reports: int) -> None:
    took = measure(desk, n_reports)
    print(f"{desk.store.dialect}, {n_reports} reports: milliseconds")
    print(f"{'kind':20} {'n':>4} {'median':>8} {'95 %':>8} {'most':>8} {'CPU, 95 %':>12}")
    for kind, values in took.items():
        _say(kind, values)
    _say("all", [one for values in took.values() for one in values])


def _own_addresses(stack: ExitStack) -> Iterator[str]:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="wiredesk-bench-"))
    yield f"{folder}/desk.db"
    sys.path.insert(0, str(ROOT / "tests"))
    from store_servers import databases, private_server  # type: ignore[import-not-found, unused-ignore]

    yield stack.enter_context(databases(stack.enter_context(private_server())))()


if __name__ == "__main__":
    main()
