"""How often the reader was right is counted by field, and says how sure that is."""

import pytest
from ruled import Case

from wiredesk.review.accuracy import Accuracy, Share, accuracy_of, wilson
from wiredesk.review.rulings import active


def told(case: Case, outlet: str | None = "Harrow Post") -> Accuracy:
    return accuracy_of((ruling, outlet) for ruling in active(case.rulings))


def share(found: Accuracy, kind: str, field: str | None) -> Share:
    return next(one for one in found.fields if (one.kind, one.field) == (kind, field))


def test_accepted_fields_are_right_and_corrected_or_rejected_ones_wrong() -> None:
    case = Case()
    case.accept("i1.type")
    case.correct("i1.killed", "4")
    case.reject("i1.victim1")
    found = told(case)
    assert share(found, "incident", "type").right == 1
    assert share(found, "incident", "killed").n_corrected == 1
    assert share(found, "victim", None).n_rejected == 1
    assert found.whole.n == 3
    assert found.whole.right == pytest.approx(1 / 3)


def test_a_whole_fact_that_is_accepted_accepts_all_that_it_says_and_nothing_that_is_empty() -> None:
    case = Case()
    case.accept("i1")
    fields = {one.field for one in told(case).fields}
    assert {None, "type", "stage", "background"} <= fields
    assert "killed" not in fields
    assert "evidence" not in fields


def test_a_field_that_was_corrected_before_it_was_accepted_is_no_merit_of_the_reader() -> None:
    case = Case()
    case.correct("i1.type", "bombing")
    case.accept("i1.type")
    case.accept("i1.stage")
    assert share(told(case), "incident", "type").right == 0
    assert told(case).whole.n == 2


def test_what_is_undone_or_unsure_counts_nothing() -> None:
    case = Case()
    case.undo(case.accept("i1.type"))
    case.keep(case.maker().unsure("i1.stage"))
    assert told(case).whole.n == 0
    assert told(case).whole.right is None


def test_what_people_add_is_missed_and_their_own_facts_are_not_the_readers() -> None:
    case = Case()
    number = case.add("incident", words="the messages", type="attack")
    case.accept(f"i+{number}.type")
    found = told(case)
    assert (share(found, "incident", None).n_added, found.whole.n) == (1, 0)


def test_shares_are_kept_apart_by_outlet() -> None:
    one, other = Case(), Case()
    one.accept("i1.type")
    other.correct("i1.type", "bombing")
    found = accuracy_of([(one.rulings[0], "Harrow Post"), (other.rulings[0], None)])
    assert {name: told.right for name, told in found.outlets} == {"Harrow Post": 1, "": 0}


@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763), (81, 263, 0.255, 0.366)],
)
def test_the_interval_is_that_of_wilson(n_right: int, n: int, low: float, high: float) -> None:
    assert list(wilson(n_right, n)) == pytest.approx([low, high], abs=1e-3)
