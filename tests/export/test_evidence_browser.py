"""The evidence page in a real browser: pointing, keys, hostile text, narrow windows, no JavaScript."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_evidence_page import hostile_reading

from stand_ins import threat_page, threat_reading
from wiredesk.export.evidence_page import evidence_page

CHROMIUM = Path("/usr/bin/chromium")
NOW = datetime.datetime(2026, 11, 22, 11, 0)

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Write an ordinary and a hostile page."""
    pages = {
        "threat": evidence_page(threat_reading(), now=NOW, version="0.1.0", source_text=threat_page().text),
        "hostile": evidence_page(hostile_reading(), now=NOW, version="0.1.0"),
    }
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.html" for name in pages}


class Opened:
    """Hold an opened page with everything it complained of, asked for and popped up."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())

    def lit(self) -> str:
        """Return the words that are lit."""
        return " ".join(self.page.locator(".w.lit").all_text_contents())

    def lit_facts(self) -> set[str]:
        return set(self.page.locator(".fact.lit").evaluate_all("all => all.map(one => one.dataset.fact)"))


IN_SIGHT = """() => {
  const one = document.querySelector(".w.lit"), box = one && one.getBoundingClientRect();
  return box && box.top > 0 && box.bottom < innerHeight;
}"""


def test_pointing_at_a_fact_lights_its_words(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"])
    opened.page.hover("#f-e3 .what")
    assert opened.lit_facts() == {"e3"}
    assert "Carmen Refos" in opened.lit()
    assert "Albina" not in opened.lit()


def test_pointing_at_a_fact_scrolls_to_its_words(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"], viewport={"width": 1280, "height": 420})
    opened.page.locator("#f-a1 .what").hover()
    opened.page.wait_for_function(IN_SIGHT)
    assert opened.lit() == "50,000 euros"


def test_pointing_at_words_lights_all_their_facts(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"])
    opened.page.get_by_text("every boat", exact=True).first.hover()
    assert opened.lit_facts() == {"i1", "s1"}


def test_keys_walk_through_facts_and_words(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"])
    opened.page.keyboard.press("f")
    assert opened.lit_facts() == {"i1"}
    opened.page.keyboard.press("ArrowDown")
    assert opened.lit_facts() == {"d1"}
    assert opened.lit() == "November 25"
    opened.page.keyboard.press("w")
    first = opened.page.evaluate("document.activeElement.textContent")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.activeElement.textContent") != first
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.className") == "go"


def test_question_mark_opens_the_help_and_escape_closes_it(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"])
    opened.page.keyboard.press("?")
    assert opened.page.locator("#help").is_visible()
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#help").is_visible()


def test_a_reason_for_the_date_lights_its_words(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"])
    opened.page.hover("#f-p1 .what")
    assert opened.lit() == "40th Independence Day"


def test_a_hostile_page_runs_nothing_and_asks_for_nothing(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["hostile"])
    opened.page.keyboard.press("f")
    opened.page.wait_for_timeout(200)
    assert opened.complaints == []
    assert opened.requests == [files["hostile"].as_uri()]
    assert opened.page.locator("body").is_visible()


@pytest.mark.parametrize("width", [320, 390, 1024, 1440])
def test_no_window_scrolls_sideways(browser: Any, files: dict[str, Path], width: int) -> None:
    for file in files.values():
        opened = Opened(browser, file, viewport={"width": width, "height": 800})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.complaints == []


def test_tapped_words_tell_their_facts_on_a_telephone(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"], viewport={"width": 390, "height": 844}, has_touch=True)
    opened.page.get_by_text("every boat", exact=True).first.tap()
    tray = opened.page.locator("#tray")
    assert tray.is_visible()
    assert "Attack" in tray.inner_text()


def test_the_page_is_whole_without_javascript(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["threat"], java_script_enabled=False)
    assert opened.page.locator("#article").inner_text().startswith("Police in eastern Suriname")
    assert opened.page.locator("#f-i1").is_visible()
    assert not opened.page.locator(".chips").is_visible()
    opened.page.click("#f-e3 .go")
    assert opened.page.url.endswith("#t" + opened.page.locator("#f-e3 .go").get_attribute("href")[2:])


CONTRAST = """() => {
  const channel = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m };
  const ground = (one) => {
    const own = one && parse(getComputedStyle(one).backgroundColor);
    return own || (one ? ground(one.parentElement) : [255, 255, 255]);
  };
  const poor = [];
  for (const one of document.querySelectorAll("body *")) {
    if (![...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !one.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(one.tagName + "." + one.className + " " + ((a + .05) / (b + .05)).toFixed(2));
  }
  return [...new Set(poor)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Any, files: dict[str, Path], scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1, in rest and lit."""
    opened = Opened(browser, files["threat"], color_scheme=scheme)
    assert opened.page.evaluate(CONTRAST) == []
    opened.page.keyboard.press("f")
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate(CONTRAST) == []
