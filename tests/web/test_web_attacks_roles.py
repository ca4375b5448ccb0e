"""Claims about who may do what: every route is tried by each role below the one it needs, and by nobody."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from web_people import client_of, session_of, token_in
from web_people import people as people
from web_ways import Way, ways
from web_works import works_on

from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.desk.sessions import make_key
from wiredesk.web.roles import NEEDS
from wiredesk.web.works import Works

OPEN = {
    ("GET", "/static/{digest}/{name:path}"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("POST", "/logout"),
    ("GET", "/health"),
    ("GET", "/api/v1/openapi.json"),
}


@pytest.fixture
def works(desk: Desk) -> Works:
    return works_on(desk, lets_errors_through=False)


@pytest.fixture
def clients(works: Works, people: dict[Role, int]) -> Iterator[dict[Role, TestClient]]:
    made = {role: client_of(works, session_of(works.desk, account_id)) for role, account_id in people.items()}
    yield made
    for one in made.values():
        one.close()


def tried(client: TestClient, way: Way, address: str, token: str = "") -> tuple[int, str]:
    """Try a route and return status and, for a redirect, where to."""
    headers = {"x-wiredesk-token": token} if token else {}
    answer = client.request(way.method, address, headers=headers)
    return answer.status_code, answer.headers.get("location", "")


def test_every_route_names_what_it_needs(works: Works) -> None:
    found = ways(client_of(works).app)
    assert len(found) > 60
    assert not [way for way in found if way.needs == "?"]
    assert {way.needs for way in found} - {None} <= NEEDS.keys()


def test_only_these_routes_are_open_to_nobody(works: Works) -> None:
    assert {(way.method, way.path) for way in ways(client_of(works).app) if way.needs is None} <= OPEN


def test_nobody_gets_nowhere_without_login(works: Works, people: dict[Role, int]) -> None:
    client = client_of(works)
    token = token_in(client, "/login")
    wrong = []
    for way in ways(client.app):
        for address in way.addresses() if way.needs is not None else ():
            status, where = tried(client, way, address, token)
            if (status != 401) if way.is_api else (status != 303 or not where.startswith("/login?next=")):
                wrong.append((way.method, address, status, where))
    assert not wrong


def test_no_role_does_what_takes_a_higher_one(clients: dict[Role, TestClient]) -> None:
    n_tried, wrong = 0, []
    for role, client in clients.items():
        token = token_in(client)
        above = [way for way in ways(client.app) if way.needs is not None and NEEDS[way.needs] > role]
        for way, address in ((one, address) for one in above for address in one.addresses()):
            n_tried += 1
            if (status := tried(client, way, address, token)[0]) != 403:
                wrong.append((role.word, way.method, address, status))
    assert n_tried > 60
    assert not wrong


def test_each_role_sees_what_it_may(clients: dict[Role, TestClient]) -> None:
    wrong = []
    for role, client in clients.items():
        seen = [way for way in ways(client.app) if way.method == "GET" and way.needs is not None and NEEDS[way.needs] <= role]
        for way, address in ((one, address) for one in seen if not one.is_stream for address in one.addresses()):
            status = tried(client, way, address)[0]
            if status in (401, 403) or status >= 500:
                wrong.append((role.word, address, status))
    assert not wrong


def test_a_key_does_no_more_than_its_own_role(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.ADMIN], "for reading", Role.READER)
    client = client_of(works, headers={"authorization": f"Bearer {key.words}"})
    assert client.get("/api/v1/me").json()["role"] == "reader"
    assert client.get("/api/v1/people").status_code == 403
    assert client.post("/api/v1/people", json={"name": "X", "role": "admin"}).status_code == 403


def test_a_key_goes_down_with_its_account(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.EDITOR], "for work", Role.EDITOR)
    admin = client_of(works, session_of(works.desk, people[Role.ADMIN]))
    program = client_of(works, headers={"authorization": f"Bearer {key.words}"})
    assert program.get("/api/v1/log").status_code == 200
    asked = {"data": {"role": "reader", "token": token_in(admin)}}
    assert admin.post(f"/settings/people/{people[Role.EDITOR]}/role", **asked).status_code == 303
    assert program.get("/api/v1/log").status_code == 403


def test_a_key_opens_no_page_and_makes_no_keys(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.ADMIN], "for all", Role.ADMIN)
    program = client_of(works, headers={"authorization": f"Bearer {key.words}"})
    assert program.get("/settings/people").headers["location"].startswith("/login")
    assert program.post("/api/v1/keys", json={"name": "another"}).status_code == 403
    assert program.post("/api/v1/me/password", json={"old": "a" * 12, "new": "b" * 12}).status_code == 403


def test_a_reader_revokes_no_key_of_another(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.ADMIN], "for all", Role.ADMIN)
    reader = client_of(works, session_of(works.desk, people[Role.READER]))
    answer = reader.post(f"/settings/keys/{key.key_id}/revoke", data={"token": token_in(reader)})
    assert answer.status_code == 403
    assert "for all" not in reader.get("/settings/keys").text


def test_nobody_makes_a_key_above_their_own_role(works: Works, people: dict[Role, int]) -> None:
    reader = client_of(works, session_of(works.desk, people[Role.READER]))
    answer = reader.post("/settings/keys", data={"token": token_in(reader), "name": "mine", "role": "admin"})
    assert answer.status_code == 409
    assert "wd_" not in answer.text


def test_a_role_taken_away_is_gone_with_the_next_request(works: Works, people: dict[Role, int]) -> None:
    from wiredesk.desk.accounts import set_role

    editor = client_of(works, session_of(works.desk, people[Role.EDITOR]))
    assert editor.get("/log").status_code == 200
    set_role(works.desk, people[Role.EDITOR], Role.READER)
    assert editor.get("/log").status_code == 403
