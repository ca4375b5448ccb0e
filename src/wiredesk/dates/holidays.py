"""Days of holidays that English reports name without a date. Not for: national days (see `national_days`)."""

import datetime

_FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "new year 's day": (1, 1), "new year 's eve": (12, 31), "halloween": (10, 31), "epiphany": (1, 6), "juneteenth": (6, 19),
    "valentine 's day": (2, 14), "veterans day": (11, 11), "armistice day": (11, 11),
    "may day": (5, 1), "all saints day": (11, 1), "all saints 's day": (11, 1), "bastille day": (7, 14),
    "st patrick 's day": (3, 17), "st . patrick 's day": (3, 17),
}  # fmt: skip
# month, weekday (1 Monday), which one (-1 the last); United States, whose agencies name them bare
_NTH = {
    "labor day": (9, 1, 1), "memorial day": (5, 1, -1), "columbus day": (10, 1, 2), "thanksgiving": (11, 4, 4),
    "thanksgiving day": (11, 4, 4), "martin luther king day": (1, 1, 3),
}  # fmt: skip
_FROM_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter day": 0, "easter monday": 1, "palm sunday": -7,
                "ash wednesday": -46, "easter eve": -1}  # fmt: skip


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the western churches. Source: the Gregorian computus of Butcher (1876), as in Meeus (1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return datetime.date(year, f // 31, f % 31 + 1)


def _nth(year: int, month: int, weekday: int, *, n: int) -> datetime.date:
    if n > 0:
        first = datetime.date(year, month, 1)
        return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)


def is_movable(name: str) -> bool:
    """Tell whether the holiday falls on another day each year."""
    return name in _NTH or name in _FROM_EASTER or name == "election day"


def holiday_in(name: str, year: int) -> datetime.date | None:
    """Return the day of the holiday in that year, or None for a name that is not known."""
    if name in _FIXED:
        return datetime.date(year, *_FIXED[name])
    if name in _NTH:
        month, weekday, n = _NTH[name]
        return _nth(year, month, weekday, n=n)
    if name in _FROM_EASTER:
        return easter(year) + datetime.timedelta(days=_FROM_EASTER[name])
    if name == "election day":  # the Tuesday after the first Monday of November
        return _nth(year, 11, 1, n=1) + datetime.timedelta(days=1)
    return None
