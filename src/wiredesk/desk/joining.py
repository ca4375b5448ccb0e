"""Links that people make and cut: same, different, split, and undone. Not for: links the desk finds itself (see `linking`).

Every function works within the caller's transaction. An edge remembers the ruling that made it, and an edge that a ruling
cut is remembered under it, so that undoing a ruling cuts and restores just those, whatever was linked in between.
"""

import json
from collections.abc import Collection, Iterable

from wiredesk.corroborate.trees import Edge, between, components, rerooted, separated, weakest
from wiredesk.desk.knowing import refresh_entities
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.store import linking, linking_apart, linking_trees
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import On


def join(on: On, kind: Kind, left: int, right: int, *, ruling_id: int) -> None:
    """Make one tree of the trees of two records, because a person says that they are the same.

    :raises NotOnDesk: when one of them is not there.
    :raises RulingRefused: when a ruling keeps the two apart.
    """
    one, other = _row(on, kind, left), _row(on, kind, right)
    linking.settle(on, kind, _pairs(on, kind, one, other), state="accepted", ruling_id=ruling_id)
    if one.tree_id == other.tree_id:
        return
    if linking_apart.ruling_between(on, kind, one.tree_id, other.tree_id) is not None:
        raise RulingRefused("a ruling keeps these two apart; undo that one first (wiredesk rule list names it)")
    _join(on, kind, LinkRow(left, 0, right, 1.0, _ruled("a person ruled them the same"), ruling_id, "ruled"))
    _refresh(on, kind, {one.tree_id, other.tree_id})


def part(on: On, kind: Kind, left: int, right: int, *, ruling_id: int) -> None:
    """Keep two records apart, because a person says that they differ; the weakest edge between them is cut.

    :raises NotOnDesk: when one of them is not there.
    """
    one, other = _row(on, kind, left), _row(on, kind, right)
    pairs = _pairs(on, kind, one, other)
    linking.settle(on, kind, [*pairs, (left, right)], state="refused", ruling_id=ruling_id)
    if one.tree_id == other.tree_id:
        rows = linking.tree(on, kind, one.tree_id)
        edges = _edges(rows)
        cut = weakest(between(edges, left, right))
        linking.note_cut(on, kind, [row for row in rows if row.row_id == cut.child], ruling_id=ruling_id)
        linking.write_edges(on, kind, [LinkRow(cut.child, one.tree_id)])
        _renumber(on, kind, [one.tree_id])
    linking_apart.keep_apart(on, kind, [(left, right), *pairs], ruling_id=ruling_id)
    _refresh(on, kind, {one.tree_id, left, right})


def split(on: On, kind: Kind, leaving: Collection[int], *, ruling_id: int) -> None:
    """Take some records out of their tree together, because a person says that they are another one.

    :raises NotOnDesk: when one of them is not there.
    :raises RulingRefused: when they lie in several trees, or nothing would stay behind.
    """
    trees = {_row(on, kind, row_id).tree_id for row_id in leaving}
    if len(trees) != 1:
        raise RulingRefused(f"these {kind.value} records do not belong together; name records of one {kind.value}")
    rows = linking.tree(on, kind, trees.pop())
    staying = {row.row_id for row in rows} - set(leaving)
    if not staying:
        raise RulingRefused(f"that is all of the {kind.value}; name only those that leave it")
    parted = separated(_edges(rows), leaving, ruling=ruling_id, reasons=_ruled("a person split them off"))
    gone = {edge.child for edge in parted.cut}
    linking.note_cut(on, kind, [row for row in rows if row.row_id in gone], ruling_id=ruling_id)
    linking.write_edges(on, kind, [LinkRow(row_id, rows[0].tree_id) for row_id in sorted(gone)])
    _write(on, kind, parted.bound, tree_id=rows[0].tree_id)
    _renumber(on, kind, [rows[0].tree_id])
    linking_apart.keep_apart(on, kind, [(one, other) for one in leaving for other in staying], ruling_id=ruling_id)
    across = [pair for pair in linking.proposed_to(on, kind, leaving) if staying & set(pair)]
    linking.settle(on, kind, across, state="refused", ruling_id=ruling_id)
    _refresh(on, kind, {rows[0].tree_id, *leaving})


def unsure(on: On, kind: Kind, left: int, right: int, *, ruling_id: int) -> None:
    """Note that a person looked at two records and could not say.

    :raises NotOnDesk: when one of them is not there.
    """
    pairs = _pairs(on, kind, _row(on, kind, left), _row(on, kind, right))
    linking.settle(on, kind, [*pairs, (left, right)], state="unsure", ruling_id=ruling_id)


