"""How common the parts of people's names are. Not for: comparing names (see `names_people`)."""

import math
from functools import cache, lru_cache
from importlib import resources

from wiredesk.corroborate.names import FAR_SPELLING, skeleton, spelled, spelling_distance

# Of a part that no or one person of the training corpora bears. Our choice: between none and one.
_UNSEEN = 0.4


@cache
def _table() -> tuple[int, dict[str, int], dict[str, tuple[str, ...]]]:
    """Load the counts with the spellings of each skeleton, once a process."""
    counts: dict[str, int] = {}
    for line in resources.files("wiredesk.corroborate").joinpath("names_counts.tsv").read_text(encoding="utf-8").splitlines():
        part, _, number = line.partition("\t")
        counts[part] = int(number)
    n_people = counts.pop("#")
    alike: dict[str, list[str]] = {}
    for part in counts:
        alike.setdefault(skeleton(part), []).append(part)
    return n_people, counts, {key: tuple(parts) for key, parts in alike.items()}


@lru_cache(maxsize=65536)
def rarity(part: str) -> float:
    """Return the natural logarithm of one over the share of people who bear this part in any of its spellings."""
    n_people, counts, alike = _table()
    own = spelled(part)
    bearers = counts.get(own, 0)
    for other in alike.get(skeleton(part), ()):
        if other != own and spelling_distance(own, other) < FAR_SPELLING:
            bearers += counts[other]
    return math.log(n_people / max(bearers, _UNSEEN))
