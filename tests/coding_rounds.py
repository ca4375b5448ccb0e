"""People who code and rounds for them, made for tests; their names are invented."""

from dataclasses import replace
from typing import Any

from wiredesk.desk.coding import Round, find_round
from wiredesk.desk.coding_answering import Mine, answer, my_question
from wiredesk.desk.coding_making import Plan, make_round
from wiredesk.desk.desk import Desk
from wiredesk.review.coded import Answered
from wiredesk.store.accounts import AccountRow, add_account
from wiredesk.store.coding import items_of

PEOPLE = {"Edda Head": "admin", "Nia Moor": "coder", "Olav Brandt": "coder", "Pia Zech": "coder", "Quin Reader": "reader"}
NIA, OLAV, PIA, EDDA = "Nia Moor", "Olav Brandt", "Pia Zech", "Edda Head"


def with_people(desk: Desk) -> Desk:
    """Give accounts to everybody, without passwords, and return the desk as its head works at it."""
    with desk.store.writing() as on:
        for name, role in PEOPLE.items():
            add_account(on, AccountRow(0, name, name.lower(), role, None, desk.now(), "test", False, None))
    return by(desk, EDDA)


def by(desk: Desk, who: str) -> Desk:
    """Return the desk as somebody works at it."""
    return replace(desk, who=who)


def made(desk: Desk, name: str = "pilot", **more: Any) -> Round:
    """Make a round of two coders over all that is usual."""
    return make_round(desk, Plan(name=name, coders=more.pop("coders", (NIA, OLAV)), **more))


def questions_of(desk: Desk, who: str, name: str = "pilot") -> list[Mine]:
    """Return all questions of a coder in their order."""
    one = find_round(desk, name)
    with desk.store.reading() as on:
        own = [item.id for item in items_of(on, one.id) if one.is_for(who, item.report_id)]
    return [my_question(by(desk, who), name, item_id=number) for number in own]


def accept_all(desk: Desk, who: str, name: str = "pilot", **other: tuple[Answered, str]) -> None:
    """Let a coder accept everything, or reject where nothing stands; `other` says what else, by address with "_" for "."."""
    for mine in questions_of(desk, who, name):
        assert mine.asking is not None
        address = f"r{mine.asking.item.report_id}_{mine.asking.item.address.replace('.', '_')}"
        is_empty = mine.asking.field is not None and not mine.asking.item.shown
        verdict, value = other.get(address, (Answered.REJECT if is_empty else Answered.ACCEPT, ""))
        answer(by(desk, who), name, mine.asking.item.id, verdict, value=value, took_ms=1200)
