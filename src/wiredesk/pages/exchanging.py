"""One question to a web server and its answer: redirects, limits, deadline. Not for: what an answer means (see `fetching`).

Proxy variables of the environment are not used (a proxy would resolve names past our guard), cookies are not kept.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import Address, parsed_address, redirected
from wiredesk.pages.connecting import Deadline, GuardedBackend
from wiredesk.pages.inflating import InflateError, Inflater
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings

PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.5"
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_SAVE = "open it in a browser, save the page and read the file"


@dataclass(frozen=True, slots=True)
class Question:
    """Hold how an address is asked.

    With `body` it is a POST, whose answer's body is not read. Without `follows` a redirect is an answer like any other.
    `may_cut` keeps the beginning of a body that is larger than `max_bytes`, which is otherwise refused.
    """

    accept: str = PAGES
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    follows: bool = True
    may_cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a server answered: `url` is the last address asked, `headers` have lower-case names.

    `body` is empty unless the status is 2xx. `location` is where a redirect that was not followed leads. `moved_to` is where
    the permanent redirects with which the way began lead: the address to ask from now on.
    """

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    location: str | None = None
    moved_to: str | None = None

    @property
    def is_ok(self) -> bool:
        """Tell whether the status is 2xx."""
        return 200 <= self.status < 300


def exchanged(source: str, settings: Settings, question: Question | None = None) -> Answer:
    """Ask an http(s) address and return the answer, whatever its status.

    :raises SourceRejected: when there is none: no connection, too slow, too large, no HTTP, a refused address.
    """
    address, uri = parsed_address(source), shown(source)
    backend = GuardedBackend(uri, settings, Deadline(settings.fetch_timeout_s))
    with _translated(uri, settings), httpcore.ConnectionPool(network_backend=backend) as pool:
        return _Client(pool, uri, settings, question or Question()).answer(address)


@dataclass(frozen=True, slots=True)
class _Client:
    pool: httpcore.ConnectionPool
    uri: str
    settings: Settings
    question: Question

    def answer(self, address: Address) -> Answer:
        seen, moved_to, is_permanent = {address.url}, None, True
        for _ in range(self.settings.max_redirects + 1):
            answer = self._asked(address)
            if answer.location is None or not self.question.follows:
                return Answer(answer.url, answer.status, answer.headers, answer.body, answer.location, moved_to)
            address = parsed_address(answer.location)
            is_permanent = is_permanent and answer.status in _PERMANENT
            moved_to = address.url if is_permanent else moved_to
            if address.url in seen:
                raise SourceRejected(self.uri, Reason.REDIRECT_LOOP, f"redirects in a circle at {shown(address.url)}", _SAVE)
            seen.add(address.url)
        what = f"redirects more than {self.settings.max_redirects} times"
        raise SourceRejected(self.uri, Reason.TOO_MANY_REDIRECTS, what, _SAVE)

    def _asked(self, address: Address) -> Answer:
        where = httpcore.URL(
            scheme=address.scheme.encode(), host=address.host.encode(), port=address.port, target=address.target.encode()
        )
        body = self.question.body
        with self.pool.stream("GET" if body is None else "POST", where, headers=self._headers(address), content=body) as response:
            headers = _joined(response.headers)
            if response.status in _REDIRECTS and headers.get("location"):
                return Answer(address.url, response.status, headers, location=self._next(address, headers["location"]))
            is_wanted = 200 <= response.status < 300 and body is None
            return Answer(address.url, response.status, headers, self._body(response, headers) if is_wanted else b"")

    def _headers(self, address: Address) -> list[tuple[str, str]]:
        body = self.question.body
        return [
            ("Host", address.url.split("/", 3)[2]),
            ("User-Agent", self.settings.user_agent),
            ("Accept", self.question.accept),
            ("Accept-Language", self.settings.accept_language),
            ("Accept-Encoding", "gzip, deflate"),
            *(() if body is None else (("Content-Length", str(len(body))),)),
            *self.question.headers,
        ]

    def _next(self, address: Address, location: str) -> str:
        try:
            return redirected(address, location).url
        except SourceRejected as error:
            what = f"redirects to {shown(location)}, which {error.what}"
            raise SourceRejected(self.uri, error.reason, what, _SAVE) from error

    def _body(self, response: httpcore.Response, headers: dict[str, str]) -> bytes:
        stated = headers.get("content-length", "")
        is_stated = stated.isascii() and stated.isdigit()
        if is_stated and int(stated[:20]) > self.settings.max_bytes and not self.question.may_cut:
            raise self._too_large()
        codings = [word.strip().lower() for word in headers.get("content-encoding", "").split(",")]
        codings = [word for word in codings if word not in ("", "identity")]
        if len(codings) > 1 or not _PACKED.issuperset(codings):
            what = f"the server answers in the coding {shown(','.join(codings))[:60]}, which was not asked for"
            raise SourceRejected(self.uri, Reason.BAD_RESPONSE, what, _SAVE)
        try:
            return b"".join(self._bounded(response, Inflater(self.settings.max_bytes) if codings else None))
        except InflateError as error:
            if error.is_bomb:
                raise self._too_large() from error
            what = f"the server's {codings[0]} stream is damaged"
            raise SourceRejected(self.uri, Reason.BAD_RESPONSE, what, _SAVE) from error

    def _bounded(self, response: httpcore.Response, inflater: Inflater | None) -> Iterator[bytes]:
        n_left = self.settings.max_bytes
        for chunk in response.iter_stream():
            if len(chunk) > n_left and not self.question.may_cut:
                raise self._too_large()
            piece = chunk[:n_left]
            yield inflater.feed(piece) if inflater else piece
            n_left -= len(chunk)
            if n_left < 0:
                return

    def _too_large(self) -> SourceRejected:
        what = f"is larger than {self.settings.max_bytes:,} bytes"
        return SourceRejected(self.uri, Reason.TOO_LARGE, what, "save only the report, or raise max_bytes")


def _joined(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by lower-case name; the first of a name stands, Content-Encoding is joined."""
    joined: dict[str, str] = {}
    for name, value in headers:
        key, words = name.decode("latin-1").lower(), _header_words(value)
        if key == "content-encoding" and key in joined:
            joined[key] += f",{words}"
        joined.setdefault(key, words)
    return joined


def _header_words(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


@contextmanager
def _translated(uri: str, settings: Settings) -> Iterator[None]:
    """Turn httpcore's errors into ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        what = f"the server did not finish its answer within {settings.fetch_timeout_s:g} seconds"
        if isinstance(error, httpcore.ConnectTimeout):
            what = "the server does not answer"
        raise SourceRejected(uri, Reason.TIMEOUT, what, "try again later or raise fetch_timeout_s") from error
    except httpcore.ConnectError as error:
        raise _connect_refused(uri, error) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:
        what = f"the server's answer broke off or is no HTTP ({type(error).__name__})"
        raise SourceRejected(uri, Reason.BAD_RESPONSE, what, "try again later, or save the page in a browser") from error


def _connect_refused(uri: str, error: httpcore.ConnectError) -> SourceRejected:
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
        return SourceRejected(uri, Reason.TLS, "the server's certificate or encryption cannot be trusted", _SAVE)
    return SourceRejected(uri, Reason.NO_CONNECTION, "no connection to the server", "check the address and the network")
