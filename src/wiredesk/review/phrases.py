"""Values of facts in words, for addresses, marks and lists of changes. Not for: cards and pages (see `export`)."""

from collections.abc import Callable, Mapping
from typing import Any

from wiredesk.interchange.report_json import Json
from wiredesk.records import Count
from wiredesk.review.carrying import span_of
from wiredesk.review.fields import Field, Form, Shape
from wiredesk.review.sheet import get, spans_of

_MOST = 160


def value_words(fact: Json, shape: Shape, name: str, *, text: str, entities: Mapping[str, Json]) -> str:
    """Return a field's value in words, "" when it is empty."""
    field = shape.field(name)
    value = get(fact, shape, name)
    return _words(field, value, text, entities) if field and value is not None else ""


def fact_words(fact: Json, shape: Shape, text: str) -> str:
    """Return the words that a whole fact stands on, cut where they are many."""
    return _cut(" … ".join(" ".join(span.cut(text).split()) for span in spans_of(fact, shape)[:3]))


def _words(field: Field, value: Any, text: str, entities: Mapping[str, Json]) -> str:
    if field.form in (Form.ENTITY, Form.ENTITIES):
        ids = [value] if isinstance(value, str) else value
        return "; ".join(str(entities[one]["name"]) if one in entities else one for one in ids)
    if field.form in (Form.SPAN, Form.SPANS):
        pairs = [value] if field.form is Form.SPAN else value
        return _cut(" | ".join(" ".join(span_of(pair).cut(text).split()) for pair in pairs))
    return _cut(_PLAIN.get(field.form, str)(value))


def count_words(count: list[int | None]) -> str:
    """Return "4", "at least 4", "up to 7", "4 to 7"."""
    return Count(*count).in_words()


def _date_words(date: Json) -> str:
    earliest, latest, value = date.get("earliest"), date.get("latest"), str(date.get("value"))
    if earliest is None or latest is None:
        return value
    if earliest == latest:
        return str(earliest)
    return value if earliest.startswith(value) and latest.startswith(value) else f"{earliest} to {latest}"


def _cut(words: str) -> str:
    return words if len(words) <= _MOST else words[: _MOST - 2] + " …"


_PLAIN: dict[Form, Callable[[Any], str]] = {
    Form.COUNT: count_words,
    Form.DATE: _date_words,
    Form.FLAG: lambda value: "yes" if value else "no",
    Form.NAMES: "; ".join,
    Form.NUMBER: lambda value: f"{value:,.2f}".removesuffix(".00"),
    Form.POINT: lambda value: f"{value[0]:.4f},{value[1]:.4f}",
}
