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
# Shares of the shorter side that no lines make up which several sites, or one, put around all their stories.
_SURE, _SURE_ON_ONE_SITE = 0.7, 0.85
_NEVER = 0.14  # share of the shorter side below which all other reasons together do not do
_GAP = 12  # runs without sharing that part two blocks
_HEAD, _FOOT = 25, 80  # runs that a site's own lines may have above and below the story
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


class _Side:
    """Look at one text against another: which of its word runs the other has, and where."""

    def __init__(self, mark: Fingerprint, runs: NDArray[np.uint32], others: NDArray[np.uint32], level: int) -> None:
        self.mark = mark
        self.runs = runs
        self.is_shared = np.isin(runs, others, assume_unique=True)
        self.n = len(runs)
        self._step = 1 << level
        self._level = level

    @property
    def n_shared(self) -> int:
        return int(self.is_shared.sum()) * self._step

    @property
    def share(self) -> float:
        return float(self.is_shared.mean())

    @property
    def opening_share(self) -> float:
        """Give the share of its first 160 words' runs that the other has."""
        n_head = max(1, self.mark.n_head >> (self._level - self.mark.level))
        return float(self.is_shared[:n_head].mean())

    def frame(self, *, is_one_site: bool) -> NDArray[np.bool_]:
        """Return which runs are in a short shared block at the very end, on one site at the start too: a site's own lines."""
        framed = np.zeros(self.n, bool)
        for start, end in self.blocks():
            is_foot = end >= self.n - self._few(_GAP) and end - start <= self._few(_FOOT)
            is_head = start <= self._few(_GAP) and end - start <= self._few(_HEAD)
            if is_foot or (is_head and is_one_site):
                framed[start:end] = True
        return framed

    def blocks(self) -> list[tuple[int, int]]:
        """Return the shared stretches, those parted by a word or two taken as one."""
        at = np.flatnonzero(self.is_shared)
        if not len(at):
            return []
        cuts = np.flatnonzero(np.diff(at) > self._few(_GAP))
        return list(zip(at[np.r_[0, cuts + 1]].tolist(), (at[np.r_[cuts, len(at) - 1]] + 1).tolist(), strict=True))

    def unshared(self) -> tuple[int, int, int]:
        """Return how many words stand before, between and after the shared stretches."""
        blocks = self.blocks()
        inside = blocks[-1][1] - blocks[0][0] - sum(end - start for start, end in blocks)
        return blocks[0][0] * self._step, inside * self._step, (self.n - blocks[-1][1]) * self._step

    def has_break_beside(self) -> bool:
        """Tell whether a shared stretch begins or ends where another story may begin."""
        edges = [edge for block in self.blocks() for edge in block]
        breaks = [at >> (self._level - self.mark.level) for at in self.mark.breaks]
        return any(abs(edge - at) <= self._few(2 * _GAP) for edge in edges for at in breaks)

    def changed_figures(self) -> set[int]:
        """Return the numbers (their hashes) that stand within a shared stretch in words that are not shared."""
        told = np.frombuffer(self.mark.figures, "<u2").reshape(-1, 2)
        if self._level > self.mark.level:
            return set()
        within = [(at, figure) for at, figure in told.tolist() if any(start < at < end for start, end in self.blocks())]
        return {figure for at, figure in within if not self.is_shared[at]}

    def _few(self, n_runs: int) -> int:
        return max(1, n_runs // self._step)


def compare_copies(left: Fingerprint, right: Fingerprint) -> CopyLink | None:
    """Tell whether two reports are one story, and how they differ; None when they are not.

    The kind says what lies between the two whichever came first: the shorter one of a cut is the cut.
    """
    level = max(left.level, right.level)
    pairs = sorted(((mark, runs_of(mark, level)) for mark in (left, right)), key=lambda pair: len(pair[1]))
    (short_mark, mine), (long_mark, theirs) = pairs
    if not len(mine):
        return None
    shorter = _Side(short_mark, mine, theirs, level)
    if shorter.n_shared < min(_LEAST, shorter.n) or shorter.share < _NEVER:
        return None
    longer = _Side(long_mark, theirs, mine, level)
    reasons = sorted(_reasons(shorter, longer), key=lambda reason: -abs(reason.weight))
    score = 1 / (1 + math.exp(-max(-50.0, min(50.0, _BASE + sum(reason.weight for reason in reasons)))))
    if score < _SAME:
        return None
    return CopyLink(_kind(shorter, longer), Comparison(round(score, 4), tuple(reasons)))


def _reasons(shorter: _Side, longer: _Side) -> Iterator[Reason]:
    share = shorter.share
    which = "both" if min(share, longer.share) >= _ALIKE else "the shorter one"
    yield Reason("shared_words", f"{share:.0%} of the word runs of {which} stand in the other one too", _SHARE * share)
    core = _core_share(shorter, longer)
    sure = _SURE_ON_ONE_SITE if shorter.mark.outlet == longer.mark.outlet else _SURE
    if share < sure and core < share:
        note = f"without the lines that both begin or end with, as a site's own lines do, it is {core:.0%}"
        yield Reason("common_lines", note, -_SHARE * (share - core))
    if shorter.n_shared < _FEW:
        note = f"only some {shorter.n_shared + WIDTH - 1} words are shared"
        yield Reason("few_words", note, -2.0 * (1 - shorter.n_shared / _FEW))
    if max(shorter.opening_share, longer.opening_share) >= 0.5 and (core >= 0.1 or share >= sure):
        yield Reason("shared_opening", "the opening of one stands in the other one", 1.5)
    headline = _headline_share(shorter.mark, longer.mark)
    if headline is not None:
        is_same = headline >= _ALIKE - 0.1
        yield Reason(
            "same_headline" if is_same else "other_headline",
            "the same headline" if is_same else "another headline",
            float(is_same),
        )
    if shorter.mark.wire and shorter.mark.wire == longer.mark.wire:
        yield Reason("same_wire", "both credit the same news agency", 0.5)
    if shorter.n < _SHORTER * longer.n:
        yield Reason("shorter", f"one has {shorter.n / longer.n:.0%} of the other's words", 0.0)


def _core_share(shorter: _Side, longer: _Side) -> float:
    """Return the share of the shorter text that the other has, without what both begin or end with."""
    is_one_site = shorter.mark.outlet == longer.mark.outlet
    framed = shorter.frame(is_one_site=is_one_site)
    framed &= np.isin(shorter.runs, longer.runs[longer.frame(is_one_site=is_one_site)])
    n_left = shorter.n - int(framed.sum())
    return int((shorter.is_shared & ~framed).sum()) / n_left if n_left else shorter.share


def _headline_share(left: Fingerprint, right: Fingerprint) -> float | None:
    """Return how many of the words of two headlines are the same, None where one has none."""
    mine, theirs = (set(np.frombuffer(one.title, "<u4").tolist()) for one in (left, right))
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else None


def _kind(shorter: _Side, longer: _Side) -> CopyKind:
    before, between, after = longer.unshared()
    n_words = shorter.n_shared
    # What a site puts around every story, a dateline and small edits are no other text.
    few = max(0.15 * n_words, min(_FOOT, 0.3 * n_words))
    is_whole = sum(shorter.unshared()) <= few and between <= few
    if longer.has_break_beside() and before + after > few and is_whole:
        return CopyKind.MERGED
    revised = shorter.changed_figures(), longer.changed_figures()
    if not is_whole or (revised[0] - revised[1] and revised[1] - revised[0]):
        return CopyKind.UPDATED
    if before > max(few, _FOOT):
        return CopyKind.MERGED
    if after > few:
        return CopyKind.CUT
    headline = _headline_share(shorter.mark, longer.mark)
    return CopyKind.REPRINT if headline is None or headline >= _ALIKE - 0.1 else CopyKind.REHEADLINED
