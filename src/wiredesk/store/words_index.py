"""Keeping the full-text index in step with the texts. Not for: searching it (see `searching`).

SQLite: `report_words` (FTS5, rowid is the report's id, columns title and body) is kept by triggers on `report_text`.
PostgreSQL: the column `report_text.words` is written together with the text; a removed row takes its words along.
`index_words` is for PostgreSQL alone, for texts and for queries: FTS5 takes marks from letters by itself, PostgreSQL's
own way to do it (unaccent) is an extension that a user may have no right to install.
"""

import re
import unicodedata

from sqlalchemy import Connection, delete, insert, text

from wiredesk.store.tables import report_text

CONFIG = "english"
"""The text search configuration that the words are stemmed by."""

# A tsvector holds at most 1 MB, of which a text of short words that never repeat needs twice its own length.
_MOST_INDEXED_BYTES = 400_000
_ADD_WITH_WORDS = text(
    """INSERT INTO report_text (report_id, title, body, words) VALUES (:report_id, :title, :body,
    setweight(to_tsvector('english', :title_words), 'A') || to_tsvector('english', :body_words))"""
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_WORD = re.compile(r"[\W_]+")
_UNKEPT = {0: " "} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_SURROGATES = re.compile("[\0\ud800-\udfff]")


def kept(words: str) -> str:
    """Return `words` as both databases can keep them, of the same length: without NUL and lone surrogates."""
    return words.translate(_UNKEPT) if _SURROGATES.search(words) else words


def index_words(words: str) -> str:
    """Return the words without marks on their letters, parted by spaces, as PostgreSQL is to see them."""
    if not words.isascii():
        words = _NOT_ASCII.sub(_without_marks, kept(words))
    plain = _NO_WORD.sub(" ", words)
    return plain if len(plain) < _MOST_INDEXED_BYTES // 4 else plain.encode()[:_MOST_INDEXED_BYTES].decode("utf-8", "ignore")


def _without_marks(found: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFKD", found[0])
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def add_text(on: Connection, report_id: int, *, title: str, body: str) -> None:
    """Keep the words of a report and index them."""
    values = {"report_id": report_id, "title": kept(title), "body": kept(body)}
    if on.dialect.name == "postgresql":
        on.execute(_ADD_WITH_WORDS, {**values, "title_words": index_words(title), "body_words": index_words(body)})
    else:
        on.execute(insert(report_text), values)


def change_text(on: Connection, report_id: int, *, title: str, body: str) -> None:
    """Keep other words of a report in place of the old ones, and index them."""
    remove_text(on, report_id)
    add_text(on, report_id, title=title, body=body)


def remove_text(on: Connection, report_id: int) -> None:
    """Remove the words of a report and what the index knows of them; `squeeze` takes their last traces."""
    on.execute(delete(report_text).where(report_text.c.report_id == report_id))


def squeeze(on: Connection) -> None:
    """Write the index anew without the words of removed reports, which SQLite keeps until it merges: seconds to minutes."""
    if on.dialect.name == "sqlite":
        on.exec_driver_sql("INSERT INTO report_words (report_words) VALUES ('optimize')")
