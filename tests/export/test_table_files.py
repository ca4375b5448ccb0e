"""Tables in every format: what was put in comes out, nothing is run as a formula, an empty table has its columns."""

import csv
import datetime
import io
import json
import zipfile
from typing import Any

import icalendar
import jsonschema
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.export.calendar import Reminder, write_ics
from wiredesk.export.table_files import write_csv, write_geojson, write_jsonl, write_parquet, write_xlsx
from wiredesk.export.tables import TABLES, Cell, ColumnType, Row, TableForm, resource, table_schema

DATES = TABLES["dates"]
CELLS: dict[ColumnType, st.SearchStrategy[Any]] = {
    ColumnType.STRING: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30),
    ColumnType.INTEGER: st.integers(-(2**62), 2**62),
    ColumnType.NUMBER: st.floats(-180, 180),
    ColumnType.BOOLEAN: st.booleans(),
    ColumnType.DATE: st.dates().map(datetime.date.isoformat),
    ColumnType.DATETIME: st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0).isoformat() + "Z"
    ),
}


def rows_of(form: TableForm) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({column.name: st.none() | CELLS[column.type] for column in form.columns})
    return st.lists(row, max_size=4)


def csv_of(form: TableForm, rows: list[Row], *, is_raw: bool) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_csv(out, form, rows, is_raw=is_raw)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def told(value: Cell) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("form", TABLES.values(), ids=TABLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_csv_gives_back_every_cell(form: TableForm, data: st.DataObject) -> None:
    rows = data.draw(rows_of(form))
    assert csv_of(form, rows, is_raw=True) == [{name: told(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("form", TABLES.values(), ids=TABLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_parquet_gives_back_every_cell(form: TableForm, data: st.DataObject) -> None:
    rows = data.draw(rows_of(form))
    out = io.BytesIO()
    write_parquet(out, form, rows)
    table = pq.read_table(io.BytesIO(out.getvalue()))
    assert table.schema.names == [column.name for column in form.columns]
    back = [{name: _as_written(value) for name, value in row.items()} for row in table.to_pylist()]
    assert back == rows


def _as_written(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")'])
def test_words_are_never_run_as_a_formula(words: str) -> None:
    assert csv_of(DATES, [{"uid": "u", "quotation": words}], is_raw=False)[0]["quotation"] == f"'{words}"
    out = io.BytesIO()
    write_xlsx(out, [(DATES, [{"uid": "u", "quotation": words}])])
    sheet = zipfile.ZipFile(io.BytesIO(out.getvalue())).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet.lower()


def test_a_number_below_zero_stays_a_number_in_csv() -> None:
    (row,) = csv_of(TABLES["incidents"], [{"incident": "i1", "latitude": -15.1}], is_raw=False)
    assert row["latitude"] == "-15.1"


def test_a_workbook_has_a_sheet_for_each_table_and_one_about_them() -> None:
    out = io.BytesIO()
    assert write_xlsx(out, [(form, []) for form in TABLES.values()]) == 0
    book = zipfile.ZipFile(io.BytesIO(out.getvalue())).read("xl/workbook.xml").decode()
    assert [name for name in (*TABLES, "about") if f'name="{name}"' not in book] == []


def test_control_characters_do_not_break_a_workbook() -> None:
    out = io.BytesIO()
    write_xlsx(out, [(DATES, [{"uid": "u", "quotation": "a\x00b\x0b\ud800c" + "x" * 40_000}])])
    assert zipfile.ZipFile(io.BytesIO(out.getvalue())).testzip() is None


def test_lone_surrogates_do_not_stop_an_export() -> None:
    for write in (lambda out, rows: write_csv(out, DATES, rows), write_jsonl, lambda out, rows: write_parquet(out, DATES, rows)):
        out = io.BytesIO()
        write(out, [{"uid": "u", "quotation": "a\ud800b"}])
        assert out.getvalue()


def test_a_map_holds_what_has_a_place_and_counts_the_rest() -> None:
    out = io.BytesIO()
    rows: list[Row] = [
        {"incident": "i1", "n_reports": 2, "latitude": -15.1, "longitude": 39.2, "type": "attack"},
        {"incident": "i2", "n_reports": 1, "latitude": None, "longitude": None, "type": "arson"},
    ]
    assert write_geojson(out, rows) == 1
    collection = json.loads(out.getvalue())
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["id"] == "i1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [39.2, -15.1]}
    assert feature["properties"]["type"] == "attack"


def test_an_empty_map_is_one_still() -> None:
    out = io.BytesIO()
    write_geojson(out, [])
    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}


REMINDER = Reminder(
    "0badcafe",
    datetime.date(2024, 6, 30),
    datetime.date(2024, 6, 30),
    "If the drivers are not back by June 30, the terminal; will burn,\x07 " + "and so on " * 40,
    "r1",
    "Leaflets",
    "Island Standard",
    "2024-06-18",
    "https://island.example/leaflets",
    datetime.datetime(2024, 9, 1, 12, tzinfo=datetime.UTC),
)


def test_a_calendar_is_read_back_by_another_program() -> None:
    out = io.BytesIO()
    write_ics(out, [REMINDER])
    calendar = icalendar.Calendar.from_ical(out.getvalue())
    (event,) = calendar.events
    assert event["uid"] == "0badcafe@wiredesk"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (datetime.date(2024, 6, 30), datetime.date(2024, 7, 1))
    assert "the terminal; will burn" in event["description"]
    assert all(len(line) <= 75 for line in out.getvalue().split(b"\r\n"))


def test_the_same_dates_make_the_same_calendar() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_ics(first, [REMINDER])
    write_ics(second, [REMINDER])
    assert first.getvalue() == second.getvalue()


def test_the_last_day_there_is_can_be_watched() -> None:
    from dataclasses import replace

    out = io.BytesIO()
    write_ics(out, [replace(REMINDER, earliest=datetime.date.max, latest=datetime.date.max, url="javascript:alert(1)")])
    (event,) = icalendar.Calendar.from_ical(out.getvalue()).events
    assert "url" not in event


@pytest.mark.parametrize("form", TABLES.values(), ids=TABLES)
def test_every_table_says_what_its_columns_hold(form: TableForm) -> None:
    schema = table_schema(form)
    names = [field["name"] for field in schema["fields"]]
    assert len(set(names)) == len(names)
    assert set(schema["primaryKey"]) <= set(names)
    assert {"quotation", "span_start", "span_end", "report"} <= set(names)
    assert all(field["description"] for field in schema["fields"])
    jsonschema.validate(
        resource(form, "x.csv"),
        {"type": "object", "required": ["name", "path", "schema"], "properties": {"path": {"pattern": "csv$"}}},
    )
