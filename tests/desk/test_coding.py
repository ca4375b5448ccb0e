"""Claims about rounds of blind coding: what is asked, who sees what, how far they agree. On both databases."""

import json

import pytest

from coding_rounds import EDDA, NIA, OLAV, PIA, accept_all, by, made, questions_of, with_people
from desk_files import desk_on, filed
from wiredesk.desk.coding import RoundState, find_round, move_round, rounds
from wiredesk.desk.coding_adjudicating import dispute
from wiredesk.desk.coding_agreement import agreement, progress
from wiredesk.desk.coding_answering import answer, my_question, withdraw
from wiredesk.desk.coding_making import turns
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import effective_reading
from wiredesk.errors import NotOnDesk, RulingRefused, SettingError
from wiredesk.review.coded import Answered
from wiredesk.store.coding import answers_of
from wiredesk.store.coding_reports import Scope
from wiredesk.store.opening import Store
from wiredesk.store.report_cards import report_head

QUESTIONS = ("incident", "incident.stage", "incident.killed", "incident.place", "incident.date")


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with three reports, people who code, and the head at work."""
    desk = desk_on(store)
    filed(desk, "bunia-1", "batangas-3", "garoua-3")
    return with_people(desk)


def item_at(desk: Desk, who: str, address: str, name: str = "pilot") -> int:
    return next(one.asking.item.id for one in questions_of(desk, who, name) if one.asking and one.asking.item.address == address)


def test_round_asks_every_chosen_question_of_every_fact(desk: Desk) -> None:
    one = made(desk, questions=QUESTIONS)
    asked = [mine.asking.item for mine in questions_of(desk, NIA) if mine.asking]
    assert one.state is RoundState.OPEN
    with desk.store.reading() as on:
        n_incidents = sum(
            not incident.is_background for number in (1, 2, 3) for incident in effective_reading(on, number).incidents
        )
    assert len(asked) == n_incidents * len(QUESTIONS)
    assert {item.field for item in asked} == {None, "stage", "killed", "place", "date"}
    assert [item.position for item in asked] == list(range(1, len(asked) + 1))


def test_samples_are_the_same_for_the_same_seed(desk: Desk) -> None:
    drawn = [made(desk, f"round {at}", n_sampled=2, seed=seed).reports for at, seed in zip("abc", (5, 5, 6), strict=True)]
    assert drawn[0] == drawn[1]
    assert all(len(one) == 2 for one in drawn)


def test_reports_are_chosen_by_day_type_country_and_id(desk: Desk) -> None:
    everything = set(made(desk, "all of it").reports)
    assert set(made(desk, "one", scope=Scope(reports=(2,))).reports) == {2}
    with pytest.raises(RulingRefused, match="nothing is asked"):
        made(desk, "none", scope=Scope(since="2031-01-01"))
    with desk.store.reading() as on:
        wanted = effective_reading(on, 1).incidents[0].type.value
        outlet = report_head(on, 1).outlet
    assert outlet
    assert 1 in set(made(desk, "printed", outlet=outlet.upper()).reports) < everything
    with pytest.raises(RulingRefused):
        made(desk, "elsewhere", outlet="Nowhere Post")
    assert 1 in set(made(desk, "typed", scope=Scope(types=(wanted,))).reports) <= everything


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"name": "12"}, SettingError),
        ({"name": "a/b"}, SettingError),
        ({"questions": ("incident.colour",)}, SettingError),
        ({"coders": (NIA,)}, SettingError),
        ({"coders": (NIA, NIA)}, SettingError),
        ({"coders": (NIA, "Quin Reader")}, RulingRefused),
        ({"coders": (NIA, "Nobody")}, RulingRefused),
        ({"per_item": 1}, SettingError),
        ({"scope": Scope(reports=(99,))}, RulingRefused),
        ({"scope": Scope(types=("picnic",))}, SettingError),
    ],
)
def test_a_round_that_cannot_be_is_refused(desk: Desk, more: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        made(desk, **{"name": "pilot", **more})  # type: ignore[arg-type]
    assert rounds(desk) == []


def test_name_is_taken_once_in_capitals_or_not(desk: Desk) -> None:
    made(desk)
    made(desk, "Épreuve")
    for name in ("Pilot", "Épreuve", "épreuve"):
        with pytest.raises(RulingRefused, match="one of that name"):
            made(desk, name)
    assert find_round(desk, "pilot") == find_round(desk, str(find_round(desk, "pilot").id))


def test_turns_give_all_as_much_and_let_every_pair_meet() -> None:
    given = turns(4, 2, 60)
    load = [sum(at in one for one in given) for at in range(4)]
    assert max(load) - min(load) <= 1
    assert {tuple(one) for one in given} == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_with_two_of_three_each_report_goes_to_two(desk: Desk) -> None:
    one = made(desk, coders=(NIA, OLAV, PIA), per_item=2)
    assert all(len(one.coders_of(number)) == 2 for number in one.reports)
    outside = next((who, number) for number in one.reports for who in one.coders if not one.is_for(who, number))
    with desk.store.reading() as on:
        item = next(
            mine
            for mine in questions_of(desk, one.coders_of(outside[1])[0])
            if mine.asking and mine.asking.item.report_id == outside[1]
        )
        assert answers_of(on, one.id) == []
    assert item.asking is not None
    with pytest.raises(RulingRefused, match="not for"):
        answer(by(desk, outside[0]), "pilot", item.asking.item.id, Answered.ACCEPT)


# -- blindness -----------------------------------------------------------------------------------------------------


def test_no_coder_sees_what_another_says_while_a_round_is_open(desk: Desk) -> None:
    made(desk)
    accept_all(desk, NIA)
    for mine in questions_of(desk, OLAV):
        assert mine.answer is None
        assert mine.n_done == 0
    for who in (NIA, OLAV):
        for is_editor in (True, False):
            with pytest.raises(RulingRefused, match="blind"):
                agreement(by(desk, who), "pilot", is_editor=is_editor)
        with pytest.raises(RulingRefused, match="open"):
            dispute(by(desk, who), "pilot")
    with pytest.raises(RulingRefused, match="blind"):
        agreement(by(desk, PIA), "pilot", is_editor=False)


def test_an_editor_who_does_not_code_sees_answers_and_all_do_afterwards(desk: Desk) -> None:
    made(desk)
    accept_all(desk, NIA)
    assert agreement(desk, "pilot", is_editor=True).cases
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    assert agreement(by(desk, OLAV), "pilot", is_editor=False).cases


def test_only_coders_of_a_round_code_it_and_only_while_it_is_open(desk: Desk) -> None:
    made(desk)
    item = questions_of(desk, NIA)[0].asking
    assert item is not None
    for who in (PIA, EDDA, ""):
        with pytest.raises(RulingRefused):
            my_question(by(desk, who), "pilot")
        with pytest.raises(RulingRefused):
            answer(by(desk, who), "pilot", item.item.id, Answered.ACCEPT)
    move_round(desk, "pilot", RoundState.ADJUDICATING)
    for call in (my_question, withdraw):
        with pytest.raises(RulingRefused, match="adjudicating"):
            call(by(desk, NIA), "pilot")
    with pytest.raises(RulingRefused, match="adjudicating"):
        answer(by(desk, NIA), "pilot", item.item.id, Answered.ACCEPT)


def test_a_question_of_another_round_is_not_answered_through_this_one(desk: Desk) -> None:
    made(desk)
    made(desk, "second", coders=(NIA, PIA))
    foreign = questions_of(desk, PIA, "second")[0].asking
    assert foreign is not None
    with pytest.raises(NotOnDesk):
        answer(by(desk, NIA), "pilot", foreign.item.id, Answered.ACCEPT)


# -- answers -------------------------------------------------------------------------------------------------------


def test_answers_change_nothing_on_the_desk(desk: Desk) -> None:
    with desk.store.reading() as on:
        before = [effective_reading(on, number) for number in (1, 2, 3)]
    made(desk)
    accept_all(desk, NIA)
    with desk.store.reading() as on:
        assert [effective_reading(on, number) for number in (1, 2, 3)] == before


def test_an_answer_is_revised_and_taken_back(desk: Desk) -> None:
    made(desk, questions=("incident.killed",))
    me = by(desk, NIA)
    first = my_question(me, "pilot").asking
    assert first is not None
    answer(me, "pilot", first.item.id, Answered.UNSURE, note="odd")
    answer(me, "pilot", first.item.id, Answered.CORRECT, value="seven")
    again = my_question(me, "pilot", item_id=first.item.id)
    assert again.answer is not None
    assert (again.n_done, json.loads(again.answer.value or "")) == (1, [7, 7])
    assert withdraw(me, "pilot") == first.item.id
    assert my_question(me, "pilot").n_done == 0
    with pytest.raises(NotOnDesk, match="no answer"):
        withdraw(me, "pilot")


@pytest.mark.parametrize(
    ("address", "answered", "value"),
    [
        ("i1", Answered.CORRECT, "arson"),
        ("i1.stage", Answered.REJECT, ""),
        ("i1.stage", Answered.CORRECT, "imagined"),
        ("i1.killed", Answered.CORRECT, "a few"),
        ("i1.place", Answered.CORRECT, "Atlantis Under Water"),
        ("i1.place", Answered.CORRECT, "x" * 600),
        ("i1.date", Answered.CORRECT, ""),
    ],
)
def test_an_answer_that_no_ruling_could_be_is_refused(desk: Desk, address: str, answered: Answered, value: str) -> None:
    made(desk, questions=QUESTIONS)
    with pytest.raises(RulingRefused):
        answer(by(desk, NIA), "pilot", item_at(desk, NIA, address), answered, value=value)


def test_from_scratch_nothing_is_accepted_unseen(desk: Desk) -> None:
    one = made(desk, questions=("incident.stage",), is_scratch=True)
    item = item_at(desk, NIA, "i1.stage")
    assert one.is_scratch
    with pytest.raises(RulingRefused, match="scratch"):
        answer(by(desk, NIA), "pilot", item, Answered.ACCEPT)
    for who, value in ((NIA, "accomplished"), (OLAV, "attempted")):
        answer(by(desk, who), "pilot", item, Answered.CORRECT, value=value)
    assert len(agreement(desk, "pilot", is_editor=True).disputed) == 1


def test_progress_tells_how_much_and_not_what(desk: Desk) -> None:
    made(desk)
    accept_all(desk, NIA)
    found = progress(by(desk, OLAV), "pilot")
    assert [(one.who, one.n_done == one.n_all, one.median_ms) for one in found.coders] == [(NIA, True, 1200), (OLAV, False, None)]
    assert (found.n_complete, found.n_begun) == (0, found.n_items)
    listed = rounds(desk)[0]
    assert (listed.n_answered, listed.n_wanted) == (found.n_items, 2 * found.n_items)


# -- agreement -----------------------------------------------------------------------------------------------------


def test_same_values_agree_however_they_were_said(desk: Desk) -> None:
    made(desk, questions=("incident.killed",))
    for who, told in ((NIA, "4"), (OLAV, "four")):
        for mine in questions_of(desk, who):
            assert mine.asking is not None
            answer(by(desk, who), "pilot", mine.asking.item.id, Answered.CORRECT, value=told)
    found = agreement(desk, "pilot", is_editor=True)
    assert found.equal.value == 1.0
    assert found.weakest is None
    assert found.disputed == ()


def test_disagreements_come_with_the_most_consequential_first(desk: Desk) -> None:
    made(desk, questions=QUESTIONS)
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1=(Answered.REJECT, ""), r1_i1_date=(Answered.UNSURE, ""), r1_i1_killed=(Answered.CORRECT, "99"))
    found = agreement(desk, "pilot", is_editor=True)
    assert [case.question.name for case in found.disputed] == ["incident", "incident.killed", "incident.date"]
    killed = next(one for one in found.questions if one.question.name == "incident.killed")
    assert killed.percent.value is not None
    assert killed.percent.value < 1
    assert killed.on_line is not None
    assert [(pair.left, pair.right) for pair in killed.pairs] == [(NIA, OLAV)]
    assert found.weakest is not None
    assert found.weakest.alpha.value == min(one.alpha.value for one in found.questions if one.alpha.value is not None)
    dated = next(one for one in found.questions if one.question.name == "incident.date")
    assert dated.n_unsure == 1
