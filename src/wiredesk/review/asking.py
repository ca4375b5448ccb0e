"""What a round of coding asks of a report, and where its questions stand in another reading. Not for: answers (see `coded`)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wiredesk.review.addresses import Target, addresses
from wiredesk.review.fields import FactKind, Field, Form, shapes
from wiredesk.review.making import Maker
from wiredesk.review.placing import carried_spans, placed, placed_part
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import Sheet, spans_of
from wiredesk.spans import Span

_NO_VALUE = (Form.SPANS,)  # which words exactly: a matter of taste between coders, and of evidence, not of coding


@dataclass(frozen=True, slots=True)
class Question:
    """Name a kind of fact, or a field of it; without a field it asks whether the fact is there at all."""

    kind: FactKind
    field: str | None = None

    @property
    def name(self) -> str:
        """Give it as it is written: "incident", "incident.killed"."""
        return f"{self.kind.value}.{self.field}" if self.field else self.kind.value


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one question about one fact of a report; `shown` is what stands there, in words, "" for an empty field."""

    address: str
    question: Question
    anchor: Anchor
    shown: str


def questions() -> tuple[Question, ...]:
    """Return all that can be asked, the kinds in the order of the codebook."""
    return tuple(
        Question(kind, field)
        for kind, shape in shapes().items()
        for field in (None, *(one.name for one in shape.fields if one.form not in _NO_VALUE and one.name != "words"))
    )


def question_of(name: str) -> Question | None:
    """Return the question of that name, None when there is none."""
    return next((one for one in questions() if one.name == name), None)


def field_of(question: Question) -> Field | None:
    """Return the field that a question is about, None when it asks for the whole fact."""
    return shapes()[question.kind].field(question.field) if question.field else None


def asked_of(maker: Maker, wanted: Collection[Question], *, with_background: bool = False) -> Iterator[Asked]:
    """Yield every question of a report in the order of its facts; incidents told as background on demand alone."""
    left_out = () if with_background else {one.id for one in maker.ruled.reading.incidents if one.is_background}
    for one in addresses(maker.ruled.reading):
        question = Question(one.kind, one.field)
        if question in wanted and one.address.split(".")[0] not in left_out:
            told = maker.unsure(one.address)
            assert told.anchor is not None
            yield Asked(one.address, question, told.anchor, told.was or "")


def found_again(sheet: Sheet, anchor: Anchor, field: str | None) -> Target | None:
    """Return what an anchor points at in another reading, None when the reading has none such."""
    rows = sheet.rows[FactKind(anchor.kind)]
    is_entity = anchor.kind == FactKind.ENTITY.value
    row = placed(sheet, anchor, among=[one for one in rows if is_entity or one.made_by in (None, anchor.made_by)])
    if row is None or anchor.part_kind is None or anchor.part is None:
        return None if row is None else Target(row, row.shape, row.fact, field)
    shape = shapes()[FactKind(anchor.part_kind)]
    part = placed_part(sheet, row.fact, shape, anchor.part)
    if part is None:
        return None
    number = next(at for at, one in enumerate(row.fact[shape.list_key], 1) if one is part)
    return Target(row, shape, part, field, number)


def words_at(text: str, anchor: Anchor) -> list[Span]:
    """Return where the words of a question stand in a text; none when they are gone."""
    whole = carried_spans(anchor.fact, shapes()[FactKind(anchor.kind)], text)
    if anchor.part_kind is None or anchor.part is None:
        return whole
    return carried_spans(anchor.part, shapes()[FactKind(anchor.part_kind)], text) or whole


def spans_at(found: Target) -> list[Span]:
    """Return the words that a question stands on in a reading."""
    return spans_of(found.fact, found.shape) or spans_of(found.row.fact, found.row.shape)
