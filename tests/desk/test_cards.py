"""The cards of the sample desk: one merged incident with its tolls, claims and copies; people and places with their words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_files import NOW, filled
from wiredesk.corroborate.dossier import DossierField
from wiredesk.desk.cards import IncidentCard, incident_card, newest_incidents
from wiredesk.desk.cards_entities import EntityCard, entity_card
from wiredesk.desk.cards_finding import entities_meant
from wiredesk.desk.cards_json import entity_json, incident_json, listed_json
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import parse_id
from wiredesk.desk.ruling import rule_on_report
from wiredesk.errors import NotOnDesk
from wiredesk.store import linking
from wiredesk.store.linking import Kind
from wiredesk.store.opening import Store


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the sample desk, filed once."""
    store = Store.create(str(tmp_path_factory.mktemp("cards") / "desk.db"), now=NOW)
    with filled(store) as made:
        yield made
    store.close()


@pytest.fixture(scope="module")
def blast(desk: Desk) -> IncidentCard:
    """Give the bombing of Garoua that five reports tell."""
    listed = newest_incidents(desk, limit=50).incidents
    return incident_card(desk, next(one.id for one in listed if one.brief.place == "Garoua"))


def person(desk: Desk, name: str) -> EntityCard:
    """Return the card of the one that a name means."""
    (head,) = entities_meant(desk, name).entities
    return entity_card(desk, head.entity_id)


# -- incidents -----------------------------------------------------------------------------------------------------


def test_an_incident_is_told_in_one_sentence(blast: IncidentCard) -> None:
    assert blast.headline.startswith("Bombing of a bus station in Garoua on 14 March 2024")
    assert "4 to 6 killed" in blast.headline
    assert "9 to 11 wounded" in blast.headline


def test_a_reprint_is_folded_into_its_story(blast: IncidentCard) -> None:
    reports = [story.report_ids for story in blast.record.stories]
    assert len(reports) == 4
    assert sorted(map(len, reports)) == [1, 1, 1, 2]
    assert {one for story in reports for one in story} == set(blast.reports)


def test_each_story_has_one_line_of_the_toll(blast: IncidentCard) -> None:
    toll = blast.record.toll(DossierField.KILLED)
    assert toll
    assert (toll.least, toll.most) == (4, 6)
    assert len({line.story_id for line in toll.lines}) == len(toll.lines) == 4


def test_every_word_on_the_card_stands_in_its_report(blast: IncidentCard) -> None:
    texts = {member.report_id: member.reading.report.article.text for member in blast.record.members}
    told = [telling for field in blast.record.fields for value in field.values for telling in value.tellings]
    assert len(told) > 30
    assert all(one.span.cut(texts[one.report_id]) == one.words for one in told)


def test_the_group_that_claims_it_is_one_across_reports(blast: IncidentCard) -> None:
    (group,) = [v for v in blast.record.field(DossierField.PERPETRATOR).values if v.label == "Lake Front Brigade"]
    assert group.party is not None
    assert {one.value for one in group.standings} >= {"claimed_or_admitted", "suspected_or_accused_by_authorities"}


def test_the_id_of_any_part_leads_to_the_whole(desk: Desk, blast: IncidentCard) -> None:
    parts = [f"i{member.found_id}" for member in blast.record.members]
    assert {incident_card(desk, part).id for part in parts} == {blast.id}


@pytest.mark.parametrize("name", ["i99999", "x1", "", "i0", "r1", "i" + "9" * 40])
def test_an_incident_that_is_not_there_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(NotOnDesk):
        incident_card(desk, name)


def test_a_threat_that_became_a_deed_shows_both_stages(desk: Desk) -> None:
    (fire,) = [one for one in newest_incidents(desk, limit=50).incidents if one.brief.place == "Batangas" and one.n_reports > 1]
    card = incident_card(desk, fire.id)
    assert {value.label for value in card.record.field(DossierField.STAGE).values} == {"threatened", "accomplished"}
    assert not card.headline.startswith("Threatened")


def test_the_list_goes_on_where_a_page_ended(desk: Desk) -> None:
    whole = [one.id for one in newest_incidents(desk, limit=50).incidents]
    seen: list[str] = []
    before: str | None = None
    while True:
        page = newest_incidents(desk, limit=2, before=before)
        seen += [one.id for one in page.incidents]
        if page.next is None:
            break
        before = page.next
    assert seen == whole
    assert len(whole) >= 4


@pytest.mark.parametrize("before", ["yesterday", "2024-1-1", "2024-05-31.x", "."])
def test_a_place_in_the_list_that_is_none_is_refused(desk: Desk, before: str) -> None:
    with pytest.raises(NotOnDesk, match="--before"):
        newest_incidents(desk, before=before)


# -- people, bodies, places ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Issa Bakary", "issa bakary", "Isa Bakari", "Bakary, Issa", "Commissioner Issa Bakary", "Bakary"]
)
def test_a_person_is_found_in_any_spelling(desk: Desk, name: str) -> None:
    card = person(desk, name)
    assert (card.name, card.type, card.n_reports) == ("Issa Bakary", "person", 3)


def test_an_id_means_its_entity_and_any_part_of_it(desk: Desk) -> None:
    card = person(desk, "Issa Bakary")
    assert entities_meant(desk, card.id).is_certain
    assert entity_card(desk, parse_id(card.id, "entity")).id == card.id
    with pytest.raises(NotOnDesk):
        entity_card(desk, 99999)


