"""Names as sounds: titles off, parts apart, one spelling for transliterations, how far two spellings are.

Not for: whether two names are one person or body (see `names_people`, `names_bodies`).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from wiredesk.folding import folded

_POSSESSIVE = re.compile(r"['’]s\b", re.I)
_MOST_CHARS = 120
_VOWELS = frozenset("aeiou")
_ABD = re.compile(r"^abd(?:[aeou]{1,2}[lrsnz]{0,2})?$")
_ABD_JOINED = re.compile(r"^abd(?:[aeu]l|oul|oel|ur(?=r)|us(?=s)|en(?=n)|er(?=r))-?(?=[a-z]{3})")
# Our choice, by eye on pairs of ECB+ train: Gulmurod/Gulmurad .04, Hussein/Hassan .24, Mahmoud/Mohammed .24.
FAR_SPELLING = 0.105
# A last -a or -o tells women from men, so it is no slip.
_LAST_VOWEL = 1.0
_VOWEL_MORE, _H_MORE = 0.35, 0.35
# Fulcher, read in the German way, is near Fowler.
_OTHER_READING = 0.04


@dataclass(frozen=True, slots=True)
class NameTables:
    """Hold the tables of `names.toml`."""

    titles: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    spelling: tuple[tuple[re.Pattern[str], str], ...]
    other_readings: tuple[tuple[tuple[str, str], ...], ...]
    swaps: dict[tuple[str, str], float]


def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files("wiredesk.corroborate").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def bodies_table() -> dict[str, Any]:
    """Return the table `bodies` of `names.toml`, once a process."""
    return dict(_file()["bodies"])


@cache
def place_kinds() -> frozenset[str]:
    """Return the words that a place's name may have or lack."""
    return frozenset(_file()["places"]["kinds"].split())


@cache
def place_parts() -> frozenset[str]:
    """Return the words that tell a part of a place, or what lies around it, from the place."""
    return frozenset(_file()["places"]["parts"].split())


@cache
def name_tables() -> NameTables:
    """Load the tables, once a process."""
    told = _file()
    nicknames: dict[str, set[int]] = {}
    for number, line in enumerate(told["nicknames"].split("\n")):
        for name in line.split():
            nicknames.setdefault(name, set()).add(number)
    swaps: dict[tuple[str, str], float] = {}
    for line in told["swaps"].strip().split("\n"):
        one, other, cost = line.split()
        swaps[one, other] = swaps[other, one] = float(cost)
    return NameTables(
        titles=frozenset(told["titles"].split()),
        men=frozenset(told["men"].split()),
        women=frozenset(told["women"].split()),
        suffixes=frozenset(told["suffixes"].split()),
        particles=frozenset(told["particles"].split()),
        nicknames={name: frozenset(groups) for name, groups in nicknames.items()},
        spelling=tuple((re.compile(pattern), sound) for pattern, sound in told["spelling"]),
        other_readings=tuple(tuple((letters, others) for letters, others in changes) for changes in told["other_readings"]),
        swaps=swaps,
    )


def words_of(name: str) -> list[str]:
    """Return the words of a name in small ASCII letters, hyphens and full stops as gaps, possessive endings off."""
    return folded(_POSSESSIVE.sub("", name[:_MOST_CHARS])).split()


@dataclass(frozen=True, slots=True)
class PersonName:
    """Hold a person's name: its parts as small ASCII words in their order, and "jr" or "sr" where it says so."""

    parts: tuple[str, ...]
    suffix: str | None = None

    @property
    def is_full(self) -> bool:
        """Tell whether it has two parts of more than a letter, or an initial and a part."""
        return len(self.parts) >= 2 and any(len(part) > 1 for part in self.parts)


@lru_cache(maxsize=16384)
def person_name(name: str) -> PersonName:
    """Take a person's name apart: titles, particles and suffixes off, "Abd al-X" and "Abu X" one part, "X, Y" turned."""
    tables = name_tables()
    last, comma, first = name.partition(", ")
    turned = f"{first} {last}" if comma and first.split() and first.split()[0].lower().strip(".") not in tables.suffixes else name
    words = words_of(turned)
    suffix = None
    while len(words) > 1 and words[-1] in tables.suffixes:
        suffix = words[-1] if words[-1] in ("jr", "sr", "ii", "iii") else suffix
        words.pop()
    while len(words) > 1 and words[0] in tables.titles:
        words.pop(0)
    kept = _parts(_joined(words))
    if len(kept) == 1 and words and _ABD.match(words[0]):
        kept = _parts(["abd", *words[1:]])  # "Abdul Karimov" has a surname
    return PersonName(kept or tuple(words), suffix)


def _parts(words: list[str]) -> tuple[str, ...]:
    """Leave particles out; "Ben" at the start is a given name."""
    particles = name_tables().particles
    return tuple(word for place, word in enumerate(words) if word not in particles or (word == "ben" and not place))


