"""Links that people make and cut: every one can be undone, and the old ids return."""

import pytest

from desk_files import filled
from wiredesk.desk import joining
from wiredesk.desk.desk import Desk
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.store import linking, linking_apart
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import On, Store

GAROUA, BUNIA = 8, 5


def rows(on: On, kind: Kind = Kind.INCIDENT) -> dict[int, LinkRow]:
    """Return all links of a kind."""
    return {row_id: row for row_id in range(1, 200) if (row := linking.link_row(on, kind, row_id)) is not None}


def ids(on: On, kind: Kind = Kind.INCIDENT) -> dict[int, int]:
    return {row_id: row.tree_id for row_id, row in rows(on, kind).items()}


def proposals(desk: Desk, on: On, kind: Kind, left: int, right: int) -> None:
    linking.propose(on, kind, (left, right), score=0.5, reasons="[]", at=desk.now())


@pytest.mark.parametrize("pair", [(GAROUA, BUNIA), (12, 7), (6, 17)])
def test_joining_makes_one_tree_and_undoing_it_two(store: Store, pair: tuple[int, int]) -> None:
    with filled(store), store.writing() as on:
        before = rows(on)
        joining.join(on, Kind.INCIDENT, *pair, ruling_id=1)
        after = ids(on)
        assert after[pair[0]] == after[pair[1]] == min(before[one].tree_id for one in pair)
        assert all(after[one] <= one for one in after)
        joining.undo_links(on, Kind.INCIDENT, ruling_id=1)
        assert ids(on) == {row_id: row.tree_id for row_id, row in before.items()}


def test_parting_cuts_the_weakest_link_and_undoing_it_puts_it_back(store: Store) -> None:
    with filled(store), store.writing() as on:
        before = rows(on)
        joining.part(on, Kind.INCIDENT, 8, 12, ruling_id=2)
        after = ids(on)
        assert after[8] == 8
        assert after[12] != 8
        assert linking_apart.kept_apart(on, Kind.INCIDENT, [12]) == {8}
        joining.undo_links(on, Kind.INCIDENT, ruling_id=2)
        assert rows(on) == before
        assert not linking_apart.kept_apart(on, Kind.INCIDENT, [12])


def test_splitting_takes_just_the_named_ones_out(store: Store) -> None:
    with filled(store), store.writing() as on:
        before = ids(on)
        joining.split(on, Kind.INCIDENT, [9, 12], ruling_id=3)
        after = ids(on)
        assert {one for one, tree in after.items() if tree == 9} == {9, 12}
        assert {one for one, tree in after.items() if tree == 8} == {8, 10, 11}
        joining.undo_links(on, Kind.INCIDENT, ruling_id=3)
        assert ids(on) == before


def test_what_a_person_keeps_apart_is_not_joined(store: Store) -> None:
    with filled(store), store.writing() as on:
        joining.part(on, Kind.INCIDENT, 5, 8, ruling_id=4)
        with pytest.raises(RulingRefused):
            joining.join(on, Kind.INCIDENT, 6, 10, ruling_id=5)


def test_a_proposal_is_settled_by_the_ruling_and_opens_again(store: Store) -> None:
    with filled(store) as desk, store.writing() as on:
        proposals(desk, on, Kind.INCIDENT, 6, 9)
        joining.join(on, Kind.INCIDENT, 5, 8, ruling_id=6)
        assert linking.state_of(on, Kind.INCIDENT, (6, 9)) == "accepted"
        joining.undo_links(on, Kind.INCIDENT, ruling_id=6)
        assert linking.state_of(on, Kind.INCIDENT, (6, 9)) == "open"
        joining.unsure(on, Kind.INCIDENT, 5, 8, ruling_id=7)
        assert linking.state_of(on, Kind.INCIDENT, (6, 9)) == "unsure"


def test_detaching_one_keeps_the_others_together(store: Store) -> None:
    with filled(store), store.writing() as on:
        joining.detach(on, Kind.INCIDENT, 8)
        after = ids(on)
        assert after[8] == 8
        assert {after[one] for one in (9, 10, 11, 12)} == {9}


def test_parting_an_entity_makes_both_known_again(store: Store) -> None:
    from wiredesk.store.known_entities import known_entities

    with filled(store), store.writing() as on:
        trees = ids(on, Kind.ENTITY)
        whole = next(tree for tree in sorted(set(trees.values())) if list(trees.values()).count(tree) > 2)
        last = max(one for one, tree in trees.items() if tree == whole)
        before = known_entities(on, [whole])[whole].n_reports
        joining.part(on, Kind.ENTITY, whole, last, ruling_id=8)
        known = known_entities(on, [whole, ids(on, Kind.ENTITY)[last]])
        assert len(known) == 2
        assert sum(one.n_reports for one in known.values()) == before
        joining.undo_links(on, Kind.ENTITY, ruling_id=8)
        assert known_entities(on, [whole])[whole].n_reports == before


def test_what_is_not_there_is_said(store: Store) -> None:
    with filled(store), store.writing() as on, pytest.raises(NotOnDesk, match="999"):
        joining.join(on, Kind.INCIDENT, 1, 999, ruling_id=9)


def test_all_of_an_incident_cannot_leave_it(store: Store) -> None:
    with filled(store), store.writing() as on, pytest.raises(RulingRefused):
        joining.split(on, Kind.INCIDENT, [5, 6, 7], ruling_id=9)
