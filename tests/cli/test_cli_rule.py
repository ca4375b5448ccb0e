"""`wiredesk rule` and `wiredesk reread` as a person types them, on a desk with one report."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wiredesk.cli.app import run

SAMPLE = Path(__file__).parents[2] / "examples/desk/garoua-1-agency.txt"
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a desk with one report, which no test changes."""
    path = tmp_path_factory.mktemp("desk") / "kept.db"
    assert run(["desk", "init", "--store", str(path)]) == 0
    assert run(["add", str(SAMPLE), "--store", str(path), "--workers", "1"]) == 0
    return path


@pytest.fixture
def say(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Give what runs a command on a copy of the desk and returns status, output and errors."""
    store = tmp_path / "desk.db"
    shutil.copy(kept, store)
    capsys.readouterr()

    def said(*words: str) -> tuple[int, str, str]:
        status = run([*words, "--store", str(store)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return said


def test_facts_are_listed_with_addresses_and_rulings(say: Said) -> None:
    assert say("rule", "correct", "r1", "i1.killed", "6", "--as", "Ana")[:2] == (
        0,
        "n1  r1  corrected i1.killed: at least 4 → 6\n",
    )
    status, out, _ = say("rule", "facts", "r1", "i1")
    assert status == 0
    assert "i1.killed               6  [corrected by Ana, n1]" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "i1.evidence" not in out
    assert "i1.perpetrator" not in out
    told = [json.loads(line) for line in say("rule", "facts", "r1", "i1.killed", "--json")[1].splitlines()]
    assert [(one["address"], one["verdict"], one["was"]) for one in told] == [("i1.killed", "corrected", "at least 4")]
    assert "i1.perpetrator" not in say("rule", "facts", "r1", "--empty")[1]


def test_a_fact_is_added_by_its_words_and_undone(say: Said) -> None:
    words = ("--incident", "i1", "--words=nails", "--note", "in the quotation")
    assert say("rule", "add", "r1", "weapon", *words)[1] == "n1  r1  added i1.weapon4 (weapon): nails\n"
    assert "added to i1 (weapon): nails" in say("rule", "list", "r1")[1]
    assert say("rule", "undo", "n1")[1].startswith("n2  r1  undid n1\n    removed  i1.weapon4: nails\n")
    assert "undone by n2" in say("rule", "list")[1]


def test_a_correction_of_the_date_tells_what_moved_with_it(say: Said) -> None:
    out = say("rule", "published", "r1", "2024-03-22")[1]
    assert "corrected the publication date: 2024-03-14 → 2024-03-22" in out
    assert "changed  i1.date: 2024-03-14 → 2024-03-21" in out
    assert "changed  title: " in say("rule", "title", "r1", "A bomb at the buses")[1]


def test_unsure_marks_facts_of_a_report_and_changes_nothing(say: Said) -> None:
    status, out, _ = say("rule", "unsure", "r1", "i1.killed", "i1.victim1", "--as", "Ana")
    assert (status, out) == (0, "n1  r1  unsure i1.killed: at least 4\nn2  r1  unsure i1.victim1: people\n")
    shown = say("rule", "facts", "r1", "i1")[1]
    assert "i1.killed               at least 4  [unsure by Ana, n1]" in shown
    assert say("rule", "undo", "n1", "n2")[0] == 0
    assert "unsure" not in say("rule", "facts", "r1", "i1")[1]
    assert say("rule", "unsure", "i1", "i2", "i3")[0] == 2


def test_a_dates_own_words_confirm_it(say: Said) -> None:
    assert say("rule", "published", "r1", "2024-03-14")[1].startswith("n1  r1  confirmed the publication date: 2024-03-14\n")


def test_a_toll_may_be_written_as_the_article_has_it(say: Said) -> None:
    assert (
        say("rule", "correct", "r1", "i1.killed", "at least five people")[1]
        == "n1  r1  corrected i1.killed: at least 4 → at least 5\n"
    )


def test_a_body_is_corrected_by_lines_words_or_text(say: Said, tmp_path: Path) -> None:
    shown = say("rule", "body", "r1", "--show")[1].splitlines()
    first = next(line for line in shown if "* GAROUA" in line).split()[0]
    assert say("rule", "body", "r1", "--lines", f"{first}-{int(first) + 1}")[0] == 0
    assert sum("*" in line for line in say("rule", "body", "r1", "--show")[1].splitlines()) == 2
    status, _, err = say("rule", "body", "r1", "--from", "GAROUA", "--to", "no such words")
    assert (status, "do not stand in the page" in err) == (1, True)
    (tmp_path / "body.txt").write_text("No group has claimed\n responsibility for the attack so far.", encoding="utf-8")
    assert say("rule", "body", "r1", "--text", str(tmp_path / "body.txt"))[0] == 0
    marked = [line for line in say("rule", "body", "r1", "--show")[1].splitlines() if "*" in line]
    assert [line.split("* ")[1] for line in marked] == ["No group has claimed responsibility for the attack so far."]
    assert say("rule", "body", "r1")[0] == 2


def test_a_split_takes_parts_and_fields(say: Said) -> None:
    assert say("rule", "split", "r1", "i1", "victim2", "wounded", "--stage", "attempted")[1] == "n1  r1  split i+1 off i1\n"
    out = say("rule", "facts", "r1", "i+1")[1]
    assert "i+1.stage               attempted" in out
    assert "i+1.wounded" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rule", "accept", "r1", "i9"), "there are i1"),
        (("rule", "accept", "12", "i1"), "is no report; write its id, such as r12"),
        (("rule", "accept", "r44", "i1"), "not on this desk"),
        (("rule", "correct", "r1", "i1.type", "murder"), "choose one of attack, bombing"),
        (("rule", "add", "r1", "incident", "--type"), "its value is missing"),
        (("rule", "add", "r1", "incident", "bombing"), "is no field"),
        (("rule", "add", "r1", "victim", "--words", "people"), "such as --incident i1"),
        (("rule", "facts", "r1", "i7"), "wiredesk rule facts r1 lists all"),
        (("rule", "undo", "n7"), "is not on this desk"),
        (("rule", "same", "i1", "e1"), "name two incidents"),
        (("rule", "split", "i1", "r1"), "that is all of the incident"),
        (("rule", "body", "r1", "--lines", "9"), "such as 4-20"),
        (("rule", "body", "r1", "--text", "none.txt"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(say: Said, words: tuple[str, ...], said: str) -> None:
    status, out, err = say(*words)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_reading_again_tells_the_sum_and_each_change(say: Said) -> None:
    assert say("reread", "r1") == (0, "", "1 read again: 0 changed, 1 the same\n")
    assert say("reread", "--reader-older")[2] == "0 read again: 0 changed, 0 the same\n"
    status, _, err = say("reread", "r1", "r7", "--dry-run")
    assert status == 1
    assert "1 the same, 1 refused (a rehearsal, nothing was kept)" in err
    assert json.loads(say("reread", "r1", "--json")[1])["changes"] == []
    assert say("reread")[0] == 2


def test_lists_are_json_where_that_is_asked_for(say: Said) -> None:
    assert "nobody has ruled on r1 yet" in say("rule", "list", "r1")[2]
    say("rule", "accept", "r1", "i1.date", "i1.place")
    told = [json.loads(line) for line in say("rule", "list", "r1", "--json")[1].splitlines()]
    assert [(one["id"], one["report_id"], one["anchor"]["address"]) for one in told] == [
        ("n1", "r1", "i1.date"),
        ("n2", "r1", "i1.place"),
    ]
