"""What a person names, to the pages in it, one after the other: the carriers and their order. Not for: any one carrier.

A path, a folder, an address, a web archive, a zip file, a feed, a list of feeds, a mailbox: what it is shows in its first
bytes. No more than one page is held at a time, so that the size of a carrier does not matter.
"""

import datetime
import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from wiredesk.errors import PageRejected, Rejected, SourceRejected
from wiredesk.pages.decoding import is_binary
from wiredesk.pages.feeds import feed_of, is_feed
from wiredesk.pages.folders import files_in
from wiredesk.pages.inflating import GZIP_MAGIC
from wiredesk.pages.mbox import is_mbox, mbox_parcels
from wiredesk.pages.opening import file_refused, parcel_at
from wiredesk.pages.opml import is_opml, opml_feeds
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import Reason, is_address, shown
from wiredesk.pages.stories import Stories
from wiredesk.pages.wacz import BROKEN, ZIP_MAGIC, Member, member_parcel, member_refused, zip_members
from wiredesk.pages.warc import WARC_MAGIC, warc_parcels
from wiredesk.settings import Settings

_HEAD = 65_536
_PEEK = 8_192


@dataclass(frozen=True, slots=True)
class Known:
    """Stand for the page at an address that the desk holds already; it was not fetched again."""

    url: str


Found = Parcel | Rejected | Known


