"""Names of places as keys: one spelling for all spellings. Not for: which place is meant (see `gazetteer`)."""

import re

from wiredesk import folding

_SAINT = re.compile(r"\bst\b")
# Words that say what kind of place a name names; the gazetteer knows most places without them.
_KINDS = (
    "city|town|village|port|province|district|region|state|county|governorate|prefecture|municipality|department|oblast|"
    "island|islands|area|territory|peninsula|valley|capital|commune|township|neighbourhood|neighborhood|suburb|parish|republic"
)
_DIVISIONS = "province|district|region|state|county|governorate|prefecture|department|oblast|territory"
_KIND_AFTER = re.compile(rf"^(.+?)(?: city)? (?:{_KINDS})$")
_KIND_BEFORE = re.compile(rf"^(?:\w+ ){{0,4}}(?:{_KINDS})(?: and \w+)? of (.+)$")
_SIDE = re.compile(
    r"^(?:the )?(?:far |deep )?(?:north|south|east|west|central|northern|southern|eastern|western|"
    r"(?:north|south)(?:east|west)(?:ern)?|mid|greater|upper|lower|downtown|rural|coastal) (.+)$"
)
_IS_DIVISION = re.compile(rf"\b(?:{_DIVISIONS})\b")
MAX_NAME_LENGTH = 80
"""Code points; a longer "name" is no name (our choice)."""


def folded(name: str) -> str:
    """Return `name` in small ASCII letters and digits, words parted by one space, "st" as "saint"; "" when nothing is left."""
    return _SAINT.sub("saint", folding.folded(name))


def readings(name: str) -> list[str]:
    """Return the keys under which a place may be listed, the most literal first.

    "the southern port town of Pemba" is looked up whole, then without its article, its kind and its side. Empty
    for a name of more than `MAX_NAME_LENGTH` characters.
    """
    if len(name) > MAX_NAME_LENGTH:
        return []
    keys = [folded(name)]
    if "," in name:
        return [*keys, *readings(name.split(",", 1)[0])]
    if keys[0].startswith("the "):
        keys.append(keys[0][4:])
    for pattern in (_KIND_BEFORE, _KIND_AFTER, _SIDE, _KIND_BEFORE, _KIND_AFTER):
        found = pattern.match(keys[-1])
        if found:
            keys.append(found.group(1).removeprefix("the "))
    return [key for key in dict.fromkeys(keys) if key]


def names_division(name: str) -> bool:
    """Tell whether `name` itself says that it is a division ("Helmand province")."""
    return bool(_IS_DIVISION.search(name.lower()))
