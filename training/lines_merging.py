"""Merge the text form of several LightGBM models into one whose log-odds are their mean. Not for: fitting (see `lines_fit`)."""

from collections.abc import Sequence

_LEAF, _SIZES = "leaf_value=", "tree_sizes="


def _parts(model: str) -> tuple[str, list[str], str]:
    """Return what stands before the trees, each tree without its number, and what stands after them."""
    head, _, rest = model.partition("\nTree=")
    trees, _, tail = rest.partition("\nend of trees")
    return head, [tree.partition("\n")[2] for tree in trees.split("\nTree=")], tail


def _scaled(tree: str, share: float) -> str:
    lines = tree.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(_LEAF):
            lines[number] = _LEAF + " ".join(repr(float(value) * share) for value in line.removeprefix(_LEAF).split())
    return "\n".join(lines)


def merged_text(models: Sequence[str]) -> str:
    """Return the text of one model that answers with the mean of the log-odds of `models`, all of the same columns.

    The sizes of the trees in bytes are left out, as they no longer hold; LightGBM reads such a text tree by tree.
    """
    parts = [_parts(model) for model in models]
    first, _, tail = parts[0]
    head = "\n".join(line for line in first.split("\n") if not line.startswith(_SIZES))
    trees = [_scaled(tree, 1.0 / len(models)) for _, some, _ in parts for tree in some]
    numbered = "".join(f"\nTree={number}\n{tree}" for number, tree in enumerate(trees))
    return f"{head}{numbered}\nend of trees{tail}"
