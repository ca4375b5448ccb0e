"""Claims about numbers of the whole desk that are kept for a while: fresh where that is quick, never waited for twice."""

from collections.abc import Iterator

import pytest

from wiredesk.desk.desk import Desk
from wiredesk.store.log import append, newest
from wiredesk.web.counted import Lately


class Clock:
    """Count seconds; each look at it takes as long as it is told."""

    def __init__(self) -> None:
        self.at, self.step = 0.0, 0.0

    def __call__(self) -> float:
        self.at += self.step
        return self.at


def count(desk: Desk) -> int:
    with desk.store.reading() as on:
        return newest(on)


def happen(desk: Desk) -> int:
    with desk.store.writing() as on:
        return append(on, "Ana", "note", "", at=desk.now())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lately(clock: Clock) -> Iterator[Lately[int]]:
    made = Lately(count, clock)
    yield made
    made.close()


def test_what_is_counted_quickly_is_always_of_now(empty_desk: Desk, lately: Lately[int]) -> None:
    before = lately.of(empty_desk)
    assert happen(empty_desk) > before
    assert lately.of(empty_desk) > before


def test_what_takes_long_is_counted_aside_and_not_more_often_than_every_20_seconds(
    empty_desk: Desk, lately: Lately[int], clock: Clock
) -> None:
    clock.step = 1.0
    before = lately.of(empty_desk)
    now = happen(empty_desk)
    assert lately.of(empty_desk) == before
    clock.at += 20.0
    assert lately.of(empty_desk) == before
    lately.close()
    assert lately.of(empty_desk) == now


def test_nothing_is_counted_again_while_nothing_happens(empty_desk: Desk) -> None:
    n_counted: list[int] = []

    def counting(desk: Desk) -> int:
        n_counted.append(count(desk))
        return len(n_counted)

    lately = Lately(counting)
    assert [lately.of(empty_desk) for _ in range(3)] == [1, 1, 1]
