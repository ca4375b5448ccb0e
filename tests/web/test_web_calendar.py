"""Claims about the calendar: a month tells what is announced and what happened, and programs can subscribe to it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from web_works import works_on

from wiredesk.desk.desk import Desk
from wiredesk.web.app import create_app
from wiredesk.web.days import coming_words, month_of


@pytest.fixture
def early(desk: Desk) -> Desk:
    return replace(desk, clock=lambda: datetime(2024, 6, 20, 9, tzinfo=UTC))


def test_a_month_tells_announced_days_with_their_sentences_and_incidents(client: TestClient) -> None:
    page = client.get("/calendar?month=2024-06").text
    assert "June 2024" in page
    assert "If the drivers are not back by June 30" in page.replace("&#34;", '"')
    assert 'href="#d2024-06-30"' in page
    assert 'id="d2024-06-30"' in page
    assert "Attack in Batangas" in page


def test_without_a_month_the_nearest_with_something_is_shown(client: TestClient) -> None:
    page = client.get("/calendar").text
    assert "August 2024" in page
    assert "Nothing lies in September 2024" in page


def test_an_empty_calendar_teaches_the_next_step(empty_client: TestClient) -> None:
    page = empty_client.get("/calendar").text
    assert 'href="/add"' in page
    assert "September 2024" in page


@pytest.mark.parametrize("month", ["2024", "2024-13", "0000-00", "x", "2024-06-01", "<b>"])
def test_what_is_no_month_is_refused(client: TestClient, month: str) -> None:
    assert client.get("/calendar", params={"month": month}).status_code == 422


@pytest.mark.parametrize("month", ["0000-01", "0001-01", "9999-12"])
def test_the_ends_of_time_can_be_looked_at(client: TestClient, month: str) -> None:
    assert client.get("/calendar", params={"month": month}).status_code == 200


def test_programs_can_subscribe(early: Desk) -> None:
    with TestClient(create_app(works_on(early))) as client:
        for path in ("/calendar.ics", "/api/v1/calendar.ics"):
            answer = client.get(path)
            assert answer.headers["content-type"].startswith("text/calendar")
            events = Calendar.from_ical(answer.text).walk("VEVENT")
            assert {str(event.decoded("dtstart")) for event in events} >= {"2024-06-30", "2024-08-15"}
            assert len({str(event["uid"]) for event in events}) == len(events) >= 2
        assert client.get("/calendar.ics").text == client.get("/calendar.ics").text


def test_the_api_lists_dates_with_their_reports(client: TestClient) -> None:
    told = client.get("/api/v1/dates", params={"since": "2024-06-01", "days": 60}).json()["items"]
    assert told[0]["earliest"] == "2024-06-30"
    assert told[0]["named"][0]["report"] == "r1"
    assert any("June 30" in sentence for sentence in told[0]["named"][0]["sentences"])
    assert client.get("/api/v1/dates", params={"since": "2025-01-01"}).json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-06-20", "today"), ("2024-06-21", "tomorrow"), ("2024-06-29", "in 9 days"), ("2024-06-01", "under way")],
)
def test_how_near_a_day_is(day: str, words: str) -> None:
    assert coming_words(day, datetime(2024, 6, 20, tzinfo=UTC).date()) == words


def test_months_lie_beside_each_other() -> None:
    month = month_of("2024-12", datetime(2024, 6, 20, tzinfo=UTC).date())
    assert (month.beside(1).key, month.beside(-12).key, month.last.day) == ("2025-01", "2023-12", 31)
    assert {len(week) for week in month.weeks} == {7}


@pytest.mark.chromium
def test_months_go_by_keys(site: str, window: Any) -> None:
    window.goto(f"{site}/calendar?month=2024-05")
    window.keyboard.press("]")
    window.get_by_role("heading", name="June 2024").first.wait_for()
    window.keyboard.press("[")
    window.get_by_role("heading", name="May 2024").first.wait_for()
