"""Are the trees of links sound: one root, no circle, the lowest row's id. Not for: whether the links are right."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, func, select

from wiredesk.store.backing_up import Tell
from wiredesk.store.tables import entity, entity_key, found_entity, found_incident, report
from wiredesk.store.verifying import Fault

_ADVICE = "restore the desk from a backup"
_KINDS = (
    ("story", report, "story_id", "copy_of"),
    ("incident", found_incident, "incident_id", "joined_to"),
    ("entity", found_entity, "entity_id", "joined_to"),
)
_PER_FETCH = 2000


def link_faults(on: Connection, tell: Tell) -> Iterator[Fault]:
    """Walk all trees, each in memory for its time."""
    for name, table, tree, parent in _KINDS:
        query = select(table.c[tree], table.c.id, table.c[parent]).where(table.c[tree].is_not(None))
        query = query.order_by(table.c[tree], table.c.id).execution_options(stream_results=True, yield_per=_PER_FETCH)
        with on.execute(query) as rows:
            yield from _tree_faults(name, rows, tell)
        yield from _loose(on, name, table, tree=tree, parent=parent)


def _tree_faults(name: str, rows: Iterable[Any], tell: Tell) -> Iterator[Fault]:
    for number, (tree_id, members) in enumerate(groupby(rows, key=lambda row: row[0])):
        told = tree_fault(tree_id, [(row[1], row[2]) for row in members])
        if told:
            yield Fault(f"{name} {tree_id}", told, _ADVICE)
        if number % 1000 == 0:
            tell(f"links of {name}", number, None)


def tree_fault(tree_id: int, members: list[tuple[int, int | None]]) -> str | None:
    """Return what is wrong with a tree, given as rows with the row each was joined to; None when nothing is."""
    parents = dict(members)
    if min(parents) != tree_id:
        return f"has the id of row {tree_id}, but its lowest row is {min(parents)}"
    strange = next((parent for parent in parents.values() if parent is not None and parent not in parents), None)
    if strange is not None:
        return f"has a link to row {strange}, which is not in it"
    if sum(parent is None for parent in parents.values()) > 1:
        return "is in several parts that no link joins"
    return "has links in a circle" if _has_circle(parents) else None


def _has_circle(parents: dict[int, int | None]) -> bool:
    sound: set[int] = set()
    for start in parents:
        path: list[int] = []
        here: int | None = start
        on_path: set[int] = set()
        while here is not None and here not in sound:
            if here in on_path:
                return True
            path.append(here)
            on_path.add(here)
            here = parents[here]
        sound.update(path)
    return False


def _loose(on: Connection, name: str, table: Table, *, tree: str, parent: str) -> Iterator[Fault]:
    """A row without a tree has no link either."""
    query = select(table.c.id).where(table.c[tree].is_(None), table.c[parent].is_not(None)).limit(20)
    for row_id in on.execute(query).scalars():
        yield Fault(f"{name}, row {row_id}", "has a link but belongs to none", _ADVICE)


def summary_faults(on: Connection) -> Iterator[Fault]:
    """See that what is known of entities is known of such as some report names."""
    named = select(found_entity.c.id).where(found_entity.c.entity_id == entity.c.id).exists()
    yield from _orphans(on.execute(select(entity.c.id).where(~named).limit(20)).scalars(), "is known, but no report names it")
    known = select(entity.c.id).where(entity.c.id == entity_key.c.entity_id).exists()
    keyed = select(entity_key.c.entity_id).where(~known).distinct().limit(20)
    yield from _orphans(on.execute(keyed).scalars(), "is looked for under keys, but not known")
    linked = report.c.is_linked.is_(True)
    at = found_entity.c
    unknown = (
        select(func.distinct(at.entity_id))
        .join(report, report.c.id == at.report_id)
        .where(linked, at.entity_id.is_not(None), ~select(entity.c.id).where(entity.c.id == at.entity_id).exists())
    )
    yield from _orphans(on.execute(unknown.limit(20)).scalars(), "is named by reports, but nothing is known of it")


def _orphans(ids: Iterable[int], what: str) -> Iterator[Fault]:
    for entity_id in ids:
        yield Fault(f"entity e{entity_id}", what, _ADVICE)
