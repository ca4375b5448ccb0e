"""An HTTP answer as an archive keeps it, to its body and what its headers say. Not for: asking servers (see `fetching`).

Archives keep answers as they came, or unpacked under headers that still tell of the packing; both are read.
Source: RFC 9112 sections 4, 5 and 7.1 (status line, fields, chunked), RFC 9110 section 8.4 (content coding).
"""

import io
import re
from dataclasses import dataclass

from wiredesk.pages.inflating import GZIP_MAGIC, InflateError, Inflater

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s{1,9}(\d{3})(?:\s|$)")
_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_CHUNK = re.compile(rb"\s{0,4}([0-9a-fA-F]{1,8})[ \t]{0,80}(?:;[^\r\n]{0,1000})?\r?\n")
_MAX_HEAD = 262_144
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 18


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Hold the status, the headers by lower-case name (the first of a name stands) and the unpacked body."""

    status: int
    headers: dict[str, str]
    body: bytes


def http_answer(block: bytes, *, max_bytes: int) -> HttpAnswer | None:
    """Return the answer in `block`, None when it is none.

    A body whose packing is damaged is returned as far as it goes, or packed as it is when nothing goes.

    :raises InflateError: when the body unpacks to more than `max_bytes`.
    """
    status = _STATUS.match(block[:40])
    end = _END.search(block, 0, _MAX_HEAD)
    if status is None or (end is None and len(block) > _MAX_HEAD):
        return None
    head, body = (block, b"") if end is None else (block[: end.start()], block[end.end() :])
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, sign, value = line.partition(b":")
        if sign:
            headers.setdefault(name.strip().decode("latin-1").lower(), value.strip().decode("utf-8", "replace"))
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    return HttpAnswer(int(status.group(1)), headers, _unpacked(body, headers.get("content-encoding", ""), max_bytes))


def _unchunked(body: bytes) -> bytes:
    """Join the chunks; what is not in chunks, for the archive has joined them already, stays as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        n_bytes = int(found.group(1), 16)
        if n_bytes == 0 and pieces:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + n_bytes])
        at = found.end() + n_bytes
    is_joined = at < len(body.rstrip()) and len(pieces) < 2
    return body if not pieces or is_joined else b"".join(pieces)


def _unpacked(body: bytes, codings: str, max_bytes: int) -> bytes:
    coding = codings.split(",")[-1].strip().lower()
    if body.startswith(GZIP_MAGIC) or coding == "deflate":
        return _inflated(body, max_bytes)
    if body.startswith(_ZSTD_MAGIC) or coding == "br":
        return _read_by_library(body, coding, max_bytes)
    return body


def _inflated(body: bytes, max_bytes: int) -> bytes:
    inflater = Inflater(max_bytes)
    pieces = []
    try:
        for at in range(0, len(body), _STEP):
            pieces.append(inflater.feed(body[at : at + _STEP]))
    except InflateError as error:
        if error.is_bomb:
            raise
    return b"".join(pieces) or body


def _read_by_library(body: bytes, coding: str, max_bytes: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    pieces, n_bytes = [], 0
    try:
        reader = BrotliReader(io.BytesIO(body)) if coding == "br" else ZstdReader(io.BytesIO(body))
        while piece := reader.read(_STEP):
            n_bytes += len(piece)
            pieces.append(piece)
            if n_bytes > max_bytes:
                raise InflateError(f"more than {max_bytes} bytes", is_bomb=True)
    except OSError:
        return b"".join(pieces) or body
    return b"".join(pieces) or body
