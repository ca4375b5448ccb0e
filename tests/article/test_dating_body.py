"""What the words of a text alone say about its day; all texts are invented."""

import datetime
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article.dating import Clue, not_after
from wiredesk.article.dating_body import date_body, find_marks
from wiredesk.article.dating_marks import N_LAGS, Mark, Shape, edges, grid
from wiredesk.article.dating_marks import given as given_days
from wiredesk.article.dating_posterior import posterior, shortest, weights
from wiredesk.documents import Basis

_CLOCK = datetime.date(2025, 11, 3)
_BASIS = Basis("test", "test", source_field="test")


def _kinds(text: str) -> dict[str, Mark]:
    return {mark.kind: mark for mark in find_marks(text, clock=_CLOCK)}


def _first(mark: Mark) -> str:
    return str(datetime.date.fromordinal(mark.periods[0][0]))


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("OSH, 3 May 2014 (Valley Wire) - A bus burned, officers said.", "dateline", "2014-05-03"),
        ("OSH, 3 MAY 87 (VALLEY WIRE) -- A BUS BURNED, OFFICERS SAID.", "dateline", "1987-05-03"),
        ("Published: May 3, 2014\n\nA bus burned, officers said.", "published", "2014-05-03"),
        ("A bus burned on May 3, 2014, officers said.", "day_past", "2014-05-03"),
        ("The trial will open on May 3, 2014, officers said.", "day_coming", "2014-05-03"),
        ("A bus burned on Saturday, May 3, 2014, officers said.", "day_deed", "2014-05-03"),
        ("A bus burned in June 2014, officers said.", "month_past", "2014-06-01"),
        ("A bus burned in 2014, officers said.", "year_past", "2014-01-01"),
        ("The road will be finished in 2019.", "year_coming", "2019-01-01"),
        ("It was the 12th homicide of 2017, police said.", "year_at_hand", "2017-01-01"),
        ("The 34-year-old singer, born in Adwa in 1981, was held.", "age", "2015-01-01"),
        ("He led in the 2015-16 season, the club said.", "year_range", "2016-01-01"),
        ("He ran in the 2012 election, the party said.", "year_vote", "2012-01-01"),
    ],
)
def test_each_kind_of_words_makes_its_mark(text: str, kind: str, first: str) -> None:
    found = _kinds(text)
    assert _first(found[kind]) == first
    span = found[kind].basis.span
    assert span is not None
    assert text[span.start : span.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was shut on 31 April 2017, the mayor said.",
        "The decree was issued in 1438 AH and renewed in 2015 in the Ethiopian calendar.",
        "The Buddhist year 2015 was a good one, he said.",
        "A jury of 2014 people was asked, and $2015 was paid at 2016 Oak Street in a 2017 Ford Fiesta.",
        "In the 1980s it was a mill.",
        "The law of 2567 was read aloud.",
    ],
)
def test_numbers_that_are_no_years_of_ours_make_no_mark(text: str) -> None:
    assert [mark for mark in find_marks(text, clock=_CLOCK) if mark.shape in (Shape.SPAN, Shape.YEAR)] == []


@pytest.mark.parametrize("text", ["", " \n ", "A shop burned down.", "It ran from 1600 until 2100, he said.", "31/31/2014"])
def test_texts_without_a_usable_year_have_no_answer(text: str) -> None:
    assert date_body(text, clock=_CLOCK).interval is None


def test_a_life_in_brackets_is_no_dateline() -> None:
    assert "dateline" not in _kinds("Ada Moss (May 3, 1931 - June 9, 2004) was a painter.")


def test_a_line_that_goes_on_from_the_one_above_is_no_dateline() -> None:
    text = "The rebels had promised the mayors of the hill towns to keep out of the\nREGION, May 3 -- the day of the vote."
    assert "bare_dateline" not in _kinds(text)


def test_a_weekday_leaves_only_the_years_in_which_it_fits() -> None:
    mark = _kinds("The bus burned on Sunday, June 4, officers said.")["bare_past_weekday"]
    years = {datetime.date.fromordinal(first).year for first, _ in mark.periods}
    assert {2006, 2017, 2023} <= years
    assert 2018 not in years


def test_a_stronger_dateline_sets_a_copyright_aside() -> None:
    found = date_body("ACCRA, June 5, 2012 (Gulf Wire) - A depot burned.\n\nCopyright 2018 Gulf Wire.", clock=_CLOCK)
    assert found.interval is not None
    assert (str(found.interval.earliest), found.interval.n_days) == ("2012-06-05", 1)
    assert {"day_dateline", "set_aside"} <= {basis.rule for basis in found.basis}


