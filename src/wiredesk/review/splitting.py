"""One incident of a report becomes two, because a person says which facts belong to the other one. Not for: across reports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wiredesk.interchange.report_json import Json
from wiredesk.review.additions import overlaid
from wiredesk.review.carrying import span_of
from wiredesk.review.fields import FactKind, Shape, parts_of, shapes
from wiredesk.review.placing import placed_part
from wiredesk.review.rulings import Ruling
from wiredesk.review.sheet import Row, Sheet, get, put, spans_of
from wiredesk.sentences import sentences

Laid = Callable[[Json], Json]


@dataclass(frozen=True, slots=True)
class Split:
    """Hold what a split incident gets: carried `parts` with their kinds, `evidence`, fields it takes along or is `given`."""

    parts: tuple[tuple[FactKind, Json], ...]
    evidence: tuple[Json, ...] = ()
    take: tuple[str, ...] = ()
    given: tuple[tuple[str, Any], ...] = ()

    def to_json(self) -> Json:
        """Return the split as a JSON object."""
        parts = [{"kind": kind.value, "part": part} for kind, part in self.parts]
        return {"parts": parts, "evidence": list(self.evidence), "take": list(self.take), "given": dict(self.given)}

    @staticmethod
    def from_json(told: Json) -> "Split":
        """Read a split back."""
        parts = tuple((FactKind(one["kind"]), one["part"]) for one in told["parts"])
        return Split(parts, tuple(told["evidence"]), tuple(told["take"]), tuple(told["given"].items()))


def split_off(sheet: Sheet, source: Row, ruling: Ruling, lay: Laid) -> Row | None:
    """Take the facts of a ruling out of an incident into a new one and return that; None when all their words are gone."""
    split = Split.from_json(ruling.value)
    key = f"i+{ruling.id}"
    row = sheet.row(key) or Row(source.shape, key, _bare(source.fact, key), ruling.id)
    found_in: list[Row] = []
    for kind, part in split.parts:
        _move(sheet, source, row, found_in, shape=shapes()[kind], part=part, lay=lay)
    for name in split.take:
        if get(source.fact, source.shape, name) is not None:
            put(row.fact, row.shape, name, get(source.fact, source.shape, name))
            put(source.fact, source.shape, name, None)
    _give_evidence(sheet, source, row, lay({"evidence": list(split.evidence)})["evidence"])
    for name, value in split.given:
        field = row.shape.field(name)
        if field is not None:
            put(row.fact, row.shape, name, lay({field.keys[-1]: value})[field.keys[-1]])
    if not spans_of(row.fact, row.shape):
        return None
    return _kept(sheet, source, row, found_in, n_parts=len(split.parts))


def _bare(fact: Json, key: str) -> Json:
    empty: Json = {shape.list_key: [] for shape in parts_of(FactKind.INCIDENT)}
    same = {name: fact[name] for name in ("type", "stage", "background")}
    return {
        "id": key,
        **same,
        "date": None,
        "place": None,
        **empty,
        "casualties": {"killed": None, "wounded": None},
        "evidence": [],
    }


def _move(sheet: Sheet, source: Row, row: Row, found_in: list[Row], *, shape: Shape, part: Json, lay: Laid) -> None:
    """Move one part; a newer reader may have put it into another incident by itself, which is noted in `found_in`."""
    own = placed_part(sheet, source.fact, shape, part)
    if own is not None:
        source.fact[shape.list_key] = [one for one in source.fact[shape.list_key] if one is not own]
        if placed_part(sheet, row.fact, shape, part) is None:
            row.fact[shape.list_key].append(own)
        return
    if placed_part(sheet, row.fact, shape, part) is not None:
        return
    others = [one for one in sheet.rows[FactKind.INCIDENT] if one not in (source, row)]
    holder = next((one for one in others if placed_part(sheet, one.fact, shape, part) is not None), None)
    if holder is not None:
        found_in.append(holder)
    else:
        row.fact[shape.list_key] += lay({"parts": [part]})["parts"]


def _give_evidence(sheet: Sheet, source: Row, row: Row, evidence: list[list[int]]) -> None:
    """Give the new incident its words: those named, else the sentences of its parts, else the other one's."""
    staying = [pair for pair in source.fact["evidence"] if pair not in evidence]
    if staying:
        source.fact["evidence"] = staying
    parts = [part for shape in parts_of(FactKind.INCIDENT) for part in row.fact[shape.list_key]]
    around = [one for one in sentences(sheet.text) if any(one.overlaps(span_of(part["span"])) for part in parts)]
    words = row.fact["evidence"] or evidence or [[one.start, one.end] for one in around]
    row.fact["evidence"] = words or list(source.fact["evidence"])


def _kept(sheet: Sheet, source: Row, row: Row, found_in: list[Row], *, n_parts: int) -> Row:
    """Put the new incident on the sheet, in the place of one that a newer reader made of most of its parts."""
    twin = max(found_in, key=found_in.count, default=None)
    if twin is not None and 2 * found_in.count(twin) > n_parts:
        twin.fact.update(overlaid(twin.fact, row.fact, row.shape) | {"id": row.key})
        twin.key, twin.made_by = row.key, row.made_by
        return twin
    if sheet.row(row.key) is None:
        sheet.insert(row)
    return row
