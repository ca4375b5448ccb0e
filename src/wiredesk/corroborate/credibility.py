"""How credible a reported value is, 1 to 6, from how many independent stories say so. Not for: how reliable an outlet is.

The grades are those of the Admiralty code (NATO STANAG 2511): 1 confirmed by other independent sources, 2 probably true,
3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. That they are reckoned from counts, and how, is our choice;
docs/trust.md tells the rules to people and must be changed with them. The reliability of outlets (A to F) is carried along
to be shown beside the grade and never changes it: the two axes are judged apart.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from wiredesk.codebook import Attribution

_CONFIRMED_BY = 3  # independent sources; two may still lean on one that neither names
_HEDGED = frozenset({Attribution.POSSIBLE, Attribution.SUSPECTED_OR_ACCUSED, Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES})
_NOT_OUTRIGHT = _HEDGED | {Attribution.CLAIMED_OR_ADMITTED}


class Grade(IntEnum):
    """Name the six grades."""

    CONFIRMED = 1
    PROBABLE = 2
    POSSIBLE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    UNJUDGED = 6


@dataclass(frozen=True, slots=True)
class Assertion:
    """Hold that one report gives one value for a field of an incident, or denies it.

    `value` is any key under which equal values are equal. `by` names those who are quoted for it (any stable key), empty
    where the report says it in its own voice. `attribution` is what the text claims of a perpetrator, None for other fields.
    `day` is the report's publication day, None when unknown.
    """

    value: str
    report_id: int
    story_id: int
    wire: str | None = None
    outlet: str | None = None
    reliability: str | None = None
    attribution: Attribution | None = None
    is_denial: bool = False
    by: tuple[str, ...] = ()
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Credibility:
    """Hold a grade, the number of independent sources behind the value, and the reasons in words."""

    grade: Grade
    n_sources: int
    reasons: tuple[str, ...]


_Origin = tuple[str, str]


def credibility(
    value: str,
    assertions: Sequence[Assertion],
    *,
    is_exclusive: bool = False,
    n_silent: int = 0,
    origins: dict[int, _Origin] | None = None,
) -> Credibility:
    """Grade one value of a field from all assertions that the reports of the incident make about this field.

    `is_exclusive` says that only one value can be true (a place, a toll), so that other values contradict this one.
    `n_silent` is the number of independent sources that tell of the incident without a word about the field. `origins` are those
    of these assertions, for one who has them already.
    """
    origins = origins_of(assertions) if origins is None else origins
    current = _current(assertions, origins) if is_exclusive else list(assertions)
    support = [one for one in current if one.value == value and not one.is_denial]
    n_for = _n_independent(support, origins)
    n_denying = _n_independent([one for one in current if one.value == value and one.is_denial], origins)
    others = [one for one in current if one.value != value and not one.is_denial] if is_exclusive else []
    n_against = _n_independent(others, origins)
    reasons = list(_counted(support, origins, n_for))
    if not n_for:
        return _without_support(value, assertions, n_denying, reasons)
    beside = {origins[one.report_id] for one in assertions} - {origins[one.report_id] for one in support}
    grade = _from_support(n_for, is_alone=not (beside or n_silent), reasons=reasons)
    grade = _worded(grade, support, reasons)
    grade = _contradicted(grade, n_for, n_against, reasons)
    if n_denying and grade is not Grade.UNJUDGED:
        reasons.append(f"denied in {_times(n_denying, 'source')}")
        grade = Grade(min(Grade.IMPROBABLE, max(grade + 1, Grade.POSSIBLE)))
    return Credibility(Grade(grade), n_for, tuple(reasons))


def origins_of(assertions: Sequence[Assertion]) -> dict[int, _Origin]:
    """Return where each report (by its id) has its words from: an agency, a story that several print, or its own outlet.

    A story counts once however many print it; what one agency is credited with is one origin, and what one outlet writes
    itself is one origin. An outlet that prints an agency's story beside its own has two.
    """
    wires: dict[int, str] = {}
    outlets: dict[int, set[str]] = defaultdict(set)
    for one in sorted(assertions, key=lambda one: one.report_id):
        outlets[one.story_id].add(one.outlet or f"report {one.report_id}")
        if one.wire:
            wires.setdefault(one.story_id, one.wire)
    found: dict[int, _Origin] = {}
    for one in assertions:
        if one.story_id in wires:
            found[one.report_id] = ("agency", wires[one.story_id])
        elif len(outlets[one.story_id]) == 1 and one.outlet:
            found[one.report_id] = ("outlet", one.outlet)
        else:
            found[one.report_id] = ("story", str(one.story_id))
    return found


def n_independent(assertions: Sequence[Assertion]) -> int:
    """Return how many independent sources stand behind assertions: origins, and of those that only quote, no more than
    there are speakers quoted."""
    return _n_independent(assertions, origins_of(assertions))


def _n_independent(assertions: Sequence[Assertion], origins: dict[int, _Origin]) -> int:
    speakers: dict[_Origin, set[str]] = defaultdict(set)
    own_voice = set()
    for one in assertions:
        origin = origins[one.report_id]
        speakers[origin].update(one.by)
        if not one.by:
            own_voice.add(origin)
    quoting = [origin for origin in speakers if origin not in own_voice]
    n_quoted = len(set().union(*(speakers[origin] for origin in quoting))) if quoting else 0
    return len(own_voice) + min(len(quoting), n_quoted)


def _current(assertions: Sequence[Assertion], origins: dict[int, _Origin]) -> list[Assertion]:
    """Return the assertions without those that their own origin has revised since: what it last said stands."""
    latest: dict[_Origin, datetime.date] = {}
    for one in assertions:
        origin = origins[one.report_id]
        if one.day and one.day > latest.get(origin, datetime.date.min):
            latest[origin] = one.day
    return [one for one in assertions if one.day is None or one.day == latest[origins[one.report_id]]]


def _counted(support: Sequence[Assertion], origins: dict[int, _Origin], n_for: int) -> list[str]:
    if not support:
        return []
    n_reports = len({one.report_id for one in support})
    names = sorted({f"{kind} {name}" if kind == "story" else name for kind, name in (origins[one.report_id] for one in support)})
    reasons = [f"{_times(n_for, 'independent source')}: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"]
    if n_reports > len(names):
        reasons.append(f"{n_reports} reports, counted once for each agency, outlet and story that several print")
    if n_for < len(names):
        reasons.append("several of them only quote the same speaker, which counts once")
    return reasons


def _without_support(value: str, assertions: Sequence[Assertion], n_denying: int, reasons: list[str]) -> Credibility:
    is_revised = any(one.value == value and not one.is_denial for one in assertions)
    if is_revised:
        return Credibility(Grade.IMPROBABLE, 0, ("those who said so have since said otherwise",))
    if n_denying:
        return Credibility(Grade.IMPROBABLE, 0, (f"only denied, in {_times(n_denying, 'source')}",))
    return Credibility(Grade.UNJUDGED, 0, (*reasons, "nobody says so"))


def _from_support(n_for: int, *, is_alone: bool, reasons: list[str]) -> Grade:
    if n_for >= _CONFIRMED_BY:
        return Grade.CONFIRMED
    if n_for == _CONFIRMED_BY - 1:
        return Grade.PROBABLE
    if is_alone:
        reasons.append("no other independent source to hold it against")
        return Grade.UNJUDGED
    return Grade.POSSIBLE


def _worded(grade: Grade, support: Sequence[Assertion], reasons: list[str]) -> Grade:
    """Lower the grade for what the texts themselves do not say outright."""
    if grade is Grade.UNJUDGED:
        return grade
    told = {one.attribution for one in support}
    if told == {Attribution.CLAIMED_OR_ADMITTED} and grade < Grade.POSSIBLE:
        reasons.append("rests on the word of those who claim it alone: never better than possibly true")
        return Grade.POSSIBLE
    if told <= _HEDGED:
        reasons.append("nobody says it outright: suspected, accused or possible")
        return Grade(min(Grade.DOUBTFUL, grade + 1))
    if told <= _NOT_OUTRIGHT and grade < Grade.PROBABLE:
        reasons.append("claimed by one side and suspected by another, said outright by none: never better than probably true")
        return Grade.PROBABLE
    return grade


def _contradicted(grade: Grade, n_for: int, n_against: int, reasons: list[str]) -> Grade:
    if not n_against or grade is Grade.UNJUDGED:
        return grade
    reasons.append(f"{_times(n_against, 'independent source')} {'gives' if n_against == 1 else 'give'} another value")
    if n_against < n_for:
        return Grade(min(Grade.IMPROBABLE, grade + 1))
    if n_against == n_for:
        return Grade(min(Grade.IMPROBABLE, max(grade + 1, Grade.POSSIBLE)))
    return Grade.IMPROBABLE if n_against >= n_for + 2 else Grade.DOUBTFUL


def _times(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
