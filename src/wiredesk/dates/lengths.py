"""Turn what a rule matched into a meaning: lengths, repetition, shifts by a length, clocks. Not for: dates (see `builders`)."""

import itertools

from wiredesk.dates.anchored import Shift, Timed, YearBefore
from wiredesk.dates.builders import HOW, OPEN, unit_of
from wiredesk.dates.calendar import Grain
from wiredesk.dates.meanings import Meaning
from wiredesk.dates.slots import Slots


def _amount(count: float | None, unit: str, *, is_clock: bool = False) -> str:
    """Write a number of units as TIMEX3 does: P2Y6M, PT5H30M, P40Y, PXD; `is_clock` tells minutes from months."""
    if count is None:
        return f"X{unit}"
    whole, rest = int(count), count - int(count)
    finer = ({"H": (60, "M"), "M": (60, "S")} if is_clock else {"Y": (12, "M")}).get(unit)
    if rest and finer and (rest * finer[0]).is_integer():
        return (f"{whole}{unit}" if whole else "") + f"{int(rest * finer[0])}{finer[1]}"
    return f"{whole}{unit}" if not rest else f"{count:g}{unit}"


def length(count: float | None, slots: Slots, name: str = "unit") -> str | None:
    """Return the TIMEX3 duration of `count` units as a slot names them, or None."""
    clock = slots.value(name, "CLOCK_UNIT", "SECOND")
    if clock:
        return f"PT{_amount(count, str(clock), is_clock=True)}"
    code = str(slots.value(name, "UNIT") or "")
    if code == "2W":
        return f"P{_amount(None if count is None else 2 * count, 'W')}"
    if count == 0.5 and code == "M":
        return "P2W"
    years = {"DE": 10, "CE": 100}.get(code)
    if years and count is not None:
        return f"P{_amount(years * count, 'Y')}"
    if code == "WE":
        return f"P{_amount(count, 'WE')}"
    return f"P{_amount(count, code)}" if code else None


def _mod(slots: Slots) -> str | None:
    near = slots.text("near", "near")
    says = slots.grammar.lexicon.says
    is_rough = any(says("rough_counts", token.word) for token in slots.part("count")) or slots.says("rough")
    return near or ("APPROX" if is_rough else None)


def build_duration(slots: Slots) -> Meaning | None:
    """Read a length of time."""
    if slots.has("whole"):
        return Meaning(slots.text("whole", "lengths") or "PXX", type="DURATION")
    if slots.has("share"):
        value = length(float(slots.table("share", "shares") or 1), slots)
        return Meaning(value, type="DURATION") if value else None
    if slots.table("unit", "vague_lengths"):
        return Meaning("PXX", type="DURATION")
    if slots.has("length"):
        value = length(None if slots.value("length", "PLURAL") else 1, slots, "length")
        return Meaning(value, type="DURATION") if value else None
    count = slots.count() if slots.has("count") else None if slots.value("unit", "PLURAL") else 1.0
    if count is not None and count == int(count) and slots.says("half_more"):
        count += 0.5
    if slots.value("unit", "UNIT") == "Q" and _is_share(count, slots):
        return None
    value = length(count, slots)
    return Meaning(value, type="DURATION", mod=_mod(slots)) if value else None


def _is_share(count: float | None, slots: Slots) -> bool:
    """Tell "three-quarters of" and "a quarter" from "the next three quarters"."""
    kinds = {token.kind for token in slots.tokens[slots.match.start : slots.match.end]}
    return "DASH" in kinds or (count in (1, 3) and not slots.has("which"))


def build_duration_range(slots: Slots) -> Meaning | None:
    """Read "two to three weeks": the lower bound."""
    value = length(slots.count(), slots)
    return Meaning(value, type="DURATION") if value else None


def build_duration_sum(slots: Slots) -> Meaning | None:
    """Read "two hours and thirty minutes", "one year and three months"."""
    one, two = length(slots.count(), slots), length(slots.count("count2"), slots, "unit2")
    if not one or not two or "X" in one + two or _SIZES.find(one[-1]) <= _SIZES.find(two[-1]) or "E" in one + two:
        return None
    if "T" in one and "T" not in two:
        return None
    value = one + (two.removeprefix("PT") if "T" in one else two.removeprefix("P"))
    return Meaning(value, type="DURATION", mod=_mod(slots))


_SIZES = "SMHDWXY"


