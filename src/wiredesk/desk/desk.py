"""A desk: one store, one reader, one person at work. Not for: the verbs (each has a module beside this one)."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from wiredesk.desk.reader import Clock, Reader, utc_now
from wiredesk.interchange.report_json import instant
from wiredesk.settings import Settings
from wiredesk.store.opening import Store, waiting_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold what every verb needs.

    `who` is the person at work, for rulings and the log; the model acts under the name that `reader_version` gives.
    """

    store: Store
    settings: Settings
    who: str
    clock: Clock = utc_now
    reader: Reader = field(default_factory=Reader)

    def now(self) -> str:
        """Return the present moment as it is written into the store: ISO 8601, UTC, whole seconds."""
        return str(instant(self.clock().replace(microsecond=0)))


def login_name() -> str:
    """Return who is logged in, "unknown" where the machine cannot say."""
    try:
        return getpass.getuser() or "unknown"
    except (OSError, KeyError):
        return "unknown"


@contextmanager
def open_desk(settings: Settings, *, clock: Clock = utc_now) -> Iterator[Desk]:
    """Open the desk that the settings name, and close it in the end.

    :raises StoreMissing: when there is none yet.
    :raises StoreError: when it cannot be used.
    """
    store = Store.open(settings.store, waiting=waiting_of(settings))
    who = login_name() if settings.user == "-" else settings.user
    try:
        yield Desk(store, settings, who, clock, Reader(settings, clock=clock))
    finally:
        store.close()
