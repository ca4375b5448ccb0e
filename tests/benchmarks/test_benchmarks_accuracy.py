"""The accuracy page: gold never goes in, figures come out as they were measured."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import page, table
from benchmarks.corpora import CORPORA, PARTS, Corpus, Pick
from benchmarks.scoring import Figure, answers, gold_of, picked, prepared, records, write_records

GOLD_FIELDS = {
    "mentions",
    "statements",
    "times",
    "incidents",
    "relations",
    "lines",
    "body",
    "label",
    "datetime",
    "title",
    "author",
}


def corpus(**changes: Any) -> Corpus:
    """Describe a corpus of our own."""
    given: dict[str, Any] = {
        "name": "own", "part": "times", "title": "Own", "gold": "own/dev.jsonl", "fields": ("id", "text"), "kind": "text",
        "scorer": "score_times.py", "picks": (), **changes,
    }  # fmt: skip
    return Corpus(**given)


def figure(value: float, *, wanted: float | None, is_ceiling: bool = False, digits: int = 1) -> Figure:
    """Make a figure of our own."""
    return Figure("times", "own", "Own", "value F1", value, digits, wanted, is_ceiling, "others 50", "command")


def row(made: Figure) -> dict[str, Any]:
    """Give the row that the page is written from."""
    names = ("part", "set", "title", "label", "value", "digits", "wanted", "is_ceiling", "peers", "command", "is_met")
    return {name: getattr(made, name) for name in names}


def test_no_corpus_hands_gold_to_the_reader() -> None:
    assert not [c.name for c in CORPORA if set(c.fields) & GOLD_FIELDS]


def test_published_dates_are_measured_without_the_date() -> None:
    assert not [c.name for c in CORPORA if c.part in ("dates", "bodies") and "date" in c.fields]


def test_times_are_measured_with_the_date() -> None:
    assert all("date" in c.fields for c in CORPORA if c.part == "times")


def test_only_the_named_fields_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "data/own"
    folder.mkdir(parents=True)
    gold = {"id": "a", "text": "On Monday.", "times": [{"start": 3, "end": 9}], "date": None}
    (folder / "dev.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    assert list(records(prepared(corpus(fields=("id", "text", "date")), tmp_path, tmp_path))) == [
        {"id": "a", "text": "On Monday.", "kind": "text"}
    ]


def test_packed_corpora_and_archives_are_opened(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with gzip.open(tmp_path / "data/dev.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "a", "file": "a.html"}) + "\n")
    with zipfile.ZipFile(tmp_path / "data/dev.zip", "w") as archive:
        archive.writestr("a.html", "<p>Hello</p>")
    own = corpus(gold="dev.jsonl.gz", archive="dev.zip", fields=("id", "file"), kind="html")
    folder = tmp_path / "out"
    folder.mkdir()
    assert [r["file"] for r in records(prepared(own, tmp_path, folder))] == ["a.html"]
    assert (folder / "a.html").read_text(encoding="utf-8") == "<p>Hello</p>"


def test_a_figure_is_taken_from_the_depth_of_an_answer() -> None:
    assert picked({"a": {"b": {"f1": 0.5}}}, Pick("x", "a.b.f1", 100)) == 50


@pytest.mark.parametrize(
    ("value", "wanted", "is_ceiling", "met"),
    [
        (70.0, 70, False, True),
        (69.94, 70, False, False),
        (69.96, 70, False, True),
        (240, 250, True, True),
        (251, 250, True, False),
    ],
)
def test_a_figure_is_met_as_it_is_shown(value: float, wanted: float, is_ceiling: bool, met: bool) -> None:
    assert figure(value, wanted=wanted, is_ceiling=is_ceiling).is_met is met


def test_a_figure_without_aim_is_only_reported() -> None:
    assert figure(1.0, wanted=None).is_met is None


def test_the_page_shows_figures_aims_peers_and_commands() -> None:
    kept = {"times": {"date": "2026-01-02", "model": "abc", "figures": [row(figure(71.25, wanted=70))]}}
    written = page(kept, "## Notes\n")
    assert "| Own: value F1 | 71.2 | ≥ 70.0 | yes | others 50 |" in written
    assert "Measured on 2026-01-02 with model `abc`." in written
    assert "- `command`" in written
    assert written.endswith("## Notes\n")


def test_a_missed_aim_is_said() -> None:
    assert "**no**" in table([row(figure(10.0, wanted=70))])[-1]


def test_parts_can_be_named() -> None:
    assert {"examples", "bodies", "dates", "times", "names", "statements", "incidents", "clusters", "copies", "speed"} == set(
        PARTS
    )


def test_the_sets_that_are_pooled_are_told_apart(tmp_path: Path) -> None:
    pooled = next(c for c in CORPORA if c.name == "times_pooled")
    for name in pooled.pools:
        (tmp_path / "data" / name).mkdir(parents=True)
        write_records(tmp_path / "data" / name / "dev.jsonl", [{"id": "1", "text": name}])
        write_records(tmp_path / f"{name}.out.jsonl", [{"id": "1", "times": []}])
    gold = [record["id"] for record in records(gold_of(pooled, tmp_path, tmp_path))]
    assert gold == [f"{name}/1" for name in pooled.pools]
    assert [record["id"] for record in records(answers(pooled, tmp_path, tmp_path, 1))] == gold


def test_pooled_sets_are_of_one_part() -> None:
    for pooled in (c for c in CORPORA if c.pools):
        assert {c.part for c in CORPORA if c.name in pooled.pools} == {pooled.part}


def test_only_sets_with_answers_of_their_own_name_a_peer() -> None:
    assert not [c.name for c in CORPORA if c.peer and (c.pools or c.made_by)]
