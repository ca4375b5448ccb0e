"""The model that weighs witnesses of the publication day: probabilities and how they meet."""

import datetime
import math

import pytest

from wiredesk.article.weighing import gather, weigh
from wiredesk.article.witnesses import Witness
from wiredesk.documents import Basis

_CLOCK = datetime.date(2025, 1, 2)
_DAY = datetime.date(2019, 5, 6)
_NEXT = datetime.date(2019, 5, 7)


def _says(day: datetime.date, odds: float, rule: str = "metadata", *, hour: int | None = None, shown: bool = False) -> Witness:
    return Witness(day, odds, Basis(rule, f"{rule} says {day}", source_field=rule), utc_hour=hour, is_shown=shown)


@pytest.mark.parametrize("odds", [-2.0, 0.0, 1.5, 4.0])
def test_a_lone_witness_keeps_its_own_probability(odds: float) -> None:
    verdict = weigh([_says(_DAY, odds)], clock=_CLOCK)
    assert verdict is not None
    assert verdict.probability == pytest.approx(1 / (1 + math.exp(-odds)))


def test_another_kind_that_agrees_makes_a_day_surer() -> None:
    alone = weigh([_says(_DAY, 1.0)], clock=_CLOCK)
    both = weigh([_says(_DAY, 1.0), _says(_DAY, 0.0, "url")], clock=_CLOCK)
    assert alone
    assert both
    assert both.probability > alone.probability + 0.1
    assert {one.basis.rule for one in both.witnesses} == {"metadata", "url"}


def test_a_second_field_of_a_kind_is_hardly_heard() -> None:
    copies = weigh([_says(_DAY, 2.0)] * 9 + [_says(_NEXT, 3.5, "url")], clock=_CLOCK)
    assert copies
    assert copies.day == _NEXT


def test_days_that_disagree_share_the_probability() -> None:
    verdict = weigh([_says(_DAY, 2.0), _says(_NEXT, 2.0, "url")], clock=_CLOCK)
    assert verdict is not None
    assert verdict.probability == pytest.approx(verdict.others[0][0])
    assert 0.4 < verdict.probability < 0.5


def test_probabilities_leave_room_for_another_day() -> None:
    found = [_says(_DAY + datetime.timedelta(n), 1.0, "visible_date") for n in range(30)]
    verdict = weigh(found, clock=_CLOCK)
    assert verdict is not None
    assert verdict.probability + sum(share for share, _ in verdict.others) < 1


def test_a_stamp_in_utc_speaks_for_the_shown_day_beside_it() -> None:
    stamp = _says(_NEXT, 3.5, hour=2)
    assert weigh([stamp, _says(_DAY, 1.5, "visible_date", shown=True)], clock=_CLOCK).day == _DAY  # type: ignore[union-attr]
    at_noon = _says(_NEXT, 3.5, hour=12)
    assert weigh([at_noon, _says(_DAY, 1.5, "visible_date", shown=True)], clock=_CLOCK).day == _NEXT  # type: ignore[union-attr]


def test_the_month_of_the_address_favours_its_days() -> None:
    other = _says(datetime.date(2018, 3, 4), 1.0, "visible_date")
    found = [_says(_DAY, 0.5, "visible_date"), other]
    assert weigh(found, clock=_CLOCK).day == other.day  # type: ignore[union-attr]
    assert weigh(found, clock=_CLOCK, month=(2019, 5)).day == _DAY  # type: ignore[union-attr]


_NO_DAYS = [datetime.date(1970, 1, 1), datetime.date(1600, 5, 6), datetime.date(2100, 1, 1), _CLOCK + datetime.timedelta(2)]


@pytest.mark.parametrize("day", _NO_DAYS)
def test_days_that_stand_for_none_or_are_to_come_are_not_heard(day: datetime.date) -> None:
    assert gather([_says(day, 4.0)], clock=_CLOCK) == {}
    assert weigh([_says(day, 4.0)], clock=_CLOCK) is None


def test_nothing_is_made_of_nothing() -> None:
    assert weigh([], clock=_CLOCK) is None
