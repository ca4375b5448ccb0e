"""Web archives give their pages, whatever is broken or cut in them."""

import gzip
import io
import zlib
from datetime import UTC, datetime

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.warc_files import answer, record
from wiredesk.errors import Rejected
from wiredesk.pages.http_answers import http_answer
from wiredesk.pages.inflating import InflateError
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.warc import warc_parcels
from wiredesk.settings import Settings

SMALL = Settings(max_bytes=100_000)
URLS = [f"https://example.org/{number}" for number in range(4)]
PAGES = [answer(url, f"<html><p>Story {number}, told at some length.</p></html>".encode()) for number, url in enumerate(URLS)]
FORMS = {
    "plain": b"".join,
    "packed": lambda records: b"".join(map(gzip.compress, records)),
    "in one piece": lambda r: gzip.compress(b"".join(r)),
}


def taken(data: bytes, settings: Settings = SMALL) -> tuple[list[str], list[str], dict[str, int]]:
    """Return the addresses of the pages, the reasons of the refusals, and what was passed over."""
    passing = Passing()
    found = list(warc_parcels(io.BytesIO(data), "a.warc", settings=settings, passing=passing))
    urls = [one.url or "" for one in found if isinstance(one, Parcel)]
    return urls, [str(one.reason) for one in found if isinstance(one, Rejected)], dict(passing.passed_over)


@pytest.mark.parametrize("form", FORMS)
def test_every_page_comes_once_in_order(form: str) -> None:
    assert taken(FORMS[form](PAGES)) == (URLS, [], {})


def test_a_page_has_its_address_clock_type_and_bytes() -> None:
    (page,) = warc_parcels(io.BytesIO(PAGES[0]), "a.warc", settings=SMALL, passing=Passing())
    assert isinstance(page, Parcel)
    assert (page.url, page.uri) == (URLS[0], f"a.warc#{URLS[0]}")
    assert (page.media_type, page.charset) == ("text/html", "utf-8")
    assert page.captured == datetime(2020, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert page.data == b"<html><p>Story 0, told at some length.</p></html>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cut", [1, 30, 100, 250])
def test_a_cut_archive_gives_all_before_the_cut_and_one_refusal(form: str, cut: int) -> None:
    urls, reasons, _ = taken(FORMS[form](PAGES)[:-cut])
    n_whole = len(urls) if form == "in one piece" else 4 if cut == 1 else 3
    assert urls == URLS[:n_whole]
    assert reasons == ([] if cut == 1 and form == "plain" else ["truncated"])


@pytest.mark.parametrize("at", range(1, 200, 13))
def test_a_cut_is_never_taken_for_the_end(at: int) -> None:
    whole = FORMS["packed"](PAGES)
    _, reasons, _ = taken(whole[: len(FORMS["packed"](PAGES[:2])) + at])
    assert reasons == ["truncated"]


def damaged(whole: bytes) -> bytes:
    return whole[:40] + b"\xff" * 12 + whole[52:]


