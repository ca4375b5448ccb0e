"""Sentences: where they end, and that hostile text costs no more than its length."""

import time

import pytest

from wiredesk.sentences import is_wrapped


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("A wire of old that wraps its lines at\nsome forty characters and goes on with\nthe next line until the\nend.", False),
        ("\n".join(["A wire of old that wraps its lines at some sixty characters"] * 5), True),
        ("\n\n".join(["A paragraph of some sixty characters that ends in a full stop."] * 5), False),
        ("", False),
    ],
)
def test_wrapped_text_is_told_from_paragraphs(text: str, holds: bool) -> None:
    assert is_wrapped(text) is holds


def test_one_line_of_any_length_is_measured_at_once() -> None:
    start = time.perf_counter()
    is_wrapped("a" * 20_000)
    assert time.perf_counter() - start < 0.1
