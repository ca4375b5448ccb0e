"""Why two profiles are held to be one incident or two, in words. Not for: the score (see `incidents_scoring`).

Each reason gathers the trained shares of the numbers that measure one thing; what it says is written from both profiles.
"""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from wiredesk.codebook import Stage
from wiredesk.corroborate.comparison import Reason
from wiredesk.corroborate.incidents_features import FEATURES
from wiredesk.corroborate.incidents_profile import Days, IncidentProfile, Toll
from wiredesk.corroborate.incidents_words import stem

_WORDS = ("cos_terms", "cos_lead", "cos_cross", "rare_terms", "rare_lead", "n_terms")
_PEOPLE = ("person_best", "person_share", "person_least", "official_best", "party_best")
_PLACES = ("place_best", "place_share", "scene_share", "country_share", "km", "scene_cross")
_DAYS = ("published_gap", "event_gap", "days_gap", "days_share", "told_before", "weekday_share")
_STAGE = ("stage_same",)
# Told whatever it weighs: a person must see that a threat and a deed were put together.
_TURNED = "threat_and_deed"
# Less than this in log odds is not worth a line.
_LEAST = 0.05
_MOST_NAMED = 3

_Row = dict[str, float]


def reasons(left: IncidentProfile, right: IncidentProfile, row: Sequence[float], shares: Sequence[float]) -> tuple[Reason, ...]:
    """Return the reasons that weigh something, the weightiest first; `row` and `shares` are in the order of `FEATURES`."""
    given, moved = dict(zip(FEATURES, row, strict=True)), dict(zip(FEATURES, shares, strict=True))
    found = []
    for names, say in _SAID:
        weight = sum(moved[name] for name in names)
        said = say(left, right, given) if abs(weight) >= _LEAST or names == _STAGE else None
        if said and (abs(weight) >= _LEAST or said[0] == _TURNED):
            found.append(Reason(*said, round(float(weight), 2)))
    return tuple(sorted(_told_once(found), key=lambda reason: -abs(reason.weight)))


def _told_once(found: Sequence[Reason]) -> list[Reason]:
    """Join reasons of the same words, so that no line stands both for and against; the weightier one gives its name."""
    by_note: dict[str, list[Reason]] = {}
    for one in found:
        by_note.setdefault(one.note, []).append(one)
    joined = []
    for same in by_note.values():
        weight = round(sum(one.weight for one in same), 2)
        joined.append(replace(max(same, key=lambda one: abs(one.weight)), weight=weight))
    return joined


_Said = tuple[str, str] | None


