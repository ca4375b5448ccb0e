"""Claims about requests that are not what they say: forged forms, foreign sites and hosts, forged sessions and keys."""

import base64
import datetime
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_people import NAMES, PASSWORD, client_of, later, people_on, session_of, token_in
from web_people import admin as admin
from web_people import people as people
from web_people import works as works
from web_ways import ways
from web_works import works_on

from wiredesk.desk.accounts import accounts, close_account, set_password
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.desk.sessions import hash_of, make_key, revoke_key
from wiredesk.store import sessions as kept_sessions
from wiredesk.web.works import Works

# -- forged forms ------------------------------------------------------------------------------------------------------


def unsafe(client: TestClient) -> list[tuple[str, str]]:
    return [(way.method, address) for way in ways(client.app) if way.method != "GET" for address in way.addresses()]


@pytest.mark.parametrize("token", ["", "x", "IiI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_no_change_is_made_without_the_token(admin: TestClient, token: str) -> None:
    done = {(method, path): admin.request(method, path, headers={"x-wiredesk-token": token}) for method, path in unsafe(admin)}
    assert len(done) > 20
    assert {where: one.status_code for where, one in done.items() if one.status_code != 403} == {}


def test_no_change_is_made_without_the_token_by_the_one_on_loopback(client: TestClient) -> None:
    assert {where: code for where in unsafe(client) if (code := client.request(*where).status_code) != 403} == {}


def test_the_token_of_another_session_does_not_do(works: Works, people: dict[Role, int], admin: TestClient) -> None:
    reader = client_of(works, session_of(works.desk, people[Role.READER]))
    second = client_of(works, session_of(works.desk, people[Role.ADMIN]))
    for token in (token_in(reader), token_in(second), token_in(client_of(works), "/login")):
        answer = admin.post(f"/settings/people/{people[Role.READER]}/close", data={"token": token})
        assert answer.status_code == 403
    answer = admin.post(f"/settings/people/{people[Role.READER]}/close", data={"token": token_in(admin)})
    assert answer.status_code == 303


def test_the_token_of_another_server_does_not_do(desk: Desk, client: TestClient) -> None:
    other = client_of(works_on(desk))
    assert client.post("/settings/theme", data={"theme": "dark", "token": token_in(other)}).status_code == 403
    assert client.post("/settings/theme", data={"theme": "dark", "token": token_in(client)}).status_code == 303


def test_the_token_says_nothing_of_the_session(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.ADMIN])
    text = client_of(works, words).get("/settings").text
    assert words not in text
    assert hash_of(words) not in text


FOREIGN: list[dict[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:81"},
    {"origin": "null"},
    {"origin": "http://evil.example/testserver"},
    {"origin": "http://["},
    {"origin": "http://testserver@evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_is_refused_even_with_the_token(admin: TestClient, headers: dict[str, str]) -> None:
    answer = admin.post("/settings/theme", data={"theme": "dark", "token": token_in(admin)}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign_origin"


FRAMED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}


@pytest.mark.parametrize("headers", [*FOREIGN[:5], {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, FRAMED])
@pytest.mark.parametrize("path", ["/", "/api/v1/me", "/static/x/css/base.css", "/health"])
def test_another_site_reads_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_link_from_elsewhere_opens(client: TestClient) -> None:
    visit = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/settings", headers=visit).status_code == 200


def test_a_link_in_a_mail_leads_to_its_page_and_not_to_the_login(works: Works, people: dict[Role, int]) -> None:
    """The browser keeps the cookie back on the way from elsewhere: the page asks for itself once more."""
    visit = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    answer = client_of(works).get("/reports/r1?x=1", headers=visit)
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0"' in answer.text
    assert client_of(works).get("/reports/r1", headers=visit | {"sec-fetch-site": "same-origin"}).status_code == 303


# -- DNS rebinding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example#localhost", "",
     "localhost:80@evil.example", "[::1].evil.example", "[::2]", "127.0.0.2", "localhost/..", "testserver, evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/login", "/api/v1/me", "/health", "/static/x/css/base.css"])
def test_a_foreign_host_gets_nothing(client: TestClient, path: str, host: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "Wiredesk" not in answer.text
    assert "token" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8711", "127.0.0.1:1", "testserver"])
def test_our_own_names_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_two_hosts_are_none(client: TestClient) -> None:
    request = client.build_request("GET", "/health")
    request.headers = type(request.headers)([("host", "localhost"), ("host", "evil.example")])
    assert client.send(request).status_code == 421


# -- forged sessions and keys ------------------------------------------------------------------------------------------


def is_in(works: Works, words: str) -> bool:
    return client_of(works, words).get("/api/v1/me").status_code == 200


def test_what_is_no_session_opens_nothing(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.ADMIN])
    assert is_in(works, words)
    swapped = words[:-1] + ("A" if words[-1] != "A" else "B")
    forged = ["x", "a" * 43, swapped, words + "A", words[:-1], hash_of(words), words.upper(), "' OR 1=1 --", "%00" * 9, "1"]
    assert [one for one in forged if is_in(works, one)] == []


def test_an_ended_session_opens_nothing(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.READER])
    client = client_of(works, words)
    answer = client.post("/logout", data={"token": token_in(client)})
    assert answer.headers["location"] == "/login"
    assert 'wiredesk=""' in answer.headers["set-cookie"]
    assert not is_in(works, words)


def test_a_session_ends_after_twelve_hours_without_use_and_after_two_weeks(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.READER])
    desk = works.desk
    for hours in range(11, 14 * 24, 11):
        works.desk = later(desk, hours=hours)
        assert is_in(works, words), hours
    works.desk = later(desk, days=14, minutes=1)
    assert not is_in(works, words)
    works.desk = desk
    words = session_of(desk, people[Role.READER])
    works.desk = later(desk, hours=12)
    assert not is_in(works, words)


def test_a_closed_account_opens_nothing(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.EDITOR])
    key = make_key(works.desk, people[Role.EDITOR], "export", Role.READER)
    program = client_of(works, headers={"authorization": f"Bearer {key.words}"})
    assert program.get("/api/v1/me").status_code == 200
    close_account(works.desk, people[Role.EDITOR])
    assert not is_in(works, words)
    assert program.get("/api/v1/me").status_code == 401
    client = client_of(works)
    data = {"name": NAMES[Role.EDITOR], "password": PASSWORD, "token": token_in(client, "/login")}
    assert client.post("/login", data=data).status_code == 401


