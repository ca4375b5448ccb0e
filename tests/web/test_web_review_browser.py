"""Claims about review in a browser: keys rule, words are chosen by mouse and keys, nothing is lost, the next comes at once."""

from dataclasses import replace
from typing import Any

import pytest
from web_works import serving, works_on

from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import ruled_reading
from wiredesk.desk.ruling import rule_on_report
from wiredesk.review.applying import Ruled
from wiredesk.store.rulings import all_rulings

pytestmark = pytest.mark.chromium


def kept(desk: Desk) -> list[str]:
    """Return what was ruled and holds, as "accept i1.type"."""
    with desk.store.reading() as on:
        told = [one for one, by in all_rulings(on) if by is None and one.action != "undo"]
    return [f"{one.action.value} {one.anchor.address if one.anchor else one.kind}" for one in told]


def ruled(desk: Desk, report_id: int = 8) -> Ruled:
    with desk.store.reading() as on:
        return ruled_reading(on, report_id)


def opened(window: Any, site: str, path: str = "/review/r8") -> Any:
    window.goto(site + path)
    window.wait_for_selector("body.reviewing[data-fact]")
    return window


def fact(window: Any) -> str:
    told: str = window.evaluate("document.body.dataset.fact")
    return told


def settled(window: Any) -> None:
    """Wait until the server has everything."""
    window.wait_for_selector("body[data-sending='0']")


def goes_to(window: Any, address: str) -> None:
    window.wait_for_selector(f"body[data-fact='{address}']")


def select(window: Any, words: str) -> None:
    """Select words of the article as a mouse does."""
    window.evaluate(
        """words => {
            for (const p of document.querySelectorAll("[data-article] p")) {
                const at = p.textContent.indexOf(words);
                if (at < 0) continue;
                const place = (n) => {
                    const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
                    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                        if (n <= node.length) return [node, n];
                        n -= node.length;
                    }
                };
                getSelection().setBaseAndExtent(...place(at), ...place(at + words.length));
                return;
            }
            throw new Error("no such words");
        }""",
        words,
    )


