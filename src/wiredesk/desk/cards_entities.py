"""The card of a person, body or place: its names, roles, statements, parts in incidents, dated facts, whom it appears with.

Not for: finding it by name (see `cards_finding`), how cards look (see `cli`). Only the newest reports are read for words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiredesk.codebook import Attribution, RoleStatus
from wiredesk.corroborate.comparison import reasons_from_json
from wiredesk.dates.interval import Interval
from wiredesk.desk.cards import Proposed, briefs_of
from wiredesk.desk.cards_company import Company, company_of
from wiredesk.desk.cards_headlines import brief_headline
from wiredesk.desk.cards_seen import Seen, Words, seen_in
from wiredesk.desk.cards_statements import StatementSeen, said_about, said_by, told_to
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.errors import NotOnDesk
from wiredesk.folding import folded
from wiredesk.records import Place
from wiredesk.store import cards
from wiredesk.store.cards import EntityHead, MemberRow, ReportRow
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On

MOST_READ = 100
"""So many of the newest reports are read for the words of a card."""


@dataclass(frozen=True, slots=True)
class NameSeen:
    """Hold a name as reports write it, with a place where it stands; `is_alias` where a report has it as another name."""

    name: str
    report_ids: tuple[int, ...]
    first: Words | None
    is_alias: bool


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """Hold a role with the body it is in, whether it is told as over, and its words by publication."""

    title: str
    organization: str | None
    statuses: tuple[RoleStatus, ...]
    tellings: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PartSeen:
    """Hold its part in one incident: the roles in which reports name it and their words."""

    incident_id: str
    headline: str
    roles: tuple[str, ...]
    attributions: tuple[Attribution, ...]
    tellings: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class LifeSeen:
    """Hold a dated fact of its life with its words."""

    interval: Interval
    what: str
    telling: Words


@dataclass(frozen=True, slots=True)
class EntityCard:
    """Hold what is shown of one entity; `n_reports` counts all its reports, `n_read` those that were read for words.

    `statements` are its own, `told` those made to it, `about` those of others that name it. `beside` tells with whom it
    is named in the same reports, `company` in the same sentences.
    """

    id: str
    type: str
    name: str
    n_reports: int
    reports: Mapping[int, ReportRow]
    names: tuple[NameSeen, ...]
    place: Place | None
    roles: tuple[RoleSeen, ...]
    statements: tuple[StatementSeen, ...]
    told: tuple[StatementSeen, ...]
    about: tuple[StatementSeen, ...]
    parts: tuple[PartSeen, ...]
    timeline: tuple[LifeSeen, ...]
    beside: tuple[tuple[EntityHead, int], ...]
    proposals: tuple[Proposed, ...]
    company: Company
    n_read: int


def entity_card(desk: Desk, entity_id: int, *, most_read: int = MOST_READ) -> EntityCard:
    """Return the card of an entity; the row of any of its found entities leads to it. The newest `most_read` reports are read.

    :raises NotOnDesk: when there is no such entity.
    """
    with desk.store.reading() as on:
        whole = cards.entity_of(on, entity_id)
        members = [] if whole is None else cards.entity_members(on, whole)
        if whole is None or not members:
            name = id_of("entity", entity_id)
            raise NotOnDesk(f"entity {name}: is not on this desk; wiredesk person NAME looks for one by its name")
        return _card(on, whole, members, most_read)


def _card(on: On, entity_id: int, members: Sequence[MemberRow], most_read: int) -> EntityCard:
    seen = list(seen_in(on, members[:most_read]))
    head = cards.entity_heads(on, [entity_id]).get(entity_id)
    found_ids = [row.found_id for row in members]
    return EntityCard(
        id=id_of("entity", entity_id),
        type=seen[0].entity.type.value if seen else (head.type if head else "other"),
        name=head.name if head else (seen[0].entity.name if seen else ""),
        n_reports=max(head.n_reports if head else 0, len({row.report.report_id for row in members})),
        reports={row.report.report_id: row.report for row in members},
        names=_names(seen),
        place=next((one.entity.place for one in seen if one.entity.place), None),
        roles=_roles(seen),
        statements=said_by(on, seen, found_ids),
        told=told_to(seen),
        about=said_about(seen),
        parts=_parts(on, seen, found_ids),
        timeline=_timeline(seen),
        beside=tuple(cards.beside(on, entity_id, [row.report.report_id for row in members])),
        proposals=_proposals(on, found_ids, entity_id),
        company=company_of(on, seen, entity_id),
        n_read=len(seen),
    )


def _names(seen: Sequence[Seen]) -> tuple[NameSeen, ...]:
    """Return every name, those that most reports use first."""
    told: dict[str, list[tuple[Seen, bool]]] = {}
    for one in seen:
        told.setdefault(one.entity.name, []).append((one, False))
        for alias in one.entity.aliases:
            told.setdefault(alias, []).append((one, True))
    made = [
        NameSeen(
            name,
            tuple(dict.fromkeys(one.row.report.report_id for one, _ in own)),
            next((words for one, _ in reversed(own) if (words := _where(one, name))), None),
            all(is_alias for _, is_alias in own),
        )
        for name, own in told.items()
    ]
    return tuple(sorted(made, key=lambda one: (-len(one.report_ids), one.is_alias, one.name)))


def _where(one: Seen, name: str) -> Words | None:
    spans = (span for span in one.entity.mentions if folded(name) in folded(span.cut(one.reading.report.article.text)))
    span = next(spans, None)
    return one.words(span, one.entity.id) if span else None


def _roles(seen: Sequence[Seen]) -> tuple[RoleSeen, ...]:
    """Return roles over time, the newest told first; seen comes with the newest report first."""
    told: dict[tuple[str, str], list[tuple[Seen, int]]] = {}
    for one in seen:
        names = {entity.id: entity.name for entity in one.reading.entities}
        for number, role in enumerate(one.entity.roles):
            key = folded(role.title), folded(names.get(role.organization or "", ""))
            told.setdefault(key, []).append((one, number))
    made = []
    for own in told.values():
        first, number = own[0]
        names = {entity.id: entity.name for entity in first.reading.entities}
        role = first.entity.roles[number]
        statuses = tuple(dict.fromkeys(one.entity.roles[n].status for one, n in own))
        tellings = tuple(one.words(one.entity.roles[n].span, f"{one.entity.id}.role{n + 1}") for one, n in reversed(own))
        made.append(RoleSeen(role.title, names.get(role.organization or ""), statuses, tellings))
    return tuple(sorted(made, key=lambda role: max((_latest(seen, one) for one in role.tellings), default=""), reverse=True))


def _latest(seen: Sequence[Seen], words: Words) -> str:
    """Return the publication day of the report that words stand in, "" without one."""
    return next((one.row.report.published_latest or "" for one in seen if one.row.report.report_id == words.report_id), "")


def _parts(on: On, seen: Sequence[Seen], found_ids: Sequence[int]) -> tuple[PartSeen, ...]:
    """Return the incidents in which it has a part, those found last first."""
    by_report = {one.row.report.report_id: one for one in seen}
    grouped: dict[int, list[cards.PartRow]] = {}
    for row in (*cards.parts_of(on, found_ids), *cards.incidents_at(on, found_ids)):
        grouped.setdefault(row.incident_id, []).append(row)
    briefs = briefs_of(on, grouped)
    made = []
    for incident_id, rows in sorted(grouped.items(), key=lambda pair: -max(row.found_incident_id for row in pair[1])):
        attributions = {Attribution(row.attribution) for row in rows if row.attribution}
        made.append(
            PartSeen(
                id_of("incident", incident_id),
                brief_headline(briefs[incident_id]) if incident_id in briefs else "",
                tuple(dict.fromkeys(row.role for row in rows)),
                tuple(one for one in Attribution if one in attributions),
                tuple(words for row in sorted(rows, key=lambda row: row.report_id) if (words := _part_words(row, by_report))),
            )
        )
    return tuple(made)


def _part_words(row: cards.PartRow, by_report: Mapping[int, Seen]) -> Words | None:
    """Return the words of a part; those of a place are its first mention in the report."""
    if row.span is not None:
        return Words(row.report_id, row.span, row.words)
    one = by_report.get(row.report_id)
    return one.words(one.entity.mentions[0], one.entity.id) if one and one.entity.mentions else None


def _timeline(seen: Sequence[Seen]) -> tuple[LifeSeen, ...]:
    """Return the dated facts of its life by their dates; one that several reports tell in the same words once."""
    found: dict[tuple[str, str], LifeSeen] = {}
    for one in reversed(seen):
        for number, fact in enumerate(one.reading.timeline, 1):
            if one.entity.id not in (*fact.who, *fact.where):
                continue
            span = fact.evidence[0] if fact.evidence else fact.date.span
            if span is not None:
                told = LifeSeen(fact.date.interval, fact.what, one.words(span, f"l{number}"))
                found.setdefault((fact.date.value, folded(fact.what)), told)
    return tuple(sorted(found.values(), key=lambda fact: (fact.interval, fact.telling.report_id)))


def _proposals(on: On, found_ids: Sequence[int], entity_id: int) -> tuple[Proposed, ...]:
    rows = [row for row in cards.proposals(on, Kind.ENTITY, found_ids) if row.other_tree != entity_id]
    heads = cards.entity_heads(on, {row.other_tree for row in rows})
    best = {row.other_tree: row for row in reversed(rows)}
    return tuple(
        Proposed(
            id_of("entity", row.other_tree),
            heads[row.other_tree].name if row.other_tree in heads else "",
            row.score,
            reasons_from_json(row.reasons),
            row.own_id,
            row.other_id,
        )
        for row in sorted(best.values(), key=lambda row: (-row.score, row.id))
    )
