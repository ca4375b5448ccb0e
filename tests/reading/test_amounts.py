"""Amounts of money in invented sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import EntityType, Purpose
from wiredesk.reading.amounts import read_amounts
from wiredesk.reading.amounts_numbers import parse
from wiredesk.records import Entity, Place
from wiredesk.spans import Span


def place(country: str, n_mentions: int = 1) -> Entity:
    mentions = tuple(Span(i, i + 1) for i in range(n_mentions))
    return Entity(id=country, type=EntityType.PLACE, name=country, mentions=mentions, place=Place(country))


@pytest.mark.parametrize(
    ("text", "value", "currency", "words"),
    [
        ("a grant of up to 7 million meticais was paid", 7e6, "MZN", "7 million meticais"),
        ("repairs cost US$ 4.2 billion", 4.2e9, "USD", "US$ 4.2 billion"),
        ("they took $3m", 3e6, "USD", "$3m"),
        ("Rs 10 lakh was found", 1e6, "INR", "Rs 10 lakh"),
        ("he asked for 2,000 euros.", 2000, "EUR", "2,000 euros"),
        ("£40,000 is missing", 40000, "GBP", "£40,000"),
        ("a gap of €1.5bn", 1.5e9, "EUR", "€1.5bn"),
        ("100 crore rupees", 1e9, "INR", "100 crore rupees"),
        ("two million dollars", 2e6, "USD", "two million dollars"),
        ("half a million Australian dollars", 5e5, "AUD", "half a million Australian dollars"),
        ("GHS2.8billion for roads", 2.8e9, "GHS", "GHS2.8billion"),
        ("N$8 600 a month", 8600, "NAD", "N$8 600"),
        ("Tk 2.65 crore", 2.65e7, "BDT", "Tk 2.65 crore"),
    ],
)
def test_amount_has_value_currency_and_exact_words(text: str, value: float, currency: str, words: str) -> None:
    (amount,) = read_amounts(text)
    assert (amount.value, amount.currency, amount.span.cut(text)) == (pytest.approx(value), currency, words)


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("from $25-35 million", 35e6, "$25-35 million"),
        ("between $5 million and $7m", 7e6, "$5 million and $7m"),
        ("5 to 10 million dollars", 10e6, "5 to 10 million dollars"),
    ],
)
def test_range_gives_its_upper_bound_and_spans_whole(text: str, value: float, words: str) -> None:
    (amount,) = read_amounts(text)
    assert (amount.value, amount.span.cut(text)) == (value, words)


@pytest.mark.parametrize(
    "text",
    [
        "a 500-pound bomb and 200 pounds of explosives",
        "He lost 12 pounds in prison",
        "Delegates of COP27 met",
        "inflation of 10 percent, up 3 points",
        "Ward 5 won the cup",
        "millions of dollars",
        "in 2012 attendance fell",
        "",
    ],
)
def test_other_quantities_are_no_amounts(text: str) -> None:
    assert read_amounts(text) == ()


def test_places_choose_among_currencies_of_one_name() -> None:
    text = "The robbers took 4,000 pesos and $90."
    assert [a.currency for a in read_amounts(text, [place("PH", 3)])] == ["PHP", "USD"]
    assert [a.currency for a in read_amounts("a fine of $90", [place("AU", 3)])] == ["AUD"]
    assert [a.currency for a in read_amounts("a fine of $90", [place("AU", 3), place("US")])] == ["USD"]
    assert [a.currency for a in read_amounts("bail of R500", [place("ZA")])] == ["ZAR"]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Police offered a reward of $500 for tips.", Purpose.REWARD),
        ("The kidnappers asked for $500.", Purpose.RANSOM),
        ("The flood caused damage of $500.", Purpose.DAMAGE),
        ("She was fined $500.", Purpose.FINE),
        ("Gunmen stole $500 from the till.", Purpose.LOOT),
        ("Tickets cost $500. The fine was lifted.", Purpose.OTHER),
    ],
)
def test_purpose_is_told_by_the_sentence(text: str, purpose: Purpose) -> None:
    (amount,) = read_amounts(text)
    assert amount.purpose is purpose


def test_numbers_in_words_add_up() -> None:
    spelled = {"two hundred and fifty thousand": 250_000, "twenty-five": 25, "a hundred": 100, "2.5 lakh crore": 2.5e12}
    for words, value in spelled.items():
        number = parse(words)
        assert number is not None
        assert number.value == pytest.approx(value)
    assert parse("a") is None


@given(st.text(alphabet="$€£0123456789,. -RsUSKmbn andtomillionpoundsdollars\n", max_size=200))
def test_amounts_lie_in_the_text_and_apart(text: str) -> None:
    end = 0
    for amount in read_amounts(text):
        assert end <= amount.span.start < amount.span.end <= len(text)
        end = amount.span.end
