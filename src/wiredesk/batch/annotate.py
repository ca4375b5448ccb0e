"""One line of a batch read and written as corpus layers. Not for: spreading lines over processes (see `workers`)."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from wiredesk.batch.requests import Kind, Request, id_of, parsed, request_of
from wiredesk.desk.reader import Reader, TaggedReading, published_as_given
from wiredesk.documents import Article, Page, PageForm, Report, Source
from wiredesk.errors import PageRejected, WiredeskError
from wiredesk.export.corpus import corpus_layers
from wiredesk.export.phrasing import plain
from wiredesk.interchange.report_json import Json, published_json
from wiredesk.records import Reading

LAYERS = ("body", "lines", "mentions", "statements", "times", "incidents", "published")
# What page reading gives without the model, and what half of the model's work gives.
_OF_PAGE = frozenset(("body", "lines", "published"))
_QUICK = _OF_PAGE | {"times"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the answer to one line, itself one line of JSON: the layers, or the `id` with an `error`."""

    line: bytes
    is_failed: bool = False


def answer_to(
    reader: Reader, line: bytes, *, folder: Path, kind: Kind | None = None, only: frozenset[str] = frozenset()
) -> Answer:
    """Read one line and answer it; `folder` and `kind` as in `request_of`, `only` as in `annotated`.

    A page of markup that holds no article is refused, but its answer still says when it came out, where it tells that.
    """
    request = None
    try:
        request = request_of(line, folder=folder, kind=kind, max_bytes=reader.settings.max_bytes)
        return Answer(encoded({"id": request.id, **annotated(reader, request, only)}))
    except PageRejected as error:
        return failed(line, str(error), published=_dated(reader, request) if request else None)
    except WiredeskError as error:
        return failed(line, str(error))


def failed(line: bytes, why: str, *, published: Json | None = None) -> Answer:
    """Return the answer to a line that could not be read."""
    told = {"published": published} if published else {}
    return Answer(encoded({"id": id_of(parsed(line)), "error": plain(why)[:500], **told}), is_failed=True)


def _dated(reader: Reader, request: Request) -> Json | None:
    """Return when a refused page of markup came out, None where nothing on it says so."""
    from wiredesk.article.published import publish

    try:
        page = _page(reader, request) if request.kind is Kind.HTML else None
    except PageRejected:  # no page at all
        return None
    told = publish(page, Article(""), (), captured=page.source.captured) if page else None
    return published_json(told) if told and told.interval else None


def annotated(reader: Reader, request: Request, only: frozenset[str] = frozenset()) -> Json:
    """Return the corpus layers of one request; of LAYERS those in `only` with the text, all where `only` is empty.

    Layers of the page cost no tagging, times half of it.

    :raises Rejected: when it does not become a report.
    :raises ModelError: when the shipped model cannot be used.
    """
    layers = _quick(reader, request, only) if only and only <= _QUICK else _whole(reader, request)
    return {name: layer for name, layer in layers.items() if not only or name == "text" or name in only}


def _quick(reader: Reader, request: Request, only: frozenset[str]) -> Json:
    report, given = _report(reader, request)
    report = published_as_given(report, request.date)
    reading = Reading(report, is_read=False) if only <= _OF_PAGE else reader.read_times(report)
    return corpus_layers(reading, names=(), given=given)


def _whole(reader: Reader, request: Request) -> Json:
    found, given = tagged(reader, request)
    names = [(tag.span, tag.label) for tag in found.tags.names]
    return corpus_layers(found.reading, names=names, given=given)


def tagged(reader: Reader, request: Request) -> tuple[TaggedReading, str | None]:
    """Read one request; the second is the text in which its spans count, None for HTML.

    :raises Rejected: when it does not become a report.
    :raises ModelError: when the shipped model cannot be used.
    """
    report, given = _report(reader, request)
    return reader.read_report(published_as_given(report, request.date)), given


def _report(reader: Reader, request: Request) -> tuple[Report, str | None]:
    """Return the report and the text in which its spans are to count, None for HTML."""
    if request.kind is Kind.TEXT and request.text is not None:
        return _text_report(reader, request), request.text
    page = _page(reader, request)
    return reader.clean(page), None if page.form is PageForm.HTML else page.text


def _text_report(reader: Reader, request: Request) -> Report:
    from wiredesk.article import take_as_is

    text = request.text or ""
    if len(text) > reader.settings.max_article_chars:
        what = f"holds more than {reader.settings.max_article_chars:,} characters"
        raise PageRejected(str(request.id), "too_large", what, "hand over one report at a time, or raise max_article_chars")
    return take_as_is(text, date=request.date, source=_source(request, text))


def _page(reader: Reader, request: Request) -> Page:
    from wiredesk.pages import page_from_bytes, page_from_text

    uri, is_html = str(request.id), request.kind is Kind.HTML
    if request.data is not None:
        media_type = "text/html" if is_html else "text/plain"
        return page_from_bytes(
            request.data, uri=uri, settings=reader.settings, url=request.url, media_type=media_type, captured=request.captured
        )
    form = PageForm.HTML if is_html else PageForm.CAPTURE
    return page_from_text(request.text or "", form, uri=uri, settings=reader.settings, url=request.url, captured=request.captured)


def _source(request: Request, text: str) -> Source:
    data = text.encode("utf-8", "surrogatepass")
    return Source(str(request.id), "text/plain", hashlib.sha256(data).hexdigest(), len(data), request.captured)


def encoded(answer: Json) -> bytes:
    """Return one line of JSON in UTF-8."""
    try:
        return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate, which JSON can write and UTF-8 cannot
        return json.dumps(answer).encode() + b"\n"
