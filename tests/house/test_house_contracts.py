"""What users and other programs hold on to: exported names, the error tree, help texts, the schema of a report."""

import inspect
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from house_source import ROOT

import wiredesk
from wiredesk import errors

SCHEMA = ROOT / "src/wiredesk/interchange/report.schema.json"
EXPORTED = {"read", "report_json", "Reader", "Reading", "Rejected", "Settings", "WiredeskError", "__version__"}
COMMANDS = ("read", "annotate")
# Errors that never leave their room: {"path::class": "why it is not in the tree"}.
INNER_ERRORS = {
    "src/wiredesk/pages/inflating.py::InflateError": "caught in pages, where it becomes PageRejected",
    "src/wiredesk/web/jobs.py::Cancelled": "raised into the work of a job, caught by the job",
}
_ENTRY = re.compile(r"^(?P<indent>[ │]*)(?:[├└]── )?(?P<name>[A-Z]\w+)", re.M)


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("wiredesk")), *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=120, env={"COLUMNS": "100", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def samples() -> list[Path]:
    """List the sample reports."""
    return sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in {".txt", ".html", ".eml", ".pdf", ".mhtml"})


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Give the JSON Schema of a report."""
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def readings() -> list[dict[str, Any]]:
    """Give the samples as `wiredesk read --json` reads them."""
    done = run("read", "--json", *[str(p.relative_to(ROOT)) for p in samples()])
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_exported_names_are_kept() -> None:
    assert set(wiredesk.__all__) == EXPORTED
    assert not [name for name in wiredesk.__all__ if not hasattr(wiredesk, name)]


def test_error_tree_is_drawn_as_it_is() -> None:
    drawn = {}
    parents: dict[int, str] = {}
    for entry in _ENTRY.finditer((errors.__doc__ or "").split("::", 1)[1].split("A message says")[0]):
        level = (entry.start("name") - entry.start()) // 4
        drawn[entry["name"]] = parents.get(level - 1, "Exception")
        parents[level] = entry["name"]
    classes = {c.__name__: c.__bases__[0].__name__ for _, c in inspect.getmembers(errors, inspect.isclass)}
    assert drawn == classes


def test_every_error_is_defined_in_the_tree(package: list[Any]) -> None:
    """Look for a second tree: classes elsewhere that derive from a built-in exception."""
    built_in = re.compile(r"^class (\w+)\((?:Exception|ValueError|RuntimeError|OSError|KeyError)\)", re.M)
    found = {f"{m.path}::{name}" for m in package if m.room != "errors" for name in built_in.findall(m.text)}
    assert found <= INNER_ERRORS.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example_that_runs(command: str, tmp_path: Path) -> None:
    shown = run(command, "--help").stdout
    lines = [line.strip(" │$") for line in shown.splitlines()]
    example = [line for line in lines if line.startswith("wiredesk ")][-1]
    assert example.split()[1] == command
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    first = samples()[0]
    record = {"id": "a", "text": "Two guards were killed in Lisvale on 3 May 2019, police said.", "date": "2019-05-04"}
    (tmp_path / "reports.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    words = shlex.split(example)[1:]
    for word in words:
        if word.endswith((".html", ".txt")) and "/" not in word and words[words.index(word) - 1] != "--html":
            (tmp_path / word).write_bytes(first.read_bytes())
        if word.endswith(".jsonl") and word == words[1]:
            (tmp_path / word).write_text(json.dumps(record) + "\n", encoding="utf-8")
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 0, f"{example}: {done.stderr}"


def test_version_is_told() -> None:
    assert wiredesk.__version__ in run("--version").stdout


def test_schema_is_valid_json_schema(schema: dict[str, Any]) -> None:
    jsonschema.validators.validator_for(schema).check_schema(schema)
    assert "wiredesk.report/1" in json.dumps(schema)


def test_samples_validate_against_the_schema(schema: dict[str, Any], readings: list[dict[str, Any]]) -> None:
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert len(readings) == len(samples()) >= 3
    for reading in readings:
        assert not [error.message for error in validator.iter_errors(reading)]


def spans_in(value: Any, key: str = "") -> list[list[int]]:
    """List every span into the article text that a report holds, however deep."""
    if key == "source_span":
        return []
    if isinstance(value, dict):
        return [span for name, inner in value.items() for span in spans_in(inner, name)]
    if isinstance(value, list) and value and key in SPANS and all(isinstance(n, int) for n in value):
        return [value]
    return [span for inner in value for span in spans_in(inner, key)] if isinstance(value, list) else []


SPANS = {"span", "mentions", "source", "cue", "content", "evidence"}


def test_every_fact_points_at_words_of_the_article(readings: list[dict[str, Any]]) -> None:
    for reading in readings:
        text = reading["article"]["text"]
        facts = {k: v for k, v in reading.items() if k not in ("source", "article")}
        found = spans_in(facts)
        assert all(0 <= start < end <= len(text) for start, end in found)
        for section in ("entities", "times", "statements", "incidents", "timeline", "amounts"):
            assert all(spans_in(fact) for fact in facts[section]), f"{section}: a fact without words"


def test_ids_that_facts_name_exist(readings: list[dict[str, Any]]) -> None:
    for reading in readings:
        known = {entity["id"] for entity in reading["entities"]}
        named = {s["speaker"] for s in reading["statements"]} | {s["told"] for s in reading["statements"]}
        for incident in reading["incidents"]:
            named |= {incident["place"], *(by for p in incident["perpetrators"] for by in p["by"])}
            named |= {f["entity"] for slot in ("perpetrators", "targets", "victims") for f in incident[slot]}
        named |= {who for fact in reading["timeline"] for who in fact["who"] + fact["where"]}
        named |= {role["organization"] for entity in reading["entities"] for role in entity["roles"]}
        assert named - {None} <= known


def test_origin_maps_text_back_to_the_source_exactly(readings: list[dict[str, Any]]) -> None:
    for reading, sample in zip(readings, samples(), strict=True):
        article = reading["article"]
        if sample.suffix != ".txt":
            continue
        source = sample.read_bytes().decode("utf-8")
        assert article["origin"]
        for start, end, source_start, source_end in article["origin"]:
            assert article["text"][start:end] == source[source_start:source_end]


def test_python_example_of_the_readme_runs(tmp_path: Path) -> None:
    block = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert block
    done = subprocess.run([sys.executable, "-c", block[1]], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
