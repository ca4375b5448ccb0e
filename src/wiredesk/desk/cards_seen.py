"""One entity as each report has it, with its words and the rulings on them. Not for: the card (see `cards_entities`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiredesk.desk.ruled import ruled_readings
from wiredesk.records import Entity, Reading
from wiredesk.review.applying import Mark
from wiredesk.spans import Span
from wiredesk.store.cards import MemberRow
from wiredesk.store.opening import On


@dataclass(frozen=True, slots=True)
class Words:
    """Hold words of a report: the row of the report, the span in its article text, and what stands there.

    `address` names the fact that they tell in the reading ("e4.role1", "s2"), "" where none does; `mark` tells what a person
    ruled on it.
    """

    report_id: int
    span: Span
    words: str
    address: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold one report's entity with its reading; `marks` are what people ruled on it, by address."""

    row: MemberRow
    reading: Reading
    entity: Entity
    marks: Mapping[str, Mark]

    @property
    def report_id(self) -> int:
        """Return the row of the report."""
        return self.row.report.report_id

    def words(self, span: Span, address: str = "") -> Words:
        """Return the words of a span, those of the fact of that address."""
        own = [mark for told, mark in self.marks.items() if told == address or told.startswith(f"{address}.")] if address else []
        mark = max(own, key=lambda one: one.ruling_id, default=None)
        return Words(self.report_id, span, span.cut(self.reading.report.article.text), address, mark)


def seen_in(on: On, members: Sequence[MemberRow]) -> list[Seen]:
    """Return the entity as each of these reports has it, in their order."""
    readings = ruled_readings(on, {row.report.report_id for row in members})
    found = []
    for row in members:
        ruled = readings.get(row.report.report_id)
        entity = next((one for one in ruled.reading.entities if one.id == row.local_id), None) if ruled else None
        if ruled is not None and entity is not None:
            marks = {mark.address: mark for mark in ruled.marks if not mark.is_gone}
            found.append(Seen(row, ruled.reading, entity, marks))
    return found
