"""Claims about the log: it grows in order, whoever writes, and every change of it shows."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from wiredesk.store import log
from wiredesk.store.opening import Store

AT = "2026-01-02T03:04:05Z"


def add(store: Store, subject: str) -> int:
    """Add one row in a block of its own."""
    with store.writing() as on:
        return log.append(on, "ana", "file", subject, {"sha256": "ab"}, at=AT)


def test_rows_are_chained(store: Store) -> None:
    assert [add(store, f"r{number}") for number in (1, 2, 3)] == [1, 2, 3]
    with store.reading() as on:
        rows = list(log.chain(on))
        assert log.broken_at(log.chain(on)) is None
    assert [row.previous for row in rows] == [log.FIRST, rows[0].hash, rows[1].hash]
    assert len({row.hash for row in rows}) == 3


@pytest.mark.parametrize(
    "change",
    ["UPDATE log SET actor = 'bob' WHERE seq = 2", "DELETE FROM log WHERE seq = 2", "UPDATE log SET hash = 'ff' WHERE seq = 2"],
)
def test_a_row_cannot_be_changed_and_a_forced_change_shows(store: Store, change: str) -> None:
    for number in (1, 2, 3):
        add(store, f"r{number}")
    with pytest.raises(DBAPIError, match="append-only"), store.writing() as on:
        on.execute(text(change))
    with store.writing() as on:
        for name in ("log_kept_from_change", "log_kept_from_removal"):
            on.execute(text(f"DROP TRIGGER IF EXISTS {name}" + (" ON log" if store.dialect == "postgresql" else "")))
        on.execute(text(change))
    with store.reading() as on:
        assert log.broken_at(log.chain(on)) == 2


def test_writers_at_the_same_time_make_one_chain(store: Store) -> None:
    writers = [threading.Thread(target=lambda who=who: [add(store, f"{who}{number}") for number in range(15)]) for who in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with store.reading() as on:
        rows = list(log.chain(on))
        assert log.broken_at(iter(rows)) is None
    assert len(rows) == 60
    assert [row.subject for row in rows if row.subject.startswith("a")] == [f"a{number}" for number in range(15)]


def test_a_row_of_a_block_that_failed_leaves_no_gap(store: Store) -> None:
    def fail() -> None:
        with store.writing() as on:
            log.append(on, "ana", "file", "r9", at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert add(store, "r1") == 1


def test_reading_goes_on_after_a_row(store: Store) -> None:
    for number in range(5):
        add(store, f"r{number}")
    with store.reading() as on:
        assert [row.seq for row in log.chain(on, after=3)] == [4, 5]
        assert [row.seq for row in log.about(on, "r2")] == [3]


def test_rows_are_chosen_by_subject_person_and_action(store: Store) -> None:
    with store.writing() as on:
        for number, (who, what, subject) in enumerate(
            [("ana", "file", "r1"), ("ben", "accept", "r1"), ("ana", "accept", "r2"), ("ana", "accept", "r1")], 1
        ):
            assert log.append(on, who, what, subject, at=AT) == number
    with store.reading() as on:

        def chosen(**wanted: str) -> list[int]:
            return [row.seq for row in log.chosen_rows(on, **wanted, before=99, most=9)]

        assert chosen() == [4, 3, 2, 1]
        assert chosen(subject="r1") == [4, 2, 1]
        assert chosen(actor="ana", action="accept") == [4, 3]
        assert chosen(actor="nobody\x00") == []
        assert [row.seq for row in log.chosen_rows(on, subject="r1", before=4, most=1)] == [2]
