"""robots.txt is asked for once, kept, and obeyed; a page is visited one step at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from loopback import Reply, Site, site
from wiredesk.pages.reasons import Reason
from wiredesk.pages.robots import Robots
from wiredesk.pages.visiting import visited
from wiredesk.settings import Settings

NOW = datetime(2026, 3, 2, 20, 35, tzinfo=UTC)
OPEN = Settings(allow_private_addresses=True, fetch_timeout_s=20, connect_timeout_s=10)


@pytest.fixture
def place() -> Iterator[Site]:
    with site() as running:
        running.answers["/open/a"] = Reply.html("<p>A story.")
        running.answers["/shut/a"] = Reply.html("<p>Not for programs.")
        yield running


def rules(words: str) -> Reply:
    return Reply(words.encode(), headers={"Content-Type": "text/plain"})


def test_what_is_forbidden_is_not_asked_for(place: Site) -> None:
    place.answers["/robots.txt"] = rules("User-agent: *\nDisallow: /shut/\nCrawl-delay: 7\n")
    robots = Robots(OPEN)
    visit = visited(f"{place.url}/shut/a", OPEN, robots, now=NOW)
    assert visit.refused is not None
    assert (visit.refused.reason, visit.may_help_later) == (Reason.ROBOTS, False)
    allowed = visited(f"{place.url}/open/a", OPEN, robots, now=NOW)
    assert allowed.parcel is not None
    assert allowed.delay_s == 7
    assert place.paths() == ["/robots.txt", "/open/a"]


def test_rules_for_us_outrank_those_for_all(place: Site) -> None:
    place.answers["/robots.txt"] = rules("User-agent: *\nDisallow: /\n\nUser-agent: Wiredesk\nDisallow: /shut/\n")
    robots = Robots(OPEN)
    assert robots.permission(f"{place.url}/open/a", now=NOW).may
    assert not robots.permission(f"{place.url}/shut/a", now=NOW).may


def test_rules_are_kept_for_a_day(place: Site) -> None:
    place.answers["/robots.txt"] = [rules("User-agent: *\nDisallow: /\n"), rules("")]
    robots = Robots(OPEN)
    assert not robots.permission(f"{place.url}/open/a", now=NOW).may
    assert not robots.permission(f"{place.url}/open/a", now=NOW + timedelta(hours=23)).may
    assert robots.permission(f"{place.url}/open/a", now=NOW + timedelta(hours=25)).may
    assert len(place.seen) == 2


@pytest.mark.parametrize("status", [404, 403, 401, 410])
def test_a_site_without_rules_allows_everything(place: Site, status: int) -> None:
    place.answers["/robots.txt"] = Reply(b"Disallow: /", status)
    assert Robots(OPEN).permission(f"{place.url}/shut/a", now=NOW).may


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_whose_rules_cannot_be_had_is_left_alone_until_later(place: Site, status: int) -> None:
    place.answers["/robots.txt"] = [Reply(status=status), rules("")]
    robots = Robots(OPEN)
    visit = visited(f"{place.url}/open/a", OPEN, robots, now=NOW)
    assert (visit.parcel, visit.may_help_later, visit.is_early, visit.wait_s) == (None, True, True, 1800)
    assert place.paths() == ["/robots.txt"]
    assert visited(f"{place.url}/open/a", OPEN, robots, now=NOW + timedelta(minutes=31)).parcel is not None


def test_no_connection_is_no_permission() -> None:
    assert Robots(OPEN).permission("http://127.0.0.1:9/a", now=NOW).again_at == NOW + timedelta(minutes=30)


def test_of_endless_rules_the_beginning_counts(place: Site) -> None:
    place.answers["/robots.txt"] = rules("User-agent: *\nDisallow: /shut/\n" + "# more\n" * 200_000)
    robots = Robots(OPEN)
    assert not robots.permission(f"{place.url}/shut/a", now=NOW).may
    assert robots.permission(f"{place.url}/open/a", now=NOW).may


def test_a_redirect_is_handed_back_so_that_the_next_site_is_asked_for_its_rules(place: Site) -> None:
    place.answers["/go"] = Reply(status=302, headers={"Location": "http://elsewhere.example/b"})
    visit = visited(f"{place.url}/go", OPEN, Robots(OPEN), now=NOW)
    assert (visit.moved_to, visit.parcel, visit.refused) == ("http://elsewhere.example/b", None, None)


@pytest.mark.parametrize(("status", "may_help"), [(404, False), (403, False), (500, True), (503, True), (429, True)])
def test_what_may_pass_is_told_from_what_will_not(place: Site, status: int, may_help: bool) -> None:
    place.answers["/x"] = Reply(status=status, headers={"Retry-After": "60"})
    visit = visited(f"{place.url}/x", OPEN, Robots(OPEN), now=NOW)
    assert visit.refused is not None
    assert (visit.may_help_later, visit.wait_s) == (may_help, 60)


def test_an_address_that_is_none_is_refused() -> None:
    visit = visited("ftp://courier.example/a", OPEN, Robots(OPEN), now=NOW)
    assert visit.refused is not None
    assert not visit.may_help_later
