"""`wiredesk incident` and `wiredesk person` as a person types them, on a desk with the sample reports of one bombing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wiredesk.cli.app import run
from wiredesk.cli.cards_printing import json_line

SAMPLES = sorted((Path(__file__).parents[2] / "examples/desk").glob("garoua-*"))
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a desk with the reports of one bombing, which no test changes."""
    path = tmp_path_factory.mktemp("desk") / "kept.db"
    assert run(["desk", "init", "--store", str(path)]) == 0
    assert run(["add", *map(str, SAMPLES), "--store", str(path), "--workers", "1"]) == 0
    return path


@pytest.fixture
def say(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Give what runs a command on the desk, piped, and returns status, output and errors."""
    monkeypatch.delenv("COLUMNS", raising=False)
    capsys.readouterr()

    def said(*words: str) -> tuple[int, str, str]:
        status = run([*words, "--store", str(kept)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return said


def test_the_list_names_the_incident_and_its_card_opens(say: Said) -> None:
    status, out, _ = say("incident")
    assert status == 0
    (name, *headline), *_ = [line.split() for line in out.splitlines()]
    assert " ".join(headline).startswith("Bombing in Garoua, Cameroon on 14 March 2024")
    status, out, _ = say("incident", name)
    assert status == 0
    for title in ("WHAT THE REPORTS SAY", "TOLL", "WHO IS SAID TO HAVE DONE IT", "REPORTS, COPIES FOLDED", "WHY THEY ARE ONE"):
        assert title in out


def test_the_card_shows_tolls_line_by_line_and_the_words(say: Said) -> None:
    out = say("incident", "i1")[1]
    assert "killed      4 to 6" in out
    assert "at least 4 “at least four people”" in out
    assert "claims or admits it" in out
    assert "└ r2" in out


@pytest.mark.parametrize("words", [("incident",), ("incident", "i1"), ("person", "Issa Bakary"), ("person", "police")])
def test_cards_stand_in_80_columns_without_colour(say: Said, words: tuple[str, ...]) -> None:
    out = say(*words)[1]
    assert out
    assert max(map(len, out.splitlines())) <= 80
    assert not [line for line in out.splitlines() if line != line.rstrip()]
    assert "\x1b" not in out


def test_cards_bear_a_narrow_terminal(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, say("incident", "i1")[1].splitlines())) <= 40


def test_a_person_is_shown_with_what_it_said(say: Said) -> None:
    status, out, err = say("person", "Isa Bakari")
    assert status == 0
    assert "Issa Bakary" in out
    assert "Police commissioner" in out
    assert "It was a home-made bomb" in out
    assert "this name fits" in err


def test_a_name_of_several_is_a_list_with_a_note(say: Said) -> None:
    status, out, err = say("person", "police")
    assert status == 0
    assert all(line.split()[0].startswith("e") for line in out.splitlines())
    assert "entities may be meant" in err


def test_json_is_one_object_a_line(say: Said) -> None:
    for words in (("incident",), ("incident", "i1"), ("person", "Issa Bakary"), ("person", "police")):
        told = [json.loads(line) for line in say(*words, "--json")[1].splitlines()]
        assert told
        assert all(one["id"] for one in told)


def test_the_list_can_be_paged(say: Said) -> None:
    status, out, _ = say("incident", "--limit", "1", "--before", "2024-03-20")
    assert (status, len(out.splitlines()) <= 3) == (0, True)
    assert say("incident", "--before", "2000-01-01")[1] == ""
    assert "no incidents here" in say("incident", "--before", "2000-01-01")[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("incident", "i99"), "wiredesk incident lists the newest"),
        (("incident", "r1"), "is no incident"),
        (("person", "Nobody Atall"), "nobody and nothing on the desk is called so"),
        (("person", "e9999"), "nobody and nothing"),
        (("incident", "--before", "soon"), "is no place in the list"),
    ],
)
def test_what_is_not_there_is_refused_on_one_line(say: Said, words: tuple[str, ...], told: str) -> None:
    status, out, err = say(*words)
    assert (status, out) == (1, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    assert json_line({"a": "é"}) == '{"a": "é"}\n'
    assert json_line({"a": "\ud800"}) == '{"a": "\\ud800"}\n'


def test_words_that_move_a_terminal_are_shown_plain(say: Said) -> None:
    status, _, err = say("person", "\x1b[31mRed\x07")
    assert status == 1
    assert "\x1b" not in err
    assert "\x07" not in err