def build_set(slots: Slots) -> Meaning | None:
    """Read what comes again: daily, every Monday, twice a year."""
    if slots.has("adverb"):
        return Meaning(slots.text("adverb", "adverbs") or "P1D", type="SET")
    weekday = slots.value("unit", "WEEKDAY") or slots.value("every", "WEEKDAY")
    if weekday:
        part = slots.value("part", "PART")
        return Meaning(f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), type="SET")
    if slots.value("unit", "UNIT") == "WE" and not slots.has("count"):
        return Meaning("XXXX-WXX-WE", type="SET")
    month, part, season = slots.value("unit", "MONTH", "MAY"), slots.value("unit", "PART"), slots.value("unit", "SEASON")
    if month:
        return Meaning(f"XXXX-{int(month):02d}", type="SET")
    if part:
        return Meaning(f"XXXX-XX-XXT{part}", type="SET")
    if season:
        return Meaning(f"XXXX-{season}", type="SET")
    is_some = slots.value("count", "SOME") is not None
    count = float(slots.table("count", "every") or slots.count() or slots.ordinal("count") or 1)
    value = length(None if is_some else count, slots)
    return Meaning(value, type="SET") if value else None


def build_ago(slots: Slots) -> Meaning | None:
    """Read "two days ago" and "three weeks from now", at the size of the unit."""
    sign = -1 if slots.has("ago") else 1
    if slots.has("share"):
        years = round(100 * float(slots.table("share", "shares") or 1))
        return _shift(slots, Grain.YEAR, n=sign * years, is_then=False)
    count, unit = _counted(slots)
    clock = slots.value("unit", "CLOCK_UNIT")
    if count is None or (not clock and (not unit or not count.is_integer())):
        return Meaning("PAST_REF" if sign < 0 else "FUTURE_REF")
    if clock or not unit:
        return Meaning(length(count, slots) or "PTXH", type="DURATION")
    if unit is Grain.YEAR and count == 1 and sign < 0 and not slots.has("near"):
        return YearBefore("XXXX", n=-1, grain=Grain.YEAR)
    return _shift(slots, unit, n=sign * int(count), is_then=False)


_YEARS = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100}


def _counted(slots: Slots) -> tuple[float | None, Grain | None]:
    """Return a count and its unit: half a century in years, two and a half years in months, a fortnight in weeks."""
    count, unit = slots.count() if slots.has("count") else None, unit_of(slots)
    if count is None:
        return None, unit
    count = float(count)
    if count.is_integer() and slots.says("half_more"):
        count += 0.5
    if slots.value("unit", "UNIT") == "2W":
        return 2 * count, Grain.WEEK
    if not unit or unit not in _YEARS or count.is_integer():
        return count, unit
    years = _YEARS[unit] * count
    return (years, Grain.YEAR) if years.is_integer() else (12 * years, Grain.MONTH)


def _shift(slots: Slots, unit: Grain, *, n: int, is_then: bool) -> Meaning:
    grain = Grain.YEAR if unit in (Grain.DECADE, Grain.CENTURY) else unit
    mod = slots.text("near", "near") or ("APPROX" if slots.says("rough") else None)
    return Shift(OPEN[grain], unit=unit, n=n, is_then=is_then, grain=grain, mod=mod)


def build_later(slots: Slots) -> Meaning | None:
    """Read "two days later", "a year earlier": counted from what the text last spoke of."""
    how = slots.int_value("how", *HOW) or 1
    count, unit = _counted(slots)
    if not unit:
        return None
    if count is None or not count.is_integer():
        return Meaning("FUTURE_REF" if how > 0 else "PAST_REF")
    if unit is Grain.YEAR and count == 1 and how < 0 and not slots.has("near"):
        return YearBefore("XXXX", n=-1, is_then=True, grain=Grain.YEAR)
    return _shift(slots, unit, n=how * int(count), is_then=True)


def build_year_ago(slots: Slots) -> Meaning | None:
    """Read "year-ago", "year-earlier" before a noun."""
    del slots
    return YearBefore("XXXX", n=-1, grain=Grain.YEAR)


def build_part(slots: Slots) -> Meaning | None:
    """Read a part of a day: Thursday morning, tonight, last night, that evening."""
    if slots.has("hours"):
        return _timed("MO", _day(slots), "START")
    code = slots.value("tonight", "TONIGHT") or slots.value("part", "PART")
    mod = slots.text("mod", "mods") or slots.text("mod2", "mods")
    return _timed(str(code) + _zone(slots), _day(slots), mod) if code else None


def _day(slots: Slots) -> Meaning | None:
    """Return the day that a part of a day or a clock hangs on, None for the one last spoken of."""
    for name in ("tonight", "how", "day"):
        n_today = slots.last_step(name, "of_today") if name != "day" or len(slots.part("day")) == 1 else None
        if n_today is not None:
            return Shift("XXXX-XX-XX", unit=Grain.DAY, n=n_today, grain=Grain.DAY)
    if slots.has("day"):
        return slots.meaning("day")
    n_then = slots.last_step("how", "of_the_story")
    return Shift("XXXX-XX-XX", unit=Grain.DAY, n=n_then, is_then=True, grain=Grain.DAY) if n_then is not None else None


