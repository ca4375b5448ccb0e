"""Claims about find, verify, backup, restore and remove as people run them."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from made_reports import NOW, Told, desk_of, filed
from wiredesk.cli.app import run
from wiredesk.codebook import IncidentType, Stage
from wiredesk.store.opening import Store
from wiredesk.store.tables import report

TEXT = (
    "A bomb killed Ana Ruiz in Lisvale, said a \x1b[31mguard. Nobody else was hurt at the \u202emarket there, "
    "and the market was shut."
)
TOLD = Told(
    *(["Ana Ruiz"], [("Lisvale", "PT", 39.0, -8.0)], (IncidentType.BOMBING, Stage.ACCOMPLISHED)),
    title="Bomb \x1b]0;x\x07in Lisvale",
    url="https://a.example/1",
)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a desk with one report; the settings of this machine are left out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    path = str(tmp_path / "desk.db")
    with closing(Store.create(path, now=NOW)) as store:
        filed(desk_of(store), TEXT, TOLD)
    return path


def test_find_lists_reports_for_people(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "bombs", "market", "--store", address]) == 0
    shown = capsys.readouterr()
    assert "r1  1 January 2026" in shown.out
    assert "*Bomb*" in shown.out
    assert "*market*" in shown.out
    assert "i1 bombing accomplished, 1 January 2026, Lisvale, Portugal" in shown.out
    assert "1 report" in shown.out
    assert not [letter for letter in shown.out if letter in "\x1b\u202e\x07"]
    assert max(map(len, shown.out.splitlines())) <= 80


def test_find_gives_json_a_line(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "bomb", "--json", "--store", address]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["outlet"], told["story"], told["copies"]) == ("r1", "a.example", "c1", 0)
    assert told["incidents"][0]["type"] == "bombing"
    marks = told["snippet"]["marks"]
    assert [TEXT[start:end] for start, end in marks] == ["bomb"]
    start, end = told["snippet"]["span"]
    assert len(told["snippet"]["text"]) == end - start
    assert run(["find", "--after", told["after"], "--json", "--store", address]) == 0
    assert capsys.readouterr().out == ""


def test_find_takes_words_that_begin_with_a_minus(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "market", "-bomb", "--store", address]) == 0
    assert "no report found" in capsys.readouterr().out
    assert run(["find", "market", "-zebra", "--store", address]) == 0
    assert "r1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [["--type", "x"], ["--stage", "x"], ["--from", "x"], ["--to", "2019-13"], ["--near", "1,2"], ["--near", "91,0,5"],
     ["--near", "nan,0,5"], ["--sort", "x"], ["--after", "x"], ["--limit", "0"]],
)  # fmt: skip
def test_find_refuses_options_that_cannot_be(address: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", *options, "--store", address]) == 2
    assert options[0] in capsys.readouterr().err


def test_find_says_whom_it_does_not_know(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "--who", "Zed Zebra", "--store", address]) == 0
    assert "nobody on the desk is called Zed Zebra" in capsys.readouterr().err


def test_verify_is_quiet_about_a_sound_desk_and_refuses_another(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--store", address]) == 0
    shown = capsys.readouterr()
    assert (shown.out, "all is well" in shown.err) == ("", True)
    with closing(Store.open(address)) as store, store.writing() as on:
        on.execute(report.update().values(title="Other"))
    assert run(["verify", "--json", "--store", address]) == 1
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["where"] == "report r1"
    assert "reread" in told["advice"]
    assert "1 fault found" in shown.err


def test_a_backup_is_restored(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = str(tmp_path / "other.db")
    assert run(["backup", "desk.backup", "--store", address]) == 0
    assert "1 report" in capsys.readouterr().err
    assert run(["restore", "desk.backup", "--store", other]) == 0
    assert run(["verify", "--store", other]) == 0
    assert run(["restore", "desk.backup", "--store", other]) == 1
    assert "--force" in capsys.readouterr().err
    assert run(["restore", "missing.backup", "--store", other]) == 1
    assert "missing.backup" in capsys.readouterr().err


def test_removal_asks_and_without_a_terminal_nobody_agrees(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["remove", "r1", "--reason", "too old", "--store", address]) == 1
    assert "--yes" in capsys.readouterr().err
    assert run(["find", "bomb", "--store", address]) == 0
    assert "r1" in capsys.readouterr().out
    assert run(["remove", "r1", "--reason", "too old", "--yes", "--store", address]) == 0
    assert run(["find", "bomb", "--store", address]) == 0
    assert "no report found" in capsys.readouterr().out
    assert run(["verify", "--store", address]) == 0


def test_a_person_is_removed_by_name(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["remove", "ana ruiz", "--reason", "asked for", "--yes", "--store", address]) == 0
    assert "blacked out of 1 report" in capsys.readouterr().err
    assert run(["find", "bomb", "--json", "--store", address]) == 0
    assert "killed ████████ in" in capsys.readouterr().out
    assert run(["remove", "ana ruiz", "--reason", "asked for", "--yes", "--store", address]) == 1


def test_retention_is_off_unless_set(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["desk", "retain", "--store", address]) == 0
    assert "keeps all" in capsys.readouterr().err
    assert run(["desk", "retain", "--days", "1", "--store", address]) == 0
    assert "removed 1 report" in capsys.readouterr().err
