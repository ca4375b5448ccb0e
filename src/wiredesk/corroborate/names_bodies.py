"""Whether two names can be one organisation's. Not for: anything but the names (see `entities`), people (see `names_people`)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from wiredesk.corroborate.names import FAR_SPELLING, bodies_table, spelling_distance, words_of
from wiredesk.folding import folded

_ACRONYM = re.compile(r"[A-Z](?:[A-Za-z&.-]*[A-Z])?[.s]?")
_MOST_ACRONYM = 10
_LONG_WORD = 5
_GROUPS = ("legal", "kinds", "national", "local", "nationwide", "small")
_LOCAL_ACRONYM = re.compile(r"[a-z]{1,3}(?:pd|fd|so)")
_STATES = (
    (("united", "states", "of", "america"), "us"),
    (("united", "states"), "us"),
    (("usa",), "us"),
    (("united", "kingdom"), "uk"),
    (("united", "nations"), "un"),
    (("european", "union"), "eu"),
)


class BodyFit(StrEnum):
    """Say how two names of bodies fit."""

    SAME = "same"
    KIND = "kind"  # they differ in words for the kind of body alone
    ACRONYM = "acronym"
    NATIONAL = "national"  # the same words, of which every country has a body
    LOCAL = "local"  # the same words, of which every town has a body
    SHORT = "short"  # one name is the end of the other ("Colts" of "Indianapolis Colts")
    BRANCH = "branch"  # one name is the other's and more
    APART = "apart"


@dataclass(frozen=True, slots=True)
class _Words:
    legal: frozenset[str]
    kinds: frozenset[str]
    same: dict[str, str]
    national: frozenset[str]
    local: frozenset[str]
    nationwide: frozenset[str]
    small: frozenset[str]


@cache
def _tables() -> _Words:
    told = bodies_table()
    same = {word: line.split()[0] for line in told["same"].strip().split("\n") for word in line.split()}
    groups = {name: frozenset(told[name].split()) for name in _GROUPS}
    written = {name: frozenset(same.get(word, word) for word in words) for name, words in groups.items()}
    return _Words(same=same, **written)


def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym: at least two capitals, at most ten characters, one word."""
    return 2 <= len(name) <= _MOST_ACRONYM and bool(_ACRONYM.fullmatch(name)) and sum(c.isupper() for c in name) >= 2


@lru_cache(maxsize=16384)
def acronym_letters(name: str) -> str:
    """Return the letters of a name that is an acronym, "" for other names."""
    return folded(name.removesuffix("s")).replace(" ", "") if is_acronym(name) else ""


@lru_cache(maxsize=16384)
def acronyms_of(name: str) -> frozenset[str]:
    """Return what the initials of a long name make, its small words counted or not, its legal form left off."""
    tables = _tables()
    words = [word for word in words_of(name) if word not in tables.legal]
    if words[:1] == ["the"]:
        words = words[1:]
    full = "".join(word[0] for word in words)
    bare = "".join(word[0] for word in words if word not in tables.small)
    return frozenset(letters for letters in (full, bare) if len(letters) >= 2)


@lru_cache(maxsize=16384)
def body_words(name: str) -> tuple[str, ...]:
    """Return the words that make a body's name, written one way, without small words and legal form."""
    tables = _tables()
    words = _states(_letters_joined(words_of(name)))
    kept = [tables.same.get(word, word) for word in words if word not in tables.small]
    own = [word for word in kept if word not in tables.legal]
    return tuple(own or kept or words)


def bare_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a body's name without those for the kind of body, () when nothing else is in it."""
    return tuple(word for word in words if word not in _tables().kinds)


def _letters_joined(words: list[str]) -> list[str]:
    """Write the letters of "U.S." as one word."""
    made: list[str] = []
    is_open = False
    for word in words:
        if len(word) == 1 and word.isalpha() and is_open:
            made[-1] += word
        else:
            made.append(word)
        is_open = len(word) == 1 and word.isalpha()
    return made


