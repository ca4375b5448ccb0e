"""Files that somebody hands over are taken in under their name; what is known leads to its report."""

import datetime
import hashlib
import io
from pathlib import Path

from benchmarks.kills import stand_in
from benchmarks.warc_files import answer, small_page
from wiredesk.desk.adding import Added, KnownPage, Sources, Watcher, add, rejected, report_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader import Reader
from wiredesk.pages.intake import Handed
from wiredesk.settings import Settings
from wiredesk.store import known_pages
from wiredesk.store.opening import Store

NOW = datetime.datetime(2024, 9, 1, 12, 0, tzinfo=datetime.UTC)


def desk_on(store: Store) -> Desk:
    return Desk(store, Settings(), "Ana Coder", lambda: NOW, Reader(Settings()))


def counts(found: Added) -> tuple[int, int, int]:
    return found.n_filed, found.n_known, found.n_rejected


def test_what_is_handed_over_is_taken_in_under_its_name_and_never_opened_by_it(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(small_page(1))
    files = [
        Handed(str(secret), io.BytesIO(small_page(2))),
        Handed("two.warc", io.BytesIO(answer("https://example.org/3", b"x"))),
    ]
    filed: list[str] = []
    watcher = Watcher(filed=lambda _filed, reading: filed.append(reading.report.source.uri))
    found = add(desk_on(store), Sources(handed=files), stand_in, watcher=watcher)
    assert counts(found) == (2, 0, 0)
    assert filed[0] == str(secret)
    assert filed[1].startswith("two.warc")
    assert [one.sha256 for one in rejected(desk_on(store))] == []
    with store.reading() as on:
        kept = known_pages.known_sources(on, [hashlib.sha256(small_page(number)).hexdigest() for number in (1, 2)])
    assert kept == {hashlib.sha256(small_page(2)).hexdigest()}


def test_a_known_page_leads_to_its_report(store: Store, tmp_path: Path) -> None:
    passed: list[KnownPage] = []
    desk, watcher = desk_on(store), Watcher(known=passed.append)
    for name in ("first", "second"):
        files = [Handed(name, io.BytesIO(small_page(2))), Handed(name + " again", io.BytesIO(small_page(2)))]
        add(desk, Sources(handed=files), stand_in, watcher=watcher)
    assert [one.uri for one in passed] == ["first again", "second", "second again"]
    assert {report_of(desk, one) for one in passed} == {"r1"}
    assert report_of(desk, KnownPage("x", "0" * 64, None)) is None
    assert report_of(desk, KnownPage("x", None, "https://example.org/never")) is None