def _words(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    share = round(100 * row["cos_terms"])
    return ("same_words" if share >= 20 else "other_words"), f"the words are alike to {share} %"


def _all_names(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if math.isnan(row["name_cos"]):
        return "no_names", "one of them names nobody and no place"
    shared = _shared(left, right, ("person", "place", "organization"))
    return ("same_names", f"both name {shared}") if shared else ("other_names", "they share no name")


def _people(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if math.isnan(row["person_best"]):
        return None
    shared = _shared(left, right, ("person",), parts=("victim",))
    if shared:
        return "victim_name", f"both name {shared} as a victim"
    shared = _shared(left, right, ("person",), parts=("victim", "suspect", ""))
    if shared:
        return "same_person", f"both name {shared}"
    return "other_people", f"one names {_listed(left, 'person')}, the other {_listed(right, 'person')}"


def _places(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    shared = _shared(left, right, ("place",))
    if shared:
        return "same_place", f"both tell of {shared}"
    if math.isnan(row["place_best"]):
        return None
    if not math.isnan(row["km"]) and row["km"] >= 100:
        return "far_apart", f"{_listed(left, 'place')} and {_listed(right, 'place')} lie {round(row['km']):,} km apart"
    return "other_place", f"one tells of {_listed(left, 'place')}, the other of {_listed(right, 'place')}"


def _bodies(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    shared = _shared(left, right, ("organization",))
    if shared:
        return "same_organization", f"both name {shared}"
    if math.isnan(row["organization_best"]):
        return None
    return "other_organizations", f"one names {_listed(left, 'organization')}, the other {_listed(right, 'organization')}"


def _ages(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if math.isnan(row["age_share"]):
        return None
    ages = [[n[4:] for n in one.numbers if n.startswith("age ")] for one in (left, right)]
    shared = [age for age in ages[0] if age in ages[1]]
    if shared:
        return "same_age", f"both tell of somebody aged {' and '.join(shared[:_MOST_NAMED])}"
    return "other_ages", f"ages {', '.join(ages[0][:_MOST_NAMED])} here, {', '.join(ages[1][:_MOST_NAMED])} there"


def _numbers(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    shared = [n for n in left.numbers if n[:1].isdigit() and row["count_share"] > 0 and _is_in(n, right.numbers)]
    if shared:
        return "same_numbers", f"both count {', '.join(shared[:_MOST_NAMED])}"
    return None if math.isnan(row["count_share"]) else ("other_numbers", "they count other things")


def _clocks(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if math.isnan(row["clock_share"]):
        return None
    shared = [n[3:] for n in left.numbers if n.startswith("at ") and n in right.numbers]
    return ("same_hour", f"both say {', '.join(shared)}") if shared else ("other_hour", "they give other clock times")


def _streets(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if math.isnan(row["street_share"]):
        return None
    sides = [", ".join(street.title() for street in one.streets[:_MOST_NAMED]) for one in (left, right)]
    return ("same_street" if row["street_share"] else "other_street"), f"streets: {sides[0]} and {sides[1]}"


def _conflicts(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    n = round(row["conflicts"])
    return (
        (
            "conflicts",
            f"{n} kinds of facts that both state do not agree" if n > 1 else "one kind of fact that both state does not agree",
        )
        if n
        else ("no_conflict", "nothing both state disagrees")
    )


def _is_in(number: str, others: Sequence[str]) -> bool:
    key = [stem(word) for word in number.split()]
    return any([stem(word) for word in other.split()] == key for other in others)


def _days(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    for which, one, other in (("incident", left.date, right.date), ("report", left.published, right.published)):
        if one and other:
            return _dated(which, one, other)
    if set(left.days) & set(right.days):
        return "same_day", f"both name {_day(min(set(left.days) & set(right.days)))}"
    return ("weekdays", "the days of the week that they name") if not math.isnan(row["weekday_share"]) else None


def _dated(which: str, one: Days, other: Days) -> tuple[str, str]:
    gap = max(0, one[0] - other[1], other[0] - one[1])
    if not gap:
        return "same_day", f"the {which}s may be of one day: {_stretch(one)} and {_stretch(other)}"
    return (
        "near_days" if gap <= 3 else "days_apart"
    ), f"the {which}s are {gap} {'day' if gap == 1 else 'days'} apart: {_stretch(one)} and {_stretch(other)}"


def _types(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if left.type is None or right.type is None:
        return None
    if left.type is right.type:
        return "same_type", f"both tell of {left.type.value.replace('_', ' ')}"
    return "other_type", f"{left.type.value.replace('_', ' ')} here, {right.type.value.replace('_', ' ')} there"


def _stages(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if left.stage is None or right.stage is None:
        return None
    if Stage.THREATENED in (left.stage, right.stage) and left.stage is not right.stage:
        return _TURNED, "one tells of the threat, the other of the deed"
    return ("same_stage" if left.stage is right.stage else "other_stage"), f"{left.stage.value} and {right.stage.value}"


def _tolls(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    for word, one, other in (("killed", left.killed, right.killed), ("wounded", left.wounded, right.wounded)):
        if one and other:
            code = "other_toll" if row[f"{word}_fit"] > 0 else "same_toll"
            return code, f"{word}: {_toll(one)} and {_toll(other)}"
    return None


def _weapons(left: IncidentProfile, right: IncidentProfile, row: _Row) -> _Said:
    if not left.weapons or not right.weapons:
        return None
    code = "same_weapon" if row["weapon_share"] else "other_weapon"
    return code, f"weapons: {', '.join(left.weapons)} and {', '.join(right.weapons)}"


_SAID: tuple[tuple[tuple[str, ...], Callable[[IncidentProfile, IncidentProfile, _Row], _Said]], ...] = (
    (_WORDS, _words), (("name_cos",), _all_names), (_PEOPLE, _people), (_PLACES, _places),
    (("organization_best", "organization_share"), _bodies), (("age_share", "age_n"), _ages),
    (("count_share",), _numbers), (("clock_share",), _clocks), (("street_share",), _streets), (_DAYS, _days),
    (("conflicts",), _conflicts), (("type_same",), _types), (_STAGE, _stages),
    (("killed_fit", "wounded_fit"), _tolls), (("weapon_share",), _weapons),
)  # fmt: skip


def _shared(left: IncidentProfile, right: IncidentProfile, kinds: tuple[str, ...], parts: tuple[str, ...] = ()) -> str:
    """Return the names of the left side that share a telling word with one of the right side's."""
    wanted = [{w for n in right.names if n.kind in kinds and (not parts or n.part in parts) for w in n.words.split()}]
    named = [
        name.words.title()
        for name in left.names
        if name.kind in kinds
        and (not parts or name.part in parts)
        and any(len(w) > 2 and w in wanted[0] for w in name.words.split())
    ]
    return ", ".join(list(dict.fromkeys(named))[:_MOST_NAMED])


def _listed(profile: IncidentProfile, kind: str) -> str:
    return ", ".join([name.words.title() for name in profile.names if name.kind == kind][:_MOST_NAMED])


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


def _stretch(days: Days) -> str:
    return _day(days[0]) if days[0] == days[1] else f"{_day(days[0])} to {_day(days[1])}"


def _toll(toll: Toll) -> str:
    low, high = toll
    if low == high:
        return str(low)
    return f"{low} or more" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
