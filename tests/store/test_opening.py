"""Claims about opening stores and their transactions."""

import datetime
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from wiredesk.errors import StoreBusy, StoreError, StoreMissing, StoreTooNew
from wiredesk.store.opening import Store, Waiting

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
IMPATIENT = Waiting(wait_s=0.05, read_s=0.05, pause=lambda seconds: None)


def put(store: Store, value: str) -> None:
    """Keep one value."""
    with store.writing() as on:
        on.execute(text("INSERT INTO meta (key, value) VALUES ('tried', :value)"), {"value": value})


def put_and_fail(store: Store) -> None:
    """Keep one value, then fail."""
    with store.writing() as on:
        on.execute(text("INSERT INTO meta (key, value) VALUES ('tried', 'x')"))
        raise ZeroDivisionError


def values(store: Store) -> list[str]:
    """Return what `put` kept."""
    with store.reading() as on:
        return list(on.execute(text("SELECT value FROM meta WHERE key = 'tried'")).scalars())


def test_what_was_written_is_there_after_opening_again(store: Store) -> None:
    put(store, "Zürich")
    again = Store.open(str(store.address.path or store.address.url.render_as_string(hide_password=False)))
    assert values(again) == ["Zürich"]
    again.close()


def test_an_error_in_the_block_takes_back_all_of_it(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store)
    assert values(store) == []


def test_a_reading_block_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="writ"), store.reading() as on:
        on.execute(text("INSERT INTO meta (key, value) VALUES ('tried', 'x')"))
    put(store, "the connection writes again")
    assert values(store) == ["the connection writes again"]


def test_a_reading_block_sees_one_moment(store: Store) -> None:
    with store.reading() as on:
        assert on.execute(text("SELECT count(*) FROM meta")).scalar() == 1
        put(store, "later")
        assert on.execute(text("SELECT count(*) FROM meta")).scalar() == 1


def test_a_second_writer_is_told_that_the_store_is_busy(store: Store, store_address: str) -> None:
    other = Store.open(store_address, waiting=IMPATIENT)
    with store.writing(), pytest.raises(StoreBusy, match="store_wait_s"), other.writing():
        pass
    put(other, "after")
    other.close()


def test_a_long_read_is_stopped(store: Store, store_address: str) -> None:
    other = Store.open(store_address, waiting=IMPATIENT)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n"
    with pytest.raises(StoreError, match="too long"), other.reading() as on:
        on.execute(text(endless)).all()
    assert values(other) == []
    other.close()


def test_no_store_is_missing(store_address: str) -> None:
    with pytest.raises(StoreMissing, match="desk init"):
        Store.open(store_address)


def test_a_second_init_changes_nothing(store: Store, store_address: str) -> None:
    put(store, "kept")
    with pytest.raises(StoreError, match="already"):
        Store.create(store_address, now=NOW)
    assert values(store) == ["kept"]


def test_a_newer_store_is_refused(store: Store, store_address: str) -> None:
    with store.writing() as on:
        on.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match="9999"):
        Store.open(store_address)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (x)")
    other.close()
    for make in (lambda: Store.open(str(path)), lambda: Store.create(str(path), now=NOW)):
        with pytest.raises(StoreError, match="no desk"):
            make()


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ana, " * 200)
    for make in (lambda: Store.open(str(path)), lambda: Store.create(str(path), now=NOW)):
        with pytest.raises(StoreError, match="no desk"):
            make()
    assert path.read_text() == "Dear Ana, " * 200


def test_a_store_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "desk.db"), now=NOW)
    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0] * len(list(tmp_path.iterdir()))
    store.close()


def test_a_folder_that_is_absent_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        Store.create(str(tmp_path / "no" / "desk.db"), now=NOW)


@pytest.mark.parametrize(
    "address", ["postgresql://ana:s3cret@127.0.0.1:1/desk", "postgresql://ana:s3cret@[/desk", "postgresql://ana:s3cret@h:x/y"]
)
def test_no_message_holds_the_password(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(address, waiting=IMPATIENT)
    assert "s3cret" not in str(caught.value)
    assert "ana" not in str(caught.value)
