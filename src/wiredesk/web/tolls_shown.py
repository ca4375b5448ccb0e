"""Tolls as ranges drawn in a table: a row for each story, a dot or a bar on one scale for all. Not for: reckoning them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from wiredesk.corroborate.dossier import Dossier, Telling, Toll
from wiredesk.records import Count
from wiredesk.web.incident_shown import Told

_STEPS = (1, 2, 5)
_MOST_TICKS = 5
_ROOM = 1.08  # beyond the highest number, so that "or more" can be drawn


@dataclass(frozen=True, slots=True)
class TollRow:
    """Hold one line: the number in words and where it is drawn, in per cent of the width; `left` and `right` None where open.

    `is_now` is False for what an earlier version of the story said. `also` are other printings of the story that say the same.
    """

    words: str
    left: float | None
    right: float | None
    told: Told
    is_now: bool
    story_id: int
    also: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownToll:
    """Hold a toll with its rows in order of publication, the range of all of them and the ticks of the scale, in per cent."""

    name: str
    label: str
    rows: tuple[TollRow, ...]
    low: float
    high: float
    ticks: tuple[tuple[int, float], ...]


def shown_toll(toll: Toll, record: Dossier, tell: Callable[[Telling], Told]) -> ShownToll:
    """Return a toll as it is drawn; every report that tells it has its place."""
    numbers = [one for line in toll.lines for count in (line.count, *(c for c, _ in line.earlier)) for one in _bounds(count)]
    most = max((*numbers, 1))
    scale = 100 / (most * _ROOM)
    rows = [row for line in toll.lines for row in _rows(line.earlier, (line.count, line.telling), scale, tell)]
    rows = _with_copies(rows, [one for value in record.field(toll.name).values for one in value.tellings], tell)
    low, high = toll.least if toll.least is not None else 0, toll.most if toll.most is not None else most
    return ShownToll(
        toll.name.value,
        toll.label,
        tuple(rows),
        round(low * scale, 2),
        100.0 if toll.is_open else round(high * scale, 2),
        tuple((one, round(one * scale, 2)) for one in _ticks(most)),
    )


def _rows(
    earlier: tuple[tuple[Count, Telling], ...], now: tuple[Count, Telling], scale: float, tell: Callable[[Telling], Told]
) -> Iterator[TollRow]:
    for (count, telling), is_now in [*((one, False) for one in earlier), (now, True)]:
        left = None if count.at_least is None else round(count.at_least * scale, 2)
        right = None if count.at_most is None else round(count.at_most * scale, 2)
        yield TollRow(count.in_words(), left, right, tell(telling), is_now, telling.story_id)


def _with_copies(rows: list[TollRow], tellings: list[Telling], tell: Callable[[Telling], Told]) -> list[TollRow]:
    """Put each telling that has no row of its own with the row of its story that says the same."""
    shown = {row.told.report for row in rows}
    for one in tellings:
        told = tell(one)
        if told.report in shown:
            continue
        at = next((n for n, row in enumerate(rows) if row.told.quote == told.quote), None)
        at = (
            at if at is not None else next((n for n, row in enumerate(rows) if row.story_id == one.story_id and row.is_now), None)
        )
        if at is not None:
            rows[at] = replace(rows[at], also=(*rows[at].also, told))
    return rows


def _bounds(count: Count) -> list[int]:
    return [one for one in (count.at_least, count.at_most) if one is not None]


def _ticks(most: int) -> list[int]:
    """Return round numbers from 0 to `most`, at most six."""
    step = next(one for size in range(10) for unit in _STEPS if most / (one := unit * 10**size) <= _MOST_TICKS)
    return list(range(0, most + 1, step))
