"""Turn a page into a report: body, what stood around it, language, publication date. Not for: facts (see `reading`)."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.article.bodies import rebuild
from wiredesk.article.clocks import captured_at
from wiredesk.article.languages import language
from wiredesk.article.parts import Parts, parts
from wiredesk.article.published import publish
from wiredesk.article.walls import admit
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Line, LineLabel, Origin, Page, PageForm, Published, Report, Source
from wiredesk.errors import PageRejected
from wiredesk.settings import Settings
from wiredesk.spans import Span
from wiredesk.tagger.lines import lines_of, tag_units
from wiredesk.tagger.lines_layout import lay_out
from wiredesk.tagger.lines_units import TaggedUnit

_MAX_VISIBLE = 60_000


def _article(text: str, found: Parts, origin: tuple[Origin, ...] | None) -> Article:
    return Article(
        text,
        title=found.title,
        byline=found.byline,
        publisher=found.publisher,
        section=found.section,
        language=language(text),
        origin=origin,
        keywords=found.keywords,
        related=found.related,
    )


def _with_fields(found: Parts, page: Page) -> Parts:
    """Let what the container says (mail headers, PDF metadata) fill what the text does not show; a mail has its subject."""
    fields = page.fields
    own_title = fields.title if page.form is PageForm.MAIL else None
    return replace(
        found,
        title=own_title or found.title or fields.title,
        byline=found.byline or ((fields.author,) if fields.author else ()),
        publisher=found.publisher or fields.publisher,
    )


def _warnings(page: Page, article: Article, settings: Settings) -> tuple[str, ...]:
    if article.language is None or article.language in settings.languages:
        return page.warnings
    note = f"language {article.language} is not one that the reader knows: article and date are given, the rest is empty"
    return (*page.warnings, note)


def _bounded(page: Page, text: str, settings: Settings) -> None:
    if len(text) > settings.max_article_chars:
        what = f"holds an article of more than {settings.max_article_chars:,} characters"
        advice = "hand over one report at a time, or raise max_article_chars"
        raise PageRejected(page.source.uri, "too_large", what, advice)


def _filed(page: Page, article: Article, lines: Sequence[Line], settings: Settings) -> Report:
    published = publish(page, article, tuple(lines), captured=page.source.captured)
    return Report(page.source, article, published, tuple(lines), _warnings(page, article, settings))


def _clean_markup(page: Page, settings: Settings) -> Report:
    # A capture needs none of it, and its patterns take 20 ms to compile.
    from wiredesk.article.markup import extract, visible_text

    found = extract(page.text, page.url)
    admit(page, found.text, visible=lambda: visible_text(page.text))
    _bounded(page, found.text, settings)
    return _filed(page, _article(found.text, _with_fields(found.parts, page), None), (), settings)


def _with_lone_text(units: Sequence[TaggedUnit]) -> tuple[TaggedUnit, ...]:
    """Take a text of very few lines for an article where no line passed: a person who pastes one sentence means it."""
    if any(one.is_body for one in units) or len(units) > 3:
        return tuple(units)
    told = [one.unit.text.count(" ") >= 6 and one.unit.text.rstrip("\"'”’)").endswith((".", "!", "?")) for one in units]
    pairs = zip(units, told, strict=True)
    return tuple(replace(one, label=LineLabel.ARTICLE, is_body=True, fine=None) if is_told else one for one, is_told in pairs)


def _clean_text(page: Page, settings: Settings) -> Report:
    units = _with_lone_text(tag_units(lay_out(page.text)))
    text, origin = rebuild(page.text, units)
    admit(page, text, visible=lambda: page.text[:_MAX_VISIBLE])
    _bounded(page, text, settings)
    moment = page.source.captured or captured_at(units)
    seen = replace(page, source=replace(page.source, captured=moment))
    return _filed(seen, _article(text, _with_fields(parts(units), page), origin), lines_of(units), settings)


def clean(page: Page, *, settings: Settings) -> Report:
    """Return the report that a page holds.

    For captures and plain text `article.origin` is exact and `lines` holds every line; for HTML they are None and empty.
    A language outside `settings.languages` is a warning, not a rejection.

    :raises PageRejected: without an article: `no_article`, `paywall`, `login_wall`, `needs_javascript`, `cookie_wall`,
        and of one longer than `settings.max_article_chars`: `too_large`.
    :raises ModelError: when the line model that ships with the package cannot be used.
    """
    if page.form is PageForm.HTML:
        return _clean_markup(page, settings)
    return _clean_text(page, settings)


def take_as_is(text: str, *, date: datetime.date | None = None, source: Source | None = None) -> Report:
    """Return clean text as a report without reading a page: `article.text` equals `text`, its origin is the text itself.

    The publication date is `date`, with the basis `given`; without one it is found as for a page.
    """
    content = text.encode("utf-8", "surrogatepass")
    known = source or Source("text", "text/plain", hashlib.sha256(content).hexdigest(), len(content))
    whole = (Origin(Span(0, len(text)), Span(0, len(text))),) if text else ()
    article = Article(text, language=language(text), origin=whole)
    if date is not None:
        basis = Basis("given", f"{date.isoformat()} was given with the text", source_field="date")
        return Report(known, article, Published(Interval(date, date), (basis,)))
    page = Page(known, PageForm.TEXT, text)
    return Report(known, article, publish(page, article, (), captured=known.captured))
