"""`wiredesk read`: what goes where, and what each failure says."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from wiredesk.cli.app import run
from wiredesk.interchange.report_json import schema_text

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
BLAST = str(EXAMPLES / "station-blast.html")
GOLDEN = ROOT / "tests/golden/pages"

Captured = pytest.CaptureFixture[str]


def test_the_card_stands_in_80_columns(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run(["read", BLAST]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "Car bomb outside Tumaco police station kills five" in out
    assert "published 14 February 2023" in out
    assert "\x1b" not in out


def test_the_card_bears_a_narrow_terminal(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["read", BLAST]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


def test_json_is_valid_and_one_object_a_line(capsys: Captured) -> None:
    assert run(["read", "--json", BLAST, str(GOLDEN / "mill-fire.txt")]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["source"]["uri"] for one in told] == [BLAST, str(GOLDEN / "mill-fire.txt")]
    for one in told:
        jsonschema.Draft202012Validator(json.loads(schema_text())).validate(one)


def test_standard_input_is_read(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(BLAST).read_bytes())))
    assert run(["read", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["uri"] == "-"


def test_a_refused_source_costs_one_line_and_the_others_are_read(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert run(["read", "--json", str(tmp_path / "empty.html"), BLAST, str(tmp_path / "picture.png"), "absent.txt"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert len(told.err.splitlines()) == 3
    assert all(line.startswith("wiredesk: ") and ";" in line for line in told.err.splitlines())


def test_a_foreign_report_is_a_note_and_no_failure(capsys: Captured) -> None:
    assert run(["read", "--json", str(GOLDEN / "bruecke.html")]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["entities"] == []
    assert "language de" in told.err


def test_one_source_gives_one_evidence_page(capsys: Captured, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["read", "--html", str(page), BLAST]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert f"evidence page: {page}" in capsys.readouterr().err


def test_several_sources_give_a_folder_of_pages(tmp_path: Path) -> None:
    other = tmp_path / "station-blast.html"
    other.write_bytes(Path(BLAST).read_bytes())
    assert run(["read", "--json", "--html", f"{tmp_path}/pages/", BLAST, str(other)]) == 0
    assert sorted(os.listdir(tmp_path / "pages")) == ["station-blast-2.html", "station-blast.html"]


def test_several_sources_with_one_file_is_wrong_use(capsys: Captured, tmp_path: Path) -> None:
    assert run(["read", "--html", str(tmp_path / "a.html"), BLAST, BLAST]) == 2
    assert "need a folder" in capsys.readouterr().err


def test_a_page_never_takes_the_place_of_its_source(tmp_path: Path) -> None:
    source = tmp_path / "report.html"
    source.write_bytes(Path(BLAST).read_bytes())
    assert run(["read", "--html", str(source), str(source)]) == 2
    assert run(["read", "--json", "--html", f"{tmp_path}/", str(source)]) == 0
    assert source.read_bytes() == Path(BLAST).read_bytes()
    assert (tmp_path / "report-2.html").exists()


def test_a_page_goes_to_standard_output(capsys: Captured) -> None:
    assert run(["read", "--html", "-", BLAST]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_an_unwritable_page_is_one_line(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(["read", "--html", str(tmp_path / "file/page.html"), BLAST]) == 1
    assert "cannot be written" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Missing argument"),
        (["read", "--colour", "x"], "No such option"),
        (["write"], "No such command"),
        (["read", "--html", "-", "--json", BLAST], "standard output"),
        (["read", "--set", "max_byte=3", BLAST], "max_bytes"),
        (["read", "--set", "max_bytes", BLAST], "NAME=VALUE"),
        (["read", "--set", "max_bytes=many", BLAST], "max_bytes"),
        (["read", "--config", "absent.toml", BLAST], "absent.toml"),
    ],
)
def test_wrong_use_is_one_line_and_exit_status_2(arguments: list[str], words: str, capsys: Captured) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert len(told.splitlines()) == 1


def test_a_setting_is_obeyed(capsys: Captured) -> None:
    assert run(["read", "--set", "max_bytes=100", BLAST]) == 1
    assert "100 bytes" in capsys.readouterr().err


def test_a_hostile_text_sends_no_commands_to_the_terminal(capsys: Captured, tmp_path: Path) -> None:
    text = (GOLDEN / "mill-fire.txt").read_text(encoding="utf-8").replace("Kiprono", "Kip\x1b]0;gone\x07\x1b[2Jrono\u202e")
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    run(["read", str(tmp_path / "x.txt"), "no\x1b[2Jfile.txt"])
    told = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out + told.err)


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m wiredesk read --html - {BLAST} | head -c 5"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=60)  # noqa: S602
    assert done.stdout == "<!DOC"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize("form", [[], ["--json"], ["--html", "-"]])
def test_a_reader_that_leaves_ends_the_run_in_silence(form: list[str]) -> None:
    with subprocess.Popen([sys.executable, "-m", "wiredesk", "read", BLAST, *form], stdout=-1, stderr=-1) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_costs_one_line(form: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "wiredesk", "read", BLAST, *form]
        done = subprocess.run(command, stdout=full, stderr=-1, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "wiredesk: standard output: cannot be written (No space left on device); send it elsewhere"
    ]


def test_a_report_in_an_unknown_language_is_not_said_to_hold_no_incident(capsys: Captured) -> None:
    page = next(GOLDEN.glob("bruecke*"))
    assert run(["read", str(page)]) == 0
    told = capsys.readouterr()
    assert "not looked for" in told.out
    assert "none is told of" not in told.out
    assert "the rest is empty" in told.err


def test_the_card_gives_a_few_reasons_for_the_day_in_words(capsys: Captured) -> None:
    run(["read", BLAST])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "published 14 February 2023 (almost certain)"
    assert lines[3] == "because   the page shows 14 February 2023"
    assert [line.split()[0] for line in lines[4:6]] == ["and", "and"]
    assert "“article:published_time”" in lines[6]


def test_an_empty_name_for_the_page_is_wrong_use(capsys: Captured) -> None:
    assert run(["read", BLAST, "--html", ""]) == 2
    assert "names no file" in capsys.readouterr().err


def test_an_ascii_terminal_gets_a_card_and_whole_json() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "wiredesk", "read", BLAST]
    card = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60)
    told = subprocess.run([*command, "--json"], capture_output=True, check=True, env=environment, timeout=60)
    assert b"Nari?o" in card.stdout
    assert "Nariño" in json.loads(told.stdout)["article"]["text"]
