"""Unpack gzip and deflate streams without ever holding more than a limit. Not for: archives of several files."""

import zlib
from collections.abc import Iterator

GZIP_MAGIC = b"\x1f\x8b"
_STEP = 1 << 16
_SLICE = 1 << 14  # what is fed at once: zlib copies the rest of it at every step
_MAX_MEMBERS = 5_000  # blocked gzip has one member per 64 kB; a file of a million empty members only burns time
_ANY_HEADER = zlib.MAX_WBITS | 32  # gzip or zlib, whichever the stream begins with
_RAW = -zlib.MAX_WBITS


class InflateError(ValueError):
    """Report a stream that cannot be unpacked; `is_bomb` says that it grew past the limit."""

    def __init__(self, why: str, *, is_bomb: bool = False) -> None:
        super().__init__(why)
        self.is_bomb = is_bomb


class Inflater:
    """Unpack one stream chunk by chunk; several gzip members in a row count as one stream."""

    def __init__(self, limit: int) -> None:
        self._limit, self.n_out = limit, 0
        self._stream: zlib._Decompress | None = None
        self._is_done, self._n_members = False, 0

    @property
    def is_whole(self) -> bool:
        """Tell whether the stream has come to its end mark."""
        return self._stream is None and self._n_members > 0

    def feed(self, data: bytes) -> bytes:
        """Return what `data` unpacks to.

        :raises InflateError: for a damaged stream, and as soon as all of it passes the limit.
        """
        return b"".join(piece for at in range(0, len(data), _SLICE) for piece in self._pieces(data[at : at + _SLICE]))

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        while chunk and not self._is_done:
            if self._stream is None and self._n_members and not chunk.startswith(GZIP_MAGIC[: len(chunk)]):
                self._is_done = True  # padding after the last member
                return
            stream = self._stream or self._opened(chunk)
            yield self._step(stream, chunk)
            chunk = stream.unconsumed_tail
            if stream.eof:
                chunk = stream.unused_data
                self._end_member()

    def _end_member(self) -> None:
        self._stream = None
        self._n_members += 1
        if self._n_members > _MAX_MEMBERS:
            raise InflateError("too many members", is_bomb=True)

    def _opened(self, chunk: bytes) -> "zlib._Decompress":
        # Some servers send "deflate" without the zlib header that RFC 9110 section 8.4.1.2 asks for.
        has_header = chunk.startswith(GZIP_MAGIC[: len(chunk)]) or chunk[0] & 0x0F == zlib.DEFLATED
        self._stream = zlib.decompressobj(_ANY_HEADER if has_header else _RAW)
        return self._stream

    def _step(self, stream: "zlib._Decompress", chunk: bytes) -> bytes:
        try:
            piece = stream.decompress(chunk, _STEP)
        except zlib.error as error:
            raise InflateError(str(error)) from error
        self.n_out += len(piece)
        if self.n_out > self._limit:
            raise InflateError(f"more than {self._limit} bytes", is_bomb=True)
        return piece
