"""Quotes: words are found again, not taken for others, whatever changed around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.errors import RulingRefused
from wiredesk.review.quotes import Quote, find_quote, quote_at
from wiredesk.spans import Span

TEXT = "The ferry left at nine. He said it was late. The crew said the pier had been closed. He said nothing else."


def span_of(words: str, after: int = 0) -> Span:
    at = TEXT.index(words, after)
    return Span(at, at + len(words))


def test_the_nearest_of_several_places_is_the_one_with_the_old_neighbours() -> None:
    second = span_of("He said", TEXT.index("closed"))
    moved = "A new lead was put in. " + TEXT
    found = find_quote(moved, quote_at(TEXT, second))
    assert found == second.shifted(23)


def test_a_short_word_among_strangers_is_not_found() -> None:
    quote = quote_at(TEXT, span_of("He"))
    assert find_quote("Nobody came. He slept through all of it.", quote) is None


def test_long_words_are_found_without_their_neighbours() -> None:
    quote = quote_at(TEXT, span_of("the pier had been closed"))
    found = find_quote("Later, the pier had been closed by hand", quote)
    assert found == Span(7, 31)


def test_other_gaps_and_quotation_marks_are_the_same_words() -> None:
    text = 'He said: "nobody was hurt on the pier" and left.'
    quote = quote_at(text, Span(9, 38))
    changed = "He said: “nobody was hurt\non the  pier” and left."
    found = find_quote(changed, quote)
    assert found is not None
    assert found.cut(changed) == "“nobody was hurt\non the  pier”"


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(RulingRefused, match="holds no words"):
        Quote.from_json({"exact": "", "prefix": "", "suffix": "", "start": 0})
    with pytest.raises(RulingRefused, match="lacks"):
        Quote.from_json({"exact": "a"})


words = st.text(alphabet="abc de.\n", min_size=1, max_size=200)


@given(words, st.data())
def test_a_quote_of_an_unchanged_text_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quote_at(text, Span(start, end))
    assert Quote.from_json(quote.to_json()) == quote
    assert find_quote(text, quote) == Span(start, end)


@given(st.text(alphabet="klmno ", max_size=80), st.text(alphabet="klmno ", max_size=80), st.sampled_from(TEXT.split(". ")))
def test_edits_elsewhere_move_a_quote_and_do_not_lose_it(before: str, after: str, sentence: str) -> None:
    span = span_of(sentence)
    found = find_quote(before + TEXT + after, quote_at(TEXT, span))
    assert found == span.shifted(len(before))
