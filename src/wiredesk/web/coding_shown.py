"""Questions of a round as people see them: in words, with what can be chosen, beside the article. Not for: answers' meaning."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from wiredesk.codebook import EntityType
from wiredesk.desk.coding_agreement import Case, Given, given_of
from wiredesk.desk.coding_answering import Asking, Mine
from wiredesk.export.facts import Fact, Section
from wiredesk.export.lights import Light
from wiredesk.review.addresses import Target
from wiredesk.review.agreement import ALPHA_AID, KAPPA_AID, Figure, alpha_in_words, kappa_in_words
from wiredesk.review.asking import Question, question_of, questions
from wiredesk.review.coded import shown_value
from wiredesk.review.fields import FactKind, Form
from wiredesk.review.sheet import get
from wiredesk.spans import Span
from wiredesk.web.marking import MarkedArticle, marked

ASKED, OWNER = "q1", "q2"
"""What the article calls the words that a question stands on, and those of the incident that they belong to."""

_MOST_CHOICES = 9  # as many as there are number keys
_WHOLE = {
    FactKind.INCIDENT: "Does the report tell of this incident?",
    FactKind.STATEMENT: "Is this a statement of somebody?",
    FactKind.ENTITY: "Is this a person, an organisation or a place?",
    FactKind.TIME: "Is this a time?",
    FactKind.LIFE_FACT: "Does the report tell this of somebody's life?",
    FactKind.AMOUNT: "Is this a sum of money?",
    FactKind.PERPETRATOR: "Is this who is said to have done it?",
    FactKind.TARGET: "Is this what it was aimed at?",
    FactKind.VICTIM: "Is this whom it harmed?",
    FactKind.WEAPON: "Is this what it was done with?",
    FactKind.ROLE: "Does the report give this role?",
}
_FIELDS = {
    "incident.type": "What kind of incident is it?",
    "incident.stage": "Was it threatened, attempted or done?",
    "incident.background": "Is it told as background, not as news?",
    "incident.date": "When was it, or when is it to be?",
    "incident.place": "Where was it?",
    "incident.killed": "How many were killed?",
    "incident.wounded": "How many were wounded?",
    "statement.kind": "Quoted to the letter, or told in other words?",
    "statement.speaker": "Who says it?",
    "statement.told": "To whom is it said?",
    "perpetrator.kind": "One person, a group, an organisation or a state?",
    "perpetrator.attribution": "How surely does the report say that they did it?",
    "perpetrator.entity": "Who is it?",
    "perpetrator.by": "Who says that they did it?",
    "victim.effect": "What happened to them?",
    "victim.count": "How many are they?",
    "victim.entity": "Who is it?",
    "victim.named": "Are they named?",
    "target.entity": "What or whom was it aimed at?",
    "role.status": "Does the role hold when the report was written?",
    "role.organization": "Role in what?",
    "role.title": "Which role is it?",
    "entity.type": "Person, organisation, place or something else?",
    "amount.purpose": "What is the money for?",
}
_HINTS = {
    Form.COUNT: "A number, or words such as four, at least 4, 4-6, up to 6.",
    Form.DATE: "2016-09-09, 2016-09, a period 2016-09-01/2016-09-08, or words of the article.",
    Form.ENTITY: "A name as it stands in the article.",
    Form.ENTITIES: "Names as they stand in the article, parted by a semicolon.",
    Form.TEXT: "Words as they stand in the article.",
    Form.NAMES: "Words as they stand in the article, parted by a semicolon.",
    Form.SPAN: "Words as they stand in the article.",
    Form.NUMBER: "In figures, such as 50000.",
    Form.CURRENCY: "Three letters, such as EUR.",
    Form.COUNTRY: "Two letters, such as FR.",
    Form.POINT: "Latitude and longitude, such as 5.50,-54.06.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one answer that a number key gives: what is sent, the words on its button, whether the desk says so."""

    value: str
    words: str
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class AskedShown:
    """Hold a question for its page; `shown` is "" in a round from scratch, and where nothing stands there."""

    asking: Asking
    words: str
    hint: str
    about: str
    owner: str
    shown: str
    is_empty: bool
    choices: tuple[Choice, ...]
    has_input: bool
    article: MarkedArticle


@dataclass(frozen=True, slots=True)
class Scaled:
    """Hold a figure for its picture: places on a line from -0.2 to 1, in hundredths of the line."""

    dot: float
    low: float | None
    high: float | None


def question_words(question: Question) -> str:
    """Return a question as people ask it."""
    if question.field is None:
        return _WHOLE[question.kind]
    known = _FIELDS.get(question.name)
    return known or f"{question.field.replace('_', ' ').capitalize()} of the {question.kind.value.replace('_', ' ')}?"


def question_label(question: Question) -> str:
    """Return a question in two or three words, for tables."""
    kind = question.kind.value.replace("_", " ").capitalize()
    return f"{kind}: {question.field.replace('_', ' ')}" if question.field else f"{kind}: is there"


def askable() -> dict[str, list[Question]]:
    """Return all that a round can ask, by the kind of fact."""
    found: dict[str, list[Question]] = {}
    for one in questions():
        found.setdefault(one.kind.value.replace("_", " ").capitalize(), []).append(one)
    return found


