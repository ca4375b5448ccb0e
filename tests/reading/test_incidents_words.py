"""Words and noun phrases of a sentence, and the lists they are looked up in."""

from wiredesk.codebook.words import cues
from wiredesk.reading.incidents_words import heads, people_nouns, phrase_of, words_of
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

TEXT = "Two masked men stormed the market gate near Orvo and wounded three shopkeepers."
WHOLE = Span(0, len(TEXT))


def test_trades_count_as_people_in_their_plurals() -> None:
    assert {"nurse", "nurses", "fishermen", "villagers", "people"} <= people_nouns()


def test_a_trade_is_listed_once() -> None:
    """What `people.txt` knows, with its plurals, need not stand among the cues again."""
    trades = people_words().nouns
    plurals = {noun + "s" for noun in trades} | {noun[:-3] + "men" for noun in trades if noun.endswith("man")}
    assert not cues("things", "people") & (trades | plurals)


def test_a_phrase_ends_at_its_determiner() -> None:
    words = words_of(TEXT, WHOLE)
    at = next(i for i, word in enumerate(words) if word.lower == "gate")
    assert phrase_of(TEXT, words, at).cut(TEXT) == "market gate"


def test_the_last_of_two_nouns_is_the_head() -> None:
    assert [(span.cut(TEXT), head) for span, head, _ in heads(TEXT, WHOLE, frozenset({"market", "gate"}))] == [
        ("market gate", "gate")
    ]
