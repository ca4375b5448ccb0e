"""Quotation marks: where a text quotes. Not for: who said it (see `statements`).

Marks known: straight and curly double, two single ones as agencies type them, low-9, guillemets, and single marks where they
stand at word borders. A quotation never leaves its paragraph; one that is not closed there runs to the paragraph's end, as in
print, where the next paragraph opens the marks again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wiredesk.codebook import StatementKind
from wiredesk.sentences import paragraphs
from wiredesk.spans import Span

# Source: PolNeAR's README in the shared data: direct when at least 90 % of letters and digits stand in quotation marks.
_DIRECT_SHARE = 0.9
_MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’']")
_MOST_MARKS = 200  # in one quotation; keeps the search linear on hostile text
_LINE_OPENING = re.compile(r"\n(?=[“\"„«])")
_OPENERS = frozenset("“„‟«‹‘") | {"``"}
_CLOSERS = frozenset("”»›’")
_PARTNER = {
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "‹": "›",
    "‘": "’",
    '"': '"”',
    "''": "''",
    "``": "''",
    "”": '”"',
    "'": "'",
    "»": "«",
}
_BEFORE_OPENING = frozenset("([{—–-/:")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Hold one quotation: `span` with its marks, `words` without them; `is_closed` unless the paragraph ended first."""

    span: Span
    words: Span
    is_closed: bool
    is_single: bool


def _opens(text: str, start: int, end: int, low: int) -> bool:
    """Tell whether the mark at start..end can open a quotation: free on its left, a word on its right."""
    before, after = text[start - 1] if start > low else " ", text[end : end + 1]
    if not after or after.isspace():
        return False
    return before.isspace() or before in _BEFORE_OPENING or before in "\"“”'‘"


def _closes(text: str, start: int, end: int) -> bool:
    """Tell whether a single mark at start..end can close: a word or stop on its left, none on its right."""
    return start > 0 and not text[start - 1].isspace() and not text[end : end + 1].isalnum()


def _partner(text: str, marks: list[tuple[int, int]], at: int) -> int | None:
    """Return the place in `marks` of the mark that closes the one at `at`, or None."""
    start, end = marks[at]
    mark = text[start:end]
    closing, depth = _PARTNER[mark], 0
    for place in range(at + 1, min(len(marks), at + _MOST_MARKS)):
        first, last = marks[place]
        other = text[first:last]
        if other == mark and mark in _OPENERS:
            depth += 1
        elif other == closing or (len(other) == 1 and len(closing) > 1 and other in closing and closing != "''"):
            if mark in "'‘" and not _closes(text, first, last):
                continue
            if mark == '"' and _opens(text, first, last, 0) and not _closes(text, first, last):
                return None
            depth -= 1
            if depth < 0:
                return place
    return None


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    marks = [m.span() for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    place = 0
    while place < len(marks):
        start, end = marks[place]
        mark = text[start:end]
        can_open = mark in _OPENERS or (mark not in _CLOSERS and _opens(text, start, end, paragraph.start))
        closing = _partner(text, marks, place) if can_open else None
        is_single = mark in "'‘"
        if not can_open or (closing is None and is_single):
            place += 1
            continue
        close_start, close_end = marks[closing] if closing is not None else (paragraph.end, paragraph.end)
        if end < close_start:
            yield Quotation(Span(start, close_end), Span(end, close_start), closing is not None, is_single)
        place = closing + 1 if closing is not None else len(marks)


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of `text` in order; those within others are left out."""
    return tuple(
        found for paragraph in paragraphs(text) for line in _lines(text, paragraph) for found in _in_paragraph(text, line)
    )


def _lines(text: str, paragraph: Span) -> Iterator[Span]:
    """Part a paragraph where a line opens with a mark: such a line is a paragraph of its own in pages with single breaks."""
    start = paragraph.start
    for opening in _LINE_OPENING.finditer(text, paragraph.start, paragraph.end):
        if opening.start() > start:
            yield Span(start, opening.start())
        start = opening.start() + 1
    yield Span(start, paragraph.end)


class QuotedText:
    """Answer questions about the quotations of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotations = quotations(text)
        self._starts = [q.span.start for q in self.quotations]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation that holds the character at `offset`, marks included, or None."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.quotations[place].span.end:
            return None
        return self.quotations[place]

    def n_quoted(self, span: Span) -> int:
        """Return how many letters and digits of `span` stand in quotation marks."""
        place = max(0, bisect_right(self._starts, span.start) - 1)
        n_found = 0
        for quotation in self.quotations[place:]:
            if quotation.span.start >= span.end:
                break
            n_found += _n_signs(self.text, max(span.start, quotation.words.start), min(span.end, quotation.words.end))
        return n_found

    def kind(self, content: Iterable[Span]) -> StatementKind:
        """Return how much of `content` stands in quotation marks."""
        spans = list(content)
        n_all = sum(_n_signs(self.text, s.start, s.end) for s in spans)
        n_quoted = sum(self.n_quoted(s) for s in spans)
        if not n_quoted:
            return StatementKind.INDIRECT
        return StatementKind.DIRECT if n_quoted >= _DIRECT_SHARE * n_all else StatementKind.MIXED


def _n_signs(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end]) if start < end else 0
