"""Search in the browser: marks, facets whose counts come true, paging, advice, names as one types, hostile words."""

import calendar
import datetime
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk_files import filled
from wiredesk.desk.desk import Desk
from wiredesk.desk.faceting import facets, spots
from wiredesk.desk.finding import Around, Question, find
from wiredesk.desk.finding_names import people_named
from wiredesk.desk.ids import parse_id
from wiredesk.desk.suggesting import advice, suggested
from wiredesk.store.opening import On, Store
from wiredesk.store.searching_facets import Facet
from wiredesk.store.searching_wanted import Circle


def page_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def _hits(text: str) -> list[str]:
    return re.findall(r'class="row" href="/reports/(r\d+)"', text)


# -- facets, on both databases -----------------------------------------------------------------------------------------


def _narrowed(question: Question, facet: Facet, value: str) -> Question:
    if facet is Facet.MONTH:
        year, month = (int(part) for part in value.split("-"))
        last = calendar.monthrange(year, month)[1]
        return replace(question, since=datetime.date(year, month, 1), until=datetime.date(year, month, last))
    if facet is Facet.ENTITY:
        return replace(question, entities=(*question.entities, parse_id(value, "entity")))
    changes: dict[Facet, dict[str, Any]] = {
        Facet.TYPE: {"types": (value,)},
        Facet.STAGE: {"stages": (value,)},
        Facet.COUNTRY: {"countries": (value,)},
        Facet.LANGUAGE: {"languages": (value,)},
        Facet.OUTLET: {"outlet": value},
    }
    return replace(question, **changes[facet])


ASKED = [
    Question(),
    Question(words="bus station"),
    Question(words="police", types=("bombing",)),
    Question(stages=("accomplished",), countries=("CM", "MZ")),
    Question(near=Circle(9.3, 13.39, 60)),
    Question(near=Around("Garoua", 60), with_background=True),
    Question(place="Mozambique", languages=("en",)),
]


def test_each_count_of_a_facet_is_what_the_search_then_finds(store: Store) -> None:
    with filled(store) as desk:
        for question in ASKED:
            told = facets(desk, question)
            assert told.groups, question
            assert not told.is_more
            for facet, one in [(group.facet, value) for group in told.groups for value in group.values]:
                found = find(desk, replace(_narrowed(question, facet, one.value), is_folded=False))
                assert found.n_hits == one.n_reports, (question, facet, one)


def test_a_facet_with_a_choice_still_counts_the_others(store: Store) -> None:
    with filled(store) as desk:
        every = next(one for one in facets(desk, Question()).groups if one.facet is Facet.TYPE)
        chosen = next(one for one in facets(desk, Question(types=("kidnapping",))).groups if one.facet is Facet.TYPE)
        assert {(one.value, one.n_reports) for one in chosen.values} == {(one.value, one.n_reports) for one in every.values}
        assert [one.value for one in chosen.values if one.is_chosen] == ["kidnapping"]


def test_a_choice_that_nothing_has_stays_to_be_taken_away(store: Store) -> None:
    with filled(store) as desk:
        told = facets(desk, Question(words="bus station", countries=("FR",)))
        (country,) = (one for one in told.groups if one.facet is Facet.COUNTRY)
        assert ("FR", "France", 0, True) in [(v.value, v.words, v.n_reports, v.is_chosen) for v in country.values]


def test_incidents_of_the_results_have_their_spots_and_days(store: Store) -> None:
    with filled(store) as desk:
        (one,) = spots(desk, Question(words="bus station", types=("bombing",)))
        assert (one.place, one.earliest, one.n_reports) == ("Garoua", "2024-03-14", 5)
        assert one.latitude is not None
        assert spots(desk, Question(near=Circle(0.0, -140.0, 10))) == []


def test_names_are_suggested_by_their_beginning(store: Store) -> None:
    with filled(store) as desk:
        names = [one.name for one in suggested(desk, "garo")]
        assert names == ["Garoua"]
        assert suggested(desk, "g") == []
        assert suggested(desk, "%") == []
        assert suggested(desk, "__") == []


def test_a_name_that_is_misspelled_brings_the_ones_written_alike(store: Store) -> None:
    with filled(store) as desk:
        told = advice(desk, Question(words="Garouaa bombng", types=("bombing",)))
        assert "Garoua" in [one.name for one in told.names]
        assert [(one.condition, one.n_reports) for one in told.wider] == [("q", 5)]


def test_names_as_long_as_they_may_be_are_held_against_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []

    def none_alike(key: str, _name: str) -> bool:
        held.append(key)
        return False

    monkeypatch.setattr("wiredesk.desk.suggesting._is_alike", none_alike)
    with filled(store) as desk:
        long = "garoua " * 28
        told = advice(desk, Question(who=(long, long + "x"), place=long))
        assert (told.names, told.wider) == ((), ())
        assert held == [], "holding one name against another takes the square of their letters"
        advice(desk, Question(place="garouaa"))
        assert set(held) == {"garouaa"}


def test_a_question_of_two_names_that_nobody_has_is_not_asked_again_without_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(on: On, name: str) -> object:
        asked.append(name)
        return people_named(on, name)

    monkeypatch.setattr("wiredesk.desk.finding.people_named", counted)
    with filled(store) as desk:
        advice(desk, Question(who=tuple(f"nobody {number}" for number in range(8))))
        assert len(asked) == 8


