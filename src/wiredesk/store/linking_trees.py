"""Trees of links changed as a whole, in statements that do not load them: a country's is as large as the desk.

Not for: single edges (see `linking`), which of them to cut (see `corroborate.trees`).
"""

from collections.abc import Collection

from sqlalchemy import Connection, func, select, update

from wiredesk.store.linking_kinds import KINDS, Kind

_CHUNK = 500


def move_tree(on: Connection, kind: Kind, tree_id: int, to: int) -> None:
    """Give all records of one tree another tree id."""
    columns = KINDS[kind]
    column = columns.table.c[columns.tree]
    on.execute(update(columns.table).where(column == tree_id).values({columns.tree: to}))


def set_tree(on: Connection, kind: Kind, row_ids: Collection[int], to: int) -> None:
    """Give these records a tree id."""
    columns = KINDS[kind]
    ids = sorted(row_ids)
    for start in range(0, len(ids), _CHUNK):
        chosen = columns.table.c.id.in_(ids[start : start + _CHUNK])
        on.execute(update(columns.table).where(chosen).values({columns.tree: to}))


def lowered(on: Connection, kind: Kind, row_id: int, tree_id: int) -> int:
    """Return the id of a tree that `row_id` was joined to; it is that record's own, where that is the lowest now.

    A record is younger than what it is compared with, but not where its report is linked late, or filed again.
    """
    if row_id >= tree_id:
        return tree_id
    move_tree(on, kind, tree_id, row_id)
    return row_id


def trees_of(on: Connection, kind: Kind, row_ids: Collection[int]) -> set[int]:
    """Return the trees that these records are in."""
    columns, ids = KINDS[kind], sorted(row_ids)
    at = columns.table.c
    found: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        chosen = at.id.in_(ids[start : start + _CHUNK])
        found |= set(on.execute(select(at[columns.tree]).where(chosen, at[columns.tree].is_not(None))).scalars())
    return found


def take_out(on: Connection, kind: Kind, row_id: int, *, tree_id: int, parent_id: int | None) -> int | None:
    """Make one record a tree of its own; what was joined to it is joined to its parent, or to the lowest of them.

    `tree_id` and `parent_id` are the record's own until now. Returns the id of the tree that it leaves, None when that is empty.
    """
    columns = KINDS[kind]
    at = columns.table.c
    tree, parent = at[columns.tree], at[columns.parent]
    below = (tree == tree_id) & (parent == row_id)
    bare = dict.fromkeys(columns.names[1:]) | ({"copy_kind": None} if kind is Kind.STORY else {})
    heir = parent_id
    if heir is None:
        heir = on.execute(select(func.min(at.id)).where(below)).scalar()
        on.execute(update(columns.table).where(at.id == heir).values(bare))
    on.execute(update(columns.table).where(below).values({columns.parent: heir}))
    on.execute(update(columns.table).where(at.id == row_id).values({columns.tree: row_id, **bare}))
    rest = on.execute(select(func.min(at.id)).where(tree == tree_id, at.id != row_id)).scalar()
    if rest is not None and tree_id == row_id:
        on.execute(update(columns.table).where(tree == tree_id, at.id != row_id).values({columns.tree: rest}))
    return rest
