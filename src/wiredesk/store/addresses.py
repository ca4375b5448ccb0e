"""Addresses of stores: a file, `sqlite:///file` or `postgresql://…`, and how they are told. Not for: opening one."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from wiredesk.errors import StoreError

_SQLITE, _POSTGRESQL = "sqlite", "postgresql"
_SERVER_HEADS = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Address:
    """Say where a store is: `path` for SQLite alone; `shown` is for messages and holds neither user nor password."""

    dialect: str
    url: URL
    shown: str
    path: Path | None = None


def parse_address(words: str) -> Address:
    """Return the address in `words`.

    :raises StoreError: when it is none; the message never repeats an address that may hold a password.
    """
    if words.lower().startswith(_SERVER_HEADS):
        return _server(words)
    if words.lower().startswith("sqlite:///"):
        return _file(words[len("sqlite:///") :])
    head, sign, _ = words.partition("://")
    if sign or words.lower().startswith(("postgresql:", "postgres:")):
        raise StoreError(
            f"store {head.partition(':')[0][:20]}://…: is none that the desk knows; give a file or postgresql://host/name"
        )
    return _file(words)


def _file(words: str) -> Address:
    if not words or words == ":memory:" or "\0" in words:
        raise StoreError("store: a desk is a file or postgresql://host/name; give the name of a file, such as wiredesk.db")
    path = Path(words).expanduser()
    if path.is_dir():
        raise StoreError(f"store {path}: is a folder; give a file in it, such as {path / 'wiredesk.db'}")
    return Address(_SQLITE, URL.create("sqlite+pysqlite", database=str(path.absolute())), str(path), path)


def _server(words: str) -> Address:
    try:
        told = make_url(words)
    except (ArgumentError, ValueError):
        raise StoreError("store postgresql://…: cannot be understood; write it as postgresql://user@host:5432/name") from None
    if not told.database:
        raise StoreError("store postgresql://…: names no database; write it as postgresql://user@host:5432/name")
    host = told.host or str(told.query.get("host", "local"))
    shown = f"postgresql://{host}{f':{told.port}' if told.port else ''}/{told.database}"
    return Address(_POSTGRESQL, told.set(drivername="postgresql+psycopg"), shown)
