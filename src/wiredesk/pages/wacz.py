"""A zip file to what is in it: the web archives of a WACZ, or pages. Not for: the archives themselves (see `warc`).

Source: WACZ 1.1.1 (Webrecorder), section 5: `archive/` holds the WARC files, stored and not packed; `datapackage.json` marks it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from wiredesk.errors import PageRejected, Rejected
from wiredesk.pages.folders import is_no_page
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MAX_LISTING = 64_000_000  # bytes of the list of members; half a million of them
_MAX_RATIO, _FREE_BYTES = 200, 10_000_000  # how far a member, or all of them, may unpack
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_END, _END_64, _END_64_AT = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, OverflowError)


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one member of a zip file: its name as it may be shown, and a way to read it."""

    name: str
    file: BinaryIO
    n_bytes: int


class _Window(io.RawIOBase):
    """Read a stretch of a file as a file of its own: a member that is stored and not packed can be sought in."""

    def __init__(self, file: BinaryIO, start: int, n_bytes: int) -> None:
        self._file, self._start, self._n_bytes, self._at = file, start, n_bytes, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._n_bytes}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._at)
        piece = self._file.read(max(0, min(len(buffer), self._n_bytes - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def zip_members(file: BinaryIO, uri: str, *, passing: Passing) -> Iterator[Member | Rejected]:
    """Yield the members of a zip file that may be or carry reports: of a WACZ its archives, else all but known non-pages.

    Nothing is written anywhere, so that a member's name cannot lead out of a folder. A member is to be read before the next.
    """
    try:
        _check_listing(file)
        packed = zipfile.ZipFile(file)
    except (*BROKEN, OSError) as error:
        what = f"is a damaged zip file ({shown(str(error))[:80]})"
        yield PageRejected(uri, Reason.DAMAGED, what, "download or pack it again")
        return
    with packed:
        infos = packed.infolist()
        names = {info.filename for info in infos}
        if not names.isdisjoint(_OFFICE):
            yield PageRejected(uri, Reason.OFFICE, "is an office or program file", "save it as PDF, HTML or plain text")
            return
        is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
        wanted = [info for info in infos if _is_wanted(info, is_wacz=is_wacz, passing=passing)]
        if not wanted:
            yield PageRejected(uri, Reason.EMPTY, "is a zip file without any page or archive in it", "unpack it and look")
        yield from _opened(file, packed, wanted, uri=uri)


def _is_wanted(info: zipfile.ZipInfo, *, is_wacz: bool, passing: Passing) -> bool:
    parts = info.filename.split("/")
    if info.is_dir():
        return False
    if is_wacz:
        return parts[0] == "archive" and info.filename.endswith((".warc", ".warc.gz"))
    if any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        passing.pass_over("hidden file")
        return False
    if is_no_page(parts[-1]):
        passing.pass_over(f".{parts[-1].rpartition('.')[2].lower()} file")
        return False
    return True


def _opened(file: BinaryIO, packed: zipfile.ZipFile, wanted: list[zipfile.ZipInfo], *, uri: str) -> Iterator[Member | Rejected]:
    left = _MAX_RATIO * file.seek(0, io.SEEK_END) + _FREE_BYTES
    for info in wanted:
        where = f"{uri}#{shown(info.filename)}"
        if info.file_size > left or info.file_size > _MAX_RATIO * info.compress_size + _FREE_BYTES:
            yield PageRejected(where, Reason.TOO_LARGE, "unpacks to far more than it is worth", "unpack it yourself and look")
            continue
        left -= info.file_size
        try:
            yield Member(where, _file_of(file, packed, info), info.file_size)
        except (*BROKEN, OSError) as error:
            yield member_refused(where, error)


def _file_of(file: BinaryIO, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    member = packed.open(info)  # checks name, encryption and method
    if info.compress_type != zipfile.ZIP_STORED:
        return member  # type: ignore[return-value]
    member.close()
    file.seek(info.header_offset)
    n_name, n_extra = struct.unpack("<HH", file.read(30)[26:])
    window = _Window(file, info.header_offset + 30 + n_name + n_extra, info.file_size)
    return io.BufferedReader(window)


def member_refused(where: str, error: BaseException) -> Rejected:
    """Return (do not raise) the refusal of a member that cannot be unpacked."""
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return PageRejected(where, Reason.ENCRYPTED, "is locked with a password", "unpack it without the password first")
    return PageRejected(where, Reason.DAMAGED, f"cannot be unpacked ({type(error).__name__})", "download or pack it again")


def member_parcel(member: Member, settings: Settings) -> Parcel | Rejected:
    """Return a member as one page."""
    try:
        data = member.file.read(settings.max_bytes + 1)
    except (*BROKEN, OSError) as error:
        return member_refused(member.name, error)
    parcel = Parcel(data, member.name, depth=1)
    if len(data) > settings.max_bytes:
        return parcel.rejected(
            Reason.TOO_LARGE, f"is larger than {settings.max_bytes:,} bytes", "raise max_bytes if it is a report"
        )
    return parcel


def _check_listing(file: BinaryIO) -> None:
    """Return in silence when the list of members is of a size that can be held.

    :raises ValueError: when it is larger, or is not found.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557 - 20))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ValueError("cut off: its list of members is missing")
    n_bytes = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    if n_bytes == 0xFFFFFFFF and tail[at - 20 : at - 16] == _END_64_AT:
        file.seek(struct.unpack("<Q", tail[at - 12 : at - 4])[0])
        end = file.read(56)
        n_bytes = struct.unpack("<Q", end[40:48])[0] if end[:4] == _END_64 else n_bytes
    if n_bytes > _MAX_LISTING:
        raise ValueError("its list of members is far too long")
