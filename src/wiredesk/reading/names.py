"""Names as strings: their parts, their keys, their short forms. Not for: where they stand in a text."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from wiredesk.reading.names_people import people_words

_APART = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SMALL_WORDS = frozenset("of the and for de del la da do dos das du des in on a an to von van al el y et".split())
_SUFFIXES = frozenset("jr sr ii iii iv phd md obe mbe cbe dbe frs esq kc qc sc mp".split())
# Honorifics that people are known by: they stay when one name alone follows ("King Salman", "Mullah Omar").
_KEPT = frozenset(
    "king queen prince princess sheikh sheikha shaikh mullah imam pope father sister saint st emperor sultan ayatollah".split()
)
# Words that an organisation's short form may leave out.
_GENERIC = frozenset(
    "the group university inc corp corporation co company ltd limited plc llc gmbh ag sa holdings "
    "movement organisation organization "
    "party front militia rebels rebel network terrorist militant group's militants fighters association "
    "newspaper magazine news agency".split()
)
_PARTICLES = frozenset("al el de da dos del la van von bin ibn abu ben di du le der den ter ul ur".split())
_LETTERS = re.compile(r"^[A-Z](?:[A-Za-z&.]*[A-Z])?[.s]?$")

# Last words that only bodies have.
_BODY_WORD = re.compile(
    r"\b(?:Agency|Alliance|Army|Assembly|Association|Authority|Bank|Battalion|Brigades?|Broadcasting|"
    r"Bureau|Cartel|Coalition|College|"
    r"Commission|Committee|Company|Confederation|Congress|Corporation|Corps|Council|Daily|Department|"
    r"Dispatch|Federation|Forces?|Foundation|"
    r"Front|Gazette|Group|Guardian|Herald|Hospital|Inc|Initiative|Institute|Institution|Journal|"
    r"Laboratory|League|Club|Legion|Ltd|Mail|"
    r"Militia|Ministry|Mission|Monitor|Movement|Network|News|Observatory|Organi[sz]ation|Party|Police|"
    r"Post|Press|Radio|Regiment|Service|Society|"
    r"Standard|State [A-Z][a-z]+(?: [A-Z][a-z]+)*|Syndicate|Telegraph|Television|Times|Tribunal|Tribune|"
    r"TV|Union|University|Weekly|Wire)$"
)
_BODY_OF = re.compile(
    r"\b(?:Academy|Alliance|Army|Association|Authority|Bank|Bureau|Cent(?:er|re)|Chamber|College|Commission|Committee|Council|Court|Department|"
    r"Directorate|Faculty|Federation|Foundation|Front|Institute|League|Ministry|Movement|National|Office|Organi[sz]ation|Party|School|Society|Union|"
    r"University) (?:of|for|on) (?:the )?[A-Z]"
)


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return `name` in small ASCII letters and digits without "the", words parted by one space."""
    ascii_name = name if name.isascii() else anyascii(name)
    lowered = re.sub(r"['’]s\b", "", ascii_name.lower()).replace("'", "").replace(".", "")
    return _APART.sub(" ", lowered).strip().removeprefix("the ")


@lru_cache(maxsize=4096)
def person_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a person's name without titles, suffixes and particles; a hyphenated part stays one."""
    ascii_name = name if name.isascii() else anyascii(name)
    words = [_APART.sub("-", w.lower().replace("'", "").replace(".", "")).strip("-") for w in _WORD.findall(ascii_name)]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    named = [w.removeprefix("al-").removeprefix("el-") for w in words]
    kept = tuple(w for w in named if w and w not in _PARTICLES)
    return kept or tuple(named)


def n_title_chars(name: str) -> int:
    """Return how many leading characters of a person's name are titles and ranks: "Lt. Col. Ana Ruiz" has 9."""
    people = people_words()
    words = list(_WORD.finditer(name))
    first = 0
    while first < len(words) - 1:
        word = words[first].group().lower()
        is_last_title = first == len(words) - 2
        if word in _KEPT and is_last_title:
            break
        if not (word in people.honorifics or word in people.ranks or word in people.nouns) or word in people.men & people.women:
            break
        first += 1
    return words[first].start() if first else 0


