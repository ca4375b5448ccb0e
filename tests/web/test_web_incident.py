"""Claims about the page of an incident and its JSON: every value with who says so, tolls, links, old ids, hostile words."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from wiredesk.corroborate.dossier import DossierField
from wiredesk.desk.cards import incident_card, newest_incidents
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import rule_on_pair, rule_on_report
from wiredesk.review.rulings import Action


def incident_at(desk: Desk, place: str, *, least: int = 2) -> str:
    """Return the incident that so many reports put at a place."""
    listed = newest_incidents(desk, limit=50).incidents
    return next(one.id for one in listed if one.brief.place == place and one.n_reports >= least)


def words_of(page: str) -> str:
    """Return a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_telling_of_the_record_stands_on_the_page_with_its_address(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Garoua")
    page = client.get(f"/incidents/{name}").text
    card = incident_card(desk, name)
    told = [telling for field in card.record.fields for value in field.values for telling in value.tellings]
    assert len(told) > 30
    missing = [one for one in told if f"/reports/r{one.report_id}#{one.address}" not in page]
    # Of copies in the same words the first is quoted, and the others named beside it with their own address.
    assert not missing
    assert all(outlet in page for outlet in {"The Lagoon Post", "Central Africa Ledger"})


def test_claims_suspicions_and_denials_stand_apart(client: TestClient, desk: Desk) -> None:
    page = client.get(f"/incidents/{incident_at(desk, 'Garoua')}").text
    who = page[page.index('id="who"') : page.index('id="things"')]
    for column in ("claimed", "suspected", "denied"):
        assert f"standing-{column}" in who
    denied = who[who.index("standing-denied") :]
    assert "denies it" in denied[:1500]


def test_a_toll_has_a_line_for_each_story_and_can_be_read_without_the_picture(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Garoua")
    toll = incident_card(desk, name).record.toll(DossierField.KILLED)
    assert toll
    page = client.get(f"/incidents/{name}").text
    table = page[page.index('class="toll"') :]
    table = table[: table.index("</table>")]
    assert toll.label in words_of(table)
    assert table.count("<tr class") == len(toll.lines) + sum(len(line.earlier) for line in toll.lines)
    assert "at least 4" in words_of(table)
    assert 'aria-hidden="true"' in table


def test_copies_are_folded_and_the_agency_named(client: TestClient, desk: Desk) -> None:
    page = client.get(f"/incidents/{incident_at(desk, 'Garoua')}").text
    reports = page[page.index('id="reports"') : page.index('id="links"')]
    assert reports.count("story-report copy") == 1
    assert "words of Sahel News Agency" in words_of(reports)


def test_the_id_of_a_part_leads_to_the_whole(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Garoua")
    part = next(f"i{one.found_id}" for one in incident_card(desk, name).record.members if f"i{one.found_id}" != name)
    answer = client.get(f"/incidents/{part}?ruled=n1")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/incidents/{name}?ruled=n1"


@pytest.mark.parametrize("name", ["i99999", "i999999999999999999"])
def test_an_incident_that_is_not_there_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/incidents/{name}").status_code == 404
    assert client.get(f"/api/v1/incidents/{name}").json()["error"]["code"] == "not_on_desk"
    assert client.get(f"/incidents/{name}/compare/i1").status_code == 404


def test_a_value_that_a_person_corrected_says_who_and_what_it_was(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Garoua")
    line = incident_card(desk, name).record.toll(DossierField.KILLED).lines[0]  # type: ignore[union-attr]
    rule_on_report(desk, line.telling.report_id, [lambda maker: maker.correct(line.telling.address, "9")])
    words = words_of(client.get(f"/incidents/{name}").text)
    assert "corrected by Ana Coder" in words
    assert f"was {line.count.in_words()}" in words


def test_proposals_stand_with_their_reasons(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Batangas")
    (proposed,) = incident_card(desk, name).proposals
    page = client.get(f"/incidents/{name}").text
    assert f"/incidents/{name}/compare/{proposed.other_id}" in page
    assert all(reason.note in words_of(page) for reason in proposed.reasons[:4])


def test_another_incident_is_found_by_words_by_id_and_by_likeness(client: TestClient, desk: Desk) -> None:
    name, other = incident_at(desk, "Batangas"), incident_at(desk, "Garoua")
    part = {"hx-request": "true"}
    assert f"/compare/{other}" in client.get(f"/incidents/{name}/same-as", params={"q": "garou"}, headers=part).text
    assert f"/compare/{other}" in client.get(f"/incidents/{name}/same-as", params={"q": other}, headers=part).text
    (proposed,) = incident_card(desk, name).proposals
    likeliest = client.get(f"/incidents/{name}/same-as", headers=part).text
    assert f"/compare/{proposed.other_id}" in likeliest
    assert "<html" not in likeliest
    assert "<html" in client.get(f"/incidents/{name}/same-as", params={"q": "garou"}).text
    for rubbish in ('"', "-", "*" * 200, "é' OR 1=1 --", "i999999"):
        assert client.get(f"/incidents/{name}/same-as", params={"q": rubbish}, headers=part).status_code == 200


def test_two_incidents_lie_side_by_side_with_what_they_share(client: TestClient, desk: Desk) -> None:
    name = incident_at(desk, "Batangas")
    (proposed,) = incident_card(desk, name).proposals
    page = client.get(f"/incidents/{name}/compare/{proposed.other_id}").text
    assert "Harbor Justice" in re.findall(r'class="is-shared">([^<]+)<', page)
    assert "not told" in page


def test_comparing_says_which_ruling_keeps_two_apart(client: TestClient, desk: Desk) -> None:
    name, other = incident_at(desk, "Batangas"), incident_at(desk, "Garoua")
    ruling = rule_on_pair(desk, Action.DIFFERENT, name, other).rulings[0]
    page = client.get(f"/incidents/{name}/compare/{other}").text
    assert f"Ruling n{ruling.id} keeps them apart" in page
    assert f"/rulings/n{ruling.id}/undo" in page


def test_a_report_that_tells_two_parts_counts_once_and_days_stand_in_words(client: TestClient, desk: Desk) -> None:
    listed = newest_incidents(desk, limit=50).incidents
    left, right = sorted((next(one.id for one in listed if one.brief.place == at) for at in ("Nampula", "Meconta")), key=len)
    rule_on_pair(desk, Action.SAME, left, right)
    card = incident_card(desk, left)
    reports = {member.report_id for member in card.record.members}
    assert len(reports) < len(card.record.members)
    assert card.n_reports == len(reports)
    assert client.get(f"/api/v1/incidents/{card.id}").json()["n_reports"] == len(reports)
    assert f"{len(reports)} reports · " in client.get(f"/incidents/{card.id}").text
    changes = words_of(client.get(f"/incidents/{card.id}").text.partition('id="changes')[2])
    assert re.search(r"date revised: \d+ May 2024 → \d+ May 2024", changes)


def test_the_json_of_an_incident_is_what_the_schema_says(client: TestClient, desk: Desk) -> None:
    for one in newest_incidents(desk, limit=50).incidents:
        told = client.get(f"/api/v1/incidents/{one.id}")
        assert told.status_code == 200, told.text[:300]
    garoua = client.get(f"/api/v1/incidents/{incident_at(desk, 'Garoua')}").json()
    assert garoua["tolls"]["killed"]["range"] == "4 to 6"
    assert [one["copy"] for story in garoua["stories"] for one in story["reports"] if one["copy"]] == ["cut"]
    assert {one["with"] for one in garoua["links"]} <= {f"r{n}" for n in range(1, 40)}
    near = client.get(f"/api/v1/incidents/{garoua['id']}/same-as").json()
    assert near["next"] is None
    assert all(0 <= one["score"] <= 1 for one in near["items"])


@pytest.mark.chromium
def test_map_and_timeline_are_drawn_and_the_page_has_no_sideways_scroll(site: str, window: Any, desk: Desk) -> None:
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto(f"{site}/incidents/{incident_at(desk, 'Garoua')}")
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for kind in ("map", "timeline"):
        figure = window.locator(f"figure[data-picture={kind}]")
        figure.scroll_into_view_if_needed()
        figure.locator("svg [data-mark]").first.wait_for(state="attached")
