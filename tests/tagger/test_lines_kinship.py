"""Lines of one make, and lines that share words or names with the article."""

import numpy as np

from wiredesk.tagger.lines_kinship import kinship

_TEXTS = [
    "Read more: Ferries run again",
    "The owner of the ferries, Tomas Brandt, asked the harbour police for guards on Monday.",
    "Read more: Bridge to reopen in June",
    "Guards came to the harbour before noon and Brandt thanked them.",
    "Photo of Brandt at work",
    "© x",
]
_CORE = np.array([False, True, False, True, False, False])


def test_lines_of_one_make_count_one_another() -> None:
    leads, tails, *_ = kinship(_TEXTS, _CORE)
    assert leads.tolist() == [2, 1, 2, 1, 1, 1]
    assert tails.tolist() == [1, 1, 1, 1, 1, 1]


def test_words_of_the_lines_beside_are_shared() -> None:
    _, _, before, after, _ = kinship(_TEXTS, _CORE)
    assert before[0] == after[5] == 0.0
    assert before[1] > 0.0  # the ferries
    assert 0.0 < after[1] < 1.0  # guards, harbour


def test_a_name_is_known_from_other_lines_than_its_own() -> None:
    *_, share = kinship(_TEXTS, _CORE)
    assert share[4] == 1.0
    assert share[5] == -1.0  # no name
    assert kinship([*_TEXTS[:1], "a story by Zed"], np.array([False, True]))[-1][1] == 0.0


def test_one_line_alone_has_no_kin() -> None:
    assert [column.tolist() for column in kinship(["x"], np.array([False]))] == [[0.0], [0.0], [0.0], [0.0], [-1.0]]
