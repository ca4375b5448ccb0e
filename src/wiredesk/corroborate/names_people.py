"""Whether two names can be one person's, and how much that proves. Not for: anything but the names (see `entities`)."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from wiredesk.corroborate.names import FAR_SPELLING, PersonName, are_nicknames, person_name, skeleton, spelling_distance
from wiredesk.corroborate.names_counts import rarity

_MOST_PARTS = 6
# What is left of a part's rarity when its two spellings differ. Our choice; a slip can make another name.
_VARIANT, _NICKNAME = 0.75, 0.8
_INITIAL_PROVES = 1.8
_TURNED = -1.0


class Fit(IntEnum):
    """Say how two names fit, the better the higher."""

    APART = 0
    SURNAME_ONLY = 1
    INITIALS = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold how two names fit, what that proves in log odds (a chance agreement of the same parts), and whether by variants."""

    fit: Fit
    proves: float
    is_variant: bool = False
    is_turned: bool = False


_NONE = Agreement(Fit.APART, 0.0)


@lru_cache(maxsize=65536)
def part_fit(left: str, right: str) -> tuple[float, float]:
    """Return how well two parts fit, 0 to 1, and what the fit proves in log odds."""
    if left == right:
        return 1.0, rarity(left) if len(left) > 1 else _INITIAL_PROVES
    if len(left) == 1 or len(right) == 1:
        return (0.5, _INITIAL_PROVES) if left[0] == right[0] or skeleton(left)[:1] == skeleton(right)[:1] else (0.0, 0.0)
    distance = spelling_distance(left, right)
    least = min(rarity(left), rarity(right))
    if distance == 0:
        return 0.95, 0.95 * least
    if distance < FAR_SPELLING:
        return 0.9 - distance, _VARIANT * least
    return (0.7, _NICKNAME * least) if are_nicknames(left, right) else (0.0, 0.0)


def compare_names(left: str, right: str) -> Agreement:
    """Return how two names of people fit."""
    return compare_parts(person_name(left), person_name(right))


@lru_cache(maxsize=65536)
def compare_parts(left: PersonName, right: PersonName) -> Agreement:
    """Return how two names fit: their parts are laid upon one another, and none may be left over on both sides."""
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return _NONE
    ours, theirs = _evened(left.parts[:_MOST_PARTS], right.parts[:_MOST_PARTS])
    pairs = _laid(ours, theirs)
    if len(pairs) < min(len(ours), len(theirs)) or not pairs:
        return _NONE
    fits = [part_fit(ours[i], theirs[j]) for i, j in pairs]
    proves = sum(proof for _, proof in fits)
    is_variant = any(fit not in (1.0, 0.5) for fit, _ in fits)
    if not left.is_full or not right.is_full:
        return Agreement(Fit.SURNAME_ONLY, proves, is_variant) if _is_at_an_end(pairs, ours, theirs) else _NONE
    n_whole = sum(fit != 0.5 for fit, _ in fits)
    if not n_whole or (n_whole == 1 and not _surname_fits(pairs, ours, theirs)):
        return _NONE
    is_turned = _is_turned(pairs)
    if is_turned and not _may_turn(pairs, ours, theirs):
        return _NONE
    fit = Fit.FULL if n_whole >= 2 else Fit.INITIALS
    return Agreement(fit, proves + (_TURNED if is_turned else 0.0), is_variant, is_turned)


def _evened(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write two neighbouring parts as one where the other name does so ("Jong Un" and "Jongun")."""
    for mine, yours, is_left in ((left, right, True), (right, left, False)):
        for at in range(len(mine) - 1):
            whole = mine[at] + mine[at + 1]
            if len(mine) > len(yours) and len(whole) > 4 and any(_is_one_spelling(whole, other) for other in yours):
                joined = (*mine[:at], whole, *mine[at + 2 :])
                return (joined, yours) if is_left else (yours, joined)
    return left, right


def _is_one_spelling(one: str, other: str) -> bool:
    return one == other or spelling_distance(one, other) < FAR_SPELLING


def _laid(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Lay the parts upon one another, the best fits first and straight before turned; each part serves once."""
    options = []
    for i, mine in enumerate(ours):
        for j, other in enumerate(theirs):
            fit = part_fit(mine, other)[0]
            if fit:
                off = min(abs(i - j), abs((len(ours) - i) - (len(theirs) - j)))
                options.append((-fit, off, i, j))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(options):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _surname_fits(pairs: list[tuple[int, int]], ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """With initials alone beside it, the one whole part that fits must be the last one of both names."""
    return (len(ours) - 1, len(theirs) - 1) in pairs and len(ours[-1]) > 1


def _is_at_an_end(pairs: list[tuple[int, int]], ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """A name of one part stands for the first or the last part of the full one."""
    i, j = pairs[0]
    return i in (0, len(ours) - 1) and j in (0, len(theirs) - 1)


def _is_turned(pairs: list[tuple[int, int]]) -> bool:
    order = [j for _, j in pairs]
    return order != sorted(order)


def _may_turn(pairs: list[tuple[int, int]], ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The surname may lead in one of them; any other order is another name (Ali Hassan, Hassan Ali Omar)."""
    order = [j for _, j in pairs]
    rest = order[1:], order[:-1]
    is_round = len(ours) == len(theirs) == len(order) and any(part == sorted(part) for part in rest)
    return is_round and all(len(part) > 1 for part in (ours[0], ours[-1], theirs[0], theirs[-1]))
