"""Claims about settling a round of blind coding: rulings, undo, rounds that outlive changes of the desk. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert

from coding_rounds import NIA, OLAV, PIA, accept_all, by, made, questions_of, with_people
from desk_files import desk_on, filed
from wiredesk.desk.coding import RoundState, find_round, move_round
from wiredesk.desk.coding_adjudicating import count_agreed, dispute, settle, settle_agreed, undo_batch, unsettle
from wiredesk.desk.coding_agreement import agreement
from wiredesk.desk.coding_answering import answer
from wiredesk.desk.desk import Desk
from wiredesk.desk.removing import remove_report
from wiredesk.desk.rereading import one_by_one, reread
from wiredesk.desk.ruled import effective_reading
from wiredesk.desk.ruling import rule_on_report
from wiredesk.errors import RulingRefused
from wiredesk.review.coded import Answered
from wiredesk.review.rulings import Action, active
from wiredesk.store.log import about
from wiredesk.store.opening import Store
from wiredesk.store.rulings import rulings_of
from wiredesk.store.tables import review_task

QUESTIONS = ("incident", "incident.stage", "incident.killed", "incident.place", "incident.date")


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with three reports, people who code, and the head at work."""
    desk = desk_on(store)
    filed(desk, "bunia-1", "batangas-3", "garoua-3")
    return with_people(desk)


def test_picked_answer_becomes_a_ruling_that_is_undone_with_it(desk: Desk) -> None:
    made(desk, questions=QUESTIONS)
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1_killed=(Answered.CORRECT, "99"))
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    found = dispute(desk, "pilot")
    assert found is not None
    picked = next(one for one in found.case.given if one.row.who == OLAV)
    done = settle(desk, "pilot", found.case.item.id, Answered.ACCEPT, pick=picked.row.id)
    assert (done.words, done.is_undone) == ("99", False)
    with desk.store.reading() as on:
        toll = effective_reading(on, 1).incidents[0].casualties.killed
        assert toll is not None
        assert (toll.at_least, toll.at_most) == (99, 99)
        assert any("correct" in row.action for row in about(on, "r1"))
    assert dispute(desk, "pilot") is None
    with pytest.raises(RulingRefused, match="settled already"):
        settle(desk, "pilot", found.case.item.id, Answered.CORRECT, value="3")
    unsettle(desk, "pilot", found.case.item.id)
    with desk.store.reading() as on:
        toll = effective_reading(on, 1).incidents[0].casualties.killed
        assert toll is None or toll.at_most != 99
    assert dispute(desk, "pilot") is not None


def test_an_incident_that_is_rejected_leaves_the_report(desk: Desk) -> None:
    made(desk, questions=("incident",))
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1=(Answered.REJECT, ""))
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    found = dispute(desk, "pilot")
    assert found is not None
    assert settle(desk, "pilot", found.case.item.id, Answered.REJECT).words == "it is not there"
    with desk.store.reading() as on:
        assert "i1" not in {one.id for one in effective_reading(on, 1).incidents}


def test_round_stands_when_the_desk_changed_meanwhile(desk: Desk) -> None:
    made(desk, questions=("incident.killed",))
    accept_all(desk, NIA, r1_i1_killed=(Answered.CORRECT, "41"))
    accept_all(desk, OLAV, r1_i1_killed=(Answered.CORRECT, "42"))
    rule_on_report(desk, 1, [lambda maker: maker.correct("i1.killed", "42")])
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    found = dispute(desk, "pilot")
    assert found is not None
    done = settle(desk, "pilot", found.case.item.id, Answered.CORRECT, value="42")
    assert done.ruling_id is not None
    with desk.store.reading() as on:
        toll = effective_reading(on, 1).incidents[0].casualties.killed
        assert toll is not None
        assert toll.at_least == 42


def test_a_fact_that_left_the_reading_is_still_asked_for_and_put_back(desk: Desk) -> None:
    made(desk, questions=("incident", "incident.stage"))
    rule_on_report(desk, 1, [lambda maker: maker.reject("i1")])
    mine = questions_of(desk, NIA)[0]
    assert mine.asking is not None
    assert mine.asking.found is None
    assert mine.asking.spans
    assert mine.asking.about
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1=(Answered.REJECT, ""))
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    settle(desk, "pilot", mine.asking.item.id, Answered.ACCEPT)
    with desk.store.reading() as on:
        assert len(effective_reading(on, 1).incidents) == 1


def test_a_round_outlives_reading_anew(desk: Desk) -> None:
    made(desk, questions=QUESTIONS)
    before = [(mine.asking.item.id, mine.asking.spans) for mine in questions_of(desk, NIA) if mine.asking]
    done = list(reread(desk, [1, 2, 3], one_by_one(desk)))
    assert len(done) == 3
    assert [(mine.asking.item.id, mine.asking.spans) for mine in questions_of(desk, NIA) if mine.asking] == before


