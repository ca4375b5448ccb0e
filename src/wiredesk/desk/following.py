"""Follow feeds: ask them when they are due, fetch what is new, file it, deliver alerts. Not for: what each answer means.

One thread (the caller's) reads, writes the store and decides; a few others only wait for servers. What is due stands in the
store, so that a follower which is stopped or killed goes on where it was, and two of them do no harm.
"""

import datetime
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from wiredesk.desk.delivering import Deliverer, Outgoing, Show, send
from wiredesk.desk.desk import Desk
from wiredesk.desk.following_entries import EntryKeeper
from wiredesk.desk.following_feeds import PollKeeper
from wiredesk.desk.following_threads import Done, Turns, Workers
from wiredesk.desk.happenings import Happening, Kind, Tell
from wiredesk.desk.removing import retain
from wiredesk.desk.watching import check_dates
from wiredesk.errors import Rejected, StoreBusy
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.polling import PollOutcome, polled
from wiredesk.pages.robots import Robots
from wiredesk.pages.visiting import Visit, visited
from wiredesk.store import feeds
from wiredesk.store.feeds import FeedRow, WaitingEntry

_LOOK_S = 1.0  # as often the store is looked into for what somebody else put there
_STOP_S = 0.25  # as soon a wish to stop is noticed
_LAST_S = 5.0
_MAX_DUE = 2_000


@dataclass(frozen=True, slots=True)
class FollowOptions:
    """Say how to follow.

    `once` ends when nothing is due any more, `every_s` stands for each feed's own interval, `busy_s` parts the tries while
    the store is held or gone.
    """

    once: bool = False
    every_s: int | None = None
    busy_s: float = 5.0


def follow(desk: Desk, options: FollowOptions, *, tell: Tell, show: Show, stop: threading.Event) -> int:
    """Follow the desk's feeds until `stop` is set; return how many times a feed failed.

    `tell` is told what happens, `show` gets the alerts whose sink is the terminal.

    :raises StoreError: when the store cannot be used; one that is busy for a while is waited for.
    """
    follower = _Follower(desk, options, tell=tell, stop=stop, deliverer=Deliverer(desk, tell, show))
    follower.run()
    return follower.n_failed


@dataclass(frozen=True, slots=True)
class _Job:
    """Say what a thread is at: `host` is the host whose turn it has, `keys` keep the same thing from being done twice."""

    what: FeedRow | WaitingEntry | Outgoing
    keys: frozenset[object] = frozenset()
    host: str | None = None


