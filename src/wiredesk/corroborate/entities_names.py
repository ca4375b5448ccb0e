"""What the names of two entities prove. Not for: anything else that is known of them (see `entities_evidence`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.corroborate.comparison import Reason
from wiredesk.corroborate.entities_profiles import EntityProfile, companion_hash
from wiredesk.corroborate.names import person_name, place_kinds, place_parts
from wiredesk.corroborate.names_bodies import (
    BodyFit,
    acronym_letters,
    before_short,
    body_words,
    compare_bodies,
    is_local_acronym,
    is_team,
)
from wiredesk.corroborate.names_people import Agreement, Fit, compare_names

_MOST_COMPARED = 8
# A name proves at most this much, however rare and long: reports also mistake names.
_MOST = 17.0
_APART = -20.0
# Log odds of bodies and places by how their names fit; see `entities` for the prior that they must outweigh.
_BODY = {
    BodyFit.SAME: 15.0,
    BodyFit.KIND: 12.0,
    BodyFit.ACRONYM: 12.5,
    BodyFit.NATIONAL: 10.5,
    BodyFit.LOCAL: 8.0,
    BodyFit.SHORT: 9.0,
    BodyFit.BRANCH: 4.0,
}
_BODY_WORDS = {
    BodyFit.SAME: "the same name",
    BodyFit.KIND: "the same name but for the kind of body",
    BodyFit.ACRONYM: "one name is made of the other's initials",
    BodyFit.NATIONAL: "the same words, but every country has such a body",
    BodyFit.LOCAL: "the same words, but every town has such a body",
    BodyFit.SHORT: "one name is the end of the other",
    BodyFit.BRANCH: "one name says more: perhaps a branch of the other",
}
_MAY_JOIN = (BodyFit.SAME, BodyFit.KIND, BodyFit.ACRONYM)
_SHORT_ACRONYM = -3.0
_ONE_COUNTRY, _TOWN_NAMED = 2.5, 3.0
_PLACE, _PLACE_NO_COUNTRY, _SAME_ENTRY = 14.0, 10.5, 17.0


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """Hold the reason that the names give, whether they cannot be one's, and whether they may join without a person's word."""

    reason: Reason
    is_apart: bool = False
    may_join: bool = True


def name_evidence(left: EntityProfile, right: EntityProfile) -> NameEvidence:
    """Return what the names of two entities of one type prove."""
    if left.type is EntityType.PERSON:
        return _of_people(left, right)
    if left.type is EntityType.ORGANIZATION:
        return _of_bodies(left, right)
    return _of_places(left, right) if left.type is EntityType.PLACE else _of_others(left, right)


def _apart(code: str, note: str) -> NameEvidence:
    return NameEvidence(Reason(code, note, _APART), is_apart=True, may_join=False)


def _names(profile: EntityProfile) -> list[str]:
    return [name for name, _ in profile.names[:_MOST_COMPARED]]


# -- people --------------------------------------------------------------------------------------------------------


def _of_people(left: EntityProfile, right: EntityProfile) -> NameEvidence:
    ours, theirs = _full(_names(left)), _full(_names(right))
    if ours and theirs:
        best, mine, other = _best(ours, theirs)
        if best.fit is Fit.APART:
            return _apart("other_name", f"different names: {left.name}, {right.name}")
        return NameEvidence(_person_reason(best, mine, other), may_join=best.fit is Fit.FULL or best.proves >= _INITIALS_PROVE)
    best, mine, other = _best(_names(left), _names(right))
    if best.fit is Fit.APART:
        return _apart("other_name", f"different names: {left.name}, {right.name}")
    note = f"a single name alone: {mine}, {other}"
    return NameEvidence(Reason("single_name", note, min(best.proves, _MOST)), may_join=False)


# "J. Khalimov" and "John Khalimov": the surname must be rare.
_INITIALS_PROVE = 10.5


def _full(names: Iterable[str]) -> list[str]:
    return [name for name in names if person_name(name).is_full]


def _best(ours: list[str], theirs: list[str]) -> tuple[Agreement, str, str]:
    found = [(compare_names(mine, other), mine, other) for mine in ours for other in theirs]
    return max(found, key=lambda one: (one[0].fit, one[0].proves), default=(Agreement(Fit.APART, 0.0), "", ""))


def _person_reason(best: Agreement, mine: str, other: str) -> Reason:
    if best.fit is Fit.INITIALS:
        return Reason("initials", f"initials and surname fit: {mine}, {other}", min(best.proves, _MOST))
    if best.is_turned:
        return Reason("turned_name", f"the same name in another order: {mine}, {other}", min(best.proves, _MOST))
    if best.is_variant:
        return Reason("name_variant", f"spellings of one name: {mine}, {other}", min(best.proves, _MOST))
    note = f"the same name: {mine}" if mine == other else f"the same name: {mine}, {other}"
    return Reason("same_name", note, min(best.proves, _MOST))


# -- bodies --------------------------------------------------------------------------------------------------------

_RANKS = list(_BODY)


def _of_bodies(left: EntityProfile, right: EntityProfile) -> NameEvidence:
    found = [(compare_bodies(a, b), a, b) for a in _names(left) for b in _names(right)]
    fitting = [one for one in found if one[0] is not BodyFit.APART]
    if not fitting:
        return _apart("other_name", f"different names: {left.name}, {right.name}")
    fit, mine, other = min(fitting, key=lambda one: _RANKS.index(one[0]))
    weight = _BODY[fit]
    letters = acronym_letters(mine) or acronym_letters(other)
    if fit in (BodyFit.SAME, BodyFit.ACRONYM) and letters:
        if _are_other_bodies(left, right, letters):
            return _apart("other_name", f"{letters.upper()} stands for different names: {left.name}, {right.name}")
        weight += _SHORT_ACRONYM if len(letters) < 3 or is_local_acronym(letters) else 0.0
    note = f"{_BODY_WORDS[fit]}: {mine}" + ("" if mine == other else f", {other}")
    if fit is BodyFit.NATIONAL and _is_one_country(left, right):
        return NameEvidence(Reason("body_national", f"{note}; both in {left.countries[0][0]}", weight + _ONE_COUNTRY))
    if fit is BodyFit.SHORT and (town := _town_before(left, right, mine, other)):
        return NameEvidence(Reason("body_short", f"{note}; {town} is named beside it", weight + _TOWN_NAMED))
    return NameEvidence(Reason(f"body_{fit.value}", note, weight), may_join=fit in _MAY_JOIN)


def _town_before(left: EntityProfile, right: EntityProfile, mine: str, other: str) -> str | None:
    """Return the place that the longer name has before the shorter ("Indianapolis Colts") where it is named beside that one."""
    town = " ".join(before_short(body_words(mine), body_words(other)))
    short, words = (left, mine) if len(body_words(mine)) < len(body_words(other)) else (right, other)
    is_named = companion_hash(EntityType.PLACE, town) in {one for one, _ in short.companions}
    return town if is_named and is_team(body_words(words)) else None


def _are_other_bodies(left: EntityProfile, right: EntityProfile, letters: str) -> bool:
    """Tell whether both have a long name beside the acronym, and these do not fit."""
    ours = [name for name in _names(left) if not acronym_letters(name)]
    theirs = [name for name in _names(right) if not acronym_letters(name)]
    return bool(ours and theirs) and all(compare_bodies(a, b) in (BodyFit.APART, BodyFit.BRANCH) for a in ours for b in theirs)


def _is_one_country(left: EntityProfile, right: EntityProfile) -> bool:
    return len(left.countries) == len(right.countries) == 1 and left.countries[0][0] == right.countries[0][0]


# -- places and other things ---------------------------------------------------------------------------------------


def _of_places(left: EntityProfile, right: EntityProfile) -> NameEvidence:
    ours, theirs = _entry(left), _entry(right)
    if ours and theirs:
        if ours == theirs and _parts_told(left) != _parts_told(right):
            note = f"perhaps a part of the other, or what lies around it: {left.name}, {right.name}"
            return NameEvidence(Reason("part_of_place", note, _PLACE_NO_COUNTRY), may_join=False)
        if ours == theirs:
            return NameEvidence(Reason("same_place", f"the same place of the gazetteer: {left.name}", _SAME_ENTRY))
        return _apart("other_place", f"different places of the gazetteer: {left.name}, {right.name}")
    ours_named, theirs_named = {body_words(name) for name in _names(left)}, {body_words(name) for name in _names(right)}
    is_same = bool(ours_named & theirs_named)
    if not is_same and not {place_words(name) for name in _names(left)} & {place_words(name) for name in _names(right)}:
        return _apart("other_name", f"different names: {left.name}, {right.name}")
    return _of_one_place_name(left, right, is_same=is_same)


def _of_one_place_name(left: EntityProfile, right: EntityProfile, *, is_same: bool) -> NameEvidence:
    weight = _PLACE if is_same else _PLACE - 2
    note = f"{'the same name' if is_same else 'the same name but for the kind of place'}: {left.name}, {right.name}"
    countries = {code for code, _ in left.countries}, {code for code, _ in right.countries}
    if not all(countries):
        # A sea and a glacier lie in no country, and have names of their own.
        return NameEvidence(Reason("same_name", f"{note}; a country unknown", weight if " " in left.name else _PLACE_NO_COUNTRY))
    if countries[0] & countries[1]:
        return NameEvidence(Reason("same_name", f"{note}; in the same country", weight))
    if "context" in (left.gazetteer, right.gazetteer):
        return NameEvidence(Reason("same_name", f"{note}; perhaps not in the same country", _PLACE_NO_COUNTRY), may_join=False)
    return _apart("other_country", f"the same name in different countries: {left.name}")


def _parts_told(profile: EntityProfile) -> frozenset[str]:
    """Return "east" of East Oruba and "county" of Oruba County, as the name that most reports use has it."""
    return frozenset(body_words(_names(profile)[0])) & place_parts() if profile.names else frozenset()


def place_words(name: str) -> tuple[str, ...]:
    """Return the words of a place's name without those for the kind of place."""
    words = body_words(name)
    return tuple(word for word in words if word not in place_kinds()) or words


def _entry(profile: EntityProfile) -> str | None:
    """Return the entry of the gazetteer, None where the country alone was found from the words around."""
    return None if profile.gazetteer in (None, "context", "region") else profile.gazetteer


def _of_others(left: EntityProfile, right: EntityProfile) -> NameEvidence:
    shared = {name.casefold() for name in _names(left)} & {name.casefold() for name in _names(right)}
    if not shared:
        return _apart("other_name", f"different names: {left.name}, {right.name}")
    return NameEvidence(Reason("same_name", f"the same name: {left.name}", _PLACE))
