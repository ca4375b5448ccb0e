"""The page of a report: words beside facts, dates apart, rulings and undo, what is hostile stays words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from web_people import client_of, people_on, session_of
from web_works import works_on

from made_reports import Told
from made_stories import BOMBING, HARROW, STORY, UPDATE, filed
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.desk.ruled import ruled_reading
from wiredesk.desk.ruling import rule_on_report
from wiredesk.web.app import create_app

_FORMS = ("rule", "title", "published", "reread", "remove")
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def token(client: TestClient) -> str:
    found = TOKEN.search(client.get("/reports/r1").text)
    assert found
    return found[1]


def post(client: TestClient, path: str, **fields: str) -> str:
    """Send a form and return where it leads."""
    answer = client.post(path, data={"token": token(client), **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


class Words(HTMLParser):
    """Gather the words of the article's paragraphs, and of its marked segments by their addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[tuple[int, str]] = []
        self.lit: dict[str, str] = {}
        self._in_paragraph = False
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "p" and "data-start" in told:
            self._in_paragraph = True
            self.paragraphs.append((int(told["data-start"] or 0), ""))
        elif tag == "span" and self._in_paragraph:
            self._addresses = (told["data-a"] or "").split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._in_paragraph = False
        elif tag == "span":
            self._addresses = []

    def handle_data(self, data: str) -> None:
        if self._in_paragraph:
            start, words = self.paragraphs[-1]
            self.paragraphs[-1] = (start, words + data)
            for address in self._addresses:
                self.lit[address] = self.lit.get(address, "") + data


def test_the_page_holds_the_article_character_for_character(client: TestClient, desk: Desk) -> None:
    for number in range(1, 16):
        found = Words()
        found.feed(client.get(f"/reports/r{number}").text)
        with desk.store.reading() as on:
            reading = ruled_reading(on, number).reading
        text = reading.report.article.text
        assert found.paragraphs
        for start, words in found.paragraphs:
            assert text[start : start + len(words)] == words
        for incident in reading.incidents:
            assert found.lit[incident.id] == "".join(span.cut(text) for span in incident.evidence)


def test_published_captured_and_told_of_stand_apart(client: TestClient) -> None:
    page = client.get("/reports/r1").text
    dates = page[page.index('<dl class="dates">') : page.index("</dl>")]
    labels = re.findall(r"</svg>(\w[\w ]*)</dt>", dates)
    assert labels == ["Published", "Captured", "Tells of"]
    assert "18 June 2024" in dates.split("Captured")[0]
    assert "30 June 2024" in dates.split("Tells of")[1]


def test_accepting_a_fact_marks_it_and_can_be_undone(client: TestClient, desk: Desk) -> None:
    to = post(client, "/reports/r1/rule?act=accept&at=i1")
    assert to == "/reports/r1?ruled=n1#f-i1"
    page = client.get(to).text
    assert "Accepted by Ana Coder" in page
    assert 'value="n1"' in page
    post(client, "/reports/r1/undo", ruling="n1")
    with desk.store.reading() as on:
        assert ruled_reading(on, 1).marks == ()


def test_a_rejected_fact_is_listed_apart_and_struck(client: TestClient) -> None:
    post(client, "/reports/r1/rule?act=reject&at=s1")
    page = client.get("/reports/r1").text
    assert 'id="f-s1"' not in page
    rejected = page[page.index('id="g-rejected"') :]
    assert "statement s1" in rejected
    assert "<del>" in rejected
    assert 'value="n1"' in rejected


def test_a_ruling_on_what_was_not_seen_is_refused(client: TestClient) -> None:
    answer = client.post("/reports/r1/rule?act=reject&at=s1&seen=other+words", data={"token": token(client)})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text


def test_facts_lead_to_their_cards_across_reports(client: TestClient) -> None:
    led = set(re.findall(r'class="across" href="(/(?:entities|incidents)/[ei]\d+)"', client.get("/reports/r8").text))
    assert {path[1:4] for path in led} == {"ent", "inc"}
    assert {client.get(path).status_code for path in led} == {200}


def test_marks_say_what_stood_there_before(client: TestClient, desk: Desk) -> None:
    rule_on_report(desk, 3, [lambda maker: maker.correct("i1.killed", "4")])
    page = client.get("/reports/r3").text
    row = page[page.index('<div data-a="i1.killed') :][:900]
    assert "4 killed" in row
    assert "Corrected by Ana Coder" in row
    assert "<del>" in row


