"""A PDF's text layer to a draft. Not for: scans (they need text recognition), forms, tables."""

import datetime
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wiredesk.documents import PageFields, PageForm
from wiredesk.pages.parcel import Draft, Parcel, draft_of
from wiredesk.pages.reasons import Reason
from wiredesk.settings import Settings

_PDFIUM = threading.Lock()  # PDFium is not safe for threads
_MAX_PAGES = 500
_MIN_LETTERS = 20  # fewer in all of a document: a scan with a stamp or a page number
_LINE_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")  # how PDFium marks a hyphen that it joined a word over
_PRINTED_BY = ("mozilla", "chrom", "firefox", "safari")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'?(\d{2})?)?")


def is_pdf(data: bytes) -> bool:
    """Tell whether `data` is a PDF; up to 1,024 bytes of rubbish may stand before its mark."""
    return b"%PDF-" in data[:1024]


def pdf_draft(parcel: Parcel, settings: Settings) -> Draft:
    """Return the text layer of a PDF, pages parted by a blank line, with its title and author.

    The day a PDF was made is not the day its report was published. Where a browser printed it, that moment is the
    capture clock.

    :raises PageRejected: when it is damaged or encrypted or has no text layer.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(parcel.data)
            try:
                n_pages, pages = len(document), list(_pages(document, settings.max_text_chars))
                facts = document.get_metadata_dict()
            finally:
                document.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            raise _unreadable(parcel, str(error)) from error
    text = "\n\n".join(page for page in pages if page)
    if sum(map(str.isalpha, text[:10_000])) < _MIN_LETTERS:
        raise parcel.rejected(Reason.NO_TEXT, "is a PDF without a text layer, a scan", "run text recognition (OCR) on it first")
    cut = (f"only the first {len(pages)} of {n_pages} pages of the PDF were read",) if len(pages) < n_pages else ()
    known = replace(parcel, fields=_fields(facts), captured=parcel.captured or _printed(facts))
    return draft_of(known, PageForm.PDF, text, media_type="application/pdf", warnings=cut)


def _pages(document: Any, max_chars: int) -> Iterator[str]:
    n_chars = 0
    for index in range(min(len(document), _MAX_PAGES)):
        page = document[index]
        textpage = page.get_textpage()
        text = _LINE_HYPHEN.sub("", textpage.get_text_bounded()).replace("\r\n", "\n").replace("\x00", "\ufffd")
        textpage.close()
        page.close()
        yield text.strip()
        n_chars += len(text)
        if n_chars > max_chars:
            return


def _unreadable(parcel: Parcel, why: str) -> Exception:
    if "password" in why.lower():
        return parcel.rejected(Reason.ENCRYPTED, "is a PDF locked with a password", "save it without the password first")
    return parcel.rejected(Reason.DAMAGED, "is a damaged PDF", "download or export it again")


def _fields(facts: dict[str, str]) -> PageFields:
    title, author = (" ".join(facts.get(key, "").split())[:1000] or None for key in ("Title", "Author"))
    return PageFields(title=title, author=author)


def _printed(facts: dict[str, str]) -> datetime.datetime | None:
    """Return when a browser printed the page into this PDF, None when no browser did. Source: ISO 32000-1, 7.9.4."""
    if not any(name in facts.get("Creator", "").lower() for name in _PRINTED_BY):
        return None
    found = _DATE.match(facts.get("CreationDate", ""))
    if not found:
        return None
    hours, minutes = int(found.group(8) or 0), int(found.group(9) or 0)
    try:
        offset = datetime.timedelta(hours=hours, minutes=minutes) * (-1 if found.group(7) == "-" else 1)
        parts = [int(part) for part in found.groups()[:6]]
        return datetime.datetime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], tzinfo=datetime.timezone(offset))
    except ValueError:
        return None
