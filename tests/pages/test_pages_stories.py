"""The stories of a feed are fetched, or taken from the feed, or refused; a real server in a thread stands on the other side."""

import datetime
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wiredesk.errors import Rejected
from wiredesk.pages.intake import Intake, Known
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.stories import Stories
from wiredesk.settings import Settings

NOW = datetime.datetime(2021, 3, 2, 20, 35, tzinfo=datetime.UTC)
OPEN = Settings(allow_private_addresses=True, fetch_timeout_s=5, connect_timeout_s=5, follow_delay_s=0)
STORY = b"<!DOCTYPE html><html><body><p>Two men were held in Lisvale on Tuesday, police said.</p></body></html>"
LONG = "&lt;p&gt;Two men were held in Lisvale on Tuesday over the fire, police said.&lt;/p&gt;" * 20


def item(path: str, body: str = "Two men.") -> str:
    day = "<pubDate>Tue, 02 Mar 2021 10:00:00 +0000</pubDate>"
    return f"<item><title>Held</title><link>{path}</link>{day}<description>{body}</description></item>"


ITEMS = item("/story") + item("/gone", LONG) + item("/gone-too") + item("/private/story")
FEED = f"<rss version='2.0'><channel><title>Lisvale News</title>{ITEMS}</channel></rss>"


class Handler(BaseHTTPRequestHandler):
    """Answer by the path; `/drip` sends a byte now and then and never ends."""

    seen: list[str]
    is_over: threading.Event

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.path == "/drip":
            self._drip()
            return
        pages = {"/feed": FEED.encode(), "/story": STORY, "/robots.txt": b"User-agent: *\nDisallow: /private/\n"}
        pages["/feeds.opml"] = f"<opml><outline xmlUrl='http://{self.headers['Host']}/feed'/></opml>".encode()
        body = pages.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.is_over.wait(0.02):
                self.wfile.write(b"<")
                self.wfile.flush()
        except OSError:
            self.close_connection = True


@pytest.fixture
def site() -> Iterator[str]:
    """Run the server and give its address."""
    Handler.seen, Handler.is_over = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Handler.is_over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def intake(settings: Settings = OPEN, *, known: tuple[str, ...] = (), pauses: list[float] | None = None) -> Intake:
    pause = (pauses if pauses is not None else []).append
    return Intake(settings, Stories(settings, now=lambda: NOW, pause=pause), now=lambda: NOW, is_known=known.__contains__)


def test_a_feed_gives_the_pages_behind_its_entries(site: str) -> None:
    page, own, refused, forbidden = intake().parcels(f"{site}/feed")
    assert isinstance(page, Parcel)
    assert (page.data, page.url, page.captured) == (STORY, f"{site}/story", NOW)
    assert (page.fields.published, page.fields.published_field) == (datetime.date(2021, 3, 2), "feed:published")
    assert isinstance(own, Parcel)
    assert b"held in Lisvale on Tuesday over the fire" in own.data
    assert own.fields.published == datetime.date(2021, 3, 2)
    assert "the page could not be had" in own.warnings[0]
    assert isinstance(refused, Rejected)
    assert (refused.reason, refused.source) == ("not_found", f"{site}/gone-too")
    assert isinstance(forbidden, Rejected)
    assert forbidden.reason == "robots"
    assert "/private/story" not in Handler.seen


def test_a_list_of_feeds_gives_the_pages_of_each(site: str) -> None:
    found = list(intake().parcels(f"{site}/feeds.opml"))
    assert [isinstance(one, Parcel) for one in found] == [True, True, False, False]


def test_what_the_desk_holds_is_not_fetched_again(site: str) -> None:
    found = list(intake(known=(f"{site}/story", f"{site}/gone")).parcels(f"{site}/feed"))
    assert [type(one) for one in found[:2]] == [Known, Known]
    assert "/story" not in Handler.seen
    assert [type(one) for one in intake(known=(f"{site}/story",)).parcels(f"{site}/story", is_listed=True)] == [Known]
    assert [type(one) for one in intake(known=(f"{site}/story",)).parcels(f"{site}/story")] == [Parcel]


def test_requests_to_one_host_are_parted(site: str) -> None:
    pauses: list[float] = []
    list(intake(Settings(allow_private_addresses=True, follow_delay_s=30), pauses=pauses).parcels(f"{site}/feed"))
    assert len(pauses) == 2
    assert all(29 < pause <= 30 for pause in pauses)


def test_a_server_that_drips_is_left_when_its_time_is_over(site: str) -> None:
    settings = Settings(allow_private_addresses=True, fetch_timeout_s=0.3, follow_delay_s=0)
    (refused,) = intake(settings).parcels(f"{site}/drip")
    assert isinstance(refused, Rejected)
    assert refused.reason == "timeout"


def test_a_host_that_does_not_answer_is_left_alone_after_three_times() -> None:
    stories = Stories(OPEN, now=lambda: NOW)
    told = []
    for number in range(5):
        with pytest.raises(Rejected) as refusal:
            stories.at(f"http://127.0.0.1:1/{number}")
        told.append("was left alone" in refusal.value.what)
    assert told == [False, False, False, True, True]


def test_a_private_address_in_a_feed_is_refused() -> None:
    guarded = intake(Settings(follow_delay_s=0))
    feed = f"<rss version='2.0'><channel>{item('http://127.0.0.1:1/admin')}{item('file:///etc/passwd')}</channel></rss>"
    found = list(guarded._from_bytes(Parcel(feed.encode(), "feed.xml")))
    assert [one.reason for one in found if isinstance(one, Rejected)] == ["private_address", "no_text"]
