"""Watches and alerts in the browser: a search as a watch, what is lost said before, tried, fired, paused, removed."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from web_people import client_of, people_on, session_of, token_in
from web_works import works_on

from desk_files import SAMPLES, desk_on, filed, filled
from wiredesk.alerts.rules import PlaceWanted, Rule
from wiredesk.desk import watching
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question
from wiredesk.desk.roles import Role
from wiredesk.desk.watching_searches import watchable
from wiredesk.errors import SettingError
from wiredesk.store.opening import Store


def token_of(client: TestClient) -> str:
    found = re.search(r'"X-Wiredesk-Token": "([^"]+)"', client.get("/watches").text)
    assert found
    return found[1]


def post(client: TestClient, address: str, **fields: str) -> Any:
    return client.post(address, data={"token": token_of(client), **fields})


# -- a search as a watch -----------------------------------------------------------------------------------------------


def test_a_search_becomes_the_watch_nearest_to_it(desk: Desk) -> None:
    told = watchable(desk, Question(words='"bus station"', who=("Ada Roe",), countries=("CM",), types=("bombing",)))
    assert told.rule.phrases == ("bus station",)
    assert told.rule.who == ("Ada Roe",)
    assert told.rule.places == (PlaceWanted("Cameroon"),)
    assert [one.value for one in told.rule.types] == ["bombing"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(words="market bombs"), "any one of them is enough"),
        (Question(words="kidnap*"), "wants whole words"),
        (Question(words="market -hall"), "“-hall” cannot be kept away"),
        (Question(words="x", languages=("en",)), "The language is left out"),
        (Question(words="x", with_background=True), "only recalls raise no alert"),
        (Question(who=("A", "B")), "any one of them is enough"),
    ],
)
def test_what_a_watch_cannot_hold_of_a_search_is_said(desk: Desk, question: Question, said: str) -> None:
    assert said in " ".join(watchable(desk, question).notes)


def test_a_rule_is_tried_on_the_newest_reports_and_raises_nothing(store: Store) -> None:
    with filled(store) as desk:
        found, n_looked = watching.tried_newest(desk, Rule(phrases=("bus station",)), most=300)
        assert n_looked == 15
        assert found
        assert all("bus station" in one.sentence.lower() for one in found)
        assert watching.listed_alerts(desk, most=10) == []
        few, n_few = watching.tried_newest(desk, Rule(phrases=("bus station",)), most=2)
        assert n_few == 2
        assert len(few) < len(found)


def test_alerts_are_paged_and_told_with_their_sentence(store: Store) -> None:
    desk = desk_on(store)
    watching.add_watch(desk, "Garoua", Rule(places=(PlaceWanted("Garoua"),)), ["desk"])
    watching.add_watch(desk, "stations", Rule(phrases=("bus station",)), ["desk", "terminal"])
    filed(desk, *(path.name for path in SAMPLES))
    every = watching.listed_alerts(desk, most=100)
    assert {one.row.watch_name for one in every} == {"Garoua", "stations"}
    own = watching.listed_alerts(desk, watch="stations", most=100)
    assert [one.row.alert_id for one in own] == [one.row.alert_id for one in every if one.row.watch_name == "stations"]
    assert all([sent.sink for sent in one.deliveries] == ["terminal"] for one in own)
    assert all(one.deliveries == () for one in every if one.row.watch_name == "Garoua")
    first = watching.listed_alerts(desk, most=1)
    rest = watching.listed_alerts(desk, before=first[0].row.alert_id, most=100)
    assert [one.row.alert_id for one in first + rest] == [one.row.alert_id for one in every]
    assert all("Garoua" in one.sentence for one in every if one.row.watch_name == "Garoua")


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_a_search_is_saved_from_its_page_and_then_fires(client: TestClient, desk: Desk) -> None:
    text = client.get("/search?q=%22bus+station%22&type=bombing&from=2024").text
    address = unescape(re.search(r'href="(/watches/new[^"]*)"', text)[1])  # type: ignore[index]
    form = client.get(address).text
    assert "From and to are left out" in form
    assert re.search(r'value="bombing" checked', form)
    made = post(client, "/watches", name="Stations", phrases="bus station", type="bombing")
    assert made.status_code == 303
    here = made.headers["location"]
    assert "hx-get" in client.get(here).text
    assert "It would have fired" in client.get(f"{here}/tried").text
    assert "<html" not in client.get(f"{here}/tried", headers={"hx-request": "true"}).text
    with desk.store.reading() as on:
        assert watching.watch_of(on, "Stations").sinks == ()
    assert "Stations" in client.get("/watches").text


def test_a_rule_is_tried_before_it_is_saved(client: TestClient) -> None:
    headers = {"hx-request": "true"}
    part = client.post("/watches/try", data={"token": token_of(client), "phrases": "bus station"}, headers=headers)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "It would have fired" in part.text
    none = client.post("/watches/try", data={"token": token_of(client), "phrases": "no such words"}, headers=headers)
    assert "None of the newest 15 reports meets it" in none.text
    page = client.post("/watches/try", data={"token": token_of(client), "phrases": "bus station", "name": "x<y"})
    assert "<html" in page.text
    assert 'value="x&lt;y"' in page.text


def test_a_watch_rests_goes_on_and_is_removed(client: TestClient, desk: Desk) -> None:
    row = watching.add_watch(desk, "Stations", Rule(phrases=("bus station",)), ["desk"])
    here = f"/watches/w{row.watch_id}"
    post(client, f"{here}/pause")
    assert watching.listed_watches(desk)[0][0].is_paused
    post(client, f"{here}/resume")
    assert not watching.listed_watches(desk)[0][0].is_paused
    post(client, f"{here}/remove")
    assert watching.listed_watches(desk) == []
    assert client.get(here).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x"},
        {"name": " ", "phrases": "a"},
        {"name": "x", "phrases": "a", "webhook": "http://127.0.0.1/hook"},
        {"name": "x", "phrases": "a", "webhook": "file:///etc/passwd"},
        {"name": "x", "phrases": "a", "mail": "nobody"},
        {"name": "x", "phrases": "a", "atom": "/etc/passwd"},
        {"name": "x", "phrases": "a", "near": "95,10", "km": "5"},
        {"name": "x", "near": "No Such Place Anywhere"},
        {"name": "w12", "phrases": "a"},
    ],
)
def test_a_watch_that_cannot_be_is_refused_and_the_form_stays(client: TestClient, desk: Desk, fields: dict[str, str]) -> None:
    answer = client.post("/watches", data={"token": token_of(client), **fields})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert f'name="name" value="{fields["name"]}"' in answer.text
    assert watching.listed_watches(desk) == []


def test_a_change_without_the_token_changes_nothing(client: TestClient, desk: Desk) -> None:
    row = watching.add_watch(desk, "Stations", Rule(phrases=("bus station",)), ["desk"])
    assert client.post(f"/watches/w{row.watch_id}/remove").status_code == 403
    assert client.post("/watches", data={"name": "x", "phrases": "a"}).status_code == 403
    assert len(watching.listed_watches(desk)) == 1


def test_alerts_are_listed_marked_as_seen_and_a_feed(empty_client: TestClient, empty_desk: Desk) -> None:
    assert "Nothing is watched" in empty_client.get("/alerts").text
    row = watching.add_watch(empty_desk, "<b>Stations</b>", Rule(phrases=("bus station",)), ["desk"])
    assert "No alert yet" in empty_client.get("/alerts").text
    filed(empty_desk, *(path.name for path in SAMPLES))
    text = empty_client.get("/alerts").text
    assert "badge-warn" in text
    assert "<b>Stations" not in text
    assert "bus station" in text.lower()
    newest = re.search(r'name="newest" value="(\d+)"', text)
    assert newest
    token = re.search(r'"X-Wiredesk-Token": "([^"]+)"', text)[1]  # type: ignore[index]
    empty_client.post("/alerts/seen", data={"token": token, "newest": newest[1]})
    assert "badge-warn" not in empty_client.get("/alerts").text
    feed = empty_client.get(f"/watches/w{row.watch_id}/feed.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert empty_client.get(f"/api/v1/watches/w{row.watch_id}/feed.atom").content == feed.content
    entries = ElementTree.fromstring(feed.content).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 - our own
    assert len(entries) == len(watching.listed_alerts(empty_desk, most=100))


def test_the_desk_alone_is_a_sink_and_takes_nothing_after_it(desk: Desk) -> None:
    with pytest.raises(SettingError):
        watching.add_watch(desk, "x", Rule(phrases=("a",)), ["desk:there"])


def test_the_api_makes_tries_pauses_and_removes_a_watch(client: TestClient, desk: Desk) -> None:
    headers = {"x-wiredesk-token": token_of(client)}
    rule = {"phrases": ["bus station"], "places": ["Cameroon"], "near": {"latitude": 9.3, "longitude": 13.39, "km": 50}}
    tried = client.post("/api/v1/watches/try", json=rule, headers=headers).json()
    assert (tried["n_looked"], tried["n_fired"]) == (15, len(tried["items"]))
    assert tried["items"]
    made = client.post("/api/v1/watches", json={"name": "Stations", "rule": rule}, headers=headers)
    assert made.status_code == 201
    here = f"/api/v1/watches/{made.json()['id']}"
    assert client.get(here).json()["rule"]["near"] == {"latitude": 9.3, "longitude": 13.39, "km": 50}
    assert made.json()["sinks"] == ["desk"]
    assert client.post(f"{here}/pause", headers=headers).json()["is_paused"]
    assert not client.post(f"{here}/resume", headers=headers).json()["is_paused"]
    assert client.post("/api/v1/watches", json={"name": "Stations", "rule": rule}, headers=headers).status_code == 400
    assert client.post("/api/v1/watches", json={"name": "x", "rule": {}}, headers=headers).status_code == 400
    assert client.delete(here, headers=headers).json()["name"] == "Stations"
    assert client.get(here).status_code == 404
    assert client.get("/api/v1/watches").json()["items"] == []


def test_the_api_pages_alerts(empty_client: TestClient, empty_desk: Desk) -> None:
    watching.add_watch(empty_desk, "Stations", Rule(phrases=("bus station",)), ["desk"])
    filed(empty_desk, *(path.name for path in SAMPLES))
    every = client_items(empty_client, "/api/v1/alerts")
    first = empty_client.get("/api/v1/alerts?limit=1").json()
    rest = client_items(empty_client, f"/api/v1/alerts?cursor={first['next']}")
    assert [one["id"] for one in first["items"] + rest] == [one["id"] for one in every]
    assert all("bus station" in one["sentence"].lower() for one in every)
    assert client_items(empty_client, "/api/v1/alerts?watch=w1") == every


def client_items(client: TestClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(address).json()["items"]
    return found


def test_with_accounts_no_file_is_written_and_readers_only_look(desk: Desk, tmp_path: Path) -> None:
    people = people_on(desk)
    works = works_on(desk)
    watching.add_watch(desk, "Stations", Rule(phrases=("bus station",)), ["desk"])
    with client_of(works, session_of(desk, people[Role.EDITOR])) as editor:
        fields = {"token": token_in(editor), "name": "x", "phrases": "a", "atom": str(tmp_path / "out.atom")}
        refused = editor.post("/watches", data=fields)
        assert refused.status_code == 400
        assert "at the machine itself" in refused.text
    with client_of(works, session_of(desk, people[Role.READER])) as reader:
        for path in ("/watches", "/watches/w1", "/alerts", "/sources", "/sources/1", "/search"):
            text = reader.get(path).text.split("<main")[1]
            assert not re.search(r'action="/(watches|sources)/', text), path
            assert "/watches/new" not in text, path
        assert reader.get("/settings/feeds").status_code == 403
        assert reader.get("/watches/new").status_code == 403
        assert reader.post("/watches/w1/remove", data={"token": token_in(reader)}).status_code == 403
    assert not (tmp_path / "out.atom").exists()
    assert len(watching.listed_watches(desk)) == 1