def test_title_date_and_body_are_corrected_with_undo(client: TestClient, desk: Desk) -> None:
    post(client, "/reports/r1/title", title="Another <b>title</b>")
    post(client, "/reports/r1/published", published="2024-06")
    page = client.get("/reports/r1").text
    assert '<h1 dir="auto">Another &lt;b&gt;title&lt;/b&gt;</h1>' in page
    assert "June 2024 (no single day is told)" in page
    assert "Corrected by Ana Coder" in page
    to = post(client, "/reports/r1/body", first="8", last="9")
    with desk.store.reading() as on:
        assert len(ruled_reading(on, 1).reading.report.article.text.split("\n\n")) == 2
    number = re.search(r"ruled=(n\d+)", to)
    assert number
    post(client, "/reports/r1/undo", ruling=number[1])
    with desk.store.reading() as on:
        assert len(ruled_reading(on, 1).reading.report.article.text.split("\n\n")) == 5


@pytest.mark.parametrize("path", ["title", "published", "body", "undo", "reread", "remove", "rule?act=accept&at=i1"])
def test_nothing_changes_without_the_token(client: TestClient, path: str) -> None:
    fields = {"title": "T", "published": "2024", "first": "1", "last": "2", "ruling": "n1", "reason": "why not", "is_sure": "1"}
    assert client.post(f"/reports/r1/{path}", data=fields).status_code == 403


def test_a_removal_wants_a_reason_and_to_be_sure(client: TestClient) -> None:
    answer = client.post("/reports/r1/remove", data={"token": token(client), "reason": "asked by the outlet"})
    assert answer.status_code == 409
    assert post(client, "/reports/r1/remove", reason="asked by the outlet", is_sure="1") == "/"
    assert client.get("/reports/r1").status_code == 404


def test_reading_again_leads_back_to_the_report(client: TestClient) -> None:
    assert post(client, "/reports/r2/reread") == "/reports/r2"


@pytest.mark.parametrize("name", ["r0", "r999", "i1", "r1'", "%2e%2e", "r" + "9" * 30, "R1x"])
def test_what_is_no_report_is_not_found(client: TestClient, name: str) -> None:
    for more in ("", "/original", "/original/page", "/evidence.html"):
        assert client.get(f"/reports/{name}{more}").status_code == 404


def test_each_role_sees_only_the_forms_that_it_may_use(desk: Desk) -> None:
    ids, works = people_on(desk), works_on(desk, is_local=False)
    shown = {role: client_of(works, session_of(desk, ids[role])).get("/reports/r1").text for role in ids}
    may = {form: {role for role, page in shown.items() if f'action="/reports/r1/{form}' in page} for form in _FORMS}
    assert may["rule"] == may["title"] == may["published"] == {Role.CODER, Role.EDITOR, Role.ADMIN}
    assert may["reread"] == {Role.EDITOR, Role.ADMIN}
    assert may["remove"] == {Role.ADMIN}
    assert "act=accept" not in shown[Role.READER]


def test_the_evidence_page_is_sent_as_a_file(client: TestClient) -> None:
    answer = client.get("/reports/r1/evidence.html")
    assert answer.headers["content-disposition"] == 'attachment; filename="r1-evidence.html"'
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "Wiredesk" in answer.text


@pytest.fixture
def versions(empty_desk: Desk) -> Iterator[TestClient]:
    """Give a client of a desk with a story and its update."""
    for text, day, title in ((STORY, "2026-01-01", "Four killed"), (UPDATE, "2026-01-03", "Six killed")):
        filed(empty_desk, text, Told((), [HARROW], BOMBING, published=day, title=title, url="https://www.a.example/1"))
    with TestClient(create_app(works_on(empty_desk)), follow_redirects=False) as made:
        yield made


def test_versions_tell_what_changed_word_by_word(versions: TestClient) -> None:
    page = versions.get("/reports/r2").text
    changes = page[page.index('id="story-changes"') :]
    assert "4, now 6" in changes
    assert re.search(r"<del>\s*four</del><ins>\s*six</ins>", changes)
    assert 'data-before="r1"' in page
    assert "an update of r1" in page
