"""Taking pages in and filing them: nothing twice, nothing lost. Not for: reading, filing one, showing how far it is.

Each report is one transaction. So whenever it is cut short, by a person, a crash or a full disk, the same call again passes
what is filed (told by the hash of its bytes and its address, before it is read) and goes on with the rest.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, Filed, file_reading
from wiredesk.desk.ids import id_of
from wiredesk.desk.reader import NOTHING_GIVEN, Given
from wiredesk.errors import PageRejected, Rejected, StoreBusy
from wiredesk.export.phrasing import plain
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.pages.intake import Found, Handed, Intake, Known
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import shown
from wiredesk.pages.saved import unarchived
from wiredesk.pages.stories import Stories
from wiredesk.records import Reading
from wiredesk.store import known_pages, rejections
from wiredesk.store.filing import report_key
from wiredesk.store.opening import On
from wiredesk.store.rejections import Rejection

T = TypeVar("T")

# What is looked up at once in the store: so many pages or bytes, or as many as come within the time.
_MAX_LOOKUP, _MAX_LOOKUP_BYTES, _MAX_LOOKUP_S = 64, 16_000_000, 0.5
_MAX_BUSY = 8  # the store waits more than a minute each time
_MAX_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class ToRead:
    """Hold one page that is to be read, with what a person said of it."""

    parcel: Parcel
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class WasRead:
    """Hold what became of a page: its report as `wiredesk.report/1` and the version that read it, or its refusal."""

    job: ToRead
    body: bytes | None = None
    reader: str | None = None
    refused: Rejected | None = None


ReadAll = Callable[[Iterator[ToRead]], Iterator[WasRead]]


@dataclass(slots=True)
class Added:
    """Count what became of the pages. `n_removed` were removed from the desk once and stay away; `passing` tells the place."""

    n_filed: int = 0
    n_known: int = 0
    n_removed: int = 0
    n_rejected: int = 0
    passing: Passing = field(default_factory=Passing)

    @property
    def n_seen(self) -> int:
        """Return how many pages there were so far."""
        return self.n_filed + self.n_known + self.n_removed + self.n_rejected


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold what is to be taken in: what a person `named` and what a list names; `given` is for a single page alone.

    `handed` are open files that somebody uploaded or pasted; they stay open. `is_again` takes in what was removed once, and
    fetches listed addresses though the desk knows them.
    """

    named: Iterable[str] = ()
    listed: Iterable[str] = ()
    given: Given = NOTHING_GIVEN
    is_linked: bool = True
    is_again: bool = False
    handed: Iterable[Handed] = ()


@dataclass(frozen=True, slots=True)
class KnownPage:
    """Hold a page that was not filed: its report is on the desk, or was until somebody removed it.

    `sha256` of its bytes is None for an address that was not fetched, `url` None for a page without one.
    """

    uri: str
    sha256: str | None
    url: str | None
    is_removed: bool = False


def _no_news(_added: Added) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Watcher:
    """Say who looks on: `news` is called after each page, `held` holds an interruption back while a report is filed.

    `filed`, `known` and `refused` hear of each page what became of it.
    """

    news: Callable[[Added], None] = _no_news
    held: Callable[[], AbstractContextManager[None]] = nullcontext
    refused: Callable[[Rejected], None] = lambda _error: None
    pause: Callable[[float], None] = time.sleep
    filed: Callable[[Filed, Reading], None] = lambda _filed, _reading: None
    known: Callable[[KnownPage], None] = lambda _page: None


def add(desk: Desk, sources: Sources, read_all: ReadAll, *, watcher: Watcher | None = None) -> Added:
    """Take pages in and file them; return how many were filed, known and refused.

    :raises StoreFull: when no space is left; what was filed stays.
    :raises StoreBusy: when the store stays out of reach for many minutes.
    :raises StoreError: when it cannot be used.
    :raises ModelError: when the shipped model cannot be used.
    """
    adding = _Adding(desk, sources, watcher or Watcher(), since=desk.now())
    for read in read_all(adding.unread()):
        adding.file(read)
    adding.forget_refusals()
    return adding.added


