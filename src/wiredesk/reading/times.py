"""Times of a report: the grammar's finds, licensed by the trained tagger. Not for: the grammar (see `dates`)."""

from wiredesk.codebook import TimexType
from wiredesk.dates import Interval, TimeExpression, find_times
from wiredesk.records import Time
from wiredesk.tagger.tags import Tags


def read_times(text: str, published: Interval | None, tags: Tags) -> tuple[Time, ...]:
    """Return the time expressions of `text` in order, normalised against the publication date.

    The tagger decides on vague words, the grammar gives exact span and value; without any tagged time the rules
    decide alone.
    """
    found = find_times(text, published, hints=tags.times or None)
    return tuple(_time(one) for one in found if one.value)


def _time(found: TimeExpression) -> Time:
    return Time(found.span, TimexType(found.type), found.value, interval=found.interval, mod=found.mod)
