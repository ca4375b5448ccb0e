"""Sizes of modules, functions and nesting, as the project's conventions want them."""

import ast

import pytest
from house_source import ROOT, Function, Module

MODULE_LINES = 400
BODY_LINES = 50
NESTING = 3
# Where a limit makes the code worse it is broken here, with the reason: {"path::name": "why"}.
BODY_EXCEPTIONS: dict[str, str] = {}
NESTING_EXCEPTIONS: dict[str, str] = {}
BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def body_lines(function: Function) -> int:
    """Count the lines of a function's body, its docstring left out."""
    statements = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1


def _is_elif(node: ast.AST, parent: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(parent, ast.If) and parent.orelse == [node]


def depth(node: ast.AST) -> int:
    """Return how deep blocks nest below a node; `elif` is no deeper than its `if`, an inner function starts anew."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda | ast.ClassDef):
            continue
        step = isinstance(child, BLOCKS) and not _is_elif(child, node)
        deepest = max(deepest, depth(child) + step)
    return deepest


def functions(modules: list[Module]) -> list[tuple[str, Function]]:
    """List every function with the key that the exceptions use."""
    return [(f"{module.path}::{function.name}", function) for module in modules for function in module.functions()]


def test_no_module_has_more_than_400_lines(modules: list[Module]) -> None:
    assert not [f"{m.path}: {m.n_lines}" for m in modules if m.n_lines > MODULE_LINES]


def test_no_function_body_has_more_than_50_lines(modules: list[Module]) -> None:
    sizes = {key: body_lines(function) for key, function in functions(modules)}
    assert not {key: n for key, n in sizes.items() if n > BODY_LINES and key not in BODY_EXCEPTIONS}


def test_blocks_nest_at_most_three_deep(modules: list[Module]) -> None:
    found = {key: depth(function) for key, function in functions(modules)}
    assert not {key: n for key, n in found.items() if n > NESTING and key not in NESTING_EXCEPTIONS}


def test_no_function_takes_more_than_seven_parameters(package: list[Module]) -> None:
    """A verb's parameters are the options of its command line: of those it may have as many as users need."""
    wrong = []
    for key, function in functions(package):
        if function.name in _verbs_of(key.split("::")[0]):
            continue
        named = [a.arg for a in function.args.posonlyargs + function.args.args + function.args.kwonlyargs]
        if len([name for name in named if name not in ("self", "cls")]) > 7:
            wrong.append(key)
    assert not wrong


def _verbs_of(path: str) -> set[str]:
    """Return the functions of a file that Typer makes verbs of: `app.command(...)(verb)`, or with `@app.command(...)`."""
    if not path.startswith(("src/wiredesk/cli/app.py", "src/wiredesk/cli/commands/")):
        return set()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_command(node.func))
    decorated = (f for f in tree.body if isinstance(f, ast.FunctionDef) and any(map(_is_command, f.decorator_list)))
    return {f.name for f in decorated} | {a.id for call in calls for a in call.args if isinstance(a, ast.Name)}


def _is_command(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "command"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f():\n if a:\n  pass\n elif b:\n  pass\n elif c:\n  pass", 1),
        ("def f():\n for a in b:\n  if c:\n   with d:\n    pass", 3),
        ("def f():\n def g():\n  if a:\n   pass", 0),
    ],
)
def test_depth_is_measured_as_people_see_it(code: str, expected: int) -> None:
    assert depth(ast.parse(code).body[0]) == expected
