"""One profile made ready to be compared with many: its names cut into keys, its numbers parted by kind. Not for: comparing.

A name's words become keys that its usual spellings share: "Gulmurod", "Gulmurad" and "Gülmurad" are all "glmrd".
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wiredesk.corroborate.incidents_profile import IncidentProfile, Name
from wiredesk.corroborate.incidents_words import idf, key_of, stem

_MIN_LETTERS = 5
# An h after one of these is a matter of transcription ("Akhmed", "Akmed"), as is every vowel but the first.
_SILENT = re.compile(r"(?<!^)[aeiouy]|(?<=[kgtdsr])h")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v", "j": "i"})
# As many sides as one report meets candidates, some times over.
_KEPT = 4096

Weights = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Hold one profile with its names as keys and their rarity: `people` are those that hold no office, `parties` victims
    and suspects; `all_names` has length 1."""

    profile: IncidentProfile
    people: Weights
    officials: Weights
    parties: Weights
    places: Weights
    scenes: Weights
    bodies: Weights
    all_names: Weights
    ages: frozenset[str]
    clocks: frozenset[str]
    counts: frozenset[str]
    streets: frozenset[str]
    weapons: frozenset[str]


def sound_key(word: str) -> str:
    """Return what the spellings of one name word share; short words and numbers stay as they are."""
    if len(word) < _MIN_LETTERS or not word.isalpha():
        return word
    key = _DOUBLED.sub(r"\1", _SILENT.sub("", word.translate(_SOUNDS)))
    return key if len(key) > 2 else word


@lru_cache(maxsize=_KEPT)
def side_of(profile: IncidentProfile) -> Side:
    """Return the profile made ready."""
    names = profile.names
    people = [name for name in names if name.kind == "person"]
    return Side(
        profile,
        people=_keys(name for name in people if name.part != "official"),
        officials=_keys(name for name in people if name.part == "official"),
        parties=_keys(name for name in people if name.part in ("victim", "suspect")),
        places=_keys(name for name in names if name.kind == "place"),
        scenes=_keys(name for name in names if name.part == "scene"),
        bodies=_keys(name for name in names if name.kind == "organization"),
        all_names=_all_names(names),
        ages=_numbers(profile, "age "),
        clocks=_numbers(profile, "at "),
        counts=frozenset(" ".join(map(stem, number.split())) for number in profile.numbers if number[:1].isdigit()),
        weapons=frozenset(map(stem, profile.weapons)),
        streets=frozenset(sound_key(street) for street in profile.streets),
    )


def _keys(names: Iterable[Name]) -> Weights:
    return {sound_key(word): rarity(word) for name in names for word in name.words.split() if len(word) > 2}


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """Return how telling a word of a name is."""
    return idf(key_of(stem(word)))


def _all_names(names: Iterable[Name]) -> Weights:
    weights: Weights = {}
    for name in names:
        share = (0.5 if name.part == "official" else 1.0) + name.weight / 20
        for word in name.words.split():
            key = sound_key(word)
            weights[key] = max(weights.get(key, 0.0), rarity(word) * share)
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {key: weight / length for key, weight in weights.items()} if length else {}


def _numbers(profile: IncidentProfile, kind: str) -> frozenset[str]:
    return frozenset(number for number in profile.numbers if number.startswith(kind))
