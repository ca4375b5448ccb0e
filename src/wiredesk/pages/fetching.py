"""Get one page from the web: redirects, limits, deadline, and an error that a reader understands. Not for: crawling.

Proxy variables of the environment are not used (a proxy would resolve names past our guard), cookies are not kept.
"""

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import Address, parsed_address, redirected
from wiredesk.pages.connecting import Deadline, GuardedBackend
from wiredesk.pages.inflating import InflateError, Inflater
from wiredesk.pages.parcel import Parcel, split_media_type
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_SAVE = "open it in a browser, save the page and read the file"
_STATUS = {
    401: (Reason.LOGIN_NEEDED, "asks for a login", _SAVE),
    402: (Reason.LOGIN_NEEDED, "asks for payment", _SAVE),
    407: (Reason.LOGIN_NEEDED, "asks for a login at a proxy", _SAVE),
    403: (Reason.FORBIDDEN, "refuses to hand out the page", _SAVE),
    451: (Reason.FORBIDDEN, "withholds the page for legal reasons", _SAVE),
    404: (Reason.NOT_FOUND, "says that there is no such page", "check the address, or look for it in a web archive"),
    410: (Reason.NOT_FOUND, "says that the page is gone", "look for it in a web archive"),
    429: (Reason.TOO_MANY_REQUESTS, "asks for fewer requests", "wait and try again"),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hold what a server answered: a place to go on to, or a body with its Content-Type."""

    location: str | None = None
    body: bytes = b""
    content_type: str | None = None


def fetched(source: str, settings: Settings, *, now: datetime.datetime) -> Parcel:
    """Return the body at an http(s) address, unpacked, with its final address and `now` as the capture clock.

    :raises SourceRejected: when it cannot be had; the reason says why.
    """
    address, uri = parsed_address(source), shown(source)
    deadline = Deadline(settings.fetch_timeout_s)
    backend = GuardedBackend(uri, settings, deadline)
    with _translated(uri, settings), httpcore.ConnectionPool(network_backend=backend) as pool:
        address, answer = _followed(pool, address, uri=uri, settings=settings)
    media_type, charset = split_media_type(answer.content_type)
    dropped = ("the name and password in the address were not sent",) if parsed_address(source).had_credentials else ()
    return Parcel(answer.body, uri, media_type, charset, url=address.url, captured=now, warnings=dropped)


def _followed(pool: httpcore.ConnectionPool, address: Address, *, uri: str, settings: Settings) -> tuple[Address, _Answer]:
    seen = {address.url}
    for _ in range(settings.max_redirects + 1):
        answer = _answered(pool, address, uri=uri, settings=settings)
        if answer.location is None:
            return address, answer
        address = _next(address, answer.location, uri)
        if address.url in seen:
            raise SourceRejected(uri, Reason.REDIRECT_LOOP, f"redirects in a circle at {shown(address.url)}", _SAVE)
        seen.add(address.url)
    what = f"redirects more than {settings.max_redirects} times"
    raise SourceRejected(uri, Reason.TOO_MANY_REDIRECTS, what, _SAVE)


def _next(address: Address, location: str, uri: str) -> Address:
    try:
        return redirected(address, location)
    except SourceRejected as error:
        raise SourceRejected(uri, error.reason, f"redirects to {shown(location)}, which {error.what}", _SAVE) from error


def _answered(pool: httpcore.ConnectionPool, address: Address, *, uri: str, settings: Settings) -> _Answer:
    where = httpcore.URL(
        scheme=address.scheme.encode(), host=address.host.encode(), port=address.port, target=address.target.encode()
    )
    with pool.stream("GET", where, headers=_headers(address, settings)) as response:
        headers = _joined(response.headers)
        if response.status in _REDIRECTS and headers.get("location"):
            return _Answer(location=headers["location"])
        if not 200 <= response.status < 300:
            raise _status_refused(uri, response.status, headers)
        return _Answer(None, _body(response, headers, uri=uri, settings=settings), headers.get("content-type"))


def _headers(address: Address, settings: Settings) -> list[tuple[str, str]]:
    host = address.url.split("/", 3)[2]
    return [
        ("Host", host),
        ("User-Agent", settings.user_agent),
        ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.5"),
        ("Accept-Language", settings.accept_language),
        ("Accept-Encoding", "gzip, deflate"),
    ]


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


def _status_refused(uri: str, status: int, headers: dict[str, str]) -> SourceRejected:
    usual = (Reason.SERVER_ERROR, "has an error of its own", "try again later") if status >= 500 else None
    reason, what, advice = _STATUS.get(status) or usual or (Reason.HTTP_STATUS, "does not hand out the page", _SAVE)
    wait = headers.get("retry-after", "")
    if wait.isascii() and wait.isdigit() and len(wait) < 8:
        advice = f"try again in {wait} seconds"
    return SourceRejected(uri, reason, f"the server {what} (HTTP {status})", advice)


def _body(response: httpcore.Response, headers: dict[str, str], *, uri: str, settings: Settings) -> bytes:
    stated = headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated[:20]) > settings.max_bytes:
        raise _too_large(uri, settings)
    codings = [word.strip().lower() for word in headers.get("content-encoding", "").split(",")]
    codings = [word for word in codings if word not in ("", "identity")]
    if len(codings) > 1 or not _PACKED.issuperset(codings):
        what = f"the server answers in the coding {shown(','.join(codings))[:60]}, which was not asked for"
        raise SourceRejected(uri, Reason.BAD_RESPONSE, what, _SAVE)
    try:
        return b"".join(_bounded(response, Inflater(settings.max_bytes) if codings else None, uri=uri, settings=settings))
    except InflateError as error:
        if error.is_bomb:
            raise _too_large(uri, settings) from error
        what = f"the server's {codings[0]} stream is damaged"
        raise SourceRejected(uri, Reason.BAD_RESPONSE, what, _SAVE) from error


def _bounded(response: httpcore.Response, inflater: Inflater | None, *, uri: str, settings: Settings) -> Iterator[bytes]:
    n_bytes = 0
    for chunk in response.iter_stream():
        n_bytes += len(chunk)
        if n_bytes > settings.max_bytes:
            raise _too_large(uri, settings)
        yield inflater.feed(chunk) if inflater else chunk


def _too_large(uri: str, settings: Settings) -> SourceRejected:
    what = f"is larger than {settings.max_bytes:,} bytes"
    return SourceRejected(uri, Reason.TOO_LARGE, what, "save only the report, or raise max_bytes")


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
