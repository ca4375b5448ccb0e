"""What is new, listed and lies in a month, on both databases; it reads bounded rows, and nothing that was removed."""

import datetime

import pytest

from desk_files import desk_on, filed, filled
from wiredesk.alerts.rules import Rule
from wiredesk.codebook import IncidentType
from wiredesk.desk.calendar_month import calendar_month, nearest_month
from wiredesk.desk.happened import happened_after, mark_now
from wiredesk.desk.incident_list import Wanted, countries_told, incident_page
from wiredesk.desk.removing import remove_report
from wiredesk.desk.report_cards import upcoming
from wiredesk.desk.review_queue import tasks_in_report
from wiredesk.desk.reviewing import part_to_review
from wiredesk.desk.ruling import rule_on_pair, rule_on_report
from wiredesk.desk.today import today
from wiredesk.desk.watching import add_watch
from wiredesk.errors import NotOnDesk
from wiredesk.review.rulings import Action
from wiredesk.store import incident_lists
from wiredesk.store.opening import Store


def test_what_came_in_is_folded_by_story(store: Store) -> None:
    with filled(store) as desk:
        told = today(desk, seen=12)
        assert [one.report for one in told.stories][:3] == ["r15", "r14", "r13"]
        assert [one.is_new for one in told.stories][:4] == [True, True, True, False]
        assert (told.n_new, told.newest) == (3, 15)
        blast = next(one for one in told.stories if one.id == "c8")
        assert (blast.n_reports, blast.report) == (2, "r9")
        assert {one.id for one in told.points} >= {one.id for one in told.wanted}


def test_an_empty_desk_has_no_news(store: Store) -> None:
    told = today(desk_on(store), seen=5)
    assert (told.stories, told.wanted, told.alerts, told.dates, told.points) == ((), (), (), (), ())
    assert (told.newest, told.n_new) == (0, 0)


def test_incidents_are_listed_by_their_newest_report_that_fits(store: Store) -> None:
    with filled(store) as desk:
        everything = incident_page(desk, Wanted(), limit=50).incidents
        assert [one.id for one in everything] == ["i5", "i1", "i3", "i13", "i17", "i8"]
        where = next(one for one in everything if one.id == "i8").spot
        assert where == pytest.approx((9.3, 13.4), abs=0.1)
        threats = incident_page(desk, Wanted(stages=("threatened",)), limit=50).incidents
        assert [(one.id, one.day) for one in threats] == [("i3", "2024-06-30"), ("i1", "2024-06-18")]
        assert countries_told(desk)[0][0] == "CM"


def test_both_ways_to_filter_give_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few matches are sorted here, many are found by going through the reports; a list must not tell which it was."""
    some = [
        Wanted(types=("attack", "bombing")),
        Wanted(stages=("accomplished",)),
        Wanted(since="2024-05-01"),
        Wanted(until="2024-04"),
    ]
    with filled(store) as desk:

        def pages() -> list[list[tuple[str, str | None]]]:
            told = []
            for wanted in some:
                first = incident_page(desk, wanted, limit=2)
                rest = incident_page(desk, wanted, limit=50, before=first.next).incidents if first.next else ()
                told.append([(one.id, one.day) for one in (*first.incidents, *rest)])
            return told

        few = pages()
        monkeypatch.setattr(incident_lists, "_MOST_FEW", 0)
        assert pages() == few
        assert all(few)


def test_a_wrong_place_in_the_list_is_refused(store: Store) -> None:
    with pytest.raises(NotOnDesk):
        incident_page(desk_on(store), Wanted(), limit=5, before="2024-01-01")


def test_a_month_holds_announced_days_and_incidents(store: Store) -> None:
    with filled(store) as desk:
        june = calendar_month(desk, datetime.date(2024, 6, 1), datetime.date(2024, 6, 30))
        last = datetime.date(2024, 6, 30)
        assert [one.earliest for one in june.dates_on(last)] == ["2024-06-30"]
        assert [one.id for one in june.incidents_on(last)] == ["i1"]
        assert june.incidents_on(datetime.date(2024, 6, 1)) == ()
        assert nearest_month(desk, datetime.date(2030, 1, 1)) == datetime.date(2024, 8, 8)
        assert nearest_month(desk, datetime.date(2024, 6, 1)) == datetime.date(2024, 6, 30)


def test_stretches_that_began_long_ago_are_left_out_where_asked(store: Store) -> None:
    with filled(store) as desk:
        first = datetime.date(2024, 6, 1)
        whole = upcoming(desk, since=first).dates
        assert [one.earliest for one in whole] == sorted(one.earliest for one in whole)
        assert upcoming(desk, since=first, most_begun_days=366).dates == whole
        assert upcoming(desk, since=datetime.date.min, days=10, most_begun_days=400).dates == ()


def test_what_happened_is_told_once(store: Store) -> None:
    desk = desk_on(store)
    add_watch(desk, "blasts", Rule(types=(IncidentType.BOMBING,)), [])
    mark = mark_now(desk)
    filed(desk, "garoua-1", "garoua-2")
    rule_on_report(desk, 1, [lambda maker: maker.accept("i1.killed")])
    found = happened_after(desk, mark)
    assert (found.n_reports, [one.report for one in found.stories]) == (2, ["r2"])
    assert [(one.who, one.action, one.about) for one in found.rulings] == [("Ana Coder", "accept", "r1")]
    assert [one.report for one in found.alerts] == ["r1"]
    again = happened_after(desk, found.mark)
    assert (again.mark, again.n_reports, again.rulings, again.alerts) == (found.mark, 0, (), ())


def test_a_removed_report_is_in_no_list(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "bunia-1")
    remove_report(desk, 1, reason="asked for", is_squeezed=False)
    told = today(desk)
    assert [one.report for one in told.stories] == ["r2"]
    assert [one.id for one in incident_page(desk, Wanted(), limit=9).incidents] == ["i2"]
    assert calendar_month(desk, datetime.date(2024, 3, 1), datetime.date(2024, 3, 31)).is_empty


def test_joining_incidents_by_hand_weighs_their_tasks_again(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "bunia-1")
    alone = tasks_in_report(desk, 1)[0]
    rule_on_pair(desk, Action.SAME, "i1", "i2")
    joined = tasks_in_report(desk, 1)[0]
    assert joined.priority > alone.priority
    told = part_to_review(desk, f"t{joined.id}")
    assert told is not None
    reasons = {reason for fact in told.facts for reason in fact.reasons}
    assert "r2 says 2024-08-08" in reasons
