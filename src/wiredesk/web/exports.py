"""Files that people take away: written whole first, at once or by a long job, then sent. Not for: what stands in them.

A file is whole before its first byte is sent, so that a failure is told as one, and a slow reader holds no part of the store.
"""

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fastapi.responses import StreamingResponse

from wiredesk.desk.desk import Desk
from wiredesk.desk.exporting import Tables, incident_meant
from wiredesk.desk.exporting_files import FORMATS, Step, write_tables
from wiredesk.errors import NotOnDesk
from wiredesk.store.exporting import n_reports_chosen
from wiredesk.store.exporting_chosen import NOTHING
from wiredesk.web.asking import Picked, chosen_by

MOST_AT_ONCE = 1_000
"""What rests on more reports is written by a long job."""
_IN_MEMORY = 2_000_000
_CHUNK = 65_536
_MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what somebody wants to take away: tables, a format, and which rows."""

    tables: tuple[str, ...]
    form: str
    picked: Picked

    @property
    def file_name(self) -> str:
        """Give the name of the file: letters, digits and hyphens that are all ours."""
        one = [*self.picked.incident, *self.picked.report, *self.picked.entity]
        parts = ["wiredesk", *(one if len(one) == 1 else []), *(self.tables if len(self.tables) == 1 else [])]
        return f"{'-'.join(parts)}.{self.form}"

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers of the answer; a CSV names its Table Schema."""
        told = {"content-disposition": f'attachment; filename="{self.file_name}"'}
        if self.form == "csv":
            told["link"] = f'</export/{self.tables[0]}.schema.json>; rel="describedby"; type="application/json"'
        return told


def n_reports_of(desk: Desk, wish: Wish, *, most: int) -> int:
    """Return on how many reports the rows rest, counted up to `most`.

    :raises SettingError: for what cannot be picked.
    """
    with desk.store.reading() as on:
        chosen = chosen_by(on, wish.picked, incident_meant)
        return 0 if chosen is None else n_reports_chosen(on, chosen, most=most)


def write_wish(desk: Desk, wish: Wish, out: IO[bytes], step: Step | None = None) -> None:
    """Write the file that is wanted.

    :raises SettingError: when the tables cannot be written so, or for what cannot be picked.
    """
    with desk.store.reading(limit_s=0) as on:
        chosen = chosen_by(on, wish.picked, incident_meant) or NOTHING
        write_tables(out, Tables(desk, on, chosen), wish.tables, wish.form, step=step)


def sent(desk: Desk, wish: Wish) -> StreamingResponse:
    """Write the file and answer with it."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        write_wish(desk, wish, file)
    except BaseException:
        file.close()
        raise
    return answer(wish, file)


def answer(wish: Wish, file: IO[bytes]) -> StreamingResponse:
    """Answer with a file that is written, and close it in the end."""
    n_bytes = file.seek(0, 2)
    file.seek(0)
    headers = {**wish.headers, "content-length": str(n_bytes)}
    return StreamingResponse(_chunks(file), media_type=FORMATS[wish.form].media_type, headers=headers)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with closing(file):
        while chunk := file.read(_CHUNK):
            yield chunk


class Exports:
    """Keep the newest files that jobs wrote, until the server ends; only this user may read them on disk."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._kept: OrderedDict[str, Wish] = OrderedDict()
        self._lock = threading.Lock()

    def path(self, job_id: str) -> Path:
        """Return where the file of a job is to be written."""
        with self._lock:
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="wiredesk-exports-")
            return Path(self._folder.name) / job_id

    def keep(self, job_id: str, wish: Wish) -> None:
        """Keep a file that is whole now."""
        with self._lock:
            self._kept[job_id] = wish
            while len(self._kept) > _MOST_KEPT and self._folder:
                (Path(self._folder.name) / self._kept.popitem(last=False)[0]).unlink(missing_ok=True)

    def of(self, job_id: str) -> tuple[Wish, Path]:
        """Return what a job wrote, and where it lies.

        :raises NotOnDesk: when it is there no longer.
        """
        with self._lock:
            if job_id not in self._kept or self._folder is None:
                raise NotOnDesk("this file is kept no longer; ask for it again")
            return self._kept[job_id], Path(self._folder.name) / job_id

    def close(self) -> None:
        """Remove all files."""
        with self._lock:
            if self._folder is not None:
                self._folder.cleanup()
