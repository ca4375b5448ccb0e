"""`wiredesk read`: each source read and shown, the refused ones told, the others still read. Not for: the card's looks."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk import __version__
from wiredesk.cli.given import demand_one
from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note, working
from wiredesk.desk.reader import Given
from wiredesk.errors import Rejected
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.reader import Reader
    from wiredesk.documents import Page
    from wiredesk.records import Reading

_UNSAFE = re.compile(r"[^\w.-]+")
_SUFFIX = re.compile(r"\.(?:html?|xhtml|txt|eml|pdf|mhtml?|webarchive|gz)$", re.IGNORECASE)
_MAX_NAME = 80


def read_sources(sources: list[str], *, as_json: bool, html: str | None, given: Given, settings: Settings) -> int:
    """Read the sources in order and return the exit status."""
    from wiredesk.desk.reader import Reader

    demand_one(given, len(sources))
    pages = _Pages(html, sources) if html is not None else None
    wrong = pages.wrong_use(as_json=as_json) if pages else None
    if wrong:
        return say_error(wrong, Outcome.USAGE)
    show = _Show(as_json, pages, Reader(settings), given, is_several=len(sources) > 1)
    outcomes = [show.one(source, number, len(sources)) for number, source in enumerate(sources, 1)]
    return max(outcomes)


@dataclass
class _Show:
    """Read one source after the other and show each in the forms that were asked for."""

    as_json: bool
    pages: "_Pages | None"
    reader: "Reader"
    given: Given
    is_several: bool
    n_cards: int = 0

    def one(self, source: str, number: int, n_sources: int) -> int:
        try:
            with working(f"reading {number} of {n_sources}: {source}", is_shown=self.is_several):
                page = self.reader.open(source, self.given, stdin=sys.stdin.buffer if sys.stdin else None)
                reading = self.reader.read_page(page, self.given)
        except Rejected as error:
            return say_error(str(error))
        for warning in reading.warnings:
            say_note(f"{source}: {warning}")
        if self.as_json:
            _print_json(reading)
        elif self.pages is None or not self.pages.is_stdout:
            self._print_card(reading, page)
        return self._write_page(source, reading, page) if self.pages else Outcome.DONE

    def _print_card(self, reading: "Reading", page: "Page") -> None:
        from wiredesk.cli.card import print_card

        print_out("\n\n" if self.n_cards else "")
        self.n_cards += 1
        print_card(reading, today=self.reader.clock().date(), source_text=page.text)

    def _write_page(self, source: str, reading: "Reading", page: "Page") -> int:
        from wiredesk.export.evidence_page import evidence_page
        from wiredesk.export.whole_file import whole_file

        assert self.pages is not None
        text = evidence_page(reading, now=self.reader.clock(), version=__version__, source_text=page.text)
        if self.pages.is_stdout:
            print_out(text)
            return Outcome.DONE
        target = self.pages.path_for(source)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(target) as file:
                file.write(text.encode("utf-8", "replace"))
        except OSError as error:
            why = "a file stands where its folder should be" if isinstance(error, FileExistsError) else error.strerror
            return say_error(f"{target}: cannot be written ({why}); name another place with --html")
        say_done(f"evidence page: {target}")
        return Outcome.DONE


class _Pages:
    """Say where the evidence pages go: one file, a folder with one page a source, or standard output."""

    def __init__(self, html: str, sources: list[str]) -> None:
        self._html, self._sources = html, sources
        self.is_stdout = html == "-"
        self._is_folder = html.endswith(("/", os.sep)) or Path(html).is_dir()
        self._taken: set[Path] = set()

    def wrong_use(self, *, as_json: bool) -> str | None:
        """Return what is wrong with this target, None when nothing is."""
        if not self._html.strip():
            return "--html: names no file; give one, a folder ending in / or -"
        if self.is_stdout and as_json:
            return "--html -: --json writes to standard output too; give --html a file"
        if len(self._sources) > 1 and not self._is_folder:
            folder = self._html.rstrip("-") or "pages"
            return f"--html {self._html}: several sources need a folder for their pages; write --html {folder}/"
        if not self._is_folder and not self.is_stdout and self._is_source(Path(self._html)):
            return f"--html {self._html}: is the source itself and would be lost; name another file"
        return None

    def path_for(self, source: str) -> Path:
        """Return the file for one source's page; never a source, never one that was written a moment ago."""
        if not self._is_folder:
            return Path(self._html)
        stem = _stem(source)
        for number in range(1, len(self._sources) + 2):
            path = Path(self._html) / (f"{stem}.html" if number == 1 else f"{stem}-{number}.html")
            if path not in self._taken and not self._is_source(path):
                break
        self._taken.add(path)
        return path

    def _is_source(self, path: Path) -> bool:
        real = os.path.realpath(path)
        return any(os.path.realpath(source) == real for source in self._sources if source != "-")


def _stem(source: str) -> str:
    """Return a file name for the page of a source, without its suffix: the last part of its path or address."""
    if source == "-":
        return "standard-input"
    last = source.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("-", _SUFFIX.sub("", last)).strip("-.")[:_MAX_NAME] or "page"


def _print_json(reading: "Reading") -> None:
    from wiredesk.interchange.report_json import report_json

    print_json(report_json(reading))
