"""Opening a store and its transactions, on SQLite or PostgreSQL. Not for: what stands in it.

Every use of the store is one of two blocks: `with store.reading() as on` sees one moment of it and has a time limit;
`with store.writing() as on` is the only writer while it lasts, keeps all of its work at the end or nothing of it. A store
that is held by others, or a server that is gone, is waited for up to `wait_s` before a block begins; inside a block
nothing is tried again, the caller may repeat the whole of it.
"""

import datetime
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from wiredesk.errors import StoreBusy, StoreError, StoreMissing, StoreTooNew
from wiredesk.settings import Settings
from wiredesk.store.addresses import Address, parse_address
from wiredesk.store.engines import begin_reading, begin_writing, copy_sqlite, make_engine
from wiredesk.store.failures import is_gone, of_file, told_as_ours, translated
from wiredesk.store.migrations import SHIPPED, Shape, migrate
from wiredesk.store.tables import meta

On = Connection

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 5.0
# A mistyped host looks like a server that is gone; whoever opens a store wants to know soon.
_OPENING_WAIT_S = 3.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Say how long a held or absent store is waited for, how long one statement of a read may take, and how to pause."""

    wait_s: float = 75.0
    read_s: float = 30.0
    pause: Callable[[float], None] = time.sleep


WAITING = Waiting()


def waiting_of(settings: Settings) -> Waiting:
    """Return how long the settings say to wait."""
    return Waiting(settings.store_wait_s, settings.store_read_s)


class Store:
    """Hold one opened store; it may be used by several threads, each block by one."""

    def __init__(self, address: Address, engine: Engine, waiting: Waiting, shape: Shape) -> None:
        self.address = address
        self.waiting = waiting
        self.shape = shape
        self._engine = engine
        self._is_opened = False
        self._turn = threading.Lock()

    @classmethod
    def create(cls, address: str, *, now: datetime.datetime, waiting: Waiting = WAITING, shape: Shape = SHIPPED) -> "Store":
        """Make a new, empty store and open it.

        :raises StoreError: when there is one already, or none can be made there.
        """
        store = cls._made(address, waiting, shape)
        with store._released_on_failure(), _claimed(store.address), store.writing(is_durable=True) as on:
            if _step(on, store.shown) is not None:
                raise StoreError(f"store {store.shown}: there is a desk already; nothing was changed")
            _demand_unicode(on, store.shown)
            migrate(on, shape)
            _note_birth(on, now)
        store._is_opened = True
        return store

    @classmethod
    def open(cls, address: str, *, waiting: Waiting = WAITING, shape: Shape = SHIPPED, is_older_allowed: bool = False) -> "Store":
        """Open a store; `is_older_allowed` opens one of an older shape too, to upgrade it and for nothing else.

        :raises StoreMissing: when there is none.
        :raises StoreTooNew: when a newer Wiredesk made it.
        :raises StoreError: when it is no store, an older one that wants `upgrade`, or cannot be used.
        """
        store = cls._made(address, waiting, shape)
        with store._released_on_failure():
            step = store.step()
            if step != shape.newest and not is_older_allowed:
                what = f"is of an older shape ({step}, now {shape.newest})"
                raise StoreError(f"store {store.shown}: {what}; run wiredesk desk upgrade, which keeps a copy of a file")
        store._is_opened = True
        return store

    @classmethod
    def _made(cls, address: str, waiting: Waiting, shape: Shape) -> "Store":
        parsed = parse_address(address)
        return cls(parsed, make_engine(parsed, wait_s=waiting.wait_s), waiting, shape)

    @property
    def shown(self) -> str:
        """Give the address for messages: without user and password."""
        return self.address.shown

    @property
    def dialect(self) -> str:
        """Give `sqlite` or `postgresql`."""
        return self.address.dialect

    def step(self) -> str:
        """Return the step of the migrations that the store stands at.

        :raises StoreMissing: when there is no store.
        :raises StoreTooNew: when a newer Wiredesk made it.
        :raises StoreError: when it is no store, or cannot be used.
        """
        if self.address.path is not None and not self.address.path.exists():
            raise StoreMissing(f"store {self.shown}: there is none; run wiredesk desk init")
        with self.reading() as on:
            step = _step(on, self.shown)
        if step is None:
            raise StoreMissing(f"store {self.shown}: no desk is in it yet; run wiredesk desk init")
        if step not in self.shape.steps:
            raise StoreTooNew(
                f"store {self.shown}: a newer Wiredesk made it (shape {step}, known is {self.shape.newest}); install that one"
            )
        return step

    @contextmanager
    def reading(self, *, limit_s: float | None = None) -> Iterator[On]:
        """Read within the block, all of it at one moment; `limit_s` bounds each statement, 0 for no bound.

        :raises StoreBusy: when the store is held or out of reach for longer than the wait.
        :raises StoreError: when a statement takes too long, or the store cannot be used.
        """
        bound_s = self.waiting.read_s if limit_s is None else limit_s
        with told_as_ours(self.shown), self._connected(lambda on: begin_reading(on, bound_s)) as on:
            yield on

    @contextmanager
    def writing(self, *, is_durable: bool = False) -> Iterator[On]:
        """Write within the block, as the only writer; keep everything at its end, nothing when an error leaves it.

        `is_durable` waits for the disk, so that not even a power cut takes it back: for what people say. What a crash
        of the machine takes otherwise (SQLite alone) are the last moments' whole reports, which are added again.

        :raises StoreBusy: when the store is held or out of reach for longer than the wait, or is lost meanwhile.
        :raises StoreFull: when no space is left.
        :raises StoreError: when the store cannot be used.
        """
        begin = partial(begin_writing, is_durable=is_durable, wait_s=self.waiting.wait_s)
        with told_as_ours(self.shown), self._in_turn(), self._connected(begin) as on:
            yield on
            on.commit()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let the threads of this process write one after another as they come.

        SQLite lets those who wait sleep up to 100 ms between two tries, however soon the store is free.

        :raises StoreBusy: when others of this process write for longer than the wait.
        """
        if not self._turn.acquire(timeout=self.waiting.wait_s):
            raise StoreBusy(f"store {self.shown}: is held by other work of this program; try again in a moment")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def tending(self) -> Iterator[On]:
        """Give a connection outside of any transaction, for what tidies the files up.

        :raises StoreError: when the store cannot be used.
        """
        engine = self._engine if self.dialect == "sqlite" else self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with told_as_ours(self.shown), engine.connect() as on:
            yield on

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def upgrade(self, *, is_copied: bool = True) -> Path | None:
        """Bring an older store to this shape, all of it or nothing; return the copy that was made of a file before.

        None says that there was nothing to do or, for a server and without `is_copied`, that no copy was made.

        :raises StoreError: when it cannot be written, or the copy's name is taken.
        """
        old = self.step()
        if old == self.shape.newest:
            return None
        copy = self._copied(old) if is_copied and self.address.path is not None else None
        with self.writing(is_durable=True) as on:
            migrate(on, self.shape)
        return copy

    def _copied(self, step: str) -> Path:
        path = Path(f"{self.address.path}.shape-{step}")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise StoreError(f"{path}: is there already, the copy before an upgrade; move it away and do it again") from error
        except OSError as error:
            raise of_file(error, self.shown) from error
        with told_as_ours(self.shown), self._engine.connect() as on:
            copy_sqlite(on, path)
        return path

    @contextmanager
    def _connected(self, begin: Callable[[On], None]) -> Iterator[On]:
        on = self._begun(begin)
        try:
            yield on
        finally:
            on.close()

    def _begun(self, begin: Callable[[On], None]) -> On:
        """Begin a transaction; while the server is gone, try again after growing pauses until the wait is over."""
        slept_s, pause_s = 0.0, _FIRST_PAUSE_S
        wait_s = self.waiting.wait_s if self._is_opened else min(self.waiting.wait_s, _OPENING_WAIT_S)
        while True:
            try:
                return self._begun_once(begin)
            except DBAPIError as error:
                if not is_gone(error.orig) or not isinstance(translated(error.orig, self.shown), StoreBusy):
                    raise
                if slept_s >= wait_s:
                    raise
            self._engine.dispose()
            self.waiting.pause(min(pause_s, wait_s - slept_s))
            slept_s, pause_s = slept_s + pause_s, min(2 * pause_s, _LONGEST_PAUSE_S)

    def _begun_once(self, begin: Callable[[On], None]) -> On:
        on = self._engine.connect()
        try:
            begin(on)
        except BaseException:
            on.close()
            raise
        return on

    @contextmanager
    def _released_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise


@contextmanager
def _claimed(address: Address) -> Iterator[None]:
    """Make the file of a new store, which none but its user may read: it holds personal values; gone if the block fails."""
    path = address.path
    if path is None or path.exists():
        yield
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise of_file(error, address.shown) from error
    try:
        yield
    except BaseException:
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        raise


def _step(on: On, shown: str) -> str | None:
    """Return the step that is recorded, None in an empty database.

    :raises StoreError: when something else is in it.
    """
    names = set(inspect(on).get_table_names())
    if {"alembic_version", "meta", "report"} <= names:
        found = on.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)
    if names:
        raise StoreError(f"store {shown}: is no desk, it holds other tables, such as {min(names)[:40]!r}; name another one")
    return None


def _demand_unicode(on: On, shown: str) -> None:
    if on.dialect.name != "postgresql":
        return
    encoding = on.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise StoreError(f"store {shown}: the database keeps text as {encoding}; create it with createdb --encoding=UTF8")


def _note_birth(on: On, now: datetime.datetime) -> None:
    on.execute(meta.insert(), [{"key": "created_at", "value": now.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")}])
