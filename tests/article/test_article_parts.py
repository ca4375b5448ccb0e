"""Bylines, clocks, copyright holders and languages: small readers, each on its own."""

import datetime

import pytest

from wiredesk.article.bylines import authors
from wiredesk.article.clocks import clock
from wiredesk.article.languages import language
from wiredesk.article.parts import holder


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Lena Farouk", ("Lena Farouk",)),
        ("BY LENA FAROUK AND HUGO DE SILVA", ("Lena Farouk", "Hugo de Silva")),
        ("By Lena Farouk, Hugo Moreau and Ravi Gupta", ("Lena Farouk", "Hugo Moreau", "Ravi Gupta")),
        ("Lena Farouk - Nov 19, 2019, 10:31 pm CST", ("Lena Farouk",)),
        ("By Lena FaroukPublished: Jan 29, 2025", ("Lena Farouk",)),
        ("Written by Hugo Moreau in Port Ellis", ("Hugo Moreau",)),
        ("By Lena Farouk, Staff Writer", ("Lena Farouk",)),
        ("By Jean-Luc O'Hara | Salt Coast Ledger", ("Jean-Luc O'Hara",)),
        ("By May Tanaka", ("May Tanaka",)),
        ("By Lena FaroukBAYNews", ("Lena Farouk",)),
        ("By Ewan McDONALD", ("Ewan McDONALD",)),
        ("14 May 2021", ()),
        ("", ()),
    ],
)
def test_bylines_give_names_only(text: str, names: tuple[str, ...]) -> None:
    assert authors(text).names == names


def test_agencies_are_bodies_and_not_names() -> None:
    found = authors("By Lena Farouk, Salt Coast News Agency")
    assert found.names == ("Lena Farouk",)
    assert found.bodies == ("Salt Coast News Agency",)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20:35 GMT02 March 2021", "2021-03-02T20:35:00+00:00"),
        ("08:12 CETMonday 14 May 2018", "2018-05-14T08:12:00+01:00"),
        ("May 14, 2018 8:12 PM", "2018-05-14T20:12:00"),
        ("14 May 2018", "2018-05-14T00:00:00"),
        ("14 May 2018 25:99", "2018-05-14T00:00:00"),
    ],
)
def test_clocks_are_read_with_their_zone(text: str, moment: str) -> None:
    assert clock(text) == datetime.datetime.fromisoformat(moment)


def test_a_clock_without_a_day_is_none() -> None:
    assert clock("20:35 GMT") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("© The Bay Ledger 2019. All rights reserved. Terms of use | Privacy", "The Bay Ledger"),
        ("Copyright © 2005-2019 Bay Ledger Media, All Rights Reserved.", "Bay Ledger Media"),
        ("(c) 2020 BayLedger.com", "BayLedger.com"),
        ("All rights reserved", None),
    ],
)
def test_copyright_lines_name_their_holder(text: str, name: str | None) -> None:
    assert holder(text) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The police said on Monday that three of the men had been seen near the harbour with a van.", "en"),
        ("Die Polizei hat am Montag drei Männer festgenommen, die mit einem Lieferwagen in der Nähe des Hafens waren.", "de"),
        ("La policía dijo que los tres hombres fueron vistos cerca del puerto con una furgoneta.", "es"),
        ("ok", None),
    ],
)
def test_languages_are_named(text: str, code: str | None) -> None:
    assert language(text) == code
