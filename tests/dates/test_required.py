"""Which letters a pattern of the grammar cannot do without, so that rules are left alone where their words are missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.dates.required import Required

_PIECE = re.compile(r"\(\?<[=!]|\(\?[=!:]|<\w+=|.")


def needed(pattern: str) -> set[str]:
    """Return the needed letters of a pattern, each set as a text; small letters stand for themselves."""
    required = Required()
    for piece in _PIECE.findall(pattern):
        if len(piece) == 1 and piece.isalpha():
            required.letters(frozenset(piece))
        elif not piece.isspace():
            required.syntax(piece)
    return {"".join(sorted(letters)) for letters in required.needed()}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a b? c* d+", {"a", "d"}),
        ("a (b | c d)", {"a", "bc"}),
        ("(b | c?) a", {"a"}),
        ("(?<! a) b (?= c)", {"b"}),
        ("<unit=a>? [b c]", {"b"}),
        ("a | b", {"ab"}),
        ("a | b?", set()),
        ("((a | b) c?)+", {"ab"}),
    ],
)
def test_only_what_no_find_can_do_without_is_needed(pattern: str, expected: set[str]) -> None:
    assert needed(pattern) == expected


@given(st.text("abcd(|)?*+", max_size=12), st.text("abcd", max_size=6))
def test_no_find_is_missed(pattern: str, letters: str) -> None:
    try:
        regex = re.compile(pattern.replace("(?", "("))
    except re.error:
        return
    found = regex.search(letters)
    if found and found.group():
        assert all(set(some) & set(found.group()) for some in needed(pattern.replace("(?", "(")))
