"""Why a source becomes no page: the codes, and how a source is named in a message. Not for: judging articles."""

import re
from enum import StrEnum

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CREDENTIALS = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]{0,20}:/*)[^/?#\s]*@")
_MAX_SHOWN = 300
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,20})://|(https?|ftp|file|data|javascript|mailto|about|blob|view-source):", re.I)


class Reason(StrEnum):
    """Name why a source could not be had or its bytes are no page; the `reason` of a `Rejected`."""

    NOT_FOUND = "not_found"
    IS_DIRECTORY = "is_directory"
    NO_PERMISSION = "no_permission"
    UNREADABLE = "unreadable"
    BAD_ADDRESS = "bad_address"
    UNSUPPORTED_SCHEME = "unsupported_scheme"
    PRIVATE_ADDRESS = "private_address"
    NO_SUCH_HOST = "no_such_host"
    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    TLS = "tls"
    BAD_RESPONSE = "bad_response"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    LOGIN_NEEDED = "login_needed"
    FORBIDDEN = "forbidden"
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    HTTP_STATUS = "http_status"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BINARY = "binary"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    PROGRAM = "program"
    ARCHIVE = "archive"
    OFFICE = "office"
    FEED = "feed"
    STRUCTURED = "structured"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    SEVERAL = "several"
    NO_TEXT = "no_text"
    ROBOTS = "robots"


def shown(source: str) -> str:
    """Return `source` as it may stand in a message: one line, bounded, without the name and password of an address."""
    clean = _UNPRINTABLE.sub("?", _CREDENTIALS.sub(r"\1", source[: 4 * _MAX_SHOWN]))
    return clean if len(clean) <= _MAX_SHOWN else clean[: _MAX_SHOWN - 1] + "…"


def scheme_of(source: str) -> str | None:
    """Return the scheme of an address in small letters, None for a path."""
    found = _SCHEME.match(source)
    return (found.group(1) or found.group(2)).lower() if found else None


def is_address(source: str) -> bool:
    """Tell whether `source` is an address of some scheme and not a path."""
    return scheme_of(source) is not None
