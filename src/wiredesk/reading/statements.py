"""Statements: who said what to whom, from the tagger's spans. Not for: the spans themselves (see `tagger`)."""

from bisect import bisect_right
from collections.abc import Sequence

from wiredesk.codebook import StatementKind
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.linking import Link, link, shipped_weights
from wiredesk.reading.linking_features import Layout, Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_ends import mended
from wiredesk.reading.statements_holes import Holes
from wiredesk.reading.statements_missed import completed
from wiredesk.reading.statements_names import with_whole_names
from wiredesk.reading.statements_reach import reaching
from wiredesk.reading.statements_reported import framed
from wiredesk.reading.statements_signed import with_signatures
from wiredesk.reading.statements_speakers import Speakers
from wiredesk.reading.statements_told import told_to
from wiredesk.records import Statement
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.tagger.tags import Tags

_LEAST_ALONE = 8  # words


def read_statements(text: str, tags: Tags, entities: EntityIndex) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of their contents.

    The tagger's spans are mended at their ends, completed with quotations that it missed, and linked.
    """
    quoted = QuotedText(text)
    every_sentence = sentences(text)
    parts = mended(text, [(tag.span, Part(tag.label)) for tag in tags.statements], quoted)
    parts = with_whole_names(text, parts, entities)
    parts = reaching(text, parts, quoted, every_sentence)
    parts = framed(text, parts, quoted, every_sentence)
    parts = with_signatures(text, parts, quoted)
    parts = completed(text, parts, quoted, every_sentence, entities)
    layout, links = _linked(text, parts, quoted, every_sentence)
    writer = _Writer(text, layout, quoted, entities, every_sentence)
    return tuple(writer.statement(number, found) for number, found in enumerate(links, start=1))


def _linked(
    text: str, parts: Sequence[tuple[Span, Part]], quoted: QuotedText, every_sentence: Sequence[Span]
) -> tuple[Layout, list[Link]]:
    """Return the links between the parts, made again where cues and sources had to be added."""
    layout = Layout(text, parts, quoted, every_sentence=every_sentence)
    links = link(layout, shipped_weights())
    holes = Holes(layout, quoted, every_sentence)
    sources = holes.mislabelled(links)
    kept = [(span, Part.SOURCE if span in sources else part) for span, part in parts]
    added = [addition for addition in holes.filled(links) if not any(addition[0].overlaps(span) for span in sources)]
    if added or sources:
        layout = Layout(text, [*kept, *added], quoted, every_sentence=every_sentence)
        links = link(layout, shipped_weights())
    return layout, [found for found in links if found.cue is not None or _stands_alone(layout, found, quoted)]


def _stands_alone(layout: Layout, found: Link, quoted: QuotedText) -> bool:
    """Tell whether a content without cue is a statement all the same: a whole quotation of some length.

    Without marks such spans are fragments, as a rule: on PolNeAR dev two of three have no right source.
    """
    content = [layout.pieces[k].span for k in found.contents]
    n_words = sum(len(span.cut(layout.text).split()) for span in content)
    return quoted.kind(content) is StatementKind.DIRECT and n_words >= _LEAST_ALONE


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
