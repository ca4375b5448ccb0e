"""A reading as paragraphs of marked segments: which words which fact points at. Not for: markup (see `_article.html.j2`).

Every address of `review.addresses` can be lit: a record, part or field that has words of its own stands among the addresses
of their segments; one that has none is lit by what it belongs to ("i1.type" by "i1"), which the script does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.export.facts import Fact
from wiredesk.export.lights import (
    Light,
    amount_light,
    entity_lights,
    field_lights,
    incident_lights,
    life_fact_lights,
    statement_lights,
    time_light,
)
from wiredesk.export.phrasing import visible
from wiredesk.export.segments import Mark, Segment, segments
from wiredesk.records import Reading
from wiredesk.sentences import paragraphs

LAYERS = ("people", "organizations", "places", "others", "statements", "incidents", "times", "amounts")
"""What can be switched on and off in an article, in the order of its chips and number keys."""

_ENTITIES = {
    EntityType.PERSON: "people",
    EntityType.ORGANIZATION: "organizations",
    EntityType.PLACE: "places",
    EntityType.OTHER: "others",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph; `start` and `end` count code points of the article, `is_told` when an incident is told in it."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    is_told: bool


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """Hold an article for its page.

    Segments join to their paragraph, with unseen characters replaced one by one; a segment's `facts` are addresses. `first`
    gives the number of the segment where the words of an address begin, `layers` how many facts each layer has.
    """

    paragraphs: tuple[Paragraph, ...]
    first: dict[str, int]
    layers: dict[str, int]
    n_chars: int
    language: str | None


def marked(reading: Reading, *, also: Iterable[Fact] = ()) -> MarkedArticle:
    """Return the article of a reading, marked; `also` are facts for people that are no records, such as dates to watch."""
    text = reading.report.article.text
    marks = [_mark(layer, light) for layer, light in _lights(reading)]
    marks += [Mark(light.span, light.address, fact.section.value, light.part) for fact in also for light in fact.lights]
    marks.sort(key=lambda mark: (mark.span, mark.fact))
    rows = segments(visible(text), marks)
    spans = list(paragraphs(visible(text)))
    return MarkedArticle(
        tuple(Paragraph(span.start, span.end, tuple(row), _tells(row)) for span, row in zip(spans, rows, strict=True)),
        _first(rows),
        _counted(reading),
        len(text),
        reading.report.article.language,
    )


def _mark(layer: str, light: Light) -> Mark:
    return Mark(light.span, light.address, layer, light.part)


def _lights(reading: Reading) -> Iterator[tuple[str, Light]]:
    """Yield what all records point at, with its layer."""
    places = {entity.id: entity for entity in reading.entities}
    for incident in reading.incidents:
        yield from (("incidents", light) for light in incident_lights(incident))
        yield from (("incidents", light) for light in field_lights(incident, places.get(incident.place or "")))
    for statement in reading.statements:
        yield from (("statements", light) for light in statement_lights(statement))
    for entity in reading.entities:
        yield from ((_ENTITIES[entity.type], light) for light in entity_lights(entity))
    for n, fact in enumerate(reading.timeline, 1):
        yield from (("timeline", light) for light in life_fact_lights(n, fact))
    yield from (("amounts", amount_light(n, amount)) for n, amount in enumerate(reading.amounts, 1))
    yield from (("times", time_light(n, time)) for n, time in enumerate(reading.times, 1))


def _tells(row: Iterable[Segment]) -> bool:
    return any(layer.startswith("incidents-") for segment in row for layer in segment.layers)


def _first(rows: Iterable[Iterable[Segment]]) -> dict[str, int]:
    first: dict[str, int] = {}
    for row in rows:
        for segment in row:
            for address in segment.facts:
                first.setdefault(address, segment.number or 0)
    return first


def _counted(reading: Reading) -> dict[str, int]:
    of_type = [_ENTITIES[entity.type] for entity in reading.entities]
    told = {"statements": reading.statements, "incidents": reading.incidents, "times": reading.times, "amounts": reading.amounts}
    return {name: len(told[name]) if name in told else of_type.count(name) for name in LAYERS}
