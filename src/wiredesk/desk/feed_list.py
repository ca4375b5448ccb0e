"""The list of feeds that a desk follows: added, looked over, paused, removed. Not for: following them (see `following`)."""

import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, kind_of, parse_id
from wiredesk.errors import NotOnDesk, PageRejected, Rejected, SettingError
from wiredesk.pages import Parcel, Reason, parcel_at
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.feeds import feed_of, is_feed
from wiredesk.pages.opml import is_opml, opml_feeds
from wiredesk.pages.reasons import is_address, shown
from wiredesk.store import feeds
from wiredesk.store.feeds import FeedRow
from wiredesk.store.log import append
from wiredesk.store.opening import On

LEAST_S, MOST_S = 60, 7 * 86_400
_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)\b", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"'<>]{1,2000})[\"']", re.IGNORECASE)
_HEAD, _MOST_NAMED = 200_000, 3


@dataclass(frozen=True, slots=True)
class AddedFeed:
    """Hold one feed of the list and whether it is new there; `note` says what is wrong with it, None when nothing is."""

    feed: FeedRow
    is_new: bool
    note: str | None = None


def add_feeds(desk: Desk, source: str, *, every_s: int | None = None) -> list[AddedFeed]:
    """Follow a feed by its address, or all feeds of an OPML file or address; nothing of them is fetched yet.

    A feed that cannot be reached now is added all the same.

    :raises Rejected: for what is no feed and no list of feeds.
    :raises SettingError: for an interval that cannot be.
    """
    interval_s = _interval_s(desk, every_s)
    urls, note = _addresses(desk, source)
    return _added(desk, urls, interval_s, note)


def add_feed_list(desk: Desk, data: bytes, name: str, *, every_s: int | None = None) -> list[AddedFeed]:
    """Follow all feeds that an OPML file names; `name` is how it is called in a message.

    :raises Rejected: for what is no list of feeds.
    :raises SettingError: for an interval that cannot be.
    """
    interval_s = _interval_s(desk, every_s)
    if not is_opml(data):
        raise PageRejected(shown(name), Reason.FEED, "is no list of feeds (OPML)", "export the list as OPML from your reader")
    urls = [url for one in opml_feeds(Parcel(data, shown(name))) if (url := _usable(one)) is not None]
    return _added(desk, urls, interval_s, None)


def ask_soon(desk: Desk) -> int:
    """Let all feeds be due that do not rest and were not asked in the last minute; return how many they are."""
    before = (desk.clock() - datetime.timedelta(seconds=LEAST_S)).astimezone(datetime.UTC)
    with desk.store.writing() as on:
        return feeds.be_due(on, at=desk.now(), not_asked_since=before.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _interval_s(desk: Desk, every_s: int | None) -> int:
    interval_s = desk.settings.follow_every_s if every_s is None else every_s
    if not LEAST_S <= interval_s <= MOST_S:
        raise SettingError(f"--every: {interval_s} seconds cannot be; give one minute to seven days")
    return interval_s


def _added(desk: Desk, urls: Sequence[str], interval_s: int, note: str | None) -> list[AddedFeed]:
    added = []
    with desk.store.writing(is_durable=True) as on:
        for url in urls:
            row, is_new = feeds.add_feed(on, url, interval_s=interval_s, at=desk.now())
            added.append(AddedFeed(row, is_new, note))
            if is_new:
                append(on, desk.who, "follow", id_of("feed", row.feed_id), at=desk.now())
    return added


def _addresses(desk: Desk, source: str) -> tuple[Sequence[str], str | None]:
    settings = replace(desk.settings, user_agent=desk.settings.follow_user_agent)
    try:
        parcel = parcel_at(source, settings=settings, now=desk.clock)
    except Rejected as error:
        if not is_address(source) or error.reason in (Reason.BAD_ADDRESS, Reason.UNSUPPORTED_SCHEME, Reason.PRIVATE_ADDRESS):
            raise
        return [parsed_address(source).url], f"{error.what}; it is tried again"
    if is_opml(parcel.data):
        return [url for one in opml_feeds(parcel) if (url := _usable(one)) is not None], None
    if not is_address(source):
        raise PageRejected(
            shown(source), Reason.FEED, "is no list of feeds (OPML)", "give the address of a feed, or an OPML file"
        )
    if not is_feed(parcel.data):
        raise _no_feed(parcel)
    feed_of(parcel)
    is_bare = not parsed_address(source).had_credentials
    return [parsed_address(source).url], None if is_bare else "the name and password in the address are not kept"


def _usable(url: str) -> str | None:
    try:
        return parsed_address(url).url
    except Rejected:
        return None


def _no_feed(parcel: Parcel) -> PageRejected:
    """Return the refusal of a page that is no feed; it names the feeds that the page itself names."""
    head = parcel.data[:_HEAD].decode("utf-8", "replace")
    links = (found.group(1) for found in _LINK.finditer(head))
    named = [
        urljoin(parcel.url or "", html.unescape(href[1])) for link in links if _TYPE.search(link) and (href := _HREF.search(link))
    ]
    told = [shown(url) for url in dict.fromkeys(named)][:_MOST_NAMED]
    advice = f"it names {' and '.join(told)}; add that" if told else "look for the feed's own address on the site"
    return PageRejected(parcel.uri, Reason.FEED, "is a page and no feed", advice)


def feed_named(on: On, words: str) -> FeedRow:
    """Return a feed by its id or address.

    :raises NotOnDesk: when there is none.
    """
    if kind_of(words) == "feed":
        return feeds.feed_row(on, parse_id(words, "feed"))
    row = feeds.feed_at(on, _usable(words) or words)
    if row is None:
        raise NotOnDesk(f"feed {shown(words)}: is not followed; give an id or address of wiredesk feed list")
    return row


def listed_feeds(desk: Desk) -> list[tuple[FeedRow, dict[str, int]]]:
    """Return all feeds, the oldest first, with the number of their entries by state."""
    with desk.store.reading() as on:
        counts = feeds.entry_counts(on)
        return [(row, counts.get(row.feed_id, {})) for row in feeds.feed_rows(on)]


def pause_feed(desk: Desk, words: str, *, is_paused: bool) -> FeedRow:
    """Stop following a feed for a while, or go on.

    :raises NotOnDesk: when there is none of this id or address.
    """
    with desk.store.writing() as on:
        row = feed_named(on, words)
        feeds.pause_feed(on, row.feed_id, is_paused=is_paused, why="paused by hand" if is_paused else None, at=desk.now())
    return row


def remove_feed(desk: Desk, words: str) -> FeedRow:
    """Follow a feed no longer; its reports stay.

    :raises NotOnDesk: when there is none of this id or address.
    """
    with desk.store.writing(is_durable=True) as on:
        row = feed_named(on, words)
        feeds.remove_feed(on, row.feed_id)
        append(on, desk.who, "unfollow", id_of("feed", row.feed_id), at=desk.now())
    return row
