"""Small invented reports for tests of the desk: a text with who, where and what in it, found by their words."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.codebook import Attribution, Effect, EntityType, IncidentType, PerpetratorKind, Stage, StatementKind
from wiredesk.dates.interval import Interval
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, file_reading
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Dated, Entity, Incident, LifeFact, Perpetrator, Place, Reading, Role, Statement, Victim
from wiredesk.settings import Settings
from wiredesk.spans import Span
from wiredesk.store.opening import Store

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """Name what an invented report holds; all of it must stand in its text."""

    people: Sequence[str] = ()
    places: Sequence[tuple[str, str, float, float]] = ()
    incident: tuple[IncidentType, Stage] | None = None
    victim: str | None = None
    perpetrator: str | None = None
    aliases: Sequence[str] = ()
    published: str | None = "2026-01-01"
    title: str | None = None
    byline: Sequence[str] = ()
    keywords: Sequence[str] = ()
    url: str | None = None
    speaker: str | None = None


def spans_of(words: str, text: str) -> tuple[Span, ...]:
    """Find every place of some words."""
    found, start = [], text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + len(words))
    return tuple(found)


def made_reading(text: str, told: Told) -> Reading:
    """Make the reading of an invented report."""
    people = [
        Entity(f"e{number + 1}", EntityType.PERSON, name, _mentions(name, text, told.aliases if number == 0 else ()),
               tuple(told.aliases) if number == 0 else (), (Role("guard", spans_of(name, text)[0]),) if number == 0 else ())
        for number, name in enumerate(told.people)
    ]  # fmt: skip
    places = [
        Entity(
            f"p{number + 1}",
            EntityType.PLACE,
            name,
            spans_of(name, text),
            place=Place(country, latitude, longitude, f"made:{name}"),
        )
        for number, (name, country, latitude, longitude) in enumerate(told.places)
    ]
    entities = (*people, *places)
    by_name = {entity.name: entity.id for entity in entities}
    day = datetime.date.fromisoformat(told.published) if told.published else None
    data = text.encode()
    source = Source(told.url or "made.txt", "text/plain", hashlib.sha256(data).hexdigest(), len(data), None, told.url)
    article = Article(text, told.title, tuple(told.byline), language="en", keywords=tuple(told.keywords))
    published = Published(Interval(day, day)) if day else Published()
    incidents = (_incident(text, told, by_name, day),) if told.incident else ()
    statements, timeline = (), ()
    if told.speaker:
        who = by_name[told.speaker]
        whole = Span(0, len(text))
        statements = (Statement("s1", (whole,), (), spans_of(told.speaker, text)[:1], StatementKind.INDIRECT, who),)
        first = datetime.date(2003, 1, 1)
        timeline = (LifeFact(Dated("2003", Interval(first, first)), (who,), f"{told.speaker} served", (whole,)),)
    return Reading(Report(source, article, published), entities, (), statements, incidents, timeline)


def _mentions(name: str, text: str, aliases: Sequence[str]) -> tuple[Span, ...]:
    return tuple(sorted(span for one in (name, *aliases) for span in spans_of(one, text)))


def _incident(text: str, told: Told, by_name: dict[str, str], day: datetime.date | None) -> Incident:
    assert told.incident
    kind, stage = told.incident
    victims = perpetrators = ()
    if told.victim:
        victims = (Victim(spans_of(told.victim, text)[0], by_name.get(told.victim), None, Effect.KILLED, True),)
    if told.perpetrator:
        who = spans_of(told.perpetrator, text)[0]
        perpetrators = (Perpetrator(who, PerpetratorKind.INDIVIDUAL, Attribution.POSSIBLE, by_name.get(told.perpetrator)),)
    date = Dated(day.isoformat(), Interval(day, day)) if day else None
    place = by_name[told.places[0][0]] if told.places else None
    return Incident("i1", kind, stage, (Span(0, len(text)),), False, date, place, perpetrators, (), victims)


def desk_of(store: Store, **settings: object) -> Desk:
    """Sit down at a desk with a fixed clock."""
    return Desk(store, Settings(**settings), "tester", lambda: NOW)  # type: ignore[arg-type]


def filed(desk: Desk, text: str, told: Told, *, is_linked: bool = True) -> int:
    """File an invented report and return its row."""
    with desk.store.writing() as on:
        return file_reading(desk, on, Captured(text.encode(), made_reading(text, told)), is_linked=is_linked).report_id
