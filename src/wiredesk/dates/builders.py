"""Turn what a rule matched into a meaning: dates and periods. Not for: lengths and repetition (see `lengths`).

Each builder serves the rules that name it in the language's data file and answers None where the words make no
sense after all (31 April, the 14th hour p.m.).
"""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from wiredesk.dates.anchored import (
    Beside,
    DayOfMonth,
    Either,
    LatestWeekend,
    NthWeekday,
    Shift,
    Weekday,
    WeekOf,
    WeekOfMonth,
    YearBefore,
)
from wiredesk.dates.calendar import SEASON_MONTHS, Grain, Moment, day_or_none, moment, season_of
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.dates.holiday_rules import day_by_rule, is_movable
from wiredesk.dates.meanings import Feast, Fixed, Meaning, Modified, Tense, Until, Within, Yearly, fixed
from wiredesk.dates.slots import Slots

Builder: TypeAlias = Callable[[Slots], Meaning | None]
HOW = ("LAST", "NEXT", "THIS", "BEFORE", "AFTER", "EARLIER", "LATER", "SAME", "LATEST")


def _in(slots: Slots, inner: Yearly) -> Meaning | None:
    """Place a yearly period in the year that the words give, if they give one."""
    year = slots.year()
    if year:
        found = inner.in_year(year)
        return fixed(found) if found else None
    outer = slots.meaning("outer")
    if outer:
        return Within(inner.open_value, inner=inner, outer=outer, grain=inner.grain)
    return inner


def build_iso(slots: Slots) -> Meaning | None:
    """Read 2019-03-09 and 03/09/2019."""
    word = slots.words("date").split("t")[0]
    days = {one[0].date: None for order in (False, True) if (one := find_full_dates(word, day_first=order))}
    if len(days) == 1:
        return fixed(moment(Grain.DAY, next(iter(days))))
    return Either(str(next(iter(days)).year), days=tuple(days), grain=Grain.DAY) if days else None


def build_day(slots: Slots) -> Meaning | None:
    """Read a month and a day with or without a year and weekday."""
    month, day = slots.int_value("month", "MONTH", "MAY", "MONTH_SHORT"), slots.ordinal("day")
    if not month or not day or not day_or_none(2000, month, day):
        return None
    found = Yearly(f"XXXX-{month:02d}-{day:02d}", month=month, day=day, how=_how(slots), grain=Grain.DAY)
    until, year = slots.int_value("until", "MONTH", "MAY", "MONTH_SHORT"), slots.year()
    if until and year and until < month:  # "from December 30 to January 2, 2015"
        start = found.in_year(year - 1)
        return fixed(start) if start else None
    return _in(slots, found)


def _how(slots: Slots) -> int | None:
    return slots.int_value("how", *HOW)


def build_weekday(slots: Slots) -> Meaning | None:
    """Read the name of a day of the week."""
    number = slots.int_value("weekday", "WEEKDAY", "WEEKDAY_ABBR") or 1
    open_value = f"XXXX-WXX-{number}"
    if slots.value("weekday", "PLURAL_DAY"):
        return Meaning(open_value, type="SET")
    if slots.has("two"):
        n = _two_steps(slots)
        near = Weekday(open_value, number=number, how=1 if n > 0 else -1, grain=Grain.DAY)
        return Beside(open_value, day=near, n=7 if n > 0 else -7, grain=Grain.DAY)
    narrative = slots.int_value("narrative", *HOW)
    return Weekday(
        open_value,
        number=number,
        how=narrative if slots.has("narrative") else _how(slots),
        is_then=slots.has("narrative"),
        week=slots.meaning("week"),
        grain=Grain.DAY,
    )


def _two_steps(slots: Slots) -> int:
    """Return -2 for "before last", 2 for "after next"."""
    return int(slots.table("two", "two_steps") or 0)


