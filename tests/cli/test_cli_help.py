"""What every verb's help and output hold to."""

import io
import json
import sys

import pytest
from typer.main import get_command

from wiredesk.cli.app import app, run
from wiredesk.cli.saying import print_out


def _verbs(group: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], object]]:
    found = []
    for name, verb in getattr(group, "commands", {}).items():
        found += [((*path, name), verb), *_verbs(verb, (*path, name))]
    return found


def test_every_verb_stands_in_a_panel_and_shows_an_example() -> None:
    top = get_command(app)
    assert all(verb.rich_help_panel for verb in getattr(top, "commands", {}).values())
    without = [" ".join(path) for path, verb in _verbs(top) if "Example:" not in (getattr(verb, "epilog", None) or "")]
    assert without == []


def test_one_thing_has_one_option() -> None:
    """`--as` is never `--who` here and `--user` there."""
    flags = {flag for _, verb in _verbs(get_command(app)) for one in getattr(verb, "params", ()) for flag in one.opts}
    assert flags.isdisjoint({"--since", "--until", "--user", "--db", "--desk", "--output", "--max", "--count"})


def test_a_wrong_option_names_the_verb_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "--limit", "0"]) == 2
    assert capsys.readouterr().err.endswith("; see wiredesk find --help\n")
    assert run(["desk", "nosuch"]) == 2
    assert capsys.readouterr().err.endswith("; see wiredesk desk --help\n")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_json_is_json_in_every_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"title": "Gülmurod \udcff 😀"}
    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding=encoding, errors="surrogateescape"))
    print_out(json.dumps(told, ensure_ascii=False) + "\n")
    assert json.loads(kept.getvalue().decode(encoding)) == told


def test_words_for_people_never_fail_on_an_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding="ascii"))
    print_out("r1 · “words”\n")
    assert kept.getvalue() == b"r1 ? ?words?\n"
