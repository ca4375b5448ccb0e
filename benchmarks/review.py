"""How long from the key of a ruling to the next fact lit: Chromium driven over a copy of a desk, as a coder rules.

    python -m benchmarks.review --store out/demo/wiredesk.db [--rulings 150] [--pause-ms 120]

Measured in the page itself, from the time stamp of the key event to the frame behind which the next fact stands lit. The
server runs as a process of its own on loopback; what was ruled is counted in the copy afterwards, so that nothing is lost.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.pages import p95
from wiredesk.desk.desk import open_desk
from wiredesk.settings import Settings
from wiredesk.store.rulings import all_rulings

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# What a coder does, over and over: mostly accept, now and then something else.
_KEYS = "aaaauaaaraaa1aaaaau"
_TOOK = "performance.getEntriesByName('ruled').map((one) => one.duration)"


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a desk in a process of its own; give its address."""
    asked = [sys.executable, "-m", "wiredesk", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            line = next(line for line in process.stdout if "http://" in line)
            yield line[line.index("http://") :].strip().rstrip("/")
        finally:
            process.terminate()


def drive(page: Any, address: str, *, n_rulings: int, pause_ms: int) -> list[float]:
    """Rule until so many rulings are made or nothing is left; return how long each took in milliseconds."""
    page.goto(f"{address}/review")
    page.wait_for_selector("body.reviewing[data-fact]")
    for number in range(4 * n_rulings):
        if page.evaluate("document.body.dataset.fact") == "end" or page.evaluate(f"{_TOOK}.length") >= n_rulings:
            break
        page.keyboard.press(_KEYS[number % len(_KEYS)])
        if page.locator("[data-slot=edit]").is_visible():  # a whole incident is rejected after a question
            page.keyboard.press("Escape")
        page.wait_for_timeout(pause_ms)
    page.wait_for_selector("body[data-sending='0']")
    took: list[float] = page.evaluate(_TOOK)
    return took


def n_kept(store: Path) -> int:
    """Count the rulings that a desk holds."""
    with open_desk(Settings(store=str(store))) as desk, desk.store.reading() as on:
        return sum(1 for _ in all_rulings(on))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--rulings", type=int, default=150)
    parser.add_argument("--pause-ms", type=int, default=120)
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "desk.db"
        shutil.copyfile(asked.store, store)
        before = n_kept(store)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with served(store) as address:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            took = drive(page, address, n_rulings=asked.rulings, pause_ms=asked.pause_ms)
        browser.close()
        kept = n_kept(store) - before
    ranked = sorted(took)
    print(f"{len(took)} rulings by key, {kept} kept by the server")
    middle, worst = ranked[len(ranked) // 2], ranked[-1]
    print(f"key to next fact lit: median {middle:.0f} ms, 95th percentile {p95(took):.0f} ms, worst {worst:.0f} ms")
    return 0 if kept == len(took) else 1


if __name__ == "__main__":
    sys.exit(main())
