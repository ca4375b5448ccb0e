"""`wiredesk.report/1` read back into records. Not for: judging whether the facts are right.

What the JSON does not carry comes back empty: the labelled lines of a capture.
"""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

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
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Origin, Published, Report, Source
from wiredesk.errors import ReportFormatError, SpanError
from wiredesk.interchange.report_json import SCHEMA_NAME, Json
from wiredesk.records import (
    Amount,
    Casualties,
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
    Weapon,
)
from wiredesk.spans import Span

T = TypeVar("T")


def reading_from_json(told: Json) -> Reading:
    """Return the reading in one `wiredesk.report/1` object.

    :raises ReportFormatError: when it is none: another schema, a field of the wrong kind, a span outside the text.
    """
    if not isinstance(told, dict) or told.get("schema") != SCHEMA_NAME:
        found = told.get("schema") if isinstance(told, dict) else type(told).__name__
        raise ReportFormatError(f"schema is {str(found)[:60]!r}, expected {SCHEMA_NAME!r}")
    try:
        reading = _reading(told)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, SpanError) as error:
        raise ReportFormatError(f"a field is missing or of the wrong kind ({type(error).__name__}: {error})"[:300]) from error
    return _checked(reading)


def _reading(told: Json) -> Reading:
    warnings = tuple(told.get("warnings", ()))
    report = Report(_source(told["source"]), _article(told["article"]), _published(told["published"]), (), warnings)
    return Reading(
        report,
        _each(_entity, told["entities"]),
        _each(_time, told["times"]),
        _each(_statement, told["statements"]),
        _each(_incident, told["incidents"]),
        _each(_life_fact, told["timeline"]),
        _each(_amount, told["amounts"]),
        warnings,
        bool(told.get("read", True)),
    )


def _checked(reading: Reading) -> Reading:
    n_chars = len(reading.report.article.text)
    spans = [span for entity in reading.entities for span in entity.mentions]
    spans += [span for one in reading.statements for span in (*one.content, *one.cue, *one.source)]
    for incident in reading.incidents:
        spans += [*incident.evidence, *(who.span for who in incident.perpetrators)]
        spans += [*(victim.span for victim in incident.victims), *(target.span for target in incident.targets)]
        spans += [weapon.span for weapon in incident.weapons]
    spans += [time.span for time in reading.times] + [amount.span for amount in reading.amounts]
    spans += [span for fact in reading.timeline for span in fact.evidence]
    for span in spans:
        if span.end > n_chars:
            raise ReportFormatError(f"span {span.start}..{span.end} ends outside the article's {n_chars} characters")
    return reading


def _each(make: Callable[[Any], T], told: list[Any]) -> tuple[T, ...]:
    return tuple(make(one) for one in told)


def _span(told: list[int]) -> Span:
    start, end = told
    return Span(int(start), int(end))


def _maybe(make: Callable[[Any], T], told: Any) -> T | None:
    return None if told is None else make(told)


def _interval(told: Json) -> Interval | None:
    earliest, latest = told.get("earliest"), told.get("latest")
    if earliest is None or latest is None:
        return None
    return Interval(datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest))


def _source(told: Json) -> Source:
    captured = _maybe(datetime.datetime.fromisoformat, told["captured"])
    return Source(told["uri"], told["media_type"], told["sha256"], int(told["bytes"]), captured, told.get("url"))


def _article(told: Json) -> Article:
    origin = told["origin"]
    return Article(
        str(told["text"]),
        told["title"],
        tuple(told["byline"]),
        told["publisher"],
        told["section"],
        told["language"],
        None if origin is None else tuple(Origin(Span(a, b), Span(c, d)) for a, b, c, d in origin),
        tuple(told["keywords"]),
        tuple(told["related"]),
    )


def _published(told: Json) -> Published:
    return Published(_interval(told), _each(_basis, told["basis"]), _maybe(_probability, told.get("probability")))


def _probability(told: float) -> float:
    share = float(told)
    if not 0 <= share <= 1:
        raise ValueError("no probability")
    return share


def _basis(told: Json) -> Basis:
    span, source_span = _maybe(_span, told.get("span")), _maybe(_span, told.get("source_span"))
    return Basis(told["rule"], told["note"], span, source_span, told.get("source_field"))


def _role(told: Json) -> Role:
    return Role(told["title"], _span(told["span"]), told["organization"], RoleStatus(told["status"]))


def _place(told: Json) -> Place:
    return Place(told["country"], told["latitude"], told["longitude"], told["gazetteer"])


def _entity(told: Json) -> Entity:
    return Entity(
        told["id"],
        EntityType(told["type"]),
        told["name"],
        _each(_span, told["mentions"]),
        tuple(told["aliases"]),
        _each(_role, told["roles"]),
        _maybe(_place, told["place"]),
    )


def _time(told: Json) -> Time:
    return Time(_span(told["span"]), TimexType(told["type"]), told["value"], _interval(told), told.get("mod"))


def _statement(told: Json) -> Statement:
    return Statement(
        told["id"],
        _each(_span, told["content"]),
        _each(_span, told["cue"]),
        _each(_span, told["source"]),
        StatementKind(told["kind"]),
        told["speaker"],
        told["told"],
    )


def _count(told: list[int | None]) -> Count:
    at_least, at_most = told
    return Count(at_least, at_most)


def _dated(told: Json) -> Dated:
    interval = _interval(told)
    if interval is None:
        raise ValueError("a date without its days")
    return Dated(told["value"], interval, _maybe(_span, told.get("span")))


def _perpetrator(told: Json) -> Perpetrator:
    kind, attribution = PerpetratorKind(told["kind"]), Attribution(told["attribution"])
    return Perpetrator(_span(told["span"]), kind, attribution, told["entity"], tuple(told["by"]))


def _victim(told: Json) -> Victim:
    count, is_named = _maybe(_count, told["count"]), bool(told.get("named", False))
    return Victim(_span(told["span"]), told["entity"], count, Effect(told["effect"]), is_named)


def _incident(told: Json) -> Incident:
    toll = told["casualties"]
    return Incident(
        told["id"],
        IncidentType(told["type"]),
        Stage(told["stage"]),
        _each(_span, told["evidence"]),
        bool(told["background"]),
        _maybe(_dated, told["date"]),
        told["place"],
        _each(_perpetrator, told["perpetrators"]),
        tuple(Target(_span(target["span"]), target["entity"]) for target in told["targets"]),
        _each(_victim, told["victims"]),
        tuple(Weapon(_span(weapon["span"])) for weapon in told["weapons"]),
        Casualties(_maybe(_count, toll["killed"]), _maybe(_count, toll["wounded"])),
    )


def _life_fact(told: Json) -> LifeFact:
    evidence = _each(_span, told["evidence"])
    return LifeFact(_dated(told["date"]), tuple(told["who"]), told["what"], evidence, tuple(told["where"]))


def _amount(told: Json) -> Amount:
    return Amount(float(told["value"]), told["currency"], _span(told["span"]), Purpose(told["purpose"]))
