"""Counted anniversaries in a text ("25th Independence Day", "ten years after the 2008 war"). Not for: choosing a date.

The arithmetic is founding year plus ordinal; which founding year is meant is often open (a holiday's own or that of
independence), so every reading is given.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from wiredesk.dates.national_days import CountryMention, NationalDay, countries_named, days_of
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split()
)
_UNITS += "sixteenth seventeenth eighteenth nineteenth".split()
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_CARDINALS += "seventeen eighteen nineteen".split()
_JUBILEES = {"silver": 25, "golden": 50, "diamond": 60, "platinum": 70}
_ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})y-)?(?:{'|'.join(_UNITS[:9])})|{'|'.join(_UNITS[9:])}"
    rf"|(?:{'|'.join(_TENS)})ieth|hundredth)"
)
_CARDINAL = rf"(?:\d{{1,3}}|{'|'.join(_CARDINALS)}|(?:{'|'.join(_TENS)})y(?:-(?:{'|'.join(_CARDINALS[:9])}))?)"
_FREEDOM = (
    r"(?:(?:national )?independence|statehood|liberation|the republic|freedom|(?:the |its )?revolution|(?:the |its )?founding)"
)
# "45th Independence Day", "30th national Independence Day anniversary"
_DAY = re.compile(rf"\b(?P<n>{_ORDINAL}) (?P<name>(?:[\w'’-]+ ){{1,4}}?day)\b(?: anniversary| celebrations?)?", re.I)
# "50th anniversary of its independence", "20th independence anniversary", "golden jubilee of independence"
_OF = re.compile(
    rf"\b(?P<n>{_ORDINAL}|{'|'.join(_JUBILEES)}) (?:anniversary|year|birthday|jubilee) (?:of"
    rf"|since) (?:[\w'’-]+ ){{0,3}}?(?P<name>{_FREEDOM})\b"
    rf"|\b(?P<n2>{_ORDINAL}) (?P<name2>{_FREEDOM}) (?:anniversary|jubilee)\b",
    re.I,
)
_YEARS_OF = re.compile(
    rf"\b(?P<n>{_CARDINAL}) years (?:of|since|after) (?:[\w'’-]+ ){{0,2}}?(?P<name>independence|statehood)\b", re.I
)
# "20th anniversary of the 1994 genocide", "ten years after the 2008 war", "in 2006, ten years ago", "ten years ago, in 2006"
_OF_YEAR = re.compile(
    rf"\b(?P<n>{_ORDINAL}) anniversary of (?:[^\W\d][\w'’-]*,? |\d{{1,2}},? ){{0,6}}?(?:in )?(?P<year>1[5-9]\d\d|20\d\d)\b"
    rf"|\b(?P<n2>{_CARDINAL}) years (?:on )?(?:after|since|from) (?:the )?(?P<year2>1[5-9]\d\d|20\d\d)\b"
    rf"|\b(?P<n3>{_CARDINAL}) years ago,? in (?P<year3>1[5-9]\d\d|20\d\d)\b"
    rf"|\bin (?P<year4>1[5-9]\d\d|20\d\d),? (?P<n4>{_CARDINAL}) years ago\b",
    re.I,
)
# Cheap to look for, and one of them stands in every phrase below: a text of 3,000 words takes 1 ms and not 10.
_HINT = re.compile(r"anniversary|jubilee|[Ii]ndependence|[a-z] Day\b|years (?:ago|after|since|from|on|of)\b")
_AHEAD = re.compile(
    r"\b(?:ahead of|before|prior to|run-up to|upcoming|up[ -]coming|forthcoming|approach\w*|preparations? for"
    r"|prepar\w+ (?:for|to)|eve of|looming"
    r"|will|next|soon|plan(?:s|ned|ning)? (?:to|for)|gear\w* up|due to|coming|countdown to|threat\w*|disrupt)\b",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?:celebrated|marked|observed|commemorated|after|following|held its|turned|attended|took part|joined|paraded"
    r"|were held|was held|concluded)\b",
    re.I,
)
_NOW = re.compile(
    r"\b(?:celebrat(?:es|ing)|marks|marking|observes|observing|commemorat(?:es|ing)|today|on the occasion of)\b", re.I
)
# Days of which the founding day itself is the first, as India counts; elsewhere the first falls a year later. Our reading of
# the Press Information Bureau's "75th Independence Day" (2021) and "75th Republic Day" (2024); Pakistan's press counts both ways.
_FOUNDING_DAY_IS_FIRST = {"IN": (1,), "PK": (0, 1)}


class Aspect(StrEnum):
    """Say how the words stand to the day: still to come, at hand, gone by, or not told."""

    AHEAD = "ahead"
    NOW = "now"
    BEHIND = "behind"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """Hold one counted anniversary: `days` are the calendar days it may mean.

    Where only a year is counted, `days` holds the year's first day and `is_year` is true. `why` names the country or event.
    """

    span: Span
    number: int
    days: tuple[datetime.date, ...]
    aspect: Aspect
    why: str
    is_year: bool = False


def number(words: str) -> int | None:
    """Return the number that an English ordinal or cardinal says ("25th", "twenty-fifth", "forty"), None for other words."""
    text = words.lower()
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    if text in _JUBILEES:
        return _JUBILEES[text]
    for table in (_UNITS, _CARDINALS):
        if text in table:
            return table.index(text) + 1
    tens, _, unit = text.partition("-")
    stem = re.sub(r"(?:y|ieth)$", "", tens)
    if stem in _TENS and (not unit or number(unit)):
        return _TENS[stem] + (number(unit) or 0 if unit else 0)
    return 100 if text == "hundredth" else None


def _aspect(sentence: str, at: int, end: int) -> Aspect:
    """Judge by the words of the sentence, those right before the anniversary first."""
    before, after = sentence[max(0, at - 60) : at], sentence[end:]
    for aspect, pattern in ((Aspect.AHEAD, _AHEAD), (Aspect.NOW, _NOW), (Aspect.BEHIND, _BEHIND)):
        if pattern.search(before):
            return aspect
    ahead = re.search(r"\b(?:which falls on|will|is to be|to be held|is due|next)\b", after)
    return Aspect.AHEAD if ahead else Aspect.OPEN


def _country(text: str, named: list[CountryMention], sentence: Span, phrase: Span) -> str | None:
    """Pick the country that an anniversary belongs to: beside the phrase, else in its sentence, else the one named most."""
    beside = [
        m
        for m in named
        if phrase.start - 25 <= m.span.start < phrase.start or 0 <= m.span.start - phrase.end <= 12 or phrase.covers(m.span)
    ]
    inside = [m for m in named if sentence.covers(m.span)]
    for group in (beside, inside, named):
        codes = [mention.code for mention in group]
        if codes:
            return max(codes, key=lambda code: (codes.count(code), -codes.index(code)))
    return None


def _matching(code: str, name: str) -> list[NationalDay]:
    """Return the country's days that go by this name; all its days when the name says no more than that it is the nation's."""
    words = set(re.findall(r"\w+", name.lower())) - {"day", "the", "its", "of", "national", "anniversary"}
    days = days_of(code)
    same = [day for day in days if words & set(re.findall(r"\w+", day.name.lower()))]
    return same if same else ([] if words else list(days))


def _dated(day: NationalDay, n: int) -> Iterator[datetime.date]:
    for early in _FOUNDING_DAY_IS_FIRST.get(day.code, (0,)):
        year = day.since + n - early
        if 1600 <= year <= 2100:
            yield datetime.date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _of_nation(text: str, found: re.Match[str], sentence: Span, named: list[CountryMention]) -> Anniversary | None:
    groups = found.groupdict()
    n = number(groups["n"] or groups["n2"]) if "n2" in groups else number(groups["n"])
    name = groups["name"] or groups.get("name2") or ""
    phrase = Span(*found.span())
    code = _country(text, named, sentence, phrase)
    if n is None or code is None:
        return None
    matching = _matching(code, name)
    days = tuple(dict.fromkeys(date for day in matching for date in _dated(day, n)))
    if not days:
        return None
    whole = sentence.cut(text)
    aspect = _aspect(whole, phrase.start - sentence.start, phrase.end - sentence.start)
    years = ", ".join(str(year) for year in dict.fromkeys(day.since for day in matching))
    return Anniversary(phrase, n, days, aspect, f"{matching[0].country}, {matching[0].name}, counted from {years}")


def _of_year(found: re.Match[str]) -> Anniversary | None:
    pairs = [
        (found["n"], found["year"]),
        (found["n2"], found["year2"]),
        (found["n3"], found["year3"]),
        (found["n4"], found["year4"]),
    ]
    words, year = next((n, y) for n, y in pairs if y)
    n = number(words)
    if n is None or not 1600 <= int(year) + n <= 2100:
        return None
    day = datetime.date(int(year) + n, 1, 1)
    return Anniversary(Span(*found.span()), n, (day,), Aspect.OPEN, f"{n} years counted from {year}", is_year=True)


def _has_own_year(sentence: str) -> bool:
    """Tell whether the sentence names a year, so that its anniversary may be one of the past ("at the 10th ... in 2001")."""
    return bool(re.search(r"\b(?:19|20)\d\d\b", sentence))


def find_anniversaries(text: str, spans: Sequence[Span] | None = None) -> list[Anniversary]:
    """Find the counted anniversaries of a text, in order.

    National days are taken where a country can be told and the sentence names no year of its own. `spans` are the sentences
    of `text`, where the caller has them.
    """
    # Once a text at most, and only where an anniversary may stand: it reads the whole text.
    named = cache(lambda: countries_named(text))
    result: list[Anniversary] = []
    for sentence in sentences(text) if spans is None else spans:
        if not _HINT.search(text, sentence.start, sentence.end):
            continue
        result.extend(one for found in _OF_YEAR.finditer(text, sentence.start, sentence.end) if (one := _of_year(found)))
        if not _has_own_year(sentence.cut(text)):
            result.extend(_of_nations(text, sentence, result, named))
    return sorted(result, key=lambda one: one.span)


def _of_nations(
    text: str, sentence: Span, known: Sequence[Anniversary], named: Callable[[], list[CountryMention]]
) -> list[Anniversary]:
    """Return the national anniversaries of a sentence that lie apart from those already known."""
    found = [m for pattern in (_DAY, _OF, _YEARS_OF) for m in pattern.finditer(text, sentence.start, sentence.end)]
    result: list[Anniversary] = []
    for match in found:
        one = _of_nation(text, match, sentence, named())
        if one and not any(one.span.overlaps(other.span) for other in (*known, *result)):
            result.append(one)
    return result
