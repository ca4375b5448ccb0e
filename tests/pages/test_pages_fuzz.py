"""Whatever the bytes: a page or one of our refusals, in time."""

import contextlib
import gzip
import plistlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiredesk.documents import Page
from wiredesk.errors import Rejected
from wiredesk.pages import page_from_bytes
from wiredesk.settings import Settings

SMALL = Settings(max_bytes=200_000)
WORDS = st.sampled_from(
    [
        b"From: a@b.example\n",
        b"Date: Tue, 2 Mar 2021\n",
        b"Subject: =?utf-8?b?x?=\n",
        b"Subject: =?no?q?=E9?=\n",
        b"MIME-Version: 1.0\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/html; charset=x-none\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/plain; charset*0*=us'x'%ff\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: uuencode\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Disposition: attachment; filename*=x\n",
        b"--b\n",
        b"--b--\n",
        b"\n",
        b"\r\n",
        b"begin 644 x\n",
        b"=E9=\n",
        b"Snapshot-Content-Location: https://press.example/\n",
        b"<html>",
        b"<p>",
        b"<meta charset=",
        b"utf-16",
        b"'>",
        b"<?xml version='1.0' encoding='x'?>",
        b"bplist00",
        b"<plist>",
        b"<dict>",
        b"<key>WebMainResource</key>",
        b"<date>0</date>",
        b"%PDF-1.4\n",
        b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n",
        b"trailer<</Root 1 0 R>>\n",
        b"\x1f\x8b\x08\0",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"{",
        b"[[",
        b"The police said four people died. ",
        b"\xe9\xe8",
        "é“”".encode(),
        b"\x1b$B",
        b"a" * 500,
        b"<" * 500,
        b"<a " * 300,
        b": " * 300,
    ]
)
RUBBISH = st.lists(WORDS | st.binary(max_size=30), max_size=40).map(b"".join)
TYPES = (
    st.none() | st.text(max_size=30) | st.sampled_from(["text/html; charset=big5", "text/plain", '; charset="', "message/rfc822"])
)


def outcome(data: bytes, media_type: str | None) -> Page | Rejected:
    try:
        return page_from_bytes(data, uri="x", settings=SMALL, media_type=media_type)
    except Rejected as refusal:
        return refusal


def judged(data: bytes, media_type: str | None = None) -> None:
    found = outcome(data, media_type)
    if isinstance(found, Page):
        assert found.text.strip()
        found.text.encode()
    else:
        assert str(found).isprintable()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RUBBISH, TYPES)
def test_rubbish_makes_a_page_or_a_refusal(data: bytes, media_type: str | None) -> None:
    judged(data, media_type)


@settings(deadline=None)  # shared machines stall
@given(st.binary(max_size=300))
def test_random_bytes_under_every_signature(data: bytes) -> None:
    for head in (
        b"",
        b"%PDF-1.7\n",
        b"bplist00WebMainResource",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        b"From: a\nDate: b\n",
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
    ):
        judged(head + data)
    judged(gzip.compress(data))
    judged(plistlib.dumps({"WebMainResource": {"WebResourceData": data}}))


@settings(deadline=None)  # shared machines stall
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_webarchive_is_refused_or_read(at: int, damage: bytes) -> None:
    main = {"WebResourceData": b"<p>Story</p>", "WebResourceURL": "https://press.example/", "WebResourceMIMEType": "text/html"}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    judged(data[:at] + damage + data[at + len(damage) :])


@pytest.mark.parametrize(
    "piece",
    [
        b"<div>",
        b"<",
        b"<a ",
        b"<meta ",
        b"<!--",
        b"&#",
        b"word ",
        b"x",
        b"\n",
        b" \n",
        b"\xe9",
        b"\xe9 ",
        b"\xc3\xa9",
        b'{"a":',
        b"[",
        b"From: ",
        b"From: a\n",
        b"a: b\n",
        b"From: a\nDate: b\nSubject: c\n\n<",
        b"=?utf-8?q?",
        b"--b\n",
        b"\xc3\x83\xc2\xa9",
        b"\xd0\xb0",
        b"%PDF-",
        b"\t",
    ],
)
def test_no_input_takes_long(piece: bytes) -> None:
    data = piece * (1_000_000 // len(piece))
    limits = Settings(max_text_chars=2_000_000)
    for head in (b"", b"<html>", b"From: a@b.example\nDate: x\nMIME-Version: 1.0\n\n", b"From: a@b.example\nDate: x\nSubject: "):
        start = time.process_time()
        with contextlib.suppress(Rejected):
            page_from_bytes(head + data, uri="x", settings=limits)
        assert time.process_time() - start < 5
