"""The list of feeds: what gets onto it, what does not, and how it is changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from following_desk import LONG, OPEN, desk_of, feed_of, followed, titles

from loopback import Reply, Site, site
from wiredesk.desk.feed_list import add_feeds, listed_feeds, pause_feed, remove_feed
from wiredesk.errors import NotOnDesk, PageRejected, SourceRejected
from wiredesk.store.opening import Store


@pytest.fixture
def place() -> Iterator[Site]:
    with site() as running:
        running.answers["/rss"] = feed_of(running, "a", "b")
        for name in "abcd":
            running.answers[f"/{name}"] = Reply.html(f"<title>Story {name}</title><p>{LONG} {name}")
        yield running


def test_a_list_of_feeds_is_taken_whole_and_each_feed_once(store: Store, place: Site) -> None:
    desk = desk_of(store)
    outlines = "".join(f'<outline xmlUrl="{place.url}/{name}"/>' for name in ("rss", "other", "rss"))
    place.answers["/list.opml"] = Reply(f'<opml version="2.0"><body>{outlines}</body></opml>'.encode())
    assert [one.is_new for one in add_feeds(desk, f"{place.url}/list.opml", every_s=3600)] == [True, True]
    assert [one.is_new for one in add_feeds(desk, f"{place.url}/list.opml")] == [False, False]
    assert [row.interval_s for row, _ in listed_feeds(desk)] == [3600, 3600]


def test_a_page_is_no_feed_and_its_feeds_are_named(store: Store, place: Site) -> None:
    desk = desk_of(store)
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    place.answers["/page"] = Reply.html(f"<!doctype html><html><head>{link}</head><body><p>Home")
    with pytest.raises(PageRejected, match=f"{place.url}/rss"):
        add_feeds(desk, f"{place.url}/page")
    assert listed_feeds(desk) == []


def test_a_feed_out_of_reach_is_followed_all_the_same_but_no_private_one(store: Store, place: Site) -> None:
    place.answers["/down"] = Reply(status=503)
    ((_, is_new, note),) = [(one.feed, one.is_new, one.note) for one in add_feeds(desk_of(store), f"{place.url}/down")]
    assert is_new
    assert note is not None
    with pytest.raises(SourceRejected, match="private network"):
        add_feeds(desk_of(store, settings=replace(OPEN, allow_private_addresses=False)), f"{place.url}/rss")


def test_a_feed_is_paused_resumed_and_removed_by_id_or_address(store: Store, place: Site) -> None:
    desk = desk_of(store)
    add_feeds(desk, f"{place.url}/rss")
    pause_feed(desk, "f1", is_paused=True)
    assert followed(desk).kinds() == []
    pause_feed(desk, f"{place.url}/rss", is_paused=False)
    assert "filed" in followed(desk).kinds()
    remove_feed(desk, "f1")
    assert listed_feeds(desk) == []
    assert titles(desk) == ["Story a", "Story b"]
    with pytest.raises(NotOnDesk):
        remove_feed(desk, "f1")
