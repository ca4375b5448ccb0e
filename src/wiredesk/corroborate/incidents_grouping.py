"""Many profiles put into groups, one for each incident. Not for: one new profile against a store (the desk does that by keys).

Candidates are pairs that share a key and stand near each other in time among those that do; then average linkage, in
which a pair that was no candidate is compared when it comes to matter. Source: Sokal and Michener 1958 (UPGMA).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from wiredesk.corroborate.incidents_features import FEATURES, features
from wiredesk.corroborate.incidents_keys import block_keys
from wiredesk.corroborate.incidents_profile import IncidentProfile
from wiredesk.corroborate.incidents_scoring import Trees, trees

# At least this score: the same incident. Chosen on the dev splits of GVC and ECB+ by `training/incidents.py`.
JOIN: float = 0.54
# Each profile meets this many neighbours in time under each of its keys: a key that thousands share stays cheap.
_REACH = 25
# Words by which alike reports are found, and how many of the latest reports that hold one are looked at.
_N_HEAVY, _WORD_REACH = 20, 60
_CHUNK = 4096
_SURE = 5.0
# Two groups are linked by the mean of at most this many pairs of theirs.
_MOST_PAIRS = 64


def grouped(profiles: Sequence[IncidentProfile]) -> list[int]:
    """Return a group number for each profile, counted from 0 in the order of the first members."""
    return grouped_by(trees(), profiles, join=JOIN)


def grouped_by(weights: Trees, profiles: Sequence[IncidentProfile], *, join: float) -> list[int]:
    """Return the groups that other weights and another threshold make, as training tries them."""
    scores = _Scores(profiles, weights)
    scores.fill(sorted(candidates(profiles)))
    groups = _Groups(len(profiles), scores)
    groups.merge(math.log(join / (1 - join)))
    numbers: dict[int, int] = {}
    return [numbers.setdefault(groups.root(at), len(numbers)) for at in range(len(profiles))]


def candidates(profiles: Sequence[IncidentProfile]) -> set[tuple[int, int]]:
    """Return the pairs, lower index first, that share a key, or the most of their heaviest words, and are near in time among
    those that do."""
    found: set[tuple[int, int]] = set()
    order = sorted(range(len(profiles)), key=lambda at: (_day(profiles[at]), at))
    for members in _under_keys(profiles, order).values():
        for place, left in enumerate(members):
            found.update(_pair(left, right) for right in members[place + 1 : place + 1 + _REACH])
    for left, right in _alike(profiles, order):
        found.add(_pair(left, right))
    return found


def _under_keys(profiles: Sequence[IncidentProfile], order: Iterable[int]) -> dict[str, list[int]]:
    under: dict[str, list[int]] = defaultdict(list)
    for at in order:
        for key in block_keys(profiles[at]):
            under[key].append(at)
    return under


def _alike(profiles: Sequence[IncidentProfile], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield, for each profile, those that come nearest to it by their heaviest words."""
    under: dict[int, list[int]] = defaultdict(list)
    for at in order:
        heavy = _heavy(profiles[at])
        near: dict[int, float] = defaultdict(float)
        for key, weight in heavy:
            for other in under[key][-_WORD_REACH:]:
                near[other] += weight * profiles[other].terms[key]
            under[key].append(at)
        for other in heapq.nlargest(_REACH, near, key=near.__getitem__):
            yield at, other


def _heavy(profile: IncidentProfile) -> list[tuple[int, float]]:
    return heapq.nlargest(_N_HEAVY, profile.terms.items(), key=lambda pair: (pair[1], pair[0]))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _day(profile: IncidentProfile) -> int:
    span = profile.date or profile.published
    return span[0] if span else profile.days[0] if profile.days else 0


class _Scores:
    """Keep the log odds of each pair that was compared, at most `_SURE` either way: one pair must not outvote ten."""

    def __init__(self, profiles: Sequence[IncidentProfile], weights: Trees) -> None:
        self._profiles, self._weights = profiles, weights
        self._known: dict[tuple[int, int], float] = {}

    def fill(self, pairs: Sequence[tuple[int, int]]) -> None:
        for start in range(0, len(pairs), _CHUNK):
            chunk = [pair for pair in pairs[start : start + _CHUNK] if pair not in self._known]
            if not chunk:
                continue
            rows = np.array([features(self._profiles[a], self._profiles[b]) for a, b in chunk]).reshape(-1, len(FEATURES))
            self._known.update(zip(chunk, np.clip(self._weights.log_odds(rows), -_SURE, _SURE).tolist(), strict=True))

    def items(self) -> Iterator[tuple[tuple[int, int], float]]:
        yield from self._known.items()

    def mean(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Return the mean log odds between two groups, from evenly spread pairs where there are many."""
        pairs = [(a, b) if a < b else (b, a) for a in left for b in right]
        if len(pairs) > _MOST_PAIRS:
            step = len(pairs) / _MOST_PAIRS
            pairs = [pairs[int(k * step)] for k in range(_MOST_PAIRS)]
        self.fill(pairs)
        return sum(self._known[pair] for pair in pairs) / len(pairs)


class _Groups:
    """Merge groups, the surest pair first."""

    def __init__(self, n: int, scores: _Scores) -> None:
        self._scores = scores
        self._members: dict[int, list[int]] = {at: [at] for at in range(n)}
        self._root = list(range(n))
        self._near: dict[int, set[int]] = defaultdict(set)

    def root(self, at: int) -> int:
        """Return the group that a profile is in, named by one of its members."""
        while self._root[at] != at:
            self._root[at] = self._root[self._root[at]]
            at = self._root[at]
        return at

    def merge(self, least: float) -> None:
        """Join groups while their mean log odds are at least `least`."""
        queue = [(-score, a, b, 1, 1) for (a, b), score in self._scores.items() if score >= least]
        for _, a, b, _, _ in queue:
            self._near[a].add(b)
            self._near[b].add(a)
        heapq.heapify(queue)
        while queue:
            _, a, b, n_a, n_b = heapq.heappop(queue)
            if len(self._members.get(a, ())) == n_a and len(self._members.get(b, ())) == n_b:
                for entry in self._joined(a, b, least):
                    heapq.heappush(queue, entry)

    def _joined(self, a: int, b: int, least: float) -> Iterator[tuple[float, int, int, int, int]]:
        """Put group b into group a and yield the new group's links, each with the sizes at which it holds."""
        self._members[a] += self._members.pop(b)
        self._root[b] = a
        self._near[a] |= self._near.pop(b)
        self._near[a] = {self.root(other) for other in self._near[a]} - {a}
        mine = self._members[a]
        for other in sorted(self._near[a]):
            self._near[other].add(a)
            theirs = self._members[other]
            score = self._scores.mean(mine, theirs)
            if score >= least:
                yield -score, a, other, len(mine), len(theirs)
