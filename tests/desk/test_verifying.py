"""Claims about verifying a desk: what is sound is silent, whatever was tampered with is told."""

import hashlib
import json
from collections.abc import Callable

import pytest
from sqlalchemy import Table, select, text, update

from coding_rounds import NIA, accept_all, made, with_people
from made_reports import Told, desk_of, filed
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.verifying import verify
from wiredesk.store.opening import On, Store
from wiredesk.store.packing import pack, pack_json, unpack, unpack_json
from wiredesk.store.tables import (
    coding_answer,
    coding_item,
    entity,
    found_entity,
    found_incident,
    found_statement,
    incident_part,
    log,
    reading,
    report,
    report_text,
    review_task,
    source,
)
from wiredesk.store.verifying_links import tree_fault

TOWN = ("Lisvale", "PT", 39.0, -8.0)
BOMBING = (IncidentType.BOMBING, Stage.ACCOMPLISHED)


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with three reports, two of them of one person."""
    made = desk_of(store)
    texts = ("A bomb killed Ana Ruiz in Lisvale.", "Ana Ruiz died in Lisvale, said Zoe Brandt.", "Nothing new.")
    for number, words in enumerate(texts):
        people = [name for name in ("Ana Ruiz", "Zoe Brandt") if name in words]
        url = f"https://a.example/{number}"
        told = Told(title="News", url=url)
        if people:
            told = Told(people, [TOWN], BOMBING, victim="Ana Ruiz", speaker=people[-1], title="News", url=url)
        filed(made, words, told)
    return made


def faults(desk: Desk) -> list[str]:
    """List what is wrong."""
    return [str(one) for one in verify(desk)]


@pytest.fixture
def tampered(desk: Desk) -> Callable[[Callable[[On], object]], list[str]]:
    """Give a function that changes rows, with the guards of the log off, and lists what is wrong then."""

    def tamper(change: Callable[[On], object]) -> list[str]:
        with desk.store.writing() as on:
            if desk.store.dialect == "postgresql":
                on.exec_driver_sql("ALTER TABLE log DISABLE TRIGGER USER")
            else:
                on.exec_driver_sql("DROP TRIGGER IF EXISTS log_kept_from_change")
                on.exec_driver_sql("DROP TRIGGER IF EXISTS log_kept_from_removal")
            change(on)
        return faults(desk)

    return tamper


def test_a_sound_desk_is_silent(desk: Desk) -> None:
    assert faults(desk) == []


def test_every_byte_of_a_source_counts(desk: Desk, tampered: Callable[..., list[str]]) -> None:
    with desk.store.reading() as on:
        row = on.execute(select(source).where(source.c.id == 1)).one()
    plain = unpack(row.packing, row.packed, row.n_bytes)
    for at in range(0, len(row.packed), 7):
        changed = bytes(row.packed[:at]) + bytes([row.packed[at] ^ 0x41]) + bytes(row.packed[at + 1 :])
        told = tampered(lambda on, b=changed: on.execute(update(source).where(source.c.id == 1).values(packed=b)))
        assert any("source 1" in one for one in told), at
    packing, packed = pack(plain.replace(b"bomb", b"lamp"))
    values = {"packing": packing, "packed": packed}
    assert any(
        "not those of its hash" in one
        for one in tampered(lambda on: on.execute(update(source).where(source.c.id == 1).values(values)))
    )


def test_every_byte_of_a_reading_counts(desk: Desk, tampered: Callable[..., list[str]]) -> None:
    with desk.store.reading() as on:
        body = bytes(on.execute(select(reading.c.body).where(reading.c.id == 1)).scalar_one())
    for at in range(0, len(body), 23):
        changed = body[:at] + bytes([body[at] ^ 0x10]) + body[at + 1 :]
        told = tampered(lambda on, b=changed: on.execute(update(reading).where(reading.c.id == 1).values(body=b)))
        assert any("report r1, reading 1" in one for one in told), at
    told = unpack_json(body)
    told["article"]["keywords"] = ["forged"]
    forged = pack_json(told)
    found = tampered(lambda on: on.execute(update(reading).where(reading.c.id == 1).values(body=forged)))
    assert any("not what the log says" in one for one in found)


@pytest.mark.parametrize("name", ["at", "actor", "action", "subject", "detail", "previous", "hash"])
def test_a_changed_row_of_the_log_is_found(tampered: Callable[..., list[str]], name: str) -> None:
    told = tampered(lambda on: on.execute(update(log).where(log.c.seq == 2).values({name: "x"})))
    assert any("log, row 2" in one for one in told)


def test_a_row_taken_from_the_log_is_found(tampered: Callable[..., list[str]]) -> None:
    assert any("log, row 2" in one for one in tampered(lambda on: on.execute(log.delete().where(log.c.seq == 2))))


def test_a_log_without_its_end_is_found(tampered: Callable[..., list[str]]) -> None:
    found = tampered(lambda on: on.execute(log.delete().where(log.c.seq > 2)))
    assert any("r3: does not stand in the log" in one for one in found)


def test_a_forged_log_is_found(tampered: Callable[..., list[str]]) -> None:
    def forge(on: On) -> None:
        row = on.execute(select(log).where(log.c.seq == 1)).one()
        told = [1, row.at, "somebody", row.action, row.subject, row.detail, row.previous]
        words = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
        on.execute(update(log).where(log.c.seq == 1).values(actor="somebody", hash=hashlib.sha256(words).hexdigest()))

    assert any("log, row 2" in one for one in tampered(forge))


def changed(table: Table, row_id: int, **values: object) -> Callable[[On], object]:
    """Return what changes one row."""
    return lambda on: on.execute(update(table).where(next(iter(table.primary_key)) == row_id).values(values))


CHANGES: list[tuple[str, Callable[[On], object]]] = [
    ("report r1: its title", changed(report, 1, title="Other")),
    ("report r1: its published_latest", changed(report, 1, published_latest="2001-01-01")),
    ("report r1: its source", changed(report, 1, source_id=2)),
    ("report r1: the words", changed(report_text, 1, body="other words")),
    ("rows of found_entity", changed(found_entity, 1, name="Eve")),
    ("rows of found_entity", changed(found_entity, 1, folded="eve")),
    ("rows of found_incident", changed(found_incident, 1, killed_most=9)),
    ("rows of incident_part", changed(incident_part, 1, start=3)),
    ("rows of found_statement", lambda on: on.execute(found_statement.delete().where(found_statement.c.id == 1))),
    ("has 0 current readings", changed(reading, 2, is_current=False)),
    ("entity 1:", changed(found_entity, 3, joined_to=999)),
    ("circle", changed(found_entity, 1, joined_to=3)),
    ("nothing is known", lambda on: on.execute(entity.delete().where(entity.c.id == 1))),
    ("no report names", lambda on: on.execute(entity.insert().values(id=77, type="person", name="x", n_reports=1, profile=b""))),
    ("story 1:", changed(report, 3, story_id=1)),
    ("review task 1: is about an incident", changed(review_task, 1, found_incident_id=2)),
    ("review task 1: is about an incident", changed(review_task, 1, found_incident_id=999)),
]


@pytest.mark.parametrize(("expected", "change"), CHANGES, ids=[f"{n}-{one[0][:20]}" for n, one in enumerate(CHANGES)])
def test_rows_that_do_not_fit_are_told(tampered: Callable[..., list[str]], expected: str, change: Callable[[On], object]) -> None:
    told = tampered(change)
    assert any(expected in one for one in told), told
    assert all(";" in one for one in told)  # and what to do about it


@pytest.mark.parametrize(
    ("expected", "change"),
    [
        ("coding answer 1: is by nobody who codes", changed(coding_answer, 1, who="Eve Other")),
        ("question 1: was settled by a ruling", changed(coding_item, 1, settled_at="x", settled_by=NIA, ruling_id=99)),
        ("question 1: is half settled", changed(coding_item, 1, settled_at="x")),
        ("question 1: is half settled", changed(coding_item, 1, settled_by=NIA)),
    ],
)
def test_a_round_that_does_not_fit_is_told(
    desk: Desk, tampered: Callable[..., list[str]], expected: str, change: Callable[[On], object]
) -> None:
    made(with_people(desk), questions=("incident.type", "incident.stage"))
    accept_all(desk, NIA)
    assert faults(desk) == []
    assert [one for one in tampered(change) if expected in one]


def test_an_index_that_is_not_of_the_texts_is_found(desk: Desk, tampered: Callable[..., list[str]]) -> None:
    def change(on: On) -> None:
        if desk.store.dialect == "postgresql":
            on.execute(text("UPDATE report_text SET words = to_tsvector('english', 'other') WHERE report_id = 1"))
        else:
            words = on.execute(select(report_text).where(report_text.c.report_id == 1)).one()
            on.execute(
                text("INSERT INTO report_words (report_words, rowid, title, body) VALUES ('delete', 1, :title, :body)"),
                {"title": words.title, "body": words.body},
            )

    assert any("index" in one for one in tampered(change))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([(1, None)], None),
        ([(1, 3), (2, 3), (3, None)], None),
        ([(2, None)], "lowest row"),
        ([(1, None), (2, None)], "several parts"),
        ([(1, 9)], "not in it"),
        ([(1, 2), (2, 1)], "circle"),
        ([(1, None), (2, 3), (3, 2)], "circle"),
    ],
)
def test_a_tree_is_sound_or_is_told(members: list[tuple[int, int | None]], expected: str | None) -> None:
    found = tree_fault(1, members)
    assert (found is None) if expected is None else (expected in (found or ""))
