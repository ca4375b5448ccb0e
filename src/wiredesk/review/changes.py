"""What changed between two readings of one report, field by field. Not for: two reports of one story (see `corroborate`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wiredesk.interchange.report_json import Json, bounds
from wiredesk.records import Reading
from wiredesk.review.carrying import carried
from wiredesk.review.fields import Shape, parts_of, standing
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.placing import best_part, carried_spans, placed
from wiredesk.review.rulings import Anchor
from wiredesk.review.sheet import Row, Sheet

_MOST = 160


class Turn(StrEnum):
    """Name what became of a fact or field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """Hold one difference: where it stands in the newer reading (of what was removed: in the older one), and both words.

    `address` is an address of a fact ("i1.killed"), or "title", "published", "body". `before` and `after` are None where
    that side has nothing.
    """

    turn: Turn
    address: str
    before: str | None
    after: str | None


def reading_changes(old: Reading, new: Reading) -> tuple[FactChange, ...]:
    """Return what changed from one reading of a report to another one, the article first; empty when nothing did."""
    olds, news = Sheet(old), Sheet(new)
    pairs = _pairs(olds, news)
    found = list(_article_changes(old, new))
    for shape in standing():
        for row in olds.rows[shape.kind]:
            other = pairs.get(row.key)
            found += (
                _both(olds, news, row, other) if other else [_change(Turn.REMOVED, row.key, _words(olds, row.fact, shape), "")]
            )
        kept = {other.key for other in pairs.values()}
        fresh = [row for row in news.rows[shape.kind] if row.key not in kept]
        found += [_change(Turn.ADDED, row.key, "", _words(news, row.fact, shape)) for row in fresh]
    return tuple(found)


def same_facts(old: Reading, new: Reading) -> dict[str, str]:
    """Return the ids of facts of the older reading with those that they have in the newer one."""
    return {key: row.key for key, row in _pairs(Sheet(old), Sheet(new)).items()}


def _pairs(olds: Sheet, news: Sheet) -> dict[str, Row]:
    entities = olds.entities()
    found: dict[str, Row] = {}
    for shape in standing():
        free = list(news.rows[shape.kind])
        for row in olds.rows[shape.kind]:
            anchor = Anchor(shape.kind.value, row.key, carried(row.fact, olds.text, entities))
            other = placed(news, anchor, among=free)
            if other is not None:
                free.remove(other)
                found[row.key] = other
    return found


def _both(olds: Sheet, news: Sheet, row: Row, other: Row) -> Iterator[FactChange]:
    yield from _fields(olds, news, row.shape, row.fact, other.fact, address=other.key)
    entities = olds.entities()
    for shape in parts_of(row.shape.kind):
        free = list(other.fact[shape.list_key])
        for number, part in enumerate(row.fact[shape.list_key], 1):
            told = carried(part, olds.text, entities)
            same = best_part(free, part, shape, carried_spans(told, shape, news.text))
            if same is None:
                yield _change(Turn.REMOVED, f"{row.key}.{shape.kind.value}{number}", _words(olds, part, shape), "")
                continue
            free = [one for one in free if one is not same]
            yield from _fields(olds, news, shape, part, same, address=_part_address(other, shape, same))
        for part in free:
            yield _change(Turn.ADDED, _part_address(other, shape, part), "", _words(news, part, shape))


def _part_address(row: Row, shape: Shape, part: Json) -> str:
    number = next(number for number, one in enumerate(row.fact[shape.list_key], 1) if one is part)
    return f"{row.key}.{shape.kind.value}{number}"


def _fields(olds: Sheet, news: Sheet, shape: Shape, fact: Json, other: Json, *, address: str) -> Iterator[FactChange]:
    for field in shape.fields:
        before = value_words(fact, shape, field.name, text=olds.text, entities=olds.entities())
        after = value_words(other, shape, field.name, text=news.text, entities=news.entities())
        if before != after:
            turn = Turn.CHANGED if before and after else Turn.ADDED if after else Turn.REMOVED
            yield _change(turn, f"{address}.{field.name}", before, after)


def _article_changes(old: Reading, new: Reading) -> Iterator[FactChange]:
    for name, before, after in zip(("title", "published", "body"), _article(old), _article(new), strict=True):
        if before != after:
            turn = Turn.CHANGED if before and after else Turn.ADDED if after else Turn.REMOVED
            yield _change(turn, name, *_around_difference(before, after))


def _article(reading: Reading) -> tuple[str, str, str]:
    days = bounds(reading.report.published.interval)
    article = reading.report.article
    return article.title or "", "/".join(dict.fromkeys(filter(None, days.values()))), article.text


def _around_difference(before: str, after: str) -> tuple[str, str]:
    """Return both words from shortly before where they begin to differ, so that a long body shows what changed."""
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    start = max(0, same - 40) if max(len(before), len(after)) > _MOST else 0
    return tuple(" ".join(words[start : start + _MOST].split()) for words in (before, after))  # type: ignore[return-value]


def _words(sheet: Sheet, fact: Json, shape: Shape) -> str:
    return fact_words(fact, shape, sheet.text)


def _change(turn: Turn, address: str, before: str, after: str) -> FactChange:
    return FactChange(turn, address, before or None, after or None)
