"""Feeds and lists of feeds are taken apart; of broken ones what can be had."""

import contextlib
import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.errors import PageRejected
from wiredesk.pages.feeds import Feed, feed_of, is_feed, story_parcel
from wiredesk.pages.opml import is_opml, opml_feeds
from wiredesk.pages.parcel import Parcel

DAY = datetime.date(2021, 3, 2)
LONG = "<p>Two men were held in Lisvale on Tuesday, police said.</p>" * 20
ITEM = (
    "<item><title>Held &amp;amp; charged</title><link>/story</link><guid>g1</guid><author>Ann Poe</author>"
    "<pubDate>Tue, 02 Mar 2021 23:30:00 -0500</pubDate><description>Two men.</description></item>"
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lisvale News</title>{ITEM}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lisvale News</title><entry><id>g1</id><title>Held &amp; charged</title>'
    '<link rel="self" href="/feed"/><link rel="alternate" href="/story"/><author><name>Ann Poe</name></author>'
    "<published>2021-03-02T23:30:00-05:00</published><summary>Two men.</summary></entry></feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Lisvale News</title></channel>'
    '<item rdf:about="g1"><title>Held &amp;amp; charged</title><link>/story</link><dc:creator>Ann Poe</dc:creator>'
    "<dc:date>2021-03-02</dc:date><description>Two men.</description></item></rdf:RDF>"
)
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Lisvale News",
    "items": [{
        "id": "g1", "url": "/story", "title": "Held & charged", "authors": [{"name": "Ann Poe"}],
        "date_published": "2021-03-02T23:30:00-05:00", "content_text": "Two men.",
    }],
}  # fmt: skip
FORMS = {"rss": RSS, "atom": ATOM, "rdf": RDF, "json": json.dumps(JSON)}


def feed(data: bytes | str) -> Feed:
    body = data if isinstance(data, bytes) else data.encode()
    return feed_of(Parcel(body, "feed.xml", url="https://example.org/feed"))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_entry(form: str) -> None:
    assert is_feed(FORMS[form].encode())
    found = feed(FORMS[form])
    (entry,) = found.entries
    assert (found.title, found.warnings) == ("Lisvale News", ())
    assert (entry.link, entry.title, entry.author) == ("https://example.org/story", "Held & charged", "Ann Poe")
    assert entry.published == DAY, "the day is the feed's own, not that of Greenwich"
    assert entry.key.endswith("g1")
    assert not entry.is_full


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_feed_is_known_and_read_in_any_encoding(encoding: str) -> None:
    label = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    data = RSS.replace("Held", "Fête").replace('"1.0"', f'"1.0" encoding="{label}"', 1).encode(encoding)
    assert is_feed(data)
    assert feed(data).entries[0].title == "Fête & charged"


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    items = "".join(ITEM.replace("g1", f"g{n}").replace("/story", f"/{n}") for n in range(50))
    found = feed(f"<rss version='2.0'><channel>{items}<item><title>Cut of")
    assert [entry.link for entry in found.entries][:50] == [f"https://example.org/{n}" for n in range(50)]
    assert "not well formed" in found.warnings[0]


def test_entries_with_one_id_count_once() -> None:
    assert len(feed(RSS.replace("</channel>", f"{ITEM}</channel>")).entries) == 1


def test_an_entry_without_id_is_told_by_its_link_or_its_words() -> None:
    bare = RSS.replace("<guid>g1</guid>", "")
    assert feed(bare).entries[0].key == "https://example.org/story"
    (nameless,) = feed(bare.replace("<link>/story</link>", "")).entries
    (other,) = feed(bare.replace("<link>/story</link>", "").replace("Two men", "Three men")).entries
    assert nameless.key != other.key


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/x", "http://[::1"])
def test_links_that_lead_nowhere_on_the_web_are_dropped(link: str) -> None:
    assert feed(RSS.replace("<link>/story</link>", f"<link>{link}</link>")).entries[0].link is None


def test_the_zero_of_a_clock_is_no_day() -> None:
    assert feed(RSS.replace("02 Mar 2021", "01 Jan 1970")).entries[0].published is None


