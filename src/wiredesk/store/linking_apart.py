"""Pairs of found rows that people keep apart; no link may put them into one tree. Not for: cutting links (see `desk.joining`).

Each ruling keeps its own pairs, so that undoing one leaves apart what another one keeps apart too.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, or_, select

from wiredesk.store.linking_kinds import KINDS, Kind
from wiredesk.store.tables import apart

_CHUNK = 500


def kept_apart(on: Connection, kind: Kind, row_ids: Collection[int]) -> set[int]:
    """Return the records that a person keeps apart from any of these."""
    found: set[int] = set()
    for part in _chunks(sorted(row_ids)):
        query = select(apart.c.left_id, apart.c.right_id).where(
            apart.c.kind == kind.value, or_(apart.c.left_id.in_(part), apart.c.right_id.in_(part))
        )
        for left, right in on.execute(query):
            found |= {left, right}
    return found - set(row_ids)


def trees_kept_apart(on: Connection, kind: Kind, row_ids: Collection[int]) -> dict[int, set[int]]:
    """Return, by record, the trees that a person keeps it out of; records that nobody ruled on are left out."""
    columns = KINDS[kind]
    found: dict[int, set[int]] = {}
    for mine, other in ((apart.c.left_id, apart.c.right_id), (apart.c.right_id, apart.c.left_id)):
        query = select(mine, columns.table.c[columns.tree]).join(columns.table, columns.table.c.id == other)
        for part in _chunks(sorted(row_ids)):
            for row_id, tree_id in on.execute(query.where(apart.c.kind == kind.value, mine.in_(part))):
                found.setdefault(row_id, set()).add(tree_id)
    return found


def ruling_between(on: Connection, kind: Kind, left_tree: int, right_tree: int) -> int | None:
    """Return the oldest ruling that keeps a record of one tree apart from one of the other, None when none does."""
    columns = KINDS[kind]
    left, right = columns.table.alias("l"), columns.table.alias("r")
    trees = (left.c[columns.tree], right.c[columns.tree])
    query = (
        select(apart.c.ruling_id)
        .join(left, left.c.id == apart.c.left_id)
        .join(right, right.c.id == apart.c.right_id)
        .where(apart.c.kind == kind.value)
        .where(or_((trees[0] == left_tree) & (trees[1] == right_tree), (trees[0] == right_tree) & (trees[1] == left_tree)))
    )
    return on.execute(query.order_by(apart.c.ruling_id).limit(1)).scalar()


def parted_by(on: Connection, kind: Kind, tree_id: int, *, most: int = 50) -> list[tuple[int, int]]:
    """Return (ruling, other tree) for what people keep apart from the records of a tree, the newest ruling first."""
    columns = KINDS[kind]
    own, other = columns.table.alias("own"), columns.table.alias("other")
    found: set[tuple[int, int]] = set()
    for mine, theirs in ((apart.c.left_id, apart.c.right_id), (apart.c.right_id, apart.c.left_id)):
        query = (
            select(apart.c.ruling_id, other.c[columns.tree])
            .join(own, own.c.id == mine)
            .join(other, other.c.id == theirs)
            .where(apart.c.kind == kind.value, own.c[columns.tree] == tree_id, other.c[columns.tree] != tree_id)
        )
        found |= {(ruling, tree) for ruling, tree in on.execute(query.distinct().limit(most))}
    return sorted(found, reverse=True)[:most]


def keep_apart(on: Connection, kind: Kind, pairs: Iterable[tuple[int, int]], *, ruling_id: int) -> None:
    """Note that a ruling keeps these pairs apart."""
    told = sorted({(min(pair), max(pair)) for pair in pairs})
    for start in range(0, len(told), _CHUNK):
        rows = [
            {"kind": kind.value, "left_id": a, "right_id": b, "ruling_id": ruling_id} for a, b in told[start : start + _CHUNK]
        ]
        on.execute(insert(apart), rows)


def let_together(on: Connection, ruling_id: int) -> None:
    """Forget what one ruling kept apart."""
    on.execute(delete(apart).where(apart.c.ruling_id == ruling_id))


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
