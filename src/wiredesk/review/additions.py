"""Facts that people add, and when a reader has found the same one by itself. Not for: reading them from words (see `making`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wiredesk.codebook import Attribution, Effect, PerpetratorKind, Purpose, RoleStatus, Stage, StatementKind, TimexType
from wiredesk.errors import RulingRefused
from wiredesk.folding import folded
from wiredesk.interchange.report_json import Json
from wiredesk.review.carrying import span_of
from wiredesk.review.fields import FactKind, Shape, parts_of
from wiredesk.review.placing import STRICT, best_part, overlap, placed, placed_part
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import Row, Sheet, spans_of
from wiredesk.spans import Span


@dataclass(frozen=True, slots=True)
class Addition:
    """Hold a fact that a person adds, carried (see `carrying`).

    `beside` are the facts of its kind on the same words that the person saw and did not mean.
    """

    fact: Json
    beside: tuple[Json, ...] = ()

    def to_json(self) -> Json:
        """Return the addition as a JSON object."""
        return {"fact": self.fact, "beside": list(self.beside)} if self.beside else {"fact": self.fact}

    @staticmethod
    def from_json(told: Any) -> "Addition":
        """Read an addition back.

        :raises RulingRefused: when it is none.
        """
        if not isinstance(told, dict) or not isinstance(told.get("fact"), dict):
            raise RulingRefused("an addition holds no fact; write it as an object with `fact`")
        return Addition(told["fact"], tuple(told.get("beside", ())))


# What a fact is that nobody told more of. Our choice: what most facts of news are.
_UNTOLD: dict[FactKind, Json] = {
    FactKind.INCIDENT: {"stage": Stage.ACCOMPLISHED.value, "background": False},
    FactKind.STATEMENT: {"kind": StatementKind.INDIRECT.value},
    FactKind.TIME: {"type": TimexType.DATE.value},
    FactKind.AMOUNT: {"purpose": Purpose.OTHER.value},
    FactKind.PERPETRATOR: {"kind": PerpetratorKind.INDIVIDUAL.value, "attribution": Attribution.REPORTED_AS_FACT.value},
    FactKind.VICTIM: {"effect": Effect.NONE.value, "named": False},
    FactKind.ROLE: {"status": RoleStatus.UNKNOWN.value},
}


def filled(fact: Json, shape: Shape) -> Json:
    """Return an added fact with the closed fields that nobody told set to what is usual."""
    return fact | {name: value for name, value in _UNTOLD.get(shape.kind, {}).items() if fact.get(name) is None}


def overlaid(base: Json, given: Json, shape: Shape) -> Json:
    """Return a fact in which everything that `given` says outranks `base`; what it leaves open stays.

    Evidence, mentions, aliases and parts of both are kept; a part of `base` that `given` has too is changed in place.
    """
    told = dict(base)
    shapes = {part.list_key: part for part in parts_of(shape.kind)}
    for key, value in given.items():
        if key == "id" or value is None or value == []:
            continue
        if key in shapes:
            told[key] = _parts(base[key], value, shapes[key])
        elif key in ("evidence", "mentions"):
            told[key] = base[key] + [pair for pair in value if not _is_in(span_of(pair), base[key])]
        elif key == "aliases":
            told[key] = list(dict.fromkeys(base[key] + value))
        elif key == "casualties":
            told[key] = base[key] | {name: count for name, count in value.items() if count is not None}
        else:
            told[key] = value
    return told


def _parts(base: list[Json], given: list[Json], shape: Shape) -> list[Json]:
    kept, taken = list(base), set[int]()
    for part in given:
        free = [one for one in base if id(one) not in taken]
        same = best_part(free, part, shape, spans_of(part, shape))
        if same is None:
            kept.append(part)
        else:
            taken.add(id(same))
            same.update(overlaid(same, part, shape))
    return kept


def _is_in(span: Span, pairs: Iterable[list[int]]) -> bool:
    return any(span_of(pair).overlaps(span) for pair in pairs)


def twin(sheet: Sheet, shape: Shape, fact: Json, addition: Addition) -> Row | None:
    """Return the fact of the reading that says what was added, None when there is none but those the person saw beside it."""
    others = [placed(sheet, Anchor(shape.kind.value, "", beside)) for beside in addition.beside]
    rows = [row for row in sheet.rows[shape.kind] if row not in others and is_same(row.fact, fact, shape)]
    return max(rows, key=lambda row: overlap(spans_of(row.fact, shape), spans_of(fact, shape)), default=None)


def part_twin(sheet: Sheet, parts: list[Json], fact: Json, shape: Shape, addition: Addition) -> Json | None:
    """Return the part that says what was added, None when there is none but those the person saw beside it."""
    others = [placed_part(sheet, {shape.list_key: parts}, shape, beside) for beside in addition.beside]
    free = [part for part in parts if not any(part is other for other in others)]
    return best_part(free, fact, shape, spans_of(fact, shape))


def is_same(fact: Json, other: Json, shape: Shape) -> bool:
    """Tell whether two facts of one text say the same, so that one of them is enough."""
    spans, others = spans_of(fact, shape), spans_of(other, shape)
    if shape.kind is FactKind.ENTITY:
        is_named = folded(other["name"]) in {folded(name) for name in (fact["name"], *fact["aliases"])}
        return fact["type"] == other["type"] and (is_named or overlap(spans, others) >= STRICT)
    if shape.kind is FactKind.INCIDENT:
        shared = sum(one.n_shared(two) for one in spans for two in others)
        least = min(sum(map(len, spans)), sum(map(len, others)))
        return fact["type"] == other["type"] and shared >= STRICT * least
    if shape.kind is FactKind.LIFE_FACT and fact["date"]["earliest"] != other["date"]["earliest"]:
        return False
    return overlap(spans, others) >= STRICT
