"""The year of a dateline that names none: the copyright line's, where the weekdays of the lead agree. Not for: other clues."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice

from wiredesk.article.dating import Clue, around
from wiredesk.article.dating_dates import bare_dateline, lead_weekdays
from wiredesk.documents import Basis

_MANY = 50  # a day that recurs in more years than this names no year
_BACK = 3  # days before the report on which a weekday that its lead names mostly lies, our choice
# Captures dev: the newest copyright year is the year of publication on 45 of 48 pages, pagedates_news dev on 58 of 64, pagedates
# dev on 155 of 228. Anything else on the page that names a year is stronger.
_STRENGTH = 0.9  # of the day, where the weekdays of the lead agree or name none


def _bare_days(clues: Sequence[Clue]) -> Iterator[Clue]:
    """Yield the clues that mean one day of every year."""
    for clue in clues:
        if len(clue.days) > _MANY and all(first == last for first, last in islice(clue.days, 3)):
            yield clue


def _agrees(day: datetime.date, weekdays: Sequence[int]) -> bool:
    """Tell whether the lead's weekdays fit a report of that day; a lead that names none says nothing for it."""
    return any((day.weekday() - weekday) % 7 <= _BACK for weekday in weekdays)


def likely_years(clues: Sequence[Clue], text: str) -> Iterator[Clue]:
    """Yield the day that a dateline without a year makes in the year of the page's copyright line.

    `clues` are all others of the page, `text` the article. Nothing where no weekday of the lead agrees: the line is as old as
    the capture, and of 8 dev and train pages of WCXB that it dated without a weekday it dated 7 wrongly.
    """
    rights = [clue for clue in clues if clue.basis.rule == "copyright"]
    year = max((datetime.date.fromordinal(clue.days[-1][1]).year for clue in rights), default=None)
    if year is None:
        return
    weekdays = list(lead_weekdays(text))
    for clue in (*_bare_days(clues), *bare_dateline(text)):
        days = (datetime.date.fromordinal(first) for first, _ in clue.days)
        day = next((day for day in days if day.year == year), None)
        if day and _agrees(day, weekdays):
            old = rights[0].basis
            note = f"the copyright line says {year}, with which the weekday of the lead agrees"
            basis = Basis("likely_year", note, old.span, old.source_span)
            yield Clue(around(day, 0, 0), _STRENGTH, basis)
