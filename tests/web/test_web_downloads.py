"""Downloads: just the rows that are filtered, in each format, each with its words; nothing of a report runs or names a file."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from wiredesk.desk.desk import Desk
from wiredesk.desk.exporting_files import FORMATS
from wiredesk.desk.finding import Question, find
from wiredesk.desk.ids import parse_id
from wiredesk.desk.ruled import effective_reading
from wiredesk.export.tables import TABLES


def rows(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_comes_in_each_format_that_can_hold_it(client: TestClient, table: str) -> None:
    n_rows = len(rows(client, f"/export/{table}.jsonl"))
    for name, form in FORMATS.items():
        answer = client.get(f"/export/{table}.{name}")
        if table not in form.tables:
            assert answer.status_code == 400
            continue
        assert answer.headers["content-disposition"] == f'attachment; filename="wiredesk-{table}.{name}"'
        assert answer.headers["content-type"] == form.media_type
        assert answer.headers["x-content-type-options"] == "nosniff"
        if name == "csv":
            assert len(list(csv.DictReader(io.StringIO(answer.text, newline="")))) == n_rows
            assert f"/export/{table}.schema.json" in answer.headers["link"]
        if name == "parquet":
            assert pq.read_table(io.BytesIO(answer.content)).num_rows == n_rows
        if name == "xlsx":
            assert f'name="{table}"' in zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/workbook.xml").decode()


QUESTIONS = {
    "q=bus+station": Question(words="bus station"),
    "type=kidnapping": Question(types=("kidnapping",)),
    "type=bombing&stage=accomplished&country=CM": Question(types=("bombing",), stages=("accomplished",), countries=("CM",)),
    "place=Mozambique": Question(place="Mozambique"),
    "q=police&type=&from=&to=&near=": Question(words="police"),
}


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_download_holds_just_the_reports_that_the_search_finds(client: TestClient, desk: Desk, asked: str) -> None:
    found = {one.id for one in find(desk, _all(QUESTIONS[asked])).found}
    assert found
    assert {row["report"] for row in rows(client, f"/export/reports.jsonl?{asked}")} == found
    assert {row["report"] for row in rows(client, f"/export/statements.jsonl?{asked}")} <= found
    assert {row["report"] for row in rows(client, f"/export/crosswalk.jsonl?{asked}")} <= found


def _all(question: Question) -> Question:
    return replace(question, is_folded=False, limit=500)


def test_incidents_of_a_search_meet_what_it_asks_of_incidents(client: TestClient) -> None:
    found = rows(client, "/export/incidents.jsonl?type=bombing&country=CM")
    assert {(row["type"], row["country"]) for row in found} == {("bombing", "CM")}
    assert len(found) < len(rows(client, "/export/incidents.jsonl"))


@pytest.mark.parametrize(
    "asked", ["", "type=bombing", "type=kidnapping&country=MZ", "from=2024-03&to=2024-05", "stage=threatened"]
)
def test_the_list_of_incidents_downloads_just_its_incidents(client: TestClient, asked: str) -> None:
    listed = set(re.findall(r'href="/incidents/(i\d+)"', client.get(f"/incidents?{asked}").text.split("<main")[1]))
    text = client.get(f"/incidents?{asked}").text
    address = unescape(re.search(r'href="(/export/incidents.jsonl[^"]*)"', text)[1])  # type: ignore[index]
    assert {row["incident"] for row in rows(client, address)} == listed
    walk = rows(client, address.replace("incidents.jsonl", "crosswalk.jsonl"))
    assert walk == [row for row in rows(client, "/export/crosswalk.jsonl") if row["incident"] in listed]
    reports = rows(client, address.replace("incidents.jsonl", "reports.jsonl"))
    assert {row["report"] for row in reports} == {row["report"] for row in walk}


def test_the_calendar_downloads_the_dates_of_its_month(client: TestClient) -> None:
    text = client.get("/calendar?month=2024-08").text
    address = unescape(re.search(r'href="(/export/dates.jsonl[^"]*)"', text)[1])  # type: ignore[index]
    assert rows(client, address) == rows(client, "/export/dates.jsonl?first=2024-08&last=2024-08")
    assert rows(client, address)


@pytest.mark.parametrize("page", ["/incidents/i1", "/reports/r1", "/entities/e1", "/search?q=police", "/sources", "/"])
def test_every_file_that_a_page_offers_can_be_had(client: TestClient, page: str) -> None:
    addresses = {unescape(one) for one in re.findall(r'href="(/export/[^"]+)"', client.get(page).text)}
    assert len(addresses) > 4
    for one in sorted(addresses):
        assert client.get(one).status_code == 200, one


def test_an_incident_downloads_all_that_its_reports_say_of_it(client: TestClient) -> None:
    whole = rows(client, "/export/incidents.jsonl")
    one = max(whole, key=lambda row: row["n_reports"])["incident"]
    assert [row["incident"] for row in rows(client, f"/export/incidents.jsonl?incident={one}")] == [one]
    walk = [row for row in rows(client, "/export/crosswalk.jsonl") if row["incident"] == one]
    assert rows(client, f"/export/crosswalk.jsonl?incident={one}") == walk
    reports = {row["report"] for row in walk}
    assert {row["report"] for row in rows(client, f"/export/reports.jsonl?incident={one}")} == reports


def test_an_entity_downloads_its_own_mentions_and_statements(client: TestClient) -> None:
    every = [row for row in rows(client, "/export/statements.jsonl") if row["speaker_entity"]]
    speaker = every[0]["speaker_entity"]
    own = rows(client, f"/export/statements.jsonl?entity={speaker}")
    assert [row for row in every if row["speaker_entity"] == speaker] == [row for row in own if row["speaker_entity"] == speaker]
    assert {row["entity"] for row in rows(client, f"/export/entities.jsonl?entity={speaker}")} == {speaker}


def test_dates_can_be_chosen_by_their_days(client: TestClient) -> None:
    every = rows(client, "/export/dates.jsonl")
    some = rows(client, "/export/dates.jsonl?first=2024-08&last=2024-08")
    assert some == [row for row in every if row["latest"] >= "2024-08-01" and row["earliest"] <= "2024-08-31"]
    assert 0 < len(some) < len(every)
    calendar = client.get("/export/dates.ics?first=2024-08&last=2024-08").text
    assert calendar.count("BEGIN:VEVENT") == len(some)  # days that have passed too, as in the other formats


def test_every_quotation_of_a_download_stands_where_its_span_says(client: TestClient, desk: Desk) -> None:
    with desk.store.reading() as on:
        for row in rows(client, "/export/values.jsonl?type=bombing"):
            text = effective_reading(on, parse_id(row["report"], "report")).report.article.text
            assert row["quotation"] == text[row["span_start"] : row["span_end"]]


def test_a_name_that_nobody_has_gives_an_empty_file_with_its_head(client: TestClient) -> None:
    answer = client.get("/export/reports.csv?who=Nobody+Of+This+Name")
    assert answer.text.splitlines() == [",".join(column.name for column in TABLES["reports"].columns)]


def test_a_workbook_holds_the_tables_that_are_named(client: TestClient) -> None:
    answer = client.get("/export/tables.xlsx?table=incidents&table=values&incident=i1")
    book = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/workbook.xml").decode()
    assert [name for name in TABLES if f'name="{name}"' in book] == ["incidents", "values"]


@pytest.mark.parametrize(
    "address",
    [
        "/export/passwords.csv", "/export/incidents.exe", "/export/../desk.db", "/export/incidents.ics", "/export/tables.csv",
        "/export/reports.geojson", "/export/incidents.csv?incident=../../x", "/export/incidents.csv?from=2024-13",
        "/export/incidents.csv?incident=i999999", "/export/files/j0000000000000000", "/export/incidents.csv?near=99,200",
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_refused_and_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (400, 404, 422)
    assert "content-disposition" not in answer.headers


def test_a_large_export_is_left_to_a_job_that_leads_to_its_file(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiredesk.web.routes.downloads.MOST_AT_ONCE", 3)
    at_once = client.get("/export/reports.csv?report=r1&report=r2")
    assert at_once.status_code == 200
    answer = client.get("/export/reports.csv")
    assert answer.status_code == 303
    job_id = answer.headers["location"].removeprefix("/jobs/")
    works = client.app.state.works  # type: ignore[attr-defined]
    job = works.jobs.job(job_id, next(iter(works.jobs._jobs.values())).person)
    assert job.wait(30)
    address, _ = job.seen().result
    told = client.get(address)
    assert told.headers["content-disposition"] == 'attachment; filename="wiredesk-reports.csv"'
    monkeypatch.undo()
    assert told.text == client.get("/export/reports.csv").text


def test_words_of_a_hostile_report_are_no_formula_in_a_csv(client: TestClient, desk: Desk) -> None:
    report = next(row["report"] for row in rows(client, "/export/reports.jsonl") if row["outlet"])
    with desk.store.writing() as on:
        on.exec_driver_sql("UPDATE report SET title = '=HYPERLINK(\"http://x.example\")'")
        on.exec_driver_sql("UPDATE outlet SET name = '＝1+1'")
    (row,) = csv.DictReader(io.StringIO(client.get(f"/export/reports.csv?report={report}").text, newline=""))
    assert row["title"].startswith("'=")
    assert row["outlet"] == "'＝1+1"


def test_the_schema_names_the_columns(client: TestClient) -> None:
    told = client.get("/export/incidents.schema.json").json()
    assert [one["name"] for one in told["fields"]] == [column.name for column in TABLES["incidents"].columns]


def test_an_empty_desk_gives_empty_files(empty_client: TestClient) -> None:
    assert rows(empty_client, "/export/incidents.jsonl") == []
    assert json.loads(empty_client.get("/export/incidents.geojson").text)["features"] == []


def test_the_list_of_entities_downloads_the_type_that_it_shows(client: TestClient) -> None:
    shown = client.get("/entities?type=place").text
    assert "/export/entities.csv?entity_type=place" in shown
    rows = list(csv.DictReader(io.StringIO(client.get("/export/entities.csv?entity_type=place").text)))
    assert {row["type"] for row in rows} == {"place"}
    assert all(row["quotation"] for row in rows)
