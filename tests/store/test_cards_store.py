"""What the cards ask the store for, on both databases: members, the newest incidents, parts, proposals."""

from dataclasses import replace

import pytest
from made_readings_strategy import filing_of
from sqlalchemy import update

from stand_ins import threat_reading
from wiredesk.records import Reading
from wiredesk.spans import Span
from wiredesk.store import cards, filing, linking
from wiredesk.store.cards import ListPlace
from wiredesk.store.filing import FiledIds, OutletRow
from wiredesk.store.incident_lists import Wanted, listed_incidents
from wiredesk.store.linking import Kind, LinkRow
from wiredesk.store.opening import On, Store
from wiredesk.store.tables import entity, report


def told(number: int) -> Reading:
    """Return the sample reading as another page."""
    reading = threat_reading()
    return replace(
        reading, report=replace(reading.report, source=replace(reading.report.source, url=f"https://a.example/{number}"))
    )


def filled(on: On, *days: str) -> list[FiledIds]:
    """File the sample reading once for each day."""
    outlet = OutletRow("a.example", "The A")
    return [filing.file(on, filing_of(told(number), day=day, outlet=outlet)) for number, day in enumerate(days)]


def join(on: On, kind: Kind, first: int, second: int) -> None:
    """Put two records into one tree."""
    linking.write_edges(on, kind, [LinkRow(first, first), LinkRow(second, first, first, 0.9, '[["same_day","one day",1.0]]')])


def incident(ids: FiledIds) -> int:
    """Return the row of the first incident."""
    return next(iter(ids.found_incidents.values()))


def person(ids: FiledIds) -> int:
    """Return the row of the first entity."""
    return next(iter(ids.found_entities.values()))


def test_members_come_with_their_reports_newest_first(store: Store) -> None:
    with store.writing() as on:
        old, new = filled(on, "2024-01-01", "2024-02-01")
        join(on, Kind.INCIDENT, incident(old), incident(new))
        members = cards.incident_members(on, incident(old))
        assert [row.report.day for row in members] == ["2024-02-01", "2024-01-01"]
        assert [row.joined_to for row in members] == [incident(old), None]
        assert {row.report.outlet for row in members} == {"The A"}
        assert cards.incident_of(on, incident(new)) == incident(old)
        assert cards.incident_of(on, 999_999) is None


def test_removed_reports_are_in_no_card(store: Store) -> None:
    with store.writing() as on:
        old, new = filled(on, "2024-01-01", "2024-02-01")
        join(on, Kind.INCIDENT, incident(old), incident(new))
        on.execute(update(report).where(report.c.id == new.report_id).values(removed_at="2024-03-01T00:00:00Z"))
        assert [row.report.report_id for row in cards.incident_members(on, incident(old))] == [old.report_id]
        assert set(cards.reports(on, [old.report_id, new.report_id])) == {old.report_id}
        assert {row.report_id for row in cards.incident_rows(on, [incident(old)])} == {old.report_id}
        ((_, place), *_) = listed_incidents(on, Wanted(), most=9)
        assert (place.day, place.report_id) == ("2024-01-01", old.report_id)


def test_an_incident_stands_in_the_list_once_at_its_newest_report(store: Store) -> None:
    with store.writing() as on:
        first, second, third = filled(on, "2024-01-01", "2024-02-01", "2024-03-01")
        join(on, Kind.INCIDENT, incident(first), incident(third))
        listed = [row for row in listed_incidents(on, Wanted(), most=99) if row[0] in (incident(first), incident(second))]
        assert [(row[0], row[1].day) for row in listed] == [(incident(first), "2024-03-01"), (incident(second), "2024-02-01")]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_of_the_list_follow_on_one_another(store: Store, size: int) -> None:
    with store.writing() as on:
        filled(on, "2024-01-01", "2024-02-01", "2024-02-01", "2024-03-01")
        whole = listed_incidents(on, Wanted(), most=99)
        seen: list[tuple[int, ListPlace]] = []
        before: ListPlace | None = None
        while page := listed_incidents(on, Wanted(), before=before, most=size):
            seen += page
            before = page[-1][1]
        assert seen == whole
        days = [place.day for _, place in whole]
        assert days == sorted(days, reverse=True)


def test_a_page_that_begins_before_a_day_holds_older_reports_alone(store: Store) -> None:
    with store.writing() as on:
        filled(on, "2024-01-01", "2024-02-01")
        newest = listed_incidents(on, Wanted(), before=ListPlace("2024-02-01", 0, 0), most=9)
        assert {place.day for _, place in newest} == {"2024-01-01"}


def test_parts_say_who_did_what_in_which_incident(store: Store) -> None:
    with store.writing() as on:
        (ids,) = filled(on, "2024-01-01")
        parts = cards.parts_of(on, list(ids.found_entities.values()))
        text = threat_reading().report.article.text
        assert parts
        assert all(isinstance(part.span, Span) and part.span.cut(text) == part.words for part in parts)
        assert {part.incident_id for part in parts} <= set(ids.found_incidents.values())
        assert cards.parts_of(on, []) == []


def test_statements_are_those_of_the_speaker(store: Store) -> None:
    reading = threat_reading()
    with store.writing() as on:
        (ids,) = filled(on, "2024-01-01")
        for local_id, found_id in ids.found_entities.items():
            said = {row.local_id for row in cards.statements_of(on, [found_id], most=99)}
            assert said == {one.id for one in reading.statements if one.speaker == local_id}


def test_proposals_are_seen_from_either_side_while_they_are_open(store: Store) -> None:
    with store.writing() as on:
        one, other = filled(on, "2024-01-01", "2024-02-01")
        pair = incident(one), incident(other)
        linking.propose(on, Kind.INCIDENT, pair, score=0.6, reasons="[]", at="2024-02-01T00:00:00Z")
        for own, theirs in (pair, pair[::-1]):
            assert [(row.own_id, row.other_id, row.other_tree) for row in cards.proposals(on, Kind.INCIDENT, [own])] == [
                (own, theirs, theirs)
            ]
        assert cards.proposals(on, Kind.ENTITY, pair) == []
        linking.settle(on, Kind.INCIDENT, [pair], state="refused", ruling_id=None)
        assert cards.proposals(on, Kind.INCIDENT, pair) == []


def test_entities_are_named_as_the_desk_names_them(store: Store) -> None:
    with store.writing() as on:
        old, new = filled(on, "2024-01-01", "2024-02-01")
        join(on, Kind.ENTITY, person(old), person(new))
        known = {"id": person(old), "type": "person", "name": "Known By This", "n_reports": 2, "profile": b""}
        on.execute(entity.insert(), known)
        names = cards.entity_names(on, [old.report_id, new.report_id])
        local_id = next(iter(old.found_entities))
        assert names[old.report_id, local_id] == names[new.report_id, local_id] == (person(old), "Known By This")
        assert cards.entity_of(on, person(new)) == person(old)
        assert cards.entity_heads(on, [person(old)])[person(old)].n_reports == 2
        assert [row.report.report_id for row in cards.entity_members(on, person(old))] == [new.report_id, old.report_id]
        assert all(head.entity_id != person(old) for head, _ in cards.beside(on, person(old), [old.report_id]))
