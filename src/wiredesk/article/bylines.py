"""Read the names out of a byline. Not for: finding the line (see `wiredesk.tagger.lines`)."""

import re
from dataclasses import dataclass

_LEAD = re.compile(
    r"^\W*(?:(?:written|posted|reported|published|edited|words|text|story|analysis|opinion|report|reporting|review)\s+)?(?:by|von|por|par|di|door|af|av|przez)\b[\s:]*|"
    r"^\W*from\s+our\s+(?:own\s+|special\s+|staff\s+)?correspondents?\b[\s:,]*",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:by)\s+(?=[A-Z])")
# What ends the names: a date, a clock, a word of publishing, an address, a bar. The name of a day may be glued to a person's, but
# is no part of one ("Ana Martinez"), and alone at the end it may be a surname ("Ana May").
_FRESH = r"(?:(?<![^\W_])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))"
_DAY = (
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|(?:nov|dec)(?:ember)?"
)
_ENDED = rf"(?=[\s,.:]*(?:\d|on\b|(?:{_DAY})\b)|(?<=day)\W*$)"
_STOP = re.compile(
    rf"\s*(?:[|•·—–@]|\s-\s|\b\d|https?:|on:|\blast (?:updated|modified)\b|{_FRESH}(?:{_DAY})\b{_ENDED}|"
    r"(?:published|updated|posted)\b)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;/&]|\b(?:and|AND|und|et|y)\b(?!\.))\s*")
_PLACE = re.compile(r"\s+(?:reports?\s+|reporting\s+)?(?:in|from|at|for)\s+[A-Z].*$")
_OFFICE = re.compile(
    r"\b(?:staff|writer|reporters?|correspondents?|editors?|desk|senior|chief|bureau|contributors?|contributing|columnist|special|political|producer|columnists?|freelance|journalist|"
    r"team|guest|founder|co-founder|ceo|coo|cto|director|president|professor|phd|analyst|author|journalists|photographer)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:news|press|agency|agencies|wire|times|post|staff|desk|team|herald|reuters|afp|ap|associated|tribune|gazette|media|online|service|journal|daily|"
    r"guardian|dispatch|ledger|today|tv|radio|network|editorial|editors|bloomberg|xinhua|tass|magazine|report|reports|network|[\w-]+\.(?:com|org|net|co\.uk))\b",
    re.IGNORECASE,
)
_MAX_READ = 400
_MAX_LINE = 90
_BY = re.compile(r"^\W*(?:(?:written|posted|reported|words|story|text)\s+)?by\b(?:\W*\w+){1,9}\W*$", re.IGNORECASE)
# Other tongues begin sentences and surnames with their word for "by": the whole line must be names of two words or more.
_LED = re.compile(r"^\W*(?:von|por|par|di|door|af|av|przez)\b", re.IGNORECASE)
_DESK = re.compile(
    r"^\W*(?:(?:(?:our|own|special|staff|news|web|online|city|crime) )+(?:reporters?|correspondents?|writers?|desk)|"
    r"(?:la |de |von der )?(?:redaktion(?:en)?|redacción|redacció|redação|redazione|rédaction|redactie|redakcja|redakce))\W*$",
    re.IGNORECASE,
)
_PART = re.compile(r"^(?:[^\W\d_][\w'’.-]*)$")
# What is glued to a name: "Lena FaroukBAYNews".
_GLUED = re.compile(r"(?<=[a-z]{3})[A-Z]{2,}.*$")
_SMALL = frozenset("de da do dos van von der den la le el al bin ibn ben ter du del di y e".split())


@dataclass(frozen=True, slots=True)
class Authors:
    """Hold the people and the agencies or desks that a byline names."""

    names: tuple[str, ...]
    bodies: tuple[str, ...]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 60:
        return False
    return (
        all(_PART.match(w) and (w[0].isupper() or w.lower() in _SMALL or not w.isascii()) for w in words)
        and not words[0].islower()
    )


def _cased(name: str) -> str:
    """Return a name that stands in capitals as people write it."""
    if not name.isupper() or " " not in name:
        return name
    return " ".join(w.lower() if w.lower() in _SMALL else "-".join(p.capitalize() for p in w.split("-")) for w in name.split())


def is_byline(paragraph: str) -> bool:
    """Tell whether a paragraph is nothing but a byline: "By Ana Ruiz and Tom Li, Staff Writers", "Von Ana Ruiz", "Redaktion"."""
    if len(paragraph) > _MAX_LINE or paragraph.endswith((".", "!", "?")):
        return False
    if _DESK.match(paragraph):
        return True
    if _BY.match(paragraph):
        named = authors(paragraph)
        return bool(named.names or named.bodies)
    led = _LED.match(paragraph)
    return led is not None and _are_names(paragraph[led.end() :])


def _are_names(text: str) -> bool:
    names = [part.strip(" :") for part in _SPLIT.split(text)]
    return bool(names) and all(" " in name and _is_name(name) for name in names)


def is_office(body: str) -> bool:
    """Tell whether a body of a byline is an office or desk, which is no publisher: "Crime Desk Reporter"."""
    return _OFFICE.search(body) is not None


def authors(text: str) -> Authors:
    """Return whom a byline names: "By Ana Ruiz and Tom Li, Staff Writers" gives two names and no body.

    A single word is a name only after "by". Offices, dates and places are left out. Empty when nothing is named.
    """
    text = " ".join(text[:_MAX_READ].split())
    lead = _LEAD.match(text)
    later = None if lead else _LATER.search(text)
    rest = text[lead.end() :] if lead else text[later.end() :] if later else text
    stop = _STOP.search(rest, 1) if rest else None
    rest = rest[: stop.start()] if stop else rest
    names: list[str] = []
    bodies: list[str] = []
    for part in _SPLIT.split(rest):
        part = _PLACE.sub("", _GLUED.sub("", part.strip(" \t()[].,:;*#|•·\u200e\u200f\xa0"))) if part else ""
        if not part or (_OFFICE.search(part) and not _BODY.search(part)):
            continue
        if _BODY.search(part):
            bodies.append(part)
        elif _is_name(part) and (" " in part or lead):
            names.append(_cased(part))
    return Authors(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(bodies)))
