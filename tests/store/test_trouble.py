"""Claims about trouble: a full disk, a server that goes and comes back, a folder that cannot be written."""

import os
import resource
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from made_readings_strategy import filing_of
from sqlalchemy import text
from test_opening import NOW, put, values

from stand_ins import threat_reading
from wiredesk.errors import StoreBusy, StoreError, StoreFull
from wiredesk.store import filing
from wiredesk.store.opening import Store, Waiting

NOBODY = 65534


class Relay:
    """Pass connections on to a server, until it is shut."""

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self._open: list[socket.socket] = []
        self.port = 0
        self._listener: socket.socket | None = None

    def start(self) -> None:
        """Accept connections, from the second time on at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """Cut all connections and refuse new ones."""
        assert self._listener is not None
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                to.sendall(piece)


@pytest.fixture
def relay(new_database: Callable[[], str]) -> Iterator[tuple[Relay, str]]:
    """Give a relay to a server, and the address of a new store behind it."""
    address = new_database()
    head, _, name = address.rpartition("/")
    user, _, where = head.removeprefix("postgresql://").rpartition("@")
    host, _, port = where.partition(":")
    made = Relay(host, int(port or 5432))
    made.start()
    through = f"postgresql://{user}@127.0.0.1:{made.port}/{name}"
    Store.create(through, now=NOW).close()
    yield made, through
    made.shut()


def test_a_server_that_is_gone_for_a_while_is_waited_for(relay: tuple[Relay, str]) -> None:
    server, address = relay
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            server.start()

    store = Store.open(address, waiting=Waiting(wait_s=60, pause=pause))
    put(store, "before")
    server.shut()
    assert values(store) == ["before"]
    assert len(pauses) >= 4
    assert pauses == sorted(pauses)
    store.close()


def test_a_server_that_stays_away_is_told(relay: tuple[Relay, str]) -> None:
    server, address = relay
    pauses: list[float] = []
    store = Store.open(address, waiting=Waiting(wait_s=60, pause=pauses.append))
    server.shut()
    with pytest.raises(StoreBusy, match="does not answer"):
        put(store, "x")
    assert sum(pauses) == pytest.approx(60)
    store.close()


def test_what_was_written_when_the_server_went_is_taken_back_and_can_be_done_again(relay: tuple[Relay, str]) -> None:
    server, address = relay
    store = Store.open(address, waiting=Waiting(wait_s=60, pause=lambda seconds: server.start()))

    def go_away_half_way() -> None:
        with store.writing() as on:
            on.execute(text("INSERT INTO meta (key, value) VALUES ('tried', 'half')"))
            server.shut()
            on.execute(text("INSERT INTO meta (key, value) VALUES ('other', 'half')"))

    with pytest.raises(StoreBusy, match="nothing of this was kept"):
        go_away_half_way()
    put(store, "again")
    assert values(store) == ["again"]
    store.close()


def test_an_absent_server_is_told_soon_when_a_store_is_opened() -> None:
    pauses: list[float] = []
    with pytest.raises(StoreBusy, match="does not answer"):
        Store.open("postgresql://desk@127.0.0.1:1/desk", waiting=Waiting(wait_s=60, pause=pauses.append))
    assert 0 < sum(pauses) < 5


def test_a_database_that_is_absent_is_told(new_database: Callable[[], str]) -> None:
    with pytest.raises(StoreError, match="createdb"):
        Store.open(new_database() + "_not", waiting=Waiting(pause=lambda seconds: pytest.fail("waited in vain")))


@pytest.mark.parametrize(
    ("state", "kind"), [("53100", StoreFull), ("57P01", StoreBusy), ("42501", StoreError), ("58030", StoreError)]
)
def test_what_a_server_says_is_told_as_ours(new_database: Callable[[], str], state: str, kind: type[StoreError]) -> None:
    store = Store.create(new_database(), now=NOW)
    words = f"DO $$ BEGIN RAISE EXCEPTION 'secret words' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(kind) as caught, store.writing() as on:
        on.exec_driver_sql(words)
    assert type(caught.value) is kind
    assert "secret" not in str(caught.value)
    store.close()


def test_a_full_disk_keeps_whole_reports_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "desk.db"), now=NOW)

    def fill() -> None:
        for number in range(10_000):
            with store.writing() as on:
                on.exec_driver_sql(f"PRAGMA max_page_count={limit}")
                filing.file(on, filing_of(threat_reading(), key=str(number)))

    with store.reading() as on:
        limit = int(on.exec_driver_sql("PRAGMA page_count").scalar_one()) + 60
    with pytest.raises(StoreFull, match="no space"):
        fill()
    with store.reading() as on:
        n_reports = on.execute(text("SELECT count(*) FROM report")).scalar_one()
        assert n_reports == on.execute(text("SELECT count(*) FROM report_text")).scalar_one() > 0
        assert on.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    with store.writing() as on:
        on.exec_driver_sql("PRAGMA max_page_count=1000000")
        filing.file(on, filing_of(threat_reading(), key="more"))
    store.close()


@contextmanager
def small_files(n_bytes: int) -> Iterator[None]:
    """Let no file of this process grow over a size within the block."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


def test_a_disk_that_takes_no_more_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "desk.db"), now=NOW)
    put(store, "kept")
    size = max(path.stat().st_size for path in tmp_path.iterdir())

    def fill() -> None:
        with store.writing() as on:
            for number in range(2000):
                on.execute(text("INSERT INTO meta (key, value) VALUES (:key, :value)"), {"key": str(number), "value": "x" * 9000})

    with small_files(size + 100_000), pytest.raises(StoreError, match=r"full|no space"):
        fill()
    assert values(store) == ["kept"]
    store.close()


def test_a_new_store_that_finds_no_room_leaves_nothing(tmp_path: Path) -> None:
    with small_files(20_000), pytest.raises(StoreError, match=r"full|no space"):
        Store.create(str(tmp_path / "desk.db"), now=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    """Give a folder with a store in it that the user of the test may only read."""
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-test-"))
    Store.create(str(folder / "desk.db"), now=NOW).close()
    (folder / "desk.db").chmod(0o644)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_told(shut_folder: Path) -> None:
    with pytest.raises(StoreError, match=r"can(not)? be (used|written)"):
        Store.create(str(shut_folder / "other.db"), now=NOW)
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(str(shut_folder / "desk.db"))