def _timed(clock: str, day: Meaning | None, mod: str | None) -> Meaning:
    open_value = f"{day.open_value if day else 'XXXX-XX-XX'}T{clock}"
    return Timed(open_value, type="TIME", clock=clock, day=day, mod=mod, grain=Grain.DAY)


def build_clock(slots: Slots) -> Meaning | None:
    """Read a clock time with its day, where the words give one."""
    figures, half = _figures_and_half(slots)
    clock = _clock(figures, _half_before(slots, figures) if slots.has("later") else half) if figures else None
    clock = _past_or_to(clock, slots) if clock and slots.has("minutes") else clock
    return _timed(clock + _zone(slots), _day(slots), slots.text("mod", "clock_mods")) if clock else None


def _figures_and_half(slots: Slots) -> tuple[str, int | None]:
    """Return a clock time as "6:40" or "6" and the hours that its half of the day adds, None where none is named."""
    figures, half = "", None
    for token in slots.part("clock"):
        ones = slots.grammar.lexicon.value("ONES", token.word)
        if token.kind in ("CLOCK", "NUM") and not figures:
            figures = token.word.replace(".", ":").replace("h", ":")
            figures = f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 and figures.isdigit() else figures
        elif token.kind == "AMPM":
            half = _half(slots, "".join(letter for letter in token.word if letter.isalpha()))
        elif not figures and isinstance(ones, int):
            figures = str(ones)
    if half is None and figures:
        half = next((found for name in ("part", "clock") if (found := _half(slots, slots.words(name))) is not None), None)
        half = _half_of_night(figures) if half == -1 else half
    return figures, half


def _half(slots: Slots, words: str) -> int | None:
    """Return the hours that a half of the day adds, by the last word that says so; -1 for the night."""
    says = slots.grammar.lexicon.says
    return next((found for word in reversed(words.split()) if isinstance(found := says("ampm", word), int)), None)


def _half_before(slots: Slots, figures: str) -> int | None:
    """Return the half of the day of "4" in "from 4 to 6 p.m.": that of the later hour, or the one before it."""
    later = _half(slots, "".join(letter for letter in slots.words("ampm") if letter.isalpha()))
    hour, end = (int("0" + "".join(itertools.takewhile(str.isdigit, words))) % 12 for words in (figures, slots.words("later")))
    return later if hour <= end else 0 if later else None


def _half_of_night(figures: str) -> int:
    """Return 12 for "9 at night", 0 for "2 at night"."""
    hour = int(figures.split(":")[0])
    return 12 if 6 <= hour < 12 else 0


def _past_or_to(clock: str, slots: Slots) -> str | None:
    """Move a full hour by the minutes of "half past", "a quarter to"."""
    known = slots.last_step("minutes", "minutes")
    count = known or slots.count("minutes")
    if not count or count >= 60 or not clock.endswith(":00"):
        return None
    is_before = any(slots.grammar.lexicon.says("before_the_hour", token.word) for token in slots.part("side"))
    total = (60 * int(clock[:2]) + (-int(count) if is_before else int(count))) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


def _zone(slots: Slots) -> str:
    """Return what the zone adds to a clock time: "Z", "-05", "+05:30"; "" where the words leave the offset open."""
    zone = str(slots.value("zone", "ZONE") or "")
    figures = "".join(sign for sign in slots.words("offset") if sign.isdigit())
    if not figures:
        return zone
    hours, minutes = (figures, "") if len(figures) < 3 else (figures[:-2], figures[-2:])
    sign = "+" if "+" in slots.words("offset") else "-"
    return f"{sign}{int(hours):02d}" + (f":{minutes}" if minutes.strip("0") else "")


def _clock(figures: str, half: int | None) -> str | None:
    pieces = [int(piece) for piece in figures.split(":")] if figures.replace(":", "").isdigit() else []
    if half is not None and pieces and 12 < pieces[0] <= 24:
        half = None  # "21:00 on Sunday night"
    if not pieces or pieces[0] > 24 or (half is not None and not 1 <= pieces[0] <= 12):
        return None
    hour = pieces[0] if half is None else pieces[0] % 12 + half
    minute = pieces[1] if len(pieces) > 1 else 0
    return f"{hour:02d}:{minute:02d}" + (f":{pieces[2]:02d}" if len(pieces) > 2 else "")


def build_vague(slots: Slots) -> Meaning | None:
    """Read words that point at now, once or some day without saying when."""
    return Meaning(slots.match.rule.value)
