"""Only hosts of the public internet are asked, whatever they are called."""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import is_public, parsed_address, redirected, resolved
from wiredesk.pages.reasons import Reason, is_address, shown


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
        "100.64.0.1",
        "100.100.100.200", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.3", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "100::1", "example.org", "", "1.2.3", "5f00::1",
    ],
)  # fmt: skip
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_numbers_that_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("https://press.example", "https://press.example/"),
        ("HTTP://Press.Example:80/a b?q=1#top", "http://press.example/a%20b?q=1"),
        ("https://press.example:8443/%C3%A9té", "https://press.example:8443/%C3%A9t%C3%A9"),
        ("https://user:secret@press.example/x", "https://press.example/x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_an_address_is_asked_for_without_secrets(source: str, url: str) -> None:
    assert parsed_address(source).url == url
    assert "secret" not in shown(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ftp://press.example/x", Reason.UNSUPPORTED_SCHEME),
        ("file:///etc/passwd", Reason.UNSUPPORTED_SCHEME),
        ("javascript:alert(1)", Reason.UNSUPPORTED_SCHEME),
        ("data:text/html,hello", Reason.UNSUPPORTED_SCHEME),
        ("http://", Reason.BAD_ADDRESS),
        ("http:///path", Reason.BAD_ADDRESS),
        ("http://a b/", Reason.BAD_ADDRESS),
        ("http://press.example:99999/", Reason.BAD_ADDRESS),
        ("http://press.example:x/", Reason.BAD_ADDRESS),
        ("http://[::1/", Reason.BAD_ADDRESS),
        ("http://press.example/" + "x" * 9000, Reason.BAD_ADDRESS),
        ("http://ü" + "x" * 80 + "/", Reason.BAD_ADDRESS),
        ("http://press\r\nHost: other/", Reason.BAD_ADDRESS),
    ],
)
def test_what_is_no_address_to_read(source: str, reason: Reason) -> None:
    assert is_address(source)
    with pytest.raises(SourceRejected) as caught:
        parsed_address(source)
    assert caught.value.reason == reason
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("source", ["story.html", "./http", "C:\\story.html", "-", "note: today.txt", ""])
def test_paths_are_no_addresses(source: str) -> None:
    assert not is_address(source)


def test_a_redirect_may_be_relative() -> None:
    start = parsed_address("https://press.example/a/b?c")
    assert redirected(start, "../d").url == "https://press.example/d"
    assert redirected(start, "//other.example/x").url == "https://other.example/x"


@settings(deadline=None)  # shared machines stall
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_words_make_an_address_or_a_refusal(words: str, location: str) -> None:
    for source in (f"http://{words}", f"https://press.example/{words}"):
        try:
            url = redirected(parsed_address(source), location).url
        except SourceRejected:
            continue
        assert url.isascii()
        assert not any(char in url for char in " \r\n\t")
        assert parsed_address(url).url == url


def test_a_slow_resolver_does_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(5) and [])
    with pytest.raises(TimeoutError):
        resolved("press.example", 80, timeout_s=0.05)
    done.set()


def test_decimal_and_short_numbers_are_judged_by_what_they_mean() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "localhost"):
        numbers = resolved(host, 80, timeout_s=5)
        assert not any(map(is_public, numbers))
