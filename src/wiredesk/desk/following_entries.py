"""What became of a feed's entry, written down: filed, known, put off, rejected. Not for: fetching its page (see `following`).

An entry is settled in the transaction that files its report, so that each is filed once however often we are killed.
"""

import datetime
from dataclasses import dataclass, replace

from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, Filed, file_reading
from wiredesk.desk.following_feeds import moment_in, wait_words
from wiredesk.desk.happenings import Happening, Kind, Tell
from wiredesk.desk.ids import id_of
from wiredesk.errors import PageRejected, Rejected, SourceRejected
from wiredesk.pages.feeds import Entry, fields_of, story_parcel
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.polling import wait_after_failure_s
from wiredesk.pages.reasons import Reason, shown
from wiredesk.pages.visiting import Visit
from wiredesk.records import Reading
from wiredesk.store import feeds, rejections
from wiredesk.store.feeds import EntryState, WaitingEntry
from wiredesk.store.rejections import Rejection

_MAX_TRIES = 10  # nearly two days
_MAX_BREAKS = 2  # after which a page that ends the program is read no sooner than others
_FIRST_WAIT_S = 150.0


@dataclass(frozen=True, slots=True)
class EntryKeeper:
    """Keep what becomes of entries."""

    desk: Desk
    tell: Tell

    def is_known(self, entry: WaitingEntry) -> bool:
        """Tell whether the story came before, with another entry; then the entry is settled."""
        with self.desk.store.reading() as on:
            report_id = feeds.report_of_link(on, entry.link_key)
        if report_id is None:
            return False
        with self.desk.store.writing() as on:
            feeds.settle_entry(on, entry.feed_id, entry.key, state=EntryState.KNOWN, report_id=report_id)
        self._told(entry, Kind.KNOWN, "is there already", report_id)
        return True

    def keep_without_page(self, entry: WaitingEntry) -> None:
        """Settle an entry that has no address that could be asked."""
        what = "is an entry without an address that can be asked"
        self._instead(entry, SourceRejected(self._where(entry), Reason.NO_TEXT, what, "look it up in the feed"))

    def keep(self, entry: WaitingEntry, visit: Visit) -> None:
        """Write down what a visit to an entry's page brought."""
        if visit.parcel is not None:
            self._read(entry, replace(visit.parcel, fields=fields_of(_entry(entry), feed_title=entry.feed_title)))
        elif visit.moved_to is not None:
            self._moved(entry, visit.moved_to)
        elif visit.refused is not None and visit.may_help_later and entry.n_tries + 1 < _MAX_TRIES:
            self._put_off(entry, visit.refused, visit.wait_s)
        elif visit.refused is not None:
            self._instead(entry, visit.refused)

    def _moved(self, entry: WaitingEntry, link: str) -> None:
        if entry.n_tries >= self.desk.settings.max_redirects:
            what = f"redirects more than {self.desk.settings.max_redirects} times"
            self._instead(entry, SourceRejected(self._where(entry), Reason.TOO_MANY_REDIRECTS, what, "open it in a browser"))
            return
        with self.desk.store.writing() as on:
            feeds.redirect_entry(on, entry.feed_id, entry.key, link, at=self.desk.now())

    def _put_off(self, entry: WaitingEntry, refused: Rejected, asked_s: float | None) -> None:
        wait_s = wait_after_failure_s(_FIRST_WAIT_S, entry.n_tries + 1, retry_after_s=asked_s, chance=0.5)
        next_at = moment_in(self.desk, wait_s)
        with self.desk.store.writing() as on:
            feeds.put_off_entry(on, entry.feed_id, entry.key, next_at=next_at, what=refused.what)
        self._told(entry, Kind.WAITS, f"{refused.what}; tried again in {wait_words(wait_s)}", wait_s=round(wait_s))

    def _instead(self, entry: WaitingEntry, refused: Rejected) -> None:
        """File the story that the feed itself gave, or list the entry as rejected."""
        with self.desk.store.reading() as on:
            content = feeds.entry_content(on, entry.feed_id, entry.key)
        told = replace(_entry(entry), markup=content, is_full=content is not None)
        own = story_parcel(told, uri=self._where(entry), feed_title=entry.feed_title)
        if own is None:
            self._reject(entry, refused)
            return
        note = f"the page could not be had ({refused.what}); this is what the feed itself tells"
        self._read(entry, replace(own, captured=self.desk.clock(), warnings=(*own.warnings, note)), is_own=True)

    def _read(self, entry: WaitingEntry, parcel: Parcel, *, is_own: bool = False) -> None:
        if not is_own and not self._is_begun(entry):
            return
        try:
            reading = self.desk.reader.read_parcel(parcel)
        except PageRejected as error:
            if is_own:
                self._reject(entry, error)
            else:
                self._instead(entry, error)
            return
        filed = self._filed(entry, parcel, reading)
        if filed is None:
            return
        title = reading.report.article.title or entry.title or shown(entry.link or entry.key)
        if filed.is_new:
            self._told(entry, Kind.FILED, title, filed.report_id, is_feeds_own=is_own)
        else:
            self._told(entry, Kind.KNOWN, "was removed before" if filed.is_removed else "is there already", filed.report_id)

    def _is_begun(self, entry: WaitingEntry) -> bool:
        """Count the try before the page is read: one that ends the program (no memory) must not do so for ever."""
        if entry.n_tries >= _MAX_TRIES + self.desk.settings.max_redirects:
            what = f"was fetched {entry.n_tries} times and its reading always broke off"
            self._reject(entry, PageRejected(self._where(entry), Reason.UNREADABLE, what, "save the page and read it by itself"))
            return False
        wait_s = 0.0
        if entry.n_tries >= _MAX_BREAKS:
            wait_s = wait_after_failure_s(_FIRST_WAIT_S, entry.n_tries, retry_after_s=None, chance=0.5)
        next_at = moment_in(self.desk, wait_s)
        with self.desk.store.writing() as on:
            feeds.put_off_entry(on, entry.feed_id, entry.key, next_at=next_at, what="its reading broke off")
        return True

    def _filed(self, entry: WaitingEntry, parcel: Parcel, reading: Reading) -> Filed | None:
        """File a reading and settle its entry, both or neither; None when somebody else settled it meanwhile."""
        with self.desk.store.writing() as on:
            if not feeds.is_waiting(on, entry.feed_id, entry.key):
                return None
            filed = file_reading(self.desk, on, Captured(parcel.data, reading))
            state = EntryState.FILED if filed.is_new else EntryState.KNOWN
            feeds.settle_entry(on, entry.feed_id, entry.key, state=state, report_id=filed.report_id)
            rejections.take_back(on, [self._where(entry)])
        return filed

    def _reject(self, entry: WaitingEntry, refused: Rejected) -> None:
        words = (str(refused.reason), refused.what, refused.advice)
        with self.desk.store.writing() as on:
            rejections.reject(on, [Rejection(refused.source, entry.link, None, *words, self.desk.now())])
            feeds.settle_entry(on, entry.feed_id, entry.key, state=EntryState.REJECTED)
        self._told(entry, Kind.REJECTED, f"{refused.what}; {refused.advice}", reason=str(refused.reason))

    def _where(self, entry: WaitingEntry) -> str:
        return shown(entry.link) if entry.link else f"{id_of('feed', entry.feed_id)}#{shown(entry.title or entry.key)}"

    def _told(self, entry: WaitingEntry, kind: Kind, words: str, report_id: int | None = None, **more: object) -> None:
        report = {"report": id_of("report", report_id)} if report_id is not None else {}
        told = {"url": shown(entry.link) if entry.link else None, **report, **more}
        self.tell(Happening(kind, self.desk.now(), words, id_of("feed", entry.feed_id), told))


def _entry(waiting: WaitingEntry) -> Entry:
    day = datetime.date.fromisoformat(waiting.published) if waiting.published else None
    return Entry(waiting.key, waiting.link, waiting.title, waiting.author, day)
