"""What is laid before a person who joins records: others to choose from, likeness, what was parted; on both databases."""

import pytest

from desk_files import filled
from wiredesk.desk.cards import incident_card, newest_incidents
from wiredesk.desk.cards_finding import entities_typed, most_mentioned
from wiredesk.desk.choosing import incidents_meant, incidents_near
from wiredesk.desk.comparing import apart_from, compared, standing_under
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import rule_on_pair, undo
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.review.rulings import Action
from wiredesk.store.linking import Kind
from wiredesk.store.opening import Store


def at(desk: Desk, place: str) -> str:
    """Return the incident that several reports put at a place."""
    return next(one.id for one in newest_incidents(desk, limit=50).incidents if one.brief.place == place and one.n_reports > 1)


def test_what_is_chosen_from_is_never_the_incident_itself(store: Store) -> None:
    with filled(store) as desk:
        for listed in newest_incidents(desk, limit=50).incidents:
            near = incidents_near(desk, listed.id)
            assert listed.id not in [one.id for one in near]
            assert [one.score or 0 for one in near] == sorted((one.score or 0 for one in near), reverse=True)
            assert listed.id not in [one.id for one in incidents_meant(desk, "police", but=listed.id)]
        garoua, batangas = at(desk, "Garoua"), at(desk, "Batangas")
        assert [one.id for one in incidents_meant(desk, "garoua bus stat", but=batangas)] == [garoua]
        part = f"i{incident_card(desk, garoua).record.members[-1].found_id}"
        assert [one.id for one in incidents_meant(desk, part, but=batangas)] == [garoua]
        assert incidents_meant(desk, garoua, but=garoua) == ()
        assert incidents_meant(desk, "  ", but=garoua) == ()


def test_likeness_is_reckoned_whichever_comes_first(store: Store) -> None:
    with filled(store) as desk:
        (proposed,) = incident_card(desk, at(desk, "Batangas")).proposals
        ways = [
            compared(desk, Kind.INCIDENT, *pair)
            for pair in ((at(desk, "Batangas"), proposed.other_id), (proposed.other_id, at(desk, "Batangas")))
        ]
        scores = [how.likeness.score for how in ways if how.likeness]
        assert scores[0] == pytest.approx(scores[1])
        assert scores[0] > 0.5
        assert not ways[0].is_one
        with pytest.raises(RulingRefused):
            compared(desk, Kind.STORY, "c1", "c2")
        with pytest.raises(NotOnDesk):
            compared(desk, Kind.ENTITY, "e1", "e99999")


def test_what_a_person_parted_is_listed_from_both_sides_until_it_is_undone(store: Store) -> None:
    with filled(store) as desk:
        left, right = at(desk, "Batangas"), at(desk, "Garoua")
        ruling = rule_on_pair(desk, Action.DIFFERENT, left, right).rulings[0]
        for own, other in ((left, right), (right, left)):
            (apart,) = apart_from(desk, Kind.INCIDENT, own)
            assert (apart.side.id, apart.ruling) == (other, f"n{ruling.id}")
            assert apart.side.headline
        assert compared(desk, Kind.INCIDENT, left, right).apart_by == f"n{ruling.id}"
        undo(desk, ruling.id)
        assert apart_from(desk, Kind.INCIDENT, left) == ()


def test_joined_records_stand_under_one_id(store: Store) -> None:
    with filled(store) as desk:
        left, right = sorted((at(desk, "Batangas"), at(desk, "Garoua")), key=lambda one: int(one[1:]))
        assert standing_under(desk, Kind.INCIDENT, [left, right, "i99999"]) == (left, right, "i99999")
        rule_on_pair(desk, Action.SAME, left, right)
        assert standing_under(desk, Kind.INCIDENT, [left, right]) == (left,)
        assert compared(desk, Kind.INCIDENT, left, right).is_one
        joined = [one.ruling for one in incident_card(desk, left).links if one.ruling]
        assert joined == ["n1"]


def test_names_are_found_by_their_beginning_whatever_their_type(store: Store) -> None:
    with filled(store) as desk:
        assert [head.name for head in entities_typed(desk, "garou")] == ["Garoua"]
        assert [head.name for head in entities_typed(desk, "Lake Fr", ["organization"])] == ["Lake Front Brigade"]
        assert entities_typed(desk, "Lake Fr", ["person"]) == ()
        whole = most_mentioned(desk, limit=500)
        counts = [head.n_reports for head in whole.entities]
        assert counts == sorted(counts, reverse=True)
        assert whole.next is None
        first = most_mentioned(desk, ["place"], limit=2)
        second = most_mentioned(desk, ["place"], limit=2, after=first.next)
        assert not {head.entity_id for head in first.entities} & {head.entity_id for head in second.entities}
        with pytest.raises(NotOnDesk):
            most_mentioned(desk, after="yesterday")
