"""`wiredesk.report/1`: a reading as plain JSON values. Not for: the batch layers (see `corpus`).

The schema is `report.schema.json` beside this file. It may grow; what a field means stays.
"""

import datetime
from importlib import resources
from typing import Any

from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Published, Source
from wiredesk.records import (
    Amount,
    Count,
    Dated,
    Entity,
    Incident,
    LifeFact,
    Perpetrator,
    Place,
    Reading,
    Role,
    Statement,
    Target,
    Time,
    Victim,
)
from wiredesk.spans import Span

SCHEMA_NAME = "wiredesk.report/1"
_MOST_SURE = 0.99  # measured odds reach no farther

Json = dict[str, Any]


def report_json(reading: Reading) -> Json:
    """Return the reading as one `wiredesk.report/1` object, ready for `json.dumps`.

    Source: formats/report.md; `source.url`, `warnings` (one-line remarks), `read` (false: the reader does not
    know the language, nothing was looked for) and `named` are our additions.
    """
    return {
        "schema": SCHEMA_NAME,
        "source": _source(reading.report.source),
        "article": _article(reading.report.article),
        "published": published_json(reading.report.published),
        "entities": [_entity(entity) for entity in reading.entities],
        "times": [_time(time) for time in reading.times],
        "statements": [_statement(statement) for statement in reading.statements],
        "incidents": [_incident(incident) for incident in reading.incidents],
        "timeline": [_life_fact(fact) for fact in reading.timeline],
        "amounts": [_amount(amount) for amount in reading.amounts],
        "warnings": list(reading.warnings),
        "read": reading.is_read,
    }


def schema_text() -> str:
    """Return the JSON Schema of `wiredesk.report/1` as it is shipped."""
    return resources.files("wiredesk.interchange").joinpath("report.schema.json").read_text(encoding="utf-8")


def pair(span: Span) -> list[int]:
    """Return a span as `[start, end]`."""
    return [span.start, span.end]


def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    """Return spans as `[[start, end], ...]`."""
    return [pair(span) for span in spans]


def bounds(interval: Interval | None) -> Json:
    """Return an interval as its two ISO days, both None when there is none."""
    if interval is None:
        return {"earliest": None, "latest": None}
    return {"earliest": interval.earliest.isoformat(), "latest": interval.latest.isoformat()}


def instant(moment: datetime.datetime | None) -> str | None:
    """Return a moment in ISO 8601; one that knows its zone is told in UTC with a `Z`, a naive one as it stood."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def published_json(published: Published) -> Json:
    """Return a publication date with its reasons."""
    told = published.probability
    sure = None if told is None else round(min(told, _MOST_SURE), 2)
    return {**bounds(published.interval), "probability": sure, "basis": [_basis(basis) for basis in published.basis]}


def _time(time: Time) -> Json:
    return {"span": pair(time.span), "type": time.type.value, "value": time.value, "mod": time.mod, **bounds(time.interval)}


def _source(source: Source) -> Json:
    return {
        "uri": source.uri,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "bytes": source.n_bytes,
        "captured": instant(source.captured),
        "url": source.url,
    }


def _article(article: Article) -> Json:
    origin = article.origin
    return {
        "title": article.title,
        "byline": list(article.byline),
        "publisher": article.publisher,
        "section": article.section,
        "language": article.language,
        "text": article.text,
        "origin": None if origin is None else [[*pair(stretch.text), *pair(stretch.source)] for stretch in origin],
        "keywords": list(article.keywords),
        "related": list(article.related),
    }


def _basis(basis: Basis) -> Json:
    told: Json = {"rule": basis.rule, "note": basis.note}
    if basis.span is not None:
        told["span"] = pair(basis.span)
    if basis.source_span is not None:
        told["source_span"] = pair(basis.source_span)
    if basis.source_field is not None:
        told["source_field"] = basis.source_field
    return told


def _role(role: Role) -> Json:
    return {"title": role.title, "organization": role.organization, "status": role.status.value, "span": pair(role.span)}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "gazetteer": place.gazetteer,
    }


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": pairs(entity.mentions),
        "roles": [_role(role) for role in entity.roles],
        "place": _place(entity.place),
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "speaker": statement.speaker,
        "source": pairs(statement.source),
        "cue": pairs(statement.cue),
        "content": pairs(statement.content),
        "kind": statement.kind.value,
        "told": statement.told,
    }


def _count(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.at_least, count.at_most]


def _dated(date: Dated | None) -> Json | None:
    if date is None:
        return None
    told = {"value": date.value, **bounds(date.interval)}
    return {**told, "span": pair(date.span)} if date.span else told


def _perpetrator(who: Perpetrator) -> Json:
    return {
        "entity": who.entity,
        "span": pair(who.span),
        "kind": who.kind.value,
        "attribution": who.attribution.value,
        "by": list(who.by),
    }


def _target(target: Target) -> Json:
    return {"entity": target.entity, "span": pair(target.span)}


def _victim(victim: Victim) -> Json:
    return {
        "entity": victim.entity,
        "span": pair(victim.span),
        "count": _count(victim.count),
        "effect": victim.effect.value,
        "named": victim.is_named,
    }


def _incident(incident: Incident) -> Json:
    return {
        "id": incident.id,
        "type": incident.type.value,
        "stage": incident.stage.value,
        "background": incident.is_background,
        "date": _dated(incident.date),
        "place": incident.place,
        "perpetrators": [_perpetrator(who) for who in incident.perpetrators],
        "targets": [_target(target) for target in incident.targets],
        "victims": [_victim(victim) for victim in incident.victims],
        "weapons": [{"span": pair(weapon.span)} for weapon in incident.weapons],
        "casualties": {"killed": _count(incident.casualties.killed), "wounded": _count(incident.casualties.wounded)},
        "evidence": pairs(incident.evidence),
    }


def _life_fact(fact: LifeFact) -> Json:
    return {
        "date": _dated(fact.date),
        "who": list(fact.who),
        "where": list(fact.where),
        "what": fact.what,
        "evidence": pairs(fact.evidence),
    }


def _amount(amount: Amount) -> Json:
    value = int(amount.value) if float(amount.value).is_integer() else amount.value
    return {"value": value, "currency": amount.currency, "span": pair(amount.span), "purpose": amount.purpose.value}
