"""Adding in the browser: what may be pasted, dropped and named, and what people see of its reading."""

import gzip
import io
import threading
import zipfile

import pytest
from adding_in_web import CAPTURE, LONG, MAIL, PAGE, added, job_at, sent, token_of, works_of
from fastapi.testclient import TestClient

from wiredesk.desk.desk import Desk
from wiredesk.desk.report_cards import report_card
from wiredesk.errors import SettingError
from wiredesk.web.adding import given_of, lines_of
from wiredesk.web.jobs import Job, JobState
from wiredesk.web.roles import Person, Role


def test_pasted_words_become_a_report_with_its_facts(client: TestClient, desk: Desk) -> None:
    seen = added(client, {"text": CAPTURE})
    assert (seen.state, dict(seen.counts)) == (JobState.DONE, {"filed": 1})
    report = seen.found[0].report
    assert seen.result == (f"/reports/{report}", "Open the report")
    reading = report_card(desk, report).reading
    assert "Four people were killed" in reading.report.article.text
    assert "Subscribe" not in reading.report.article.text
    assert reading.report.source.uri.startswith("pasted text 2024-09-01")
    assert "14 March 2024" in seen.found[0].detail
    assert "1 incident" in seen.found[0].detail


def test_the_reading_is_shown_with_its_date_and_reasons(client: TestClient) -> None:
    seen = added(client, {"text": CAPTURE})
    page = client.get(f"/add/reading/{seen.found[0].report}").text
    assert "14 March 2024" in page
    assert "Incidents" in page
    assert "data-article" in page
    assert 'data-a="i1"' in page
    assert client.get("/add/reading/r999").status_code == 404


def test_a_pasted_page_is_read_as_markup_only_when_asked_for(client: TestClient, desk: Desk) -> None:
    words = "Bomb found on road near Ossana\n\nSoldiers found a bomb on the road near Ossana on Wednesday."
    plain = added(client, {"text": words, "html": PAGE, "kind": "text"})
    marked = added(client, {"text": words, "html": PAGE, "kind": "html"})
    forms = [report_card(desk, one.found[0].report).reading.report.source.media_type for one in (plain, marked)]
    assert forms == ["text/plain", "text/html"]


