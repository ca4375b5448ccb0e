"""Is it the same story, printed again? How much two texts share, where it stands, and what was done between them.

Wire stories are reprinted, cut from the end, given another headline, put on one page with another story, updated. Not for:
what an update changed (see `changes`), or whether two stories tell of one incident (see `incidents`).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wiredesk.corroborate.comparison import Comparison, Reason
from wiredesk.corroborate.fingerprints import Fingerprint, bands, fingerprint, runs_of
from wiredesk.corroborate.shingles import WIDTH
from wiredesk.corroborate.wires import wire_of

__all__ = ["CopyKind", "CopyLink", "Fingerprint", "bands", "compare_copies", "fingerprint", "wire_of"]

# Log odds of two reports being one story; see docs/accuracy-notes.md for how they do.
_BASE = -5.0
_SHARE = 14.0
_FEW = 30  # shared runs, fewer of which prove less
_SAME = 0.5  # the least score of a copy
_LEAST = 8  # shared runs
_ALIKE = 0.9  # share of both sides from which nothing was cut or added
_TAIL = 0.5  # share of the shorter side that a common ending alone must have
_GAP = 12  # runs without sharing that part two blocks
_SHORTER = 0.8


class CopyKind(StrEnum):
    """Name what was done to a story between two printings of it."""

    REPRINT = "reprint"
    CUT = "cut"
    REHEADLINED = "reheadlined"
    MERGED = "merged"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class CopyLink:
    """Hold that two reports are one story, how they differ, and why it is thought so."""

    kind: CopyKind
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Overlap:
    """Hold what two texts share; `left` and `right` tell for each of their runs whether the other has it."""

    left: NDArray[np.bool_]
    right: NDArray[np.bool_]
    step: int

    @property
    def n_shared(self) -> int:
        return int(self.left.sum()) * self.step

    @property
    def of_left(self) -> float:
        return float(self.left.mean()) if len(self.left) else 0.0

    @property
    def of_right(self) -> float:
        return float(self.right.mean()) if len(self.right) else 0.0

    @property
    def of_shorter(self) -> float:
        return self.of_left if len(self.left) <= len(self.right) else self.of_right


def compare_copies(left: Fingerprint, right: Fingerprint) -> CopyLink | None:
    """Tell whether two reports are one story, and how they differ; None when they are not.

    The kind says what lies between the two whichever came first: the shorter one of a cut is the cut.
    """
    level = max(left.level, right.level)
    mine, theirs = runs_of(left, level), runs_of(right, level)
    if not len(mine) or not len(theirs):
        return None
    overlap = _Overlap(np.isin(mine, theirs), np.isin(theirs, mine), 1 << level)
    if overlap.n_shared < min(_LEAST, len(mine), len(theirs)):
        return None
    reasons = sorted(_reasons(left, right, overlap), key=lambda reason: -abs(reason.weight))
    score = 1 / (1 + math.exp(-max(-50.0, min(50.0, _BASE + sum(reason.weight for reason in reasons)))))
    if score < _SAME:
        return None
    return CopyLink(_kind(left, right, overlap), Comparison(round(score, 4), tuple(reasons)))


def _reasons(left: Fingerprint, right: Fingerprint, overlap: _Overlap) -> Iterator[Reason]:
    share = overlap.of_shorter
    which = "both" if min(overlap.of_left, overlap.of_right) >= _ALIKE else "the shorter one"
    yield Reason("shared_words", f"{share:.0%} of the word runs of {which} stand in the other one too", _SHARE * share)
    n_words = overlap.n_shared + WIDTH - 1
    if overlap.n_shared < _FEW:
        yield Reason("few_words", f"only some {n_words} words are shared", -2.0 * (1 - overlap.n_shared / _FEW))
    if _is_ending(overlap) and share < _TAIL:
        yield Reason("common_ending", "what they share is their ending, as a site's own lines are", -6.0)
    elif overlap.left[: left.n_head].mean() >= 0.5 or overlap.right[: right.n_head].mean() >= 0.5:
        yield Reason("shared_opening", "the opening of one stands in the other one", 1.5)
    n_title = _n_shared_title(left, right)
    if n_title >= 0.8:
        yield Reason("same_headline", "the same headline", 1.0)
    elif left.title and right.title:
        yield Reason("other_headline", "another headline", 0.0)
    if left.wire and left.wire == right.wire:
        yield Reason("same_wire", "both credit the same news agency", 0.5)
    length = min(left.n_runs, right.n_runs) / max(left.n_runs, right.n_runs)
    if length < _SHORTER:
        yield Reason("shorter", f"one has {length:.0%} of the other's words", 0.0)


def _is_ending(overlap: _Overlap) -> bool:
    """Tell whether all that is shared is the end of both texts."""
    return all(_starts_late(side) for side in (overlap.left, overlap.right))


def _starts_late(side: NDArray[np.bool_]) -> bool:
    """Tell whether the shared runs are one block that reaches the end and starts after the text's first third."""
    at = np.flatnonzero(side)
    return bool(at[0] > len(side) / 3 and at[-1] >= len(side) - _GAP and (np.diff(at) <= _GAP).all())


def _n_shared_title(left: Fingerprint, right: Fingerprint) -> float:
    mine, theirs = (set(np.frombuffer(one.title, "<u4").tolist()) for one in (left, right))
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _kind(left: Fingerprint, right: Fingerprint, overlap: _Overlap) -> CopyKind:
    shorter, longer = (overlap.left, overlap.right) if len(overlap.left) <= len(overlap.right) else (overlap.right, overlap.left)
    if min(shorter.mean(), longer.mean()) >= _ALIKE:
        is_retitled = bool(left.title and right.title) and _n_shared_title(left, right) < _ALIKE
        return CopyKind.REHEADLINED if is_retitled else CopyKind.REPRINT
    if shorter.mean() < _ALIKE - 0.1:
        return CopyKind.UPDATED
    at = np.flatnonzero(longer)
    is_block = at[-1] - at[0] + 1 <= 1.2 * len(at)
    return CopyKind.MERGED if is_block and at[0] > _GAP else CopyKind.CUT
