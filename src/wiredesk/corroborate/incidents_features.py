"""What two profiles share and where they part, as numbers. Not for: what the numbers mean (see `incidents_scoring`).

NaN stands for: nothing to compare on one side. The order of `FEATURES` is the order of the trained weights.
"""

import math
from collections.abc import Iterable

from wiredesk.corroborate.incidents_profile import Days, IncidentProfile, Name, Toll
from wiredesk.corroborate.incidents_words import idf, key_of, stem

FEATURES = (
    "cos_terms", "cos_lead", "cos_cross", "rare_terms", "rare_lead", "n_terms",
    "person_best", "person_share", "person_least", "part_best", "part_clash",
    "place_best", "place_share", "scene_share", "organization_best", "organization_share",
    "name_cos",
    "ages_share", "numbers_best", "numbers_share",
    "published_gap", "event_gap", "days_gap", "days_share", "told_before", "weekday_share",
    "country_share", "km", "type_same", "stage_same", "killed_fit", "wounded_fit", "weapon_share",
)  # fmt: skip
NAN = math.nan
_EARTH_KM = 6371.0
# Terms that fewer than about one report of 60 holds count as rare.
_RARE_IDF = 4.0


def features(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    """Return the numbers of a pair, in the order of `FEATURES`; the same either way round."""
    return [
        *_of_words(left, right),
        *_of_names(left, right),
        *_of_numbers(left, right),
        *_of_days(left, right),
        *_of_facts(left, right),
    ]


def _cos(left: dict[int, float], right: dict[int, float]) -> float:
    if len(right) < len(left):
        left, right = right, left
    get = right.get
    return sum(weight * get(key, 0.0) for key, weight in left.items())


def _of_words(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    shared = left.terms.keys() & right.terms.keys()
    lead = left.lead.keys() & right.lead.keys()
    cross = max(_cos(left.lead, right.terms), _cos(left.terms, right.lead))
    return [
        _cos(left.terms, right.terms), _cos(left.lead, right.lead), cross,
        _rarity(shared), _rarity(lead), math.log1p(min(len(left.terms), len(right.terms))),
    ]  # fmt: skip


def _rarity(keys: Iterable[int]) -> float:
    return sum(max(0.0, idf(key) - _RARE_IDF) for key in keys)


# -- names -----------------------------------------------------------------------------------------------------------


def _tokens(names: Iterable[Name]) -> dict[str, float]:
    """Return the words of names with their rarity, so that "Caron" and "Dan Caron" share one."""
    return {word: idf(key_of(stem(word))) for name in names for word in name.words.split() if len(word) > 2}


def _shared(left: dict[str, float], right: dict[str, float]) -> tuple[float, float]:
    """Return the rarest shared word's rarity and the share of the poorer side that is shared; NaN where a side is empty."""
    if not left or not right:
        return NAN, NAN
    common = left.keys() & right.keys()
    least = min(sum(left.values()), sum(right.values())) or 1.0
    return sum(sorted((left[word] for word in common), reverse=True)[:3]), sum(left[word] for word in common) / least


def _of_names(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    by_kind = {kind: (_tokens(_of(left, kind)), _tokens(_of(right, kind))) for kind in ("person", "place", "organization")}
    person, place, body = (_shared(*by_kind[kind]) for kind in ("person", "place", "organization"))
    least = min(len(side) for side in by_kind["person"])
    scene = _shared(*(_tokens(n for n in one.names if n.part == "scene") for one in (left, right)))
    return [*person, float(least), *_parts(left, right), *place, scene[1], *body, _name_cos(left, right)]


def _of(profile: IncidentProfile, kind: str) -> list[Name]:
    return [name for name in profile.names if name.kind == kind]


def _parts(left: IncidentProfile, right: IncidentProfile) -> tuple[float, float]:
    """Return how well victims and suspects agree, and whether both name some and none is shared."""
    sides = [_tokens(name for name in one.names if name.part in ("victim", "suspect")) for one in (left, right)]
    best, _ = _shared(*sides)
    return best, NAN if math.isnan(best) else float(best == 0.0)


def _name_cos(left: IncidentProfile, right: IncidentProfile) -> float:
    if not left.names or not right.names:
        return NAN
    sides = []
    for one in (left, right):
        weights: dict[str, float] = {}
        for name in one.names:
            for word in name.words.split():
                weights[word] = max(weights.get(word, 0.0), idf(key_of(stem(word))) * (1.0 + name.weight / 20))
        sides.append(weights)
    dot = sum(weight * sides[1].get(word, 0.0) for word, weight in sides[0].items())
    norms = [math.sqrt(sum(w * w for w in side.values())) for side in sides]
    return dot / (norms[0] * norms[1]) if all(norms) else 0.0


# -- numbers ---------------------------------------------------------------------------------------------------------


def _of_numbers(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    ages = [{n for n in one.numbers if n.startswith("age ")} for one in (left, right)]
    others = [{n for n in one.numbers if not n.startswith("age ")} for one in (left, right)]
    best = max((min(int(n.split()[0]), 1000) for n in others[0] & others[1]), default=0)
    return [_overlap(*ages), math.log1p(best) if all(others) else NAN, _overlap(*others)]


def _overlap(left: Iterable[object], right: Iterable[object]) -> float:
    one, other = set(left), set(right)
    return len(one & other) / min(len(one), len(other)) if one and other else NAN


# -- days ------------------------------------------------------------------------------------------------------------


def _gap(left: Days | None, right: Days | None) -> float:
    """Return the days between two stretches, 0 where they meet."""
    if left is None or right is None:
        return NAN
    return float(max(0, left[0] - right[1], right[0] - left[1]))


def _of_days(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    near = min((abs(a - b) for a in left.days for b in right.days), default=NAN)
    return [
        _gap(left.published, right.published), _gap(left.date, right.date), float(near), _overlap(left.days, right.days),
        _told_before(left, right), _overlap(left.weekdays, right.weekdays),
    ]  # fmt: skip


def _told_before(left: IncidentProfile, right: IncidentProfile) -> float:
    """Return by how many days one side was published before the other's incident: above 1 it cannot tell of it."""
    found = [
        told.date[0] - teller.published[1] for told, teller in ((left, right), (right, left)) if told.date and teller.published
    ]
    return float(max(found)) if found else NAN


# -- facts -----------------------------------------------------------------------------------------------------------


def _of_facts(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    return [
        _overlap(left.countries[:2], right.countries[:2]), _km(left.point, right.point),
        NAN if left.type is None or right.type is None else float(left.type is right.type),
        NAN if left.stage is None or right.stage is None else float(left.stage is right.stage),
        _fit(left.killed, right.killed), _fit(left.wounded, right.wounded), _overlap(left.weapons, right.weapons),
    ]  # fmt: skip


def _km(left: tuple[float, float] | None, right: tuple[float, float] | None) -> float:
    """Return the great-circle distance. Source: the haversine formula."""
    if left is None or right is None:
        return NAN
    (lat, lon), (other_lat, other_lon) = (tuple(map(math.radians, point)) for point in (left, right))
    half = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _fit(left: Toll | None, right: Toll | None) -> float:
    """Return 0 where two tolls can both be true, else by how much they miss each other, as a ratio of logarithms."""
    if left is None or right is None:
        return NAN
    low, high = max(left[0] or 0, right[0] or 0), min(_top(left), _top(right))
    return 0.0 if low <= high else math.log1p(low) - math.log1p(high)


def _top(toll: Toll) -> float:
    return math.inf if toll[1] is None else float(toll[1])
