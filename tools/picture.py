"""Take the picture of the evidence page for the README: `python tools/picture.py docs/evidence.png`; needs Chromium."""

import datetime
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import wiredesk
from wiredesk.export.evidence_page import evidence_page

SAMPLE = Path(__file__).parent.parent / "examples/station-blast.html"
WINDOW = {"width": 1200, "height": 740}


def main(picture: str) -> None:
    """Write the picture: the sample's page with its first incident lit."""
    page = evidence_page(wiredesk.read(SAMPLE), now=datetime.datetime(2026, 11, 22, 12, 0), version=wiredesk.__version__)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        shown = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
        shown.goto(file.as_uri())
        if shown.locator("#f-i1").count():
            shown.hover("#f-i1 .what")
        shown.wait_for_timeout(400)
        shown.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