def undo_links(on: On, kind: Kind, *, ruling_id: int) -> None:
    """Take back what a ruling did to links: its edges are cut, those it cut return, its proposals open again.

    An edge that another ruling keeps cut stays so, and returns when that one is undone.
    """
    linking_apart.let_together(on, ruling_id)
    linking.reopen(on, ruling_id)
    made = linking.made_by(on, kind, ruling_id)
    trees = {row.tree_id for row in made}
    touched = {row_id for row in made for row_id in (row.row_id, row.parent_id) if row_id is not None}
    linking.write_edges(on, kind, [LinkRow(row.row_id, row.tree_id) for row in made])
    _renumber(on, kind, trees)
    for row in linking.cut_by(on, ruling_id):
        ends = (linking.link_row(on, kind, row.row_id), linking.link_row(on, kind, row.parent_id or 0))
        if not ends[0] or not ends[1] or ends[0].tree_id == ends[1].tree_id:
            continue
        other = linking_apart.ruling_between(on, kind, ends[0].tree_id, ends[1].tree_id)
        if other is not None:
            linking.hand_cut(on, ruling_id, row.row_id, to=other)
            continue
        touched |= {ends[0].tree_id, ends[1].tree_id}
        _join(on, kind, row)
    linking.forget_cut(on, ruling_id)
    _refresh(on, kind, touched | trees)


def detach(on: On, kind: Kind, row_id: int) -> set[int]:
    """Take one record out of its tree before it goes; what hung on it is bound together.

    Returns the rows of entities of which the caller is to write anew what is known, once the record is gone.

    :raises NotOnDesk: when it is not there.
    """
    row = _row(on, kind, row_id)
    left = linking_trees.take_out(on, kind, row_id, tree_id=row.tree_id, parent_id=row.parent_id)
    return {row_id, row.tree_id} | ({left} if left is not None else set())


# -- inside --------------------------------------------------------------------------------------------------------


def _ruled(note: str) -> str:
    return json.dumps([["ruled", note, 99.0]])


def _row(on: On, kind: Kind, row_id: int) -> LinkRow:
    row = linking.link_row(on, kind, row_id)
    if row is None:
        raise NotOnDesk(f"{kind.value} {row_id}: is not on the desk, or was removed; look it up with wiredesk find")
    return row


def _pairs(on: On, kind: Kind, one: LinkRow, other: LinkRow) -> list[tuple[int, int]]:
    """Return the open proposals between two trees as pairs of records."""
    return linking.proposed_between(on, kind, one.tree_id, other.tree_id)


def _edges(rows: Iterable[LinkRow]) -> dict[int, Edge]:
    return {
        row.row_id: Edge(row.row_id, row.parent_id, row.score or 0.0, row.reasons or "[]", row.ruling_id, row.link)
        for row in rows
        if row.parent_id is not None
    }


def _write(on: On, kind: Kind, edges: Iterable[Edge], *, tree_id: int) -> None:
    linking.write_edges(on, kind, [LinkRow(e.child, tree_id, e.parent, e.score, e.reasons, e.ruling, e.link) for e in edges])


def _join(on: On, kind: Kind, edge: LinkRow) -> None:
    """Hang the tree of `edge.row_id`, turned so that this record is its root, under `edge.parent_id`."""
    row, parent = _row(on, kind, edge.row_id), _row(on, kind, edge.parent_id or 0)
    turned = rerooted(_edges(linking.tree(on, kind, row.tree_id)), edge.row_id)
    _write(on, kind, turned, tree_id=row.tree_id)
    bound = LinkRow(edge.row_id, row.tree_id, edge.parent_id, edge.score, edge.reasons, edge.ruling_id, edge.link)
    linking.write_edges(on, kind, [bound])
    lowest, highest = sorted((row.tree_id, parent.tree_id))
    linking_trees.move_tree(on, kind, highest, lowest)


def _renumber(on: On, kind: Kind, tree_ids: Iterable[int]) -> None:
    """Give each part of trees that were cut its own id."""
    for tree_id in tree_ids:
        rows = linking.tree(on, kind, tree_id)
        parts: dict[int, list[int]] = {}
        for row_id, part_id in components([row.row_id for row in rows], _edges(rows).values()).items():
            parts.setdefault(part_id, []).append(row_id)
        for part_id, members in parts.items():
            if part_id != tree_id:
                linking_trees.set_tree(on, kind, members, part_id)


def _refresh(on: On, kind: Kind, row_ids: Collection[int]) -> None:
    if kind is Kind.ENTITY:
        refresh_entities(on, row_ids)
