"""Quotations signed behind a dash: "…" — Ana Lim. Not for: other sources without a verb."""

import re
from collections.abc import Iterator, Sequence

from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_cover import Cover
from wiredesk.spans import Span

_SIGNED = re.compile(
    r"(?<=[\"”’»'])[ \t]*([―—–]|--)[ \t]*"
    r"([A-Z][\w’'.-]*(?:[ \t]+(?:[A-Z][\w’'.-]*|de|la|al|of|the|von|van|bin)){0,8})(?=[ \t]*(?:[,\n]|$))"
)


def with_signatures(text: str, parts: Sequence[tuple[Span, Part]], quoted: QuotedText) -> list[tuple[Span, Part]]:
    """Return the parts with the dash and the name behind each quotation as cue and source, where they are not tagged."""
    return [*parts, *_signatures(text, parts, quoted)]


def _signatures(text: str, parts: Sequence[tuple[Span, Part]], quoted: QuotedText) -> Iterator[tuple[Span, Part]]:
    every = Cover(len(text), (span for span, _ in parts))
    named = Cover(len(text), (span for span, part in parts if part is Part.SOURCE))
    contents = Cover(len(text), (span for span, part in parts if part is Part.CONTENT))
    for signed in _SIGNED.finditer(text):
        cue, source, mark = Span(*signed.span(1)), Span(*signed.span(2)), Span(signed.start() - 1, signed.start())
        quotation = quoted.at(mark.start)
        is_named = named.touches(source)
        if every.touches(cue) or (every.touches(source) and not is_named) or not (quotation or contents.touches(mark)):
            continue
        if quotation and not every.touches(quotation.span):
            yield quotation.span, Part.CONTENT
        yield cue, Part.CUE
        if not is_named:
            yield source, Part.SOURCE
