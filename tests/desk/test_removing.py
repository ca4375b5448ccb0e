"""Claims about removing reports and people: nothing of them is left, everything else stays as it was."""

import datetime
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from made_reports import NOW, Told, desk_of, filed
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, find
from wiredesk.desk.removing import remove_person, remove_report, retain
from wiredesk.desk.ruled import effective_reading
from wiredesk.desk.verifying import verify
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.store.log import broken_at, chain
from wiredesk.store.opening import Store, Waiting
from wiredesk.store.tables import (
    entity,
    feed_entry,
    found_entity,
    found_incident,
    log,
    metadata,
    reading,
    report,
    ruling,
    source,
    watch,
)

TOWN = ("Lisvale", "PT", 39.0, -8.0)
BOMBING = (IncidentType.BOMBING, Stage.ACCOMPLISHED)
FIRST = "A bomb killed Gulmurod Halimov at the quay of Lisvale, said Zoe Brandt. Halimov was a quaymaster, Brandt said."
SECOND = "Zoë Brandt wept in Lisvale. The bomb at the quay had killed Gulmurod Halimov, the quaymaster of the harbour."
THIRD = "A chess club met in Kordar."
NAME = ("halimov", "gulmurod")


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with three reports, two of one incident."""
    return fill(store)


def fill(store: Store) -> Desk:
    """File three reports."""
    desk = desk_of(store)
    told = Told(
        *(["Gulmurod Halimov", "Zoe Brandt"], [TOWN], BOMBING, "Gulmurod Halimov"),
        title="Gulmurod Halimov is dead",
        url="https://a.example/gulmurod-halimov-dead",
        byline=["Eva Roth"],
        keywords=["Halimov", "quay"],
        speaker="Zoe Brandt",
    )
    filed(desk, FIRST, told)
    people = ["Gulmurod Halimov", "Zoë Brandt"]
    told = Told(people, [TOWN], BOMBING, "Gulmurod Halimov", url="https://b.example/2", title="A quay mourns")
    filed(desk, SECOND, replace(told, published="2026-01-02", speaker="Gulmurod Halimov"))
    filed(desk, THIRD, Told(url="https://c.example/3", byline=["Gulmurod Halimov"], title="Chess"))
    return desk


def faults(desk: Desk) -> list[str]:
    """List what is wrong with the desk."""
    return [str(fault) for fault in verify(desk)]


def ids(desk: Desk, **question: object) -> list[str]:
    """List what is found."""
    return [one.id for one in find(desk, Question(**question)).found]  # type: ignore[arg-type]


def all_words(desk: Desk) -> Iterator[str]:
    """Yield every value of every table, readings and profiles unpacked."""
    with desk.store.reading() as on:
        for table in metadata.sorted_tables:
            for row in on.execute(select(table)).mappings():
                yield from (f"{table.name}.{name}: {as_words(value)}" for name, value in row.items())


def as_words(value: object) -> str:
    """Return a value of a table as words."""
    if not isinstance(value, bytes | memoryview):
        return str(value)
    try:
        return zlib.decompress(bytes(value)).decode("utf-8", "replace")
    except zlib.error:
        return bytes(value).decode("utf-8", "replace")


def holding(desk: Desk, *words: str) -> list[str]:
    """List the values that hold one of these words."""
    return [value[:200] for value in all_words(desk) if any(word in value.lower() for word in words)]


# -- a report ------------------------------------------------------------------------------------------------------


def test_of_a_removed_report_no_word_is_left(desk: Desk) -> None:
    assert holding(desk, "quaymaster", "said zoe")
    removed = remove_report(desk, 1, reason="asked for by the publisher")
    assert removed.reports == (1,)
    assert removed.is_clean
    assert not holding(desk, "said zoe", "a.example", "gulmurod-halimov", "is dead", "eva roth")
    assert holding(desk, "quaymaster")  # in the other report
    assert ids(desk, words="quay") == ["r2"]
    assert faults(desk) == []


def test_a_tombstone_keeps_ids_hashes_and_moments(desk: Desk) -> None:
    with desk.store.reading() as on:
        before = on.execute(select(report).where(report.c.id == 1)).mappings().one()
    remove_report(desk, 1, reason="too old")
    with desk.store.reading() as on:
        after = on.execute(select(report).where(report.c.id == 1)).mappings().one()
        last = list(chain(on))[-1]
        assert broken_at(chain(on)) is None
        assert on.execute(select(func.count()).select_from(source)).scalar() == 2
    same = {name for name, value in after.items() if value == before[name] and value is not None}
    assert same >= {"id", "key", "sha256", "filed_at", "day"}
    assert after["removed_at"] == "2026-01-02T03:04:05Z"
    assert (last.action, last.subject, last.actor) == ("remove", "r1", "tester")
    assert before["sha256"] in last.detail


def test_links_are_mended_when_the_first_of_a_tree_goes(desk: Desk) -> None:
    with desk.store.reading() as on:
        assert on.execute(select(found_entity.c.entity_id).where(found_entity.c.report_id == 2)).scalars().first() == 1
        assert on.execute(select(found_incident.c.incident_id).where(found_incident.c.report_id == 2)).scalar() == 1
    remove_report(desk, 1, reason="too old")
    with desk.store.reading() as on:
        rows = on.execute(select(found_entity.c.id, found_entity.c.entity_id)).all()
        assert all(row.id == row.entity_id for row in rows)
        known = on.execute(select(entity.c.id, entity.c.n_reports)).all()
        assert {row.id: row.n_reports for row in known} == {row.id: 1 for row in rows}
        assert on.execute(select(found_incident.c.incident_id)).scalar() == 2
    assert ids(desk, who=("Gulmurod Halimov",)) == ["r2"]


def test_the_middle_of_a_tree_goes_and_the_rest_stays_together(store: Store) -> None:
    desk = desk_of(store)
    for number in range(4):
        text = f"Gulmurod Halimov spoke in Lisvale on day {number} of the week about the harbour."
        filed(desk, text, Told(["Gulmurod Halimov"], [TOWN], url=f"https://a.example/{number}"))
    for gone, left in ((2, {1}), (1, {5})):
        remove_report(desk, gone, reason="too old")
        with store.reading() as on:
            rows = on.execute(select(found_entity.c.entity_id).where(found_entity.c.name == "Gulmurod Halimov"))
            assert set(rows.scalars()) == left
        assert faults(desk) == []


def test_a_removed_report_stays_away_until_it_is_wanted_again(desk: Desk) -> None:
    from made_reports import made_reading
    from wiredesk.desk.filing import Captured, file_reading

    remove_report(desk, 3, reason="too old")
    captured = Captured(THIRD.encode(), made_reading(THIRD, Told(url="https://c.example/3", title="Chess")))
    with desk.store.writing() as on:
        again = file_reading(desk, on, captured)
    assert (again.is_new, again.is_removed) == (False, True)
    assert ids(desk, words="chess") == []
    with desk.store.writing() as on:
        again = file_reading(desk, on, captured, is_again=True)
    assert (again.is_new, again.report_id) == (True, 3)
    assert ids(desk, words="chess") == ["r3"]
    assert faults(desk) == []


def test_a_source_stays_while_another_report_has_it(store: Store) -> None:
    desk = desk_of(store)
    for number in range(2):
        filed(desk, THIRD, Told(url=f"https://a.example/{number}"))
    remove_report(desk, 1, reason="too old")
    with store.reading() as on:
        assert on.execute(select(func.count()).select_from(source)).scalar() == 1
    assert faults(desk) == []
    remove_report(desk, 2, reason="too old")
    with store.reading() as on:
        assert on.execute(select(func.count()).select_from(source)).scalar() == 0


def test_rulings_on_a_removed_report_lose_their_words(desk: Desk) -> None:
    with desk.store.writing() as on:
        values = {"at": "2026-01-01T00:00:00Z", "who": "tester", "body": '{"quote": "quaymaster secret"}', "undone_by": None}
        on.execute(ruling.insert(), {**values, "action": "reject", "kind": "fact", "report_id": 1})
        on.execute(ruling.insert(), {**values, "action": "same", "kind": "entity", "left_id": 1, "right_id": 4})
    remove_report(desk, 1, reason="too old")
    with desk.store.reading() as on:
        assert set(on.execute(select(ruling.c.body)).scalars()) == {""}
    assert faults(desk) == []


def test_a_report_is_removed_once(desk: Desk) -> None:
    remove_report(desk, 1, reason="too old")
    with pytest.raises(NotOnDesk, match="removed on 2026-01-02 already"):
        remove_report(desk, 1, reason="too old")
    with pytest.raises(NotOnDesk):
        remove_report(desk, 99, reason="too old")


@pytest.mark.parametrize("reason", ["Gulmurod Halimov asked", "the HALIMOV family asked", "for Zoë Brandt"])
def test_the_reason_names_nobody(desk: Desk, reason: str) -> None:
    with pytest.raises(RulingRefused, match="names"):
        remove_report(desk, 1, reason=reason)
    assert not holding_log(desk)


def holding_log(desk: Desk) -> list[str]:
    """List the words of the log that name the person."""
    return [value for value in holding(desk, *NAME, "brandt") if value.startswith("log.")]


# -- retention -----------------------------------------------------------------------------------------------------


def test_old_reports_go_after_the_days_of_the_setting(desk: Desk) -> None:
    with desk.store.writing() as on:
        on.execute(update(report).where(report.c.id == 3).values(filed_at="2025-12-01T00:00:00Z"))
    assert retain(desk).reports == ()
    kept = replace(desk, settings=replace(desk.settings, retention_days=31))
    assert retain(kept).reports == (3,)
    assert retain(kept).reports == ()
    assert faults(desk) == []
    later = replace(kept, clock=lambda: NOW + datetime.timedelta(days=40))
    assert retain(later).reports == (1, 2)
    assert ids(desk) == []


def test_tidying_up_mends_the_index_and_drops_what_no_report_has(desk: Desk) -> None:
    if desk.store.dialect == "sqlite":
        with desk.store.writing() as on:
            on.exec_driver_sql("INSERT INTO report_words (report_words) VALUES ('delete-all')")
    with desk.store.writing() as on:
        on.execute(update(report).where(report.c.id == 3).values(source_id=None))
    assert faults(desk) != []
    assert retain(desk, is_tidied=True).reports == ()
    assert faults(desk) == []
    assert ids(desk, words="quay") == ["r2", "r1"]


# -- a person ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["e1", "Gulmurod Halimov", "gulmurod halimov"])
def test_of_a_removed_person_no_name_is_left(desk: Desk, name: str) -> None:
    removed = remove_person(desk, name, reason="asked for")
    assert removed.reports == (1, 2, 3)
    assert holding(desk, *NAME) == []
    assert faults(desk) == []
    assert ids(desk, words="halimov") == []
    assert ids(desk, words="quay") == ["r2", "r1"]
    assert ids(desk, who=("Zoe Brandt",)) == ["r2", "r1"]
    assert ids(desk, who=("Gulmurod Halimov",)) == []


def test_spans_stay_where_they_were(desk: Desk) -> None:
    remove_person(desk, "e1", reason="asked for")
    with desk.store.reading() as on:
        one, three = effective_reading(on, 1), effective_reading(on, 3)
    text = one.report.article.text
    assert text == FIRST.replace("Gulmurod Halimov", "█" * 16).replace("Halimov", "█" * 7)
    assert [[span.cut(text) for span in entity.mentions] for entity in one.entities] == [["Zoe Brandt"], ["Lisvale"]]
    assert one.report.article.title == f"{'█' * 16} is dead"
    assert one.report.article.keywords == ("█" * 7, "quay")
    assert one.report.source.url == f"https://a.example/{'█' * 16}-dead"
    assert one.incidents[0].victims == ()
    assert len(one.timeline) == 1
    assert three.report.article.byline == ("█" * 16,)
    with desk.store.reading() as on:
        two = effective_reading(on, 2)
    assert two.timeline == ()
    assert [statement.speaker for statement in two.statements] == [None]


def test_other_records_keep_their_rows_and_links(desk: Desk) -> None:
    with desk.store.reading() as on:
        wanted = select(found_entity.c.id, found_entity.c.name, found_entity.c.entity_id).order_by(found_entity.c.id)
        before = [tuple(row) for row in on.execute(wanted) if "Halimov" not in row[1]]
        incidents = on.execute(select(found_incident.c.id, found_incident.c.incident_id)).all()
    remove_person(desk, "e1", reason="asked for")
    with desk.store.reading() as on:
        assert [tuple(row) for row in on.execute(wanted)] == before
        assert on.execute(select(found_incident.c.id, found_incident.c.incident_id)).all() == incidents
        assert on.execute(select(func.count()).select_from(reading)).scalar() == 3
        assert on.execute(select(func.count()).select_from(source)).scalar() == 0


def test_the_log_names_a_removed_person_by_hash_alone(desk: Desk) -> None:
    remove_person(desk, "e1", reason="asked for")
    with desk.store.reading() as on:
        last = on.execute(select(log).order_by(log.c.seq.desc()).limit(1)).one()
        assert broken_at(chain(on)) is None
    assert (last.action, last.subject) == ("remove", "e1")
    assert not holding_log(desk)


def test_a_namesake_that_the_desk_keeps_apart_is_spared_and_told(desk: Desk) -> None:
    text = "Gulmurod Halimov, a boy of nine, won at chess."
    other = filed(desk, text, Told(["Gulmurod Halimov"], url="https://d.example/4"), is_linked=False)
    with desk.store.writing() as on:
        row_id = on.execute(select(found_entity.c.id).where(found_entity.c.report_id == other)).scalar_one()
        on.execute(update(found_entity).where(found_entity.c.id == row_id).values(entity_id=row_id))
    removed = remove_person(desk, "e1", reason="asked for")
    assert removed.spared == (other,)
    assert ids(desk, words="boy halimov") == [f"r{other}"]
    assert faults(desk) == []


def test_a_surname_that_others_share_stays_theirs(store: Store) -> None:
    desk = desk_of(store)
    text = "Gulmurod Halimov came. Maria Halimov wept. Halimov left."
    filed(desk, text, Told(["Gulmurod Halimov", "Maria Halimov"]))
    remove_person(desk, "e1", reason="asked for")
    with store.reading() as on:
        left = effective_reading(on, 1)
    assert left.report.article.text == f"{'█' * 16} came. Maria Halimov wept. {'█' * 7} left."
    assert faults(desk) == []


def test_what_waits_and_what_watches_names_the_person_no_more(desk: Desk) -> None:
    with desk.store.writing() as on:
        on.execute(
            metadata.tables["feed"].insert(), {"url": "https://f.example", "interval_s": 9, "next_at": "x", "added_at": "x"}
        )
        entry = {"feed_id": 1, "key": "https://f.example/gulmurod-halimov", "seen_at": "x", "title": "GULMUROD  HALIMOV"}
        on.execute(feed_entry.insert(), entry)
        rule = '{"who": ["Somebody"], "phrase": "Gulmurod Halimov"}'
        on.execute(watch.insert(), {"name": "Gulmurod Halimov", "rule": rule, "sinks": "[]", "made_at": "x", "made_by": "x"})
    remove_person(desk, "e1", reason="asked for")
    assert holding(desk, *NAME) == []


def test_who_is_meant_must_be_certain_and_a_person(desk: Desk) -> None:
    for name in ("Nobody Known", "e99", "e2x"):
        with pytest.raises(NotOnDesk):
            remove_person(desk, name, reason="asked for")
    with pytest.raises(RulingRefused, match="no person"):
        remove_person(desk, "Lisvale", reason="asked for")
    with pytest.raises(RulingRefused, match="names"):
        remove_person(desk, "e1", reason="Halimov asked for it")


# -- the files -----------------------------------------------------------------------------------------------------


def in_files(path: Path, *words: str) -> list[str]:
    """List the words that stand in a file of the store or beside it, in any encoding of letters that it has."""
    beside = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    whole = b"".join(one.read_bytes() for one in beside).lower()
    return [word for word in words if word.encode() in whole]


def test_no_byte_of_the_files_holds_a_removed_report(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(Store.create(str(path), now=NOW)) as store:
        desk = fill(store)
        _many(desk)
        assert in_files(path, "said zoe", "a.example", "eva roth") != []
        assert remove_report(desk, 1, reason="too old").is_clean
        assert in_files(path, "said zoe", "a.example", "is dead") == []
        assert faults(desk) == []
    assert in_files(path, "said zoe", "a.example", "is dead") == []


def test_no_byte_of_the_files_holds_a_removed_person(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(Store.create(str(path), now=NOW)) as store:
        desk = fill(store)
        _many(desk)
        assert set(in_files(path, *NAME)) == set(NAME)
        assert remove_person(desk, "e1", reason="asked for").is_clean
        assert in_files(path, *NAME) == []
        assert faults(desk) == []


def test_a_reader_elsewhere_is_told_of_because_it_holds_old_pages(tmp_path: Path) -> None:
    with closing(Store.create(str(tmp_path / "desk.db"), now=NOW, waiting=Waiting(wait_s=0.5))) as store:
        desk = fill(store)
        with store.reading() as on:
            on.execute(select(report)).all()
            assert not remove_report(desk, 3, reason="too old").is_clean
        assert retain(desk).is_clean


def _many(desk: Desk) -> None:
    """File more, so that pages split and the index has several segments."""
    for number in range(60):
        text = f"Report {number}: the harbour of Lisvale was quiet on day {number}. " + f"word{number} filler text. " * 40
        filed(desk, text, Told([], [TOWN], url=f"https://many.example/{number}"))
