"""A ruling: what a person decided about a report's facts, its article, or two records. Not for: what it does (see `applying`).

Rulings are appended and never edited. One that was wrong is undone by another one, which may be undone in turn.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json, instant


class Action(StrEnum):
    """Name what a person can decide."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    SPLIT = "split"
    TITLE = "title"
    PUBLISHED = "published"
    BODY = "body"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDO = "undo"


_OPTIONAL = ("report_id", "field", "value", "left_id", "right_id", "note", "undoes", "was", "key")
ON_FACTS = frozenset({Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.UNSURE, Action.ADD, Action.SPLIT})
"""What can be ruled of a fact of one report; unsure is said of pairs too."""
ON_ARTICLE = frozenset({Action.TITLE, Action.PUBLISHED, Action.BODY})
ON_PAIRS = frozenset({Action.SAME, Action.DIFFERENT, Action.UNSURE})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Point at a fact by its words, so that it is found again in another reading.

    `fact` is the whole fact with quotes for its spans and names for the entities it refers to (see `carrying`), as the
    person saw it; `local_id` the id it had. For a part of it (a victim, a role) `part_kind` and `part` say which.
    `made_by` is the ruling that had added what is pointed at; None when the reader found it. `also` are the words by which
    the reader's own fact is known where another ruling had given it other ones. `address` is how the person named it.
    """

    kind: str
    local_id: str
    fact: Json
    part_kind: str | None = None
    part: Json | None = None
    made_by: int | None = None
    also: tuple[Json, ...] = ()
    address: str = ""

    def to_json(self) -> Json:
        """Return the anchor as a JSON object."""
        told: Json = {"kind": self.kind, "local_id": self.local_id, "fact": self.fact}
        more = {"part_kind": self.part_kind, "part": self.part, "made_by": self.made_by, "also": list(self.also) or None}
        more["address"] = self.address or None
        return told | {name: value for name, value in more.items() if value is not None}

    @staticmethod
    def from_json(told: Json) -> "Anchor":
        """Read an anchor back.

        :raises KeyError: when it lacks a field.
        """
        return Anchor(
            kind=told["kind"],
            local_id=told["local_id"],
            fact=told["fact"],
            part_kind=told.get("part_kind"),
            part=told.get("part"),
            made_by=told.get("made_by"),
            also=tuple(told.get("also", ())),
            address=told.get("address", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Hold one decision; `id` is 0 until it is kept.

    `kind` says about what: a fact ("incident", "victim", ...), "article", or "story", "incident", "entity" for two records
    across reports (`left_id` and `right_id`: their found rows, or reports). `field` is the field of the fact, None for the
    whole. `value` is what it shall be, in a form that outlives a reading (see `carrying`). `undoes` is a ruling's id.
    `was` is what stood there when the person ruled, in words. `key` names the request that it came with, so that one which is
    sent twice is kept once.
    """

    at: datetime.datetime
    who: str
    action: Action
    kind: str
    id: int = 0
    report_id: int | None = None
    anchor: Anchor | None = None
    field: str | None = None
    value: Any = None
    left_id: int | None = None
    right_id: int | None = None
    note: str | None = None
    undoes: int | None = None
    was: str | None = None
    key: str | None = None

    @property
    def is_confirming(self) -> bool:
        """Tell whether a title or publication date was ruled to be what stood there already."""
        if self.action is Action.TITLE:
            return bool(self.value == self.was)
        if self.action is not Action.PUBLISHED:
            return False
        return "/".join(dict.fromkeys((self.value["earliest"], self.value["latest"]))) == self.was

    def to_json(self) -> Json:
        """Return the ruling as a JSON object; fields that say nothing are left out."""
        told: Json = {"id": self.id, "at": instant(self.at), "who": self.who, "action": self.action.value, "kind": self.kind}
        more: Json = {
            "report_id": self.report_id,
            "anchor": self.anchor.to_json() if self.anchor else None,
            "field": self.field,
            "value": self.value,
            "left_id": self.left_id,
            "right_id": self.right_id,
            "note": self.note,
            "undoes": self.undoes,
            "was": self.was,
            "key": self.key,
        }
        return told | {name: value for name, value in more.items() if value is not None}

    @staticmethod
    def from_json(told: Json) -> "Ruling":
        """Read a ruling back.

        :raises RulingRefused: when it is none.
        """
        try:
            anchor = told.get("anchor")
            return Ruling(
                id=int(told["id"]),
                at=datetime.datetime.fromisoformat(told["at"]),
                who=str(told["who"]),
                action=Action(told["action"]),
                kind=str(told["kind"]),
                anchor=Anchor.from_json(anchor) if anchor else None,
                **{name: told.get(name) for name in _OPTIONAL},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RulingRefused(f"a ruling cannot be read back ({type(error).__name__}: {error})"[:300]) from error


def active(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the rulings that hold, oldest first: no undo, nothing undone by an undo that holds itself."""
    undone: set[int] = set()
    held: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda one: one.id, reverse=True):
        if ruling.id in undone:
            continue
        if ruling.action is Action.UNDO and ruling.undoes is not None:
            undone.add(ruling.undoes)
        else:
            held.append(ruling)
    return held[::-1]
