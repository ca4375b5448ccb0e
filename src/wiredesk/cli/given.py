"""What a person says of a page (`--published`, `--url`, `--captured`) and days (`--from`, `--to`), checked. Not for: pages."""

import datetime

from wiredesk.dates.typed import days_of
from wiredesk.desk.reader import Given
from wiredesk.errors import SettingError

__all__ = ["days_of", "demand_one", "given_of"]

_MAX_ADDRESS = 2_000


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
