"""Cut plain text into lines, and hard-wrapped lines back into units. Not for: what a unit is (see `lines_features`).

A unit is what the page had as one block: a paragraph that the capture wrapped at 78 columns is one unit of many lines,
in other captures each line is a unit. Everything later on counts in units, so that the flavours of captures look alike.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wiredesk.spans import Span

# A line is what stands between line ends, without the white space at its own ends. Zero-width and direction marks are no
# white space for `str.strip`, and a line of nothing else is still a line: the labels of the corpus count it.
_LINE = re.compile(r"\S[^\n\r]*")
# Direction marks, zero-width characters, soft hyphens, controls, colours of a terminal: no reader sees them, and a page with
# such a mark on every line was refused as holding no article.
_UNSEEN = re.compile(
    r"\x1b\[[0-9;]{0,16}m|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+"
)
_ITEM = re.compile(r"(?:[*+•·▪◦‣–-]|#{1,6}|\d{1,3}[.)])\s")
# Widths at which text is wrapped by hand or program; below, the columns of tables would pass for prose. Our choice.
_NARROWEST, _WIDEST = 50, 120
_MIN_WRAPPED = 3


# Named tuples, which are made four times as fast as data classes: a text may have 200,000 lines.
class RawLine(NamedTuple):
    """Hold one non-blank line: its span in the text, columns of indentation, blank lines before it."""

    start: int
    end: int
    indent: int
    n_blank: int

    @property
    def span(self) -> Span:
        """Return the line's place in the text."""
        return Span(self.start, self.end)


class Unit(NamedTuple):
    """Hold one block of lines `first`..`last` (last excluded) with its text: lines joined by single spaces, marks left out.

    What no reader sees (marks of direction, controls) is left out unless there is nothing else; so no span counts in `text`.
    """

    first: int
    last: int
    text: str
    indent: int
    n_blank: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the lines of a text and the units that they form, both in order; each line is in exactly one unit."""

    text: str
    lines: tuple[RawLine, ...]
    units: tuple[Unit, ...]


def _raw_lines(text: str) -> list[RawLine]:
    found, before = [], 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        gap = text[before:start]
        if gap == "\n":
            found.append(RawLine(start, end, 0, 0))
        else:
            n_ends = gap.count("\n") or gap.count("\r")
            indent = len(gap) - max(gap.rfind("\n"), gap.rfind("\r")) - 1
            found.append(RawLine(start, end, indent, max(0, n_ends - 1)))
        before = end
    return found


def _wrap_width(lines: list[RawLine]) -> int | None:
    """Return the column at which the text was wrapped, None when it was not."""
    widths = sorted(line.indent + line.end - line.start for line in lines)
    width = widths[min(len(widths) - 1, int(0.97 * len(widths)))]
    if width > _WIDEST:
        return None
    width = max(w for w in widths if w <= max(width, _NARROWEST)) if widths[0] <= max(width, _NARROWEST) else width
    n_full = sum(width - 12 <= w <= width for w in widths)
    return width if width >= _NARROWEST and n_full >= _MIN_WRAPPED else None


def _goes_on(text: str, upper: RawLine, lower: RawLine, width: int) -> bool:
    """Tell whether `lower` continues `upper`: nothing between them, and its first word had no room above."""
    if lower.n_blank or lower.indent > upper.indent + 4:
        return False
    head = text[lower.start : min(lower.end, lower.start + width)]
    used = upper.indent + upper.end - upper.start
    if used > width or used + 1 + len(head.split(None, 1)[0]) <= width:
        return False
    return not _ITEM.match(head)


def as_seen(text: str) -> str:
    """Return a text without what no reader sees: marks of direction, zero-width characters, controls; it may be empty."""
    return _UNSEEN.sub("", text)


def lay_out(text: str) -> Layout:
    """Return the lines and units of `text`; empty ones when it holds nothing but white space."""
    lines = _raw_lines(text)
    if not lines:
        return Layout(text, (), ())
    width = _wrap_width(lines)
    firsts = [0]
    for number, (upper, lower) in enumerate(pairwise(lines), 1):
        if width is None or not _goes_on(text, upper, lower, width):
            firsts.append(number)
    is_marked = _UNSEEN.search(text) is not None
    units = []
    for first, last in pairwise([*firsts, len(lines)]):
        head = lines[first]
        joined = text[head.start : head.end]
        if last - first > 1:
            joined = " ".join([text[line.start : line.end] for line in lines[first:last]])
        seen = (as_seen(joined).strip() or joined) if is_marked else joined
        units.append(Unit(first, last, seen, head.indent, head.n_blank))
    return Layout(text, tuple(lines), tuple(units))
