"""Lay the rulings of people on a reading: what they make of it, who said so, what found no place. Not for: making rulings.

Pure, and the same however often it is done. Rulings are laid on in their order, so that a later one outranks an earlier
one, and all outrank the reader. A fact that a person stands by is put back where a newer reader no longer finds it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from wiredesk.dates.interval import Interval
from wiredesk.documents import Basis, Published
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.bench import Bench, Why
from wiredesk.review.rulings import ON_FACTS, Action, Ruling, active


class Verdict(StrEnum):
    """Name what became of a fact."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    UNSURE = "unsure"
    ADDED = "added"


_VERDICTS = {
    Action.ACCEPT: Verdict.ACCEPTED,
    Action.CORRECT: Verdict.CORRECTED,
    Action.REJECT: Verdict.REJECTED,
    Action.UNSURE: Verdict.UNSURE,
    Action.ADD: Verdict.ADDED,
    Action.SPLIT: Verdict.ADDED,
    Action.TITLE: Verdict.CORRECTED,
    Action.PUBLISHED: Verdict.CORRECTED,
    Action.BODY: Verdict.CORRECTED,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Say who ruled on a fact or field, under its address in the reading that the rulings made ("i1.killed", "title").

    `was` is what stood there before, in words; None where nothing did. `is_gone`: the fact or part left the reading, and
    the address is the one that it had.
    """

    address: str
    verdict: Verdict
    ruling_id: int
    who: str
    at: datetime.datetime
    was: str | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Hold a ruling that could not be laid on this reading, and why."""

    ruling: Ruling
    why: Why


@dataclass(frozen=True, slots=True)
class Ruled:
    """Hold a reading with the rulings of people in it, the marks they left and the rulings that found no place."""

    reading: Reading
    marks: tuple[Mark, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    def mark_of(self, address: str) -> Mark | None:
        """Return the mark on a fact or field that is in the reading, None where nobody ruled."""
        return next((mark for mark in self.marks if mark.address == address and not mark.is_gone), None)


def apply_rulings(reading: Reading, rulings: Iterable[Ruling]) -> Ruled:
    """Return the reading that the rulings make of `reading`; those that are undone, or not about one report, do nothing.

    A title and a publication date are laid on too; a body must have been corrected before reading (see `article`).
    """
    held = active(rulings)
    told = [ruling for ruling in held if ruling.action in ON_FACTS]
    if not told:
        return Ruled(_article(reading, held), tuple(_article_marks(reading, held)))
    bench = Bench(reading, {ruling.id for ruling in held})
    failed = [(ruling, bench.lay(ruling)) for ruling in told]
    bench.settle()
    unplaced = tuple(Unplaced(ruling, why) for ruling, why in failed if why)
    marks = (_mark(ruling, address, was, is_gone) for ruling, address, was, is_gone in bench.marks())
    return Ruled(_article(bench.result(), held), (*_article_marks(reading, held), *marks), unplaced)


def _mark(ruling: Ruling, address: str, was: str | None, is_gone: bool = False) -> Mark:
    verdict = Verdict.ACCEPTED if ruling.is_confirming else _VERDICTS[ruling.action]
    return Mark(address, verdict, ruling.id, ruling.who, ruling.at, was, is_gone)


def _article(reading: Reading, held: list[Ruling]) -> Reading:
    report = reading.report
    for ruling in held:
        if ruling.action is Action.TITLE:
            report = replace(report, article=replace(report.article, title=ruling.value))
        elif ruling.action is Action.PUBLISHED:
            report = replace(report, published=published_as_ruled(ruling.value))
    return reading if report is reading.report else replace(reading, report=report)


def published_as_ruled(value: Json) -> Published:
    """Return the publication date of a ruling."""
    days = Interval(datetime.date.fromisoformat(value["earliest"]), datetime.date.fromisoformat(value["latest"]))
    return Published(days, (Basis("ruling", "the publication date as a person corrected it", source_field="ruling"),))


def _article_marks(reading: Reading, held: list[Ruling]) -> list[Mark]:
    marks: dict[str, Mark] = {}
    for ruling in held:
        if ruling.kind == "article":
            marks[ruling.action.value] = _mark(ruling, ruling.action.value, ruling.was)
    return list(marks.values())
