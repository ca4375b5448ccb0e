"""Every page holds to WCAG 2.2 AA as far as axe-core can tell, light and dark, and fits a phone."""

from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "vendor" / "axe.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/", "/incidents", "/incidents/i1", "/reports/r1", "/reports/r9", "/reports/r1/original", "/entities", "/entities/e1",
    "/review", "/review/r1", "/review/history", "/review/accuracy", "/rounds", "/links", "/search", "/search?q=bomb",
    "/calendar", "/sources", "/sources/rejected", "/watches", "/alerts", "/add", "/jobs", "/log", "/settings", "/settings/people",
    "/settings/keys", "/settings/feeds", "/settings/desk", "/login", "/api/v1/docs", "/nothing-here",
)  # fmt: skip
_RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


def violations(window: Any) -> list[str]:
    """Run axe-core in the page; say each violation with where it is."""
    window.evaluate(AXE.read_text(encoding="utf-8"))
    found = window.evaluate(_RUN, TAGS)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary'][:200]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_violates_wcag(site: str, window: Any, theme: str) -> None:
    window.emulate_media(color_scheme=theme, reduced_motion="reduce")
    wrong = {}
    for path in PAGES:
        answer = window.goto(site + path)
        assert answer.status == (404 if path == "/nothing-here" else 200), path
        if found := violations(window):
            wrong[path] = found
    assert not wrong


@pytest.mark.chromium
def test_every_page_fits_a_phone(site: str, window: Any) -> None:
    window.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for path in PAGES:
        window.goto(site + path)
        over = window.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[path] = over
    assert not wide


@pytest.mark.chromium
def test_pages_read_without_scripts(site: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    for path in ("/", "/reports/r1", "/incidents/i1", "/search?q=bomb", "/review", "/calendar"):
        opened.goto(site + path)
        assert opened.locator("main h1").count() == 1, path
        assert len(opened.locator("main").inner_text()) > 80, path
    context.close()
