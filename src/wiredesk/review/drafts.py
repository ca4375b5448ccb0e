"""A fact that a person adds, begun from its words and filled with what they imply. Not for: facts of the reader."""

from collections.abc import Callable, Mapping
from typing import Any

from wiredesk.codebook import PerpetratorKind, StatementKind
from wiredesk.dates.times import find_times
from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.review.fields import FactKind, Shape, parts_of
from wiredesk.review.sheet import put
from wiredesk.review.values import Said, Words
from wiredesk.spans import Span

_QUOTED = ('"', "“", "«", "„")
# What must be said of a fact besides its words.
_NEEDED = {
    FactKind.INCIDENT: ("words", "type"),
    FactKind.STATEMENT: ("content",),
    FactKind.ENTITY: ("words", "type"),
    FactKind.LIFE_FACT: ("words", "date"),
    FactKind.AMOUNT: ("words", "value", "currency"),
}


def needed(shape: Shape, given: Mapping[str, Said]) -> dict[str, Said]:
    """Return the fields of a fact that shall be added, without the fact that it is part of.

    :raises RulingRefused: when one is missing, or there is no such field; the message says which there are.
    """
    owner = shape.owner.value if shape.owner else None
    told = {name.replace("-", "_"): words for name, words in given.items() if name != owner}
    known = dict.fromkeys(("words", *(field.name for field in shape.fields), *([owner] if owner else [])))
    takes = f"it takes {', '.join(f'--{name}' for name in known)}"
    for name in told:
        if name not in known:
            raise RulingRefused(f"add {shape.kind.value}: there is no --{name}; {takes}")
    for name in _NEEDED.get(shape.kind, ("words",)):
        said = told.get(name) or (name == shape.where and told.get("words")) or ""
        if isinstance(said, str) and not said.strip():
            raise RulingRefused(f"add {shape.kind.value}: --{name} is missing; {takes}")
    return told


def started(shape: Shape, told: Mapping[str, Said], words: Words) -> Json:
    """Return the carried fact that a person tells.

    :raises RulingRefused: when a value cannot be, or its words do not stand in the article.
    """
    where = told.get("words") or told[shape.where]
    quotes = words.value_of_spans(where)
    near = words.beside([_span(quote) for quote in quotes])
    fact = _empty(shape, quotes)
    _BEGIN.get(shape.kind, _nothing)(fact, told, near)
    for name, value in told.items():
        field = shape.field(name)
        if field is not None and name not in ("words", shape.where):
            put(fact, shape, name, near.value(field, value))
    return fact


def _span(quote: Json) -> Span:
    return Span(quote["start"], quote["start"] + len(quote["exact"]))


def _empty(shape: Shape, quotes: list[Json]) -> Json:
    fact: Json = {part.list_key: [] for part in parts_of(shape.kind)}
    if shape.prefix in ("i", "s", "e"):
        fact["id"] = ""
    field = shape.field(shape.where)
    assert field is not None
    return fact | {field.keys[0]: quotes if shape.where != "words" else quotes[0]} | _EMPTY[shape.kind]


# What is not told stays None, so that a reader who finds the fact may tell it; see `additions.filled`.
_EMPTY: dict[FactKind, Json] = {
    FactKind.INCIDENT: {
        "type": None,
        "stage": None,
        "background": None,
        "date": None,
        "place": None,
        "casualties": {"killed": None, "wounded": None},
    },
    FactKind.STATEMENT: {"kind": None, "cue": [], "source": [], "speaker": None, "told": None},
    FactKind.ENTITY: {"type": None, "name": "", "aliases": [], "place": None},
    FactKind.TIME: {"type": None, "value": "", "mod": None, "earliest": None, "latest": None},
    FactKind.LIFE_FACT: {"date": None, "what": "", "who": [], "where": []},
    FactKind.AMOUNT: {"value": None, "currency": None, "purpose": None},
    FactKind.PERPETRATOR: {"entity": None, "kind": None, "attribution": None, "by": []},
    FactKind.TARGET: {"entity": None},
    FactKind.VICTIM: {"entity": None, "count": None, "effect": None, "named": None},
    FactKind.WEAPON: {},
    FactKind.ROLE: {"title": "", "organization": None, "status": None},
}


def _nothing(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    del fact, told, words


def _statement(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    """Fill in the kind from the quotation marks and the speaker from the words of the source."""
    n_quoted = sum(quote["exact"].lstrip().startswith(_QUOTED) for quote in fact["content"])
    if n_quoted:
        fact["kind"] = (StatementKind.DIRECT if n_quoted == len(fact["content"]) else StatementKind.MIXED).value
    if told.get("source") and not told.get("speaker"):
        fact["speaker"] = words.entity_at(told["source"])


def _entity(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    fact["name"] = " ".join(fact["mentions"][0]["exact"].split())
    if words.words(told["type"]).casefold() == "place":
        fact["place"] = words.locate(fact["name"])


def _time(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    """Fill in what the grammar of dates makes of the words.

    :raises RulingRefused: when it makes nothing of them and the person gave no value.
    """
    published = words.sheet.reading.report.published.interval
    own = _span(fact["span"])
    found = [time for time in find_times(words.sheet.text, published) if time.span.overlaps(own)]
    if found:
        days = found[0].interval
        fact |= {"type": found[0].type, "value": found[0].value, "mod": found[0].mod}
        fact |= {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()} if days else {}
    elif "value" not in told:
        raise RulingRefused("add time: what these words mean is not known; give --value, such as 2016-09-09")


def _life_fact(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    del told, words
    fact["what"] = " ".join(fact["evidence"][0]["exact"].split())


def _actor(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    """Fill in the entity that the words name."""
    if "entity" not in told:
        fact["entity"] = words.entity_at((_span(fact["span"]),))
    kind = (fact["entity"] or {}).get("type")
    if "attribution" in fact and kind == "organization":
        fact["kind"] = PerpetratorKind.ORGANIZATION.value
    if "named" in fact and kind == "person":
        fact["named"] = True


def _role(fact: Json, told: Mapping[str, Said], words: Words) -> None:
    del told, words
    fact["title"] = " ".join(fact["span"]["exact"].split())


_BEGIN: dict[FactKind, Callable[[Json, Mapping[str, Said], Words], Any]] = {
    FactKind.STATEMENT: _statement,
    FactKind.ENTITY: _entity,
    FactKind.TIME: _time,
    FactKind.LIFE_FACT: _life_fact,
    FactKind.PERPETRATOR: _actor,
    FactKind.TARGET: _actor,
    FactKind.VICTIM: _actor,
    FactKind.ROLE: _role,
}
