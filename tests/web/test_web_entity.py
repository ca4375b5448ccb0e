"""Claims about the page of a person, body or place, the list of those most named, the graph, removing a person."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_works import works_on

from wiredesk.desk.cards_entities import entity_card
from wiredesk.desk.cards_finding import entities_meant, most_mentioned
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.web.app import create_app


def called(desk: Desk, name: str) -> str:
    """Return the entity that has a name most."""
    return id_of("entity", entities_meant(desk, name).entities[0].entity_id)


def form(client: TestClient, address: str) -> str:
    """Return the token of the forms of a page."""
    page = client.get(address).text
    return page.split('name="token" value="')[1].split('"')[0]


def test_names_roles_and_statements_stand_with_their_reports(client: TestClient, desk: Desk) -> None:
    name = called(desk, "Issa Bakary")
    page = client.get(f"/entities/{name}").text
    card = entity_card(desk, parse_id(name, "entity"))
    assert all(one.name in page for one in card.names)
    assert "Police commissioner" in page
    assert [
        f"/reports/r{one.report_id}#{one.id}" for one in card.statements if f"/reports/r{one.report_id}#{one.id}" not in page
    ] == []
    assert "role-bar" in page
    assert "This is public reporting" in page


def test_what_was_said_to_and_of_somebody_is_told_apart(desk: Desk) -> None:
    card = entity_card(desk, parse_id(called(desk, "Lake Front Brigade"), "entity"))
    assert [one.speaker for one in card.about if "suspect the Lake Front Brigade" in one.content[0].words] == ["Issa Bakary"]
    ledger = entity_card(desk, parse_id(called(desk, "Central Africa Ledger"), "entity"))
    assert ledger.told
    assert all(one.told == "Central Africa Ledger" for one in ledger.told)


def test_company_gives_the_sentences_that_two_share_and_no_others(desk: Desk) -> None:
    card = entity_card(desk, parse_id(called(desk, "Issa Bakary"), "entity"))
    assert card.company.ties
    names = {one.id: one.name for one in card.company.companions}
    for tie in card.company.ties:
        assert card.id in (tie.left, tie.right) or tie.n_sentences
        assert tie.n_sentences >= len(tie.sentences) > 0
        other = names[tie.right if tie.left == card.id else tie.left]
        assert all(other.split()[-1] in words.words for words in tie.sentences)


def test_a_place_has_its_map_and_country(client: TestClient, desk: Desk) -> None:
    head = next(one for one in most_mentioned(desk, ["place"], limit=60).entities if one.name == "Garoua")
    page = client.get(f"/entities/e{head.entity_id}").text
    assert 'data-picture="map"' in page
    assert "Cameroon" in page
    assert "This is public reporting" not in page


def test_the_list_goes_on_where_a_page_ended_and_names_nobody_twice(client: TestClient, desk: Desk) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        params = {"limit": "7", "type": "person"} | ({"after": after} if after else {})
        told = client.get("/api/v1/entities", params=params).json()
        seen += [one["id"] for one in told["items"]]
        after = told["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) > 14
    counts = [entity_card(desk, parse_id(one, "entity")).n_reports for one in seen]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("typed", ["Issa Bak", "bakary", "issa bakary", "Isa Bakari"])
def test_a_name_is_found_while_it_is_typed(client: TestClient, typed: str) -> None:
    page = client.get("/entities", params={"q": typed, "type": "person"}, headers={"hx-request": "true"}).text
    assert "Issa Bakary" in page
    assert "<html" not in page


@pytest.mark.parametrize("typed", ["r1", "'", '"', "%", "e99999", "x" * 200, "مرحبا"])
def test_rubbish_finds_nobody_and_says_what_to_do(client: TestClient, typed: str) -> None:
    page = client.get("/entities", params={"q": typed}).text
    assert "Nobody is called so" in page


def test_the_json_of_every_entity_is_what_the_schema_says(client: TestClient, desk: Desk) -> None:
    heads = most_mentioned(desk, limit=400).entities
    assert len(heads) > 50
    for head in heads:
        told = client.get(f"/api/v1/entities/e{head.entity_id}")
        assert told.status_code == 200, told.text[:300]


def test_a_person_is_removed_only_when_it_is_confirmed(client: TestClient, desk: Desk) -> None:
    name = called(desk, "Mariam Saidou")
    asked = client.get(f"/entities/{name}/remove").text
    assert "cannot be undone" in asked
    token = form(client, f"/entities/{name}/remove")
    told = {"token": token, "reason": "asked for by the person"}
    assert client.post(f"/entities/{name}/remove", data=told).status_code == 422
    assert client.get(f"/entities/{name}").status_code == 200
    done = client.post(f"/entities/{name}/remove", data=told | {"confirmed": "yes"})
    assert done.status_code == 200
    assert "blacked out in 1 report" in done.text
    assert "Saidou" not in client.get("/entities", params={"q": "Mariam Saidou"}).text.replace(
        'value="Mariam Saidou"', ""
    ).replace("q=Mariam+Saidou", "")


def test_an_empty_desk_teaches_the_next_step(empty_desk: Desk) -> None:
    with TestClient(create_app(works_on(empty_desk))) as client:
        assert "/add" in client.get("/entities").text
        assert "Nothing is open here" in client.get("/links").text
        assert client.get("/entities/e1").status_code == 404


@pytest.mark.chromium
def test_a_line_of_the_graph_shows_its_sentence_by_keyboard_alone(site: str, window: Any, desk: Desk) -> None:
    name = called(desk, "Issa Bakary")
    card = entity_card(desk, parse_id(name, "entity"))
    tie = next(one for one in card.company.ties if one.n_sentences == 1)
    number = card.company.ties.index(tie) + 1
    window.goto(f"{site}/entities/{name}")
    line = window.locator(f"[data-tie=tie-{number}]")
    line.wait_for(state="attached")
    line.focus()
    shown = window.locator("[data-ties] > li:visible")
    assert shown.count() == 1
    assert tie.sentences[0].words[:40] in shown.inner_text()
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.className") == "telling-quote"
    assert "#" in window.evaluate("document.activeElement.getAttribute('href')")
    window.get_by_role("button", name="Show all").click()
    assert window.locator("[data-ties] > li:visible").count() == len(card.company.ties)
