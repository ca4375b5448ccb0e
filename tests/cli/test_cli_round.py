"""`wiredesk round` as a person types it, on a desk with one round."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coding_rounds import NIA, OLAV, accept_all, made, with_people
from desk_files import NOW, desk_on, filed
from wiredesk.cli.app import run
from wiredesk.review.coded import Answered
from wiredesk.store.opening import Store

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Give what runs a command on a desk with a round that two people coded; it returns status, output and errors."""
    path = tmp_path / "desk.db"
    store = Store.create(str(path), now=NOW)
    desk = desk_on(store)
    filed(desk, "bunia-1", "garoua-3")
    made(with_people(desk), questions=("incident", "incident.stage", "incident.killed"))
    accept_all(desk, NIA)
    accept_all(desk, OLAV, r1_i1_killed=(Answered.CORRECT, "9"))
    store.close()

    def said(*words: str) -> tuple[int, str, str]:
        status = run(["round", *words, "--store", str(path)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return said


def test_rounds_are_listed_and_shown(say: Said) -> None:
    status, out, _ = say("list")
    assert status == 0
    assert "Nia Moor, Olav Brandt: 12 of 12 answers, 0 settled" in out
    assert json.loads(say("list", "--json")[1])["wanted"] == 12
    assert "6 answered by all" in say("show", "pilot")[1]
    assert json.loads(say("show", "1", "--json")[1])["coders"][0]["who"] == NIA


def test_agreement_is_told_with_its_intervals(say: Said) -> None:
    status, out, notes = say("agreement", "pilot")
    assert status == 0
    assert "1 disagreement on 6 questions" in out
    assert "Landis and Koch" in notes
    told = json.loads(say("agreement", "pilot", "--json")[1])
    killed = next(one for one in told["questions"] if one["question"] == "incident.killed")
    assert (killed["equal"]["value"], killed["scale"]) == (0.5, "ratio")
    assert sum(map(sum, killed["pairs"][0]["matrix"])) == 2


def test_a_coder_of_an_open_round_is_refused_here_too(say: Said) -> None:
    status, out, wrong = say("agreement", "pilot", "--as", NIA)
    assert (status, out) == (1, "")
    assert "blind" in wrong
    assert say("export", "pilot", "--as", OLAV)[0] == 1


def test_answers_are_written_as_a_file(say: Said, tmp_path: Path) -> None:
    path = tmp_path / "pilot.csv"
    assert say("export", "pilot", "--out", str(path))[0] == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) == 12
    assert {row["value"] for row in rows if row["question"] == "incident.killed" and row["coder"] == OLAV} >= {"9"}


def test_wrong_use_is_told(say: Said) -> None:
    assert say("export", "pilot", "--format", "spss")[0] == 2
    status, _, wrong = say("show", "nothing")
    assert status == 1
    assert "wiredesk round list" in wrong
