"""Claims about login, settings, people, keys and the log: what they show, what they change, by form, API and keyboard."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from test_web_accessibility import violations
from web_people import NAMES, PASSWORD, client_of, people_on, session_of, token_in
from web_people import admin as admin
from web_people import people as people
from web_people import works as works
from web_works import serving, works_on

from wiredesk.desk.accounts import account_of, accounts, has_users
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.desk.ruling import rule_on_report
from wiredesk.settings import Settings
from wiredesk.web.works import Works

NEW = "another horse entirely"


def post(client: TestClient, path: str, **fields: str) -> Any:
    return client.post(path, data={"token": token_in(client), **fields})


def send(client: TestClient, path: str, told: dict[str, Any]) -> Any:
    return client.post(f"/api/v1{path}", json=told, headers={"x-wiredesk-token": token_in(client)})


# -- one's own ---------------------------------------------------------------------------------------------------------


def test_a_password_is_changed_by_who_knows_it(works: Works, admin: TestClient, people: dict[Role, int]) -> None:
    other = session_of(works.desk, people[Role.ADMIN])
    wrong = post(admin, "/settings/password", old="not the password", new=NEW, again=NEW)
    assert wrong.status_code == 400
    assert "the present one is not that" in wrong.text
    assert post(admin, "/settings/password", old=PASSWORD, new=NEW, again=NEW + "!").status_code == 400
    assert post(admin, "/settings/password", old=PASSWORD, new="short", again="short").status_code == 400
    done = post(admin, "/settings/password", old=PASSWORD, new=NEW, again=NEW)
    assert done.headers["location"] == "/settings?done=password"
    assert "your other sessions are ended" in admin.get("/settings?done=password").text
    assert client_of(works, other).get("/api/v1/me").status_code == 401


def test_the_own_password_cannot_be_guessed_either(admin: TestClient) -> None:
    codes = [post(admin, "/settings/password", old=f"guess number {n}", new=NEW, again=NEW).status_code for n in range(8)]
    assert codes[0] == 400
    assert codes[-1] == 429


def test_a_time_zone_is_chosen_and_moments_follow(admin: TestClient, works: Works, people: dict[Role, int]) -> None:
    assert "12:00</time>" in admin.get("/settings").text
    assert post(admin, "/settings/zone", zone="Asia/Tokyo").status_code == 303
    assert "21:00</time>" in admin.get("/settings").text
    assert account_of(works.desk, people[Role.ADMIN]).zone == "Asia/Tokyo"
    assert post(admin, "/settings/zone", zone="Mars/Olympus").status_code == 400
    assert send(admin, "/me/zone", {"zone": None}).json() == {"zone": None}


def test_all_other_sessions_are_ended(works: Works, admin: TestClient, people: dict[Role, int]) -> None:
    others = [session_of(works.desk, people[Role.ADMIN]) for _ in range(2)]
    assert admin.get("/settings").text.count("last seen") == 3
    assert len(admin.get("/api/v1/me/sessions").json()["items"]) == 3
    assert post(admin, "/settings/sessions/end").status_code == 303
    assert [client_of(works, one).get("/api/v1/me").status_code for one in others] == [401, 401]
    assert admin.get("/api/v1/me").status_code == 200


def test_light_or_dark_is_kept_without_a_script(client: TestClient) -> None:
    answer = post(client, "/settings/theme", theme="dark")
    assert "theme=dark" in answer.headers["set-cookie"]
    client.cookies.set("theme", "dark")
    assert 'data-theme="dark"' in client.get("/settings").text
    assert post(client, "/settings/theme", theme="purple").status_code == 422


def test_who_works_alone_is_told_so(client: TestClient) -> None:
    assert "You work alone" in client.get("/settings").text
    assert "Keys belong to accounts" in client.get("/settings/keys").text
    assert client.get("/api/v1/me").json() | {"may": []} == {
        "name": "Ana Coder", "role": "admin", "account": None, "is_single": True, "is_by_key": False, "zone": "UTC", "may": [],
    }  # fmt: skip
    assert send(client, "/keys", {"name": "x"}).status_code == 409
    assert client.get("/api/v1/keys").json() == {"items": [], "next": None}


# -- people and keys ---------------------------------------------------------------------------------------------------


def test_the_first_account_is_made_in_the_browser(works: Works) -> None:
    client = client_of(works)
    assert "Make the first account" in client.get("/settings/people").text
    short = post(client, "/settings/people", name="Ada Roe", password="short", again="short")  # noqa: S106
    assert short.status_code == 400
    assert 'value="Ada Roe"' in short.text
    done = post(client, "/settings/people", name="Ada Roe", role="reader", password=PASSWORD, again=PASSWORD)
    assert done.headers["location"] == "/settings/people?done=first"
    assert [(row.name, row.role) for row in accounts(works.desk)] == [("Ada Roe", "admin")]
    assert "Add somebody" in client.get("/settings/people").text
    client.cookies.clear()
    assert client.get("/").headers["location"].startswith("/login")
    data = {"name": "Ada Roe", "password": PASSWORD, "token": token_in(client, "/login"), "next": "/settings/people"}
    assert client.post("/login", data=data).headers["location"] == "/settings/people"


def test_people_are_looked_after(works: Works, admin: TestClient, people: dict[Role, int]) -> None:
    reader = people[Role.READER]
    assert post(admin, "/settings/people", name="Eli Noor", role="coder", password=NEW, again=NEW).status_code == 303
    taken = post(admin, "/settings/people", name="eli noor", role="coder", password=NEW, again=NEW)
    assert taken.status_code == 409
    assert "the name is taken" in taken.text
    assert post(admin, f"/settings/people/{reader}/role", role="editor").headers["location"].endswith("?done=role")
    assert post(admin, f"/settings/people/{reader}/password", password=NEW).headers["location"].endswith("?done=reset")
    assert post(admin, f"/settings/people/{reader}/close").headers["location"].endswith("?done=closed")
    assert post(admin, f"/settings/people/{reader}/role", role="coder").status_code == 409
    assert post(admin, f"/settings/people/{reader}/password", password=NEW).headers["location"].endswith("?done=opened")
    last = post(admin, f"/settings/people/{people[Role.ADMIN]}/close")
    assert last.status_code == 409
    assert "is the last admin" in last.text
    assert post(admin, "/settings/people/999/close").status_code == 404


def test_people_are_looked_after_over_the_api(admin: TestClient) -> None:
    made = send(admin, "/people", {"name": "Eli Noor", "role": "coder", "password": NEW})
    assert made.status_code == 201
    number = made.json()["id"]
    assert send(admin, f"/people/{number}/role", {"role": "editor"}).json()["role"] == "editor"
    assert send(admin, f"/people/{number}/close", {}).json()["is_closed"] is True
    assert send(admin, f"/people/{number}/close", {}).json()["error"]["code"] == "account_refused"
    assert send(admin, f"/people/{number}/reopen", {"password": NEW}).json()["is_closed"] is False
    assert send(admin, "/people", {"name": "X", "role": "boss"}).status_code == 422
    assert len(admin.get("/api/v1/people").json()["items"]) == 5
    assert "argon2" not in admin.get("/api/v1/people").text


def test_a_key_is_shown_once_and_revoked(works: Works, admin: TestClient) -> None:
    made = post(admin, "/settings/keys", name="nightly export", role="reader")
    key = re.search(r"wd_[\w-]{43}", made.text)
    assert key is not None
    assert made.headers["cache-control"] == "no-store"
    assert key[0] not in admin.get("/settings/keys").text
    program = client_of(works, headers={"authorization": f"Bearer {key[0]}"})
    assert program.get("/api/v1/me").json()["name"] == NAMES[Role.ADMIN]
    listed = admin.get("/api/v1/keys").json()["items"]
    assert [(one["name"], one["used_at"] is not None) for one in listed] == [("nightly export", True)]
    assert post(admin, f"/settings/keys/{listed[0]['id']}/revoke").status_code == 303
    assert program.get("/api/v1/me").status_code == 401


def test_an_admin_sees_and_revokes_keys_of_others(works: Works, admin: TestClient, people: dict[Role, int]) -> None:
    coder = client_of(works, session_of(works.desk, people[Role.CODER]))
    made = send(coder, "/keys", {"name": "scraper", "role": "coder"}).json()
    assert "scraper" in admin.get("/settings/keys").text
    assert [one["owner"] for one in admin.get("/api/v1/keys?everybody=true").json()["items"]] == [NAMES[Role.CODER]]
    assert coder.get("/api/v1/keys?everybody=true").json()["items"][0]["id"] == made["id"]
    assert send(admin, f"/keys/{made['id']}/revoke", {}).json()["revoked_at"] is not None


# -- the desk ----------------------------------------------------------------------------------------------------------


def test_settings_in_force_are_shown_without_their_secrets(desk: Desk) -> None:
    from dataclasses import replace

    settings = Settings(smtp_password="hunter2hunter2", webhook_secret="hunter3hunter3", max_bytes=123_456)  # noqa: S106
    text = client_of(works_on(replace(desk, settings=settings))).get("/settings/desk").text
    assert "123,456" in text
    assert "hunter" not in text
    assert re.search(r"smtp_password</code></dt><dd>set<", text)


# -- the log -----------------------------------------------------------------------------------------------------------


def test_the_log_shows_each_ruling_with_what_it_says(works: Works) -> None:
    from dataclasses import replace

    rule_on_report(replace(works.desk, who="Ben Ito"), 1, [lambda maker: maker.accept("i1.stage")])
    client = client_of(works)
    text = client.get("/log?action=accept").text
    assert "accepted a fact" in text
    assert 'href="/reports/r1"' in text
    assert '<span class="badge">n1</span>' in text
    row = client.get("/api/v1/log?action=accept").json()["items"][0]
    assert (row["actor"], row["subject"], row["ruling"], row["is_whole"]) == ("Ben Ito", "r1", "n1", True)
    assert row["said"].startswith("accepted i1")


def test_rows_are_chosen_and_paged(client: TestClient) -> None:
    first = client.get("/api/v1/log?limit=2").json()
    second = client.get(f"/api/v1/log?limit=2&cursor={first['next']}").json()
    numbers = [one["seq"] for one in first["items"] + second["items"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 4
    about = client.get("/api/v1/log?subject=r2").json()
    assert {one["subject"] for one in about["items"]} == {"r2"}
    assert about["next"] is None
    assert client.get("/api/v1/log?actor=Nobody").json()["items"] == []
    assert "No such rows" in client.get("/log?who=Nobody").text
    assert client.get("/log?before=2").text.count('class="entry"') == 1
    assert client.get("/log?about=r2&who=&action=").status_code == 200


def test_the_chain_is_checked_and_a_change_shows(client: TestClient, desk: Desk) -> None:
    assert "The chain is whole" in client.get("/log?check=1").text
    with desk.store.writing() as on:
        on.exec_driver_sql("DROP TRIGGER log_kept_from_change")
        on.exec_driver_sql("UPDATE log SET actor = 'somebody else' WHERE seq = 3")
    text = client.get("/log?check=1").text
    assert "Row 3 does not follow" in text
    assert text.count("its hash does not fit") == 1
    assert client.get("/api/v1/log/chain").json()["broken_at"] == 3


def test_an_empty_log_and_an_empty_desk_teach_the_next_step(empty_desk: Desk) -> None:
    client = client_of(works_on(empty_desk))
    assert "Nothing was done here yet" in client.get("/log").text
    assert client.get("/api/v1/log/chain").json() == {"n_rows": 0, "newest": "", "is_checked": True, "broken_at": None}
    assert client.get("/settings/desk").status_code == 200


# -- in a browser ------------------------------------------------------------------------------------------------------


@pytest.mark.chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_from_working_alone_to_a_desk_with_users(desk: Desk, window: Any, theme: str) -> None:
    window.emulate_media(color_scheme=theme, reduced_motion="reduce")
    wrong = {}

    def looked_at(what: str) -> None:
        window.wait_for_load_state()
        window.set_viewport_size({"width": 390, "height": 844})
        if (over := window.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wrong[f"{what}, width"] = over
        window.set_viewport_size({"width": 1440, "height": 900})
        if found := violations(window):
            wrong[what] = found

    with serving(works_on(desk)) as site:
        window.goto(f"{site}/settings/people")
        for field, words in (("Name", "Ada Roe"), ("Password", PASSWORD), ("The same again", PASSWORD)):
            window.get_by_label(field, exact=True).fill(words)
        window.get_by_role("button", name="Make it and log in").click()
        window.wait_for_url("**/settings/people?done=first")
        looked_at("people, the first")
        window.get_by_role("button", name="Log out").first.click()
        window.wait_for_url("**/login")
        window.goto(f"{site}/settings/people")
        window.wait_for_url("**/login?**")
        looked_at("login")
        window.keyboard.type("ada roe")
        window.keyboard.press("Tab")
        window.keyboard.type("not the password")
        window.keyboard.press("Enter")
        window.get_by_role("alert").wait_for()
        looked_at("login, wrong")
        window.keyboard.type(PASSWORD)
        window.keyboard.press("Enter")
        window.wait_for_url("**/settings/people")
        window.locator("summary", has_text="Change").first.click()
        looked_at("people")
        window.goto(f"{site}/settings/keys")
        window.get_by_label("What is it for?").fill("nightly export")
        window.get_by_role("button", name="Make it").click()
        window.get_by_text("It is shown this once").wait_for()
        looked_at("keys")
        for what, path in (("own", "settings"), ("log", "log?check=1")):
            window.goto(f"{site}/{path}")
            looked_at(what)
        window.goto(f"{site}/settings")
        window.locator("main").get_by_role("button", name="Log out").click()
        window.wait_for_url("**/login")
        window.goto(f"{site}/log")
        assert "/login?next=%2Flog" in window.url
    assert not wrong
    assert has_users(desk)


@pytest.mark.chromium
def test_login_and_settings_work_without_scripts(desk: Desk, chromium: Any) -> None:
    people_on(desk)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(works_on(desk)) as site:
        page.goto(f"{site}/settings/people")
        page.fill("#name", NAMES[Role.ADMIN])
        page.fill("#password", PASSWORD)
        page.click("button")
        page.wait_for_url("**/settings/people")
        page.goto(f"{site}/settings")
        page.select_option("#zone", "Asia/Tokyo")
        page.click("button:has-text('Keep') >> nth=1")
        page.wait_for_url("**/settings?done=zone")
        assert [one["name"] for one in context.cookies() if one["httpOnly"]] == ["wiredesk"]
        assert json.dumps(context.cookies()).count("Strict") >= 1
    context.close()
