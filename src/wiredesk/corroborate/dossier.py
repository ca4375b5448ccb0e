"""What the reports of one incident say, side by side. Not for: which reports belong together (see `incidents`), words for
people (see `desk.cards`).

Every value stays, with its reports and their words; nothing is averaged and nothing is chosen. Copies of one story count
once: of a story's versions the latest speaks, and what it takes back stays as a change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wiredesk.codebook import Attribution, Effect
from wiredesk.corroborate.credibility import Credibility
from wiredesk.corroborate.dossier_changes import Change, changes_of
from wiredesk.corroborate.dossier_grades import Grades
from wiredesk.corroborate.dossier_tolls import Toll, toll_of
from wiredesk.corroborate.dossier_values import SINGLE, TOLLS, DossierField, Member, Party, Said, Telling, said_by
from wiredesk.dates.interval import Interval
from wiredesk.records import Count

__all__ = [
    "Change",
    "Dossier",
    "DossierField",
    "Field",
    "Member",
    "Party",
    "Said",
    "Story",
    "Telling",
    "Toll",
    "Value",
    "dossier",
]


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value of a field with everything that tells it.

    `tellings` are in the order of publication. `n_stories` counts the stories that tell it now, copies left out. Of a
    perpetrator, `standings` are the ways in which its part is told, each once. One of `interval`, `counts`, `party` is set where
    the field is of that kind.
    """

    label: str
    tellings: tuple[Telling, ...]
    n_stories: int
    credibility: Credibility
    interval: Interval | None = None
    counts: tuple[Count, ...] = ()
    party: Party | None = None
    country: str | None = None
    effects: tuple[Effect, ...] = ()

    @property
    def standings(self) -> tuple[Attribution, ...]:
        """Return how a perpetrator's part is told, in the order of the codebook; () for other fields."""
        told = {one.attribution for one in self.tellings}
        return tuple(one for one in Attribution if one in told)

    @property
    def is_denied(self) -> bool:
        """Tell whether a report says that this perpetrator denies it."""
        return Attribution.DENIED in self.standings

    def told_as(self, standing: Attribution) -> tuple[Telling, ...]:
        """Return the tellings of one standing."""
        return tuple(one for one in self.tellings if one.attribution is standing)


@dataclass(frozen=True, slots=True)
class Field:
    """Hold one field with all its values, those that most stories tell first."""

    name: DossierField
    values: tuple[Value, ...]

    @property
    def is_in_conflict(self) -> bool:
        """Tell whether stories tell different values of a field that can have but one."""
        now = [value for value in self.values if value.n_stories]
        if self.name not in SINGLE or len(now) < 2:
            return False
        intervals = [value.interval for value in now if value.interval]
        return len(intervals) < len(now) or not _all_meet(intervals)


@dataclass(frozen=True, slots=True)
class Story:
    """Hold one story: its reports by publication, the latest last, and the agency whose words they print."""

    story_id: int
    report_ids: tuple[int, ...]
    outlets: tuple[str, ...]
    wire: str | None
    latest: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Hold the record of one incident: every field with all its values, tolls, stories and what changed when."""

    members: tuple[Member, ...]
    stories: tuple[Story, ...]
    fields: tuple[Field, ...]
    tolls: tuple[Toll, ...]
    changes: tuple[Change, ...]

    def field(self, name: DossierField) -> Field:
        """Return a field, without values when no report tells it."""
        return next((one for one in self.fields if one.name is name), Field(name, ()))

    def toll(self, name: DossierField) -> Toll | None:
        """Return a toll, None when no report tells one."""
        return next((one for one in self.tolls if one.name is name), None)


def dossier(members: Sequence[Member]) -> Dossier:
    """Lay what the members say side by side."""
    ordered = sorted(members, key=lambda member: member.order)
    stories = _stories(ordered)
    latest = {story.story_id: story.latest for story in stories}
    said = [_dated(one, latest) for member in ordered for one in said_by(member)]
    said = _with_past(said)
    by_report = {member.report_id: member for member in ordered}
    fields = tuple(Field(name, _values([one for one in said if one.field is name], by_report)) for name in DossierField)
    tolls = tuple(toll for name in TOLLS if (toll := toll_of(name, [one for one in said if one.field is name])))
    return Dossier(tuple(ordered), stories, tuple(one for one in fields if one.values), tolls, changes_of(said))


def _stories(ordered: Sequence[Member]) -> tuple[Story, ...]:
    grouped: dict[int, list[Member]] = {}
    for member in ordered:
        grouped.setdefault(member.story_id, []).append(member)
    return tuple(
        Story(
            story_id=story_id,
            report_ids=tuple(dict.fromkeys(one.report_id for one in own)),
            outlets=tuple(dict.fromkeys(one.outlet for one in own if one.outlet)),
            wire=next((one.wire for one in own if one.wire), None),
            latest=own[-1].report_id,
        )
        for story_id, own in grouped.items()
    )


def _dated(said: Said, latest: dict[int, int]) -> Said:
    """Mark what an earlier version of a story tells; `_with_past` looks whether the latest takes it back."""
    is_early = said.field in SINGLE and latest[said.telling.story_id] != said.telling.report_id
    return replace(said, telling=replace(said.telling, is_past=is_early))


def _with_past(said: list[Said]) -> list[Said]:
    """Leave as past only what the latest version that speaks of the field tells otherwise."""
    last: dict[tuple[DossierField, int], str] = {}
    for one in said:
        last[one.field, one.telling.story_id] = one.key
    made = []
    for one in said:
        is_past = one.telling.is_past and last[one.field, one.telling.story_id] != one.key
        made.append(replace(one, telling=replace(one.telling, is_past=is_past)))
    return made


def _values(said: Sequence[Said], members: Mapping[int, Member]) -> tuple[Value, ...]:
    grouped: dict[str, list[Said]] = {}
    for one in said:
        grouped.setdefault(one.key, []).append(one)
    grades = Grades(said, members)
    values = [_value(own, grades.grade(own[0])) for own in grouped.values()]
    return tuple(sorted(values, key=lambda one: (-one.n_stories, -len(one.tellings), one.tellings[0].report_id)))


def _value(own: list[Said], credibility: Credibility) -> Value:
    first = own[0]
    return Value(
        label=first.label,
        credibility=credibility,
        tellings=tuple(one.telling for one in own),
        n_stories=len({one.telling.story_id for one in own if not one.telling.is_past}),
        interval=first.interval,
        counts=tuple(dict.fromkeys(one.count for one in own if one.count)),
        party=first.party,
        country=next((one.country for one in own if one.country), None),
        effects=tuple(dict.fromkeys(one.effect for one in own if one.effect)),
    )


def _all_meet(intervals: list[Interval]) -> bool:
    """Tell whether some day lies in all of them: a day and its month do not contradict each other."""
    return max(one.earliest for one in intervals) <= min(one.latest for one in intervals)
