"""How far the coders of a round agree, question by question, and on what they do not. Not for: formulas (see `review.agreement`).

Whoever may not see the answers of others is refused here (see `coding.demand_sight`).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from wiredesk.desk.coding import Round, demand_sight, round_on, wanted_of
from wiredesk.desk.coding_answering import question_in
from wiredesk.desk.desk import Desk
from wiredesk.review.agreement import Confusion, Figure, Scale, alpha, confusion, kappa, linear, percent
from wiredesk.review.asking import Question
from wiredesk.review.coded import Answered, Coded, coded, order_of, scale_of, shown_value
from wiredesk.review.rulings import Anchor
from wiredesk.store import coding as kept_rounds
from wiredesk.store.coding import AnswerRow, ItemRow
from wiredesk.store.coding_reports import impacts, titles
from wiredesk.store.opening import On

# How much hangs on a question, 0 to 1, where the coders disagree: whether something happened and whom it killed before the
# rest. Our choice, after what a wrong value does to a count of incidents or deaths.
_WEIGHTS = {
    "incident": 1.0, "incident.killed": 0.95, "incident.type": 0.9, "incident.stage": 0.85, "perpetrator": 0.8,
    "perpetrator.attribution": 0.8, "perpetrator.entity": 0.75, "incident.place": 0.75, "incident.date": 0.7,
    "incident.wounded": 0.7, "victim": 0.7, "victim.count": 0.7, "statement.speaker": 0.65, "statement": 0.5,
}  # fmt: skip
_REST = 0.4
_UNKNOWN_IMPACT = 0.5
_PLAIN: tuple[set[str], ...] = (set(), {Answered.ACCEPT.value}, {Answered.REJECT.value})
_MOST_LABELS = 12
"""A matrix of more values is no picture any more; the list of disagreements has them."""


@dataclass(frozen=True, slots=True)
class Given:
    """Hold one answer with what it says; `coded` is None when the coder is unsure."""

    row: AnswerRow
    answered: Answered
    coded: Coded | None


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one question with all answers to it; `wanted` are its coders, `shown` what the desk said."""

    item: ItemRow
    question: Question
    shown: Coded | None
    given: tuple[Given, ...]
    wanted: tuple[str, ...]
    weight: float = 0.0

    @property
    def is_complete(self) -> bool:
        """Tell whether all its coders answered."""
        return len(self.given) >= len(self.wanted)

    @property
    def keys(self) -> set[str]:
        """Give the different values that were coded."""
        return {one.coded.key for one in self.given if one.coded is not None}

    @property
    def is_agreed(self) -> bool:
        """Tell whether all its coders answered, none is unsure, and all say the same."""
        return self.is_complete and len(self.keys) == 1 and all(one.coded for one in self.given)

    @property
    def is_disputed(self) -> bool:
        """Tell whether two coders say different things, or one is unsure."""
        return len(self.keys) > 1 or any(one.coded is None for one in self.given)


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Hold the kappa of two coders on one question, weighted by steps where its values have an order, and their matrix.

    `matrix` is None where there are too many values for one.
    """

    left: str
    right: str
    kappa: Figure
    weighted: Figure | None
    matrix: Confusion | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Hold how far coders agree on one question; `on_line` is alpha on the values' own scale, None where they have none.

    `words` name the values of matrices.
    """

    question: Question
    n_items: int
    n_unsure: int
    percent: Figure
    alpha: Figure
    scale: Scale
    on_line: Figure | None
    pairs: tuple[PairFigures, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold the agreement of a round; `equal` is the share of equal answers over all questions.

    `weakest` is the question of the lowest alpha, None where none has one: a mean over questions would hide it (Krippendorff
    2004, 11.4). `cases` are all questions in order, `disputed` those on which coders differ, the most consequential first.
    """

    round: Round
    questions: tuple[QuestionFigures, ...]
    weakest: QuestionFigures | None
    equal: Figure
    cases: tuple[Case, ...]
    disputed: tuple[Case, ...]
    titles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Say how far one coder is; `median_ms` is the middle of the times that an answer took, None when none is known."""

    who: str
    n_done: int
    n_all: int
    median_ms: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Say how far a round is: each coder, and how many questions all, some or none of their coders have answered."""

    round: Round
    coders: tuple[Standing, ...]
    n_items: int
    n_complete: int
    n_begun: int
    n_settled: int


def progress(desk: Desk, words: str) -> Progress:
    """Return how far a round is; it tells how much was answered, never what.

    :raises NotOnDesk: when there is no such round.
    """
    with desk.store.reading() as on:
        one = round_on(on, words)
        items, answers = kept_rounds.items_of(on, one.id), kept_rounds.answers_of(on, one.id)
    wanted = wanted_of(one, items)
    n_given = Counter(row.item_id for row in answers)
    standing = []
    for who in one.coders:
        own = [row for row in answers if row.who == who]
        took = sorted(row.took_ms for row in own if row.took_ms is not None)
        standing.append(Standing(who, len(own), wanted[who], took[len(took) // 2] if took else None))
    n_complete = sum(n_given[item.id] >= len(one.coders_of(item.report_id)) for item in items)
    n_settled = sum(item.settled_at is not None for item in items)
    return Progress(one, tuple(standing), len(items), n_complete, len(n_given) - n_complete, n_settled)


def agreement(desk: Desk, words: str, *, is_editor: bool) -> Agreement:
    """Return how far the coders of a round agree, on what has been answered so far.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: while its answers are blind to who is at work.
    """
    with desk.store.reading() as on:
        one, cases = cases_in_sight(desk, on, words, is_editor=is_editor)
        named = titles(on, set(one.reports))
    by_question: dict[str, list[Case]] = {name: [] for name in one.questions}
    for case in cases:
        by_question.setdefault(case.question.name, []).append(case)
    equal = percent([value.key for value in _values(case)] for case in cases)
    disputed = sorted((case for case in cases if case.is_disputed), key=lambda case: (-case.weight, case.item.position))
    figures = tuple(_figures(some, one.coders) for some in by_question.values() if some)
    return Agreement(one, figures, _weakest(figures), equal, tuple(cases), tuple(disputed), named)


def _weakest(figures: Sequence[QuestionFigures]) -> QuestionFigures | None:
    told = [(one.alpha.value, at) for at, one in enumerate(figures) if one.alpha.value is not None]
    return figures[min(told)[1]] if told else None


def cases_in_sight(desk: Desk, on: On, words: str, *, is_editor: bool) -> tuple[Round, list[Case]]:
    """Return a round with all its questions, for whoever may see the answers.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: while its answers are blind to who is at work.
    """
    one = round_on(on, words)
    demand_sight(one, desk.who, is_editor=is_editor)
    return one, cases_of(on, one)


def cases_of(on: On, one: Round, *, may_differ: bool = False) -> list[Case]:
    """Return all questions of a round with the answers to them, in order; for those who may see them.

    `may_differ` leaves out those that all accept or all reject, and so spares most of the work.
    """
    items = kept_rounds.items_of(on, one.id)
    answers: dict[int, list[AnswerRow]] = defaultdict(list)
    for row in kept_rounds.answers_of(on, one.id):
        answers[row.item_id].append(row)
    if may_differ:
        items = [item for item in items if {row.verdict for row in answers[item.id]} not in _PLAIN]
    anchors = kept_rounds.anchors_of(on, {item.id for item in items})
    hangs = impacts(on, {item.report_id for item in items})
    return [
        case_of(one, item, anchors.get(item.id, "{}"), answers[item.id], hangs.get(item.report_id, _UNKNOWN_IMPACT))
        for item in items
    ]


def case_of(one: Round, item: ItemRow, anchor: str, answers: Sequence[AnswerRow], impact: float = _UNKNOWN_IMPACT) -> Case:
    """Return one question with the answers to it, those of its coders alone."""
    question = question_in(item)
    value = shown_value(question, Anchor.from_json(json.loads(anchor)))
    wanted = one.coders_of(item.report_id)
    given = tuple(given_of(question, row, value) for row in sorted(answers, key=lambda row: row.who) if row.who in wanted)
    weight = _WEIGHTS.get(question.name, _REST) * (0.5 + 0.5 * impact)
    return Case(item, question, coded(question, Answered.ACCEPT, value), given, wanted, weight)


def given_of(question: Question, row: AnswerRow, shown: Any) -> Given:
    """Return an answer with what it says."""
    answered = Answered(row.verdict)
    value = json.loads(row.value) if row.value is not None else shown
    return Given(row, answered, coded(question, answered, value))


def _values(case: Case) -> list[Coded]:
    return [one.coded for one in case.given if one.coded is not None]


def _figures(cases: Sequence[Case], coders: Sequence[str]) -> QuestionFigures:
    question = cases[0].question
    scale = scale_of(question)
    keys = [[value.key for value in _values(case)] for case in cases]
    words = {value.key: value.words for case in cases for value in _values(case)}
    return QuestionFigures(
        question,
        len(cases),
        sum(one.coded is None for case in cases for one in case.given),
        percent(keys),
        alpha(keys),
        scale,
        _on_line(cases, scale, question),
        tuple(_pair(cases, *pair) for pair in combinations(coders, 2) if _has_both(cases, *pair)),
        words,
    )


def _on_line(cases: Sequence[Case], scale: Scale, question: Question) -> Figure | None:
    """Return alpha on the values' own scale; who says that nothing is said has no place on it and is left out."""
    if scale is Scale.NOMINAL:
        return None
    if scale is Scale.ORDINAL:
        order = [key for key in order_of(question) if key != "nothing"]
        return alpha([[value.key for value in _values(case) if value.key in order] for case in cases], scale, order=order)
    return alpha([[value.number for value in _values(case) if value.number is not None] for case in cases], scale)


def _has_both(cases: Sequence[Case], left: str, right: str) -> bool:
    return any(left in case.wanted and right in case.wanted for case in cases)


def _pair(cases: Sequence[Case], left: str, right: str) -> PairFigures:
    question = cases[0].question
    pairs = []
    for case in cases:
        said = {one.row.who: one.coded.key for one in case.given if one.coded is not None}
        if left in said and right in said:
            pairs.append((said[left], said[right]))
    order = order_of(question)
    steps = [key for key in order if key != "nothing"]
    is_ordered = scale_of(question) is Scale.ORDINAL
    ranked = [pair for pair in pairs if pair[0] in steps and pair[1] in steps]
    matrix = confusion(pairs, order=order)
    is_small = 0 < len(matrix.labels) <= _MOST_LABELS
    weighted = kappa(ranked, weigh=linear(tuple(steps))) if is_ordered else None
    return PairFigures(left, right, kappa(pairs), weighted, matrix if is_small else None)
