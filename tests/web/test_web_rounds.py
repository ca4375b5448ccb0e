"""Claims about rounds of blind coding in the browser: what a page and the API tell to whom, and that two people can do it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from test_web_accessibility import violations
from web_people import client_of, session_of, token_in
from web_works import serving, works_on

from coding_rounds import EDDA, NIA, OLAV, accept_all, by, made, questions_of, with_people
from wiredesk.desk.coding import RoundState, find_round, move_round
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import effective_reading
from wiredesk.review.coded import Answered
from wiredesk.store.accounts import account_rows
from wiredesk.store.coding import answers_of
from wiredesk.store.coding_reports import Scope

FEW = ("incident", "incident.stage", "incident.killed", "incident.place")
HIDDEN = "an answer that nobody may see"
Asking = Callable[[str], TestClient]


@pytest.fixture
def with_accounts(desk: Desk) -> Desk:
    """Give the desk with a head, three coders and a reader, the head at work."""
    return with_people(desk)


@pytest.fixture
def asking(with_accounts: Desk) -> Iterator[Asking]:
    """Give clients of those who are logged in, by name."""
    works = works_on(with_accounts)
    opened: dict[str, TestClient] = {}

    def asked(who: str) -> TestClient:
        if who not in opened:
            opened[who] = client_of(works, session_for(with_accounts, who))
        return opened[who]

    yield asked
    for one in opened.values():
        one.close()


def session_for(desk: Desk, who: str) -> str:
    with desk.store.reading() as on:
        return session_of(desk, next(row.account_id for row in account_rows(on) if row.name == who))


def post(client: TestClient, path: str, **fields: Any) -> Any:
    return client.post(path, data={"token": token_in(client, "/rounds"), **fields})


def send(client: TestClient, path: str, told: object) -> Any:
    return client.post(path, json=told, headers={"x-wiredesk-token": token_in(client, "/rounds")})


def test_alone_the_page_says_that_it_takes_two_and_how(client: TestClient) -> None:
    page = client.get("/rounds").text
    assert "wants two people" in page
    assert 'href="/settings/people"' in page


def test_a_round_is_made_by_an_editor_and_listed(asking: Asking, with_accounts: Desk) -> None:
    head = asking(EDDA)
    answer = post(head, "/rounds/new", name="Pilot, June", coder=[NIA, OLAV], question=list(FEW), reports="r1 r3", take="all")
    assert (answer.status_code, answer.headers["location"]) == (303, "/rounds/1")
    assert find_round(with_accounts, "Pilot, June").reports == (1, 3)
    listed = asking(NIA).get("/rounds").text
    assert "Pilot, June" in listed
    assert "for you" in listed
    assert asking(NIA).get("/rounds/new").status_code == 403


def test_what_is_wrong_with_a_round_is_said_and_the_form_kept(asking: Asking) -> None:
    answer = post(asking(EDDA), "/rounds/new", name="Pilot", coder=[NIA], question=list(FEW), outlet="Nowhere Post")
    assert answer.status_code == 400
    assert "2 to 12 coders" in answer.text
    assert 'value="Nowhere Post"' in answer.text
    assert re.search(rf'value="{NIA}" checked', answer.text)


@pytest.mark.parametrize("who", [NIA, OLAV])
def test_no_page_and_no_answer_of_the_api_shows_a_coder_what_others_say(asking: Asking, with_accounts: Desk, who: str) -> None:
    made(with_accounts, questions=FEW)
    other = OLAV if who == NIA else NIA
    for mine in questions_of(with_accounts, other):
        assert mine.asking is not None
        send(asking(other), "/api/v1/rounds/1/answers", {"item": mine.asking.item.id, "verdict": "unsure", "note": HIDDEN})
    client = asking(who)
    own = [mine.asking.item.id for mine in questions_of(with_accounts, who) if mine.asking]
    pages = ["/rounds", "/rounds/1", "/rounds/1/code", *(f"/rounds/1/code?item={one}" for one in own[:3])]
    told = ["/api/v1/rounds", "/api/v1/rounds/1", "/api/v1/rounds/1/items/next", f"/api/v1/rounds/1/items/{own[0]}"]
    for path in pages + told:
        answer = client.get(path)
        assert answer.status_code == 200
        assert HIDDEN not in answer.text
    for path in ("/rounds/1/answers.csv", "/rounds/1/answers.jsonl", "/api/v1/rounds/1/answers", "/api/v1/rounds/1/agreement"):
        refused = client.get(path)
        assert refused.status_code == 409
        assert HIDDEN not in refused.text


def test_an_editor_who_codes_cannot_try_out_what_others_say(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=FEW, coders=(EDDA, NIA), scope=Scope(reports=(5,)))
    accept_all(with_accounts, NIA)
    accept_all(with_accounts, EDDA)
    for path in ("/rounds/1/agreed", "/rounds/1/adjudicate", "/rounds/1/answers.csv", "/api/v1/rounds/1/agreement"):
        assert asking(EDDA).get(path).status_code == 409, "the count of agreed questions would tell, answer by answer"
    assert "agreed on" not in asking(EDDA).get("/rounds/1").text


def test_from_scratch_the_reader_is_not_shown_either(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=("incident.killed",), is_scratch=True, scope=Scope(reports=(5,)))
    page = asking(NIA).get("/rounds/1/code").text
    assert "The desk says" not in page
    assert 'value="accept"' not in page
    told = asking(NIA).get("/api/v1/rounds/1/items/next").json()["item"]
    assert (told["shown"], told["can_accept"]) == (None, False)
    assert questions_of(with_accounts, NIA)[0].asking is not None


def test_answers_come_by_form_and_lead_to_the_next_question(asking: Asking, with_accounts: Desk) -> None:
    one = made(with_accounts, questions=FEW)
    client = asking(NIA)
    items = [mine.asking.item for mine in questions_of(with_accounts, NIA) if mine.asking]
    stage = next(item for item in items if item.field == "stage")
    first = post(client, "/rounds/pilot/code", item=str(items[0].id), verdict="accept", note="clear", took_ms="1500")
    assert (first.status_code, first.headers["location"]) == (303, "/rounds/1/code")
    post(client, "/rounds/1/code", item=str(stage.id), choice="attempted", verdict="correct")
    with with_accounts.store.reading() as on:
        kept = {row.item_id: row for row in answers_of(on, one.id)}
    assert (kept[items[0].id].verdict, kept[items[0].id].note, kept[items[0].id].took_ms) == ("accept", "clear", 1500)
    assert json.loads(kept[stage.id].value or "") == "attempted"
    back = post(client, "/rounds/1/back")
    assert back.headers["location"] == f"/rounds/1/code?item={stage.id}"


def test_a_wrong_value_is_refused_in_a_line_for_htmx(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=("incident.killed",))
    client = asking(NIA)
    item = questions_of(with_accounts, NIA)[0].asking
    assert item is not None
    fields = {"token": token_in(client, "/rounds"), "item": str(item.item.id), "verdict": "correct", "value": "rather many"}
    answer = client.post("/rounds/1/code", data=fields, headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#notices"
    assert "no number of people" in answer.text


def test_agreement_page_shows_figures_matrix_and_disagreements(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=FEW)
    accept_all(with_accounts, NIA)
    accept_all(with_accounts, OLAV, r5_i1_killed=(Answered.CORRECT, "19"), r1_i1=(Answered.REJECT, ""))
    page = asking(EDDA).get("/rounds/1").text
    assert "Weakest question" in page
    assert "Landis and Koch" in page
    assert "conventions" in page
    assert '<table class="heat">' in page
    assert page.index("Incident: is there</span>") < page.index("Incident: killed</span>")
    told = asking(EDDA).get("/api/v1/rounds/1/agreement").json()
    killed = next(one for one in told["questions"] if one["question"] == "incident.killed")
    assert killed["scale"] == "ratio"
    assert killed["pairs"][0]["kappa"]["value"] < 1
    assert sum(map(sum, killed["pairs"][0]["matrix"])) == killed["n_items"]


def test_adjudicator_sees_answers_without_names_and_settles_by_a_ruling(asking: Asking, with_accounts: Desk) -> None:
    one = made(with_accounts, questions=FEW)
    accept_all(with_accounts, NIA)
    accept_all(with_accounts, OLAV, r5_i1_killed=(Answered.CORRECT, "19"))
    move_round(with_accounts, "pilot", RoundState.ADJUDICATING)
    head = asking(EDDA)
    page = head.get("/rounds/1/adjudicate").text
    open_words = re.sub(r"<details class=\"who\">.*?</details>", "", page, flags=re.S)
    assert NIA in page
    assert NIA not in open_words
    with with_accounts.store.reading() as on:
        row = next(row for row in answers_of(on, one.id, who=OLAV) if row.value)
    answer = post(head, "/rounds/1/settle", item=str(row.item_id), pick=str(row.id))
    assert answer.headers["location"] == f"/rounds/1/adjudicate?done={row.item_id}"
    assert "All is settled" in head.get("/rounds/1/adjudicate").text
    assert ">19<" in re.sub(r"\s+", "", head.get("/reports/r5").text) or "19" in head.get("/reports/r5").text
    with with_accounts.store.reading() as on:
        toll = effective_reading(on, 5).incidents[0].casualties.killed
        assert toll is not None
        assert toll.at_least == 19
    assert asking(NIA).get("/rounds/1/adjudicate").status_code == 403
    post(head, "/rounds/1/unsettle", item=str(row.item_id))
    with with_accounts.store.reading() as on:
        again = effective_reading(on, 5).incidents[0].casualties.killed
        assert again is not None
        assert again.at_least != 19


def test_all_that_agree_are_counted_settled_and_undone(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=FEW, scope=Scope(reports=(5, 6)))
    for who in (NIA, OLAV):
        accept_all(with_accounts, who)
    move_round(with_accounts, "pilot", RoundState.ADJUDICATING)
    head = asking(EDDA)
    assert "8 questions are agreed on" in head.get("/rounds/1/agreed").text
    done = post(head, "/rounds/1/agreed")
    shown = head.get(done.headers["location"]).text
    assert "8 questions settled" in shown
    assert "0 questions are agreed on" in shown
    found = re.search(r'name="at" value="([^"]+)"', shown)
    assert found
    post(head, "/rounds/1/agreed/undo", at=found[1])
    assert "8 questions are agreed on" in head.get("/rounds/1/agreed").text


def test_answers_go_out_as_csv_with_span_and_quotation(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=FEW, scope=Scope(reports=(5,)))
    accept_all(with_accounts, NIA)
    answer = asking(EDDA).get("/rounds/1/answers.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-disposition"] == 'attachment; filename="round-1.csv"'
    assert len(rows) == 8
    assert {row["verdict"] for row in rows if row["coder"] == OLAV} == {""}
    with with_accounts.store.reading() as on:
        text = effective_reading(on, 5).report.article.text
    for row in rows:
        assert text[int(row["span_start"]) : int(row["span_end"])] == row["quotation"]
    lines = asking(EDDA).get("/rounds/1/answers.jsonl").text.splitlines()
    assert [json.loads(line)["item"] for line in lines] == [int(row["item"]) for row in rows]


def test_hostile_words_are_escaped_everywhere(asking: Asking, with_accounts: Desk) -> None:
    made(with_accounts, questions=FEW)
    accept_all(with_accounts, NIA)
    accept_all(with_accounts, OLAV)
    bad = "<script>alert(1)</script>"
    item = questions_of(with_accounts, NIA)[0].asking
    assert item is not None
    send(asking(NIA), "/api/v1/rounds/1/answers", {"item": item.item.id, "verdict": "reject", "note": bad})
    for path in ("/rounds/1/code?item=" + str(item.item.id),):
        assert bad not in asking(NIA).get(path).text
    move_round(with_accounts, "pilot", RoundState.ADJUDICATING)
    page = asking(EDDA).get("/rounds/1/adjudicate").text
    assert bad not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "path", ["/rounds/99", "/rounds/nowhere", "/rounds/1/code?item=999", "/rounds/%00", "/rounds/1/answers.xml"]
)
def test_what_is_not_there_is_refused(asking: Asking, with_accounts: Desk, path: str) -> None:
    made(with_accounts, questions=FEW)
    assert asking(NIA).get(path).status_code in (400, 404, 422)


# -- in a real browser ---------------------------------------------------------------------------------------------


@pytest.fixture
def town(with_accounts: Desk) -> Iterator[str]:
    """Give the address of a server with users."""
    with serving(works_on(with_accounts)) as address:
        yield address


def entered(chromium: Any, town: str, desk: Desk, who: str, wrong: list[str], **more: Any) -> Any:
    """Open a window of somebody who is logged in; errors of scripts are gathered."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="Europe/Paris", reduced_motion="reduce", **more
    )
    context.add_cookies([{"name": "wiredesk", "value": session_for(desk, who), "url": town}])
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    return opened


