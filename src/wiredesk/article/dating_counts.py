"""Marks from what an article counts: anniversaries, the cases of a year, copyright lines. Not for: dates, ages."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from wiredesk.article.dating import union
from wiredesk.article.dating_marks import Mark, Shape, given
from wiredesk.article.dating_text import Text
from wiredesk.article.witnesses import day_words
from wiredesk.dates.anniversaries import Anniversary, Aspect, find_anniversaries
from wiredesk.documents import Basis
from wiredesk.spans import Span

_YEAR = r"(?:19[0-9]\d|20[0-4]\d)"
_COUNT = re.compile(
    rf"\b(?:so far in (?P<a>{_YEAR})|(?P<b>{_YEAR}) so far|this year, (?P<c>{_YEAR})|"
    rf"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:[\w-]+ ){{0,2}}?"
    rf"(?:homicide|murder|killing|shooting|fatality|death|attack|bombing|strike|kidnapping|drowning|case)s? (?:of|in"
    rf"|for) (?P<d>{_YEAR})|"
    rf"['’]s (?P<e>{_YEAR}) (?:homicide|murder|fatality|death) (?:count|tally|toll|total))\b",
    re.I,
)
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_MAX_YEARS, _COUNT_REACH = 300, 80  # years that are tried; characters before a year in which its count can stand
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|\bcopyright\b)[^\n]{{0,60}}?\b(?:{_YEAR}\s?[-–]\s?)?(?P<y>{_YEAR})\b", re.I)
_LINE_HEAD = re.compile(r"(?:^|[\n.])[\s\W]*(?:TM and )?[\s\W]*\Z")
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_YEARS_AFTER = re.compile(
    rf"\b(?P<n>\d{{1,2}}|a|{'|'.join(_NUMBERS)}) years? after (?:[\w'’-]+ ){{0,6}}?(?P<y>{_YEAR})\b(?!-)", re.I
)
_MAX_EACH = 2
# Too rare in the corpora to be counted; how often they hold is our choice.
_AT_HAND, _ANNIVERSARY = 0.95, 0.97
_AFTER = 0.9  # how often what is at hand or to come "two years after" a time comes within half a year of that, our choice
_HALF_YEAR, _MAX_AFTER = 183, 50
_LATE = 31  # days into the next year in which the cases of a year are still counted
# Days before and after an anniversary in which reports of it lie, and how often they lie there: nearly all, and most.
_AROUND = {
    Aspect.AHEAD: (((364, -1), _ANNIVERSARY), ((60, -1), 0.85)),
    Aspect.NOW: (((20, 20), _ANNIVERSARY), ((3, 3), 0.7)),
    Aspect.BEHIND: (((0, 364), _ANNIVERSARY), ((0, 30), 0.6)),
    Aspect.OPEN: (((182, 182), _ANNIVERSARY), ((30, 30), 0.6)),
}


def _whole(first: int, last: int) -> tuple[tuple[int, int], ...]:
    return ((datetime.date(first, 1, 1).toordinal(), datetime.date(last, 12, 31).toordinal()),)


def _counted(text: Text) -> Iterator[Mark]:
    """Yield years that the text counts within ("the 12th homicide of 2017"); looked for round years alone, for speed."""
    seen: set[int] = set()
    for named in islice(_ANY_YEAR.finditer(text.plain), _MAX_YEARS):
        found = _COUNT.search(text.plain, max(0, named.start() - _COUNT_REACH), named.end() + 30)
        if found and found.start() not in seen:
            seen.add(found.start())
            year = int(next(y for y in found.groups() if y))
            basis = Basis("year_at_hand", f"counts within {year}", span=Span(*found.span()))
            first, last = _whole(year, year)[0]
            yield given("year_at_hand", [(first, last + _LATE)], _AT_HAND, basis)


def _years_after(text: Text) -> Iterator[Mark]:
    """Yield the days round a time that is to come some years after a year ("the vote comes two years after the coup of 2015")."""
    for found in islice(_YEARS_AFTER.finditer(text.plain), _MAX_AFTER):
        if text.tense(found.start()) == "coming":
            number = found["n"].lower()
            after = int(number) if number.isdigit() else 1 if number == "a" else _NUMBERS.index(number) + 1
            first, last = _whole(int(found["y"]) + after, int(found["y"]) + after)[0]
            basis = Basis("years_after", f'"{found.group()}": still to come', span=Span(*found.span()))
            yield given("years_after", [(first - _HALF_YEAR, last + _HALF_YEAR)], _AFTER, basis)


def _copyrights(text: Text) -> Iterator[Mark]:
    """Yield the copyright line that an agency or station puts under its own text; it names the year of the text."""
    for found in _COPYRIGHT.finditer(text.source):
        own = _LINE_HEAD.search(text.source[max(0, found.start() - 20) : found.start()])
        year = int(found["y"])
        basis = Basis("copyright", f"copyright {year} {'under' if own else 'within'} the text", span=Span(*found.span()))
        yield Mark("copyright" if own else "rights", Shape.YEAR, _whole(year, year), basis)


def _of_anniversary(one: Anniversary) -> Iterator[Mark]:
    """Turn one anniversary into days: before the day it is ahead of, after the one that was celebrated."""
    when = {"ahead": "still to come", "now": "at hand", "behind": "just held", "open": "near"}[one.aspect]
    told = " or ".join(str(day.year) if one.is_year else day_words(day) for day in one.days)
    basis = Basis("anniversary", f"{one.why}: {one.number} years make {told}, {when}", span=one.span)
    if one.is_year:  # "ten years after the 1998 flood" is as often told of another time
        yield Mark("anniversary_year", Shape.YEAR, _whole(one.days[0].year, one.days[0].year), basis)
        return
    for (before, after), share in _AROUND[one.aspect]:
        days = union((day.toordinal() - before, day.toordinal() + after) for day in one.days)
        yield given(f"anniversary_{one.aspect}", days, share, basis)


def count_marks(text: Text) -> Iterator[Mark]:
    """Yield what the text counts, the first of each kind."""
    for one in find_anniversaries(text.plain, text.spans)[: 2 * _MAX_EACH]:
        yield from _of_anniversary(one)
    for finder in (_counted, _years_after, _copyrights):
        yield from islice(finder(text), _MAX_EACH)
