"""Batches of pages for the network in order: every page once, rows in order, clues with their units."""

import random

import numpy as np

from training.lines_batches import PageUnits, batch, batches
from training.lines_corpus import example
from training.lines_score import body_f1

_N_COLUMNS = 3


def _page(n_units: int, number: int = 0) -> PageUnits:
    rows = np.full((n_units, _N_COLUMNS), number + 1, dtype=np.float32)
    starts = np.arange(n_units, dtype=np.int64) * 2
    places = np.arange(n_units * 2, dtype=np.int64) + 100 * number
    return PageUnits(rows, places, starts, np.ones(n_units, np.float32), np.full(n_units, number, np.float32))


def test_every_page_is_in_one_batch() -> None:
    pages = [_page(n, n) for n in range(1, 300)]
    made = batches(pages, random.Random(3))
    assert sorted(len(page.target) for group in made for page in group) == list(range(1, 300))


def test_batches_hold_pages_of_like_lengths_up_to_a_bound() -> None:
    made = batches([_page(n % 90 + 1) for n in range(600)], random.Random(3))
    for group in made:
        lengths = [len(page.target) for page in group]
        assert lengths == sorted(lengths)
        assert lengths[:-1] == [] or lengths[-2] * (len(lengths) - 1) <= 2500  # the last page may pass the bound
    assert len(made) < 100


def test_a_batch_keeps_rows_and_clues_in_order() -> None:
    one = batch([_page(2, 0), _page(4, 1)])
    assert one.mask.tolist() == [[True, True, False, False], [True] * 4]
    assert one.columns.shape == (6, _N_COLUMNS)
    assert one.weight.tolist() == [0, 0, 1, 1, 1, 1]
    assert one.bounds.tolist() == [0, 2, 4, 6, 8, 10, 12]
    assert one.places[one.bounds[2] : one.bounds[3]].tolist() == [100, 101]


def test_dropped_clues_leave_the_others_with_their_units() -> None:
    pages = [_page(50, 0), _page(30, 1)]
    one = batch(pages, dropped=0.3, rng=np.random.default_rng(1))
    assert one.bounds[0] == 0
    assert one.bounds[-1] == len(one.places)
    assert 0.55 < len(one.places) / 160 < 0.85
    for row in range(80):
        kept = one.places[one.bounds[row] : one.bounds[row + 1]]
        first = 2 * row if row < 50 else 100 + 2 * (row - 50)
        assert set(kept.tolist()) <= {first, first + 1}


def test_a_page_without_clues_makes_an_empty_range() -> None:
    no_clues, one = np.zeros(0, np.int64), np.ones(1, np.float32)
    empty = PageUnits(np.zeros((1, _N_COLUMNS), np.float32), no_clues, np.zeros(1, np.int64), one, one)
    assert batch([empty, _page(1)]).bounds.tolist() == [0, 0, 2]


def test_bodies_score_by_runs_of_four_words() -> None:
    text = "Home\nDock workers walked out on Monday.\nNine ships wait at anchor.\n"
    first, second = text.index("Dock"), text.index("Nine")
    lines = [
        {"start": 0, "end": 4, "label": "chrome", "body": False},
        {"start": first, "end": second - 1, "label": "article", "body": True},
        {"start": second, "end": len(text) - 1, "label": "article", "body": True},
    ]
    body = "Dock workers walked out on Monday.\nNine ships wait at anchor."
    one = example({"id": "x", "flavour": "blocks", "text": text, "lines": lines, "body": body})
    assert body_f1([one], [np.array([0.1, 0.9, 0.8], np.float32)], 0.5) == (1.0, 1.0, 1.0)
    f1, precision, recall = body_f1([one], [np.array([0.1, 0.9, 0.3], np.float32)], 0.5)
    assert precision == 1.0
    assert recall == 3 / 8
    assert f1 == 6 / 11
