"""What coders disagree on is settled: the answer that is picked becomes a ruling. Not for: the ruling itself (see `ruling`).

A question is settled once: by a ruling that makes the desk say what was picked, or by none where it says so already.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiredesk.desk.coding import Round, RoundState, demand_state, round_on
from wiredesk.desk.coding_agreement import Case, case_of, cases_of
from wiredesk.desk.coding_answering import Asking, asking_of, checked
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import Making, rule_on_report, undo
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.review.addresses import Target
from wiredesk.review.asking import Question
from wiredesk.review.carrying import carried
from wiredesk.review.coded import NOT_THERE, NOTHING, Answered, Coded, coded, shown_value
from wiredesk.review.fields import FactKind
from wiredesk.review.rulings import Action, Anchor, Ruling
from wiredesk.review.seeing import Seen
from wiredesk.review.sheet import get, spans_of
from wiredesk.store import coding as kept_rounds
from wiredesk.store.coding import ItemRow
from wiredesk.store.opening import On
from wiredesk.store.rulings import ruling_of, undone_by

_REPORTS_AT_ONCE = 25
"""So many reports are ruled on in one go of `settle_agreed`: each is a transaction of its own, and a page waits for them."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Say what became of a settled question: the ruling, and what it says in words.

    `ruling_id` is None where the desk said so already; `is_undone`: the ruling was taken back elsewhere since.
    """

    ruling_id: int | None
    words: str
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """Hold one question as an adjudicator sees it; `number` of `n_all` counts those that are looked through."""

    round: Round
    case: Case
    asking: Asking
    settled: Settled | None
    number: int
    n_all: int
    n_open: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Say what settling all agreed questions did: how many are settled, how many are left for another go.

    `refused` are those that could not be ruled so, with the reason. `at` is the moment under which `undo_batch` takes it back.
    """

    n_settled: int
    n_left: int
    refused: tuple[tuple[int, str], ...]
    at: str


def dispute(desk: Desk, words: str, *, item_id: int | None = None, every: bool = False) -> Adjudicated | None:
    """Return a question to settle: the one named, else the most consequential that is open; None when all are settled.

    Those on which coders disagree are looked through, with `every` all that were answered.

    :raises NotOnDesk: when there is no such round or question.
    :raises RulingRefused: while people still code.
    """
    with desk.store.reading() as on:
        one = round_on(on, words)
        demand_state(one, RoundState.ADJUDICATING, RoundState.CLOSED)
        cases = [case for case in cases_of(on, one, may_differ=not every) if case.is_disputed or (every and case.given)]
        cases.sort(key=lambda case: (-case.weight, case.item.position))
        at = _chosen(on, one, cases, item_id)
        if at is None:
            return None
        case = cases[at]
        n_open = sum(other.item.settled_at is None for other in cases)
        before = cases[at - 1].item.id if at else None
        after = cases[at + 1].item.id if at + 1 < len(cases) else None
        asking = asking_of(on, case.item)
        return Adjudicated(one, case, asking, settled_as(on, case.item), at + 1, len(cases), n_open, before, after)


def _chosen(on: On, one: Round, cases: list[Case], item_id: int | None) -> int | None:
    if item_id is None:
        return next((at for at, case in enumerate(cases) if case.item.settled_at is None), None)
    at = next((at for at, case in enumerate(cases) if case.item.id == item_id), None)
    if at is not None:
        return at
    item = kept_rounds.item_row(on, item_id)
    if item.round_id != one.id:
        raise NotOnDesk(f"question {item_id}: is not in round {one.name}")
    cases.append(case_of(one, item, kept_rounds.anchor_of(on, item_id), kept_rounds.answers_to(on, item_id)))
    return len(cases) - 1


def settled_as(on: On, item: ItemRow) -> Settled | None:
    """Return what became of a question, None while it is open."""
    if item.settled_at is None:
        return None
    if item.ruling_id is None:
        return Settled(None, "as the desk has it")
    try:
        ruling = ruling_of(on, item.ruling_id)
    except NotOnDesk:
        return Settled(item.ruling_id, "erased since", is_undone=True)
    return Settled(item.ruling_id, ruling_words(ruling), undone_by(on, item.ruling_id) is not None)


def ruling_words(ruling: Ruling) -> str:
    """Return what a ruling of adjudication says, in words."""
    question = Question(FactKind(ruling.kind), ruling.field)
    answered = Answered(ruling.action.value)
    value = ruling.value if answered is Answered.CORRECT else shown_value(question, ruling.anchor) if ruling.anchor else None
    told = coded(question, answered, value)
    return told.words if told else ruling.action.value


