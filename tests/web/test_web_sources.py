"""Sources and feeds in the browser: ratings kept with a note and logged, what was refused, feeds without a way in."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk_files import filled
from wiredesk.desk.desk import Desk
from wiredesk.desk.feed_list import add_feed_list, listed_feeds
from wiredesk.desk.finding import Question, find
from wiredesk.desk.outlets import outlet_seen, outlets_seen
from wiredesk.desk.refusals import refused
from wiredesk.store.opening import Store
from wiredesk.store.rejections import Rejection, reject

OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" xmlUrl="https://one.example/feed"/><outline type="rss" xmlUrl="https://two.example/feed"/>
<outline type="rss" xmlUrl="file:///etc/passwd"/></body></opml>"""


def post(client: TestClient, to: str, *, files: dict[str, tuple[str, bytes]] | None = None, **fields: str) -> Any:
    found = re.search(r'"X-Wiredesk-Token": "([^"]+)"', client.get("/sources").text)
    assert found
    return client.post(to, data={"token": found[1], **fields}, files=files)


# -- outlets, on both databases ----------------------------------------------------------------------------------------


def test_figures_of_an_outlet_are_those_of_its_reports(store: Store) -> None:
    with filled(store) as desk:
        outlets, without = outlets_seen(desk)
        assert outlets
        for one in outlets:
            found = find(desk, Question(outlet=one.head.key, is_folded=False))
            assert one.figures.n_reports == one.head.n_reports == found.n_hits
            assert one.figures.newest == max(hit.head.day for hit in found.found)
            alone, wires, rated = outlet_seen(desk, one.head.outlet_id)
            assert alone.figures == one.figures
            assert sum(wires.values()) == one.figures.n_reports
            assert rated == []
        every = find(desk, Question(is_folded=False)).n_hits
        assert sum(one.figures.n_reports for one in outlets) + without.n_reports == every
        n_copies = sum(one.figures.n_copies for one in outlets) + without.n_copies
        assert n_copies == every - (find(desk, Question()).n_stories or 0)


def test_outlets_are_found_by_words_of_their_name(store: Store) -> None:
    with filled(store) as desk:
        assert [one.head.name for one in outlets_seen(desk, "maputo")[0]] == ["Maputo Daily"]
        assert outlets_seen(desk, "%")[0] == []


def test_refusals_are_paged_and_counted_by_reason(store: Store) -> None:
    with filled(store) as desk:
        rows = [
            Rejection(f"https://n{n}.example/", None, None, "no_article" if n % 2 else "too_large", "what", "advice", desk.now())
            for n in range(5)
        ]
        with store.writing() as on:
            reject(on, rows)
        first = refused(desk, most=3)
        rest = refused(desk, before=first.next, most=3)
        assert [one.uri for one in first.refused + rest.refused] == [one.uri for one in reversed(rows)]
        assert rest.next is None
        assert first.reasons == {"too_large": 3, "no_article": 2}
        assert len(refused(desk, reason="no_article", most=9).refused) == 2


# -- the pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def outlet_id(desk: Desk) -> int:
    return outlets_seen(desk)[0][0].head.outlet_id


def test_a_rating_is_kept_with_its_note_shown_and_logged(client: TestClient, desk: Desk, outlet_id: int) -> None:
    assert post(client, f"/sources/{outlet_id}", reliability="B", note="<b>wire desk</b>").status_code == 303
    one, _, rated = outlet_seen(desk, outlet_id)
    assert (one.head.reliability, one.head.note) == ("B", "<b>wire desk</b>")
    assert [row.actor for row in rated] == ["Ana Coder"]
    text = client.get(f"/sources/{outlet_id}").text
    assert "&lt;b&gt;wire desk" in text
    assert "Ana Coder" in text.split("Who rated it")[1]


def test_a_rating_in_the_list_leaves_the_note_and_comes_back_as_a_part(client: TestClient, desk: Desk, outlet_id: int) -> None:
    post(client, f"/sources/{outlet_id}", reliability="B", note="why")
    text = client.get("/sources").text
    token = re.search(r'"X-Wiredesk-Token": "([^"]+)"', text)[1]  # type: ignore[index]
    headers = {"hx-request": "true", "x-wiredesk-token": token}
    part = client.post(f"/sources/{outlet_id}", data={"reliability": "D"}, headers=headers)
    assert "<html" not in part.text
    assert 'value="D" selected' in part.text
    assert (outlet_seen(desk, outlet_id)[0].head.reliability, outlet_seen(desk, outlet_id)[0].head.note) == ("D", "why")
    post(client, f"/sources/{outlet_id}", reliability="none")
    assert outlet_seen(desk, outlet_id)[0].head.reliability is None


@pytest.mark.parametrize("letter", ["G", "AA", "", "a' OR 1=1"])
def test_a_letter_that_is_none_is_refused(client: TestClient, desk: Desk, outlet_id: int, letter: str) -> None:
    assert post(client, f"/sources/{outlet_id}", reliability=letter).status_code == 422
    assert outlet_seen(desk, outlet_id)[0].head.reliability is None


def test_an_outlet_shows_its_reports_and_downloads_them(client: TestClient, desk: Desk, outlet_id: int) -> None:
    text = client.get(f"/sources/{outlet_id}").text
    own = find(desk, Question(outlet=outlet_seen(desk, outlet_id)[0].head.key, is_folded=False))
    assert re.findall(r'class="row" href="/reports/(r\d+)"', text) == [one.id for one in own.found]
    address = re.search(r'href="(/export/reports.jsonl\?outlet=[^"]+)"', text)
    assert address
    assert len(client.get(address[1]).text.splitlines()) == own.n_hits
    assert client.get("/sources/999999").status_code == 404


