"""What all of the HTTP API has in common: its description, one shape of errors, what is refused everywhere, adding, jobs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from adding_in_web import CAPTURE, LONG, PAGE, job_at, token_of
from fastapi.testclient import TestClient

from wiredesk.desk.desk import Desk
from wiredesk.desk.report_cards import report_card


def schema(client: TestClient) -> dict[str, Any]:
    """Return the description of the API."""
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def post(client: TestClient, address: str, **more: Any) -> Any:
    """Post as a page's script does, with its token."""
    return client.post(address, headers={"x-wiredesk-token": token_of(client), **more.pop("headers", {})}, **more)


# -- the description ---------------------------------------------------------------------------------------------------


def test_every_operation_is_described(client: TestClient) -> None:
    told = schema(client)
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len(operations) > 20
    ids = [one["operationId"] for one in operations]
    assert len(ids) == len(set(ids))
    for one in operations:
        assert len(one["summary"].split()) >= 3, one["operationId"]
        assert one["tags"]
        assert {"401", "403", "413", "415", "422", "429"} <= one["responses"].keys()
        assert ":raises" not in one["description"]


def test_every_parameter_is_bounded(client: TestClient) -> None:
    for path, methods in schema(client)["paths"].items():
        for one in (part for method in methods.values() for part in method.get("parameters", ())):
            for part in _parts(one["schema"]):
                assert _is_bounded(part), f"{path}: {one['name']}"


def _parts(shape: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [part for one in shape.get("anyOf", [shape]) for part in ([one["items"]] if one.get("type") == "array" else [one])]
    return [part for part in parts if part.get("type") != "null"]


def _is_bounded(part: dict[str, Any]) -> bool:
    if "$ref" in part or "enum" in part or "const" in part or part.get("type") == "boolean" or "format" in part:
        return True
    if part["type"] in ("integer", "number"):
        return all({end, f"exclusive{end.capitalize()}"} & part.keys() for end in ("minimum", "maximum"))
    return "maxLength" in part or "pattern" in part


def test_every_path_carries_its_resource_as_tag(client: TestClient) -> None:
    for methods in schema(client)["paths"].values():
        for one in methods.values():
            assert all(isinstance(tag, str) and tag for tag in one["tags"])


def test_every_shape_has_a_name_of_its_own(client: TestClient) -> None:
    assert not [name for name in schema(client)["components"]["schemas"] if "__" in name]  # two shapes of one name


def test_the_docs_are_a_page_of_our_own(client: TestClient) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for path, methods in schema(client)["paths"].items():
        assert path in page.text
        assert all(one["operationId"] in page.text for one in methods.values())
    assert "curl" in page.text
    assert "https://cdn" not in page.text


def _calls() -> list[tuple[str, str, str | None]]:
    """Return the calls that the page of the documentation shows: method, address, JSON body."""
    page = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in (one for one in page.splitlines() if one.startswith("curl ")):
        address = re.search(r'"\$DESK(/[^"]*)"', line)
        body = re.search(r"-d '([^']*)'", line)
        assert address is not None, line
        if " -F " not in line:
            found.append(("POST" if body else "GET", address[1], body[1] if body else None))
    return found


@pytest.mark.parametrize(("method", "address", "body"), _calls())
def test_the_calls_of_the_documentation_are_answered(client: TestClient, method: str, address: str, body: str | None) -> None:
    headers = {"x-wiredesk-token": token_of(client)} | ({"content-type": "application/json"} if body else {})
    answer = client.request(method, address, content=body, headers=headers)
    is_absent = answer.status_code == 404 and answer.json()["error"]["code"] == "not_on_desk"
    assert is_absent or answer.status_code < 300, answer.text


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("GET", "/api/v2/reports", 404, "not_found"),
        ("DELETE", "/api/v1/jobs", 405, "method_not_allowed"),
        ("GET", "/api/v1/jobs/j0000000000000000", 404, "not_on_desk"),
        ("GET", "/api/v1/jobs/1", 422, "wrong_value"),
        ("GET", "/api/v1/jobs?limit=0", 422, "wrong_value"),
        ("GET", "/api/v1/jobs?limit=99999999999999999999999", 422, "wrong_value"),
        ("GET", "/api/v1/jobs?cursor=", 422, "wrong_value"),
        ("GET", "/api/v1/jobs?cursor=%00", 422, "wrong_value"),
        ("GET", "/api/v1/jobs?%00=x", 422, "wrong_value"),
        ("GET", "/api/v1/jobs/j%00", 422, "wrong_value"),
    ],
)
def test_every_error_has_one_shape(client: TestClient, method: str, address: str, status: int, code: str) -> None:
    answer = client.request(method, address, headers={"x-wiredesk-token": token_of(client)})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"]["message"]


