"""Claims about what all pages share: headers, files. The guard of every route: see `test_web_attacks_roles`."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from wiredesk.web import assets


def test_pages_forbid_inline_script_and_foreign_requests(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_bundled_files_are_kept_for_a_year_under_their_digest(client: TestClient) -> None:
    answer = client.get(assets.address("css/base.css"))
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "no-cache" in client.get("/static/older/css/base.css").headers["cache-control"]
    assert client.get("/static/x/../../gate.py").status_code == 404


@pytest.mark.chromium
def test_a_page_opens_without_a_request_to_elsewhere(site: str, window: Any) -> None:
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto(site)
    assert window.title() == "Today · Wiredesk"
    assert asked
    assert not [url for url in asked if not url.startswith((site, "data:"))]


def test_a_form_of_an_old_page_is_refused_with_the_way_back_to_it(client: TestClient) -> None:
    def told(referer: str) -> str:
        return client.post("/links", data={"token": "of before"}, headers={"referer": referer}).text

    assert 'href="/links?kind=story"' in told("http://testserver/links?kind=story")
    for elsewhere in (
        "",
        "http://elsewhere.example/links",
        "http://testserver//elsewhere.example/",
        "http://[",
        "javascript://testserver/x",
    ):
        assert "Back to the page" not in told(elsewhere)


def test_an_address_that_is_none_says_so_in_plain_words(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "nothing has this address" in answer.text
    assert client.get("/incidents/word").status_code == 404
    assert "month: is not written as it has to be" in client.get("/calendar?month=word").text


@pytest.mark.chromium
def test_the_first_page_of_all_shows_moments_in_the_readers_zone_in_the_same_words(site: str, window: Any) -> None:
    def told() -> list[str]:
        return [str(one.inner_text()) for one in window.locator("main time").all()]

    window.goto(f"{site}/log")
    window.locator("main time[title$='(Europe/Paris)']").first.wait_for()
    first = told()
    window.reload()
    assert first == told()
    assert "(Europe/Paris)" in window.content()
    kept = window.locator("main time").first
    assert kept.get_attribute("datetime")[11:16] != first[0][-5:], "Paris is never at UTC"
