"""What two profiles share and where they part, as numbers. Not for: what the numbers mean (see `incidents_scoring`).

NaN stands for: nothing to compare on one side. The order of `FEATURES` is the order of the trained weights.
"""

import math
from collections.abc import Iterable, Set

from wiredesk.corroborate.incidents_profile import Days, IncidentProfile, Toll
from wiredesk.corroborate.incidents_sides import Side, Weights, side_of
from wiredesk.corroborate.incidents_words import idf

FEATURES = (
    "cos_terms", "cos_lead", "cos_cross", "rare_terms", "rare_lead", "n_terms",
    "person_best", "person_share", "person_least", "official_best", "party_best",
    "place_best", "place_share", "scene_share", "organization_best", "organization_share", "name_cos",
    "age_share", "age_n", "clock_share", "street_share", "count_share",
    "published_gap", "event_gap", "days_gap", "days_share", "told_before", "weekday_share",
    "country_share", "km", "type_same", "stage_same", "killed_fit", "wounded_fit", "weapon_share", "scene_cross", "conflicts",
)  # fmt: skip
NAN = math.nan
_EARTH_KM = 6371.0
# Terms that fewer than about one report of 60 holds count as rare.
_RARE_IDF = 4.0


def features(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    """Return the numbers of a pair, in the order of `FEATURES`; the same either way round."""
    one, other = side_of(left), side_of(right)
    return [
        *_of_words(left, right),
        *_of_names(one, other),
        *_of_numbers(one, other),
        *_of_days(left, right),
        *_of_facts(left, right),
        _overlap(one.weapons, other.weapons),
        _scene_cross(one, other),
        float(_n_conflicts(one, other)),
    ]


def _cos(left: dict[int, float], right: dict[int, float]) -> float:
    return sum([left[key] * right[key] for key in left.keys() & right.keys()])


def _of_words(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    cross = max(_cos(left.lead, right.terms), _cos(left.terms, right.lead))
    return [
        _cos(left.terms, right.terms), _cos(left.lead, right.lead), cross,
        _rarity(left.terms.keys() & right.terms.keys()), _rarity(left.lead.keys() & right.lead.keys()),
        math.log1p(min(len(left.terms), len(right.terms))),
    ]  # fmt: skip


def _rarity(keys: Iterable[int]) -> float:
    return sum([max(0.0, idf(key) - _RARE_IDF) for key in keys])


# -- names -----------------------------------------------------------------------------------------------------------


def _shared(left: Weights, right: Weights) -> tuple[float, float]:
    """Return the rarity of the three rarest shared words and the share of the poorer side that is shared; NaN where a side
    is empty."""
    if not left or not right:
        return NAN, NAN
    common = [left[word] for word in left.keys() & right.keys()]
    if not common:
        return 0.0, 0.0
    least = min(sum(left.values()), sum(right.values())) or 1.0
    return sum(sorted(common, reverse=True)[:3]), sum(common) / least


def _of_names(left: Side, right: Side) -> list[float]:
    return [
        *_shared(left.people, right.people), float(min(len(left.people), len(right.people))),
        _shared(left.officials, right.officials)[0], _shared(left.parties, right.parties)[0],
        *_shared(left.places, right.places), _shared(left.scenes, right.scenes)[1], *_shared(left.bodies, right.bodies),
        sum([left.all_names[key] * right.all_names[key] for key in left.all_names.keys() & right.all_names.keys()])
        if left.all_names and right.all_names else NAN,
    ]  # fmt: skip


def _scene_cross(left: Side, right: Side) -> float:
    """Return how often, of two, the scene of one is a place that the other names."""
    if not left.scenes or not right.scenes:
        return NAN
    return float(bool(left.scenes.keys() & right.places.keys())) + float(bool(right.scenes.keys() & left.places.keys()))


def _n_conflicts(left: Side, right: Side) -> int:
    """Return how many kinds of facts both sides state without sharing one: each may be a slip, several seldom are."""
    one, other = left.profile, right.profile
    stated = (
        (left.people, right.people), (left.parties, right.parties), (left.scenes, right.scenes), (left.bodies, right.bodies),
        (left.ages, right.ages), (left.clocks, right.clocks), (left.streets, right.streets), (left.counts, right.counts),
        (one.days, other.days), ((one.type,) if one.type else (), (other.type,) if other.type else ()),
    )  # fmt: skip
    return sum(1 for a, b in stated if a and b and set(a).isdisjoint(b))


# -- numbers ---------------------------------------------------------------------------------------------------------


def _of_numbers(left: Side, right: Side) -> list[float]:
    return [
        _overlap(left.ages, right.ages), float(len(left.ages & right.ages)) if left.ages and right.ages else NAN,
        _overlap(left.clocks, right.clocks), _overlap(left.streets, right.streets), _overlap(left.counts, right.counts),
    ]  # fmt: skip


def _overlap(left: Set[object], right: Set[object]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else NAN


# -- days ------------------------------------------------------------------------------------------------------------


def _gap(left: Days | None, right: Days | None) -> float:
    """Return the days between two stretches, 0 where they meet."""
    if left is None or right is None:
        return NAN
    return float(max(0, left[0] - right[1], right[0] - left[1]))


def _of_days(left: IncidentProfile, right: IncidentProfile) -> list[float]:
    near = min((abs(a - b) for a in left.days for b in right.days), default=NAN)
    return [
        _gap(left.published, right.published), _gap(left.date, right.date), float(near),
        _overlap(set(left.days), set(right.days)), _told_before(left, right), _overlap(set(left.weekdays), set(right.weekdays)),
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
        _overlap(set(left.countries[:2]), set(right.countries[:2])), _km(left.point, right.point),
        NAN if left.type is None or right.type is None else float(left.type is right.type),
        NAN if left.stage is None or right.stage is None else float(left.stage is right.stage),
        _fit(left.killed, right.killed), _fit(left.wounded, right.wounded),
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
