"""The figure for copies is measured on pairs that are made the same way every time, and it holds on a tenth of them."""

import json
import random
from pathlib import Path

import pytest

from benchmarks import copies, copies_edits


def test_an_update_raises_the_toll_and_a_cut_keeps_the_opening() -> None:
    parts = ["Gunmen killed four people in Kella on Monday. " + "They fled to the hills. " * 20, "Nobody was held. " * 20]
    draw = random.Random(5)
    assert not any("four people" in part for part in copies_edits.updated(list(parts), draw))
    kept = copies_edits.cut(list(parts), draw)
    whole, left = (len(" ".join(one).split()) for one in (parts, kept))
    assert kept[0].startswith("Gunmen killed four people")
    assert 0.15 < left / whole < 0.65


def test_edits_are_drawn_from_what_is_handed_in_alone() -> None:
    text = "Police said that four people were killed on Monday. The centre was closed, he said."
    made = [copies_edits.dateline(copies_edits.typography(text, draw), draw) for draw in map(random.Random, (3, 3, 4))]
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.shared
def test_the_figure_holds_on_a_tenth_of_the_pairs(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.main([str(shared), "--split", "dev", "--pairs", "25"])
    figures = json.loads(capsys.readouterr().out)
    assert (figures["copies"], figures["negatives"]) == (100, 100)
    assert figures["precision"] >= 0.99
    assert figures["recall"] >= 0.97
    assert figures["keys, most"] <= 32