def test_no_wide_answer_begins_before_what_is_told_as_past() -> None:
    text = "Sales rose in 2019, the firm said on Monday. It will open a second shop in May 2021, it said."
    interval = date_body(text, clock=_CLOCK).interval
    assert interval is None or interval.earliest.year >= 2019


def test_a_bound_from_outside_weighs_in() -> None:
    text = "A clerk was shot on May 4, 2014, police said on Monday. Two men were held on Tuesday, an officer said."
    clue = Clue(not_after(datetime.date(2014, 6, 30)), 0.9, _BASIS)
    bare, bound = date_body(text, clock=_CLOCK), date_body(text, clock=_CLOCK, clues=[clue])
    assert bound.interval is not None
    assert bound.interval.latest <= datetime.date(2014, 6, 30)
    assert bare.interval is None or bound.interval.n_days <= bare.interval.n_days


def test_given_days_alone_hold_with_their_share() -> None:
    first = datetime.date(2014, 1, 1).toordinal()
    found = posterior([given_days("test", [(first, first + 364)], 0.9, _BASIS)], _CLOCK, {})
    assert found is not None
    inside = (found.grid.starts >= first) & (found.grid.starts <= first + 364)
    assert 0.9 <= float(found.mass()[inside].sum()) < 0.95  # a little more, as older texts are rarer


def test_the_shortest_run_holds_what_is_wanted() -> None:
    marks = find_marks("A bus burned on Saturday, May 3, 2014, officers said on Monday.", clock=_CLOCK)
    found = posterior(marks, _CLOCK, weights())
    assert found is not None
    for wanted in (0.5, 0.9, 0.99):
        first, last = shortest(found, wanted)
        inside = (found.grid.starts >= first) & (found.grid.starts <= last)
        assert float(found.mass()[inside].sum()) >= wanted - 1e-9


def test_every_table_has_a_weight_for_each_lag() -> None:
    for key, row in weights().items():
        assert len(row) == N_LAGS[Shape(key.split(":")[1].split("|")[0])]


@pytest.mark.parametrize("shape", [Shape.SPAN, Shape.YEAR, Shape.YEARLY])
def test_lags_are_in_order_and_within_their_table(shape: Shape) -> None:
    starts = [datetime.date(year, 6, 4).toordinal() for year in range(2000, 2010 if shape is Shape.YEARLY else 2001)]
    width = 364 if shape is Shape.YEAR else 0
    mark = Mark("test", shape, tuple((start, start + width) for start in starts), _BASIS)

    cuts, lags = edges(mark)
    assert all(one <= other for one, other in pairwise(cuts.tolist()))
    assert int(lags.max()) < N_LAGS[shape]
    cut = grid([mark], starts[0] - 500, starts[-1] + 500)
    assert int(cut.sizes.sum()) == starts[-1] - starts[0] + 1001
    assert np.all(cut.sizes > 0)


@given(st.text(max_size=200), st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_an_answer_in_reach_or_none(text: str, clock: datetime.date) -> None:
    found = date_body(f"{text} in 2014, May 3, {clock:%B %-d, %Y}", clock=clock)
    if found.interval:
        assert found.interval.latest <= clock + datetime.timedelta(1)
    assert all(basis.span is not None for basis in found.basis)


def test_a_time_past_the_answer_does_not_begin_it() -> None:
    text = "On 13 December 2014, June 4. The mill burned in January 2017, police said."
    found = date_body(text, clock=datetime.date(2017, 3, 1))
    assert found.interval
    assert found.interval.latest <= datetime.date(2017, 3, 2)


def test_long_texts_take_linear_time() -> None:
    start = time.process_time()
    for words in (
        "in 2014 and on May 3, 2015, ",
        "Sunday, June 4 ",
        "© 2014 ",
        "since June ",
        "next Sunday, June 4, two years after ",
        "born in 1941 is now ",
    ):
        date_body(words * 20_000, clock=_CLOCK)
    assert time.process_time() - start < 10


_UPDATED = Clue(not_after(datetime.date(2023, 11, 8)), 0.96, Basis("updated_line", "updated", source_field="x"))


def test_a_change_that_the_page_tells_ends_the_answer() -> None:
    text = "A bus burned in October 2023, officers said. The road will open again in April 2024."
    found = date_body(text, clock=_CLOCK, clues=[_UPDATED])
    assert found.interval is not None
    assert found.interval.latest == datetime.date(2023, 11, 8)
    assert "updated_line" in {basis.rule for basis in found.basis}


def test_no_day_is_made_by_the_clock_alone() -> None:
    clock = datetime.date(2024, 8, 5)
    text = "A bus burned on Monday, August 5, 2024, officers said. The road was closed today."
    for late in range(-2, 3):
        seen = clock + datetime.timedelta(late)
        found = date_body(text, clock=seen)
        assert found.interval is None or not found.interval.is_day or found.interval.earliest == clock
