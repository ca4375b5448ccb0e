"""Fit how sure each witness of a publication date is: `python -m training.dating --shared ../shared`.

The pages of `pages_wcxb` (train) with their gold day, and those of `pages` (train) with the day that their own metadata give,
the metadata then hidden. A page is one choice: its named days and "another day" (a conditional logit). The trait's log-odds
start from the priors in `dating_priors.json`, set by reasoning, and may leave them as far as the pages ask for (a normal
prior). Writes `src/wiredesk/article/witness_odds.json`; prints the figures of 5-fold cross-validation and their calibration.
Not for: text pages, final figures.

Left out: pages whose gold day is named only as the day of a change (an update is not the publication), or that show another
day than their stamp in UTC (our day is the reader's, WCXB's is that of the stamp). Pages whose day is named nowhere count less:
WCXB took many scripts out after the day was read from them.
"""

import argparse
import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.corpora import records
from wiredesk.article import witness_odds
from wiredesk.article.weighing import Told, gather
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness, url_month, url_witness
from wiredesk.article.witnesses_html import html_witnesses, htmldate_witness

PRIORS = Path(__file__).with_name("dating_priors.json")
TARGET = Path(__file__).parents[1] / "src" / "wiredesk" / "article" / "witness_odds.json"
CLOCK = datetime.date(2026, 11, 22)  # a day after all of the pages were captured
FOLDS = 5
SPREAD = 0.6  # standard deviation of a trait's log-odds round its prior, chosen by cross-validation among .3, .6, 1, 2
ROUNDS, STEPS, PACE = 6, 200, 0.05
NOWHERE = 0.4  # weight of a page whose day is named nowhere on it: such are one in twenty where scripts are kept
HIDDEN = 0.5  # weight of a page whose metadata are hidden
_HIDES = ("metadata", "htmldate", "picture")
# Not to be learned from these pages: the library would find more in the scripts that WCXB took out.
_FIXED = frozenset(("container", "neighbour", "shown:today", "shown:change", "library", "library:first", "library:change"))
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold the witnesses of one page, its true day, how much it counts and its fold."""

    witnesses: tuple[Witness, ...]
    month: tuple[int, int] | None
    day: datetime.date
    weight: float
    fold: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one page as a choice: a row of trait counts and an offset for each day, the first row for another day."""

    traits: Floats
    offsets: Floats
    right: int
    weight: float


