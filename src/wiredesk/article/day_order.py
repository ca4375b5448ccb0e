"""Is 04/05/2016 a day of April or of May? What a page says about it elsewhere. Not for: finding dates (`wiredesk.dates`)."""

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiredesk.dates.full_dates import FullDate, month_names

# Log-odds that the day comes first, for each hint; our choice, from how often pages of either habit show them.
_PRIOR = {"/": -0.8, "-": 1.0, ".": 3.0}
_SAME_MARK, _OTHER_MARK = 4.0, 2.0  # the page's own dates of numbers that can be read in one way only
_WRITTEN = 1.2  # months in words: "9 March 2019" or "March 9, 2019"
_SPELLING = 1.5  # British or American spelling
_SITE = 1.5  # addresses of a country that puts the day first
_HOURS_24, _HALVES = 1.5, -0.6  # a clock of 24 hours beside the date, one of twice 12
_ZONE_EAST, _ZONE_AMERICA = 2.5, -3.0
_AGAIN = 2.0  # one reading, and not the other, stands elsewhere on the page in words
_STORY, _MANY_STORIES = 1.2, 2.4  # a day of the story between the two readings speaks for the later one; so do all together
_MOST = 6.0

_AMERICA = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T)\b")
_EAST = re.compile(r"\b(?:GMT|BST|CES?T|EES?T|IST|A[EWC][SD]T|NZ[SD]T|SAST|EAT|WAT|CAT|PKT|SGT|HKT|WIB|MSK|UTC)\b")
_DAY_WORD = re.compile(r"(?<![\d/.-])\d{1,2}(?:st|nd|rd|th)?\s+([^\W\d_]{3,9})\b")
_WORD_DAY = re.compile(r"\b([^\W\d_]{3,9})\.?\s+\d{1,2}(?:st|nd|rd|th)?\b(?![:/])")
_STEMS = "(?:organi|recogni|reali|critici|nationali|sociali|prioriti|apologi|utili|minimi|authori|speciali|mobili|legali|privati)"
_BRITISH = re.compile(
    rf"\b(?:colour|favour|honour|labour|neighbour|behaviour|rumour|centre|theatre|defence|offence|licence|programme|{_STEMS}s)",
    re.I,
)
_AMERICAN = re.compile(rf"\b(?:color|favor|honor|labor|neighbor|behavior|rumor|center|theater|defense|offense|{_STEMS}z)", re.I)
_SITES = re.compile(r"\.(?:co\.uk|org\.uk|com\.au|co\.nz|co\.za|co\.in|ie|in|eu|ng|co\.ke|com\.pk|com\.sg)\b")
_LATE_HOUR = re.compile(r"(?<!\d)(?:1[3-9]|2[0-3])[:.h]\d\d")
_MAX_READ = 40_000  # characters of a page that are read for hints


@dataclass(frozen=True, slots=True)
class Order:
    """Hold what a page says about the order of its numbers: log-odds that the day comes first, for each mark between them."""

    by_mark: dict[str, float]

    def log_odds(self, found: FullDate, words: str) -> float:
        """Return the log-odds that `found` puts the day first; `words` stand beside it (its zone is read there)."""
        odds = self.by_mark.get(found.separator or "/", 0.0)
        if _AMERICA.search(words):
            odds += _ZONE_AMERICA
        elif _EAST.search(words):
            odds += _ZONE_EAST
        if found.clock and found.clock.hour > 12:
            odds += _HOURS_24 if _LATE_HOUR.search(words) else _HALVES
        return max(-_MOST, min(_MOST, odds))


@dataclass(frozen=True, slots=True)
class PlainDays:
    """Hold the days that a page shows in one reading only: in the running text of its article, and in all other lines."""

    stories: frozenset[datetime.date]
    lines: frozenset[datetime.date]


def _clear_orders(found: Iterable[tuple[FullDate, str]]) -> dict[str, int]:
    """Count, for each mark, the dates of numbers that only one reading allows: up for the day first, down for the month."""
    counts: dict[str, int] = {}
    for one, words in found:
        if one.separator and not one.other and one.date.day > 12:
            lead = re.match(r"\D*0?(\d{1,2})", words)
            is_day = bool(lead) and lead is not None and int(lead[1]) == one.date.day
            counts[one.separator] = counts.get(one.separator, 0) + (1 if is_day else -1)
    return counts


def _balance(one: int, other: int, weight: float) -> float:
    """Return the weight with the sign of the greater count, less where both are met."""
    return weight * (one - other) / (one + other + 1)


def _months_in(pattern: re.Pattern[str], text: str) -> int:
    names = month_names()
    return sum(1 for found in pattern.finditer(text) if found[1].casefold() in names and found[1][0].isupper())


def page_order(found: Sequence[tuple[FullDate, str]], text: str, *, day_first: bool | None = None) -> Order:
    """Read the order of a page's numbers from its other dates, its spelling and its addresses.

    `found` are its dates, each with the words of its own span; `day_first` is the one order of the page's language.
    """
    if day_first is not None:
        return Order(dict.fromkeys(_PRIOR, _MOST if day_first else -_MOST))
    clear = _clear_orders(found)
    head = text[:_MAX_READ]
    habit = _balance(_months_in(_DAY_WORD, head), _months_in(_WORD_DAY, head), _WRITTEN)
    habit += _balance(len(_BRITISH.findall(head)), len(_AMERICAN.findall(head)), _SPELLING)
    habit += _SITE if _SITES.search(head) else 0.0
    by_mark = {}
    for mark, prior in _PRIOR.items():
        others = sum(n for one, n in clear.items() if one != mark and one != ".")
        told = _SAME_MARK * _sign(clear.get(mark, 0)) + _OTHER_MARK * _sign(others)
        by_mark[mark] = prior + habit + told
    return Order(by_mark)


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)


def shares(odds: float) -> tuple[float, float]:
    """Return the logarithms of the chances that the day and that the month comes first."""
    return -math.log1p(math.exp(-odds)), -math.log1p(math.exp(odds))


def odds_among(both: tuple[datetime.date, datetime.date], days: PlainDays) -> float:
    """Return the log-odds for the day-first reading from the page's plain days: a story comes out after what it tells of, and
    a site often prints its day again in words."""
    first, last = min(both), max(both)
    told = min(_MANY_STORIES, _STORY * len({day for day in days.stories if first < day <= last}))
    again = _AGAIN * ((both[0] in days.lines) - (both[1] in days.lines))
    return (told if last == both[0] else -told) + again


def readings_of(found: FullDate, words: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the day-first and the month-first reading of an ambiguous date, None of one that is not; `words` are its own."""
    if found.other is None:
        return None
    lead = re.search(r"\d{1,2}", words)
    if lead is None:
        return None
    is_day = int(lead.group()) == found.date.day
    return (found.date, found.other) if is_day else (found.other, found.date)
