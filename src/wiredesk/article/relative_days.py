"""Date lines that count back from the moment of the capture: "3 hours ago", "yesterday". Not for: pages without a capture clock.

Only lines that are labelled date or byline, or that tell of publishing, count: comments and other stories are stamped so too.
"""

import datetime
import re
from collections.abc import Iterator

from wiredesk.article.shown_lines import Layout, ShownLine, Zone
from wiredesk.article.witness_words import tells_change, told_weight
from wiredesk.article.witnesses import Witness, day_words
from wiredesk.documents import Basis, LineLabel
from wiredesk.spans import Span

_AGO = re.compile(
    r"(?<![\w.,:])(?P<n>\d{1,3}|an?|one|two|three|four|five|six)[\s-]?"
    r"(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?)\.?\s(?:and\s\d{1,2}\s\w{1,7}\s)?ago\b"
    r"|\b(?P<word>yesterday|just now|moments ago)\b",
    re.I,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MAX_LINE = 120
_MAX_HOURS, _MAX_DAYS = 96, 30
# Log-odds, our choice: hours are exact but for the zone of the clock, days are counted in two ways (calendar, 24 hours).
_BY_HOURS, _BY_DAYS, _TOLD = 1.6, 0.4, 1.0


def _moment(found: re.Match[str], captured: datetime.datetime) -> tuple[datetime.date, float] | None:
    """Return the day that a stamp means and its log-odds; None for one before the calendar."""
    try:
        return _counted_back(found, captured)
    except OverflowError:
        return None


def _counted_back(found: re.Match[str], captured: datetime.datetime) -> tuple[datetime.date, float] | None:
    word = (found["word"] or "").lower()
    if word:
        back = datetime.timedelta(days=1) if word == "yesterday" else datetime.timedelta()
        return (captured - back).date(), _BY_HOURS
    number = found["n"].lower()
    n = _NUMBERS[number] if number in _NUMBERS else int(number)
    unit = found["unit"][0].lower()
    if unit == "d":
        return ((captured - datetime.timedelta(days=n)).date(), _BY_DAYS) if n <= _MAX_DAYS else None
    hours = n if unit == "h" else 0
    back = datetime.timedelta(hours=hours, minutes=n if unit == "m" else 0)
    return ((captured - back).date(), _BY_HOURS) if hours <= _MAX_HOURS else None


def _may_tell(line: ShownLine, before: str) -> bool:
    is_near = line.zone in (Zone.TITLE, Zone.BETWEEN, Zone.ABOVE, Zone.BODY_HEAD) and not line.is_body
    is_told = told_weight(before) >= 1
    return (line.label in (LineLabel.DATE, LineLabel.BYLINE) and is_near) or (is_told and line.zone is Zone.BETWEEN)


def relative_witnesses(layout: Layout, captured: datetime.datetime | None) -> Iterator[Witness]:
    """Yield the days that date lines count back from the moment of the capture; nothing without one."""
    if captured is None:
        return
    for line in layout.lines:
        found = _AGO.search(line.text) if len(line.text) < _MAX_LINE else None
        before = line.text[: found.start()][-60:] if found else ""
        if not found or tells_change(before) or not _may_tell(line, before):
            continue
        meant = _moment(found, captured)
        if meant:
            day, odds = meant
            note = f"a date line says “{found.group()}” of a page captured on {day_words(captured.date())}"
            span = Span(*found.span()).shifted(line.span.start)
            odds += _TOLD if told_weight(before) >= 1 else 0.0
            yield Witness(day, odds, Basis("relative_date", note, source_span=span), is_shown=True)
