"""Answers of coders as values that can be compared: "4" and "four" are one. Not for: how far they agree (see `agreement`).

A coded value is what a coder says that the report says: the value that was shown, another one, or nothing at all.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wiredesk.folding import folded
from wiredesk.interchange.report_json import Json
from wiredesk.review.agreement import Scale
from wiredesk.review.asking import Question, field_of
from wiredesk.review.fields import FactKind, Field, Form, shapes
from wiredesk.review.phrases import count_words
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import get

NOTHING, THERE, NOT_THERE = "nothing", "there", "not there"


class Answered(StrEnum):
    """Name what a coder can answer."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Coded:
    """Hold one coded value: `key` is equal for equal values, `words` are for people, `number` is it on a line, if it lies on one.

    Of a range or a period the number is its middle, of a bound the bound.
    """

    key: str
    words: str
    number: float | None = None


def coded(question: Question, answered: Answered, value: Any) -> Coded | None:
    """Return what an answer says, None when the coder is unsure; `value` is the carried one, of what was shown for accept.

    Unsure is no value: it counts as a missing one, as Krippendorff (2011) has it.
    """
    if answered is Answered.UNSURE:
        return None
    field = field_of(question)
    if field is None:
        is_there = answered is not Answered.REJECT
        return Coded(THERE if is_there else NOT_THERE, "it is there" if is_there else "it is not there")
    if answered is Answered.REJECT or value in (None, [], ""):
        return Coded(NOTHING, "says nothing")
    return _of(field, value)


def shown_value(question: Question, anchor: Anchor) -> Any:
    """Return the carried value that stood there when the question was made, None for an empty field or a whole fact."""
    fact = anchor.part if anchor.part is not None else anchor.fact
    shape = shapes()[question.kind]
    return get(fact, shape, question.field) if question.field else None


def order_of(question: Question) -> tuple[str, ...]:
    """Return the values of a question in the order of the codebook; () where they have none."""
    field = field_of(question)
    if field is None:
        return (THERE, NOT_THERE)
    choices = ("yes", "no") if field.form is Form.FLAG else field.choices
    return (*choices, NOTHING) if choices else ()


def scale_of(question: Question) -> Scale:
    """Return what is known of distances between a question's values, besides whether they are equal."""
    field = field_of(question)
    form = field.form if field else None
    if form in (Form.COUNT, Form.NUMBER):
        return Scale.RATIO
    if form is Form.DATE:
        return Scale.INTERVAL
    is_ordered = question.kind is FactKind.INCIDENT and question.field == "stage"  # threatened, attempted, accomplished
    return Scale.ORDINAL if is_ordered else Scale.NOMINAL


def _of(field: Field, value: Any) -> Coded:
    return _WAYS.get(field.form, _plain)(value)


def _plain(value: Any) -> Coded:
    return Coded(folded(str(value)) or str(value), str(value))


def _choice(value: Any) -> Coded:
    return Coded(str(value), str(value).replace("_", " "))


def _flag(value: Any) -> Coded:
    words = "yes" if value else "no"
    return Coded(words, words)


def _count(value: Any) -> Coded:
    least, most = value
    told = [bound for bound in (least, most) if bound is not None]
    middle = sum(told) / len(told) if told else None
    return Coded(f"{'' if least is None else least}..{'' if most is None else most}", count_words([least, most]), middle)


def _number(value: Any) -> Coded:
    return Coded(f"{float(value):.6g}", f"{float(value):,.2f}".removesuffix(".00"), float(value))


def _date(value: Json) -> Coded:
    earliest, latest = value.get("earliest"), value.get("latest")
    if earliest is None or latest is None:
        return Coded(str(value.get("value")), str(value.get("value")))
    days = [datetime.date.fromisoformat(one).toordinal() for one in (earliest, latest)]
    return Coded(f"{earliest}/{latest}", earliest if earliest == latest else f"{earliest} to {latest}", sum(days) / 2)


def _entity(value: Json) -> Coded:
    """Two names are one place when the gazetteer knows them as one; else one when they are spelled alike."""
    place = value.get("place") or {}
    name = str(value.get("name", ""))
    key = f"gazetteer {place['gazetteer']}" if place.get("gazetteer") else folded(name) or name
    return Coded(key, name)


def _together(one: Callable[[Any], Coded], *, parting: str) -> Callable[[Any], Coded]:
    def of(value: Any) -> Coded:
        found = {told.key: told.words for told in map(one, value)}
        return Coded("\n".join(sorted(found)), parting.join(found.values()))

    return of


def _quote(value: Mapping[str, Any]) -> Coded:
    words = " ".join(str(value.get("exact", "")).split())
    return Coded(folded(words) or words, words)


def _point(value: Any) -> Coded:
    """Degrees to two decimals, about a kilometre: what two people mean by one place on a map."""
    return Coded(f"{value[0]:.2f},{value[1]:.2f}", f"{value[0]:.4f}, {value[1]:.4f}")


_WAYS: dict[Form, Callable[[Any], Coded]] = {
    Form.CHOICE: _choice,
    Form.FLAG: _flag,
    Form.COUNT: _count,
    Form.NUMBER: _number,
    Form.DATE: _date,
    Form.ENTITY: _entity,
    Form.ENTITIES: _together(_entity, parting="; "),
    Form.SPAN: _quote,
    Form.SPANS: _together(_quote, parting=" | "),
    Form.NAMES: _together(_plain, parting="; "),
    Form.POINT: _point,
}