def test_five_facts_are_ruled_on_by_single_keys(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    seen = []
    for key in ("a", "u", "r", "n", "a"):
        seen.append(fact(window))
        window.keyboard.press(key)
    settled(window)
    assert seen[0] == "i1"
    assert len(set(seen)) == 5
    assert kept(desk) == ["accept i1.type", f"unsure {seen[1]}", f"reject {seen[2]}", f"accept {_moved(seen)}"]
    assert window.locator("[data-come=today]").inner_text() == "4"


def _moved(seen: list[str]) -> str:
    """Return where the last fact stood after the third one left: parts of one kind move up."""
    kind = seen[2].rstrip("0123456789")
    is_moved = kind.count(".") == 1 and kind[-1].isalpha() and seen[4].startswith(kind) and seen[2][len(kind) :].isdigit()
    return f"{kind}{int(seen[4][len(kind) :]) - 1}" if is_moved and seen[4][len(kind) :].isdigit() else seen[4]


def test_the_words_of_the_fact_are_lit_and_in_sight(site: str, window: Any) -> None:
    opened(window, site, "/review/r8#i1.weapon3")
    goes_to(window, "i1.weapon3")
    lit = window.locator("[data-article] .lit")
    assert lit.all_inner_texts() == ["home-made bomb"]
    box, pane = lit.first.bounding_box(), window.locator("#pane").bounding_box()
    assert pane["y"] < box["y"] < pane["y"] + pane["height"]
    assert window.locator("[data-slot=asked]").inner_text() == "With what?"


def test_a_number_key_chooses_among_the_choices(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    assert fact(window) == "i1"
    window.keyboard.press("4")
    settled(window)
    assert ruled(desk).reading.incidents[0].type == "arson"


def test_words_chosen_by_the_mouse_correct_a_field(site: str, window: Any, desk: Desk) -> None:
    opened(window, site, "/review/r8#i1.place")
    goes_to(window, "i1.place")
    window.keyboard.press("c")
    select(window, "Maroua")
    window.wait_for_selector(".chosen:has-text('“Maroua”')")  # the browser tells of a selection a moment later
    window.keyboard.press("Enter")
    settled(window)
    reading = ruled(desk).reading
    assert next(one.name for one in reading.entities if one.id == reading.incidents[0].place) == "Maroua"


def test_words_chosen_by_the_keyboard_correct_a_fact(site: str, window: Any, desk: Desk) -> None:
    opened(window, site, "/review/r8#i1.weapon2")
    goes_to(window, "i1.weapon2")
    window.keyboard.press("c")
    window.keyboard.press("ArrowRight")  # begins at the words of the fact: "device"
    window.keyboard.press("Shift+ArrowLeft")
    assert window.locator(".chosen").inner_text() == "“The device”"
    window.keyboard.press("Enter")
    settled(window)
    text = ruled(desk).reading.report.article.text
    assert "The device" in [one.span.cut(text) for one in ruled(desk).reading.incidents[0].weapons]


def test_a_typed_value_goes_into_the_field_by_itself(site: str, window: Any, desk: Desk) -> None:
    opened(window, site, "/review/r8#i1.killed")
    goes_to(window, "i1.killed")
    window.keyboard.press("c")
    window.keyboard.type("4-6")
    window.keyboard.press("Enter")
    settled(window)
    count = ruled(desk).reading.incidents[0].casualties.killed
    assert count is not None
    assert (count.at_least, count.at_most) == (4, 6)


def test_escape_leaves_everything_as_it_was(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    for keys in (("c", "Escape"), ("m", "v", "Escape"), ("r", "Escape")):
        for key in keys:
            window.keyboard.press(key)
    assert fact(window) == "i1"
    assert window.locator("[data-slot=edit]").is_hidden()
    assert kept(desk) == []


def test_rejecting_an_incident_asks_once_and_takes_its_parts_along(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    window.keyboard.press("r")
    assert "Reject the whole incident" in window.locator("[data-slot=edit]").inner_text()
    window.keyboard.press("Enter")
    settled(window)
    assert kept(desk) == ["reject i1"]
    assert not fact(window).startswith("i")
    window.keyboard.press("z")
    settled(window)
    assert len(ruled(desk).reading.incidents) == 1
    assert fact(window) == "i1"


def test_a_missed_victim_is_added_by_keys(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    window.keyboard.press("m")
    window.keyboard.press("v")
    select(window, "dozens of passengers")
    window.keyboard.press("Enter")
    window.keyboard.press("4")  # threatened
    window.keyboard.press("Enter")  # no number
    settled(window)
    reading = ruled(desk).reading
    added = [one for one in reading.incidents[0].victims if one.span.cut(reading.report.article.text) == "dozens of passengers"]
    assert [one.effect for one in added] == ["threatened"]
    window.wait_for_selector("[data-fact='i1.victim5']")
    assert fact(window) == "i1"


def test_undoing_twice_takes_back_two_rulings_and_leads_back(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    first = fact(window)
    window.keyboard.press("a")
    second = fact(window)
    window.keyboard.press("u")
    settled(window)
    window.keyboard.press("z")
    assert fact(window) == second
    window.keyboard.press("z")
    assert fact(window) == first
    settled(window)
    assert kept(desk) == []
    assert window.locator("[data-slot=mark]").is_hidden()


def test_what_an_earlier_page_ruled_is_undone_too(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    window.keyboard.press("a")
    settled(window)
    window.reload()
    window.wait_for_selector("body.reviewing[data-fact]")
    window.keyboard.press("z")
    goes_to(window, "i1")
    settled(window)
    assert kept(desk) == []


def test_all_that_is_left_of_an_incident_is_accepted_at_once_and_undone_at_once(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    n = window.locator("[data-slot=neighbours] a[data-fact^=i]").count()
    window.keyboard.press("Shift+A")
    settled(window)
    assert len(kept(desk)) == n
    window.keyboard.press("z")
    settled(window)
    assert kept(desk) == []


def test_a_ruling_that_is_refused_comes_back_loudly(site: str, window: Any, desk: Desk) -> None:
    opened(window, site, "/review/r8#i1.killed")
    goes_to(window, "i1.killed")
    rule_on_report(desk, 8, [lambda maker: maker.correct("i1.killed", "6")])
    window.keyboard.press("a")
    window.wait_for_selector(".notice-wrong")
    assert "was changed meanwhile" in window.locator(".notice-wrong").inner_text()
    window.wait_for_selector("body[data-waiting='1']")  # it was fetched as it stands now, and is asked next
    window.keyboard.press("n")
    goes_to(window, "i1.killed")
    assert window.locator("[data-slot=large]").inner_text() == "6"
    assert "it says “6” now" in window.locator("[data-slot=back]").inner_text()
    window.keyboard.press("a")
    settled(window)
    assert kept(desk) == ["correct i1.killed", "accept i1.killed"]


def test_who_rules_second_is_told_what_the_first_one_said(site: str, window: Any, desk: Desk) -> None:
    opened(window, site, "/review/r8#i1.killed")
    goes_to(window, "i1.killed")
    rule_on_report(replace(desk, who="Ben Other"), 8, [lambda maker: maker.accept("i1.killed")])
    window.keyboard.press("u")
    window.wait_for_selector(".notice:has-text('Ben Other had accepted this before')")
    settled(window)
    assert kept(desk) == ["accept i1.killed", "unsure i1.killed"]


def test_rulings_wait_for_a_server_that_is_down_and_outlive_a_reload(window: Any, desk: Desk) -> None:
    with serving(works_on(desk)) as site:
        opened(window, site)
        port = int(site.rpartition(":")[2])
    for key in ("a", "u", "a"):
        window.keyboard.press(key)
    window.wait_for_selector("#sending:has-text('does not answer')")
    assert "3 being sent" in window.locator("#sending").inner_text()
    assert kept(desk) == []
    with serving(works_on(desk), port=port):  # another process: the token of the page is worth nothing there
        window.reload()
        settled(window)
    assert [one.split()[0] for one in kept(desk)] == ["accept", "unsure", "accept"]


def test_rulings_are_sent_by_the_same_page_once_the_server_is_back(window: Any, desk: Desk) -> None:
    with serving(works_on(desk)) as site:
        opened(window, site)
        port = int(site.rpartition(":")[2])
    window.keyboard.press("a")
    window.wait_for_selector("#sending:has-text('does not answer')")
    with serving(works_on(desk), port=port):
        settled(window)
    assert kept(desk) == ["accept i1.type"]


def test_the_queue_goes_on_to_the_next_task_by_itself(site: str, window: Any) -> None:
    opened(window, site, "/review")
    units = []
    for _ in range(60):
        units.append(window.evaluate("document.body.dataset.unit"))
        window.keyboard.press("a")
    settled(window)
    assert len(dict.fromkeys(units)) > 3
    assert units == sorted(units, key=list(dict.fromkeys(units)).index)


def test_the_end_of_a_report_says_what_was_done(site: str, window: Any) -> None:
    opened(window, site, "/review/r2")
    for _ in range(60):
        if fact(window) == "end":
            break
        window.keyboard.press("a")
    assert window.locator("[data-done=title]").inner_text() == "This report is done"
    assert "facts today" in window.locator("[data-done=words]").inner_text()
    assert window.locator("#panel").is_hidden()


def test_the_next_fact_is_lit_within_a_hundred_milliseconds(site: str, window: Any) -> None:
    opened(window, site, "/review")
    rounds = []
    for _ in range(3):  # the best of three: other tests may hold the processor
        window.evaluate("performance.clearMeasures('ruled')")
        for _ in range(40):
            window.keyboard.press("a")
            window.wait_for_timeout(20)
        took = sorted(window.evaluate("performance.getEntriesByName('ruled').map((one) => one.duration)"))
        assert len(took) >= 38
        rounds.append(took[int(0.95 * len(took))])
        if rounds[-1] <= 100:
            break
    assert min(rounds) <= 100


def test_it_works_by_touch_on_a_phone(site: str, chromium: Any, desk: Desk) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened(context.new_page(), site)
    button = page.locator("[data-do=accept]")
    box = button.bounding_box()
    assert box["height"] >= 44
    assert box["y"] + box["height"] < 844
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.tap()
    settled(page)
    assert kept(desk) == ["accept i1.type"]
    context.close()


def test_single_keys_can_be_switched_off(site: str, window: Any, desk: Desk) -> None:
    opened(window, site)
    window.keyboard.press("?")
    window.get_by_label("Single keys rule on this page").uncheck()
    window.keyboard.press("Escape")
    window.keyboard.press("a")
    assert fact(window) == "i1"
    window.locator("[data-do=accept]").click()
    settled(window)
    assert kept(desk) == ["accept i1.type"]