@dataclass(slots=True)
class _Adding:
    desk: Desk
    sources: Sources
    watcher: Watcher
    since: str
    added: Added = field(default_factory=Added)
    in_work: dict[str, list[Parcel]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    # -- before reading --------------------------------------------------------------------------------------------

    def unread(self) -> Iterator[ToRead]:
        """Yield the pages that the desk does not hold; the known are counted, the refused are recorded."""
        for group in _grouped(self._found()):
            state = self._looked_up([one for one in group if isinstance(one, Parcel)])
            for one in group:
                if isinstance(one, Rejected):
                    self._refuse(one, None)
                elif isinstance(one, Known):
                    self._pass(KnownPage(shown(one.url), None, one.url))
                elif self._is_new(one, state.get(key := self._key(one))):
                    self.in_work[key] = []
                    yield ToRead(one, self.sources.given)
                elif key in self.in_work:
                    self.in_work[key].append(replace(one, data=b""))
            self.watcher.news(self.added)

    def _found(self) -> Iterator[Found]:
        settings, clock = self.desk.settings, self.desk.clock
        intake = Intake(
            settings,
            Stories(settings, now=clock, pause=self.watcher.pause),
            self.added.passing,
            now=clock,
            is_known=self._is_known_address,
            is_one=self.sources.given != NOTHING_GIVEN,
        )
        for file in self.sources.handed:
            yield from intake.handed(file)
        for source in self.sources.named:
            yield from intake.parcels(source)
            self.passed.append(source)
        for source in self.sources.listed:
            yield from intake.parcels(source, is_listed=True)

    def _key(self, parcel: Parcel) -> str:
        return report_key(hashlib.sha256(parcel.data).hexdigest(), self._url(parcel))

    def _url(self, parcel: Parcel) -> str | None:
        return unarchived(self.sources.given.url or parcel.url)

    def _looked_up(self, parcels: list[Parcel]) -> dict[str, bool]:
        """Return the keys of the pages that were filed, each with whether it was removed since."""
        if not parcels:
            return {}
        # A page that names its address itself is filed under that; by its bytes it is known all the same.
        unnamed = {hashlib.sha256(one.data).hexdigest() for one in parcels if not (self.sources.given.url or one.url)}

        def look(on: On) -> dict[str, bool]:
            found = known_pages.known_keys(on, [self._key(one) for one in parcels])
            by_bytes = known_pages.known_sources(on, sorted(unnamed))
            return {report_key(sha256, None): False for sha256 in by_bytes} | found

        return self._patiently(lambda: self._read(look))

    def _is_new(self, parcel: Parcel, is_removed: bool | None) -> bool:
        if is_removed is None or (is_removed and self.sources.is_again):
            return self._key(parcel) not in self.in_work
        self._pass(self._known_page(parcel, parcel.data, is_removed=is_removed))
        return False

    def _known_page(self, parcel: Parcel, data: bytes, *, is_removed: bool = False) -> KnownPage:
        return KnownPage(_named(parcel.uri), hashlib.sha256(data).hexdigest(), self._url(parcel), is_removed)

    def _pass(self, page: KnownPage) -> None:
        self.added.n_removed += page.is_removed
        self.added.n_known += not page.is_removed
        self.watcher.known(page)

    def _is_known_address(self, url: str) -> bool:
        if self.sources.is_again:
            return False
        return self._patiently(lambda: self._read(lambda on: known_pages.is_known_address(on, url, shown(url))))

    # -- after reading ---------------------------------------------------------------------------------------------

    def file(self, read: WasRead) -> None:
        """File one report that was read, or record its refusal."""
        parcel = read.job.parcel
        same = self.in_work.pop(self._key(parcel), [])
        if read.body is not None:
            self._filed(read, read.body)
            for other in same:
                self._pass(self._known_page(other, parcel.data))
        elif read.refused is not None:
            self._refuse(read.refused, parcel)
            for other in same:
                why = read.refused
                self._refuse(PageRejected(other.uri, why.reason, why.what, why.advice), other)
        self.watcher.news(self.added)

    def _filed(self, read: WasRead, body: bytes) -> None:
        parcel = read.job.parcel
        captured = Captured(parcel.data, reading_from_json(json.loads(body)), read.job.given, read.reader)

        def work(on: On) -> Filed:
            rejections.take_back(on, [_named(parcel.uri)])
            again = self.sources.is_again
            return file_reading(self.desk, on, captured, is_linked=self.sources.is_linked, is_again=again)

        filed = self._write(work)
        if not filed.is_new:
            self._pass(self._known_page(parcel, parcel.data, is_removed=filed.is_removed))
            return
        self.added.n_filed += 1
        self.watcher.filed(filed, captured.reading)

    def _refuse(self, error: Rejected, parcel: Parcel | None) -> None:
        url = shown(parcel.url) if parcel and parcel.url else None
        sha256 = hashlib.sha256(parcel.data).hexdigest() if parcel and parcel.data else None
        what, advice = plain(error.what)[:_MAX_WORDS], plain(error.advice)[:_MAX_WORDS]
        row = Rejection(_named(error.source), url, sha256, str(error.reason), what, advice, self.desk.now())
        self._write(lambda on: rejections.reject(on, [row]))
        self.added.n_rejected += 1
        self.watcher.refused(error)
        self.watcher.news(self.added)

    def forget_refusals(self) -> None:
        """Drop what was refused of these sources earlier and not now again, such as the cut end of a file that is whole now."""
        for source in self.passed:
            self._write(partial(rejections.forget, below=_named(source), before=self.since))

    # -- the store -------------------------------------------------------------------------------------------------

    def _read(self, work: Callable[[On], T]) -> T:
        with self.desk.store.reading() as on:
            return work(on)

    def _write(self, work: Callable[[On], T]) -> T:
        def write() -> T:
            with self.desk.store.writing() as on:
                return work(on)

        with self.watcher.held():
            return self._patiently(write)

    def _patiently(self, work: Callable[[], T]) -> T:
        """Do `work`, all of it again while the store is held by others or its server is gone.

        A transaction whose end was not heard of may have been kept: then its report is found to be known.
        """
        for n_busy in range(1, _MAX_BUSY):
            try:
                return work()
            except StoreBusy:
                self.watcher.pause(min(5.0, float(n_busy)))
        return work()


def rejected(desk: Desk, *, reason: str | None = None) -> Iterator[Rejection]:
    """Yield what was refused and is not taken in since, the oldest first; with `reason` only those with this code."""
    with desk.store.reading() as on:
        yield from rejections.rejections(on, reason=reason)


def report_of(desk: Desk, page: KnownPage) -> str | None:
    """Return the id of the report that a known page is ("r12"), None when it is not there any more."""
    with desk.store.reading() as on:
        found = known_pages.report_of(on, page.sha256, page.url)
    return None if found is None else id_of("report", found)


def _named(source: str) -> str:
    return plain(shown(source))


def _grouped(found: Iterator[Found]) -> Iterator[list[Found]]:
    """Yield what is found in groups, each as large as may be looked up at once; what comes slowly does not wait long."""
    group: list[Found] = []
    n_bytes, since = 0, time.monotonic()
    for one in found:
        group.append(one)
        n_bytes += len(one.data) if isinstance(one, Parcel) else 0
        is_late = time.monotonic() - since > _MAX_LOOKUP_S
        if len(group) >= _MAX_LOOKUP or n_bytes > _MAX_LOOKUP_BYTES or is_late:
            yield group
            group, n_bytes, since = [], 0, time.monotonic()
    if group:
        yield group
