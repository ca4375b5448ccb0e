"""`wiredesk report`, `upcoming` and `outlet` as a person meets them."""

import json
from pathlib import Path

import pytest

from made_reports import Told, desk_of
from made_stories import BOMBING, HARROW, STORY, UPDATE, filed
from wiredesk.cli.app import run
from wiredesk.desk.desk import Desk
from wiredesk.store.opening import Store

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def address(store: Store, store_address: str) -> str:
    """Give the address of a desk with a story, its update and a hostile report."""
    made: Desk = desk_of(store)
    filed(made, STORY, Told((), [HARROW], BOMBING, published="2026-01-01", title="Four killed", url="https://www.a.example/1"))
    filed(made, UPDATE, Told((), [HARROW], BOMBING, published="2026-01-03", title="Six killed", url="https://b.example/2"))
    hostile = "Nothing \x1b[31mhappened\u202e here at all, and a fair is planned for 12 March 2026 <script>alert(1)</script>."
    filed(made, hostile, Told(published="2026-01-02", title="\x1b]0;x\x07Fair", url="https://c.example/\x1b[1m"))
    return store_address


def told(capsys: Captured, *arguments: str) -> str:
    """Run one verb that must succeed and return what it prints."""
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_the_card_has_every_part_at_80_columns(capsys: Captured, address: str) -> None:
    shown = told(capsys, "report", "r2", "--store", address)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "r2 · b.example · filed 2026-01-02"
    for heading in ("STORY", "CHANGED SINCE R1", "ON THE DESK AS", "INCIDENTS AND THREATS", "WHERE IT CAME FROM"):
        assert heading in lines
    assert "c1, credited to Reuters: with 1 other report" in shown
    assert "an update, of r1" in " ".join(shown.split())
    assert "4, now 6" in shown


def test_a_report_by_itself_says_so_and_shows_no_empty_parts(capsys: Captured, address: str) -> None:
    shown = told(capsys, "report", "r3", "--store", address)
    assert "no other report prints it" in shown
    for heading in ("CHANGED", "RULINGS", "ALERTS", "ON THE DESK AS"):
        assert heading not in shown


def test_nothing_of_a_hostile_report_reaches_the_terminal(capsys: Captured, address: str) -> None:
    for arguments in (
        ["report", "r3"],
        ["report", "r3", "--text"],
        ["report", "r3", "--json"],
        ["upcoming", "--from", "2026-01-01"],
    ):
        shown = told(capsys, *arguments, "--store", address)
        assert "happened" in shown or "upcoming" in arguments
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_the_words_alone_are_printed(capsys: Captured, address: str) -> None:
    assert told(capsys, "report", "r1", "--text", "--store", address) == f"Four killed\n\n{STORY}\n"


def test_json_holds_the_report_and_what_the_desk_knows(capsys: Captured, address: str) -> None:
    card = json.loads(told(capsys, "report", "r2", "--json", "--store", address))
    assert card["report"]["schema"] == "wiredesk.report/1"
    assert card["report"]["article"]["text"] == UPDATE
    assert card["story"]["id"] == "c1"
    assert card["story"]["wires"] == ["Reuters"]
    assert [one["id"] for one in card["story"]["reports"]] == ["r1", "r2"]
    assert card["story"]["reports"][1]["reasons"]
    assert card["previous"] == "r1"
    assert {"kind", "note", "before", "now"} == set(card["changes"][0])
    assert card["incidents"][0]["stories"] == 1
    assert card["log"][0]["actor"] == "tester"


def test_the_evidence_page_is_written(capsys: Captured, address: str, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "r1.html"
    assert told(capsys, "report", "r1", "--html", str(page), "--store", address) == ""
    assert "A bomb killed at least four people" in page.read_text(encoding="utf-8")
    assert told(capsys, "report", "r1", "--html", "-", "--store", address).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["report", "r77"], 1, "r77: is not on this desk"),
        (["report", "story"], 1, "is no report; write its id, such as r12"),
        (["report", "r1", "--text", "--json"], 2, "give one of them"),
        (["report", "r1", "--html", " "], 2, "names no file"),
        (["upcoming", "--from", "soon"], 2, "write it as 2019, 2019-04 or 2019-04-30"),
        (["upcoming", "--days", "-1"], 2, "--days"),
        (["outlet", "--reliability", "A"], 2, "name the outlet"),
        (["outlet", "a.example", "--reliability", "Z"], 2, "A (completely reliable)"),
        (["outlet", "z.example"], 1, "no report on this desk is from it"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    capsys: Captured, address: str, arguments: list[str], status: int, words: str
) -> None:
    assert run([*arguments, "--store", address]) == status
    told_in = capsys.readouterr()
    assert words in told_in.err
    assert (told_in.out, told_in.err.count("\n")) == ("", 1)


def test_dates_to_come_stand_under_their_day(capsys: Captured, address: str) -> None:
    shown = told(capsys, "upcoming", "--from", "2026-03-11", "--store", address)
    assert "12 MARCH 2026 · TOMORROW" in shown
    assert "r1 · a.example · 2026-01-01 · Four killed · also in 1 copy of the story" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "· TODAY" in told(capsys, "upcoming", "--from", "2026-03-12", "--days", "0", "--store", address)


def test_dates_to_come_as_json_name_each_report_and_its_copies(capsys: Captured, address: str) -> None:
    [line] = told(capsys, "upcoming", "--from", "2026-01-01", "--json", "--store", address).splitlines()
    date = json.loads(line)
    assert (date["earliest"], date["latest"]) == ("2026-03-12", "2026-03-12")
    assert [(one["id"], one["copies"]) for one in date["reports"]] == [("r1", ["r2"]), ("r3", [])]
    assert len(date["reports"][0]["uids"][0]) == 32


def test_no_dates_to_come_is_a_note_and_no_error(capsys: Captured, address: str) -> None:
    assert run(["upcoming", "--from", "2027-01-01", "--store", address]) == 0
    assert "no report names a date to come" in capsys.readouterr().err


def test_outlets_are_rated_and_listed(capsys: Captured, address: str) -> None:
    assert run(["outlet", "b.example", "--reliability", "c", "--note", "reprints", "--as", "ana", "--store", address]) == 0
    assert "b.example: C: fairly reliable" in capsys.readouterr().err
    shown = told(capsys, "outlet", "--store", address)
    assert "C   b.example" in shown
    assert "reliability not set" in shown
    rows = [json.loads(line) for line in told(capsys, "outlet", "--json", "--store", address).splitlines()]
    assert {row["key"]: row["reliability"] for row in rows} == {"a.example": None, "b.example": "C", "c.example": None}
    assert "(reliability C)" in told(capsys, "report", "r2", "--store", address).splitlines()[0]
