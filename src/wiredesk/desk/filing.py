"""One reading is filed: kept, linked, watched, in the caller's one transaction. Not for: getting or reading pages."""

import datetime
import hashlib
from dataclasses import dataclass

from wiredesk.corroborate.outlets import outlet_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.linking import link_report
from wiredesk.desk.reader import NOTHING_GIVEN, Given, reader_version
from wiredesk.desk.review_tasks import New, write_tasks
from wiredesk.desk.watching import Alert, raise_alerts
from wiredesk.export.watch import Watch, dates_to_watch
from wiredesk.interchange.report_json import Json, instant, report_json
from wiredesk.records import Reading
from wiredesk.review.applying import Ruled
from wiredesk.store import filing
from wiredesk.store.filing import DateRow, Filing, KnownReport, OutletRow
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.reading_hashes import reading_hash


@dataclass(frozen=True, slots=True)
class Captured:
    """Hold what is to be filed: the bytes as they came, what the reader made of them, what a person said of them.

    `reader` is the version that read it, None for the reader of this process.
    """

    data: bytes
    reading: Reading
    given: Given = NOTHING_GIVEN
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """Say under which id a report stands, whether it was filed now, was there already, or had been removed, and what fired."""

    report_id: int
    is_new: bool
    is_removed: bool = False
    alerts: tuple[Alert, ...] = ()


def file_reading(desk: Desk, on: On, captured: Captured, *, is_linked: bool = True, is_again: bool = False) -> Filed:
    """File a reading, link it and raise the alerts that it fires; a page that is on the desk already stays as it is.

    `is_again` files a page that had been removed.
    """
    reading = captured.reading
    key = filing.report_key(reading.report.source.sha256, reading.report.source.url)
    known = filing.known(on, key)
    if known is not None and not (known.is_removed and is_again):
        return Filed(known.report_id, is_new=False, is_removed=known.is_removed)
    rows = filing.file(on, filing_of(desk, captured, key=key, before=known))
    report = id_of("report", rows.report_id)
    told = {"sha256": reading.report.source.sha256, "reader": captured.reader or reader_version()}
    told["reading"] = reading_hash(on, rows.report_id)
    append(on, desk.who, "file", report, told, at=desk.now())
    if is_linked:
        link_report(desk, on, rows.report_id, reading, entities=rows.found_entities, incidents=rows.found_incidents)
    new = New.LINKED if is_linked else New.ALONE
    write_tasks(on, rows.report_id, Ruled(reading), incidents=rows.found_incidents, new=new)
    return Filed(rows.report_id, is_new=True, alerts=raise_alerts(desk, on, rows.report_id, reading))


def filing_of(desk: Desk, captured: Captured, *, key: str, before: KnownReport | None = None) -> Filing:
    """Return what the store is to keep of a reading; `before` is the tombstone that it takes the place of."""
    reading, now = captured.reading, desk.clock()
    report = reading.report
    outlet = outlet_of(report)
    return Filing(
        key=key,
        reading=reading,
        machine_body=report_json(reading),
        source_bytes=captured.data,
        reader=captured.reader or reader_version(),
        outlet=OutletRow(outlet.key, outlet.name) if outlet else None,
        given=given_json(captured.given),
        dates=dates_of(reading, today=now.date()),
        day=day_of(reading, now=now),
        filed_at=desk.now(),
        replaces=before.report_id if before else None,
    )


def day_of(reading: Reading, *, now: datetime.datetime) -> str:
    """Return the day by which a report is sorted: its last possible publication day, else of the capture, else today."""
    published, captured = reading.report.published.interval, reading.report.source.captured
    day = published.latest if published else captured.date() if captured else now.date()
    return day.isoformat()


def given_json(given: Given) -> Json | None:
    """Return what a person said when handing a page over, None when nothing."""
    told = {
        "published": given.published.isoformat() if given.published else None,
        "url": given.url,
        "captured": instant(given.captured),
    }
    kept = {name: value for name, value in told.items() if value is not None}
    return kept or None


def dates_of(reading: Reading, *, today: datetime.date) -> tuple[DateRow, ...]:
    """Return the dates to come that a report names, one row for each place where it names them.

    The `uid` is made of the source, the words and the day alone: the same in every store and after every re-reading.
    """
    return tuple(
        _date_row(reading, watch, number) for watch in dates_to_watch(reading, today=today) for number in range(len(watch.times))
    )


def _date_row(reading: Reading, watch: Watch, number: int) -> DateRow:
    span = watch.times[number]
    sentence = next((one for one in watch.sentences if one.covers(span)), span)
    words = "\n".join((reading.report.source.sha256, watch.value, sentence.cut(reading.report.article.text), str(number)))
    uid = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return DateRow(uid, watch.value, watch.interval, span, sentence)
