"""What a person says of a page (`--published`, `--url`, `--captured`) and days (`--from`, `--to`), checked. Not for: pages."""

import calendar
import datetime
import re

from wiredesk.dates.interval import Interval
from wiredesk.desk.reader import Given
from wiredesk.errors import SettingError

_MAX_ADDRESS = 2_000
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def given_of(published: str | None, url: str | None, captured: str | None) -> Given:
    """Return what was given.

    :raises SettingError: for a day, address or moment that is none.
    """
    return Given(_day(published), _address(url), _moment(captured))


def demand_one(given: Given, n_sources: int) -> None:
    """Return in silence unless something is given for several sources.

    :raises SettingError: when it is.
    """
    if given != Given() and n_sources != 1:
        raise SettingError("--published, --url, --captured: are for one page; name one source")


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


def _day(words: str | None) -> datetime.date | None:
    if words is None:
        return None
    try:
        return datetime.date.fromisoformat(words.strip())
    except ValueError as error:
        raise SettingError(f"--published {words[:40]}: is no day; write it as 2016-09-01") from error


def _moment(words: str | None) -> datetime.datetime | None:
    if words is None:
        return None
    try:
        return datetime.datetime.fromisoformat(words.strip())
    except ValueError as error:
        raise SettingError(f"--captured {words[:40]}: is no moment; write it as 2016-09-01T20:35:00Z") from error


def _address(words: str | None) -> str | None:
    if words is None:
        return None
    address = words.strip()
    is_line = address.isprintable() and " " not in address and len(address) <= _MAX_ADDRESS
    if not is_line or not address.startswith(("http://", "https://")):
        raise SettingError(f"--url {words[:80]}: is no http(s) address; write it as https://example.org/story")
    return address
