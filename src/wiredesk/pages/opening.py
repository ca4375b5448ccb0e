"""From a source to a page: get the bytes, take wrappings off, find out the form, decode. Not for: the article in it."""

import datetime
import hashlib
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from wiredesk.documents import Page, PageForm, Source
from wiredesk.errors import SourceRejected
from wiredesk.pages.decoding import decoded, is_binary, undoubled
from wiredesk.pages.forms import is_html, is_mail, plain_form
from wiredesk.pages.inflating import GZIP_MAGIC, InflateError, Inflater
from wiredesk.pages.parcel import Draft, Parcel, draft_of, rewrapped, split_media_type
from wiredesk.pages.pdf import is_pdf, pdf_draft
from wiredesk.pages.reasons import Reason, is_address, shown
from wiredesk.pages.saved import bounded, is_webarchive, webarchive_main, with_marks
from wiredesk.pages.signatures import refuse_foreign, refuse_structured
from wiredesk.settings import Settings

_MAX_DEPTH = 3  # a gzipped archive that holds a PDF
_READ_STEP = 1 << 20
_BLANK = b" \t\r\n\f\v\x00\xef\xbb\xbf\xfe\xff"
_NO_PAGE = "hand over a page: HTML, text, mail or PDF"
_LOOKS_LIKE_HOST = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+){0,4}\.[a-z]{2,8}/", re.IGNORECASE)


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def open_page(
    source: str,
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    now: Callable[[], datetime.datetime] = _utc_now,
) -> Page:
    """Open what the user named: a path, `-` for standard input, or an http(s) address.

    The form is found out from the bytes. `now` is the capture clock of fetched pages.

    :raises SourceRejected: when it cannot be had.
    :raises PageRejected: when its bytes are no page.
    """
    return page_of(parcel_at(source, settings=settings, stdin=stdin, now=now), settings=settings)


def parcel_at(
    source: str,
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    now: Callable[[], datetime.datetime] = _utc_now,
) -> Parcel:
    """Get the bytes of what the user named, as they are: the first half of `open_page`.

    :raises SourceRejected: when they cannot be had.
    """
    if is_address(source):
        # Here and not above: its httpcore takes 70 ms to import, and most pages are files.
        from wiredesk.pages.fetching import fetched

        return fetched(source, settings, now=now())
    data = _standard_input(stdin, settings) if source == "-" else _file(source, settings)
    return Parcel(data, shown(source))


def page_of(parcel: Parcel, *, settings: Settings) -> Page:
    """Turn bytes with what their carrier says about them into a page: the second half of `open_page`.

    :raises PageRejected: when the bytes are no page.
    """
    return _page(parcel, settings)


def page_from_bytes(
    data: bytes,
    *,
    uri: str,
    settings: Settings,
    url: str | None = None,
    media_type: str | None = None,
    captured: datetime.datetime | None = None,
) -> Page:
    """Turn bytes that were had already into a page.

    `url` is the page's address where known, `media_type` a Content-Type header's value, charset included,
    `captured` an archive's clock.

    :raises PageRejected: when the bytes are no page.
    """
    kind, charset = split_media_type(media_type)
    return _page(Parcel(data, shown(uri), kind, charset, url=url, captured=captured), settings)


def page_from_text(
    text: str,
    form: PageForm,
    *,
    uri: str,
    settings: Settings,
    url: str | None = None,
    captured: datetime.datetime | None = None,
) -> Page:
    """Turn text that was decoded already, in a form that is known (a line of a batch), into a page.

    Its bytes count as UTF-8.

    :raises PageRejected: when it is empty or too large.
    """
    media_type = "text/html" if form is PageForm.HTML else "text/plain"
    parcel = Parcel(text.encode("utf-8", "surrogatepass"), shown(uri), url=url, captured=captured)
    return _filed(parcel, _checked(parcel, draft_of(parcel, form, text, media_type=media_type), settings))


# -- getting the bytes -----------------------------------------------------------------------------------------


def _file(path: str, settings: Settings) -> bytes:
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > settings.max_bytes:
                raise _too_large(path, settings)
            return _read(file, path, settings)
    except OSError as error:
        raise file_refused(path, error) from error
    except ValueError as error:
        raise SourceRejected(shown(path), Reason.NOT_FOUND, "is no possible path", "check its spelling") from error


