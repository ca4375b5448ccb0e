"""Claims about the full-text index: it holds the words of the texts that are there, and of no others."""

import pytest
from made_readings_strategy import filing_of
from sqlalchemy import text

from stand_ins import threat_reading
from wiredesk.store import filing
from wiredesk.store.opening import On, Store
from wiredesk.store.words_index import add_text, change_text, index_words, kept, remove_text, squeeze


def found(on: On, word: str) -> list[int]:
    """Return the reports in which a word stands, as a search does."""
    if on.dialect.name == "sqlite":
        query = "SELECT rowid FROM report_words WHERE report_words MATCH :word ORDER BY rowid"
    else:
        query = "SELECT report_id FROM report_text WHERE words @@ plainto_tsquery('english', :word) ORDER BY report_id"
    word = word if on.dialect.name == "sqlite" else index_words(word)
    return list(on.execute(text(query), {"word": word}).scalars())


@pytest.fixture
def on(store: Store) -> On:
    """Give a writing block with one report, which is taken back in the end."""
    with store.writing() as block:
        filing.file(block, filing_of(threat_reading()))
        change_text(block, 1, title="Gülmurad's convoy", body="Bombings in Kraków and Dushanbe; don't_stop 1.5 café")
        yield block
        block.rollback()


@pytest.mark.parametrize("word", ["gulmurad", "Gülmurad", "bombing", "bombed", "Krakow", "dushanbe", "cafe", "stop", "convoy"])
def test_words_are_found_without_marks_and_in_all_forms(on: On, word: str) -> None:
    assert found(on, word) == [1]


@pytest.mark.parametrize("word", ["marowijne", "Suriname"])
def test_words_of_the_old_text_are_gone(on: On, word: str) -> None:
    assert found(on, word) == []


def test_a_removed_text_leaves_no_word(on: On) -> None:
    remove_text(on, 1)
    assert found(on, "convoy") == []
    add_text(on, 1, title="", body="convoy")
    assert found(on, "convoy") == [1]


def test_a_squeezed_index_holds_no_trace_of_removed_words(on: On) -> None:
    remove_text(on, 1)
    squeeze(on)
    if on.dialect.name == "sqlite":
        blocks = on.execute(text("SELECT block FROM report_words_data")).scalars()
        assert not [block for block in blocks if b"gulmurad" in block]
        on.execute(text("INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)"))


@pytest.mark.parametrize("word", ["a\0b", "\ud83d", "Ŧ" * 50])
def test_what_databases_cannot_keep_is_replaced_at_equal_length(on: On, word: str) -> None:
    change_text(on, 1, title=word, body=f"{word} harbour")
    assert found(on, "harbour") == [1]
    body = on.execute(text("SELECT body FROM report_text")).scalar_one()
    assert body == kept(f"{word} harbour")
    assert len(body) == len(word) + 8


def test_a_text_of_ever_new_words_is_indexed_up_to_what_the_database_bears(on: On) -> None:
    change_text(on, 1, title="", body="first " + " ".join(f"w{number:x}" for number in range(300_000)))
    assert found(on, "first") == [1]
