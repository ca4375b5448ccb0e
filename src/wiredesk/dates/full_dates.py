"""Full visible dates (day, month and year) anywhere in a text, in any common order. Not for: partial or relative times.

Looks at each year first and then at its neighbours, so that a whole page costs little; numbers that only look like dates
(telephone numbers, versions, scores, prices) are refused by what stands around them. Never anchored, never guessed.
"""

import datetime
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources

from wiredesk.dates.calendars import era_after
from wiredesk.spans import Span

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|20\d\d|2100)(?!\d)")
_SHORT = re.compile(r"(?<![\w/.,:$£€#+-])(\d{1,2})([/.])(\d{1,2})\2(\d\d)(?![\w/:%-]|[.,]\d)")
_BEFORE, _AFTER = 48, 48  # characters around a year that can belong to its date, our choice

_NAME = r"(?P<m>[^\W\d_]{3,12})"
_SECOND_NAME = r"(?:\s?/\s?[^\W\d_]{3,12})?"  # Arabic papers give both: "24 نيسان / أبريل 2020"
_FRESH = r"(?:(?<!\w)|(?<=[a-z])(?=[A-Z])|(?<=\d{4})(?=[A-Z]))"  # furniture glues: "PublishedMarch 9, 2019April 2, 2019"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_DAY_MONTH = re.compile(
    rf"(?<![^\W_a-z])(?<![_$£€/.,:-])(?P<d>\d{{1,2}}){_ORDINAL}\s*(?:of\s+|de\s+|d['’]|[-/.])?\s*{_NAME}{_SECOND_NAME}"
    rf"\.?[,،]?\s*(?:de\s+|del\s+|of\s+|-|/)?\Z"
)
_MONTH_DAY = re.compile(
    rf"{_FRESH}{_NAME}(?:\.?\s+(?:the\s+)?|-|\.)(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th)\b)?\s*(?:,\s*(?:de\s+|del\s+)?|\s+(?:de\s+|del\s+)?|-)\Z"
)
_CTIME = re.compile(
    rf"(?<!\w){_NAME}\s+(?P<d>\d{{1,2}})\s+(?P<clock>\d\d:\d\d(?::\d\d)?)\s+(?:[A-Z]{{2,5}}\s+|[+-]\d{{4}}\s+)?\Z"
)
_NUMBERS = re.compile(r"(?<![\w/.,:$£€#+-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)\Z")
_SPACED = re.compile(r"(?<![\w/.,:$£€#+-])(?P<a>\d{1,2})\.\s(?P<b>\d{1,2})\.\s\Z")
_YEAR_FIRST = re.compile(
    r"(?P<s>[/-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=T\d\d|(?![\w/-]|[.:,]\d))|\.(\d\d)\.(\d\d)(?![\w/-]|[.:,]\d)"
)
_GOES_ON = re.compile(r"[/-]\d|[.:,]\d")  # after a year: then the numbers are no date
_CJK = re.compile(r"\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # words stand beside a year without a blank
_YEAR_NAME = re.compile(rf"(?P<s>\.?\s|-){_NAME}\.?[\s-](?P<d>\d{{1,2}})(?!\w|[.:,]\d|-\d)")
_WEEKDAY_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{2,12}(?:-feira)?)\.?,?\s+(?:(?:the|den|le|el|the)\s+)?\Z")
_CLOCK = (
    r"(?P<h>[01]?\d|2[0-3])(?P<p>[:.h])(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?(?P<m>m)\b\.?)?"
)
_CLOCK_AFTER = re.compile(
    rf"(?:T|[\s,|·•–-]{{1,4}}(?:(?:at|um|à|a las|alle|kl\.?|om|o|ore|в|às)\s+)?){_CLOCK}(?!\d|[:.]\d)", re.I
)
_CLOCK_BEFORE = re.compile(rf"(?<![\w:.,-]){_CLOCK}(?:\s+[A-Z]{{2,5}})?(?:[\s,|·•–-]{{1,4}}|\s+on\s+)\Z", re.I)


