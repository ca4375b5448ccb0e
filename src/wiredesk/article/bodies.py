"""Rebuild the article from its lines, every stretch bound to its place in the source. Not for: choosing the lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wiredesk.documents import Origin
from wiredesk.spans import Span
from wiredesk.tagger.lines_units import TaggedUnit

# Marks of headings and list items that converters of pages put before a line; they are no words of the article.
_MARK = re.compile(r"(?:#{1,6}|[*+•·▪◦‣])\s+")
_ENDS = (".", "!", "?", ":", "…", '"', "”", "’", "»", "。", ")")
_PARAGRAPH, _WRAP = "\n\n", " "


@dataclass(slots=True)
class _Sheet:
    """Collect stretches of source and what joins them; the only thing in this file that changes."""

    parts: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    n_chars: int = 0

    def join(self, joiner: str) -> None:
        if self.parts:
            self.parts.append(joiner)
            self.n_chars += len(joiner)

    def add(self, source: str, span: Span) -> None:
        self.parts.append(span.cut(source))
        self.origins.append(Origin(Span(self.n_chars, self.n_chars + len(span)), span))
        self.n_chars += len(span)


def _pieces(source: str, unit: TaggedUnit) -> Iterator[Span]:
    """Yield the lines of a unit, the mark before the first one left out."""
    for number, line in enumerate(unit.lines):
        mark = _MARK.match(source, line.start, line.end) if number == 0 else None
        start = mark.end() if mark else line.start
        if start < line.end:
            yield Span(start, line.end)


def _is_one_paragraph(upper: TaggedUnit, lower: TaggedUnit) -> bool:
    """Tell whether a sentence runs on from unit to unit: a text wrapped at uneven widths, as PDF gives it."""
    if lower.unit.n_blank or lower.unit.first != upper.unit.last:
        return False
    if upper.unit.text.endswith(_ENDS) or upper.unit.text.count(" ") < 3:
        return False
    return lower.unit.text[0].islower() or (lower.unit.text.isupper() and upper.unit.text.isupper() and len(upper.unit.text) > 40)


def rebuild(source: str, units: Sequence[TaggedUnit]) -> tuple[str, tuple[Origin, ...]]:
    """Return the article text of the units marked as body, and its origin.

    Paragraphs are parted by a blank line, the lines of a wrapped paragraph by one space; those joiners lie between
    origins. Every origin is one line of the source, equally long and equal. Empty without body.
    """
    sheet = _Sheet()
    previous: TaggedUnit | None = None
    for unit in (one for one in units if one.is_body):
        for number, span in enumerate(_pieces(source, unit)):
            runs_on = number > 0 or (previous is not None and _is_one_paragraph(previous, unit))
            sheet.join(_WRAP if runs_on else _PARAGRAPH)
            sheet.add(source, span)
        previous = unit
    return "".join(sheet.parts), tuple(sheet.origins)
