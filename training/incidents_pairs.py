"""Pairs of reports with their gold, to train the comparison on. Not for: training (see `incidents`).

Every pair of GVC; of ECB+ those of one topic, those that blocking finds and one of twenty others; of MUC-4 those that its keys
settle. And disguised pairs: a report against another of its incident that was given other people, ages, streets and days, for
the corpora hold too few alike incidents of one town and week, and a desk of US shootings is full of them.
"""

import itertools
import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.incidents_muc import keys_of, relation
from training.incidents_readings import Told
from wiredesk.corroborate.incidents import IncidentProfile
from wiredesk.corroborate.incidents_features import features
from wiredesk.corroborate.incidents_grouping import candidates
from wiredesk.corroborate.incidents_profile import Days, Name
from wiredesk.corroborate.incidents_words import key_of, stem

# One of how many unlike pairs is kept where there are too many.
_KEPT_OF_UNLIKE = 0.06
# How much of a disguised report's words is kept, and of its donor's is put in: so much that the cosine of words falls to that
# of two alike shootings.
_WORDS_KEPT = 0.72
_REDATED_OF_OTHERS = 0.03
_SOME_DAY = 735_000
_NEAR, _FAR = (0, 0, 0, 1, 1, 2, 3, 5, 9), (20, 60, 120, 300, 365, 366, 700, 1500)
_SHIFTS = (0, 1, 1, 2, 2, 3, 4, 5, 7, 9, 14, 20, 40, 90, 200)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Hold pairs of one list of reports: `at` (n, 2) their indexes, `rows` (n, features), `is_same` (n), `weight` (n)."""

    at: NDArray[np.int64]
    rows: NDArray[np.float64]
    is_same: NDArray[np.bool_]
    weight: NDArray[np.float64]

    def among(self, is_kept: NDArray[np.bool_]) -> "Pairs":
        """Return the pairs of which both reports are kept; `is_kept` has one value a report."""
        chosen = is_kept[self.at[:, 0]] & is_kept[self.at[:, 1]]
        return Pairs(self.at[chosen], self.rows[chosen], self.is_same[chosen], self.weight[chosen])


@dataclass(frozen=True, slots=True)
class Weights:
    """Say what a pair counts: of the same incident, of two that blocking holds together, of two others."""

    same: float
    alike: float
    other: float


GVC, ECB, MUC = Weights(8.0, 2.0, 0.3), Weights(1.0, 1.0, 1.0), Weights(3.0, 0.5, 0.3)
DISGUISED, REDATED = 1.0, 0.5


def gold_pairs(reports: Sequence[Told], weights: Weights, *, seed: int = 1) -> Pairs:
    """Return the pairs of GVC or ECB+."""
    profiles = [report.profile for report in reports]
    alike, chance = candidates(profiles), random.Random(seed)
    is_small = len({report.kin for report in reports}) == len({report.incident for report in reports})

    def kept(one: int, other: int) -> bool:
        near = reports[one].kin == reports[other].kin or (one, other) in alike
        return is_small or near or chance.random() < _KEPT_OF_UNLIKE

    at = [(a, b) for a, b in itertools.combinations(range(len(reports)), 2) if kept(a, b)]
    is_same = [reports[a].incident == reports[b].incident for a, b in at]
    return _pairs(profiles, at, is_same, _weigh(at, is_same, alike, weights))


def muc_pairs(reports: Sequence[Told], *, seed: int = 1) -> Pairs:
    """Return the pairs of MUC-4 that its keys settle; reports without an incident are left out."""
    profiles, keys = [report.profile for report in reports], [keys_of(report.record) for report in reports]
    alike, chance = candidates(profiles), random.Random(seed)
    at: list[tuple[int, int]] = []
    is_same: list[bool] = []
    for one, other in itertools.combinations([n for n, found in enumerate(keys) if found], 2):
        same = relation(keys[one], keys[other])
        if same or (same is False and ((one, other) in alike or chance.random() < _KEPT_OF_UNLIKE)):
            at.append((one, other))
            is_same.append(bool(same))
    return _pairs(profiles, at, is_same, _weigh(at, is_same, alike, MUC))


def disguised_pairs(reports: Sequence[Told], *, seed: int = 3) -> Pairs:
    """Return pairs of reports of one incident, one of them disguised as of another."""
    chance = random.Random(seed)
    at: list[tuple[int, int]] = []
    rows = []
    for one, other in itertools.combinations(range(len(reports)), 2):
        if reports[one].incident != reports[other].incident:
            continue
        for left, right in ((one, other), (other, one), (one, one)):
            donor = reports[chance.randrange(len(reports))].profile
            rows.append(features(reports[left].profile, disguised(reports[right].profile, donor, chance)))
            at.append((left, right))
    return Pairs(np.array(at), np.array(rows), np.zeros(len(at), dtype=np.bool_), np.full(len(at), DISGUISED))


def redated_pairs(reports: Sequence[Told], pairs: Pairs, *, seed: int = 5) -> Pairs:
    """Return unlike pairs with the one moved to the days of the other, some with one of its places named.

    Reports of one day are seldom two incidents in corpora that pick incidents from years; on a desk most are.
    """
    chance = random.Random(seed)
    weight = min(GVC.alike, float(pairs.weight[~pairs.is_same].max()))
    at, rows = [], []
    for (one, other), is_same, own in zip(pairs.at.tolist(), pairs.is_same, pairs.weight, strict=True):
        if is_same or (own < weight and chance.random() > _REDATED_OF_OTHERS):
            continue
        left = reports[one].profile
        rows.append(features(left, redated(reports[other].profile, left, chance)))
        at.append((one, other))
    return Pairs(np.array(at), np.array(rows), np.zeros(len(at), dtype=np.bool_), np.full(len(at), REDATED))


def dated_pairs(reports: Sequence[Told], *, seed: int = 7) -> Pairs:
    """Return the pairs of the topics of ECB+ with publication days put on: near for one incident, far for the two of a topic.

    Nine of ten of its texts have no date, which reports that come to a desk have.
    """
    chance = random.Random(seed)
    at, rows, is_same = [], [], []
    for one, other in itertools.combinations(range(len(reports)), 2):
        if reports[one].kin != reports[other].kin or chance.random() > 0.5:
            continue
        same = reports[one].incident == reports[other].incident
        gap = chance.choice(_NEAR) if same else chance.choice(_FAR)
        left, right = (replace(reports[k].profile, published=(_SOME_DAY + by,) * 2) for k, by in ((one, 0), (other, gap)))
        rows.append(features(left, right))
        at.append((one, other))
        is_same.append(same)
    return Pairs(np.array(at), np.array(rows), np.array(is_same), np.full(len(at), ECB.same))


def redated(profile: IncidentProfile, other: IncidentProfile, chance: random.Random) -> IncidentProfile:
    """Return a profile moved to the days of another, at times with one of the other's places among its own."""
    own, wanted = profile.date or profile.published, other.date or other.published
    days = wanted[0] - own[0] + chance.choice((0, 0, 0, 1, 2)) if own and wanted else 0
    places = [replace(name, part="", weight=name.weight / 2) for name in other.names if name.kind == "place"]
    borrowed = places[:1] if chance.random() < 0.3 else []
    return replace(
        profile, names=(*profile.names, *borrowed), published=_moved(profile.published, days), date=_moved(profile.date, days),
        days=tuple(day + days for day in profile.days), weekdays=other.weekdays,
    )  # fmt: skip


