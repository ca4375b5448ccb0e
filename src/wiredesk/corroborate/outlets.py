"""Who publishes a report, under one key for all addresses of a site. Not for: whether it can be relied on (people say so)."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from wiredesk.documents import Report
from wiredesk.folding import folded

_MOST = 200
_SAME_SITE = re.compile(r"^(?:(?:www\d?|m|amp|mobile|wap|touch|web)\.)+(?=[^.]+\.)")
# Addresses in which a web archive or a cache wraps the page's own.
_WRAPPED = re.compile(
    r"^https?://(?:web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?|archive\.(?:today|is|ph|li|md|fo|vn)/(?:o/[^/]+|\d{1,14}))/(https?:/{1,2}.+)$",
    re.IGNORECASE,
)
_AMP_CACHE = re.compile(r"^([a-z0-9-]+)\.cdn\.ampproject\.org$")


@dataclass(frozen=True, slots=True)
class OutletKey:
    """Name an outlet: `key` is its host, else its folded name; `name` is what people call it."""

    key: str
    name: str


def outlet_of(report: Report) -> OutletKey | None:
    """Return who publishes the report: by its address, else by the publisher it names; None when neither is known."""
    publisher = " ".join((report.article.publisher or "").split())[:_MOST]
    url = report.source.url or report.source.uri
    host = host_of(url)
    if host:
        return OutletKey(host, publisher or host)
    key = folded(publisher)
    return OutletKey(key, publisher) if key else None


def host_of(url: str) -> str | None:
    """Return the host of an http(s) address without "www.", "m.", "amp."; of an archived page, its own host."""
    wrapped = _WRAPPED.match(url[:2000])
    try:
        parts = urlsplit(wrapped.group(1) if wrapped else url[:2000])
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "." not in host:
        return None
    cached = _AMP_CACHE.match(host)
    if cached:
        host = cached.group(1).replace("--", "\0").replace("-", ".").replace("\0", "-")
    return _SAME_SITE.sub("", host.rstrip("."))[:_MOST] or None
