"""What the cards of incidents and entities show: heads, members, proposals, parts, statements. Not for: search, links.

Every query is bounded, by its own limit or by the ids it is given, so that a card costs the same on a large desk.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from wiredesk.spans import Span
from wiredesk.store.linking import Kind
from wiredesk.store.tables import entity, found_entity, found_incident, found_statement, incident_part, outlet, proposal, report

MOST_MEMBERS = 400
_MOST_PROPOSALS = 50
_MOST_BESIDE = 20
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Hold what stands over a report; `day` sorts it, `published` are ISO days or None."""

    report_id: int
    title: str
    url: str | None
    day: str
    published_earliest: str | None
    published_latest: str | None
    outlet: str | None
    reliability: str | None
    wire: str | None
    story_id: int
    copy_kind: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Hold one found incident or entity of one across reports, with its report."""

    found_id: int
    local_id: str
    report: ReportRow
    joined_to: int | None
    join_score: float | None
    join_reasons: str | None
    join_ruling: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Hold the columns of a found incident that a list shows."""

    found_id: int
    incident_id: int
    report_id: int
    story_id: int
    day: str
    type: str
    stage: str
    is_background: bool
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    killed_least: int | None
    killed_most: int | None
    wounded_least: int | None
    wounded_most: int | None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Hold an open proposal from the side of one record: `own_id` is of it, `other_id` a found row of `other_tree`."""

    id: int
    own_id: int
    other_id: int
    other_tree: int
    score: float
    reasons: str


def _report_columns() -> list[ColumnElement[Any]]:
    at = report.c
    held = [at.id, at.title, at.url, at.day, at.published_earliest, at.published_latest]
    return [*held, outlet.c.name, outlet.c.reliability, at.wire, func.coalesce(at.story_id, at.id), at.copy_kind]


def _report_row(values: tuple[Any, ...]) -> ReportRow:
    report_id, title, *rest = values
    return ReportRow(report_id, title or "", *rest)


def reports(on: Connection, report_ids: Collection[int]) -> dict[int, ReportRow]:
    """Return what stands over these reports, removed ones left out."""
    found: dict[int, ReportRow] = {}
    for part in _chunks(report_ids):
        query = select(*_report_columns()).outerjoin_from(report, outlet, outlet.c.id == report.c.outlet_id)
        for row in on.execute(query.where(report.c.id.in_(part), report.c.removed_at.is_(None))):
            found[row[0]] = _report_row(tuple(row))
    return found


def _chunks(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK)]


# -- one incident --------------------------------------------------------------------------------------------------


def incident_of(on: Connection, found_id: int) -> int | None:
    """Return the incident across reports that a found incident is in, None when there is no such row."""
    at = found_incident.c
    return on.execute(select(func.coalesce(at.incident_id, at.id)).where(at.id == found_id)).scalar()


def incident_members(on: Connection, incident_id: int, *, most: int = MOST_MEMBERS) -> list[MemberRow]:
    """Return the found incidents of one across reports with their reports, the `most` found last, the newest first."""
    return _members(on, found_incident, "incident_id", incident_id, most=most)


def entity_members(on: Connection, entity_id: int, *, most: int = MOST_MEMBERS) -> list[MemberRow]:
    """Return the found entities of one across reports with their reports, as `incident_members` does."""
    return _members(on, found_entity, "entity_id", entity_id, most=most)


def _members(on: Connection, table: Any, tree: str, tree_id: int, *, most: int) -> list[MemberRow]:
    at = table.c
    # Bounded before the join: a country is named in every second report.
    newest = list(on.execute(select(at.id).where(at[tree] == tree_id).order_by(at.report_id.desc()).limit(most)).scalars())
    query = (
        select(at.id, at.local_id, at.joined_to, at.join_score, at.join_reasons, at.join_ruling, *_report_columns())
        .join(report, report.c.id == at.report_id)
        .outerjoin(outlet, outlet.c.id == report.c.outlet_id)
        .where(at.id.in_(newest), report.c.removed_at.is_(None))
        .order_by(report.c.day.desc(), report.c.id.desc(), at.id)
    )
    return [
        MemberRow(found_id, local_id, _report_row(tuple(rest)), joined_to, score, reasons, ruling)
        for found_id, local_id, joined_to, score, reasons, ruling, *rest in on.execute(query)
    ]


# -- lists of incidents --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Hold where an incident stands in the list of the newest: day and id of its newest report, and the found row there."""

    day: str
    report_id: int
    found_id: int


def incident_rows(on: Connection, incident_ids: Collection[int], *, most: int = 4000) -> list[IncidentRow]:
    """Return the found incidents of these across reports, the oldest report first."""
    found: list[IncidentRow] = []
    for part in _chunks(incident_ids):
        query = _incident_rows().where(found_incident.c.incident_id.in_(part)).limit(most)
        found += [IncidentRow(*row) for row in on.execute(query)]
    return found


def _incident_rows() -> Select[Any]:
    at = found_incident.c
    held = [
        at.id,
        func.coalesce(at.incident_id, at.id),
        at.report_id,
        func.coalesce(report.c.story_id, report.c.id),
        report.c.day,
    ]
    held += [at.type, at.stage, at.is_background, at.earliest, at.latest, at.place_name, at.country]
    held += [at.killed_least, at.killed_most, at.wounded_least, at.wounded_most]
    query = select(*held).join(report, report.c.id == at.report_id).where(report.c.removed_at.is_(None))
    return query.order_by(report.c.day, report.c.id, at.id)


# -- proposals -----------------------------------------------------------------------------------------------------


def proposals(on: Connection, kind: Kind, row_ids: Collection[int]) -> list[ProposalRow]:
    """Return the open proposals that link these records to others, the likeliest first."""
    table, tree = {
        Kind.STORY: (report, "story_id"),
        Kind.INCIDENT: (found_incident, "incident_id"),
        Kind.ENTITY: (found_entity, "entity_id"),
    }[kind]
    found: dict[int, ProposalRow] = {}
    for own, other in (("left_id", "right_id"), ("right_id", "left_id")):
        for part in _chunks(row_ids):
            at = proposal.c
            query = (
                select(at.id, at[own], at[other], func.coalesce(table.c[tree], table.c.id), at.score, at.reasons)
                .join(table, table.c.id == at[other])
                .where(at.kind == kind.value, at.state == "open", at[own].in_(part))
            )
            found.update(
                {row[0]: ProposalRow(*row) for row in on.execute(query.order_by(at.score.desc()).limit(_MOST_PROPOSALS))}
            )
    return sorted(found.values(), key=lambda one: (-one.score, one.id))[:_MOST_PROPOSALS]


# -- one entity ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntityHead:
    """Hold an entity across reports in a line."""

    entity_id: int
    type: str
    name: str
    n_reports: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """Hold a part that an entity has in an incident of one report, with the words that say so; `span` None for its place."""

    found_incident_id: int
    incident_id: int
    report_id: int
    role: str
    words: str
    attribution: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Hold where a statement of an entity stands; `local_id` is its id in the reading."""

    report_id: int
    local_id: str
    kind: str
    span: Span


def entity_of(on: Connection, found_id: int) -> int | None:
    """Return the entity across reports that a found entity is in, None when there is no such row."""
    at = found_entity.c
    return on.execute(select(func.coalesce(at.entity_id, at.id)).where(at.id == found_id)).scalar()


def entity_heads(on: Connection, entity_ids: Collection[int]) -> dict[int, EntityHead]:
    """Return these entities in a line each."""
    at = entity.c
    found: dict[int, EntityHead] = {}
    for part in _chunks(entity_ids):
        rows = on.execute(select(at.id, at.type, at.name, at.n_reports).where(at.id.in_(part)))
        found.update({row[0]: EntityHead(*row) for row in rows})
    return found


def most_mentioned(on: Connection, types: Sequence[str], *, after: tuple[int, int] | None, most: int) -> list[EntityHead]:
    """Return entities by the number of their reports, the most first; `after`: number and id of the last. No types: all."""
    at = entity.c
    query = select(at.id, at.type, at.name, at.n_reports)
    if types:
        query = query.where(at.type.in_(types))
    if after is not None:
        query = query.where(or_(at.n_reports < after[0], and_(at.n_reports == after[0], at.id < after[1])))
    return [EntityHead(*row) for row in on.execute(query.order_by(at.n_reports.desc(), at.id.desc()).limit(most))]


def entity_names(on: Connection, report_ids: Collection[int]) -> dict[tuple[int, str], tuple[int, str]]:
    """Return, by report and the reading's own id, the entity across reports and its name there."""
    found: dict[tuple[int, str], tuple[int, str]] = {}
    at = found_entity.c
    for part in _chunks(report_ids):
        tree = func.coalesce(at.entity_id, at.id)
        query = select(at.report_id, at.local_id, tree, func.coalesce(entity.c.name, at.name))
        joined = query.outerjoin_from(found_entity, entity, entity.c.id == tree)
        for report_id, local_id, entity_id, name in on.execute(joined.where(at.report_id.in_(part))):
            found[report_id, local_id] = (entity_id, name)
    return found


