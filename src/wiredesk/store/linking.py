"""Links between found rows: where candidates are, which edges there are, how they are written.

Not for: comparing, trees changed as a whole (see `linking_trees`), what people keep apart (see `linking_apart`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from wiredesk.store.candidates import KeyTable, rows_under
from wiredesk.store.linking_kinds import KINDS
from wiredesk.store.linking_kinds import Kind as Kind
from wiredesk.store.tables import (
    cut_edge,
    found_entity,
    found_incident,
    incident_key,
    proposal,
    report,
    story_band,
)

_MAX_TREE = 100_000  # rows of one tree that are looked at; the largest seen, a country, had a tenth of that
_PER_KEY = 50


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Hold one link as the store keeps it: `parent_id` None for a record that was joined to none."""

    row_id: int
    tree_id: int
    parent_id: int | None = None
    score: float | None = None
    reasons: str | None = None
    ruling_id: int | None = None
    link: str | None = None


def _selected(kind: Kind) -> Any:
    columns = KINDS[kind]
    wanted = [columns.table.c.id, *(columns.table.c[name] for name in columns.names)]
    return select(*wanted, *([report.c.copy_kind] if kind is Kind.STORY else []))


def _link_row(row: Any) -> LinkRow:
    row_id, tree_id, parent_id, score, reasons, ruling_id, *link = row
    return LinkRow(
        row_id, row_id if tree_id is None else tree_id, parent_id, score, reasons, ruling_id, link[0] if link else None
    )


def link_row(on: Connection, kind: Kind, row_id: int) -> LinkRow | None:
    """Return how one record is linked, None when there is none of this id."""
    row = on.execute(_selected(kind).where(KINDS[kind].table.c.id == row_id)).first()
    return None if row is None else _link_row(row)


def tree(on: Connection, kind: Kind, tree_id: int) -> list[LinkRow]:
    """Return the records of one tree, the lowest first; at most 100,000."""
    columns = KINDS[kind]
    query = _selected(kind).where(columns.table.c[columns.tree] == tree_id).order_by(columns.table.c.id).limit(_MAX_TREE)
    return [_link_row(row) for row in on.execute(query)]


def lone_rows(on: Connection, kind: Kind, row_ids: Collection[int]) -> set[int]:
    """Return those of these records that are linked with none."""
    columns, ids = KINDS[kind], sorted(row_ids)
    at = columns.table.c
    if not ids:
        return set()
    roots = on.execute(select(at.id).where(at.id.in_(ids), at[columns.tree] == at.id, at[columns.parent].is_(None)))
    lone = set(roots.scalars())
    above = select(at[columns.tree]).where(at[columns.tree].in_(sorted(lone)), at[columns.parent].is_not(None)).distinct()
    return lone - set(on.execute(above).scalars()) if lone else lone


def write_edges(on: Connection, kind: Kind, rows: Iterable[LinkRow]) -> None:
    """Write the edges of these records; the tree ids in the rows are written too."""
    columns = KINDS[kind]
    names = columns.names + (("copy_kind",) if kind is Kind.STORY else ())
    values = [dict(zip(("b_id", *(f"b_{name}" for name in names)), _written(row), strict=False)) for row in rows]
    if values:
        change = update(columns.table).where(columns.table.c.id == bindparam("b_id"))
        on.execute(change.values({name: bindparam(f"b_{name}") for name in names}), values)


def _written(row: LinkRow) -> tuple[object, ...]:
    return (row.row_id, row.tree_id, row.parent_id, row.score, row.reasons, row.ruling_id, row.link)


# -- edges that a ruling cut, proposals --------------------------------------------------------------------------------


def note_cut(on: Connection, kind: Kind, rows: Iterable[LinkRow], *, ruling_id: int) -> None:
    """Remember edges that a ruling cut."""
    values = [
        {
            "ruling_id": ruling_id,
            "kind": kind.value,
            "child_id": row.row_id,
            "parent_id": row.parent_id,
            "score": row.score or 0.0,
            "reasons": row.reasons or "[]",
            "link": row.link,
            "by_ruling": row.ruling_id,
        }
        for row in rows
    ]
    if values:
        on.execute(insert(cut_edge), values)


def cut_by(on: Connection, ruling_id: int) -> list[LinkRow]:
    """Return the edges that a ruling cut, under the tree id 0."""
    at = cut_edge.c
    query = select(at.child_id, at.parent_id, at.score, at.reasons, at.by_ruling, at.link).where(at.ruling_id == ruling_id)
    return [LinkRow(child, 0, parent, score, why, by, link) for child, parent, score, why, by, link in on.execute(query)]


