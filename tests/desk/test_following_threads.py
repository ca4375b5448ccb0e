"""Hosts are asked in turn, and a job's result or failure comes back with what it was for."""

import threading

import pytest

from wiredesk.desk.following_feeds import wait_words
from wiredesk.desk.following_threads import Done, Turns, Workers


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_host_has_one_turn_at_a_time_and_then_rests() -> None:
    clock = Seconds()
    turns = Turns(clock)
    assert turns.is_free("a.example")
    turns.take("a.example")
    assert not turns.is_free("a.example")
    assert turns.is_free("b.example")
    turns.leave("a.example", delay_s=2)
    assert (turns.is_free("a.example"), turns.next_free_s()) == (False, 2)
    clock.now += 2
    assert (turns.is_free("a.example"), turns.next_free_s()) == (True, None)


def test_hosts_of_long_ago_are_forgotten() -> None:
    clock = Seconds()
    turns = Turns(clock)
    for number in range(20_001):
        turns.take(f"h{number}.example")
        turns.leave(f"h{number}.example", delay_s=0)
        clock.now += 1
    assert len(turns._free_at) <= 10_001


def taken(workers: Workers) -> Done:
    done = workers.next_done(timeout_s=20)
    assert done is not None
    return done


def test_results_come_back_with_what_they_are_for() -> None:
    workers = Workers(2)
    workers.give("sum", lambda: 1 + 1)
    done = taken(workers)
    assert (done.what, done.future.result(), workers.n_busy, workers.n_free) == ("sum", 2, 0, 2)
    assert workers.next_done(timeout_s=0.01) is None


def test_jobs_run_side_by_side_and_no_more_of_them_than_threads() -> None:
    workers, gate = Workers(2), threading.Barrier(2, timeout=20)
    for name in ("a", "b"):
        workers.give(name, gate.wait)
    assert workers.n_free == 0
    assert {taken(workers).what, taken(workers).what} == {"a", "b"}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_failure_comes_back_too() -> None:
    def fail() -> None:
        raise KeyError("a")

    workers = Workers(1)
    workers.give("bad", fail)
    with pytest.raises(KeyError):
        taken(workers).future.result()
    for thread in workers._threads:
        thread.join(20)


@pytest.mark.parametrize(("seconds", "words"), [(5, "5 seconds"), (89, "89 seconds"), (900, "15 minutes"), (7200, "2 hours")])
def test_waits_are_told_roughly(seconds: float, words: str) -> None:
    assert wait_words(seconds) == words
