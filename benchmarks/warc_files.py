"""WARC files for measuring: written record by record, of any size. Not for: reading them."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_DATE = "2020-03-04T05:06:07Z"


def record(url: str, block: bytes, *, kind: str = "response", media_type: str = "application/http; msgtype=response") -> bytes:
    """Return one WARC record, unpacked."""
    identity = f"<urn:uuid:{random.Random(url + kind).getrandbits(128):032x}>"
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {identity}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {_DATE}\r\n"
    head += f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def answer(url: str, body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """Return the record of one HTTP answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return record(url, head.encode() + body)


def write_small(path: Path, n_pages: int) -> list[str]:
    """Write an archive of small pages that tell of incidents, three pages of each; return their addresses."""
    urls = []
    with path.open("wb") as file:
        for number in range(n_pages):
            urls.append(f"https://desk{number % 7}.example.org/2020/03/{number}")
            file.write(gzip.compress(answer(urls[-1], small_page(number)), 1))
    return urls


def small_page(number: int) -> bytes:
    """Return a page of four sentences; three numbers in a row tell of one incident."""
    case = number // 3
    town, group = f"Vale{_word(case)}", f"{_word(case * 7 + 1)} Front"
    words = (
        f"Gunmen of the {group} killed {2 + case % 9} people at the market of {town} on {1 + case % 28} March 2020, police said."
    )
    more = (
        f"Report {number}: the mayor of {town}, {_word(number)} {_word(number * 3 + 5)}, asked for calm and closed the schools."
    )
    return f"<!DOCTYPE html><html><head><title>{town}</title></head><body><p>{words}</p><p>{more}</p></body></html>".encode()


def _word(number: int) -> str:
    chance = random.Random(number)
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)).capitalize()


def write_large(path: Path, articles: list[bytes], *, n_bytes: int, n_articles: int) -> dict[str, int]:
    """Write a packed archive of `n_bytes` with `n_articles` pages to read among much else; return what it holds by kind."""
    counts: dict[str, int] = {}
    with path.open("wb") as file:
        for number in range(n_articles):
            goal = n_bytes * (number + 1) // n_articles
            body = articles[number % len(articles)].replace(b"</body>", f"<!-- {number} --></body>".encode())
            _put(file, counts, "article", answer(f"https://site{number % 50}.example.org/{number}", body))
            fillers = _filler(number, body)
            while file.tell() < goal:
                kind, whole = next(fillers)
                _put(file, counts, kind, whole, is_packed=False)
    return counts


def _put(file: BinaryIO, counts: dict[str, int], kind: str, whole: bytes, *, is_packed: bool = True) -> None:
    counts[kind] = counts.get(kind, 0) + 1
    file.write(gzip.compress(whole, 6 if is_packed else 0))


def _filler(number: int, body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what else stands in an archive, without end: the same page again, requests, scripts, pictures, some too large."""
    chance = random.Random(number)
    site = f"https://site{number % 50}.example.org"
    yield (
        "request",
        record(f"{site}/{number}", b"GET / HTTP/1.1\r\n\r\n", kind="request", media_type="application/http; msgtype=request"),
    )
    yield "same page again", answer(f"{site}/{number}", body)
    yield "missing page", answer(f"{site}/{number}/missing", b"<p>no</p>", status="404 Not Found")
    if number % 40 == 0:
        yield "page too large", answer(f"{site}/{number}/huge", b"<p>" + chance.randbytes(15_000_000).hex().encode())
    while True:
        yield "script", answer(f"{site}/{chance.getrandbits(40)}.js", chance.randbytes(30_000).hex().encode(), "text/javascript")
        for _ in range(8):
            yield (
                "picture",
                answer(f"{site}/{chance.getrandbits(40)}.jpg", chance.randbytes(chance.randint(5_000, 900_000)), "image/jpeg"),
            )
