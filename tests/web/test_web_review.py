"""Claims about ruling over HTTP: the API, the page without script, the queue, history and accuracy."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_works import works_on

from wiredesk.desk.desk import Desk
from wiredesk.desk.reviewing import Choice, next_to_review, report_to_review
from wiredesk.desk.ruled import ruled_reading
from wiredesk.desk.ruling import rule_on_report
from wiredesk.web.app import create_app
from wiredesk.web.reviewing import shown

BLAST = "r8"


def token(client: TestClient) -> str:
    found = re.search(r"X-Wiredesk-Token&#34;: &#34;([^&]+)|X-Wiredesk-Token\": \"([^\"]+)", client.get("/review").text)
    assert found
    return found[1] or found[2]


def headers(client: TestClient) -> dict[str, str]:
    return {"x-wiredesk-token": token(client)}


def ruled(client: TestClient, *rulings: dict[str, Any], status: int = 201, **more: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/reports/{BLAST}/rulings", json={"rulings": rulings, **more}, headers=headers(client))
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    return told


def facts(client: TestClient) -> dict[str, dict[str, Any]]:
    return {one["address"]: one for one in client.get(f"/api/v1/reports/{BLAST}/review").json()["facts"]}


def killed(desk: Desk) -> str:
    with desk.store.reading() as on:
        count = ruled_reading(on, 8).reading.incidents[0].casualties.killed
    return count.in_words() if count else ""


# -- ruling by the API -----------------------------------------------------------------------------------------------


def test_a_ruling_answers_with_what_stands_there_now_and_before(client: TestClient, desk: Desk) -> None:
    told = ruled(client, {"action": "correct", "address": "i1.killed", "value": "6"})
    (one,) = told["rulings"]
    assert (one["id"], one["address"], one["words"], one["was"], one["before"]) == ("n1", "i1.killed", "6", "at least 4", None)
    assert killed(desk) == "6"
    again = ruled(client, {"action": "unsure", "address": "i1.killed"})["rulings"][0]
    assert (again["before"]["verdict"], again["before"]["who"], again["words"]) == ("corrected", "Ana Coder", "6")


def test_words_chosen_in_the_article_become_a_toll_as_they_are_read(client: TestClient, desk: Desk) -> None:
    with desk.store.reading() as on:
        text = ruled_reading(on, 8).reading.report.article.text
    at = text.index("11 others")
    ruled(client, {"action": "correct", "address": "i1.killed", "chosen": [[at, at + len("11 others")]]})
    assert killed(desk) == "11"
    at = text.index("at least four")
    ruled(client, {"action": "correct", "address": "i1.killed", "chosen": [[at, at + len("at least four")]]})
    assert killed(desk) == "at least 4"


def test_several_rulings_are_kept_together_or_not_at_all(client: TestClient, desk: Desk) -> None:
    told = ruled(
        client,
        {"action": "correct", "address": "i1.killed", "value": "6"},
        {"action": "correct", "address": "i1.type", "value": "murder"},
        status=409,
    )
    assert told["error"]["code"] == "ruling_refused"
    assert killed(desk) == "at least 4"
    assert client.get(f"/api/v1/reports/{BLAST}/rulings").json() == {"items": [], "next": None}


def test_a_request_that_is_sent_again_under_its_key_is_kept_once(client: TestClient) -> None:
    for _ in range(3):
        told = ruled(client, {"action": "correct", "address": "i1.killed", "value": "6"}, key="0123-once-only")
        assert told["rulings"][0]["id"] == "n1"
    assert len(client.get("/api/v1/rulings").json()["items"]) == 1


def test_who_rules_second_on_a_changed_fact_is_told_what_stands_there(client: TestClient, desk: Desk) -> None:
    seen = facts(client)["i1.killed"]["seen"]
    rule_on_report(desk, 8, [lambda maker: maker.correct("i1.killed", "6")])
    told = ruled(client, {"action": "accept", "address": "i1.killed", "seen": seen}, status=409)
    assert told["error"]["code"] == "changed_meanwhile"
    assert "it says “6” now, corrected by Ana Coder (n1)" in told["error"]["message"]
    fresh = facts(client)["i1.killed"]["seen"]
    ruled(client, {"action": "accept", "address": "i1.killed", "seen": fresh})


def test_a_victim_that_moved_up_is_still_the_one_that_was_meant(client: TestClient) -> None:
    before = facts(client)
    ruled(client, {"action": "reject", "address": "i1.victim1", "seen": before["i1.victim1"]["seen"]})
    told = ruled(client, {"action": "accept", "address": "i1.victim3", "seen": before["i1.victim3"]["seen"]})
    assert told["rulings"][0]["address"] == "i1.victim2"
    assert told["rulings"][0]["words"] == before["i1.victim3"]["seen"]["words"]


def test_undoing_by_the_api_takes_it_back_and_says_no_the_second_time(client: TestClient, desk: Desk) -> None:
    ruled(client, {"action": "correct", "address": "i1.killed", "value": "6"})
    assert client.post("/api/v1/rulings/n1/undo", headers=headers(client)).status_code == 200
    assert killed(desk) == "at least 4"
    assert client.post("/api/v1/rulings/n1/undo", headers=headers(client)).status_code == 409
    assert client.get("/api/v1/rulings/n1").json()["undone_by"] == "n2"


def test_the_list_of_rulings_goes_on_where_it_left_off(client: TestClient) -> None:
    for value in "5678":
        ruled(client, {"action": "correct", "address": "i1.killed", "value": value})
    first = client.get("/api/v1/rulings?limit=3").json()
    second = client.get(f"/api/v1/rulings?limit=3&after={first['next']}").json()
    assert [one["id"] for one in first["items"] + second["items"]] == ["n4", "n3", "n2", "n1"]
    assert second["next"] is None
    assert client.get("/api/v1/rulings?who=Nobody").json()["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "accept"},
        {"action": "accept", "address": "i9.killed"},
        {"action": "correct", "address": "i1.killed"},
        {"action": "add", "kind": "victim", "fields": {"words": "people"}},
        {"action": "correct", "address": "i1.place", "chosen": [[5_000_000, 5_000_004]]},
        {"action": "title", "chosen": [[0, 4]]},
    ],
)
def test_a_ruling_that_cannot_be_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    assert ruled(client, wrong, status=409)["error"]["code"] == "ruling_refused"


@pytest.mark.parametrize(
    "wrong", [{"action": "drop"}, {"action": "accept", "address": "i1; drop"}, {"action": "accept", "spans": 1}]
)
def test_what_is_no_ruling_is_a_wrong_value(client: TestClient, wrong: dict[str, Any]) -> None:
    assert ruled(client, wrong, status=422)["error"]["code"] == "wrong_value"


def test_a_stretch_that_ends_before_it_begins_is_a_wrong_value(client: TestClient) -> None:
    ruled(client, {"action": "correct", "address": "i1.place", "chosen": [[9, 4]]}, status=422)


def test_ruling_wants_the_token(client: TestClient) -> None:
    asked = {"rulings": [{"action": "accept", "address": "i1.type"}]}
    assert client.post(f"/api/v1/reports/{BLAST}/rulings", json=asked).status_code == 403


# -- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_begins_with_what_is_most_urgent_and_passes_over_what_was_seen(desk: Desk) -> None:
    first = next_to_review(desk, Choice())
    assert first is not None
    assert first.n_open > 0
    second = next_to_review(desk, Choice(), passing=[first.key])
    assert second is not None
    assert second.key != first.key


def test_the_queue_holds_only_what_was_asked_for(desk: Desk) -> None:
    found = next_to_review(desk, Choice(kind="statements"))
    assert found is not None
    assert {one.what for one in found.facts} == {"statement"}
    bombing = next_to_review(desk, Choice(type="bombing", country="CM"))
    assert bombing is not None
    assert bombing.reading.incidents[0].type == "bombing"
    assert next_to_review(desk, Choice(country="NZ")) is None


def test_what_nobody_could_tell_stands_at_the_end_and_is_found_by_itself(desk: Desk) -> None:
    assert next_to_review(desk, Choice(only="unsure")) is None
    rule_on_report(desk, 8, [lambda maker: maker.unsure("i1.killed"), lambda maker: maker.accept("i1.date")])
    told = report_to_review(desk, 8)
    assert [one.is_open for one in told.facts] == sorted((one.is_open for one in told.facts), reverse=True)
    assert not next(one for one in told.facts if one.address == "i1.killed").is_open
    unsure = next_to_review(desk, Choice(only="unsure"))
    assert unsure is not None
    assert [one.address for one in unsure.facts] == ["i1.killed"]
    mine = next_to_review(desk, Choice(only="mine", who="Ana Coder"))
    assert mine is not None
    assert {one.address for one in mine.facts} == {"i1.killed", "i1.date"}


def test_a_field_that_was_ruled_on_settles_the_part_and_not_the_incident(desk: Desk) -> None:
    rule_on_report(desk, 8, [lambda maker: maker.correct("i1.victim1.count", "5"), lambda maker: maker.accept("i1.killed")])
    open_now = {one.address for one in report_to_review(desk, 8).facts if one.is_open}
    assert "i1.victim1" not in open_now
    assert "i1" in open_now
    assert "i1.wounded" in open_now


def test_every_fact_that_is_shown_can_be_accepted_as_it_was_seen(client: TestClient, desk: Desk) -> None:
    for number in (1, 8, 15):
        for one in shown(report_to_review(desk, number))["facts"]:
            if one["seen"] is None:
                continue
            asked = {"action": "accept", "address": one["at"], "seen": one["seen"]}
            answer = client.post(f"/api/v1/reports/r{number}/rulings", json={"rulings": [asked]}, headers=headers(client))
            assert answer.status_code == 201, (one["address"], answer.text)
        told = report_to_review(desk, number)
        assert [one.address for one in told.facts if one.is_open] == ["published"]


def test_a_publication_date_is_confirmed_by_ruling_what_stands_there(client: TestClient) -> None:
    ruled(client, {"action": "published", "value": facts(client)["published"]["says"]})
    assert facts(client)["published"]["mark"]["verdict"] == "accepted"
    assert client.get("/api/v1/rulings/n1").json()["words"] == "confirmed the publication date: 2024-03-14"
    told = client.get("/api/v1/review/accuracy").json()
    assert [(one["field"], one["accepted"]) for one in told["fields"]] == [("published", 1)]


# -- pages -----------------------------------------------------------------------------------------------------------


def form(client: TestClient, page: str) -> dict[str, str]:
    """Return the hidden fields of the form that rules."""
    inside = page.split('id="rule"')[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside))


def test_without_script_a_form_rules_and_leads_to_the_next_fact(client: TestClient, desk: Desk) -> None:
    page = client.get(f"/review/{BLAST}?fact=i1.killed").text
    assert "How many were killed?" in page
    told = form(client, page) | {"action": "correct", "value": "6"}
    answer = client.post(f"/reports/{BLAST}/rulings", data=told)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review/{BLAST}")
    assert killed(desk) == "6"
    assert client.get(f"/review/{BLAST}?fact=i1.killed").text.count("Corrected by Ana Coder") == 1


def test_without_script_a_missed_victim_is_added(client: TestClient, desk: Desk) -> None:
    told = form(client, client.get(f"/review/{BLAST}").text)
    added = {"token": told["token"], "action": "add", "kind": "victim", "words": "dozens of passengers", "more": "i1"}
    assert client.post(f"/reports/{BLAST}/rulings", data=added).status_code == 303
    with desk.store.reading() as on:
        victims = ruled_reading(on, 8).reading.incidents[0].victims
    assert len(victims) == 5


def test_a_form_that_was_overtaken_says_so(client: TestClient, desk: Desk) -> None:
    told = form(client, client.get(f"/review/{BLAST}?fact=i1.killed").text) | {"action": "accept"}
    rule_on_report(desk, 8, [lambda maker: maker.correct("i1.killed", "6")])
    answer = client.post(f"/reports/{BLAST}/rulings", data=told)
    assert answer.status_code == 409
    assert "was changed meanwhile" in answer.text


def test_a_form_leads_back_to_this_server_alone(client: TestClient) -> None:
    told = form(client, client.get(f"/review/{BLAST}?fact=i1.date").text) | {"action": "accept", "back": "//elsewhere.example/"}
    assert client.post(f"/reports/{BLAST}/rulings", data=told).headers["location"] == f"/review/{BLAST}"


def test_the_history_lists_what_was_ruled_and_undone(client: TestClient) -> None:
    assert "No rulings yet" in client.get("/review/history").text
    ruled(client, {"action": "correct", "address": "i1.killed", "value": "6"}, note="<b>later</b> count")
    page = client.get("/review/history").text
    assert "corrected i1.killed: at least 4 → 6" in page
    assert "&lt;b&gt;later&lt;/b&gt; count" in page
    assert "/rulings/n1/undo" in page
    client.post("/api/v1/rulings/n1/undo", headers=headers(client))
    page = client.get("/review/history").text
    assert "undone by n2" in page
    assert "/rulings/n1/undo" not in page


def test_the_accuracy_page_says_how_often_the_reader_was_right(client: TestClient) -> None:
    assert "Nobody has ruled yet" in client.get("/review/accuracy").text
    ruled(client, {"action": "accept", "address": "i1.type"}, {"action": "correct", "address": "i1.killed", "value": "6"})
    page = client.get("/review/accuracy").text
    assert "50 % right" in page
    assert "between 9 and 91 %" in page


def test_an_empty_desk_teaches_the_next_step(empty_desk: Desk) -> None:
    with TestClient(create_app(works_on(empty_desk))) as client:
        page = client.get("/review").text
        assert "Nothing waits for a ruling" in page
        assert 'href="/add"' in page
        assert client.get("/review/next").status_code == 204


def test_a_report_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/review/r99").status_code == 404
    assert client.get("/review/part/r99").status_code == 404
    assert client.get("/review/part/t9999").status_code == 204


def test_the_days_of_an_incident_are_written_as_on_other_pages(client: TestClient) -> None:
    page = client.get("/review/r8?fact=i1.date").text
    assert re.search(r'data-slot="large"[^>]*>\s*14 March 2024\s*<', page)
