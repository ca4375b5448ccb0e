"""What tests of accounts share: a desk with one person of each role, clients of them, tokens of their forms."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_works import works_on

from wiredesk.desk import passwords
from wiredesk.desk.accounts import add_account
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.desk.sessions import log_in
from wiredesk.store import accounts as kept_accounts
from wiredesk.web.app import create_app
from wiredesk.web.works import Works

PASSWORD = "correct horse staple"  # noqa: S105 - of people who do not exist
NAMES = {Role.ADMIN: "Ada Roe", Role.EDITOR: "Edda Lind", Role.CODER: "Ben Ito", Role.READER: "Rhea Marr"}
_TOKEN = re.compile(r'name="token" value="([^"]+)"|"X-Wiredesk-Token": "([^"]+)"')


@cache
def _hash() -> str:
    return passwords.hashed(PASSWORD)


def people_on(desk: Desk) -> dict[Role, int]:
    """Give one person of each role an account; hashing is done once for all tests, the admin's own way."""
    ids = {Role.ADMIN: add_account(desk, NAMES[Role.ADMIN], Role.ADMIN, PASSWORD).account_id}
    for role in (Role.EDITOR, Role.CODER, Role.READER):
        ids[role] = add_account(desk, NAMES[role], role, None).account_id
        with desk.store.writing() as on:
            kept_accounts.change_account(on, ids[role], password=_hash())
    return ids


def session_of(desk: Desk, account_id: int) -> str:
    """Begin a session without the form, and return what its browser holds."""
    with desk.store.reading() as on:
        return log_in(desk, kept_accounts.account_row(on, account_id))


def client_of(works: Works, words: str = "", **more: Any) -> TestClient:
    """Return a client with that session, or with none."""
    client = TestClient(create_app(works), follow_redirects=False, **more)
    if words:
        client.cookies.set("wiredesk", words)
    return client


@pytest.fixture
def works(desk: Desk) -> Works:
    """Give what a server over the desk needs."""
    return works_on(desk)


@pytest.fixture
def people(works: Works) -> dict[Role, int]:
    """Give one person of each role an account."""
    return people_on(works.desk)


@pytest.fixture
def admin(works: Works, people: dict[Role, int]) -> Iterator[TestClient]:
    """Give a client of the admin."""
    with client_of(works, session_of(works.desk, people[Role.ADMIN])) as made:
        yield made


def token_in(client: TestClient, path: str = "/settings") -> str:
    """Return the token that stands in a page of this client."""
    found = _TOKEN.search(client.get(path).text)
    assert found is not None, path
    return found[1] or found[2]


def later(desk: Desk, **by: float) -> Desk:
    """Return the same desk at a later moment."""
    import datetime

    now = desk.clock() + datetime.timedelta(**by)
    return replace(desk, clock=lambda: now)