def settle(desk: Desk, words: str, item_id: int, answered: Answered, *, value: str = "", pick: int | None = None) -> Settled:
    """Settle a question: by an answer of one of its coders (`pick`, its number), or by another one.

    :raises NotOnDesk: when there is no such round, question or answer.
    :raises RulingRefused: when the round is not being adjudicated, it is settled already, or it cannot be ruled so.
    :raises Rejected: when the report cannot be read as ruled.
    """
    with desk.store.reading() as on:
        one, item = _open_item(on, words, item_id)
        asking = asking_of(on, item)
        given = _picked(on, one, item, pick) if pick is not None else None
    if given is not None:
        answered, value_of = given
    else:
        kept = checked(asking, answered, value)
        value_of = json.loads(kept) if kept is not None else shown_value(asking.question, asking.anchor)
    if answered is Answered.UNSURE:
        raise RulingRefused("unsure settles nothing; pick what the report says, or leave the question open")
    making = _making(desk, asking, answered, value_of, note=note_of(one))
    _keep(desk, one, item.report_id, [(item.id, making)], at=desk.now())
    with desk.store.reading() as on:
        return _told(on, item.id)


def _told(on: On, item_id: int) -> Settled:
    told = settled_as(on, kept_rounds.item_row(on, item_id))
    if told is None:
        raise RulingRefused(f"question {item_id}: somebody else has opened it again meanwhile; look at it once more")
    return told


def note_of(one: Round) -> str:
    """Return the note that rulings of a round carry."""
    return f"round {one.name}"


def _open_item(on: On, words: str, item_id: int) -> tuple[Round, ItemRow]:
    one, item = _item(on, words, item_id)
    if item.settled_at is not None:
        raise RulingRefused(f"question {item_id}: is settled already, by {item.settled_by}; undo that first")
    return one, item


def _item(on: On, words: str, item_id: int) -> tuple[Round, ItemRow]:
    """Return a question of a round that is being adjudicated."""
    one, item = round_on(on, words), kept_rounds.item_row(on, item_id)
    if item.round_id != one.id:
        raise NotOnDesk(f"question {item_id}: is not in round {one.name}")
    demand_state(one, RoundState.ADJUDICATING)
    return one, item


def _picked(on: On, one: Round, item: ItemRow, answer_id: int) -> tuple[Answered, Any]:
    case = case_of(one, item, kept_rounds.anchor_of(on, item.id), kept_rounds.answers_to(on, item.id))
    given = next((given for given in case.given if given.row.id == answer_id), None)
    if given is None:
        raise NotOnDesk(f"question {item.id}: has no such answer")
    own = json.loads(given.row.value) if given.row.value is not None else None
    anchor = Anchor.from_json(json.loads(kept_rounds.anchor_of(on, item.id)))
    return given.answered, own if own is not None else shown_value(case.question, anchor)


def _making(desk: Desk, asking: Asking, answered: Answered, value: Any, *, note: str) -> Making | None:
    """Return what makes the ruling that lets the desk say what was picked; None where a fact that is none is gone already.

    Of an empty field that is to say nothing the ruling says that the report does not state it.
    """
    wanted, now = coded(asking.question, answered, value), now_said(asking)
    assert wanted is not None
    is_nothing, is_said = wanted.key in (NOTHING, NOT_THERE), now is not None and now.key == wanted.key
    if is_said and asking.found is not None:
        return _accepting(asking.found)
    if is_said and is_nothing:
        return None
    action = Action.REJECT if is_nothing else Action.ACCEPT if asking.field is None else Action.CORRECT
    ruling = Ruling(
        at=desk.clock().replace(microsecond=0),
        who=desk.who,
        action=action,
        kind=asking.item.kind,
        report_id=asking.item.report_id,
        anchor=replace(asking.anchor, address=asking.found.address if asking.found else asking.item.address),
        field=asking.item.field,
        note=note,
        was=(now.words if now and now.key != NOTHING else None) if asking.field else asking.about or None,
    )
    return _always(replace(ruling, value=value) if action is Action.CORRECT else ruling)


def _accepting(found: Target) -> Making:
    """Accept what stands there now: the anchor of the round would bring back what it said then."""
    seen = Seen(spans=tuple(spans_of(found.fact, found.shape)))
    return lambda maker: maker.accept(maker.as_seen(found.address, seen))


def _always(ruling: Ruling) -> Making:
    return lambda _maker: ruling


def now_said(asking: Asking) -> Coded | None:
    """Return what the desk says now, coded."""
    found = asking.found
    if asking.field is None:
        return coded(asking.question, Answered.REJECT if found is None else Answered.ACCEPT, None)
    if found is None or found.field is None:
        return None
    fact = carried(found.fact, asking.sheet.text, asking.sheet.entities())
    return coded(asking.question, Answered.ACCEPT, get(fact, found.shape, found.field))