def build_nth_weekday(slots: Slots) -> Meaning | None:
    """Read "the second Sunday in May", "the last Friday of March 2014"."""
    month, n = slots.meaning("month"), slots.ordinal("n")
    number = slots.int_value("weekday", "WEEKDAY")
    if not month or not number or not n or n > 5:
        return None
    return NthWeekday("XXXX-XX-XX", month=month, number=number, n=n, grain=Grain.DAY)


def build_offset(slots: Slots) -> Meaning | None:
    """Read "a week from Friday", "ten days from today", "a week ago Tuesday": a day so far from another."""
    day, count, unit = slots.meaning("day"), slots.count(), unit_of(slots)
    if not day or not unit or not count or not count.is_integer() or unit is Grain.WEEKEND:
        return None
    n = int(count) * (-1 if slots.has("ago") else 1)
    tense = Tense.PAST if slots.has("ago") else Tense.FUTURE if slots.has("ahead") else None
    return Beside("XXXX-XX-XX", day=day, n=n, unit=unit, tense=tense, grain=Grain.DAY)


def build_deictic(slots: Slots) -> Meaning | None:
    """Read today, yesterday, tomorrow and the days beyond."""
    n = 2 * (slots.int_value("two", "DEICTIC") or 0) if slots.has("two") else slots.int_value("day", "DEICTIC")
    return Shift("XXXX-XX-XX", unit=Grain.DAY, n=n or 0, grain=Grain.DAY)


OPEN = {
    Grain.DAY: "XXXX-XX-XX", Grain.WEEK: "XXXX-WXX", Grain.MONTH: "XXXX-XX", Grain.QUARTER: "XXXX-QX", Grain.YEAR: "XXXX",
    Grain.DECADE: "XXX", Grain.CENTURY: "XX", Grain.WEEKEND: "XXXX-WXX-WE",
}  # fmt: skip


def unit_of(slots: Slots, name: str = "unit") -> Grain | None:
    """Return the calendar unit that a slot names, or None."""
    code = slots.value(name, "UNIT")
    return Grain(str(code)) if code in {str(grain) for grain in Grain} else None


def build_then(slots: Slots) -> Meaning | None:
    """Read "that day", "the previous month", "the following year": counted from what the text last spoke of."""
    unit = unit_of(slots)
    if not unit:
        return None
    how = _how(slots)
    return Shift(OPEN[unit], unit=unit, n=how or 0, is_then=True, grain=unit)


def build_relative(slots: Slots) -> Meaning | None:
    """Read "last week", "this year", "next quarter"."""
    unit = unit_of(slots)
    if not unit:
        return None
    if unit is Grain.WEEKEND and slots.last_step("how", "coming"):
        return LatestWeekend(OPEN[unit], is_ahead=True, grain=unit)
    if slots.has("two"):
        return Shift(OPEN[unit], unit=unit, n=_two_steps(slots), grain=unit)
    if slots.has("stretch") and unit is not Grain.WEEKEND:
        return Meaning(f"P1{unit}" if unit is not Grain.DECADE else "P10Y", type="DURATION")
    n = slots.int_value("stretch", *HOW) if slots.has("stretch") else _how(slots)
    return Shift(OPEN[unit], unit=unit, n=n or 0, grain=unit)


def build_this_unit(slots: Slots) -> Meaning | None:
    """Read "the quarter", "the year": the one that the text speaks of."""
    unit = unit_of(slots)
    if unit is Grain.QUARTER:
        return YearBefore("XXXX-QX", n=0, grain=unit)
    if unit is Grain.WEEKEND:
        return LatestWeekend(OPEN[unit], grain=unit)
    return Shift(OPEN[unit], unit=unit, n=0, is_then=unit is not Grain.WEEK, grain=unit) if unit else None


def build_month(slots: Slots) -> Meaning | None:
    """Read the name of a month."""
    month = slots.int_value("month", "MONTH", "MAY", "MONTH_SHORT") or 1
    how = slots.int_value("narrative", *HOW) if slots.has("narrative") else _how(slots)
    found = Yearly(f"XXXX-{month:02d}", month=month, how=how, grain=Grain.MONTH, is_then=slots.has("then"))
    until = slots.int_value("until", "MONTH", "MAY", "MONTH_SHORT")
    return _started(slots, found, until) if until else _in(slots, found)


