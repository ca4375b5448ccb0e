"""Take the picture of the README: the evidence page of a sample report with one incident pointed at. `make picture`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"


def take(page_file: Path, picture: Path) -> None:
    """Open the page, point at its first incident and save what a reader sees."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light", reduced_motion="reduce")
        page.goto(page_file.resolve().as_uri())
        page.locator(".fact").first.hover()
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
