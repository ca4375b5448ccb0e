"""The body of an article as a person says it is, taken from its page. Not for: finding the body (see `cleaning`).

A person names where the body begins and ends in the page's text, or gives the paragraphs, each of which must stand there.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wiredesk.article.bodies import rebuild
from wiredesk.article.languages import language
from wiredesk.article.published import publish
from wiredesk.documents import LineLabel, Origin, Page, PageForm, Report
from wiredesk.errors import RulingRefused
from wiredesk.spans import Span, trimmed
from wiredesk.tagger.lines_layout import lay_out
from wiredesk.tagger.lines_units import TaggedUnit

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,11})?[^<>]{0,5000}>")
_HIDDEN = frozenset("script style svg template noscript head".split())
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
_LINE = re.compile(r"[^\n\r]+")
_MAX_PARAGRAPHS = 5_000


@dataclass(frozen=True, slots=True)
class Body:
    """Hold an article text with its origin, None for HTML."""

    text: str
    origin: tuple[Origin, ...] | None


def source_text(page: Page) -> str:
    """Return the text in which a person names the body: the page's own, of HTML what it shows, one line a block."""
    return _shown(page.text) if page.form is PageForm.HTML else page.text


def source_lines(text: str) -> list[Span]:
    """Return the lines of a page's text that hold words, which people count from 1."""
    found = (trimmed(line.start(), line.end(), text) for line in _LINE.finditer(text))
    return [span for span in found if span]


def body_within(page: Page, span: Span) -> Body:
    """Return the body that stands between two places of the page's text (see `source_text`), furniture and all.

    :raises RulingRefused: when no words stand there.
    """
    text = source_text(page)
    if page.form is PageForm.HTML:
        lines = [line for line in (_clipped(one, span) for one in source_lines(text)) if line]
        body = Body("\n\n".join(line.cut(text) for line in lines), None)
    else:
        body = Body(*rebuild(text, list(_units_within(text, span))))
    if not body.text:
        raise RulingRefused("no words stand between these places of the page; name others")
    return body


def body_of(page: Page, paragraphs: Sequence[str]) -> Body:
    """Return the body that is made of these paragraphs of the page, in their order.

    :raises RulingRefused: when one of them does not stand in the page, or there is none.
    """
    told = [paragraph for paragraph in paragraphs if paragraph.strip()]
    if not 1 <= len(told) <= _MAX_PARAGRAPHS:
        raise RulingRefused(f"the body has {len(told)} paragraphs; give 1 to {_MAX_PARAGRAPHS}, parted by blank lines")
    text = source_text(page)
    parts, origins, n_chars, at = list[str](), list[Origin](), 0, 0
    for number, paragraph in enumerate(told, 1):
        span = _standing(text, paragraph, at, number=number)
        at = span.end
        n_chars += 2 if parts else 0
        words = ""
        for line in (one for one in (_clipped(line, span) for line in _lines_near(text, span)) if one):
            words += " " if words else ""
            start = n_chars + len(words)
            origins.append(Origin(Span(start, start + len(line)), line))
            words += line.cut(text)
        parts.append(words)
        n_chars += len(words)
    return Body("\n\n".join(parts), None if page.form is PageForm.HTML else tuple(origins))


def with_body(page: Page, report: Report, body: Body) -> Report:
    """Return the report with another body; its language and, unless a person gave it, its publication date are found anew."""
    article = replace(report.article, text=body.text, origin=body.origin, language=language(body.text))
    covered = [origin.source for origin in body.origin or ()]
    starts = [span.start for span in covered]
    lines = tuple(replace(line, is_body=_is_covered(line.span, covered, starts)) for line in report.lines)
    lines = tuple(replace(line, label=LineLabel.ARTICLE) if line.is_body else line for line in lines)
    is_given = any(basis.rule == "given" for basis in report.published.basis)
    published = report.published if is_given else publish(page, article, lines, captured=report.source.captured)
    return replace(report, article=article, lines=lines, published=published)


def _is_covered(line: Span, covered: Sequence[Span], starts: Sequence[int]) -> bool:
    """Tell whether one of the sorted spans lies on the line; paragraphs may be given out of order, which only mislabels."""
    at = bisect_right(starts, line.end - 1)
    return any(line.overlaps(span) for span in covered[max(0, at - 2) : at + 1])


def _units_within(text: str, span: Span) -> Iterator[TaggedUnit]:
    layout = lay_out(text)
    for unit in layout.units:
        lines = layout.lines[unit.first : unit.last]
        clipped = [(line, cut) for line in lines if (cut := _clipped(line.span, span))]
        if clipped:
            kept = tuple(line._replace(start=cut.start, end=cut.end) for line, cut in clipped)
            yield TaggedUnit(unit, kept, LineLabel.ARTICLE, True, 0.0)


def _clipped(line: Span, span: Span) -> Span | None:
    start, end = max(line.start, span.start), min(line.end, span.end)
    return Span(start, end) if start < end else None


def _lines_near(text: str, span: Span) -> Iterator[Span]:
    for line in _LINE.finditer(text, span.start, span.end):
        found = trimmed(line.start(), line.end(), text)
        if found:
            yield found


def _standing(text: str, paragraph: str, at: int, *, number: int) -> Span:
    pattern = re.compile(r"\s+".join(map(re.escape, paragraph.split())))
    found = pattern.search(text, at) or pattern.search(text)
    if found is None:
        words = " ".join(paragraph.split())
        raise RulingRefused(
            f"paragraph {number} (“{words[:60]}{' …' if len(words) > 60 else ''}”) does not stand in the page; copy it from there"
        )
    return Span(*found.span())


def _shown(markup: str) -> str:
    """Return what markup shows: inline marks go, every other mark ends a line, what is hidden is left out."""
    parts, at, hidden = list[str](), 0, ""
    for tag in _TAG.finditer(markup):
        name = (tag[2] or "").lower()
        if not hidden:
            parts.append(markup[at : tag.start()].replace("\n", " ").replace("\r", " "))
            parts.append("" if name in _INLINE else "\n")
        at = tag.end()
        if hidden:
            hidden = "" if tag[1] and name == hidden else hidden
        elif name in _HIDDEN and not tag[1]:
            hidden = name
    parts.append("" if hidden else markup[at:])
    lines = (" ".join(html.unescape(line).split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
