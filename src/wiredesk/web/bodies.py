"""How much a request may bring, and how slowly. Not for: what is in it, how often one may come (see `pace`).

A body is refused by what it says of its length before a byte of it is read, and else as soon as it grows beyond.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException

from wiredesk.settings import Settings
from wiredesk.web.roles import Person

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

FORM_BYTES = 64 * 1024
"""What a form, or anybody who is not logged in, may send."""
_LONG_BYTES = 1_000_000
_MULTIPART_BYTES = 64 * 1024
_N_FILES = 10  # as large as one page may be; a web archive or mailbox counts as several
_SILENCE_S, _START_S, _LEAST_BYTES_PER_S = 30.0, 60.0, 20_000

_UTF8 = re.compile(r';\s*charset\s*=\s*"?utf-?8"?\s*(?=;|$)')
_CORRECTED = re.compile(r"/reports/r[0-9]{1,18}/body")
_LARGE: tuple[tuple[str, str, Callable[[Settings], int]], ...] = (
    ("/add", "add", lambda settings: _N_FILES * settings.max_bytes),
    ("/api/v1/reports", "add", lambda settings: _N_FILES * settings.max_bytes),
    ("/settings/feeds", "follow", lambda settings: settings.max_feed_bytes),
    ("/api/v1/feeds", "follow", lambda settings: settings.max_feed_bytes),
)
"""Where files are sent to, what one must be allowed to do for it, and how large they may be; the paths are whole ones."""


def most_bytes(path: str, person: Person, settings: Settings) -> int:
    """Return how many bytes this person may send to that path."""
    if not person.name:
        return FORM_BYTES
    for place, what, most in _LARGE:
        if path == place and person.may(what):
            return most(settings) + _MULTIPART_BYTES
    is_long = path.startswith("/api/") or (_CORRECTED.fullmatch(path) and person.may("rule"))
    return _LONG_BYTES if is_long else FORM_BYTES


def said_length(words: str | None) -> int | None:
    """Return the length that a body is said to have, None when nothing is said.

    :raises HTTPException: 400 for what is no length.
    """
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        raise HTTPException(400, "that is no Content-Length")
    return int(words)


def demand_utf8(content_type: str) -> None:
    """See that a form is in UTF-8: some of Python's decoders take the square of its length, and some fail.

    :raises HTTPException: 415 for one that says it is in other letters.
    """
    if "charset" in _UTF8.sub("", content_type.lower()) and content_type.lower().lstrip().startswith("multipart/"):
        raise HTTPException(415, "a form is taken in UTF-8 alone")


def bounded(receive: Receive, most: int) -> Receive:
    """Return a `receive` that gives up on a body that grows beyond `most` bytes (413) or comes too slowly (408)."""
    n_bytes, is_over = 0, False
    ends = time.monotonic() + _START_S + most / _LEAST_BYTES_PER_S

    async def receive_bounded() -> Message:
        nonlocal n_bytes, is_over
        if is_over:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), min(_SILENCE_S, max(ends - time.monotonic(), 0.001)))
        except TimeoutError:
            raise HTTPException(408, "the request comes too slowly", {"connection": "close"}) from None
        n_bytes += len(message.get("body", b""))
        is_over = not message.get("more_body", False)
        if n_bytes > most:
            raise HTTPException(413, f"that is too large: at most {most:,} bytes are taken here", {"connection": "close"})
        return message

    return receive_bounded
