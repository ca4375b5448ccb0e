"""Claims about requests that are too large, too slow, too many, or lead elsewhere: none of them gets anywhere."""

import asyncio
import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException
from web_people import NAMES, PASSWORD, client_of, session_of, token_in
from web_people import people as people
from web_people import works as works

from wiredesk.desk.roles import Role
from wiredesk.web import assets
from wiredesk.web.bodies import FORM_BYTES, bounded
from wiredesk.web.connections import Connection
from wiredesk.web.pace import Pace, network_of
from wiredesk.web.serving import config_of
from wiredesk.web.works import Works

# -- too large ---------------------------------------------------------------------------------------------------------


def stream(n_bytes: int) -> Iterator[bytes]:
    for _ in range(n_bytes // 4096 + 1):
        yield b"a" * 4096


@pytest.mark.parametrize("path", ["/login", "/add", "/api/v1/reports", "/settings/theme", "/nothing-here"])
def test_a_stranger_sends_no_more_than_a_form(works: Works, people: dict[Role, int], path: str) -> None:
    client = client_of(works)
    assert client.post(path, content=b"a" * (FORM_BYTES + 1)).status_code == 413
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=stream(2 * FORM_BYTES), headers=kind).status_code == 413


def test_a_form_has_its_limit_where_files_have_theirs(works: Works, people: dict[Role, int]) -> None:
    coder = client_of(works, session_of(works.desk, people[Role.CODER]))
    large = b"a" * (FORM_BYTES + 1)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert coder.post("/settings/theme", content=large, headers=kind).status_code == 413
    assert coder.post("/settings/feeds", content=large, headers=kind).status_code == 413, "coders follow no feeds"
    assert coder.post("/add", content=large, headers=kind).status_code == 403, "it was read, and the token was missed"
    request = coder.build_request("POST", "/add", headers=kind)
    request.headers["content-length"] = "300000000"
    assert coder.send(request).status_code == 413
    headers = {"content-type": "application/json", "x-wiredesk-token": token_in(coder)}
    answer = coder.post("/api/v1/reports/r1/rulings", content=b" " * 1_000_001, headers=headers)
    assert answer.status_code == 413, "only where files are sent to"


