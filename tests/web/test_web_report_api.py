"""Reports over the API: lists by cursor, facts by address, words in which all spans count."""

from typing import Any

from fastapi.testclient import TestClient

from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import rule_on_report

ROOT = "/api/v1/reports"


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(ROOT + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_reports_are_listed_newest_first_and_paged_without_gap(client: TestClient) -> None:
    whole = [one["id"] for one in get(client, "")["items"]]
    assert whole == [f"r{number}" for number in range(15, 0, -1)]
    paged, after = [], None
    while True:
        told = get(client, "", limit=4, **({"after": after} if after else {}))
        paged += [one["id"] for one in told["items"]]
        after = told["next"]
        if after is None:
            break
    assert paged == whole


def test_removed_reports_are_not_listed(client: TestClient, desk: Desk) -> None:
    from wiredesk.desk.removing import remove_report

    remove_report(desk, 15, reason="asked by the outlet", is_squeezed=False)
    assert get(client, "")["items"][0]["id"] == "r14"
    assert client.get(f"{ROOT}/r15").status_code == 404


def test_a_report_is_given_whole_with_rulings_in_it(client: TestClient, desk: Desk) -> None:
    rule_on_report(desk, 1, [lambda maker: maker.title("Another title")])
    told = get(client, "/r1")
    assert told["report"]["schema"] == "wiredesk.report/1"
    assert told["report"]["article"]["title"] == "Another title"
    assert [one["action"] for one in told["rulings"]] == ["title"]


def test_spans_of_facts_count_in_the_text(client: TestClient) -> None:
    for number in (1, 3, 9, 11):
        text = get(client, f"/r{number}/text")
        facts = get(client, f"/r{number}/facts")
        assert facts["next"] is None
        times = [one for one in facts["items"] if one["kind"] == "time" and one["field"] is None]
        assert times
        for one in times:
            start, end = one["spans"][0]
            assert " ".join(text["text"][start:end].split()) == one["words"]
        assert all(text["text"][start:end].strip() for start, end in text["paragraphs"])


def test_marks_and_what_was_taken_out_are_told(client: TestClient, desk: Desk) -> None:
    rule_on_report(desk, 1, [lambda maker: maker.accept("i1.stage"), lambda maker: maker.reject("s1")])
    told = get(client, "/r1/facts")
    marks = {one["address"]: one["mark"]["verdict"] for one in told["items"] if one["mark"]}
    assert marks == {"i1.stage": "accepted"}
    assert [(one["address"], one["is_gone"], one["who"]) for one in told["taken_out"]] == [("s1", True, "Ana Coder")]


def test_facts_are_paged_and_empty_fields_left_out_unless_wanted(client: TestClient) -> None:
    whole = get(client, "/r3/facts")["items"]
    first = get(client, "/r3/facts", limit=10)
    rest = get(client, "/r3/facts", limit=5000, after=first["next"])
    assert first["items"] + rest["items"] == whole
    assert len(get(client, "/r3/facts", empty=True)["items"]) > len(whole)


def test_changes_and_origin(client: TestClient) -> None:
    assert get(client, "/r9/changes") == {"id": "r9", "previous": "r8", "changes": []}
    origin = get(client, "/r1/text")["origin"]
    assert origin
    assert all(b[1] - b[0] == a[1] - a[0] for a, b in ((one["text"], one["source"]) for one in origin))
    assert get(client, "/r2/text")["origin"] is None


def test_wrong_values_are_refused_in_the_one_shape(client: TestClient) -> None:
    for path in ("?limit=0", "?limit=201", "?after=0", "?after=x", "/r0", "/i1", "/r1/facts?limit=9999", "/r1/facts?after=-1"):
        answer = client.get(ROOT + path)
        assert answer.status_code == 422, path
        assert answer.json()["error"]["code"] == "wrong_value"
    assert client.get(f"{ROOT}/r999").json()["error"]["code"] == "not_on_desk"
