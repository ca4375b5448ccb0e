"""Which facts a reading holds and which fields they have, in one table. Not for: reading values from words (see `values`).

Names are those of `wiredesk.report/1`; a fact in this room is its JSON object there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from wiredesk.codebook import (
    Attribution,
    Effect,
    EntityType,
    IncidentType,
    PerpetratorKind,
    Purpose,
    RoleStatus,
    Stage,
    StatementKind,
    TimexType,
)


class FactKind(StrEnum):
    """Name the kinds of fact: six that stand alone, five that are part of one of these."""

    INCIDENT = "incident"
    STATEMENT = "statement"
    ENTITY = "entity"
    TIME = "time"
    LIFE_FACT = "life_fact"
    AMOUNT = "amount"
    PERPETRATOR = "perpetrator"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"
    ROLE = "role"


class Form(StrEnum):
    """Name the forms that a field's value takes."""

    CHOICE = "one of a few words"
    FLAG = "yes or no"
    COUNT = "a number of people"
    DATE = "a date"
    ENTITY = "somebody or a place"
    ENTITIES = "somebody"
    SPAN = "words of the text"
    SPANS = "stretches of the text"
    TEXT = "words"
    NAMES = "names"
    NUMBER = "a number"
    CURRENCY = "a currency"
    COUNTRY = "a country"
    POINT = "a latitude and a longitude"


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one field: its name for people, where it stands in the fact's JSON, the form of its value.

    `is_needed`: it can be corrected and not be emptied. `entity_type` is the type of an entity that it makes.
    """

    name: str
    keys: tuple[str, ...]
    form: Form
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    entity_type: EntityType = EntityType.OTHER


@dataclass(frozen=True, slots=True)
class Shape:
    """Describe one kind of fact.

    `list_key` names its list in the reading, or in the fact it is part of (`owner`). `prefix` begins its ids.
    `where` is the field whose words say which fact it is.
    """

    kind: FactKind
    list_key: str
    where: str
    fields: tuple[Field, ...]
    prefix: str = ""
    owner: FactKind | None = None

    def field(self, name: str) -> Field | None:
        """Return the field of that name, None when there is none."""
        return next((field for field in self.fields if field.name == name), None)


def _choice(name: str, choices: type[StrEnum]) -> Field:
    return Field(name, (name,), Form.CHOICE, tuple(one.value for one in choices), is_needed=True)


def _field(name: str, form: Form, *keys: str, needed: bool = False, makes: EntityType = EntityType.OTHER) -> Field:
    return Field(name, keys or (name,), form, is_needed=needed, entity_type=makes)


_WORDS = _field("words", Form.SPAN, "span", needed=True)
_PERSON, _BODY, _PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def _standing() -> Iterator[Shape]:
    yield Shape(
        FactKind.INCIDENT,
        "incidents",
        "evidence",
        (
            _choice("type", IncidentType),
            _choice("stage", Stage),
            _field("background", Form.FLAG, needed=True),
            _field("date", Form.DATE),
            _field("place", Form.ENTITY, makes=_PLACE),
            _field("killed", Form.COUNT, "casualties", "killed"),
            _field("wounded", Form.COUNT, "casualties", "wounded"),
            _field("evidence", Form.SPANS, needed=True),
        ),
        "i",
    )
    speech = (_field("content", Form.SPANS, needed=True), _field("cue", Form.SPANS), _field("source", Form.SPANS))
    people = (_field("speaker", Form.ENTITY, makes=_PERSON), _field("told", Form.ENTITY, makes=_BODY))
    kinds = _choice("kind", StatementKind)
    yield Shape(FactKind.STATEMENT, "statements", "content", (*speech, kinds, *people), "s")
    names = (_field("name", Form.TEXT, needed=True), _field("aliases", Form.NAMES), _choice("type", EntityType))
    spot = (_field("country", Form.COUNTRY, "place", "country"), _field("at", Form.POINT, "place"))
    yield Shape(FactKind.ENTITY, "entities", "mentions", (*names, _field("mentions", Form.SPANS, needed=True), *spot), "e")
    times = (_WORDS, _choice("type", TimexType), _field("value", Form.DATE, needed=True))
    yield Shape(FactKind.TIME, "times", "words", times, "x")
    life = (
        _field("date", Form.DATE, needed=True),
        _field("what", Form.TEXT, needed=True),
        _field("who", Form.ENTITIES, makes=_PERSON),
        _field("where", Form.ENTITIES, makes=_PLACE),
        _field("evidence", Form.SPANS, needed=True),
    )
    yield Shape(FactKind.LIFE_FACT, "timeline", "evidence", life, "l")
    money = (_field("value", Form.NUMBER, needed=True), _field("currency", Form.CURRENCY, needed=True))
    yield Shape(FactKind.AMOUNT, "amounts", "words", (_WORDS, *money, _choice("purpose", Purpose)), "a")


def _parts() -> Iterator[Shape]:
    incident = FactKind.INCIDENT
    who = _field("entity", Form.ENTITY, makes=_PERSON)
    claims = (_choice("kind", PerpetratorKind), _choice("attribution", Attribution), _field("by", Form.ENTITIES, makes=_BODY))
    yield Shape(FactKind.PERPETRATOR, "perpetrators", "words", (_WORDS, who, *claims), owner=incident)
    yield Shape(FactKind.TARGET, "targets", "words", (_WORDS, _field("entity", Form.ENTITY)), owner=incident)
    harm = (_field("count", Form.COUNT), _choice("effect", Effect), _field("named", Form.FLAG, needed=True))
    yield Shape(FactKind.VICTIM, "victims", "words", (_WORDS, who, *harm), owner=incident)
    yield Shape(FactKind.WEAPON, "weapons", "words", (_WORDS,), owner=incident)
    offices = (_field("title", Form.TEXT, needed=True), _field("organization", Form.ENTITY, makes=_BODY))
    role = (_WORDS, *offices, _choice("status", RoleStatus))
    yield Shape(FactKind.ROLE, "roles", "words", role, owner=FactKind.ENTITY)


@cache
def shapes() -> dict[FactKind, Shape]:
    """Return the shape of each kind of fact, those that stand alone first."""
    return {shape.kind: shape for shape in (*_standing(), *_parts())}


def standing() -> tuple[Shape, ...]:
    """Return the shapes of the facts that stand alone."""
    return tuple(shape for shape in shapes().values() if shape.owner is None)


def parts_of(kind: FactKind) -> tuple[Shape, ...]:
    """Return the shapes of the parts that such a fact has."""
    return tuple(shape for shape in shapes().values() if shape.owner is kind)
