"""Take the pictures of the README: `python tools/screens.py docs`; needs Chromium and a fresh desk of the samples.

The samples are filed once into a desk of their own, which is served over loopback while the pictures are taken.
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
WINDOW = {"width": 1280, "height": 820}
_PORT = 8797
_COMMAND = (sys.executable, "-m", "wiredesk")
_START_S = 60


def main(folder: str) -> None:
    """Write the pictures into a folder."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as tool:
        store = ("--store", str(Path(made) / "desk.db"))
        subprocess.run([*_COMMAND, "desk", "init", *store], check=True)
        subprocess.run([*_COMMAND, "add", str(ROOT / "examples/desk"), *store], check=True)
        server = subprocess.Popen([*_COMMAND, "serve", "--port", str(_PORT), "--set", "user=Ana", *store])
        try:
            _await(f"http://127.0.0.1:{_PORT}/health")
            browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
            for name in ("today", "review", "incident"):
                _show(page, name)
                page.screenshot(path=str(Path(folder) / f"browser-{name}.png"))
            browser.close()
        finally:
            server.terminate()
            server.wait(10)


def _show(page: Page, name: str) -> None:
    base = f"http://127.0.0.1:{_PORT}"
    page.emulate_media(color_scheme="dark" if name == "review" else "light")
    if name == "incident":
        page.goto(f"{base}/incidents")
        page.get_by_role("link", name="Garoua").first.click()
    else:
        page.goto(base + ("/" if name == "today" else "/review"))
    page.wait_for_load_state("networkidle" if name != "today" else "load")
    page.wait_for_timeout(1200)


def _await(address: str) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    main(sys.argv[1])
