"""Claims about news: what any process files or rules reaches open pages, and streams cost and last no more than they may."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import httpx2
import pytest
from web_works import serving, works_on

from desk_files import desk_on, filed
from wiredesk.alerts.rules import Rule
from wiredesk.codebook import IncidentType
from wiredesk.desk.desk import Desk
from wiredesk.desk.happened import Mark, happened_after, mark_now
from wiredesk.desk.removing import remove_report
from wiredesk.desk.ruling import rule_on_report
from wiredesk.desk.watching import add_watch
from wiredesk.store.opening import Store
from wiredesk.web.news import News
from wiredesk.web.works import Works


def quick(desk: Desk) -> Works:
    """Return works that look at the log often, for tests."""
    works = works_on(desk)
    works.news = News(desk, every_s=0.05)
    return works  # type: ignore[no-any-return]


@contextmanager
def other_process(desk: Desk) -> Iterator[Desk]:
    """Give the same desk as another process has it: with connections of its own."""
    with closing(
        Store.open(desk.store.address.given if hasattr(desk.store.address, "given") else str(desk.store.address.path))
    ) as store:
        yield replace(desk_on(store), who="Bo Other")


def streamed(address: str, after: str = "") -> Generator[tuple[str, dict[str, Any], str], None, None]:
    """Read the stream: name of each event, what it tells, its id."""
    headers = {"last-event-id": after} if after else {}
    with httpx2.stream("GET", f"{address}/events", headers=headers, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        parts: dict[str, str] = {}
        for line in stream.iter_lines():
            if line:
                name, _, parts[name] = line.partition(": ")
                continue
            if "event" in parts:
                yield parts["event"], json.loads(parts["data"]), parts["id"]
            parts = {}


def events(address: str, n: int, after: str = "") -> list[tuple[str, dict[str, Any], str]]:
    """Read so many events of the stream."""
    with closing(streamed(address, after)) as told:
        return list(islice(told, n))


def test_what_another_process_files_reaches_an_open_page(empty_desk: Desk) -> None:
    with serving(quick(empty_desk)) as address, other_process(empty_desk) as other:
        add_watch(other, "blasts", Rule(types=(IncidentType.BOMBING,)), [])
        with closing(streamed(address)) as told:
            heard = dict([next(told)[:2]])
            filed(other, "garoua-1")
            rule_on_report(other, 1, [lambda maker: maker.accept("i1.killed")])
            while len(heard) < 4:
                name, what, _ = next(told)
                heard[name] = what
        assert heard["hello"] == {"newest": 0}
        assert heard["reports"]["n"] == 1
        assert heard["reports"]["reports"][0]["id"] == "r1"
        assert heard["reports"]["reports"][0]["points"][0]["href"] == "/incidents/i1"
        assert heard["alert"]["watch"] == "blasts"
        assert heard["rulings"]["about"][0] == {"who": "Bo Other", "action": "accept", "about": "r1"}


def test_who_comes_again_gets_what_came_meanwhile(empty_desk: Desk) -> None:
    with serving(quick(empty_desk)) as address:
        _, _, mark = events(address, 1)[0]
        filed(empty_desk, "garoua-1")
        names = [name for name, _, _ in events(address, 2, after=mark)]
        assert names[0] == "hello"
        assert names[1] in ("reports", "behind")


def test_who_slept_through_a_restart_is_told_to_load_anew(desk: Desk) -> None:
    with serving(quick(desk)) as address:
        assert [name for name, _, _ in events(address, 2, after="1.0.0")] == ["hello", "behind"]


@pytest.mark.parametrize("after", ["", "x", "1.2", "1.2.3.4", "99999999999999999999.1.1", "-1.0.0"])
def test_a_wrong_mark_is_no_mark(after: str) -> None:
    assert Mark.from_words(after) is None


def test_nothing_is_told_of_a_quiet_desk_and_little_of_a_removal(desk: Desk) -> None:
    mark = mark_now(desk)
    assert happened_after(desk, mark).mark == mark
    remove_report(desk, 15, reason="asked for", is_squeezed=False)
    found = happened_after(desk, mark)
    assert (found.n_reports, found.stories, found.rulings) == (0, (), ())
    assert found.mark > mark


def test_a_report_that_was_removed_again_is_told_without_words(empty_desk: Desk) -> None:
    mark = mark_now(empty_desk)
    filed(empty_desk, "garoua-1")
    remove_report(empty_desk, 1, reason="asked for", is_squeezed=False)
    assert happened_after(empty_desk, mark).stories == ()


def test_streams_are_bounded_for_one_person(desk: Desk) -> None:
    async def open_many() -> int:
        news = News(desk)
        streams: list[AsyncIterator[bytes]] = []
        while news.has_room("Ana"):
            streams.append(news.stream("Ana"))
            await anext(streams[-1])
        n_open = len(streams)
        assert news.has_room("Bo")
        news.end()
        assert not news.has_room("Bo")
        for stream in streams:
            assert [one async for one in stream][-1].startswith(b"id:"), "each ends by itself, after its greeting"
        return n_open

    with ThreadPoolExecutor(1) as thread:  # where no other loop runs
        assert thread.submit(lambda: asyncio.run(open_many())).result(30) == 12


def test_a_page_that_listens_does_not_hold_up_the_end(desk: Desk) -> None:
    with serving(quick(desk)) as address:
        told = streamed(address)
        next(told)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    told.close()


def test_events_want_a_person(desk: Desk) -> None:
    with serving(replace_local(quick(desk))) as address:
        assert httpx2.get(f"{address}/events", headers={"hx-request": "true"}).status_code == 401


def replace_local(works: Works) -> Works:
    works.is_local = False
    return works


@pytest.mark.chromium
def test_a_new_report_slides_in_on_today_and_is_a_badge_elsewhere(empty_desk: Desk, window: Any) -> None:
    early = replace(empty_desk, clock=lambda: datetime(2024, 9, 1, 12, tzinfo=UTC))
    filed(early, "bunia-1")
    with serving(quick(early)) as address:
        window.goto(address)
        window.locator("#today-map[data-state=drawn]").wait_for()
        other = window.context.new_page()
        other.goto(f"{address}/incidents")
        assert window.locator("#came > li").count() == 1
        with other_process(early) as elsewhere:
            filed(elsewhere, "garoua-1")
        window.locator("#came > li.slides-in").wait_for()
        assert "bomb blast at Garoua" in window.locator("#came > li").first.inner_text()
        window.locator("#today-map [data-mark]").first.wait_for()
        badge = other.locator("[data-live-badge]")
        badge.wait_for()
        assert badge.inner_text() == "1"
        other.close()
        window.goto("about:blank")


@pytest.mark.chromium
def test_a_ruling_of_somebody_else_is_said_on_the_reports_page(desk: Desk, window: Any) -> None:
    with serving(quick(desk)) as address:
        window.add_init_script(
            "addEventListener('wiredesk:news', () => { document.documentElement.dataset.heard = 'yes'; }, true)"
        )
        window.goto(f"{address}/reports/r8")
        window.locator("html[data-heard]").wait_for(state="attached")
        with other_process(desk) as elsewhere:
            rule_on_report(elsewhere, 8, [lambda maker: maker.accept("i1.killed")])
        window.get_by_text("Bo Other ruled on this meanwhile").wait_for()
        window.goto("about:blank")
