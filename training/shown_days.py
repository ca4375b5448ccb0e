"""Fit what each trait of a shown day is worth (`wiredesk/article/shown_odds.toml`). Not for: the traits (`shown_traits`).

Run `python -m training.shown_days --shared ../shared` (two minutes on one core). It reads the captures of both corpora that
have a day, labels their lines with the shipped line model, and fits a penalised logistic choice between the days that a page
shows and "none of these". Each page is taken twice: as it is, and with some of its date, title and byline labels lost (the
shipped model has seen these pages and labels others less well) and today's date of a later day put at its top.

Five-fold by site it prints, for each probability from which a day would be given, how many pages get one and how many are right.
"""

import argparse
import math
import pickle
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.shown_days_corpus import Example, examples
from training.shown_fit import fitted, names_of
from wiredesk.article.shown_odds import weighed_days

TARGET = Path(__file__).parents[1] / "src/wiredesk/article/shown_odds.toml"
_PENALTY = 1.0  # of the squared worths; chosen five-fold by site
_LEAST_COPIES = 8  # copies of pages that must show a trait, else it is worth nothing
_N_FOLDS = 5
_STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_CORPORA = ("captures/train.jsonl", "captures_wcxb/train.jsonl.gz")
_HEAD = """# What each trait of a shown day is worth: log-odds that it is that of publication ("none...": that none is).
# Made by `python -m training.shown_days`; not for editing. Fitted on {n} captures of both captures corpora (train), twice each.
[worth]
"""

Guess = tuple[Example, float, bool, bool]  # the page, the probability of its likeliest day, whether right, right within a day


def guess(example: Example, worth: dict[str, float]) -> Guess:
    """Return what the worths make of a page."""
    days = list(weighed_days(example.found, worth))
    if not days:
        return example, 0.0, False, False
    best = max(days, key=lambda one: one.odds)
    share = math.exp(best.odds) / (1 + sum(math.exp(one.odds) for one in days))
    return example, share, best.day == example.gold, abs((best.day - example.gold).days) <= 1


def _fold(example: Example) -> int:
    return zlib.crc32(example.site.encode()) % _N_FOLDS


def cross_guesses(pages: Sequence[Example], names: Sequence[str], *, penalty: float) -> Iterator[Guess]:
    """Yield a guess for each page, made by worths that have not seen its site; of its two copies the first."""
    for fold in range(_N_FOLDS):
        worth = fitted([page for page in pages if _fold(page) != fold], names, penalty=penalty)
        yield from (guess(page, worth) for page in pages[::2] if _fold(page) == fold)


def report(name: str, guesses: Sequence[Guess]) -> None:
    """Print how many pages get a day from each probability on, how many of those are right, and right within a day."""
    whole = sum(page.weight for page, *_ in guesses) or 1.0
    print(f"{name}: {len(guesses)} pages")
    for step in _STEPS:
        given = [(page.weight, hit, near) for page, share, hit, near in guesses if share >= step]
        n = sum(weight for weight, *_ in given) or 1.0
        hits, nears = (sum(one[0] for one in given if one[i]) for i in (1, 2))
        print(
            f"  P >= {step}: given {n / whole:.3f} exact {hits / whole:.3f} precision {hits / n:.3f} or next day {nears / n:.3f}"
        )


def calibration(guesses: Sequence[Guess]) -> None:
    """Print the mean probability and the share that is right within a day, for slices of the probability."""
    for low, high in zip((0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95), (0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01), strict=True):
        some = [(page.weight, share, near) for page, share, _, near in guesses if low <= share < high and share]
        n = sum(weight for weight, *_ in some)
        if n:
            mean, hits = (sum(one[0] * one[i] for one in some) / n for i in (1, 2))
            print(f"  P {low} to {min(high, 1)}: {len(some)} pages, said {mean:.3f}, right {hits:.3f}")


def main() -> None:
    """Fit, report five-fold and write the table."""
    parser = argparse.ArgumentParser(description="Fit what each trait of a shown day is worth.")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=_PENALTY)
    parser.add_argument("--cache", type=Path, help="keep the read pages here between trials")
    parser.add_argument("--dry", action="store_true", help="write no table")
    args = parser.parse_args()
    if args.cache and args.cache.exists():
        pages = pickle.loads(args.cache.read_bytes())  # noqa: S301
    else:
        pages = [page for corpus in _CORPORA for page in examples(args.shared / "data" / corpus)]
        if args.cache:
            args.cache.write_bytes(pickle.dumps(pages))
    names = names_of(pages, least=_LEAST_COPIES)
    guesses = list(cross_guesses(pages, names, penalty=args.penalty))
    report("five-fold by site", guesses)
    calibration(guesses)
    worth = fitted(pages, names, penalty=args.penalty)
    if not args.dry:
        lines = (f"{name} = {value:.2f}" for name, value in sorted(worth.items(), key=lambda one: -one[1]))
        TARGET.write_text(_HEAD.format(n=len(pages) // 2) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
