"""Feeds are asked as servers want it: conditionally, patiently, at their new address."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import Reply, Site, item, rss, site
from wiredesk.pages.feed_pace import ttl_minutes
from wiredesk.pages.polling import (
    DAY_S,
    Poll,
    PollOutcome,
    polled,
    retry_after_s,
    wait_after_failure_s,
    wait_after_success_s,
)
from wiredesk.settings import Settings

NOW = datetime(2026, 3, 2, 20, 35, tzinfo=UTC)
OPEN = Settings(allow_private_addresses=True, fetch_timeout_s=20, connect_timeout_s=10, max_feed_bytes=100_000)
FEED = rss(item("http://courier.example/a", "Two held"), item("http://courier.example/b"))


@pytest.fixture(scope="module")
def place() -> Iterator[Site]:
    with site() as running:
        yield running


def poll(place: Site, path: str, settings: Settings = OPEN, *, etag: str | None = None, modified: str | None = None) -> Poll:
    return polled(f"{place.url}{path}", settings, etag=etag, last_modified=modified, now=NOW)


def test_a_feed_is_asked_with_what_it_answered_last(place: Site) -> None:
    place.answers["/rss"] = Reply.rss(FEED, ETag='"v1"', **{"Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"})
    first = poll(place, "/rss")
    assert (first.outcome, first.etag, first.last_modified) == (PollOutcome.ENTRIES, '"v1"', "Mon, 02 Mar 2026 10:00:00 GMT")
    assert first.feed is not None
    assert [entry.title for entry in first.feed.entries] == ["Two held", "A title"]
    again = poll(place, "/rss", etag=first.etag, modified=first.last_modified)
    assert (again.outcome, again.feed) == (PollOutcome.UNCHANGED, None)
    asked_first, asked_again = place.headers_of("/rss")
    assert "If-None-Match" not in asked_first
    assert asked_again["If-None-Match"] == '"v1"'
    assert asked_again["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_a_validator_that_would_break_a_header_is_not_sent_back(place: Site) -> None:
    place.answers["/odd"] = Reply.rss(FEED, ETag='"é"')
    assert poll(place, "/odd").etag is None


@pytest.mark.parametrize(("status", "is_kept"), [(301, True), (308, True), (302, False), (307, False)])
def test_only_a_permanent_move_changes_the_address(place: Site, status: int, is_kept: bool) -> None:
    place.answers["/old"] = Reply(status=status, headers={"Location": "/rss2"})
    place.answers["/rss2"] = Reply.rss(FEED)
    found = poll(place, "/old")
    assert found.outcome is PollOutcome.ENTRIES
    assert found.moved_to == (f"{place.url}/rss2" if is_kept else None)


def test_a_permanent_move_behind_a_passing_one_is_not_kept(place: Site) -> None:
    place.answers["/first"] = Reply(status=302, headers={"Location": "/second"})
    place.answers["/second"] = Reply(status=301, headers={"Location": "/third"})
    place.answers["/third"] = Reply.rss(FEED)
    assert poll(place, "/first").moved_to is None


def test_a_feed_that_is_gone_says_so(place: Site) -> None:
    place.answers["/gone"] = Reply(status=410)
    assert poll(place, "/gone").outcome is PollOutcome.GONE


def test_the_server_says_how_long_to_wait(place: Site) -> None:
    place.answers["/busy"] = Reply(status=429, headers={"Retry-After": "120"})
    place.answers["/down"] = Reply(status=503, headers={"Retry-After": format_datetime(NOW + timedelta(hours=2), usegmt=True)})
    assert poll(place, "/busy").retry_after_s == 120
    assert poll(place, "/down").retry_after_s == 7200


def test_rubbish_a_huge_feed_and_a_dripping_server_fail_with_their_reason(place: Site) -> None:
    place.answers["/rubbish"] = Reply(b"\x00\xff not a feed" * 50)
    place.answers["/page"] = Reply.html("<html><p>no feed")
    place.answers["/huge"] = Reply.rss(rss(*(item(f"http://courier.example/{n}") for n in range(5_000))))
    place.answers["/drip"] = lambda handler: handler.drip()
    for path, words in (("/rubbish", "no feed"), ("/page", "no feed"), ("/huge", "larger than"), ("/drip", "did not finish")):
        found = poll(place, path, Settings(allow_private_addresses=True, fetch_timeout_s=2, max_feed_bytes=100_000))
        assert found.outcome is PollOutcome.FAILED
        assert words in found.what


def test_a_feed_at_a_private_address_is_refused_without_the_permission(place: Site) -> None:
    found = poll(place, "/rss", Settings())
    assert found.outcome is PollOutcome.FAILED
    assert "private network" in found.what


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("7", 7), ("0", 0), ("99999999999", 7 * DAY_S), ("soon", None), ("", None), ("-5", None), ("Fri, 99 Foo 2026", None)],
)
def test_retry_after_is_read_in_seconds(words: str, seconds: float | None) -> None:
    assert retry_after_s(words, now=NOW) == seconds


@given(st.text(max_size=200))
def test_any_retry_after_gives_a_bounded_wait_or_none(words: str) -> None:
    found = retry_after_s(words, now=NOW)
    assert found is None or 0 <= found <= 7 * DAY_S


def test_a_date_that_is_past_means_now() -> None:
    assert retry_after_s(format_datetime(NOW - timedelta(days=3)), now=NOW) == 0


def test_waits_double_up_to_a_day_and_keep_what_the_server_asked() -> None:
    waits = [wait_after_failure_s(900, n, retry_after_s=None, chance=0.5) for n in range(1, 12)]
    assert waits[:3] == [1800, 3600, 7200]
    assert waits[-1] == DAY_S
    assert waits == sorted(waits)
    assert wait_after_failure_s(900, 1, retry_after_s=5_000, chance=0.0) == 5_000
    assert wait_after_failure_s(900, 1, retry_after_s=None, chance=0.0) == pytest.approx(1440)
    assert wait_after_failure_s(900, 1, retry_after_s=None, chance=1.0) == pytest.approx(2160)


def test_a_feed_may_ask_for_fewer_questions_but_not_for_none_at_all() -> None:
    assert wait_after_success_s(900, None) == 900
    assert wait_after_success_s(900, 60) == 3600
    assert wait_after_success_s(900, 5) == 900
    assert wait_after_success_s(900, 10**9) == DAY_S


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>45</ttl>", 45),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", 1440),
        ("<ttl>x</ttl>", None),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 1440),
    ],
)
def test_a_feeds_own_pace_is_read(head: str, minutes: float | None) -> None:
    assert ttl_minutes(rss(head=head).encode()) == minutes