def _states(words: list[str]) -> list[str]:
    for phrase, short in _STATES:
        size = len(phrase)
        for at in range(len(words) - size + 1):
            if tuple(words[at : at + size]) == phrase:
                return [*words[:at], short, *words[at + size :]]
    return words


@lru_cache(maxsize=65536)
def compare_bodies(left: str, right: str) -> BodyFit:
    """Return how two names of bodies fit."""
    short, other = acronym_letters(left), acronym_letters(right)
    if short and other:
        return BodyFit.SAME if short == other else BodyFit.APART
    ours, theirs = body_words(left), body_words(right)
    only_left, only_right = _left_over(ours, theirs)
    if not only_left and not only_right:
        fits = {_of_same_words(ours), _of_same_words(theirs)}
        return next(fit for fit in (BodyFit.LOCAL, BodyFit.NATIONAL, BodyFit.SAME) if fit in fits)
    if (short and short in acronyms_of(right)) or (other and other in acronyms_of(left)):
        return BodyFit.ACRONYM
    return _of_more_words(ours, theirs, only_left, only_right)


def _of_more_words(ours: tuple[str, ...], theirs: tuple[str, ...], only_left: list[str], only_right: list[str]) -> BodyFit:
    kinds = _tables().kinds
    if len(only_left) + len(only_right) < len(ours) + len(theirs) and all(word in kinds for word in only_left + only_right):
        return BodyFit.KIND if not only_left or not only_right else BodyFit.BRANCH
    if only_left and only_right:
        return BodyFit.APART
    return BodyFit.SHORT if before_short(ours, theirs) else BodyFit.BRANCH


def before_short(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that the longer name has before the shorter one, () where the shorter is not its telling end."""
    short, long = sorted((ours, theirs), key=len)
    tables = _tables()
    is_end = len(short) < len(long) and long[-len(short) :] == short
    tells = any(word not in tables.national | tables.local | tables.kinds for word in short)
    return long[: -len(short)] if is_end and tells else ()


def is_local(words: tuple[str, ...]) -> bool:
    """Tell whether every town has a body of these words."""
    return _of_same_words(words) is BodyFit.LOCAL


def is_common(words: tuple[str, ...]) -> bool:
    """Tell whether every country or town has a body of these words."""
    return _of_same_words(words) is not BodyFit.SAME


def _left_over(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    rest = list(theirs)
    alone = []
    for word in ours:
        match = next((other for other in rest if _is_one_word(word, other)), None)
        if match is None:
            alone.append(word)
        else:
            rest.remove(match)
    return alone, rest


def _is_one_word(one: str, other: str) -> bool:
    if one == other:
        return True
    is_long = min(len(one), len(other)) >= _LONG_WORD
    return is_long and spelling_distance(one, other) < FAR_SPELLING


def _of_same_words(words: tuple[str, ...]) -> BodyFit:
    tables = _tables()
    if all(word in tables.local | tables.kinds | tables.small for word in words) or all(len(word) < 2 for word in words):
        return BodyFit.LOCAL
    if not all(word in tables.national | tables.local | tables.kinds for word in words):
        return BodyFit.SAME
    # "State police" is as local as the police, "national police" is not.
    has_local = any(word in tables.local for word in words)
    return BodyFit.NATIONAL if not has_local or any(word in tables.nationwide for word in words) else BodyFit.LOCAL


def is_local_acronym(letters: str) -> bool:
    """Tell whether an acronym ends as those of police, sheriffs and fire departments of towns do ("MPD", "HCSO")."""
    return bool(_LOCAL_ACRONYM.fullmatch(letters))


def is_team(words: tuple[str, ...]) -> bool:
    """Tell whether a short name is such as teams have beside their town's ("Colts"), not a branch of a chain."""
    return words[-1].endswith(("s", "x")) and len(words[-1]) > _LONG_WORD - 2
