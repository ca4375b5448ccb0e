"""A feed's bytes to its entries: RSS, Atom, RDF and JSON Feed. Not for: fetching feeds or stories (see `fetching`, `intake`).

Feeds are often broken; what can be had is had, and a warning says so.
"""

import datetime
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from wiredesk.documents import PageFields
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.reasons import Reason, shown

_MAX_MARKS = ((b"<", 150_000), (b"&", 1_000_000))  # how many are parsed of a feed: 2 s; 5,000 stories have 60,000 tags
_MAX_ENTRIES = 10_000
_MAX_TITLE, _MAX_ADDRESS, _MAX_KEY = 1_000, 8_000, 500
_MIN_STORY = 600  # characters of text below which an entry's own words are a teaser
_MAX_OPEN = 1_000  # tags left open; 300,000 of them took the parser 4 s and its memory grew with their square
_ROOT = re.compile(rb"<(?:[A-Za-z][\w-]{0,20}:)?(?:rss|feed|RDF)[\s>]")
_NO_FEED = re.compile(rb"<(?:!doctype\s+html|html|opml)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
_TAG = re.compile(rb"<(/?)([A-Za-z][\w:-]{0,30})[^<>]{0,2000}>")
_ENDS = frozenset({b"item", b"entry"})
_VOID = frozenset(b"br hr img p li input meta link source wbr area col embed td tr th dt dd option param".split())
_MARKUP = re.compile(r"<[^<>]{0,4000}>")
_FIRST_YEAR = 1990  # of the web; earlier days are the zero of some clock


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of a feed, each field None when the feed does not state it.

    `key` tells it from the feed's other entries and stays over polls: its id, else its link, else a hash of its words.
    `markup` is the entry's own text as HTML; `is_full` says that it is long enough to be the story itself.
    """

    key: str
    link: str | None = None
    title: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    markup: str | None = None
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """Hold a feed's entries in its own order; `title` None when not stated, `warnings` one-line remarks."""

    title: str | None
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()


def is_feed(data: bytes) -> bool:
    """Tell whether `data` begins as a feed does, in any of the usual encodings."""
    head = data[:8192].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"{"):
        return _JSON_FEED.search(data[:65_536]) is not None
    return head.startswith(b"<") and _ROOT.search(head) is not None and _NO_FEED.search(head[:2048]) is None


def feed_of(parcel: Parcel) -> Feed:
    """Return the feed in `parcel`; its address is where relative links count from.

    :raises PageRejected: when it is no feed, or so broken that not a single entry can be had. A sound feed may be empty.
    """
    data = _bounded(parcel.data)
    cut = ("the feed is longer than any feed should be; what lies far behind was left",) if len(data) < len(parcel.data) else ()
    if _n_open(data) > _MAX_OPEN:
        raise parcel.rejected(Reason.DAMAGED, "is a feed of tags that never close", "look at it in a browser")
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    feed = _json_feed(parcel, data) if is_json else _xml_feed(parcel, data)
    return replace(feed, warnings=cut + feed.warnings)


def story_parcel(entry: Entry, *, uri: str, feed_title: str | None = None) -> Parcel | None:
    """Return an entry's own words as a page, None when they are only a teaser."""
    if not entry.is_full or entry.markup is None:
        return None
    title = html.escape(entry.title or "")
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><article>'
    page += f"<h1>{title}</h1>\n{entry.markup}\n</article></body></html>"
    fields = fields_of(entry, feed_title=feed_title)
    return Parcel(page.encode("utf-8", "replace"), uri, "text/html", "utf-8", url=entry.link, fields=fields)


def fields_of(entry: Entry, *, feed_title: str | None = None) -> PageFields:
    """Return what an entry says of its story."""
    field = "feed:published" if entry.published else None
    return PageFields(entry.title, entry.author, feed_title, entry.published, field)


def _bounded(data: bytes) -> bytes:
    for mark, most in _MAX_MARKS:
        if data.count(mark) > most:
            data = data[: next(islice(re.finditer(mark, data), most, None)).start()]
    return data


def _n_open(data: bytes) -> int:
    """Return the most tags that stand open between two entries; linear."""
    n, most = 0, 0
    for found in _TAG.finditer(data):
        name = found.group(2).lower()
        if found.group(1):
            n = 0 if name in _ENDS else max(0, n - 1)
        elif name not in _VOID and not found.group().endswith(b"/>"):
            n += 1
            most = max(most, n)
    return most


# -- RSS, Atom, RDF ------------------------------------------------------------------------------------------------


