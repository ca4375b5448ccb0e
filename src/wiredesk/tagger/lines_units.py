"""Units of a page with their labels, which the line model gives and the rules refine. Not for: giving them (see `lines`)."""

from dataclasses import dataclass

from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_layout import RawLine, Unit


@dataclass(frozen=True, slots=True)
class TaggedUnit:
    """Hold one unit of a page with its label, and the model's probability (0 to 1) that it is a title."""

    unit: Unit
    lines: tuple[RawLine, ...]
    label: LineLabel
    is_body: bool
    title_score: float
    fine: str | None = None