def test_a_new_password_ends_the_sessions(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.READER])
    set_password(works.desk, people[Role.READER], "another horse entirely")
    assert not is_in(works, words)


def test_a_session_given_by_another_is_not_taken_over(works: Works, people: dict[Role, int]) -> None:
    """Session fixation: the login gives a session of its own, whatever the browser held before."""
    attackers = session_of(works.desk, people[Role.READER])
    for given in ("chosen-by-the-attacker", "A" * 43, attackers):
        victim = client_of(works, given)
        token = token_in(victim, "/settings" if given == attackers else "/login")
        answer = victim.post("/login", data={"name": NAMES[Role.ADMIN], "password": PASSWORD, "token": token})
        made = answer.cookies["wiredesk"]
        assert made not in (given, attackers)
        assert not is_in(works, given)
        assert client_of(works, made).get("/api/v1/me").json()["name"] == NAMES[Role.ADMIN]


def test_the_session_that_a_browser_had_ends_with_its_next_login(works: Works, people: dict[Role, int]) -> None:
    old = session_of(works.desk, people[Role.READER])
    client = client_of(works, old)
    token = token_in(client)
    answer = client.post("/login", data={"name": NAMES[Role.ADMIN], "password": PASSWORD, "token": token})
    assert answer.status_code == 303
    assert not is_in(works, old)


