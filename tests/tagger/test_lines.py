"""The shipped line model on pages of our own making, and on any input at all."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.documents import LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger.lines import LineModel, tag_lines
from wiredesk.tagger.lines_fine import CLOCK, is_keyword_line, is_section, pointed_title
from wiredesk.tagger.lines_kinds import KindModel

PAGE = """\
Skip to content
The Salt Coast Ledger
World
Grenade thrown at ferry office in Port Ellis wounds three
By Ines Okoro
14 May 2021, 09:30
Three people were wounded when a grenade was thrown at the office of a ferry company in Port Ellis on Friday, police said.
The attacker fled on a motorcycle, according to a clerk who saw him. No group has said that it was behind the attack.
"We had received telephone calls asking for money," the owner of the company, Tomas Brandt, told reporters outside the office.
The police chief said that two of the wounded were dock workers and that the third was a boy who sold tea near the gate.
Related stories
Fishermen end strike after nine days
Bridge to Isla Verde to reopen in June
Share this article
© The Salt Coast Ledger 2021. All rights reserved.
"""


def _labels(text: str) -> dict[str, LineLabel]:
    return {line.span.cut(text): line.label for line in tag_lines(text)}


def test_a_short_page_is_taken_apart() -> None:
    labels = _labels(PAGE)
    assert labels["Grenade thrown at ferry office in Port Ellis wounds three"] is LineLabel.TITLE
    assert labels["By Ines Okoro"] is LineLabel.BYLINE
    assert labels["14 May 2021, 09:30"] is LineLabel.DATE
    bodies = [line.span.cut(PAGE) for line in tag_lines(PAGE) if line.is_body]
    assert len(bodies) == 4
    assert bodies[0].startswith("Three people were wounded")
    assert bodies[-1].endswith("near the gate.")


def test_finer_labels_name_the_furniture() -> None:
    fine = {line.span.cut(PAGE): line.fine for line in tag_lines(PAGE)}
    assert fine["World"] == "section"
    assert fine["Related stories"] == "related_heading"
    assert fine["Fishermen end strike after nine days"] == "related"
    assert fine["Share this article"] == "share"
    assert fine["© The Salt Coast Ledger 2021. All rights reserved."] == "copyright"


GLUED = """\
06:15 WAT7 June 2020get short URL
On air now: Morning on the Salt Coast
    Home
    Africa
    Business
    Sport
Africa
    Share on FacebookTweetPrint

    Police in Port Ellis are looking for two men who threatened on Friday to burn the ferry office down, officers said.

    The owner of the company, Tomas Brandt, said the men had called him four times and had asked for money each time.

    "They named the day and the gate," he told reporters outside the office. "I have asked for guards until Monday."

    Community standardsDiscussion (12)
"""


def test_glued_furniture_is_named_and_is_no_title() -> None:
    fine = {line.span.cut(GLUED): line.fine for line in tag_lines(GLUED)}
    assert fine["06:15 WAT7 June 2020get short URL"] == "capture_clock"
    assert fine["On air now: Morning on the Salt Coast"] == "menu"
    assert fine["Share on FacebookTweetPrint"] == "share"
    assert fine["Community standardsDiscussion (12)"] == "comments"
    assert not [line for line in tag_lines(GLUED) if line.label is LineLabel.TITLE]


def test_a_section_that_its_menu_holds_already_is_the_story_s() -> None:
    sections = [line.span.start for line in tag_lines(GLUED) if line.fine == "section"]
    assert sections == [GLUED.rindex("Africa\n")]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("abcZ .,\n\n\r\t1#*|©\u200f\u202e\x00\ud800é中"), max_size=200))
def test_any_text_is_labelled_line_by_line(text: str) -> None:
    lines = tag_lines(text)
    assert [line.span.cut(text) for line in lines] == [
        part.strip() for part in text.replace("\r", "\n").split("\n") if part.strip()
    ]


def test_many_lines_are_read_in_pieces() -> None:
    text = "Menu\n" * 45_000
    lines = tag_lines(text)
    assert len(lines) == 45_000
    assert not any(line.is_body for line in lines)


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_an_empty_page_has_no_lines(text: str) -> None:
    assert tag_lines(text) == ()


def test_a_damaged_model_file_is_refused() -> None:
    with pytest.raises(ModelError, match=r"lines\.npz"):
        LineModel(b"no model")
    with pytest.raises(ModelError, match=r"lines_kinds\.npz"):
        KindModel(b"no model")


@pytest.mark.parametrize(
    "text", ["20:35 GMT02 March 2021", "08:12 CETMonday 14 May 2018", "March 2, 2021 20:35", "2021-03-02 20:35 UTC"]
)
def test_clock_lines_are_known(text: str) -> None:
    assert CLOCK.match(text)


@pytest.mark.parametrize("text", ["At 20:35 on 2 March 2021 a bomb went off", f"Updated {datetime.date(2021, 3, 2)}", "20:35"])
def test_other_lines_with_times_are_no_clocks(text: str) -> None:
    assert not CLOCK.match(text)


def test_sections_keywords_and_pointers_are_told_apart() -> None:
    assert is_section("Asia & Pacific")
    assert is_section("Home > World > Middle East")
    assert not is_section("Police find weapons")
    assert is_keyword_line("ransom, Port Ellis, coast guard, Tomas Brandt")
    assert not is_keyword_line("He came, saw the boat, and left.")
    assert pointed_title("READ MORE: Ferries run again") == "Ferries run again"
    assert pointed_title("More than ever: a year of strikes") is None
