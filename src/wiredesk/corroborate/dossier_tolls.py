"""Tolls: a range with one line for each story. Not for: fields with one value in words (see `dossier`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.corroborate.dossier_values import DossierField, Said, Telling
from wiredesk.records import Count


@dataclass(frozen=True, slots=True)
class TollLine:
    """Hold what one story says now, and what its earlier versions said, the oldest first."""

    story_id: int
    count: Count
    telling: Telling
    earlier: tuple[tuple[Count, Telling], ...] = ()


@dataclass(frozen=True, slots=True)
class Toll:
    """Hold a toll as a range over stories.

    `least` is the lowest number that a story gives now, `most` the highest; None where only the other side is told. `is_open`
    says that the story with the highest number gives it as "at least". Never an average. Lines are in the order of publication.
    """

    name: DossierField
    least: int | None
    most: int | None
    is_open: bool
    lines: tuple[TollLine, ...]

    @property
    def label(self) -> str:
        """Return "4", "4 to 6", "at least 6", "4 to 6 or more", "up to 7"."""
        if self.is_open and self.least != self.most:
            return f"{self.least} to {self.most} or more"
        return Count(self.least, None if self.is_open else self.most).in_words()

    @property
    def is_revised(self) -> bool:
        """Tell whether a story changed its number."""
        return any(line.earlier for line in self.lines)


def toll_of(name: DossierField, said: Sequence[Said]) -> Toll | None:
    """Return the toll that the sayings of one field make, None when there are none; sayings come by publication."""
    by_story: dict[int, list[Said]] = {}
    for one in said:
        if one.count is not None:
            by_story.setdefault(one.telling.story_id, []).append(one)
    lines = tuple(_line(own) for own in by_story.values())
    if not lines:
        return None
    counts = [line.count for line in lines]
    lows = [count.at_least for count in counts if count.at_least is not None]
    highs = [count.at_most for count in counts if count.at_most is not None]
    # "At least 6" beside "4": the number may be higher than any that is told.
    is_open = bool(lows) and max(lows) > max(highs, default=-1)
    return Toll(name, min(lows, default=None), max(lows + highs, default=None), is_open, lines)


def _line(own: list[Said]) -> TollLine:
    """Take the last version that gives a number; before it, each change once."""
    now = own[-1]
    earlier: list[tuple[Count, Telling]] = []
    for one in own[:-1]:
        told = one.count or Count(None, None)
        if told != now.count and (not earlier or earlier[-1][0] != told):
            earlier.append((told, one.telling))
    return TollLine(now.telling.story_id, now.count or Count(None, None), now.telling, tuple(earlier))
