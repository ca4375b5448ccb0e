"""Read the page's own clock, the moment of its capture. Not for: publication dates (see `published`)."""

import datetime
import re
from collections.abc import Sequence
from contextlib import suppress

from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_units import TaggedUnit

_TIME = re.compile(
    r"(?<![\d.])(?P<h>\d{1,2})[:.](?P<min>\d{2})(?::(?P<s>\d{2}))?(?![\d.]*[./-]\d)\s?(?P<half>[ap]\.?m)?", re.IGNORECASE
)
# Where a zone is glued to the date: "08:12 CET14 May 2021".
_GLUE = re.compile(r"(?<=[A-Z]{2})(?=\d)")
_ZONE = re.compile(
    r"\d\s?\(?(?:(?P<name>GMT|UTC|Z(?![A-Za-z]))(?P<off>[+-]\d{1,2})?|(?P<other>[A-Z]{2,5})(?=[A-Z][a-z]|\W|\d|$))"
)
# Zones of one meaning, in hours east of Greenwich; IST, CST, BST have several and their clocks stay naive.
# Source: IANA time zone database, abbreviations in use since 2000.
_HOURS_EAST = {
    **{"CET": 1.0, "WAT": 1.0, "CEST": 2.0, "EET": 2.0, "CAT": 2.0, "SAST": 2.0, "EEST": 3.0, "MSK": 3.0, "EAT": 3.0},
    **{
        "PKT": 5.0,
        "WIB": 7.0,
        "SGT": 8.0,
        "PHT": 8.0,
        "HKT": 8.0,
        "JST": 9.0,
        "KST": 9.0,
        "AEST": 10.0,
        "AEDT": 11.0,
        "NZST": 12.0,
    },
    **{"EDT": -4.0, "EST": -5.0, "MDT": -6.0, "MST": -7.0, "PDT": -7.0, "PST": -8.0},
}


def _day(text: str) -> datetime.date | None:
    return next((found.date for found in find_full_dates(_GLUE.sub(" ", text))), None)


def _zone(text: str) -> datetime.tzinfo | None:
    found = _ZONE.search(text)
    if found is None:
        return None
    if found["name"]:
        hours_off = int(found["off"] or 0)
        return datetime.timezone(datetime.timedelta(hours=hours_off)) if abs(hours_off) < 24 else None
    hours = _HOURS_EAST.get(found["other"] or "")
    return None if hours is None else datetime.timezone(datetime.timedelta(hours=hours))


def clock(text: str) -> datetime.datetime | None:
    """Return the moment that a clock line gives, aware where its zone has one meaning, else naive; None without a full date."""
    day = _day(text)
    if day is None:
        return None
    found = _TIME.search(text)
    if found is None:
        return datetime.datetime.combine(day, datetime.time())
    hour = int(found["h"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    with suppress(ValueError):
        return datetime.datetime.combine(day, datetime.time(hour, int(found["min"]), tzinfo=_zone(text)))
    return datetime.datetime.combine(day, datetime.time())


def captured_at(units: Sequence[TaggedUnit]) -> datetime.datetime | None:
    """Return the page's own clock, None when it has none.

    A clock that stands before a later date beside the article is no clock of the capture: nothing is published after it
    was captured. Clocks without a year are none.
    """
    clocks = [moment for one in units if one.fine == "capture_clock" and (moment := clock(one.unit.text))]
    if not clocks:
        return None
    beside = [one.unit.text for one in units if one.label is LineLabel.DATE and one.fine is None]
    shown = [day for text in beside if (day := _day(text))]
    return None if any(day > clocks[0].date() for day in shown) else clocks[0]
