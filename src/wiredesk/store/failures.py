"""Failures of the two databases as ours, each with what to do next. Not for: defects of our SQL, which stay as they are."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wiredesk.errors import StoreBusy, StoreError, StoreFull

_FULL_ADVICE = "no space is left; make room and do it again, nothing of this was kept"
_LOST_ADVICE = "nothing of this was kept; do it again when the server answers"

# Primary result codes. Source: sqlite.org/rescode.html
_SQLITE_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SQLITE_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SQLITE_SHUT = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})

# SQLSTATE by class or code. Source: PostgreSQL manual, appendix A
_GONE_STATES = ("08", "57P", "53300", "53400")
_HELD_STATES = ("55P03", "40001", "40P01")


@contextmanager
def told_as_ours(shown: str) -> Iterator[None]:
    """Raise the failures of the database in the block as ours; `shown` is the address for messages.

    :raises StoreBusy: when it is held by another program or out of reach.
    :raises StoreFull: when no space is left.
    :raises StoreError: when it cannot be used otherwise, or a read took too long.
    """
    try:
        yield
    except DBAPIError as error:
        ours = translated(error.orig, shown)
        if ours is None:
            raise
        raise ours from error
    except sqlite3.Error as error:
        ours = translated(error, shown)
        if ours is None:
            raise
        raise ours from error
    except PoolTimeout as error:
        raise StoreBusy(f"store {shown}: all connections are in use; try again in a moment") from error


def translated(error: BaseException | None, shown: str) -> StoreError | None:
    """Return the failure of a database driver as ours, None for a defect of our SQL."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(getattr(error, "sqlite_errorcode", None), shown)
    import psycopg

    return _of_postgresql(error, shown) if isinstance(error, psycopg.Error) else None


def is_gone(error: BaseException | None) -> bool:
    """Tell whether this failure of a driver means that the server does not answer, for now."""
    if error is None or isinstance(error, sqlite3.Error):
        return False
    import psycopg

    state = getattr(error, "sqlstate", None)
    if state is None:
        return isinstance(error, psycopg.OperationalError) and not _refusal(error)
    return str(state).startswith(_GONE_STATES)


def of_file(error: OSError, shown: str) -> StoreError:
    """Return a failure of the file system as ours."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StoreFull(f"store {shown}: {_FULL_ADVICE}")
    return StoreError(f"store {shown}: cannot be used ({error.strerror}); check that its folder is there and can be written")


def _of_sqlite(code: int | None, shown: str) -> StoreError | None:
    primary = (code or 0) & 0xFF
    if primary in _SQLITE_BUSY:
        return StoreBusy(f"store {shown}: another program holds it; try again, or raise the setting store_wait_s")
    if primary == sqlite3.SQLITE_FULL:
        return StoreFull(f"store {shown}: {_FULL_ADVICE}")
    if primary == sqlite3.SQLITE_INTERRUPT:
        return StoreError(f"store {shown}: the search took too long; narrow it, or raise the setting store_read_s")
    if primary in _SQLITE_DAMAGED:
        return StoreError(f"store {shown}: is no desk, or is damaged; check the name, or restore it from a backup")
    if primary in _SQLITE_SHUT:
        return StoreError(f"store {shown}: cannot be written; a desk needs its file and its folder to be writable")
    if primary == sqlite3.SQLITE_IOERR:
        return StoreError(f"store {shown}: the disk failed or is full; nothing of this was kept, check the disk and do it again")
    return None


def _of_postgresql(error: BaseException, shown: str) -> StoreError | None:
    state = str(getattr(error, "sqlstate", None) or "")
    if state.startswith(_HELD_STATES):
        return StoreBusy(f"store {shown}: another program holds it; try again, or raise the setting store_wait_s")
    if state == "57014":
        return StoreError(f"store {shown}: the search took too long; narrow it, or raise the setting store_read_s")
    if state in {"53100", "53200", "54000"}:
        return StoreFull(f"store {shown}: {_FULL_ADVICE}")
    if state in {"42501", "25006"}:
        return StoreError(f"store {shown}: this user may not write there; grant it the rights on the database")
    if is_gone(error):
        return StoreBusy(f"store {shown}: the server does not answer; {_LOST_ADVICE}")
    if state.startswith(("58", "XX")):
        return StoreError(f"store {shown}: the server failed ({state}); see its log")
    refusal = "" if state else _refusal(error)
    return StoreError(f"store {shown}: {refusal}") if refusal else None


def _refusal(error: BaseException) -> str:
    """Return why a server refuses a connection, "" when it does not answer: there its words alone tell it."""
    words = str(error)
    if "database" in words and "does not exist" in words:
        return "there is no such database; make it with createdb, then run wiredesk desk init"
    if any(sign in words for sign in ("authentication", "pg_hba.conf", "password", "role ")):
        return "the server refuses this user or password; check the address"
    return ""