def _joined(words: list[str]) -> list[str]:
    """Write Abd al-Rahman, Abdul Rahman and Abdurrahman as one part, and Abu Bakr too."""
    made: list[str] = []
    waiting = ""
    for word in words:
        if waiting == "abd" and word in ("al", "el", "ul", "ur", "as", "ar", "er"):
            continue
        if waiting:
            made.append(waiting + word)
            waiting = ""
        elif _ABD.match(word):
            waiting = "abd"
        elif word in ("abu", "abou", "umm"):
            waiting = "abu" if word != "umm" else word
        else:
            made.append(_ABD_JOINED.sub("abd", word))
    return [*made, waiting] if waiting else made


@lru_cache(maxsize=65536)
def spelled(part: str) -> str:
    """Return a part of a name as it sounds: "khalimov" and "halimov" are "halimov", "yevgeny" and "evgenii" are "evgeni"."""
    for pattern, sound in name_tables().spelling:
        part = pattern.sub(sound, part)
    return part


@lru_cache(maxsize=65536)
def all_spelled(part: str) -> tuple[str, ...]:
    """Return how a part sounds to English, German, French and other readers of its letters, the English first."""
    found = [spelled(part)]
    if "j" in part or "ch" in part:
        for changes in name_tables().other_readings:
            found.append(spelled(_changed(part, changes)))
    return tuple(dict.fromkeys(found))


def _changed(part: str, changes: tuple[tuple[str, str], ...]) -> str:
    for letters, others in changes:
        # "sch" and "tch" sound alike to all.
        part = re.sub(rf"(?<![st]){letters}" if letters == "ch" else letters, others, part)
    return part


_CLASSES = str.maketrans({"g": "k", "J": "s", "X": "s", "z": "s", "C": "s", "v": "f", "h": ""})
_HARD = re.compile(r"[aeiou]")


@lru_cache(maxsize=65536)
def skeletons(part: str) -> tuple[str, ...]:
    """Return the consonants of a part in broad classes, a first vowel as "a", for each way to read its letters.

    Where to look for its other spellings; "j" is also looked for as "g" (Jamal, Gamal).
    """
    found = [_bare(one) for one in all_spelled(part)]
    if "j" in part:
        found.append(_bare(spelled(part.replace("j", "g"))))
    return tuple(dict.fromkeys(found))


def skeleton(part: str) -> str:
    """Return the first of the skeletons."""
    return skeletons(part)[0]


def _bare(sounds: str) -> str:
    classes = sounds.translate(_CLASSES)
    first = "a" if classes[:1] in _VOWELS else ""
    return first + re.sub(r"(.)\1+", r"\1", _HARD.sub("", classes))


@lru_cache(maxsize=65536)
def spelling_distance(left: str, right: str) -> float:
    """Return how far two parts are in spelling, 0 to 1 and more, by the table `swaps`, over their mean length."""
    return min(
        _distance(one, other) + _OTHER_READING * ((i > 0) + (j > 0))
        for i, one in enumerate(all_spelled(left))
        for j, other in enumerate(all_spelled(right))
    )


def _distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    length = (len(one) + len(other)) / 2
    if abs(len(one) - len(other)) > 3 or not length:
        return 1.0
    return _edits(one, other) / length


def _edits(one: str, other: str) -> float:
    swaps = name_tables().swaps
    row = [0.0]
    for index, letter in enumerate(other):
        row.append(row[-1] + _more(letter, index == len(other) - 1))
    for index, mine in enumerate(one):
        is_last = index == len(one) - 1
        cost = _more(mine, is_last)
        below = [row[0] + cost]
        for place, theirs in enumerate(other):
            ends = is_last and place == len(other) - 1
            swap = (
                0.0
                if mine == theirs
                else (_LAST_VOWEL if ends and {mine, theirs} == {"a", "o"} else swaps.get((mine, theirs), 1.0))
            )
            added = _more(theirs, place == len(other) - 1)
            below.append(min(row[place] + swap, row[place + 1] + cost, below[place] + added))
        row = below
    return row[-1]


def _more(letter: str, is_last: bool) -> float:
    """Return what a letter costs that only one spelling has."""
    if letter == "a" and is_last:
        return _LAST_VOWEL
    if letter == "h":
        return _H_MORE
    return _VOWEL_MORE if letter in _VOWELS else 1.0


def are_nicknames(left: str, right: str) -> bool:
    """Tell whether two given names go together, as Bill and William do, or one is the other cut short ("Ben")."""
    groups = name_tables().nicknames
    if groups.get(left, frozenset()) & groups.get(right, frozenset()):
        return True
    short, full = sorted((left, right), key=len)
    return 3 <= len(short) <= len(full) - 3 and full.startswith(short) and short[-1] not in _VOWELS


def sex_of_words(words: list[str]) -> str | None:
    """Return "female" or "male" where titles and words for people among `words` say so all alike, else None."""
    tables = name_tables()
    is_woman, is_man = bool(tables.women.intersection(words)), bool(tables.men.intersection(words))
    if is_woman == is_man:
        return None
    return "female" if is_woman else "male"
