"""Backup and restore of a desk. Not for: how rows are packed (see `store.backing_up`), verifying, removing."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from wiredesk.desk.desk import Desk, login_name
from wiredesk.desk.reader import Clock, utc_now
from wiredesk.errors import StoreError, StoreMissing
from wiredesk.export.whole_file import whole_file
from wiredesk.interchange.report_json import instant
from wiredesk.settings import Settings
from wiredesk.store import copying, restoring
from wiredesk.store.addresses import Address, parse_address
from wiredesk.store.backing_up import Archive, Manifest, Tell, write_archive
from wiredesk.store.failures import of_file
from wiredesk.store.log import append
from wiredesk.store.opening import On, Store, waiting_of
from wiredesk.store.sessions import end_all_sessions

PORTABLE = ".zip"


def say_nothing(what: str, done: int, of: int | None) -> None:
    """Be told of progress and keep it."""


def backup(desk: Desk, path: Path, *, tell: Tell = say_nothing) -> Manifest:
    """Write the whole desk, as it is at one moment, into a file: all of it or none; others may write meanwhile.

    A name in `.zip`, or a desk on PostgreSQL, makes an archive that either database takes; else it is a SQLite file.

    :raises StoreError: when the file cannot be written.
    """
    is_portable = path.suffix.lower() == PORTABLE or desk.store.dialect != "sqlite"
    if path.suffix == ".gz" or (path.exists() and not path.is_file()):
        raise StoreError(f"backup {path}: must be a plain file; name it like desk.backup, or desk.zip for any database")
    with desk.store.writing(is_durable=True) as on:
        append(on, desk.who, "backup", "", {"portable": is_portable}, at=desk.now())
    with _written(path) as out, desk.store.reading(limit_s=0) as on:
        if is_portable:
            return write_archive(on, out, made_at=desk.now(), tell=tell)
        return copying.copy_store(on, Path(out.name), made_at=desk.now(), tell=tell)


@contextmanager
def _written(path: Path) -> Iterator[IO[bytes]]:
    import os

    try:
        with whole_file(path, is_private=True) as out:  # it holds all that the desk holds of people
            yield out
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise of_file(error, str(path)) from error


def restore(
    settings: Settings, path: Path, *, is_forced: bool = False, tell: Tell = say_nothing, clock: Clock = utc_now
) -> Address:
    """Make a backup the desk that the settings name and return where that is; the whole backup is checked before.

    `is_forced` puts it in place of a desk that is there. On any failure that desk stays as it was.

    :raises StoreError: when the backup is damaged, a desk is there already, or the new one cannot be written.
    """
    address = parse_address(settings.store)
    if not path.is_file():
        raise StoreError(f"backup {path}: there is no such file; give one that wiredesk backup wrote")
    who = login_name() if settings.user == "-" else settings.user
    now = str(instant(clock().replace(microsecond=0)))
    if address.path is not None and address.path.exists() and not is_forced:
        raise _there_already(address.shown)
    try:
        with path.open("rb") as file, _naming(path):
            is_copy = file.read(len(copying.HEAD_BYTES)) == copying.HEAD_BYTES
            file.seek(0)
            made = _Made(settings, is_forced, (who, now), tell)
            if address.path is not None:
                _restore_file(made, address.path, file, is_copy=is_copy)
            else:
                _restore_server(made, file, is_copy=is_copy)
    except OSError as error:
        raise of_file(error, str(path if error.filename in (None, str(path)) else error.filename)) from error
    return address


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say of which file a damage is told; failures of the store name the store."""
    try:
        yield
    except StoreError as error:
        if type(error) is StoreError and str(error).startswith("it"):
            raise StoreError(f"backup {path}: {error}; nothing was changed") from error
        raise


@dataclass(frozen=True, slots=True)
class _Made:
    """Hold how a desk is to be made of a backup: where, over an old one or not, by whom and when."""

    settings: Settings
    is_forced: bool
    said: tuple[str, str]
    tell: Tell


def _there_already(shown: str) -> StoreError:
    return StoreError(f"store {shown}: there is a desk already; give --force to put the backup in its place")


def _restore_file(made: _Made, target: Path, file: IO[bytes], *, is_copy: bool) -> None:
    """Make the new store beside the old one, and give it its name when it is whole."""
    candidate = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        if is_copy:
            _spill(file, candidate)
            copying.adopt_copy(candidate, tell=made.tell)
        else:
            archive = Archive(file)
            archive.check(made.tell)
            with closing(Store.create(str(candidate), now=utc_now())) as store, store.writing(is_durable=True) as on:
                _filled(on, archive, made.tell)
        with closing(Store.open(str(candidate))) as store, store.writing(is_durable=True) as on:
            end_all_sessions(on)  # whoever was logged in when the backup was made need not be welcome now
            append(on, made.said[0], "restore", "", {}, at=made.said[1])
        copying.put_in_place(candidate, target)
    finally:
        copying.discard(candidate)


def _restore_server(made: _Made, file: IO[bytes], *, is_copy: bool) -> None:
    """Put the rows into the tables of a server, in one transaction with the emptying of what stood there."""
    with _portable(file, is_copy, made.tell) as archive:
        archive.check(made.tell)
        with closing(_server(made.settings)) as store, store.writing(is_durable=True) as on:
            if not made.is_forced and not restoring.is_empty(on):
                raise _there_already(store.shown)
            _filled(on, archive, made.tell)
            end_all_sessions(on)  # whoever was logged in when the backup was made need not be welcome now
            append(on, made.said[0], "restore", "", {}, at=made.said[1])


def _server(settings: Settings) -> Store:
    waiting = waiting_of(settings)
    try:
        return Store.open(settings.store, waiting=waiting)
    except StoreMissing:
        return Store.create(settings.store, now=utc_now(), waiting=waiting)


def _filled(on: On, archive: Archive, tell: Tell) -> None:
    restoring.empty(on)
    restoring.fill(on, archive, tell)


@contextmanager
def _portable(file: IO[bytes], is_copy: bool, tell: Tell) -> Iterator[Archive]:
    """Give an archive of the file, made anew from a copy of SQLite."""
    if not is_copy:
        yield Archive(file)
        return
    with tempfile.TemporaryDirectory() as folder:
        candidate = Path(folder) / "desk.db"
        _spill(file, candidate)
        copying.adopt_copy(candidate, tell=tell)
        packed = Path(folder) / "desk.zip"
        with closing(Store.open(str(candidate))) as store, store.reading(limit_s=0) as on, packed.open("wb") as out:
            write_archive(on, out, made_at="-", tell=tell)
        with packed.open("rb") as again:
            yield Archive(again)


def _spill(file: IO[bytes], to: Path) -> None:
    import os
    import shutil

    with open(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        shutil.copyfileobj(file, out, 1 << 20)
