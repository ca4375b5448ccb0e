"""The desk itself: making one, what it holds, its log, a newer shape. Not for: what comes onto it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wiredesk.desk.desk import Desk, login_name
from wiredesk.desk.reader import Clock, utc_now
from wiredesk.interchange.report_json import instant
from wiredesk.settings import Settings
from wiredesk.store import log
from wiredesk.store.counting import Counts, counts
from wiredesk.store.log import LogRow
from wiredesk.store.opening import Store, waiting_of


@dataclass(frozen=True, slots=True)
class About:
    """Say where a desk is, of what shape (the step of its migrations), and what it holds."""

    address: str
    dialect: str
    shape: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Upgraded:
    """Say from which shape to which a desk was brought, equal when there was nothing to do, and where its copy is."""

    address: str
    old: str
    new: str
    copy: Path | None


def make_desk(settings: Settings, *, clock: Clock = utc_now) -> str:
    """Make a new, empty desk where the settings say, and return its address for messages.

    :raises StoreError: when there is one already, or none can be made there.
    """
    store = Store.create(settings.store, now=clock(), waiting=waiting_of(settings))
    try:
        _note(store, settings, "init", {"shape": store.shape.newest}, clock)
    finally:
        store.close()
    return store.shown


def about(desk: Desk) -> About:
    """Return where the desk is and what it holds.

    :raises StoreError: when it cannot be read.
    """
    store = desk.store
    with store.reading() as on:
        return About(store.shown, store.dialect, store.shape.newest, counts(on))


def upgrade_desk(settings: Settings, *, clock: Clock = utc_now) -> Upgraded:
    """Bring an older desk to the shape of this version; a file is copied first.

    :raises StoreMissing: when there is none.
    :raises StoreTooNew: when a newer Wiredesk made it.
    :raises StoreError: when it cannot be written, or the copy's name is taken.
    """
    store = Store.open(settings.store, waiting=waiting_of(settings), is_older_allowed=True)
    try:
        old = store.step()
        done = Upgraded(store.shown, old, store.shape.newest, store.upgrade())
        if done.old != done.new:
            _note(store, settings, "upgrade", {"from": done.old, "to": done.new}, clock)
    finally:
        store.close()
    return done


def log_rows(desk: Desk, *, subject: str | None = None, last: int = 0) -> Iterator[LogRow]:
    """Yield the rows of the log, the oldest first: those about one subject, the `last` ones, or all with 0.

    :raises StoreError: when it cannot be read.
    """
    with desk.store.reading(limit_s=0) as on:
        if subject is not None:
            yield from log.about(on, subject)[-last:]
        else:
            yield from log.chain(on, after=max(0, log.newest(on) - last) if last else 0)


def _note(store: Store, settings: Settings, action: str, detail: dict[str, str], clock: Clock) -> None:
    who = login_name() if settings.user == "-" else settings.user
    with store.writing(is_durable=True) as on:
        log.append(on, who, action, "", detail, at=str(instant(clock().replace(microsecond=0))))
