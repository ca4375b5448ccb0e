"""Docstrings, names and left-overs in the source."""

import ast
import re

from house_source import Module, public

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "data", "info"}
# In pieces, because this file is searched too.
LEFT_OVERS = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME)\b|# XX" + r"X\b|raise NotImplemented" + "Error")


def documented(modules: list[Module]) -> list[Module]:
    """Leave the tests out: their names are their documentation."""
    return [module for module in modules if not module.path.startswith("tests/")]


def test_every_module_says_what_it_is_for(modules: list[Module]) -> None:
    assert not [m.path for m in documented(modules) if m.text.strip() and not ast.get_docstring(m.tree)]


def test_every_module_of_the_package_says_what_it_is_not_for(package: list[Module]) -> None:
    """A folder's own file only gathers names; what the folder is not for is told by the levels."""
    files = (m for m in package if not m.path.endswith(("__init__.py", "__main__.py")))
    assert not [m.path for m in files if "Not for" not in (ast.get_docstring(m.tree) or "")]


def test_every_public_name_has_a_docstring(modules: list[Module]) -> None:
    bare = [name for m in documented(modules) for name, node in public(m) if not ast.get_docstring(node)]
    assert not bare


def test_docstrings_begin_with_one_sentence(modules: list[Module]) -> None:
    wrong = []
    for module in documented(modules):
        for name, node in public(module):
            first = (ast.get_docstring(node) or "").split("\n\n")[0].split("\n")
            if not re.match(r"[A-Z`].*", first[0]) or not re.search(r"[.:;!?)]$", first[-1].strip()):
                wrong.append(f"{name}: {first[0][:60]}")
    assert not wrong


def test_no_module_has_a_vague_name(modules: list[Module]) -> None:
    assert not [m.path for m in modules if m.path.rsplit("/", 1)[-1].removesuffix(".py") in VAGUE]


def test_no_failure_is_swallowed(modules: list[Module]) -> None:
    wrong = []
    for module in documented(modules):
        handlers = (node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler))
        wrong += [f"{module.path}:{h.lineno}" for h in handlers if _catches_all(h) and not _is_raised_again(h)]
    assert not wrong


def _catches_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in ("Exception", "BaseException") for kind in caught)


def _is_raised_again(handler: ast.ExceptHandler) -> bool:
    """Tell a tidying-up, whose last word is a bare `raise`, from a failure that is lost."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_nothing_is_left_over(modules: list[Module]) -> None:
    assert not [f"{m.path}: {found.group()}" for m in modules if (found := LEFT_OVERS.search(m.text))]


def test_nothing_is_printed_outside_the_command_line(package: list[Module]) -> None:
    wrong = []
    for module in (m for m in package if m.room not in ("cli", "__main__")):
        calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        wrong += [f"{module.path}:{c.lineno}" for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
    assert not wrong


def test_data_files_are_not_read_at_import_time(package: list[Module]) -> None:
    readers = re.compile(r"\b(?:open|read_text|read_bytes|json\.loads?|files|InferenceSession)\(")
    wrong = []
    for module in package:
        for node in module.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) and readers.search(ast.unparse(node)):
                wrong.append(f"{module.path}:{node.lineno}: {ast.unparse(node)[:70]}")
    assert not wrong
