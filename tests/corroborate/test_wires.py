"""An agency is named where it is credited, and not where it is only quoted."""

import tomllib
from importlib.resources import files

import pytest

from wiredesk.corroborate.wires import wire_of
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Reading

_BODY = "A bomb went off in a market on Thursday, police said.\n\nNobody claimed it."


def told(text: str = _BODY, *, byline: tuple[str, ...] = (), publisher: str | None = None, url: str | None = None) -> Reading:
    source = Source("x", "text/plain", "0" * 64, len(text), url=url)
    return Reading(Report(source, Article(text, byline=byline, publisher=publisher), Published()))


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        (f"KIROV (Reuters) - {_BODY}", "Reuters"),
        (f"KIROV, Russia, March 3 (Reuters) – {_BODY}", "Reuters"),
        (f"Kirov, Kenya (AP) — {_BODY}", "Associated Press"),
        (f"(AP) -- {_BODY}", "Associated Press"),
        (f"MOSCOW, March 3. /TASS/. {_BODY}", "TASS"),
        (f"ISLAMABAD (Dunya News/AFP) - {_BODY}", "Agence France-Presse"),
        (f"BEIJING, March 3 (Xinhua) -- {_BODY}", "Xinhua"),
        (f"SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- {_BODY}", None),
        (f"BOGOTA, 3 JAN 90 (EFE) -- {_BODY}", "EFE"),
        (f"NEW DELHI, PTI: {_BODY}", "Press Trust of India"),
        (f"{_BODY}\n\nSource: Xinhua", "Xinhua"),
        (f"{_BODY}\n\n(Reporting by A. Writer in Harrow; Editing by B. Editor)", "Reuters"),
        (f"{_BODY} (AFP)", "Agence France-Presse"),
        (f"{_BODY} - Bernama", "Bernama"),
        (f"{_BODY}\n\n© 2016 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{_BODY}\n\nCopyright 2016 Agence France-Presse", "Agence France-Presse"),
        (f"By Agence France-Presse\n\n{_BODY}", "Agence France-Presse"),
        (f"GAROUA, Cameroon (Sahel News Agency) - {_BODY}", "Sahel News Agency"),
        (f"{_BODY}\n\nSource: Harbour Newswire", "Harbour Newswire"),
        (f"{_BODY}\n\nHe had once worked for the old news agency of the valley.", None),
        (f"HARROW (Kella Post) - {_BODY}", None),
        (_BODY, None),
        (f"{_BODY}\n\nThe mayor told Reuters that he had known nothing of it.", None),
        (f"Police shot a man (AP photo) on the bridge at noon. {_BODY}", None),
        (f"The AP said on Friday that its man was free. {_BODY}", None),
        (f"The app (AA members only) went dark. {_BODY}", None),
    ],
)
def test_the_agency_is_read_from_datelines_and_credits(text: str, wire: str | None) -> None:
    assert wire_of(told(text)) == wire


@pytest.mark.parametrize(
    ("byline", "wire"),
    [
        (("Reuters",), "Reuters"),
        (("Ana Ruiz", "Associated Press"), "Associated Press"),
        (("Ana Ruiz and AFP",), "Agence France-Presse"),
        (("Ana Ruiz",), None),
        (("Aphra Ap Rhys",), None),
    ],
)
def test_the_agency_is_read_from_the_byline(byline: tuple[str, ...], wire: str | None) -> None:
    assert wire_of(told(byline=byline)) == wire


def test_an_agency_s_own_page_is_its_own() -> None:
    assert wire_of(told(url="https://www.reuters.com/world/1")) == "Reuters"
    assert wire_of(told(url="https://in.reuters.com/article/1")) == "Reuters"
    assert wire_of(told(url="https://notreuters.com/1")) is None
    assert wire_of(told(publisher="Xinhua News Agency")) == "Xinhua"


def test_the_byline_outranks_the_site() -> None:
    assert wire_of(told(byline=("AFP",), url="https://www.reuters.com/1")) == "Agence France-Presse"


def test_the_list_of_agencies_is_whole() -> None:
    agencies = tomllib.loads(files("wiredesk.corroborate").joinpath("wires.toml").read_text(encoding="utf-8"))["agency"]
    assert len({one["country"] for one in agencies}) >= 50
    names = [name.casefold() for one in agencies for name in {one["name"], *one.get("names", ())}]
    codes = [code for one in agencies for code in one.get("codes", ())]
    assert len(names) == len(set(names))
    assert len(codes) == len(set(codes))
    assert all(set(one) <= {"name", "country", "names", "codes", "hosts", "marks"} for one in agencies)