def test_the_most_doubtful_reports_are_taken_as_the_tasks_have_them(desk: Desk) -> None:
    with desk.store.writing() as on:
        on.execute(delete(review_task))
        for report_id, priority in ((1, 0.2), (2, 0.9), (3, 0.5)):
            values = {"report_id": report_id, "doubt": 0.5, "impact": 0.5, "priority": priority, "n_facts": 3, "n_open": 2}
            on.execute(insert(review_task), values)
    assert made(desk, n_doubtful=2).reports == (2, 3)
    with desk.store.writing() as on:
        on.execute(delete(review_task))
    with pytest.raises(RulingRefused, match="not worked out"):
        made(desk, "second", n_doubtful=2)


def test_of_two_who_settle_in_one_moment_one_is_refused_and_one_ruling_holds(desk: Desk) -> None:
    made(desk, questions=("incident.killed",))
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1_killed=(Answered.CORRECT, "99"))
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    found = dispute(desk, "pilot")
    assert found is not None
    number = found.case.item.id

    def settled(value: str) -> bool:
        try:
            settle(desk, "pilot", number, Answered.CORRECT, value=value)
        except RulingRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(settled, ("41", "42", "43", "44")))
    assert sum(done) == 1
    with desk.store.reading() as on:
        held = [one for one in active(rulings_of(on, 1)) if one.field == "killed"]
        toll = effective_reading(on, 1).incidents[0].casualties.killed
        assert len(rulings_of(on, 1)) == 1
    assert [one.value for one in held] == [[41 + done.index(True)] * 2]
    assert toll is not None
    assert toll.at_least == 41 + done.index(True)


def test_that_the_report_says_nothing_is_a_ruling_too(desk: Desk) -> None:
    made(desk, questions=("incident.wounded",))
    for who, answered in ((NIA, Answered.ACCEPT), (OLAV, Answered.REJECT)):
        for mine in questions_of(desk, who):
            assert mine.asking is not None
            if not mine.asking.item.shown:
                answer(by(desk, who), "pilot", mine.asking.item.id, answered)
    found = agreement(desk, "pilot", is_editor=True)
    empty = [case for case in found.cases if case.given]
    assert empty
    assert all(case.is_agreed for case in empty)
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    assert settle_agreed(desk, "pilot").n_settled == len(empty)
    with desk.store.reading() as on:
        told = rulings_of(on, empty[0].item.report_id)
    assert [(one.action, one.field, one.note) for one in told] == [(Action.ACCEPT, "wounded", "round pilot")]


def test_all_that_agree_are_settled_at_once_and_undone_at_once(desk: Desk) -> None:
    made(desk, questions=QUESTIONS)
    accept_all(desk, NIA, r1_i1_killed=(Answered.CORRECT, "5"))
    accept_all(desk, OLAV)
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    n = count_agreed(desk, "pilot")
    first = settle_agreed(desk, "pilot", most_reports=1)
    later = settle_agreed(replace(desk, clock=lambda: desk.clock().replace(minute=30)), "pilot")
    assert first.n_left == n - first.n_settled
    assert (first.n_settled + later.n_settled, later.n_left, later.refused) == (n, 0, ())
    assert count_agreed(desk, "pilot") == 0
    assert undo_batch(desk, "pilot", later.at) == later.n_settled
    assert count_agreed(desk, "pilot") == later.n_settled
    assert undo_batch(desk, "pilot", later.at) == 0


def test_moves_go_step_by_step_and_stand_in_the_log(desk: Desk) -> None:
    one = made(desk)
    with pytest.raises(RulingRefused):
        move_round(desk, "pilot", RoundState.CLOSED)
    for to in (RoundState.ADJUDICATING, RoundState.CLOSED, RoundState.ADJUDICATING, RoundState.OPEN):
        assert move_round(desk, "pilot", to).state is to
    assert find_round(desk, "pilot").n_reopened == 1
    with desk.store.reading() as on:
        assert [row.action for row in about(on, f"round {one.id}")] == ["round made", *["round moved"] * 4]


def test_a_removed_report_takes_its_questions_and_answers_along(desk: Desk) -> None:
    one = made(desk, coders=(NIA, OLAV, PIA), per_item=2)
    gone, stays = one.reports[0], one.reports[1]
    before = one.coders_of(stays)
    for who in one.coders_of(gone):
        accept_all(desk, who)
    remove_report(desk, gone, reason="asked for")
    left = find_round(desk, "pilot")
    assert left.coders_of(stays) == before
    assert all(case.item.report_id != gone for case in agreement(desk, "pilot", is_editor=True).cases)
