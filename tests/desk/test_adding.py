"""Taking in files each page once, whatever comes between, and lists what it refuses."""

import datetime
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select, text, update

from benchmarks.kills import quick_reading, stand_in, torture
from benchmarks.warc_files import answer, small_page, write_small
from wiredesk.desk.adding import (
    Added,
    ReadAll,
    Sources,
    ToRead,
    WasRead,
    Watcher,
    add,
    rejected,
)
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader import Given, Reader
from wiredesk.errors import PageRejected, Rejected, StoreBusy, StoreFull
from wiredesk.settings import Settings
from wiredesk.store.opening import Store, Waiting
from wiredesk.store.tables import report

NOW = datetime.datetime(2024, 9, 1, 12, 0, tzinfo=datetime.UTC)
OPEN = Settings(allow_private_addresses=True, follow_delay_s=0)


class Moved(Exception):
    """Stand for whatever cuts an addition short."""


def desk_on(store: Store, *, hours: int = 0) -> Desk:
    return Desk(store, OPEN, "Ana Coder", lambda: NOW + datetime.timedelta(hours=hours), Reader(OPEN))


def added(store: Store, *sources: object, read_all: ReadAll = stand_in, **more: object) -> Added:
    return add(desk_on(store), Sources(tuple(map(str, sources)), **more), read_all)  # type: ignore[arg-type]


def urls(store: Store) -> list[str | None]:
    with store.reading() as on:
        return sorted(on.execute(select(report.c.url)).scalars(), key=str)


def counts(found: Added) -> tuple[int, int, int]:
    return found.n_filed, found.n_known, found.n_rejected


def refusing(reason: str, *, until: int = 10**9) -> ReadAll:
    """Return a reader that refuses its first pages."""

    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for number, job in enumerate(jobs):
            if number < until:
                yield WasRead(job, refused=PageRejected(job.parcel.uri, reason, "holds no article", "look at it"))
            else:
                yield from stand_in(iter([job]))

    return read_all


def dying(after: int) -> ReadAll:
    """Return a reader that stops in the middle."""

    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for number, read in enumerate(stand_in(jobs)):
            if number == after:
                raise Moved
            yield read

    return read_all


