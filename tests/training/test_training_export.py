"""The mean of several tree models as one text: all trees, numbered anew, each leaf's share of the mean."""

from training.lines_merging import merged_text


def _model(*leaves: str) -> str:
    trees = "".join(f"Tree={number}\nnum_leaves=2\nleaf_value={one}\nshrinkage=1\n\n\n" for number, one in enumerate(leaves))
    return f"tree\nversion=v4\ntree_sizes=40 40\n\n{trees}end of trees\n\nparameters:\n[seed: 1]\nend of parameters\n"


def test_merged_models_hold_all_trees_each_with_its_share() -> None:
    lines = merged_text([_model("1 -2", "0.5 0.25"), _model("3 4")]).split("\n")
    assert [line for line in lines if line.startswith("Tree=")] == ["Tree=0", "Tree=1", "Tree=2"]
    leaves = [line.removeprefix("leaf_value=").split() for line in lines if line.startswith("leaf_value=")]
    assert [[float(leaf) for leaf in some] for some in leaves] == [[0.5, -1.0], [0.25, 0.125], [1.5, 2.0]]


def test_merged_models_keep_one_head_and_one_tail_without_sizes() -> None:
    text = merged_text([_model("1 -2"), _model("3 4")])
    assert text.startswith("tree\nversion=v4\n")
    assert text.endswith("end of trees\n\nparameters:\n[seed: 1]\nend of parameters\n")
    assert "tree_sizes" not in text


def test_one_model_merged_is_itself_but_for_the_sizes() -> None:
    assert merged_text([_model("1.0 -2.0", "0.5 0.25")]) == _model("1.0 -2.0", "0.5 0.25").replace("tree_sizes=40 40\n", "")
