"""Claims about what a running process keeps of readings: nothing of a report that was removed."""

from test_removing import fill

from wiredesk.desk.removing import remove_report
from wiredesk.store.filing import load_reading
from wiredesk.store.opening import Store


def test_a_removed_report_is_let_go_in_memory_too(store: Store) -> None:
    desk = fill(store)
    with desk.store.reading() as on:
        before = load_reading(on, 2)
    remove_report(desk, 1, reason="asked to")
    with desk.store.reading() as on:
        assert load_reading(on, 2) is not before
        assert load_reading(on, 2) == before
