"""What wants a ruling is kept with each report, sorted by doubt and impact, and shrinks as people rule."""

import pytest
from sqlalchemy import delete, select, update

from desk_files import desk_on, filed, filled
from wiredesk.desk.desk import Desk
from wiredesk.desk.removing import remove_report
from wiredesk.desk.review_queue import QueuedTask, next_tasks, progress, task_of, tasks_in_report, wanted_incidents
from wiredesk.desk.review_tasks import write_pending_tasks
from wiredesk.desk.reviewing import FactToRule, part_to_review
from wiredesk.desk.ruling import rule_on_report, undo
from wiredesk.errors import NotOnDesk
from wiredesk.store.opening import Store
from wiredesk.store.tables import reading, review_task

BLAST, CLAIM = "garoua-1", "garoua-4"


def rows(desk: Desk) -> set[tuple[object, ...]]:
    at = review_task.c
    wanted = (at.report_id, at.found_incident_id, at.doubt, at.impact, at.priority, at.n_facts, at.n_open)
    with desk.store.reading() as on:
        return {tuple(row) for row in on.execute(select(*wanted))}


def all_tasks(desk: Desk, limit: int = 3) -> list[QueuedTask]:
    found: list[QueuedTask] = []
    after = None
    while True:
        queue = next_tasks(desk, limit=limit, after=after)
        found += queue.tasks
        after = queue.next
        if after is None:
            return found


def facts_of(desk: Desk, task: QueuedTask) -> tuple[FactToRule, ...]:
    told = part_to_review(desk, f"t{task.id}")
    assert told is not None
    return told.facts


def test_filing_leaves_a_task_for_each_incident_and_for_the_rest(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    tasks = tasks_in_report(desk, 1)
    assert [task.kind for task in tasks] == ["incident", "rest"]
    assert tasks[0].incident == "i1"
    assert all(0 < task.n_open == task.n_facts and 0 < task.priority < 1 for task in tasks)


def test_the_queue_pages_through_every_task_once_the_most_urgent_first(store: Store) -> None:
    with filled(store) as desk:
        found = all_tasks(desk)
        assert len({task.id for task in found}) == len(found) == progress(desk).n_tasks_open
        assert [task.priority for task in found] == sorted((task.priority for task in found), reverse=True)
        assert {task.kind for task in next_tasks(desk, limit=50, kind="rest").tasks} == {"rest"}


def test_the_most_consequential_incident_comes_first_and_says_why(store: Store) -> None:
    with filled(store) as desk:
        wanted = wanted_incidents(desk, limit=4)
        assert len({one.id for one in wanted}) == len(wanted) == 4
        assert "Garoua" in wanted[0].headline
        assert "told by 4 stories" in wanted[0].weighs
        other = next(task for task in all_tasks(desk) if task.report == "r10" and task.kind == "incident")
        told = {fact.address: fact.reasons for fact in facts_of(desk, other)}
        assert "r8 says 11 wounded" in told["i1.wounded"]


def test_facts_come_with_their_words_and_reasons(store: Store) -> None:
    with filled(store) as desk:
        task = next(one for one in all_tasks(desk) if one.report == "r5" and one.kind == "incident")
        facts = {fact.address: fact for fact in facts_of(desk, task)}
        suspect = facts["i1.perpetrator1"]
        assert suspect.words
        assert suspect.spans
        assert "the perpetrator is suspected or accused by authorities" in suspect.reasons
        assert "“Bunia” was not found on the map" in facts["i1.place"].reasons
        doubts = [fact.doubt for fact in facts.values() if fact.what != "incident"]
        assert doubts == sorted(doubts, reverse=True)


def test_a_ruling_settles_a_fact_and_undoing_opens_it_again(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    task = tasks_in_report(desk, 1)[0]
    before = rows(desk)
    done = rule_on_report(desk, 1, [lambda maker: maker.accept("i1.killed")])
    after = task_of(desk, task.id)
    assert after.n_open == task.n_open - 1
    assert next(fact for fact in facts_of(desk, task) if fact.address == "i1.killed").mark
    undo(desk, done.rulings[0].id)
    assert rows(desk) == before


def test_a_task_with_all_facts_ruled_leaves_the_queue(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    task = tasks_in_report(desk, 1)[0]
    addresses = [fact.address for fact in facts_of(desk, task) if fact.words]
    rule_on_report(desk, 1, [lambda maker, address=address: maker.accept(address) for address in addresses])  # type: ignore[misc]
    assert task_of(desk, task.id).n_open == task.n_facts - len(addresses)
    if len(addresses) == task.n_facts:
        assert task.id not in {one.id for one in all_tasks(desk)}
        assert task_of(desk, task.id).priority == 0


def test_a_rejected_incident_takes_its_task_along(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST)
    rule_on_report(desk, 1, [lambda maker: maker.reject("i1")])
    assert [task.kind for task in tasks_in_report(desk, 1)] == ["rest"]


def test_a_reprint_is_less_urgent_than_what_it_prints(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, "garoua-2")
    first, reprint = (tasks_in_report(desk, number)[0] for number in (1, 2))
    assert reprint.impact < first.impact
    assert (reprint.priority, reprint.impact) == (round(reprint.priority, 6), round(reprint.impact, 4))
    assert [task.id for task in all_tasks(desk, limit=1)] == [task.id for task in all_tasks(desk, limit=50)]


@pytest.mark.parametrize("priority", [0.049382400000000004, 1e-05, 1.2345e-07, 0.1 + 0.2, 1.0])
def test_every_priority_gives_a_place_to_go_on_from(store: Store, priority: float) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, CLAIM)
    with desk.store.writing() as on:
        on.execute(update(review_task).values(priority=priority))
    assert len(all_tasks(desk, limit=1)) == len(rows(desk))


def test_an_upgraded_desk_gets_the_same_tasks_afterwards(store: Store) -> None:
    with filled(store) as desk:
        before = {row[:2] for row in rows(desk)}
        with desk.store.writing() as on:
            on.execute(delete(review_task))
        assert write_pending_tasks(desk, most=4) == 4
        assert write_pending_tasks(desk) > 0
        assert {row[:2] for row in rows(desk)} == before
        assert write_pending_tasks(desk) == 0


def test_a_damaged_reading_keeps_no_other_report_from_its_tasks(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, CLAIM, "bunia-1")
    before = {row[:2] for row in rows(desk)}
    with desk.store.writing() as on:
        on.execute(delete(review_task))
        on.execute(update(reading).where(reading.c.report_id == 2).values(body=b"rubbish"))
    write_pending_tasks(desk)
    assert {row[:2] for row in rows(desk)} == {row for row in before if row[0] != 2} != before


def test_a_removed_report_leaves_no_task(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, BLAST, CLAIM)
    remove_report(desk, 1, reason="asked for", is_squeezed=False)
    assert tasks_in_report(desk, 1) == ()
    assert {row[0] for row in rows(desk)} == {2}


@pytest.mark.parametrize("after", ["", "x", "0.5", "0.5_", "nan_1", "0.5_99999999999999999999", "1e400_1"])
def test_a_wrong_place_in_the_queue_is_refused(store: Store, after: str) -> None:
    with pytest.raises(NotOnDesk):
        next_tasks(desk_on(store), limit=1, after=after)
