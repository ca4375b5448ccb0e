"""Files around the code: README, changelog, licence, locks, and what must not stand in any of them."""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_source import ROOT, Module

# In pieces, because this file is searched too: registries, and folders of one machine.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org", "index" + "-url", "find" + "-links")
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|opt/pypi|opt/wheels|home/\w+)" + r"/[\w.-]|/tmp/" + r"[\w]")
BINARY = (".onnx", ".png", ".gz", ".npz", ".sqlite", ".pdf", ".webarchive", ".bin", ".zst", ".woff2")
LIMIT_BYTES = 31_000_000


def read(path: str) -> str:
    """Read a text file of the project, bytes that are no UTF-8 replaced (samples of wrong character sets)."""
    return (ROOT / path).read_bytes().decode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    """Give the table `project` of pyproject.toml."""
    return dict(tomllib.loads(read("pyproject.toml"))["project"])


@pytest.fixture(scope="module")
def texts(tracked: list[str]) -> dict[str, str]:
    """Give every committed text by its path."""
    return {path: read(path) for path in tracked if not path.endswith(BINARY)}


def test_no_registry_stands_in_a_committed_file(texts: dict[str, str]) -> None:
    found = [f"{path}: {host}" for path, text in texts.items() for host in HOSTS if host in text]
    assert not [hit for hit in found if not hit.startswith("Makefile: ")]  # there they are the switches that keep them out


def test_no_folder_of_one_machine_stands_in_a_committed_file(texts: dict[str, str]) -> None:
    assert not [f"{path}: {hit.group()}" for path, text in texts.items() if (hit := MACHINE.search(text))]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_with_hashes_and_name_no_address(lock: str) -> None:
    text = read(lock)
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==", text, re.M)
    assert len(pins) > 30
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text


def test_running_needs_no_training_library() -> None:
    assert not re.findall(r"^(?:torch|transformers|scikit-learn|lightgbm|pandas|spacy)==", read("requirements.lock"), re.M)


def test_every_dependency_is_locked(project: dict[str, object]) -> None:
    wanted = {re.split(r"[\[<>=~! ]", str(name))[0].lower().replace("_", "-") for name in list(project["dependencies"])}  # type: ignore[call-overload]
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", read("requirements.lock"), re.M))
    assert wanted <= locked, f"run make lock: {wanted - locked}"


def test_every_dependency_is_used(project: dict[str, object], modules: list[Module]) -> None:
    """A library that nothing imports makes every set-up longer.

    `lxml_html_clean` is trafilatura's, for older pips; FastAPI imports `python-multipart` itself where forms bring files.
    """
    wanted = {re.split(r"[\[<>=~! ]", str(name))[0].replace("-", "_") for name in list(project["dependencies"])}  # type: ignore[call-overload]
    source = "\n".join(m.text for m in modules if m.path.startswith("src/"))
    used = set(re.findall(r"^\s*(?:import|from) (\w+)", source, re.M))
    wanted = {{"argon2_cffi": "argon2"}.get(name, name) for name in wanted}
    assert wanted - used == {"lxml_html_clean", "python_multipart"}


def test_changelog_tells_of_this_version(project: dict[str, object]) -> None:
    assert re.search(rf"^## \[{re.escape(str(project['version']))}\]", read("CHANGELOG.md"), re.M)


def test_version_is_the_same_everywhere(project: dict[str, object]) -> None:
    import wiredesk

    assert wiredesk.__version__ == project["version"]


def test_readme_names_only_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    for page in ("README.md", "docs/architecture.md", "CHANGELOG.md"):
        named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", read(page), re.M))
        assert {a or b for a, b in named} <= targets


def test_links_in_pages_lead_somewhere(tracked: list[str]) -> None:
    broken = []
    for path in (p for p in tracked if p.endswith(".md")):
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(path)):
            if "://" not in link and not ((ROOT / path).parent / link).exists():
                broken.append(f"{path}: {link}")
    assert not broken


def test_licence_and_notice_are_whole() -> None:
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in read("LICENSE")
    notice = read("NOTICE")
    for name in ("GeoNames", "Factbook", "MiniLM", "PolNeAR", "MUC-4", "Universal NER"):
        assert name in notice


def test_notice_names_every_corpus_of_the_model_card() -> None:
    """The card calls some by other words: its first word, or two, must stand in the notice."""
    table = read("docs/model-card.md").split("| corpus |")[1].split("\n\n")[0]
    corpora = re.findall(r"^\| ([\w-]+(?: Violence| Worldwide| NER)?)", table, re.M)
    assert len(corpora) >= 10
    notice = read("NOTICE").casefold()
    assert not [name for name in corpora if name.casefold() not in notice]


def test_no_file_is_larger_than_the_model_may_be(tracked: list[str]) -> None:
    assert not [path for path in tracked if (ROOT / path).stat().st_size > LIMIT_BYTES]


def test_schema_in_the_docs_is_the_shipped_one() -> None:
    assert read("docs/report.schema.json") == read("src/wiredesk/interchange/report.schema.json")


@pytest.mark.parametrize("script", [".ci/run", "tools/venv.sh", "tools/demo.sh", "tools/train.sh"])
def test_scripts_are_sound_and_may_be_run(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    assert subprocess.run([shell, "-n", str(ROOT / script)], check=False).returncode == 0
    assert (ROOT / script).stat().st_mode & 0o111


def test_train_sh_names_every_step_that_writes_into_the_package() -> None:
    """A step that nobody runs leaves a file in the package that nobody can make again."""
    steps = re.search(r"\$\{STEPS:-([a-z_ ]+)\}", read("tools/train.sh"))
    assert steps
    run = {path.stem for path in (ROOT / "training").glob("*.py") if '__name__ == "__main__"' in path.read_text(encoding="utf-8")}
    assert set(steps[1].split()) == run


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, check=True).stdout
    for target in ("demo", "check", "test", "accuracy", "train", "lock", "clean"):
        assert f"make {target} " in listed


def test_json_files_are_json(tracked: list[str]) -> None:
    for path in (p for p in tracked if p.endswith(".json") and not p.startswith("tests/")):
        json.loads(read(path))


@pytest.mark.shared
def test_no_text_of_the_corpora_is_shipped(tracked: list[str], shared: Path) -> None:
    """Look in the corpora for runs of twelve words that are committed here: their texts belong to others."""
    ours: set[tuple[str, ...]] = set()
    for path in (p for p in tracked if p.startswith(("examples/", "tests/", "docs/", "README", "src/"))):
        if not path.endswith((*BINARY, ".lock", "report.schema.json")):
            ours.update(runs(read(path)))
    theirs = [*sorted((shared / "examples").glob("*.txt")), *sorted((shared / "data").glob("*/dev.jsonl"))]
    found = [f"{p.parent.name}/{p.name}: {' '.join(run)}" for p in theirs for run in runs(texts_of(p)) if run in ours]
    assert not found[:5]


def texts_of(path: Path) -> str:
    """Return the texts of a corpus file, or the text of a plain one."""
    whole = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return whole
    return "\n".join(str(json.loads(line).get("text", "")) for line in whole.splitlines())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of twelve words that hold a letter."""
    words = [word for word in text.split() if word.strip("\"'.,()").isalpha()]
    yield from zip(*(words[i:] for i in range(12)), strict=False)
