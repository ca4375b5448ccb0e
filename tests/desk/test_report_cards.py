"""The card of a report and the dates to come, the same on both databases."""

import datetime

import pytest

from made_reports import NOW, Told, desk_of
from made_stories import BOMBING, HARROW, STORY, UPDATE, filed
from wiredesk.corroborate.changes import ChangeKind
from wiredesk.desk.desk import Desk
from wiredesk.desk.outlets import Rating, outlets, rate_outlet
from wiredesk.desk.report_cards import page_text, report_card, upcoming
from wiredesk.errors import NotOnDesk, SettingError
from wiredesk.review.rulings import Action, Ruling
from wiredesk.store.log import about
from wiredesk.store.opening import Store
from wiredesk.store.rulings import add_ruling


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with a story, its copy, its update and another story."""
    made = desk_of(store)
    places = [HARROW]
    filed(made, STORY, Told((), places, BOMBING, published="2026-01-01", title="Four killed", url="https://www.a.example/1"))
    filed(made, STORY, Told((), places, BOMBING, published="2026-01-02", title="Blast in Harrow", url="https://b.example/1"))
    filed(made, UPDATE, Told((), places, BOMBING, published="2026-01-03", title="Six killed", url="https://www.a.example/2"))
    other = "The harvest came in late this year, said the farmers of the valley, and nobody was surprised by it at all."
    filed(made, f"{other} A fair is planned for 12 March 2026.", Told(published="2026-01-02", url="https://c.example/1"))
    return made


def test_a_card_shows_the_story_with_its_copies_and_the_agency(desk: Desk) -> None:
    card = report_card(desk, "r2")
    assert [one.report_id for one in card.story] == [1, 2, 3]
    assert [one.wire for one in card.story] == ["Reuters"] * 3
    assert (card.own.copy_of, card.own.copy_kind) == (1, "reheadlined")
    assert card.story[2].copy_kind == "updated"
    assert report_card(desk, "r4").story == (report_card(desk, "r4").own,)


def test_a_card_shows_what_changed_since_the_version_before(desk: Desk) -> None:
    card = report_card(desk, "R3")
    assert card.previous == 2
    figures = [change for change in card.changes if change.kind in (ChangeKind.FIGURE, ChangeKind.TOLL)]
    assert ["4, now 6" in change.note for change in figures] == [True]
    assert "at least six people" in figures[0].newer_words
    first = report_card(desk, "r1")
    assert (first.previous, first.changes) == (None, ())
    assert report_card(desk, "r2").changes == ()


def test_a_card_shows_incidents_origin_and_what_was_done(desk: Desk) -> None:
    card = report_card(desk, "r3")
    assert [(one.type, one.n_stories) for one in card.incidents] == [("bombing", 1)]
    assert card.head.outlet_key == "a.example"
    assert [done.action for done in card.done] == ["file"]
    assert [reading.is_current for reading in card.readings] == [True]
    assert page_text(desk, card) == UPDATE
    assert card.rulings == card.alerts == card.feeds == ()


@pytest.mark.parametrize("name", ["r99", "i1", "12", "", "r0"])
def test_a_report_that_is_not_there_is_told_so(desk: Desk, name: str) -> None:
    with pytest.raises(NotOnDesk):
        report_card(desk, name)


def test_dates_to_come_are_grouped_by_day_and_copies_count_once(desk: Desk) -> None:
    found = upcoming(desk)
    assert not found.is_more
    [date] = found.dates
    assert (date.earliest, date.latest) == ("2026-03-12", "2026-03-12")
    assert [named.report_id for named in date.named] == [1, 4]
    assert date.named[0].copies == (2, 3)
    assert date.named[1].sentences == ("A fair is planned for 12 March 2026.",)
    assert date.named[0].sentences[0].startswith("The next hearing against two men")


@pytest.mark.parametrize(
    ("since", "days", "n_dates"),
    [
        (None, None, 1),
        (None, 30, 0),
        (None, 69, 1),
        (datetime.date(2026, 3, 12), 0, 1),
        (datetime.date(2026, 3, 13), None, 0),
        (datetime.date(2026, 3, 1), 10**9, 1),
    ],
)
def test_dates_are_bounded_on_both_sides(desk: Desk, since: datetime.date | None, days: int | None, n_dates: int) -> None:
    assert len(upcoming(desk, since=since, days=days).dates) == n_dates


def test_outlets_are_listed_and_rated_and_the_log_says_by_whom(desk: Desk) -> None:
    assert [(one.key, one.n_reports) for one in outlets(desk)] == [("a.example", 2), ("b.example", 1), ("c.example", 1)]
    rated = rate_outlet(desk, "a.example", Rating("b", "own people there"))
    assert (rated.reliability, rated.note) == ("B", "own people there")
    assert report_card(desk, "r1").head.reliability == "B"
    assert rate_outlet(desk, "A.EXAMPLE", Rating(note="")).note is None
    assert rate_outlet(desk, "a.example", Rating("none")).reliability is None
    with desk.store.reading() as on:
        rated_rows = about(on, "outlet a.example")
    assert [(row.actor, row.at) for row in rated_rows] == [("tester", NOW.isoformat().replace("+00:00", "Z"))] * 3
    assert "own people" not in "".join(row.detail for row in rated_rows)


def test_a_name_that_several_outlets_share_or_none_has_is_refused(desk: Desk) -> None:
    with pytest.raises(SettingError, match="3 have it"):
        rate_outlet(desk, "example", Rating("A"))
    with pytest.raises(NotOnDesk):
        rate_outlet(desk, "nowhere.example", Rating("A"))
    with pytest.raises(SettingError, match="A \\(completely reliable\\)"):
        rate_outlet(desk, "a.example", Rating("G"))
    for wildcard in ("%", "_", "a%e"):
        with pytest.raises(NotOnDesk):
            outlets(desk, wildcard)


def test_rulings_on_the_report_and_its_story_are_on_the_card(desk: Desk) -> None:
    fact = Ruling(at=NOW, who="ana", action=Action.TITLE, kind="article", report_id=2, value="Blast", was="Blast in Harrow")
    pair = Ruling(at=NOW, who="leo", action=Action.DIFFERENT, kind="story", left_id=1, right_id=2)
    elsewhere = Ruling(at=NOW, who="leo", action=Action.DIFFERENT, kind="incident", left_id=1, right_id=2)
    with desk.store.writing() as on:
        numbers = [add_ruling(on, ruling) for ruling in (fact, pair, elsewhere)]
        undo = add_ruling(on, Ruling(at=NOW, who="leo", action=Action.UNDO, kind="story", undoes=numbers[1]))
    told = [(ruling.id, ruling.action, undone_by) for ruling, undone_by in report_card(desk, "r2").rulings]
    assert told == [(numbers[1], Action.DIFFERENT, undo), (numbers[0], Action.TITLE, None)]
    assert report_card(desk, "r2").reading.report.article.title == "Blast"