def _started(slots: Slots, found: Yearly, until: int) -> Meaning | None:
    """Place the first month of a range by its last: October is the year before in "from October to March 1945"."""
    n_back = int(until < found.month)
    year = slots.year()
    if year:
        start = found.in_year(year - n_back)
        return fixed(start) if start else None
    end = Yearly(f"XXXX-{until:02d}", month=until, grain=Grain.MONTH)
    return Until(found.open_value, start=found, end=end, n_back=n_back, grain=Grain.MONTH)


def build_season(slots: Slots) -> Meaning | None:
    """Read the name of a season."""
    code = str(slots.value("season", "SEASON"))
    year = slots.year()
    if year:
        return fixed(season_of(year, code))
    how = slots.int_value("narrative", *HOW) if slots.has("narrative") else _how(slots)
    month = SEASON_MONTHS[code]
    is_then = slots.has("then")
    return _in(slots, Yearly(f"XXXX-{code}", month=month, season=code, how=how, grain=Grain.SEASON, is_then=is_then))


def build_quarter(slots: Slots) -> Meaning | None:
    """Read "the third quarter", of a year or of the one that tense picks."""
    n = slots.ordinal("n")
    n = 4 if n == -1 else n
    if not n or not 1 <= n <= 4:
        return None
    inner = Yearly(f"XXXX-Q{n}", month=3 * n - 2, grain=Grain.QUARTER, is_fiscal=slots.says("fiscal"))
    if slots.has("narrative"):
        return (
            replace(inner, how=None)
            if slots.year()
            else Within(inner.open_value, inner=inner, outer=_last_year(), grain=inner.grain)
        )
    return _in(slots, inner)


def _last_year() -> Meaning:
    return Shift("XXXX", unit=Grain.YEAR, n=-1, grain=Grain.YEAR)


def build_that_quarter(slots: Slots) -> Meaning | None:
    """Read "the year-earlier quarter", "the 1988 period"."""
    return YearBefore("XXXX-QX", n=0 if slots.has("now") else -1, year=slots.year(), grain=Grain.QUARTER)


def build_half(slots: Slots) -> Meaning | None:
    """Read "the second half of 2008"."""
    n = slots.int_value("n", "LATTER", "HNAME", "ORDINAL") or 1
    return _in(slots, Yearly(f"XXXX-H{n}", month=6 * n - 5, grain=Grain.HALF))


def build_decade(slots: Slots) -> Meaning | None:
    """Read the 1990s, the '90s, the nineties."""
    digits = "".join(letter for letter in slots.words("decade") if letter.isdigit())
    number = int(digits or slots.table("written", "decades") or 0)
    if number <= 100:
        number += int(slots.table("century", "year_words") or (1900 if number > 20 else 2000))
    return fixed(moment(Grain.DECADE, datetime.date(number, 1, 1)))


def _era(slots: Slots) -> int:
    """Return -1 before the year 1, else 1."""
    word = "".join(letter for letter in slots.words("era") if letter.isalpha())
    return int(slots.grammar.lexicon.says("eras", word) or 1)


def build_century(slots: Slots) -> Meaning | None:
    """Read "the 20th century" as TimeBank counts: 19."""
    n = slots.ordinal("n")
    if not n or not 1 <= n <= 40:
        return None
    if _era(slots) < 0:
        return Meaning(f"BC{n - 1:02d}")
    return fixed(Moment(Grain.CENTURY, datetime.date(max(100 * (n - 1), 1), 1, 1)))


def build_year(slots: Slots) -> Meaning | None:
    """Read a year, in figures or words, of the calendar or of the books."""
    year = slots.year()
    if not year or not 1600 <= year <= 2100:
        return None
    return fixed(Moment(Grain.YEAR, datetime.date(year, 1, 1), is_fiscal=slots.has("fiscal")))


