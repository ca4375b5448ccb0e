"""Claims about taking apart what a person types to search for."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.spans import Span
from wiredesk.store.searching_marks import _unmarked
from wiredesk.store.searching_snippets import window
from wiredesk.store.searching_words import Term, Words, fts5_query, parse_words


def test_words_phrases_minus_and_beginnings_are_told_apart() -> None:
    typed = 'market "bus  station" -hall -"went off" kidnap* co-operate'
    assert parse_words(typed) == Words(
        (Term(("market",)), Term(("bus", "station")), Term(("kidnap",), is_prefix=True), Term(("co", "operate"))),
        (Term(("hall",), is_barred=True), Term(("went", "off"), is_barred=True)),
    )


def test_a_beginning_of_two_letters_is_a_word() -> None:
    assert parse_words("ab* abc*").wanted == (Term(("ab",)), Term(("abc",), is_prefix=True))


@given(typed=st.text(st.characters(), max_size=80))
def test_what_is_said_to_the_index_holds_no_operators_of_the_user(typed: str) -> None:
    words = parse_words(typed)
    for term in (*words.wanted, *words.barred):
        assert term.words
        assert all(word.isalnum() or not word.isascii() for word in term.words)
        assert '"' not in "".join(term.words)
    if words.wanted:
        assert fts5_query(words.wanted, words.barred).count('"') % 2 == 0


@given(parts=st.lists(st.tuples(st.text(max_size=9), st.text(min_size=1, max_size=9)), max_size=6), tail=st.text(max_size=9))
def test_marks_are_taken_out_and_become_spans(parts: list[tuple[str, str]], tail: str) -> None:
    before, after = "\x02f00\x03", "\x02ba4\x03"
    told = "".join(f"{gap}{before}{hit}{after}" for gap, hit in parts) + tail
    bare, spans = _unmarked(told, before, after)
    assert bare == "".join(gap + hit for gap, hit in parts) + tail
    assert [span.cut(bare) for span in spans] == [hit for _, hit in parts]


@given(body=st.text(max_size=900), starts=st.lists(st.integers(0, 890), max_size=8))
def test_a_snippet_lies_in_its_body(body: str, starts: list[int]) -> None:
    marks = tuple(Span(start, min(start + 5, len(body))) for start in sorted(starts) if start < len(body))
    span = window(body, marks)
    assert (span is None) == (not body.strip())
    if span is not None:
        assert span.end <= len(body)
        assert len(span) <= 245


def test_a_snippet_shows_where_most_different_words_matched() -> None:
    body = "alpha " + "x " * 200 + "alpha beta " + "y " * 200 + "alpha alpha alpha"
    marks = [Span(at, at + len(word)) for word in ("alpha", "beta") for at in range(len(body)) if body.startswith(word, at)]
    span = window(body, sorted(marks))
    assert span is not None
    assert "alpha beta" in span.cut(body)