def unsettle(desk: Desk, words: str, item_id: int) -> None:
    """Take back how a question was settled, with its ruling.

    :raises NotOnDesk: when there is no such round or question.
    :raises RulingRefused: when the round is not being adjudicated, or the question is not settled.
    """
    with desk.store.reading() as on:
        one, item = _settled_item(on, words, item_id)
        told = settled_as(on, item)

    def opened(on: On, _rulings: Sequence[Ruling]) -> None:
        if _settled_item(on, words, item_id)[1].ruling_id != item.ruling_id:
            raise RulingRefused(f"question {item_id}: somebody else has settled it anew meanwhile; look at it once more")
        kept_rounds.unsettle(on, item.id)

    if told is not None and told.ruling_id is not None and not told.is_undone:
        undo(desk, told.ruling_id, note=note_of(one), beside=opened)
        return
    with desk.store.writing(is_durable=True) as on:
        opened(on, ())


def _settled_item(on: On, words: str, item_id: int) -> tuple[Round, ItemRow]:
    one, item = _item(on, words, item_id)
    if item.settled_at is None:
        raise RulingRefused(f"question {item_id}: is not settled")
    return one, item


# -- all that agree ------------------------------------------------------------------------------------------------


def n_agreed(on: On, one: Round) -> int:
    """Count the questions on which all coders agree and that nobody settled yet."""
    return sum(len(some) for some in _agreed(on, one))


def count_agreed(desk: Desk, words: str) -> int:
    """Count the questions on which all coders agree and that nobody settled yet.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: while people still code: who changes an own answer would see in the count what others say.
    """
    with desk.store.reading() as on:
        one = round_on(on, words)
        demand_state(one, RoundState.ADJUDICATING, RoundState.CLOSED)
        return n_agreed(on, one)


def _agreed(on: On, one: Round) -> Iterator[list[Case]]:
    """Yield the agreed questions that are open, report by report."""
    by_report: dict[int, list[Case]] = {}
    for case in cases_of(on, one):
        if case.is_agreed and case.item.settled_at is None:
            by_report.setdefault(case.item.report_id, []).append(case)
    yield from by_report.values()


def settle_agreed(desk: Desk, words: str, *, most_reports: int = _REPORTS_AT_ONCE) -> Batch:
    """Settle all questions on which their coders agree, report by report; `undo_batch` takes it back.

    What cannot be ruled so is told and left open.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: when the round is not being adjudicated.
    """
    with desk.store.reading() as on:
        one = round_on(on, words)
        demand_state(one, RoundState.ADJUDICATING)
        reports = list(_agreed(on, one))
    at, n_settled = desk.now(), 0
    refused: list[tuple[int, str]] = []
    for cases in reports[:most_reports]:
        done, wrong = _settle_report(desk, one, cases, at)
        n_settled += done
        refused += wrong
    return Batch(n_settled, sum(map(len, reports[most_reports:])), tuple(refused), at)


def _settle_report(desk: Desk, one: Round, cases: Sequence[Case], at: str) -> tuple[int, list[tuple[int, str]]]:
    """Settle the agreed questions of one report in one go; one by one where that is refused."""
    made: list[tuple[int, Making | None]] = []
    with desk.store.reading() as on:
        for case in cases:
            asking = asking_of(on, case.item)
            answered, value = _picked(on, one, case.item, case.given[0].row.id)
            made.append((case.item.id, _making(desk, asking, answered, value, note=note_of(one))))
    try:
        return _keep(desk, one, cases[0].item.report_id, made, at=at), []
    except RulingRefused:
        n_done, wrong = 0, []
        for each in made:
            try:
                n_done += _keep(desk, one, cases[0].item.report_id, [each], at=at)
            except RulingRefused as error:
                wrong.append((each[0], str(error)))
        return n_done, wrong


def _keep(desk: Desk, one: Round, report_id: int, made: Sequence[tuple[int, Making | None]], *, at: str) -> int:
    """Rule on a report and note what that settles, in one transaction; refused when another person was quicker."""

    def settled(on: On, rulings: Sequence[Ruling]) -> None:
        numbers = iter(rulings)
        for item_id, making in made:
            _open_item(on, str(one.id), item_id)
            number = None if making is None else next(numbers).id
            kept_rounds.settle(on, item_id, who=desk.who, at=at, ruling_id=number)

    makings = [making for _, making in made if making is not None]
    if makings:
        rule_on_report(desk, report_id, makings, note=note_of(one), beside=settled)
    else:
        with desk.store.writing(is_durable=True) as on:
            settled(on, ())
    return len(made)


def undo_batch(desk: Desk, words: str, at: str) -> int:
    """Take back what `settle_agreed` settled under that moment for who is at work, and return how many questions that is.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: when the round is not being adjudicated.
    """
    with desk.store.reading() as on:
        one = round_on(on, words)
        items = [item for item in kept_rounds.items_of(on, one.id) if item.settled_at == at and item.settled_by == desk.who]
    for item in items:
        unsettle(desk, words, item.id)
    return len(items)
