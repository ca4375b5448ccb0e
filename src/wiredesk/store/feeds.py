"""Feeds that are followed, and their entries until each is settled. Not for: asking feeds (see `pages`), filing reports.

Moments are ISO 8601 words, UTC, whole seconds: they sort as they should.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, or_, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.store.tables import feed, feed_entry
from wiredesk.store.words_index import kept

_PER_QUERY = 500


class EntryState(StrEnum):
    """Name what became of a feed's entry; `known` is one whose page had been filed before."""

    WAITING = "waiting"
    FILED = "filed"
    KNOWN = "known"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Hold one followed feed; `title`, validators, `last_ok_at` and `last_error` are None where there is none yet."""

    feed_id: int
    url: str
    title: str | None
    etag: str | None
    last_modified: str | None
    interval_s: int
    next_at: str
    last_ok_at: str | None
    n_failures: int
    last_error: str | None
    is_paused: bool
    added_at: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Hold an entry as its feed tells it; `key` and `link_key` are hashes (see `entry_key`)."""

    key: str
    link: str | None = None
    link_key: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """Hold an entry that waits for its page, with the feed that it is from; its content see `entry_content`."""

    feed_id: int
    key: str
    n_tries: int
    link: str | None
    link_key: str | None
    title: str | None
    author: str | None
    published: str | None
    feed_title: str | None


def entry_key(words: str) -> str:
    """Return the hash under which an entry's own id or link is kept, so that a removed report leaves no words here."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _kept(words: str | None) -> str | None:
    return None if words is None else kept(words)


# -- feeds -------------------------------------------------------------------------------------------------------------


def _feed_of(row: Row[Any]) -> FeedRow:
    return FeedRow(*(row._mapping[column] for column in feed.c))


def feed_rows(on: Connection) -> list[FeedRow]:
    """Return all feeds, the oldest first."""
    return [_feed_of(row) for row in on.execute(select(feed).order_by(feed.c.id))]


def feed_row(on: Connection, feed_id: int) -> FeedRow:
    """Return one feed.

    :raises NotOnDesk: when there is none of this id.
    """
    row = on.execute(select(feed).where(feed.c.id == feed_id)).first()
    if row is None:
        raise NotOnDesk(f"feed f{feed_id}: is not on the desk; see wiredesk feed list")
    return _feed_of(row)


def feed_at(on: Connection, url: str) -> FeedRow | None:
    """Return the feed with this address, None when there is none."""
    row = on.execute(select(feed).where(feed.c.url == url)).first()
    return None if row is None else _feed_of(row)


def add_feed(on: Connection, url: str, *, interval_s: int, at: str) -> tuple[FeedRow, bool]:
    """Follow a feed from now on; return it, and whether it is new: one that is there already stays as it is."""
    known = feed_at(on, url)
    if known is not None:
        return known, False
    values = {"url": url, "interval_s": interval_s, "next_at": at, "added_at": at}
    made = on.execute(insert(feed).values(values).returning(feed.c.id)).scalar_one()
    return feed_row(on, made), True


def due_feeds(on: Connection, at: str) -> list[FeedRow]:
    """Return the feeds that are to be asked by now, the longest due first."""
    query = select(feed).where(feed.c.is_paused.is_(False), feed.c.next_at <= at).order_by(feed.c.next_at, feed.c.id)
    return [_feed_of(row) for row in on.execute(query)]


def be_due(on: Connection, *, at: str, not_asked_since: str) -> int:
    """Let feeds be due now that do not rest and have not answered since that moment; return how many are due."""
    is_free = (feed.c.is_paused.is_(False), or_(feed.c.last_ok_at.is_(None), feed.c.last_ok_at <= not_asked_since))
    on.execute(update(feed).where(*is_free, feed.c.next_at > at).values(next_at=at))
    return len(due_feeds(on, at))


def keep_success(on: Connection, feed_id: int, *, next_at: str, at: str, **known: str | None) -> None:
    """Write that a feed answered; `known` are its title and validators, where there are new ones."""
    told = {name: _kept(words) for name, words in known.items()}
    values = {"n_failures": 0, "last_error": None, "last_ok_at": at, "next_at": next_at, **told}
    on.execute(update(feed).where(feed.c.id == feed_id).values(values))


def keep_failure(on: Connection, feed_id: int, *, what: str, next_at: str) -> None:
    """Write that a feed failed, why, and when it is asked again."""
    values = {"n_failures": feed.c.n_failures + 1, "last_error": kept(what), "next_at": next_at}
    on.execute(update(feed).where(feed.c.id == feed_id).values(values))


def move_feed(on: Connection, feed_id: int, url: str) -> bool:
    """Give a feed another address; return False, and change nothing, when another feed has it."""
    if feed_at(on, url) is not None:
        return False
    on.execute(update(feed).where(feed.c.id == feed_id).values(url=url))
    return True


def pause_feed(on: Connection, feed_id: int, *, is_paused: bool, why: str | None = None, at: str) -> None:
    """Stop or go on following a feed; one that goes on is asked at once."""
    values: dict[str, Any] = {"is_paused": is_paused, "last_error": why}
    if not is_paused:
        values |= {"next_at": at, "n_failures": 0}
    on.execute(update(feed).where(feed.c.id == feed_id).values(values))


def remove_feed(on: Connection, feed_id: int) -> None:
    """Forget a feed and its entries; the reports that came from it stay."""
    on.execute(delete(feed_entry).where(feed_entry.c.feed_id == feed_id))
    on.execute(delete(feed).where(feed.c.id == feed_id))


def entry_counts(on: Connection) -> dict[int, dict[str, int]]:
    """Return how many entries of each feed are in which state."""
    counts: dict[int, dict[str, int]] = {}
    query = select(feed_entry.c.feed_id, feed_entry.c.state, func.count()).group_by(feed_entry.c.feed_id, feed_entry.c.state)
    for feed_id, state, n in on.execute(query):
        counts.setdefault(feed_id, {})[state] = n
    return counts


# -- entries -----------------------------------------------------------------------------------------------------------


def seen_keys(on: Connection, feed_id: int, keys: Collection[str]) -> set[str]:
    """Return those of `keys` that the feed's entries had before."""
    wanted, seen = sorted(keys), set()
    for start in range(0, len(wanted), _PER_QUERY):
        part = feed_entry.c.key.in_(wanted[start : start + _PER_QUERY])
        seen |= set(on.execute(select(feed_entry.c.key).where(feed_entry.c.feed_id == feed_id, part)).scalars())
    return seen