# Until the next question is there keys do nothing.
READY = "body[data-coding=ready]"


@pytest.mark.chromium
def test_two_code_blind_by_keyboard_and_the_ruling_of_the_third_stands(chromium: Any, town: str, with_accounts: Desk) -> None:
    made(with_accounts, questions=("incident", "incident.stage", "incident.killed"), scope=Scope(reports=(5,)))
    wrong: list[str] = []
    nia, olav, head = (entered(chromium, town, with_accounts, who, wrong) for who in (NIA, OLAV, EDDA))
    for window, keys in ((nia, ("a", "a", "a")), (olav, ("a", "2"))):
        window.goto(f"{town}/rounds/1/code")
        for number, key in enumerate(keys, 1):
            window.wait_for_selector(READY)
            window.keyboard.press(key)
            window.wait_for_selector(f"#far:has-text('{number} of 3')")
    olav.wait_for_selector(READY)
    olav.keyboard.press("z")
    olav.wait_for_selector("#far:has-text('1 of 3')")
    olav.wait_for_selector(READY)
    olav.keyboard.press("2")
    olav.wait_for_selector("#far:has-text('2 of 3')")
    olav.wait_for_selector(READY)
    olav.keyboard.press("c")
    olav.keyboard.type("seven")
    olav.keyboard.press("Enter")
    olav.wait_for_selector("text=All is coded")
    assert "accomplished" not in olav.content()
    nia.goto(f"{town}/rounds/1")
    assert nia.locator("text=Blind until it is adjudicated").count() == 1
    head.goto(f"{town}/rounds/1")
    assert head.locator("dt:has-text('Weakest question')").count() == 1
    head.click("text=End coding, adjudicate")
    head.goto(f"{town}/rounds/1/adjudicate")
    assert head.locator(".given-value").count() == 2
    head.click(".given > li:has-text('7') >> button")
    head.wait_for_selector("text=1 of 2 settled")
    head.wait_for_selector(READY)
    head.keyboard.press("z")
    head.wait_for_selector("text=0 of 2 settled")
    head.click(".given > li:has-text('7') >> button")
    head.wait_for_selector("text=1 of 2 settled")
    head.goto(f"{town}/reports/r5")
    with with_accounts.store.reading() as on:
        toll = effective_reading(on, 5).incidents[0].casualties.killed
    assert toll is not None
    assert toll.at_least == 7
    assert head.locator("text=Edda Head").count() > 0
    for window in (nia, olav, head):
        window.context.close()
    assert not wrong


