"""Watches are held against what is filed, fire once a story, and their alerts arrive once at each sink."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from following_desk import OPEN, Clock, Followed, desk_of, followed
from sqlalchemy import text

from loopback import Reply, Site, item, rss, site
from wiredesk.alerts.messages import Message
from wiredesk.alerts.rules import PlaceWanted, Rule
from wiredesk.codebook import EntityType, TimexType
from wiredesk.dates.interval import Interval
from wiredesk.desk.delivering import Deliverer
from wiredesk.desk.desk import Desk
from wiredesk.desk.feed_list import add_feeds
from wiredesk.desk.filing import Captured, file_reading
from wiredesk.desk.happenings import Happening
from wiredesk.desk.reader import Reader
from wiredesk.desk.removing import remove_report
from wiredesk.desk.watching import add_watch, check_dates, listed_watches, pause_watch, remove_watch, tried
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.errors import NotOnDesk, SettingError
from wiredesk.records import Entity, Reading, Time
from wiredesk.spans import Span
from wiredesk.store import watches
from wiredesk.store.opening import Store

LEAD = "Guards of the Ash League closed the bridge of Lisvale on Monday, and the harbour master said that the ferries would stop."
REST = (
    " The council of Lisvale meets on 9 March to hear the owners of the boats. Fuel has been short since the storm in January,"
    " and the price of fish has doubled in the market behind the customs house."
)


def reading(words: str = LEAD + REST, *, title: str = "Bridge closed", number: int = 1) -> Reading:
    """Make a reading of plain words: the league, and the day on which the council meets."""
    at, when = words.find("Ash League"), words.find("9 March")
    league = (Entity("e1", EntityType.ORGANIZATION, "Ash League", (Span(at, at + 10),)),) if at >= 0 else ()
    day = Interval(datetime.date(2026, 3, 9), datetime.date(2026, 3, 9))
    times = (Time(Span(when, when + 7), TimexType.DATE, "2026-03-09", day),) if when >= 0 else ()
    source = Source(f"{number}.txt", "text/plain", f"{number:064x}", len(words), url=f"https://courier.example/{number}")
    published = Published(Interval(datetime.date(2026, 3, 2), datetime.date(2026, 3, 2)))
    return Reading(Report(source, Article(words, title=title, language="en"), published), league, times)


def filed(desk: Desk, one: Reading) -> int:
    with desk.store.writing() as on:
        return file_reading(desk, on, Captured(one.report.article.text.encode(), one)).report_id


def delivered(desk: Desk) -> tuple[Followed, tuple[int, int]]:
    told = Followed()
    return told, Deliverer(desk, told.happened.append, told.shown.append).deliver()


def n_alerts(desk: Desk) -> int:
    with desk.store.reading() as on:
        return int(on.execute(text("SELECT count(*) FROM alert")).scalar_one())


@pytest.fixture
def hook() -> Iterator[Site]:
    with site() as running:
        running.answers["/hook"] = Reply(status=204)
        yield running


# -- raising -----------------------------------------------------------------------------------------------------------


def test_a_watch_fires_on_what_is_filed_later_and_names_the_sentence(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("ash league",)), ())
    add_watch(desk, "other", Rule(who=("Nobody Known",)), ())
    filed(desk, reading())
    told, counts = delivered(desk)
    assert counts == (1, 0)
    (message,) = told.shown
    assert (message.watch, message.sentence, message.report, message.because) == ("league", LEAD, "r1", ("who ash league",))
    assert (message.title, message.url, message.published) == (
        "Bridge closed",
        "https://courier.example/1",
        ("2026-03-02", "2026-03-02"),
    )
    assert delivered(desk)[1] == (0, 0)


def test_copies_of_one_story_fire_once(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    for number in (1, 2, 3):
        filed(desk, reading(title=f"Title {number}", number=number))
    with store.reading() as on:
        assert on.execute(text("SELECT count(DISTINCT story_id) FROM report")).scalar_one() == 1
    assert n_alerts(desk) == 1
    other = "The harbour of Port Anselm was calm. A ship of the Ash League was seen off the cape at dawn by two fishermen."
    filed(desk, reading(other, title="Ship seen", number=4))
    assert n_alerts(desk) == 2


def test_a_report_that_is_not_kept_raises_nothing(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())

    class Killed(BaseException):
        pass

    def file_and_die() -> None:
        with store.writing() as on:
            file_reading(desk, on, Captured(b"", reading()))
            raise Killed

    with pytest.raises(Killed):
        file_and_die()
    assert n_alerts(desk) == 0


def test_a_watch_that_rests_does_not_fire(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    pause_watch(desk, "league", is_paused=True)
    filed(desk, reading())
    assert n_alerts(desk) == 0


def test_a_date_fires_when_it_comes_near_and_once(store: Store) -> None:
    clock = Clock(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC))
    desk = desk_of(store, clock)
    add_watch(desk, "soon", Rule(date_within_days=3), ())
    filed(desk, reading())
    assert (n_alerts(desk), check_dates(desk)) == (0, ())
    clock.forward(days=3)
    assert check_dates(desk) == ()
    clock.forward(days=1)
    (alert,) = check_dates(desk)
    assert alert.hit.span.cut(LEAD + REST).startswith("The council of Lisvale meets on 9 March")
    assert check_dates(desk) == ()
    clock.forward(days=4)
    assert check_dates(desk) == ()


def test_follow_looks_for_dates_by_itself(store: Store) -> None:
    clock = Clock(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC))
    desk = desk_of(store, clock)
    add_watch(desk, "soon", Rule(date_within_days=1), ())
    filed(desk, reading())
    assert followed(desk).shown == []
    clock.forward(days=6)
    assert [message.watch for message in followed(desk).shown] == ["soon"]


def test_a_country_is_known_as_one(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "places", Rule(places=(PlaceWanted("Suriname"), PlaceWanted("Lisvale"))), ())
    ((row, _),) = listed_watches(desk)
    assert json.loads(row.rule)["places"] == [{"name": "Suriname", "country": "SR"}, {"name": "Lisvale", "country": None}]


# -- keeping -----------------------------------------------------------------------------------------------------------


def test_a_watch_is_removed_with_its_alerts(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    filed(desk, reading())
    row, n_removed = remove_watch(desk, "w1")
    assert (row.name, n_removed, n_alerts(desk), listed_watches(desk)) == ("league", 1, 0, [])
    with pytest.raises(NotOnDesk):
        remove_watch(desk, "league")


@pytest.mark.parametrize("name", ["", "w2", "two\nlines", "x" * 100])
def test_a_name_that_cannot_be_is_refused(store: Store, name: str) -> None:
    with pytest.raises(SettingError, match="watch"):
        add_watch(desk_of(store), name, Rule(who=("Ash League",)), ())


def test_a_second_watch_of_one_name_is_refused(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    with pytest.raises(SettingError, match="one of this name"):
        add_watch(desk, "league", Rule(who=("Ada Roe",)), ())


def test_a_watch_is_tried_on_what_is_stored_and_raises_nothing(store: Store) -> None:
    desk = desk_of(store)
    for number in (1, 2):
        filed(desk, reading(title=f"Title {number}", number=number))
    filed(desk, reading("Rain fell on the hills behind Port Anselm for the whole of the week.", number=3))
    add_watch(desk, "league", Rule(phrases=("ferries would stop",)), ())
    (found,) = tried(desk, "league")
    assert (found.report_id, found.sentence, found.title) == (1, LEAD, "Title 1")
    assert n_alerts(desk) == 0


# -- delivering --------------------------------------------------------------------------------------------------------


def test_a_hook_that_fails_is_tried_again_later_and_gets_the_alert_once(store: Store, hook: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_watch(desk, "league", Rule(who=("Ash League",)), (f"webhook:{hook.url}/hook",))
    hook.answers["/hook"] = [Reply(status=500), Reply(status=503, headers={"Retry-After": "300"}), Reply(status=204)]
    filed(desk, reading())
    told, counts = delivered(desk)
    assert counts == (0, 1)
    assert "tried again in 60 seconds" in told.words("undelivered")[0]
    assert "/hook" not in told.words("undelivered")[0]
    assert delivered(desk)[1] == (0, 0)
    clock.forward(seconds=61)
    assert "5 minutes" in delivered(desk)[0].words("undelivered")[0]
    clock.forward(seconds=301)
    assert delivered(desk)[1] == (1, 0)
    clock.forward(days=3)
    assert delivered(desk)[1] == (0, 0)
    assert len(hook.seen) == 3
    assert len({headers["webhook-id"] for headers in hook.headers_of("/hook")}) == 1


def test_a_hook_that_wants_no_more_is_given_up(store: Store, hook: Site) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_watch(desk, "league", Rule(who=("Ash League",)), (f"webhook:{hook.url}/gone",))
    filed(desk, reading())
    assert "given up" in delivered(desk)[0].words("undelivered")[0]
    clock.forward(days=30)
    assert delivered(desk)[1] == (0, 0)


def test_what_one_program_took_on_no_other_sends(store: Store) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    filed(desk, reading())
    first = Deliverer(desk, lambda _: None, lambda _: None)
    (taken,) = first.claimed(most=10)
    assert delivered(desk)[1] == (0, 0)
    first.settle(taken, None)
    clock.forward(days=1)
    assert delivered(desk)[1] == (0, 0)


def test_what_a_killed_program_took_on_is_sent_in_the_end(store: Store) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    filed(desk, reading())
    assert len(Deliverer(desk, lambda _: None, lambda _: None).claimed(most=10)) == 1
    clock.forward(minutes=16)
    assert delivered(desk)[1] == (1, 0)


def test_two_claims_of_one_delivery_give_it_to_one(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    filed(desk, reading())
    with store.writing() as on:
        ((alert_id, sink, n_tries),) = watches.due_deliveries(on, desk.now(), most=5)
        claims = [watches.claim_delivery(on, alert_id, sink, n_tries=n_tries, until="2027-01-01T00:00:00Z") for _ in range(2)]
    assert claims == [True, False]


def test_an_atom_file_holds_the_newest_alerts_of_all_its_watches(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    desk = desk_of(store, clock, replace(OPEN, atom_max_entries=2))
    path = tmp_path / "alerts.xml"
    for name, phrase in (("league", "Ash League"), ("ferries", "ferries would stop"), ("fish", "price of fish")):
        add_watch(desk, name, Rule(phrases=(phrase,)), (f"atom:{path}",))
    filed(desk, reading())
    assert delivered(desk)[1] == (3, 0)
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["fish: Bridge closed", "ferries: Bridge closed"]
    assert "has doubled in the market" in parsed.entries[0].content[0].value


def test_an_atom_file_that_cannot_be_written_is_told_and_tried_again(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    desk = desk_of(store, clock)
    folder = tmp_path / "later"
    add_watch(desk, "league", Rule(who=("Ash League",)), (f"atom:{folder}/alerts.xml",))
    filed(desk, reading())
    assert "cannot be written" in delivered(desk)[0].words("undelivered")[0]
    folder.mkdir()
    clock.forward(minutes=2)
    assert delivered(desk)[1] == (1, 0)
    assert len(feedparser.parse((folder / "alerts.xml").read_bytes()).entries) == 1


def test_alerts_of_followed_feeds_are_delivered_while_following(store: Store, hook: Site) -> None:
    desk = desk_of(store)
    hook.answers["/rss"] = Reply.rss(rss(item(f"{hook.url}/a")))
    hook.answers["/a"] = Reply.html(f"<title>Bridge closed</title><p>{LEAD}{REST}")
    add_watch(desk, "ferries", Rule(phrases=("ferries would stop",)), ("terminal", f"webhook:{hook.url}/hook"))
    add_feeds(desk, f"{hook.url}/rss")
    told = followed(desk)
    assert [message.sentence for message in told.shown] == [LEAD]
    (body,) = [body for verb, _, _, body in hook.seen if verb == "POST"]
    assert json.loads(body)["sentence"] == LEAD
    assert told.kinds().count("delivered") == 2


def test_alerts_of_a_removed_report_are_not_sent(store: Store) -> None:
    desk = desk_of(store)
    add_watch(desk, "league", Rule(who=("Ash League",)), ())
    filed(desk, reading())
    with store.writing() as on:
        on.execute(text("UPDATE report SET removed_at = '2026-03-02T21:00:00Z'"))
    assert delivered(desk)[1] == (0, 0)


def test_the_reader_itself_raises_an_alert(store: Store) -> None:
    """Go the whole way once with the shipped model: an invented report, its people, its threat."""
    desk = replace(desk_of(store), reader=Reader(OPEN))
    source = Path(__file__).parents[2] / "examples" / "river-threat.txt"
    add_watch(desk, "river", Rule(who=("Tapanahony Brotherhood",), places=(PlaceWanted("Suriname"),)), ())
    one = desk.reader.read(str(source))
    filed(desk, one)
    told: list[Message] = []
    happened: list[Happening] = []
    assert Deliverer(desk, happened.append, told.append).deliver() == (1, 0)
    assert told[0].because == ("who Tapanahony Brotherhood", "place Suriname")
    assert told[0].sentence in one.report.article.text


def test_a_removed_report_is_in_no_atom_file_any_more(store: Store, tmp_path: Path) -> None:
    desk = desk_of(store)
    path = tmp_path / "alerts.xml"
    add_watch(desk, "league", Rule(who=("Ash League",)), (f"atom:{path}",))
    report_id = filed(desk, reading())
    assert delivered(desk)[1] == (1, 0)
    assert "Ash League" in path.read_text()
    assert remove_report(desk, report_id, reason="asked for", is_squeezed=False).unwritten == ()
    assert "Ash League" not in path.read_text()
    assert not feedparser.parse(path.read_bytes()).bozo


def test_an_atom_file_that_may_still_tell_of_a_removed_report_is_named(store: Store, tmp_path: Path) -> None:
    desk = desk_of(store)
    path = tmp_path / "alerts.xml"
    path.mkdir()
    add_watch(desk, "league", Rule(who=("Ash League",)), (f"atom:{path}",))
    report_id = filed(desk, reading())
    assert remove_report(desk, report_id, reason="asked for", is_squeezed=False).unwritten == (str(path),)


def test_a_report_that_is_removed_while_dates_are_checked_is_passed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(store)
    add_watch(desk, "soon", Rule(date_within_days=300), ())
    filed(desk, reading())
    remove_report(desk, 1, reason="asked for", is_squeezed=False)
    monkeypatch.setattr(watches, "reports_with_dates", lambda on, first, last: [1])
    assert check_dates(desk) == ()