def file_refused(path: str, error: OSError) -> SourceRejected:
    """Return (do not raise) the refusal of a file."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        is_host = _LOOKS_LIKE_HOST.match(path) is not None
        advice = "put https:// before it if it is an address" if is_host else "check the path"
        return SourceRejected(shown(path), Reason.NOT_FOUND, "there is no such file", advice)
    if isinstance(error, IsADirectoryError):
        return SourceRejected(shown(path), Reason.IS_DIRECTORY, "is a folder", "name the files in it, or add it to a desk")
    if isinstance(error, PermissionError):
        return SourceRejected(shown(path), Reason.NO_PERMISSION, "may not be read by this user", "check its permissions")
    return SourceRejected(shown(path), Reason.UNREADABLE, f"cannot be read ({error.strerror})", "check the file and the disk")


def _standard_input(stdin: BinaryIO | None, settings: Settings) -> bytes:
    if stdin is None and sys.stdin is None:
        raise SourceRejected("-", Reason.EMPTY, "there is no standard input", "pipe a page in, or name a file")
    try:
        return _read(stdin or sys.stdin.buffer, "-", settings)
    except (OSError, ValueError) as error:
        raise SourceRejected("-", Reason.UNREADABLE, "standard input cannot be read", "pipe a page in") from error


def _read(file: BinaryIO, source: str, settings: Settings) -> bytes:
    pieces, n_bytes = [], 0
    while piece := file.read(_READ_STEP):
        pieces.append(piece)
        n_bytes += len(piece)
        if n_bytes > settings.max_bytes:
            raise _too_large(source, settings)
    return b"".join(pieces)


def _too_large(source: str, settings: Settings) -> SourceRejected:
    what, advice = f"is larger than {settings.max_bytes:,} bytes", "hand over only the report, or raise max_bytes"
    return SourceRejected(shown(source), Reason.TOO_LARGE, what, advice)


# -- making a page of them -------------------------------------------------------------------------------------


def _page(parcel: Parcel, settings: Settings) -> Page:
    return _filed(parcel, with_marks(_checked(parcel, _draft(parcel, settings), settings)))


def _filed(parcel: Parcel, draft: Draft) -> Page:
    sha256, n_bytes = hashlib.sha256(parcel.data).hexdigest(), len(parcel.data)
    source = Source(parcel.uri, draft.media_type, sha256, n_bytes, draft.captured, bounded(draft.url))
    return Page(source, draft.form, draft.text, draft.url, draft.fields, draft.warnings)


def _checked(parcel: Parcel, draft: Draft, settings: Settings) -> Draft:
    if not draft.text or draft.text.isspace():
        raise parcel.rejected(Reason.EMPTY, "holds no text", "check that the page was saved whole")
    is_markup = draft.form is PageForm.HTML
    most = settings.max_markup_chars if is_markup else settings.max_text_chars
    if len(draft.text) > most:
        advice = f"hand over one report at a time, or raise max_{'markup' if is_markup else 'text'}_chars"
        raise parcel.rejected(Reason.TOO_LARGE, f"holds more than {most:,} characters", advice)
    return draft


def _draft(parcel: Parcel, settings: Settings) -> Draft:
    if len(parcel.data) > settings.max_bytes:
        what = f"is larger than {settings.max_bytes:,} bytes"
        raise parcel.rejected(Reason.TOO_LARGE, what, "hand over only the report, or raise max_bytes")
    if not parcel.data.strip(_BLANK):
        raise parcel.rejected(Reason.EMPTY, "is empty", "check that the page was saved whole")
    if parcel.depth > _MAX_DEPTH:
        raise parcel.rejected(Reason.ARCHIVE, "is an archive within archives", "unpack it and hand over the page inside")
    if parcel.data.startswith(GZIP_MAGIC):
        return _draft(_unpacked(parcel, settings), settings)
    refuse_foreign(parcel)
    if is_pdf(parcel.data):
        return pdf_draft(parcel, settings)
    if is_webarchive(parcel.data):
        return replace(_draft(webarchive_main(parcel), settings), media_type="application/x-webarchive")
    if not is_mail(parcel.data):
        return _text_draft(parcel)
    # Here and not above: few pages are mails, and the parser takes 25 ms to import.
    from wiredesk.pages.mail import mail_draft

    return mail_draft(parcel)


def _unpacked(parcel: Parcel, settings: Settings) -> Parcel:
    inflater = Inflater(settings.max_bytes)
    try:
        data = inflater.feed(parcel.data)
    except InflateError as error:
        if error.is_bomb:
            what = f"unpacks to more than {settings.max_bytes:,} bytes"
            raise parcel.rejected(Reason.TOO_LARGE, what, "hand over only the report, or raise max_bytes") from error
        raise parcel.rejected(Reason.DAMAGED, "is a damaged gzip file", "download or pack it again") from error
    if not data and not inflater.is_whole:
        raise parcel.rejected(Reason.DAMAGED, "is a gzip file cut off at its start", "download or pack it again")
    cut = () if inflater.is_whole else ("the gzip file is cut off at its end; what there is was read",)
    return replace(rewrapped(parcel, data), media_type=None, warnings=parcel.warnings + cut)


def _text_draft(parcel: Parcel) -> Draft:
    if is_binary(parcel.data):
        raise parcel.rejected(Reason.BINARY, "is binary data, no text", _NO_PAGE)
    found = decoded(parcel.data, charset=parcel.charset)
    text = found.text.replace("\x00", "\ufffd")
    if text.count("\ufffd", 0, 100_000) > len(text[:100_000]) / 10:
        raise parcel.rejected(Reason.BINARY, "is text in no known character set", _NO_PAGE)
    if is_html(text, parcel.media_type):
        is_xhtml = parcel.media_type == "application/xhtml+xml"
        media_type = "application/xhtml+xml" if is_xhtml else "text/html"
        return _html_draft(parcel, text, media_type=media_type, warnings=found.warnings)
    refuse_structured(parcel, text)
    return draft_of(parcel, plain_form(text), text, media_type="text/plain", warnings=found.warnings)


def _html_draft(parcel: Parcel, text: str, *, media_type: str, warnings: tuple[str, ...]) -> Draft:
    repaired = undoubled(text)
    if repaired is not None:
        text, warnings = repaired, (*warnings, "the page's characters had been encoded twice; that was undone")
    return draft_of(parcel, PageForm.HTML, text, media_type=media_type, warnings=warnings)
