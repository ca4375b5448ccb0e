"""Links stay sound, and rulings hold, whatever the order in which reports are linked, ruled on, removed and filed again."""

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import select

from desk_files import desk_on, filed, filled, sample
from made_reports import NOW, Told, desk_of, made_reading
from made_reports import filed as made
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk import joining
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import file_reading
from wiredesk.desk.linking import link_report
from wiredesk.desk.linking_pending import link_pending
from wiredesk.desk.removing import remove_report, retain
from wiredesk.store import known_entities, linking, linking_apart, linking_trees
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import On, Store
from wiredesk.store.tables import entity
from wiredesk.store.verifying_links import link_faults, summary_faults

LATE = ("garoua-1", "bunia-1")
REST = ("garoua-2", "garoua-3", "bunia-2", "bunia-3")
_TEXT = "On {day} June a bomb killed {n} soldiers near the mill of Tolvik, said Ana Roe, the mayor of Tolvik."


def faults(on: On) -> list[str]:
    found = [*link_faults(on, lambda what, done, of: None), *summary_faults(on)]
    return [f"{one.where}: {one.what}" for one in found]


def bombing(n: int) -> tuple[str, Told]:
    """Tell of one bombing in the words of report `n`."""
    told = Told(
        people=("Ana Roe",),
        places=(("Tolvik", "NO", 60.1, 10.2),),
        incident=(IncidentType.BOMBING, Stage.ACCOMPLISHED),
        published="2026-06-03",
    )
    return _TEXT.format(day=3, n=n) + f" Witness {n} told what number {n * 7} saw.", told


@pytest.fixture
def eleven(store: Store) -> Desk:
    """Give a desk with eleven reports of one bombing."""
    desk = desk_of(store)
    for n in range(11):
        made(desk, *bombing(n))
    return desk


def test_reports_linked_late_give_their_trees_their_own_lower_ids(store: Store) -> None:
    desk = desk_on(store)
    for name in LATE:
        with store.writing() as on:
            file_reading(desk, on, sample(name), is_linked=False)
    filed(desk, *REST)
    assert link_pending(desk) == len(LATE)
    with store.reading() as on:
        assert faults(on) == []
        for kind in Kind:
            rows = [row for row_id in range(1, 200) if (row := linking.link_row(on, kind, row_id))]
            assert all(row.tree_id <= row.row_id for row in rows)
        first = linking.link_row(on, Kind.STORY, 3)
        assert first is not None
        assert first.tree_id == 1  # a copy of the report that was linked late


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_report_that_is_filed_again_after_its_removal_is_linked_anew(store: Store, is_linked: bool) -> None:
    with filled(store) as desk:
        remove_report(desk, 8, reason="too old", is_squeezed=False)
        with store.writing() as on:
            file_reading(desk, on, sample("garoua-1"), is_linked=is_linked, is_again=True)
        assert link_pending(desk) == (0 if is_linked else 1)
        with store.reading() as on:
            assert faults(on) == []
            row = linking.link_row(on, Kind.STORY, 8)
            assert row is not None
            assert row.tree_id == 8


def test_reports_removed_while_others_are_linked_are_passed(store: Store) -> None:
    desk = desk_on(store)
    for name in ("garoua-1", "bunia-1"):
        with store.writing() as on:
            file_reading(desk, on, sample(name), is_linked=False)

    def remove_next(n_linked: int) -> None:
        remove_report(desk, 2, reason="too old", is_squeezed=False)

    assert link_pending(desk, progress=remove_next) == 1


def test_a_report_is_linked_once_by_two_programs(store: Store) -> None:
    desk = desk_on(store)
    for name in ("garoua-1", "garoua-3"):
        with store.writing() as on:
            file_reading(desk, on, sample(name), is_linked=False)

    def link_rest(n_linked: int) -> None:
        link_pending(desk)

    assert link_pending(desk, progress=link_rest) == 1
    with store.reading() as on:
        trees = {row.tree_id for row_id in range(1, 60) if (row := linking.link_row(on, Kind.ENTITY, row_id))}
        known = known_entities.known_entities(on, trees)
        assert {one: row.n_reports for one, row in known.items()} == {one: known_entities.n_reports_of(on, one) for one in trees}


def test_a_ruling_on_an_old_member_of_a_large_incident_holds_when_a_report_is_linked_again(eleven: Desk) -> None:
    with eleven.store.writing() as on:
        assert len(linking.tree(on, Kind.INCIDENT, 1)) == 11
        joining.split(on, Kind.INCIDENT, [11], ruling_id=1)
        linking_apart.let_together(on, 1)
        linking_apart.keep_apart(on, Kind.INCIDENT, [(1, 11)], ruling_id=2)  # the ten newest are not ruled on
        entities, incidents = linking.rows_by_local_id(on, 11)
        link_report(eleven, on, 11, made_reading(*bombing(10)), entities=entities, incidents=incidents)
        row = linking.link_row(on, Kind.INCIDENT, 11)
        assert row is not None
        assert row.tree_id == 11


