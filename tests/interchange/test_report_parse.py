"""`wiredesk.report/1` read back: what was written returns, what is damaged is refused."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from stand_ins import threat_reading
from wiredesk.errors import ReportFormatError
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Reading


def bare(reading: Reading) -> Reading:
    """Leave out what the JSON does not carry."""
    return replace(reading, report=replace(reading.report, lines=(), warnings=reading.warnings))


def test_what_was_written_comes_back() -> None:
    reading = threat_reading()
    assert reading_from_json(report_json(reading)) == bare(reading)


def test_what_was_not_read_stays_unread() -> None:
    reading = replace(threat_reading(), is_read=False)
    assert not reading_from_json(report_json(reading)).is_read


@pytest.mark.parametrize(
    "damage",
    [
        lambda told: told.pop("entities"),
        lambda told: told.update(schema="wiredesk.report/9"),
        lambda told: told["entities"][0].update(type="ghost"),
        lambda told: told["entities"][0].update(mentions=[[0, 10**9]]),
        lambda told: told["statements"][0].update(content=[[5, 5]]),
        lambda told: told["published"].update(earliest="tomorrow"),
        lambda told: told["published"].update(probability="surely"),
        lambda told: told["published"].update(probability=float("nan")),
        lambda told: told["article"].update(origin=[[1, 2]]),
        lambda told: told.update(source=None),
    ],
)
def test_damage_is_refused_with_one_kind_of_error(damage: Any) -> None:
    told = copy.deepcopy(report_json(threat_reading()))
    damage(told)
    with pytest.raises(ReportFormatError):
        reading_from_json(told)


@pytest.mark.parametrize("told", [None, [], "x", {"schema": None}, {}])
def test_what_is_no_report_is_refused(told: Any) -> None:
    with pytest.raises(ReportFormatError, match="schema"):
        reading_from_json(told)