def test_a_wrong_method_is_told_all_that_the_address_answers(client: TestClient) -> None:
    answer = client.request("DELETE", "/api/v1/reports", headers={"x-wiredesk-token": token_of(client)})
    assert "POST" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422), (b"", 422), (b"null", 422), (b"[]", 422), (b"[" * 100_000, 422), (b'{"text": "a"', 422), (b"\xff\xfe", 422),
        (b'{"text": 1}', 422), (b'{"text": ""}', 422), (b'{"text": " "}', 422), (b'{"text": "a", "html": "b"}', 422),
        (b'{"text": "a", "more": 1}', 422), (b'{"text": "a\\u0000b"}', 422), (b'{"text": "\\ud800"}', 422),
        (b'{"\\ud800": 1}', 422),
        (b'{"text": "a", "published": 0}', 422), (b'{"text": "a", "published": "20240101"}', 422),
        (b'{"text": "a", "captured": "2024-01-01T10:00"}', 422), (b'{"text": "a", "address": "/etc/passwd"}', 422),
        (b'{"text": "a", "address": "http://[::1"}', 400), (b'{"url": "file:///etc/passwd"}', 422),
        (b'{"url": "/etc/passwd"}', 422),
        (b'{"text": NaN}', 422), (b'{"text": 1e999}', 422), (b'{"text": ' + b"9" * 10_000 + b"}", 422),
    ],
)  # fmt: skip
def test_a_wrong_body_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = post(client, "/api/v1/reports", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_kind_is_refused(client: TestClient, kind: str) -> None:
    answer = post(client, "/api/v1/reports", content=b'{"text": "a"}', headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "wrong_media_type")


def test_a_json_body_cannot_be_forged_by_another_site(client: TestClient) -> None:
    assert client.post("/api/v1/reports", json={"text": CAPTURE}).status_code == 403


def test_nul_and_half_characters_are_refused_in_forms_of_pages_too(client: TestClient) -> None:
    for words in ("a%00b",):
        data = f"token={token_of(client)}&text={words}"
        answer = client.post("/add", content=data, headers={"content-type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 422
    assert client.get("/search?q=%00").status_code == 422
    headers = {"content-type": "multipart/form-data; boundary=b; charset=utf-7", "x-wiredesk-token": token_of(client)}
    body = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--b--\r\n'
    assert client.post("/add", content=body, headers=headers).status_code in (400, 415, 422)


# -- adding and jobs ---------------------------------------------------------------------------------------------------


def read_by(client: TestClient, answer: Any) -> dict[str, Any]:
    """Wait for the job that an answer names, and return it as the API tells it."""
    assert answer.status_code == 202, answer.text
    assert job_at(client, answer.headers["location"]).wait(LONG)
    told: dict[str, Any] = client.get(answer.headers["location"]).json()
    assert told["state"] == "done"
    return told


def test_words_are_added_and_told_by_their_job(client: TestClient, desk: Desk) -> None:
    body = {"text": CAPTURE, "published": "2024-03-16", "address": "https://harbour.example/a"}
    told = read_by(client, post(client, "/api/v1/reports", json=body))
    assert (told["counts"], told["of"]) == ({"filed": 1}, 1)
    report = told["pieces"][0]["report"]
    assert told["result"]["address"] == f"/reports/{report}"
    published = report_card(desk, report).reading.report.published.interval
    assert str(published.earliest) == "2024-03-16"  # type: ignore[union-attr]


def test_what_is_known_is_answered_at_once(client: TestClient) -> None:
    first = read_by(client, post(client, "/api/v1/reports", json={"text": CAPTURE}))
    again = post(client, "/api/v1/reports", json={"text": CAPTURE})
    assert (again.status_code, again.json()) == (200, {"report": first["pieces"][0]["report"]})


def test_a_file_is_added_with_what_is_said_of_it(client: TestClient, desk: Desk) -> None:
    files = {"file": ("../story.html", PAGE.encode(), "text/html")}
    answer = post(
        client, "/api/v1/reports", files=files, data={"published": "2024-05-03", "captured": "2024-05-04T01:00:00+02:00"}
    )
    report = report_card(desk, read_by(client, answer)["pieces"][0]["report"]).reading.report
    assert report.source.uri == "story.html"
    assert str(report.source.captured) == "2024-05-03 23:00:00+00:00"


@pytest.mark.parametrize("data", [{"published": "x"}, {"published": ""}, {"captured": "2024-05-04"}, {"strange": "1"}])
def test_a_form_that_says_what_cannot_be_is_refused(client: TestClient, data: dict[str, str]) -> None:
    answer = post(client, "/api/v1/reports", files={"file": ("a.html", PAGE.encode(), "text/html")}, data=data)
    assert answer.status_code == 422


def test_a_form_without_one_file_is_refused(client: TestClient) -> None:
    two = [("file", ("a.html", b"a", "text/html")), ("file", ("b.html", b"b", "text/html"))]
    assert post(client, "/api/v1/reports", files=two).status_code == 422
    assert post(client, "/api/v1/reports", files={"file": (None, b"no file")}).status_code == 422


def test_jobs_are_listed_by_pages(client: TestClient) -> None:
    for number in range(3):
        read_by(client, post(client, "/api/v1/reports", json={"text": f"{CAPTURE}\n{number}"}))
    first = client.get("/api/v1/jobs?limit=2").json()
    rest = client.get(f"/api/v1/jobs?limit=2&cursor={first['next']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 3


def test_a_job_that_is_over_stays_as_it_is_when_cancelled(client: TestClient) -> None:
    told = read_by(client, post(client, "/api/v1/reports", json={"text": CAPTURE}))
    answer = post(client, f"/api/v1/jobs/{told['id']}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "done")


def test_the_description_is_valid_json_of_its_version(client: TestClient) -> None:
    told = schema(client)
    assert told["openapi"].startswith("3.1")
    assert json.loads(json.dumps(told)) == told
    assert told["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
