"""`wiredesk user`: accounts and keys on the command line; passwords stand on no screen."""

import io
import json
import sys
from pathlib import Path

import pytest

from wiredesk.cli.app import run

Captured = pytest.CaptureFixture[str]
PASSWORD = "correct horse staple"  # noqa: S105 - of people who do not exist


@pytest.fixture
def store(tmp_path: Path) -> str:
    address = str(tmp_path / "desk.db")
    assert run(["desk", "init", "--store", address]) == 0
    return address


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def add(monkeypatch: pytest.MonkeyPatch, store: str, name: str, role: str, password: str = PASSWORD) -> int:
    typed(monkeypatch, f"{password}\n")
    return run(["user", "add", name, "--role", role, "--password-stdin", "--store", store])


def told(capsys: Captured, *arguments: str) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_people_are_added_and_listed(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    assert add(monkeypatch, store, "Ada Roe", "admin") == 0
    assert "everybody must log in" in capsys.readouterr().err
    assert add(monkeypatch, store, "Ben Ito", "coder") == 0
    assert "everybody must log in" not in capsys.readouterr().err
    assert run(["user", "add", "Export", "--role", "reader", "--no-password", "--store", store]) == 0
    shown = told(capsys, "user", "list", "--store", store)
    assert [line.split()[0] for line in shown.splitlines() if line and not line.startswith(" ")] == ["admin", "coder", "reader"]
    rows = [json.loads(line) for line in told(capsys, "user", "list", "--json", "--store", store).splitlines()]
    assert [(row["name"], row["can_log_in"]) for row in rows] == [("Ada Roe", True), ("Ben Ito", True), ("Export", False)]
    assert "argon2" not in json.dumps(rows)


def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    assert add(monkeypatch, store, "Ben Ito", "coder") == 1
    assert "the first account must be an admin's" in capsys.readouterr().err
    assert add(monkeypatch, store, "Ada Roe", "boss") == 2
    assert "reader, coder, editor, admin" in capsys.readouterr().err
    assert add(monkeypatch, store, "Ada Roe", "admin", "short") == 2
    assert "12 to 256 characters" in capsys.readouterr().err
    assert add(monkeypatch, store, "Ada Roe", "admin") == 0
    assert add(monkeypatch, store, "ada roe", "reader") == 1
    assert run(["user", "close", "Ada Roe", "--store", store]) == 1
    assert "last admin" in capsys.readouterr().err
    assert run(["user", "close", "Nobody", "--store", store]) == 1
    assert run(["user", "add", "X", "--role", "reader", "--no-password", "--password-stdin", "--store", store]) == 2


def test_the_password_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter([PASSWORD, "correct horse stable", PASSWORD, PASSWORD])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    assert run(["user", "add", "Ada Roe", "--role", "admin", "--store", store]) == 2
    assert "not the same" in capsys.readouterr().err
    assert run(["user", "add", "Ada Roe", "--role", "admin", "--store", store]) == 0


def test_without_a_terminal_the_way_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    typed(monkeypatch, "")
    assert run(["user", "add", "Ada Roe", "--role", "admin", "--store", store]) == 2
    assert "--password-stdin" in capsys.readouterr().err


def test_roles_passwords_and_accounts_change(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    add(monkeypatch, store, "Ada Roe", "admin")
    add(monkeypatch, store, "Ben Ito", "coder")
    assert run(["user", "role", "ben ito", "editor", "--store", store]) == 0
    assert "Ben Ito is editor now" in capsys.readouterr().err
    typed(monkeypatch, "another horse entirely\n")
    assert run(["user", "password", "Ben Ito", "--password-stdin", "--store", store]) == 0
    assert run(["user", "close", "Ben Ito", "--store", store]) == 0
    assert "closed" in told(capsys, "user", "list", "--store", store)
    typed(monkeypatch, "another horse entirely\n")
    assert run(["user", "reopen", "Ben Ito", "--password-stdin", "--store", store]) == 0
    log = told(capsys, "desk", "log", "--store", store)
    assert "account closed account 2" in log
    assert "another horse" not in log


def test_a_key_is_printed_alone_and_once(monkeypatch: pytest.MonkeyPatch, capsys: Captured, store: str) -> None:
    add(monkeypatch, store, "Ada Roe", "admin")
    key = told(capsys, "user", "key", "Ada Roe", "--for", "nightly export", "--store", store)
    assert key.startswith("wd_")
    assert key.count("\n") == 1
    shown = told(capsys, "user", "keys", "--store", store)
    assert "nightly export (Ada Roe, reader)" in shown
    assert key.strip() not in shown + told(capsys, "user", "keys", "--json", "--store", store)
    assert run(["user", "revoke", "1", "--store", store]) == 0
    assert "revoked" in told(capsys, "user", "keys", "ada roe", "--store", store)
    assert run(["user", "revoke", "7", "--store", store]) == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104 - refused
def test_serve_refuses_an_address_that_others_reach_without_users(capsys: Captured, store: str, host: str) -> None:
    assert run(["serve", "--host", host, "--port", "0", "--store", store]) == 2
    assert "wiredesk user add NAME --role admin" in capsys.readouterr().err
