"""Adding by hand in Chromium: a paste anywhere, files dropped on the page, the keyboard alone, no script at all."""

import re
from typing import Any

import pytest
from adding_in_web import CAPTURE, PAGE
from playwright.sync_api import expect

pytestmark = pytest.mark.chromium
LONG_MS = 60_000

PASTE = """([words, markup]) => {
  const brought = new DataTransfer();
  brought.setData("text/plain", words);
  if (markup) brought.setData("text/html", markup);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
}"""
BRING = """([kind, files]) => {
  const brought = new DataTransfer();
  for (const [name, words] of files) brought.items.add(new File([words], name, { type: "text/plain" }));
  document.querySelector("main").dispatchEvent(new DragEvent(kind, { dataTransfer: brought, bubbles: true, cancelable: true }));
}"""


def test_a_pasted_capture_is_read_and_shows_its_evidence(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    window.evaluate(PASTE, [CAPTURE, ""])
    expect(window.locator("#text")).to_have_value(CAPTURE)
    expect(window.locator("#read")).to_be_focused()
    window.keyboard.press("Enter")
    reading = window.locator("[data-reading]")
    expect(reading).to_be_visible(timeout=LONG_MS)
    expect(reading).to_contain_text("14 March 2024")
    expect(reading.locator("[data-article]")).to_contain_text("Four people were killed")
    expect(reading.locator("[data-article]")).not_to_contain_text("Subscribe")
    expect(window.locator("#text")).to_have_value("")
    incident = reading.locator("[data-facts] .fact-incidents").first
    incident.hover()
    expect(reading.locator(".w.lit").first).to_be_visible()
    expect(window.locator(".job [role=status]")).to_contain_text("done; 1 filed")
    reading.get_by_role("link", name="Open the report").click()
    window.wait_for_url(re.compile(r"/reports/r\d+$"))
    expect(window.locator("main")).to_contain_text("Tellanook")


def test_files_are_dropped_anywhere_and_come_in_one_by_one(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    files = [["capture.txt", CAPTURE], ["page.html", PAGE], ["empty.txt", " "]]
    window.evaluate(BRING, ["dragenter", files])
    expect(window.locator("#veil")).to_be_visible()
    window.evaluate(BRING, ["drop", files])
    expect(window.locator("#veil")).to_be_hidden()
    found = window.locator(".job-found > li")
    expect(found).to_have_count(3, timeout=LONG_MS)
    expect(window.locator(".job")).to_contain_text("2 filed, 1 refused", timeout=LONG_MS)
    expect(window.locator(".job .piece-refused")).to_contain_text("empty.txt")
    expect(window.locator(".job .piece-filed a").first).to_have_attribute("href", re.compile(r"^/reports/r\d+$"))
    expect(window.locator(".job form")).to_have_count(0)


def test_what_is_known_already_says_so(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    for words in ("1 filed", "1 known already"):
        window.evaluate(PASTE, [CAPTURE, ""])
        window.keyboard.press("Control+Enter")
        expect(window.locator(".job").first).to_contain_text(words, timeout=LONG_MS)


def test_a_marked_up_page_on_the_clipboard_is_offered(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    expect(window.locator("#kinds")).to_be_hidden()
    window.evaluate(PASTE, ["Bomb found on road near Ossana", PAGE])
    expect(window.locator("#kinds")).to_be_visible()
    window.get_by_label("The page as it was marked up").check()
    window.keyboard.press("Control+Enter")
    expect(window.locator("[data-reading]")).to_contain_text("Colonel Idris Maro", timeout=LONG_MS)


def test_nothing_given_is_said_at_once(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    window.get_by_role("button", name="Read and file").click()
    expect(window.locator("#notices")).to_contain_text("Paste a report")
    expect(window.locator("#text")).to_be_focused()


def test_what_the_server_refuses_is_told_in_its_words(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    window.evaluate(PASTE, [CAPTURE, ""])
    window.locator("#addresses").fill("https://press.example/a")
    window.locator("#known summary").click()
    window.locator("#published").fill("2024-03-16")
    window.keyboard.press("Control+Enter")
    expect(window.locator("#notices")).to_contain_text("for one report")
    expect(window.locator("#text")).to_have_value(CAPTURE)


def test_every_way_in_is_reached_by_keyboard(window: Any, site: str) -> None:
    window.goto(f"{site}/add")
    window.keyboard.press("p")
    expect(window.locator("#text")).to_be_focused()
    window.keyboard.press("Escape")
    window.keyboard.press("u")
    expect(window.locator("#addresses")).to_be_focused()
    window.keyboard.press("Escape")
    expect(window.locator("#addresses")).not_to_be_focused()
    with window.expect_file_chooser() as chooser:
        window.keyboard.press("f")
    chooser.value.set_files([{"name": "capture.txt", "mimeType": "text/plain", "buffer": CAPTURE.encode()}])
    expect(window.locator("#chosen")).to_contain_text("capture.txt")
    window.keyboard.press("Control+Enter")
    expect(window.locator("[data-reading]")).to_be_visible(timeout=LONG_MS)


def test_adding_works_without_script(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{site}/add")
    opened.fill("#text", CAPTURE)
    opened.get_by_role("button", name="Read and file").click()
    opened.wait_for_url(re.compile(r"/jobs/j[0-9a-f]{16}$"))
    expect(opened.locator(".piece-filed")).to_contain_text("Gunmen attack market", timeout=LONG_MS)
    expect(opened.locator(".job")).to_contain_text("done")
    context.close()
