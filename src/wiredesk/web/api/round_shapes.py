"""What is sent for rounds of blind coding and comes back. Not for: the routes (see `rounds`)."""

from typing import Annotated, Literal

from pydantic import Field

from wiredesk.codebook import IncidentType
from wiredesk.desk.coding import Round, RoundState
from wiredesk.desk.coding_agreement import Agreement, PairFigures, QuestionFigures
from wiredesk.desk.coding_answering import MOST_NOTE, MOST_VALUE, Mine
from wiredesk.desk.coding_making import MOST_CODERS, MOST_NAME, MOST_REPORTS, USUAL
from wiredesk.desk.ids import id_of
from wiredesk.export.tables import Row
from wiredesk.review.agreement import Figure
from wiredesk.review.coded import Answered
from wiredesk.web.api.shapes import Shape
from wiredesk.web.coding_shown import AskedShown

_DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_Day = Annotated[str | None, Field(pattern=_DAY, max_length=10, description="2024, 2024-05 or 2024-05-09")]
ItemId = Annotated[int, Field(strict=True, ge=1, lt=10**15)]
Value = Annotated[str, Field(max_length=MOST_VALUE, description="What the report says, as it would be typed.")]


class RoundWanted(Shape):
    """Ask for a round; its reports are those that meet all that is said, or a sample of them."""

    name: Annotated[str, Field(min_length=1, max_length=MOST_NAME, description="A letter first.")]
    coder: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=2, max_length=MOST_CODERS)]
    question: list[Annotated[str, Field(max_length=60)]] = Field(list(USUAL), min_length=1, max_length=100)
    type: list[IncidentType] = Field([], max_length=20)
    since: _Day = None
    until: _Day = None
    country: Annotated[str | None, Field(pattern="^[A-Z]{2}$", description="Of an incident, ISO 3166-1.")] = None
    outlet: Annotated[str | None, Field(max_length=200)] = None
    report: list[Annotated[str, Field(pattern="^r[1-9][0-9]{0,14}$")]] = Field([], max_length=MOST_REPORTS)
    take: Literal["all", "sample", "doubtful"] = "all"
    n: Annotated[
        int | None, Field(strict=True, ge=1, le=MOST_REPORTS, description="How many, for a sample and the doubtful; 20.")
    ] = None
    seed: Annotated[int, Field(strict=True, ge=0, le=10**9)] = 1
    per_item: Annotated[int | None, Field(strict=True, ge=2, le=MOST_CODERS, description="Coders of each question; all.")] = None
    scratch: Annotated[bool, Field(strict=True, description="Coders are not shown what the reader says.")] = False
    background: Annotated[bool, Field(strict=True, description="Also ask of incidents told as background.")] = False


class StateWanted(Shape):
    """Ask for a round's next state, or one step back."""

    to: RoundState


class AnswerWanted(Shape):
    """Be one answer; `value` goes with correct, and in a round from scratch it is the answer."""

    item: ItemId
    verdict: Answered
    value: Value = ""
    note: Annotated[str, Field(max_length=MOST_NOTE)] = ""
    took_ms: Annotated[int | None, Field(strict=True, ge=0, le=10**9)] = None


class SettleWanted(Shape):
    """Settle a question by an answer (`pick`, its number), or by another one."""

    item: ItemId
    pick: Annotated[int | None, Field(strict=True, ge=1, lt=10**15)] = None
    verdict: Answered = Answered.CORRECT
    value: Value = ""


class ItemWanted(Shape):
    """Name a question."""

    item: ItemId


class RoundTold(Shape):
    """Be a round: what it asks of which reports, and how much is answered."""

    id: int
    name: str
    state: RoundState
    coders: list[str]
    questions: list[str]
    per_item: int
    scratch: bool
    chosen: str
    reports: list[str]
    made_at: str
    made_by: str
    n_reopened: int
    n_items: int
    n_settled: int
    answered: dict[str, int]
    wanted: dict[str, int]


class ChoiceTold(Shape):
    """Be one value that may be sent."""

    value: str
    words: str


class OwnAnswer(Shape):
    """Be one's own answer to a question."""

    verdict: Answered
    note: str | None
    at: str


class ItemTold(Shape):
    """Be one question to a coder; `shown` is null where nothing stands there, and always in a round from scratch.

    `spans` are where the words of the fact stand in the report now, in code points.
    """

    item: int
    number: int
    report: str
    question: str
    words: str
    quotation: str
    spans: list[tuple[int, int]]
    shown: str | None
    choices: list[ChoiceTold]
    can_accept: bool
    can_reject: bool
    answer: OwnAnswer | None
    before: int | None
    after: int | None


class NextTold(Shape):
    """Be a coder's place in a round; `item` is null when all is answered."""

    round: int
    n_done: int
    n_all: int
    item: ItemTold | None


class AnswerTold(Shape):
    """Be a row of the table of answers; see docs/blind-coding.md."""

    item: int
    position: int
    report: str
    address: str
    question: str
    shown: str | None
    coder: str
    verdict: str | None
    value: str | None
    value_key: str | None
    value_number: float | None
    note: str | None
    answered_at: str | None
    took_ms: int | None
    quotation: str | None
    span_start: int | None
    span_end: int | None
    more_quotations: str | None
    settled_by: str | None
    ruling: str | None