def hand_cut(on: Connection, ruling_id: int, child_id: int, *, to: int) -> None:
    """Remember an edge under another ruling that wants it cut too."""
    at = cut_edge.c
    on.execute(update(cut_edge).where(at.ruling_id == ruling_id, at.child_id == child_id).values(ruling_id=to))


def forget_cut(on: Connection, ruling_id: int) -> None:
    """Forget the edges that a ruling cut."""
    on.execute(delete(cut_edge).where(cut_edge.c.ruling_id == ruling_id))


def made_by(on: Connection, kind: Kind, ruling_id: int) -> list[LinkRow]:
    """Return the records whose edge a ruling made."""
    columns = KINDS[kind]
    return [_link_row(row) for row in on.execute(_selected(kind).where(columns.table.c[columns.names[4]] == ruling_id))]


def propose(on: Connection, kind: Kind, pair: tuple[int, int], *, score: float, reasons: str, at: str) -> bool:
    """Note a link for a person to settle and tell whether it is new; a settled one stays as it is."""
    left, right = min(pair), max(pair)
    same = (proposal.c.kind == kind.value) & (proposal.c.left_id == left) & (proposal.c.right_id == right)
    if on.execute(select(proposal.c.id).where(same)).first() is not None:
        open_one = update(proposal).where(same, proposal.c.state == "open")
        on.execute(open_one.values(score=score, reasons=reasons))
        return False
    row = {"kind": kind.value, "left_id": left, "right_id": right, "score": score, "reasons": reasons}
    on.execute(insert(proposal).values(**row, state="open", made_at=at))
    return True


def proposed_between(on: Connection, kind: Kind, left_tree: int, right_tree: int) -> list[tuple[int, int]]:
    """Return the proposals between records of two trees, as pairs of records."""
    columns = KINDS[kind]
    left, right = columns.table.alias("l"), columns.table.alias("r")
    trees = (left.c[columns.tree], right.c[columns.tree])
    query = (
        select(proposal.c.left_id, proposal.c.right_id)
        .join(left, left.c.id == proposal.c.left_id)
        .join(right, right.c.id == proposal.c.right_id)
        .where(proposal.c.kind == kind.value)
        .where(or_((trees[0] == left_tree) & (trees[1] == right_tree), (trees[0] == right_tree) & (trees[1] == left_tree)))
    )
    return [(one, other) for one, other in on.execute(query)]


