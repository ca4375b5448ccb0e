"""`wiredesk export`: tables into files, whole or not at all. Not for: what the rows hold (see `desk.exporting`)."""

import datetime
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from wiredesk.cli.given import days_of
from wiredesk.cli.saying import Outcome, say_done, say_error, say_note, working
from wiredesk.codebook import IncidentType, Stage
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.exporting import Tables
    from wiredesk.store.exporting import Chosen

_FORMATS = ("jsonl", "csv", "xlsx", "geojson", "parquet", "ics")
_ON_A_MAP = frozenset({"incidents", "crosswalk", "entities"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what was asked for on the command line."""

    tables: tuple[str, ...]
    form: str
    out: str
    chosen: "Chosen"
    incident: str | None
    is_raw: bool

    @property
    def is_stdout(self) -> bool:
        """Tell whether the table goes to standard output."""
        return self.out == "-"

    @property
    def is_folder(self) -> bool:
        """Tell whether each table is to be a file of a folder."""
        return self.out.endswith(("/", os.sep)) or Path(self.out).is_dir()

    def named(self) -> tuple[str, ...]:
        """Return the tables that are wanted, each once: of a workbook, all unless some are named."""
        from wiredesk.export.tables import TABLES

        if self.tables:
            return tuple(dict.fromkeys(self.tables))
        if self.form == "ics":
            return ("dates",)
        return tuple(TABLES) if self.form == "xlsx" or (self.is_folder and self.form != "geojson") else ("incidents",)


def export_tables(wanted: Wanted, settings: Settings) -> int:
    """Write the tables and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.exporting import Tables, incident_meant

    wrong = _wrong_use(wanted)
    if wrong:
        return say_error(wrong, Outcome.USAGE)
    chosen = _with_days(wanted.chosen)
    with open_desk(settings) as desk, desk.store.reading(limit_s=0) as on:
        if wanted.incident is not None:
            chosen = replace(chosen, incident=incident_meant(on, wanted.incident))
        today = desk.clock().date()
        try:
            with working(f"exporting {', '.join(wanted.named())}", is_shown=True):
                _write(wanted, Tables(desk, on, chosen), today=today)
        except BrokenPipeError:
            raise
        except OSError as error:
            return say_error(f"{wanted.out}: cannot be written ({error.strerror}); name another place with --out")
    return Outcome.DONE


def _wrong_use(wanted: Wanted) -> str | None:
    """Return what is wrong with the command, None when nothing is."""
    from wiredesk.export.tables import TABLES

    unknown = [name for name in wanted.tables if name not in TABLES]
    if unknown:
        return f"{unknown[0][:40]}: is no table; known are {', '.join(TABLES)}"
    if wanted.form not in _FORMATS:
        return f"--format {wanted.form[:40]}: is not known; give {', '.join(_FORMATS)}"
    named = wanted.named()
    if len(named) > 1 and wanted.form != "xlsx" and not wanted.is_folder:
        return f"{', '.join(named)}: several tables need a folder; write --out tables/"
    if wanted.form == "geojson" and not _ON_A_MAP.issuperset(named):
        return f"--format geojson: only {', '.join(sorted(_ON_A_MAP))} have a place on the map"
    if wanted.form == "ics" and named != ("dates",):
        return "--format ics: is for the table dates"
    if wanted.is_stdout and wanted.form in ("xlsx", "parquet") and sys.stdout.isatty():
        return f"--format {wanted.form}: is not for a terminal; name a file with --out"
    return _wrong_choice(wanted.chosen)


def _wrong_choice(chosen: "Chosen") -> str | None:
    if chosen.type is not None and chosen.type not in list(IncidentType):
        return f"--type {chosen.type[:40]}: is not known; give {', '.join(IncidentType)}"
    if chosen.stage is not None and chosen.stage not in list(Stage):
        return f"--stage {chosen.stage[:40]}: is not known; give {', '.join(Stage)}"
    return None


def _with_days(chosen: "Chosen") -> "Chosen":
    """Return what was asked for with years and months as their first and last days."""
    since, until = chosen.since, chosen.until
    return replace(
        chosen,
        since=None if since is None else str(days_of(since, "--from").earliest),
        until=None if until is None else str(days_of(until, "--to").latest),
    )


# -- writing -------------------------------------------------------------------------------------------------------


def _write(wanted: Wanted, tables: "Tables", *, today: datetime.date) -> None:
    named = wanted.named()
    if wanted.form == "xlsx":
        _write_book(wanted, tables, named)
        return
    paths = {}
    for name in named:
        path = Path(wanted.out) / f"{name}.{wanted.form}" if wanted.is_folder else Path(wanted.out)
        with _place(wanted, path) as out:
            _writer(wanted, tables, name, today=today)(out)
        paths[name] = path
    if wanted.form == "csv" and not wanted.is_stdout:
        _write_schemas(wanted, paths)


def _writer(wanted: Wanted, tables: "Tables", name: str, *, today: datetime.date) -> Callable[[IO[bytes]], None]:
    from wiredesk.export import table_files
    from wiredesk.export.calendar import write_ics
    from wiredesk.export.tables import TABLES

    form = TABLES[name]
    writers: dict[str, Callable[[IO[bytes]], None]] = {
        "jsonl": lambda out: table_files.write_jsonl(out, tables.rows(name)),
        "csv": lambda out: table_files.write_csv(out, form, tables.rows(name), is_raw=wanted.is_raw),
        "parquet": lambda out: table_files.write_parquet(out, form, tables.rows(name)),
        "geojson": lambda out: _told_nowhere(table_files.write_geojson(out, tables.rows(name))),
        "ics": lambda out: write_ics(out, tables.reminders(first=wanted.chosen.since or today.isoformat())),
    }
    return writers[wanted.form]


def _told_nowhere(n_nowhere: int) -> None:
    if n_nowhere:
        say_note(f"{n_nowhere} rows have no place on the map and were left out; the other formats have them")


def _write_book(wanted: Wanted, tables: "Tables", named: tuple[str, ...]) -> None:
    from wiredesk.export.table_files import write_xlsx
    from wiredesk.export.tables import TABLES

    path = Path(wanted.out) / "wiredesk.xlsx" if wanted.is_folder else Path(wanted.out)
    with _place(wanted, path) as out:
        n_left = write_xlsx(out, ((TABLES[name], tables.rows(name)) for name in named))
    if n_left:
        say_note(f"{n_left} rows did not fit into their sheets; parquet and csv hold all")


def _write_schemas(wanted: Wanted, paths: dict[str, Path]) -> None:
    """Write the Table Schema beside a CSV file, or a Data Package beside several."""
    from wiredesk.export.tables import TABLES, resource, table_schema

    if wanted.is_folder:
        package = {
            "profile": "tabular-data-package",
            "name": "wiredesk",
            "resources": [resource(TABLES[name], path.name) for name, path in paths.items()],
        }
        _write_json(wanted, Path(wanted.out) / "datapackage.json", package)
        return
    for name, path in paths.items():
        bare = path.with_suffix("") if path.suffix == ".gz" else path
        _write_json(wanted, bare.with_name(f"{bare.stem}.schema.json"), table_schema(TABLES[name]))


def _write_json(wanted: Wanted, path: Path, told: object) -> None:
    with _place(wanted, path) as out:
        out.write(json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n")


@contextmanager
def _place(wanted: Wanted, path: Path) -> Iterator[IO[bytes]]:
    from wiredesk.export.whole_file import whole_file

    if wanted.is_stdout:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        yield file
    say_done(f"written: {path}")
