"""Tables of the desk into one file of a format. Not for: the rows (see `exporting`), where the file goes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from wiredesk.desk.exporting import Tables
from wiredesk.errors import SettingError
from wiredesk.export import table_files
from wiredesk.export.calendar import Reminder, write_ics
from wiredesk.export.tables import TABLES, Row

Step = Callable[[int], None]
"""Is told now and then how many rows are through; may raise to end it."""
_PER_STEP = 50


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a format: how it is called, what it travels as, and the tables that it can hold."""

    words: str
    media_type: str
    tables: frozenset[str] = frozenset(TABLES)


FORMATS = {
    "jsonl": Format("JSON lines", "application/x-ndjson; charset=utf-8"),
    "csv": Format("CSV", "text/csv; charset=utf-8; header=present"),
    "xlsx": Format("Workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Format("GeoJSON", "application/geo+json", frozenset({"incidents", "crosswalk", "entities"})),
    "parquet": Format("Parquet", "application/vnd.apache.parquet"),
    "ics": Format("Calendar", "text/calendar; charset=utf-8", frozenset({"dates"})),
}


def formats_of(table: str) -> list[str]:
    """List the formats that can hold a table."""
    return [name for name, form in FORMATS.items() if table in form.tables]


def demand_tables(names: Sequence[str], form: str) -> None:
    """Return in silence unless these tables cannot be written as one file of this format.

    :raises SettingError: then; the message says what can.
    """
    if form not in FORMATS:
        raise SettingError(f"format {form[:40]}: is not known; give {', '.join(FORMATS)}")
    for name in names:
        if name not in TABLES:
            raise SettingError(f"table {name[:40]}: is none; give {', '.join(TABLES)}")
        if name not in FORMATS[form].tables:
            raise SettingError(f"format {form}: is for {', '.join(sorted(FORMATS[form].tables))}, not for {name}")
    if len(names) != 1 and form != "xlsx":
        raise SettingError(f"format {form}: holds one table; several fit into a workbook (xlsx)")


def write_tables(out: IO[bytes], tables: Tables, names: Sequence[str], form: str, *, step: Step | None = None) -> int:
    """Write tables as one file; return how many rows it could not hold: without a place, or beyond a sheet's end.

    A calendar holds the days that the other formats hold, those that have passed too.

    :raises SettingError: when they cannot be written so.
    """
    demand_tables(names, form)
    told = _Told(step)
    if form == "xlsx":
        return table_files.write_xlsx(out, ((TABLES[name], told.rows(tables.rows(name))) for name in names))
    if form == "geojson":
        return table_files.write_geojson(out, told.rows(tables.rows(names[0])))
    if form == "ics":
        write_ics(out, told.reminders(tables.reminders(first=None)))
        return 0
    rows = told.rows(tables.rows(names[0]))
    if form == "csv":
        table_files.write_csv(out, TABLES[names[0]], rows)
    elif form == "parquet":
        table_files.write_parquet(out, TABLES[names[0]], rows)
    else:
        table_files.write_jsonl(out, rows)
    return 0


class _Told:
    """Count what goes by and tell it."""

    def __init__(self, step: Step | None) -> None:
        self._step, self._n = step, 0

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self._count()
            yield row

    def reminders(self, reminders: Iterable[Reminder]) -> Iterator[Reminder]:
        for one in reminders:
            self._count()
            yield one

    def _count(self) -> None:
        self._n += 1
        if self._step is not None and self._n % _PER_STEP == 0:
            self._step(self._n)