def test_the_store_holds_no_session_and_no_key_that_could_be_used(works: Works, people: dict[Role, int], tmp_path: Any) -> None:
    words = session_of(works.desk, people[Role.ADMIN])
    key = make_key(works.desk, people[Role.ADMIN], "export", Role.READER)
    with works.desk.store.tending() as on:
        on.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in works.desk.store.address.path.parent.glob("desk.db*"))  # type: ignore[union-attr]
    for secret in (words, key.words, key.words[3:], PASSWORD):
        assert secret.encode() not in kept
    assert hash_of(words).encode() in kept


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Desk) -> None:
    people_on(desk)
    for is_secure, name in ((False, "wiredesk"), (True, "__Host-wiredesk")):
        client = client_of(works_on(desk, is_secure=is_secure))
        data = {"name": "ADA  ROE", "password": PASSWORD, "token": token_in(client, "/login")}
        answer = client.post("/login", data=data)
        told = answer.headers["set-cookie"].lower()
        assert told.startswith(f"{name.lower()}=")
        assert "httponly" in told
        assert "samesite=strict" in told
        assert "path=/" in told
        assert "domain" not in told
        assert ("secure" in told.split("; ")) is is_secure
        assert ("strict-transport-security" in answer.headers) is is_secure


@pytest.mark.parametrize("said", ["Bearer x", "Bearer", "bearer wd_" + "A" * 43, "BEARER", "Bearer wd_", "Bearer ' OR 1=1"])
def test_what_is_no_key_opens_nothing_not_even_on_loopback(client: TestClient, said: str) -> None:
    answer = client.get("/api/v1/me", headers={"authorization": said})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("said", ["Basic YTpi", "Basic %%", "Basic", "wd_" + "A" * 43, "", "Digest x"])
def test_what_a_proxy_is_told_opens_nothing_here(works: Works, people: dict[Role, int], said: str) -> None:
    assert client_of(works, headers={"authorization": said}).get("/api/v1/me").status_code == 401


def test_a_calendar_sends_its_key_as_a_password_and_only_reads(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.ADMIN], "calendar", Role.ADMIN).words

    def basic(words: str) -> TestClient:
        return client_of(works, headers={"authorization": "Basic " + base64.b64encode(words.encode()).decode()})

    program = basic(f"ada:{key}")
    assert program.get("/api/v1/me").json()["is_by_key"] is True
    assert program.post("/api/v1/people", json={"name": "X", "role": "reader"}).status_code == 401
    assert program.get("/settings").status_code == 303
    for wrong in (f"ada:{key}x", f"{key}:", f"{key}", "ada:wd_", f"ada:{PASSWORD}", f"{NAMES[Role.ADMIN]}:{PASSWORD}"):
        assert basic(wrong).get("/api/v1/me").status_code == 401


def test_a_wrong_key_is_not_helped_by_a_session(works: Works, admin: TestClient) -> None:
    assert admin.get("/api/v1/me", headers={"authorization": "Bearer wd_" + "A" * 43}).status_code == 401


def test_a_revoked_key_opens_nothing(works: Works, people: dict[Role, int]) -> None:
    key = make_key(works.desk, people[Role.CODER], "export", Role.CODER)
    program = client_of(works, headers={"authorization": f"Bearer {key.words}"})
    assert program.get("/api/v1/me").json()["is_by_key"] is True
    revoke_key(works.desk, key.key_id)
    assert program.get("/api/v1/me").status_code == 401


def test_single_user_mode_ends_with_the_first_account_on_a_running_server(works: Works) -> None:
    alone = client_of(works)
    assert alone.get("/api/v1/me").json()["is_single"] is True
    people_on(works.desk)
    assert alone.get("/api/v1/me").status_code == 401
    assert alone.get("/settings").headers["location"].startswith("/login")


def test_it_does_not_come_back_while_the_server_runs(works: Works, people: dict[Role, int]) -> None:
    """Not even where the accounts are gone from the store, as after a restore of an older backup."""
    alone = client_of(works)
    assert alone.get("/api/v1/me").status_code == 401
    with works.desk.store.writing() as on:
        on.exec_driver_sql("UPDATE account SET is_closed = true")
    assert alone.get("/api/v1/me").status_code == 401
    works.desk = replace(works.desk, who="somebody")
    assert accounts(works.desk)[0].is_closed


def test_a_session_of_another_moment_is_not_seen_as_new(works: Works, people: dict[Role, int]) -> None:
    words = session_of(works.desk, people[Role.READER])
    works.desk = later(works.desk, minutes=6)
    assert is_in(works, words)
    with works.desk.store.reading() as on:
        row = kept_sessions.session_hashed(on, hash_of(words))
    assert row is not None
    assert datetime.datetime.fromisoformat(row.seen_at) == works.desk.clock()
