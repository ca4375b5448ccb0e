"""All rows of a store as lines of an archive, with counts and hashes, and back. Not for: which file (see `desk.keeping`).

An archive is a zip file: `TABLE.jsonl` for each table, one row a line in the order of `manifest.json`'s columns (bytes in
base64), and the manifest with the number of rows and a hash of each table. It knows no dialect, so that a desk can move
between SQLite and PostgreSQL. The hash of a table is the sum of the SHA-256 of its lines: the order of rows is no matter.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import Connection, Row, Table, select

from wiredesk.errors import StoreError
from wiredesk.store.migrations import SHIPPED
from wiredesk.store.row_ids import last_ids
from wiredesk.store.tables import metadata

FORMAT = "wiredesk.backup/1"
_MANIFEST = "manifest.json"
_PER_FETCH = 500
_MAX_LINE = 1_000_000_000
_MODULUS = 1 << 256
# The moment of every member, so that equal desks make equal archives.
_MEMBER_DATE = (1980, 1, 1, 0, 0, 0)

Tell = Callable[[str, int, int | None], None]
"""Is told the name of what is worked on, how many rows are done, and of how many."""


@dataclass(slots=True)
class TableSum:
    """Hold how many rows a table has and what they are, whatever their order."""

    n_rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        """Count one row."""
        self.n_rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest(), "big")) % _MODULUS


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hold what an archive must hold: the shape of the store, its last given row ids, and for each table its columns and sum."""

    step: str
    made_at: str
    last_ids: Mapping[str, int]
    columns: Mapping[str, tuple[str, ...]]
    sums: Mapping[str, TableSum] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the manifest as it stands in the archive."""
        tables = {
            name: {"columns": list(columns), "rows": self.sums[name].n_rows, "sha256_sum": f"{self.sums[name].total:064x}"}
            for name, columns in self.columns.items()
        }
        told = {"format": FORMAT, "step": self.step, "made_at": self.made_at, "last_ids": dict(self.last_ids), "tables": tables}
        return json.dumps(told, indent=1)

    @classmethod
    def from_json(cls, words: str | bytes) -> "Manifest":
        """Read a manifest.

        :raises StoreError: when it is none, or of an archive that this version does not know.
        """
        try:
            told = json.loads(words)
            if told["format"] != FORMAT:
                raise StoreError(f"its format is {str(told['format'])[:40]}, known is {FORMAT}; restore it with that Wiredesk")
            tables = told["tables"].items()
            return cls(
                str(told["step"]),
                str(told["made_at"]),
                {str(name): int(number) for name, number in told["last_ids"].items()},
                {name: tuple(map(str, table["columns"])) for name, table in tables},
                {name: TableSum(int(table["rows"]), int(table["sha256_sum"], 16)) for name, table in tables},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError("its manifest is damaged; take another backup") from error


# -- rows as lines -------------------------------------------------------------------------------------------------


def tables() -> tuple[Table, ...]:
    """Return all tables, each after those that its rows name."""
    return tuple(metadata.sorted_tables)


@contextmanager
def lines_of(on: Connection, table: Table) -> Iterator[Iterator[bytes]]:
    """Give the rows of a table as JSON lines, in constant memory; PostgreSQL keeps a cursor for it until the block ends."""
    query = select(table).execution_options(stream_results=True, yield_per=_PER_FETCH)
    with on.execute(query) as rows:
        yield map(_line, rows)


def _line(row: Row[Any]) -> bytes:
    values = [base64.b64encode(one).decode() if isinstance(one, bytes | memoryview) else one for one in row]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()


def row_of(line: bytes, table: Table, columns: Iterable[str]) -> dict[str, Any]:
    """Return the row in a line.

    :raises StoreError: when it is none.
    """
    try:
        values = dict(zip(columns, json.loads(line), strict=True))
        for column in table.c:
            if values[column.name] is not None and column.type.python_type is bytes:
                values[column.name] = base64.b64decode(values[column.name], validate=True)
        return values
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(f"a row of {table.name} is damaged; take another backup") from error


def summed(on: Connection, tell: Tell | None = None) -> dict[str, TableSum]:
    """Return the sums of all tables as they are now."""
    return {table.name: _summed_table(on, table, tell) for table in tables()}


def _summed_table(on: Connection, table: Table, tell: Tell | None) -> TableSum:
    one = TableSum()
    with lines_of(on, table) as lines:
        for line in lines:
            one.add(line)
            if tell and one.n_rows % 1000 == 0:
                tell(table.name, one.n_rows, None)
    return one


# -- the archive ---------------------------------------------------------------------------------------------------


def write_archive(on: Connection, out: IO[bytes], *, made_at: str, tell: Tell) -> Manifest:
    """Write all rows that `on` sees, which must be one moment, and the manifest."""
    sums, columns = {}, {}
    with ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True, compresslevel=3) as archive:
        for table in tables():
            columns[table.name] = tuple(column.name for column in table.c)
            with archive.open(_member(f"{table.name}.jsonl"), "w", force_zip64=True) as member:
                sums[table.name] = _written(on, table, member, tell)
        manifest = Manifest(SHIPPED.newest, made_at, last_ids(on), columns, sums)
        archive.writestr(_member(_MANIFEST), manifest.to_json())
    return manifest


def _written(on: Connection, table: Table, member: IO[bytes], tell: Tell) -> TableSum:
    done = TableSum()
    with lines_of(on, table) as lines:
        for line in lines:
            done.add(line)
            member.write(line + b"\n")
            if done.n_rows % 1000 == 0:
                tell(table.name, done.n_rows, None)
    return done


def _member(name: str) -> ZipInfo:
    made = ZipInfo(name, _MEMBER_DATE)
    made.compress_type = ZIP_DEFLATED
    return made


class Archive:
    """Read an archive; nothing in it is trusted before `check` went through."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
            self.manifest = Manifest.from_json(self._zip.read(_MANIFEST))
        except (BadZipFile, KeyError, OSError, NotImplementedError, EOFError, ValueError) as error:
            raise StoreError(f"it is no backup, or damaged or cut short ({str(error)[:80]}); take another one") from error

    def lines(self, table: Table) -> Iterator[bytes]:
        """Yield the lines of one table.

        :raises StoreError: when they cannot be unpacked.
        """
        import zlib

        try:
            with self._zip.open(f"{table.name}.jsonl") as member:
                while line := member.readline(_MAX_LINE):
                    yield line.rstrip(b"\n")
        except (BadZipFile, KeyError, OSError, EOFError, zlib.error, NotImplementedError) as error:
            raise StoreError(f"its rows of {table.name} are damaged ({str(error)[:80]}); take another backup") from error

    def check(self, tell: Tell) -> None:
        """Compare all that is in it with its manifest.

        :raises StoreError: when something is missing or damaged, or the shape is another than this version's.
        """
        if self.manifest.step != SHIPPED.newest:
            raise StoreError(f"it is of another shape ({self.manifest.step}); restore it with the Wiredesk that made it")
        for table in tables():
            if set(self.manifest.columns.get(table.name, ())) != {column.name for column in table.c}:
                raise StoreError(f"it has other columns for {table.name}; restore it with the Wiredesk that made it")
            found, wanted = TableSum(), self.manifest.sums[table.name]
            for line in self.lines(table):
                found.add(line)
                if found.n_rows % 1000 == 0:
                    tell(table.name, found.n_rows, wanted.n_rows)
            if found != wanted:
                raise StoreError(f"its {table.name} has {found.n_rows} rows that are not the {wanted.n_rows} of its manifest")
