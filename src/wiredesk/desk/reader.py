"""One source becomes a page, a report, a reading. Not for: any stage itself, keeping the result (see `desk`), showing it.

Nothing heavy is loaded before it is needed: a reader is cheap to make, the first reading pays for the model.
"""

import datetime
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from wiredesk.dates.interval import Interval
from wiredesk.documents import Basis, Page, Published, Report
from wiredesk.pages.parcel import Parcel
from wiredesk.places.gazetteer import Gazetteer
from wiredesk.records import Reading
from wiredesk.settings import Settings
from wiredesk.tagger.tags import Tagger, Tags

Clock = Callable[[], datetime.datetime]

_READING_ROOMS = ("article", "codebook", "dates", "places", "reading", "tagger")
_NO_TAGS = Tags((), (), (), (), (), ())


@functools.cache
def reader_version() -> str:
    """Return which reader this is: the version of the package and a hash of its models and tables ("0.2.0+3f2a91c04d1e").

    Some 40 MB are read, once in a process: a tenth of a second.
    """
    from wiredesk import __version__

    return f"{__version__}+{hash_of_tables(Path(str(resources.files('wiredesk'))))}"


def hash_of_tables(package: Path) -> str:
    """Return twelve hex digits of all models and tables by which reports are read, in a folder laid out as the package is.

    They are the files beside the code in the rooms that read: a new one counts without being named here.
    """
    digest = hashlib.sha256()
    files = (path for room in _READING_ROOMS for path in (package / room).rglob("*") if path.is_file() and _is_table(path))
    for name, path in sorted((path.relative_to(package).as_posix(), path) for path in files):
        content = path.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _is_table(path: Path) -> bool:
    return path.suffix not in (".py", ".pyc") and path.parent.name != "__pycache__"


def utc_now() -> datetime.datetime:
    """Return the present moment, aware."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what a person said of a page when handing it over; each None when not said. It outranks what the page says."""

    published: datetime.date | None = None
    url: str | None = None
    captured: datetime.datetime | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class TaggedReading:
    """Hold a reading with the tags it was made from; their spans count in the article text."""

    reading: Reading
    tags: Tags


class Reader:
    """Read reports one after the other with one model and one gazetteer.

    `tagger` and `gazetteer` are the shipped ones unless others are handed in; they are loaded with the first report.
    `clock` tells the moment of a fetch and of the reading.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        tagger: Tagger | None = None,
        gazetteer: Gazetteer | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.settings = settings or Settings()
        self.clock = clock
        self._tagger = tagger
        self._gazetteer = gazetteer

    def open(self, source: str, given: Given = NOTHING_GIVEN, *, stdin: BinaryIO | None = None) -> Page:
        """Open a path, `-` (standard input) or an http(s) address.

        :raises SourceRejected: when it cannot be had.
        :raises PageRejected: when its bytes are no page.
        """
        from wiredesk.pages import parcel_at

        return self.page(parcel_at(source, settings=self.settings, stdin=stdin, now=self.clock), given)

    def page(self, parcel: Parcel, given: Given = NOTHING_GIVEN) -> Page:
        """Return the page in bytes, under the address and capture clock that a person gave where one did.

        :raises PageRejected: when they are no page.
        """
        from wiredesk.pages import page_of

        known = replace(parcel, url=given.url or parcel.url, captured=given.captured or parcel.captured)
        return page_of(known, settings=self.settings)

    def clean(self, page: Page) -> Report:
        """Return the report in a page.

        :raises PageRejected: when the page holds no article.
        """
        from wiredesk.article import clean

        report = clean(page, settings=self.settings)
        return replace(report, warnings=_unique(page.warnings + report.warnings))

    def read(self, source: str, *, stdin: BinaryIO | None = None) -> Reading:
        """Read one source.

        :raises Rejected: when it does not become a report.
        :raises ModelError: when the shipped model cannot be used.
        """
        return self.read_page(self.open(source, stdin=stdin))

    def read_page(self, page: Page, given: Given = NOTHING_GIVEN) -> Reading:
        """Read one page.

        :raises PageRejected: when the page holds no article.
        :raises ModelError: when the shipped model cannot be used.
        """
        return self.read_report(published_as_given(self.clean(page), given.published)).reading

    def read_parcel(self, parcel: Parcel, given: Given = NOTHING_GIVEN) -> Reading:
        """Read bytes with what their carrier and a person say about them.

        :raises PageRejected: when they are no page, or it holds no article.
        :raises ModelError: when the shipped model cannot be used.
        """
        return self.read_page(self.page(parcel, given), given)

    def read_report(self, report: Report) -> TaggedReading:
        """Read one report; what a report in an unknown language says is left empty.

        :raises ModelError: when the shipped model cannot be used.
        """
        if self._is_foreign(report):
            return TaggedReading(Reading(report, warnings=report.warnings, is_read=False), _NO_TAGS)
        from wiredesk.reading.composition import read_tagged

        tags = self._loaded_tagger().tag(report.article.text)
        return TaggedReading(read_tagged(report, tags, self._loaded_gazetteer()), tags)

    def read_times(self, report: Report) -> Reading:
        """Read the time expressions of one report and nothing else, in half the time of `read_report`.

        :raises ModelError: when the shipped model cannot be used.
        """
        unread = Reading(report, warnings=report.warnings, is_read=False)
        if self._is_foreign(report):
            return unread
        from wiredesk.reading.times import read_times

        text = report.article.text
        return replace(unread, times=read_times(text, report.published.interval, self._loaded_tagger().tag_times(text)))

    def _is_foreign(self, report: Report) -> bool:
        language = report.article.language
        return language is not None and language not in self.settings.languages

    def _loaded_tagger(self) -> Tagger:
        if self._tagger is None:
            from wiredesk.tagger import load_tagger

            self._tagger = load_tagger()
        return self._tagger

    def _loaded_gazetteer(self) -> Gazetteer:
        if self._gazetteer is None:
            from wiredesk.places import load_gazetteer

            self._gazetteer = load_gazetteer()
        return self._gazetteer


def published_as_given(report: Report, day: datetime.date | None) -> Report:
    """Return the report with the publication day that a person gave, which outranks whatever the page says."""
    if day is None:
        return report
    basis = Basis("given", "the publication date given by a person", source_field="date")
    return replace(report, published=Published(Interval(day, day), (basis,)))


def _unique(warnings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warnings))