def _xml_feed(parcel: Parcel, data: bytes) -> Feed:
    # Here and not above: the import takes 60 ms.
    import feedparser

    headers = {"content-type": f"application/xml; charset={parcel.charset}"} if parcel.charset else {}
    if parcel.url:
        headers["content-location"] = parcel.url
    try:
        told = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError) as error:
        raise parcel.rejected(Reason.DAMAGED, f"is a damaged feed ({type(error).__name__})", "look at it in a browser") from error
    entries = tuple(_unique(_xml_entry(one, parcel.url) for one in told.entries[:_MAX_ENTRIES]))
    is_broken = bool(told.bozo) and not _is_harmless(told.get("bozo_exception"))
    if not entries and (is_broken or not told.version):
        raise parcel.rejected(Reason.FEED, "is no feed that can be read", "check the address of the feed")
    broken = ("the feed is not well formed; what could be had was had",) if is_broken else ()
    return Feed(_words(told.feed.get("title")), entries, broken)


def _is_harmless(error: object) -> bool:
    """Tell a wrong label (character set, media type) from broken XML."""
    return type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _xml_entry(told: Any, base: str | None) -> Entry | None:
    link = _address(told.get("link") or _alternate(told.get("links")), base)
    bodies = [str(part.get("value") or "") for part in told.get("content") or () if isinstance(part, dict)]
    markup = max([*bodies, str(told.get("summary") or "")], key=len)
    published = _day(told.get("published"), told.get("published_parsed")) or _day(told.get("date"), None)
    return _entry(told.get("id"), link=link, title=told.get("title"), author=told.get("author"), day=published, markup=markup)


def _alternate(links: object) -> str | None:
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") in (None, "alternate") and link.get("href"):
            return str(link["href"])
    return None


# -- JSON Feed: jsonfeed.org/version/1.1 ---------------------------------------------------------------------------


def _json_feed(parcel: Parcel, data: bytes) -> Feed:
    try:
        told = json.loads(data.decode("utf-8-sig", "replace"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        what = "is a JSON feed that is not well formed" if is_feed(data) else "is no feed that can be read"
        raise parcel.rejected(Reason.DAMAGED, what, "look at it in a browser") from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list) or not is_feed(data):
        raise parcel.rejected(Reason.FEED, "is no feed that can be read", "check the address of the feed")
    entries = tuple(_unique(_json_entry(one, parcel.url) for one in items[:_MAX_ENTRIES] if isinstance(one, dict)))
    return Feed(_words(told.get("title")), entries)


def _json_entry(told: dict[str, Any], base: str | None) -> Entry | None:
    text = html.escape(_string(told.get("content_text"))).replace("\n\n", "<p>")
    names = [one.get("name") for one in told.get("authors") or [told.get("author")] if isinstance(one, dict)]
    return _entry(
        told.get("id"),
        link=_address(told.get("url") or told.get("external_url"), base),
        title=told.get("title"),
        author=names[0] if names else None,
        day=_day(told.get("date_published"), None),
        markup=_string(told.get("content_html")) or text or html.escape(_string(told.get("summary"))),
    )


# -- both ----------------------------------------------------------------------------------------------------------


def _entry(
    key: object, *, link: str | None, title: object, author: object, day: datetime.date | None, markup: str
) -> Entry | None:
    title_words = _words(title)
    if link is None and not markup.strip() and title_words is None:
        return None
    name = _string(key).strip() or link or hashlib.sha256(f"{title_words}\n{markup}".encode("utf-8", "replace")).hexdigest()
    if len(name) > _MAX_KEY:
        name = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
    is_full = len("".join(_MARKUP.sub(" ", markup).split())) >= _MIN_STORY
    return Entry(name, link, title_words, _words(author), day, markup.strip() or None, is_full)


def _unique(entries: Iterator[Entry | None]) -> Iterator[Entry]:
    seen = set()
    for entry in entries:
        if entry is not None and entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _words(value: object) -> str | None:
    """Return a title or name as one bounded line of plain text, None when empty."""
    words = html.unescape(_MARKUP.sub(" ", _string(value)[: 4 * _MAX_TITLE]))
    return " ".join(words.encode("utf-8", "replace").decode().split())[:_MAX_TITLE] or None


def _address(value: object, base: str | None) -> str | None:
    words = _string(value).strip()
    try:
        address = urljoin(base or "", words) if words and len(words) <= _MAX_ADDRESS else ""
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) and shown(address) else None


def _day(words: object, parsed: Any) -> datetime.date | None:
    """Return the day in the feed's own time zone; `parsed` is the same moment as a UTC time tuple, for forms we do not know."""
    from email.utils import parsedate_to_datetime

    told = _string(words).strip()[:100]
    day: datetime.date | None = None
    for parse in (parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            day = day or parse(told).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if day is None and parsed is not None:
        day = datetime.date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday)
    return day if day is not None and day.year >= _FIRST_YEAR else None