def add_entries(on: Connection, feed_id: int, entries: Sequence[NewEntry], *, at: str) -> None:
    """Let new entries wait for their pages."""
    rows = [
        {
            "feed_id": feed_id, "key": one.key, "seen_at": at, "state": EntryState.WAITING.value, "next_at": at, "n_tries": 0,
            "link_key": one.link_key, "link": _kept(one.link), "title": _kept(one.title), "author": _kept(one.author),
            "published": one.published, "content": _kept(one.content),
        }
        for one in entries
    ]  # fmt: skip
    if rows:
        on.execute(insert(feed_entry), rows)


def due_entries(on: Connection, at: str, *, most: int) -> list[WaitingEntry]:
    """Return entries whose pages are to be fetched by now, the longest due first; those of paused feeds wait."""
    e = feed_entry.c
    chosen = (e.feed_id, e.key, e.n_tries, e.link, e.link_key, e.title, e.author, e.published, feed.c.title)
    is_due = (e.state == EntryState.WAITING.value, e.next_at <= at, feed.c.is_paused.is_(False))
    query = select(*chosen).join(feed, feed.c.id == e.feed_id).where(*is_due).order_by(e.next_at, e.feed_id, e.key).limit(most)
    rows: list[Any] = list(on.execute(query))
    return [WaitingEntry(*row) for row in rows]


def entry_content(on: Connection, feed_id: int, key: str) -> str | None:
    """Return the whole story that the feed itself gave for a waiting entry, None where it gave none."""
    at = feed_entry.c
    return on.execute(select(at.content).where(at.feed_id == feed_id, at.key == key)).scalar()


def is_waiting(on: Connection, feed_id: int, key: str) -> bool:
    """Tell whether an entry still waits: nobody settled it meanwhile, and its feed was not removed."""
    at = feed_entry.c
    return on.execute(select(at.state).where(at.feed_id == feed_id, at.key == key)).scalar() == EntryState.WAITING


def n_waiting(on: Connection, feed_id: int) -> int:
    """Return how many of a feed's entries wait."""
    at = feed_entry.c
    query = select(func.count()).select_from(feed_entry).where(at.feed_id == feed_id, at.state == EntryState.WAITING.value)
    return int(on.execute(query).scalar_one())


def report_of_link(on: Connection, link_key: str | None) -> int | None:
    """Return the report that was filed for an entry with this link, of any feed; None when there is none."""
    at = feed_entry.c
    query = select(at.report_id).where(at.link_key == link_key, at.report_id.is_not(None)).limit(1)
    return None if link_key is None else on.execute(query).scalar()


def settle_entry(on: Connection, feed_id: int, key: str, *, state: EntryState, report_id: int | None = None) -> None:
    """Write what became of an entry, and forget what its feed said of it."""
    told = dict.fromkeys(("link", "title", "author", "published", "content", "next_at", "last_error"))
    values = {**told, "state": state.value, "report_id": report_id}
    at = feed_entry.c
    on.execute(update(feed_entry).where(at.feed_id == feed_id, at.key == key).values(values))


def put_off_entry(on: Connection, feed_id: int, key: str, *, next_at: str, what: str, is_tried: bool = True) -> None:
    """Let an entry wait until `next_at`, and why; `is_tried` counts this as one of its tries."""
    at = feed_entry.c
    values = {"next_at": next_at, "last_error": kept(what), "n_tries": at.n_tries + (1 if is_tried else 0)}
    on.execute(update(feed_entry).where(at.feed_id == feed_id, at.key == key).values(values))


def redirect_entry(on: Connection, feed_id: int, key: str, link: str, *, at: str) -> None:
    """Write that the page of an entry stands elsewhere; that is a try, so that no chain of redirects is endless."""
    here = feed_entry.c
    values = {"link": kept(link), "link_key": entry_key(link), "next_at": at, "n_tries": here.n_tries + 1}
    on.execute(update(feed_entry).where(here.feed_id == feed_id, here.key == key).values(values))


def next_moment(on: Connection) -> str | None:
    """Return when the next feed or entry is due, None when there is nothing to wait for."""
    is_on = feed.c.is_paused.is_(False)
    feeds = select(func.min(feed.c.next_at)).where(is_on).scalar_subquery()
    waiting = select(func.min(feed_entry.c.next_at)).join(feed, feed.c.id == feed_entry.c.feed_id)
    entries = waiting.where(is_on, feed_entry.c.state == EntryState.WAITING.value).scalar_subquery()
    earlier = case((feeds.is_(None), entries), (entries.is_(None), feeds), (feeds < entries, feeds), else_=entries)
    return on.execute(select(earlier)).scalar()
