"""One line of a batch: what is taken from it, and how a bad one is told."""

import datetime
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.batch.requests import Kind, Request, request_of
from wiredesk.errors import Rejected


def asked(told: Any, folder: Path = Path("."), kind: Kind | None = None) -> Request:
    line = told if isinstance(told, bytes) else json.dumps(told).encode()
    return request_of(line, folder=folder, kind=kind, max_bytes=1000)


def test_text_is_clean_text_unless_told_otherwise() -> None:
    assert asked({"id": "a", "text": "x"}).kind is Kind.TEXT
    assert asked({"id": "a", "text": "x", "kind": "capture"}).kind is Kind.CAPTURE
    assert asked({"id": "a", "text": "x"}, kind=Kind.HTML).kind is Kind.HTML
    assert asked({"id": "a", "html": "<p>x"}).kind is Kind.HTML


def test_gold_fields_are_ignored() -> None:
    told = asked(
        {"id": 7, "text": "x", "incidents": [{}], "mentions": 3, "date": "2016-09-01", "captured": "2016-09-02T10:00:00Z"}
    )
    assert told.id == 7
    assert told.date == datetime.date(2016, 9, 1)
    assert told.captured == datetime.datetime(2016, 9, 2, 10, tzinfo=datetime.UTC)


def test_a_file_lies_beside_the_batch(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.html").write_bytes(b"<p>hello")
    assert asked({"id": "a", "file": "pages/a.html"}, tmp_path).data == b"<p>hello"


@pytest.mark.parametrize("file", ["/etc/hostname", "../secret", "a/../../secret", "a\u0000b", "absent.html", "."])
def test_a_file_elsewhere_is_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        asked({"id": "a", "file": file}, tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"nonsense", b"[1]", b"3", b'{"id": "a"}', b'{"text": "x"}', b'{"id": true, "text": "x"}', b'{"id": "a", "text": 3}',
        b'{"id": "a", "text": "x", "kind": "pdf"}', b'{"id": "a", "text": "x", "date": "soon"}',
        b'{"id": "a", "text": "x", "captured": "noon"}', b"\xff\xfe", b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_with_advice(line: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        asked(line)
    assert refused.value.advice


def test_half_characters_become_replacement_characters() -> None:
    assert asked(b'{"id": "a", "text": "x\\ud83dy"}').text == "x\ufffdy"


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


@given(st.dictionaries(st.sampled_from(["id", "text", "html", "file", "kind", "date", "captured", "url"]), VALUES) | VALUES)
def test_any_json_is_taken_or_refused(told: Any) -> None:
    with suppress(Rejected):
        assert asked(told).id is not None
