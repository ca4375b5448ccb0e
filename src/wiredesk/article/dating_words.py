"""Clues from words that date a text without a date: anniversaries, "earlier in June", years, ages, copyright. Not for: dates."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from wiredesk.article.dating import Clue, not_after, not_before, union, yearly
from wiredesk.article.dating_tense import containing, is_told_as_past, near
from wiredesk.article.witnesses import day_words
from wiredesk.dates.anniversaries import Anniversary, Aspect, find_anniversaries
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.full_dates import month_names
from wiredesk.documents import Basis
from wiredesk.spans import Span

_MONTHS = "|".join(MONTH_NAMES)
_YEAR = r"(?:19[0-9]\d|20[0-4]\d)"
_IN_MONTH = re.compile(
    rf"\b(?:(?P<when>[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly) (?:in|this)|[Ss]o far (?:in"
    rf"|this)) (?P<m>{_MONTHS})\b(?!,? (?:of )?(?:\d|last))"
)
_PAST_YEAR = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Ii]n (?:early|late|mid)|[Oo]f|[Dd]uring|(?P<m>{_MONTHS})|[Ee]arly|[Ll]ate|[Ss]ummer|[Ss]pring"
    rf"|[Ff]all|[Ww]inter|[Aa]utumn)"
    rf"(?: of)?[ -](?P<y>{_YEAR})\b(?![-–/]\d|\s*(?:edition|model))"
)
_COUNT = re.compile(
    rf"\b(?:so far in (?P<a>{_YEAR})|(?P<b>{_YEAR}) so far|this year, (?P<c>{_YEAR})|"
    rf"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:[\w-]+ ){{0,2}}?"
    rf"(?:homicide|murder|killing|shooting|fatality|death|attack|bombing|strike|kidnapping|drowning|case)s? (?:of|in"
    rf"|for) (?P<d>{_YEAR})|"
    rf"['’]s (?P<e>{_YEAR}) (?:homicide|murder|fatality|death) (?:count|tally|toll|total))\b",
    re.I,
)
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_MAX_YEARS = 60  # years told as past that are tried, the newest first
_COUNT_REACH = 80  # characters before a year in which its count can stand
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|\bcopyright\b)[^\n]{{0,60}}?\b(?:(?P<from>{_YEAR})\s?[-–]\s?)?(?P<y>{_YEAR})\b", re.I)
_LINE_HEAD = re.compile(r"(?:^|[\n.])[\s\W]*(?:TM and )?[\s\W]*\Z")
_AGED = re.compile(r"\b(?:aged? (?P<a>\d{1,3})|(?P<b>\d{1,3})[- ]year[- ]old|, (?P<c>\d{2}),)")
_BORN = re.compile(rf"\bborn\b[^.\n]{{0,60}}?\b(?P<y>{_YEAR})\b")


def _day(year: int, month: int = 1, day: int = 1) -> datetime.date:
    return datetime.date(year, month, day)


def _years(first: int, last: int) -> tuple[tuple[int, int], ...]:
    return union([(_day(first).toordinal(), _day(last, 12, 31).toordinal())])


def _months(text: str) -> Iterator[Clue]:
    """Yield months that the text calls its own: "Earlier in June", "so far in May", "late in April" is past or present."""
    for found in _IN_MONTH.finditer(text):
        when = (found["when"] or "").lower()
        month = month_names()[found["m"].lower()]
        if when in ("late", "early"):
            continue  # "late in May" is told in July as well
        first = 1 if when != "later" else -25
        days = yearly(month, 28, before=27, after=_month_end(month) - 28)
        note = (
            f'"{found.group()}": written in that month'
            if first == 1
            else f'"{found.group()}": written in that month, its end to come'
        )
        yield Clue(days, 0.65, Basis("month_at_hand", note, span=Span(*found.span())))


def _month_end(month: int) -> int:
    return 28 if month == 2 else (datetime.date(2001, month % 12 + 1, 1) - datetime.timedelta(1)).day


def _told_year(found: re.Match[str]) -> datetime.date:
    """Return the first day of the year, or of the month where one stands before it ("in June 2024")."""
    month = month_names().get(found["m"].lower()) if found["m"] else None
    return _day(int(found["y"]), month or 1)


def _past_years(text: str, spans: list[Span]) -> Iterator[Clue]:
    """Yield the newest year or month that is told as past: nothing older would tighten more."""
    newest_first = sorted(_PAST_YEAR.finditer(text), key=_told_year, reverse=True)
    for found in newest_first[:_MAX_YEARS]:
        if is_told_as_past(near(text, containing(spans, found.start()), found.start())[0]):
            basis = Basis("past_year", f"tells of {found.group()} as past", span=Span(*found.span()))
            yield Clue(not_before(_told_year(found)), 0.6, basis)
            return


def _counted_years(text: str) -> Iterator[Clue]:
    """Yield years that the text counts within ("the 12th homicide of 2017"); looked for round years alone, for speed."""
    seen: set[int] = set()
    for named in islice(_ANY_YEAR.finditer(text), 5 * _MAX_YEARS):
        found = _COUNT.search(text, max(0, named.start() - _COUNT_REACH), named.end() + 30)
        if not found or found.start() in seen:
            continue
        seen.add(found.start())
        year = int(next(y for y in found.groups() if y))
        days = union([(_day(year).toordinal(), _day(year + 1, 1, 31).toordinal())])
        yield Clue(days, 0.55, Basis("year_at_hand", f"counts within {year}", span=Span(*found.span())))


def _copyrights(text: str) -> Iterator[Clue]:
    """Yield the copyright line that an agency or station puts under its own text; it names the year of the text."""
    for found in _COPYRIGHT.finditer(text):
        year = int(found["y"])
        if not _LINE_HEAD.search(text[max(0, found.start() - 20) : found.start()]):
            continue
        days = _years(int(found["from"]), year) if found["from"] and int(found["from"]) <= year else _years(year, year)
        yield Clue(days, 0.5, Basis("copyright", f"copyright {year} under the text", span=Span(*found.span())))


def copyright_bound(text: str, span: Span) -> Clue | None:
    """Read a copyright line outside the article: it was there by the end of its year; pages renew it, so no lower bound.

    `span` counts in the source text `text`.
    """
    years = [int(found["y"]) for found in _COPYRIGHT.finditer(span.cut(text))]
    if not years:
        return None
    return Clue(
        not_after(_day(max(years), 12, 31)),
        0.4,
        Basis("copyright", f"the page's copyright line says {max(years)}", source_span=span),
    )


def _ages(text: str) -> Iterator[Clue]:
    """Yield years from an age and a year of birth in one sentence."""
    for born in _BORN.finditer(text):
        start = text.rfind(". ", 0, born.start()) + 1
        end = text.find(". ", born.end())
        aged = _AGED.search(text, start, end if end >= 0 else len(text))
        age = int(next(a for a in aged.groups() if a)) if aged else 0
        if aged and 0 < age < 110:
            year = int(born["y"]) + age
            span = Span(min(aged.start(), born.start()), max(aged.end(), born.end()))
            yield Clue(_years(year, year + 1), 0.5, Basis("age", f"born {born['y']} and {age} years old", span=span))


def _of_anniversary(one: Anniversary) -> Clue:
    """Turn one anniversary into days: before the day it is ahead of, after the one that was celebrated."""
    before, after = {Aspect.AHEAD: (364, -1), Aspect.NOW: (20, 20), Aspect.BEHIND: (0, 364), Aspect.OPEN: (182, 182)}[one.aspect]
    ranges = [(day.toordinal() - before, day.toordinal() + after) for day in one.days]
    if one.is_year:
        ranges = [(day.toordinal() - 183, day.toordinal() + 364 + 183) for day in one.days]
    when = {"ahead": "still to come", "now": "at hand", "behind": "just held", "open": "near"}[one.aspect]
    days = " or ".join(str(day.year) if one.is_year else day_words(day) for day in one.days)
    return Clue(union(ranges), 0.7, Basis("anniversary", f"{one.why}: {one.number} years make {days}, {when}", span=one.span))


def word_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """Yield what the words of an article, apart from dates, say about the day it came out.

    Spans count in `text`; `spans` are its sentences.
    """
    for one in find_anniversaries(text, spans):
        yield _of_anniversary(one)
    yield from _past_years(text, spans)
    for finder in (_months, _counted_years, _copyrights, _ages):
        yield from finder(text)
