"""Find in a reading the fact that a person meant, by its words. Not for: what is done with it (see `applying`)."""

from collections.abc import Iterable

from wiredesk.folding import folded
from wiredesk.interchange.report_json import Json
from wiredesk.review.carrying import found_pair, span_of
from wiredesk.review.fields import FactKind, Form, Shape, parts_of, shapes
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import Row, Sheet, get, spans_of
from wiredesk.spans import Span

# Share of words in common from which two facts of different readings may be one: loosely for what a person stands by,
# strictly for what a person rejects or adds. Our choice.
LOOSE, STRICT = 0.3, 0.5
_SAME_ID = 0.01  # settles a tie


def overlap(some: list[Span], others: list[Span]) -> float:
    """Return the share of characters in both among the characters in either, 0 to 1."""
    shared = sum(one.n_shared(other) for one in some for other in others)
    n_all = sum(map(len, some)) + sum(map(len, others)) - shared
    return min(1.0, shared / n_all) if n_all > 0 else 0.0


def carried_spans(fact: Json, shape: Shape, text: str) -> list[Span]:
    """Return where the words of a carried fact stand now; none when they are gone."""
    value = get(fact, shape, shape.where)
    field = shape.field(shape.where)
    quotes = value if field and field.form is Form.SPANS else [value]
    return [span_of(pair) for quote in quotes or () if quote and (pair := found_pair(text, quote))]


def placed(sheet: Sheet, anchor: Anchor, least: float = LOOSE, *, among: list[Row] | None = None) -> Row | None:
    """Return the fact that stands alone which the anchor points at or into, None when the reading has none such.

    `among` are the facts looked at, all of its kind when None.
    """
    shape = shapes()[FactKind(anchor.kind)]
    fact = anchor.fact
    words = [carried_spans(fact, shape, sheet.text)]
    if anchor.also:
        words.append([span_of(pair) for quote in anchor.also if (pair := found_pair(sheet.text, quote))])
    scored = []
    for number, row in enumerate(sheet.rows[shape.kind] if among is None else among):
        score = max(_likeness(row.fact, fact, shape, spans, least=least) for spans in words)
        if score > 0:
            more = _agreement(sheet, row, fact) if shape.kind is FactKind.INCIDENT else 0.0
            scored.append((score + more + (_SAME_ID if row.key == anchor.local_id else 0.0), -number, row))
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _likeness(fact: Json, carried: Json, shape: Shape, spans: list[Span], *, least: float) -> float:
    own = spans_of(fact, shape)
    if shape.kind is FactKind.ENTITY:
        names = {folded(name) for name in (fact["name"], *fact["aliases"])}
        is_named = folded(carried["name"]) in names and carried["type"] == fact["type"]
        shared = sum(one.n_shared(other) > 0 for one in spans for other in own) / max(1, len(spans))
        return shared + is_named if is_named or shared >= STRICT else 0.0
    share = overlap(own, spans)
    return share if share >= least else 0.0


def _agreement(sheet: Sheet, row: Row, carried: Json) -> float:
    """Weigh what tells two incidents of one sentence apart."""
    fact = row.fact
    score: float = 0.5 * (fact["type"] == carried["type"]) + 0.25 * (fact["stage"] == carried["stage"])
    score += 0.1 * (fact["background"] == carried["background"])
    dates = (fact["date"] or {}).get("earliest"), (carried["date"] or {}).get("earliest")
    place = (sheet.entities().get(fact["place"] or "") or {}).get("name"), (carried["place"] or {}).get("name")
    score += sum(0.25 for one, other in (dates, place) if one is not None and one == other)
    parts = [(shape, part) for shape in parts_of(FactKind.INCIDENT) for part in carried[shape.list_key]]
    return score + 0.5 * sum(placed_part(sheet, fact, shape, part) is not None for shape, part in parts) / max(1, len(parts))


def placed_part(sheet: Sheet, fact: Json, shape: Shape, part: Json, least: float = STRICT) -> Json | None:
    """Return the part of a fact that a carried part means, None when the fact has none such."""
    spans = carried_spans(part, shape, sheet.text)
    return best_part(fact[shape.list_key], part, shape, spans, least=least)


def best_part(parts: Iterable[Json], like: Json, shape: Shape, spans: list[Span], *, least: float = STRICT) -> Json | None:
    """Return the part whose words are the nearest to `spans`; among equals the one that agrees in its closed fields."""
    choices = [field.name for field in shape.fields if field.form is Form.CHOICE]
    scored = []
    for number, part in enumerate(parts):
        share = overlap(spans_of(part, shape), spans)
        if share >= least:
            n_same = sum(part.get(name) == like.get(name) for name in choices)
            scored.append((round(share, 6), n_same, -number, part))
    return max(scored, key=lambda one: one[:3])[3] if scored else None
