"""Claims about ways that lead elsewhere, and about what answers tell of the inside: nothing."""

import logging
import socket

import pytest
from fastapi.testclient import TestClient
from web_people import NAMES, PASSWORD, client_of, token_in
from web_people import people as people
from web_people import works as works
from web_works import works_on

from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.errors import SettingError, StoreBusy
from wiredesk.web.serving import Serving, _listening, config_of, serve
from wiredesk.web.works import Works

# -- elsewhere ---------------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "javascript:alert(1)", "data:text/html,x", "http:evil.example", "/%0d%0aset-cookie:x=1\r\nx: y", " //evil.example",
    "///evil.example", "/../evil", "evil.example", "/ok\x00", "/@evil.example/\\", "\x01https://evil.example",
]  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_login_leads_nowhere_else(works: Works, people: dict[Role, int], where: str) -> None:
    client = client_of(works)
    data = {"name": NAMES[Role.READER], "password": PASSWORD, "token": token_in(client, "/login"), "next": where}
    answer = client.post("/login", data=data)
    if answer.status_code == 422:  # what no store can hold is refused before
        return
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert client.get("/login", params={"next": where}).headers["location"] == "/"


def test_the_login_leads_back(works: Works, people: dict[Role, int]) -> None:
    client = client_of(works)
    asked = client.get("/reports/r1?lit=i1&x=2").headers["location"]
    assert asked == "/login?next=%2Freports%2Fr1%3Flit%3Di1%26x%3D2"
    page = client.get(asked).text
    assert 'name="next" value="/reports/r1?lit=i1&amp;x=2"' in page
    data = {"name": NAMES[Role.READER], "password": PASSWORD, "token": token_in(client, "/login")}
    answer = client.post("/login", data=data | {"next": "/reports/r1?lit=i1&x=2"})
    assert answer.headers["location"] == "/reports/r1?lit=i1&x=2"


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../gate.py", "/static/x/..%2f..%2fgate.py", "/static/x/%2e%2e/%2e%2e/gate.py", "/static/x//etc/passwd",
        "/static/x/....//....//gate.py", "/static/x/..\\..\\gate.py", "/static/x/css/../../../gate.py", "/static/../works.py",
        "/static/x/css%00.css", "/static/x/", "/static/", "/reports/../../etc/passwd", "/reports/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/reports/r1/original/../../../etc/passwd", "/export/..%2f..%2fetc%2fpasswd.csv", "/export/files/..%2f..%2fetc%2fpasswd",
        "/jobs/..%2f..%2fetc%2fpasswd", "/api/v1/reports/..%2f..%2fx", "/settings/../../etc/passwd", "//etc/passwd",
        "/.git/config",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422, 405)
    for words in ("root:", "class Gate", "class Works", "[core]"):
        assert words not in answer.text


# -- what answers tell -------------------------------------------------------------------------------------------------


def test_a_defect_is_told_in_one_line_and_shows_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("hunter2 is the password")

    monkeypatch.setattr("wiredesk.web.routes.log.log_page", broken)
    monkeypatch.setattr("wiredesk.web.api.log.log_page", broken)
    client = client_of(works_on(desk, lets_errors_through=False))
    with caplog.at_level(logging.ERROR, "wiredesk.web"):
        page, told = client.get("/log"), client.get("/api/v1/log")
    assert page.status_code == told.status_code == 500
    assert told.json()["error"]["code"] == "failed"
    for text in (page.text, told.text, caplog.text):
        assert "hunter2" not in text
        assert "Traceback" not in text
    assert "hunter2" not in page.text
    lines = [record.getMessage() for record in caplog.records if record.name == "wiredesk.web"]
    assert len(lines) == 2
    assert "GET /api/v1/log failed" in lines[1]
    assert told.json()["error"]["message"].split()[-1] in lines[1]


def test_a_defect_at_the_gate_itself_is_told_in_one_line_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("hunter2 is the password")

    monkeypatch.setattr("wiredesk.web.gate.comer_of", broken)
    client = client_of(works_on(desk, lets_errors_through=False))
    with caplog.at_level(logging.ERROR, "wiredesk.web"):
        page = client.get("/log")
    assert page.status_code == 500
    assert page.headers["content-security-policy"]
    assert "hunter2" not in page.text + caplog.text
    assert [record.levelname for record in caplog.records if record.name == "wiredesk.web"] == ["ERROR"]


@pytest.mark.parametrize("path", ["/log", "/api/v1/log"])
def test_a_store_that_cannot_be_had_is_not_said_to_lie_anywhere(desk: Desk, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def held(*_: object, **__: object) -> None:
        raise StoreBusy(f"store {desk.store.shown}: is held by other work; try again in a moment")

    monkeypatch.setattr("wiredesk.web.routes.log.log_page", held)
    monkeypatch.setattr("wiredesk.web.api.log.log_page", held)
    answer = client_of(works_on(desk)).get(path)
    assert answer.status_code == 503
    assert "the store: is held by other work" in answer.text
    assert "desk.db" not in answer.text


def test_health_tells_no_more_than_the_version(works: Works, people: dict[Role, int]) -> None:
    answer = client_of(works).get("/health")
    assert set(answer.json()) == {"status", "version"}


@pytest.mark.parametrize(
    "zone", ["../../etc/passwd", "Europe/../../etc", "%2e%2e", "A" * 5000, "Mars/Olympus", "\\x", "localtime"]
)
def test_a_hostile_time_zone_is_utc(client: TestClient, zone: str) -> None:
    answer = client.get("/api/v1/me", headers={"cookie": f"zone={zone}"})
    assert answer.json()["zone"] == "UTC"


def test_the_browsers_time_zone_is_taken(client: TestClient) -> None:
    assert client.get("/api/v1/me", headers={"cookie": "zone=Europe%2FParis"}).json()["zone"] == "Europe/Paris"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "desk.example"])  # noqa: S104 - refused
def test_an_address_that_others_reach_wants_users(works: Works, host: str) -> None:
    with pytest.raises(SettingError, match="no users yet"):
        serve(works, Serving(host, 0), say=print)
    assert not works.is_single, "from then on nobody is let in without login"


def test_a_proxy_or_another_name_wants_users_too(desk: Desk) -> None:
    with pytest.raises(SettingError, match="--https"):
        serve(works_on(desk, is_secure=True), Serving("127.0.0.1", 0), say=print)
    with pytest.raises(SettingError, match=r"desk\.example"):
        serve(works_on(desk), Serving("127.0.0.1", 0, ("desk.example",)), say=print)


def test_whom_a_proxy_names_is_believed_only_where_there_is_one(desk: Desk) -> None:
    assert config_of(works_on(desk)).proxy_headers is False
    assert config_of(works_on(desk, is_secure=True)).proxy_headers is True


def test_answers_do_not_wait_for_an_acknowledgement() -> None:
    """asyncio turns Nagle's delay off (40 ms for each answer) only where the socket names its protocol."""
    with _listening(Serving("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP
