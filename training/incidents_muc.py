"""Which MUC-4 reports tell of one incident, as far as their answer keys show. Not for: reading them (see `incidents_readings`).

MUC-4 was not made for that, but its keys date and place every incident and name its victims: alike attacks of one country and
season that surely differ are what GVC and ECB+ have too few of.
"""

import datetime
from dataclasses import dataclass
from typing import Any

# Days between two exact dates that no two reports of one incident show.
_APART = 3


@dataclass(frozen=True, slots=True)
class Key:
    """Hold one incident of a report as its key has it: date alternatives as first and last day and whether they are exact."""

    dates: tuple[tuple[int, int, bool], ...]
    countries: frozenset[str]
    places: frozenset[str]
    victims: frozenset[str]


def keys_of(record: dict[str, Any]) -> list[Key]:
    """Return the incidents of a report that are no optional ones."""
    return [_key(incident) for incident in record["incidents"] if not incident["optional"]]


def _key(incident: dict[str, Any]) -> Key:
    sites = incident["incident_location"] or []
    names = [a["text"].lower() for entity in incident["hum_tgt_name"] or [] for a in entity["alternatives"]]
    return Key(
        tuple(
            (_day(d["start"]), _day(d["end"]), d["form"] == "exact") for d in incident["incident_date"] or [] if d.get("start")
        ),
        frozenset(site["country"] for site in sites if site["country"]),
        frozenset(place["name"] for site in sites for place in site["places"]),
        frozenset(names),
    )


def _day(iso: str) -> int:
    return datetime.date.fromisoformat(iso).toordinal()


def relation(left: list[Key], right: list[Key]) -> bool | None:
    """Tell whether two reports share an incident; None where the keys leave it open."""
    found = [_same(one, other) for one in left for other in right]
    if any(found):
        return True
    return False if all(same is False for same in found) else None


def _same(one: Key, other: Key) -> bool | None:
    gaps = [max(0, a[0] - b[1], b[0] - a[1]) for a in one.dates for b in other.dates]
    sure = [max(0, a[0] - b[1], b[0] - a[1]) for a in one.dates for b in other.dates if a[2] and b[2]]
    victims = one.victims & other.victims
    if victims:
        return True if gaps and min(gaps) < _APART and one.countries & other.countries else None
    if one.countries and other.countries and not one.countries & other.countries:
        return False
    if sure and min(sure) >= _APART:
        return False
    both_named = one.victims and other.victims and not one.places & other.places
    return False if both_named and gaps and min(gaps) > 0 else None
