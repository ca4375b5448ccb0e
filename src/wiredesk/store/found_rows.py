"""What a reading holds as rows: entities, incidents and their parts, statements, dates to come. Not for: links."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from wiredesk.dates.interval import Interval
from wiredesk.folding import folded
from wiredesk.records import Entity, Incident, Reading, Statement
from wiredesk.spans import Span
from wiredesk.store.rows_at_once import insert_all
from wiredesk.store.tables import found_date, found_entity, found_incident, found_statement, incident_part
from wiredesk.store.words_index import kept

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DateRow:
    """Hold a date that was to come, where the report names it, and the sentence around; `uid` is stable over readings."""

    uid: str
    value: str
    interval: Interval
    span: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Hold the rows of one report, without its links."""

    report_id: int
    entities: list[Row]
    incidents: list[Row]
    parts: list[Row]
    statements: list[Row]
    dates: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading, report_id: int, *, entities: Mapping[str, int], incidents: Mapping[str, int]) -> "FoundRows":
        """Return the rows of a reading; `entities` and `incidents` give the row ids for its own ids."""
        by_id = {entity.id: entity for entity in reading.entities}
        text = reading.report.article.text
        of = {"report_id": report_id}
        parts = [
            of | {"found_incident_id": incidents[one.id]} | part
            for one in reading.incidents
            for part in _parts(one, text, entities)
        ]
        return cls(
            report_id,
            [of | _alone(entities[one.id], "entity_id") | entity_values(one) for one in reading.entities],
            [of | _alone(incidents[one.id], "incident_id") | incident_values(one, by_id) for one in reading.incidents],
            parts,
            [of | _statement(one, entities) for one in reading.statements],
        )

    def with_dates(self, dates: Sequence[DateRow]) -> "FoundRows":
        """Return the same rows with dates to come."""
        told = [{"report_id": self.report_id} | _date(one) for one in dates]
        return replace(self, dates=told)

    def without(self, entities: Collection[int], incidents: Collection[int]) -> "FoundRows":
        """Return the same rows, but for these of entities and incidents, which are there already."""
        more_entities = [row for row in self.entities if row["id"] not in entities]
        more_incidents = [row for row in self.incidents if row["id"] not in incidents]
        return replace(self, entities=more_entities, incidents=more_incidents)


def _alone(row_id: int, tree: str) -> Row:
    """Return the ids of a row that is linked with none yet: a tree of its own."""
    return {"id": row_id, tree: row_id}


def local_ids(reading: Reading, entities: Sequence[int], incidents: Sequence[int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the row ids by the reading's own ids, in the reading's order."""
    return (
        {one.id: row for one, row in zip(reading.entities, entities, strict=True)},
        {one.id: row for one, row in zip(reading.incidents, incidents, strict=True)},
    )


def written_rows(on: Connection, rows: FoundRows) -> None:
    """Write rows."""
    later = ((incident_part, rows.parts), (found_statement, rows.statements), (found_date, rows.dates))
    insert_all(on, (found_entity, rows.entities), (found_incident, rows.incidents), *later)


def entity_values(entity: Entity) -> Row:
    """Return what an entity's row takes from it."""
    place = entity.place
    return {
        "local_id": entity.id,
        "type": entity.type.value,
        "name": kept(entity.name),
        "folded": folded(entity.name),
        "n_mentions": len(entity.mentions),
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "gazetteer": place.gazetteer if place else None,
    }


def incident_values(incident: Incident, entities: Mapping[str, Entity]) -> Row:
    """Return what an incident's row takes from it; `entities` are those of the reading by their ids."""
    interval = incident.date.interval if incident.date else None
    where = entities.get(incident.place) if incident.place else None
    place = where.place if where else None
    killed, wounded = incident.casualties.killed, incident.casualties.wounded
    return {
        "local_id": incident.id,
        "type": incident.type.value,
        "stage": incident.stage.value,
        "is_background": incident.is_background,
        "earliest": interval.earliest.isoformat() if interval else None,
        "latest": interval.latest.isoformat() if interval else None,
        "place_name": kept(where.name) if where else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "killed_least": killed.at_least if killed else None,
        "killed_most": killed.at_most if killed else None,
        "wounded_least": wounded.at_least if wounded else None,
        "wounded_most": wounded.at_most if wounded else None,
    }


def _parts(incident: Incident, text: str, entities: Mapping[str, int]) -> Iterator[Row]:
    def row(role: str, span: Span, entity: str | None = None, attribution: str | None = None) -> Row:
        words = {"words": kept(span.cut(text)), "attribution": attribution, "start": span.start, "end": span.end}
        return {"role": role, "found_entity_id": entities.get(entity) if entity else None, **words}

    for who in incident.perpetrators:
        yield row("perpetrator", who.span, who.entity, who.attribution.value)
    for target in incident.targets:
        yield row("target", target.span, target.entity)
    for victim in incident.victims:
        yield row("victim", victim.span, victim.entity)
    for weapon in incident.weapons:
        yield row("weapon", weapon.span)


def _statement(statement: Statement, entities: Mapping[str, int]) -> Row:
    spans = statement.content or statement.cue or statement.source
    return {
        "local_id": statement.id,
        "kind": statement.kind.value,
        "speaker_id": entities.get(statement.speaker) if statement.speaker else None,
        "told_id": entities.get(statement.told) if statement.told else None,
        "start": min((span.start for span in spans), default=0),
        "end": max((span.end for span in spans), default=0),
    }


def _date(date: DateRow) -> Row:
    return {
        "uid": date.uid,
        "value": date.value,
        "earliest": date.interval.earliest.isoformat(),
        "latest": date.interval.latest.isoformat(),
        "start": date.span.start,
        "end": date.span.end,
        "sentence_start": date.sentence.start,
        "sentence_end": date.sentence.end,
    }
