"""Search driven in Chromium: typed, narrowed by a facet, suggested, saved by a key; a download holds the same rows."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.chromium


def _hits(window: Any) -> list[str]:
    return [
        one.removeprefix("/reports/")
        for one in window.locator(".found a.row").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    ]


def test_a_search_is_narrowed_and_its_download_holds_the_same_rows(site: str, window: Any) -> None:
    window.goto(f"{site}/sources")
    window.keyboard.press("Escape")
    window.goto(f"{site}/search?all=1")
    window.keyboard.press("Escape")
    window.keyboard.press("/")
    window.keyboard.type("police")
    window.keyboard.press("Enter")
    window.wait_for_url("**/search?*q=police*")
    assert "from=" not in window.url
    before = _hits(window)
    window.keyboard.press("Escape")
    window.keyboard.press("f")
    assert window.evaluate("document.activeElement.closest('.facet') !== null")
    window.locator(".facet a", has_text="bombing").click()
    window.wait_for_url("**type=bombing**")
    narrowed = _hits(window)
    assert 0 < len(narrowed) < len(before)
    window.keyboard.press("d")
    with window.expect_download() as waited:
        window.locator(".downloads-menu a[href^='/export/reports.jsonl']").click()
    path = Path(waited.value.path())
    assert waited.value.suggested_filename == "wiredesk-reports.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["report"] for row in rows} >= set(narrowed)
    n_hits = int(window.locator("#found").inner_text().split()[0])
    assert len(rows) == n_hits


def test_a_name_is_offered_while_it_is_typed_and_chosen_by_keys(site: str, window: Any) -> None:
    window.goto(f"{site}/search")
    window.locator("#q").fill("garo")
    window.locator("#suggestions a").first.wait_for()
    window.keyboard.press("ArrowDown")
    assert "Garoua" in window.evaluate("document.activeElement.textContent")
    window.keyboard.press("Enter")
    window.wait_for_url("**/search?entity=e*")
    assert len(_hits(window)) > 0
    assert "Garoua" in window.locator(".conditions").inner_text()


def test_a_key_leads_to_the_watch_and_it_can_be_tried(site: str, window: Any) -> None:
    window.goto(f"{site}/search?q=%22bus+station%22")
    window.locator("h1").click()
    window.keyboard.press("s")
    window.wait_for_url("**/watches/new**")
    window.get_by_role("button", name="Try it on the newest reports").click()
    window.locator("#tried .row").first.wait_for()
    assert "It would have fired" in window.locator("#tried").inner_text()
    window.get_by_label("Name of the watch").fill("Stations")
    window.get_by_role("button", name="Save the watch").click()
    window.wait_for_url("**/watches/w*")
    window.locator("ol.rows a.row").first.wait_for()


def test_a_rating_in_the_list_is_kept_at_once(site: str, window: Any) -> None:
    window.goto(f"{site}/sources")
    window.locator(".rating select").first.select_option("B")
    window.locator(".rating .badge-good").wait_for()
    window.reload()
    assert window.locator(".rating select").first.input_value() == "B"


def test_the_map_of_the_results_opens_in_place(site: str, window: Any) -> None:
    window.goto(f"{site}/search?type=bombing")
    window.get_by_text("On a map and a timeline").click()
    window.locator(".found-pictures figure[data-picture=map]").wait_for()
    window.locator(".found-pictures figure[data-picture=map][data-state=drawn]").wait_for()
    assert window.locator(".found-pictures figure[data-picture=map]").get_attribute("data-n") == "1"
