"""Heads of captures from several countries: one label a line, the finer ones name subtitle, caption, keywords; all invented."""

import numpy as np
import pytest

from wiredesk.documents import LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger.lines import tag_lines
from wiredesk.tagger.lines_fine import fine_labels
from wiredesk.tagger.lines_head import with_bylines
from wiredesk.tagger.lines_heads import HEAD_NAMES, TITLE_NAMES, beside_title, measure_heads
from wiredesk.tagger.lines_kinds import KindModel, label_of
from wiredesk.tagger.lines_layout import lay_out
from wiredesk.tagger.lines_signs import SIGNS, name_in, signs
from wiredesk.tagger.lines_units import TaggedUnit

_BODY = (
    "Police said on Tuesday that three men had been held after shots were fired at a bus depot on the edge of the town. No one "
    "was hurt, and the depot reopened before noon.\n"
    "The commander of the district, Paulo Reis, said that a rifle and two pistols had been found in a van near the depot. He did "
    "not say what the men wanted there.\n"
    "Drivers went back to work in the afternoon. “We want guards at the gate,” said Ana Lobo, who speaks for the drivers, and "
    "asked the council to meet them this week."
)
_TITLE = "Three held after shots at bus depot"
_BRITISH = f"""\
The Harbour Post
News
Sport
# {_TITLE}
Drivers ask for guards at the gate as police find weapons in a van near the scene
Lena Marsh, North of England correspondent
Tue 4 Mar 2025 18.54 GMT
Last modified on Tue 4 Mar 2025 19.10 GMT
Share
A police officer stands at the gate of the depot. Photograph: Tom Ade/AP
{_BODY}
Topics
Police
Most viewed
Council leader quits over parking row
© 2025 The Harbour Post"""
_AMERICAN = f"""\
KXQT 6 News
Weather 54°
Local News
{_TITLE}
by: Dana Wells
Posted: Mar 4, 2025 / 06:54 PM CST
Updated: Mar 4, 2025 / 07:10 PM CST
SHARE
{_BODY}
Copyright 2025 KXQT. All rights reserved.
Trending Stories
Council leader quits over parking row
1 day ago
Sign up for our newsletter"""
_INDIAN = f"""\
Home / Cities / {_TITLE}
{_TITLE}
PTI | Updated: March 04, 2025 18:54 IST
Follow us
{_BODY}
Read more: Council leader quits over parking row"""
_COOKIES = f"""\
We value your privacy
We and our 842 partners store and access cookies on your device to show you ads and to count visits.
Accept all
Delta Tribune
{_TITLE}
By LENA MARSH
March 4, 2025
{_BODY}
Comments (3)"""
_GERMAN = """\
Hafenbote
Startseite
Schüsse am Busdepot: Drei Männer festgenommen
Stand: 04.03.2025, 18:54 Uhr
Von: Jana Krüger
Die Polizei hat am Dienstag drei Männer festgenommen, nachdem am Rand der Stadt auf ein Busdepot geschossen worden war.
Der Leiter der Dienststelle, Paul Reiss, sagte, in einem Wagen nahe dem Depot seien ein Gewehr und zwei Pistolen gefunden worden.
Die Fahrer arbeiteten am Nachmittag weiter. „Wir wollen Wachen am Tor“, sagte Anna Lob, die für die Fahrer spricht."""
_BRAZILIAN = """\
Correio do Vale
POLÍCIA
Três homens são presos após tiros em garagem de ônibus
Por Lívia Prado
04/03/2025 às 18h54
A polícia informou nesta terça-feira que três homens foram presos depois que tiros atingiram uma garagem de ônibus na periferia.
O comandante do distrito, Paulo Reis, disse que um fuzil e duas pistolas foram achados em uma van perto da garagem.
Os motoristas voltaram ao trabalho à tarde. “Queremos guardas no portão”, disse Ana Lobo, que fala pelos motoristas."""
_AGENCY = f"""\
{_TITLE}
Reuters
March 4, 2025 6:54 PM UTC
{_BODY}"""
_PAGES = {
    "british": _BRITISH,
    "american": _AMERICAN,
    "indian": _INDIAN,
    "cookies": _COOKIES,
    "german": _GERMAN,
    "brazilian": _BRAZILIAN,
    "agency": _AGENCY,
}


