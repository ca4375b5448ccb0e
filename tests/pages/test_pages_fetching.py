"""Pages are fetched within limits, and every failure says why; a real server in a thread stands on the other side."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from wiredesk.documents import Page, PageForm
from wiredesk.errors import PageRejected, Rejected, SourceRejected
from wiredesk.pages import Reason, open_page
from wiredesk.pages.connecting import Deadline, GuardedBackend
from wiredesk.settings import Settings

STORY = "<!DOCTYPE html><title>Été</title><p>Two men shot at a police post near the café on Tuesday, police said.</p>"
NOW = datetime(2021, 3, 2, 20, 35, tzinfo=UTC)
OPEN = Settings(allow_private_addresses=True, fetch_timeout_s=60, connect_timeout_s=20, max_bytes=1_000_000)
BOMB = gzip.compress(bytes(10_000_000), compresslevel=1)


class Handler(BaseHTTPRequestHandler):
    """Answer by the path."""

    released = threading.Event()
    seen: list[tuple[str, dict[str, str]]]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        type(self).seen.append((self.path, dict(self.headers.items())))
        name = self.path.strip("/").split("?")[0].replace("-", "_")
        answer: Callable[[], None] = getattr(self, f"answer_{name}", self.answer_status)
        try:
            answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_status(self) -> None:
        self.give(b"no", status=int(self.path.strip("/") or 404), Retry_After="7")

    def answer_story(self) -> None:
        self.give(STORY.encode(), Content_Type="text/html; charset=utf-8")

    def answer_no_type(self) -> None:
        self.give(STORY.encode("cp1252"))

    def answer_wrong_charset(self) -> None:
        self.give(STORY.encode("cp1252"), Content_Type="text/html; charset=utf-8")

    def answer_empty(self) -> None:
        self.give(b"", Content_Type="text/html")

    def answer_picture(self) -> None:
        self.give(b"\x89PNG\r\n\x1a\n" + bytes(60), Content_Type="text/html")

    def answer_gzip(self) -> None:
        self.give(gzip.compress(STORY.encode()), Content_Encoding="gzip")

    def answer_deflate(self) -> None:
        self.give(zlib.compress(STORY.encode()), Content_Encoding="deflate")

    def answer_brotli(self) -> None:
        self.give(b"\x0b\x02\x80", Content_Encoding="br")

    def answer_broken_gzip(self) -> None:
        self.give(b"\x1f\x8b\xff" + b"rubbish" * 20, Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.give(BOMB, Content_Encoding="gzip", Content_Type="text/html")

    def answer_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"word " * 20_000)

    def answer_huge_stated(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9" * 15)
        self.end_headers()

    def answer_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<p>only this")
        self.close_connection = True

    def answer_away(self) -> None:
        self.give(b"", status=301, Location="/story")

    def answer_circle(self) -> None:
        self.give(b"", status=302, Location="/circle-back")

    def answer_circle_back(self) -> None:
        self.give(b"", status=302, Location="/circle")

    def answer_on(self) -> None:
        self.give(b"", status=307, Location=f"/on?{len(self.path)}{self.path[-300:]}x")

    def answer_to_file(self) -> None:
        self.give(b"", status=302, Location="file:///etc/passwd")

    def answer_to_nowhere(self) -> None:
        self.give(b"", status=302, Location="http://[oops/")

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.released.wait(0.02):
            self.wfile.write(b".")
            self.wfile.flush()

    def answer_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.released.wait(0.02):
            self.wfile.write(b".")
            self.wfile.flush()

    def answer_silence(self) -> None:
        self.released.wait(60)

    def answer_rubbish(self) -> None:
        self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
        self.close_connection = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    Handler.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Handler.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


def page_at(address: str, settings: Settings = OPEN) -> Page:
    return open_page(address, settings=settings, now=lambda: NOW)


def refusal_at(address: str, settings: Settings = OPEN) -> Rejected:
    with pytest.raises((SourceRejected, PageRejected)) as caught:
        page_at(address, settings)
    assert str(caught.value).isprintable()
    return caught.value


def test_a_page_is_fetched(site: str) -> None:
    page = page_at(f"{site}/story#top")
    assert (page.text, page.form, page.url, page.source.uri) == (STORY, PageForm.HTML, f"{site}/story", f"{site}/story#top")
    assert (page.source.captured, page.fields.published) == (NOW, None)
    _, headers = Handler.seen[-1]
    assert headers["Host"] == site.removeprefix("http://")
    assert "Wiredesk" in headers["User-Agent"]


@pytest.mark.parametrize("name", ["no-type", "wrong-charset", "gzip", "deflate", "away"])
def test_however_it_is_sent_the_text_is_the_same(name: str, site: str) -> None:
    page = page_at(f"{site}/{name}")
    assert page.text == STORY
    assert bool(page.warnings) == (name == "wrong-charset")
    assert page.url == f"{site}/{'story' if name == 'away' else name}"


def test_name_and_password_are_neither_sent_nor_shown(site: str) -> None:
    page = page_at(site.replace("//", "//me:secret@") + "/story")
    assert "secret" not in repr(page)
    assert "not sent" in page.warnings[0]
    assert "Authorization" not in Handler.seen[-1][1]
    assert "secret" not in str(refusal_at(site.replace("//", "//me:secret@") + "/404"))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("401", Reason.LOGIN_NEEDED),
        ("403", Reason.FORBIDDEN),
        ("404", Reason.NOT_FOUND),
        ("410", Reason.NOT_FOUND),
        ("418", Reason.HTTP_STATUS),
        ("429", Reason.TOO_MANY_REQUESTS),
        ("500", Reason.SERVER_ERROR),
        ("503", Reason.SERVER_ERROR),
        ("304", Reason.HTTP_STATUS),
        ("302", Reason.HTTP_STATUS),
        ("empty", Reason.EMPTY),
        ("picture", Reason.IMAGE),
        ("brotli", Reason.BAD_RESPONSE),
        ("broken-gzip", Reason.BAD_RESPONSE),
        ("cut", Reason.BAD_RESPONSE),
        ("rubbish", Reason.BAD_RESPONSE),
        ("bomb", Reason.TOO_LARGE),
        ("huge", Reason.TOO_LARGE),
        ("huge-stated", Reason.TOO_LARGE),
        ("circle", Reason.REDIRECT_LOOP),
        ("on", Reason.TOO_MANY_REDIRECTS),
        ("to-file", Reason.UNSUPPORTED_SCHEME),
        ("to-nowhere", Reason.BAD_ADDRESS),
    ],
)
def test_every_failure_has_its_reason(name: str, reason: Reason, site: str) -> None:
    assert refusal_at(f"{site}/{name}").reason == reason


def test_the_server_says_when_to_come_back(site: str) -> None:
    assert refusal_at(f"{site}/429").advice == "try again in 7 seconds"


@pytest.mark.parametrize("name", ["drip", "drip-head", "silence"])
def test_the_deadline_holds_for_all_of_a_fetch(name: str, site: str) -> None:
    start = time.monotonic()
    refusal = refusal_at(f"{site}/{name}", Settings(allow_private_addresses=True, fetch_timeout_s=0.3))
    assert refusal.reason == Reason.TIMEOUT
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"])  # noqa: S104
def test_this_machine_is_refused_unless_allowed(host: str, site: str) -> None:
    n_seen = len(Handler.seen)
    refusal = refusal_at(f"http://{host}:{site.rpartition(':')[2]}/story", Settings())
    assert refusal.reason == Reason.PRIVATE_ADDRESS
    assert "allow_private_addresses" in refusal.advice
    assert len(Handler.seen) == n_seen


def test_an_unknown_host_and_a_closed_port() -> None:
    assert refusal_at("http://no-such-host.invalid/").reason == Reason.NO_SUCH_HOST
    assert refusal_at("http://127.0.0.1:9/").reason == Reason.NO_CONNECTION


def test_tls_to_a_plain_server_is_refused(site: str) -> None:
    assert refusal_at(site.replace("http:", "https:") + "/story").reason in (Reason.TLS, Reason.BAD_RESPONSE)


class Rebinding:
    """Name a public number first and this machine ever after, as an attacker's name server would."""

    def __init__(self) -> None:
        self.n_asked = 0

    def __call__(self, host: str, port: int, *, timeout_s: float) -> list[str]:
        self.n_asked += 1
        return ["93.184.216.34"] if self.n_asked == 1 else ["127.0.0.1"]


