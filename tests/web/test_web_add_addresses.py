"""Addresses and feeds that want this server to ask this machine, or to open a file. None works."""

import http.server
import re
import threading
from collections.abc import Iterator

import httpcore
import pytest
from adding_in_web import added, reasons
from fastapi.testclient import TestClient

from wiredesk.pages.connecting import GuardedBackend
from wiredesk.web.adding import web_address


class Inside(http.server.BaseHTTPRequestHandler):
    """Be a service of this machine that nobody outside may reach; it counts who came."""

    n_came = 0

    def do_GET(self) -> None:
        """Count."""
        type(self).n_came += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body><p>the secret of this machine</p></body></html>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def inside() -> Iterator[int]:
    """Give the port of a service of this machine; nobody may come to it."""
    Inside.n_came = 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Inside)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join(5)
    assert Inside.n_came == 0


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://2130706433:{port}/",
        "http://0x7f.1:{port}/", "http://0177.0.0.1:{port}/", "http://127.1:{port}/", "http://0.0.0.0:{port}/",
        "http://[::1]:{port}/", "http://user:pass@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@public.example/",
        "http://[64:ff9b::7f00:1]:{port}/", "HTTP://LOCALHOST:{port}/", "localhost:{port}/", "http://169.254.169.254/latest/",
    ],
)  # fmt: skip
def test_no_address_of_this_machine_is_fetched(client: TestClient, inside: int, address: str) -> None:
    seen = added(client, {"addresses": address.format(port=inside)})
    assert [one.mark for one in seen.found] == ["refused"]
    assert seen.found[0].reason in ("private_address", "bad_address", "no_such_host", "unsupported_scheme")


@pytest.mark.parametrize(
    "typed",
    ["/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "FILE:///etc/passwd", "file:/etc/passwd", "-", "~/.ssh/id_rsa", ".",
     "gopher://127.0.0.1:70/_x", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)", "blob:x", "\\\\host\\share\\x",
     "C:\\windows\\win.ini", "jar:file:///x", "view-source:http://a.example/", "http:/etc/passwd", "https:", "//etc/passwd"],
)  # fmt: skip
def test_what_a_person_types_is_never_opened_as_a_path(client: TestClient, typed: str) -> None:
    seen = added(client, {"addresses": typed})
    assert [one.mark for one in seen.found] == ["refused"]
    assert seen.found[0].reason in ("unsupported_scheme", "bad_address", "no_such_host")
    assert "root:" not in client.get(f"/jobs/{seen.id}").text


def test_the_web_takes_addresses_without_their_scheme() -> None:
    assert web_address("press.example/story?x=1") == "https://press.example/story?x=1"
    assert web_address("http://press.example/story") == "http://press.example/story"


class Elsewhere(httpcore.MockBackend):
    """Answer every connection with a redirect, and keep the numbers that were connected to."""

    def __init__(self, location: str) -> None:
        super().__init__([])
        self.location = location
        self.numbers: list[str] = []

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        """Give a stream that says where to go instead."""
        self.numbers.append(host)
        words = f"HTTP/1.1 302 Found\r\nLocation: {self.location}\r\nConnection: close\r\n\r\n"
        return httpcore.MockStream([words.encode()])


def _instead_of_the_network(monkeypatch: pytest.MonkeyPatch, network: Elsewhere, names: dict[str, list[list[str]]]) -> None:
    """Let names mean numbers, one after the other, and connections end at `network`."""

    def resolved(host: str, port: int, *, timeout_s: float) -> list[str]:
        told = names.get(host, [[host]])
        return told.pop(0) if len(told) > 1 else told[0]

    monkeypatch.setattr("wiredesk.pages.connecting.resolved", resolved)
    monkeypatch.setattr(
        "wiredesk.pages.exchanging.GuardedBackend",
        lambda source, settings, deadline: GuardedBackend(source, settings, deadline, inner=network),
    )


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:{port}/", "http://inside.example:{port}/", "http://[::1]:{port}/", "file:///etc/passwd"]
)
def test_a_redirect_to_this_machine_is_not_followed(
    client: TestClient, inside: int, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Elsewhere(place.format(port=inside))
    _instead_of_the_network(monkeypatch, network, {"press.example": [["93.184.216.34"]], "inside.example": [["127.0.0.1"]]})
    seen = added(client, {"addresses": "http://press.example/a"})
    assert seen.found[0].reason in ("private_address", "unsupported_scheme")
    assert network.numbers == ["93.184.216.34"]


def test_a_name_that_changes_between_check_and_connection_gains_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Elsewhere("http://press.example/b")
    _instead_of_the_network(monkeypatch, network, {"press.example": [["93.184.216.34"], ["127.0.0.1"]]})
    seen = added(client, {"addresses": "http://press.example/a"})
    assert seen.found[0].reason == "private_address"
    assert network.numbers == ["93.184.216.34"]


def test_a_name_of_this_machine_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Elsewhere("http://press.example/b")
    _instead_of_the_network(
        monkeypatch, network, {"home.example": [["127.0.0.1"]], "both.example": [["93.184.216.34", "10.0.0.1"]]}
    )
    seen = added(client, {"addresses": "http://home.example/a\nhttps://both.example/"})
    assert [one.reason for one in seen.found] == ["private_address", "private_address"]
    assert network.numbers == []


def test_a_list_of_feeds_makes_nobody_ask_this_machine(client: TestClient, inside: int) -> None:
    outlines = "".join(
        f'<outline type="rss" xmlUrl="{place}"/>' for place in (f"http://127.0.0.1:{inside}/f", "file:///etc/passwd")
    )
    opml = f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>'
    found = reasons(client, ("feeds.opml", opml.encode()))
    assert found
    assert set(found) <= {"private_address", "unsupported_scheme"}


def test_a_feed_makes_nobody_ask_this_machine(client: TestClient, inside: int) -> None:
    item = f"<item><title>x</title><link>http://127.0.0.1:{inside}/story</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>f</title>{item}</channel></rss>'
    found = reasons(client, ("feed.xml", feed.encode()))
    assert found
    assert "filed" not in found


def test_a_page_with_outside_entities_opens_no_file(client: TestClient) -> None:
    opml = (
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<opml version="2.0"><body><outline type="rss" text="&x;" xmlUrl="https://&x;/"/></body></opml>'
    )
    seen = added(client, files=[("files", ("feeds.opml", opml.encode(), "text/xml"))])
    told = " ".join(f"{one.words} {one.detail} {one.advice}" for one in seen.found)
    assert "root:" not in told
    assert re.search(r"[0-9]+:[0-9]+", told) is None
