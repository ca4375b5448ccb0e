"""One line of a batch: what is to be read, and how. Not for: reading it (see `annotate`)."""

import datetime
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from wiredesk.errors import PageRejected, SourceRejected

# A number of this size is no id; and no parser may be made to build one from a line of digits.
_MAX_DIGITS = 40
# Half a character: JSON can write one, nothing else can read it.
_LONE = re.compile("[\ud800-\udfff]")


class Kind(StrEnum):
    """Say what a line gives: clean text (no page reading is done), a capture with furniture, or HTML."""

    TEXT = "text"
    CAPTURE = "capture"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one line; exactly one of `text` and `data` is set. `date` is the publication date, where given.

    `id` is as it stood in the line: a word or a number.
    """

    id: str | int
    kind: Kind
    text: str | None = None
    data: bytes | None = None
    url: str | None = None
    date: datetime.date | None = None
    captured: datetime.datetime | None = None


def request_of(line: bytes, *, folder: Path, kind: Kind | None = None, max_bytes: int) -> Request:
    """Read one line; `folder` is where the line's files lie, `kind` overrides the line's own.

    :raises PageRejected: when the line is not as it should be.
    :raises SourceRejected: when its file cannot be had.
    """
    told = _object(line)
    name = id_of(told)
    if name is None:
        raise _bad("line", "has no `id`", 'give each line an `id`, a word or a number: {"id": "a1", "text": "…"}')
    given = [field for field in ("text", "html", "file") if isinstance(told.get(field), str)]
    if not given:
        raise _bad(name, "has no `text`, `html` or `file`", "give one of them, in quotation marks")
    own = _kind(told.get("kind"), name) or (Kind.TEXT if given[0] == "text" else Kind.HTML)
    data = _bytes_of(told["file"], folder, name=name, max_bytes=max_bytes) if given[0] == "file" else None
    return Request(
        id=name,
        kind=kind or own,
        text=_LONE.sub("\ufffd", told[given[0]]) if data is None else None,
        data=data,
        url=told["url"] if isinstance(told.get("url"), str) else None,
        date=_date(told.get("date"), name),
        captured=_captured(told.get("captured"), name),
    )


def id_of(told: Any) -> str | int | None:
    """Return the id of a parsed line, None when it has none."""
    name = told.get("id") if isinstance(told, dict) else None
    return name if isinstance(name, str | int) and not isinstance(name, bool) else None


def parsed(line: bytes) -> Any:
    """Return a line as JSON gives it, None when it is no JSON."""
    try:
        return json.loads(line, parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _object(line: bytes) -> dict[str, Any]:
    told = parsed(line)
    if not isinstance(told, dict):
        raise _bad("line", "is no JSON object", "write one object a line, in UTF-8")
    return told


def _kind(told: Any, name: str | int) -> Kind | None:
    if told is None:
        return None
    if told not in list(Kind):
        raise _bad(name, f"has a `kind` that is not known ({str(told)[:40]})", "give text, capture or html")
    return Kind(told)


def _date(told: Any, name: str | int) -> datetime.date | None:
    if told is None:
        return None
    try:
        return datetime.date.fromisoformat(str(told)[:10])
    except ValueError as error:
        raise _bad(name, f"has a `date` that is no day ({str(told)[:40]})", "write it as 2016-09-01, or leave it out") from error


def _captured(told: Any, name: str | int) -> datetime.datetime | None:
    if told is None:
        return None
    try:
        return datetime.datetime.fromisoformat(str(told))
    except ValueError as error:
        advice = "write it as 2016-09-01T20:35:00Z, or leave it out"
        raise _bad(name, f"has a `captured` that is no moment ({str(told)[:40]})", advice) from error


def _bytes_of(told: str, folder: Path, *, name: str | int, max_bytes: int) -> bytes:
    """Return the bytes of a file beside the batch; never one elsewhere, for the batch may be a stranger's."""
    path = PurePosixPath(told)
    if path.is_absolute() or ".." in path.parts or "\x00" in told:
        raise _bad(name, "names a `file` outside the folder of the batch", "lay the files beside it")
    try:
        with (folder / path).open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise SourceRejected(
            str(name), "unreadable", f"its file {told[:80]} cannot be read ({error.strerror})", "check it"
        ) from error
    if len(data) > max_bytes:
        raise _bad(name, f"names a file of more than {max_bytes:,} bytes", "hand over only the report, or raise max_bytes")
    return data


def _bad(name: str | int, what: str, advice: str) -> PageRejected:
    return PageRejected(str(name), "bad_line", what, advice)
