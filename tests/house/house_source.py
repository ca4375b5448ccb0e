"""The project's own source as the tests of the house see it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """Hold one Python file: its path from the clone's root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Give its dotted name, without the folder `src`."""
        return self.path.removeprefix("src/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @property
    def room(self) -> str:
        """Give the first part of its name below the package, "" for the package itself."""
        return [*self.name.split("."), ""][1]

    @property
    def n_lines(self) -> int:
        """Count its lines."""
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        """Yield every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


def committed() -> list[str]:
    """List the files that are, or would be, committed: paths from the root."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted({path for path in listed.split("\0") if path and (ROOT / path).is_file()})


def parsed(path: str) -> Module:
    """Read and parse one Python file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text, path))


def public(module: Module) -> Iterator[tuple[str, Named]]:
    """Yield the public classes, functions and methods of a module with their dotted names."""
    for node in module.tree.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield f"{module.name}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _methods(f"{module.name}.{node.name}", node)


def _methods(name: str, owner: ast.ClassDef) -> Iterator[tuple[str, Named]]:
    for node in owner.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield f"{name}.{node.name}", node
