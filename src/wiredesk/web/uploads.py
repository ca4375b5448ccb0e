"""Uploaded files and pasted words, held without a name while they are read. Not for: what is in them (see `pages`).

Each lies in a file that the system knows no name of (it is gone with the last hold on it, also after a crash) and that nobody
else may open. The name that a browser sends is for people: it is cut to its last part, cleaned, and never opened.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from wiredesk.export.phrasing import plain
from wiredesk.pages.intake import Handed
from wiredesk.pages.reasons import scheme_of
from wiredesk.web.soundness import demand_sound

MOST_FILES = 200
_MOST_NAME = 120
_LAST_PART = re.compile(r"[^\\/]*$")
_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold the fields of a form and its files; a field that was not sent is ""."""

    fields: Mapping[str, str]
    files: tuple[Handed, ...]

    def field(self, name: str) -> str:
        """Return what stands in a field."""
        return self.fields.get(name, "")

    def close(self) -> None:
        """Let the files go."""
        for one in self.files:
            one.file.close()


async def form_of(request: Request) -> FormData:
    """Return the form that a request brings, read once; the first to ask sets the bounds, which are these.

    :raises HTTPException: 400 for what is no form, or one with more parts than any of ours has.
    """
    most = 4 * 1_000_000 + 1_000  # a pasted text may have a million characters (see `Settings.max_text_chars`)
    return await request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=most)


async def upload_of(request: Request) -> Upload:
    """Return the form that a request brings, with its files.

    :raises HTTPException: 400 for what is no form, 422 for words that no store can hold.
    """
    form = await form_of(request)
    try:
        fields, files = {}, []
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields[name] = value
            elif value.filename:
                files.append(value)
        demand_sound(fields)
        return Upload(fields, await run_in_threadpool(_held_all, files))
    finally:
        await form.close()


def _held_all(files: list[UploadFile]) -> tuple[Handed, ...]:
    return tuple(Handed(safe_name(one.filename or ""), _held(one.file)) for one in files)


def _held(file: BinaryIO) -> BinaryIO:
    own = _nameless()
    file.seek(0)
    shutil.copyfileobj(file, own)
    return own


def held_words(name: str, words: str) -> Handed:
    """Return pasted words as a file.

    :raises HTTPException: 422 when there are none.
    """
    if not words.strip():
        raise HTTPException(422, "nothing was pasted: there are no words in it")
    own = _nameless()
    own.write(words.encode())
    return Handed(name, own)


def _nameless() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile(prefix="wiredesk-"))


def safe_name(name: str) -> str:
    """Return a file's own name for people: one line, no folders, nothing that reads as an address."""
    last = _LAST_PART.search(unicodedata.normalize("NFC", plain(name)))
    words = plain(last.group() if last else "").strip(". ")
    if scheme_of(words) is not None:
        words = words.replace(":", "_")
    if len(words) > _MOST_NAME:
        stem, dot, suffix = words.rpartition(".")
        end = dot + suffix if dot and len(suffix) <= 10 else ""
        words = (stem if end else words)[: _MOST_NAME - len(end) - 1] + "…" + end
    return words or "file without a name"