class FigureTold(Shape):
    """Be a figure with its 95% interval; null where it cannot be computed, and `why` says why."""

    value: float | None
    low: float | None
    high: float | None
    n_items: int
    why: str | None


class CoderPairTold(Shape):
    """Be Cohen's kappa of two coders; `matrix` counts rows of the left one against columns of the right one."""

    left: str
    right: str
    kappa: FigureTold
    weighted: FigureTold | None
    labels: list[str]
    matrix: list[list[int]]


class QuestionTold(Shape):
    """Be the agreement on one question; `on_scale` is alpha on its own scale, null for a nominal one."""

    question: str
    n_items: int
    n_unsure: int
    percent: FigureTold
    alpha: FigureTold
    scale: str
    on_scale: FigureTold | None
    pairs: list[CoderPairTold]


class AgreementTold(Shape):
    """Be the agreement of a round; `disputed` are questions on which coders differ, the most consequential first."""

    round: int
    equal: FigureTold
    weakest: str | None
    questions: list[QuestionTold]
    disputed: list[int]


class SettledTold(Shape):
    """Say how a question was settled; `ruling` is null where the desk said so already."""

    item: int
    ruling: str | None
    words: str


class BatchTold(Shape):
    """Say how many questions were settled at once and how many agreed ones are left for another go."""

    n_settled: int
    n_left: int
    refused: list[int]
    at: str


def round_told(one: Round, n_items: int, n_settled: int, counts: tuple[dict[str, int], dict[str, int]]) -> RoundTold:
    """Return a round as it is sent; `counts` are answered and wanted by coder."""
    return RoundTold(
        id=one.id,
        name=one.name,
        state=one.state,
        coders=list(one.coders),
        questions=list(one.questions),
        per_item=one.per_item,
        scratch=one.is_scratch,
        chosen=one.chosen,
        reports=[id_of("report", number) for number in one.reports],
        made_at=one.made_at,
        made_by=one.made_by,
        n_reopened=one.n_reopened,
        n_items=n_items,
        n_settled=n_settled,
        answered=counts[0],
        wanted=counts[1],
    )


def next_told(mine: Mine, shown: AskedShown | None) -> NextTold:
    """Return a coder's place in a round as it is sent."""
    item = None if shown is None else item_told(mine, shown)
    return NextTold(round=mine.round.id, n_done=mine.n_done, n_all=mine.n_all, item=item)


def item_told(mine: Mine, shown: AskedShown) -> ItemTold:
    """Return a question as it is sent to its coder."""
    asking = shown.asking
    own = mine.answer
    return ItemTold(
        item=asking.item.id,
        number=mine.number,
        report=id_of("report", asking.item.report_id),
        question=asking.question.name,
        words=shown.words,
        quotation=shown.about,
        spans=[(span.start, span.end) for span in asking.spans],
        shown=shown.shown or None,
        choices=[ChoiceTold(value=one.value, words=one.words) for one in shown.choices],
        can_accept=asking.field is None or not mine.round.is_scratch,
        can_reject=asking.can_reject,
        answer=OwnAnswer(verdict=Answered(own.verdict), note=own.note, at=own.at) if own else None,
        before=mine.before,
        after=mine.after,
    )


def answer_told(row: Row) -> AnswerTold:
    """Return a row of the table of answers as it is sent."""
    return AnswerTold.model_validate({name: value for name, value in row.items() if name != "round"})


def agreement_told(found: Agreement) -> AgreementTold:
    """Return the agreement of a round as it is sent."""
    return AgreementTold(
        round=found.round.id,
        equal=_figure(found.equal),
        weakest=found.weakest.question.name if found.weakest else None,
        questions=[_question(one) for one in found.questions],
        disputed=[case.item.id for case in found.disputed],
    )


def _question(one: QuestionFigures) -> QuestionTold:
    return QuestionTold(
        question=one.question.name,
        n_items=one.n_items,
        n_unsure=one.n_unsure,
        percent=_figure(one.percent),
        alpha=_figure(one.alpha),
        scale=one.scale.value,
        on_scale=_figure(one.on_line) if one.on_line else None,
        pairs=[_pair(pair, one) for pair in one.pairs],
    )


def _pair(pair: PairFigures, one: QuestionFigures) -> CoderPairTold:
    matrix = pair.matrix
    labels = [one.words.get(str(label), str(label)) for label in matrix.labels] if matrix else []
    return CoderPairTold(
        left=pair.left,
        right=pair.right,
        kappa=_figure(pair.kappa),
        weighted=_figure(pair.weighted) if pair.weighted else None,
        labels=labels,
        matrix=[list(row) for row in matrix.counts] if matrix else [],
    )


def _figure(one: Figure) -> FigureTold:
    return FigureTold(value=one.value, low=one.low, high=one.high, n_items=one.n_items, why=one.why)