class _Follower:
    """Go round: look what is due, give it to the threads whose hosts are free, take back what they had."""

    def __init__(self, desk: Desk, options: FollowOptions, *, tell: Tell, stop: threading.Event, deliverer: Deliverer) -> None:
        self.desk, self.options, self.tell, self.stop, self.deliverer = desk, options, tell, stop, deliverer
        self.fetching = replace(desk.settings, user_agent=desk.settings.follow_user_agent)
        self.robots, self.turns = Robots(self.fetching), Turns()
        self.workers = Workers(desk.settings.follow_n_connections)
        self.polls, self.entries = PollKeeper(desk, tell, options.every_s), EntryKeeper(desk, tell)
        self.in_flight: set[object] = set()
        self.n_failed = self.n_sending = 0
        self.done_on: datetime.date | None = None

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                if not self._goes_on():
                    break
            except StoreBusy as error:
                # What was fetched meanwhile is fetched again: its entry still waits.
                self.tell(Happening(Kind.NOTE, self.desk.now(), f"{error}; trying again"))
                self.stop.wait(self.options.busy_s)
        self._let_deliveries_end()

    def _goes_on(self) -> bool:
        """Go round once; return False when there is nothing left to do and only that was asked for."""
        self._do_daily()
        n_due = self._start_due()
        if n_due == 0 and self.workers.n_busy == 0:
            if self.options.once:
                return False
            self.stop.wait(_LOOK_S)
            return True
        done = self.workers.next_done(timeout_s=min(_STOP_S, self.turns.next_free_s() or _STOP_S))
        if done is not None:
            self._finish(done)
        return True

    def _do_daily(self) -> None:
        """Once a day hold the watches against dates coming near, and let go what the desk is to keep no longer."""
        today = self.desk.clock().date()
        if self.done_on == today:
            return
        n_alerts, n_removed = len(check_dates(self.desk)), len(retain(self.desk).reports)
        self.done_on = today
        if n_alerts:
            self.tell(Happening(Kind.NOTE, self.desk.now(), f"{n_alerts} alerts for dates coming near"))
        if n_removed:
            self.tell(Happening(Kind.NOTE, self.desk.now(), f"{n_removed} reports removed: older than retention_days"))

    # -- giving ----------------------------------------------------------------------------------------------------

    def _start_due(self) -> int:
        """Start what is due and free; return how much is due and not yet begun with."""
        at = self.desk.now()
        with self.desk.store.reading() as on:
            due_feeds, due_entries = feeds.due_feeds(on, at), feeds.due_entries(on, at, most=_MAX_DUE)
        n_left = self._start_deliveries()
        n_left += sum([self._is_feed_left(row) for row in due_feeds])
        return n_left + sum([self._is_entry_left(entry) for entry in due_entries])

    def _start_deliveries(self) -> int:
        outgoing = self.deliverer.claimed(most=self.workers.n_free) if self.workers.n_free > 0 else []
        for one in outgoing:
            if one.sink.is_remote:
                self.n_sending += 1
                self.workers.give(_Job(one), partial(send, one, self.desk.settings, self.desk.clock()))
            else:
                self.deliverer.settle(one, self.deliverer.sent(one))
        return len(outgoing)

    def _is_feed_left(self, row: FeedRow) -> bool:
        """Ask a feed if that can be; return whether it is still to be asked."""
        job = _Job(row, frozenset({row.feed_id}), parsed_address(row.url).host)
        if job.keys & self.in_flight:
            return False
        now = self.desk.clock()
        ask = partial(polled, row.url, self.fetching, etag=row.etag, last_modified=row.last_modified, now=now)
        return not self._is_given(job, ask)

    def _is_entry_left(self, entry: WaitingEntry) -> bool:
        """Fetch an entry's page if that can be; return whether it is still to be fetched."""
        job = _Job(entry, frozenset({(entry.feed_id, entry.key), entry.link_key or entry.key}), _host(entry.link))
        if job.keys & self.in_flight:
            return False
        if job.host is None:
            self.entries.keep_without_page(entry)
            return False
        if not self._has_turn(job):
            return True
        if self.entries.is_known(entry):
            return False
        return not self._is_given(job, partial(visited, entry.link or "", self.fetching, self.robots, now=self.desk.clock()))

    def _has_turn(self, job: _Job) -> bool:
        return self.workers.n_free > 0 and self.turns.is_free(job.host or "")

    def _is_given(self, job: _Job, ask: Callable[[], Any]) -> bool:
        if not self._has_turn(job):
            return False
        self.turns.take(job.host or "")
        self.in_flight |= job.keys
        self.workers.give(job, ask)
        return True

    # -- taking back -----------------------------------------------------------------------------------------------

    def _finish(self, done: Done) -> None:
        job: _Job = done.what
        self.in_flight -= job.keys
        brought = done.future.result()
        if isinstance(job.what, Outgoing):
            self.n_sending -= 1
            self.deliverer.settle(job.what, brought)
        elif isinstance(job.what, FeedRow):
            self.turns.leave(job.host or "", delay_s=self.desk.settings.follow_delay_s)
            self.n_failed += brought.outcome is PollOutcome.FAILED
            self.polls.keep(job.what.feed_id, brought)
        else:
            self.turns.leave(job.host or "", delay_s=self._delay_s(brought))
            self.entries.keep(job.what, brought)

    def _delay_s(self, visit: Visit) -> float:
        """Return how long to leave a host alone: our own delay, or what it asks for up to `follow_max_delay_s`."""
        asked = max(visit.delay_s, 0.0 if visit.is_early else visit.wait_s or 0.0)
        return max(self.desk.settings.follow_delay_s, min(asked, self.desk.settings.follow_max_delay_s))

    def _let_deliveries_end(self) -> None:
        """Wait a little for what is being sent, so that it is not sent again next time."""
        until = time.monotonic() + _LAST_S
        while self.n_sending and time.monotonic() < until:
            done = self.workers.next_done(timeout_s=_STOP_S)
            if done is not None and isinstance(done.what.what, Outgoing):
                self._finish(done)


@lru_cache(maxsize=10_000)
def _host(link: str | None) -> str | None:
    """Return the host of a link, None when it is no address that can be asked."""
    try:
        return parsed_address(link).host if link else None
    except Rejected:
        return None
