"""A web archive (WARC) to the pages in it, one after the other. Not for: the records' form (see `warc_records`).

Pages are answers, resources and conversions (WET) with text or HTML in them. Requests, metadata, revisits (the same bytes
again), errors, redirects, pictures and scripts are passed over and counted.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from wiredesk.errors import PageRejected, Rejected
from wiredesk.pages.forms import is_html
from wiredesk.pages.http_answers import HttpAnswer, http_answer
from wiredesk.pages.inflating import InflateError
from wiredesk.pages.parcel import Parcel, split_media_type
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import Reason, shown
from wiredesk.pages.warc_records import Break, Record, WarcRecords
from wiredesk.settings import Settings

WARC_MAGIC = b"WARC/"
_WITH_PAGES = frozenset({"response", "resource", "conversion"})
_PAGE_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", "multipart/related"}
)
_UNSAID = frozenset({None, "application/octet-stream", "unknown/unknown", "application/x-unknown-content-type"})
_LARGEST_HEAD = 262_144


def warc_parcels(file: BinaryIO, uri: str, *, settings: Settings, passing: Passing) -> Iterator[Parcel | Rejected]:
    """Yield the pages of a seekable WARC file, gzipped or plain, and what of it was refused.

    A record's `uri` is the archive's with the record's address behind "#".
    """
    for found in WarcRecords(file, wanted=_WITH_PAGES, max_bytes=settings.max_bytes + _LARGEST_HEAD):
        passing.n_done = max(passing.n_done, found.at)
        if isinstance(found, Break):
            yield _broken(found, uri)
        elif (one := _page(found, uri, settings=settings, passing=passing)) is not None:
            yield one


def _broken(found: Break, uri: str) -> Rejected:
    where, why = f"{uri}#{found.at}", shown(found.why)
    if found.is_end:
        what = f"the archive is cut off or broken here ({why}); everything before was read"
        return PageRejected(where, Reason.TRUNCATED, what, "download it again if it should go on")
    return PageRejected(where, Reason.DAMAGED, f"a record is broken after this byte ({why})", "the records after it were read")


def _page(record: Record, uri: str, *, settings: Settings, passing: Passing) -> Parcel | Rejected | None:
    """Return the page in a record, its refusal, or None for what is passed over."""
    if record.kind not in _WITH_PAGES:
        passing.pass_over(f"{record.kind if record.kind.isalpha() else 'unknown'} record"[:40])
        return None
    parcel = Parcel(b"", f"{uri}#{shown(record.url or str(record.at))}", url=record.url, captured=record.date)
    if record.block is None:
        return _too_large(parcel, settings)
    try:
        unwrapped = _payload(record, parcel, settings=settings, passing=passing)
    except InflateError:
        return _too_large(parcel, settings)
    if unwrapped is None:
        return None
    media_type = unwrapped.media_type if unwrapped.media_type not in _UNSAID else _sniffed(unwrapped.data)
    if media_type not in _PAGE_TYPES or (record.url or "").endswith("/robots.txt"):
        passing.pass_over((media_type or "unknown").partition("/")[0] if media_type not in _PAGE_TYPES else "robots.txt")
        return None
    if record.headers.get("warc-truncated"):
        return replace(unwrapped, warnings=(*unwrapped.warnings, "the archive holds only the beginning of this page"))
    return unwrapped


def _payload(record: Record, parcel: Parcel, *, settings: Settings, passing: Passing) -> Parcel | None:
    block, stated = record.block or b"", record.headers.get("content-type")
    if record.kind != "response":
        media_type, charset = split_media_type(stated)
        return replace(parcel, data=block, media_type=media_type, charset=charset)
    if not (record.url or "").startswith("http"):
        passing.pass_over("answer of another protocol")
        return None
    answer = http_answer(block, max_bytes=settings.max_bytes)
    if answer is None or not 200 <= answer.status < 300:
        passing.pass_over("answer that is no HTTP" if answer is None else f"answer with HTTP {answer.status}")
        return None
    return _answered(parcel, answer)


def _answered(parcel: Parcel, answer: HttpAnswer) -> Parcel:
    media_type, charset = split_media_type(answer.headers.get("content-type"))
    return replace(parcel, data=answer.body, media_type=media_type, charset=charset)


def _sniffed(body: bytes) -> str | None:
    return "text/html" if is_html(body[:65_536].decode("latin-1"), None) else None


def _too_large(parcel: Parcel, settings: Settings) -> Rejected:
    what = f"holds more than {settings.max_bytes:,} bytes"
    return parcel.rejected(Reason.TOO_LARGE, what, "raise max_bytes if it is a report")