def _start(line: str) -> str:
    return line[:26]


def _labels(text: str) -> dict[str, tuple[str, str | None]]:
    """Return label and finer label of each line by its first characters; of lines that begin alike the last."""
    return {_start(text[line.span.start : line.span.end]): (line.label.value, line.fine) for line in tag_lines(text)}


@pytest.mark.parametrize(
    ("page", "line", "label"),
    [
        ("british", "# Three held after shots at bus depot", "title"),
        ("british", "Lena Marsh, North of England", "byline"),
        ("british", "Tue 4 Mar 2025 18.54 GMT", "date"),
        ("british", "Last modified on Tue 4 Mar 2025", "date"),
        ("american", _TITLE, "title"),
        ("american", "by: Dana Wells", "byline"),
        ("american", "Posted: Mar 4, 2025 / 06:54 PM", "date"),
        ("american", "1 day ago", "chrome"),
        ("indian", "Home / Cities / Three held after", "chrome"),
        ("indian", _TITLE, "title"),
        ("indian", "PTI | Updated: March 04, 2025", "date"),
        ("cookies", _TITLE, "title"),
        ("cookies", "By LENA MARSH", "byline"),
        ("cookies", "March 4, 2025", "date"),
        ("german", "Schüsse am Busdepot: Drei Männer", "title"),
        ("german", "Stand: 04.03.2025, 18:54 Uhr", "date"),
        ("german", "Von: Jana Krüger", "byline"),
        ("brazilian", "Três homens são presos após", "title"),
        ("brazilian", "Por Lívia Prado", "byline"),
        ("agency", _TITLE, "title"),
        ("agency", "Reuters", "byline"),
    ],
)
def test_lines_of_a_head_are_named(page: str, line: str, label: str) -> None:
    assert _labels(_PAGES[page])[_start(line)][0] == label


@pytest.mark.parametrize(
    ("page", "line", "fine"),
    [
        ("british", "Drivers ask for guards at the gate", "subtitle"),
        ("british", "A police officer stands at the gate", "caption"),
        ("british", "Topics", "keywords"),
        ("british", "Police", "keywords"),
        ("british", "Council leader quits over parking row", "related"),
        ("american", "Weather 54°", "weather"),
        ("american", "Local News", "section"),
        ("american", "1 day ago", None),
        ("indian", "Read more: Council leader quits", "related"),
        ("cookies", "We and our 842 partners store", "legal"),
    ],
)
def test_finer_labels_name_what_stands_about_the_article(page: str, line: str, fine: str | None) -> None:
    assert _labels(_PAGES[page])[_start(line)] == ("chrome", fine)


@pytest.mark.parametrize("page", _PAGES)
def test_every_line_has_one_label_and_one_is_the_headline(page: str) -> None:
    lines = tag_lines(_PAGES[page])
    assert [line.span.cut(_PAGES[page]) for line in lines] == _PAGES[page].split("\n")
    assert sum(line.label is LineLabel.TITLE for line in lines) == 1


def test_a_stamp_of_a_live_page_is_no_share_line_and_a_place_is_a_dateline() -> None:
    page = f"Bay Ledger\n{_TITLE}\nBy Lena Marsh\nMarch 4, 2025\nTHE TOWN\n{_BODY}\n18:54\nShare this story"
    found = _labels(page)
    assert found["18:54"][1] != "share"
    assert found["THE TOWN"] == ("chrome", "dateline")


