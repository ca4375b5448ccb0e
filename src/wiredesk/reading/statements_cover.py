"""Which characters of a text are spoken for. Not for: by what.

A byte a character, so that every question costs a memory search and hostile texts stay linear; over a list of spans the
same questions took 29 s on 95 kB of short quotations.
"""

from collections.abc import Iterable

from wiredesk.spans import Span


class Cover:
    """Remember the characters that spans of one text cover."""

    def __init__(self, n_characters: int, spans: Iterable[Span] = ()) -> None:
        self._marks = bytearray(n_characters)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Cover the characters of `span`."""
        self._marks[span.start : span.end] = b"\x01" * len(span)

    def touches(self, span: Span) -> bool:
        """Tell whether a character of `span` is covered."""
        return self._marks.find(1, span.start, span.end) >= 0

    def end_before(self, offset: int) -> int | None:
        """Return the end of the last covered stretch that ends at `offset` or before, or None."""
        place = self._marks.rfind(1, 0, offset)
        return place + 1 if place >= 0 else None