def parts_of(on: Connection, found_ids: Collection[int], *, most: int = MOST_MEMBERS) -> list[PartRow]:
    """Return the parts that these found entities have in incidents, the newest found first."""
    found: list[PartRow] = []
    at, of = incident_part.c, found_incident.c
    for part in _chunks(found_ids):
        query = (
            select(of.id, func.coalesce(of.incident_id, of.id), at.report_id, at.role, at.words, at.attribution, at.start, at.end)
            .join(found_incident, of.id == at.found_incident_id)
            .where(at.found_entity_id.in_(part))
            .order_by(at.id.desc())
            .limit(most)
        )
        found += [PartRow(*row[:6], Span(row[6], row[7])) for row in on.execute(query)]
    return found


def incidents_at(on: Connection, found_ids: Collection[int], *, most: int = MOST_MEMBERS) -> list[PartRow]:
    """Return the incidents that reports put at these found places, the newest found first; the words are the place's name."""
    found: list[PartRow] = []
    at, of = found_entity.c, found_incident.c
    for part in _chunks(found_ids):
        held = [of.id, func.coalesce(of.incident_id, of.id), of.report_id, of.place_name]
        same = and_(of.report_id == at.report_id, of.place_name == at.name)
        query = select(*held).join_from(found_entity, found_incident, same).where(at.id.in_(part), at.type == "place")
        for found_id, incident_id, report_id, name in on.execute(query.order_by(of.id.desc()).limit(most)):
            found.append(PartRow(found_id, incident_id, report_id, "place", name, None, None))
    return found


def statements_of(on: Connection, found_ids: Collection[int], *, most: int) -> list[StatementRow]:
    """Return where the statements of these found entities stand, the newest found first."""
    found: list[StatementRow] = []
    at = found_statement.c
    for part in _chunks(found_ids):
        query = select(at.report_id, at.local_id, at.kind, at.start, at.end).where(at.speaker_id.in_(part))
        rows = on.execute(query.order_by(at.id.desc()).limit(most))
        found += [StatementRow(*row[:3], Span(row[3], row[4])) for row in rows]
    return found[:most]


def beside(
    on: Connection, entity_id: int, report_ids: Collection[int], *, most: int = _MOST_BESIDE
) -> list[tuple[EntityHead, int]]:
    """Return the people and bodies that are named in these reports too, with the number of reports, the most first.

    At most `MOST_MEMBERS` reports are looked at, the newest.
    """
    at = found_entity.c
    tree, n_reports = func.coalesce(at.entity_id, at.id), func.count(func.distinct(at.report_id))
    looked_at = sorted(report_ids, reverse=True)[:MOST_MEMBERS]
    query = select(tree, n_reports).where(at.report_id.in_(looked_at), at.type.in_(("person", "organization")), tree != entity_id)
    rows = on.execute(query.group_by(tree).order_by(n_reports.desc(), tree).limit(most))
    counted = {int(row[0]): int(row[1]) for row in rows}
    heads = entity_heads(on, counted)
    return [(heads[one], n) for one, n in counted.items() if one in heads]
