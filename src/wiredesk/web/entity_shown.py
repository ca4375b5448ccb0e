"""What the page of a person, body or place shows: roles on a line of time, dated facts, the graph's nodes and ties.

Not for: the card (see `desk.cards_entities`), how it looks (see the templates).
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from wiredesk.codebook import EntityType, RoleStatus
from wiredesk.desk.cards import published_of
from wiredesk.desk.cards_entities import EntityCard, RoleSeen
from wiredesk.desk.cards_seen import Words
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.store.cards import ReportRow

STATUSES = {RoleStatus.CURRENT: "current", RoleStatus.FORMER: "former", RoleStatus.UNKNOWN: ""}


@dataclass(frozen=True, slots=True)
class RoleBar:
    """Hold a role and when reports tell it: days of the first and the last, places in per cent of the line, one for each."""

    role: RoleSeen
    status: str
    first: str
    last: str
    left: float
    right: float
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Hold all roles on one line of time, with the days at its ends; one day where all reports are of one."""

    bars: tuple[RoleBar, ...]
    first: str
    last: str


def role_line(card: EntityCard) -> RoleLine:
    """Return the roles on a line of time by the days of the reports that tell them: when it was told, not when it began."""
    days = {one: _days(role.tellings, card.reports) for one, role in enumerate(card.roles)}
    every = sorted(day for own in days.values() for day in own)
    if not every:
        return RoleLine(tuple(RoleBar(role, _status(role), "", "", 0, 0, ()) for role in card.roles), "", "")
    start, n_days = every[0], max(1, (every[-1] - every[0]).days)
    bars = []
    for number, role in enumerate(card.roles):
        own = days[number]
        places = tuple(round(2 + 96 * (day - start).days / n_days, 2) for day in own)
        ends = (str(own[0]), str(own[-1])) if own else ("", "")
        bars.append(RoleBar(role, _status(role), *ends, min(places, default=0), max(places, default=0), places))
    return RoleLine(tuple(bars), str(every[0]), str(every[-1]))


def _days(tellings: tuple[Words, ...], reports: Mapping[int, ReportRow]) -> list[datetime.date]:
    found = {reports[one.report_id].published_latest for one in tellings if one.report_id in reports}
    return sorted(datetime.date.fromisoformat(day) for day in found if day)


def _status(role: RoleSeen) -> str:
    return ", ".join(words for status in role.statuses if (words := STATUSES[status]))


def life_points(card: EntityCard) -> list[dict[str, object]]:
    """Return a point for each dated fact of its life, for the timeline."""
    return [
        {
            "id": f"l{number}",
            "lat": None,
            "lon": None,
            "day": fact.interval.earliest.isoformat(),
            "end": fact.interval.latest.isoformat(),
            "label": plain(fact.what),
            "href": f"/reports/r{fact.telling.report_id}#{fact.telling.address}",
            "kind": "life",
            "stage": "report",
            "n": 1,
        }
        for number, fact in enumerate(card.timeline, 1)
    ]


def place_point(card: EntityCard) -> list[dict[str, object]]:
    """Return where a place lies, for the map; nothing for others and where nobody knows."""
    place = card.place
    if card.type != EntityType.PLACE.value or place is None or place.latitude is None or place.longitude is None:
        return []
    spot = {"lat": place.latitude, "lon": place.longitude, "day": None, "end": None}
    told = {"label": plain(card.name), "href": "", "kind": "place", "stage": "report", "n": 1}
    return [{"id": card.id, **spot, **told}]


def graph(card: EntityCard) -> dict[str, object]:
    """Return nodes and ties with their sentences, for the picture of who stands with whom."""
    return {
        "self": card.id,
        "nodes": [
            {"id": one.id, "name": plain(one.name), "type": one.type, "n": one.n_sentences, "href": f"/entities/{one.id}"}
            for one in card.company.companions
        ],
        "ties": [
            {"id": f"tie-{number}", "from": tie.left, "to": tie.right, "n": tie.n_sentences}
            for number, tie in enumerate(card.company.ties, 1)
        ],
    }


def published(row: ReportRow | None) -> str:
    """Return the publication day of a report in words."""
    interval = published_of(row) if row else None
    return interval_words(interval) if interval else "no date"
