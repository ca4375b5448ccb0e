"""The lines of a plain-text page and where each stands by its article. Not for: the days that they show (`shown_days`)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import Article, Line, LineLabel
from wiredesk.spans import Span

_LONG_LINE = 2000  # characters of a line beyond which it is a story and shows no date of its own
_PROSE = 60  # characters of a line of the body from which it opens the story, our choice
_NEAR_TITLE, _NEAR_BODY = 4, 12  # lines: how far above the headline, and above a body without one, a date line can stand
_AFTER, _LONG_AFTER = 3, 15
_HEAD_LINE = 80  # characters that a date line or byline is shorter than
_BY = re.compile(r"\W*(?i:by|von|par|por)\s+[^\W\d_a-z]")


class Zone(StrEnum):
    """Name the parts of a page that a line can stand in, seen from its headline and its body."""

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    TITLE = "title"
    BETWEEN = "between"
    BODY_HEAD = "body_head"
    BODY = "body"
    BELOW = "below"
    AFTER = "after"
    FAR_BELOW = "far_below"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Hold one line: its words (empty when too long to be a date line), where they stand in the page, label and zone."""

    text: str
    span: Span
    label: LineLabel
    fine: str | None
    zone: Zone

    @property
    def is_body(self) -> bool:
        """Tell whether the line is a part of the article."""
        return self.zone in (Zone.BODY_HEAD, Zone.BODY) and self.label is LineLabel.ARTICLE


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the lines of a page with the indices of its headline (None without one) and of the ends of its body."""

    lines: tuple[ShownLine, ...]
    head: int | None
    first: int
    last: int


def plain_lines(text: str, article: Article) -> list[Line]:
    """Make lines for a page that nobody labelled: body where the article comes from, title where it is repeated.

    Short lines with a date between the headline and the story are date lines, those with "by" and a name bylines.
    """
    title, result, start = (article.title or "").strip(), [], 0
    starts = [part.source.start for part in article.origin or ()]
    ends = [part.source.end for part in article.origin or ()]
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            first = start + raw.index(stripped[0])
            span = Span(first, first + len(stripped))
            nearest = bisect_right(starts, span.end - 1) - 1  # the last part of the body that starts before the line's end
            is_body = nearest >= 0 and ends[nearest] > span.start if starts else len(stripped) > 80
            label = LineLabel.TITLE if title and stripped == title else LineLabel.ARTICLE if is_body else LineLabel.CHROME
            result.append(Line(span, label, is_body))
        start += len(raw)
    return _with_head_lines(result, text)


def _with_head_lines(lines: list[Line], text: str) -> list[Line]:
    """Label the date lines and bylines of the head."""
    first, _ = _ends(lines)
    titles = [i for i, line in enumerate(lines) if line.label is LineLabel.TITLE and i < first]
    start = max(titles[-1] if titles else 0, first - _NEAR_BODY)
    for i in range(start, min(first, len(lines))):
        line = lines[i]
        if line.label is not LineLabel.CHROME or len(line.span) > _HEAD_LINE:
            continue
        words = line.span.cut(text)
        label = LineLabel.BYLINE if _BY.match(words) else LineLabel.DATE if find_full_dates(words) else None
        lines[i] = replace(line, label=label) if label else line
    return lines


def _ends(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the first and the last line of the body; past the end where there is none."""
    body = [i for i, line in enumerate(lines) if line.is_body and line.label is LineLabel.ARTICLE]
    opening = next((i for i in body if len(lines[i].span) >= _PROSE), body[0] if body else len(lines))
    return opening, body[-1] if body else len(lines)


def _zone(i: int, head: int | None, first: int, last: int) -> Zone:
    if i > last:
        return Zone.BELOW if i - last <= _AFTER else Zone.AFTER if i - last <= _LONG_AFTER else Zone.FAR_BELOW
    if i >= first:
        return Zone.BODY_HEAD if i - first < _AFTER else Zone.BODY
    if head is None:
        return Zone.BETWEEN if first - i <= _NEAR_TITLE else Zone.ABOVE if first - i <= _NEAR_BODY else Zone.FAR_ABOVE
    if i > head:
        return Zone.BETWEEN
    return Zone.TITLE if i == head else Zone.ABOVE if head - i <= _NEAR_TITLE else Zone.FAR_ABOVE


def lay_out_lines(text: str, lines: Sequence[Line]) -> Layout:
    """Return the lines of a page with their zones; the headline is the last title above the body."""
    first, last = _ends(lines)
    titles = [i for i, line in enumerate(lines) if line.label is LineLabel.TITLE and i <= first]
    head = titles[-1] if titles else None
    words = (line.span.cut(text) if len(line.span) < _LONG_LINE else "" for line in lines)
    has_story = first < len(lines)
    zones = (_zone(i, head, first, last) if has_story or head is not None else Zone.FAR_ABOVE for i in range(len(lines)))
    shown = (
        ShownLine(shown, line.span, line.label, line.fine, zone) for shown, line, zone in zip(words, lines, zones, strict=True)
    )
    return Layout(tuple(shown), head, first, last)
