"""Pages and reports: what was captured and the clean article in it. Not for: facts (see `records`)."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from wiredesk.dates.interval import Interval
from wiredesk.spans import Span


class PageForm(StrEnum):
    """Name the forms a page comes in, found out from its bytes."""

    HTML = "html"
    CAPTURE = "capture"
    TEXT = "text"
    MAIL = "mail"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Source:
    """Say where the bytes came from.

    `captured` is the page's own clock or the archive's, aware or naive as it stood there; it bounds the
    publication date from above and is never taken for it. None when there is none. `url` is the page's address
    where known: fetched from there, or named by the archive, the mail or the program that saved it.
    """

    uri: str
    media_type: str
    sha256: str
    n_bytes: int
    captured: datetime.datetime | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PageFields:
    """Hold what the container says apart from the text (mail headers, PDF metadata, archive record).

    Each is None when not stated. `published` is the day the container itself gives for the text
    (a mail's Date header), `published_field` the name it stood under ("mail:Date").
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: datetime.date | None = None
    published_field: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one captured page, decoded.

    `text` is the markup for HTML and the plain text for every other form, exactly as decoded: offsets called
    "into the source" count its code points. `url` is the page's address where known (fetched, or named by
    the archive or mail). `warnings` are one-line remarks for the user.
    """

    source: Source
    form: PageForm
    text: str
    url: str | None = None
    fields: PageFields = field(default_factory=PageFields)
    warnings: tuple[str, ...] = ()


class LineLabel(StrEnum):
    """Name the part that a line of a page plays; the coarse five labels of the captures corpus."""

    ARTICLE = "article"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CHROME = "chrome"


@dataclass(frozen=True, slots=True)
class Line:
    """Label one non-blank line of a page's plain text.

    `span` counts in the source text of captures and plain text. `is_body` says that the line belongs to the
    article text. `fine` is a finer label ("section", "subtitle", "keywords", "related", "capture_clock", "caption") or None.
    """

    span: Span
    label: LineLabel
    is_body: bool
    fine: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Map a stretch of article text to the equally long, equal stretch of source text it came from."""

    text: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Article:
    """Hold the clean article: the body alone, paragraphs parted by a blank line, and what stood around it.

    `origin` is exact for captures and plain text and None elsewhere. `language` is an ISO 639-1 code or None.
    """

    text: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    language: str | None = None
    origin: tuple[Origin, ...] | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """Give one reason for a publication date, bound to its words.

    Exactly one of the three is set: `span` into the article text, `source_span` into the source text,
    `source_field` ("meta:article:published_time", "url", "mail:Date").
    """

    rule: str
    note: str
    span: Span | None = None
    source_span: Span | None = None
    source_field: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Hold the publication date as an interval with its reasons; None when nothing bounds it on both sides.

    `probability` is how often answers as sure as this one hold the day, 0 to 1; None without an interval or where a person
    gave the day.
    """

    interval: Interval | None = None
    basis: tuple[Basis, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Hold one clean article with its source and publication date; `lines` only for captures and plain text."""

    source: Source
    article: Article
    published: Published
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()
