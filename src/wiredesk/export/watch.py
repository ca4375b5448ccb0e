"""Dates to watch: what the report names that is still to come. Not for: the calendar file."""

import bisect
import datetime
from dataclasses import dataclass

from wiredesk.codebook import TimexType
from wiredesk.dates.interval import Interval
from wiredesk.records import Reading, Time
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_LONGEST = 366  # days


@dataclass(frozen=True, slots=True)
class Watch:
    """Hold one date to come with the sentences that name it; spans count in the article text."""

    value: str
    interval: Interval
    times: tuple[Span, ...]
    sentences: tuple[Span, ...]


def dates_to_watch(reading: Reading, *, today: datetime.date) -> tuple[Watch, ...]:
    """Return the dates that begin after the report was published, the soonest first.

    A report that is published within an interval counts from the interval's last day, so that nothing is called
    "to come" which may have been over; one without any publication date counts from `today`.
    What lasts longer than a year ("the early 2020s") is no date that anyone could watch. Source: our choice.
    """
    published = reading.report.published.interval
    last = published.latest if published else today
    found: dict[tuple[Interval, str], list[Time]] = {}
    for time in reading.times:
        if time.type not in (TimexType.DATE, TimexType.TIME) or time.interval is None or time.interval.n_days > _LONGEST:
            continue
        if time.interval.earliest > last:
            found.setdefault((time.interval, time.value), []).append(time)
    if not found:
        return ()
    parts = sentences(reading.report.article.text)
    return tuple(
        Watch(value, interval, tuple(time.span for time in times), _around(times, parts))
        for (interval, value), times in sorted(found.items(), key=lambda item: item[0])
    )


def _around(times: list[Time], parts: list[Span]) -> tuple[Span, ...]:
    """Return the sentences that hold the times, each once; the times themselves where no sentence does."""
    starts = [part.start for part in parts]
    holding = (parts[max(0, bisect.bisect_right(starts, time.span.start) - 1)] for time in times)
    around = [part if part.covers(time.span) else time.span for part, time in zip(holding, times, strict=True)]
    return tuple(dict.fromkeys(around))
