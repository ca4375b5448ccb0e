"""Statements: who said what to whom, from the tagger's spans. Not for: the spans themselves (see `tagger`)."""

from collections.abc import Iterable

from wiredesk.reading.linking import Link, link, shipped_weights
from wiredesk.reading.linking_features import Layout, Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_speakers import EntityIndex, Speakers
from wiredesk.reading.statements_told import told_to
from wiredesk.records import Statement
from wiredesk.spans import Span, hull
from wiredesk.tagger.tags import Tags


def link_parts(text: str, parts: Iterable[tuple[Span, Part]], quoted: QuotedText) -> list[tuple[Layout, Link]]:
    """Return the links between `parts`."""
    layout = Layout(text, list(parts), quoted)
    return [(layout, found) for found in link(layout, shipped_weights())]


def read_statements(text: str, tags: Tags, entities: EntityIndex) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of their contents."""
    quoted = QuotedText(text)
    parts = [(tag.span, Part(tag.label)) for tag in tags.statements]
    speakers = Speakers(text, entities)
    found = []
    for number, (layout, links) in enumerate(link_parts(text, parts, quoted), start=1):
        content = tuple(layout.pieces[k].span for k in links.contents)
        cue = (layout.pieces[links.cue].span,) if links.cue is not None else ()
        source = (layout.pieces[links.source].span,) if links.source is not None else ()
        around = hull((*cue, *source)) if cue or source else content[0]
        found.append(
            Statement(
                id=f"s{number}",
                content=content,
                cue=cue,
                source=source,
                kind=quoted.kind(content),
                speaker=speakers.of_source(source),
                told=told_to(text, around, speakers, entities),
            )
        )
    return tuple(found)
