"""Claims about removing people whom rounds of coding ask about: their names go, those of the people who work here stay."""

from test_removing import NAME, faults, fill, holding

from coding_rounds import NIA, by, made, questions_of, with_people
from wiredesk.desk.coding_answering import answer, my_question
from wiredesk.desk.removing import remove_person
from wiredesk.review.coded import Answered
from wiredesk.store import accounts as kept_accounts
from wiredesk.store.accounts import AccountRow
from wiredesk.store.opening import Store


def test_rounds_of_coding_name_a_removed_person_no_more_and_those_who_work_here_keep_their_names(store: Store) -> None:
    desk = fill(store)
    people = with_people(desk)
    with desk.store.writing() as on:
        name = "Gulmurod Halimov"
        kept_accounts.add_account(
            on, AccountRow(0, name, name.lower(), "coder", None, desk.now(), "test", is_closed=False, zone=None)
        )
    made(people, questions=("entity", "incident", "perpetrator.entity", "statement.speaker"), coders=(NIA, name))
    for mine in questions_of(people, NIA):
        assert mine.asking is not None
        is_speaker = mine.asking.item.field == "speaker"
        answered = (Answered.CORRECT, "Gulmurod Halimov") if is_speaker else (Answered.UNSURE, "")
        answer(by(people, NIA), "pilot", mine.asking.item.id, answered[0], value=answered[1], note="Halimov, I think")
    assert [one for one in holding(desk, *NAME) if one.startswith("coding_answer.value")]
    assert [one for one in holding(desk, *NAME) if one.startswith("coding_item")]
    remove_person(desk, "Gulmurod Halimov", reason="asked for by the family")
    assert {one.split(":")[0] for one in holding(desk, *NAME)} == {"account.name", "account.folded", "coding_coder.who"}
    assert my_question(by(people, name), "pilot").asking is not None
    assert faults(desk) == []
