"""Rows that are taken away: each quotation stands where its span says, rulings are applied, counts count stories."""

from collections import Counter
from dataclasses import replace

from desk_files import filled
from wiredesk.desk.desk import Desk
from wiredesk.desk.exporting import Tables
from wiredesk.desk.faceting import spots
from wiredesk.desk.finding import Around, Question, find, wanted_by
from wiredesk.desk.ids import parse_id
from wiredesk.desk.ruled import effective_reading
from wiredesk.export.tables import TABLES, Row
from wiredesk.store.exporting import EVERYTHING, Chosen
from wiredesk.store.opening import Store


def table(desk: Desk, name: str, chosen: Chosen = EVERYTHING) -> list[Row]:
    with desk.store.reading() as on:
        return list(Tables(desk, on, chosen).rows(name))


def test_every_quotation_stands_where_its_span_says(store: Store) -> None:
    with filled(store) as desk, store.reading() as on:
        for name in TABLES:
            rows = table(desk, name)
            assert rows
            for row in rows:
                text = effective_reading(on, parse_id(str(row["report"]), "report")).report.article.text
                start, end = row["span_start"], row["span_end"]
                assert isinstance(start, int)
                assert isinstance(end, int)
                assert row["quotation"] == text[start:end]


def test_rows_have_just_the_columns_of_their_table_and_its_key(store: Store) -> None:
    with filled(store) as desk:
        for name, form in TABLES.items():
            rows = table(desk, name)
            assert all(set(row) <= {column.name for column in form.columns} for row in rows)
            keys = Counter(tuple(row.get(part) for part in form.key) for row in rows)
            assert keys.most_common(1)[0][1] == 1, name


def test_an_incident_counts_stories_and_gives_a_range(store: Store) -> None:
    with filled(store) as desk:
        bombing = next(row for row in table(desk, "incidents") if row["type"] == "bombing")
        assert (bombing["n_reports"], bombing["n_stories"]) == (5, 4)
        assert (bombing["killed_least"], bombing["killed_most"]) == (4, 6)
        assert (bombing["place"], bombing["country"]) == ("Garoua", "CM")


def test_the_crosswalk_has_a_row_for_each_report_of_an_incident(store: Store) -> None:
    with filled(store) as desk:
        walk = table(desk, "crosswalk")
        bombing = [row for row in walk if row["type"] == "bombing"]
        assert len(bombing) == 5
        assert len({row["incident"] for row in bombing}) == 1
        assert len([row for row in bombing if row["copy_kind"]]) == 1
        assert all(row["link_reasons"] for row in bombing if row["link_score"] is not None)


def test_rows_can_be_chosen(store: Store) -> None:
    with filled(store) as desk:
        assert {row["country"] for row in table(desk, "incidents", Chosen(country="MZ"))} == {"MZ"}
        assert {row["type"] for row in table(desk, "incidents", Chosen(type="kidnapping"))} == {"kidnapping"}
        days = [row["published_latest"] for row in table(desk, "reports", Chosen(since="2024-06-01", until="2024-06-30"))]
        assert len(days) == 3
        assert table(desk, "statements", Chosen(since="2025-01-01")) == []


def test_a_search_chooses_rows_of_its_reports_and_incidents(store: Store) -> None:
    with filled(store) as desk:
        for question in (
            Question(words="bus station", types=("bombing",)),
            Question(near=Around("Garoua", 30)),
            Question(countries=("MZ",), stages=("accomplished",)),
        ):
            with store.reading() as on:
                wanted, _ = wanted_by(on, question)
            chosen = Chosen(wanted=wanted)
            hits = {one.id for one in find(desk, replace(question, is_folded=False)).found}
            assert {row["report"] for row in table(desk, "reports", chosen)} == hits != set()
            assert {row["report"] for row in table(desk, "crosswalk", chosen)} == hits
            told = {spot.incident_id for spot in spots(desk, question)}
            assert {parse_id(str(row["incident"]), "incident") for row in table(desk, "incidents", chosen)} == told


def test_an_entity_chooses_what_names_it(store: Store) -> None:
    with filled(store) as desk:
        every = table(desk, "entities")
        for entity in sorted({str(row["entity"]) for row in every if row["entity"]})[:12]:
            chosen = Chosen(entities=(parse_id(entity, "entity"),))
            naming = {row["report"] for row in every if row["entity"] == entity}
            assert {row["report"] for row in table(desk, "reports", chosen)} == naming
            assert table(desk, "entities", chosen) == [row for row in every if row["entity"] == entity]
            assert {row["report"] for row in table(desk, "statements", chosen)} <= naming


def test_a_choice_of_incidents_brings_all_their_reports(store: Store) -> None:
    with filled(store) as desk:
        with store.reading() as on:
            wanted, _ = wanted_by(on, Question(words="Second armed group"))
        one = Chosen(wanted=wanted)
        several = replace(one, is_of_incidents=True)
        assert len(table(desk, "reports", one)) == 1
        assert {row["incident"] for row in table(desk, "crosswalk", several)} == {
            row["incident"] for row in table(desk, "crosswalk", one) if not row["is_background"]
        }
        assert len(table(desk, "crosswalk", several)) == len(table(desk, "reports", several)) == 5


def test_dates_to_come_keep_their_ids_in_another_store(store: Store, store_address: str) -> None:
    with filled(store) as desk:
        uids = {row["uid"] for row in table(desk, "dates")}
        with store.reading() as on:
            reminders = list(Tables(desk, on, EVERYTHING).reminders(first="2024-07-01"))
    assert len(uids) >= 5
    assert {one.uid for one in reminders} < uids
    assert "15 August 2024" in next(one.sentence for one in reminders if one.earliest.month == 8)
