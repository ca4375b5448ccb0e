"""Days as a person types them: a year, a month or a day. Not for: time phrases in reports (see the rest of this room)."""

import calendar
import datetime
import re

from wiredesk.dates.interval import Interval
from wiredesk.errors import SettingError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def days_of(words: str, option: str) -> Interval:
    """Return the days that a year, a month or a day stands for.

    :raises SettingError: when it is none; the message names the option.
    """
    found = _DATE.fullmatch(words.strip())
    try:
        if found:
            year, month, day = (None if part is None else int(part) for part in found.groups())
            assert year is not None
            last = calendar.monthrange(year, 12 if month is None else month)[1]
            first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
            return Interval(first, datetime.date(year, 12 if month is None else month, last if day is None else day))
    except ValueError:
        pass
    raise SettingError(f"{option} {words[:40]}: is no date; write it as 2019, 2019-04 or 2019-04-30")
