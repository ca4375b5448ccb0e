"""A desk with the sample reports, served: to a test client, or to Chromium over loopback."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_works import serving as serving
from web_works import works_on as works_on

from desk_files import NOW, desk_on, filled
from wiredesk.desk.desk import Desk
from wiredesk.store.opening import Store
from wiredesk.web.app import create_app

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a desk that holds all samples; copied, never written."""
    path = tmp_path_factory.mktemp("filled") / "desk.db"
    store = Store.create(str(path), now=NOW)
    with filled(store), store.tending() as on:
        on.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture
def desk(filled_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """Give a desk of one's own that holds all samples; it is 1 September 2024 there."""
    path = tmp_path / "desk.db"
    shutil.copyfile(filled_file, path)
    store = Store.open(str(path))
    yield desk_on(store)
    store.close()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk without reports."""
    store = Store.create(str(tmp_path / "empty.db"), now=NOW)
    yield desk_on(store)
    store.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """Give a client of a single-user server."""
    with TestClient(create_app(works_on(desk)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def empty_client(empty_desk: Desk) -> Iterator[TestClient]:
    """Give a client of a single-user server over a desk without reports."""
    with TestClient(create_app(works_on(empty_desk)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def site(desk: Desk) -> Iterator[str]:
    """Give the address of a single-user server over a desk of one's own."""
    with serving(works_on(desk)) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Give one Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Any) -> Iterator[Any]:
    """Give a page of a new browser context; an error of a script fails the test.

    Motion is reduced: Chromium reports a transition between two pages that a quick test cuts off as an error of a script.
    Choosers of files are listened for from the start: Playwright may ask for them too late for a key that opens one at once.
    """
    size = {"width": 1440, "height": 900}
    context = chromium.new_context(viewport=size, locale="en-GB", timezone_id="Europe/Paris", reduced_motion="reduce")
    opened = context.new_page()
    opened.on("filechooser", lambda _chooser: None)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    context.close()
    assert not wrong
