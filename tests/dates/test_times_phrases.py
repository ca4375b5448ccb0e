"""The grammar on a list of phrases of every kind: see `phrases/*.txt` for what each line says."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from wiredesk.dates import Interval, find_times

LISTS = Path(__file__).parent / "phrases"
EXPRESSIONS = sorted(path.name for path in LISTS.glob("*.txt") if path.stem != "nothing")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line: the sentence, the day it is read on, its first expression's type and MOD, and all texts with values."""

    sentence: str
    day: datetime.date
    type: str
    mod: str | None
    values: tuple[tuple[str, str], ...]


def lines_of(name: str) -> list[Line]:
    found, day = list[Line](), datetime.date(2016, 6, 15)
    for row in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if row.startswith("@"):
            day = datetime.date.fromisoformat(row[2:].strip())
        elif row and not row.startswith("#"):
            found.append(line_of(row, day))
    return found


def line_of(row: str, day: datetime.date) -> Line:
    type_, value, mod, marked = row.split(" ", 3)
    values = [inner.partition("=") for inner in re.findall(r"\[([^\]]*)\]", marked)]
    return Line(
        sentence=re.sub(r"\[([^\]=]*)(?:=[^\]]*)?\]", r"\1", marked),
        day=day,
        type=type_,
        mod=None if mod == "-" else mod,
        values=tuple((words, own or value) for words, _, own in values),
    )


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_phrases_have_their_spans_types_values_and_modifiers(name: str) -> None:
    wrong = []
    for line in lines_of(name):
        found = find_times(line.sentence, Interval(line.day, line.day))
        got = tuple((one.span.cut(line.sentence), one.value) for one in found)
        if got != line.values or (found[0].type, found[0].mod) != (line.type, line.mod):
            wrong.append((line, found))
    assert wrong == []


def test_the_lists_are_not_empty() -> None:
    assert sum(len(lines_of(name)) for name in EXPRESSIONS) > 400


def test_what_is_no_time_of_our_calendar_gives_nothing() -> None:
    day = datetime.date(2016, 6, 15)
    sentences = [row for row in (LISTS / "nothing.txt").read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    wrong = {text: found for text in sentences if (found := find_times(text, Interval(day, day)))}
    assert wrong == {}


@pytest.mark.parametrize("day", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)])
def test_a_rough_time_at_either_end_of_the_calendar_stays_in_it(day: datetime.date) -> None:
    found = find_times("It began about August, more than a decade ago, and may end in about 40 years.", Interval(day, day))
    assert found