def proposed_to(on: Connection, kind: Kind, row_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return the proposals of which one end, or both, is one of these records, as pairs of records."""
    found: set[tuple[int, int]] = set()
    ids, at = sorted(row_ids), proposal.c
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for end in (at.left_id, at.right_id):
            rows = on.execute(select(at.left_id, at.right_id).where(at.kind == kind.value, end.in_(part)))
            found |= {(left, right) for left, right in rows}
    return sorted(found)


def settle(on: Connection, kind: Kind, pairs: Collection[tuple[int, int]], *, state: str, ruling_id: int | None) -> None:
    """Give the proposals between these pairs a state, "open" again when a ruling is undone."""
    for pair in pairs:
        at = proposal.c
        same = (at.kind == kind.value) & (at.left_id == min(pair)) & (at.right_id == max(pair))
        on.execute(update(proposal).where(same).values(state=state, ruling_id=ruling_id))


def state_of(on: Connection, kind: Kind, pair: tuple[int, int]) -> str | None:
    """Return how the proposal between two records stands, None when there is none."""
    at = proposal.c
    same = (at.kind == kind.value) & (at.left_id == min(pair)) & (at.right_id == max(pair))
    return on.execute(select(at.state).where(same)).scalar()


def reopen(on: Connection, ruling_id: int) -> None:
    """Open the proposals again that a ruling settled."""
    on.execute(update(proposal).where(proposal.c.ruling_id == ruling_id).values(state="open", ruling_id=None))


# -- candidates ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """Hold a report that shares `n_shared` bands with the one looked at."""

    report_id: int
    story_id: int
    fingerprint: bytes
    n_shared: int


@dataclass(frozen=True, slots=True)
class IncidentCandidate:
    """Hold a found incident that shares a key with the one looked at."""

    found_id: int
    incident_id: int
    report_id: int
    profile: bytes


_STORIES = KeyTable("story_band", "band", "report_id", "bigint")
_INCIDENTS = KeyTable("incident_key", "key", "found_incident_id")


def story_candidates(on: Connection, bands: Sequence[int], *, report_id: int, most: int = 40) -> list[StoryCandidate]:
    """Return the reports that share bands with this one, those that share most first."""
    shared = Counter(other for _, other in rows_under(on, _STORIES, bands, most=_PER_KEY))
    shared.pop(report_id, None)
    best = sorted(shared, key=lambda other: (-shared[other], -other))[:most]
    at = report.c
    rows = on.execute(select(at.id, at.story_id, at.fingerprint).where(at.id.in_(best), at.removed_at.is_(None)))
    found = [StoryCandidate(row, story or row, mark, shared[row]) for row, story, mark in rows if mark is not None]
    return sorted(found, key=lambda one: (-one.n_shared, -one.report_id))


def set_fingerprint(on: Connection, report_id: int, *, fingerprint: bytes, bands: Iterable[int], wire: str | None) -> None:
    """Keep where copies of this report are looked for, in place of what was kept before."""
    on.execute(update(report).where(report.c.id == report_id).values(fingerprint=fingerprint, wire=wire))
    on.execute(delete(story_band).where(story_band.c.report_id == report_id))
    rows = [{"band": band, "report_id": report_id} for band in dict.fromkeys(bands)]
    if rows:
        on.execute(insert(story_band), rows)


def incident_candidates(on: Connection, keys: Sequence[str], *, report_id: int, most: int = 120) -> list[IncidentCandidate]:
    """Return the found incidents of other reports that share keys: of the newest 50 of each key, those that share most."""
    shared = Counter(row for _, row in rows_under(on, _INCIDENTS, keys, most=_PER_KEY))
    best = sorted(shared, key=lambda row: (-shared[row], -row))[:most]
    at = found_incident.c
    wanted = select(at.id, at.incident_id, at.report_id, at.profile)
    rows = on.execute(wanted.where(at.id.in_(best), at.report_id != report_id))
    return [IncidentCandidate(row, whole or row, of, profile) for row, whole, of, profile in rows if profile is not None]


def incident_members(on: Connection, incident_ids: Collection[int], *, most: int = 8) -> list[IncidentCandidate]:
    """Return the newest found incidents of each of these incidents."""
    found: list[IncidentCandidate] = []
    at = found_incident.c
    for incident_id in sorted(incident_ids):
        query = select(at.id, at.report_id, at.profile).where(at.incident_id == incident_id, at.profile.is_not(None))
        for row, of, profile in on.execute(query.order_by(at.id.desc()).limit(most)):
            found.append(IncidentCandidate(row, incident_id, of, profile))
    return found


def incidents_in(on: Connection, report_id: int, *, but: int) -> set[int]:
    """Return the incidents across reports that a report tells of, one of its found incidents left out."""
    at = found_incident.c
    query = select(at.incident_id).where(at.report_id == report_id, at.id != but, at.incident_id.is_not(None))
    return set(on.execute(query).scalars())


def set_incident_profile(on: Connection, found_id: int, *, report_id: int, profile: bytes, keys: Iterable[str]) -> None:
    """Keep what a found incident is compared by, in place of what was kept before."""
    on.execute(update(found_incident).where(found_incident.c.id == found_id).values(profile=profile))
    on.execute(delete(incident_key).where(incident_key.c.found_incident_id == found_id))
    rows = [{"key": key, "found_incident_id": found_id, "report_id": report_id} for key in dict.fromkeys(keys)]
    if rows:
        on.execute(insert(incident_key), rows)


def set_linked(on: Connection, report_id: int, *, is_linked: bool) -> None:
    """Note whether a report was compared with the others."""
    on.execute(update(report).where(report.c.id == report_id).values(is_linked=is_linked))


def is_unlinked(on: Connection, report_id: int) -> bool:
    """Tell whether a report is there and was not compared with the others yet."""
    at = report.c
    query = select(at.id).where(at.id == report_id, at.is_linked.is_(False), at.removed_at.is_(None))
    return on.execute(query).first() is not None


def unlinked(on: Connection, *, after: int, most: int) -> list[int]:
    """Return the reports that were not compared with the others yet, the lowest above `after` first."""
    at = report.c
    query = select(at.id).where(at.is_linked.is_(False), at.removed_at.is_(None), at.id > after)
    return list(on.execute(query.order_by(at.id).limit(most)).scalars())


def rows_by_local_id(on: Connection, report_id: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return the rows of a report's entities and of its incidents, by their ids in its reading."""
    found = []
    for table in (found_entity, found_incident):
        rows = on.execute(select(table.c.local_id, table.c.id).where(table.c.report_id == report_id))
        found.append({row.local_id: row.id for row in rows})
    return found[0], found[1]
