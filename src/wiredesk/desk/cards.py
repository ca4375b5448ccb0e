"""The card of an incident: its record, what its links rest on, what may belong to it; and the list of the newest incidents.

Not for: the record itself (see `corroborate.dossier`), entities (see `cards_entities`), how cards look (see `cli`).
"""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiredesk.corroborate.comparison import Reason, reasons_from_json
from wiredesk.corroborate.dossier import Dossier, Member, Party, dossier
from wiredesk.dates.interval import Interval
from wiredesk.desk.cards_headlines import Brief, brief_headline, brief_of, headline
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.ruled import ruled_readings
from wiredesk.errors import NotOnDesk
from wiredesk.review.applying import Mark, Ruled
from wiredesk.store import cards
from wiredesk.store.cards import ListPlace, MemberRow, ReportRow
from wiredesk.store.incident_lists import Wanted, listed_incidents
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On

_PLACE = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.(\d{1,18})\.(\d{1,18}))?")
MOST_REPORTS = 120
"""So many reports of one incident are laid side by side, the newest; a card of more is not read by anybody."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold what puts a found incident into this one: the report it was compared with, the score, the reasons.

    `ruling` is the ruling that made the link, None where the desk found it by itself.
    """

    found_id: int
    report_id: int
    to_report: int | None
    score: float | None
    reasons: tuple[Reason, ...]
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """Hold an open proposal: another record that may be the same one, and why. `left` and `right` are the found rows."""

    other_id: str
    headline: str
    score: float
    reasons: tuple[Reason, ...]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Hold what a person took out of what a report tells of the incident."""

    report_id: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """Hold what is shown of one incident. `n_left_out` counts reports beyond the newest 120."""

    id: str
    headline: str
    record: Dossier
    reports: Mapping[int, ReportRow]
    links: tuple[Linked, ...]
    proposals: tuple[Proposed, ...]
    n_left_out: int = 0
    taken_out: tuple[TakenOut, ...] = ()

    @property
    def n_reports(self) -> int:
        """Return how many reports tell it; one that tells of two parts of it counts once."""
        return len(self.reports) + self.n_left_out


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """Hold one incident of the list of the newest."""

    id: str
    headline: str
    brief: Brief
    day: str
    n_reports: int
    n_stories: int
    report_id: int


def incident_card(desk: Desk, name: str) -> IncidentCard:
    """Return the card of an incident ("i5"); the id of any of its parts leads to it.

    :raises NotOnDesk: when there is no such incident.
    """
    found_id = parse_id(name, "incident")
    with desk.store.reading() as on:
        incident_id = cards.incident_of(on, found_id)
        members = [] if incident_id is None else cards.incident_members(on, incident_id)
        if incident_id is None or not members:
            raise NotOnDesk(f"incident {name[:40]}: is not on this desk; wiredesk incident lists the newest")
        return _card(on, incident_id, members)


def _card(on: On, incident_id: int, members: Sequence[MemberRow]) -> IncidentCard:
    kept = members[:MOST_REPORTS]
    ruled = ruled_readings(on, {row.report.report_id for row in kept})
    record = dossier(_members(on, kept, ruled))
    return IncidentCard(
        id=id_of("incident", incident_id),
        headline=headline(record),
        record=record,
        reports={row.report.report_id: row.report for row in kept},
        links=_links(kept),
        proposals=_proposals(on, [row.found_id for row in members], incident_id),
        n_left_out=len({row.report.report_id for row in members} - {row.report.report_id for row in kept}),
        taken_out=tuple(_taken_out(kept, ruled)),
    )


def _members(on: On, rows: Sequence[MemberRow], readings: Mapping[int, Ruled]) -> list[Member]:
    known = cards.entity_names(on, {row.report.report_id for row in rows})
    made = []
    for row in rows:
        ruled = readings.get(row.report.report_id)
        told = ruled.reading if ruled else None
        incident = next((one for one in told.incidents if one.id == row.local_id), None) if told else None
        if ruled is None or told is None or incident is None:
            continue
        made.append(
            Member(
                report_id=row.report.report_id,
                found_id=row.found_id,
                story_id=row.report.story_id,
                outlet=row.report.outlet,
                reliability=row.report.reliability,
                published=told.report.published.interval,
                reading=told,
                incident=incident,
                wire=row.report.wire,
                known={e.id: Party(*pair) for e in told.entities if (pair := known.get((row.report.report_id, e.id)))},
                marks={mark.address: mark for mark in ruled.marks if not mark.is_gone},
            )
        )
    return made


def _taken_out(rows: Sequence[MemberRow], readings: Mapping[int, Ruled]) -> Iterator[TakenOut]:
    for row in rows:
        ruled = readings.get(row.report.report_id)
        for mark in ruled.marks if ruled else ():
            if mark.is_gone and mark.address.startswith(f"{row.local_id}."):
                yield TakenOut(row.report.report_id, mark)


def _links(rows: Sequence[MemberRow]) -> tuple[Linked, ...]:
    reports = {row.found_id: row.report.report_id for row in rows}
    return tuple(
        Linked(
            row.found_id,
            row.report.report_id,
            reports.get(row.joined_to or 0),
            row.join_score,
            reasons_from_json(row.join_reasons),
            id_of("ruling", row.join_ruling) if row.join_ruling else None,
        )
        for row in sorted(rows, key=lambda row: row.found_id)
    )


def _proposals(on: On, found_ids: Collection[int], incident_id: int) -> tuple[Proposed, ...]:
    rows = [row for row in cards.proposals(on, Kind.INCIDENT, found_ids) if row.other_tree != incident_id]
    briefs = briefs_of(on, {row.other_tree for row in rows})
    best = {row.other_tree: row for row in reversed(rows)}  # of several to one incident the likeliest
    return tuple(
        Proposed(
            id_of("incident", row.other_tree),
            brief_headline(briefs[row.other_tree]) if row.other_tree in briefs else "",
            row.score,
            reasons_from_json(row.reasons),
            row.own_id,
            row.other_id,
        )
        for row in sorted(best.values(), key=lambda row: (-row.score, row.id))
    )


def briefs_of(on: On, incident_ids: Collection[int]) -> dict[int, Brief]:
    """Return what a list tells of each of these incidents."""
    grouped: dict[int, list[cards.IncidentRow]] = {}
    for row in cards.incident_rows(on, incident_ids):
        grouped.setdefault(row.incident_id, []).append(row)
    return {incident_id: brief_of(rows) for incident_id, rows in grouped.items()}


# -- the newest ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Hold a page of the newest incidents; `next` is where the next page begins, None at the end."""

    incidents: tuple[ListedIncident, ...]
    next: str | None


