"""Claims about the page of today: what it says, what it weighs, that its pictures and lists filter each other."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_works import works_on

from desk_files import filed
from wiredesk.alerts.rules import Rule
from wiredesk.codebook import IncidentType
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import rule_on_report
from wiredesk.desk.watching import add_watch
from wiredesk.web.app import create_app

_MOST_BYTES = 400_000


def points(page: str, figure: str = "today-map") -> list[dict[str, Any]]:
    found = re.search(rf'id="{figure}".*?<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    told: list[dict[str, Any]] = json.loads(found[1])
    return told


def test_today_shows_what_came_in_folded_by_story(client: TestClient) -> None:
    page = client.get("/").text
    assert "Abducted quarry engineers freed near Nampula" in page
    assert "2 reports of one story" in page
    assert page.count('data-report="r') == 14


def test_today_says_what_wants_a_ruling_and_why(client: TestClient) -> None:
    page = client.get("/").text
    first = page.index("Wants a ruling")
    assert page.index("Bombing in Garoua", first) < page.index("Attack in Bunia", first)
    assert "the perpetrator is suspected or accused by authorities" in page[first:]
    assert "told by 4 stories" in page[first:]


def test_every_incident_of_the_page_is_a_point(client: TestClient) -> None:
    told = points(client.get("/").text)
    assert {one["id"] for one in told} >= {"i1", "i5", "i8", "i13"}
    garoua = next(one for one in told if one["id"] == "i8")
    assert (garoua["lat"], garoua["day"], garoua["stage"]) == (pytest.approx(9.3, abs=0.1), "2024-03-14", "accomplished")
    robbery = next(one for one in told if one["day"] == "2024-01-01")
    assert robbery["end"] == "2024-01-31"


def test_what_came_since_the_last_visit_is_new(desk: Desk) -> None:
    with TestClient(create_app(works_on(desk))) as client:
        client.cookies.set("seen", "3-12-1000")
        page = client.get("/").text
        assert "<b>3 new</b>" in page
        assert page.count('class="is-new"') == 3
        again = client.get("/").text
        assert "<b>3 new</b>" in again, "a page loaded twice in one visit says the same"


@pytest.mark.parametrize("words", ["", "x", "-1-2-3", "1-2-99999999999999999999", "<script>", "1" * 4000])
def test_rubbish_in_the_cookie_is_a_first_visit(client: TestClient, words: str) -> None:
    page = client.get("/", headers={"cookie": f"seen={words}"})
    assert page.status_code == 200
    assert "since your last visit" not in page.text


def test_dates_near_stand_with_the_sentence_that_names_them(desk: Desk) -> None:
    early = replace(desk, clock=lambda: datetime(2024, 6, 20, 9, tzinfo=UTC))
    with TestClient(create_app(works_on(early))) as client:
        page = client.get("/").text
        assert "in 10 days" in page
        assert "Leaflets that threaten to burn down the ferry terminal" in page


def test_alerts_stand_on_the_page(empty_desk: Desk) -> None:
    add_watch(empty_desk, "blasts", Rule(types=(IncidentType.BOMBING,)), [])
    filed(empty_desk, "garoua-1")
    with TestClient(create_app(works_on(empty_desk))) as client:
        page = client.get("/").text
        assert "blasts" in page[page.index("alerts-title") :]
        assert client.get("/api/v1/today").json()["alerts"][0]["report"] == "r1"


def test_an_empty_desk_teaches_the_next_step(empty_client: TestClient) -> None:
    page = empty_client.get("/").text
    assert 'href="/add"' in page
    assert "Nothing has come in yet" in page


def test_words_of_reports_cannot_leave_their_place(desk: Desk) -> None:
    evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    rule_on_report(desk, 15, [lambda maker: maker.title(evil)])
    with TestClient(create_app(works_on(desk))) as client:
        for path in ("/", "/incidents", "/calendar?month=2024-05"):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert "<img" not in page


def test_the_api_tells_the_same(client: TestClient) -> None:
    told = client.get("/api/v1/today").json()
    assert told["stories"][0]["report"] == "r15"
    assert told["wanted"][0]["id"] == "i8"
    tasks = client.get("/api/v1/tasks?kind=incident&limit=2").json()
    assert [one["kind"] for one in tasks["items"]] == ["incident", "incident"]
    rest = client.get("/api/v1/tasks", params={"kind": "incident", "limit": 200, "cursor": tasks["next"]}).json()
    assert len(rest["items"]) > 5
    assert not {one["id"] for one in rest["items"]} & {one["id"] for one in tasks["items"]}
    task = client.get(f"/api/v1/tasks/{tasks['items'][0]['id']}").json()
    assert task["facts"][0]["doubt"] >= task["facts"][-1]["doubt"]
    assert client.get("/api/v1/tasks/99999").json()["error"]["code"] == "not_on_desk"
    assert client.get("/api/v1/tasks?cursor=nonsense").status_code == 404


@pytest.mark.chromium
def test_the_first_load_takes_at_most_400_kb(site: str, window: Any) -> None:
    network = window.context.new_cdp_session(window)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    window.goto(site)
    window.locator("#today-map[data-state=drawn]").wait_for()
    window.locator("#today-timeline[data-state=drawn]").wait_for()
    assert len(sizes) > 8
    assert sum(sizes) <= _MOST_BYTES


@pytest.mark.chromium
def test_map_timeline_and_lists_filter_each_other(site: str, window: Any) -> None:
    window.goto(site)
    window.locator("#today-map [data-mark]").first.wait_for()
    window.locator("#today-timeline [data-mark]").first.wait_for()
    shown = window.locator("#wanted > li:visible")
    assert shown.count() == 7
    dots = window.locator("#today-timeline [data-mark]")
    n_dots = dots.count()

    window.locator("#today-map [data-mark][aria-label*='2 here']").click()
    window.locator("[data-filter-note=wanted]:visible").wait_for()
    assert shown.count() == 2
    assert all("Mozambique" in words for words in shown.all_inner_texts())
    assert dots.count() == 2, "the timeline shows what the map lets through"
    assert window.locator("#came > li:visible").count() == 3

    window.locator("#today-timeline input").first.fill("2024-05-10")
    window.locator("#today-timeline input").first.dispatch_event("change")
    assert shown.count() == 1
    assert window.locator("#today-map [data-mark]:not([aria-hidden])").count() == 1, "and the map what the timeline does"

    window.locator("[data-filter-note=wanted] button").click()
    assert shown.count() == 7
    assert dots.count() == n_dots


@pytest.mark.chromium
def test_the_pictures_work_by_keyboard(site: str, window: Any) -> None:
    window.goto(site)
    marks = window.locator("#today-map [data-mark]")
    marks.first.wait_for()
    window.locator("#today-map [data-mark][tabindex='0']").focus()
    before = window.evaluate("document.activeElement.getAttribute('aria-label')")
    visited = {before}
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        window.keyboard.press(key)
        visited.add(window.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len(visited) > 1
    assert window.locator("#today-map [data-mark][tabindex='0']").count() == 1, "one stop of the tab key"
    window.keyboard.press("+")
    window.locator("[data-filter-note=wanted]:visible").wait_for()
    window.keyboard.press("0")
    window.locator("[data-filter-note=wanted]").wait_for(state="hidden")
