"""Trees of linked records: which edge to cut, how to join, what an id is. Not for: whether records are the same.

A tree is given as its edges, each from a record (`child`) to the one it was joined to. A record has at most one edge of
its own, and the tree's id is its lowest record.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold one link as it is kept: the record it belongs to, the one that was joined, the score, the reasons as JSON.

    `ruling` is the ruling that made it, None for a link that the desk made by itself. `link` is the kind of copy, for stories.
    """

    child: int
    parent: int
    score: float
    reasons: str
    ruling: int | None = None
    link: str | None = None


Edges = Mapping[int, Edge]
"""Edges by their child."""


def ancestors(edges: Edges, node: int) -> list[Edge]:
    """Return the edges from `node` up to its root; a circle, which no sound store has, ends where it closes."""
    path: list[Edge] = []
    seen = {node}
    while (edge := edges.get(node)) is not None:
        path.append(edge)
        node = edge.parent
        if node in seen:
            break
        seen.add(node)
    return path


def between(edges: Edges, left: int, right: int) -> list[Edge]:
    """Return the edges on the way from `left` to `right`, empty when they lie in different trees or are the same."""
    up_left, up_right = ancestors(edges, left), ancestors(edges, right)
    nodes_right = [right, *(edge.parent for edge in up_right)]
    nodes_left = [left, *(edge.parent for edge in up_left)]
    meeting = next((node for node in nodes_left if node in nodes_right), None)
    if meeting is None:
        return []
    return up_left[: nodes_left.index(meeting)] + up_right[: nodes_right.index(meeting)]


def weakest(path: Iterable[Edge]) -> Edge:
    """Return the edge to cut: one that no person made before one that a person made, then the lowest score."""
    return min(path, key=lambda edge: (edge.ruling is not None, edge.score, edge.child))


def rerooted(edges: Edges, node: int) -> list[Edge]:
    """Return the edges to write, and only those, so that `node` becomes the root of its tree; its own edge goes."""
    return [replace(edge, child=edge.parent, parent=edge.child) for edge in ancestors(edges, node)]


def components(nodes: Collection[int], edges: Iterable[Edge]) -> dict[int, int]:
    """Return the tree id of each node: the lowest node that it is linked with."""
    lowest = {node: node for node in nodes}

    def root(node: int) -> int:
        while lowest[node] != node:
            lowest[node] = lowest[lowest[node]]
            node = lowest[node]
        return node

    for edge in edges:
        if edge.child in lowest and edge.parent in lowest:
            left, right = root(edge.child), root(edge.parent)
            lowest[max(left, right)] = min(left, right)
    return {node: root(node) for node in nodes}


@dataclass(frozen=True, slots=True)
class Separation:
    """Hold what parting some nodes from the rest means: edges that go, and edges that keep each side together."""

    cut: tuple[Edge, ...]
    bound: tuple[Edge, ...]


def separated(edges: Edges, leaving: Collection[int], *, ruling: int, reasons: str) -> Separation:
    """Return how the nodes of `leaving` leave their tree together, while the rest stays together.

    Whatever the cuts leave loose on either side is bound to that side's lowest node by an edge of the ruling.
    """
    nodes = set(edges) | {edge.parent for edge in edges.values()} | set(leaving)
    cut = tuple(edge for edge in edges.values() if (edge.child in leaving) != (edge.parent in leaving))
    gone = {edge.child for edge in cut}
    kept = {child: edge for child, edge in edges.items() if child not in gone}
    bound: list[Edge] = []
    for side in (set(leaving), nodes - set(leaving)):
        if not side:
            continue
        parts = components(side, kept.values())
        first = min(side)
        for loose in sorted({part for part in parts.values() if part != first}):
            moved = rerooted(kept, loose)
            bound += [*moved, Edge(loose, first, 1.0, reasons, ruling)]
    return Separation(cut, tuple(bound))
