"""Witnesses of the publication day: what one is, and those in addresses and containers. Not for: weighing them (`weighing`).

A witness names one day and says how sure that is. Others are found by `witnesses_html`, `witnesses_shown`, `witnesses_text`.
"""

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from wiredesk.article.witness_odds import odds_of
from wiredesk.dates.full_dates import FullDate, month_names
from wiredesk.documents import Basis, Page

_ARCHIVE = re.compile(r"^https?://[^/]*(?:archive|wayback)[^/]*/(?:web/)?\d{4,14}[a-z_]*/", re.I)
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_-]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d{1,2})(?=/)", re.I)
_URL_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<s>[._-])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)")
_URL_MOMENT = re.compile(  # 20200327143005, with or without seconds
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,3})?(?!\d)"
)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])/")
_WEB = 1990  # the first year of the web
_OLD = 3.0  # log-odds that an earlier day loses


@dataclass(frozen=True, slots=True)
class Witness:
    """Hold one day that a place on the page names as the day of publication.

    `odds` are the log-odds that it is the day of publication if nothing else spoke: 0 one time in two, 3 in 95 %, -2 in 12 %.
    Witnesses with the same `basis.rule` are taken as copies of one source, those of different rules as independent.
    `utc_hour` is the hour of a time stamp in UTC (None for local ones): it may be the day before or after for the page's
    readers. `is_shown` says that readers see it, `is_change` that it is told as the day of a change. `traits` are the entries
    of the table of odds (`witness_odds`) that made its odds; empty where they come from elsewhere.
    """

    day: datetime.date
    odds: float
    basis: Basis
    utc_hour: int | None = None
    is_shown: bool = False
    is_change: bool = False
    traits: tuple[str, ...] = ()


def day_words(day: datetime.date) -> str:
    """Return "3 March 2024", for the reasons that people read."""
    return f"{day.day} {day:%B} {day.year}"


def readings(found: FullDate, odds: float) -> Iterator[tuple[datetime.date, float]]:
    """Yield the readings of a shown date with their log-odds: those of 03/04/2018 share them, the likelier has a little more.

    Days before the web are dates of the story: papers of that time are not shown with a date line.
    """
    pair = [(found.date, 0.53), (found.other, 0.47)] if found.other else [(found.date, 1.0)]
    for day, share in pair:
        if day:
            yield day, odds + math.log(share) - (0.0 if day.year >= _WEB else _OLD)


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


def _days_of(path: str) -> Iterator[tuple[datetime.date | None, str]]:
    """Yield the days that a path may hold, None for one that is not in the calendar, with the way they are written."""
    for found in _URL_NAMED.finditer(path):
        month = month_names().get(found["m"].lower())
        yield (made_day(int(found["y"]), month, int(found["d"])) if month else None), "url:folders"
    for found in _URL_DAY.finditer(path):
        is_whole = found["s"] or (len(found["m"]) == 2 and len(found["d"]) == 2)
        kind = {"/": "url:folders", "": "url:compact"}.get(found["s"], "url:dashes")
        yield (made_day(int(found["y"]), int(found["m"]), int(found["d"])) if is_whole else None), kind
    for found in _URL_DAY_FIRST.finditer(path):
        yield made_day(int(found["y"]), int(found["m"]), int(found["d"])), "url:dashes"
    for found in _URL_MOMENT.finditer(path):
        yield made_day(int(found["y"]), int(found["m"]), int(found["d"])), "url:compact"


def path_day(url: str | None) -> tuple[datetime.date, str] | None:
    """Return the day that the path of an address holds ("/2020/03/27/", "-20200327", "/2020/mar/27/") and the trait of it."""
    days = ((day, kind) for day, kind in _days_of(bare_path(url or "")) if day and day.year >= _WEB)
    return next(days, None)


def url_witness(url: str | None) -> Witness | None:
    """Read the day of publication from the page's address."""
    found = path_day(url)
    if not found:
        return None
    day, trait = found
    basis = Basis("url", f"the page's address holds {day_words(day)}", source_field="url")
    return Witness(day, odds_of(trait), basis, traits=(trait,))


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
    kind = name.partition(":")[0]
    basis = Basis("container", f"the {kind} gives {day_words(fields.published)}", source_field=name)
    return Witness(fields.published, odds_of("container"), basis, traits=("container",))
