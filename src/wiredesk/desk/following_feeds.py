"""What a feed answered, written down: new entries, when to ask again, where it moved. Not for: asking it (see `following`)."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.happenings import Happening, Kind, Tell
from wiredesk.desk.ids import id_of
from wiredesk.interchange.report_json import instant
from wiredesk.pages.feeds import Entry, Feed
from wiredesk.pages.polling import Poll, PollOutcome, wait_after_failure_s, wait_after_success_s
from wiredesk.pages.reasons import shown
from wiredesk.store import feeds
from wiredesk.store.feeds import FeedRow, NewEntry, entry_key
from wiredesk.store.opening import On

_MAX_CONTENT = 200_000  # code points; a longer story is fetched or left


@dataclass(frozen=True, slots=True)
class PollKeeper:
    """Keep what feeds answer; `every_s` stands for a feed's own interval where it is given, `chance` is for the jitter."""

    desk: Desk
    tell: Tell
    every_s: int | None = None
    chance: Callable[[], float] = random.random

    def keep(self, feed_id: int, poll: Poll) -> None:
        """Write one answer down, if the feed is still followed."""
        with self.desk.store.writing() as on:
            row = next((row for row in feeds.feed_rows(on) if row.feed_id == feed_id and not row.is_paused), None)
            happened = [] if row is None else self._kept(on, row, poll)
        for one in happened:
            self.tell(one)

    def _kept(self, on: On, row: FeedRow, poll: Poll) -> list[Happening]:
        moved = self._moved(on, row, poll.moved_to) if poll.moved_to else []
        if poll.outcome is PollOutcome.GONE:
            feeds.pause_feed(on, row.feed_id, is_paused=True, why=poll.what, at=self.desk.now())
            return [*moved, self._happened(row, Kind.PAUSED, f"{poll.what}; it is paused")]
        if poll.outcome is PollOutcome.FAILED:
            return [*moved, self._failed(on, row, poll)]
        return [*moved, self._answered(on, row, poll)]

    def _moved(self, on: On, row: FeedRow, url: str) -> list[Happening]:
        if url == row.url:
            return []
        other = None if feeds.move_feed(on, row.feed_id, url) else feeds.feed_at(on, url)
        if other is None:
            return [self._happened(row, Kind.MOVED, f"moved for good to {shown(url)}", url=url)]
        why = f"moved to the address of {id_of('feed', other.feed_id)}"
        feeds.pause_feed(on, row.feed_id, is_paused=True, why=why, at=self.desk.now())
        return [self._happened(row, Kind.PAUSED, f"{why}; it is paused", url=url)]

    def _failed(self, on: On, row: FeedRow, poll: Poll) -> Happening:
        n_failures = row.n_failures + 1
        wait_s = wait_after_failure_s(
            self.every_s or row.interval_s, n_failures, retry_after_s=poll.retry_after_s, chance=self.chance()
        )
        feeds.keep_failure(on, row.feed_id, what=poll.what, next_at=self.in_(wait_s))
        words = f"{poll.what}; asked again in {wait_words(wait_s)}"
        return self._happened(row, Kind.FAILED, words, n_failures=n_failures, wait_s=round(wait_s))

    def _answered(self, on: On, row: FeedRow, poll: Poll) -> Happening:
        wait_s = wait_after_success_s(self.every_s or row.interval_s, poll.ttl_minutes)
        next_at, at = self.in_(wait_s), self.desk.now()
        if poll.feed is None:
            feeds.keep_success(on, row.feed_id, next_at=next_at, at=at)
            return self._happened(row, Kind.UNCHANGED, "nothing new", wait_s=round(wait_s))
        n_new, n_left = self._added(on, row, poll.feed)
        # With entries left over the validators are not kept: the next answer must be the whole feed again, not a 304.
        known = {"etag": None, "last_modified": None} if n_left else {"etag": poll.etag, "last_modified": poll.last_modified}
        feeds.keep_success(on, row.feed_id, next_at=next_at, at=at, title=poll.feed.title or row.title, **known)
        words = f"{n_new} new of {len(poll.feed.entries)} entries" + (f", {n_left} left for later" if n_left else "")
        words = "; ".join([words, *poll.feed.warnings])
        return self._happened(row, Kind.ENTRIES, words, n_new=n_new, n_left=n_left, wait_s=round(wait_s))

    def _added(self, on: On, row: FeedRow, feed: Feed) -> tuple[int, int]:
        """Let new entries wait, as many as a feed may have waiting; return how many, and how many were left."""
        by_key = {entry_key(entry.key): entry for entry in feed.entries}
        seen = feeds.seen_keys(on, row.feed_id, by_key)
        new = [new_entry(key, entry) for key, entry in by_key.items() if key not in seen]
        room = max(0, self.desk.settings.follow_max_entries - feeds.n_waiting(on, row.feed_id))
        feeds.add_entries(on, row.feed_id, new[:room], at=self.desk.now())
        return len(new[:room]), len(new[room:])

    def _happened(self, row: FeedRow, kind: Kind, words: str, **more: object) -> Happening:
        named = {"feed_url": shown(row.url), **more}
        return Happening(kind, self.desk.now(), words, id_of("feed", row.feed_id), named)

    def in_(self, seconds: float) -> str:
        """Return the moment so many seconds from now, as the store writes it."""
        return moment_in(self.desk, seconds)


def moment_in(desk: Desk, seconds: float) -> str:
    """Return the moment so many seconds from now, as the store writes it."""
    return str(instant((desk.clock() + datetime.timedelta(seconds=seconds)).replace(microsecond=0)))


def new_entry(key: str, entry: Entry) -> NewEntry:
    """Return an entry as it waits in the store; its own text goes along only where it is the whole story."""
    is_kept = entry.is_full and entry.markup is not None and len(entry.markup) <= _MAX_CONTENT
    return NewEntry(
        key,
        link=entry.link,
        link_key=entry_key(entry.link) if entry.link else None,
        title=entry.title,
        author=entry.author,
        published=entry.published.isoformat() if entry.published else None,
        content=entry.markup if is_kept else None,
    )


def wait_words(seconds: float) -> str:
    """Return "40 seconds", "15 minutes", "3 hours", roughly."""
    for n_seconds, unit in ((3600, "hours"), (60, "minutes")):
        if seconds >= 1.5 * n_seconds:
            return f"{round(seconds / n_seconds)} {unit}"
    return f"{round(seconds)} seconds"