BROKEN = {
    "damaged member": [gzip.compress(PAGES[0]), damaged(gzip.compress(PAGES[1])), *map(gzip.compress, PAGES[2:])],
    "wrong checksum": [gzip.compress(PAGES[0]), gzip.compress(PAGES[1])[:-8] + b"rubbish!", *map(gzip.compress, PAGES[2:])],
    "no length": [PAGES[0], PAGES[1].replace(b"Content-Length", b"Content-Size", 1), *PAGES[2:]],
    "length of words": [PAGES[0], PAGES[1].replace(b"Content-Length: ", b"Content-Length: many", 1), *PAGES[2:]],
    "endless header": [PAGES[0], PAGES[1].replace(b"WARC-Date", b"X" * 200_000 + b": 1\r\nWARC-Date", 1), *PAGES[2:]],
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_record_is_refused_and_the_rest_goes_on(case: str) -> None:
    assert taken(b"".join(BROKEN[case])) == ([URLS[0], *URLS[2:]], ["damaged"], {})


def test_rubbish_between_records_costs_none_of_them() -> None:
    assert taken(PAGES[0] + b"\x00rubbish\r\n" * 9 + b"".join(PAGES[1:])) == (URLS, ["damaged"], {})


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    others = [
        record(URLS[0], b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(URLS[0], b"", kind="revisit"),
        record(URLS[0], b"fetchTimeMs: 3", kind="metadata", media_type="application/warc-fields"),
        answer(URLS[0], b"\x89PNG", "image/png"),
        answer(URLS[0], b"no", status="404 Not Found"),
        answer("https://example.org/robots.txt", b"User-agent: *", "text/plain"),
        record("dns:example.org", b"20200101 example.org. 1 A 1.2.3.4", media_type="text/dns"),
    ]
    urls, reasons, passed = taken(b"".join([*others, PAGES[0]]))
    assert (urls, reasons) == ([URLS[0]], [])
    assert passed == {
        "request record": 1, "revisit record": 1, "metadata record": 1, "image": 1, "answer with HTTP 404": 1, "robots.txt": 1,
        "answer of another protocol": 1,
    }  # fmt: skip


def test_resources_and_converted_texts_are_pages() -> None:
    records = [
        record(URLS[0], b"<p>A page.</p>", kind="resource", media_type="text/html"),
        record(URLS[1], "Ein Text für alle.".encode(), kind="conversion", media_type="text/plain"),
        record(f"<{URLS[2]}>", b"<html><body><p>From wget.</p>", kind="resource", media_type="application/octet-stream"),
    ]
    assert taken(b"".join(records))[0] == URLS[:3]


def bomb(n_bytes: int) -> bytes:
    """Return an answer whose gzipped body unpacks to `n_bytes`."""
    body = gzip.compress(bytes(n_bytes))
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def test_a_bomb_is_refused_and_the_rest_goes_on() -> None:
    data = gzip.compress(record(URLS[0], bomb(30_000_000))) + gzip.compress(PAGES[1])
    assert taken(data) == ([URLS[1]], ["too_large"], {})


def test_a_large_record_is_refused_unread() -> None:
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    large = stream.compress(answer(URLS[0], b"<p>" + bytes(50_000_000))) + stream.flush()
    assert taken(large + gzip.compress(PAGES[1])) == ([URLS[1]], ["too_large"], {})


@pytest.mark.parametrize("data", [b"", b"WARC/", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"<html>" * 1000, bytes(5000)])
def test_what_is_no_archive_is_refused_once(data: bytes) -> None:
    assert taken(data)[:2] == ([], ["truncated"])


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=40), st.booleans())
def test_no_damage_escapes_as_another_error(at: int, rubbish: bytes, is_packed: bool) -> None:
    whole = FORMS["packed" if is_packed else "plain"](PAGES)
    at %= len(whole)
    urls, reasons, _ = taken(whole[:at] + rubbish + whole[at + len(rubbish) :])
    assert len(urls) <= len(URLS)
    assert len(reasons) <= len(URLS) + 1


# -- HTTP answers as archives keep them ------------------------------------------------------------------------------


def packed(body: bytes, coding: str) -> bytes:
    out = io.BytesIO()
    writer = {"br": BrotliWriter, "zstd": ZstdWriter}[coding](out)
    writer.write(body)
    writer.close()
    return out.getvalue()


def chunk(piece: bytes) -> bytes:
    return b"%x;name=value\r\n%b\r\n" % (len(piece), piece)


BODY = b"<p>Two men were held in Lisvale.</p>" * 20
BODIES = {
    "as it is": ("", BODY),
    "gzip": ("Content-Encoding: gzip\r\n", gzip.compress(BODY)),
    "deflate": ("Content-Encoding: deflate\r\n", zlib.compress(BODY)),
    "raw deflate": ("Content-Encoding: deflate\r\n", zlib.compress(BODY)[2:-4]),
    "brotli": ("Content-Encoding: br\r\n", packed(BODY, "br")),
    "zstd": ("Content-Encoding: zstd\r\n", packed(BODY, "zstd")),
    "unpacked already": ("Content-Encoding: gzip\r\n", BODY),
    "chunked": ("Transfer-Encoding: chunked\r\n", chunk(BODY[:100]) + chunk(BODY[100:]) + chunk(b"")),
    "joined already": ("Transfer-Encoding: chunked\r\n", BODY),
    "chunked and packed": (
        "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunk(gzip.compress(BODY)) + chunk(b""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", BODIES)
def test_a_body_is_unpacked_as_it_was_kept(form: str) -> None:
    headers, body = BODIES[form]
    found = http_answer(f"HTTP/1.1 200 OK\r\n{headers}\r\n".encode() + body, max_bytes=100_000)
    assert found is not None
    assert (found.status, found.body) == (200, BODY)


def test_a_body_cut_in_its_packing_is_read_as_far_as_it_goes() -> None:
    found = http_answer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(BODY * 50)[:-40], max_bytes=100_000)
    assert found is not None
    assert found.body.startswith(BODY)


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_no_coding_unpacks_past_the_limit(coding: str) -> None:
    body = packed(bytes(5_000_000), coding)
    with pytest.raises(InflateError):
        http_answer(f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode() + body, max_bytes=100_000)


@given(st.binary(max_size=300))
def test_no_answer_breaks_the_parser(data: bytes) -> None:
    found = http_answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + data, max_bytes=1000)
    assert found is None or len(found.body) <= 1000
