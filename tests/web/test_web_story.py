"""The desk from end to end, as its users walk it: one capture pasted, read, ruled on, joined, found again, and coded by two."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from test_web_add_browser import LONG_MS, PASTE

pytestmark = pytest.mark.chromium
PASSWORD = "eleven grey herons"  # noqa: S105 - of people who do not exist
CAPTURE = """Ruvuma Gazette
Home
News
Weather
Subscribe
Two surveyors kidnapped on road to Pemba
By Ines Talva
15 May 2024
PEMBA, Mozambique - Gunmen kidnapped two surveyors on the road to Pemba on 14 May 2024, police said on Wednesday.
Their driver, Abel Tomo, was killed. "They were taken from their car in daylight," police chief Zita Lunga told reporters.
A memorial for the driver will be held in Pemba on 24 May 2024.
Most read
Cookie settings
© Ruvuma Gazette
"""


def test_a_capture_goes_all_the_way_from_the_clipboard_to_the_agreement_of_two_coders(window: Any, site: str) -> None:
    report = _paste_and_read(window, site)
    _rule_and_undo(window, site, report)
    incident = _join_and_find(window, site, report)
    _code_by_two(window, site, report)
    window.goto(f"{site}/incidents/{incident}")
    expect(window.locator("main")).to_contain_text("surveyors")


def _paste_and_read(window: Any, site: str) -> str:
    """Paste a capture, read its evidence, open it, and return its id."""
    window.goto(f"{site}/add")
    window.evaluate(PASTE, [CAPTURE, ""])
    window.keyboard.press("Enter")
    reading = window.locator("[data-reading]")
    expect(reading.locator("[data-article]")).to_contain_text("kidnapped two surveyors", timeout=LONG_MS)
    expect(reading.locator("[data-article]")).not_to_contain_text("Cookie settings")
    reading.get_by_role("link", name="Open the report").click()
    window.wait_for_url(re.compile(r"/reports/r\d+$"))
    window.keyboard.press("j")
    lit = window.locator("[data-article] .w.lit")
    expect(lit.first).to_be_visible()
    assert "kidnapped two surveyors" in "".join(lit.all_text_contents())
    return str(window.url.rpartition("/")[2])


def _rule_and_undo(window: Any, site: str, report: str) -> None:
    """Rule on two facts by single keys, take one back, and see what is kept."""
    window.goto(f"{site}/review/{report}")
    window.wait_for_selector("body.reviewing[data-fact]")
    first = window.evaluate("document.body.dataset.fact")
    window.keyboard.press("a")
    window.wait_for_function("was => document.body.dataset.fact !== was", arg=first)
    second = window.evaluate("document.body.dataset.fact")
    window.keyboard.press("r")
    window.wait_for_function("was => document.body.dataset.fact !== was", arg=second)
    window.wait_for_selector("body[data-sending='0']")
    window.keyboard.press("z")
    window.wait_for_selector(f"body[data-fact='{second}'][data-sending='0']")
    window.goto(f"{site}/review/history")
    rows = window.locator(".history > li", has_text="Two surveyors kidnapped")
    expect(rows.filter(has_text="accepted")).to_have_count(1)
    expect(rows.locator(".row-title.undone")).to_have_count(1)


def _join_and_find(window: Any, site: str, report: str) -> str:
    """Join its incident with another one, find both as one on the map and in the calendar, and return its id."""
    window.goto(f"{site}/reports/{report}")
    own = window.locator(".fact a[href^='/incidents/']").first.get_attribute("href").rpartition("/")[2]
    assert _stands(window, site, own), "on the map and in the calendar by itself"
    window.goto(f"{site}/incidents/{own}")
    window.keyboard.press("m")
    window.keyboard.type("nampula")
    window.locator("a.choice", has_text="Kidnapping in Nampula").first.focus()
    window.keyboard.press("Enter")
    window.wait_for_url("**/compare/*")
    window.keyboard.press("s")
    undo = window.get_by_role("button", name="Undo").first
    expect(undo).to_be_visible()
    window.wait_for_url(re.compile(r"/incidents/i\d+(\?.*)?$"))
    kept = re.findall(r"i\d+", window.url)[0]
    assert kept != own
    expect(window.locator("main")).to_contain_text("surveyors")
    expect(window.locator("main")).to_contain_text("quarry")
    assert _stands(window, site, kept)
    assert not _stands(window, site, own)
    return str(kept)


def _stands(window: Any, site: str, incident: str) -> bool:
    """Tell whether an incident stands on the map and in the calendar; that both say the same is asserted."""
    window.goto(f"{site}/incidents?type=kidnapping")
    expect(window.locator("[data-picture=map] [data-mark]").first).to_be_visible()
    on_map = window.locator(f"[data-picture=map] [data-mark][data-ids~='{incident}']").count()
    window.goto(f"{site}/calendar?month=2024-05")
    in_month = window.locator(f"main a[href='/incidents/{incident}']").count()
    assert bool(on_map) == bool(in_month)
    return bool(on_map)


def _code_by_two(window: Any, site: str, report: str) -> None:
    """Make three accounts and a round, let two code it blind, and let the third see how they agree and settle the rest."""
    window.goto(f"{site}/settings/people")
    for name in ("Ada Roe", "Nia Moor", "Olav Brandt"):
        form = window.locator("form[action='/settings/people']")
        form.get_by_label("Name").fill(name)
        form.get_by_label("Password").fill(PASSWORD)
        form.get_by_label("The same again").fill(PASSWORD)
        form.get_by_role("button").click()
        expect(window.locator("main")).to_contain_text("account is made")
    window.goto(f"{site}/rounds/new")
    window.locator("#name").fill("pilot")
    for name in ("Nia Moor", "Olav Brandt"):
        window.get_by_label(name).check()
    window.get_by_label("Only these reports").fill(report)
    asked = {"incident", "incident.stage", "incident.killed"}
    ticked = window.locator("input[name=question]:checked").evaluate_all("all => all.map((one) => one.value)")
    for value in set(ticked) - asked:
        window.uncheck(f"input[name=question][value='{value}']")
    window.get_by_role("button", name="Make the round").click()
    window.wait_for_url("**/rounds/1")
    n = int(re.findall(r"(\d+) questions", window.locator("main").inner_text())[0])
    for name, keys in (("Nia Moor", "a" * n), ("Olav Brandt", "a" * (n - 1) + "u")):
        _code(window.context.browser, site, name, keys)
    window.reload()
    expect(window.locator("main")).to_contain_text(f"1 of {n}")
    window.get_by_text("End coding, adjudicate").click()
    window.goto(f"{site}/rounds/1/adjudicate")
    window.keyboard.press("a")
    expect(window.locator("main")).to_contain_text("All is settled")


def _code(browser: Any, site: str, name: str, keys: str) -> None:
    """Log in as a coder in a browser of one's own and answer every question by a key."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    window = context.new_page()
    window.goto(f"{site}/rounds/1/code")
    window.get_by_label("Name").fill(name)
    window.get_by_label("Password").fill(PASSWORD)
    window.keyboard.press("Enter")
    for number, key in enumerate(keys, 1):
        expect(window.locator("#far")).to_contain_text(f"{number - 1} of {len(keys)}")
        window.wait_for_selector("body[data-coding=ready]")
        window.keyboard.press(key)
    expect(window.locator("main")).to_contain_text("All is coded")
    window.goto(f"{site}/rounds/1")
    expect(window.locator("main")).to_contain_text("Blind until it is adjudicated")
    context.close()
