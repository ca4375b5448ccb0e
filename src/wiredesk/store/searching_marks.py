"""Where the words of a search stand in the texts that were found. Not for: finding the texts (see `searching`).

SQLite's index marks them itself. PostgreSQL's would mark a text without the marks on its letters, which is another text;
so it is asked which of the words in the text are meant, and the words are marked here.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from wiredesk.spans import Span
from wiredesk.store.searching_words import Term, fts5_query
from wiredesk.store.tables import report_text
from wiredesk.store.words_index import CONFIG, index_words

# A book of 200,000 characters with a common word in it has 5,000 places; a snippet shows the best of the first ones.
_MOST_MARKS = 400
_WORD = re.compile(r"[^\W_]+")
_MARKED = """SELECT rowid, highlight(report_words, 0, :before, :after), highlight(report_words, 1, :before, :after)
    FROM report_words WHERE report_words MATCH :match AND rowid IN :ids"""
_MARKED_SCAN = _MARKED.replace("AND rowid", "AND +rowid")
_MEANT = """WITH told AS MATERIALIZED (
    SELECT w, to_tsvector(CAST(:config AS regconfig), w) AS v FROM unnest(CAST(:told AS text[])) AS w
    ) SELECT told.w, q FROM told, unnest(CAST(:asked AS text[])) AS q WHERE told.v @@ to_tsquery(CAST(:config AS regconfig), q)"""


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold a title and a body with the spans of the words that matched."""

    title: str
    body: str
    in_title: tuple[Span, ...] = ()
    in_body: tuple[Span, ...] = ()


def marked_texts(on: Connection, terms: tuple[Term, ...], report_ids: Sequence[int]) -> dict[int, Marked]:
    """Return title and body of these reports with what matched in them, by id."""
    if terms and on.dialect.name == "sqlite":
        return _marked_by_index(on, terms, list(report_ids))
    query = select(report_text.c.report_id, report_text.c.title, report_text.c.body)
    rows = on.execute(query.where(report_text.c.report_id.in_(report_ids))).all()
    if not terms:
        return {report_id: Marked(title, body) for report_id, title, body in rows}
    meant = _meant(on, terms, [words for row in rows for words in row[1:]])
    return {
        report_id: Marked(title, body, _spans(title, terms, meant), _spans(body, terms, meant)) for report_id, title, body in rows
    }


def _marked_by_index(on: Connection, terms: tuple[Term, ...], ids: list[int]) -> dict[int, Marked]:
    before, after = (f"\x02{secrets.token_hex(8)}\x03" for _ in range(2))
    # Asked row by row, the index gathers all words of a beginning for each of them: 60 ms each for "the*". One pass is 20 ms.
    is_scanned = any(term.is_prefix for term in terms)
    query = text(_MARKED_SCAN if is_scanned else _MARKED).bindparams(bindparam("ids", expanding=True))
    found = {}
    for row in on.execute(query, {"before": before, "after": after, "match": fts5_query(terms), "ids": ids}):
        title, in_title = _unmarked(row[1], before, after)
        body, in_body = _unmarked(row[2], before, after)
        found[int(row[0])] = Marked(title, body, in_title, in_body)
    return found


def _unmarked(told: str, before: str, after: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text without its marks, and the spans that were marked."""
    parts = told.split(before)
    bare, length = [parts[0]], len(parts[0])
    spans: list[Span] = []
    for part in parts[1:]:
        hit, _, rest = part.partition(after)
        if hit and len(spans) < _MOST_MARKS:
            spans.append(Span(length, length + len(hit)))
        bare.append(hit + rest)
        length += len(hit) + len(rest)
    return "".join(bare), tuple(spans)


def _meant(on: Connection, terms: tuple[Term, ...], texts: list[str]) -> Mapping[str, set[str]]:
    """Return the words of the texts that each word of the search means; a word that the index leaves out has none."""
    told = {index_words(word) for words in texts for word in _WORD.findall(words)}
    asked = {query for term in terms for query in _queries(term)}
    found: dict[str, set[str]] = {}
    for word, query in on.execute(text(_MEANT), {"config": CONFIG, "told": sorted(told), "asked": sorted(asked)}):
        found.setdefault(query, set()).add(word)
    return found


def _queries(term: Term) -> list[str]:
    """Return each word of a term as a query of its own."""
    words = index_words(" ".join(term.words)).split()
    return [*words[:-1], f"{words[-1]}:*" if term.is_prefix else words[-1]]


def _spans(words: str, terms: tuple[Term, ...], meant: Mapping[str, set[str]]) -> tuple[Span, ...]:
    tokens = [(index_words(found.group()), found.span()) for found in _WORD.finditer(words)]
    spans = set()
    for term in terms:
        wanted = [meant.get(query) for query in _queries(term)]
        for start in range(len(tokens) - len(wanted) + 1):
            there = tokens[start : start + len(wanted)]
            if any(wanted) and all(some is None or token in some for (token, _), some in zip(there, wanted, strict=True)):
                spans.add(Span(there[0][1][0], there[-1][1][1]))
        if len(spans) > _MOST_MARKS:
            break
    return tuple(sorted(spans)[:_MOST_MARKS])
