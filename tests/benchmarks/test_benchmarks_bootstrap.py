"""Paired bootstrap: a clear lead is called one, an accident is not, and the same draw gives the same answer."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ahead import body_f1, counted, in_words, value_f1
from benchmarks.bootstrap import Rows, compared, compared_with_figure, grouped, harmonic, ratio


def share(sums: Rows) -> Rows:
    """Give the share of documents that are right."""
    return ratio(sums[:, 0], sums[:, 1])


def answers(*right: int) -> Rows:
    """Give one row a document: is it right, and that it is one."""
    return np.array([[one, 1] for one in right], dtype=np.float64)


def test_who_is_right_everywhere_is_always_ahead_of_who_never_is() -> None:
    found = compared(answers(1, 1, 1, 1), answers(0, 0, 0, 0), share)
    assert (found.difference, found.low, found.high, found.share_ahead) == (1, 1, 1, 1)


def test_the_same_answers_are_never_ahead() -> None:
    found = compared(answers(1, 0, 1), answers(1, 0, 1), share)
    assert (found.difference, found.low, found.high, found.share_ahead) == (0, 0, 0, 0)


def test_one_document_of_twenty_is_no_lead_to_speak_of() -> None:
    ours, theirs = answers(*[1] * 11, *[0] * 9), answers(*[0] * 9, *[1] * 10, 0)
    found = compared(ours, theirs, share)
    assert found.difference == pytest.approx(0.05)
    assert found.low < 0 < found.high
    assert 0.4 < found.share_ahead < 0.8


def test_the_share_ahead_is_that_of_the_binomial() -> None:
    # Ahead by one document of ten: it is not drawn in (9/10)^10 = 34.9 % of the resamples.
    found = compared(answers(1, *[0] * 9), answers(*[0] * 10), share)
    assert found.share_ahead == pytest.approx(1 - 0.9**10, abs=0.015)


def test_the_same_seed_draws_the_same() -> None:
    ours, theirs = answers(1, 0, 1, 1, 0), answers(0, 1, 1, 0, 0)
    assert compared(ours, theirs, share, n_resamples=300) == compared(ours, theirs, share, n_resamples=300)


def test_a_figure_alone_can_be_compared_with() -> None:
    found = compared_with_figure(answers(1, 1, 1, 0), 0.5, share)
    assert found.difference == pytest.approx(0.25)
    assert found.low < 0.25 < found.high
    assert found.share_ahead == pytest.approx(1 - (1 + 12 + 54) / 256, abs=0.015)  # 0, 1 or 2 of 4 right


def test_flavours_of_one_page_are_drawn_together() -> None:
    assert grouped(answers(1, 0, 1), ["a", "b", "a"]).tolist() == [[2, 2], [0, 1]]


def test_nothing_to_divide_by_gives_nothing() -> None:
    zero = np.zeros(1)
    assert ratio(zero, zero).tolist() == [0]
    assert harmonic(zero, zero).tolist() == [0]


def test_body_f1_is_of_mean_precision_and_mean_recall() -> None:
    # Two pages: precision 1 and .5, recall .5 and 1; a third where nothing was told counts for recall alone.
    sums = np.array([[1.5, 2, 1.5, 3, 0, 3]])
    assert body_f1(sums)[0] == pytest.approx(2 * 0.75 * 0.5 / 1.25)


def test_value_f1_is_relaxed_f1_times_right_values() -> None:
    assert value_f1(np.array([[8.0, 10, 8, 10, 6]]))[0] == pytest.approx(0.8 * 0.75)


def test_answers_are_counted_by_the_scorer_of_the_shared_folder(tmp_path: Path) -> None:
    (tmp_path / "score").mkdir()
    scorer = "def compare(gold, told):\n    return len(told or ''), len(told or ''), len(gold), gold == told\n"
    (tmp_path / "score/score_bodies.py").write_text(scorer, encoding="utf-8")
    gold, told = tmp_path / "gold.jsonl", tmp_path / "told.jsonl"
    pages = [
        {"id": "a1", "page": "a", "body": "xx"},
        {"id": "a2", "page": "a", "body": "xx"},
        {"id": "b1", "page": "b", "body": "xx"},
    ]
    gold.write_text("".join(json.dumps(one) + "\n" for one in pages), encoding="utf-8")
    told.write_text(json.dumps({"id": "a1", "body": "xx"}) + "\n", encoding="utf-8")
    assert counted("bodies", gold, told, tmp_path).tolist() == [[1, 1, 1, 2, 1, 2], [0, 0, 0, 1, 0, 1]]


def test_a_difference_is_told_with_its_interval() -> None:
    told = in_words(compared(answers(1, 1), answers(0, 0), share), 100, 1)
    assert told == "+100.0 (+100.0 to +100.0)"
