"""The page of a report in Chromium: pointing, selecting, ruling by key, the original in its sandbox."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from web_works import serving, works_on

from desk_files import reader
from made_reports import Told
from made_stories import BOMBING, HARROW, filed
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, file_reading
from wiredesk.desk.ruled import ruled_reading
from wiredesk.pages import Parcel
from wiredesk.spans import trimmed

pytestmark = pytest.mark.chromium

MANY_SIGNS = (
    "🔥🧨 قالت الشرطة إن أربعة أشخاص قتلوا. 👩‍👩‍👧 The police said that four people were killed in Harrow 🕯️ on Monday.\n\n"
    "עד ראייה אמר: «שמעתי פיצוץ» 💥. A witness, José Ñandú, told Reuters that he saw “two men”\nrun to the bridge.\n\n"
    "𝔄 last paragraph 🌍 without anything."
)
HOSTILE = b"""<!doctype html><html><head><title>Four killed in Harrow</title>
<meta http-equiv="refresh" content="0;url=http://evil.invalid/refresh"><base href="http://evil.invalid/">
<link rel="stylesheet" href="http://evil.invalid/a.css">
<style>@import "http://evil.invalid/b.css"; p{background:url(http://evil.invalid/c.png)}</style>
<script>window.pwned = 1; top.pwned = 1; fetch("/pwned")</script></head>
<body onload="window.pwned=2"><article><h1>Four killed in Harrow</h1>
<p>The police said on Monday that four people were killed by a bomb near the bridge of Harrow, which was closed for a day.</p>
<p style="background-image:url(http://evil.invalid/d.png)">
A witness said that he saw two men run away from the bridge towards the market of the town.</p>
<p>The mayor said that the town would mourn for three days and that the bridge would be opened again soon by the army.</p>
<img src="http://evil.invalid/e.png" onerror="window.pwned=3" alt="the bridge"><iframe src="http://evil.invalid/f"></iframe>
<svg onload="window.pwned=4"><script>window.pwned=5</script><image href="http://evil.invalid/g.png"/></svg>
<form action="http://evil.invalid/h"><input name="q" autofocus onfocus="window.pwned=6"><button>Go</button></form>
<a href="javascript:window.pwned=7" id="bad">more</a> <a href="http://evil.invalid/i" ping="http://evil.invalid/j">away</a>
<object data="http://evil.invalid/k"></object><video src="http://evil.invalid/l" poster="http://evil.invalid/m"></video>
<math><mtext></p><img src=x onerror=window.pwned=8></math>
<noscript><p title="</noscript><img src=x onerror=window.pwned=9>"></noscript>
</article></body></html>"""


def opened(window: Any, address: str) -> Any:
    """Open a report and wait until its script is at work."""
    window.emulate_media(reduced_motion="reduce")
    window.goto(address)
    window.wait_for_selector("body.live")
    return window


def lit(window: Any) -> str:
    """Return the lit words of the article."""
    return str(window.evaluate("[...document.querySelectorAll('.article .lit')].map(one => one.textContent).join('|')"))


def test_pointing_at_a_fact_lights_its_words_and_back(site: str, window: Any) -> None:
    opened(window, site + "/reports/r1")
    assert lit(window) == ""
    window.hover("#f-e1 .go")
    name = window.inner_text("#f-e1 .go")
    assert name.casefold() in lit(window).casefold()
    window.hover("h1")
    assert lit(window) == ""
    window.hover(".w.people-name >> nth=0")
    person = window.inner_text(".w.people-name >> nth=0")
    assert window.locator(".fact.lit .go", has_text=person).count() >= 1
    window.hover("h1")
    assert window.locator(".fact.lit").count() == 0


def test_a_line_of_a_fact_lights_its_own_words_alone(site: str, window: Any) -> None:
    opened(window, site + "/reports/r1")
    window.hover("#f-i1 [data-a~='i1.date']")
    assert lit(window) == "June 30"


def test_a_fact_far_away_is_brought_into_sight(site: str, window: Any) -> None:
    from playwright.sync_api import expect

    window.set_viewport_size({"width": 1440, "height": 640})
    opened(window, site + "/reports/r1")
    last = window.locator(".w").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(window.locator(".fact.s-watch.pinned")).to_be_in_viewport()
    assert window.evaluate("scrollY") == 0


def test_facts_are_walked_and_kept_by_keys(site: str, window: Any) -> None:
    opened(window, site + "/reports/r1")
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.closest('.fact').id") == "f-i1"
    assert lit(window) != ""
    window.keyboard.press("j")
    second = window.evaluate("document.activeElement.closest('.fact').id")
    assert second != "f-i1"
    window.keyboard.press("Enter")
    assert window.locator(f"#{second}.pinned").count() == 1
    window.keyboard.press("Escape")
    assert window.locator(".pinned").count() == 0
    window.keyboard.press("o")
    window.wait_for_url("**/reports/r1/original")
    window.keyboard.press("Escape")
    window.wait_for_url("**/reports/r1")


@pytest.mark.parametrize(("to", "words"), [("i1.date", "June 30"), ("e1", None), ("f-i1.place", "Batangas")])
def test_an_address_of_a_fact_leads_to_its_words(site: str, window: Any, to: str, words: str | None) -> None:
    opened(window, f"{site}/reports/r1#{to}")
    assert window.locator(f"#f-{to.removeprefix('f-').partition('.')[0]}.pinned").count() == 1
    assert lit(window) if words is None else words.casefold() in lit(window).casefold()


def test_what_slides_under_a_resting_mouse_is_not_pointed_at(site: str, window: Any) -> None:
    window.set_viewport_size({"width": 1440, "height": 640})
    opened(window, site + "/reports/r1")
    window.hover("#f-i1")
    for _ in range(9):
        window.keyboard.press("j")
    assert window.evaluate("document.querySelector('#panes').scrollTop") > 0
    focused = window.evaluate("document.activeElement.closest('.fact').id")
    assert window.locator(f"#{focused}.lit").count() == 1


def test_marked_words_are_walked_by_arrows_and_light_their_fact(site: str, window: Any) -> None:
    opened(window, site + "/reports/r1")
    window.focus(".w >> nth=0")
    window.keyboard.press("ArrowRight")
    window.keyboard.press("ArrowLeft")
    first = window.inner_text(".w >> nth=0")
    assert window.evaluate("document.activeElement.textContent") == first
    assert first in lit(window)
    assert window.locator(".fact.lit").count() >= 1
    assert window.locator(".w[tabindex='0']").count() == 1
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.closest('.fact') !== null")


def test_selected_words_are_copied_with_their_source(site: str, chromium: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    window = opened(context.new_page(), site + "/reports/r9")
    window.locator(".w", has_text="Bakary").first.dblclick()
    window.keyboard.press("q")
    window.wait_for_selector(".notice")
    told = window.evaluate("navigator.clipboard.readText()")
    assert told.startswith("“Bakary” (The Lagoon Post, Nail bomb hits travellers in Cameroon's north, 14 March 2024, https://")
    assert "; r9, characters " in told
    context.close()


def test_layers_are_switched_by_chips_and_keys_and_remembered(site: str, window: Any) -> None:
    opened(window, site + "/reports/r1")
    colour = "getComputedStyle(document.querySelector('.people-name')).backgroundColor"
    before = window.evaluate(colour)
    window.keyboard.press("1")
    assert window.evaluate(colour) == "rgba(0, 0, 0, 0)"
    window.reload()
    window.wait_for_selector("body.live")
    assert window.get_attribute("[data-layer=people]", "aria-pressed") == "false"
    window.click("[data-layer=people]")
    assert window.evaluate(colour) == before


def test_ruling_by_key_marks_the_fact_without_reloading_and_is_undone(site: str, desk: Desk, window: Any) -> None:
    opened(window, site + "/reports/r1")
    window.evaluate("window.isSame = true")
    window.keyboard.press("j")
    window.keyboard.press("a")
    window.wait_for_selector("#f-i1 .ruled-accepted")
    assert window.evaluate("document.activeElement.closest('.fact').id") == "f-i1"
    window.keyboard.press("r")
    window.wait_for_selector(".fact.gone")
    assert window.locator("#f-i1").count() == 0
    window.locator("#notices .notice", has_text="rejected").get_by_role("button", name="Undo").click()
    window.wait_for_selector("#f-i1 .ruled-accepted")
    assert window.evaluate("window.isSame") is True
    with desk.store.reading() as on:
        assert [(mark.address, mark.verdict.value) for mark in ruled_reading(on, 1).marks] == [("i1", "accepted")]


def test_on_a_phone_a_tap_on_words_opens_the_sheet(site: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    window = opened(context.new_page(), site + "/reports/r1")
    assert window.is_visible("#words")
    assert not window.is_visible("#facts")
    window.tap(".w.organizations-name >> nth=0")
    assert window.is_visible("#sheet")
    assert window.locator("#sheet h4").count() >= 1
    window.click("[data-close-sheet]")
    assert not window.is_visible("#sheet")
    window.tap(".report-tabs [data-pane=facts]")
    assert window.is_visible("#facts")
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


# -- selecting -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def signs(empty_desk: Desk) -> Iterator[tuple[str, str]]:
    """Give the address of a report full of emoji and of words from right to left, and its text."""
    people = [f"José {'Ñandú'}"]
    filed(
        empty_desk, MANY_SIGNS, Told(people, [HARROW], BOMBING, published="2026-01-01", title="Signs", url="https://a.example/1")
    )
    with empty_desk.store.reading() as on:
        text = ruled_reading(on, 1).reading.report.article.text
    with serving(works_on(empty_desk)) as address:
        yield f"{address}/reports/r1", text


_IMPORT = """const script = document.querySelector('script[src$="js/report.js"]');
  const article = await import(script.src.replace('report.js', 'article.js'));"""
_SELECT = f"""async ([start, end]) => {{
  {_IMPORT}
  const root = document.querySelector('[data-article]'), range = article.rangeOf(root, {{start, end}});
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return article.selectedSpan(root);
}}"""


def test_a_selection_is_told_in_code_points(signs: tuple[str, str], window: Any) -> None:
    address, text = signs
    opened(window, address)
    assert text.index("Harrow") != len(text[: text.index("Harrow")].encode("utf-16-le")) // 2
    chance = random.Random(4)
    stretches = [
        (text.index(words), text.index(words) + len(words)) for words in ("four people", "Harrow 🕯️ on", "«שמעתי פיצוץ»", "𝔄")
    ]
    pairs = [sorted(chance.sample(range(len(text) + 1), 2)) for _ in range(80)]
    stretches += [(start, end) for start, end in pairs]
    for start, end in stretches:
        told, wanted = window.evaluate(_SELECT, [start, end]), trimmed(start, end, text)
        if wanted is None:
            assert told is None
            continue
        assert (told["start"], told["end"]) == (wanted.start, wanted.end), text[start:end]
        assert told["words"].split() == wanted.cut(text).split()


def test_words_are_selected_with_the_mouse_over_marks(signs: tuple[str, str], window: Any) -> None:
    address, text = signs
    opened(window, address)
    boxes = window.evaluate(
        f"""async ([start, end]) => {{
          {_IMPORT}
          const all = article.rangeOf(document.querySelector('[data-article]'), {{start, end}}).getClientRects();
          const first = all[0], last = all[all.length - 1];
          return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }}""",
        [text.index("people were"), text.index("in Harrow") + len("in Harrow")],
    )
    window.mouse.move(boxes[0], boxes[1])
    window.mouse.down()
    window.mouse.move(boxes[2], boxes[3], steps=6)
    window.mouse.up()
    told = window.evaluate(
        f"""async () => {{
          {_IMPORT}
          return article.selectedSpan(document.querySelector('[data-article]'), {{ whole: true }});
        }}"""
    )
    assert text[told["start"] : told["end"]] == told["words"] == "people were killed in Harrow"
    assert window.locator(".pinned").count() == 0


# -- the original --------------------------------------------------------------------------------------------------------


@pytest.fixture
def hostile(empty_desk: Desk) -> Iterator[str]:
    """Give the address of a report whose page tries everything."""
    parcel = Parcel(HOSTILE, "https://evil.invalid/story.html", "text/html", url="https://evil.invalid/story.html")
    reading = reader().read_parcel(parcel)
    with empty_desk.store.writing() as on:
        file_reading(empty_desk, on, Captured(HOSTILE, reading))
    with serving(works_on(empty_desk)) as address:
        yield address


def test_the_original_runs_nothing_and_asks_nobody(hostile: str, window: Any) -> None:
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto(f"{hostile}/reports/r1/original")
    frame = window.frame(url="**/original/page")
    assert frame
    frame.wait_for_selector("article")
    assert "A witness said that he saw two men" in frame.inner_text("body")
    assert "[picture: the bridge]" in frame.inner_text("body")
    assert [url for url in asked if not url.startswith(hostile)] == []
    assert not [url for url in asked if "pwned" in url]
    frame.get_by_text("away", exact=True).click()
    frame.get_by_text("more", exact=True).click()
    assert frame.url.endswith("/original/page")
    assert frame.evaluate("[window.origin, window.pwned ?? null]") == ["null", None]
    assert window.evaluate("window.pwned ?? null") is None
    assert (
        frame.locator("script, iframe, form, input, object, video, svg, link, meta[http-equiv=refresh], base, [href]").count()
        == 0
    )


def test_the_original_opened_alone_is_in_its_sandbox_too(hostile: str, window: Any) -> None:
    answer = window.goto(f"{hostile}/reports/r1/original/page")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert window.evaluate("window.origin") == "null"


def test_lines_of_the_original_choose_the_body(site: str, desk: Desk, window: Any) -> None:
    window.goto(f"{site}/reports/r1/original?show=lines")
    assert window.locator(".in-body").count() == 5
    window.click("[data-line='9']")
    window.click("[data-line='10']")
    assert (window.input_value("#first-line"), window.input_value("#last-line")) == ("9", "10")
    window.click("text=This is the body")
    window.wait_for_url("**/reports/r1?ruled=n1#words")
    with desk.store.reading() as on:
        assert ruled_reading(on, 1).reading.report.article.text.startswith("The leaflets are signed")