def test_a_whole_story_becomes_a_page_and_a_teaser_does_not() -> None:
    (full,) = feed(RSS.replace("<description>Two men.", f"<description><![CDATA[{LONG}]]>")).entries
    page = story_parcel(full, uri="feed.xml#g1", feed_title="Lisvale News")
    assert page is not None
    assert LONG.encode() in page.data
    assert (page.fields.published, page.fields.publisher, page.url) == (DAY, "Lisvale News", "https://example.org/story")
    (teaser,) = feed(RSS).entries
    assert story_parcel(teaser, uri="feed.xml#g1") is None


def test_a_title_of_ten_megabytes_is_cut_and_costs_no_other_entry() -> None:
    found = feed(RSS.replace("Held", "a" * 10_000_000).replace("</channel>", f"{ITEM.replace('g1', 'g2')}</channel>"))
    assert [len(entry.title or "") for entry in found.entries] == [1000, 14]


RUBBISH = {
    "nested": "<rss><channel>" + "<item>" * 100_000,
    "nested tags": "<rss><channel>" + "<a>" * 300_000,
    "signs": "<rss><channel>" + "<" * 300_000,
    "ampersands": "<rss><channel><item><title>" + "&" * 3_000_000,
    "attributes": "<rss><channel><item " + 'a="b" ' * 100_000,
    "bytes": "<rss>" + "".join(map(chr, range(256))) * 400,
    "json": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    "no items": '{"version": "https://jsonfeed.org/version/1", "items": {"a": 1}}',
    "a page": "<!doctype html><html><body>no feed</body></html>",
}


@pytest.mark.parametrize("case", RUBBISH)
def test_rubbish_is_refused(case: str) -> None:
    with pytest.raises(PageRejected) as refusal:
        feed(RUBBISH[case])
    assert refusal.value.reason in ("damaged", "feed")


def test_an_endless_feed_gives_its_beginning() -> None:
    items = "".join(ITEM.replace("g1", f"g{n}") for n in range(40_000))
    found = feed(f"<rss version='2.0'><channel>{items}")
    assert 1_000 < len(found.entries) <= 10_000
    assert "longer than any feed" in found.warnings[0]


def test_entities_neither_grow_nor_read_files() -> None:
    laughs = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    grown = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{laughs}]><rss><channel><item><title>x&j;</title></item></channel></rss>'
    assert all(len(entry.title or "") < 100 for entry in feed(grown).entries)
    outside = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>x&a;</title></item></channel></rss>'
    )
    assert [entry.title for entry in feed(outside).entries] in (["x"], ["x&a;"])


@given(st.binary(max_size=300))
def test_no_feed_breaks_the_parser(data: bytes) -> None:
    for form in (RSS, json.dumps(JSON)):
        half = len(form) // 2
        with contextlib.suppress(PageRejected):
            assert len(feed(form[:half].encode() + data + form[half:].encode()).entries) <= 3


# -- lists of feeds --------------------------------------------------------------------------------------------------


def test_a_list_of_feeds_gives_each_address_once() -> None:
    outlines = (
        '<outline text="a > b" xmlUrl="https://example.org/?a=1&amp;b=2"/><outline text="folder">'
        "<outline xmlUrl='https://example.org/two' /></outline><outline xmlUrl=\"https://example.org/two\"/>"
        '<outline xmlUrl="file:///etc/passwd"/><outline text="no feed"/>'
    )
    data = f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>'.encode()
    assert is_opml(data)
    assert not is_feed(data)
    assert opml_feeds(Parcel(data, "feeds.opml")) == ("https://example.org/?a=1&b=2", "https://example.org/two")


@pytest.mark.parametrize("rubbish", ["<outline ", '<outline a="', "<outline xmlUrl=", '<outline xmlUrl="https://'])
def test_a_list_without_feeds_is_refused_however_long(rubbish: str) -> None:
    with pytest.raises(PageRejected, match="names none"):
        opml_feeds(Parcel(("<opml>" + rubbish * 200_000).encode(), "feeds.opml"))
