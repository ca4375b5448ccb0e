"""Claims about rulings on two records: same, different, unsure, split, undone; who may; the list of open proposals."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert
from web_people import client_of, people_on, session_of, token_in
from web_works import works_on

from wiredesk.desk.cards import incident_card, newest_incidents
from wiredesk.desk.cards_entities import entity_card
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import parse_id
from wiredesk.desk.proposals import open_pairs
from wiredesk.desk.roles import Role
from wiredesk.desk.ruling import rule_on_pair, rule_on_report
from wiredesk.errors import NotOnDesk
from wiredesk.review.rulings import Action
from wiredesk.store.linking import Kind
from wiredesk.store.tables import proposal
from wiredesk.web.ways import way_back, with_ruling


def token_of(client: TestClient) -> str:
    """Return the token of the forms."""
    return client.get("/links").text.split('"X-Wiredesk-Token": "')[1].split('"')[0]


def incident_at(desk: Desk, place: str, *, least: int = 2) -> str:
    """Return the incident that so many reports put at a place."""
    listed = newest_incidents(desk, limit=50).incidents
    return next(one.id for one in listed if one.brief.place == place and one.n_reports >= least)


def ruled(client: TestClient, **fields: Any) -> str:
    """Rule by the form and return where it leads."""
    answer = client.post("/links", data={"token": token_of(client), **fields})
    assert answer.status_code == 303, answer.text[:400]
    return answer.headers["location"]


def test_two_incidents_become_one_and_two_again(client: TestClient, desk: Desk) -> None:
    left, right = sorted((incident_at(desk, "Batangas"), incident_at(desk, "Garoua")), key=lambda one: int(one[1:]))
    n = [len(incident_card(desk, one).record.members) for one in (left, right)]
    there = ruled(client, action="same", left=left, right=right)
    assert there.startswith(f"/incidents/{left}?ruled=n")
    assert client.get(f"/incidents/{right}").headers["location"] == f"/incidents/{left}"
    assert len(incident_card(desk, left).record.members) == sum(n)
    page = client.get(there).text
    assert f"{left} and {right}: the same" in page
    undo = page.split('action="/rulings/')[1].split('"')[0]
    answer = client.post(f"/rulings/{undo}", data={"token": token_of(client), "back": f"/incidents/{left}"})
    assert answer.status_code == 303
    assert client.get(f"/incidents/{right}").status_code == 200
    assert [len(incident_card(desk, one).record.members) for one in (left, right)] == n


def test_a_ruling_that_stands_against_it_is_said(client: TestClient, desk: Desk) -> None:
    left, right = incident_at(desk, "Batangas"), incident_at(desk, "Garoua")
    ruled(client, action="different", left=left, right=right)
    answer = client.post("/links", data={"token": token_of(client), "action": "same", "left": left, "right": right})
    assert answer.status_code == 409
    assert "keeps these two apart" in answer.text


def test_ticked_reports_are_split_off_and_come_back(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Garoua")
    before = incident_card(desk, name)
    leaving = f"r{before.record.members[-1].report_id}"
    there = ruled(client, action="split", name=name, report=[leaving])
    after = incident_card(desk, name)
    assert len(after.record.members) == len(before.record.members) - 1
    assert leaving[1:] not in map(str, after.reports)
    number = there.split("ruled=")[1]
    client.post(f"/rulings/{number}/undo", data={"token": token_of(client)})
    assert len(incident_card(desk, name).record.members) == len(before.record.members)


def test_splitting_nothing_off_is_refused(client: TestClient, desk: Desk) -> None:
    answer = client.post("/links", data={"token": token_of(client), "action": "split", "name": incident_at(desk, "Garoua")})
    assert answer.status_code == 409


def test_unsure_closes_the_proposal_until_it_is_undone(client: TestClient, desk: Desk) -> None:
    pair = next(one for one in open_pairs(desk).pairs if one.kind is Kind.INCIDENT)
    there = ruled(client, action="unsure", left=pair.left.record, right=pair.right.record, back="/links?kind=incident")
    assert there.startswith("/links?kind=incident&ruled=n")
    assert pair.id not in [one.id for one in open_pairs(desk).pairs]
    client.post(f"/rulings/{there.split('ruled=')[1]}/undo", data={"token": token_of(client)})
    assert pair.id in [one.id for one in open_pairs(desk).pairs]


def test_entities_become_one_over_the_api_and_the_old_id_leads_there(client: TestClient, desk: Desk) -> None:
    pair = next(one for one in open_pairs(desk, Kind.ENTITY).pairs)
    headers = {"X-Wiredesk-Token": token_of(client)}
    told = {"action": "same", "left": pair.left.record, "right": pair.right.record}
    answer = client.post("/api/v1/links", json=told, headers=headers)
    assert answer.status_code == 201
    (now,) = answer.json()["now"]
    ids = {entity_card(desk, parse_id(one, "entity")).id for one in (pair.left.id, pair.right.id)}
    assert ids == {now}
    assert client.post(f"/api/v1/rulings/{answer.json()['ruling']}/undo", json={}, headers=headers).status_code == 200
    assert len({entity_card(desk, parse_id(one, "entity")).id for one in (pair.left.id, pair.right.id)}) == 2


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"action": "same", "left": "i1", "right": "e1"}, 409),
        ({"action": "same", "left": "i1", "right": "i1"}, 409),
        ({"action": "same", "left": "i1", "right": "i999999"}, 404),
        ({"action": "merge", "left": "i1", "right": "i2"}, 422),
        ({"action": "split", "record": "i1", "reports": []}, 422),
        ({"action": "split", "record": "i1", "reports": ["r999999"]}, 409),
        ({"action": "same", "left": "i1"}, 422),
        ({}, 422),
    ],
)
def test_what_cannot_be_ruled_is_refused_in_one_shape(client: TestClient, wanted: dict[str, Any], status: int) -> None:
    answer = client.post("/api/v1/links", json=wanted, headers={"X-Wiredesk-Token": token_of(client)})
    assert (answer.status_code, set(answer.json())) == (status, {"error"})


def test_a_ruling_without_the_token_of_a_form_is_refused(client: TestClient, desk: Desk) -> None:
    pair = open_pairs(desk).pairs[0]
    fields = {"action": "same", "left": pair.left.record, "right": pair.right.record}
    assert client.post("/links", data=fields).status_code == 403
    assert client.post("/api/v1/links", json=fields).status_code == 403
    assert pair.id in [one.id for one in open_pairs(desk).pairs]


def test_story_proposals_are_listed_too(client: TestClient, desk: Desk) -> None:
    told = {"kind": "story", "left_id": 1, "right_id": 2, "score": 0.61, "reasons": '[["shared","they share 61 %",1.2]]'}
    with desk.store.writing() as on:
        on.execute(insert(proposal).values(**told, state="open", made_at="2024-09-01T12:00:00Z"))
    page = client.get("/links", params={"kind": "story"}).text
    assert "they share 61 %" in page
    assert "/reports/r1" in page
    ruled(client, action="different", left="r1", right="r2", back="/links?kind=story")
    assert not open_pairs(desk, Kind.STORY).pairs


def test_proposals_come_in_pages_the_likeliest_first(client: TestClient, desk: Desk) -> None:
    whole = [one.id for one in open_pairs(desk, limit=50).pairs]
    assert len(whole) >= 3
    seen: list[int] = []
    after: str | None = None
    while True:
        found = open_pairs(desk, limit=1, after=after)
        seen += [one.id for one in found.pairs]
        after = found.next
        if after is None:
            break
        assert client.get("/api/v1/links", params={"limit": 1, "after": after}).status_code == 200
    assert seen == whole
    with pytest.raises(NotOnDesk):
        open_pairs(desk, after="yesterday")
    assert client.get("/links", params={"after": "../../etc"}).status_code == 404


@pytest.mark.parametrize(
    "words", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a/../../b", "javascript:1", "", "/\r\nX: y"]
)
def test_a_form_leads_nowhere_else(words: str) -> None:
    assert way_back(words, "/links") == "/links"


def test_the_way_back_names_one_ruling() -> None:
    assert with_ruling("/links?kind=story&ruled=n1", 7) == "/links?kind=story&ruled=n7"


@pytest.mark.chromium
def test_two_incidents_are_merged_and_parted_again_by_keyboard(site: str, window: Any, desk: Desk) -> None:
    left, right = sorted((incident_at(desk, "Batangas"), incident_at(desk, "Garoua")), key=lambda one: int(one[1:]))
    window.goto(f"{site}/incidents/{left}")
    window.keyboard.press("m")
    window.keyboard.type("garoua")
    window.locator("a.choice", has_text=right).wait_for()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    window.wait_for_url(f"**/incidents/{left}/compare/{right}")
    window.keyboard.press("s")
    window.wait_for_url(f"**/incidents/{left}")
    assert f"{left} and {right}: the same" in window.locator("[data-ruled]").inner_text()
    assert incident_card(desk, right).id == left
    window.keyboard.press("z")
    window.get_by_text("undid n1").wait_for()
    assert incident_card(desk, right).id == right


@pytest.mark.chromium
def test_the_list_of_proposals_is_cleared_by_single_keys_and_undone(site: str, window: Any, desk: Desk) -> None:
    pairs = open_pairs(desk).pairs
    window.goto(f"{site}/links")
    entries = window.locator("[data-entry]")
    assert entries.count() == len(pairs)
    window.keyboard.press("j")
    window.keyboard.press("d")
    window.get_by_role("button", name="Undo").wait_for()
    assert entries.count() == len(pairs) - 1
    assert pairs[1].id not in [one.id for one in open_pairs(desk).pairs]
    window.keyboard.press("z")
    window.get_by_text("is undone").wait_for()
    assert entries.count() == len(pairs)
    assert [one.id for one in open_pairs(desk).pairs] == [one.id for one in pairs]


def test_what_people_joined_and_parted_can_be_undone_from_the_page_later(client: TestClient, desk: Desk) -> None:
    left, right = sorted((incident_at(desk, "Batangas"), incident_at(desk, "Garoua")), key=lambda one: int(one[1:]))
    other = incident_at(desk, "Bunia")
    joined = ruled(client, action="same", left=left, right=right, note="one cell, says the court").split("ruled=")[1]
    parted = ruled(client, action="different", left=left, right=other).split("ruled=")[1]
    page = client.get(f"/incidents/{left}").text
    links = page[page.index('id="links"') :]
    assert f"ruled, {joined}" in links
    assert f'action="/rulings/{joined}/undo"' in links
    assert f"/incidents/{other}" in links
    assert f'action="/rulings/{parted}/undo"' in links
    client.post(f"/rulings/{parted}/undo", data={"token": token_of(client)})
    assert "Kept apart" not in client.get(f"/incidents/{left}").text


def test_a_coder_sees_no_buttons_for_links_and_cannot_undo_those_of_an_editor(desk: Desk) -> None:
    people = people_on(desk)
    works = works_on(desk)
    editor, coder = (client_of(works, session_of(desk, people[role])) for role in (Role.EDITOR, Role.CODER))
    name = incident_at(desk, "Batangas")
    address = f"/incidents/{name}"
    assert 'action="/links"' in editor.get(address).text
    assert 'action="/links"' not in coder.get(address).text
    (proposed,) = incident_card(desk, name).proposals
    fields = {"action": "different", "left": f"i{proposed.left}", "right": f"i{proposed.right}"}
    assert coder.post("/links", data=fields | {"token": token_in(coder)}).status_code == 403
    there = editor.post("/links", data=fields | {"token": token_in(editor)}).headers["location"]
    ruling = there.split("ruled=")[1]
    seen = coder.get(there).text
    assert f"{ruling}</span> is kept" in seen
    assert "/undo" not in seen
    for path in (f"/rulings/{ruling}/undo", f"/api/v1/rulings/{ruling}/undo"):
        headers = {"X-Wiredesk-Token": token_in(coder)}
        assert coder.post(path, headers=headers).status_code == 403
    assert editor.post(f"/rulings/{ruling}/undo", data={"token": token_in(editor)}).status_code == 303


def test_a_coder_undoes_what_is_unsure_of_a_fact_and_not_of_two_records(desk: Desk) -> None:
    people = people_on(desk)
    coder = client_of(works_on(desk), session_of(desk, people[Role.CODER]))
    headers = {"X-Wiredesk-Token": token_in(coder)}
    fact = rule_on_report(desk, 8, [lambda maker: maker.unsure("i1.killed")]).rulings[0].id
    pair = rule_on_pair(desk, Action.UNSURE, incident_at(desk, "Batangas"), incident_at(desk, "Garoua")).rulings[0].id
    answers = [coder.post(f"/api/v1/rulings/n{one}/undo", headers=headers).status_code for one in (fact, pair)]
    assert answers == [200, 403]


def test_the_notice_of_a_ruling_that_was_undone_offers_no_second_undo(client: TestClient, desk: Desk) -> None:
    left, right = incident_at(desk, "Batangas"), incident_at(desk, "Garoua")
    there = ruled(client, action="different", left=left, right=right)
    number = there.split("ruled=")[1]
    client.post(f"/rulings/{number}/undo", data={"token": token_of(client)})
    assert f"{number}</span> was undone" in client.get(there).text
    assert client.post(f"/rulings/{number}/undo", data={"token": token_of(client)}).status_code == 409