def test_a_circle_round_a_place_by_name_is_the_circle_round_its_spot(store: Store) -> None:
    with filled(store) as desk:
        by_name = find(desk, Question(near=Around("garoua", 30)))
        assert by_name.n_hits == 5
        unknown = find(desk, Question(near=Around("Nowhere At All", 30)))
        assert unknown.notes == ("no spot on the map is known for Nowhere At All",)


# -- the page ----------------------------------------------------------------------------------------------------------


def test_what_matched_is_marked_and_gaps_stay(client: TestClient) -> None:
    text = page_of(client, "/search?q=bus+station")
    assert "<mark>bus</mark> <mark>station</mark> of" in re.sub(r"\s+", " ", text)
    assert "5 reports in 4 stories" in text
    assert "and 1 copy" in text
    assert page_of(client, "/search?q=bus+station&all=1").count('class="row" href="/reports/') == 5


def test_the_links_of_facets_narrow_and_widen_again(client: TestClient) -> None:
    text = page_of(client, "/search?q=police")
    before = _hits(text)
    address = unescape(next(one for one in re.findall(r'<li><a href="(/search\?[^"]+)"', text) if "type=bombing" in one))
    narrowed = page_of(client, address)
    assert set(_hits(narrowed)) < set(before)
    away = re.search(r'<a href="([^"]+)" aria-current="true">', narrowed)
    assert away
    assert _hits(page_of(client, unescape(away[1]))) == before


def test_further_results_come_as_a_part_and_as_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiredesk.web.routes.search._PER_PAGE", 4)
    seen: list[str] = []
    address = "/search?all=1"
    while True:
        text = page_of(client, address)
        seen += _hits(text)
        more = re.search(r'href="([^"]+)" hx-get', text)
        if more is None:
            break
        address = unescape(more[1])
        part = client.get(address, headers={"hx-request": "true"}).text
        assert "<html" not in part
        assert _hits(part) == _hits(page_of(client, address))
    assert len(seen) == len(set(seen)) == 15


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    text = page_of(client, "/search?q=Garouaa&type=bombing")
    assert "Nothing was found" in text
    assert "Garoua" in text.split("written alike")[1]
    assert "without “Garouaa”" in text


def test_an_empty_desk_says_where_to_begin(empty_client: TestClient) -> None:
    assert 'href="/add"' in page_of(empty_client, "/search")
    assert "Nothing to search yet" in page_of(empty_client, "/search")


@pytest.mark.parametrize(
    "rubbish",
    ["q=%22%22%22", "q=***", "q=-", "q=%01%02", "q=NEAR(a+b)", "q=%27%3B+DROP+TABLE", "q=%F0%9F%98%80", "near=x,y,z", "who=%25",
     "place=___", "q=" + "a" * 1000, "from=&to=&type=&km=&near=", "q=title:x"],
)  # fmt: skip
def test_whatever_is_typed_is_no_error(client: TestClient, rubbish: str) -> None:
    assert client.get(f"/search?{rubbish}").status_code == 200
    assert client.get(f"/search/facets?{rubbish}").status_code == 200
    assert client.get(f"/search/pictures?{rubbish}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status"),
    [("from=2024-13", 400), ("near=99,10", 400), ("after=zzz", 422), ("after=9", 400), ("type=nonsense", 422), ("entity=r1", 422),
     ("q=" + "a" * 1001, 422), ("country=france", 422)],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(client: TestClient, wrong: str, status: int) -> None:
    assert client.get(f"/search?{wrong}").status_code == status


def test_words_of_the_address_are_never_markup(client: TestClient) -> None:
    text = page_of(client, '/search?q="><script>alert(1)</script>&who=<b>x</b>&outlet=<i>')
    assert "<script>alert" not in text
    assert "<b>x" not in text
    assert "<i>" not in text


def test_pictures_come_as_a_part_with_the_incidents(client: TestClient) -> None:
    part = client.get("/search/pictures?q=bus+station", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert 'data-picture="map"' in part
    assert '"label": "bombing, Garoua"' in unescape(part)


# -- the API -----------------------------------------------------------------------------------------------------------


def test_the_api_finds_the_same_as_the_page(client: TestClient, desk: Desk) -> None:
    told = client.get("/api/v1/search?q=bus+station&limit=3").json()
    assert (told["n_hits"], told["n_stories"], told["is_more"]) == (5, 4, False)
    rest = client.get(f"/api/v1/search?q=bus+station&limit=3&cursor={told['next']}").json()
    ids = [one["id"] for one in told["items"] + rest["items"]]
    assert ids == _hits(page_of(client, "/search?q=bus+station"))
    first = told["items"][0]
    start = first["snippet"]["span"][0]
    begin, end = first["snippet"]["marks"][0]
    assert first["snippet"]["text"][begin - start : end - start].lower() in ("bus", "station")


def test_the_api_tells_facets_and_suggestions(client: TestClient) -> None:
    told = client.get("/api/v1/search/facets?q=bus+station").json()
    kinds = next(one for one in told["groups"] if one["facet"] == "type")
    assert ("bombing", 5) in [(one["value"], one["n_reports"]) for one in kinds["values"]]
    found = client.get("/api/v1/search/suggestions?q=garo").json()
    assert [one["name"] for one in found["items"]] == ["Garoua"]
    assert client.get("/api/v1/search?type=nonsense").json()["error"]["code"] == "wrong_value"
