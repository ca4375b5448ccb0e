"""Names at the ends of a statement's parts: never half a name. Not for: other ends (`statements_ends`)."""

import re
from collections.abc import Iterable

from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.linking_features import Part
from wiredesk.reading.statements_cover import Cover
from wiredesk.spans import Span

# What leaves a source open for the name right after it: "police in northern", "a spokesman for the".
_OPEN = re.compile(
    r"\b(?:of|for|in|at|from|with|near)(?:\s+(?:the|a|an|his|her|its|their|north\w*|south\w*|east\w*|west\w*|central))*$"
)


def with_whole_names(text: str, parts: Iterable[tuple[Span, Part]], index: EntityIndex) -> list[tuple[Span, Part]]:
    """Return the parts, sources and contents grown over names that they cut through, as far as no other part stands there."""
    found = list(parts)
    cover = Cover(len(text), (span for span, _ in found))
    for place, (span, part) in enumerate(found):
        if part is Part.CUE:
            continue
        grown = _grown(text, span, part, index)
        rest = [Span(a, b) for a, b in ((grown.start, span.start), (span.end, grown.end)) if a < b]
        if rest and not any(cover.touches(stretch) for stretch in rest):
            found[place] = (grown, part)
            cover.add(grown)
    return found


def _grown(text: str, span: Span, part: Part, index: EntityIndex) -> Span:
    start, end = span.start, span.end
    for mention, _ in index.mentions_in(Span(max(0, start - 1), min(len(text), end + 2))):
        if mention.start < start < mention.end:
            start = mention.start
        if mention.start < end < mention.end:
            end = mention.end
        is_next = mention.start == end + 1 and text[end].isspace() and text[end] != "\n"
        if is_next and part is Part.SOURCE and _OPEN.search(text, span.start, end):
            end = mention.end
    return Span(start, end)