def test_a_second_addition_files_nothing_and_reads_nothing(store: Store, tmp_path: Path) -> None:
    wanted = write_small(tmp_path / "a.warc.gz", 12)
    assert counts(added(store, tmp_path / "a.warc.gz")) == (12, 0, 0)
    assert urls(store) == sorted(wanted)

    def never(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        assert not list(jobs)
        yield from ()

    assert counts(added(store, tmp_path / "a.warc.gz", read_all=never)) == (0, 12, 0)


def test_one_cut_short_goes_on_where_it_was(store: Store, tmp_path: Path) -> None:
    wanted = write_small(tmp_path / "a.warc.gz", 30)
    with pytest.raises(Moved):
        added(store, tmp_path / "a.warc.gz", read_all=dying(after=11))
    assert len(urls(store)) == 11
    assert counts(added(store, tmp_path / "a.warc.gz")) == (19, 11, 0)
    assert urls(store) == sorted(wanted)


def test_the_same_page_twice_in_one_archive_is_filed_once(store: Store, tmp_path: Path) -> None:
    page = answer("https://example.org/1", small_page(1))
    other = answer("https://example.org/2", small_page(1))
    (tmp_path / "a.warc").write_bytes(page * 3 + other + page)
    assert counts(added(store, tmp_path / "a.warc")) == (2, 3, 0)


def test_the_same_refused_page_is_refused_each_time(store: Store, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.html").write_bytes(small_page(1))
    assert counts(added(store, tmp_path, read_all=refusing("empty"))) == (0, 0, 2)
    assert [Path(one.uri).name for one in rejected(desk_on(store))] == ["a.html", "b.html"]


def test_what_was_refused_is_listed_once_and_taken_back_when_it_succeeds(store: Store, tmp_path: Path) -> None:
    wanted = write_small(tmp_path / "a.warc.gz", 4)
    for _ in range(2):
        added(store, tmp_path / "a.warc.gz", tmp_path / "nowhere", read_all=refusing("no_article", until=2))
    assert sorted(one.reason for one in rejected(desk_on(store))) == ["no_article", "no_article", "not_found"]
    added(store, tmp_path / "a.warc.gz")
    assert [one.reason for one in rejected(desk_on(store))] == ["not_found"]
    assert urls(store) == sorted(wanted)


def test_refusals_are_listed_by_reason_with_what_to_do(store: Store, tmp_path: Path) -> None:
    write_small(tmp_path / "a.warc.gz", 2)
    added(store, tmp_path / "a.warc.gz", tmp_path / "no\x1b[31mwhere", read_all=refusing("no_article"))
    assert sorted(one.reason for one in rejected(desk_on(store))) == ["no_article", "no_article", "not_found"]
    (first,) = rejected(desk_on(store), reason="not_found")
    assert "\x1b" not in first.uri
    assert (first.what, first.at) == ("there is no such file", "2024-09-01T12:00:00Z")


def test_the_end_of_an_archive_that_is_whole_now_is_off_the_list(store: Store, tmp_path: Path) -> None:
    write_small(tmp_path / "a.warc.gz", 5)
    whole = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[:-30])
    assert counts(added(store, tmp_path / "a.warc.gz")) == (4, 0, 1)
    (tmp_path / "a.warc.gz").write_bytes(whole)
    found = add(desk_on(store, hours=1), Sources((str(tmp_path / "a.warc.gz"),)), stand_in)
    assert (counts(found), list(rejected(desk_on(store)))) == ((1, 4, 0), [])


def test_a_removed_report_stays_away_until_it_is_asked_for_again(store: Store, tmp_path: Path) -> None:
    write_small(tmp_path / "a.warc.gz", 3)
    added(store, tmp_path / "a.warc.gz")
    with store.writing() as on:
        on.execute(
            update(report).where(report.c.id == 2).values(removed_at="2024-09-01T12:00:00Z", url=None, uri=None, source_id=None)
        )
    found = added(store, tmp_path / "a.warc.gz")
    assert (counts(found), found.n_removed) == ((0, 2, 0), 1)


def test_what_a_person_gives_goes_to_the_reader_and_tells_pages_apart(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(small_page(1))
    seen = []

    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for job in jobs:
            seen.append(job.given)
            known = replace(job, parcel=replace(job.parcel, url=job.given.url))
            yield replace(next(stand_in(iter([known]))), job=job)

    for day in (1, 2):
        given = Given(datetime.date(2020, 3, day), f"https://example.org/{day}", None)
        assert counts(added(store, tmp_path / "a.html", read_all=read_all, given=given)) == (1, 0, 0)
        assert counts(added(store, tmp_path / "a.html", read_all=read_all, given=given)) == (0, 1, 0)
        assert seen[-1] == given
    assert urls(store) == ["https://example.org/1", "https://example.org/2"]


def test_a_page_that_names_its_own_address_is_known_by_its_bytes(store: Store, tmp_path: Path) -> None:
    mark = b"<!DOCTYPE html><!-- saved from url=(0022)https://example.org/a -->"
    (tmp_path / "a.html").write_bytes(small_page(1).replace(b"<!DOCTYPE html>", mark))
    assert counts(added(store, tmp_path / "a.html")) == (1, 0, 0)
    assert urls(store) == ["https://example.org/a"]
    assert counts(added(store, tmp_path / "a.html", read_all=refusing("never"))) == (0, 1, 0)


def test_an_address_without_end_is_not_kept_and_stops_nothing(store: Store, tmp_path: Path) -> None:
    """PostgreSQL takes no such value into an index, and calls it a limit of space."""
    address = "https://example.org/" + random.Random(1).randbytes(3_900).hex()
    (tmp_path / "a.warc").write_bytes(answer(address, small_page(1)) + answer("https://example.org/2", small_page(2)))
    assert counts(added(store, tmp_path / "a.warc")) == (2, 0, 0)
    assert urls(store) == [None, "https://example.org/2"]
    assert counts(added(store, tmp_path / "a.warc")) == (0, 2, 0)


def test_a_store_that_is_held_is_waited_for(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report that met a held store is filed when it is free, and none is filed twice."""
    wanted = write_small(tmp_path / "a.warc.gz", 6)
    true_writing, calls, pauses = Store.writing, [], []

    def writing(self: Store, **more: bool) -> object:
        calls.append(1)
        if len(calls) in (3, 4, 5):
            raise StoreBusy("held")
        return true_writing(self, **more)

    monkeypatch.setattr(Store, "writing", writing)
    found = add(desk_on(store), Sources((str(tmp_path / "a.warc.gz"),)), stand_in, watcher=Watcher(pause=pauses.append))
    assert (counts(found), urls(store)) == ((6, 0, 0), sorted(wanted))
    assert len(pauses) == 3


def test_a_report_kept_though_the_answer_was_lost_is_not_filed_twice(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = write_small(tmp_path / "a.warc.gz", 4)
    true_exit, n_kept = Store.writing, [0]

    class Lost:
        def __init__(self, block: object) -> None:
            self.block = block

        def __enter__(self) -> object:
            return self.block.__enter__()  # type: ignore[attr-defined]

        def __exit__(self, *error: object) -> None:
            self.block.__exit__(*error)  # type: ignore[attr-defined]
            n_kept[0] += 1
            if n_kept[0] == 2:
                raise StoreBusy("the server went away as it was to say that it kept it")

    monkeypatch.setattr(Store, "writing", lambda self, **more: Lost(true_exit(self, **more)))
    found = add(desk_on(store), Sources((str(tmp_path / "a.warc.gz"),)), stand_in, watcher=Watcher(pause=lambda _s: None))
    assert urls(store) == sorted(wanted)
    assert counts(found) == (3, 1, 0)


def test_a_locked_file_stops_with_a_clear_message_and_what_is_filed_stays(tmp_path: Path) -> None:
    address = str(tmp_path / "desk.db")
    Store.create(address, now=NOW).close()
    store = Store.open(address, waiting=Waiting(wait_s=0.05))
    write_small(tmp_path / "a.warc.gz", 4)
    other = sqlite3.connect(address, isolation_level=None)

    def locking(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for number, read in enumerate(stand_in(jobs)):
            if number == 2:
                other.execute("BEGIN IMMEDIATE")
            yield read

    with pytest.raises(StoreBusy):
        add(desk_on(store), Sources((str(tmp_path / "a.warc.gz"),)), locking, watcher=Watcher(pause=lambda _s: None))
    other.execute("ROLLBACK")
    other.close()
    assert len(urls(store)) == 2
    assert counts(added(store, tmp_path / "a.warc.gz")) == (2, 2, 0)
    store.close()


def test_a_full_disk_stops_with_a_clear_message_and_loses_nothing(tmp_path: Path) -> None:
    address = str(tmp_path / "desk.db")
    store = Store.create(address, now=NOW)
    wanted = write_small(tmp_path / "a.warc.gz", 40)
    with sqlite3.connect(address) as direct:
        n_pages = direct.execute("PRAGMA page_count").fetchone()[0]
    direct.close()
    monkeyed = _with_most_pages(store, n_pages + 20)
    with pytest.raises(StoreFull, match="space"):
        added(monkeyed, tmp_path / "a.warc.gz")
    kept = len(urls(store))
    assert 0 < kept < 40
    _with_most_pages(store, 1 << 30)
    assert counts(added(store, tmp_path / "a.warc.gz")) == (40 - kept, kept, 0)
    assert urls(store) == sorted(wanted)
    store.close()


def _with_most_pages(store: Store, most: int) -> Store:
    """Let the file of an SQLite store grow no further than so many pages, which is what a full disk does to it."""
    from sqlalchemy import event

    store._engine.dispose()

    @event.listens_for(store._engine, "connect")
    def _limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")  # type: ignore[attr-defined]

    return store


def test_a_server_that_is_gone_for_a_moment_costs_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    new_database: Callable[[], str] = request.getfixturevalue("new_database")
    address = new_database()
    Store.create(address, now=NOW).close()
    store = Store.open(address)
    wanted = write_small(tmp_path / "a.warc.gz", 9)

    def cutting(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for number, read in enumerate(stand_in(jobs)):
            if number % 3 == 1:
                _cut_all(address)
            yield read

    found = add(desk_on(store), Sources((str(tmp_path / "a.warc.gz"),)), cutting, watcher=Watcher(pause=lambda _s: None))
    assert (counts(found), urls(store)) == ((9, 0, 0), sorted(wanted))
    store.close()


def _cut_all(address: str) -> None:
    """End every session on a database but the own, as a server does that is stopped."""
    with psycopg.connect(address, autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_two_additions_at_once_file_each_page_once(store_address: str, tmp_path: Path) -> None:
    Store.create(store_address, now=NOW).close()
    wanted = write_small(tmp_path / "a.warc.gz", 20)
    found: list[Added] = []

    def one() -> None:
        store = Store.open(store_address)
        found.append(added(store, tmp_path / "a.warc.gz"))
        store.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = Store.open(store_address)
    assert urls(store) == sorted(wanted)
    assert sum(one.n_filed for one in found) == 20
    store.close()


def test_ten_kills_at_random_moments_lose_nothing(store_address: str, tmp_path: Path) -> None:
    stores = iter([store_address, *(str(tmp_path / f"more-{n}.db") for n in range(10))])
    tally = torture(lambda: next(stores), tmp_path, n_kills=10, n_pages=40, longest_s=0.4)
    assert tally.n_kills == 10
    assert (tally.n_lost, tally.n_twice, tally.n_unclean) == (0, 0, 0)


def test_news_tells_the_place_and_what_was_passed_over(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    write_small(folder / "a.warc.gz", 3)
    (folder / "a.css").write_text("p {}")
    told: list[tuple[int, str]] = []
    refusals: list[Rejected] = []
    watcher = Watcher(lambda now: told.append((now.n_seen, now.passing.source)), refused=refusals.append)
    found = add(desk_on(store), Sources((str(folder),)), stand_in, watcher=watcher)
    assert told[-1][0] == 3
    assert any(source.endswith("a.warc.gz") for _, source in told)
    assert (found.passing.passed_over, refusals) == ({".css file": 1}, [])


def test_the_stand_in_reads_what_the_small_pages_tell(tmp_path: Path) -> None:
    """Or the kills would try the filing of empty reports."""
    from wiredesk.pages.parcel import Parcel

    reading = quick_reading(ToRead(Parcel(small_page(4), "a", "text/html", url="https://example.org/4")))
    assert reading.incidents
    assert len(reading.entities) >= 2


def test_rows_are_counted_on_each_database(store: Store, tmp_path: Path) -> None:
    write_small(tmp_path / "a.warc.gz", 3)
    added(store, tmp_path / "a.warc.gz")
    with store.reading() as on:
        assert on.execute(text("SELECT count(*) FROM log WHERE action = 'file'")).scalar() == 3
        assert on.execute(select(func.count()).select_from(report)).scalar() == 3
