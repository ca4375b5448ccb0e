"""How people name a fact of a report: `i1`, `i1.killed`, `i1.victim2.count`, `s3`, `e4.role1.title`, `x2.value`, `l1`, `a1`.

Not for: names of rows across reports ("i5" of the whole desk; see `desk`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.fields import FactKind, Shape, parts_of, shapes, standing
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.sheet import Row, Sheet, spans_of
from wiredesk.spans import Span

_ADDRESS = re.compile(r"([a-z]\+?\d{1,18}[a-z]?)(?:\.([a-z_]+)(\d{1,6}))?(?:\.([a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Addressed:
    """Hold one fact, part or field with its address, what it says in words, and where its words stand.

    `field` is None for a whole fact or part; `words` is "" for an empty field.
    """

    address: str
    kind: FactKind
    field: str | None
    words: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what an address points at in a sheet: a row, perhaps a part of it, perhaps a field."""

    row: Row
    shape: Shape
    fact: Json
    field: str | None
    number: int | None = None

    @property
    def address(self) -> str:
        """Return the address, as `addresses` lists it."""
        part = f".{self.shape.kind.value}{self.number}" if self.number is not None else ""
        return f"{self.row.key}{part}{f'.{self.field}' if self.field else ''}"


def addresses(reading: Reading) -> tuple[Addressed, ...]:
    """Return the addresses of all facts, parts and fields of a reading, empty fields too, in the order of its JSON."""
    sheet = Sheet(reading)
    entities = sheet.entities()
    return tuple(
        found
        for shape in standing()
        for row in sheet.rows[shape.kind]
        for address, own, fact in _with_parts(row)
        for found in _listed(address, own, fact, text=sheet.text, entities=entities)
    )


def _with_parts(row: Row) -> Iterator[tuple[str, Shape, Json]]:
    yield row.key, row.shape, row.fact
    for shape in parts_of(row.shape.kind):
        for number, part in enumerate(row.fact[shape.list_key], 1):
            yield f"{row.key}.{shape.kind.value}{number}", shape, part


def _listed(address: str, shape: Shape, fact: Json, *, text: str, entities: dict[str, Json]) -> Iterator[Addressed]:
    spans = tuple(spans_of(fact, shape))
    yield Addressed(address, shape.kind, None, fact_words(fact, shape, text), spans)
    for field in shape.fields:
        words = value_words(fact, shape, field.name, text=text, entities=entities)
        yield Addressed(f"{address}.{field.name}", shape.kind, field.name, words, spans)


def target(sheet: Sheet, address: str) -> Target:
    """Return what an address points at.

    :raises RulingRefused: when it points at nothing; the message says what there is.
    """
    found = _ADDRESS.fullmatch(address.strip().lower())
    if found is None:
        raise RulingRefused(f"{address[:60]!r}: is no address of a fact; write it as i1, i1.killed, i1.victim2.count or s3")
    key, part_name, number, field = found.groups()
    row = sheet.row(key)
    if row is None:
        raise RulingRefused(f"{address}: there is no {key} in this report; {_there_are(sheet, key)}")
    if part_name is None:
        return Target(row, row.shape, row.fact, _field(address, row.shape, field))
    shape = next((shape for shape in parts_of(row.shape.kind) if shape.kind.value == part_name), None)
    parts = row.fact[shape.list_key] if shape else []
    if shape is None or not 1 <= int(number) <= len(parts):
        has = ", ".join(f"{row.key}.{own.kind.value}1" for own in parts_of(row.shape.kind) if row.fact[own.list_key])
        raise RulingRefused(
            f"{address}: there is no {part_name}{number} in {key}; {'it has ' + has + ' …' if has else 'it has no parts'}"
        )
    return Target(row, shape, parts[int(number) - 1], _field(address, shape, field), int(number))


def _field(address: str, shape: Shape, name: str | None) -> str | None:
    if name is None or shape.field(name):
        return name
    known = [field.name for field in shape.fields] + [f"{part.kind.value}1" for part in parts_of(shape.kind)]
    close = get_close_matches(name, known, n=1)
    advice = f"did you mean {close[0]}?" if close else ""
    raise RulingRefused(f"{address}: {_a(shape.kind)} has no field {name!r}; {advice or 'it has ' + ', '.join(known)}")


def _there_are(sheet: Sheet, key: str) -> str:
    shape = next((shape for shape in shapes().values() if shape.prefix and shape.prefix == key[0]), None)
    if shape is None:
        return "facts begin with i, s, e, x, l or a"
    rows = [row.key for row in sheet.rows[shape.kind]]
    return f"there are {', '.join(rows[:8])}{' …' if len(rows) > 8 else ''}" if rows else f"it has no {shape.kind.value}"


def _a(kind: FactKind) -> str:
    words = kind.value.replace("_", " ")
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