@pytest.mark.chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_of_a_round_violates_wcag_and_all_fit_a_phone(chromium: Any, town: str, with_accounts: Desk, theme: str) -> None:
    for name in ("pilot", "second"):
        made(with_accounts, name, questions=FEW, coders=(NIA, EDDA))
    accept_all(with_accounts, NIA)
    accept_all(with_accounts, EDDA, r5_i1_killed=(Answered.CORRECT, "19"), r1_i1=(Answered.REJECT, ""))
    move_round(with_accounts, "pilot", RoundState.ADJUDICATING)
    window = entered(chromium, town, with_accounts, EDDA, [], color_scheme=theme, bypass_csp=True)
    wrong = {}
    for path in ("", "/new", "/1", "/1/adjudicate", "/1/adjudicate?every=1", "/1/agreed", "/2", "/2/code"):
        for width in (1440, 1024, 390):
            window.set_viewport_size({"width": width, "height": 900})
            window.goto(f"{town}/rounds{path}")
            if found := violations(window):
                wrong[path, width] = found
            if window.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong[path, width] = ["scrolls sideways"]
    window.context.close()
    assert not wrong


@pytest.mark.chromium
def test_selected_words_of_the_article_become_the_value(chromium: Any, town: str, with_accounts: Desk) -> None:
    made(with_accounts, questions=("incident.place",), scope=Scope(reports=(5,)))
    wrong: list[str] = []
    window = entered(chromium, town, with_accounts, NIA, wrong)
    window.goto(f"{town}/rounds/1/code")
    assert window.locator(".incidents-asked").count() > 0
    chosen = window.evaluate(
        """() => { const node = document.createTreeWalker(document.querySelector('.article p span, .article p'), 4).nextNode();
        const range = document.createRange(); range.setStart(node, 0); range.setEnd(node, 5);
        getSelection().removeAllRanges(); getSelection().addRange(range); return range.toString(); }"""
    )
    window.keyboard.press("c")
    assert window.input_value("#value") == chosen.strip()
    window.context.close()
    assert not wrong


@pytest.mark.chromium
def test_coding_works_without_javascript_and_on_a_phone(chromium: Any, town: str, with_accounts: Desk) -> None:
    made(with_accounts, questions=("incident", "incident.stage"), scope=Scope(reports=(5,)))
    window = entered(chromium, town, with_accounts, NIA, [], java_script_enabled=False)
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto(f"{town}/rounds/1/code")
    window.click("text=It is there")
    window.click("button[value=attempted]")
    assert "All is coded" in window.content()
    window.click("text=Look at the last one")
    assert "Your answer" in window.content()
    window.context.close()
    assert by(with_accounts, NIA).who == NIA
