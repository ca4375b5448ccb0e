"""`wiredesk desk`: a desk is made, told of and upgraded, on both databases."""

import json
from pathlib import Path

import pytest

from wiredesk.cli.app import run

Captured = pytest.CaptureFixture[str]


def told(capsys: Captured, *arguments: str) -> str:
    """Run one verb that must succeed and return what it prints."""
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_a_desk_is_made_and_told_of(capsys: Captured, store_address: str) -> None:
    assert run(["desk", "init", "--store", store_address, "--as", "ana"]) == 0
    assert "made the desk" in capsys.readouterr().err
    found = json.loads(told(capsys, "desk", "info", "--json", "--store", store_address))
    assert (found["n_reports"], found["shape"], found["n_log"], found["readers"]) == (0, "0002", 1, {})
    assert found["n_bytes"] > 0
    shown = told(capsys, "desk", "info", "--store", store_address)
    assert shown.splitlines()[1].split() == ["reports", "0"]
    assert max(map(len, shown.splitlines()[1:])) <= 80


def test_a_second_init_is_refused(capsys: Captured, store_address: str) -> None:
    assert run(["desk", "init", "--store", store_address]) == 0
    assert run(["desk", "init", "--store", store_address]) == 1
    assert "there is a desk already" in capsys.readouterr().err


def test_the_log_tells_who_did_what(capsys: Captured, store_address: str) -> None:
    run(["desk", "init", "--store", store_address, "--as", "ana"])
    assert "ana: init shape=0002" in told(capsys, "desk", "log", "--store", store_address)
    row = json.loads(told(capsys, "desk", "log", "--json", "--store", store_address))
    assert (row["seq"], row["actor"], row["action"], row["detail"]) == (1, "ana", "init", {"shape": "0002"})
    assert told(capsys, "desk", "log", "--about", "r1", "--store", store_address) == ""


def test_a_desk_of_this_shape_needs_no_upgrade(capsys: Captured, store_address: str) -> None:
    run(["desk", "init", "--store", store_address])
    assert run(["desk", "upgrade", "--store", store_address]) == 0
    assert "newest shape" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["info", "log", "upgrade"])
def test_without_a_desk_the_way_to_one_is_told(capsys: Captured, tmp_path: Path, verb: str) -> None:
    assert run(["desk", verb, "--store", str(tmp_path / "none.db")]) == 1
    error = capsys.readouterr().err
    assert "wiredesk desk init" in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
