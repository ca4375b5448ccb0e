"""`wiredesk annotate`: order, bad lines, packing, interruption."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from wiredesk.cli.app import run

ROOT = Path(__file__).parents[2]
FIRE = (ROOT / "tests/golden/pages/mill-fire.txt").read_text(encoding="utf-8")
BLAST = (ROOT / "examples/station-blast.html").read_text(encoding="utf-8")
THREAT = (ROOT / "examples/river-threat.txt").read_text(encoding="utf-8")

Captured = pytest.CaptureFixture[str]


def lines_of(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.splitlines()]


def write(path: Path, *records: Any) -> Path:
    text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_each_kind_gets_its_layers_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(BLAST, encoding="utf-8")
    batch = write(
        tmp_path / "in.jsonl",
        {"id": "t", "text": FIRE, "date": "2018-05-03", "incidents": ["gold is ignored"]},
        {"id": "c", "text": THREAT, "kind": "capture"},
        {"id": "h", "html": BLAST},
        {"id": "f", "file": "a.html"},
    )
    out = tmp_path / "out.jsonl"
    assert run(["annotate", str(batch), str(out), "--workers", "2"]) == 0
    told = lines_of(out)
    assert [one["id"] for one in told] == ["t", "c", "h", "f"]
    layers = {"id", "text", "body", "lines", "mentions", "statements", "times", "incidents", "published"}
    assert all(set(one) == layers for one in told)
    text, capture, html, file = told
    assert text["text"] == FIRE
    assert text["published"]["earliest"] == text["published"]["latest"] == "2018-05-03"
    assert text["published"]["basis"][0]["source_field"] == "date"
    assert capture["text"] == THREAT
    assert "Share on Facebook" not in capture["body"]
    assert html["text"] == html["body"] == file["text"]
    for one in told:
        assert all(one["text"][m["start"] : m["end"]].strip() for m in one["mentions"] + one["times"])


def test_only_some_layers_are_the_same_layers(tmp_path: Path) -> None:
    batch = write(
        tmp_path / "in.jsonl",
        {"id": "t", "text": FIRE, "date": "2018-05-03"},
        {"id": "c", "text": THREAT, "kind": "capture"},
        {"id": "h", "html": BLAST},
    )
    whole = tmp_path / "whole.jsonl"
    assert run(["annotate", str(batch), str(whole), "--workers", "1"]) == 0
    assert any(one["times"] for one in lines_of(whole))
    for only in ("body,lines,published", "times", "times, published", "mentions", "incidents,body"):
        part = tmp_path / "part.jsonl"
        assert run(["annotate", str(batch), str(part), "--workers", "1", "--only", only]) == 0
        wanted = {"id", "text", *(name.strip() for name in only.split(","))}
        assert lines_of(part) == [{name: one[name] for name in one if name in wanted} for one in lines_of(whole)]


def test_bad_lines_are_answered_and_the_rest_is_read(tmp_path: Path, capsys: Captured) -> None:
    batch = write(tmp_path / "in.jsonl.gz", "nonsense", {"id": "a"}, "", {"id": "b", "text": FIRE}, {"id": "c", "html": ""})
    out = tmp_path / "out.jsonl.gz"
    assert run(["annotate", str(batch), str(out), "--workers", "1"]) == 1
    told = lines_of(out)
    assert [one["id"] for one in told] == [None, "a", "b", "c"]
    assert [set(one) == {"id", "error"} for one in told] == [True, True, False, True]
    assert "3 of them refused" in capsys.readouterr().err


def test_wrong_use_is_told(tmp_path: Path, capsys: Captured) -> None:
    batch = write(tmp_path / "in.jsonl", {"id": "a", "text": FIRE})
    assert run(["annotate", str(batch), str(tmp_path / "out"), "--kind", "pdf"]) == 2
    assert run(["annotate", str(batch), str(batch)]) == 2
    assert run(["annotate", str(batch), str(tmp_path / "out"), "--only", "times,dates"]) == 2
    assert run(["annotate", str(batch), str(tmp_path / "out"), "--only", ""]) == 2
    assert run(["annotate", str(tmp_path / "absent"), str(tmp_path / "out")]) == 1
    assert run(["annotate", str(batch), str(tmp_path / "no/such/folder")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl"]


def test_a_damaged_gzip_file_leaves_no_answers(tmp_path: Path, capsys: Captured) -> None:
    batch = tmp_path / "in.jsonl.gz"
    batch.write_bytes(gzip.compress(json.dumps({"id": "a", "text": FIRE}).encode())[:-12])
    assert run(["annotate", str(batch), str(tmp_path / "out.jsonl"), "--workers", "1"]) == 1
    assert "cut off" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["in.jsonl.gz"]


def test_an_interrupted_batch_leaves_the_old_answers(tmp_path: Path) -> None:
    batch = write(tmp_path / "in.jsonl", *({"id": n, "text": FIRE} for n in range(3000)))
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    command = [sys.executable, "-m", "wiredesk", "annotate", str(batch), str(out), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.splitlines() == ["wiredesk: interrupted; no half-written file is left"]
    assert out.read_text() == "old\n"
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "out.jsonl"]


def test_a_refused_page_still_says_when_it_came_out(tmp_path: Path) -> None:
    menu = (
        '<html><head><meta property="article:published_time" content="2017-08-19T10:00:00+02:00"></head><body>Menu</body></html>'
    )
    batch = write(tmp_path / "in.jsonl", {"id": "dated", "html": menu}, {"id": "bare", "html": "<html><body>Menu</body></html>"})
    out = tmp_path / "out.jsonl"
    assert run(["annotate", str(batch), str(out)]) == 1
    dated, bare = lines_of(out)
    assert "no article" in dated["error"]
    assert dated["published"]["earliest"] == dated["published"]["latest"] == "2017-08-19"
    assert set(bare) == {"id", "error"}
