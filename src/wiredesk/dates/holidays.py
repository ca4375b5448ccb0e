"""Holidays by name and country. Not for: how their days are counted (see `holiday_rules`), anniversaries."""

import collections
import datetime
from collections.abc import Mapping

from wiredesk.dates.holiday_rules import NATIONAL, day_by_rule
from wiredesk.dates.languages import read_language
from wiredesk.dates.national_days import countries_named, days_of


def rule_for(rules: Mapping[str, str], name: str, country: str | None) -> str | None:
    """Return the rule of a holiday in a country (internet domain; None: not known), or None when it has none there."""
    rule = rules.get((country or "*").lower()) or rules.get("*")
    if rule != NATIONAL:
        return rule
    days = list(dict.fromkeys(f"{day.month:02d}-{day.day:02d}" for day in days_of(country or "") if day.name.lower() == name))
    # The day that is kept stands first; more than two are a list of treaties (the United Kingdom's).
    return days[0] if 1 <= len(days) <= 2 else None


def main_country(text: str) -> str | None:
    """Return the country that a report is about, as an internet domain: the one that it names most often.

    Among several alike it is the one that the first paragraph names alone; None where there is none, or no country at all.
    """
    mentions = countries_named(text)
    counts = collections.Counter(mention.code for mention in mentions)
    most = {code for code, n in counts.items() if n == max(counts.values())}
    if len(most) > 1:
        end = text.find("\n", text.find(mentions[0].span.cut(text)))
        most &= {mention.code for mention in mentions if end < 0 or mention.span.start < end}
    return next(iter(most)) if len(most) == 1 else None


def holiday_in(name: str, year: int, country: str | None = None) -> datetime.date | None:
    """Return the day of a holiday, by its English name, in that year and country; None for a name or a country without one."""
    name = name.replace(" '", "'")
    rule = rule_for(read_language("en").holidays.get(name, {}), name, country)
    return day_by_rule(rule, year) if rule else None
