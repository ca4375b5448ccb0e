"""Invented captures: seeded, labelled exactly, made only of what they are given and of our own phrases."""

import pytest

from training.lines_corpus import Example, example
from training.lines_furniture import own_captures

_PARAGRAPHS = [
    "Dock workers in Port Ellis walked out on Monday over the sacking of a crane driver, their union said.",
    "The company that runs the port said it would hire others. Nine ships wait at anchor, the harbour master said.",
    "Talks are to go on this week. The town council has offered its hall to both sides.",
]
_TITLES = [
    "Dock workers of Port Ellis walk out over sacking",
    "Nine ships wait at anchor as strike goes on",
    "Council offers its hall",
]


def _example(number: int) -> Example:
    rows = [("Home", "chrome"), (_TITLES[number % 3], "title"), *((p, "article") for p in _PARAGRAPHS), ("Contact", "chrome")]
    text, lines = "", []
    for content, label in rows:
        lines.append({"start": len(text), "end": len(text) + len(content), "label": label, "body": label == "article"})
        text += content + "\n"
    record = {
        "id": f"p{number}",
        "site": f"site{number}",
        "flavour": "blocks",
        "text": text,
        "lines": lines,
        "body": "\n".join(_PARAGRAPHS),
    }
    return example(record)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [_example(number) for number in range(12)]


def test_units_take_the_label_of_their_lines(examples: list[Example]) -> None:
    assert examples[0].is_body.tolist() == [False, False, True, True, True, False]
    assert examples[0].kind.tolist() == [4, 1, 0, 0, 0, 4]


def test_the_same_seed_invents_the_same_captures(examples: list[Example]) -> None:
    first, second = (own_captures(examples, 8, seed=5) for _ in range(2))
    assert [one.layout.text for one in first] == [one.layout.text for one in second]


def test_invented_captures_hold_a_body_and_exact_labels(examples: list[Example]) -> None:
    for one in own_captures(examples, 30, seed=6):
        assert one.is_own
        assert one.is_body.any()
        assert len(one.is_body) == len(one.layout.units) == len(one.kind)