def is_acronym(text: str) -> bool:
    """Tell whether `text` looks like an acronym: capitals, at least two, at most ten characters."""
    return 2 <= len(text) <= 10 and bool(_LETTERS.match(text)) and sum(c.isupper() for c in text) >= 2


def is_acronym_of(short: str, name: str) -> bool:
    """Tell whether `short` is made of the initials of `name`, its small words counted or not."""
    letters = "".join(c for c in anyascii(short).lower().removesuffix("s" if short[:-1].isupper() else "") if c.isalnum())
    words = [w for part in _WORD.findall(anyascii(name).lower()) for w in re.split(r"[-.'&]", part) if w]
    if len(letters) < 2 or len(words) < 2:
        return False
    full = "".join(w[0] for w in words)
    capital = "".join(w[0] for w in words if w not in _SMALL_WORDS)
    return letters in (full, capital) or (len(letters) >= 3 and capital.startswith(letters) and len(capital) - len(letters) <= 1)


def is_short_form(short: str, name: str) -> bool:
    """Tell whether an organisation's `short` key is its `name` key less generic words, or its end.

    "abu sayyaf" is short for "abu sayyaf group", "red sox" for "boston red sox".
    """
    if not short or len(short) >= len(name):
        return False
    if " " in short and name.endswith(" " + short):
        return True
    return name.startswith(short + " ") and all(word in _GENERIC for word in name[len(short) :].split())


_FIRM = re.compile(
    r"(?P<head>[A-Z][\w’'-]{3,}) (?:[A-Z][\w-]+ ){0,2}(?:Metals|Mining|Minerals|Resources|Energy|Drilling|Construction|"
    r"Engineering|Exploration|Chemicals?|Textiles?|Transport|Trading|Media|Water|Power|Electric|Railways?|Farms|Plantations|Timber|Insurance|Foods?|"
    r"Breweries|Networks|Hotels|Petroleum|Oil|Gas|Gold|Airlines|Airways|"
    r"Motors|Pharma|Bank|Holdings|Industries|Logistics|Shipping|Lines|Capital|Partners|Consulting|Analytics|Security|Systems|"
    r"Technologies|Telecom|Cement|Steel|Foods|Group|Corp|Inc|Ltd|Company|Corporation)\.?"
)
_NO_HEADS = frozenset(
    "first national royal united central general american british african asian global international world".split()
)


@lru_cache(maxsize=1024)
def head_of_firm(name: str) -> str:
    """Return the word that a firm is called by for short ("Cordova" of "Cordova Metals"), empty for other names."""
    firm = _FIRM.fullmatch(name)
    return firm["head"] if firm and firm["head"].lower() not in _NO_HEADS else ""


def is_same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether the parts `short` can be a shorter or equal form of the person's name `full`.

    Every part must be found, in order, an initial counts for its name; the first may be alone only as the last, or a
    half of the last when hyphenated. Two surnames that differ by one letter in seven or more are one (a slip of the pen).
    """
    if short == full or (len(short) == len(full) == 2 and short == full[::-1]):
        return True
    if not short or not full or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] == full[-1] or short[0] in full[-1].split("-") or _is_slip(short[0], full[-1])
    last_fits = short[-1] == full[-1] or _is_slip(short[-1], full[-1]) or short[-1] in full[1:]
    return last_fits and _parts_fit(short[:-1], full[:-1] if short[-1] == full[-1] else full)


def _parts_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    rest = iter(full)
    return all(any(_part_fits(part, other) for other in rest) for part in short)


def _part_fits(part: str, other: str) -> bool:
    return (
        part == other
        or (len(part) == 1 and other.startswith(part))
        or (len(other) == 1 and part.startswith(other))
        or _is_slip(part, other)
    )


def _is_slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 7 and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def gender_of(words: list[str]) -> str | None:
    """Return "female" or "male" when titles, role nouns or given names among `words` say so all alike, else None."""
    people = people_words()
    lowered = {word.lower().rstrip(".") for word in words}
    is_female, is_male = bool(lowered & people.women), bool(lowered & people.men)
    if is_female == is_male:
        return None
    return "female" if is_female else "male"


def is_body_name(name: str) -> bool:
    """Tell whether the words of a name are such as only bodies have ("Institute for ...", "... Post")."""
    return " " in name and bool(_BODY_WORD.search(name) or _BODY_OF.search(name))
