"""The fit of the witnesses' odds, on invented pages."""

import datetime
from collections.abc import Iterator

import numpy as np
import pytest

from training.dating import Dated, fit
from wiredesk.article import witness_odds
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness
from wiredesk.documents import Basis

_RIGHT, _WRONG = datetime.date(2019, 5, 6), datetime.date(2019, 6, 7)


@pytest.fixture
def table() -> Iterator[dict[str, float]]:
    """Lend the table of odds and put it back as it was."""
    before = dict(witness_odds.table())
    yield witness_odds.table()
    witness_odds.table().update(before)


def _says(day: datetime.date, trait: str, rule: str) -> Witness:
    return Witness(day, odds_of(trait), Basis(rule, f"{rule} says {day}", source_field=rule), traits=(trait,))


def _pages(n_right: int, n_wrong: int) -> list[Dated]:
    """Make pages on which a shown date is right so often, and the address names the other day."""
    days = [_RIGHT] * n_right + [_WRONG] * n_wrong
    seen = [
        (_says(day, "shown:near", "visible_date"), _says(_WRONG if day == _RIGHT else _RIGHT, "url:compact", "url"))
        for day in days
    ]
    return [Dated(witnesses, None, _RIGHT, 1.0, n % 5) for n, witnesses in enumerate(seen)]


def _fitted(pages: list[Dated], table: dict[str, float]) -> dict[str, float]:
    names = list(table)
    return dict(zip(names, map(float, fit(pages, names, np.array([table[name] for name in names]))), strict=True))


def test_a_trait_that_is_right_gains_and_its_rival_loses(table: dict[str, float]) -> None:
    before = dict(table)
    after = _fitted(_pages(40, 2), table)
    assert after["shown:near"] > before["shown:near"] + 0.3
    assert after["url:compact"] < before["url:compact"] - 0.3


def test_traits_that_no_page_shows_keep_their_prior(table: dict[str, float]) -> None:
    before = dict(table)
    after = _fitted(_pages(10, 10), table)
    assert after["container"] == before["container"]
    assert after["shown:aside"] == pytest.approx(before["shown:aside"])


def test_fitted_odds_are_left_in_the_table(table: dict[str, float]) -> None:
    after = _fitted(_pages(30, 3), table)
    assert table == pytest.approx(after)
