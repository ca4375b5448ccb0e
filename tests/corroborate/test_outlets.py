"""An outlet has one key for all the addresses of its site."""

import pytest

from wiredesk.corroborate.outlets import OutletKey, host_of, outlet_of
from wiredesk.documents import Article, Published, Report, Source


def report(url: str | None, publisher: str | None = None, uri: str = "page.html") -> Report:
    return Report(Source(uri, "text/html", "0" * 64, 1, url=url), Article("Words.", publisher=publisher), Published())


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.harrowpost.example/news/1", "harrowpost.example"),
        ("http://m.harrowpost.example:8080/1", "harrowpost.example"),
        ("https://amp.harrowpost.example/1", "harrowpost.example"),
        ("https://www.m.HarrowPost.example./1", "harrowpost.example"),
        ("https://news.harrowpost.example/1", "news.harrowpost.example"),
        ("http://web.archive.org/web/20160306104612/http://harrowpost.example:80/2016/x", "harrowpost.example"),
        ("https://web.archive.org/web/2016id_/https://www.harrowpost.example/x", "harrowpost.example"),
        ("https://www-harrow--post-example.cdn.ampproject.org/c/s/1", "harrow-post.example"),
        ("https://www.m.example/1", "m.example"),
        ("file:///pages/page.html", None),
        ("https://[broken/1", None),
        ("https://localhost/1", None),
        ("page.html", None),
        ("", None),
    ],
)
def test_the_host_is_the_site_s(url: str, host: str | None) -> None:
    assert host_of(url) == host


def test_the_publisher_gives_the_name_and_without_an_address_the_key() -> None:
    assert outlet_of(report("https://www.harrowpost.example/1", "Harrow  Post")) == OutletKey("harrowpost.example", "Harrow Post")
    assert outlet_of(report(None, "The Harrow Post")) == OutletKey("the harrow post", "The Harrow Post")
    assert outlet_of(report(None, uri="https://kella.example/1")) == OutletKey("kella.example", "kella.example")
    assert outlet_of(report(None)) is None
