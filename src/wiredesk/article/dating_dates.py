"""Days without a year in lines round an article, and the weekdays of its lead. Not for: its own dates (`dating_days`)."""

import re
from collections.abc import Iterator
from itertools import islice

from wiredesk.article.dating import Clue, union
from wiredesk.article.dating_days import BARE_DAY, WEEKDAYS, is_dateline, is_update, yearly_days
from wiredesk.article.dating_tense import is_to_come
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.full_dates import month_names
from wiredesk.documents import Basis
from wiredesk.spans import Span

_TOLD = re.compile(  # "on Friday", "Monday night", without a day of the month
    rf"(?<!\w)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:['’]s)?\b(?!s?,? (?:the )?(?:\d|{'|'.join(MONTH_NAMES)}))"
)
_HEAD, _LEAD_WORDS = 1000, 700  # characters in which a dateline can stand, and in which the news is told; our choice


def lead_weekdays(text: str) -> Iterator[int]:
    """Yield the weekdays (0 for Monday) that the first sentences of an article name as past, at most four."""
    lead = text[:_LEAD_WORDS]
    for found in islice(_TOLD.finditer(lead), 4):
        before = lead[: found.start()].rpartition(". ")[2]
        if not is_to_come(before, len(before)):
            yield next(i for i, name in enumerate(WEEKDAYS) if found.group().startswith(name))


def bare_day(words: str, start: int) -> Iterator[Clue]:
    """Yield the day of a date line that names no year ("Published: 9 March"); `start` is where `words` stand in the source."""
    found = BARE_DAY.search(words)
    if found and not is_update(words[: found.start()]):
        span = Span(start + found.start(), start + found.end())
        yield from _of_every_year(found, Basis("visible_date", f"a date line says {found.group()}", source_span=span))


def bare_dateline(text: str) -> Iterator[Clue]:
    """Yield the day of an article's dateline that names no year ("LIMA, May 3 (Andes Wire) -")."""
    for found in islice(BARE_DAY.finditer(text, 0, _HEAD), 5):
        if is_dateline(text, *found.span()):
            basis = Basis("day_dateline", f"the dateline says {found.group()}", span=Span(*found.span()))
            yield from _of_every_year(found, basis)


def _of_every_year(found: re.Match[str], basis: Basis) -> Iterator[Clue]:
    month = month_names().get((found["m"] or found["m2"]).lower().rstrip("."))
    days = union(yearly_days(month, int(found["d"] or found["d2"]), None)) if month else ()
    if days:
        yield Clue(days, 0.8, basis)
