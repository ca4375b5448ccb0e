"""Where the words of a search stand in the texts that were found. Not for: finding the texts (see `searching`).

SQLite's index marks them itself. PostgreSQL's would mark a text without the marks on its letters, which is another text;
so it is asked which of the words in the text are meant, and the words are marked here.
"""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
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
    # Each word once, however often it stands in the texts: word by word they took two thirds of a search's time.
    plain = {word: index_words(word) for row in rows for told in row[1:] for word in set(_WORD.findall(told))}
    meant = _meant(on, terms, set(plain.values()))
    wanted = [_wanted(term, plain, meant) for term in terms]
    return {row.report_id: Marked(row.title, row.body, _spans(row.title, wanted), _spans(row.body, wanted)) for row in rows}


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


def _meant(on: Connection, terms: tuple[Term, ...], told: Collection[str]) -> Mapping[str, set[str]]:
    """Return which of the words told each word of the search means; a word that the index leaves out has none."""
    asked = {query for term in terms for query in _queries(term)}
    found: dict[str, set[str]] = {}
    for word, query in on.execute(text(_MEANT), {"config": CONFIG, "told": sorted(told), "asked": sorted(asked)}):
        found.setdefault(query, set()).add(word)
    return found


def _queries(term: Term) -> list[str]:
    """Return each word of a term as a query of its own."""
    words = index_words(" ".join(term.words)).split()
    return [*words[:-1], f"{words[-1]}:*" if term.is_prefix else words[-1]]


def _wanted(term: Term, plain: Mapping[str, str], meant: Mapping[str, set[str]]) -> list[set[str] | None]:
    """Return, for each word of a term, the words as they stand in the texts that it means; None for any word at all."""
    found = (meant.get(query) for query in _queries(term))
    return [None if some is None else {word for word, bare in plain.items() if bare in some} for some in found]


def _spans(words: str, wanted: Sequence[list[set[str] | None]]) -> tuple[Span, ...]:
    tokens = [(found.group(), found.span()) for found in _WORD.finditer(words)]
    spans = set()
    for term in wanted:
        telling = next((number for number, some in enumerate(term) if some), None)
        if telling is None:
            continue
        first = term[telling] or set()
        for place, (token, _) in enumerate(tokens):
            start = place - telling
            if token in first and start >= 0 and _stands(term, tokens[start : start + len(term)]):
                spans.add(Span(tokens[start][1][0], tokens[start + len(term) - 1][1][1]))
        if len(spans) > _MOST_MARKS:
            break
    return tuple(sorted(spans)[:_MOST_MARKS])


def _stands(term: list[set[str] | None], there: list[tuple[str, tuple[int, int]]]) -> bool:
    """Tell whether the words of a term, those that the index leaves out being any, stand there one after the other."""
    if len(there) < len(term):
        return False
    return all(some is None or token in some for (token, _), some in zip(there, term, strict=True))
