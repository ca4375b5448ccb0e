"""Tolls and numbers as a text states them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import Effect
from wiredesk.reading.casualties import tolls
from wiredesk.reading.numbers import numbers, value_of
from wiredesk.records import Count
from wiredesk.spans import Span


def stated(text: str) -> list[tuple[str, Count, Effect]]:
    return [(t.span.cut(text), t.count, t.effect) for t in tolls(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A mine killed at least three herders and wounded 12 others.",
            [("at least three herders", Count(3, None), Effect.KILLED), ("12 others", Count(12, 12), Effect.WOUNDED)],
        ),
        ("Up to 40 villagers were killed.", [("Up to 40 villagers", Count(None, 40), Effect.KILLED)]),
        ("Twenty-two pupils were abducted.", [("Twenty-two pupils", Count(22, 22), Effect.ABDUCTED)]),
        ("The death toll rose to 1,204.", [("1,204", Count(1204, 1204), Effect.KILLED)]),
        ("Between 20 and 30 miners were injured.", [("20 and 30 miners", Count(20, 30), Effect.WOUNDED)]),
        ("The blast left nine dead.", [("nine", Count(9, 9), Effect.KILLED)]),
        ("Three soldiers, including an officer, were wounded.", [("Three soldiers", Count(3, 3), Effect.WOUNDED)]),
        (
            "Three nurses and two drivers were killed on Friday.",
            [
                ("Three nurses", Count(3, 3), Effect.KILLED),
                ("Three nurses and two drivers", Count(5, 5), Effect.KILLED),
                ("two drivers", Count(2, 2), Effect.KILLED),
            ],
        ),
        (
            "Gunmen killed at least four farmers, a soldier and two women in the village.",
            [
                ("at least four farmers", Count(4, None), Effect.KILLED),
                ("at least four farmers, a soldier and two women", Count(7, None), Effect.KILLED),
                ("a soldier", Count(1, 1), Effect.KILLED),
                ("two women", Count(2, 2), Effect.KILLED),
            ],
        ),
        ("The blast killed three guards and two women fled.", [("three guards", Count(3, 3), Effect.KILLED)]),
        ("He met three guards, and two women were killed.", [("two women", Count(2, 2), Effect.KILLED)]),
        ("Five people hurt in the fire have since died.", [("Five people", Count(5, 5), Effect.KILLED)]),
    ],
)
def test_a_toll_keeps_its_bounds_and_words(text: str, expected: list[tuple[str, Count, Effect]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two girls were among the dead.",
        "He scored 12 goals and won 3 titles.",
        "Some 400 people live in the village.",
        "The ministry paid $300 to 20 families.",
    ],
)
def test_a_number_without_harm_is_no_toll(text: str) -> None:
    assert stated(text) == []


@given(st.integers(0, 9_999_999))
def test_digits_are_read_back(value: int) -> None:
    assert value_of(str(value)) == value
    assert value_of(f"{value:,}") == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("twelve", 12), ("one hundred and five", 105), ("two thousand three hundred", 2300), ("a dozen", 12), ("ninety-nine", 99)],
)
def test_number_words_add_up(words: str, value: int) -> None:
    assert value_of(words) == value


@given(st.text(alphabet="0123456789,. ande-tworhuisf", max_size=80))
def test_numbers_point_into_their_text_in_order(text: str) -> None:
    if text:
        found = list(numbers(text, Span(0, len(text))))
        assert all(n.span.end <= len(text) for n in found)
        assert found == sorted(found, key=lambda n: n.span.start)
