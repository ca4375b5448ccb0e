"""Claims about agreement: the published worked examples, and what holds of any answers."""

from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.review.agreement import (
    Figure,
    Scale,
    alpha,
    alpha_in_words,
    confusion,
    kappa,
    kappa_in_words,
    linear,
    percent,
    quadratic,
)

# Krippendorff 2011, section D: four observers, twelve units, "." where one said nothing.
OBSERVERS = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
UNITS = [[float(said) for said in unit if said != "."] for unit in zip(*(row.split() for row in OBSERVERS), strict=True)]
# The same source, sections A and B: two observers, binary and nominal data.
BINARY = list(zip("0100000000", "1110010001", strict=True))
LETTERS = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
# Cohen 1960 and 1968: two judges, three categories, 200 cases; the weights of the second paper.
JUDGES = {("A", "A"): 88, ("A", "B"): 10, ("A", "C"): 2, ("B", "A"): 14, ("B", "B"): 40, ("B", "C"): 6,
          ("C", "A"): 18, ("C", "B"): 10, ("C", "C"): 12}  # fmt: skip
BADNESS = {frozenset("AB"): 1.0, frozenset("AC"): 3.0, frozenset("BC"): 6.0}

answers = st.lists(st.lists(st.sampled_from("abcd"), min_size=0, max_size=4), max_size=25)
numbers = st.lists(st.lists(st.integers(0, 9).map(float), min_size=0, max_size=4), max_size=25)


def cases() -> list[tuple[str, str]]:
    return [pair for pair, n in JUDGES.items() for _ in range(n)]


@pytest.mark.parametrize(
    ("scale", "told"), [(Scale.NOMINAL, 0.743), (Scale.ORDINAL, 0.815), (Scale.INTERVAL, 0.849), (Scale.RATIO, 0.797)]
)
def test_alpha_is_that_of_krippendorffs_example(scale: Scale, told: float) -> None:
    found = alpha(UNITS, scale)
    assert found.value == pytest.approx(told, abs=0.0005)
    assert found.n_items == 11


def test_alpha_of_binary_data_is_that_of_krippendorffs_example() -> None:
    assert alpha(BINARY).value == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_nominal_data_is_that_of_krippendorffs_example() -> None:
    assert alpha(LETTERS).value == pytest.approx(0.692, abs=0.0005)


def test_kappa_is_that_of_cohens_example() -> None:
    assert kappa(cases()).value == pytest.approx(0.492, abs=0.0005)


def test_weighted_kappa_is_that_of_cohens_example() -> None:
    found = kappa(cases(), weigh=lambda one, other: BADNESS.get(frozenset((str(one), str(other))), 0.0))
    assert found.value == pytest.approx(0.348, abs=0.0005)


def test_kappa_without_agreement_beyond_chance_is_nought() -> None:
    pairs = [("a", "a")] * 25 + [("a", "b")] * 25 + [("b", "a")] * 25 + [("b", "b")] * 25
    assert kappa(pairs).value == pytest.approx(0.0)


def test_kappa_of_constant_contradiction_is_minus_one() -> None:
    assert kappa([("a", "b"), ("b", "a")] * 5).value == pytest.approx(-1.0)


def test_quadratic_kappa_forgives_near_misses_more_than_linear() -> None:
    pairs = [(1, 1), (2, 2), (3, 3), (4, 4), (1, 2), (3, 4)]
    plain, steps, squares = kappa(pairs), kappa(pairs, weigh=linear((1, 2, 3, 4))), kappa(pairs, weigh=quadratic((1, 2, 3, 4)))
    assert plain.value is not None
    assert steps.value is not None
    assert squares.value is not None
    assert plain.value < steps.value < squares.value


@pytest.mark.parametrize("found", [kappa([("a", "a")] * 9), alpha([["a", "a"]] * 9)])
def test_without_variation_there_is_no_figure_and_it_is_said_why(found: Figure) -> None:
    assert found.value is None
    assert found.low is None
    assert "the same" in str(found.why)


@pytest.mark.parametrize("found", [kappa([]), alpha([["a"], []]), percent([["a"]])])
def test_without_two_answers_to_one_item_there_is_no_figure(found: Figure) -> None:
    assert found.value is None
    assert "two answers" in str(found.why)