def test_a_ruling_on_stories_holds_when_the_report_is_linked_again(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2")
    with store.writing() as on:
        joining.part(on, Kind.STORY, 1, 2, ruling_id=1)
        entities, incidents = linking.rows_by_local_id(on, 2)
        link_report(desk, on, 2, sample("garoua-2").reading, entities=entities, incidents=incidents)
        row = linking.link_row(on, Kind.STORY, 2)
        assert row is not None
        assert row.tree_id == 2


def test_undoing_one_ruling_leaves_apart_what_another_keeps_apart(eleven: Desk) -> None:
    with eleven.store.writing() as on:
        joining.part(on, Kind.INCIDENT, 1, 2, ruling_id=1)
        joining.part(on, Kind.INCIDENT, 1, 2, ruling_id=2)
        joining.undo_links(on, Kind.INCIDENT, ruling_id=1)
        assert linking_apart.kept_apart(on, Kind.INCIDENT, [2]) == {1}
        trees = [row.tree_id for one in (1, 2) if (row := linking.link_row(on, Kind.INCIDENT, one))]
        assert trees == [1, 2]
        joining.undo_links(on, Kind.INCIDENT, ruling_id=2)  # the edge that the first one cut returns with the last
        assert len(linking.tree(on, Kind.INCIDENT, 1)) == 11
        assert faults(on) == []


def test_both_sides_of_a_join_that_is_undone_are_known(store: Store) -> None:
    desk = desk_of(store)
    made(desk, "Ana Roe met guests in Tolvik.", Told(people=("Ana Roe",)))
    made(desk, "Ben Foss met guests in Tolvik.", Told(people=("Ben Foss",)))
    with store.writing() as on:
        joining.join(on, Kind.ENTITY, 1, 2, ruling_id=1)
        assert faults(on) == []
        joining.undo_links(on, Kind.ENTITY, ruling_id=1)
        assert faults(on) == []
        assert {row.name for row in known_entities.known_entities(on, [1, 2]).values()} == {"Ana Roe", "Ben Foss"}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("gone", [1, 2, 4])
def test_taking_one_out_keeps_the_rest_together(eleven: Desk, kind: Kind, gone: int) -> None:
    #   1 - 2 - (3, 4 - 5)
    parents = {2: 1, 3: 2, 4: 2, 5: 4}
    with eleven.store.writing() as on:
        linking.write_edges(on, kind, [LinkRow(one, 1, parents.get(one)) for one in range(1, 6)])
        linking.write_edges(on, kind, [LinkRow(one, one) for one in range(6, 23)])
        joining.detach(on, kind, gone)
        assert list(link_faults(on, lambda what, done, of: None)) == []
        rest = {row.tree_id for one in range(1, 6) if one != gone and (row := linking.link_row(on, kind, one))}
        assert rest == {min(one for one in range(1, 6) if one != gone)}
        assert linking_trees.trees_of(on, kind, [gone]) == {gone}


def test_of_a_split_only_what_was_proposed_is_refused(eleven: Desk) -> None:
    with eleven.store.writing() as on:
        for pair in ((1, 11), (1, 2)):
            linking.propose(on, Kind.INCIDENT, pair, score=0.4, reasons="[]", at=eleven.now())
        joining.split(on, Kind.INCIDENT, [11], ruling_id=1)
        assert linking.state_of(on, Kind.INCIDENT, (1, 11)) == "refused"
        assert linking.state_of(on, Kind.INCIDENT, (1, 2)) == "open"


def test_old_reports_that_are_linked_go_together(store: Store) -> None:
    desk = replace(desk_of(store, retention_days=1), clock=lambda: NOW + datetime.timedelta(days=40))
    told = Told(people=("Ana Roe",), places=(("Tolvik", "NO", 60.1, 10.2),))
    for n in range(4):
        made(desk_of(store), f"Ana Roe came to Tolvik, as witness {n} said.", told)
    made(desk, "Ana Roe left Tolvik again.", told)
    assert retain(desk).reports == (1, 2, 3, 4)
    with store.reading() as on:
        assert faults(on) == []
        left = on.execute(select(entity.c.name, entity.c.n_reports).order_by(entity.c.name)).all()
    assert [tuple(row) for row in left] == [("Ana Roe", 1), ("Tolvik", 1)]
