"""How many bytes a browser gets for its first look at a page, and how long a server takes to its first page.

    python -m benchmarks.first_load --store FILE [--page /]

Chromium with nothing kept loads the page from a server of its own on loopback; every answer is counted as it came over the
line, heads included, packed where it was packed. The desk is read, not written.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.review import CHROMIUM, FLAGS, served

_SHOWN, _SETTLED_MS = 8, 3000


def loaded(page: Any, address: str) -> list[tuple[int, str]]:
    """Load a page and return bytes and address of every answer, the largest first."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.on("Network.responseReceived", lambda told: urls.__setitem__(told["requestId"], told["response"]["url"]))
    line.on("Network.loadingFinished", lambda told: sizes.__setitem__(told["requestId"], int(told["encodedDataLength"])))
    page.goto(address)
    page.wait_for_timeout(_SETTLED_MS)
    return sorted(((n, urls.get(request, "")) for request, n in sizes.items()), reverse=True)


def tell(answers: Sequence[tuple[int, str]]) -> None:
    """Print the sum and what is largest."""
    print(f"{sum(n for n, _ in answers) / 1000:.1f} kB in {len(answers)} answers, the largest:")
    for n, url in answers[:_SHOWN]:
        print(f"{n / 1000:8.1f} kB  {url.rpartition('/')[2] or '(the page)'}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_load", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--page", default="/")
    asked = parser.parse_args()
    import httpx2
    from playwright.sync_api import sync_playwright

    began = time.monotonic()
    with served(asked.store) as address:
        httpx2.get(f"{address}{asked.page}", timeout=60).raise_for_status()
        print(f"first page {time.monotonic() - began:.1f} s after the command")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            tell(loaded(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), f"{address}{asked.page}"))
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
