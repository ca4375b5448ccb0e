"""Holes in statements: a content whose cue, or a cue whose source, the tagger left out. Not for: missed contents.

A speech verb of the same sentence fills the first hole, the noun phrase beside the verb the second.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiredesk.reading.linking import Link
from wiredesk.reading.linking_features import Layout, Part
from wiredesk.reading.quotes import QuotedText
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


@dataclass(frozen=True, slots=True)
class Holes:
    """Fill the holes of one report's links."""

    layout: Layout
    quoted: QuotedText
    every_sentence: Sequence[Span]

    def filled(self, links: Sequence[Link]) -> list[tuple[Span, Part]]:
        """Return cues and sources to add; none of them overlaps a span that there is."""
        found: list[tuple[Span, Part]] = []
        for link in links:
            for addition in self._of_link(link):
                if not any(addition[0].overlaps(other) for other, _ in found):
                    found.append(addition)
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
        found = set()
        for link in links:
            if link.source is not None or link.cue is None or len(link.contents) < 2:
                continue
            cue = self.layout.pieces[link.cue].span
            for content in link.contents:
                piece = self.layout.pieces[content]
                is_beside = not self.layout.text[piece.span.end : cue.start].strip() and piece.span.end <= cue.start
                if is_beside and len(piece.words) <= _LONGEST_PHRASE and not piece.is_quoted:
                    found.add(piece.span)
            if _PASSIVE.match(cue.cut(self.layout.text)):
                found -= {self.layout.pieces[k].span for k in link.contents}
        return frozenset(found)

    def _is_free(self, span: Span) -> bool:
        inside = self.quoted.at(span.start)
        return not any(p.span.overlaps(span) for p in self.layout.pieces) and inside is None

    def _verb(self, content: Span) -> Span | None:
        """Return the speech verb of the content's sentence that stands nearest to it, or None."""
        low = max((s.start for s in self.every_sentence if s.start <= content.start), default=0)
        high = min((s.end for s in self.every_sentence if s.end >= content.end), default=len(self.layout.text))
        verbs = [
            Span(*m.span())
            for m in SPEECH_VERB.finditer(self.layout.text, max(low, content.start - _REACH), min(high, content.end + _REACH))
        ]
        free = [v for v in verbs if self._is_free(v)]
        return min(free, key=lambda v: max(v.start - content.end, content.start - v.end), default=None)

    def _before(self, cue: Span) -> Span | None:
        """Return the short noun phrase that ends right before the verb, or None."""
        text = self.layout.text
        low = max((p.span.end for p in self.layout.pieces if p.span.end <= cue.start), default=0)
        sentence = max((s.start for s in self.every_sentence if s.start <= cue.start), default=0)
        low = max(low, sentence, cue.start - _REACH)
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
