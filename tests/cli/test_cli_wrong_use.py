"""Wrong uses of the verbs of the desk: one line that says what to do, the right status, nothing done."""

from pathlib import Path

import pytest

from wiredesk.cli.app import run

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, capsys: Captured) -> str:
    address = str(tmp_path / "wiredesk.db")
    assert run(["desk", "init", "--store", address]) == 0
    capsys.readouterr()
    return address


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["find", "bomb", "--plcae", "Velm"], 2, "there is no option --plcae"),
        (["find", "--who", ""], 2, "--who is empty"),
        (["find", "--to", " "], 2, "--to is empty"),
        (["find", "--from", "2024-00"], 2, "write it as 2019, 2019-04 or 2019-04-30"),
        (["export", "--from", "2024-13"], 2, "write it as 2019, 2019-04 or 2019-04-30"),
        (["export", "--incident", "i9"], 1, "i9: is not on this desk"),
        (["add", ""], 2, "a source is empty"),
        (["remove", "r1", "--reason", " ", "--yes"], 2, "--reason is empty"),
        (["remove", "i5", "--reason", "asked for", "--yes"], 2, "is no report and no person"),
        (["outlet", "", "--reliability", "B"], 2, "name the outlet"),
        (["desk", "log", "--about", "x"], 0, "no row is about 'x'"),
    ],
)
def test_it_is_told_in_one_line(desk: str, capsys: Captured, arguments: list[str], status: int, words: str) -> None:
    assert run([*arguments, "--store", desk]) == status
    told = capsys.readouterr()
    assert words in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_month_bounds_an_export_as_it_bounds_a_search(desk: str) -> None:
    assert run(["export", "--from", "2024-02", "--to", "2024", "--store", desk]) == 0


@pytest.mark.parametrize("name", ["postgresql:desk", "postgres:desk"])
def test_a_mistyped_server_makes_no_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["desk", "init", "--store", name]) == 1
    assert "give a file or postgresql://host/name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_store(tmp_path: Path, capsys: Captured) -> None:
    assert run(["find", "bomb", "--store", str(tmp_path)]) == 1
    assert "is a folder; give a file in it" in capsys.readouterr().err


def test_a_backup_that_is_not_there_is_called_a_backup(tmp_path: Path, capsys: Captured) -> None:
    assert run(["restore", str(tmp_path / "no.zip"), "--store", str(tmp_path / "new.db")]) == 1
    assert "backup" in (told := capsys.readouterr().err)
    assert "there is no such file" in told
    assert not (tmp_path / "new.db").exists()
