"""A saved watch: what a report must say to raise an alert, written and read back. Not for: judging a report (see `matching`)."""

import json
import math
from dataclasses import dataclass
from typing import Any

from wiredesk.codebook import IncidentType, Stage
from wiredesk.errors import SettingError
from wiredesk.folding import folded

MAX_DAYS = 3_660
_MAX_RADIUS_KM = 20_040  # half round the Earth
_MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class PlaceWanted:
    """Name a place; `country` is its ISO 3166-1 alpha-2 code where the name is a country's: any place in it counts then."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Draw a circle: degrees and kilometres."""

    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold the conditions of a watch: all that are given must hold, of the values of one condition any.

    Type, stage, people and place must hold of one incident; see `matching` for what that means. `date_within_days` wants a
    date that is named in the report and comes within so many days.
    """

    who: tuple[str, ...] = ()
    places: tuple[PlaceWanted, ...] = ()
    near: Near | None = None
    types: tuple[IncidentType, ...] = ()
    stages: tuple[Stage, ...] = ()
    phrases: tuple[str, ...] = ()
    date_within_days: int | None = None
    outlets: tuple[str, ...] = ()


def checked(rule: Rule) -> Rule:
    """Return the rule as it is, if it can ever hold.

    :raises SettingError: when it has no condition, or one that nothing can meet.
    """
    if rule == Rule():
        raise SettingError("watch: has no condition; give at least one, such as --who NAME or --phrase WORDS")
    for option, words in [*(("--who", w) for w in rule.who), *(("--phrase", w) for w in rule.phrases)]:
        if not folded(words) or len(words) > _MAX_WORDS:
            raise SettingError(f"{option} {words[:40]!r}: give words with letters or digits, at most {_MAX_WORDS} characters")
    for place in rule.places:
        if not folded(place.name) or len(place.name) > _MAX_WORDS:
            raise SettingError(f"--place {place.name[:40]!r}: give a place's name, at most {_MAX_WORDS} characters")
    days = rule.date_within_days
    if days is not None and not 0 <= days <= MAX_DAYS:
        raise SettingError(f"--date-within {days}: give days from 0 to {MAX_DAYS}")
    return rule


def near_from_words(words: str) -> Near:
    """Return the circle in "LAT,LON,KM".

    :raises SettingError: when it is none.
    """
    try:
        latitude, longitude, radius_km = (float(part) for part in words.split(","))
    except ValueError as error:
        raise SettingError(f"--near {words[:40]!r}: write LAT,LON,KM, such as 12.5,-3.25,50") from error
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < radius_km <= _MAX_RADIUS_KM
    if not (is_on_earth and math.isfinite(radius_km)):
        raise SettingError(f"--near {words[:40]!r}: degrees are -90 to 90 and -180 to 180, kilometres 0 to {_MAX_RADIUS_KM}")
    return Near(latitude, longitude, radius_km)


def rule_to_json(rule: Rule) -> str:
    """Return the rule as one JSON object; conditions that are not given are left out."""
    near = rule.near
    told = {
        "who": list(rule.who),
        "places": [{"name": place.name, "country": place.country} for place in rule.places],
        "near": [near.latitude, near.longitude, near.radius_km] if near else None,
        "types": [str(one) for one in rule.types],
        "stages": [str(one) for one in rule.stages],
        "phrases": list(rule.phrases),
        "date_within_days": rule.date_within_days,
        "outlets": list(rule.outlets),
    }
    return json.dumps({name: value for name, value in told.items() if value not in (None, [])}, ensure_ascii=False)


def rule_from_json(words: str) -> Rule:
    """Return the rule in a JSON object of `rule_to_json`."""
    told: dict[str, Any] = json.loads(words)
    return Rule(
        who=tuple(told.get("who", ())),
        places=tuple(PlaceWanted(one["name"], one["country"]) for one in told.get("places", ())),
        near=Near(*told["near"]) if "near" in told else None,
        types=tuple(IncidentType(one) for one in told.get("types", ())),
        stages=tuple(Stage(one) for one in told.get("stages", ())),
        phrases=tuple(told.get("phrases", ())),
        date_within_days=told.get("date_within_days"),
        outlets=tuple(told.get("outlets", ())),
    )


def rule_in_words(rule: Rule) -> str:
    """Return the rule in one line for people: "who Ada Roe; type bombing or arson; a date within 7 days"."""
    parts = []
    for name, values in (
        ("who", rule.who),
        ("place", tuple(place.name for place in rule.places)),
        ("type", tuple(one.replace("_", " ") for one in rule.types)),
        ("stage", rule.stages),
        ("words", tuple(f'"{one}"' for one in rule.phrases)),
        ("outlet", rule.outlets),
    ):
        if values:
            parts.append(f"{name} {' or '.join(values)}")
    if rule.near:
        parts.append(f"within {rule.near.radius_km:g} km of {rule.near.latitude:g}, {rule.near.longitude:g}")
    if rule.date_within_days is not None:
        parts.append(f"a date within {rule.date_within_days} days")
    return "; ".join(parts)
