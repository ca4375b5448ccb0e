"""The page that a report came on, as lines, those of the article marked. Not for: its markup (see `article.harmless`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.article.correcting import source_lines, source_text
from wiredesk.desk.desk import Desk
from wiredesk.desk.report_cards import ReportCard
from wiredesk.documents import Page, PageForm
from wiredesk.errors import NotOnDesk, PageRejected
from wiredesk.export.phrasing import visible
from wiredesk.pages import Parcel, page_of
from wiredesk.spans import Span
from wiredesk.store.filing import load_source

MOST_LINES = 3_000
_MOST_LINE = 4_000


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a page's text with its number; `pieces` are its words, those that the article holds marked True."""

    number: int
    pieces: tuple[tuple[str, bool], ...]
    is_body: bool


@dataclass(frozen=True, slots=True)
class Original:
    """Hold a stored page: its form, lines of its text and whether there were more; no lines when its bytes are not kept."""

    form: str
    lines: tuple[Line, ...]
    n_lines: int
    is_exact: bool
    why_not: str = ""

    @property
    def is_html(self) -> bool:
        """Tell whether it can be shown as a page."""
        return self.form == PageForm.HTML.value


def stored_page(desk: Desk, card: ReportCard) -> Page:
    """Return the page of a report, decoded from its stored bytes.

    :raises NotOnDesk: when its source is not kept.
    :raises PageRejected: when these bytes are no page for this version.
    """
    came = card.reading.report.source
    with desk.store.reading() as on:
        data = load_source(on, card.head.report_id)
    return page_of(Parcel(data, came.uri, _media_type(came.media_type), url=came.url), settings=desk.settings)


def original_of(desk: Desk, card: ReportCard) -> Original:
    """Return the page of a report as numbered lines, those of the article marked."""
    try:
        page = stored_page(desk, card)
    except (NotOnDesk, PageRejected) as error:
        return Original("", (), 0, False, str(error))
    text = source_text(page)
    spans = source_lines(text)
    article = card.reading.report.article
    is_exact = article.origin is not None and page.form is not PageForm.HTML
    taken = sorted(one.source for one in article.origin or ()) if is_exact else []
    lines = _exact(text, spans[:MOST_LINES], taken) if is_exact else _alike(text, spans[:MOST_LINES], article.text)
    return Original(page.form.value, tuple(lines), len(spans), is_exact)


def _media_type(told: str) -> str | None:
    return None if told.startswith("application/x-") else told


def _exact(text: str, spans: list[Span], taken: list[Span]) -> Iterator[Line]:
    """Yield lines with exactly the stretches marked that the article came from."""
    at = 0
    for number, span in enumerate(spans, 1):
        while at < len(taken) and taken[at].end <= span.start:
            at += 1
        pieces, start, k = [], span.start, at
        while k < len(taken) and taken[k].start < span.end:
            first, last = max(span.start, taken[k].start), min(span.end, taken[k].end)
            pieces += [(text[start:first], False), (text[first:last], True)] if first >= start else []
            start, k = max(start, last), k + 1
        told = tuple((visible(words), is_lit) for words, is_lit in (*pieces, (text[start : span.end], False)) if words)
        yield Line(number, _bounded(told), any(is_lit for _, is_lit in told))


def _alike(text: str, spans: list[Span], article: str) -> Iterator[Line]:
    """Yield lines, those marked whose words stand in the article."""
    body = " ".join(article.split())
    for number, span in enumerate(spans, 1):
        words = span.cut(text)
        is_body = " ".join(words.split()) in body
        yield Line(number, _bounded(((visible(words), is_body),)), is_body)


def _bounded(pieces: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    if sum(len(words) for words, _ in pieces) <= _MOST_LINE:
        return pieces
    return (*((words[:_MOST_LINE], is_lit) for words, is_lit in pieces[:1]), ("…", False))
