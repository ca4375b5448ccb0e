"""The table of name parts holds counts alone: each bearer once, no part of a single person, no text."""

import collections
from importlib import resources

import pytest

from training.names import counts, is_name


def test_a_part_is_counted_once_for_each_person_that_bears_it() -> None:
    n_people, found = counts(iter(["Ana Ruiz", "Ana Ruiz", "Anna Ruiz", "Ana Lopez", "Ruiz Ana", "the mayor", "Lopez"]))
    assert n_people == 2  # Ana and Anna sound alike, whoever comes first in a name
    assert found == collections.Counter({"ana": 2, "ruiz": 1, "lopez": 1})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ana Ruiz", True),
        ("Jean-Luc O'Brien", True),
        ("Ana", False),
        ("the mayor", False),
        ("Ana Ruiz of 4", False),
        ("A B C D E", False),
    ],
)
def test_only_full_names_are_counted(words: str, expected: bool) -> None:
    assert is_name(words) is expected


def test_no_part_of_a_single_person_is_shipped() -> None:
    text = resources.files("wiredesk.corroborate").joinpath("names_counts.tsv").read_text(encoding="utf-8")
    head, *rows = [line.split("\t") for line in text.splitlines()]
    assert head[0] == "#"
    assert int(head[1]) > 1000
    assert all(len(row) == 2 and " " not in row[0] and int(row[1]) >= 2 for row in rows)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
