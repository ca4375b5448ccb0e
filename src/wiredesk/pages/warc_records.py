"""The records of a WARC file one after the other, over broken ones and up to the cut. Not for: pages in them (see `warc`).

fastwarc reads the records; it stops at the first broken one and takes the end of a cut file for the end. So after a stop the
next record is looked for by its first bytes, and at the end it is seen whether the last record was whole.
Source: WARC 1.1 (ISO 28500:2017), sections 4, 5 and annex D (one gzip member for each record).
"""

import datetime
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from wiredesk.pages.inflating import InflateError, Inflater

_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z]")
_STEP = 1 << 20
_MAX_HEADER = 65_536
_PROBE = 4_096  # bytes of a gzip member that are unpacked to see whether it begins a record
_MAX_BROKEN = 1_000
_BITE, _NO_LIMIT = 1 << 14, 1 << 62  # fed at once: a thousandfold of it is held for a moment


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record: where it begins in the file, its WARC headers by lower-case name, and its block.

    `block` is None for a record that is not wanted or larger than the limit; `n_bytes` is what its header states.
    """

    at: int
    kind: str
    headers: dict[str, str]
    n_bytes: int
    block: bytes | None

    @property
    def url(self) -> str | None:
        """Return the address it was had from, None when it states none of http(s); wget writes it in angle brackets."""
        url = self.headers.get("warc-target-uri", "").strip().strip("<>")
        return url if url.startswith(("http://", "https://")) else None

    @property
    def date(self) -> datetime.datetime | None:
        """Return the archive's clock."""
        try:
            moment = datetime.datetime.fromisoformat(self.headers.get("warc-date", "").strip())
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Break:
    """Hold a place where the file is broken; `is_end` when nothing after it can be read."""

    at: int
    why: str
    is_end: bool = False


class WarcRecords:
    """Read the records of a seekable file; `wanted` are the record types whose blocks are read, up to `max_bytes`."""

    def __init__(self, file: BinaryIO, *, wanted: frozenset[str], max_bytes: int) -> None:
        self._file, self._wanted, self._max_bytes = file, wanted, max_bytes
        file.seek(0)
        self._is_packed = file.read(3) == _GZIP
        self._last = -1  # where the last record began that was seen
        self._run_at = 0  # where the last run over unbroken records began

    def __iter__(self) -> Iterator[Record | Break]:
        at: int | None = 0
        n_broken = 0
        while at is not None:
            self._run_at, before = at, self._last
            try:
                yield from self._run(at)
                if left := self._left_over():
                    yield Break(max(0, self._last), left, is_end=True)
                return
            except OSError as error:
                n_broken += 1
                broken, has_gone_on = max(self._last, at), self._last > before
                at = self._next_start(broken + 1) if n_broken < _MAX_BROKEN else None
                if at is None or has_gone_on or n_broken == 1:
                    yield Break(broken, str(error)[:200], is_end=at is None)

    def _run(self, at: int) -> Iterator[Record]:
        from fastwarc.warc import ArchiveIterator

        self._file.seek(at)
        for told in ArchiveIterator(self._file, parse_http=False, max_header_len=_MAX_HEADER):
            if told.stream_pos < self._last:  # cannot be; and would go round in circles
                raise OSError("a record begins before the last one")
            self._last = int(told.stream_pos)
            yield self._record(told)

    def _record(self, told: Any) -> Record:
        headers: dict[str, str] = {}
        for name, value in told.headers.items():
            headers.setdefault(name.lower(), value)
        length = headers.get("content-length", "").strip()
        if not length.isascii() or not length.isdigit() or len(length) > 18:
            raise OSError("a record without its length")
        kind, n_bytes = headers.get("warc-type", "").strip().lower(), int(length)
        is_read = kind in self._wanted and n_bytes <= self._max_bytes
        block = told.reader.read(n_bytes) if is_read and n_bytes else b"" if is_read else None
        if block is not None and len(block) < n_bytes:
            raise OSError(f"a record cut off after {len(block):,} of {n_bytes:,} bytes")
        return Record(self._last, kind, headers, n_bytes, block)

    # -- after a stop ----------------------------------------------------------------------------------------------

    def _next_start(self, floor: int) -> int | None:
        """Return where the next record seems to begin at or after `floor`, None when none does."""
        return next((at for at in self._marks(floor) if self._begins_record(at)), None)

    def _marks(self, floor: int) -> Iterator[int]:
        mark = _GZIP if self._is_packed else _PLAIN
        at, tail = max(0, floor), b""
        self._file.seek(at)
        while piece := self._file.read(_STEP):
            piece, start = tail + piece, at - len(tail)
            at = start + len(piece)
            found = piece.find(mark)
            while found >= 0:
                yield start + found
                found = piece.find(mark, found + 1)
            tail = piece[-len(mark) + 1 :]
            self._file.seek(at)

    def _begins_record(self, at: int) -> bool:
        self._file.seek(at)
        head = self._file.read(_PROBE)
        try:
            head = zlib.decompressobj(31).decompress(head, _PROBE) if self._is_packed else head
        except zlib.error:
            return False
        return _VERSION.match(head) is not None

    # -- at the end ------------------------------------------------------------------------------------------------

    def _left_over(self) -> str | None:
        """Return what is wrong with the end of the file, None when it ends with a whole record."""
        if self._last < 0:
            return "holds no record that can be read"
        self._file.seek(self._last)
        is_whole = self._packed_end_is_whole() if self._is_packed else self._plain_end_is_whole()
        return None if is_whole else "cut off in the last record"

    def _packed_end_is_whole(self) -> bool:
        if self._file.read(len(_GZIP)) != _GZIP:  # one member for all records, of which there is no telling where they begin
            self._file.seek(self._run_at)
        else:
            self._file.seek(self._last)
        inflater = Inflater(_NO_LIMIT)
        try:
            while piece := self._file.read(_BITE):
                inflater.feed(piece)
        except InflateError:
            return False
        return inflater.is_whole

    def _plain_end_is_whole(self) -> bool:
        head = self._file.read(_MAX_HEADER)
        end = head.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = next((line[15:] for line in head[:end].lower().split(b"\r\n") if line.startswith(b"content-length:")), b"")
        if not length.strip().isdigit():
            return False
        body_end = self._last + end + 4 + int(length)
        size = self._file.seek(0, io.SEEK_END)
        self._file.seek(min(body_end, size))
        return body_end <= size and not self._file.read(_STEP).strip(b"\r\n\x00")
