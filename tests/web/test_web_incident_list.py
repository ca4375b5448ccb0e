"""Claims about the list of incidents: newest first, filtered by its address, paged without gaps."""

import pytest
from fastapi.testclient import TestClient


def ids(client: TestClient, **asked: object) -> list[str]:
    answer = client.get("/api/v1/incidents", params=asked)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


def test_the_list_holds_each_incident_once_the_newest_told_first(client: TestClient) -> None:
    items = client.get("/api/v1/incidents").json()["items"]
    days = [one["last_told"] for one in items]
    assert days == sorted(days, reverse=True)
    assert len({one["id"] for one in items}) == len(items) == 6
    garoua = next(one for one in items if one["id"] == "i8")
    assert (garoua["killed"], garoua["n_reports"], garoua["country"]) == ({"least": 4, "most": 6, "is_open": False}, 5, "CM")


def test_filters_hold_together(client: TestClient) -> None:
    assert ids(client, type="bombing") == ["i8"]
    assert set(ids(client, type=["bombing", "kidnapping"])) == {"i8", "i13", "i17"}
    assert ids(client, country="MZ", type="bombing") == []
    assert set(ids(client, stage="threatened")) == {"i1", "i3"}
    assert set(ids(client, **{"from": "2024-05", "to": "2024-06"})) == {"i1", "i13", "i17"}


def test_an_incident_is_found_by_what_an_older_report_tells(client: TestClient) -> None:
    """The newest report of the Batangas fire tells the deed; that it was threatened stands in an older one."""
    assert "i1" in ids(client, stage="threatened")
    assert "i1" in ids(client, stage="accomplished")


def test_pages_leave_no_gap(client: TestClient) -> None:
    found: list[str] = []
    cursor = None
    while True:
        told = client.get("/api/v1/incidents", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        found += [one["id"] for one in told["items"]]
        cursor = told["next"]
        if cursor is None:
            break
    assert found == ids(client)


def test_the_page_shows_filters_downloads_and_pictures(client: TestClient) -> None:
    page = client.get("/incidents?type=bombing&from=2024").text
    assert 'aria-current="true"' in page
    assert "Bombing in Garoua" in page
    assert "Attack in Bunia" not in page
    assert "/export/incidents.csv?type=bombing&amp;from=2024&amp;incident_date=1" in page
    assert "They say nothing on the status of any territory." in page
    assert "Take all filters off" in page


def test_no_match_and_no_incident_teach_the_next_step(client: TestClient, empty_client: TestClient) -> None:
    assert "No incident is like that" in client.get("/incidents?country=FR").text
    assert "No incident yet" in empty_client.get("/incidents").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("type=x", 422),
        ("country=xx", 422),
        ("from=2024-99", 400),
        ("from=yesterday", 422),
        ("before=x", 422),
        ("type=&from=", 200),
    ],
)
def test_rubbish_is_refused(client: TestClient, asked: str, status: int) -> None:
    assert client.get(f"/incidents?{asked}").status_code == status


def test_a_wrong_cursor_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/incidents?cursor=2024").status_code == 404
    assert client.get("/api/v1/incidents?cursor=9999-99-99.1.1").status_code == 200