def newest_incidents(desk: Desk, *, limit: int = 20, before: str | None = None) -> IncidentList:
    """Return the incidents with the newest reports, each once; `before` is the `next` of an earlier page.

    :raises NotOnDesk: when `before` is no place in the list.
    """
    with desk.store.reading() as on:
        rows = listed_incidents(on, Wanted(), before=None if before is None else _place(before), most=limit + 1)
        briefs = briefs_of(on, [incident_id for incident_id, _ in rows[:limit]])
        listed = tuple(_listed(incident_id, at, briefs[incident_id]) for incident_id, at in rows[:limit] if incident_id in briefs)
        last = rows[limit - 1][1] if len(rows) > limit else None
        return IncidentList(listed, f"{last.day}.{last.report_id}.{last.found_id}" if last else None)


def _listed(incident_id: int, at: ListPlace, brief: Brief) -> ListedIncident:
    name = id_of("incident", incident_id)
    return ListedIncident(name, brief_headline(brief), brief, at.day, brief.n_reports, brief.n_stories, at.report_id)


def _place(words: str) -> ListPlace:
    """Return the place that a page ended with, or the day before which a page begins."""
    found = _PLACE.fullmatch(words.strip())
    if found is None:
        raise NotOnDesk(
            f"--before {words[:40]}: is no place in the list; give a day such as 2024-05-31, or what a page ended with"
        )
    return ListPlace(found[1], int(found[2] or 0), int(found[3] or 0))


def published_of(row: ReportRow) -> Interval | None:
    """Return the publication date of a report."""
    if row.published_earliest is None or row.published_latest is None:
        return None
    return Interval(datetime.date.fromisoformat(row.published_earliest), datetime.date.fromisoformat(row.published_latest))
