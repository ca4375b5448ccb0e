"""Days of holidays by rule: "12-25", "11-4#4", "easter-2". Not for: their names (see `languages`) or national days.

A rule is MONTH-DAY, MONTH-WEEKDAY#WHICH (1 Monday to 7 Sunday; -1 the last), easter+N or orthodox+N in days, each with
+N or -N days more at its end; or "national", the day of that name in `national_days`.
"""

import datetime
import re

NATIONAL = "national"
_RULE = re.compile(
    r"(?:(?P<month>\d\d)-(?:(?P<weekday>[1-7])#(?P<which>-?[1-5])|(?P<day>\d\d))|(?P<feast>easter|orthodox))(?P<more>[+-]\d{1,2})?"
)


def is_rule(rule: object) -> bool:
    """Tell whether a value is a rule of a holiday."""
    return isinstance(rule, str) and (rule == NATIONAL or _RULE.fullmatch(rule) is not None)


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the western churches. Source: the Gregorian computus of Butcher (1876), as in Meeus (1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return datetime.date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> datetime.date:
    """Return Easter Sunday of the eastern churches in our calendar. Source: the Julian computus in Meeus (1991), chapter 8."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    days_behind = year // 100 - year // 400 - 2
    return datetime.date(year, f // 31, f % 31 + 1) + datetime.timedelta(days=days_behind)


def nth_weekday(year: int, month: int, weekday: int, *, n: int) -> datetime.date:
    """Return the n-th weekday (1 Monday to 7 Sunday) of a month, from its end below zero; past the month where it has no such."""
    if n > 0:
        first = datetime.date(year, month, 1)
        return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)


def is_movable(rule: str) -> bool:
    """Tell whether the rule gives another day each year."""
    found = _RULE.fullmatch(rule)
    return not found or found["day"] is None


def day_by_rule(rule: str, year: int) -> datetime.date | None:
    """Return the day that a rule gives in that year, or None for what is no rule or no day."""
    found = _RULE.fullmatch(rule)
    if not found:
        return None
    more = datetime.timedelta(days=int(found["more"] or 0))
    if found["feast"]:
        return (easter if found["feast"] == "easter" else orthodox_easter)(year) + more
    month = int(found["month"])
    if found["weekday"]:
        return nth_weekday(year, month, int(found["weekday"]), n=int(found["which"])) + more
    try:
        return datetime.date(year, month, int(found["day"])) + more
    except ValueError:
        return None
