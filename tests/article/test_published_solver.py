"""Clues as unions of days and their intersection."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.article.dating import ALWAYS, LAST, Clue, Days, around, not_after, shared, solve, union
from wiredesk.dates.interval import Interval
from wiredesk.documents import Basis

_CLOCK = datetime.date(2024, 5, 1)
_RANGES = st.lists(st.tuples(st.integers(600_000, 600_200), st.integers(0, 30)), max_size=8).map(
    lambda pairs: union([(start, start + length) for start, length in pairs])
)


def _clue(days: Days, strength: float = 0.5, rule: str = "test") -> Clue:
    return Clue(days, strength, Basis(rule, rule, source_field="test"))


def _not_before(day: datetime.date) -> Days:
    return union([(day.toordinal(), LAST)])


def _set(days: Days) -> set[int]:
    return {day for first, last in days for day in range(first, last + 1)}


@given(_RANGES, _RANGES)
def test_shared_days_are_the_days_in_both(one: Days, other: Days) -> None:
    assert _set(shared(one, other)) == _set(one) & _set(other)
    assert shared(one, other) == shared(other, one)


@given(_RANGES)
def test_everything_shares_all(days: Days) -> None:
    assert shared(days, ALWAYS) == days


@given(_RANGES)
def test_a_union_is_in_order_and_apart(days: Days) -> None:
    assert all(one[1] + 1 < other[0] for one, other in pairwise(days))


def test_bounds_on_both_sides_make_an_interval() -> None:
    first, last = datetime.date(2016, 2, 1), datetime.date(2016, 3, 1)
    assert solve([_clue(_not_before(first)), _clue(not_after(last))], clock=_CLOCK).interval == Interval(first, last)


def test_a_bound_on_one_side_makes_none() -> None:
    assert solve([_clue(_not_before(datetime.date(2016, 2, 1)))], clock=_CLOCK).interval is None
    assert solve([_clue(not_after(datetime.date(2016, 2, 1)))], clock=_CLOCK).interval is None
    assert solve([], clock=_CLOCK).interval is None


def test_the_clock_tightens_the_latest_end() -> None:
    days = union([(datetime.date(2024, 1, 1).toordinal(), datetime.date(2024, 12, 31).toordinal())])
    interval = solve([_clue(days)], clock=_CLOCK).interval
    assert interval is not None
    assert interval.latest <= _CLOCK + datetime.timedelta(1)


def test_the_weaker_of_two_that_contradict_is_dropped() -> None:
    strong, weak = (
        _clue(around(datetime.date(2015, 1, 1), 0, 0), 0.9, "a"),
        _clue(around(datetime.date(2016, 1, 1), 0, 0), 0.3, "b"),
    )
    solution = solve([weak, strong], clock=_CLOCK)
    assert solution.interval == Interval(datetime.date(2015, 1, 1), datetime.date(2015, 1, 1))
    assert solution.dropped == (weak,)


def test_a_day_after_the_clock_is_set_aside() -> None:
    solution = solve([_clue(around(datetime.date(2090, 1, 1), 3, 3))], clock=_CLOCK)
    assert solution.interval is None
    assert len(solution.dropped) == 1


@given(st.lists(st.tuples(_RANGES, st.floats(0, 1)), max_size=6))
def test_an_answer_keeps_to_every_clue_that_it_used(pairs: list[tuple[Days, float]]) -> None:
    solution = solve([_clue(days, strength) for days, strength in pairs], clock=_CLOCK)
    if solution.interval:
        for clue in solution.used:
            assert any(first <= solution.interval.earliest.toordinal() <= last for first, last in clue.days)
