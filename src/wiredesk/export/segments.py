"""An article cut where the words of facts begin and end, so that overlapping facts can share words. Not for: markup."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from wiredesk.export.facts import Fact
from wiredesk.sentences import paragraphs
from wiredesk.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one stretch of the article that a fact points at."""

    span: Span
    fact: str
    layer: str
    part: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a stretch of article in which the same facts hold throughout.

    `facts` are the ids of the facts that point at it, those with the fewest words first, `parts` the part that the
    stretch plays in each of them; `layers` are the class names for its colours. `number` counts the segments that
    have facts, None for plain text. `start` counts code points of the whole article.
    """

    text: str
    facts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    number: int | None = None
    start: int = 0


def marks_of(facts: Iterable[Fact]) -> list[Mark]:
    """Return what the facts point at, in the order of the text."""
    marks = [Mark(light.span, fact.id, fact.section.value, light.part) for fact in facts for light in fact.lights]
    return sorted(marks, key=lambda mark: (mark.span, mark.fact))


def segments(text: str, marks: list[Mark]) -> list[list[Segment]]:
    """Return the paragraphs of `text`, each as segments that join to it; `marks` in the order of `marks_of`."""
    cutter = _Cutter(text, marks)
    return [cutter.cut(paragraph) for paragraph in paragraphs(text)]


class _Cutter:
    """Walk through the text once, holding the marks that are open."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self._text, self._marks = text, marks
        self._next = 0
        self._open: list[tuple[int, int, Mark]] = []
        self._n_marked = 0

    def cut(self, paragraph: Span) -> list[Segment]:
        """Return the segments of the next paragraph."""
        found, at = [], paragraph.start
        while at < paragraph.end:
            self._move_to(at)
            end = min(self._next_cut(at), paragraph.end)
            found.append(self._segment(at, end))
            at = end
        return found

    def _move_to(self, at: int) -> None:
        while self._next < len(self._marks) and self._marks[self._next].span.start <= at:
            mark = self._marks[self._next]
            heapq.heappush(self._open, (mark.span.end, self._next, mark))
            self._next += 1
        while self._open and self._open[0][0] <= at:
            heapq.heappop(self._open)

    def _next_cut(self, at: int) -> int:
        cuts = [self._open[0][0]] if self._open else []
        if self._next < len(self._marks):
            cuts.append(self._marks[self._next].span.start)
        return min(cuts, default=len(self._text))

    def _segment(self, start: int, end: int) -> Segment:
        words = self._text[start:end]
        if not self._open:
            return Segment(words, start=start)
        self._n_marked += 1
        holding = sorted((mark for _, _, mark in self._open), key=lambda mark: (len(mark.span), mark.fact))
        parts: dict[str, str] = {}
        for mark in holding:
            parts.setdefault(mark.fact, mark.part)
        layers = tuple(dict.fromkeys(f"{mark.layer}-{mark.part}" for mark in holding))
        return Segment(words, tuple(parts), tuple(parts.values()), layers, self._n_marked, start)
