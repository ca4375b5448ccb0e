"""The reader: stages in their order, nothing loaded early, a foreign language said."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import wiredesk
from stand_ins import day
from wiredesk.dates.interval import Interval
from wiredesk.desk.reader import Reader, hash_of_tables, reader_version
from wiredesk.errors import PageRejected, SourceRejected
from wiredesk.places.gazetteer import Resolved
from wiredesk.settings import Settings
from wiredesk.spans import Span
from wiredesk.tagger.tags import ScoredSpan, Tags

GOLDEN = Path(__file__).parents[1] / "golden/pages"
EXAMPLES = Path(__file__).parents[2] / "examples"


class NamesOnly:
    """Stand in for the model: finds one name, remembers what it was asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: list[str] = []

    def tag(self, text: str) -> Tags:
        self.texts.append(text)
        at = text.index(self.name)
        names = (ScoredSpan(Span(at, at + len(self.name)), "PER", 0.99),)
        return Tags(names, (), (), (), (), ())

    def tag_times(self, text: str) -> Tags:
        return self.tag(text)


class Nowhere:
    """Stand in for the gazetteer: knows no place."""

    def resolve(self, name: str, *, context_countries: Mapping[str, float]) -> Resolved | None:
        return None

    def country_of(self, word: str) -> str | None:
        return None

    def countries_listed(self, name: str) -> frozenset[str]:
        return frozenset()


def test_the_parts_that_are_handed_in_are_used() -> None:
    tagger = NamesOnly("Mauricio Ibarbo")
    reading = Reader(Settings(), tagger=tagger, gazetteer=Nowhere()).read(str(EXAMPLES / "station-blast.html"))
    assert tagger.texts == [reading.report.article.text]
    assert reading.entities[0].name == "Mauricio Ibarbo"
    assert not [entity for entity in reading.entities if entity.place]
    assert reading.report.published.interval == Interval(day("2023-02-14"), day("2023-02-14"))


def test_a_foreign_language_leaves_the_facts_empty_and_says_so() -> None:
    tagger = NamesOnly("nobody")
    reading = Reader(Settings(), tagger=tagger, gazetteer=Nowhere()).read(str(GOLDEN / "bruecke.html"))
    assert tagger.texts == []
    assert reading.report.article.text.startswith("Die Polizei hat am Mittwoch")
    assert reading.report.published.interval == Interval(day("2022-06-08"), day("2022-06-08"))
    assert (reading.entities, reading.times, reading.statements, reading.incidents) == ((), (), (), ())
    assert any("language de" in warning for warning in reading.warnings)
    assert not reading.is_read


def test_a_missing_source_is_refused() -> None:
    with pytest.raises(SourceRejected, match="no such file"):
        Reader(Settings()).read("nowhere.txt")


def test_an_empty_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(PageRejected, match="is empty"):
        Reader(Settings()).read(str(tmp_path / "empty.txt"))


def test_read_gives_frozen_records() -> None:
    reading = wiredesk.read(EXAMPLES / "station-blast.html")
    assert isinstance(reading, wiredesk.Reading)
    assert reading.report.article.title == "Car bomb outside Tumaco police station kills five"
    with pytest.raises(AttributeError):
        reading.entities = ()  # type: ignore[misc]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, wiredesk; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"onnxruntime", "numpy", "trafilatura", "httpx", "typer", "rich", "lxml"} & set(loaded)


def test_unknown_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = wiredesk.no_such_name


def test_the_version_changes_with_every_table_that_is_read_by(tmp_path: Path) -> None:
    for name in ("article/odds.json", "dates/languages/en.toml", "tagger/blocks.npz", "places/tables/countries.tsv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"before")
    seen = [hash_of_tables(tmp_path)]
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        path.write_bytes(b"after")
        seen.append(hash_of_tables(tmp_path))
    assert len(set(seen)) == len(seen) == 5


def test_the_version_does_not_change_with_what_python_keeps(tmp_path: Path) -> None:
    (tmp_path / "tagger/__pycache__").mkdir(parents=True)
    (tmp_path / "tagger/blocks.npz").write_bytes(b"model")
    before = hash_of_tables(tmp_path)
    (tmp_path / "tagger/__pycache__/lines.cpython-311.pyc").write_bytes(b"compiled")
    assert hash_of_tables(tmp_path) == before


def test_the_version_is_that_of_the_package_and_its_tables() -> None:
    assert reader_version() == f"{wiredesk.__version__}+{hash_of_tables(Path(wiredesk.__file__).parent)}"
