"""Every day that the lines of a plain-text page show, each reading apart. Not for: which is publication's (`shown_odds`)."""

import datetime
import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from wiredesk.article.day_order import Order, PlainDays, odds_among, page_order, readings_of, shares
from wiredesk.article.shown_lines import Layout
from wiredesk.dates.full_dates import FullDate, find_full_dates, month_names
from wiredesk.documents import LineLabel
from wiredesk.spans import Span

_MAX_DAYS = 400  # shown days looked at in one page, our choice: lists of an archive bring no more
_MAX_IN_LINE = 6
_DIGITS = re.compile(r"\d\d")
_BARE_LINE = 80  # characters that a date line without a year is shorter than
_RUNNING = 70  # characters of a line that belong to no date and make it running text, our choice
_LABEL_LINE = 40  # characters of a line before a date line that can hold its label ("Published on"), our choice
_WRAPPED, _WIDEST, _MARGIN = 60, 100, 4  # characters of a line that goes on in the next, and between the two
_BESIDE = 30  # characters on either side of a date in which its zone and its half of the day stand
_BARE = re.compile(
    r"(?<![\w.,/-])(?:(?P<m>[^\W\d_]{3,9})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s(?P<m2>[^\W\d_]{3,9})\.?)"
    r"(?![\w/%-]|[.:,]?\d|,?\s(?:1[6-9]|20)\d\d)"
)
_RIGHTS = re.compile(r"(?:©|\(c\)|\bcopyright\b)[^\n]{0,60}?\b(?:(?:19|20)\d\d\s?[-–]\s?)?((?:19|20)\d\d)\b", re.I)


_Reading = tuple[datetime.date, float, bool | None]


@dataclass(frozen=True, slots=True)
class ShownDay:
    """Hold one reading of a date that a line shows.

    `line` is its index in the layout; `found` counts in the line's text. `chance` is the logarithm of the chance that this
    reading is meant, 0 where there is one only. `before` and `after` are the words round it, with those of the line before
    when the date opens its own. `n_around` counts the characters of the line that belong to no date. `is_weekday` tells
    whether the weekday beside it agrees, None where none stands there; `is_bare` that the year is the copyright line's.
    """

    day: datetime.date
    line: int
    found: FullDate
    chance: float
    before: str
    after: str
    n_around: int
    is_weekday: bool | None = None
    is_bare: bool = False


@functools.cache
def _weekdays() -> dict[str, int]:
    raw = resources.files("wiredesk.dates").joinpath("weekdays.toml").read_text(encoding="utf-8")
    tables: dict[str, list[list[str]]] = tomllib.loads(raw)
    names: dict[str, int] = {}
    for table in tables.values():
        for number, forms in enumerate(table):
            for name in forms:
                names.setdefault(name, number)
    return names


def weekday_in(words: str) -> int | None:
    """Return the weekday that the words of a date name first (Monday is 0), None when they name none."""
    lead = re.match(r"[^\W\d_]{2,12}", words)
    word = lead.group().casefold() if lead else ""
    return None if word in month_names() else _weekdays().get(word)  # "mar" is a month first, then a Tuesday


def rights_year(layout: Layout) -> int | None:
    """Return the latest year of the page's copyright lines, None without one."""
    years = [int(found[1]) for line in layout.lines if not line.is_body and (found := _RIGHTS.search(line.text[:300]))]
    return max(years, default=None)


def _before(layout: Layout, i: int, head: str) -> str:
    """Return the words before a date; the line before counts as its label when nothing else stands before the date."""
    if len(head.strip(" \t*#|•·–—-:([")) > 1 or not i:
        return head[-60:]
    label = layout.lines[i - 1].text.strip()
    return f"{label} {head}"[-60:] if len(label) <= _LABEL_LINE and not re.search(r"(?:19|20)\d\d", label) else head[-60:]


def _dated(layout: Layout, *, day_first: bool | None) -> list[tuple[int, list[FullDate]]]:
    """Return the lines that show full dates, with these, from the top of the page."""
    result, n = [], 0
    for i, line in enumerate(layout.lines):
        found = find_full_dates(line.text, day_first=day_first)[:_MAX_IN_LINE] if _DIGITS.search(line.text) else []
        if found and n < _MAX_DAYS:
            result.append((i, found))
            n += len(found)
    return result