class Recording(httpcore.MockBackend):
    """Keep the numbers that were connected to and answer with a redirect to the same host."""

    def __init__(self) -> None:
        super().__init__([])
        self.numbers: list[str] = []

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        self.numbers.append(host)
        return httpcore.MockStream([b"HTTP/1.1 302 Found\r\nLocation: http://press.example/b\r\nConnection: close\r\n\r\n"])


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver, network = Rebinding(), Recording()
    monkeypatch.setattr("wiredesk.pages.connecting.resolved", resolver)
    monkeypatch.setattr(
        "wiredesk.pages.exchanging.GuardedBackend",
        lambda source, settings, deadline: GuardedBackend(source, settings, deadline, inner=network),
    )
    refusal = refusal_at("http://press.example/a", Settings())
    assert refusal.reason == Reason.PRIVATE_ADDRESS
    assert (network.numbers, resolver.n_asked) == (["93.184.216.34"], 2)


def test_one_private_number_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Recording()
    monkeypatch.setattr("wiredesk.pages.connecting.resolved", lambda *_, **__: ["93.184.216.34", "10.0.0.1"])
    backend = GuardedBackend("x", Settings(), Deadline(5), inner=network)
    with pytest.raises(SourceRejected):
        backend.connect_tcp("press.example", 80)
    assert network.numbers == []
