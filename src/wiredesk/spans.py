"""Spans: offsets into a text. Not for: what stands there (see `records`) or sentences (see `sentences`)."""

from dataclasses import dataclass

from wiredesk.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Point at a stretch of text: Unicode code points, end-exclusive, never empty.

    :raises SpanError: when start is negative or end is not after start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(self.start, self.end, "start must be before end and not negative")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """Return the words this span points at.

        :raises SpanError: when the span ends outside `text`.
        """
        if self.end > len(text):
            raise SpanError(self.start, self.end, f"the text has only {len(text)} characters")
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """Return the same span `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies within this span (equal counts)."""
        return self.start <= other.start and other.end <= self.end

    def n_shared(self, other: "Span") -> int:
        """Return the number of shared characters, 0 when apart."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def trimmed(start: int, end: int, text: str) -> Span | None:
    """Return start..end without white space at its ends, or None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
