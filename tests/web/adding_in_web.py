"""What tests of adding share: reports of our own invention, forms as a browser sends them, waiting for a job."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from fastapi.testclient import TestClient

from wiredesk.desk.adding import ReadAll
from wiredesk.desk.desk import Desk
from wiredesk.desk.rereading import one_by_one
from wiredesk.web.app import create_app
from wiredesk.web.jobs import Job, Seen
from wiredesk.web.works import Works

LONG = 60.0
CAPTURE = """Harbour Post
Menu
Home
World
Sport
Subscribe
Gunmen attack market in Tellanook, four killed
By Mira Danton
14 March 2024
Four people were killed and eleven wounded when gunmen opened fire at the market of Tellanook in Mozambique on \
Wednesday, police said.
"We will find those who did this," police chief Arlo Venn told reporters in Maputo.
No group has claimed responsibility. A curfew was imposed on Tellanook until 20 March 2024.
Related
Read more
Privacy policy
© Harbour Post
"""
PAGE = """<!doctype html><html><head><title>Bomb found on road near Ossana</title>
<meta property="article:published_time" content="2024-05-02T08:00:00Z"></head><body><article>
<h1>Bomb found on road near Ossana</h1>
<p>Soldiers found a bomb on the road near Ossana in Burkina Faso on Wednesday and destroyed it, the army said.</p>
<p>Nobody was hurt. Colonel Idris Maro said that three men were arrested.</p></article></body></html>"""
MAIL = b"From: desk@wire.example\nSubject: Clash\nDate: Fri, 3 May 2024 10:00:00 +0000\n\nTwo guards were killed in Lisvale.\n"


@contextmanager
def client_over(desk: Desk, read_all: ReadAll | None = None) -> Iterator[TestClient]:
    """Give a client of a single-user server over a desk, where `read_all` reads the pages."""
    works = Works(
        desk, lambda: nullcontext(read_all or one_by_one(desk)), hosts=frozenset({"testserver"}), lets_errors_through=True
    )
    with TestClient(create_app(works), follow_redirects=False) as client:
        yield client


def token_of(client: TestClient, address: str = "/add") -> str:
    """Return the token that stands in the forms of a page."""
    found = re.search(r'name="token" value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found.group(1)


def works_of(client: TestClient) -> Works:
    """Return what the server of this client shares."""
    app: Any = client.app
    found = app.state.works
    assert isinstance(found, Works)
    return found


def job_at(client: TestClient, address: str) -> Job:
    """Return the job that an address leads to."""
    return works_of(client).jobs._jobs[address.rsplit("/", 1)[1]]


def sent(client: TestClient, fields: dict[str, str] | None = None, files: Any = None) -> Any:
    """Send the form of /add as a browser without script does."""
    fields = {"token": token_of(client), **(fields or {})}
    return client.post("/add", data=fields, files=files or [("files", ("", b""))])


def added(client: TestClient, fields: dict[str, str] | None = None, files: Any = None) -> Seen:
    """Send the form of /add and wait for its job."""
    answer = sent(client, fields, files)
    assert answer.status_code == 303, answer.text
    job = job_at(client, answer.headers["location"])
    assert job.wait(LONG)
    return job.seen()


def reasons(client: TestClient, *files: tuple[str, bytes]) -> list[str]:
    """Send files and return why each piece was refused, or its mark."""
    seen = added(client, files=[("files", (name, data, "application/octet-stream")) for name, data in files])
    return [one.reason or one.mark for one in seen.found]
