"""Incidents in words: a headline, labelled details, the stretches they point at. Not for: other facts (see `facts`)."""

import re
from collections.abc import Iterator, Mapping

from wiredesk.codebook import Attribution, Effect, Stage
from wiredesk.export.phrasing import interval_words, quote, toll_words
from wiredesk.export.value_words import STANDINGS
from wiredesk.records import Incident, Perpetrator, Victim

Names = Mapping[str, str]

# A description that tells a number itself ("at least five people") needs none beside it.
_COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|thousands?)\b", re.I
)

# In one report the words of a suspicion are told apart from a plain accusation by others, so it is said in full.
_ATTRIBUTIONS = STANDINGS | {Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES: "suspected or accused by the authorities"}


def incident_headline(incident: Incident, names: Names) -> str:
    """Return "Attack · Albina · 25 November 2015"; the stage stands in the badges."""
    what = incident.type.value.replace("_", " ")
    where = names.get(incident.place or "")
    when = interval_words(incident.date.interval) if incident.date else None
    return " · ".join(part for part in (what[0].upper() + what[1:], where, when) if part)


def incident_badges(incident: Incident) -> tuple[str, ...]:
    """Return the stage where it is no plain deed, and that the report only recalls a case of before."""
    stage = () if incident.stage is Stage.ACCOMPLISHED else (incident.stage.value,)
    return (*stage, "earlier case") if incident.is_background else stage


def incident_details(incident: Incident, *, text: str, names: Names) -> tuple[tuple[str, str], ...]:
    """Return labelled details in the order who, against, with, toll; what is not stated is left out."""
    targets = [quote(text, target.span, most=80) for target in incident.targets]
    victims = [_victim(victim, text) for victim in incident.victims]
    weapons = [quote(text, weapon.span, most=80) for weapon in incident.weapons]
    rows = (
        ("by", "; ".join(_perpetrators(incident.perpetrators, text, names))),
        ("against", "; ".join(_unique(targets + victims))),
        ("with", "; ".join(_unique(weapons))),
        ("toll", toll_words(incident.casualties)),
    )
    return tuple((label, value) for label, value in rows if value)


def _unique(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _perpetrators(all_who: tuple[Perpetrator, ...], text: str, names: Names) -> Iterator[str]:
    """Yield each perpetrator once with all that is said about its part: "Red Front (accused by police; denies it)"."""
    told: dict[str, list[str]] = {}
    for who in all_who:
        name = names.get(who.entity or "") or quote(text, who.span, most=80)
        told.setdefault(name, []).append(_attribution(who, names))
    yield from (f"{name} ({'; '.join(_unique(notes))})" for name, notes in told.items())


def _attribution(who: Perpetrator, names: Names) -> str:
    accusers = ", ".join(names[one] for one in who.by if one in names and one != who.entity)
    return f"{_ATTRIBUTIONS[who.attribution]}, so {accusers}" if accusers else _ATTRIBUTIONS[who.attribution]


def _victim(victim: Victim, text: str) -> str:
    words = quote(text, victim.span, most=80)
    count = victim.count.in_words() if victim.count else ""
    number = "" if _COUNTED.search(words) or count == "1" else count
    effect = "" if victim.effect is Effect.NONE else victim.effect.value
    notes = " ".join(part for part in (number, effect) if part)
    return f"{words} ({notes})" if notes else words
