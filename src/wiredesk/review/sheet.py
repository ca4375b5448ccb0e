"""A reading on the bench: its facts as JSON rows that rulings change, one after the other. Not for: which ruling does what.

The only mutable thing of this room. It is made of a reading and gives a reading back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from wiredesk.folding import folded
from wiredesk.interchange.report_json import Json, report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Reading
from wiredesk.review.carrying import found_pair, span_of
from wiredesk.review.fields import FactKind, Form, Shape, shapes, standing
from wiredesk.review.quotes import places
from wiredesk.spans import Span

_MOST_MENTIONS = 200


@dataclass(slots=True, eq=False)
class Row:
    """Hold one fact that stands alone; `key` is its id ("i1", "s+7", "x3"), `made_by` the ruling that added it.

    What the reader found and a ruling only put back counts as the reader's.
    """

    shape: Shape
    key: str
    fact: Json
    made_by: int | None = None


class Sheet:
    """Hold the facts of one reading while rulings are applied."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.article.text
        self._told = report_json(reading)
        self.rows: dict[FactKind, list[Row]] = {shape.kind: list(_rows(shape, self._told)) for shape in standing()}

    def entities(self) -> dict[str, Json]:
        """Return the entities by their ids."""
        return {row.key: row.fact for row in self.rows[FactKind.ENTITY]}

    def row(self, key: str) -> Row | None:
        """Return the fact of that id, None when there is none."""
        return next((row for rows in self.rows.values() for row in rows if row.key == key), None)

    def insert(self, row: Row) -> None:
        """Put a fact where its words stand among the others; incidents and entities come last."""
        rows, start = self.rows[row.shape.kind], first_start(row)
        is_last = row.shape.kind in (FactKind.INCIDENT, FactKind.ENTITY)
        later = (number for number, one in enumerate(rows) if not is_last and first_start(one) > start)
        rows.insert(next(later, len(rows)), row)

    def rekey(self, row: Row, key: str, *, made_by: int | None) -> None:
        """Give a fact the id of the ruling that adds it, here and wherever it is referred to."""
        if row.shape.kind is FactKind.ENTITY and row.key != key:
            self.rename(row.key, key)
        row.key, row.made_by = key, made_by
        if row.shape.prefix in ("i", "s", "e"):
            row.fact["id"] = key

    def drop(self, row: Row) -> None:
        """Take a fact away, and an entity out of everything that refers to it."""
        self.rows[row.shape.kind].remove(row)
        if row.shape.kind is FactKind.ENTITY:
            self.rename(row.key, None)

    def merge(self, row: Row, other: Row) -> None:
        """Take a fact away that another one tells too; what refers to it refers to that one."""
        self.rows[row.shape.kind].remove(row)
        if row.shape.kind is FactKind.ENTITY:
            self.rename(row.key, other.key)

    def rename(self, old: str, new: str | None) -> None:
        """Let everything that refers to the entity `old` refer to `new`, or to nobody."""
        for rows in self.rows.values():
            for row in rows:
                _rename(row.fact, old, new)

    def address(self, row: Row) -> str:
        """Return the id under which a fact stands in the reading that comes of this."""
        if row.shape.kind in (FactKind.TIME, FactKind.LIFE_FACT, FactKind.AMOUNT):
            return f"{row.shape.prefix}{self.rows[row.shape.kind].index(row) + 1}"
        return row.key

    def named(self, told: Json, ruling_id: int) -> str | None:
        """Return the entity that a reference means, made where the reading has none; None when its words are gone too."""
        pair = self._pair(told)
        row = self._known(told, span_of(pair) if pair else None)
        if row is None and pair:
            row = Row(shapes()[FactKind.ENTITY], self.new_key("e", ruling_id), _entity(told, pair), ruling_id)
            row.fact |= {"id": row.key, "mentions": self._mentions(span_of(pair))}
            self.insert(row)
        return row.key if row else None

    def known(self, told: Json) -> str | None:
        """Return the entity that a reference means, None when the reading has none such."""
        pair = self._pair(told)
        row = self._known(told, span_of(pair) if pair else None)
        return row.key if row else None

    def _pair(self, told: Json) -> list[int] | None:
        quote = told.get("quote")
        return found_pair(self.text, quote) if quote else None

    def _known(self, told: Json, span: Span | None) -> Row | None:
        rows = self.rows[FactKind.ENTITY]
        same_name = [row for row in rows if folded(told["name"]) in _names(row.fact)]
        own = [row for row in rows if row.key == told.get("id")]
        there = [row for row in rows if span and any(span_of(pair).overlaps(span) for pair in row.fact["mentions"])]
        ways = ([row for row in own if row in same_name], [row for row in own if row in there], _best(there, same_name), there)
        same_type = [row for row in same_name if row.fact["type"] == told.get("type", row.fact["type"])]
        return next((way[0] for way in (*ways, same_type) if way), None)

    def _mentions(self, span: Span) -> list[list[int]]:
        """Return all places where the words of a new name stand whole and name nobody else."""
        taken = sorted(tuple(pair) for row in self.rows[FactKind.ENTITY] for pair in row.fact["mentions"])
        spans = [one for one in places(self.text, span.cut(self.text)) if one == span or self._is_free(one, taken)]
        kept = sorted({span, *spans[:_MOST_MENTIONS]})
        clear = [one for one, after in pairwise([*kept, None]) if after is None or (one is not None and not one.overlaps(after))]
        return [[one.start, one.end] for one in clear if one is not None]

    def _is_free(self, span: Span, taken: list[tuple[int, ...]]) -> bool:
        edges = self.text[max(0, span.start - 1) : span.start] + self.text[span.end : span.end + 1]
        return not any(map(str.isalnum, edges)) and not any(span.start < end and start < span.end for start, end in taken)

    def new_key(self, prefix: str, ruling_id: int) -> str:
        """Return an id for a fact that a ruling adds: "e+7", and "e+7b" for its second; a reader's ids hold no "+"."""
        key = f"{prefix}+{ruling_id}"
        more = (f"{key}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
        return next((one for one in (key, *more) if self.row(one) is None), f"{key}z")

    def result(self) -> Reading:
        """Return the reading that these rows make."""
        told = self._told | {shape.list_key: [row.fact for row in self.rows[shape.kind]] for shape in standing()}
        made = reading_from_json(told)
        return replace(made, report=self.reading.report, warnings=self.reading.warnings, is_read=self.reading.is_read)


def _rows(shape: Shape, told: Json) -> Iterator[Row]:
    for number, fact in enumerate(told[shape.list_key], 1):
        key = fact.get("id") or f"{shape.prefix}{number}"
        yield Row(shape, key, fact, ruling_in(key))


def ruling_in(key: str) -> int | None:
    """Return the ruling that a fact's id names, None for the reader's own."""
    number = key.partition("+")[2].rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(number) if number else None


def spans_of(fact: Json, shape: Shape) -> list[Span]:
    """Return the words that say which fact it is, as spans."""
    value = get(fact, shape, shape.where)
    field = shape.field(shape.where)
    pairs = value if field and field.form is Form.SPANS else [value]
    return [span_of(pair) for pair in pairs or () if pair]


def first_start(row: Row) -> int:
    """Return where a fact's words begin."""
    return min((span.start for span in spans_of(row.fact, row.shape)), default=0)


def get(fact: Json, shape: Shape, name: str) -> Any:
    """Return a field's value, None when it is empty."""
    field = shape.field(name)
    if field is None:
        return None
    if shape.kind is FactKind.TIME and field.form is Form.DATE:
        return {key: fact.get(key) for key in ("value", "earliest", "latest")}
    if field.form is Form.POINT:
        place = fact.get("place") or {}
        return [place.get("latitude"), place.get("longitude")] if place.get("latitude") is not None else None
    value: Any = fact
    for key in field.keys:
        value = (value or {}).get(key)
    return value


def put(fact: Json, shape: Shape, name: str, value: Any) -> None:
    """Set a field's value."""
    field = shape.field(name)
    assert field is not None
    if shape.kind is FactKind.TIME and field.form is Form.DATE:
        fact.update(value)
    elif field.form is Form.POINT:
        latitude, longitude = value or (None, None)
        place = fact.get("place") or {"country": None, "gazetteer": None}
        fact["place"] = place | {"latitude": latitude, "longitude": longitude, "gazetteer": None}
    elif field.form is Form.COUNTRY:
        empty = {"latitude": None, "longitude": None, "gazetteer": None}
        fact["place"] = (fact.get("place") or empty) | {"country": value}
    elif len(field.keys) == 2:
        fact[field.keys[0]] = (fact.get(field.keys[0]) or {}) | {field.keys[1]: value}
    else:
        fact[field.keys[0]] = value


def emptied(shape: Shape, name: str) -> list[Any] | None:
    """Return what stands in a field that says nothing."""
    field = shape.field(name)
    is_list = field is not None and field.form in (Form.SPANS, Form.ENTITIES, Form.NAMES)
    return [] if is_list else None


def _rename(fact: Json, old: str, new: str | None) -> None:
    for key, value in fact.items():
        if key in ("entity", "organization", "speaker", "told", "place") and value == old:
            fact[key] = new
        elif key in ("by", "who", "where"):
            fact[key] = list(dict.fromkeys(one for told in value if (one := new if told == old else told)))
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                _rename(one, old, new)


def _names(entity: Json) -> set[str]:
    return {folded(name) for name in (entity["name"], *entity["aliases"])}


def _best(some: list[Row], others: list[Row]) -> list[Row]:
    return [row for row in some if row in others]


def _entity(told: Json, pair: list[int]) -> Json:
    place = told.get("place")
    plain = {"type": told.get("type", "other"), "name": told["name"], "aliases": [], "mentions": [pair], "roles": []}
    return plain | {"place": place if told.get("type") == "place" else None}
