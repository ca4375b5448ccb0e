"""Claims about hostile words of reports and addresses: on every page they are words, and nothing of them runs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from fastapi.testclient import TestClient
from hostile_desk import BREAK, CLOSES, HOSTILE, IMAGE, LINK, SCRIPT, hostile
from web_people import client_of, people_on, session_of, token_in
from web_ways import Way, ways
from web_works import serving, works_on

from desk_files import NOW, desk_on
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.store.opening import Store

EVIL = "wd-evil"
_ADDRESSES = frozenset("href src action formaction xlink:href data poster srcset ping cite hx-get hx-post".split())
_ASKED = (
    "q who about action next done place outlet name from to fact lit kind tab key back sort cursor after before type stage "
    "entity near show ruled state role"
).split()
_CONTROLS = re.compile(r"[\x00-\x20\x7f]+")


@pytest.fixture
def evil_desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store.create(str(tmp_path / "evil.db"), now=NOW)
    made = desk_on(store)
    hostile(made)
    yield made
    store.close()


@pytest.fixture
def evil(evil_desk: Desk) -> Iterator[TestClient]:
    with client_of(works_on(evil_desk, lets_errors_through=False)) as made:
        yield made


def addresses(client: TestClient) -> list[str]:
    """List addresses of all pages that are read, those of one report, incident or entity for several of them."""
    found = []
    for way in ways(client.app):
        if way.method == "GET" and way.is_page and not way.is_stream:
            found += _several(way)
    return list(dict.fromkeys(found))


def _several(way: Way) -> list[str]:
    made = []
    for address in way.addresses():
        made.append(address)
        for letter, n in (("r", 4), ("i", 4), ("e", 12)):
            if re.search(rf"/{letter}1(?=/|$)", address):
                made += [re.sub(rf"/{letter}1(?=/|$)", f"/{letter}{number}", address, count=1) for number in range(2, n + 1)]
    return made


def wrong_in(text: str, *, is_sandboxed: bool = False) -> list[str]:
    """Say what in a page could run or lead to what runs."""
    wrong = [f"a bare {mark!r}" for mark in ("\u202e", "\u2066") if mark in text]
    page = lxml.html.document_fromstring(text) if text.strip() else None
    for one in page.iter() if page is not None else ():
        if isinstance(one.tag, str):
            wrong += _wrong_at(one)
    if is_sandboxed and page is not None:
        wrong += [f"<{one.tag}>" for one in page.iter("script", "iframe", "form", "meta", "link", "base")]
    return wrong


def _wrong_at(one: Any) -> Iterator[str]:
    if one.tag == "script":
        if one.get("type") == "application/json":
            if "<" in (one.text or ""):
                yield "markup in a block of JSON"
            json.loads(one.text or "null")
        elif one.text or not one.get("src", "").startswith("/static/"):
            yield f"a script: {(one.text or one.get('src'))[:80]}"
    if one.tag in ("object", "embed", "base", "applet", "foreignobject", "animate", "set"):
        yield f"<{one.tag}>"
    if one.tag == "iframe" and not re.fullmatch(r"/reports/r\d+/original/page", one.get("src", "")):
        yield f"<iframe {one.get('src')}>"
    if one.tag == "meta" and one.get("http-equiv", "").lower() == "refresh":
        yield "a refresh"
    for name, value in one.attrib.items():
        if name.startswith("on") or name in ("srcdoc", "style", "is"):
            yield f"{name}={value[:60]}"
        bare = _CONTROLS.sub("", value).lower()
        if name in _ADDRESSES and not bare.startswith(("/", "#", "?", "http:", "https:", "mailto:")) and bare:
            yield f"<{one.tag} {name}={value[:60]}>"


def test_the_walk_sees_what_is_wrong() -> None:
    for text in (
        *HOSTILE[:4],
        CLOSES,
        "<a href=' java\nscript:alert(1)'>x</a>",
        "<svg><a xlink:href='javascript:x'/></svg>",
        "\u202e",
    ):
        assert wrong_in(f"<html><body><p>{text}</p><a href='{text}'>x</a></body></html>"), text
    assert not wrong_in("<html><body><a href='/x'>&lt;script&gt;</a><script src='/static/x/a.js'></script></body></html>")


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_no_page_lets_words_of_a_report_run(evil: TestClient, headers: dict[str, str]) -> None:
    wrong: dict[str, Any] = {}
    seen, asked = set(), addresses(evil)
    assert len(asked) > 40
    for address in asked:
        answer = evil.get(address, headers=headers)
        if answer.status_code >= 500:
            wrong[address] = answer.status_code
        if "attachment" in answer.headers.get("content-disposition", ""):
            continue
        if answer.headers.get("content-type", "").startswith("text/html"):
            is_sandboxed = address.endswith("/original/page")
            found = wrong_in(answer.text, is_sandboxed=is_sandboxed)
            if found:
                wrong[address] = found[:4]
            if EVIL in answer.text:
                seen.add(re.sub(r"\d+.*", "", address))
            if "Cleo 49" in answer.text:
                wrong[address] = "a template ran"
    assert not wrong
    assert {"/reports/r", "/incidents/i", "/entities/e"} <= seen, "the words must have been there"


def test_no_answer_but_pages_is_taken_for_a_page(evil: TestClient) -> None:
    wrong = []
    for way in ways(evil.app):
        for address in way.addresses() if way.method == "GET" and not way.is_stream else ():
            answer = evil.get(address)
            kind = answer.headers.get("content-type", "")
            if answer.headers.get("x-content-type-options") != "nosniff" or (not way.is_page and "html" in kind):
                wrong.append((address, kind))
            if "svg" in kind and not address.startswith("/static/"):
                wrong.append((address, kind))
            policy = answer.headers.get("content-security-policy", "")
            if "html" in kind and ("default-src 'none'" not in policy or "unsafe-inline" in policy.split("style-src")[0]):
                wrong.append((address, policy))
            if answer.status_code == 200 and way.needs is not None and "no-store" not in answer.headers["cache-control"]:
                wrong.append((address, answer.headers["cache-control"]))
    assert not wrong


@pytest.mark.parametrize("words", [SCRIPT + BREAK + CLOSES, LINK])
def test_no_page_lets_words_of_an_address_run(evil: TestClient, words: str) -> None:
    wrong: dict[str, Any] = {}
    bare = [
        way.path for way in ways(evil.app) if way.method == "GET" and way.is_page and "{" not in way.path and not way.is_stream
    ]
    for path in bare:
        for name in _ASKED:
            answer = evil.get(path, params={name: words})
            is_page = answer.headers.get("content-type", "").startswith("text/html")
            if answer.status_code >= 500 or (is_page and (found := wrong_in(answer.text))):
                wrong[f"{path}?{name}"] = answer.status_code if answer.status_code >= 500 else found[:3]
    assert not wrong


@pytest.mark.parametrize("words", [SCRIPT, BREAK, CLOSES, "%00", "%ff%fe", "a" * 3000, "..", "%0d%0aset-cookie:x=1"])
def test_no_path_lets_its_words_run(evil: TestClient, words: str) -> None:
    heads = [
        "/",
        "/reports/",
        "/incidents/",
        "/entities/",
        "/jobs/",
        "/export/",
        "/rounds/",
        "/static/x/",
        "/settings/",
        "/review/",
    ]
    for head in heads:
        answer = evil.get(head + (words if words.startswith("%") else quote(words, safe="")))
        assert answer.status_code < 500, head
        assert "x=1" not in answer.headers.get("set-cookie", "")
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert not wrong_in(answer.text), head


@pytest.mark.parametrize("words", [SCRIPT, BREAK, CLOSES])
def test_forms_that_are_refused_give_words_back_as_words(evil: TestClient, words: str) -> None:
    token = token_in(evil)
    for path, fields in (("/settings/people", {"name": words, "role": words, "password": "x", "again": "x"}),
                         ("/settings/people", {"name": words, "role": "admin", "password": words * 2, "again": words * 2}),
                         ("/settings/keys", {"name": words, "role": words})):  # fmt: skip
        answer = evil.post(path, data={"token": token, **fields})
        assert not wrong_in(answer.text), path


def test_names_of_people_and_keys_are_words(evil_desk: Desk) -> None:
    from wiredesk.desk.accounts import add_account
    from wiredesk.desk.sessions import make_key

    people = people_on(evil_desk)
    for number, words in enumerate((SCRIPT, IMAGE, BREAK)):
        add_account(evil_desk, f"Eve {number} {words}"[:80], Role.ADMIN, None)
        make_key(evil_desk, people[Role.ADMIN], words[:80], Role.READER)
    client = client_of(works_on(evil_desk), session_of(evil_desk, people[Role.ADMIN]))
    for path in ("/settings/people", "/settings/keys", "/log", f"/log?who={quote(SCRIPT)}"):
        answer = client.get(path)
        assert not wrong_in(answer.text), path
        assert EVIL in answer.text
    stranger = client_of(works_on(evil_desk))
    answer = stranger.post("/login", data={"name": SCRIPT, "password": "x", "token": token_in(stranger, "/login")})
    assert answer.status_code == 401
    assert not wrong_in(answer.text)
    assert "&lt;script&gt;" in answer.text


def test_the_api_gives_the_words_as_json(evil: TestClient) -> None:
    answer = evil.get("/api/v1/search", params={"q": "bomb"})
    assert answer.headers["content-type"] == "application/json"
    assert SCRIPT in json.dumps(answer.json(), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.chromium
def test_nothing_hostile_runs_in_a_browser(evil_desk: Desk, window: Any) -> None:
    """The fixture `window` fails on an error of a script, and on anything that the policy had to stop."""
    dialogs: list[str] = []
    window.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    works = works_on(evil_desk, lets_errors_through=False)
    with client_of(works) as client:
        asked = [one for one in addresses(client) if not re.search(r"^/(?:export|static)/|\.|/[rie](?:[3-9]|\d\d)", one)]
    visited = []
    with serving(works) as site:
        for address in asked:
            answer = window.goto(site + address, wait_until="load")
            if answer is not None and answer.status == 200 and "html" in answer.headers.get("content-type", ""):
                visited.append(address)
                window.wait_for_function("document.readyState === 'complete'")
    assert not dialogs
    assert len(visited) > 20
