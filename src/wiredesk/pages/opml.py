"""A list of feeds (OPML) to the addresses in it. Not for: the feeds (see `feeds`).

Source: OPML 2.0, section "Subscription lists": an outline's `xmlUrl` is the feed's address.
"""

import html
import re

from wiredesk.pages.parcel import Parcel
from wiredesk.pages.reasons import Reason

_ROOT = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_OUTLINE = re.compile(r"<outline\s((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.IGNORECASE)
_URL = re.compile(r"\bxmlUrl\s{0,9}=\s{0,9}(?:\"([^\"<]{0,8000})\"|'([^'<]{0,8000})')", re.IGNORECASE)
_MAX_FEEDS = 20_000


def is_opml(data: bytes) -> bool:
    """Tell whether `data` begins as an OPML file does."""
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and _ROOT.search(head) is not None


def opml_feeds(parcel: Parcel) -> tuple[str, ...]:
    """Return the addresses of the feeds in an OPML file, each once, in its order.

    Tags are looked for, not parsed: a list that is not well formed gives what it has, and no entity can grow.

    :raises PageRejected: when it names no feed.
    """
    from wiredesk.pages.decoding import decoded

    found: dict[str, None] = {}
    for outline in _OUTLINE.finditer(decoded(parcel.data, charset=parcel.charset).text):
        url = _URL.search(outline.group(1))
        address = html.unescape((url.group(1) or url.group(2) or "").strip()) if url else ""
        if address.lower().startswith(("http://", "https://")) and len(found) < _MAX_FEEDS:
            found[address] = None
    if not found:
        raise parcel.rejected(Reason.EMPTY, "is a list of feeds (OPML) that names none", "export the list again")
    return tuple(found)