@pytest.mark.parametrize(
    "text", ["\u200e", "#", "...", "2099", "a" * 5000, "\ud800 x", "٣ مارس ٢٠٢٥", "By By By", "0:0:0 32/13/2025"]
)
def test_any_line_can_be_measured(text: str) -> None:
    assert len(signs(text)) == len(SIGNS)
    assert all(np.isfinite(signs(text)))
    assert name_in(text) is None or " " in str(name_in(text))


def test_many_lines_give_few_candidates() -> None:
    units = lay_out("\n".join(f"Story number {n} of the day" for n in range(5000))).units
    body = np.zeros(len(units), dtype=np.float32)
    body[2000:2010] = 0.9
    heads = measure_heads(units, body)
    assert len(heads.places) < 100
    assert heads.features.shape == (len(heads.places), len(HEAD_NAMES))
    assert beside_title(heads, units, heads.features[:, 0]).shape == (len(heads.places), len(TITLE_NAMES))


def test_a_page_without_candidates_has_no_rows() -> None:
    heads = measure_heads(lay_out("Reply\nLike").units, np.zeros(2, dtype=np.float32))
    assert heads.features.shape == (0, len(HEAD_NAMES))
    assert beside_title(heads, (), np.zeros(0, dtype=np.float32)).shape == (0, len(TITLE_NAMES))


def test_a_line_of_the_body_needs_more_to_be_a_byline() -> None:
    assert label_of((0.0, 0.5, 0.1), is_body=False) is LineLabel.BYLINE
    assert label_of((0.0, 0.5, 0.1), is_body=True) is LineLabel.ARTICLE
    assert label_of((0.0, 0.1, 0.9), is_body=True) is LineLabel.DATE
    assert label_of((0.9, 0.1, 0.1), is_body=False) is LineLabel.CHROME  # the headline is chosen for the page


def test_the_last_line_of_a_page_without_a_body_may_name_its_author() -> None:
    units = lay_out("Mill burns in Oakdale\n7 May 2016\nAna Roe").units
    found = with_bylines([TaggedUnit(unit, (), LineLabel.CHROME, False, 0.0) for unit in units], 0, len(units))
    assert [one.label for one in found] == [LineLabel.CHROME, LineLabel.DATE, LineLabel.BYLINE]


def test_a_model_of_other_columns_is_refused() -> None:
    with pytest.raises(ModelError, match=r"lines_kinds\.npz"):
        KindModel(b"no model")


def _judged(rows: list[tuple[str, LineLabel, float]]) -> list[LineLabel]:
    """Return the labels that the rules leave; a row is a line, what the models take it for and how likely a headline it is."""
    layout = lay_out("\n".join(text for text, _, _ in rows))
    units = [
        TaggedUnit(unit, layout.lines[unit.first : unit.last], label, label is LineLabel.ARTICLE, title)
        for unit, (_, label, title) in zip(layout.units, rows, strict=True)
    ]
    return [one.label for one in fine_labels(units)]


def test_a_stray_line_taken_for_text_does_not_hide_the_headline() -> None:
    told = [(line, LineLabel.ARTICLE, 0.0) for line in _BODY.split("\n")]
    menu = [(text, LineLabel.CHROME, 0.0) for text in ("News", "Sport", "Weather", "World", "Money", "Letters", "Jobs", "Cars")]
    stray = ("We and our partners keep small files", LineLabel.ARTICLE, 0.0)
    assert _judged([menu[0], stray, *menu[1:], (_TITLE, LineLabel.CHROME, 0.9), *told])[9] is LineLabel.TITLE


def test_a_day_below_the_body_is_no_headline_of_another_story() -> None:
    told = [(line, LineLabel.ARTICLE, 0.0) for line in _BODY.split("\n")]
    below = ("First published on March 4, 2025 at the depot", LineLabel.DATE, 0.0)
    assert _judged([(_TITLE, LineLabel.CHROME, 0.9), *told, below])[-1] is LineLabel.DATE


def test_a_day_glued_to_its_hour_is_read() -> None:
    assert signs("Published Wed, Nov 20 20194:29 AM EST") == signs("Published Wed, Nov 20 2019 4:29 AM EST")
