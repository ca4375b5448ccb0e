"""Other heads for training pages: labels stay with their lines, the same seed makes the same heads."""

import random

import numpy as np
import pytest

from training.lines_corpus import KINDS, Example, example
from training.lines_heads import varied

_LINES = [
    ("Bay Ledger", "chrome", False),
    ("Ferry runs again after storm", "title", False),
    ("By Lena Marsh", "byline", False),
    ("3 May 2018", "date", False),
    ("The ferry between the two banks ran again on Monday, two days after the storm had torn its ramp.", "article", True),
    ("The captain said that the repair had taken all of the night and that no boat was lost.", "article", True),
    ("Most read", "chrome", False),
]


@pytest.fixture(scope="module")
def page() -> Example:
    text, lines = "", []
    for line, label, is_body in _LINES:
        lines.append({"start": len(text), "end": len(text) + len(line), "label": label, "body": is_body})
        text += line + "\n"
    return example({"id": "x", "page": "x", "site": "x", "flavour": "blocks", "text": text, "lines": lines, "body": ""})


def _made(page: Example, seed: int) -> list[tuple[str, str]]:
    chances = np.linspace(0, 1, len(page.layout.units), dtype=np.float32)
    made = varied(page, chances, chances, random.Random(seed))
    assert len(made.units) == len(made.kind) == len(made.body) == len(made.title)
    return [(unit.text, KINDS[kind]) for unit, kind in zip(made.units, made.kind, strict=True)]


def test_the_same_seed_gives_the_same_head(page: Example) -> None:
    assert _made(page, 7) == _made(page, 7)
    assert len({tuple(_made(page, seed)) for seed in range(20)}) > 10


def test_body_and_headline_stay_and_no_field_is_left_open(page: Example) -> None:
    for seed in range(200):
        rows = _made(page, seed)
        assert [text for text, kind in rows if kind == "article"] == [text for text, _, is_body in _LINES if is_body]
        assert [text.lstrip("# ") for text, kind in rows if kind == "title"] == ["Ferry runs again after storm"]
        assert not any("{" in text or not text.strip() for text, _ in rows)


def test_bylines_and_dates_come_in_many_manners(page: Example) -> None:
    made = [row for seed in range(300) for row in _made(page, seed)]
    assert len({text for text, kind in made if kind == "byline"}) > 100
    assert len({text for text, kind in made if kind == "date"}) > 100
