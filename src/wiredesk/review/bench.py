"""One ruling after the other is laid on a sheet, and leaves its mark. Not for: which rulings hold (see `applying`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.additions import Addition, filled, is_same, overlaid, part_twin, twin
from wiredesk.review.carrying import WordsGone, laid
from wiredesk.review.fields import FactKind, Form, Shape, shapes
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.placing import LOOSE, STRICT, best_part, overlap, placed, placed_part
from wiredesk.review.rulings import Action, Anchor, Ruling
from wiredesk.review.sheet import Row, Sheet, emptied, get, put, spans_of
from wiredesk.review.splitting import Split, split_off

_EQUAL = 0.9  # share of words in common from which a corrected fact and the reader's own are one; our choice


class Why(StrEnum):
    """Say why a ruling could not be laid on a reading."""

    WORDS_GONE = "its words stand no longer in the text"
    FACT_GONE = "the reader no longer finds it; nothing is left to reject"
    ADDITION_UNDONE = "the ruling that had added it is undone"
    VALUE_CHANGED = "the reader now says something else there"
    DOUBT_GONE = "the reader no longer finds what was doubted"


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
        self._moved: list[tuple[Row, Shape, Json | None]] = []

    def result(self) -> Reading:
        """Return the reading as the rulings made it."""
        return self._sheet.result()

    def settle(self) -> None:
        """Make one of a fact that was put back, or given other words, and one of the reader's that says the same now.

        So it is when a newer reader finds by itself what a person had corrected.
        """
        for row, shape, part in self._moved:
            if row not in self._sheet.rows[row.shape.kind]:
                continue
            if part is None:
                self._settle_row(row, shape)
            elif any(one is part for one in row.fact[shape.list_key]):
                self._settle_part(row, shape, part)

    def _settle_row(self, row: Row, shape: Shape) -> None:
        others = [one for one in self._sheet.rows[shape.kind] if one is not row and is_same(one.fact, row.fact, shape)]
        words = spans_of(row.fact, shape)
        same = next((one for one in others if overlap(spans_of(one.fact, shape), words) >= _EQUAL), None)
        if same is not None:
            self._sheet.merge(row, same)
            self._become(row.fact, _Place(same, shape, same.fact))

    def _settle_part(self, row: Row, shape: Shape, part: Json) -> None:
        others = [one for one in row.fact[shape.list_key] if one is not part]
        choices = [field.name for field in shape.fields if field.form is Form.CHOICE]
        equal = [one for one in others if all(one[name] == part[name] for name in choices)]
        same = best_part(equal, part, shape, spans_of(part, shape), least=_EQUAL)
        if same is not None:
            row.fact[shape.list_key] = others
            self._become(part, _Place(row, shape, same, is_part=True))

    def _become(self, fact: Json, place: _Place) -> None:
        """Let a fact be another one that says the same, and the notes on it be notes on that one."""
        place.fact.update(overlaid(place.fact, fact, place.shape))
        for note in self._notes.values():
            if note.place.fact is fact:
                note.place = replace(place, field=note.place.field)

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
            Action.UNSURE: self._unsure,
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
        row = placed(self._sheet, anchor, least, among=self._eligible(anchor, ruling)) if anchor else None
        if anchor is None or row is None:
            return None
        if anchor.part_kind is None or anchor.part is None:
            return _Place(row, row.shape, row.fact, ruling.field)
        shape = shapes()[FactKind(anchor.part_kind)]
        part = placed_part(self._sheet, row.fact, shape, anchor.part, max(least, LOOSE))
        return None if part is None else _Place(row, shape, part, ruling.field, is_part=True)

    def _eligible(self, anchor: Anchor, ruling: Ruling) -> list[Row]:
        """Return the facts that a ruling may be about.

        What is said of the reader's fact is not said of another one that a person added on the same words, and an incident
        is not split off itself.
        """
        rows = self._sheet.rows[FactKind(anchor.kind)]
        if anchor.kind == FactKind.ENTITY.value:
            return rows
        own = (None, anchor.made_by)
        return [row for row in rows if row.made_by in own and not (ruling.action is Action.SPLIT and row.made_by == ruling.id)]

    def _stood_by(self, ruling: Ruling) -> _Place | Why:
        """Find what a person stands by; put it back where the reader no longer finds it."""
        anchor = ruling.anchor
        found = self._find(ruling) or self._find(_as_corrected(ruling))
        if found or anchor is None:
            return found or Why.WORDS_GONE
        if anchor.made_by is not None and anchor.made_by not in self._held:
            return Why.ADDITION_UNDONE
        row = placed(self._sheet, anchor, among=self._eligible(anchor, ruling)) or self._put_back(anchor, ruling)
        if anchor.part_kind is None or anchor.part is None:
            return _Place(row, row.shape, row.fact, ruling.field)
        shape = shapes()[FactKind(anchor.part_kind)]
        part = placed_part(self._sheet, row.fact, shape, anchor.part)
        if part is None:
            part = self._laid(anchor.part, ruling)
            row.fact[shape.list_key].append(part)
            self._moved.append((row, shape, part))
        return _Place(row, shape, part, ruling.field, is_part=True)

    def _put_back(self, anchor: Anchor, ruling: Ruling) -> Row:
        shape = shapes()[FactKind(anchor.kind)]
        fact = self._laid(anchor.fact, ruling)
        if not spans_of(fact, shape):
            raise WordsGone
        # What a split makes has the ruling's number itself.
        key = f"{shape.prefix}+{ruling.id}b" if ruling.action is Action.SPLIT else self._sheet.new_key(shape.prefix, ruling.id)
        row = Row(shape, key, fact)
        self._sheet.insert(row)
        self._sheet.rekey(row, row.key, made_by=None)
        self._moved.append((row, shape, None))
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
            seen = self._seen(ruling, place, carried)
            if seen in (None, []) and get(place.fact, place.shape, place.field) not in (None, []):
                return Why.VALUE_CHANGED
            self._pin(place, seen)
        else:
            place.fact.update(overlaid(place.fact, self._laid(carried, ruling), place.shape))
        self._note(ruling, place, None)
        return None

    def _pin(self, place: _Place, seen: Any) -> None:
        """Let a field say what the person saw; of long lists only the head is carried, so that nothing of them goes."""
        assert place.field is not None
        field = place.shape.field(place.field)
        if field is not None and field.form is Form.SPANS and place.field in ("evidence", "mentions"):
            place.fact.update(overlaid(place.fact, {field.keys[0]: seen}, place.shape))
        elif seen is not None and seen != get(place.fact, place.shape, place.field):
            put(place.fact, place.shape, place.field, seen)

    def _correct(self, ruling: Ruling) -> Why | None:
        place = self._stood_by(ruling)
        if isinstance(place, Why) or place.field is None:
            return place if isinstance(place, Why) else Why.WORDS_GONE
        value = self._value(ruling, place)
        was = self._was(place)
        put(place.fact, place.shape, place.field, value)
        if place.field in (place.shape.where, "name"):
            self._moved.append((place.row, place.shape, place.fact if place.is_part else None))
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
        return bool(get(place.fact, place.shape, place.field or "")) and self._is_as_seen(ruling, place)

    def _is_as_seen(self, ruling: Ruling, place: _Place) -> bool:
        anchor = ruling.anchor
        assert anchor is not None
        now = get(place.fact, place.shape, place.field or "")
        seen = self._seen(ruling, place, (anchor.part if place.is_part else anchor.fact) or {})
        return _plain(now) == _plain(seen)

    def _seen(self, ruling: Ruling, place: _Place, carried: Json) -> object:
        """Return the field's value as the person saw it."""
        field = place.shape.field(place.field or "")
        assert field is not None
        kept = set(field.keys[:1]) | ({"earliest", "latest"} if place.shape.kind is FactKind.TIME else set())
        part = {key: value for key, value in carried.items() if key in kept}
        # What is rejected or doubted makes nobody: a place that nothing refers to any more.
        makes_nobody = ruling.action in (Action.REJECT, Action.UNSURE)
        seen = laid(part, self._sheet.text, self._sheet.known) if makes_nobody else self._laid(part, ruling)
        return get(seen, place.shape, field.name)

    def _unsure(self, ruling: Ruling) -> Why | None:
        """Mark what a person looked at and could not tell; where it says something else now it is asked anew."""
        place = self._find(ruling)
        if place is None:
            return Why.DOUBT_GONE
        if place.field and not self._is_as_seen(ruling, place):
            return Why.VALUE_CHANGED
        self._note(ruling, place, None)
        return None

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
        made = self._sheet.row(f"i+{ruling.id}")
        if made is not None and self._find(ruling) is None:
            return None  # the two were parted already, and the first one is gone
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


def _as_corrected(ruling: Ruling) -> Ruling:
    """Return the ruling anchored at the fact as it is corrected: a newer reader may find other words right by itself."""
    anchor = ruling.anchor
    if anchor is None or ruling.action is not Action.CORRECT or ruling.field is None:
        return ruling
    is_part = anchor.part is not None
    shape = shapes()[FactKind(anchor.part_kind if is_part and anchor.part_kind else anchor.kind)]
    if ruling.field not in (shape.where, "name"):
        return ruling
    fact = dict((anchor.part if is_part else anchor.fact) or {})
    put(fact, shape, ruling.field, ruling.value)
    return replace(ruling, anchor=replace(anchor, part=fact) if is_part else replace(anchor, fact=fact))


def _plain(value: object) -> object:
    return {key: one for key, one in value.items() if key != "span"} if isinstance(value, dict) else value
