"""What a person asks of the review page: filters, and a ruling by a form. Not for: JSON (see `api.rulings`)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from wiredesk.codebook import IncidentType
from wiredesk.desk.reviewing import KINDS, Choice
from wiredesk.desk.ruling_wanted import Wanted
from wiredesk.errors import RulingRefused
from wiredesk.export.phrasing import country_name
from wiredesk.review.rulings import Action
from wiredesk.review.seeing import Seen
from wiredesk.spans import Span

_ONLY = ("unsure", "mine")
_ACTIONS = "^(accept|correct|reject|unsure|add|published)$"


class Asked(BaseModel):
    """Be the filters of an address; what is unknown is passed over, as a bookmark of another version may hold it."""

    kind: str = Field("", max_length=40)
    type: str = Field("", max_length=40)
    country: str = Field("", max_length=2)
    only: str = Field("", max_length=20)


Filters = Annotated[Asked, Query()]


@dataclass(frozen=True, slots=True)
class Told:
    """Hold the filters as they are used, and in words."""

    choice: Choice

    @property
    def address(self) -> dict[str, str]:
        """Give the filters that say something, as parts of an address."""
        own = self.choice
        told = {"kind": own.kind, "type": own.type, "country": own.country, "only": own.only}
        return {name: value for name, value in told.items() if value}

    @property
    def words(self) -> str:
        """Give the filters in words, "" when all is looked at."""
        own = self.choice
        only = {"unsure": "what somebody could not tell", "mine": "what I ruled on"}.get(own.only or "", "")
        named = (own.kind or "", (own.type or "").replace("_", " "), country_name(own.country) if own.country else "", only)
        return ", ".join(one for one in named if one)


def filters_of(asked: Asked, who: str) -> Told:
    """Return the filters of an address."""
    types = {one.value for one in IncidentType}
    country = asked.country.upper()
    is_country = len(country) == 2 and country.isascii() and country.isalpha()
    return Told(
        Choice(
            kind=asked.kind if asked.kind in KINDS else None,
            type=asked.type if asked.type in types else None,
            country=country if is_country else None,
            only=asked.only if asked.only in _ONLY else None,
            who=who,
        )
    )


def passed_keys(passing: str) -> list[str]:
    """Return the keys in "t7.t9"."""
    return [one for one in passing.split(".") if one]


class RuledForm(BaseModel):
    """Be a ruling as the form of the page sends it."""

    action: str = Field(pattern=_ACTIONS)
    address: str = Field("", max_length=80)
    field: str = Field("", max_length=80)
    value: str = Field("", max_length=2_000)
    choice: str = Field("", max_length=80)
    kind: str = Field("", max_length=20)
    words: str = Field("", max_length=2_000)
    more: str = Field("", max_length=80)
    seen_words: str | None = Field(None, max_length=2_000)
    seen_spans: str = Field("", pattern=r"^([0-9]{1,8}-[0-9]{1,8}(\.[0-9]{1,8}-[0-9]{1,8})*)?$", max_length=8_000)
    note: str = Field("", max_length=2_000)
    back: str = Field("", max_length=500)

    def wanted(self) -> Wanted:
        """Return the ruling that is wanted.

        :raises RulingRefused: when it lacks what its action needs.
        """
        action = Action(self.action)
        if action is Action.ADD:
            return Wanted(action, kind=self.kind, fields=self._fields())
        if action is Action.CORRECT and self.address == "published":
            return Wanted(Action.PUBLISHED, said=self.value)
        at = (self.field or self.address) if action is Action.CORRECT else self.address
        return Wanted(action, at, self.value or self.choice, seen=self._seen(at))

    def _seen(self, at: str) -> Seen | None:
        """Return what the page showed; of another field of the fact only where it stands."""
        if not self.seen_spans:
            return None
        pairs = [tuple(map(int, one.split("-"))) for one in self.seen_spans.split(".")]
        spans = tuple(Span(start, end) for start, end in pairs if start < end)
        return Seen(self.seen_words if at == self.address else None, spans)

    def _fields(self) -> dict[str, str]:
        """Return the fields of a fact to add: `more` is what its kind needs besides words.

        :raises RulingRefused: when no words are given.
        """
        if not self.words.strip():
            raise RulingRefused("add: say its words as they stand in the article")
        owner = {"victim": "incident", "perpetrator": "incident", "target": "incident", "weapon": "incident", "role": "entity"}
        named = owner.get(self.kind, "type")
        told = {"content" if self.kind == "statement" else "words": self.words}
        return told | ({named: self.more} if self.more else {})
