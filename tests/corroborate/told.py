"""Readings made by hand for the tests of this room: a text, and what it tells by its own words."""

import datetime
from collections.abc import Sequence

from wiredesk.codebook import Attribution, Effect, EntityType, IncidentType, PerpetratorKind, RoleStatus, Stage
from wiredesk.corroborate.dossier_values import Member, Party
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import (
    Casualties,
    Count,
    Dated,
    Entity,
    Incident,
    Perpetrator,
    Place,
    Reading,
    Role,
    Target,
    Victim,
    Weapon,
)
from wiredesk.spans import Span

Toll = tuple[int | None, int | None]


def span(text: str, words: str) -> Span:
    """Return where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def day(words: str) -> Interval:
    """Return a day, or a month ("2024-05"), as an interval."""
    first = datetime.date.fromisoformat(words if len(words) > 7 else f"{words}-01")
    if len(words) > 7:
        return Interval(first, first)
    following = (first + datetime.timedelta(days=31)).replace(day=1)
    return Interval(first, following - datetime.timedelta(days=1))


def entity(
    text: str,
    name: str,
    kind: EntityType = EntityType.PERSON,
    *,
    local_id: str = "e1",
    aliases: Sequence[str] = (),
    roles: Sequence[tuple[str, str | None]] = (),
    place: Place | None = None,
) -> Entity:
    """Return an entity that the text names; roles are pairs of a title that stands there and an entity id."""
    held = tuple(Role(title, span(text, title), body, RoleStatus.UNKNOWN) for title, body in roles)
    mentions = tuple(span(text, one) for one in (name, *aliases) if one in text)
    return Entity(local_id, kind, name, mentions, tuple(aliases), held, place)


def reading(
    text: str, entities: Sequence[Entity] = (), incidents: Sequence[Incident] = (), *, published: str | None = None
) -> Reading:
    """Return a reading of a text."""
    report = Report(
        Source("told", "text/plain", "0" * 64, len(text)),
        Article(text, title="Told", language="en"),
        Published(day(published) if published else None),
    )
    return Reading(report, tuple(entities), incidents=tuple(incidents))


def incident(
    text: str,
    *,
    kind: IncidentType = IncidentType.BOMBING,
    stage: Stage = Stage.ACCOMPLISHED,
    date: tuple[str, str] | None = None,
    place: str | None = None,
    who: Sequence[tuple[str, str | None, Attribution]] = (),
    targets: Sequence[str] = (),
    victims: Sequence[tuple[str, Effect, Toll | None]] = (),
    weapons: Sequence[str] = (),
    killed: Toll | None = None,
    wounded: Toll | None = None,
) -> Incident:
    """Return an incident by words of the text; `who` are words, entity id, attribution; `date` is words and value."""
    return Incident(
        "i1",
        kind,
        stage,
        (Span(0, len(text)),),
        date=Dated(date[1], day(date[1]), span(text, date[0])) if date else None,
        place=place,
        perpetrators=tuple(Perpetrator(span(text, words), PerpetratorKind.ORGANIZATION, how, local) for words, local, how in who),
        targets=tuple(Target(span(text, words)) for words in targets),
        victims=tuple(Victim(span(text, words), count=_count(n), effect=effect) for words, effect, n in victims),
        weapons=tuple(Weapon(span(text, words)) for words in weapons),
        casualties=Casualties(_count(killed), _count(wounded)),
    )


def _count(bounds: Toll | None) -> Count | None:
    return Count(*bounds) if bounds else None


def member(
    report_id: int,
    told: Reading,
    *,
    story_id: int | None = None,
    outlet: str | None = None,
    known: dict[str, Party] | None = None,
) -> Member:
    """Return the first incident of a reading as a member of an incident across reports."""
    return Member(
        report_id=report_id,
        found_id=report_id * 10,
        story_id=story_id or report_id,
        outlet=outlet or f"Outlet {report_id}",
        reliability=None,
        published=told.report.published.interval,
        reading=told,
        incident=told.incidents[0],
        known=known or {},
    )
