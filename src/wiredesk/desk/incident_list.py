"""Incidents as lists, maps and timelines show them, filtered. Not for: one incident with all that is said of it (see `cards`)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from wiredesk.desk.cards import briefs_of
from wiredesk.desk.cards_headlines import Brief, brief_headline
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.errors import NotOnDesk
from wiredesk.store import incident_lists
from wiredesk.store.cards import ListPlace
from wiredesk.store.incident_lists import Wanted as Wanted
from wiredesk.store.opening import On

_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})\.(\d{1,18})")
_MOST_COUNTRIES = 12


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """Hold one incident of a list: its sentence, what is known in brief, where it is; `spot` is latitude and longitude.

    `day` is that of its newest report, None where that was not asked.
    """

    id: str
    headline: str
    brief: Brief
    spot: tuple[float, float] | None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Hold a page of incidents; `next` is where the next one begins, None at the end."""

    incidents: tuple[IncidentHead, ...]
    next: str | None


def incident_page(desk: Desk, wanted: Wanted, *, limit: int, before: str | None = None) -> IncidentPage:
    """Return the incidents that are wanted, the ones with the newest reports first; `before` is the `next` of another page.

    :raises NotOnDesk: when `before` is no place in the list.
    """
    with desk.store.reading() as on:
        rows = incident_lists.listed_incidents(on, wanted, before=_place(before), most=limit + 1)
        days = {incident_id: place.day for incident_id, place in rows[:limit]}
        heads = heads_of(on, list(days))
    told = tuple(IncidentHead(one.id, one.headline, one.brief, one.spot, days[incident_id]) for incident_id, one in heads.items())
    last = rows[limit - 1][1] if len(rows) > limit else None
    return IncidentPage(told, f"{last.day}.{last.report_id}.{last.found_id}" if last else None)


def heads_of(on: On, incident_ids: Collection[int]) -> dict[int, IncidentHead]:
    """Return the heads of incidents in the order given; those without reports are left out."""
    briefs = briefs_of(on, incident_ids)
    where = incident_lists.spots(on, incident_ids)
    return {
        one: IncidentHead(id_of("incident", one), brief_headline(briefs[one]), briefs[one], where.get(one))
        for one in incident_ids
        if one in briefs
    }


def countries_told(desk: Desk) -> list[tuple[str, int]]:
    """Return in which countries (ISO 3166-1 alpha-2) the newest incidents lie, the most first."""
    with desk.store.reading() as on:
        return incident_lists.countries(on, most=_MOST_COUNTRIES)


def _place(words: str | None) -> ListPlace | None:
    if words is None:
        return None
    found = _PLACE.fullmatch(words.strip())
    if found is None:
        raise NotOnDesk(f"{words[:40]!r}: is no place in the list of incidents; begin again without it")
    return ListPlace(found[1], int(found[2]), int(found[3]))
