"""Holes in statements: a content whose cue, or a cue whose source, the tagger left out. Not for: missed contents.

A speech verb of the same sentence fills the first hole, the noun phrase beside the verb the second.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from wiredesk.reading.linking import Link
from wiredesk.reading.linking_features import Layout, Part, Piece
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_cover import Cover
from wiredesk.reading.statements_verbs import SPEECH_VERB
from wiredesk.spans import Span, trimmed

# Where a noun phrase before a verb can begin: after a mark or a word that opens a clause.
_OPENING = re.compile(
    r"[,;:()\"“”—–\n]|\b(?:that|and|but|because|when|while|if|as|although|though|after|before|since|so|or|where|than|whether|yet|then|"
    r"how|why|what|with|for|by|whom)\b|\.\s",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"(?:\s+(?:also|later|then|still|now|never|often|once|repeatedly|recently|has|have|had|\w+ly))+$")
_ADVERBS_FIRST = re.compile(r"^(?:(?:Now|Then|Still|Later|Today|Yesterday|Meanwhile|Even|Perhaps|Indeed|\w+ly)\s+)+(?=\S)")
_PHRASE = re.compile(
    r"(?:(?:the|a|an|his|her|their|its|our|my|some|many|several|most|few|two|three|both|other|another|one|no|this|these|those|all)\s+"
    r"[\w’'-]+|[A-Z][\w’'.-]*|he|she|they|it|we|you|who|which|I\b|[a-z][\w-]*s\b)"
)
_AFTER = re.compile(
    r"\s+((?:the |a |an )?(?:[\w’'.-]+ ){0,5}[A-Z][\w’'-]+)(?=[,.;:]|\s+(?:on|in|at|of|after|during|when|who)\b|$)"
)
_SIMPLE_CUE = re.compile(r"(?:said|says|added|wrote|asked|explained|recalled|noted|continued|replied)$")
# The subject of a passive is not who speaks: "is expected", "has been criticized".
_PASSIVE = re.compile(
    r"(?:(?:has|have|had|will|would|can|could|may|might|to)\s+)*(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w+ed|known|seen|told|said)\b"
)
_LONGEST_PHRASE = 6  # words
_REACH = 80  # characters between a content and its verb


class Holes:
    """Fill the holes of one report's links."""

    def __init__(self, layout: Layout, quoted: QuotedText, every_sentence: Sequence[Span]) -> None:
        self.layout, self.quoted, self.every_sentence = layout, quoted, every_sentence
        self._cover = Cover(len(layout.text), (piece.span for piece in layout.pieces))

    def filled(self, links: Sequence[Link]) -> list[tuple[Span, Part]]:
        """Return cues and sources to add; none of them overlaps a span that there is."""
        found: list[tuple[Span, Part]] = []
        added = Cover(len(self.layout.text))
        for link in links:
            for span, part in self._of_link(link):
                if not added.touches(span):
                    found.append((span, part))
                    added.add(span)
        return found

    def _of_link(self, link: Link) -> Iterator[tuple[Span, Part]]:
        pieces = self.layout.pieces
        cue = pieces[link.cue].span if link.cue is not None else None
        if cue is None:
            cue = self._verb(pieces[link.contents[0]].span)
            if cue is None:
                return
            yield cue, Part.CUE
        if link.source is None and not _PASSIVE.match(cue.cut(self.layout.text)):
            source = self._before(cue) or self._after(cue, pieces[link.contents[0]].span)
            if source:
                yield source, Part.SOURCE

    def mislabelled(self, links: Sequence[Link]) -> frozenset[Span]:
        """Return tagged contents that are sources: short, unquoted, right before the cue of a statement that has no source."""
        found: set[Span] = set()
        for link in links:
            if link.source is not None or link.cue is None or len(link.contents) < 2:
                continue
            cue = self.layout.pieces[link.cue].span
            if not _PASSIVE.match(cue.cut(self.layout.text)):
                found.update(piece.span for k in link.contents if self._is_subject(piece := self.layout.pieces[k], cue))
        return frozenset(found)

    def _is_subject(self, piece: Piece, cue: Span) -> bool:
        gap = self.layout.text[piece.span.end : cue.start]
        return piece.span.end <= cue.start and not gap.strip() and len(piece.words) <= _LONGEST_PHRASE and not piece.is_quoted

    def _is_free(self, span: Span) -> bool:
        return not self._cover.touches(span) and self.quoted.at(span.start) is None

    def _sentence(self, offset: int) -> Span:
        place = bisect_right(self.every_sentence, offset, key=lambda s: s.start) - 1
        return self.every_sentence[max(0, place)]

    def _verb(self, content: Span) -> Span | None:
        """Return the speech verb of the content's sentence that stands nearest to it, or None."""
        low, high = self._sentence(content.start).start, max(content.end, self._sentence(content.end - 1).end)
        verbs = [
            Span(*m.span())
            for m in SPEECH_VERB.finditer(self.layout.text, max(low, content.start - _REACH), min(high, content.end + _REACH))
        ]
        free = [v for v in verbs if self._is_free(v)]
        return min(free, key=lambda v: max(v.start - content.end, content.start - v.end), default=None)

    def _before(self, cue: Span) -> Span | None:
        """Return the short noun phrase that ends right before the verb, or None."""
        text = self.layout.text
        low = max(self._cover.end_before(cue.start) or 0, self._sentence(cue.start).start, cue.start - _REACH)
        openings = list(_OPENING.finditer(text, low, cue.start))
        start = openings[-1].end() if openings else low
        words = _ADVERBS.sub("", text[start : cue.start].rstrip())
        lead = _ADVERBS_FIRST.match(words.lstrip())
        if lead:
            start += len(words) - len(words.lstrip()) + lead.end()
            words = words.lstrip()[lead.end() :]
        phrase = trimmed(start, start + len(words), text)
        if phrase is None or phrase.cut(text).count(" ") >= _LONGEST_PHRASE or not _PHRASE.match(phrase.cut(text)):
            return None
        return phrase if self._is_free(phrase) else None

    def _after(self, cue: Span, content: Span) -> Span | None:
        """Return the name right after a plain verb that follows its content, or None."""
        if content.end > cue.start or not _SIMPLE_CUE.match(cue.cut(self.layout.text)):
            return None
        found = _AFTER.match(self.layout.text, cue.end, min(len(self.layout.text), cue.end + _REACH))
        if not found:
            return None
        span = Span(*found.span(1))
        return span if self._is_free(span) else None
