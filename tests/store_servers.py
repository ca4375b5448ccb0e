"""Places for stores in tests: a folder for SQLite files, databases on a private PostgreSQL server. Not for: any test."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

# Of a server that lives for one test run nothing must outlast a power cut.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB")
_N_TRIES = 5


class NoServer(Exception):
    """Say why no PostgreSQL server can be started here."""


def server_programs() -> Path:
    """Return the folder of the newest `initdb` and `pg_ctl`.

    :raises NoServer: when there is none.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl"):
        return Path(os.path.realpath(on_path)).parent
    raise NoServer("needs a PostgreSQL server (initdb, pg_ctl), which is absent: apt-get install postgresql")


@contextmanager
def private_server() -> Iterator[str]:
    """Run a PostgreSQL server of our own while the block lasts; give the address of its databases, up to their name.

    :raises NoServer: when it cannot be started.
    """
    programs = server_programs()
    with tempfile.TemporaryDirectory(prefix="wiredesk-pg-") as made:
        folder = Path(made)
        as_user = _as_server_user(folder)
        _run(
            [
                *as_user,
                str(programs / "initdb"),
                "-D",
                f"{made}/d",
                "-U",
                "desk",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ]
        )
        port = _started(as_user, programs, folder)
        try:
            yield f"postgresql://desk@127.0.0.1:{port}"
        finally:
            _run([*as_user, str(programs / "pg_ctl"), "-D", f"{made}/d", "-m", "immediate", "-w", "stop"])


@contextmanager
def databases(server: str) -> Iterator[Callable[[], str]]:
    """Give a function that makes a new, empty database on a server and returns its address; all go with the block."""
    numbers, made = count(), list[str]()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:

        def fresh() -> str:
            name = f"desk_test_{os.getpid()}_{next(numbers)}"
            admin.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
            made.append(name)
            return f"{server}/{quote(name)}"

        yield fresh
        for name in made:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _as_server_user(folder: Path) -> list[str]:
    """Return how to run a command as a user that a server may run as: not as root."""
    if os.geteuid() != 0:
        return []
    try:
        shutil.chown(folder, "postgres")
    except LookupError:
        raise NoServer("needs the user postgres to run a PostgreSQL server, as root may not: adduser --system postgres") from None
    return ["setpriv", "--reuid=postgres", "--regid=nogroup", "--clear-groups", "--"]


def _started(as_user: list[str], programs: Path, folder: Path) -> int:
    for _ in range(_N_TRIES):
        port = _free_port()
        options = " ".join(f"-c {option}" for option in _FAST)
        where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        start = ["-D", str(folder / "d"), "-l", str(folder / "log"), "-o", f"{where} {options}", "-w", "-t", "60", "start"]
        done = subprocess.run(
            [*as_user, str(programs / "pg_ctl"), *start], capture_output=True, text=True, check=False, cwd=folder
        )
        if done.returncode == 0:
            return port
    log = folder / "log"
    raise NoServer(
        f"needs a PostgreSQL server, which did not start: {log.read_text()[-300:] if log.exists() else done.stderr[-300:]}"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise NoServer(f"needs a PostgreSQL server; {Path(command[-1]).name} failed: {done.stderr.strip()[-300:]}")
