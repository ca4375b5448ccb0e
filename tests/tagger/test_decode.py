"""Decoding logits to spans."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.errors import ModelError
from wiredesk.spans import Span
from wiredesk.tagger.decode import best_paths, log_softmax, pieces_in, pooled, sigmoid, spans_of
from wiredesk.tagger.layout import Calibration, Head, Layout
from wiredesk.tagger.pieces import Pieces

LAYOUT = Layout((Head("names", "bio", ("PER", "LOC")), Head("types", "sigmoid", ("attack",))))


def allowed(path: tuple[int, ...]) -> bool:
    """Tell whether I-x follows only B-x or I-x."""
    return all(label == 0 or label % 2 or (i > 0 and path[i - 1] in (label, label - 1)) for i, label in enumerate(path))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_best_path_is_the_best_of_all_allowed_ones(n_pieces: int, seed: int) -> None:
    scores = log_softmax(np.random.default_rng(seed).normal(size=(1, n_pieces, 5)).astype(np.float32) * 3)
    path = tuple(int(label) for label in best_paths(scores)[0])
    every = [p for p in itertools.product(range(5), repeat=n_pieces) if allowed(p)]

    def total(p: tuple[int, ...]) -> float:
        return float(sum(scores[0, i, label] for i, label in enumerate(p)))

    assert allowed(path)
    assert total(path) == pytest.approx(max(map(total, every)), abs=1e-4)


def test_spans_point_at_the_pieces_words() -> None:
    text = "Ana Ruiz left Oran."
    starts, ends = np.array([0, 4, 9, 14, 18]), np.array([3, 8, 13, 18, 19])
    pieces = Pieces(np.zeros(5, dtype=np.int64), starts, ends, np.zeros(5, dtype=np.int64))
    logits = np.full((5, LAYOUT.n_columns), -5.0, dtype=np.float32)
    for piece, column in enumerate((1, 2, 0, 3, 0)):
        logits[piece, column] = 5.0
    found = spans_of([LAYOUT.heads[0]], LAYOUT, logits, pieces=pieces, text=text)["names"]
    assert [(tag.label, tag.span.cut(text)) for tag in found] == [("PER", "Ana Ruiz"), ("LOC", "Oran")]
    assert all(0.9 < tag.score <= 1.0 for tag in found)


def test_no_pieces_give_no_spans() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    pieces = Pieces(nothing, nothing, nothing, nothing)
    assert spans_of([LAYOUT.heads[0]], LAYOUT, np.zeros((0, 6), dtype=np.float32), pieces=pieces, text="") == {"names": ()}


def test_pooling_takes_the_strongest_pieces() -> None:
    assert pooled(np.array([[0.0], [3.0], [6.0], [9.0]], dtype=np.float32))[0] == pytest.approx(6.0)
    assert sigmoid(np.array([0.0, 100.0], dtype=np.float32)) == pytest.approx([0.5, 1.0])


def test_pieces_in_a_span_are_those_that_touch_it() -> None:
    starts, ends = np.array([0, 4, 9]), np.array([3, 8, 13])
    pieces = Pieces(np.zeros(3, dtype=np.int64), starts, ends, np.zeros(3, dtype=np.int64))
    assert pieces_in(pieces, Span(4, 9)) == slice(1, 2)
    assert pieces_in(pieces, Span(2, 10)) == slice(0, 3)


def test_layout_survives_writing() -> None:
    assert Layout.from_json(LAYOUT.to_json()) == LAYOUT
    with pytest.raises(ModelError, match="no head 'places'"):
        LAYOUT.head("places")
    with pytest.raises(ModelError, match="cannot be read"):
        Layout.from_json("{")
    with pytest.raises(ModelError, match="version 99"):
        Layout.from_json('{"version": 99, "heads": []}')


def test_a_calibration_moves_where_spans_begin_and_survives_writing() -> None:
    text = "Oran fell."
    pieces = Pieces(np.zeros(2, dtype=np.int64), np.array([0, 5]), np.array([4, 9]), np.zeros(2, dtype=np.int64))
    logits = np.zeros((2, LAYOUT.n_columns), dtype=np.float32)
    logits[0, :5] = (1.0, -9.0, -9.0, 0.5, -9.0)
    logits[1, 0] = 9.0

    def found(starts: tuple[float, ...]) -> list[str]:
        calibration = Calibration.from_json(Calibration({"names": starts}).to_json())
        tags = spans_of([LAYOUT.heads[0]], LAYOUT, logits, pieces=pieces, text=text, calibration=calibration)["names"]
        return [tag.span.cut(text) for tag in tags]

    assert found((0.0, 0.0)) == []
    assert found((0.0, 1.0)) == ["Oran"]
    with pytest.raises(ModelError, match="calibration"):
        Calibration.from_json('{"starts": 3}')
