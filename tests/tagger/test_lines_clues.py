"""Words and word pairs of a page's units: read at once, they are what they are read one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.tagger.lines_clues import N_PLACES, ClueWeights, learn, read_clues

_TEXT = st.text(alphabet=st.sampled_from("abZ 19.,#©\u200f\x00\ud800é中"), min_size=1).filter(str.strip)
_TEXTS = st.lists(_TEXT, min_size=1, max_size=6)


def _each(texts: list[str]) -> list[list[int]]:
    clues = read_clues(texts)
    return [part.tolist() for part in np.split(clues.places, clues.starts[1:])]


@given(_TEXTS)
def test_a_unit_s_clues_do_not_hang_on_its_neighbours(texts: list[str]) -> None:
    assert _each(texts) == [part for text in texts for part in _each([text])]


def test_three_words_give_three_words_and_four_pairs() -> None:
    (places,) = _each(["ferries run again"])
    assert len(places) == 7
    assert set(places) & set(_each(["Ferries, again"])[0])


def test_only_the_ends_of_a_long_unit_are_read() -> None:
    assert len(_each(["word " * 100_000])[0]) < 100


def test_words_seen_in_articles_alone_weigh_for_article() -> None:
    pages = [[("Dock workers walked out", True), ("Share this", False)] for _ in range(4)]
    weights = ClueWeights(learn(pages)).weigh(read_clues(["Dock workers walked out", "Share this", "Unseen"]))
    assert weights[0, 0] > 0 > weights[1, 0]
    assert weights[2].tolist() == [0.0, 0.0, 0.0, 0.0]


def test_a_clue_of_two_pages_weighs_nothing() -> None:
    assert not learn([[("Dock workers", True)]] * 2).any()
    assert learn([[("Dock workers", True)]] * 3).shape == (N_PLACES,)
