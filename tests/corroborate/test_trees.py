"""Trees of links: cutting, joining and parting keep every node and give each part its lowest node as id."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.corroborate.trees import Edge, ancestors, between, components, rerooted, separated, weakest


def tree_of(parents: list[int]) -> dict[int, Edge]:
    """Build one tree: node n + 1 hangs on the node that `parents[n]` names among the earlier ones."""
    return {n + 1: Edge(n + 1, parent % (n + 1), 0.5 + n / 1000, "[]") for n, parent in enumerate(parents)}


TREES = st.lists(st.integers(0, 1000), min_size=1, max_size=25).map(tree_of)


def nodes_of(edges: dict[int, Edge]) -> set[int]:
    return set(edges) | {edge.parent for edge in edges.values()}


def applied(edges: dict[int, Edge], written: list[Edge], without: int) -> dict[int, Edge]:
    after = {child: edge for child, edge in edges.items() if child != without}
    return after | {edge.child: edge for edge in written}


@given(TREES, st.data())
def test_a_new_root_keeps_the_tree_whole(edges: dict[int, Edge], data: st.DataObject) -> None:
    node = data.draw(st.sampled_from(sorted(nodes_of(edges))))
    after = applied(edges, rerooted(edges, node), node)
    assert ancestors(after, node) == []
    assert set(components(nodes_of(edges), after.values()).values()) == {0}
    assert {frozenset((e.child, e.parent)) for e in after.values()} == {frozenset((e.child, e.parent)) for e in edges.values()}


@given(TREES, st.data())
def test_cutting_the_way_between_two_nodes_parts_them(edges: dict[int, Edge], data: st.DataObject) -> None:
    left, right = data.draw(st.lists(st.sampled_from(sorted(nodes_of(edges))), min_size=2, max_size=2, unique=True))
    edge = weakest(between(edges, left, right))
    after = components(nodes_of(edges), [one for one in edges.values() if one != edge])
    assert after[left] != after[right]
    assert len(set(after.values())) == 2


@given(TREES, st.data())
def test_parting_some_nodes_leaves_two_whole_sides(edges: dict[int, Edge], data: st.DataObject) -> None:
    nodes = nodes_of(edges)
    leaving = data.draw(st.sets(st.sampled_from(sorted(nodes)), min_size=1, max_size=len(nodes) - 1))
    parted = separated(edges, leaving, ruling=7, reasons="[]")
    after = {child: edge for child, edge in edges.items() if edge not in parted.cut}
    for edge in parted.bound:
        after[edge.child] = edge
    ids = components(nodes, after.values())
    assert {ids[node] for node in leaving} == {min(leaving)}
    assert {ids[node] for node in nodes - leaving} == {min(nodes - leaving)}
    assert all(len(ancestors(after, node)) < len(nodes) for node in nodes)


def test_the_edge_that_a_person_made_is_cut_last() -> None:
    by_model, by_person = Edge(1, 0, 0.99, "[]"), Edge(2, 1, 0.2, "[]", ruling=4)
    assert weakest([by_person, by_model]) == by_model


def test_nodes_of_different_trees_have_no_way_between_them() -> None:
    assert between({1: Edge(1, 0, 0.5, "[]"), 5: Edge(5, 4, 0.5, "[]")}, 1, 5) == []