@dataclass(frozen=True, slots=True)
class FullDate:
    """Hold one date that the text gives in full.

    `span` covers the date with its weekday, without its clock; `clock` and `clock_span` are None where no clock stands
    beside it (a zone is not read). `other` is the second reading of an ambiguous order (03/09/2019), else None.
    """

    span: Span
    date: datetime.date
    clock: datetime.time | None = None
    clock_span: Span | None = None
    other: datetime.date | None = None
    separator: str | None = None

    @property
    def has_time(self) -> bool:
        """Tell whether a clock time stands beside the date."""
        return self.clock is not None


def day(year: int, month: int, day_of_month: int) -> datetime.date | None:
    """Return the day, or None when the calendar has no such day."""
    try:
        return datetime.date(year, month, day_of_month)
    except ValueError:
        return None


@functools.cache
def _table(name: str) -> dict[str, list[list[str]]]:
    raw = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    table: dict[str, list[list[str]]] = tomllib.loads(raw)
    return table


@functools.cache
def month_names() -> dict[str, int]:
    """Return every month name of the main European languages, casefolded, with its number 1 to 12."""
    names: dict[str, int] = {}
    for table in _table("months.toml").values():
        for number, forms in enumerate(table, 1):
            for name in forms:
                names.setdefault(name, number)  # on a clash the language that stands first in the file wins
    return names


@functools.cache
def _english_months() -> frozenset[str]:
    return frozenset(name for names in _table("months.toml")["en"] for name in names)


def _month(name: str, *, english: bool = False) -> int | None:
    known = name.casefold()
    if english and known not in _english_months() and len(known) < 4:
        return None  # "out 5, 2019": short foreign names before a day are more often words
    return month_names().get(known)


def _text_before(head: str, year: int) -> tuple[int, datetime.date, str | None] | None:
    """Read a written date that ends with its year; `head` ends where the year starts."""
    for pattern in (_DAY_MONTH, _MONTH_DAY, _CTIME):
        found = pattern.search(head)
        month = _month(found["m"], english=pattern is not _DAY_MONTH) if found else None
        if found and month:
            date = day(year, month, int(found["d"]))
            return (found.start(), date, found["clock"] if pattern is _CTIME else None) if date else None
    return None


def _numbers_before(head: str, year: int) -> tuple[int, list[datetime.date], str] | None:
    """Read 9.3.2019 or 03/09/2019: the readings that the calendar allows, month first."""
    spaced = _SPACED.search(head)
    found = spaced or _NUMBERS.search(head)
    if not found:
        return None
    one, two = int(found["a"]), int(found["b"])
    readings = [date for date in (day(year, one, two), day(year, two, one)) if date]
    separator = "." if spaced else found["s"]
    if separator == "." and readings:
        readings = [date for date in (day(year, two, one),) if date] or readings
    return (found.start(), list(dict.fromkeys(readings)), separator) if readings else None


def _after(text: str, end: int, year: int) -> tuple[int, datetime.date] | None:
    """Read the month and day that follow a year: ISO, slashes, CJK, or a name (Hungarian, 2019-Mar-09)."""
    numbers = _YEAR_FIRST.match(text, end) or _CJK.match(text, end)
    if numbers:
        month_number, number = [int(g) for g in numbers.groups() if g and g.isdigit()]
        date = day(year, month_number, number)
        return (numbers.end(), date) if date else None
    named = _YEAR_NAME.match(text, end)
    if not named:
        return None
    month = _month(named["m"])
    is_bare_english = named["s"] != "-" and named["m"].casefold() in _english_months()
    if not month or (is_bare_english and not re.match(r"\s*(?:[,;)\n]|\Z|\d?\d:\d\d)", text[named.end() : named.end() + 8])):
        return None
    date = day(year, month, int(named["d"]))
    return (named.end(), date) if date else None


def _at_year(text: str, year: re.Match[str]) -> FullDate | None:
    number, start = int(year.group()), max(0, year.start() - _BEFORE)
    if era_after(text, year.end(), number):
        return None  # "2 January 2010 E.C.": a year of another calendar
    head = text[start : year.start()]
    written = _text_before(head, number)
    if written:
        found = FullDate(Span(start + written[0], year.end()), written[1])
        return replace(found, clock=datetime.time.fromisoformat(written[2])) if written[2] else found
    numeric = None if _GOES_ON.match(text, year.end()) else _numbers_before(head, number)
    if numeric:
        first, readings, separator = numeric
        other = readings[1] if len(readings) > 1 else None
        return FullDate(Span(start + first, year.end()), readings[0], other=other, separator=separator)
    if head and (head[-1].isalnum() or head[-1] in "/.-:+#$£€_") and not _UNSPACED.match(head[-1]):
        return None
    later = _after(text, year.end(), number)
    return FullDate(Span(year.start(), later[0]), later[1]) if later and not era_after(text, later[0], number) else None


