"""`wiredesk group`: lines in, one incident a line out."""

import json
from pathlib import Path
from typing import Any

import pytest

from wiredesk.batch.annotate import Answer
from wiredesk.batch.grouping import group_lines, profile_answer
from wiredesk.cli.app import run
from wiredesk.desk.reader import Reader
from wiredesk.interchange.report_json import report_json

FIRST = "Bomb kills six in Torvale\n\nA bomb killed six people at the ferry pier of Torvale on Tuesday, mayor Ines Brandt said."
AGAIN = (
    "Torvale pier bomb: seven dead\n\nSeven people have died after Tuesday's bomb at the ferry pier of Torvale, Ines Brandt said."
)
OTHER = "Rowers win in Hadley\n\nThe rowers of Hadley won the river cup on Saturday by two lengths."


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8")
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_reports_of_one_incident_get_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = written(
        tmp_path / "in.jsonl",
        {"id": "a", "text": FIRST, "date": "2024-06-04", "incident": "gold1", "topic": 9},
        {"id": "b", "text": OTHER, "date": "2024-06-04", "incident": "gold1"},
        {"id": 3, "text": AGAIN, "date": "2024-06-05", "incident": "gold2"},
    )
    out = tmp_path / "out.jsonl"
    assert run(["group", str(batch), str(out), "--workers", "1"]) == 0
    assert answers(out) == [{"id": "a", "incident": "i1"}, {"id": "b", "incident": "i2"}, {"id": 3, "incident": "i1"}]
    assert "3 lines" in capsys.readouterr().err


def test_a_bad_line_is_told_and_the_others_are_grouped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = written(tmp_path / "in.jsonl", {"id": "a", "text": FIRST}, "{no json", {"id": "c"}, {"id": "d", "text": OTHER})
    out = tmp_path / "out.jsonl"
    assert run(["group", str(batch), str(out), "--workers", "1"]) == 1
    first, second, third, last = answers(out)
    assert (first["incident"], last["incident"]) == ("i1", "i2")
    assert second["id"] is None
    assert "JSON" in second["error"]
    assert third["id"] == "c"
    assert "incident" not in third
    assert "2 of them refused" in capsys.readouterr().err


def test_the_batch_is_not_overwritten(tmp_path: Path) -> None:
    batch = written(tmp_path / "in.jsonl", {"id": "a", "text": FIRST})
    before = batch.read_bytes()
    assert run(["group", str(batch), str(batch)]) == 2
    assert run(["group", str(batch), str(tmp_path / "out.jsonl"), "--kind", "poem"]) == 2
    assert batch.read_bytes() == before


def test_readings_are_taken_as_they_are(tmp_path: Path) -> None:
    reader = Reader()
    told = []
    for name, text in (("a", FIRST), ("b", AGAIN)):
        source = tmp_path / f"{name}.txt"
        source.write_text(text, encoding="utf-8")
        told.append({**report_json(reader.read(str(source))), "id": name})
    del told[1]["id"]
    found = [profile_answer(reader, json.dumps(one).encode(), folder=tmp_path) for one in told]
    lines = [json.loads(line) for line in group_lines(found)]
    assert [line["id"] for line in lines] == ["a", str(tmp_path / "b.txt")]
    assert lines[0]["incident"] == lines[1]["incident"]


def test_a_damaged_reading_is_a_bad_line(tmp_path: Path) -> None:
    line = json.dumps({"schema": "wiredesk.report/1", "id": "x"}).encode()
    found = profile_answer(Reader(), line, folder=tmp_path)
    assert found.is_failed
    assert json.loads(found.line)["id"] == "x"


def test_failures_keep_their_place_among_the_groups() -> None:
    failure = Answer(b'{"id": "x", "error": "no"}\n', is_failed=True)
    assert list(group_lines([failure])) == [failure.line]
    assert list(group_lines([])) == []
