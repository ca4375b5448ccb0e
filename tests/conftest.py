"""What every test may ask for, and the rule that nothing is skipped in CI that could have run there.

`@pytest.mark.shared` and the fixture `shared` are for tests that read the corpora, scorers or examples beside the
clone; `@pytest.mark.chromium` is for tests that drive a browser. Both skip with a reason where the thing is absent.
Where CI is set in the environment a skip is a failure, unless it is for the data folder and that folder is absent.

`store_address` and `store` run a test twice: on SQLite, and on PostgreSQL, for which a server of our own is started, or
the one at WIREDESK_TEST_POSTGRES (`postgresql://user@host:port`, whose user may create databases) is taken.
"""

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from store_servers import NoServer, databases, private_server
from wiredesk.store.opening import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("WIREDESK_SHARED") or ROOT.parent / "shared")
CHROMIUM = Path("/usr/bin/chromium")
_NO_SHARED = "needs the corpora in ../shared, which are absent"
_NO_CHROMIUM = "needs /usr/bin/chromium, which is absent: apt-get install chromium"


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the clone."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder with corpora, scorers and examples, or skip."""
    if not SHARED.is_dir():
        pytest.skip(_NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty PostgreSQL database and returns its address, or skip."""
    with ExitStack() as stack:
        try:
            server = os.environ.get("WIREDESK_TEST_POSTGRES") or stack.enter_context(private_server())
        except NoServer as reason:
            pytest.skip(str(reason))
        yield stack.enter_context(databases(server.rstrip("/")))


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a store that is not there yet, on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.db")
    new_database: Callable[[], str] = request.getfixturevalue("new_database")
    return new_database()


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """Give a new, empty store, opened."""
    opened = Store.create(store_address, now=datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC))
    yield opened
    opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip marked tests whose needs are absent."""
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason=_NO_SHARED))
        if item.get_closest_marker("chromium") and not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason=_NO_CHROMIUM))


def _wanting(skipped: list[pytest.TestReport | pytest.CollectReport]) -> list[str]:
    """Return the skips that may not be: all, but for those that want the data folder where it is absent."""
    found = []
    for report in skipped:
        reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        if SHARED.is_dir() or "shared" not in reason.lower():
            found.append(f"{report.nodeid}: {reason}")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> object:
    """Fail the run where CI is set and a test was skipped that could have run."""
    done = yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    wanting = _wanting(reporter.stats.get("skipped", [])) if os.environ.get("CI") and reporter else []
    if wanting and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    for line in wanting:
        print(f"\nskipped, but CI must run it: {line}", end="")
    return done
