"""A coder answers one question after the other, and sees nothing of what others say. Not for: agreement, adjudication.

Answers may be changed while the round is open; each is checked as a ruling would be, so that adjudication can make one of it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wiredesk.desk.coding import Round, RoundState, demand_state, round_on
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import ruled_reading
from wiredesk.desk.ruling import counted_in, located_in
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.addresses import Target
from wiredesk.review.asking import Question, field_of, found_again, spans_at, words_at
from wiredesk.review.coded import Answered, Coded, coded, shown_value
from wiredesk.review.fields import FactKind, Field, Form
from wiredesk.review.phrases import fact_words
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import Sheet
from wiredesk.review.values import Words
from wiredesk.spans import Span
from wiredesk.store import coding as kept_rounds
from wiredesk.store.coding import AnswerRow, ItemRow
from wiredesk.store.coding_reports import titles
from wiredesk.store.opening import On

MOST_NOTE, MOST_VALUE = 1_000, 500
_MOST_MS = 3_600_000


@dataclass(frozen=True)
class Asking:
    """Hold one question with the report it is about.

    `reading` is how the report reads now; the question is about the fact in `anchor`, as it stood when the round was made.
    """

    item: ItemRow
    anchor: Anchor
    reading: Reading
    title: str

    @cached_property
    def sheet(self) -> Sheet:
        """Give the report's facts."""
        return Sheet(self.reading)

    @cached_property
    def found(self) -> Target | None:
        """Give what the question is about in the present reading, None when that has no such fact."""
        return found_again(self.sheet, self.anchor, self.item.field)

    @property
    def question(self) -> Question:
        """Give the question."""
        return question_in(self.item)

    @property
    def field(self) -> Field | None:
        """Give the field that is asked for, None for a whole fact."""
        return field_of(self.question)

    @property
    def can_reject(self) -> bool:
        """Tell whether a coder may say that there is nothing: not of a field that every such fact has."""
        return self.field is None or not self.field.is_needed

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Give where the words of the fact stand in the present text; none when they are gone."""
        own = spans_at(self.found) if self.found else words_at(self.sheet.text, self.anchor)
        return tuple(sorted(own))

    @cached_property
    def about(self) -> str:
        """Give the words of the fact that the question is about."""
        if self.found is None:
            return " … ".join(" ".join(span.cut(self.sheet.text).split()) for span in self.spans[:3])
        return fact_words(self.found.fact, self.found.shape, self.sheet.text)

    @property
    def owner(self) -> str:
        """Give what a part belongs to: the words of its incident or entity, "" for what stands alone."""
        if self.found is None or self.anchor.part is None:
            return ""
        return fact_words(self.found.row.fact, self.found.row.shape, self.sheet.text)

    @cached_property
    def shown(self) -> Coded | None:
        """Give what the desk said when the round was made."""
        return coded(self.question, Answered.ACCEPT, shown_value(self.question, self.anchor))


@dataclass(frozen=True, slots=True)
class Mine:
    """Hold one coder's place in a round: the question, the own answer to it, and how far they are.

    `asking` is None when nothing is left to code. `before` and `after` are the neighbours among the coder's questions.
    """

    round: Round
    asking: Asking | None
    answer: AnswerRow | None
    n_done: int
    n_all: int
    number: int = 0
    before: int | None = None
    after: int | None = None


def question_in(item: ItemRow) -> Question:
    """Return the question of an item."""
    return Question(FactKind(item.kind), item.field)


def my_question(desk: Desk, words: str, *, item_id: int | None = None) -> Mine:
    """Return a question of a round for who is at work: the one that is named, else the first without an answer of theirs.

    :raises NotOnDesk: when there is no such round, or no such question in it.
    :raises RulingRefused: when they do not code there, or the round is not open.
    """
    with desk.store.reading() as on:
        one, items = _for_me(desk, on, words)
        answers = {row.item_id: row for row in kept_rounds.answers_of(on, one.id, who=desk.who)}
        chosen = _chosen(items, answers, item_id)
        n_done = sum(item.id in answers for item in items)
        if chosen is None:
            return Mine(one, None, None, n_done, len(items), before=items[-1].id if items else None)
        item = items[chosen]
        before = items[chosen - 1].id if chosen else None
        after = items[chosen + 1].id if chosen + 1 < len(items) else None
        asking = asking_of(on, item)
        return Mine(one, asking, answers.get(item.id), n_done, len(items), chosen + 1, before, after)


def _for_me(desk: Desk, on: On, words: str) -> tuple[Round, list[ItemRow]]:
    one = round_on(on, words)
    if desk.who not in one.coders:
        raise RulingRefused(f"round {one.name}: {desk.who or 'nobody'} is none of its coders")
    demand_state(one, RoundState.OPEN)
    return one, [item for item in kept_rounds.items_of(on, one.id) if one.is_for(desk.who, item.report_id)]


def _chosen(items: Sequence[ItemRow], answers: dict[int, AnswerRow], item_id: int | None) -> int | None:
    if item_id is None:
        return next((at for at, item in enumerate(items) if item.id not in answers), None)
    at = next((at for at, item in enumerate(items) if item.id == item_id), None)
    if at is None:
        raise NotOnDesk(f"question {item_id}: is none of yours in this round")
    return at


def asking_of(on: On, item: ItemRow) -> Asking:
    """Return a question with its report as it reads now.

    :raises NotOnDesk: when the report was removed.
    """
    anchor = Anchor.from_json(json.loads(kept_rounds.anchor_of(on, item.id)))
    title = titles(on, {item.report_id}).get(item.report_id, "")
    return Asking(item, anchor, ruled_reading(on, item.report_id).reading, title)


def answer(
    desk: Desk, words: str, item_id: int, answered: Answered, *, value: str = "", note: str = "", took_ms: int | None = None
) -> AnswerRow:
    """Keep an answer of who is at work, in place of an older one of theirs.

    In a round from scratch a value is never accepted, since it was not shown: what the coder gives is the answer.

    :raises NotOnDesk: when there is no such round or question.
    :raises RulingRefused: when the round is not open to them, or the answer cannot be.
    """
    with desk.store.reading() as on:
        asking = asking_of(on, _own_item(desk, on, words, item_id)[1])
    kept_value = checked(asking, answered, value)
    with desk.store.writing(is_durable=True) as on:
        one, item = _own_item(desk, on, words, item_id)
        _demand_shown(one, asking, answered)
        told = " ".join(note.split())[:MOST_NOTE] or None
        took = None if took_ms is None else max(0, min(took_ms, _MOST_MS))
        row = AnswerRow(0, item.id, desk.who, answered.value, kept_value, told, desk.now(), took)
        number = kept_rounds.put_answer(on, row)
        return AnswerRow(number, item.id, desk.who, answered.value, kept_value, told, row.at, took)


def withdraw(desk: Desk, words: str, item_id: int | None = None) -> int:
    """Take back an answer of who is at work, the newest one when none is named, and return its question.

    :raises NotOnDesk: when there is no such round or answer.
    :raises RulingRefused: when the round is not open to them.
    """
    with desk.store.writing(is_durable=True) as on:
        one, _ = _for_me(desk, on, words)
        own = kept_rounds.answers_of(on, one.id, who=desk.who)
        wanted = item_id if item_id is not None else own[-1].item_id if own else None
        if wanted is None or wanted not in {row.item_id for row in own}:
            raise NotOnDesk(f"round {one.name}: there is no answer of yours to take back")
        kept_rounds.drop_answer(on, wanted, desk.who)
        return wanted


def _own_item(desk: Desk, on: On, words: str, item_id: int) -> tuple[Round, ItemRow]:
    one, item = round_on(on, words), kept_rounds.item_row(on, item_id)
    if item.round_id != one.id:
        raise NotOnDesk(f"question {item_id}: is not in round {one.name}")
    if not one.is_for(desk.who, item.report_id):
        raise RulingRefused(f"round {one.name}: this question is not for {desk.who or 'nobody'}")
    demand_state(one, RoundState.OPEN)
    return one, item


def _demand_shown(one: Round, asking: Asking, answered: Answered) -> None:
    if one.is_scratch and answered is Answered.ACCEPT and asking.field is not None:
        raise RulingRefused(f"round {one.name}: is coded from scratch; say what the value is")


def checked(asking: Asking, answered: Answered, words: str) -> str | None:
    """Return the carried value of an answer as JSON, None where it has none.

    :raises RulingRefused: when the answer cannot be.
    """
    if asking.field is None:
        if answered is Answered.CORRECT:
            raise RulingRefused("it is asked whether this is there at all: accept or reject it")
        return None
    if answered is Answered.REJECT and not asking.can_reject:
        raise RulingRefused(f"{asking.field.name}: cannot be empty; say what it is, or that you are unsure")
    if answered is not Answered.CORRECT:
        return None
    return json.dumps(value_in(asking, words), ensure_ascii=True)


def value_in(asking: Asking, words: str) -> Any:
    """Return the carried value that a person's words mean for the field that is asked for.

    :raises RulingRefused: when they mean none.
    """
    field = asking.field
    assert field is not None
    if len(words) > MOST_VALUE:
        raise RulingRefused(f"{field.name}: the value has {len(words)} characters; at most {MOST_VALUE} are taken")
    locate = located_in(asking.reading)
    said = Words(asking.sheet, asking.spans, locate, counted_in)
    return said.value(field, words.replace("_", " ") if field.form is Form.FLAG else words)


def carried(row: AnswerRow, asking_value: Json | None) -> Any:
    """Return the carried value of an answer: its own, or the one that was shown."""
    return json.loads(row.value) if row.value is not None else asking_value
