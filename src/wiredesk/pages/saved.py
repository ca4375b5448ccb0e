"""Marks that browsers and tools leave in a saved page: its address and when it was saved. Not for: the page's own text.

Read are the comment of "save page as" (`saved from url`), SingleFile's head comment, the address that a page gives as its
own, Apple's `.webarchive`, and the time in an Internet Archive address.
"""

import datetime
import html
import re
from dataclasses import replace

from wiredesk.documents import PageForm
from wiredesk.pages.parcel import Draft, Parcel, rewrapped
from wiredesk.pages.reasons import Reason

_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,5}\)(https?://[^\s<>]{1,2000})\s{0,5}-->")
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile\s{1,20}url:\s{0,5}(https?://\S{1,2000})\s{1,20}saved date:\s{0,5}([^\n(]{10,60})"
)
_WAYBACK = re.compile(r"^https?://web\.archive\.org/web/(\d{14})[a-z_]{0,4}/(https?://\S{1,2000})$")
_HEAD = 8_192
_MAX_ADDRESS = 2_000  # bytes; what browsers and sitemaps (2,048) hold an address to
_NAMES = 200_000  # characters of markup in which a page's head ends
_LINK_TAG = re.compile(r"<(?:link|meta)\s[^<>]{1,3000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|href|property|content)\s{0,3}=\s{0,3}(?:"([^"]{0,2500})"|'([^']{0,2500})')""", re.IGNORECASE)
# With a path: a site that names its front page in every article names none of them.
_WHOLE_ADDRESS = re.compile(r"https?://[^\s/<>]{1,255}/[^\s<>]{1,2000}")
_MAX_OBJECTS = 100_000  # of a property list; the archive of a page has some hundred


def with_marks(draft: Draft) -> Draft:
    """Return `draft` with the address and the capture clock that its saving program wrote into it; known ones stay."""
    if draft.form is PageForm.HTML:
        draft = _with_comment(draft)
    archived = _WAYBACK.match(draft.url or "")
    if not archived:
        return draft
    return replace(draft, url=archived.group(2), captured=_clock(archived.group(1), "%Y%m%d%H%M%S") or draft.captured)


def unarchived(url: str | None) -> str | None:
    """Return the address that a page with this one is kept under: of an Internet Archive address the one that it holds."""
    archived = _WAYBACK.match(url or "")
    return bounded(archived.group(2) if archived else url)


def bounded(url: str | None) -> str | None:
    """Return an address that is no longer than addresses are, else None: PostgreSQL indexes no more than 2,704 bytes."""
    return url if url is not None and len(url.encode("utf-8", "replace")) <= _MAX_ADDRESS else None


def _with_comment(draft: Draft) -> Draft:
    head = draft.text[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        captured = _clock(found.group(2).strip(), "%a %b %d %Y %H:%M:%S GMT%z")
        return replace(draft, url=draft.url or found.group(1), captured=draft.captured or captured)
    if found := _SAVED_FROM.search(head):
        return replace(draft, url=draft.url or found.group(1))
    return draft if draft.url else replace(draft, url=_named_by_itself(draft.text))


def _named_by_itself(markup: str) -> str | None:
    """Return the address that a page gives as its own (`rel=canonical`, else `og:url`), None when it gives none."""
    found: dict[str, str] = {}
    for tag in _LINK_TAG.finditer(markup, 0, _NAMES):
        attributes = {name.lower(): first or second for name, first, second in _ATTRIBUTE.findall(tag.group())}
        name = (attributes.get("rel") or attributes.get("property") or "").lower()
        address = html.unescape(attributes.get("href") or attributes.get("content") or "").strip()
        if name in ("canonical", "og:url") and _WHOLE_ADDRESS.fullmatch(address):
            found.setdefault(name, address)
    return found.get("canonical") or found.get("og:url")


def _clock(words: str, form: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.strptime(words, form)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def is_webarchive(data: bytes) -> bool:
    """Tell whether `data` is a property list, binary or XML, that names a main web resource."""
    return b"WebMainResource" in data and (data.startswith(b"bplist0") or b"<plist" in data[:1024])


def webarchive_main(parcel: Parcel) -> Parcel:
    """Return the main page of Apple's `.webarchive` as a parcel one level deeper.

    :raises PageRejected: when the file is damaged or has no main page.
    """
    import plistlib
    import struct
    from xml.parsers.expat import ExpatError

    foreign = (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        ExpatError,
        struct.error,
        OSError,
    )
    try:
        # 2.5 million nested arrays in 20 MB of XML took 6 s and 570 MB.
        n_objects = struct.unpack(">Q", parcel.data[-24:-16])[0] if parcel.data[:1] == b"b" else parcel.data.count(b"<")
        if n_objects > _MAX_OBJECTS:
            raise ValueError(n_objects)
        root = plistlib.loads(parcel.data)
    except foreign as error:
        what = f"is a damaged .webarchive ({type(error).__name__})"
        raise parcel.rejected(Reason.DAMAGED, what, "save the page again, as HTML") from error
    main = root.get("WebMainResource") if isinstance(root, dict) else None
    body = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(body, bytes):
        raise parcel.rejected(Reason.DAMAGED, "is a .webarchive without a main page", "save the page again, as HTML")
    return _main_parcel(parcel, body, main)


def _main_parcel(parcel: Parcel, body: bytes, main: dict[str, object]) -> Parcel:
    url, media_type, charset = (
        value if isinstance(value := main.get(key), str) else None
        for key in ("WebResourceURL", "WebResourceMIMEType", "WebResourceTextEncodingName")
    )
    is_address = url is not None and url.startswith(("http://", "https://"))
    inner = rewrapped(parcel, body)
    return replace(inner, url=parcel.url or (url if is_address else None), media_type=media_type, charset=charset)
