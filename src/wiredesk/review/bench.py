"""One ruling after the other is laid on a sheet, and leaves its mark. Not for: which rulings hold (see `applying`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.additions import Addition, filled, overlaid, part_twin, twin
from wiredesk.review.carrying import WordsGone, laid
from wiredesk.review.fields import FactKind, Shape, shapes
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.placing import LOOSE, STRICT, placed, placed_part
from wiredesk.review.rulings import Action, Anchor, Ruling
from wiredesk.review.sheet import Row, Sheet, emptied, get, put, spans_of
from wiredesk.review.splitting import Split, split_off


class Why(StrEnum):
    """Say why a ruling could not be laid on a reading."""

    WORDS_GONE = "its words stand no longer in the text"
    FACT_GONE = "the reader no longer finds it; nothing is left to reject"
    ADDITION_UNDONE = "the ruling that had added it is undone"
    VALUE_CHANGED = "the reader now says something else there"


@dataclass(slots=True, eq=False)
class _Place:
    """Hold what a ruling is about on this sheet: a row, a part of it, a field of either."""

    row: Row
    shape: Shape
    fact: Json
    field: str | None = None
    is_part: bool = False


@dataclass(slots=True)
class _Note:
    ruling: Ruling
    place: _Place
    was: str | None
    gone_address: str | None = None


class Bench:
    """Lay rulings on one reading."""

    def __init__(self, reading: Reading, held: set[int]) -> None:
        self._sheet = Sheet(reading)
        self._held = held
        self._notes: dict[tuple[int, str | None], _Note] = {}

    def result(self) -> Reading:
        """Return the reading as the rulings made it."""
        return self._sheet.result()

    def marks(self) -> Iterator[tuple[Ruling, str, str | None, bool]]:
        """Yield ruling, address, former value and whether the fact is gone, for all that was laid on."""
        for note in self._notes.values():
            address = note.gone_address or self._address(note.place)
            if address is not None:
                yield note.ruling, address, note.was, note.gone_address is not None

    def lay(self, ruling: Ruling) -> Why | None:
        """Lay one ruling on and return why it could not be, None when it could."""
        ways: dict[Action, Callable[[Ruling], Why | None]] = {
            Action.ACCEPT: self._accept,
            Action.CORRECT: self._correct,
            Action.REJECT: self._reject,
            Action.ADD: self._add,
            Action.SPLIT: self._split,
        }
        try:
            return ways[ruling.action](ruling)
        except WordsGone:
            return Why.WORDS_GONE

    # -- where ------------------------------------------------------------------------------------------------------

    def _find(self, ruling: Ruling, least: float = LOOSE) -> _Place | None:
        anchor = ruling.anchor
        row = placed(self._sheet, anchor, least) if anchor else None
        if anchor is None or row is None:
            return None
        if anchor.part_kind is None or anchor.part is None:
            return _Place(row, row.shape, row.fact, ruling.field)
        shape = shapes()[FactKind(anchor.part_kind)]
        part = placed_part(self._sheet, row.fact, shape, anchor.part, max(least, LOOSE))
        return None if part is None else _Place(row, shape, part, ruling.field, is_part=True)

    def _stood_by(self, ruling: Ruling) -> _Place | Why:
        """Find what a person stands by; put it back where the reader no longer finds it."""
        anchor = ruling.anchor
        found = self._find(ruling)
        if found or anchor is None:
            return found or Why.WORDS_GONE
        if anchor.made_by is not None and anchor.made_by not in self._held:
            return Why.ADDITION_UNDONE
        row = placed(self._sheet, anchor) or self._put_back(anchor, ruling)
        if anchor.part_kind is None or anchor.part is None:
            return _Place(row, row.shape, row.fact, ruling.field)
        shape = shapes()[FactKind(anchor.part_kind)]
        part = placed_part(self._sheet, row.fact, shape, anchor.part)
        if part is None:
            part = self._laid(anchor.part, ruling)
            row.fact[shape.list_key].append(part)
        return _Place(row, shape, part, ruling.field, is_part=True)

    def _put_back(self, anchor: Anchor, ruling: Ruling) -> Row:
        shape = shapes()[FactKind(anchor.kind)]
        fact = self._laid(anchor.fact, ruling)
        if not spans_of(fact, shape):
            raise WordsGone
        row = Row(shape, self._sheet.new_key(shape.prefix, ruling.id), fact, ruling.id)
        self._sheet.insert(row)
        self._sheet.rekey(row, row.key, made_by=ruling.id)
        return row

    def _laid(self, fact: Json, ruling: Ruling) -> Json:
        return laid(fact, self._sheet.text, lambda told: self._sheet.named(told, ruling.id))

    def _address(self, place: _Place) -> str | None:
        """Return the address of a place in the reading as it is now, None when it left it through another ruling."""
        if place.row not in self._sheet.rows[place.row.shape.kind]:
            return None
        words = self._sheet.address(place.row)
        if place.is_part:
            parts = place.row.fact[place.shape.list_key]
            number = next((number for number, part in enumerate(parts, 1) if part is place.fact), None)
            if number is None:
                return None
            words = f"{words}.{place.shape.kind.value}{number}"
        return f"{words}.{place.field}" if place.field else words

    def _note(self, ruling: Ruling, place: _Place, was: str | None, *, gone: str | None = None) -> None:
        self._notes.pop((id(place.fact), place.field), None)
        # The place keeps its fact alive, so that the key stays its own.
        self._notes[id(place.fact), place.field] = _Note(ruling, place, was, gone)

    def _was(self, place: _Place) -> str | None:
        text, entities = self._sheet.text, self._sheet.entities()
        if place.field is None:
            return fact_words(place.fact, place.shape, text) or None
        return value_words(place.fact, place.shape, place.field, text=text, entities=entities) or None

    # -- what -------------------------------------------------------------------------------------------------------

    def _accept(self, ruling: Ruling) -> Why | None:
        place = self._stood_by(ruling)
        if isinstance(place, Why) or ruling.anchor is None:
            return place if isinstance(place, Why) else Why.WORDS_GONE
        carried = (ruling.anchor.part if place.is_part else ruling.anchor.fact) or {}
        if place.field:
            value = self._seen(ruling, place, carried)
            if value is not None:
                put(place.fact, place.shape, place.field, value)
        else:
            place.fact.update(overlaid(place.fact, self._laid(carried, ruling), place.shape))
        self._note(ruling, place, None)
        return None

    def _correct(self, ruling: Ruling) -> Why | None:
        place = self._stood_by(ruling)
        if isinstance(place, Why) or place.field is None:
            return place if isinstance(place, Why) else Why.WORDS_GONE
        value = self._value(ruling, place)
        was = self._was(place)
        put(place.fact, place.shape, place.field, value)
        self._note(ruling, place, was)
        return None

    def _value(self, ruling: Ruling, place: _Place) -> object:
        field = place.shape.field(place.field or "")
        assert field is not None
        value = self._laid({field.keys[-1]: ruling.value}, ruling)[field.keys[-1]]
        if ruling.value and not value:
            raise WordsGone
        return value

    def _reject(self, ruling: Ruling) -> Why | None:
        place = self._find(ruling, STRICT)
        if place is None:
            return Why.FACT_GONE
        address, was = self._address(place), self._was(place)
        if place.field:
            if not self._is_still_said(ruling, place):
                return Why.VALUE_CHANGED
            put(place.fact, place.shape, place.field, emptied(place.shape, place.field))
            self._note(ruling, place, was)
        elif place.is_part:
            parts = place.row.fact[place.shape.list_key]
            place.row.fact[place.shape.list_key] = [part for part in parts if part is not place.fact]
            self._note(ruling, place, was, gone=address)
        else:
            self._sheet.drop(place.row)
            self._note(ruling, place, was, gone=address)
        return None

    def _is_still_said(self, ruling: Ruling, place: _Place) -> bool:
        """Tell whether the field says what the person rejected: another value of a newer reader is not what was meant."""
        anchor = ruling.anchor
        assert anchor is not None
        now = get(place.fact, place.shape, place.field or "")
        seen = self._seen(ruling, place, (anchor.part if place.is_part else anchor.fact) or {})
        return bool(now) and _plain(now) == _plain(seen)

    def _seen(self, ruling: Ruling, place: _Place, carried: Json) -> object:
        """Return the field's value as the person saw it."""
        field = place.shape.field(place.field or "")
        assert field is not None
        kept = set(field.keys[:1]) | ({"earliest", "latest"} if place.shape.kind is FactKind.TIME else set())
        part = {key: value for key, value in carried.items() if key in kept}
        # What is rejected makes nobody: a place that nothing refers to any more.
        seen = laid(part, self._sheet.text, self._sheet.known) if ruling.action is Action.REJECT else self._laid(part, ruling)
        return get(seen, place.shape, field.name)

    def _add(self, ruling: Ruling) -> Why | None:
        addition = Addition.from_json(ruling.value)
        shape = shapes()[FactKind(ruling.kind)]
        fact = self._laid(addition.fact, ruling)
        if not spans_of(fact, shape):
            return Why.WORDS_GONE
        if shape.owner is not None:
            return self._add_part(ruling, addition, fact)
        key = f"{shape.prefix}+{ruling.id}"
        row = self._sheet.row(key) or twin(self._sheet, shape, fact, addition)
        if row is None:
            row = Row(shape, key, filled(fact, shape), ruling.id)
            self._sheet.insert(row)
        else:
            row.fact.update(overlaid(row.fact, fact, shape))
        self._sheet.rekey(row, key, made_by=ruling.id)
        self._note(ruling, _Place(row, shape, row.fact), None)
        return None

    def _add_part(self, ruling: Ruling, addition: Addition, fact: Json) -> Why | None:
        owner = self._stood_by(ruling)
        if isinstance(owner, Why):
            return owner
        shape = shapes()[FactKind(ruling.kind)]
        parts = owner.row.fact[shape.list_key]
        part = part_twin(self._sheet, parts, fact, shape, addition)
        if part is None:
            part = filled(fact, shape)
            parts.append(part)
        else:
            part.update(overlaid(part, fact, shape))
        self._note(ruling, _Place(owner.row, shape, part, is_part=True), None)
        return None

    def _split(self, ruling: Ruling) -> Why | None:
        source = self._stood_by(ruling)
        if isinstance(source, Why):
            return source
        row = split_off(self._sheet, source.row, ruling, lambda fact: self._laid(fact, ruling))
        if row is None:
            return Why.WORDS_GONE
        for name in Split.from_json(ruling.value).take:
            self._notes.pop((id(source.row.fact), name), None)
        self._note(ruling, _Place(row, row.shape, row.fact), fact_words(source.row.fact, row.shape, self._sheet.text))
        return None


def _plain(value: object) -> object:
    return {key: one for key, one in value.items() if key != "span"} if isinstance(value, dict) else value
