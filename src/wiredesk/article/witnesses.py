"""Witnesses of the publication day and how they are weighed. Not for: finding them (`witnesses_html`, `witnesses_text`).

A witness names one day. Those that name the same day add up; a time stamp in UTC also speaks for the neighbouring day that
the page shows its readers, because the day is the reader's. The weights are our choice, tuned on pages outside the dev sets
where possible; `benchmarks/published.py` measures them.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from wiredesk.dates.full_dates import FullDate, month_names
from wiredesk.documents import Basis, Page

_ARCHIVE = re.compile(r"^https?://[^/]*(?:archive|wayback)[^/]*/(?:web/)?\d{4,14}[a-z_]*/", re.I)
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_-]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d{1,2})(?=/)", re.I)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])/")
_WEST, _EAST = 10, 13  # hours by which the inhabited zones differ from UTC: Honolulu, Auckland in summer
_WEB = 1990  # the first year of the web
_IN_MONTH = 0.8  # what a month in the page's address adds to its days
_ECHO = 0.25  # what a second field of the same kind adds
_MIN_WEIGHT = 1.0  # a day that less than this speaks for is not given


@dataclass(frozen=True, slots=True)
class Witness:
    """Hold one day that a place on the page names as the day of publication.

    `weight` is how much it counts, about 1 for a doubtful and 3 for a plain one. `utc_hour` is the hour of a time stamp in
    UTC (None for local ones): it may be the day before or after for the page's readers. `is_shown` says that readers see it,
    `is_change` that it is told as the day of a change.
    """

    day: datetime.date
    weight: float
    basis: Basis
    utc_hour: int | None = None
    is_shown: bool = False
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold the day for which the most speaks, its weight, the witnesses for it, and the weight and day that come next."""

    day: datetime.date
    weight: float
    witnesses: tuple[Witness, ...]
    next_best: tuple[float, datetime.date] | None


def _speaks_for(witness: Witness, day: datetime.date) -> float:
    """Return how much of its weight a witness gives to a day."""
    if witness.day == day:
        return witness.weight
    if witness.utc_hour is None:
        return 0.0
    apart = (day - witness.day).days
    is_near = (apart == -1 and witness.utc_hour < _WEST) or (apart == 1 and witness.utc_hour >= 24 - _EAST)
    return witness.weight * 0.9 if is_near else 0.0


def _total(witnesses: Sequence[Witness], day: datetime.date) -> float:
    """Add up what speaks for a day: fields of one kind are mostly filled from one source, so all but the first count little."""
    best: dict[str, float] = {}
    more = 0.0
    for witness in witnesses:
        told, kind = _speaks_for(witness, day), witness.basis.rule
        more += _ECHO * (min(told, best[kind]) > 0) if kind in best else 0.0
        best[kind] = max(told, best.get(kind, 0.0))
    if "metadata" in best and best["metadata"] > 0 and "htmldate" in best:
        best["htmldate"] = min(best["htmldate"], _ECHO)  # the library reads the same fields first
    elif "htmldate" in best and any(witness.is_change for witness in witnesses):
        best["htmldate"] = min(best["htmldate"], 2 * _ECHO)  # it took the day of a change
    return sum(best.values()) + more


def weigh(witnesses: Sequence[Witness], *, clock: datetime.date, month: tuple[int, int] | None = None) -> Verdict | None:
    """Return the day with the most weight, None when nothing speaks loudly enough for any day up to `clock`.

    `month` is a year and month known from elsewhere (the page's address); it speaks for no day by itself.
    """
    heard = [witness for witness in witnesses if (witness.day - clock).days <= 1 and witness.day.year > 1600]
    days = {}
    for day in {witness.day for witness in heard}:
        shown = any(witness.is_shown and not witness.is_change and witness.day == day for witness in heard)
        days[day] = _total([witness for witness in heard if witness.day == day or shown], day)
        days[day] += _IN_MONTH * ((day.year, day.month) == month)
    if not days:
        return None
    best = max(days, key=lambda day: (days[day], day.toordinal()))
    if days[best] < _MIN_WEIGHT:
        return None
    favour = sorted((w for w in heard if _speaks_for(w, best) > 0), key=lambda w: -w.weight)
    rest = sorted((total, day) for day, total in days.items() if not any(w.day == day for w in favour))
    return Verdict(best, days[best], tuple(favour), rest[-1] if rest else None)


def day_words(day: datetime.date) -> str:
    """Return "3 March 2024", for the reasons that people read."""
    return f"{day.day} {day:%B} {day.year}"


def readings(found: FullDate, weight: float) -> Iterator[tuple[datetime.date, float]]:
    """Yield the readings of a shown date with their weight: both of 03/04/2018, a little more for the likelier one.

    Days before the web are dates of the story: papers of that time are not shown with a date line.
    """
    pair = [(found.date, 0.9), (found.other, 0.85)] if found.other else [(found.date, 1.0)]
    for day, share in pair:
        if day:
            yield day, weight * share * (1.0 if day.year >= _WEB else 0.3)


def are_readings(one: datetime.date, other: datetime.date) -> bool:
    """Tell whether two days are day-first and month-first readings of the same numbers."""
    return one.year == other.year and (one.month, one.day) == (other.day, other.month)


def made_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, None when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def bare_path(url: str) -> str:
    """Return the path of an address, without an archive's own prefix (whose digits are the day of the capture)."""
    try:
        return unquote(urlsplit(_ARCHIVE.sub("", url[:2000])).path)
    except ValueError:
        return ""


def url_witness(url: str | None) -> Witness | None:
    """Read a day from the path of an address ("/2020/03/27/", "-20200327", "/2020/mar/27/")."""
    path = bare_path(url or "")
    named = _URL_NAMED.search(path)
    if named:
        month = month_names().get(named["m"].lower())
        day = made_day(int(named["y"]), month, int(named["d"])) if month else None
        return Witness(day, 2.5, Basis("url", f"the address holds {day}", source_field="url")) if day else None
    for found in _URL_DAY.finditer(path):
        day = made_day(int(found["y"]), int(found["m"]), int(found["d"]))
        is_whole = found["s"] or (len(found["m"]) == 2 and len(found["d"]) == 2)
        if day and is_whole and day.year >= 1990:
            return Witness(day, 2.5 if found["s"] else 1.3, Basis("url", f"the address holds {day}", source_field="url"))
    return None


def url_month(url: str | None) -> tuple[int, int] | None:
    """Return year and month that stand as folders of an address ("/2020/03/story"), None when they do not."""
    found = _URL_MONTH.search(bare_path(url or ""))
    return (int(found["y"]), int(found["m"])) if found else None


def container_witness(page: Page) -> Witness | None:
    """Return the day that the container itself names, a mail's Date header above all."""
    fields = page.fields
    if fields.published is None:
        return None
    name = fields.published_field or "container"
    return Witness(fields.published, 3.0, Basis("container", f"{name} gives {fields.published}", source_field=name))
