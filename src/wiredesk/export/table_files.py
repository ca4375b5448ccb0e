"""Tables written as JSON lines, CSV, a workbook, Parquet or GeoJSON, row by row. Not for: what the rows hold.

Everything streams: a table may be larger than memory.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from wiredesk.export.tables import Cell, Column, ColumnType, Row, TableForm

_GROUP = 2_000
_SHEET_ROWS = 1_048_575  # a sheet holds 1,048,576 with its head (Excel's specification)
_MAX_CELL = 32_767
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones run in spreadsheets of East Asia


def write_jsonl(out: IO[bytes], rows: Iterable[Row]) -> None:
    """Write one JSON object a line."""
    for row in rows:
        out.write(_encoded(json.dumps(row, ensure_ascii=False)) + b"\n")


def write_csv(out: IO[bytes], form: TableForm, rows: Iterable[Row], *, is_raw: bool = False) -> None:
    """Write RFC 4180 CSV in UTF-8 with a head line.

    Words that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` in front) get an apostrophe before them; not with
    `is_raw`. Source: OWASP, CSV Injection.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in form.columns])
    for row in rows:
        writer.writerow([_csv_cell(column, row.get(column.name), is_raw=is_raw) for column in form.columns])
    text.detach()


def _csv_cell(column: Column, value: Cell, *, is_raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    words = str(value)
    if column.type is ColumnType.STRING and not is_raw and words.startswith(_FORMULA):
        return f"'{words}"
    return words


def write_xlsx(out: IO[bytes], tables: Iterable[tuple[TableForm, Iterable[Row]]]) -> int:
    """Write a workbook with one sheet for each table and return how many rows did not fit (a sheet holds 1,048,575)."""
    from xlsxwriter import Workbook

    n_left = 0
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False})
    head = book.add_format({"bold": True, "bottom": 1})
    about: list[tuple[str, Column]] = []
    for form, rows in tables:
        sheet = book.add_worksheet(form.name)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(form.columns):
            sheet.write_string(0, number, column.name, head)
            sheet.set_column(number, number, 60 if column.name == "quotation" else 16)
        for line, row in enumerate(rows, 1):
            if line > _SHEET_ROWS:
                n_left += 1
                continue
            _sheet_row(sheet, line, form, row)
        about += [(form.name, column) for column in form.columns]
    _about_sheet(book, about, head)
    book.close()
    return n_left


def _sheet_row(sheet: Any, line: int, form: TableForm, row: Row) -> None:
    for number, column in enumerate(form.columns):
        value = row.get(column.name)
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(line, number, value)
        elif isinstance(value, int | float):
            sheet.write_number(line, number, value)
        else:
            sheet.write_string(line, number, _NO_XML.sub("\ufffd", value)[:_MAX_CELL])


def _about_sheet(book: Any, columns: list[tuple[str, Column]], head: Any) -> None:
    sheet = book.add_worksheet("about")
    for number, words in enumerate(("table", "column", "type", "what it holds")):
        sheet.write_string(0, number, words, head)
    for line, (table, column) in enumerate(columns, 1):
        for number, words in enumerate((table, column.name, column.type.value, column.about)):
            sheet.write_string(line, number, words)


def write_parquet(out: IO[bytes], form: TableForm, rows: Iterable[Row]) -> None:
    """Write Parquet, 2,000 rows a group, dates as dates; what each column means stands in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        ColumnType.STRING: pa.string(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.BOOLEAN: pa.bool_(),
        ColumnType.DATE: pa.date32(),
        ColumnType.DATETIME: pa.timestamp("s", tz="UTC"),
    }
    fields = [pa.field(c.name, kinds[c.type], metadata={"description": c.about}) for c in form.columns]
    schema = pa.schema(fields, metadata={"description": form.about})
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            lists = {c.name: [_parquet_cell(c, row.get(c.name)) for row in group] for c in form.columns}
            writer.write_table(pa.table(lists, schema=schema))


def _parquet_cell(column: Column, value: Cell) -> Any:
    if value is None:
        return None
    if column.type is ColumnType.DATE:
        return datetime.date.fromisoformat(str(value))
    if column.type is ColumnType.DATETIME:
        return datetime.datetime.fromisoformat(str(value))
    if column.type is ColumnType.NUMBER:
        return float(value)
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def write_geojson(out: IO[bytes], rows: Iterable[Row]) -> int:
    """Write a FeatureCollection (RFC 7946) of the rows that have a place on the map; return how many have none."""
    n_nowhere = 0
    out.write(b'{"type":"FeatureCollection","features":[')
    parting = b"\n"
    for row in rows:
        latitude, longitude = row.get("latitude"), row.get("longitude")
        if latitude is None or longitude is None:
            n_nowhere += 1
            continue
        properties = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
        point = {"type": "Point", "coordinates": [longitude, latitude]}
        feature: dict[str, Any] = {"type": "Feature", "geometry": point, "properties": properties}
        identity = row.get("incident") if "n_reports" in row else None
        if identity:
            feature["id"] = identity
        out.write(parting + _encoded(json.dumps(feature, ensure_ascii=False)))
        parting = b",\n"
    out.write(b"\n]}\n")
    return n_nowhere


def _encoded(told: str) -> bytes:
    return _SURROGATE.sub("\ufffd", told).encode()


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in groups; one empty group when there are none, so that an empty file has its columns."""
    several = iter(rows)
    group = list(islice(several, _GROUP))
    while True:
        yield group
        group = list(islice(several, _GROUP))
        if not group:
            return
