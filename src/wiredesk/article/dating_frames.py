"""An answer held to what words say outright: "since", an age, "earlier in June", "next Sunday". Not for: the odds of days.

The odds of the counts run over the ends that such words give: they know how long after a named day most reports come out, not
that this one tells of "the time since" it. Words that most of the probability contradicts bound nothing.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from wiredesk.article.dating import ALWAYS, Days, shared, union
from wiredesk.article.dating_marks import Mark, Shape
from wiredesk.article.dating_posterior import Posterior

_WHOLE = ("age", "next_day", "own_")  # kinds of given days of which each is as good as the others, by how they begin
_DATELINE, _WEEKDAY = "bare_dateline", "bare_past_weekday"
_YEAR = 364  # days within which a day is told without its year
_SURE = 2.85  # log odds of 0.945: given days that hold so often bound an answer, our choice
_AGREED = 0.5  # probability that words must leave to bound an answer, our choice
_TOLD = 0.9  # probability from which days that words give are the answer, our choice
# ... and where a weekday leaves a few years: whoever speaks of "next Sunday, June 4" mostly names a year near his own.
_TOLD_YEAR = 0.7
_LONGEST = 3 * 366  # days of such an answer
_POINTING = ("dateline", "published", "bare_dateline", "stamped", "clue")  # kinds that say more than a frame does
_WIDE = 31  # days of an answer from which its ends are days of the dateline, our choice


def held(found: Posterior, days: Days) -> float:
    """Return the probability of days; stretches count by where they begin."""
    firsts, lasts = np.array(days, dtype=np.int64).reshape(-1, 2).T
    at = np.searchsorted(firsts, found.grid.starts, side="right") - 1
    inside = (at >= 0) & (found.grid.starts <= lasts[at]) if len(firsts) else np.zeros(len(at), dtype=np.bool_)
    return float(found.mass()[inside].sum())


def _is_frame(mark: Mark) -> bool:
    return mark.shape is Shape.GIVEN and mark.log_odds >= _SURE and mark.kind not in _POINTING


def _frame(found: Posterior, marks: Sequence[Mark]) -> tuple[Days, list[Mark]]:
    """Return the days that words said outright leave, the surest words first, and the marks that agree; all days without."""
    days, agreeing = ALWAYS, []
    for mark in sorted(filter(_is_frame, marks), key=lambda mark: -mark.log_odds):
        left = shared(days, union(mark.periods))
        if left and held(found, left) >= _AGREED:
            days = left
            agreeing.append(mark)
    return days, agreeing


def _points(mark: Mark, days: tuple[int, int], since: frozenset[object]) -> bool:
    """Tell whether a mark says more about the day than the days themselves: a deed in them, a dateline."""
    if mark.shape in (Shape.SPAN, Shape.YEAR):
        first, last = mark.periods[0]
        return mark.basis.span not in since and days[0] <= last and first <= days[1]
    return mark.kind in _POINTING


def framed(found: Posterior, marks: Sequence[Mark], answer: tuple[int, int, float] | None) -> tuple[int, int, float] | None:
    """Return the answer with the ends that words give, or days that words alone make likely enough; else the answer itself."""
    days, agreeing = _frame(found, marks)
    alone = max(days, key=lambda period: held(found, (period,)))
    since = frozenset[object](mark.basis.span for mark in agreeing if mark.kind == "since")
    is_whole = any(mark.kind.startswith(_WHOLE) for mark in agreeing) and alone[1] - alone[0] < _LONGEST
    likely = held(found, (alone,))
    least = _TOLD_YEAR if any(mark.kind == "next_day" for mark in agreeing) else _TOLD
    if is_whole and likely >= least and not any(_points(mark, alone, since) for mark in marks):
        return *alone, min(likely, _TOLD)
    return answer and _within(answer, [days, *_without_year(answer, marks)])


def _without_year(answer: tuple[int, int, float], marks: Sequence[Mark]) -> Iterator[Days]:
    """Yield, for a wide answer, the days of a dateline without a year, each with the next one; the year after a told weekday."""
    if answer[1] - answer[0] >= _WIDE:
        for mark in marks:
            if mark.kind == _DATELINE and mark.periods[0][0] == mark.periods[0][1]:
                yield tuple((first, last + 1) for first, last in mark.periods)
            elif mark.kind == _WEEKDAY:
                yield union((first, first + _YEAR) for first, _ in mark.periods)


def _within(answer: tuple[int, int, float], frames: Sequence[Days]) -> tuple[int, int, float]:
    """Move the ends of an answer in to the days of each frame; one that leaves nothing of it is passed over."""
    for days in frames:
        left = shared(days, ((answer[0], answer[1]),))
        if left:
            answer = (left[0][0], left[-1][1], answer[2])
    return answer
