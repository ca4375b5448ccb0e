"""Feeds are followed: each entry is filed once, whatever servers do and whenever we are stopped."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from following_desk import LONG, OPEN, Clock, PlainReader, desk_of, feed_of, followed, titles

from loopback import Reply, Site, item, rss, site
from wiredesk.desk.feed_list import add_feeds, listed_feeds
from wiredesk.desk.following import FollowOptions, follow
from wiredesk.desk.reader import NOTHING_GIVEN, Given
from wiredesk.errors import StoreBusy
from wiredesk.pages import Parcel
from wiredesk.records import Reading
from wiredesk.store.opening import On, Store
from wiredesk.store.rejections import rejections


@pytest.fixture
def place() -> Iterator[Site]:
    with site() as running:
        running.answers["/rss"] = feed_of(running, "a", "b")
        for name in "abcd":
            running.answers[f"/{name}"] = Reply.html(f"<title>Story {name}</title><p>{LONG} {name}")
        yield running


def test_new_entries_are_filed_and_old_ones_left(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_feeds(desk, f"{place.url}/rss")
    assert followed(desk).kinds().count("filed") == 2
    assert titles(desk) == ["Story a", "Story b"]
    clock.forward(minutes=16)
    place.answers["/rss"] = feed_of(place, "c", "a", "b")
    assert followed(desk).words("entries") == ["1 new of 3 entries"]
    assert titles(desk) == ["Story a", "Story b", "Story c"]
    assert sorted(path for path in place.paths() if path in ("/a", "/b", "/c")) == ["/a", "/b", "/c"]
    ((row, counts),) = listed_feeds(desk)
    assert (row.title, counts, row.n_failures) == ("Lisvale Courier", {"filed": 3}, 0)


def test_what_is_older_than_the_desk_keeps_is_removed_while_it_follows(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_feeds(desk, f"{place.url}/rss")
    followed(desk)
    place.answers["/rss"] = feed_of(place, "c", "a", "b")
    clock.forward(minutes=60 * 24 * 31)
    keeping = replace(desk, settings=replace(desk.settings, retention_days=30))
    assert "2 reports removed: older than retention_days" in followed(keeping).words("note")
    assert titles(desk) == ["Story c"]


def test_a_feed_is_left_alone_until_it_is_due_and_asked_conditionally_then(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/rss"] = feed_of(place, "a", ETag='"v1"')
    add_feeds(desk, f"{place.url}/rss")
    followed(desk)
    n_asked = len(place.headers_of("/rss"))
    clock.forward(minutes=10)
    assert followed(desk).kinds() == []
    clock.forward(minutes=6)
    assert followed(desk).kinds() == ["unchanged"]
    asked = place.headers_of("/rss")
    assert (len(asked), asked[-1].get("If-None-Match")) == (n_asked + 1, '"v1"')
    assert "follows feeds" in asked[-1]["User-Agent"]


def test_one_story_in_two_feeds_is_fetched_and_filed_once(store: Store, place: Site) -> None:
    desk = desk_of(store)
    place.answers["/other"] = Reply.rss(rss(item(f"{place.url}/a", "Told elsewhere", guid="x-1")))
    for name in ("rss", "other"):
        add_feeds(desk, f"{place.url}/{name}")
    told = followed(desk)
    assert (told.kinds().count("filed"), told.kinds().count("known")) == (2, 1)
    assert place.paths().count("/a") == 1


def test_a_failing_feed_is_asked_less_and_less_and_then_again_as_before(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_feeds(desk, f"{place.url}/rss")
    followed(desk)
    place.answers["/rss"] = [
        Reply(status=500),
        Reply(status=429, headers={"Retry-After": "86000"}),
        feed_of(place, "a", "b", "c"),
    ]
    clock.forward(minutes=16)
    first = followed(desk)
    assert (first.n_failed, first.happened[0].more["n_failures"]) == (1, 1)
    assert 1400 < first.happened[0].more["wait_s"] < 2200
    clock.forward(hours=1)
    assert followed(desk).happened[0].more["wait_s"] == 86_000
    clock.forward(hours=23)
    assert followed(desk).kinds() == []
    clock.forward(hours=1)
    assert "filed" in followed(desk).kinds()
    assert listed_feeds(desk)[0][0].n_failures == 0


def test_rubbish_is_told_in_one_line(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_feeds(desk, f"{place.url}/rss")
    followed(desk)
    clock.forward(minutes=16)
    place.answers["/rss"] = Reply(b"\xff\x00\x01 rubbish" * 100)
    (words,) = followed(desk).words("failed")
    assert "no feed" in words
    assert words.isprintable()


def test_a_feed_that_is_gone_is_paused_and_one_that_moved_moves(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/old"] = [feed_of(place, "a"), feed_of(place, "a"), Reply(status=301, headers={"Location": "/new"})]
    place.answers["/new"] = [feed_of(place, "a"), Reply(status=410)]
    add_feeds(desk, f"{place.url}/old")
    followed(desk)
    clock.forward(minutes=16)
    assert followed(desk).words("moved") == [f"moved for good to {place.url}/new"]
    assert listed_feeds(desk)[0][0].url == f"{place.url}/new"
    clock.forward(minutes=16)
    assert followed(desk).kinds() == ["paused"]
    assert listed_feeds(desk)[0][0].is_paused
    clock.forward(days=9)
    n_asked = len(place.seen)
    assert followed(desk).kinds() == []
    assert len(place.seen) == n_asked


def test_a_feed_that_moves_to_anothers_address_is_paused(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/old"] = [feed_of(place, "a"), feed_of(place, "a"), Reply(status=308, headers={"Location": "/rss"})]
    add_feeds(desk, f"{place.url}/rss")
    add_feeds(desk, f"{place.url}/old")
    followed(desk)
    clock.forward(minutes=16)
    assert followed(desk).words("paused") == ["moved to the address of f1; it is paused"]


def test_an_endless_feed_gives_so_many_entries_at_a_time(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock, replace(OPEN, follow_max_entries=3))
    for n in range(7):
        place.answers[f"/n{n}"] = Reply.html(f"<title>N {n}</title><p>{LONG} {n}")
    place.answers["/rss"] = feed_of(place, *(f"n{n}" for n in range(7)), ETag='"v1"')
    add_feeds(desk, f"{place.url}/rss")
    told = followed(desk)
    assert told.words("entries") == ["3 new of 7 entries, 4 left for later"]
    clock.forward(minutes=16)
    followed(desk)
    clock.forward(minutes=16)
    followed(desk)
    assert titles(desk) == [f"N {n}" for n in range(7)]
    clock.forward(minutes=16)
    assert followed(desk).kinds() == ["unchanged"]


def test_a_feeds_own_pace_is_kept(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/rss"] = Reply.rss(rss(item(f"{place.url}/a"), head="<ttl>120</ttl>"))
    add_feeds(desk, f"{place.url}/rss")
    assert followed(desk).happened[0].more["wait_s"] == 7200
    clock.forward(minutes=119)
    assert followed(desk).kinds() == []


# -- pages of entries --------------------------------------------------------------------------------------------------


def test_what_robots_txt_forbids_is_not_fetched_and_listed_as_rejected(store: Store, place: Site) -> None:
    desk = desk_of(store)
    place.answers["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /b\n")
    add_feeds(desk, f"{place.url}/rss")
    told = followed(desk)
    assert (told.kinds().count("filed"), told.kinds().count("rejected")) == (1, 1)
    assert "/b" not in place.paths()
    with store.reading() as on:
        ((url, reason),) = [(one.url, one.reason) for one in rejections(on)]
    assert (url, reason) == (f"{place.url}/b", "robots")


def test_the_feeds_own_story_stands_in_for_a_page_that_cannot_be_had(store: Store, place: Site) -> None:
    desk = desk_of(store)
    whole = f"<description><![CDATA[<p>{LONG}</p>]]></description>"
    place.answers["/rss"] = Reply.rss(
        rss(item(f"{place.url}/none", "Kept whole", more=whole), item(f"{place.url}/nil", "Teaser"))
    )
    add_feeds(desk, f"{place.url}/rss")
    told = followed(desk)
    assert (told.kinds().count("filed"), told.kinds().count("rejected")) == (1, 1)
    assert titles(desk) == ["Kept whole"]
    assert place.paths().count("/none") == 1


def test_an_entry_without_a_link_is_its_own_story(store: Store, place: Site) -> None:
    desk = desk_of(store)
    whole = f"<description><![CDATA[<p>{LONG}</p>]]></description>"
    place.answers["/rss"] = Reply.rss(rss(item(None, "No link", guid="g1", more=whole)))
    add_feeds(desk, f"{place.url}/rss")
    followed(desk)
    assert titles(desk) == ["No link"]


def test_a_page_that_fails_for_now_is_tried_again_and_filed_then(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/a"] = [Reply(status=503, headers={"Retry-After": "600"}), Reply.html(f"<title>Story a</title><p>{LONG}")]
    add_feeds(desk, f"{place.url}/rss")
    told = followed(desk)
    assert told.words("waits") == ["the server has an error of its own (HTTP 503); tried again in 10 minutes"]
    clock.forward(minutes=9)
    assert "filed" not in followed(desk).kinds()
    clock.forward(minutes=2)
    assert followed(desk).kinds().count("filed") == 1
    assert titles(desk) == ["Story a", "Story b"]


def test_a_page_that_never_comes_is_rejected_in_the_end(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/rss"] = feed_of(place, "a", ETag='"v1"')
    place.answers["/a"] = Reply(status=500)
    add_feeds(desk, f"{place.url}/rss")
    kinds = []
    for _ in range(14):
        kinds += followed(desk).kinds()
        clock.forward(hours=25)
    assert (kinds.count("waits"), kinds.count("rejected")) == (9, 1)
    assert place.paths().count("/a") == 10


def test_robots_rules_that_cannot_be_had_make_the_entry_wait(store: Store, place: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/robots.txt"] = [Reply(status=503), Reply(b"")]
    place.answers["/rss"] = feed_of(place, "a")
    add_feeds(desk, f"{place.url}/rss")
    assert followed(desk).kinds() == ["entries", "waits"]
    assert "/a" not in place.paths()
    clock.forward(minutes=40)
    assert "filed" in followed(desk).kinds()


def test_redirects_are_followed_step_by_step_and_not_without_end(store: Store, place: Site) -> None:
    desk = desk_of(store)
    place.answers["/rss"] = feed_of(place, "go", "round")
    place.answers["/go"] = Reply(status=302, headers={"Location": "/a"})
    place.answers["/round"] = Reply(status=302, headers={"Location": "/round"})
    add_feeds(desk, f"{place.url}/rss")
    told = followed(desk)
    assert titles(desk) == ["Story a"]
    assert told.kinds().count("rejected") == 1
    assert place.paths().count("/round") <= OPEN.max_redirects + 1


def test_one_request_at_a_time_goes_to_a_host(store: Store, place: Site) -> None:
    desk = desk_of(store)
    for n in range(12):
        place.answers[f"/m{n}"] = Reply.html(f"<title>M {n}</title><p>{LONG} {n}")
    place.answers["/rss"] = feed_of(place, *(f"m{n}" for n in range(12)))
    place.answers["/other"] = feed_of(place, "a", "b")
    for name in ("rss", "other"):
        add_feeds(desk, f"{place.url}/{name}")
    place.most_at_once = 0
    assert followed(desk).kinds().count("filed") == 14
    assert place.most_at_once == 1


def test_several_hosts_are_asked_at_once(store: Store, place: Site) -> None:
    desk = desk_of(store)
    both = threading.Barrier(2, timeout=20)
    with site() as second:
        for one in (place, second):
            one.answers["/rss"] = feed_of(one, "a")
            one.answers["/a"] = Reply.html(f"<title>At {one.url}</title><p>{LONG}")
            add_feeds(desk, f"{one.url}/rss".replace("127.0.0.1", "localhost" if one is second else "127.0.0.1"))

            def meet(handler: object, one: Site = one) -> None:
                both.wait()
                handler.give(feed_of(one, "a"))  # type: ignore[attr-defined]

            one.answers["/rss"] = meet
        assert followed(desk).kinds().count("filed") == 2


# -- stopping ----------------------------------------------------------------------------------------------------------


def test_a_follower_killed_at_any_moment_loses_nothing_and_files_nothing_twice(store: Store, place: Site) -> None:
    """Die at the first thing told, then at the second, and so on; whoever follows next must end with the same desk."""

    class Killed(BaseException):
        pass

    clock = Clock()
    desk = desk_of(store, clock)
    place.answers["/rss"] = feed_of(place, "a", "b", "c", "d", ETag='"v1"')
    add_feeds(desk, f"{place.url}/rss")
    for n_told in (1, 2, 1, 2):
        left = iter(range(n_told))

        def die(_: object, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Killed

        try:
            followed(desk, tell=die)
        except Killed:
            clock.forward(minutes=1)
    followed(desk)
    assert titles(desk) == ["Story a", "Story b", "Story c", "Story d"]
    assert listed_feeds(desk)[0][1] == {"filed": 4}


def test_a_store_that_is_gone_for_a_while_loses_nothing(store: Store, place: Site) -> None:
    """Fail now and then at a block of the store, reading or writing, as while its server is started anew."""

    class Unsteady:
        n_blocks = 0

        def reading(self) -> AbstractContextManager[On]:
            return self.steady(store.reading)

        def writing(self) -> AbstractContextManager[On]:
            return self.steady(store.writing)

        def steady(self, block: Callable[[], AbstractContextManager[On]]) -> AbstractContextManager[On]:
            self.n_blocks += 1
            if self.n_blocks in (1, 2, 5, 9, 10, 13, 17, 18, 22, 26, 31, 35):
                raise StoreBusy("store: the server is gone")
            return block()

    desk = desk_of(store)
    add_feeds(desk, f"{place.url}/rss")
    place.answers["/rss"] = feed_of(place, "a", "b", "c", "d")
    told = followed(replace(desk, store=Unsteady()))  # type: ignore[arg-type]
    assert "store: the server is gone; trying again" in told.words("note")
    assert titles(desk) == ["Story a", "Story b", "Story c", "Story d"]
    assert listed_feeds(desk)[0][1] == {"filed": 4}


def test_a_page_that_ends_the_program_holds_up_the_others_only_for_a_while(store: Store, place: Site) -> None:
    class Killed(BaseException):
        pass

    class FrailReader(PlainReader):
        def read_parcel(self, parcel: Parcel, given: Given = NOTHING_GIVEN) -> Reading:
            if parcel.url == f"{place.url}/a":
                raise Killed
            return super().read_parcel(parcel, given)

    clock = Clock()
    desk = replace(desk_of(store, clock, replace(OPEN, max_redirects=0)), reader=FrailReader(OPEN, clock=clock))
    add_feeds(desk, f"{place.url}/rss")
    n_killed = 0
    while listed_feeds(desk)[0][1] != {"filed": 1, "rejected": 1}:
        try:
            followed(desk)
        except Killed:
            n_killed += 1
        if n_killed == 4:
            assert titles(desk) == ["Story b"]
        clock.forward(hours=1)
        assert n_killed < 30
    with store.reading() as on:
        ((url, reason),) = [(one.url, one.reason) for one in rejections(on)]
    assert (url, reason) == (f"{place.url}/a", "unreadable")


def test_a_dripping_server_does_not_hold_up_the_end(store: Store, place: Site) -> None:
    desk = desk_of(store)
    add_feeds(desk, f"{place.url}/rss")
    place.answers["/rss"] = lambda handler: handler.drip()
    stop = threading.Event()
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    follow(desk, FollowOptions(), tell=lambda _: None, show=lambda _: None, stop=stop)
    timer.join()
    assert place.n_open == 1
