"""The entities of a report are compared with those the desk knows, and linked. Not for: incidents (see `linking`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.corroborate.comparison import Comparison, reasons_json
from wiredesk.corroborate.entities import (
    JOIN_ENTITY,
    PROPOSE_ENTITY,
    EntityProfile,
    compare_entities,
    entity_keys,
    entity_profile,
    merged,
)
from wiredesk.desk.desk import Desk
from wiredesk.records import Entity, Reading
from wiredesk.store import known_entities, linking, linking_apart, linking_trees
from wiredesk.store.known_entities import KnownEntity
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import On


@dataclass(slots=True)
class _Known:
    """Hold the entities that may be meant in this report, each unpacked once, and what this report adds to them.

    `apart` are the trees that a person keeps a row of this report out of.
    """

    rows: dict[int, KnownEntity]
    under: Mapping[str, tuple[int, ...]]
    profiles: dict[int, EntityProfile]
    taken: set[int]
    apart: Mapping[int, set[int]]

    def profile(self, entity_id: int) -> EntityProfile:
        if entity_id not in self.profiles:
            self.profiles[entity_id] = EntityProfile.from_bytes(self.rows[entity_id].profile)
        return self.profiles[entity_id]


def link_entities(desk: Desk, on: On, reading: Reading, rows: Mapping[str, int]) -> tuple[int, int]:
    """Join each entity of a reading with the one it is, or make it known; return how many were joined and proposed."""
    # One that is linked already (the report is read again) stays where it is.
    lone = linking.lone_rows(on, Kind.ENTITY, rows.values())
    named = [(entity, rows[entity.id]) for entity in reading.entities if rows[entity.id] in lone]
    new = [(entity, found_id, entity_profile(reading, entity)) for entity, found_id in named]
    keys = {found_id: tuple(entity_keys(profile)) for _, found_id, profile in new}
    under = known_entities.entities_under(on, {key for some in keys.values() for key in some})
    held = known_entities.known_entities(on, {one for ids in under.values() for one in ids})
    taken = linking_trees.trees_of(on, Kind.ENTITY, set(rows.values()) - lone)
    known = _Known(held, under, {}, taken, linking_apart.trees_kept_apart(on, Kind.ENTITY, lone))
    edges, proposals, changed = [], [], {}
    for entity, found_id, profile in new:
        best = _best(known, entity, found_id=found_id, keys=keys[found_id], profile=profile)
        edges.append(_edge(best, found_id))
        tree_id = edges[-1].tree_id
        if best and tree_id == found_id:
            proposals.append((best, found_id))
        changed[tree_id] = _grown(known, tree_id, entity, profile)
        known.taken.add(tree_id)
    linking.write_edges(on, Kind.ENTITY, [edge for edge in edges if edge.parent_id is not None])
    known_entities.write_entities(on, list(changed.values()), {one: entity_keys(known.profile(one)) for one in changed})
    _lower(on, edges)
    n_proposed = sum(
        linking.propose(on, Kind.ENTITY, (tree_id, found_id), score=how.score, reasons=reasons_json(how.reasons), at=desk.now())
        for (tree_id, how), found_id in proposals
    )
    return sum(edge.parent_id is not None for edge in edges), n_proposed


def _best(
    known: _Known, entity: Entity, *, found_id: int, keys: Iterable[str], profile: EntityProfile
) -> tuple[int, Comparison] | None:
    """Return the known entity most like this one with the comparison, None when none comes near."""
    barred = {found_id, *known.apart.get(found_id, ())}
    best: tuple[int, Comparison] | None = None
    for tree_id in sorted({one for key in keys for one in known.under.get(key, ())} - barred):
        # Two persons of one report are two persons; a body may stand there under two names.
        is_other_person = entity.type is EntityType.PERSON and tree_id in known.taken
        if tree_id not in known.rows or known.rows[tree_id].type != entity.type.value or is_other_person:
            continue
        how = compare_entities(known.profile(tree_id), profile)
        if how.score >= PROPOSE_ENTITY and (best is None or how.score > best[1].score):
            best = (tree_id, how)
    return best


def _edge(best: tuple[int, Comparison] | None, found_id: int) -> LinkRow:
    if best is None or best[1].score < JOIN_ENTITY:
        return LinkRow(found_id, found_id)
    tree_id, how = best
    return LinkRow(found_id, tree_id, tree_id, how.score, reasons_json(how.reasons))


def _lower(on: On, edges: Iterable[LinkRow]) -> None:
    """Let an entity go by its lowest row, where a row of this report is lower than all that it was joined to."""
    lowest = {edge.tree_id: edge.row_id for edge in sorted(edges, key=lambda edge: -edge.row_id)}
    for tree_id, row_id in lowest.items():
        if linking_trees.lowered(on, Kind.ENTITY, row_id, tree_id) != tree_id:
            known_entities.rename_entity(on, tree_id, row_id)


def _grown(known: _Known, tree_id: int, entity: Entity, profile: EntityProfile) -> KnownEntity:
    """Return what is known of an entity with what this report says of it, and remember it."""
    before = known.rows.get(tree_id)
    whole = profile if before is None else merged(known.profile(tree_id), profile)
    name = entity.name if before is None else before.name
    n_reports = 1 if before is None else before.n_reports + (tree_id not in known.taken)
    known.profiles[tree_id] = whole
    known.rows[tree_id] = KnownEntity(tree_id, entity.type.value, name, n_reports, whole.to_bytes())
    return known.rows[tree_id]
