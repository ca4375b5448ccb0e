"""Claims about backup and restore, from and to both databases."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from made_reports import NOW, Told, desk_of, filed
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.finding import Question, find
from wiredesk.desk.keeping import backup, restore
from wiredesk.errors import StoreBusy, StoreError
from wiredesk.settings import Settings
from wiredesk.store.backing_up import summed
from wiredesk.store.log import append, broken_at, chain
from wiredesk.store.opening import Store
from wiredesk.store.tables import log, metadata, report

TOWN = ("Lisvale", "PT", 39.0, -8.0)


@pytest.fixture
def other_address(store_address: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Give an address on which no desk is yet, in the same database."""
    if "postgresql" not in store_address:
        return str(tmp_path / "other.db")
    make: Callable[[], str] = request.getfixturevalue("new_database")
    return make()


@pytest.fixture
def filled(store: Store) -> Store:
    """Give a store with two reports in it."""
    return fill(store)


@pytest.fixture
def filled_file(tmp_path: Path) -> Iterator[Store]:
    """Give such a store in a file of SQLite."""
    with closing(Store.create(str(tmp_path / "file.db"), now=NOW)) as store:
        yield fill(store)


def fill(store: Store) -> Store:
    """File two reports."""
    desk = desk_of(store)
    text = "A bomb killed Ana Ruiz in Lisvale, said Zoë Brandt."
    filed(
        desk,
        text,
        Told(["Ana Ruiz", "Zoë Brandt"], [TOWN], (IncidentType.BOMBING, Stage.ACCOMPLISHED), url="https://a.example/1"),
    )
    filed(desk, "A café was robbed in Lisvale.", Told([], [TOWN], url="https://b.example/2"))
    return store


def sums(store: Store) -> dict[str, tuple[int, int]]:
    """Sum all rows up; the log has grown by a restore."""
    with store.reading() as on:
        return {name: (one.n_rows, one.total) for name, one in summed(on).items() if name != "log"}


@pytest.fixture(params=["desk.zip", "desk.backup"])
def file(request: pytest.FixtureRequest, tmp_path: Path, filled: Store) -> Path:
    """Give a backup of the store, as an archive and as a file of SQLite."""
    path = tmp_path / str(request.param)
    backup(desk_of(filled), path)
    return path


def test_a_restored_desk_is_the_one_that_was_backed_up(file: Path, filled: Store, other_address: str) -> None:
    restore(Settings(store=other_address), file, clock=lambda: NOW)
    with closing(Store.open(other_address)) as again:
        assert sums(again) == sums(filled)
        with again.reading() as on:
            rows = list(chain(on))
        assert broken_at(iter(rows)) is None
        assert [row.action for row in rows][-2:] == ["backup", "restore"]
        findings = find(desk_of(again), Question(words="cafe"))
        assert [one.id for one in findings.found] == ["r2"]
        assert filed(desk_of(again), "Another day in Lisvale.", Told(url="https://c.example/3")) == 3


