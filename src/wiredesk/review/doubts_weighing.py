"""Reasons to doubt one fact, weighed into a number. Not for: finding reasons (see `doubts`, `doubts_rest`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wiredesk.dates.interval import Interval

ERRORS = {
    "incident": 0.33,
    "stage": 0.2,
    "background": 0.2,
    "date": 0.19,
    "place": 0.21,
    "toll": 0.1,
    "perpetrator": 0.5,
    "target": 0.4,
    "victim": 0.25,
    "weapon": 0.2,
    "statement": 0.31,
    "published": 0.08,
    "entity": 0.21,
    "role": 0.2,
    "life_fact": 0.2,
    "amount": 0.1,
    "to come": 0.19,
}
"""The share of such facts that the reader gets wrong.

Source: docs/accuracy.md, dev splits: incidents 57 spurious of some 175 templates, statements who-said-what F1 69.3, times
value F1 81.2, names UNER strict F1 78.6, publication date 5.1 % wrong and 2.5 % without; perpetrators and targets by their
misses of MUC-4 ("any of a dozen mentions may be the filler"); tolls, stages and the rest by the invented reports and our
choice, since no public corpus has them.
"""


@dataclass(frozen=True, slots=True)
class Doubted:
    """Hold one fact that a person may rule on, under its address; `doubt` in 0..1, 0 once ruled; reasons the strongest first."""

    address: str
    what: str
    doubt: float
    reasons: tuple[str, ...]
    is_ruled: bool = False

    def as_ruled(self) -> "Doubted":
        """Return the fact as one that a person ruled on: nothing to doubt is left."""
        return replace(self, doubt=0.0, is_ruled=True)


def weighed(address: str, what: str, signals: Sequence[tuple[float, str]]) -> Doubted:
    """Return a fact with its doubt: the reader's usual error and all signals, as if each spoke for itself."""
    sound = 1.0 - ERRORS[what]
    for strength, _ in signals:
        sound *= 1.0 - strength
    ordered = sorted(signals, key=lambda one: -one[0])
    return Doubted(address, what, 1.0 - sound, tuple(words for _, words in ordered))


def usual_error(what: str) -> str:
    """Return in words how often the reader errs in such a fact."""
    return f"about {round(100 * ERRORS[what])} of 100 such facts are read wrongly on texts with known answers"


def days_words(days: Interval) -> str:
    """Return an interval in words: "3 May 2024", "1 May 2024 to 3 May 2024"."""
    first, last = (f"{day.day} {day:%b %Y}" for day in (days.earliest, days.latest))
    return first if days.is_day else f"{first} to {last}"