def test_several_files_are_told_one_by_one(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.html", PAGE)
        archive.writestr("two.eml", MAIL)
        archive.writestr("picture.png", b"\x89PNG\r\n")
    files = [
        ("files", ("capture.txt", CAPTURE.encode(), "text/plain")),
        ("files", ("archive.zip", packed.getvalue(), "application/zip")),
        ("files", ("noise.bin", bytes(range(256)) * 20, "application/octet-stream")),
        ("files", ("same.txt.gz", gzip.compress(CAPTURE.encode()), "application/gzip")),
        ("files", ("again.txt", CAPTURE.encode(), "text/plain")),
    ]
    seen = added(client, files=files)
    assert dict(seen.counts) == {"filed": 4, "refused": 1, "known": 1}
    refused = next(one for one in seen.found if one.mark == "refused")
    assert (refused.words, refused.reason) == ("noise.bin", "binary")
    assert refused.advice
    assert "passed over: 1 × .png file" in seen.words


def test_what_is_on_the_desk_already_leads_to_its_report(client: TestClient) -> None:
    first = added(client, {"text": CAPTURE})
    again = added(client, files=[("files", ("x.txt", CAPTURE.encode(), "text/plain"))])
    assert dict(again.counts) == {"known": 1}
    assert again.found[0].report == first.found[0].report


def test_what_a_person_says_of_a_page_outranks_it(client: TestClient, desk: Desk) -> None:
    said = {"published": "2024-03-16", "address": "https://harbour.example/a", "captured": "2024-03-17T10:30"}
    client.cookies.set("zone", "Africa/Maputo")
    seen = added(client, {"text": CAPTURE, **said})
    report = report_card(desk, seen.found[0].report).reading.report
    assert str(report.published.interval.earliest) == "2024-03-16"  # type: ignore[union-attr]
    assert report.source.url == "https://harbour.example/a"
    assert str(report.source.captured) == "2024-03-17 08:30:00+00:00"


def test_what_is_said_is_for_one_report(client: TestClient) -> None:
    files = [("files", ("a.txt", b"a", "text/plain")), ("files", ("b.txt", b"b", "text/plain"))]
    answer = sent(client, {"published": "2024-03-16"}, files)
    assert answer.status_code == 400
    assert "one report" in answer.text
    seen = added(client, {"published": "2024-03-16"}, [("files", ("a.zip", b"PK\x05\x06" + bytes(18), "application/zip"))])
    assert seen.found[0].reason == "several"


@pytest.mark.parametrize(
    "wrong",
    [{"published": "16 March"}, {"published": "20240316"}, {"address": "/etc/passwd"}, {"address": "ftp://a.example/b"},
     {"captured": "noon"}, {"captured": "9999-12-31T23:59:59-23:00"}, {"address": "https://"}],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(client: TestClient, wrong: dict[str, str]) -> None:
    answer = sent(client, {"text": CAPTURE, **wrong})
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.text


def test_nothing_is_refused(client: TestClient) -> None:
    assert sent(client, {"text": " \n"}).status_code == 400


def test_a_script_gets_the_card_of_the_job_alone(client: TestClient) -> None:
    headers = {"hx-request": "true", "x-wiredesk-token": token_of(client)}
    answer = client.post("/add", data={"text": CAPTURE}, files=[("files", ("", b""))], headers=headers)
    assert answer.status_code == 202
    assert answer.text.lstrip().startswith('<article class="card job"')
    wrong = client.post("/add", data={"published": "x"}, files=[("files", ("", b""))], headers=headers)
    assert wrong.status_code == 400
    assert wrong.headers["hx-retarget"] == "#notices"


def test_adding_wants_the_token(client: TestClient) -> None:
    assert client.post("/add", data={"text": CAPTURE}).status_code == 403
    assert works_of(client).jobs.seen_by(Person(works_of(client).desk.who, Role.ADMIN)) == []


def test_a_job_tells_its_news_piece_by_piece(client: TestClient) -> None:
    answer = sent(client, {"text": CAPTURE})
    job = job_at(client, answer.headers["location"])
    assert job.wait(60)
    whole = client.get(f"/jobs/{job.id}").text
    assert "filed" in whole
    assert f"/reports/{job.seen().found[0].report}" in whole
    news = client.get(f"/jobs/{job.id}/news?after=0").text
    assert f'hx-swap-oob="beforeend:#{job.id}-found"' in news
    assert f'hx-swap-oob="delete:#{job.id}-cancel"' in news
    assert 'hx-trigger="load delay' not in news
    later = client.get(f"/jobs/{job.id}/news?after=1").text
    assert "beforeend" not in later
    assert job.id in client.get("/jobs").text
    assert job.id in client.get("/add").text


def test_no_job_of_that_name_is_said_in_words(client: TestClient) -> None:
    assert client.get("/jobs/j0123456789abcdef").status_code == 404
    assert client.get("/jobs/j1").status_code == 404


def test_an_empty_day_teaches_what_comes_next(client: TestClient) -> None:
    assert 'href="/add"' in client.get("/jobs").text


def test_addresses_are_lines() -> None:
    assert lines_of(" https://a.example/1 \n\n# two\nb.example/2\r\n") == ("https://a.example/1", "b.example/2")
    with pytest.raises(SettingError):
        lines_of("https://a.example/\n" * 501)
    with pytest.raises(SettingError):
        lines_of("https://a.example/" + "x" * 2_000)


def test_a_moment_is_one_of_the_readers_zone() -> None:
    assert str(given_of(captured="2024-07-01T12:00", zone="Europe/Paris").captured) == "2024-07-01 10:00:00+00:00"
    assert str(given_of(captured="2024-07-01T12:00Z", zone="Europe/Paris").captured) == "2024-07-01 12:00:00+00:00"


def test_a_job_is_cancelled_from_its_page(client: TestClient) -> None:
    began = threading.Event()

    def work(job: Job) -> None:
        began.set()
        job.pause(3_600)

    works = works_of(client)
    job = works.jobs.start("add", "A long list", Person(works.desk.who, Role.ADMIN), work)
    assert began.wait(LONG)
    page = client.get(f"/jobs/{job.id}").text
    assert f'action="/jobs/{job.id}/cancel"' in page
    assert '<meta http-equiv="refresh"' in page
    assert client.post(f"/jobs/{job.id}/cancel").status_code == 403
    token = token_of(client, f"/jobs/{job.id}")
    assert client.post(f"/jobs/{job.id}/cancel", data={"token": token}).status_code == 303
    assert job.wait(LONG)
    assert "cancelled" in client.get(f"/jobs/{job.id}").text