def _weigh(at: Sequence[tuple[int, int]], is_same: Sequence[bool], alike: set[tuple[int, int]], weights: Weights) -> list[float]:
    return [
        weights.same if same else weights.alike if pair in alike else weights.other
        for pair, same in zip(at, is_same, strict=True)
    ]


def _pairs(
    profiles: Sequence[IncidentProfile], at: Sequence[tuple[int, int]], is_same: Sequence[bool], weight: Sequence[float]
) -> Pairs:
    rows = np.array([features(profiles[a], profiles[b]) for a, b in at])
    return Pairs(np.array(at), rows, np.array(is_same, dtype=np.bool_), np.array(weight))


# -- disguises -------------------------------------------------------------------------------------------------------


def disguised(profile: IncidentProfile, donor: IncidentProfile, chance: random.Random) -> IncidentProfile:
    """Return a profile as of another incident in the same town: the donor's people, ages, hours and streets, other days."""
    people = [name for name in profile.names if _is_party(name)]
    minor = [name for name in profile.names if name.kind != "person" and name.part != "scene" and chance.random() < 0.5]
    kept = [name for name in profile.names if name not in people and name not in minor]
    new = [name for name in donor.names if _is_party(name)] if people or chance.random() < 0.5 else []
    gone = _keys([*people, *minor]) - _keys(kept)
    gone |= {key_of(word) for number in profile.numbers for word in number.split()}
    gone |= {key_of(stem(street)) for street in profile.streets}
    mixed = _mixer(gone, chance)
    terms, lead = mixed(profile.terms, donor.terms), mixed(profile.lead, donor.lead)
    days = chance.choice((-1, 1)) * chance.choice(_SHIFTS)
    toll = donor if chance.random() < 0.5 else profile
    return replace(
        profile, terms=terms, lead=lead, names=(*kept, *new), numbers=donor.numbers, streets=donor.streets,
        published=_moved(profile.published, days), date=_moved(profile.date, days),
        days=tuple(day + days for day in profile.days),
        weekdays=donor.weekdays, killed=toll.killed, wounded=toll.wounded,
    )  # fmt: skip


def _is_party(name: Name) -> bool:
    return name.kind == "person" and name.part != "official"


def _keys(names: Iterable[Name]) -> set[int]:
    return {key_of(stem(word)) for name in names for word in name.words.split()}


Mixer = Callable[[dict[int, float], dict[int, float]], dict[int, float]]


def _mixer(gone: set[int], chance: random.Random) -> Mixer:
    def mixed(own: dict[int, float], other: dict[int, float]) -> dict[int, float]:
        found = {key: weight for key, weight in own.items() if key not in gone and chance.random() < _WORDS_KEPT}
        for key, weight in other.items():
            if chance.random() > _WORDS_KEPT:
                found.setdefault(key, weight)
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {key: weight / length for key, weight in found.items()}

    return mixed


def _moved(days: Days | None, by: int) -> Days | None:
    return None if days is None else (days[0] + by, days[1] + by)