@dataclass(frozen=True, slots=True)
class Handed:
    """Hold an open file that somebody handed over; `name` tells people what it is and is never opened."""

    name: str
    file: BinaryIO


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _none_known(_url: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Intake:
    """Take pages in.

    `is_known` tells of an address whether the desk holds its page; it is asked for what feeds and lists name, never for
    an address that a person gives. With `is_one` a carrier of several pages is refused. `stdin` is what `-` reads.
    """

    settings: Settings
    stories: Stories
    passing: Passing = field(default_factory=Passing)
    now: Callable[[], datetime.datetime] = _utc_now
    is_known: Callable[[str], bool] = _none_known
    is_one: bool = False
    stdin: BinaryIO | None = None

    def parcels(self, source: str, *, is_listed: bool = False) -> Iterator[Found]:
        """Yield the pages in what a person named, and what of it was refused; `is_listed` when a list named it."""
        self.passing.begin(shown(source))
        try:
            if is_listed and is_address(source):
                yield from self._listed(source)
            elif is_address(source) or source == "-":
                parcel = parcel_at(source, settings=self.settings, stdin=self.stdin, now=self.now)
                yield from self._from_bytes(parcel)
            elif os.path.isdir(source):
                yield from self._folder(source)
            else:
                yield from self._file(source)
        except Rejected as error:
            yield error

    def handed(self, one: Handed) -> Iterator[Found]:
        """Yield the pages in a file that somebody handed over, and what of it was refused."""
        uri = shown(one.name)
        self.passing.begin(uri, one.file.seek(0, io.SEEK_END))
        try:
            one.file.seek(0)
            carrier = self._carrier(one.file.read(_HEAD))
            one.file.seek(0)
            if carrier is not None:
                self._demand_several(uri)
                yield from carrier(one.file, uri)
            else:
                data = one.file.read(self.settings.max_bytes + 1)  # one too many is refused like any page that is too large
                yield from self._from_bytes(Parcel(data, uri))
        except Rejected as error:
            yield error

    # -- addresses and bytes in hand -------------------------------------------------------------------------------

    def _listed(self, url: str) -> Iterator[Found]:
        if self.is_known(url):
            yield Known(url)
        else:
            yield from self._from_bytes(self.stories.at(url))

    def _from_bytes(self, parcel: Parcel) -> Iterator[Found]:
        if is_feed(parcel.data):
            self._demand_several(parcel.uri)
            yield from self._feed(parcel)
        elif is_opml(parcel.data):
            self._demand_several(parcel.uri)
            yield from self._feeds(parcel)
        elif (carrier := self._carrier(parcel.data[:_HEAD])) is not None:
            self._demand_several(parcel.uri)
            yield from carrier(io.BytesIO(parcel.data), parcel.uri)
        else:
            yield parcel

    def _feeds(self, parcel: Parcel) -> Iterator[Found]:
        for url in opml_feeds(parcel):
            self.passing.begin(shown(url))
            try:
                yield from self._feed(self.stories.at(url))
            except Rejected as error:
                yield error

    def _feed(self, parcel: Parcel) -> Iterator[Found]:
        feed = feed_of(parcel)
        for number, entry in enumerate(feed.entries, 1):
            self.passing.n_done, self.passing.n_bytes = number - 1, len(feed.entries)
            if entry.link and self.is_known(entry.link):
                yield Known(entry.link)
            else:
                yield self.stories.of_entry(entry, uri=parcel.uri, feed_title=feed.title)

    # -- files -----------------------------------------------------------------------------------------------------

    def _folder(self, folder: str) -> Iterator[Found]:
        self._demand_several(shown(folder))
        for found in files_in(folder, passing=self.passing):
            if isinstance(found, Rejected):
                yield found
                continue
            try:
                yield from self._file(found, is_in_folder=True)
            except Rejected as error:
                yield error

    def _file(self, path: str, *, is_in_folder: bool = False) -> Iterator[Found]:
        uri = shown(path)
        if "\x00" in path:
            raise SourceRejected(uri, Reason.NOT_FOUND, "is no possible path", "check its spelling")
        try:
            with open(path, "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    yield parcel_at(path, settings=self.settings)
                    return
                self.passing.begin(uri, status.st_size)
                head = file.read(_HEAD)
                file.seek(0)
                yield from self._opened(file, head, path, is_in_folder=is_in_folder)
        except OSError as error:
            raise file_refused(path, error) from error

    def _opened(self, file: BinaryIO, head: bytes, path: str, *, is_in_folder: bool) -> Iterator[Found]:
        carrier = self._carrier(head)
        if carrier is not None:
            self._demand_several(shown(path))
            yield from carrier(file, shown(path))
        elif is_in_folder and (kind := _not_for_folders(head)) is not None:
            self.passing.pass_over(kind)
        elif is_in_folder:
            yield parcel_at(path, settings=self.settings)
        else:
            yield from self._from_bytes(parcel_at(path, settings=self.settings))

    # -- carriers --------------------------------------------------------------------------------------------------

    def _carrier(self, head: bytes) -> Callable[[BinaryIO, str], Iterator[Found]] | None:
        """Return what takes a file apart that begins with `head`, None when it is one page."""
        inner = _unpacked_head(head) if head.startswith(GZIP_MAGIC) else head
        if inner.startswith(WARC_MAGIC):
            return self._warc
        if head.startswith(ZIP_MAGIC):
            return self._zip
        if is_mbox(inner):
            return self._mbox if inner is head else self._packed_mbox
        return None

    def _warc(self, file: BinaryIO, uri: str) -> Iterator[Found]:
        return warc_parcels(file, uri, settings=self.settings, passing=self.passing)

    def _mbox(self, file: BinaryIO, uri: str) -> Iterator[Found]:
        return mbox_parcels(file, uri, settings=self.settings, passing=self.passing)

    def _packed_mbox(self, file: BinaryIO, uri: str) -> Iterator[Found]:
        self.passing.n_bytes = 0  # of what is unpacked nobody knows the size
        try:
            with gzip.open(file) as unpacked:
                yield from mbox_parcels(unpacked, uri, settings=self.settings, passing=self.passing)  # type: ignore[arg-type]
        except (EOFError, gzip.BadGzipFile, zlib.error):
            what = "the mailbox is cut off or broken; the mails before were read"
            yield PageRejected(uri, Reason.TRUNCATED, what, "download or pack it again")

    def _zip(self, file: BinaryIO, uri: str) -> Iterator[Found]:
        for member in zip_members(file, uri, passing=self.passing):
            if isinstance(member, Rejected):
                yield member
                continue
            try:
                yield from self._member(member)
            except BROKEN as error:
                yield member_refused(member.name, error)

    def _member(self, member: Member) -> Iterator[Found]:
        head = member.file.read(_HEAD)
        member.file.seek(0)
        carrier = self._carrier(head)
        if carrier is None:
            found = member_parcel(member, self.settings)
            if isinstance(found, Rejected) or (kind := _not_for_folders(head)) is None:
                yield found
            else:
                self.passing.pass_over(kind)
        elif head.startswith(ZIP_MAGIC):
            yield PageRejected(member.name, Reason.ARCHIVE, "is a zip file within a zip file", "unpack it and add that")
        else:
            self.passing.begin(member.name, member.n_bytes)
            yield from carrier(member.file, member.name)

    def _demand_several(self, uri: str) -> None:
        """Return in silence unless one page is wanted and this carries several.

        :raises PageRejected: when it does.
        """
        if self.is_one:
            what = "may carry several pages, and what was given (date, address, moment) is for one"
            raise PageRejected(uri, Reason.SEVERAL, what, "add the page by itself")


def _not_for_folders(head: bytes) -> str | None:
    """Return what a file found in a folder or a zip file is passed over as, None when it may be a page.

    A feed there is a copy of a feed: nobody asked for its stories to be fetched.
    """
    if is_feed(head) or is_opml(head):
        return "feed in a folder"
    return "binary file" if not head.startswith((b"%PDF", GZIP_MAGIC, b"bplist0")) and is_binary(head) else None


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, _PEEK)
    except zlib.error:
        return b""
