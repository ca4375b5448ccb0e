"""Facts in a form that outlives a reading: quotes for spans, names for entity ids. Not for: which fact is meant (see `placing`).

A carried fact is the fact's JSON in which each span became a quote (see `quotes`) and each entity id an object with `id`,
`name`, `type` and one `quote`; so it can be laid on another text with other ids.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.review.quotes import Quote, find_quote, quote_at
from wiredesk.spans import Span

SPAN_LISTS = frozenset({"mentions", "content", "cue", "source", "evidence"})
_ENTITY = frozenset({"entity", "organization", "speaker", "told", "place"})
_ENTITIES = frozenset({"by", "who", "where"})
_MOST_SPANS = 12  # mentions that say who is meant; one with 300 needs no more

Named = Callable[[Json], str | None]


class WordsGone(RulingRefused):
    """Say that the words of a fact stand no longer in the text; it never leaves this room."""


def span_of(pair: list[int]) -> Span:
    """Return the span of a `[start, end]`."""
    return Span(pair[0], pair[1])


def carried(fact: Json, text: str, entities: Mapping[str, Json]) -> Json:
    """Return a fact of a reading in its carried form; `entities` are the reading's by their ids."""
    return {key: _carried(key, value, text, entities) for key, value in fact.items()}


def _carried(key: str, value: Any, text: str, entities: Mapping[str, Json]) -> Any:
    if key == "span" and value is not None:
        return quote_at(text, span_of(value)).to_json()
    if key in SPAN_LISTS:
        return [quote_at(text, span_of(pair)).to_json() for pair in value[:_MOST_SPANS]]
    if key in _ENTITY and isinstance(value, str):
        return reference(value, text, entities)
    if key in _ENTITIES:
        return [told for one in value if (told := reference(one, text, entities))]
    if isinstance(value, dict):
        return carried(value, text, entities)
    if isinstance(value, list):
        return [carried(one, text, entities) if isinstance(one, dict) else one for one in value]
    return value


def reference(entity_id: str, text: str, entities: Mapping[str, Json]) -> Json | None:
    """Return an entity by name and words, for a fact that refers to it; None when there is none of that id."""
    entity = entities.get(entity_id)
    if entity is None:
        return None
    told: Json = {"id": entity_id, "name": entity["name"], "type": entity["type"]}
    if entity["place"] is not None:
        told["place"] = entity["place"]
    if entity["mentions"]:
        told["quote"] = quote_at(text, span_of(entity["mentions"][0])).to_json()
    return told


def laid(fact: Json, text: str, named: Named) -> Json:
    """Return a carried fact with spans of `text` and ids of a reading; `named` finds the entity that is meant.

    Spans of a list whose words are gone are left out, and so are parts and roles; a date loses its words.

    :raises WordsGone: when the fact's own words are gone.
    """
    told = {key: _laid(key, value, text, named) for key, value in fact.items()}
    if "span" in told and told["span"] is None:
        if "value" not in told or "type" in told or "currency" in told:  # a date may stand without words, nothing else
            raise WordsGone
        del told["span"]
    return told


def _laid(key: str, value: Any, text: str, named: Named) -> Any:
    if key == "span" and value is not None:
        return found_pair(text, value)
    if key in SPAN_LISTS:
        return [pair for one in value if (pair := found_pair(text, one))]
    if key in _ENTITY and _is_reference(value):
        return named(value)
    if key in _ENTITIES:
        return list(dict.fromkeys(one for told in value if (one := named(told))))
    if isinstance(value, dict):
        return laid(value, text, named)
    if isinstance(value, list):
        return [one for told in value for one in _laid_part(told, text, named)]
    return value


def _laid_part(told: Any, text: str, named: Named) -> list[Any]:
    try:
        return [laid(told, text, named) if isinstance(told, dict) else told]
    except WordsGone:
        return []


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "name" in value


def found_pair(text: str, quote: Json) -> list[int] | None:
    """Return where a quote stands in `text`, as `[start, end]`."""
    span = find_quote(text, Quote.from_json(quote))
    return [span.start, span.end] if span else None
