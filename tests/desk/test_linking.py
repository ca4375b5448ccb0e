"""Reports of one incident come together as they are filed, and stay apart where they should."""

from dataclasses import replace

from desk_files import desk_on, filed, filled, sample
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import file_reading
from wiredesk.desk.linking_pending import link_pending
from wiredesk.desk.proposals import open_pairs
from wiredesk.desk.ruling import rule_on_pair
from wiredesk.review.rulings import Action
from wiredesk.store import exporting, linking
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import Store


def trees(desk: Desk) -> dict[int, list[tuple[int, str, str]]]:
    """Return the incidents as lists of (report, type, stage)."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    with desk.store.reading() as on:
        for row in exporting.incident_rows(on):
            found.setdefault(row.incident_id, []).append((row.report.report_id, row.type, row.stage))
    return found


def largest(desk: Desk) -> set[frozenset[int]]:
    """Return the reports of each incident that several reports tell."""
    several = (frozenset(report for report, _, _ in members) for members in trees(desk).values())
    return {reports for reports in several if len(reports) > 1}


def test_the_samples_tell_four_incidents(store: Store) -> None:
    with filled(store) as desk:
        assert largest(desk) == {
            frozenset({1, 3, 4}),
            frozenset({5, 6, 7}),
            frozenset({8, 9, 10, 11, 12}),
            frozenset({13, 14, 15}),
        }


def test_the_threat_and_the_deed_are_one_incident_with_two_stages(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "batangas-1", "batangas-3")
    stages = {stage for members in trees(desk).values() if len(members) > 1 for _, _, stage in members}
    assert stages == {"threatened", "accomplished"}


def test_every_link_has_a_score_and_a_reason(store: Store) -> None:
    with filled(store) as desk, desk.store.reading() as on:
        linked = [row for row in exporting.incident_rows(on) if row.link_score is not None]
    assert linked
    assert all(row.link_reasons and row.link_reasons != "[]" for row in linked)
    assert all(0 < (row.link_score or 0) <= 1 for row in linked)


def test_a_reprint_is_told_as_a_copy_and_not_as_a_second_story(store: Store) -> None:
    desk = desk_on(store)
    first, second, third = (done.report_id for done in filed(desk, "garoua-1", "garoua-2", "garoua-3"))
    with desk.store.reading() as on:
        rows = {row_id: linking.link_row(on, Kind.STORY, row_id) for row_id in (first, second, third)}
    assert [row.tree_id for row in rows.values() if row] == [first, first, third]
    copy = rows[second]
    assert copy is not None
    assert copy.parent_id == first
    assert copy.link in ("cut", "reheadlined")


def test_an_entity_is_known_by_all_its_reports(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-3")
    with desk.store.reading() as on:
        members = [row for report_id in (1, 2) for row in exporting.entity_trees(on, report_id).values()]
        shared = {row for row in members if members.count(row) == 2}
        assert len(shared) >= 3  # Garoua, its commissioner, its hospital's director


def test_linking_later_gives_the_same_trees(store: Store) -> None:
    desk = desk_on(store)
    for name in ("garoua-1", "garoua-2", "garoua-3", "bunia-1", "bunia-2"):
        with store.writing() as on:
            file_reading(desk, on, sample(name), is_linked=False)
    assert largest(desk) == set()
    assert link_pending(desk) == 5
    assert largest(desk) == {frozenset({1, 2, 3}), frozenset({4, 5})}
    assert link_pending(desk) == 0


def test_filing_the_same_page_again_changes_nothing(store: Store) -> None:
    desk = desk_on(store)
    first, again = filed(desk, "bunia-1", "bunia-1")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.report_id == again.report_id


def third_printing(desk: Desk) -> None:
    """File a report that is a copy of garoua-1 and of garoua-2, under another address."""
    like = sample("garoua-2")
    source = replace(like.reading.report.source, sha256="0" * 64, url="https://reprints.example/1")
    reading = replace(like.reading, report=replace(like.reading.report, source=source))
    with desk.store.writing() as on:
        assert file_reading(desk, on, replace(like, reading=reading)).report_id == 3


def test_a_report_that_is_a_copy_in_two_stories_has_the_other_one_proposed(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2")
    with store.writing() as on:
        linking.write_edges(on, Kind.STORY, [LinkRow(2, 2)])
    third_printing(desk)
    (pair,) = open_pairs(desk, Kind.STORY).pairs
    assert {pair.left.id, pair.right.id} == {"c1", "c2"}
    assert pair.reasons


def test_stories_that_a_person_parted_are_not_proposed_again(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2")
    rule_on_pair(desk, Action.DIFFERENT, "r1", "r2")
    third_printing(desk)
    assert not open_pairs(desk, Kind.STORY).pairs