def asked_shown(asking: Asking, *, is_scratch: bool) -> AskedShown:
    """Return a question for its page."""
    choices = tuple(_choices(asking, is_scratch=is_scratch))
    field = asking.field
    is_closed = field is not None and field.form in (Form.CHOICE, Form.FLAG)
    shown = asking.item.shown if field is not None and not is_scratch else ""
    if field is not None and is_closed:
        shown = shown.replace("_", " ")
    return AskedShown(
        asking,
        question_words(asking.question),
        _HINTS.get(field.form, "") if field else "",
        asking.about,
        asking.owner,
        shown,
        field is not None and not asking.item.shown,
        choices,
        field is not None and not is_closed,
        article_of(asking),
    )


def own_words(mine: Mine) -> str:
    """Return what a coder's own answer says, "" where they have none or are unsure."""
    if mine.asking is None or mine.answer is None:
        return ""
    told = given_of(mine.asking.question, mine.answer, shown_value(mine.asking.question, mine.asking.anchor)).coded
    return told.words if told else ""


def article_of(asking: Asking) -> MarkedArticle:
    """Return the article with the words of the question marked and nothing else: what the reader found is no hint."""
    bare = replace(asking.reading, entities=(), statements=(), incidents=(), times=(), timeline=(), amounts=())
    lights = tuple(Light(span, "asked", ASKED) for span in asking.spans)
    around = tuple(Light(span, "evidence", OWNER) for span in _around(asking.found))
    also = [Fact(ASKED, Section.INCIDENTS, "", lights)]
    if around:
        also.append(Fact(OWNER, Section.TIMELINE, "", around))
    return marked(bare, also=also)


def _around(found: Target | None) -> tuple[Span, ...]:
    """Return the words of the incident that a part belongs to."""
    if found is None or found.fact is found.row.fact:
        return ()
    pairs = get(found.row.fact, found.row.shape, found.row.shape.where) or ()
    return tuple(Span(pair[0], pair[1]) for pair in pairs)


def _choices(asking: Asking, *, is_scratch: bool) -> Iterator[Choice]:
    field = asking.field
    if field is None:
        return
    told = None if is_scratch else asking.item.shown
    if field.form is Form.CHOICE:
        yield from (Choice(one, one.replace("_", " "), one == told) for one in field.choices)
    elif field.form is Form.FLAG:
        yield from (Choice(one, one, one == told) for one in ("yes", "no"))
    elif field.form in (Form.ENTITY, Form.ENTITIES):
        yield from _nearest_names(asking, told)
    elif field.form is Form.DATE:
        yield from _nearest_days(asking, told)


def _nearest_names(asking: Asking, told: str | None) -> Iterator[Choice]:
    """Yield who, or what place, is named nearest to the words in question: the likely answers, in no order of likeliness."""
    field = asking.field
    assert field is not None
    is_place = field.entity_type is EntityType.PLACE
    fits = [one for one in asking.reading.entities if one.mentions and (one.type is EntityType.PLACE) == is_place]
    near = sorted(fits, key=lambda one: min(_distance(span, asking.spans) for span in one.mentions))[:_MOST_CHOICES]
    yield from (Choice(one.id, one.name, one.name == told) for one in sorted(near, key=lambda one: one.mentions[0].start))


def _nearest_days(asking: Asking, told: str | None) -> Iterator[Choice]:
    """Yield the days that are named nearest to the words in question."""
    near = sorted(
        (one for one in asking.reading.times if one.interval is not None), key=lambda one: _distance(one.span, asking.spans)
    )
    found: dict[str, Choice] = {}
    for one in near:
        days = one.interval
        assert days is not None
        value = str(days.earliest) if days.is_day else f"{days.earliest}/{days.latest}"
        words = str(days.earliest) if days.is_day else f"{days.earliest} to {days.latest}"
        found.setdefault(value, Choice(value, words, words == told))
        if len(found) == _MOST_CHOICES:
            break
    yield from sorted(found.values(), key=lambda one: one.value)


def _distance(span: Span, others: tuple[Span, ...]) -> int:
    return min(
        (0 if span.overlaps(one) else max(one.start - span.end, span.start - one.end) for one in others), default=span.start
    )


def shuffled(case: Case) -> list[Given]:
    """Return the answers to a question in an order that tells nothing of who gave them, the same each time."""

    def key(one: Given) -> str:
        return hashlib.sha256(f"{case.item.id}/{one.row.who}".encode()).hexdigest()

    return sorted(case.given, key=key)


def scaled(figure: Figure) -> Scaled | None:
    """Return where a figure lies on its line, None where there is none; what lies below -0.2 stands at its beginning."""
    if figure.value is None:
        return None
    low = None if figure.low is None else _place(figure.low)
    return Scaled(_place(figure.value), low, None if figure.high is None else _place(figure.high))


def _place(value: float) -> float:
    return round((max(-0.2, value) + 0.2) / 1.2 * 100, 1)


def heat(n: int, most: int) -> int:
    """Return how dark a cell of a matrix is, 0 to 9."""
    return 0 if not n or not most else max(1, round(9 * n / most))


AIDS: dict[str, Any] = {
    "question_label": question_label,
    "question_words": question_words,
    "scaled": scaled,
    "heat": heat,
    "shuffled": shuffled,
    "kappa_in_words": kappa_in_words,
    "alpha_in_words": alpha_in_words,
    "kappa_aid": KAPPA_AID,
    "alpha_aid": ALPHA_AID,
    "question_of": question_of,
}
"""What the templates of rounds may call."""
