"""Dates that count in another calendar, or in years that are not read here: where they stand, so that none is read as ours.

"2 Meskerem 2010" is a day of September 2017, and "12 October 1492" no day of this year's October. Such a date gets no value: to
turn it into ours takes a calendar that reports seldom name in full. Not for: dates of the Gregorian calendar (see `full_dates`).
"""

import datetime
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from wiredesk.spans import Span

_YEAR = re.compile(r"(?<![\d.,/-])(?:1[0-9]|2[0-9]|5[678])\d\d(?![\d]|[.,]\d)")
_SLASHED_YEAR = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]((?:1[2-9]|2[0-6]|5[678])\d\d)(?!\d)")
_BEFORE = 40  # characters before a year that can belong to its date, our choice
_NAME = r"(?P<name>[^\W\d_]{1,13}(?:[ ’'-]{1,2}[^\W\d_]{1,13}){0,2})"
_ORDINAL = r"(?:st|nd|rd|th)?"
_ERA_STARTS = re.compile(r"[\s,]{0,3}[(A-Zhi]")
_LETTER = re.compile(r"[^\W\d_]{2}")
_GAP = re.compile(r"[ ’'-]+")
_DAY = re.compile(rf"(?<![\w.,/-])\d{{1,2}}{_ORDINAL}\s+(?:of\s+)?{_NAME}\.?,?\s+\Z")
_NAME_DAY = re.compile(rf"(?<!\w){_NAME}\.?\s+\d{{1,2}}{_ORDINAL},?\s+\Z")
_ALONE = re.compile(rf"(?<!\w){_NAME},?\s+\Z")
_REST = re.compile(r"[/-]\d{1,2}[/-]\d{1,2}(?!\d)")
# What follows a year and not a count: "On 12 October 1500 people marched" tells of people.
_YEAR_ENDS = re.compile(
    r"\s*(?:[,.;:!?)\]\n\"”’—–]|\Z|(?:and|as|at|but|by|for|from|he|in|it|on|or|she|the|they|to|was|were|when)\b)"
)
# The reign or era first, then the day: "Heisei 29, October 12".
_REIGN = re.compile(
    r"(?<!\w)(?:Meiji|Taish[oō]|Sh[oō]wa|Heisei|Reiwa|Juche|Minguo)\s\d{1,3}(?:\s\(\d{4}\))?,?\s+"
    r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?!\w)"
)
# Day, month and year in figures, with the clock beside them.
_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})[/-](\d{1,2})[/-](\d{1,2}))(?![\d/-])(?:[T,\s]{1,2}\d{1,2}[:.]\d\d)?"
)
_OURS = (1600, 2100)  # years that are read as ours


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Hold what tells a calendar: its years, what stands behind one, the names of its months; `is_ours` of the Gregorian."""

    first: int
    last: int
    era: re.Pattern[str] | None
    months: frozenset[str]
    is_ours: bool

    def counts(self, year: int) -> bool:
        """Tell whether a report can mean this year of the calendar, and it is not read."""
        return self.first <= year <= self.last and not (self.is_ours and _OURS[0] <= year <= _OURS[1])


@functools.cache
def _calendars() -> tuple[_Calendar, ...]:
    raw = resources.files(__package__).joinpath("calendars.toml").read_text(encoding="utf-8")
    return tuple(
        _Calendar(first, last, _era_pattern(table["eras"]), frozenset(table["months"]), name == "gregorian")
        for name, table in tomllib.loads(raw).items()
        for first, last in (table["years"],)
    )


def _era_pattern(eras: list[str]) -> re.Pattern[str] | None:
    if not eras:
        return None
    longest = sorted(eras, key=len, reverse=True)
    return re.compile(rf"\s?,?\s?(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def other_calendar_dates(text: str) -> list[Span]:
    """Return where dates stand that are not read, in order.

    Those of other calendars, of ours with a year outside 1600 to 2100, and in figures those that no calendar has: with the
    clock behind them, which would else be taken for one of today.
    """
    named = (span for span in map(functools.partial(_at_year, text), _years(text)) if span)
    reigns = (Span(*found.span()) for found in _REIGN.finditer(text))
    impossible = (Span(*found.span()) for found in _FIGURES.finditer(text) if not _is_possible(found))
    return sorted((*named, *reigns, *impossible), key=lambda span: span.start)


def _is_possible(found: re.Match[str]) -> bool:
    if found[3]:
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        return _is_day(year, one, two) or _is_day(year, two, one)
    return _is_day(int(found[4]), int(found[5]), int(found[6]))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(datetime.date(year, month, day))
    except ValueError:
        return False


def _years(text: str) -> Iterator[re.Match[str]]:
    return iter(sorted((*_YEAR.finditer(text), *_SLASHED_YEAR.finditer(text)), key=lambda found: found.start()))


def _at_year(text: str, found: re.Match[str]) -> Span | None:
    year, start = int(found.group()[-4:]), max(0, found.start() - _BEFORE)
    head = text[start : found.start()]
    rest = _REST.match(text, found.end())
    era = era_after(text, rest.end() if rest else found.end(), year)
    if era:
        dated = _named(head, year, is_year=True) or _day_of_ours(head)
        return Span(found.start() if dated is None else start + dated, era)
    is_year = _YEAR_ENDS.match(text, found.end()) is not None
    first = _named(head, year, is_year=is_year) if len(found.group()) == 4 else None
    return None if first is None else Span(start + first, found.end())


def era_after(text: str, end: int, year: int) -> int | None:
    """Return where the era of another calendar ends that stands behind a year ("2010 E.C."), None where none does."""
    if not _ERA_STARTS.match(text, end):
        return None
    found = (one.era.match(text, end) for one in _calendars() if one.era and one.counts(year))
    return next((one.end() for one in found if one), None)


def _day_of_ours(head: str) -> int | None:
    """Return where a written day starts whose month is ours or unknown: "2 January 2010 E.C."."""
    found = _DAY.search(head) or _NAME_DAY.search(head)
    return found.start() if found else None


def _named(head: str, year: int, *, is_year: bool) -> int | None:
    """Return where a date starts that ends with this year, of a month that makes it one which is not read."""
    for pattern in (_DAY, _NAME_DAY, _ALONE) if _LETTER.search(head) else ():
        found = pattern.search(head)
        start, known = _month_in(found, year) if found else (0, None)
        if found and known and (not known.is_ours or (is_year and pattern is not _ALONE)):
            return found.start() if pattern is _DAY else start
    return None


def _month_in(found: re.Match[str], year: int) -> tuple[int, _Calendar | None]:
    """Return where a month's name starts in the words found, which may hold words before it, and its calendar."""
    for cut in (0, *(one.end() for one in _GAP.finditer(found["name"]))):
        name = found["name"][cut:].casefold().replace("’", "'")
        known = next((one for one in _calendars() if name in one.months and one.counts(year)), None)
        if known:
            return found.start("name") + cut, known
    return found.start(), None
