"""Invented reports in which many speak: experts with two offices, a ransom, two accounts of one deed, an interview.

The gold facts hold names, statements, lives and sums; incidents are not asked for here.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wiredesk.desk.reader import Reader
from wiredesk.records import Reading, Statement
from wiredesk.settings import Settings

REPORTS = sorted((Path(__file__).parent / "told").glob("*.txt"))
# Shares of the facts that must be found, and of a content's words that must be in it.
LEAST_STATEMENTS = 0.9
LEAST_NAMES = 0.9
LEAST_WORDS = 0.8

Json = dict[str, Any]


@pytest.fixture(scope="module")
def readings() -> list[tuple[Reading, Json]]:
    reader = Reader(Settings())
    golds = [json.loads(page.with_suffix(".gold.json").read_text(encoding="utf-8")) for page in REPORTS]
    return [(reader.read(str(page)), gold) for page, gold in zip(REPORTS, golds, strict=True)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def names(reading: Reading, entity_id: str | None) -> list[str]:
    return [n for e in reading.entities if e.id == entity_id for n in (e.name, *e.aliases)]


def is_said(reading: Reading, statement: Statement, wanted: Json) -> bool:
    """Tell whether a statement has the wanted content and its speaker, by name or in the source's words."""
    text = reading.report.article.text
    said = set(words(" ".join(span.cut(text) for span in statement.content)))
    want = words(wanted["content"])
    called = [*names(reading, statement.speaker), *(span.cut(text) for span in statement.source)]
    return sum(w in said for w in want) >= LEAST_WORDS * len(want) and any(wanted["speaker"].lower() in c.lower() for c in called)


def test_most_statements_have_their_speaker(readings: list[tuple[Reading, Json]]) -> None:
    rows = [(w["content"], any(is_said(r, s, w) for s in r.statements)) for r, gold in readings for w in gold["statements"]]
    missed = [content for content, is_found in rows if not is_found]
    assert 1 - len(missed) / len(rows) >= LEAST_STATEMENTS, missed


def test_most_names_are_found_with_their_type(readings: list[tuple[Reading, Json]]) -> None:
    rows = [
        (w["names"][0], any(e.type == w["type"] and w["names"][0] in (e.name, *e.aliases) for e in r.entities))
        for r, gold in readings
        for w in gold["entities"]
    ]
    missed = [name for name, is_found in rows if not is_found]
    assert 1 - len(missed) / len(rows) >= LEAST_NAMES, missed


def test_every_sum_is_found_in_its_currency(readings: list[tuple[Reading, Json]]) -> None:
    for reading, gold in readings:
        found = {(float(a.value), a.currency) for a in reading.amounts}
        assert {(float(w["value"]), w["currency"]) for w in gold.get("amounts", [])} <= found