def test_a_name_of_nobody_means_nobody(desk: Desk) -> None:
    for name in ("Nobody Atall", "", "?!", "e99999"):
        assert entities_meant(desk, name).entities == ()


def test_a_name_of_several_lists_them(desk: Desk) -> None:
    meant = entities_meant(desk, "police")
    assert len(meant.entities) > 1
    assert not meant.is_certain


def test_a_person_has_roles_and_statements_with_their_words(desk: Desk) -> None:
    card = person(desk, "Issa Bakary")
    assert "Police commissioner" in [role.title for role in card.roles]
    assert card.statements
    assert all(words.words for said in card.statements for words in said.content)
    assert len({tuple(w.words for w in said.content) for said in card.statements}) == len(card.statements)
    assert any(said.also_in for said in card.statements)  # the reprint repeats them


def test_a_group_has_its_part_in_the_incident(desk: Desk, blast: IncidentCard) -> None:
    (part,) = person(desk, "Lake Front Brigade").parts
    assert (part.incident_id, part.roles) == (blast.id, ("perpetrator",))
    assert len(part.tellings) == 3


def test_a_place_has_the_incidents_that_happened_there(desk: Desk, blast: IncidentCard) -> None:
    card = person(desk, "Garoua")
    assert card.place is not None
    assert card.place.country == "CM"
    assert blast.id in [part.incident_id for part in card.parts]
    assert all("place" in part.roles for part in card.parts)


def test_a_proposal_is_shown_on_both_sides(desk: Desk) -> None:
    left, right = person(desk, "Issa Bakary"), person(desk, "Aminatou Oumarou")
    pair = parse_id(left.id, "entity"), parse_id(right.id, "entity")
    with desk.store.writing() as on:
        linking.propose(on, Kind.ENTITY, pair, score=0.5, reasons='[["x","they look alike",1.0]]', at=desk.now())
    for card, other in ((left, right), (right, left)):
        (proposed,) = entity_card(desk, parse_id(card.id, "entity")).proposals
        assert (proposed.other_id, proposed.headline, proposed.reasons[0].note) == (other.id, other.name, "they look alike")


# -- JSON, both databases ------------------------------------------------------------------------------------------


def numbers_of_spans(told: Any) -> Iterator[list[int]]:
    """Yield every span in JSON."""
    if isinstance(told, dict):
        if "span" in told:
            yield told["span"]
        for value in told.values():
            yield from numbers_of_spans(value)
    elif isinstance(told, list):
        for value in told:
            yield from numbers_of_spans(value)


def test_cards_can_be_written_as_json(desk: Desk, blast: IncidentCard) -> None:
    told = json.loads(json.dumps(incident_json(blast)))
    assert told["tolls"]["killed"]["range"] == "4 to 6"
    assert {value["value"] for value in told["fields"]["type"]} == {"bombing"}
    assert all(value["tellings"] for values in told["fields"].values() for value in values)
    entity = json.loads(json.dumps(entity_json(person(desk, "Issa Bakary"))))
    assert entity["roles"][0]["tellings"][0]["words"]
    assert all(start < end for start, end in (*numbers_of_spans(told), *numbers_of_spans(entity)))
    listed = [json.loads(json.dumps(listed_json(one))) for one in newest_incidents(desk).incidents]
    assert {one["id"] for one in listed} >= {blast.id}


def test_both_databases_give_the_same_cards(store: Store, desk: Desk, blast: IncidentCard) -> None:
    with filled(store) as other:
        assert incident_json(incident_card(other, blast.id)) == incident_json(blast)
        assert entity_json(person(other, "Lake Front Brigade")) == entity_json(person(desk, "Lake Front Brigade"))
        assert newest_incidents(other) == newest_incidents(desk)


def test_a_value_that_a_person_ruled_on_says_so(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "ruled.db"), now=NOW)
    with filled(store) as desk:
        listed = newest_incidents(desk, limit=50).incidents
        name = next(one.id for one in listed if one.brief.place == "Garoua")
        line = incident_card(desk, name).record.toll(DossierField.KILLED).lines[0]  # type: ignore[union-attr]
        address = line.telling.address
        rule_on_report(desk, line.telling.report_id, [lambda maker: maker.correct(address, "9")])
        card = incident_card(desk, name)
        marks = {one.mark for value in card.record.field(DossierField.KILLED).values for one in value.tellings if one.mark}
        assert [(mark.verdict.value, mark.who, mark.address) for mark in marks] == [("corrected", "Ana Coder", address)]
        assert not [one for value in card.record.field(DossierField.PLACE).values for one in value.tellings if one.mark]
        told = json.loads(json.dumps(incident_json(card)))["fields"]["killed"]
        assert [one["ruled"]["verdict"] for value in told for one in value["tellings"] if one["ruled"]] == ["corrected"]
    store.close()


def test_what_a_person_took_out_is_told_apart(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "gone.db"), now=NOW)
    with filled(store) as desk:
        listed = newest_incidents(desk, limit=50).incidents
        name = next(one.id for one in listed if one.brief.place == "Garoua")
        first = incident_card(desk, name).record.field(DossierField.PERPETRATOR).values[0].tellings[0]
        rule_on_report(desk, first.report_id, [lambda maker: maker.reject(first.address)])
        (gone,) = incident_card(desk, name).taken_out
        assert (gone.report_id, gone.mark.verdict.value) == (first.report_id, "rejected")
    store.close()
