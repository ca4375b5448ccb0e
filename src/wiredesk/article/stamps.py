"""Read the day of one time stamp, as machines write them. Not for: dates in text (`wiredesk.dates.full_dates`)."""

import datetime
import re

from wiredesk.dates.full_dates import find_full_dates

_STAMP = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<h>\d\d):?(?P<min>\d\d)(?::?\d\d(?:[.,:]\d+)?)?\s*(?P<z>Z|UTC"
    r"|GMT|[+-]\d\d:?\d\d)?)?"
)
_UTC = re.compile(r"Z|UTC|GMT|[+-]00:?00")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{0,6}.*)?")
_MAX_VALUE = 120


def read_stamp(value: str) -> tuple[datetime.date, int | None] | None:
    """Read the day of an ISO time stamp or a written date, and its hour where that was told in UTC; None without a day."""
    found = _STAMP.search(value)
    if found:
        is_utc = found["z"] and _UTC.fullmatch(found["z"])
        return _with_hour(found.group("y", "m", "d"), int(found["h"]) if is_utc else None)
    compact = _COMPACT.fullmatch(value[:40])
    if compact:
        return _with_hour(compact.groups(), None)
    written = find_full_dates(value[:_MAX_VALUE])
    if not written:
        return None
    clock = written[0].clock
    return written[0].date, clock.hour if clock and re.search(r"GMT(?![+-])|UTC|\+0000", value) else None


def _with_hour(parts: tuple[str | None, ...], hour: int | None) -> tuple[datetime.date, int | None] | None:
    try:
        year, month, day = (int(part or 0) for part in parts)
        return datetime.date(year, month, day), hour
    except ValueError:
        return None