def _day(told: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


def _seen(markup: str, url: str | None) -> tuple[Witness, ...]:
    found = [url_witness(url), *html_witnesses(markup), htmldate_witness(markup, clock=CLOCK)]
    return tuple(one for one in found if one)


def _trust(witnesses: Sequence[Witness], day: datetime.date) -> float:
    """Return how much a page can teach: little where its day is named nowhere, nothing where as that of a change alone."""
    named = [one for one in witnesses if one.day == day]
    days = gather(witnesses, clock=CLOCK).values()
    told = [one.is_change for one in named if one.basis.rule != "htmldate"]
    if any("neighbour" in one.traits for one in days) or (told and all(told)):
        return 0.0
    return 1.0 if named else NOWHERE


def pages(shared: Path) -> Iterator[Dated]:
    """Yield the pages of the training splits, each also without its metadata."""
    silver = {one["page"]: one["date"] for one in records(shared / "data/captures/train.jsonl")}
    for corpus in ("pages_wcxb", "pages"):
        for record in records(shared / f"data/{corpus}/train.jsonl.gz"):
            is_gold = corpus == "pages_wcxb"
            day = _day(record["date"] if is_gold else silver.get(record["id"]))
            witnesses = _seen(record["html"], record["url"]) if day else ()
            trust = _trust(witnesses, day) if day else 0.0
            if not day or not trust:
                continue
            fold = int(hashlib.sha256(record["site"].encode()).hexdigest(), 16) % FOLDS
            page = Dated(witnesses, url_month(record["url"]), day, trust, fold)
            if is_gold:
                yield page
            bare = tuple(one for one in witnesses if one.basis.rule not in _HIDES)
            if bare and trust == 1.0:
                yield replace(page, witnesses=bare, weight=HIDDEN)


def _row(told: Told, names: Sequence[str]) -> tuple[Floats, float]:
    counts = np.zeros(len(names))
    offset = 0.0
    for one in told.witnesses:
        offset += one.odds - odds_of(*one.traits)
        for trait in one.traits:
            counts[names.index(trait)] += 1
    for trait in told.traits:
        counts[names.index(trait)] += 1
    return counts, offset


def _choice(page: Dated, names: Sequence[str]) -> Choice:
    """Lay out a page by the table as it stands: the table decides which witness of a kind counts."""
    days = gather(page.witnesses, clock=CLOCK, month=page.month)
    order = list(days)
    rows = [(np.zeros(len(names)), 0.0), *(_row(days[day], names) for day in order)]
    right = 1 + order.index(page.day) if page.day in days else 0
    return Choice(np.stack([row for row, _ in rows]), np.array([offset for _, offset in rows]), right, page.weight)


def _use(names: Sequence[str], odds: Floats) -> None:
    witness_odds.table().update(zip(names, map(float, odds), strict=True))


def _told_anew(page: Dated, before: dict[str, float]) -> Dated:
    """Give the witnesses of a page the odds of the table as it stands; what is not of the table stays."""
    found = (replace(one, odds=one.odds - sum(before[t] for t in one.traits) + odds_of(*one.traits)) for one in page.witnesses)
    return replace(page, witnesses=tuple(found))


def _shares(choice: Choice, odds: Floats) -> Floats:
    scores = choice.traits @ odds + choice.offsets
    scores = np.exp(scores - scores.max())
    shares: Floats = scores / scores.sum()
    return shares


def _climbed(choices: Sequence[Choice], odds: Floats, prior: Floats, free: Floats, spread: float) -> Floats:
    """Climb the posterior with Adam; the choices are fixed, so that it has one summit."""
    mean, square = np.zeros_like(odds), np.zeros_like(odds)
    for step in range(1, STEPS + 1):
        slope = -(odds - prior) / spread**2
        for choice in choices:
            slope += choice.weight * (choice.traits[choice.right] - _shares(choice, odds) @ choice.traits)
        slope *= free
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        odds = odds + PACE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return odds


def fit(found: Sequence[Dated], names: Sequence[str], prior: Floats, *, spread: float = SPREAD) -> Floats:
    """Return the log-odds of each trait; leaves them in the table of `witness_odds`."""
    free = np.array([float(name not in _FIXED) for name in names])
    start = dict(witness_odds.table())
    odds = prior.copy()
    for _ in range(ROUNDS):
        _use(names, odds)
        odds = _climbed([_choice(_told_anew(page, start), names) for page in found], odds, prior, free, spread)
    _use(names, odds)
    return odds


def _cross_validated(
    found: Sequence[Dated], names: Sequence[str], prior: Floats, spread: float
) -> list[tuple[float, bool, float]]:
    """Return for each page with all its witnesses: the probability of its likeliest day, whether it is right, the log loss."""
    start = dict(witness_odds.table())
    result = []
    for fold in range(FOLDS):
        odds = fit([page for page in found if page.fold != fold], names, prior, spread=spread)
        for page in found:
            if page.fold == fold and page.weight == 1.0:
                choice = _choice(_told_anew(page, start), names)
                shares = _shares(choice, odds)
                best = int(np.argmax(shares[1:])) + 1
                result.append((float(shares[best]), best == choice.right, -float(np.log(shares[choice.right]))))
        _use(names, np.array([start[name] for name in names]))
    return result


def _report(held: Sequence[tuple[float, bool, float]], spread: float) -> None:
    n = len(held)
    print(f"spread {spread}: pages {n} right {sum(r for _, r, _ in held) / n:.4f} log loss {sum(x for *_, x in held) / n:.4f}")
    for first, last in ((0.0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
        part = [(p, r) for p, r, _ in held if first <= p < last]
        if part:
            told, right = sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part)
            print(f"   {first:.2f} to {min(last, 1):.2f}: {len(part):4} pages, stated {told:.3f}, right {right:.3f}")


def main() -> None:
    """Fit the table, print its cross-validation, write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--spreads", type=float, nargs="*", default=[SPREAD])
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    priors: dict[str, float] = json.loads(PRIORS.read_text(encoding="utf-8"))
    witness_odds.table().update(priors)
    names, prior = list(priors), np.array(list(priors.values()))
    found = list(pages(args.shared))
    for spread in args.spreads:
        _report(_cross_validated(found, names, prior, spread), spread)
    odds = fit(found, names, prior)
    args.target.write_text(
        json.dumps({n: round(float(o), 2) for n, o in zip(names, odds, strict=True)}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