def test_what_was_refused_is_listed_with_reason_and_advice(client: TestClient, desk: Desk) -> None:
    assert "Nothing was refused" in client.get("/sources/rejected").text
    with desk.store.writing() as on:
        reject(on, [Rejection("https://x.example/<i>", None, None, "no_article", "no article", "try another", desk.now())])
    text = client.get("/sources/rejected?reason=no_article").text
    assert "https://x.example/&lt;i&gt;" in text
    assert "try another" in text
    assert "None for this reason" in client.get("/sources/rejected?reason=too_large").text


def test_empty_pages_say_where_to_begin(empty_client: TestClient) -> None:
    assert "No source yet" in empty_client.get("/sources").text
    assert "No feed is followed" in empty_client.get("/settings/feeds").text


# -- feeds -------------------------------------------------------------------------------------------------------------


def test_a_list_of_feeds_is_followed_paused_and_removed(client: TestClient, desk: Desk) -> None:
    answer = post(client, "/settings/feeds", files={"opml": ("../../x.opml", OPML)}, every="3600")
    assert answer.status_code == 200
    assert "https://one.example/feed is followed" in answer.text
    feeds = listed_feeds(desk)
    assert [row.url for row, _ in feeds] == ["https://one.example/feed", "https://two.example/feed"]
    first = f"/settings/feeds/f{feeds[0][0].feed_id}"
    post(client, f"{first}/pause")
    assert "rests" in client.get("/settings/feeds").text
    post(client, f"{first}/resume")
    post(client, f"{first}/remove")
    assert [row.url for row, _ in listed_feeds(desk)] == ["https://two.example/feed"]


@pytest.mark.parametrize(
    "address",
    ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/feed", "http://169.254.169.254/latest", "http://[::1]/feed", "gopher://x",
     "desk.db", "-", "", "javascript:alert(1)"],
)  # fmt: skip
def test_no_feed_leads_into_this_machine(client: TestClient, desk: Desk, address: str) -> None:
    answer = post(client, "/settings/feeds", address=address)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert listed_feeds(desk) == []


def test_a_list_that_is_none_or_too_large_is_refused(client: TestClient, desk: Desk) -> None:
    assert post(client, "/settings/feeds", files={"opml": ("x.opml", b"<html>no list</html>")}).status_code == 422
    assert post(client, "/settings/feeds", files={"opml": ("x.opml", OPML + b" " * 2_000_001)}).status_code == 422
    assert listed_feeds(desk) == []


def test_feeds_are_asked_by_a_job_that_ends_and_can_be_cancelled(client: TestClient, desk: Desk) -> None:
    add_feed_list(desk, OPML.replace(b"https://one.example", b"http://127.0.0.1:9"), "x")
    for row, _ in listed_feeds(desk):
        if "127.0.0.1" not in row.url:
            post(client, f"/settings/feeds/f{row.feed_id}/remove")
    answer = post(client, "/settings/feeds/ask")
    assert answer.status_code == 303
    works = client.app.state.works  # type: ignore[attr-defined]
    job = works.jobs._jobs[answer.headers["location"].removeprefix("/jobs/")]
    assert job.wait(60)
    assert job.seen().state == "done"
    assert listed_feeds(desk)[0][0].n_failures == 1


# -- the API -----------------------------------------------------------------------------------------------------------


def test_the_api_tells_rates_and_pages_outlets(client: TestClient, desk: Desk, outlet_id: int) -> None:
    first = client.get("/api/v1/outlets?limit=2").json()
    rest = client.get(f"/api/v1/outlets?cursor={first['next']}&limit=200").json()
    assert [one["id"] for one in first["items"] + rest["items"]] == [one.head.outlet_id for one in outlets_seen(desk)[0]]
    token = re.search(r'"X-Wiredesk-Token": "([^"]+)"', client.get("/sources").text)[1]  # type: ignore[index]
    headers = {"x-wiredesk-token": token}
    told = client.put(f"/api/v1/outlets/{outlet_id}/rating", json={"reliability": "A"}, headers=headers).json()
    assert told["reliability"] == "A"
    assert client.put(f"/api/v1/outlets/{outlet_id}/rating", json={"reliability": "Z"}, headers=headers).status_code == 422
    assert client.get("/api/v1/refusals").json() == {"items": [], "next": None}


def test_the_api_follows_no_file_of_this_machine(client: TestClient, desk: Desk) -> None:
    token = re.search(r'"X-Wiredesk-Token": "([^"]+)"', client.get("/sources").text)[1]  # type: ignore[index]
    for address in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x"):
        answer = client.post("/api/v1/feeds", json={"address": address}, headers={"x-wiredesk-token": token})
        assert answer.status_code == 422
        assert answer.json()["error"]["code"] in ("wrong_value", "rejected")
    assert client.get("/api/v1/feeds").json()["items"] == []


def test_the_api_exports_what_is_picked(client: TestClient) -> None:
    same = client.get("/export/incidents.csv?type=bombing")
    assert client.get("/api/v1/export/incidents?type=bombing&format=csv").text == same.text
    assert client.get("/api/v1/export/reports?format=geojson").status_code == 400
    assert client.get("/api/v1/export/passwords").status_code == 422
