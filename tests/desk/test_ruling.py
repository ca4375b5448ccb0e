"""People rule on a desk: what follows is kept at once, in both databases, and undoing takes all of it back."""

import json
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select, update

from desk_files import clock, desk_on, filed, filled
from wiredesk.codebook import Attribution, IncidentType
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import effective_reading, ruled_reading
from wiredesk.desk.ruling import Done, rule, rule_on_pair, rule_on_report, split_across, undo
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.records import Count, Reading
from wiredesk.review.making import Maker
from wiredesk.review.rulings import Action, Ruling
from wiredesk.store import linking
from wiredesk.store.filing import load_reading, readings_of
from wiredesk.store.linking import Kind
from wiredesk.store.log import broken_at, chain
from wiredesk.store.opening import On, Store
from wiredesk.store.rulings import all_rulings, ruling_of, undone_by
from wiredesk.store.tables import found_entity, found_incident, found_statement, incident_part, report, report_text
from wiredesk.store.tables import ruling as rulings

BLAST, REPRINT = "garoua-1", "garoua-2"


def correct(address: str, words: str) -> Callable[[Maker], Ruling]:
    return lambda maker: maker.correct(address, words)


def reading(desk: Desk, report_id: int = 1) -> Reading:
    with desk.store.reading() as on:
        return effective_reading(on, report_id)


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return what is kept of facts, without ids and profiles."""
    skipped = {"id", "profile", "join_reasons", "join_score"}
    tables = (found_entity, found_incident, found_statement, incident_part, report_text)
    with desk.store.reading() as on:
        told = {}
        for table in tables:
            columns = [column for column in table.c if column.name not in skipped and not column.name.endswith("_id")]
            told[table.name] = sorted((tuple(row) for row in on.execute(select(*columns))), key=repr)
        return told


def trees(desk: Desk, kind: Kind = Kind.INCIDENT) -> dict[int, int]:
    with desk.store.reading() as on:
        found = (linking.link_row(on, kind, number) for number in range(1, 120))
        return {row.row_id: row.tree_id for row in found if row}


def test_a_fact_is_ruled_on_where_the_source_is_not_kept(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    with store.writing() as on:
        on.execute(update(report).values(source_id=None))
    rule_on_report(desk, 1, [correct("i1.killed", "6")])
    assert reading(desk).incidents[0].casualties.killed == Count(6, 6)
    with pytest.raises(NotOnDesk, match="source of report r1"):
        rule_on_report(desk, 1, [lambda maker: maker.title("Another title")])


def test_a_correction_reaches_the_rows_and_leaves_the_readers_reading(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    before = rows(desk)
    done = rule_on_report(desk, 1, [correct("i1.killed", "6"), correct("i1.type", "attack")], note="the later count")
    assert [one.id for one in done.rulings] == [1, 2]
    incident = reading(desk).incidents[0]
    assert (incident.casualties.killed, incident.type) == (Count(6, 6), IncidentType.ATTACK)
    with store.reading() as on:
        kept = on.execute(select(found_incident.c.killed_least, found_incident.c.type)).one()
        assert tuple(kept) == (6, "attack")
        assert load_reading(on, 1).incidents[0].casualties.killed == Count(4, None)
        assert len(readings_of(on, 1)) == 1
        assert [one.note for one, _ in all_rulings(on)] == ["the later count"] * 2
    undo(desk, 2)
    undo(desk, 1)
    assert rows(desk) == before


def test_undoing_restores_everything_and_undoing_that_brings_it_back(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    before, first = reading(desk), rows(desk)
    rule_on_report(desk, 1, [lambda maker: maker.reject("i1.victim3"), lambda maker: maker.reject("s1")])
    ruled, second = reading(desk), rows(desk)
    assert len(ruled.incidents[0].victims) == len(before.incidents[0].victims) - 1
    undo(desk, 1)
    undo(desk, 2)
    assert (reading(desk), rows(desk)) == (before, first)
    undo(desk, 3)
    undo(desk, 4)
    assert (reading(desk), rows(desk)) == (ruled, second)
    undo(desk, 5)
    with store.reading() as on:
        assert [undone_by(on, number) for number in range(1, 8)] == [3, None, None, 6, 7, None, None]
        assert [one.action for one, _ in all_rulings(on)][2:] == [Action.UNDO] * 5


def test_of_two_who_undo_one_ruling_the_later_is_refused(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    rule_on_report(desk, 1, [lambda maker: maker.correct("i1.killed", "6")])
    quicker: list[Done] = []

    def late(_maker: Maker) -> Ruling:
        if not quicker:  # called while nobody holds the store, and once more when it is held
            quicker.append(undo(desk, 1))
        return Ruling(at=clock(), who="Ben", action=Action.UNDO, kind="ruling", report_id=1, undoes=1)

    with pytest.raises(RulingRefused, match="n1: is undone already, by n2"):
        rule_on_report(desk, 1, [late])
    with desk.store.reading() as on:
        assert [(one.id, by) for one, by in all_rulings(on)] == [(1, 2), (2, None)]


def test_what_is_kept_beside_a_ruling_is_kept_with_it_or_takes_it_back(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    kept: list[int] = []

    def beside(_on: On, rulings: Sequence[Ruling]) -> None:
        kept.extend(one.id for one in rulings)
        if len(kept) > 1:
            raise RulingRefused("somebody was quicker")

    accepting = [lambda maker: maker.accept("i1.type")]
    rule_on_report(desk, 1, accepting, beside=beside)
    for act in (lambda: rule_on_report(desk, 1, accepting, beside=beside), lambda: undo(desk, 1, beside=beside)):
        with pytest.raises(RulingRefused, match="quicker"):
            act()
    with desk.store.reading() as on:
        assert [(one.id, by) for one, by in all_rulings(on)] == [(kept[0], None)]


def test_an_incident_that_a_person_adds_is_linked_and_goes_with_the_undoing(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, "garoua-3")
    before = rows(desk)
    words = {"type": "kidnapping", "words": "bus station", "place": "Garoua", "date": "2024-03-14", "killed": "0"}
    rule_on_report(desk, 2, [lambda maker: maker.add("incident", words)])
    assert [one.id for one in reading(desk, 2).incidents] == ["i1", "i+1"]
    with store.reading() as on:
        assert on.execute(select(found_incident.c.local_id, found_incident.c.place_name).order_by(found_incident.c.id)).all()[
            -1
        ] == (
            "i+1",
            "Garoua",
        )
    undo(desk, 1)
    assert rows(desk) == before


def test_addresses_mean_what_was_shown_though_parts_move_up(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    before = reading(desk).incidents[0].victims
    rule_on_report(desk, 1, [lambda maker: maker.reject("i1.victim1"), lambda maker: maker.reject("i1.victim2")])
    assert reading(desk).incidents[0].victims == before[2:]


def test_a_ruling_that_is_refused_leaves_nothing(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    before = rows(desk)
    for makings in ([correct("i1.killed", "6"), correct("i1.type", "murder")], [correct("i9.type", "attack")]):
        with pytest.raises(RulingRefused):
            rule_on_report(desk, 1, makings)
    with pytest.raises(NotOnDesk):
        rule_on_report(desk, 77, [correct("i1.killed", "6")])
    with store.reading() as on:
        assert list(all_rulings(on)) == []
        assert [row.action for row in chain(on)] == ["file"]
    assert rows(desk) == before


def test_the_log_names_the_ruling_and_no_words_of_it(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    rule_on_report(desk, 1, [correct("i1.place", "hospital")], note="seen there by Zorro")
    with store.reading() as on:
        told = list(chain(on))
        assert broken_at(iter(told)) is None
        assert (told[-1].actor, told[-1].action, told[-1].subject) == ("Ana Coder", "correct", "r1")
        assert json.loads(told[-1].detail).keys() == {"kind", "ruling", "sha256"}
        kept = on.execute(select(rulings.c.who, rulings.c.at, rulings.c.body)).one()
        assert (kept.who, kept.at) == ("Ana Coder", "2024-09-01T12:00:00Z")
        assert "Zorro" in kept.body


def test_a_corrected_date_of_publication_moves_the_dates_that_hang_on_it(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    before = reading(desk)
    assert before.incidents[0].date is not None
    assert before.incidents[0].date.value[:10] == "2024-03-14"
    done = rule_on_report(desk, 1, [lambda maker: maker.published("2024-03-22")])
    after = reading(desk)
    assert after.incidents[0].date is not None
    assert after.incidents[0].date.value[:10] == "2024-03-21"
    assert [mark.address for mark in done.after.marks] == ["published"]  # type: ignore[union-attr]
    undo(desk, 1)
    assert reading(desk) == before
    with store.reading() as on:
        assert len(readings_of(on, 1)) == 3


def test_a_corrected_title_is_searched(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    rule_on_report(desk, 1, [lambda maker: maker.title("A bomb at the buses")])
    with store.reading() as on:
        assert on.execute(select(report_text.c.title)).scalar() == "A bomb at the buses"
    assert reading(desk).report.article.title == "A bomb at the buses"


def test_rulings_on_facts_outlive_a_corrected_body(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    whole = reading(desk).report.article.text
    paragraphs = whole.split("\n\n")
    rule_on_report(desk, 1, [correct("i1.killed", "5"), lambda maker: maker.accept("i1.weapon1")])
    value = {"paragraphs": paragraphs[:2]}
    rule_on_report(desk, 1, [lambda maker: maker.body(value, was="the first two paragraphs")])
    with store.reading() as on:
        ruled = ruled_reading(on, 1)
    article = ruled.reading.report.article
    assert article.text == "\n\n".join(paragraphs[:2])
    assert article.origin is not None
    assert ruled.reading.incidents[0].casualties.killed == Count(5, 5)
    assert ruled.unplaced == ()
    undo(desk, 3)
    assert reading(desk).report.article.text == whole


def test_two_incidents_are_made_one_parted_again_and_left_open(store: Store) -> None:
    with filled(store) as desk:
        before = trees(desk)
        rule_on_pair(desk, Action.SAME, "i8", "i5")
        assert trees(desk)[8] == 5
        undo(desk, 1)
        assert trees(desk) == before
        undo(desk, 2)
        assert trees(desk)[8] == 5
        with pytest.raises(RulingRefused, match="undone already, by n3"):
            undo(desk, 2)
        undo(desk, 3)
        rule_on_pair(desk, Action.DIFFERENT, "i8", "i12")
        assert trees(desk)[12] != 8
        undo(desk, 5)
        assert trees(desk) == before
        done = rule_on_pair(desk, Action.UNSURE, "i5", "i8")
        assert (done.rulings[0].left_id, done.rulings[0].right_id) == (5, 8)


def test_reports_and_stories_are_ruled_on_as_stories(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, REPRINT)
    assert trees(desk, Kind.STORY) == {1: 1, 2: 1}
    rule_on_pair(desk, Action.DIFFERENT, "r1", "r2")
    assert trees(desk, Kind.STORY) == {1: 1, 2: 2}
    undo(desk, 1)
    rule(desk, Ruling(at=clock(), who="Ben", action=Action.DIFFERENT, kind="story", left_id=1, right_id=2))
    assert trees(desk, Kind.STORY) == {1: 1, 2: 2}


def test_reports_leave_an_incident_and_return(store: Store) -> None:
    with filled(store) as desk:
        before = trees(desk)
        split_across(desk, "i8", ["r9", "r12"])
        leaving = {row for row, tree in trees(desk).items() if tree != before[row]}
        assert leaving
        undo(desk, 1)
        assert trees(desk) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: rule_on_pair(desk, Action.SAME, "i1", "e1"),
        lambda desk: rule_on_pair(desk, Action.SAME, "n1", "n2"),
        lambda desk: rule_on_pair(desk, Action.SAME, "i1", "i1"),
        lambda desk: split_across(desk, "i1", ["r2"]),
        lambda desk: split_across(desk, "n1", ["r1"]),
        lambda desk: split_across(desk, "i1", ["r1"]),
    ],
)
def test_rulings_on_records_that_cannot_be_are_refused(store: Store, act: Callable[[Desk], Done]) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    with pytest.raises(RulingRefused):
        act(desk)
    with store.reading() as on, pytest.raises(NotOnDesk):
        ruling_of(on, 1)


def test_a_ruling_made_elsewhere_is_kept_the_same_way(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "bunia-3")
    made: list[Ruling] = []
    rule_on_report(desk, 1, [lambda maker: made.append(maker.correct("i1.perpetrator1.attribution", "possible")) or made[-1]])  # type: ignore[func-returns-value]
    undo(desk, 1)
    number = rule(desk, made[0])
    assert number == 3
    assert reading(desk).incidents[0].perpetrators[0].attribution is Attribution.POSSIBLE
    assert rule(desk, Ruling(at=clock(), who="Ben", action=Action.UNDO, kind="ruling", undoes=3)) == 4
