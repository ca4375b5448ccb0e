"""What is sent for rulings and comes back. Not for: the routes (see `rulings`)."""

import datetime
from typing import Annotated, Literal

from fastapi import Path
from pydantic import AfterValidator, Field, StringConstraints

from wiredesk.review.fields import FactKind
from wiredesk.web.api.shapes import Shape
from wiredesk.web.id_patterns import id_pattern

ReportId = Annotated[str, Path(pattern=id_pattern("r"), description="A report, such as r12.")]
RulingId = Annotated[str, Path(pattern=id_pattern("n"), description="A ruling, such as n7.")]
Address = Annotated[
    str, StringConstraints(pattern=r"^[a-z]\+?[0-9]{1,18}[a-z]?(\.[a-z_]{1,20}[0-9]{0,6})?(\.[a-z_]{1,20})?$", max_length=80)
]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]


def _in_order(pair: list[int]) -> list[int]:
    if pair[0] >= pair[1]:
        raise ValueError("a stretch ends behind its start")
    return pair


Stretch = Annotated[
    list[Offset],
    Field(min_length=2, max_length=2, description="Start and end, in code points of the article."),
    AfterValidator(_in_order),
]
Stretches = Annotated[list[Stretch], Field(min_length=1, max_length=50)]
Words = Annotated[str, StringConstraints(max_length=2_000)]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]


class SeenShape(Shape):
    """Say what the person saw; a ruling on something that says something else by now is refused (409)."""

    words: Annotated[str | None, Field(max_length=2_000, description="What it said; empty for an empty field.")] = None
    spans: Annotated[list[Stretch] | None, Field(max_length=400, description="Where the words of the fact stood.")] = None


class WantedShape(Shape):
    """Be one ruling to make."""

    action: Literal["accept", "correct", "reject", "unsure", "add", "split", "title", "published"]
    address: Annotated[Address | None, Field(description="A fact or field, such as i1.killed.")] = None
    value: Annotated[Words | None, Field(description="What it should say, as `wiredesk rule correct` takes it.")] = None
    chosen: Annotated[Stretches | None, Field(description="Instead of a value: the words of the article, by their place.")] = None
    kind: Annotated[FactKind | None, Field(description="For add: what is added.")] = None
    fields: dict[FieldName, Words | Stretches] = Field({}, max_length=20, description="For add, split: fields, typed or chosen.")
    leaving: list[Words] = Field([], max_length=50, description="For split: what goes to the new incident.")
    seen: SeenShape | None = None


class RulingsWanted(Shape):
    """Be rulings to make at once: all of them or none."""

    rulings: Annotated[list[WantedShape], Field(min_length=1, max_length=50)]
    note: Annotated[Words | None, Field(description="Why.")] = None
    key: Annotated[
        str | None,
        Field(pattern=r"^[A-Za-z0-9-]{8,64}$", description="What is sent again under the same key is kept once."),
    ] = None


class MarkShape(Shape):
    """Say who had ruled last."""

    verdict: str
    who: str
    ruling: str
    was: str


class BecameShape(Shape):
    """Say what a ruling made of its fact: where it stands and what it says now, what it said before, by whom."""

    id: str
    action: str
    address: str | None
    words: str
    spans: list[list[int]]
    was: str | None
    before: MarkShape | None


class RuledShape(Shape):
    """Hold the rulings that were kept."""

    report: str | None
    rulings: list[BecameShape]


class RulingShape(Shape):
    """Be one ruling as it is kept; `words` says what it does, `undone_by` which ruling took it back."""

    id: str
    at: datetime.datetime
    who: str
    action: str
    kind: str
    report: str | None
    title: str | None
    address: str | None
    field: str | None
    words: str
    was: str | None
    note: str | None
    undoes: str | None
    undone_by: str | None


class UndoWanted(Shape):
    """Say why a ruling is taken back."""

    note: Words | None = None
