"""What changed when in the record of an incident. Not for: changes between two readings (see `changes`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wiredesk.codebook import Attribution
from wiredesk.corroborate.dossier_values import SINGLE, DossierField, Said, Telling
from wiredesk.dates.interval import Interval


class ChangeKind(StrEnum):
    """Name what a report did to the record."""

    FIRST = "first"  # the first to tell a field
    OTHER = "other"  # another value than those told before
    REVISED = "revised"  # a story's own earlier value is given another
    CLAIMED = "claimed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change: the new value and its words, and those that a story told before when it revises itself."""

    kind: ChangeKind
    field: DossierField
    label: str
    telling: Telling
    before: str | None = None
    before_telling: Telling | None = None
    interval: Interval | None = None
    before_interval: Interval | None = None


# Two reports call victims, targets and weapons by different words without anything having changed.
_IN_OTHER_WORDS = (DossierField.VICTIM, DossierField.TARGET, DossierField.WEAPON)


def changes_of(said: Iterable[Said]) -> tuple[Change, ...]:
    """Return what each report added to or changed in the record, by publication; `said` comes in that order."""
    told: dict[DossierField, dict[str, Said]] = {}
    by_story: dict[tuple[DossierField, int], Said] = {}
    made: list[Change] = []
    for one in sorted((s for s in said if s.field not in _IN_OTHER_WORDS), key=lambda s: _order(s.telling)):
        seen = told.setdefault(one.field, {})
        before = by_story.get((one.field, one.telling.story_id)) if one.field in SINGLE else None
        if before is not None and before.key != one.key:
            days = one.interval, before.interval
            made.append(Change(ChangeKind.REVISED, one.field, one.label, one.telling, before.label, before.telling, *days))
        elif _standing_key(one) not in seen:
            made.append(Change(_kind(one, seen), one.field, one.label, one.telling, interval=one.interval))
        seen.setdefault(_standing_key(one), one)
        by_story[one.field, one.telling.story_id] = one
    return tuple(made)


def _order(telling: Telling) -> tuple[str, int]:
    return (telling.published.latest.isoformat() if telling.published else "9999"), telling.report_id


def _standing_key(said: Said) -> str:
    """A claim, a suspicion and a denial of one group are things apart."""
    standing = said.telling.attribution
    return f"{said.key} {standing}" if standing else said.key


def _kind(said: Said, seen: dict[str, Said]) -> ChangeKind:
    if said.telling.attribution is Attribution.CLAIMED_OR_ADMITTED:
        return ChangeKind.CLAIMED
    if said.telling.attribution is Attribution.DENIED:
        return ChangeKind.DENIED
    return ChangeKind.OTHER if seen else ChangeKind.FIRST


def later_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes without those that the first report made by telling of the incident at all."""
    first = changes[0].telling.report_id if changes else None
    return tuple(one for one in changes if one.telling.report_id != first or one.kind is ChangeKind.REVISED)