@given(answers)
def test_perfect_agreement_is_one_or_undefined(units: list[list[str]]) -> None:
    same = [[unit[0]] * 3 for unit in units if unit]
    assert alpha(same).value in (None, pytest.approx(1.0))
    assert percent(same).value in (None, 1.0)
    assert kappa((unit[0], unit[1]) for unit in same).value in (None, pytest.approx(1.0))


@given(answers)
def test_order_of_coders_does_not_matter(units: list[list[str]]) -> None:
    turned = [unit[::-1] for unit in units]
    assert alpha(turned) == alpha(units)
    assert percent(turned) == percent(units)
    pairs = [(unit[0], unit[1]) for unit in units if len(unit) > 1]
    there, back = kappa(pairs).value, kappa([(other, one) for one, other in pairs]).value
    assert there == (None if back is None else pytest.approx(back))


@given(numbers, st.sampled_from(list(Scale)))
def test_alpha_is_as_its_definition_spelled_out(units: list[list[float]], scale: Scale) -> None:
    found, told = alpha(units, scale).value, spelled_out(units, scale)
    assert (found is None) == (told is None)
    assert found == (None if told is None else pytest.approx(told, abs=1e-9))


@given(answers)
def test_a_figure_lies_within_its_interval(units: list[list[str]]) -> None:
    for found in (alpha(units), percent(units), kappa((unit[0], unit[1]) for unit in units if len(unit) > 1)):
        if found.low is not None:
            assert found.value is not None
            assert found.high is not None
            assert found.low <= found.value <= found.high + 1e-12
            assert found.high <= 1.0


def test_interval_is_the_same_each_time_and_narrows_with_more_items() -> None:
    few, many = alpha(UNITS), alpha(UNITS * 20)
    assert few == alpha(UNITS)
    assert None not in (few.low, few.high, many.low, many.high)
    assert float(many.high or 0) - float(many.low or 0) < (float(few.high or 0) - float(few.low or 0)) / 2


def test_days_count_as_far_as_they_lie_apart() -> None:
    near = alpha([[738000.0, 738001.0], [738100.0, 738100.0], [738200.0, 738200.0]], Scale.INTERVAL)
    far = alpha([[738000.0, 738050.0], [738100.0, 738100.0], [738200.0, 738200.0]], Scale.INTERVAL)
    assert near.value is not None
    assert far.value is not None
    assert near.value > 0.999
    assert far.value < 0.95


def test_confusion_keeps_the_order_and_counts_all() -> None:
    found = confusion(cases(), order=("C", "B", "A", "Z"))
    assert found.labels == ("C", "B", "A")
    assert found.counts == ((12, 10, 18), (6, 40, 14), (2, 10, 88))
    assert (found.n_agreed, found.n_items) == (140, 200)


def test_words_for_figures_change_at_their_cut_offs() -> None:
    assert [kappa_in_words(one) for one in (-0.1, 0.0, 0.2, 0.21, 0.6, 0.61, 0.81)] == [
        "poor", "slight", "slight", "fair", "moderate", "substantial", "almost perfect",
    ]  # fmt: skip
    assert [alpha_in_words(one) for one in (0.66, 0.667, 0.8)] == ["not to be relied on", "tentative", "reliable"]


def spelled_out(units: Sequence[Sequence[float]], scale: Scale) -> float | None:
    """Compute alpha pair by pair, as Krippendorff 2011 defines it, without any short cut."""
    paired = [unit for unit in units if len(unit) > 1]
    told = sorted(value for unit in paired for value in unit)
    n = len(told)

    def apart(one: float, other: float) -> float:
        if scale is Scale.NOMINAL:
            return float(one != other)
        if scale is Scale.INTERVAL:
            return (one - other) ** 2
        if scale is Scale.RATIO:
            return ((one - other) / (one + other)) ** 2 if one + other else 0.0
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in told)
        return (between - (told.count(low) + told.count(high)) / 2) ** 2 if low != high else 0.0

    within = sum(apart(*pair) / (len(unit) - 1) for unit in paired for pair in permutations(unit, 2))
    over = 2 * sum(apart(*pair) for pair in combinations(told, 2))
    return None if not over else 1 - (within / n) / (over / (n * (n - 1)))