def build_year_range(slots: Slots) -> Meaning | None:
    """Read the second year of 2012-13."""
    start, end = slots.match.slots["year"][1] - 1, slots.match.slots["short"][0]
    first, short = slots.year() or 0, int(slots.words("short"))
    is_tight = slots.tokens[end].start - slots.tokens[start].end == 1
    if not is_tight or short <= first % 100 or first // 100 * 100 + short > 2100:
        return None
    return fixed(Moment(Grain.YEAR, datetime.date(first // 100 * 100 + short, 1, 1)))


def build_era_year(slots: Slots) -> Meaning | None:
    """Read "490 BC" and "A.D. 79"."""
    word = slots.words("n")
    if not word.isdigit() or not 1 <= int(word) <= 9999:
        return None
    if _era(slots) < 0 and slots.match.slots["era"] < slots.match.slots["n"]:
        return None  # "BC 490" is no way to write a year
    month, season = slots.int_value("month", "MONTH", "MAY", "MONTH_SHORT"), slots.value("season", "SEASON")
    part = f"-{month:02d}" if month else f"-{season}" if season else ""
    if _era(slots) < 0 or part:
        return Meaning(f"BC{int(word):04d}{part}") if _era(slots) < 0 else None
    return fixed(Moment(Grain.YEAR, datetime.date(int(word), 1, 1))) if int(word) <= 2100 else None


def build_week_of(slots: Slots) -> Meaning | None:
    """Read "the week of March 6"."""
    day, unit = slots.meaning("day"), unit_of(slots) or Grain.WEEK
    return WeekOf(OPEN[unit], day=day, grain=unit) if day else None


def build_week_of_month(slots: Slots) -> Meaning | None:
    """Read "the first week of June", "the last week of March"."""
    month = slots.meaning("month")
    n = slots.ordinal("n")
    return WeekOfMonth("XXXX-WXX", month=month, number=n, grain=Grain.WEEK) if month and n else None


def build_year_end(slots: Slots) -> Meaning | None:
    """Read "year-end", "month's end"."""
    unit = unit_of(slots)
    return Shift(OPEN[unit], unit=unit, n=0, is_then=True, grain=unit, mod="END") if unit else None


def build_modified(slots: Slots) -> Meaning | None:
    """Read "early 1990", "the end of the week", "about 1910": the inner period with a MOD."""
    inner = slots.meaning("inner")
    if not inner or (isinstance(inner, Fixed) and inner.period is None):
        return None
    mod = slots.text("mod", "mods") or ("APPROX" if slots.value("mod", "APPROX") else None)
    return Modified(inner.open_value, type=inner.type, inner=inner, mod=mod, grain=inner.grain)


def build_day_of_month(slots: Slots) -> Meaning | None:
    """Read "the 13th"."""
    number, month = slots.ordinal("day"), slots.meaning("month")
    if not number or number > 31 or (slots.has("month") and not month):
        return None
    return DayOfMonth(f"XXXX-XX-{number:02d}", number=number, month=month, grain=Grain.DAY)


def build_holiday(slots: Slots) -> Meaning | None:
    """Read the name of a holiday that has one day a year, in each country or in one."""
    name, year = slots.words("name"), slots.year()
    rules = slots.grammar.holidays.get(name)
    if not rules:
        return None
    plain = rules.get("*", "") if len(rules) == 1 else ""
    day = day_by_rule(plain, year or 2000)
    if day and year:
        return fixed(moment(Grain.DAY, day))
    open_value = f"XXXX-{day:%m-%d}" if day and not is_movable(plain) else f"{year or 'XXXX'}-XX-XX"
    how = _how(slots)
    how = -1 if how == -1 else None
    return Feast(open_value, name=name, rules=rules, year=year, outer=slots.meaning("outer"), how=how, grain=Grain.DAY)


def build_beside(slots: Slots) -> Meaning | None:
    """Read "the day before last Tuesday", "the day after Christmas"."""
    day = slots.meaning("day")
    n = slots.int_value("side", "EARLIER", "LATER") or 1
    return Beside("XXXX-XX-XX", day=day, n=n, grain=Grain.DAY) if day else None
