"""How gold bodies are laid over blocks, and how two extractors are compared."""

from training.blocks_corpus import in_body
from training.blocks_score import compared, f1, share_ahead, share_exact


def test_a_block_is_body_when_most_of_its_words_are_gold_in_order() -> None:
    texts = ["Home News", "The hall burnt down on Tuesday.", "Read also: the bridge", "Two men were held, police said."]
    gold = "The hall burnt down on Tuesday. Two men were held, police said."
    assert in_body(texts, gold).tolist() == [False, True, False, True]


def test_bodies_are_compared_by_runs_of_four_words() -> None:
    row = compared("a b c d e", "a b c d")
    assert (row.precision, row.recall, row.is_exact) == (1.0, 0.5, False)
    assert compared("One, two.", "One two!").is_exact
    assert compared("a b", "").precision is None


def test_the_better_one_is_ahead_in_all_resamplings_and_a_twin_in_none() -> None:
    good = [compared("a b c d e f", "a b c d e f")] * 5
    bad = [compared("a b c d e f", "a b c d")] * 5
    assert f1(good) == share_exact(good) == 1.0
    assert share_ahead(good, bad, seed=1) == 1.0
    assert share_ahead(good, good, seed=1) == 0.0
