"""The fit of what the traits of a shown day are worth; all pages are invented."""

import datetime

import numpy as np
import pytest

from training.shown_days import guess
from training.shown_days_corpus import Example
from training.shown_fit import loss, names_of, packed
from wiredesk.article.shown_days import ShownDay
from wiredesk.article.shown_odds import Candidate, Candidates
from wiredesk.dates.full_dates import find_full_dates

_FIRST, _SECOND = datetime.date(2016, 5, 9), datetime.date(2016, 5, 20)


def _mention(day: datetime.date, *traits: str) -> Candidate:
    (found,) = find_full_dates(day.isoformat())
    return Candidate(ShownDay(day, 0, found, 0.0, "", "", 0), traits)


def _example(day: datetime.date | None, *mentions: Candidate) -> Example:
    return Example(Candidates(mentions, ("none",)), day, day or _FIRST, "site", 1.0)


_PAGES = [
    _example(_FIRST, _mention(_FIRST, "label_date"), _mention(_SECOND, "list"), _mention(_SECOND, "list")),
    _example(_SECOND, _mention(_FIRST, "list"), _mention(_SECOND, "label_date")),
    _example(None, _mention(_FIRST, "list", "embed")),
]


def test_rare_traits_are_left_out() -> None:
    assert names_of(_PAGES, least=2) == ["label_date", "list", "none"]


def test_the_gradient_is_that_of_the_loss() -> None:
    names = names_of(_PAGES, least=1)
    data, worth = packed(_PAGES, names), np.linspace(-0.5, 0.8, len(names))
    value, slope = loss(worth, data, 0.3)
    for i in range(len(names)):
        step = np.zeros(len(names))
        step[i] = 1e-6
        assert (loss(worth + step, data, 0.3)[0] - value) / 1e-6 == pytest.approx(slope[i], abs=1e-4)


def test_the_loss_is_what_the_reader_makes_of_the_worths() -> None:
    names = names_of(_PAGES, least=1)
    worth = dict(zip(names, [0.3, 1.7, -0.9, 0.2], strict=True))
    likelihood = 0.0
    for page in _PAGES:
        _, share, is_right, _ = guess(page, worth)
        if page.day:
            assert is_right
            likelihood += np.log(share)
        else:
            likelihood += np.log(1 - share)
    value, _ = loss(np.array([worth[name] for name in names]), packed(_PAGES, names), 0.0)
    assert value == pytest.approx(-likelihood)
