"""Records: what one report says, every fact bound to its words. Not for: reading them out of a text (see `reading`).

Spans count code points of `report.article.text`. Ids ("e1", "s1", "i1") are unique within one reading.
"""

from dataclasses import dataclass

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
from wiredesk.documents import Report
from wiredesk.spans import Span


@dataclass(frozen=True, slots=True)
class Role:
    """Hold what a person is or was ("former sergeant of the border guard"); `organization` is an entity id."""

    title: str
    span: Span
    organization: str | None = None
    status: RoleStatus = RoleStatus.UNKNOWN


@dataclass(frozen=True, slots=True)
class Place:
    """Resolve a place: ISO 3166-1 alpha-2 country, degrees, and the gazetteer's key ("geonames:1037390")."""

    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Hold one person, body or place of the report with everything that names it.

    `mentions` are all its mentions, pronouns and common nouns left out; `place` only for places.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """Hold one time expression with its TIMEX3 type and value; `interval` is None for durations, sets and vague ones."""

    span: Span
    type: TimexType
    value: str
    interval: Interval | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold who said what: spans of source, cue and content; `speaker` and `told` are entity ids or None."""

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: StatementKind
    speaker: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Hold a number of people as a range; None on a side means: no bound stated there ("at least four" is 4, None)."""

    at_least: int | None
    at_most: int | None

    def in_words(self) -> str:
        """Return "4", "at least 4", "up to 7" or "4 to 7"; "" when no bound is stated."""
        low, high = self.at_least, self.at_most
        if low is not None and high is not None:
            return str(low) if low == high else f"{low} to {high}"
        if low is not None:
            return f"at least {low}"
        return "" if high is None else f"up to {high}"


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Hold who did or threatens it, what the text claims about that, and which entities (`by`) claim or accuse."""

    span: Span
    kind: PerpetratorKind
    attribution: Attribution
    entity: str | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Hold a physical target."""

    span: Span
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Victim:
    """Hold a human target; `is_named` tells a name ("Ana Ruiz") from a description ("two children")."""

    span: Span
    entity: str | None = None
    count: Count | None = None
    effect: Effect = Effect.NONE
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Weapon:
    """Hold an instrument."""

    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold a date with its words; `value` is TIMEX3, never finer than the words."""

    value: str
    interval: Interval
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Casualties:
    """Hold the toll that the report states; None where it states none."""

    killed: Count | None = None
    wounded: Count | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Hold one incident or threat. `is_background`: an older case that the report only recalls. `place` is an entity id."""

    id: str
    type: IncidentType
    stage: Stage
    evidence: tuple[Span, ...]
    is_background: bool = False
    date: Dated | None = None
    place: str | None = None
    perpetrators: tuple[Perpetrator, ...] = ()
    targets: tuple[Target, ...] = ()
    victims: tuple[Victim, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    casualties: Casualties = Casualties()


@dataclass(frozen=True, slots=True)
class LifeFact:
    """Hold one dated fact about people (`who`, entity ids) and places (`where`, entity ids)."""

    date: Dated
    who: tuple[str, ...]
    what: str
    evidence: tuple[Span, ...]
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold a sum of money in units of its ISO 4217 currency; the upper bound where the words say "up to"."""

    value: float
    currency: str
    span: Span
    purpose: Purpose = Purpose.OTHER


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was found in one report; without `is_read` nothing was looked for, the reader does not know its language."""

    report: Report
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    incidents: tuple[Incident, ...] = ()
    timeline: tuple[LifeFact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    warnings: tuple[str, ...] = ()
    is_read: bool = True
