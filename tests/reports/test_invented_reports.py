"""Invented reports from all continents read as a careful reader would: what happened, where, when, to whom, by whom.

The gold facts beside each report have the form of the examples; the checks here are our own and ask of the typed records.
"""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wiredesk.article import take_as_is
from wiredesk.dates.interval import Interval
from wiredesk.desk.reader import Reader
from wiredesk.documents import Basis, Published, Source
from wiredesk.records import Count, Incident, Reading
from wiredesk.settings import Settings
from wiredesk.spans import Span

HERE = Path(__file__).parent
REPORTS = sorted(HERE.glob("*.txt"))
SHORT = [json.loads(line) for line in (HERE / "short.jsonl").read_text(encoding="utf-8").splitlines()]
# Shares of the facts about incidents that must be found.
LEAST_OF_REPORTS = 0.75
LEAST_OF_SHORT = 0.65

Json = dict[str, Any]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings())


def words_of(reading: Reading, span: Span, entity_id: str | None) -> list[str]:
    """Return every name of what a filler points at, in lower case."""
    text = reading.report.article.text
    names = [" ".join(span.cut(text).split())]
    for entity in reading.entities:
        if entity.id == entity_id:
            names += [entity.name, *entity.aliases, *(m.cut(text) for m in entity.mentions)]
    return [name.lower() for name in names]


def fits(found: Incident, wanted: Json) -> int:
    """Weigh how well a record answers to a wanted incident; below 3 it is another one."""
    return 2 * int(found.stage == wanted["stage"]) + 2 * int(found.type in wanted["type"]) + int(dated(found, wanted))


def dated(found: Incident, wanted: Json) -> bool:
    return "date" not in wanted or (found.date is not None and found.date.value.startswith(wanted["date"]))


def least(count: Count | None) -> int | None:
    return count.at_least if count else None


def facts(reading: Reading, found: Incident | None, wanted: Json) -> Iterator[tuple[str, bool]]:
    """Yield each wanted fact of one incident and whether the record states it."""
    yield "incident", found is not None
    yield "type", found is not None and found.type in wanted["type"]
    yield "stage", found is not None and found.stage == wanted["stage"]
    yield "background", found is not None and found.is_background == wanted.get("background", False)
    if "date" in wanted:
        yield "date", found is not None and dated(found, wanted)
    for kind in ("killed", "wounded"):
        if kind in wanted:
            yield kind, found is not None and least(getattr(found.casualties, kind)) == wanted[kind]
    if "country" in wanted:
        here = next((e.place for e in reading.entities if found and e.id == found.place), None)
        yield "country", here is not None and here.country == wanted["country"]
    yield from roles(reading, found, wanted)


def roles(reading: Reading, found: Incident | None, wanted: Json) -> Iterator[tuple[str, bool]]:
    """Yield whether one wanted perpetrator, attribution, target and weapon is named."""
    doers = found.perpetrators if found else ()
    things = [(t.span, t.entity) for t in found.targets] if found else []
    things += [(v.span, v.entity) for v in found.victims] if found else []
    arms = found.weapons if found else ()
    named = {
        "perpetrators": [n for p in doers for n in words_of(reading, p.span, p.entity)],
        "targets": [n for span, entity in things for n in words_of(reading, span, entity)],
        "weapons": [n for w in arms for n in words_of(reading, w.span, None)],
    }
    for slot, names in named.items():
        if wanted.get(slot):
            yield slot, any(w.lower() in name for w in wanted[slot] for name in names)
    if wanted.get("attribution"):
        yield "attribution", any(p.attribution in wanted["attribution"] for p in doers)


def check(reading: Reading, wanted: list[Json]) -> list[tuple[str, bool]]:
    """Return all facts about a report's incidents; one that nobody told is a fact missed."""
    free = list(reading.incidents)
    rows: list[tuple[str, bool]] = []
    for want in wanted:
        best = max(free, key=lambda i: fits(i, want), default=None)
        best = best if best is not None and fits(best, want) >= 3 else None
        if best is not None:
            free.remove(best)
        rows += facts(reading, best, want)
    return rows + [("spurious", False) for _ in free]


def read_short(reader: Reader, told: Json) -> Reading:
    day = datetime.date.fromisoformat(told["date"])
    source = Source("invented", "text/plain", "0" * 64, len(told["text"]), None)
    given = Published(Interval(day, day), (Basis("given", "the test's", source_field="date"),))
    report = replace(take_as_is(told["text"], date=day, source=source), published=given)
    return reader.read_report(report).reading


@pytest.mark.parametrize("page", [p for p in REPORTS if p.stem.startswith("none-")], ids=lambda page: page.stem)
def test_a_page_of_figures_of_speech_holds_no_incident(page: Path, reader: Reader) -> None:
    assert reader.read(str(page)).incidents == ()


@pytest.mark.parametrize("told", [s for s in SHORT if not s["incidents"]], ids=lambda told: told["text"][:30])
def test_accidents_habits_and_metaphors_are_no_incidents(told: Json, reader: Reader) -> None:
    assert read_short(reader, told).incidents == ()


def test_most_facts_of_whole_reports_are_found(reader: Reader) -> None:
    rows = []
    for page in REPORTS:
        gold = json.loads(page.with_suffix(".gold.json").read_text(encoding="utf-8"))
        rows += [(page.stem, *row) for row in check(reader.read(str(page)), gold["incidents"])]
    missed = [row[:2] for row in rows if not row[2]]
    assert 1 - len(missed) / len(rows) >= LEAST_OF_REPORTS, missed


def test_most_facts_of_short_reports_are_found(reader: Reader) -> None:
    rows = []
    for told in SHORT:
        rows += [(told["text"][:30], *row) for row in check(read_short(reader, told), told["incidents"])]
    missed = [row[:2] for row in rows if not row[2]]
    assert 1 - len(missed) / len(rows) >= LEAST_OF_SHORT, missed


def test_every_gold_fact_stands_in_its_report() -> None:
    for page in REPORTS:
        text = " ".join(page.read_text(encoding="utf-8").split()).lower()
        gold = json.loads(page.with_suffix(".gold.json").read_text(encoding="utf-8"))
        named = [e["names"][0] for e in gold["entities"]] + [s["content"] for s in gold["statements"]]
        assert [n for n in named if " ".join(n.split()).lower() not in text] == [], page.stem
