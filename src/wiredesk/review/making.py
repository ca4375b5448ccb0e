"""A person's words become a ruling, or it is said why they cannot. Not for: what rulings do (see `applying`), keeping them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json, bounds
from wiredesk.records import Reading
from wiredesk.review.additions import Addition, is_same, overlaid
from wiredesk.review.addresses import Target, target
from wiredesk.review.applying import Ruled, apply_rulings
from wiredesk.review.carrying import carried, laid
from wiredesk.review.drafts import needed, started
from wiredesk.review.fields import FactKind, Shape, parts_of, shapes
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.placing import overlap
from wiredesk.review.rulings import Action, Anchor, Ruling
from wiredesk.review.seeing import Seen, found_again
from wiredesk.review.sheet import Sheet, get, ruling_in, spans_of
from wiredesk.review.splitting import Split
from wiredesk.review.values import Counted, Located, Said, Words, iso_days, nowhere, uncounted

_MAX_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Signed:
    """Say who rules and when, with a note of theirs and the key of the request."""

    who: str
    at: datetime.datetime
    note: str | None = None
    key: str | None = None


class Maker:
    """Make rulings on one report as it stands with the rulings so far.

    `raw` is the reader's own reading. `locate` finds a place that a person names on the map, `counted` reads numbers in
    words. The rulings have the id 0.
    """

    def __init__(
        self,
        report_id: int,
        raw: Reading,
        rulings: Iterable[Ruling],
        *,
        signed: Signed,
        locate: Located = nowhere,
        counted: Counted = uncounted,
    ) -> None:
        self.ruled: Ruled = apply_rulings(raw, rulings)
        self._report_id, self._signed, self._locate, self._counted = report_id, signed, locate, counted
        self._raw = Sheet(raw)
        self._sheet = Sheet(self.ruled.reading)

    def as_seen(self, address: str, seen: Seen | None) -> str:
        """Return the address under which what a person saw stands now; with nothing said to have been seen, the same.

        :raises RulingOvertaken: when it says something else by now.
        """
        return address if seen is None else found_again(self._sheet, address, seen, marks=self.ruled.marks)

    def accept(self, address: str) -> Ruling:
        """Say that a fact or a field is right as it stands; of an empty field that the report does not say it.

        :raises RulingRefused: when there is no such fact.
        """
        return self._on(Action.ACCEPT, target(self._sheet, address))

    def reject(self, address: str) -> Ruling:
        """Say that a fact is none, or that a field says something that the report does not.

        :raises RulingRefused: when there is no such fact, or the field cannot be empty.
        """
        found = target(self._sheet, address)
        field = found.shape.field(found.field or "")
        if field is not None and field.is_needed:
            raise RulingRefused(f"{address}: cannot be empty; correct it, or reject the whole fact")
        if field is not None and get(found.fact, found.shape, field.name) in (None, []):
            raise RulingRefused(f"{address}: is empty already")
        return self._on(Action.REJECT, found)

    def unsure(self, address: str) -> Ruling:
        """Say that one looked at a fact or a field and cannot tell; it stays as it is.

        :raises RulingRefused: when there is no such fact.
        """
        return self._on(Action.UNSURE, target(self._sheet, address))

    def correct(self, address: str, said: Said) -> Ruling:
        """Say what a field should say; of a whole fact, which words it rests on.

        :raises RulingRefused: when there is no such field, or it cannot say that.
        """
        found = target(self._sheet, address)
        if found.field is None and (found.shape.field("words") or not isinstance(said, str)):
            found = replace(found, field=found.shape.where)
        field = found.shape.field(found.field or "")
        if field is None:
            fields = ", ".join(f"{address}.{one.name}" for one in found.shape.fields[:4])
            raise RulingRefused(f"{address}: is a whole fact; name the field that is wrong, such as {fields}")
        near = [*spans_of(found.fact, found.shape), *spans_of(found.row.fact, found.row.shape)]
        return replace(self._on(Action.CORRECT, found), value=self._words(near).value(field, said))

    def add(self, kind: str, given: Mapping[str, Said]) -> Ruling:
        """Add a fact that the reader missed, by its words; `given` are its fields, and for a part the fact it belongs to.

        :raises RulingRefused: when something is missing, stands not in the article, or the fact is there already.
        """
        shape = next((shape for name, shape in shapes().items() if name.value == kind.strip().lower().replace("-", "_")), None)
        if shape is None:
            raise RulingRefused(f"{kind[:40]!r}: is no kind of fact; add one of {', '.join(shapes())}")
        owner = self._owner(shape, given)
        told = needed(shape, given)
        words = self._words([*spans_of(owner.row.fact, owner.row.shape)] if owner else [])
        fact = started(shape, told, words)
        mine = self._laid_here(fact)
        siblings = [one.fact for one in self._sheet.rows[shape.kind]] if owner is None else owner.row.fact[shape.list_key]
        ruling = self._on(Action.ADD, owner) if owner else self._new(Action.ADD, shape.kind.value)
        return replace(ruling, kind=shape.kind.value, value=Addition(fact, self._beside(siblings, mine, shape)).to_json())

    def split(self, address: str, leaving: Sequence[str], given: Mapping[str, str]) -> Ruling:
        """Make two incidents of one: the parts, evidence and fields of `leaving` go to the new one, `given` are its own.

        :raises RulingRefused: when there is no such incident, or what shall leave it is not part of it.
        """
        source = target(self._sheet, address)
        if source.row.shape.kind is not FactKind.INCIDENT or source.fact is not source.row.fact or source.field:
            raise RulingRefused(f"{address}: is no incident; write its id, such as i1")
        found = [target(self._sheet, one if one.startswith(f"{address}.") else f"{address}.{one}") for one in leaving]
        if not found:
            raise RulingRefused(f"{address}: say what goes to the other incident, such as {address}.victim2 {address}.killed")
        parts = [one for one in found if one.number is not None]
        take = [one.field for one in found if one.number is None and one.field in ("date", "place", "killed", "wounded")]
        if len(parts) + len(take) < len(found):
            raise RulingRefused(
                f"{address}: only its parts, date, place, killed and wounded can go; give the rest with --type, --words"
            )
        words, own = self._words(spans_of(source.fact, source.shape)), self._fields(source.shape, given)
        evidence = [words.quote(own.pop("words"))] if "words" in own else []
        values = tuple((name, self._value(source.shape, name, value, words)) for name, value in own.items())
        carried_parts = tuple((one.shape.kind, self._carried(one.fact)) for one in parts)
        split = Split(carried_parts, tuple(evidence), tuple(one for one in take if one), values)
        return replace(self._on(Action.SPLIT, source), value=split.to_json())

    def title(self, words: str) -> Ruling:
        """Say what the article's title is.

        :raises RulingRefused: when it is empty or far too long.
        """
        title = " ".join(words.split())
        if not title or len(title) > _MAX_TITLE:
            raise RulingRefused(f"the title has {len(title)} characters; write one of 1 to {_MAX_TITLE}")
        return replace(self._new(Action.TITLE, "article"), value=title, was=self.ruled.reading.report.article.title)

    def published(self, words: str) -> Ruling:
        """Say when the article came out: a day, a month, a year or an interval.

        :raises RulingRefused: when the words are none of these.
        """
        days = iso_days(words.strip())
        if days is None:
            raise RulingRefused(f"{words[:60]!r}: is no date; write 2016-09-09, 2016-09, 2016 or 2016-09-01/2016-09-08")
        now = self.ruled.reading.report.published.interval
        was = None if now is None else str(now.earliest) if now.is_day else f"{now.earliest}/{now.latest}"
        return replace(self._new(Action.PUBLISHED, "article"), value=bounds(days), was=was)

    def body(self, value: Json, *, was: str) -> Ruling:
        """Say what the article's body is; `value` is made by `article.bodies_ruled`."""
        return replace(self._new(Action.BODY, "article"), value=value, was=was)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _words(self, near: Sequence[Any]) -> Words:
        return Words(self._sheet, tuple(near), self._locate, self._counted)

    def _new(self, action: Action, kind: str) -> Ruling:
        by = self._signed
        return Ruling(at=by.at, who=by.who, action=action, kind=kind, report_id=self._report_id, note=by.note, key=by.key)

    def _carried(self, fact: Json) -> Json:
        return carried(fact, self._sheet.text, self._sheet.entities())

    def _on(self, action: Action, found: Target) -> Ruling:
        """Return a ruling anchored at what an address points at, which the person saw like this."""
        row, is_part = found.row, found.fact is not found.row.fact
        mark = self.ruled.mark_of(f"{row.key}.{found.shape.kind.value}{found.number}") if is_part else None
        made_by = mark.ruling_id if mark and mark.verdict == "added" else ruling_in(row.key)
        anchor = Anchor(
            row.shape.kind.value,
            row.key,
            self._carried(row.fact),
            found.shape.kind.value if is_part else None,
            self._carried(found.fact) if is_part else None,
            made_by,
            self._also(found),
            found.address,
        )
        text, entities = self._sheet.text, self._sheet.entities()
        words = value_words(found.fact, found.shape, found.field or "", text=text, entities=entities)
        was = (words if found.field else fact_words(found.fact, found.shape, text)) or None
        return replace(self._new(action, found.shape.kind.value), anchor=anchor, field=found.field, was=was)

    def _also(self, found: Target) -> tuple[Json, ...]:
        """Return the words by which the reader itself knows the fact, where a ruling changed them."""
        own = self._raw.row(found.row.key)
        shape = found.row.shape
        if own is None or get(own.fact, shape, shape.where) == get(found.row.fact, shape, shape.where):
            return ()
        quotes = get(carried(own.fact, self._raw.text, self._raw.entities()), shape, shape.where)
        return tuple(quotes if isinstance(quotes, list) else [quotes])

    def _owner(self, shape: Shape, given: Mapping[str, Said]) -> Target | None:
        if shape.owner is None:
            return None
        address = given.get(shape.owner.value, "")
        if not address or not isinstance(address, str):
            raise RulingRefused(
                f"add {shape.kind.value}: say to which {shape.owner.value} it belongs, such as --{shape.owner.value} i1"
            )
        found = target(self._sheet, address)
        if found.row.shape.kind is not shape.owner or found.fact is not found.row.fact or found.field:
            raise RulingRefused(f"{address}: is no {shape.owner.value}; write its id, such as {shapes()[shape.owner].prefix}1")
        return found

    def _laid_here(self, fact: Json) -> Json:
        return laid(fact, self._sheet.text, self._sheet.known)

    def _beside(self, siblings: list[Json], mine: Json, shape: Shape) -> tuple[Json, ...]:
        """Return the facts on the same words, which are meant not to be this one.

        :raises RulingRefused: when one of them says all of it already.
        """
        beside = []
        for sibling in siblings:
            if not overlap(spans_of(sibling, shape), spans_of(mine, shape)) and not _named_same(sibling, mine, shape):
                continue
            again: Json = {**sibling, **{part.list_key: list(sibling[part.list_key]) for part in parts_of(shape.kind)}}
            if overlaid(again, mine, shape) == sibling:
                key = sibling.get("id", f"a {shape.kind.value} on these words")
                raise RulingRefused(f"{key}: says all of that already; accept or correct it instead")
            beside.append(self._carried(sibling))
        return tuple(beside)

    def _fields(self, shape: Shape, given: Mapping[str, str]) -> dict[str, str]:
        own = {name: words for name, words in given.items() if words is not None}
        unknown = [name for name in own if name != "words" and shape.field(name) is None]
        if unknown:
            raise RulingRefused(
                f"{unknown[0]}: {shape.kind.value} has no such field; it has {', '.join(f.name for f in shape.fields)}"
            )
        return own

    def _value(self, shape: Shape, name: str, value: str, words: Words) -> Any:
        field = shape.field(name)
        assert field is not None
        return words.value(field, value)


def _named_same(one: Json, other: Json, shape: Shape) -> bool:
    return shape.kind is FactKind.ENTITY and is_same(one, other, shape)
