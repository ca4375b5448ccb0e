"""Stored reports are read again from their stored source, and what changed is told. Not for: filing pages (see `adding`).

Each report is one transaction, so that it may be cut short and started again at any moment: a report that this reader has
read already is passed where that is asked for. The older reading stays; rulings are laid on the newer one.
"""

import datetime
import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wiredesk.article.correcting import Body, body_of, body_within, source_text, with_body
from wiredesk.desk.adding import ReadAll, ToRead, WasRead
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.reader import Given, published_as_given, reader_version
from wiredesk.desk.refiling import refile_report
from wiredesk.documents import Article, Page, PageFields, Published, Report
from wiredesk.errors import NotOnDesk, PageRejected, Rejected, RulingRefused
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.pages import page_of
from wiredesk.pages.parcel import Parcel
from wiredesk.records import Reading
from wiredesk.review.applying import Unplaced, apply_rulings
from wiredesk.review.changes import FactChange, reading_changes
from wiredesk.review.quotes import Quote, find_quote
from wiredesk.review.rulings import ON_ARTICLE, Action, Ruling, active
from wiredesk.spans import Span
from wiredesk.store.filing import load_reading, load_source, readings_of
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.report_rows import ReportRow, report_row
from wiredesk.store.rulings import reports_read, rulings_of


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold what the store keeps of one report: its source, the reader's own reading of it, the rulings on it."""

    row: ReportRow
    data: bytes
    raw: Reading
    rulings: tuple[Ruling, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Reread:
    """Say what reading a report again changed. `refused` is why it could not be read; then nothing was changed."""

    report_id: int
    changes: tuple[FactChange, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    reader_before: str = ""
    refused: str | None = None


def stored(on: On, report_id: int) -> Stored:
    """Return what the store keeps of a report.

    :raises NotOnDesk: when it is not there, was removed, or its source is not kept.
    :raises StoreError: when it is damaged.
    """
    reader = next((one.reader for one in readings_of(on, report_id) if one.is_current), "")
    raw, data = load_reading(on, report_id), load_source(on, report_id)
    return Stored(report_row(on, report_id), data, raw, tuple(rulings_of(on, report_id)), reader)


def job_of(found: Stored) -> ToRead:
    """Return a stored source as a page that is to be read, with what its carrier and a person said of it."""
    source = found.raw.report.source
    media_type = None if source.media_type.startswith("application/x-") else source.media_type
    fields = _feed_fields(found.raw.report)
    parcel = Parcel(found.data, source.uri, media_type, url=source.url, captured=source.captured, fields=fields)
    return ToRead(parcel, given_of(found.row))


def given_of(row: ReportRow) -> Given:
    """Return what a person said of a page when adding it."""
    told = row.given or {}
    day, moment = told.get("published"), told.get("captured")
    return Given(
        datetime.date.fromisoformat(day) if day else None,
        told.get("url"),
        datetime.datetime.fromisoformat(moment) if moment else None,
    )


def _feed_fields(report: Report) -> PageFields:
    """Return what a feed said of a story and only the report remembers."""
    for basis in report.published.basis:
        if basis.rule == "container" and (basis.source_field or "").startswith("feed:") and report.published.interval:
            article, day = report.article, report.published.interval.latest
            author = article.byline[0] if article.byline else None
            return PageFields(article.title, author, article.publisher, day, basis.source_field)
    return PageFields()


def read_again(desk: Desk, found: Stored, rulings: Iterable[Ruling]) -> Reading:
    """Return what the present reader makes of a stored source, with the article as people corrected it.

    :raises Rejected: when it is no article for this reader, and nobody corrected its body.
    :raises RulingRefused: when a body that a person gave does not stand in the page.
    :raises ModelError: when the shipped model cannot be used.
    """
    job, held = job_of(found), [one for one in active(rulings) if one.action in ON_ARTICLE]
    if not held:
        return desk.reader.read_parcel(job.parcel, job.given)
    page = page_of(job.parcel, settings=desk.settings)
    body = next((one for one in reversed(held) if one.action is Action.BODY), None)
    report = published_as_given(_cleaned(desk, page, is_needed=body is None), job.given.published)
    report = with_body(page, report, body_ruled(page, body)) if body else report
    reading = Reading(report)
    return desk.reader.read_report(apply_rulings(reading, held).reading.report).reading


def _cleaned(desk: Desk, page: Page, *, is_needed: bool) -> Report:
    try:
        return desk.reader.clean(page)
    except PageRejected:
        if is_needed:
            raise
        return Report(page.source, Article(""), Published(), warnings=page.warnings)


def body_ruled(page: Page, ruling: Ruling) -> Body:
    """Return the body that a ruling says a page has.

    :raises RulingRefused: when its words do not stand in the page.
    """
    value = ruling.value
    if "paragraphs" in value:
        return body_of(page, value["paragraphs"])
    text = source_text(page)
    first, last = (find_quote(text, Quote.from_json(value[end])) for end in ("from", "to"))
    if first is None or last is None or last.end <= first.start:
        raise RulingRefused("the words with which the body begins and ends do not stand in the page; name others")
    return body_within(page, Span(first.start, last.end))


# -- many ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Waiting:
    """Remember what is being read, in its order, and what must be read here because people corrected the article."""

    desk: Desk
    wanted: Iterable[int]
    in_work: deque[int] = field(default_factory=deque)
    apart: list[int] = field(default_factory=list)
    refused: list[Reread] = field(default_factory=list)

    def jobs(self) -> Iterator[ToRead]:
        for report_id in self.wanted:
            try:
                with self.desk.store.reading() as on:
                    found = stored(on, report_id)
            except NotOnDesk as error:
                self.refused.append(Reread(report_id, refused=str(error)))
                continue
            if any(one.action in ON_ARTICLE for one in active(found.rulings)):
                self.apart.append(report_id)
                continue
            self.in_work.append(report_id)
            yield job_of(found)


def reread(desk: Desk, wanted: Iterable[int], read_all: ReadAll, *, is_dry: bool = False) -> Iterator[Reread]:
    """Read reports again and yield what changed in each; `is_dry` keeps nothing.

    `read_all` reads the pages, perhaps in several processes (see `one_by_one`).

    :raises StoreError: when the store cannot be used.
    :raises ModelError: when the shipped model cannot be used.
    """
    waiting = _Waiting(desk, wanted)
    for read in read_all(waiting.jobs()):
        report_id = waiting.in_work.popleft()
        if read.body is None:
            yield Reread(report_id, refused=str(read.refused))
        else:
            yield _kept(desk, report_id, reading_from_json(json.loads(read.body)), read.reader, is_dry=is_dry)
    for report_id in waiting.apart:
        yield _reread_here(desk, report_id, is_dry=is_dry)
    yield from waiting.refused


def one_by_one(desk: Desk) -> ReadAll:
    """Return what reads pages in this process."""

    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for job in jobs:
            try:
                reading = desk.reader.read_parcel(job.parcel, job.given)
            except Rejected as error:
                yield WasRead(job, refused=error)
            else:
                yield WasRead(job, json.dumps(report_json(reading)).encode(), reader_version())

    return read_all


def _reread_here(desk: Desk, report_id: int, *, is_dry: bool) -> Reread:
    try:
        with desk.store.reading() as on:
            found = stored(on, report_id)
        reading = read_again(desk, found, found.rulings)
    except (Rejected, NotOnDesk, RulingRefused) as error:
        return Reread(report_id, refused=str(error))
    return _kept(desk, report_id, reading, reader_version(), is_dry=is_dry)


def _kept(desk: Desk, report_id: int, raw: Reading, reader: str | None, *, is_dry: bool) -> Reread:
    try:
        if is_dry:
            with desk.store.reading() as on:
                return _compared(on, report_id, raw)
        with desk.store.writing() as on:
            return _filed_again(desk, on, report_id, raw, reader=reader or reader_version())
    except NotOnDesk as error:  # removed meanwhile
        return Reread(report_id, refused=str(error))


def _filed_again(desk: Desk, on: On, report_id: int, raw: Reading, *, reader: str) -> Reread:
    done = _compared(on, report_id, raw)
    before = apply_rulings(load_reading(on, report_id), rulings_of(on, report_id)).reading
    refile_report(desk, on, report_id, raw, before=before, reader=reader)
    if done.changes or done.reader_before != reader:
        told = {"reader": reader, "before": done.reader_before, "n_changes": len(done.changes)}
        append(on, reader, "reread", id_of("report", report_id), told, at=desk.now())
    return done


def _compared(on: On, report_id: int, raw: Reading) -> Reread:
    rulings = rulings_of(on, report_id)
    before, after = apply_rulings(load_reading(on, report_id), rulings), apply_rulings(raw, rulings)
    reader = next((one.reader for one in readings_of(on, report_id) if one.is_current), "")
    return Reread(report_id, reading_changes(before.reading, after.reading), after.unplaced, reader)


def to_reread(desk: Desk, *, only_older: bool = False) -> Iterator[int]:
    """Yield all reports, in constant memory; `only_older`: those whose current reading another reader made."""
    after = 0
    reader = reader_version() if only_older else None
    while True:
        with desk.store.reading() as on:
            found = reports_read(on, after=after, not_by=reader)
        yield from found
        if not found:
            return
        after = found[-1]