def _n_around(layout: Layout, i: int, found: Sequence[FullDate]) -> int:
    """Count the characters round the dates of a line, with those of the line before where the text was wrapped."""
    line = layout.lines[i]
    dates = sum(len(one.span) + (len(one.clock_span) if one.clock_span else 0) for one in found)
    around = max(0, len(line.text.strip()) - dates)
    before = layout.lines[i - 1] if i and line.text[: found[0].span.start].strip() else None
    is_wrapped = before is not None and before.label is not LineLabel.TITLE and _WRAPPED <= len(before.text) <= _WIDEST
    if is_wrapped and before is not None and line.span.start - before.span.end <= _MARGIN:
        around += 0 if before.text.rstrip().endswith((".", "!", "?", ":")) else len(before.text)
    return around


def _readings(one: FullDate, words: str, odds: float, plain: PlainDays) -> Iterator[_Reading]:
    """Yield each reading with the logarithm of its chance and whether the weekday beside it agrees.

    `words` are those of the date, `odds` what the page says for the day standing first.
    """
    weekday = weekday_in(words)
    both = readings_of(one, words)
    if both is None:
        yield one.date, 0.0, None if weekday is None else one.date.weekday() == weekday
        return
    fits = [weekday is None or day.weekday() == weekday for day in both]
    for day, chance, is_fit in zip(both, shares(odds + odds_among(both, plain)), fits, strict=True):
        if is_fit or not any(fits):
            yield day, chance if all(fits) else 0.0, None if weekday is None else is_fit


def _plain_days(layout: Layout, dated: Sequence[tuple[int, list[FullDate]]]) -> PlainDays:
    """Return the plain days: of deeds, pictures and messages in running text down to the end of the body, and of lines."""
    stories, lines = set(), set()
    for i, found in dated:
        days = {one.date for one in found if one.other is None}
        if _n_around(layout, i, found) <= _RUNNING:
            lines |= days
        elif (layout.head or 0) <= i <= layout.last:
            stories |= days
    return PlainDays(frozenset(stories), frozenset(lines))


def _in_line(layout: Layout, i: int, found: Sequence[FullDate], order: Order, plain: PlainDays) -> Iterator[ShownDay]:
    line = layout.lines[i]
    around = _n_around(layout, i, found)
    for one in found:
        before = _before(layout, i, line.text[: one.span.start])
        beside = line.text[max(0, one.span.start - _BESIDE) : one.span.end + _BESIDE]
        after = line.text[one.span.end : one.span.end + 60]
        for day, chance, is_weekday in _readings(one, one.span.cut(line.text), order.log_odds(one, beside), plain):
            yield ShownDay(day, i, one, chance, before, after, around, is_weekday)


def _bare_day(layout: Layout, i: int, year: int) -> ShownDay | None:
    """Read a date line without a year in the year of the copyright line, if the weekday beside it agrees.

    Without a weekday it is none: sites that tell no year do so for years, and the copyright line is as old as the capture.
    """
    text = layout.lines[i].text
    found = _BARE.search(text)
    month = month_names().get((found["m"] or found["m2"]).casefold()) if found else None
    if not found or not month:
        return None
    try:
        day = datetime.date(year, month, int(found["d"] or found["d2"]))
    except ValueError:
        return None
    words = text[: found.start()].rstrip(" ,")
    if weekday_in(words[-12:].rpartition(" ")[2]) != day.weekday():
        return None
    full = FullDate(Span(*found.span()), day)
    before, after = _before(layout, i, text[: found.start()]), text[found.end() :][:60]
    return ShownDay(day, i, full, 0.0, before, after, len(text) - len(full.span), is_weekday=True, is_bare=True)


def _bare_days(layout: Layout, dated: frozenset[int]) -> Iterator[ShownDay]:
    """Yield the date lines without a year between headline and body."""
    start = max(0, layout.first - 12) if layout.head is None else layout.head
    lines = range(start, min(layout.first, len(layout.lines)))
    bare = [i for i in lines if i not in dated and len(layout.lines[i].text) < _BARE_LINE and _BARE.search(layout.lines[i].text)]
    year = rights_year(layout) if bare else None
    for i in bare if year else ():
        found = _bare_day(layout, i, year or 0)
        if found:
            yield found


def shown_days(layout: Layout, text: str, *, day_first: bool | None = None) -> list[ShownDay]:
    """Return every reading of every date that the lines show, in order; `text` is the page, for hints about their order.

    `day_first` tells the order of numbers where the page's language knows one only.
    """
    dated = _dated(layout, day_first=day_first)
    spans = [(one, one.span.cut(layout.lines[i].text)) for i, found in dated for one in found]
    is_needed = any(one.other for one, _ in spans)
    order = page_order(spans, text, day_first=day_first) if is_needed else Order({})
    plain = _plain_days(layout, dated)
    days = [day for i, found in dated for day in _in_line(layout, i, found, order, plain)]
    days += _bare_days(layout, frozenset(i for i, _ in dated))
    return days
