"""Hostile uploads: names that lead out, bombs, too much of everything. None works."""

import dataclasses
import datetime
import gzip
import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from adding_in_web import CAPTURE, PAGE, added, client_over, reasons, sent, token_of, works_of
from fastapi.testclient import TestClient

from benchmarks.warc_files import answer
from wiredesk.desk.adding import ToRead, WasRead
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader import Reader
from wiredesk.desk.rereading import one_by_one
from wiredesk.errors import SourceRejected
from wiredesk.settings import Settings
from wiredesk.web.jobs import JobState
from wiredesk.web.roles import Person, Role
from wiredesk.web.uploads import safe_name

SMALL = Settings(max_bytes=200_000, follow_delay_s=0)


@pytest.fixture
def small(desk: Desk) -> Iterator[TestClient]:
    """Give a client of a server where a page may have 200,000 bytes and a request ten times as many."""
    strict = dataclasses.replace(desk, settings=SMALL, reader=Reader(SMALL, clock=desk.clock))
    with client_over(strict) as made:
        yield made


# -- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\Users\\Ana\\Desktop\\story.html", "story.html"),
        ("/etc/shadow", "shadow"),
        ("story\x00.html", "story .html"),
        ("..", "file without a name"),
        ("...", "file without a name"),
        ("", "file without a name"),
        ("a/", "file without a name"),
        ("https:story.html", "https_story.html"),
        ("file:story.html", "file_story.html"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\r\nSet-Cookie: x.html", "a Set-Cookie: x.html"),
        ("x" * 5_000 + ".html", "x" * 114 + "….html"),
        ("y" * 5_000, "y" * 119 + "…"),
        ("\ud800.html", ".html".strip(". ")),
    ],
)
def test_a_files_name_is_its_last_part_on_one_line(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name(name)) <= 120


