"""Keys under which the desk looks for reports of the same incident. Not for: whether they are (see `incidents`).

Two profiles of one incident should share at least one key, and a key should be shared by few others: a full name, a scene
with its week, an age with its place, two rare words of the lead. The desk looks at the newest rows of each key alone, so a key
that thousands share costs no time and finds little.
"""

from itertools import combinations

from wiredesk.corroborate.incidents_profile import IncidentProfile
from wiredesk.corroborate.incidents_sides import rarity, sound_key

MOST_KEYS = 24
_N_NAMES, _N_PLACES, _N_AGES, _N_TERMS = 7, 3, 2, 5
# A single word of a name must be about as rare as a name that the tables do not know.
_RARE_IDF = 5.5
_WEEK = 7


def block_keys(profile: IncidentProfile) -> tuple[str, ...]:
    """Return at most 24 keys, the most telling first."""
    keys = [*_of_names(profile), *_of_places(profile), *_of_terms(profile)]
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


def _of_names(profile: IncidentProfile) -> list[str]:
    found = []
    for name in profile.names:
        words = name.words.split()
        if name.kind == "place" or not words:
            continue
        if len(words) > 1 and name.kind == "person":
            found.append(f"n:{sound_key(words[0])} {sound_key(words[-1])}")
        if rarity(words[-1]) >= _RARE_IDF:
            found.append(f"l:{sound_key(words[-1])}")
        elif len(words) > 1 and name.kind == "organization":
            found.append(f"o:{name.words}")
    return list(dict.fromkeys(found))[:_N_NAMES]


def _of_places(profile: IncidentProfile) -> list[str]:
    """Return places, each with the weeks of the incident: two that overlap, so that a Sunday meets the Monday after it."""
    days = _middle_days(profile)
    if not days:
        return []
    weeks = list(dict.fromkeys(f"{name}{(day + shift) // _WEEK}" for day in days for name, shift in (("a", 0), ("b", 3))))
    places = sorted((n for n in profile.names if n.kind == "place"), key=lambda n: (n.part != "scene", -n.weight))[:_N_PLACES]
    ages = [number.replace(" ", "") for number in profile.numbers if number.startswith("age ")][:_N_AGES]
    rarest = [sound_key(max(place.words.split(), key=rarity)) for place in places]
    found = [f"p:{word}|{week}" for word in dict.fromkeys(rarest) for week in weeks]
    return [f"{age}|{week}" for age in ages for week in weeks[:2]] + found


def _middle_days(profile: IncidentProfile) -> list[int]:
    spans = [span for span in (profile.date, profile.published) if span and span[1] - span[0] <= _WEEK]
    return [(span[0] + span[1]) // 2 for span in spans][:1]


def _of_terms(profile: IncidentProfile) -> list[str]:
    best = sorted(profile.terms, key=lambda key: (-profile.terms[key], key))[:_N_TERMS]
    return [f"w:{min(pair):x}.{max(pair):x}" for pair in combinations(best, 2)]