def test_the_api_refuses_in_its_one_shape(works: Works, people: dict[Role, int]) -> None:
    coder = client_of(works, session_of(works.desk, people[Role.CODER]))
    answer = coder.post("/api/v1/me/zone", content=b"[" * 1_000_001, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"


def test_json_that_nests_without_end_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json", "x-wiredesk-token": token_in(client)}
    assert client.post("/api/v1/me/zone", content=b"[" * 200_000, headers=headers).status_code in (400, 422)


@pytest.mark.parametrize("length", ["-1", "1e9", "0x10", "9" * 30, "1 2"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    request = client.build_request("POST", "/settings/theme")
    request.headers["content-length"] = length
    assert client.send(request).status_code == 400


def test_a_form_of_very_many_fields_is_refused(client: TestClient) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/settings/theme", content=b"&".join(b"a%d=1" % number for number in range(5000)), headers=kind)
    assert answer.status_code in (400, 403)


SLOW = b"-" + b"0" * 60_000  # Python's decoder of punycode needs the square of its length


@pytest.mark.parametrize("path", ["/login", "/logout"])
@pytest.mark.parametrize("charset", ["=punycode", '="PunyCode"', "=idna", "=undefined", "=utf-7", "*=utf-8''punycode", "*0=puny"])
def test_a_form_in_letters_that_are_slow_to_read_is_refused(client: TestClient, path: str, charset: str) -> None:
    kind = {"content-type": f"multipart/form-data; boundary=x; charset{charset}"}
    body = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + SLOW + b"\r\n--x--\r\n"
    began = time.process_time()
    assert client.post(path, content=body, headers=kind).status_code == 415
    assert time.process_time() - began < 0.4


def test_a_form_that_says_it_is_utf8_is_taken(client: TestClient) -> None:
    kind = {"content-type": "multipart/form-data; boundary=x; charset=UTF-8"}
    field = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(field.format(*one) for one in (("token", token_in(client)), ("theme", "dark"))) + "--x--\r\n"
    assert client.post("/settings/theme", content=body, headers=kind).status_code == 303


# -- too slow ----------------------------------------------------------------------------------------------------------


def test_a_body_that_drips_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiredesk.web.bodies._SILENCE_S", 0.01)

    async def silent() -> dict[str, Any]:
        await asyncio.get_running_loop().create_future()
        return {}

    async def waited() -> None:
        await bounded(silent, 100)()

    # In a thread of its own: where Chromium is driven by the same process, a loop runs in this one.
    with ThreadPoolExecutor(1) as pool, pytest.raises(HTTPException) as refused:
        pool.submit(asyncio.run, waited()).result()
    assert refused.value.status_code == 408


@pytest.fixture
def quick(works: Works, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Give the address of a server, run as it is run, that waits a fifth of a second for heads."""
    import threading

    monkeypatch.setattr(Connection, "head_s", 0.2)
    monkeypatch.setattr(Connection, "read_s", 0.5)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(config_of(works))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield listener.getsockname()
    server.should_exit = True
    thread.join(10)
    listener.close()


def answer_on(connection: socket.socket) -> bytes:
    told = b""
    while not told.endswith(b"}"):
        told += connection.recv(65536)
    return told


def closed_by_server(connection: socket.socket) -> bool:
    connection.settimeout(5)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET /health HTTP/1.1\r\nhost: localhost\r\n"])
def test_a_client_that_never_ends_its_head_is_hung_up_on(quick: tuple[str, int], sent: bytes) -> None:
    with socket.create_connection(quick) as connection:
        connection.sendall(sent)
        assert closed_by_server(connection)


def test_a_second_head_that_never_ends_is_hung_up_on_too(quick: tuple[str, int]) -> None:
    with socket.create_connection(quick) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert b"200 OK" in answer_on(connection)
        connection.sendall(b"GET /health HTT")
        assert closed_by_server(connection)


@pytest.fixture
def asked_much(quick: tuple[str, int]) -> Iterator[socket.socket]:
    """Give a connection with a narrow end over which far more was asked for than the system sends ahead."""
    path = assets.address("vendor/htmx.js").encode()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(10)
        connection.connect(quick)
        last = b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        connection.sendall(b"GET %s HTTP/1.1\r\nhost: localhost\r\n\r\n" % path * 250 + last)
        yield connection


def test_a_client_that_reads_nothing_is_hung_up_on(asked_much: socket.socket) -> None:
    heard = select.poll()
    heard.register(asked_much, select.POLLHUP | select.POLLERR)
    assert heard.poll(8_000), "the server never ended it"


def test_a_client_that_reads_in_small_pieces_gets_all_of_it(asked_much: socket.socket) -> None:
    n_bytes, end = 0, b""
    while told := asked_much.recv(1024):
        n_bytes += len(told)
        end = (end + told)[-1024:]
    assert n_bytes > 250 * len(assets.assets()["vendor/htmx.js"].body)
    assert b'"status"' in end


def test_a_connection_that_is_kept_answers_again(quick: tuple[str, int]) -> None:
    with socket.create_connection(quick) as connection:
        for _ in range(3):
            connection.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
            assert b"200 OK" in answer_on(connection)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health HTTP/1.1\r\nhost: localhost\r\nx: " + b"a" * 70_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n",
        b"GET /health HTTP/1.1\r\nhost: localhost\r\nx: a\x00b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n",
    ],
)
def test_a_head_that_is_too_large_or_cannot_be_is_refused(quick: tuple[str, int], head: bytes) -> None:
    with socket.create_connection(quick) as connection:
        try:
            connection.sendall(head)
            told = connection.recv(65536)
        except ConnectionError:
            return
    assert told.split(b" ")[1] in (b"400", b"421", b"431")


# -- too many ----------------------------------------------------------------------------------------------------------


def tried(client: TestClient, name: str, password: str) -> Any:
    return client.post("/login", data={"name": name, "password": password, "token": token_in(client, "/login")})


def test_passwords_cannot_be_tried_on(works: Works, people: dict[Role, int]) -> None:
    client = client_of(works)
    codes = [tried(client, NAMES[Role.READER], f"guess number {number}").status_code for number in range(8)]
    assert codes[:5] == [401] * 5
    assert 429 in codes[5:]
    answer = tried(client, NAMES[Role.READER], PASSWORD)
    assert answer.status_code == 429, "the right one neither, for a while"
    assert int(answer.headers["retry-after"]) >= 1


def test_names_cannot_be_tried_on(works: Works, people: dict[Role, int]) -> None:
    client = client_of(works)
    codes = [tried(client, f"somebody {number}", "guessed guess guess").status_code for number in range(22)]
    assert codes[:20] == [401] * 20
    assert codes[20:] == [429] * 2


def test_a_wrong_name_is_answered_like_a_wrong_password(works: Works, people: dict[Role, int]) -> None:
    def shown(name: str) -> str:
        client = client_of(works)
        answer = tried(client, name, "not the password at all")
        assert answer.status_code == 401
        return str(answer.text.replace(name, "NAME").replace(token_in(client, "/login"), ""))

    import re

    texts = {re.sub(r'name="token" value="[^"]*"', "", shown(name)) for name in (NAMES[Role.READER], "Nobody At All")}
    assert len(texts) == 1


class Hand:
    """Be a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_grows_and_is_forgotten() -> None:
    clock = Hand()
    pace = Pace(clock)
    waits = []
    for number in range(16):
        clock.now += pace.login_wait_s("ada", f"10.0.{number}.1")
        pace.note_wrong_login("ada", f"10.0.{number}.1")
        waits.append(pace.login_wait_s("ada", "10.9.9.9"))
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [1, 2, 4, 8]
    assert waits[-1] == 300
    assert pace.login_wait_s("ben", "10.9.9.9") == 0
    clock.now += 3601
    pace.note_wrong_login("ada", "10.1.1.1")
    assert pace.login_wait_s("ada", "10.9.9.9") == 0


def test_whom_others_lock_out_still_gets_in_from_where_they_were_before() -> None:
    pace = Pace(Hand())
    pace.note_login("ada", "10.0.0.1")
    for number in range(12):
        pace.note_wrong_login("ada", f"10.2.{number}.1")
    assert pace.login_wait_s("ada", "10.5.5.5") > 60
    assert pace.login_wait_s("ada", "10.0.0.1") == 0


def test_one_person_has_a_whole_network_of_ipv6() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("10.0.0.1") == "10.0.0.1"


def test_wrong_keys_cannot_be_tried_on(works: Works, people: dict[Role, int]) -> None:
    client = client_of(works, headers={"authorization": "Bearer wd_" + "A" * 43})
    answers = [client.get("/api/v1/me") for _ in range(32)]
    assert [one.status_code for one in answers] == [401] * 30 + [429] * 2
    assert answers[-1].json()["error"]["code"] == "too_many_requests"
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_key_has_its_pace() -> None:
    pace = Pace(Hand())
    assert [pace.key_wait_s("one") for _ in range(600)] == [0.0] * 600
    assert pace.key_wait_s("one") >= 1
    assert pace.key_wait_s("another") == 0


def test_a_crowd_at_the_login_is_sent_away(works: Works, people: dict[Role, int], monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from wiredesk.desk import passwords

    monkeypatch.setattr(passwords, "_queue", threading.BoundedSemaphore(1))
    assert passwords._queue.acquire(blocking=False)
    answer = tried(client_of(works), NAMES[Role.READER], PASSWORD)
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    passwords._queue.release()
    assert tried(client_of(works), NAMES[Role.READER], PASSWORD).status_code == 303
