"""Clues from dates inside an article: datelines, dated deeds, weekdays with days, days to come. Not for: furniture round it."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from wiredesk.article.dating import LAST, Clue, around, not_after, not_before, yearly
from wiredesk.article.dating_tense import containing, is_to_come, is_told_as_past, near
from wiredesk.article.witnesses import day_words, url_witness
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.full_dates import FullDate, find_full_dates, month_names
from wiredesk.documents import Basis
from wiredesk.spans import Span

_MONTHS = "|".join(MONTH_NAMES) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
# A day without its year: "Sunday, June 4", "4 June", "the 4th of June", "June 4th"
_BARE = re.compile(
    rf"(?:\b(?P<w>{_WEEKDAY}),? (?:the |on )?)?(?:\b(?P<m>{_MONTHS})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?|"
    rf"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTHS})\b\.?)(?![\w:/%-]|,? ?\d|,? (?:19|20)\d\d|\.\d)"
)
# "KANDAHAR, Afghanistan, March 8 (Wire) - ", "NAIROBI (April 2) --",
# "Lagos, 3 May, 2016 (Agency) —", "OSH, Kyrgyzstan (Wire, May 2) -"
_DATELINE_END = re.compile(r"^[\s,)]{0,3}(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/|[A-Z]{2,10})?\s*(?:--|[-–—:])\s")
_DATELINE_PLACE = re.compile(
    r"^[\s\W]*(?:[A-Z][A-Z.'’ -]{2,40}|(?:[A-Z][\w.'’-]+[ /]?){1,4})(?:, ?(?:[A-Z][\w.'’-]+ ?){1,4}\.?)?,? ?"
    r"(?:\((?:[A-Z][\w.'’&-]{1,30} ?){0,4},? ?)?$"
)
# "北京2021年5月4日电": the place before the date, the word for a wire after it.
_CJK_PLACE, _CJK_WIRE = re.compile(r"\W*[\u3400-\u9fff]{2,12}[\s(（]{0,2}$"), re.compile(r"[\s)）]{0,2}[电電讯訊]")
_NO_PLACE = re.compile(
    r"\W*(?:update|updated|posted|published|editor|note|correction|created|by|on|in|photo|last|first|story|file)\b", re.I
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first published|originally published)(?: (?:on|at))?:?\s*(?:\w+day,? )?$", re.I
)
_OWN_LINE = re.compile(r"[^\w(]*(?:published|posted|created|first published|originally published)\b", re.I)
_UPDATED = re.compile(r"\b(?:updated?|last modified|modified|edited|last revised)(?: (?:on|at))?:?\s*\(?(?:\w+day,? )?$", re.I)
_STAMP = re.compile(r"(?:\(@\w{1,20}\)|[-–—] ?@\w{1,20}|\d ?[AP]M ?[-–—]) ?$")
_TODAY = re.compile(  # "on Friday", "Monday night", without a day of the month
    rf"(?<!\w)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:['’]s)?\b(?!s?,? (?:the )?(?:\d|{_MONTHS}))"
)
_LINK = re.compile(r"https?://[^\s<>\"]{8,300}")
_HOUR = re.compile(r",? (?:at|around|about|shortly|just) (?:\w+ ){0,2}\d{1,2}(?::\d\d)? ?[ap]\.?m", re.I)
_MAX_DATES = 300  # full dates of one text that are looked at
_SHORT = 4000  # characters of a text in which one bare weekday makes it news, our choice
_LEAD = 250  # characters in which a dateline or a head line of the page can stand, our choice
_LEAD_WORDS = 700  # characters of an article in which its news is told, our choice
_RECENT = 200  # days after a dated deed with its weekday in which nearly all reports came out; see benchmarks/published.py


def _clue(days: tuple[tuple[int, int], ...], strength: float, rule: str, *, span: Span, note: str) -> Clue:
    return Clue(days, strength, Basis(rule, note, span=span))


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the date at start..end closes a dateline that opens the text (or a line near its beginning)."""
    line = text.rfind("\n", 0, start) + 1
    if line > 4 * _LEAD or start - line > 80 or _NO_PLACE.match(text[line:start]):
        return False
    before, after = text[line:start], text[end : end + 60]
    if _CJK_PLACE.match(before) and _CJK_WIRE.match(after):
        return True
    return bool(_DATELINE_PLACE.match(before) and _DATELINE_END.match(after))


def _full(text: str, found: FullDate, sentence: Span) -> Clue | None:
    """Turn one full date into what it says about the day of the report."""
    day, span = found.date, found.span
    head = _head(text, span)
    written = f"{day:%-d %B %Y}" if day.year >= 1000 else str(day)
    if _is_dateline(text, span.start, span.end):
        return _clue(around(day, 0, 0), 0.9, "dateline", span=span, note=f"the dateline says {written}")
    if _PUBLISHED.search(head):
        own_line = _OWN_LINE.match(text[text.rfind("\n", 0, span.start) + 1 : span.start]) and span.start < 4 * _LEAD
        days = around(day, 0, 0) if own_line else around(day, 5, 14)
        return _clue(days, 0.8, "published_line", span=span, note=f"a line in the article gives {written} as its day")
    if _UPDATED.search(head):
        return _clue(not_after(day), 0.5, "updated_line", span=span, note=f"updated on {written}, so published by then")
    if _STAMP.search(head):
        return _clue(around(day, 2, 90), 0.5, "stamp", span=span, note=f"a message stamped {written} is shown")
    words, local = near(text, sentence, span.start)
    if is_to_come(words, local):
        return _clue(around(day, 365, -1), 0.45, "date_to_come", span=span, note=f"{written} was still to come")
    at_its_hour = _HOUR.match(text, span.end) or found.has_time
    if re.match(_WEEKDAY, found.span.cut(text)) or span.start < 15 or (at_its_hour and is_told_as_past(words)):
        return _clue(
            around(day, 0, _RECENT),
            0.5,
            "dated_deed",
            span=span,
            note=f"tells of {written} with its weekday or hour, as news does",
        )
    if is_told_as_past(words):
        return _clue(not_before(day), 0.6, "explicit_date", span=span, note=f"tells of {written} as past")
    return None


def _bare(text: str, found: re.Match[str], sentence: Span) -> Clue | None:
    """Turn a day without its year into the days of each year round which the report can have come out."""
    month = month_names().get((found["m"] or found["m2"]).lower().rstrip("."))
    day, weekday = int(found["d"] or found["d2"]), found["w"]
    if not month or not 1 <= day <= 31:
        return None
    span = Span(*found.span())
    if _is_dateline(text, span.start, span.end):
        return _clue(
            yearly(month, day, before=0, after=0), 0.85, "dateline", span=span, note=f"the dateline says {found.group()}"
        )
    fits = None
    if weekday:
        number = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(weekday[:3]))

        def fits(date: datetime.date) -> bool:
            return date.weekday() == number

    if is_to_come(*near(text, sentence, span.start)):
        days = yearly(month, day, before=270, after=-1, fits=fits)
        return _clue(days, 0.45, "date_to_come", span=span, note=f"{found.group()} was still to come")
    if weekday:
        days = yearly(month, day, before=120, after=200, fits=fits)
        return _clue(days, 0.4, "weekday_with_day", span=span, note=f"{found.group()}: years in which that day has this weekday")
    return None


def _newest(text: str, full: list[FullDate], spans: list[Span]) -> Iterator[Clue]:
    """Yield the newest past date of a text that names bare weekdays: such a text is news of its week, and news dates itself.

    Measured on GVC and captures, train: the report came out from 2 days before to a year after that date in 59 of 64 texts.
    """
    n_weekdays = len(_TODAY.findall(text))
    if not (n_weekdays >= 2 or (n_weekdays and len(text) < _SHORT)):
        return
    past = [
        (one.date, one.span) for one in full if not (_looks_ahead(text, one, spans) or _UPDATED.search(_head(text, one.span)))
    ]
    newest = max([*past, *_linked(text)], default=None)
    if newest and newest[0].year > 1600:
        note = f"the newest date of a report that names weekdays is {day_words(newest[0])}"
        yield _clue(around(newest[0], 2, 363), 0.42, "newest_date", span=newest[1], note=note)


def _linked(text: str) -> Iterator[tuple[datetime.date, Span]]:
    """Yield the days that addresses in the text hold: a report links to what was there before it."""
    for found in islice(_LINK.finditer(text), 50):
        witness = url_witness(found.group())
        if witness:
            yield witness.day, Span(*found.span())


def lead_weekdays(text: str) -> Iterator[int]:
    """Yield the weekdays (0 for Monday) that the first sentences of an article name as past, at most four."""
    lead = text[:_LEAD_WORDS]
    for found in islice(_TODAY.finditer(lead), 4):
        before = lead[: found.start()].rpartition(". ")[2]
        if not is_to_come(before, len(before)):
            yield next(i for i, name in enumerate(_WEEKDAYS) if found.group().startswith(name))


def _head(text: str, span: Span) -> str:
    return text[max(0, span.start - 40) : span.start]


def _looks_ahead(text: str, found: FullDate, spans: list[Span]) -> bool:
    sentence = containing(spans, found.span.start)
    return is_to_come(*near(text, sentence, found.span.start))


def date_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """Yield what the dates of an article say about the day it came out.

    Spans count in `text`; `spans` are its sentences.
    """
    full = find_full_dates(text)[:_MAX_DATES]
    bare = [
        found
        for found in _BARE.finditer(text)
        if not any(one.span.start < found.end() and found.start() < one.span.end for one in full)
    ]
    for one in full:
        if datetime.date(1600, 1, 1).toordinal() < one.date.toordinal() < LAST:
            told = _full(text, one, containing(spans, one.span.start))
            if told:
                yield told
    yield from _newest(text, full, spans)
    for found in bare:
        clue = _bare(text, found, containing(spans, found.start()))
        if clue:
            yield clue


def bare_day(words: str, start: int) -> Iterator[Clue]:
    """Yield the day of a date line that names no year ("Published: 9 March"); `start` is where `words` stand in the source."""
    found = _BARE.search(words)
    month = month_names().get((found["m"] or found["m2"]).lower().rstrip(".")) if found else None
    if not found or not month or _UPDATED.search(words[: found.start()]):
        return
    span = Span(start + found.start(), start + found.end())
    days = yearly(month, int(found["d"] or found["d2"]), before=0, after=0)
    yield Clue(days, 0.8, Basis("visible_date", f"a date line says {found.group()}", source_span=span))