@pytest.mark.parametrize("name", ["desk.zip", "desk.backup"])
def test_a_desk_moves_to_the_other_database_and_back(
    filled: Store, name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make: Callable[[], str] = request.getfixturevalue("new_database")
    there = str(tmp_path / "moved.db") if filled.dialect == "postgresql" else make()
    backup(desk_of(filled), tmp_path / name)
    restore(Settings(store=there), tmp_path / name)
    with closing(Store.open(there)) as moved:
        assert moved.dialect != filled.dialect
        assert sums(moved) == sums(filled)
        assert [one.id for one in find(desk_of(moved), Question(words="bombs")).found] == ["r1"]
        assert filed(desk_of(moved), "Another day in Lisvale.", Told(["Lisvale"])) == 3


def test_an_id_that_was_given_is_not_given_again_after_a_restore(filled: Store, other_address: str, tmp_path: Path) -> None:
    with filled.writing() as on:
        for table in reversed(metadata.sorted_tables):
            if "report_id" in table.c:
                on.execute(table.delete().where(table.c.report_id == 2))
        on.execute(report.delete().where(report.c.id == 2))
    backup(desk_of(filled), tmp_path / "desk.zip")
    restore(Settings(store=other_address), tmp_path / "desk.zip")
    with closing(Store.open(other_address)) as again:
        assert filed(desk_of(again), "Another day in Lisvale.", Told()) == 3


def test_a_desk_that_is_there_is_kept_unless_forced(file: Path, other_address: str) -> None:
    with closing(Store.create(other_address, now=NOW)) as there:
        filed(desk_of(there), "An old desk stands here.", Told())
        before = sums(there)
    with pytest.raises(StoreError, match="--force"):
        restore(Settings(store=other_address), file)
    with closing(Store.open(other_address)) as there:
        assert sums(there) == before
    restore(Settings(store=other_address), file, is_forced=True)
    with closing(Store.open(other_address)) as there:
        assert sums(there) != before
        with there.reading() as on:
            assert on.execute(select(func.count()).select_from(report)).scalar() == 2


def _cuts(size: int) -> Iterator[int]:
    yield from (0, 1, 10, size // 3, size // 2, size - 1000, size - 20, size - 1)


def test_a_backup_that_was_cut_is_refused_and_nothing_changes(file: Path, other_address: str, tmp_path: Path) -> None:
    whole = file.read_bytes()
    for size in _cuts(len(whole)):
        cut = tmp_path / f"cut-{file.name}"
        cut.write_bytes(whole[:size])
        with pytest.raises(StoreError):
            restore(Settings(store=other_address), cut)
        assert "postgresql" in other_address or not Path(other_address).exists()


def test_any_changed_byte_of_an_archive_is_found(filled: Store, other_address: str, tmp_path: Path) -> None:
    path, bad = tmp_path / "desk.zip", tmp_path / "bad.zip"
    backup(desk_of(filled), path)
    with zipfile.ZipFile(path) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    for name, content in members.items():
        if not content:
            continue
        changed = content.replace(b"a", b"b", 1) if b"a" in content else content + b"[]\n"
        with zipfile.ZipFile(bad, "w") as out:
            for other, words in members.items():
                out.writestr(other, changed if other == name else words)
        with pytest.raises(StoreError):
            restore(Settings(store=other_address), bad)


def test_changed_rows_of_a_copy_are_found(filled_file: Store, tmp_path: Path) -> None:
    path, other = tmp_path / "desk.backup", tmp_path / "other.db"
    backup(desk_of(filled_file), path)
    for change in ("UPDATE report SET title = 'other'", "DELETE FROM found_entity WHERE id = 3", "UPDATE meta SET value = 'x'"):
        bad = tmp_path / "bad.backup"
        shutil.copy(path, bad)
        with closing(sqlite3.connect(bad)) as raw:
            raw.execute(change)
            raw.commit()
        with pytest.raises(StoreError, match=r"bad\.backup"):
            restore(Settings(store=str(other)), bad)
        assert not other.exists()


@pytest.mark.parametrize(
    "content", [b"", b"no backup at all", b"PK\x03\x04rubbish", b"SQLite format 3\0rubbish", b"\x1f\x8b\x08"]
)
def test_rubbish_is_refused(content: bytes, other_address: str, tmp_path: Path) -> None:
    path = tmp_path / "rubbish"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        restore(Settings(store=other_address), path)
    assert not [one for one in tmp_path.iterdir() if ".part" in one.name]


def test_an_archive_of_another_shape_is_refused(filled: Store, other_address: str, tmp_path: Path) -> None:
    path, bad = tmp_path / "desk.zip", tmp_path / "bad.zip"
    backup(desk_of(filled), path)
    for change in ({"step": "0999"}, {"format": "wiredesk.backup/9"}, {"tables": {}}):
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(bad, "w") as out:
            for name in whole.namelist():
                words = whole.read(name)
                out.writestr(name, json.dumps(json.loads(words) | change) if name == "manifest.json" else words)
        with pytest.raises(StoreError, match=r"bad\.zip"):
            restore(Settings(store=other_address), bad)


def test_a_file_that_is_a_desk_is_no_backup(tmp_path: Path) -> None:
    with closing(Store.create(str(tmp_path / "plain.db"), now=NOW)):
        pass
    with pytest.raises(StoreError, match="not a backup"):
        restore(Settings(store=str(tmp_path / "new.db")), tmp_path / "plain.db")


def test_a_backup_is_written_while_others_write(filled: Store, other_address: str, tmp_path: Path) -> None:
    """A row that another writer adds in the middle is in none of the tables of the backup, or in all."""
    told: list[str] = []

    def write_meanwhile(what: str, done: int, of: int | None) -> None:
        told.append(what)

    desk = desk_of(filled)
    with filled.reading() as on:
        on.execute(select(report)).all()
        filed(desk, "Another day in Lisvale.", Told())
        backup(desk, tmp_path / "desk.zip", tell=write_meanwhile)
    restore(Settings(store=other_address), tmp_path / "desk.zip")
    with closing(Store.open(other_address)) as again, again.reading() as on:
        assert on.execute(select(func.count()).select_from(report)).scalar() == 3
        assert on.execute(select(func.count()).select_from(log)).scalar() == 5


def test_a_store_that_is_open_elsewhere_is_not_replaced(filled_file: Store, tmp_path: Path) -> None:
    backup(desk_of(filled_file), tmp_path / "desk.backup")
    target = str(filled_file.address.path)
    with filled_file.reading() as on:
        on.execute(select(report)).all()
        with pytest.raises(StoreBusy, match="open"):
            restore(Settings(store=target), tmp_path / "desk.backup", is_forced=True)
    with filled_file.reading() as on:
        assert on.execute(select(func.count()).select_from(report)).scalar() == 2


def test_a_backup_is_whole_or_absent(filled: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "desk.zip", tmp_path / "desk.gz", tmp_path):
        with pytest.raises(StoreError):
            backup(desk_of(filled), path)
    (tmp_path / "old.zip").write_bytes(b"old")

    def fail(what: str, done: int, of: int | None) -> None:
        raise KeyboardInterrupt

    with filled.writing() as on:
        for _ in range(1200):
            append(on, "tester", "note", "", at="2026-01-01T00:00:00Z")
    with pytest.raises(KeyboardInterrupt):
        backup(desk_of(filled), tmp_path / "old.zip", tell=fail)
    assert (tmp_path / "old.zip").read_bytes() == b"old"
    assert not [one for one in tmp_path.iterdir() if ".part" in one.name]


def test_a_backup_can_be_read_by_its_owner_alone(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_restore_ends_all_sessions(store: Store, other_address: str, tmp_path: Path) -> None:
    from wiredesk.desk.accounts import account_of, add_account
    from wiredesk.desk.roles import Role
    from wiredesk.desk.sessions import came_by_key, came_by_session, log_in, make_key

    desk = desk_of(store)
    ada = add_account(desk, "Ada Roe", Role.ADMIN, "correct horse staple").account_id
    words, key = log_in(desk, account_of(desk, ada)), make_key(desk, ada, "export", Role.READER)
    assert came_by_session(desk, words) is not None
    backup(desk, tmp_path / "desk.zip")
    restore(Settings(store=other_address), tmp_path / "desk.zip")
    with closing(Store.open(other_address)) as restored:
        there = desk_of(restored)
        assert account_of(there, ada).name == "Ada Roe"
        assert came_by_session(there, words) is None
        assert came_by_key(there, key.words) is not None, "keys are as they were when the backup was made"