@pytest.mark.parametrize("name", ["../../escaped.html", "..\\escaped.html", "/srv/escaped.html", "~/escaped.html"])
def test_a_name_that_leads_out_leads_nowhere(
    client: TestClient, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(os.listdir(tmp_path))
    seen = added(client, files=[("files", (name, PAGE.encode(), "text/html"))])
    assert dict(seen.counts) == {"filed": 1}
    assert sorted(os.listdir(tmp_path)) == before
    assert not Path("/srv/escaped.html").exists()


def test_a_members_name_in_an_archive_leads_nowhere(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.html", PAGE)
        archive.writestr("/etc/cron.d/escaped", PAGE + "<p>Another page.</p>")
    assert set(reasons(client, ("a.zip", packed.getvalue()))) == {"filed"}
    assert not list(tmp_path.rglob("escaped*"))
    assert not Path("/etc/cron.d/escaped").exists()


def test_a_files_name_is_shown_and_never_run(client: TestClient) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>.bin"
    seen = added(client, files=[("files", (name, bytes(range(256)), "text/html"))])
    for address in (f"/jobs/{seen.id}", "/jobs", "/add"):
        page = client.get(address).text
        assert "alert(" in page
        assert "<script>alert" not in page
        assert "<img" not in page


def test_an_upload_has_no_name_in_the_file_system(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen_there: list[list[str]] = []

    def read_all(pages: Iterator[ToRead]) -> Iterator[WasRead]:
        for page in pages:
            seen_there.append(os.listdir(tmp_path))
            yield WasRead(page, refused=SourceRejected("x", "empty", "is empty", "look"))

    with client_over(desk, read_all) as client:
        added(client, {"text": CAPTURE}, [("files", ("big.html", PAGE.encode() + b" " * 3_000_000, "text/html"))])
    assert seen_there
    assert not [name for names in seen_there for name in names if "wiredesk" in name or "big" in name]


# -- too much --------------------------------------------------------------------------------------------------------


def test_a_page_that_is_too_large_is_refused_and_the_others_are_read(small: TestClient) -> None:
    large = PAGE.encode() + b"<!--" + b"x" * 300_000 + b"-->"
    assert reasons(small, ("large.html", large), ("good.html", PAGE.encode())) == ["too_large", "filed"]


def test_a_request_that_is_too_large_is_refused_before_it_is_read(small: TestClient) -> None:
    files = [("files", (f"{n}.txt", b"x" * 190_000, "text/plain")) for n in range(12)]
    assert sent(small, files=files).status_code == 413


def test_a_request_that_hides_its_size_is_cut_off(small: TestClient) -> None:
    n_sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal n_sent
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(1_000):
            n_sent += 100_000
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b", "x-wiredesk-token": token_of(small)}
    assert small.post("/add", content=endless(), headers=headers).status_code == 413


def test_a_job_that_takes_hours_makes_room_and_keeps_what_it_filed(desk: Desk) -> None:
    now = [desk.clock()]

    def read_all(pages: Iterator[ToRead]) -> Iterator[WasRead]:
        for read in one_by_one(desk)(pages):
            now[0] += datetime.timedelta(minutes=50)
            yield read

    slow = dataclasses.replace(desk, clock=lambda: now[0])
    with client_over(slow, read_all) as client:
        files = [("files", (f"{n}.html", PAGE.replace("three", str(n)).encode(), "text/html")) for n in range(6)]
        seen = added(client, files=files)
    assert (seen.state, dict(seen.counts)) == (JobState.FAILED, {"filed": 3})
    assert "add the same again" in seen.words


def test_more_files_than_may_be_are_refused(client: TestClient) -> None:
    files = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(201)]
    answered = sent(client, files=files)
    assert answered.status_code == 400
    assert works_of(client).jobs.seen_by(Person(works_of(client).desk.who, Role.ADMIN)) == []


def test_a_form_of_ten_thousand_fields_is_refused(client: TestClient) -> None:
    fields = {f"f{n}": "x" for n in range(10_000)}
    assert client.post("/add", data={**fields, "token": token_of(client)}).status_code in (400, 403)


@pytest.mark.parametrize(
    "body", [b"", b"--b", b"--b\r\n\r\n--b--", b"no form at all", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"]
)
def test_a_broken_form_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b", "x-wiredesk-token": token_of(client)}
    assert client.post("/add", content=body, headers=headers).status_code == 400


# -- bombs -----------------------------------------------------------------------------------------------------------


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _zeros(n_bytes: int) -> bytes:
    """Return a gzip stream of so many zeros, made piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = bytes(1_000_000)
    packed = b"".join(packer.compress(piece) for _ in range(n_bytes // len(piece)))
    return packed + packer.flush()


def test_a_gzip_bomb_is_refused(client: TestClient) -> None:
    bomb = _zeros(500_000_000)
    assert len(bomb) < 600_000
    assert reasons(client, ("story.html.gz", bomb)) == ["too_large"]


def test_a_gzip_bomb_within_gzip_is_refused(client: TestClient) -> None:
    bomb = gzip.compress(gzip.compress(_zeros(200_000_000)))
    assert reasons(client, ("story.html.gz", bomb)) == ["too_large"]


def test_a_zip_bomb_is_refused_and_its_good_page_is_read(small: TestClient) -> None:
    bomb = _zip({"bomb.html": bytes(60_000_000), "good.html": PAGE.encode()})
    assert len(bomb) < 100_000
    assert reasons(small, ("bomb.zip", bomb)) == ["too_large", "filed"]


def test_a_zip_that_lies_about_what_it_holds_is_refused(small: TestClient) -> None:
    honest = _zip({"bomb.html": bytes(5_000_000)})
    lying = honest.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert reasons(small, ("bomb.zip", lying)) in (["damaged"], ["too_large"], ["empty"])


def test_a_zip_within_a_zip_is_not_opened(client: TestClient) -> None:
    assert reasons(client, ("a.zip", _zip({"b.zip": _zip({"c.html": PAGE.encode()})}))) == ["archive"]


def test_members_that_overlap_do_not_multiply(small: TestClient) -> None:
    """Fifield's quine-like bomb: many entries of the listing lead to the same packed bytes."""
    kernel = bytes(150_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("0.html", kernel)
        first = archive.infolist()[0]
        for number in range(1, 3_000):
            info = zipfile.ZipInfo(f"{number}.html")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(info, name, getattr(first, name))
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
    found = reasons(small, ("bomb.zip", packed.getvalue()))
    assert "filed" not in found
    assert "too_large" in found


def test_a_bomb_in_a_web_archive_is_refused(small: TestClient) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = head + _zeros(50_000_000)
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(bomb)}\r\n\r\n"
    ).encode()
    archive = gzip.compress(record + bomb + b"\r\n\r\n") + gzip.compress(answer("https://a.example/good", PAGE.encode()))
    wacz = _zip({"datapackage.json": b"{}", "archive/data.warc.gz": archive})
    assert reasons(small, ("a.wacz", wacz)) == ["too_large", "filed"]


def test_a_pdf_whose_page_unpacks_without_end_harms_nothing(client: TestClient) -> None:
    stream = zlib.compress(b" " * 80_000_000, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    assert reasons(client, ("a.pdf", body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"))[0] in ("no_text", "empty", "damaged")
