"""The newest reports, and who the names of a report are across reports, the same on both databases."""

import pytest

from made_reports import Told, desk_of
from made_stories import BOMBING, HARROW, STORY, UPDATE, filed
from wiredesk.desk.cards_entities import entity_card
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import parse_id
from wiredesk.desk.removing import remove_report
from wiredesk.desk.report_cards import newest_reports
from wiredesk.desk.report_names import entities_across
from wiredesk.store.opening import Store


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with a story, its update, and the story once more."""
    made = desk_of(store)
    for text, day in ((STORY, "2026-01-01"), (UPDATE, "2026-01-03"), (STORY, "2026-01-02")):
        filed(made, text, Told((), [HARROW], BOMBING, published=day, title=f"Of {day}", url=f"https://a.example/{day}"))
    return made


def test_reports_come_by_filing_not_by_day_and_without_removed_ones(desk: Desk) -> None:
    assert [one.report_id for one in newest_reports(desk, most=10)] == [3, 2, 1]
    assert [one.report_id for one in newest_reports(desk, most=1, before=3)] == [2]
    remove_report(desk, 2, reason="asked by the outlet", is_squeezed=False)
    assert [one.title for one in newest_reports(desk, most=10)] == ["Of 2026-01-02", "Of 2026-01-01"]


def test_a_place_of_two_reports_is_one_across_them(desk: Desk) -> None:
    ids = [entities_across(desk, number) for number in (1, 2)]
    shared = set(ids[0].values()) & set(ids[1].values())
    assert shared
    assert {entity_card(desk, parse_id(one, "entity")).name for one in shared} == {HARROW[0]}
