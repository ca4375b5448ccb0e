"""Statements: who said what to whom, from the tagger's spans. Not for: the spans themselves (see `tagger`)."""

from bisect import bisect_right
from collections.abc import Sequence

from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.linking import Link, link, shipped_weights
from wiredesk.reading.linking_features import Layout, Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_ends import mended
from wiredesk.reading.statements_missed import completed
from wiredesk.reading.statements_speakers import Speakers
from wiredesk.reading.statements_told import told_to
from wiredesk.records import Statement
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.tagger.tags import Tags


def read_statements(text: str, tags: Tags, entities: EntityIndex) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of their contents.

    The tagger's spans are mended at their ends, completed with quotations that it missed, and linked.
    """
    quoted = QuotedText(text)
    every_sentence = sentences(text)
    parts = mended(text, [(tag.span, Part(tag.label)) for tag in tags.statements], quoted)
    parts = completed(text, parts, quoted, every_sentence, entities)
    layout = Layout(text, parts, quoted)
    writer = _Writer(text, layout, quoted, entities, every_sentence)
    return tuple(writer.statement(number, found) for number, found in enumerate(link(layout, shipped_weights()), start=1))


class _Writer:
    """Turn links into records."""

    def __init__(
        self, text: str, layout: Layout, quoted: QuotedText, entities: EntityIndex, every_sentence: Sequence[Span]
    ) -> None:
        self._text, self._layout, self._quoted, self._entities = text, layout, quoted, entities
        self._speakers = Speakers(text, entities)
        self._sentences = every_sentence
        self._starts = [s.start for s in every_sentence]

    def statement(self, number: int, found: Link) -> Statement:
        content = tuple(self._layout.pieces[k].span for k in found.contents)
        cue = self._span(found.cue)
        source = self._span(found.source)
        return Statement(
            id=f"s{number}",
            content=content,
            cue=(cue,) if cue else (),
            source=(source,) if source else (),
            kind=self._quoted.kind(content),
            speaker=self._speakers.of_source((source,)) if source else None,
            told=told_to(self._text, self._entities, cue=cue, contents=content, sentence=self._sentence(cue or content[0])),
        )

    def _span(self, piece: int | None) -> Span | None:
        return None if piece is None else self._layout.pieces[piece].span

    def _sentence(self, span: Span) -> Span:
        return self._sentences[max(0, bisect_right(self._starts, span.start) - 1)]