def _short_years(text: str, *, day_first: bool | None) -> Iterator[FullDate]:
    """Yield dates with a year of two digits where their order is told or plain (25/12/19), or a clock stands beside them."""
    for found in _SHORT.finditer(text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." and (day_first is not True or len(found[1]) + len(found[3]) < 4):
            continue
        year += 2000 if year < 70 else 1900
        readings = [date for date in (day(year, one, two), day(year, two, one)) if date]
        is_plain = len(set(readings)) == 1 or day_first is not None or _CLOCK_AFTER.match(text, found.end())
        if readings and is_plain:
            other = readings[1] if len(set(readings)) > 1 else None
            yield FullDate(Span(found.start(), found.end()), readings[0], other=other, separator=found[2])


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(word for names in _table("weekdays.toml").values() for words in names for word in words)


def _clock(found: re.Match[str]) -> datetime.time | None:
    hour, half = int(found["h"]), (found["half"] or "").lower()
    if found["p"] != ":" and not half and found["p"] == "." and len(found["h"]) < 2:
        return None  # "3.15" alone is a number
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return datetime.time(hour, int(found["min"]), int(found["s"] or 0))


def _dressed(found: FullDate, text: str) -> FullDate:
    """Add the weekday and the clock that stand beside a date."""
    start, end = found.span.start, found.span.end
    head = text[max(0, start - 24) : start]
    weekday = _WEEKDAY_BEFORE.search(head)
    if weekday and weekday[1].casefold() in _weekdays():
        start -= len(head) - weekday.start(1)
        head = text[max(0, start - 24) : start]
    found = replace(found, span=Span(start, end))
    if found.clock:
        return found
    after = _CLOCK_AFTER.match(text, end, end + _AFTER)
    before = None if after else _CLOCK_BEFORE.search(head)
    beside = after or before
    clock = _clock(beside) if beside else None
    if not beside or not clock:
        return found
    shift = 0 if after else start - len(head)
    last = beside.end("m") if beside["half"] else beside.end("s") if beside["s"] else beside.end("min")
    return replace(found, clock=clock, clock_span=Span(shift + beside.start("h"), shift + last))


def _is_day_first(one: FullDate, text: str) -> bool | None:
    """Tell the order of an unambiguous date of numbers; None where it shows none."""
    if not one.separator or one.other or one.date.day == one.date.month:
        return None
    return text[one.span.start : one.span.start + 2].rstrip("./-").lstrip("0") == str(one.date.day)


def _ordered(found: list[FullDate], text: str, *, day_first: bool | None) -> Iterator[FullDate]:
    """Settle ambiguous orders: as told, else as the text's own dates with that separator, else by the separator's habit."""
    seen = {one.separator: order for one in found if (order := _is_day_first(one, text)) is not None}
    for one in found:
        swaps = day_first if day_first is not None else seen.get(one.separator, one.separator == "-")
        yield replace(one, date=one.other, other=one.date) if one.other and swaps else one


def find_full_dates(text: str, *, day_first: bool | None = None) -> list[FullDate]:
    """Find every date that `text` gives with day, month and year, in order, without overlaps.

    Years 1600 to 2100. `day_first` tells the order of 03/09/2019; None: the order of the text's other slashed dates,
    else month first for slashes and day first for hyphens, and `other` keeps the second reading. Days that the calendar
    does not have (31 April) give nothing. Linear in the length of the text.
    """
    found = [date for year in _YEAR.finditer(text) if (date := _at_year(text, year))]
    found.extend(_short_years(text, day_first=day_first))
    found.sort(key=lambda one: one.span)
    result: list[FullDate] = []
    for one in _ordered(found, text, day_first=day_first):
        dressed = _dressed(one, text)
        if not result or dressed.span.start >= result[-1].span.end:
            result.append(dressed)
    return result
