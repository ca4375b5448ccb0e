"""Servers on this machine for tests: a web site that answers as it is told, and a mail server. Not for: any test."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """Hold one answer of the site; with an `etag` the conditional question for it is answered 304."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def html(cls, words: str, **more: Any) -> "Reply":
        return cls(words.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, **more)

    @classmethod
    def rss(cls, words: str, **headers: str) -> "Reply":
        return cls(words.encode(), headers={"Content-Type": "application/rss+xml", **headers})


Answering = Reply | list[Reply] | Callable[["_Handler"], None]


class Site:
    """Answer by the path: with one reply, with a list of replies in turn (the last stays), or as a function likes.

    `seen` are the questions in their order, `most_at_once` how many were open at one moment.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answering] = {}
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.n_open = self.most_at_once = 0
        self.released = threading.Event()
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        self.server.site = self  # type: ignore[attr-defined]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.seen]

    def headers_of(self, path: str) -> list[dict[str, str]]:
        return [headers for _, asked, headers, _ in self.seen if asked == path]

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    @property
    def site(self) -> Site:
        return self.server.site  # type: ignore[attr-defined, no-any-return]

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _answer(self, body: bytes) -> None:
        site = self.site
        with site.lock:
            site.n_open += 1
            site.most_at_once = max(site.most_at_once, site.n_open)
            site.seen.append((self.command, self.path, dict(self.headers.items()), body))
            told = site.answers.get(self.path, Reply(b"no such page", 404))
            if isinstance(told, list):
                told = told.pop(0) if len(told) > 1 else told[0]
        try:
            if isinstance(told, Reply):
                self.give(told)
            else:
                told(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with site.lock:
                site.n_open -= 1

    def give(self, reply: Reply) -> None:
        etag = reply.headers.get("ETag")
        is_known = etag is not None and self.headers.get("If-None-Match") == etag
        self.send_response(304 if is_known else reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not is_known:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(reply.body)

    def drip(self) -> None:
        """Send a byte now and then, without end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        while not self.site.released.wait(0.02):
            self.wfile.write(b" ")
            self.wfile.flush()


@contextmanager
def site() -> Iterator[Site]:
    """Run a site while the block lasts."""
    running = Site()
    try:
        yield running
    finally:
        running.close()


def rss(*entries: str, title: str = "Lisvale Courier", head: str = "") -> str:
    """Write a feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{head}{"".join(entries)}</channel></rss>'


def item(link: str | None, title: str = "A title", *, guid: str | None = None, more: str = "") -> str:
    """Write one entry of a feed."""
    where = f"<link>{link}</link>" if link else ""
    return f"<item><title>{title}</title>{where}{f'<guid>{guid}</guid>' if guid else ''}{more}</item>"


# -- mail --------------------------------------------------------------------------------------------------------------


@dataclass
class Post:
    """Hold one mail as it was handed over."""

    sender: str
    receivers: list[str]
    text: str
    was_encrypted: bool


class MailServer:
    """Take mails. `replies` answers a command (by its first word) otherwise; `context` offers STARTTLS."""

    def __init__(self, context: ssl.SSLContext | None = None, *, replies: dict[str, str] | None = None) -> None:
        self.context, self.replies = context, replies or {}
        self.mails: list[Post] = []
        self.logins: list[str] = []
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _MailHandler)
        self.server.daemon_threads = True
        self.server.mail = self  # type: ignore[attr-defined]
        self.port = int(self.server.server_address[1])
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _MailHandler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.mail: MailServer = self.server.mail  # type: ignore[attr-defined]
        self.is_encrypted = False
        try:
            self.talk()
        except (ssl.SSLError, ConnectionError):
            return  # the client does not trust us, or has had enough
        finally:
            self.rfile.close()
            self.connection.close()

    def talk(self) -> None:
        self.say("220 post.example")
        sender, receivers = "", list[str]()
        while line := self.rfile.readline(4096):
            words = line.decode("latin-1").strip()
            verb = words.split(" ")[0].upper()
            if verb in self.mail.replies:
                self.say(self.mail.replies[verb])
            elif verb == "EHLO":
                self.hello()
            elif verb == "STARTTLS":
                self.encrypt()
            elif verb == "AUTH":
                self.mail.logins.append(words)
                self.say("235 welcome")
            elif verb == "DATA":
                self.say("354 go on")
                self.mail.mails.append(Post(sender, receivers, self.text(), self.is_encrypted))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                sender = words if verb == "MAIL" else sender
                receivers = [*receivers, words] if verb == "RCPT" else receivers
                self.say("250 fine")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def hello(self) -> None:
        offers = ["250-post.example"]
        if self.mail.context is not None and not self.is_encrypted:
            offers.append("250-STARTTLS")
        self.say("\r\n".join([*offers, "250-8BITMIME", "250 AUTH PLAIN LOGIN"]))

    def encrypt(self) -> None:
        assert self.mail.context is not None
        self.say("220 begin")
        self.wfile.flush()
        self.connection = self.mail.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)  # type: ignore[assignment]
        self.is_encrypted = True

    def text(self) -> str:
        lines = []
        while (line := self.rfile.readline(100_000)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines).decode("utf-8", "replace")


@contextmanager
def mail_server(context: ssl.SSLContext | None = None, *, replies: dict[str, str] | None = None) -> Iterator[MailServer]:
    """Run a mail server while the block lasts."""
    running = MailServer(context, replies=replies)
    try:
        yield running
    finally:
        running.close()
