"""Quotations that the tagger missed. Not for: reported speech without quotation marks.

A quotation that no tagged content touches is taken for speech where a speech verb stands beside it, or where it fills its
sentence and goes on with a quotation before it. Nicknames, titles and scare quotes have neither and stay out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import Quotation, QuotedText
from wiredesk.reading.statements_verbs import SPEECH_VERB
from wiredesk.spans import Span

_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_SIGN = re.compile(r"\w")
_REACH = 90  # characters between a quotation and its verb; our choice
_LEAST_WORDS = 3  # for a quotation that fills its sentence; shorter ones are cries and titles
_SUBJECT_REACH = 25
_LONGEST_RUN_UP = 6  # words between a verb and the quoted end of its content
_PHRASE_WORDS = 3  # a quoted phrase this short must follow its verb closely
_TO_HEARER = re.compile(r"^t(?:old|ells|elling)$")
_THAT = re.compile(r"\bthat\s+")
_NAMING = re.compile(
    r"(?:['’]s|\b(?:so-called|called|known as|dubbed|titled|named|nicknamed|entitled|show|film|song|book|the))\s*$"
)
# A quotation signed behind a dash: "…" — Ana Lim
_SIGNED = re.compile(
    r"(?<=[\"”’»'])[ \t]*([―—–]|--)[ \t]*"
    r"([A-Z][\w’'.-]*(?:[ \t]+(?:[A-Z][\w’'.-]*|de|la|al|of|the|von|van|bin))*)(?=[ \t]*(?:[,\n]|$))"
)
_TITLE_WORD = re.compile(r"\b[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Finder:
    """Hold what is known of one text while its missed quotations are completed."""

    text: str
    parts: list[tuple[Span, Part]]
    quoted: QuotedText
    every_sentence: Sequence[Span]
    entities: EntityIndex

    def additions(self) -> Iterator[list[tuple[Span, Part]]]:
        self.parts.extend(list(self._signed()))
        contents = [span for span, part in self.parts if part is Part.CONTENT]
        for quotation in self.quoted.quotations:
            if any(quotation.span.overlaps(span) for span, _ in self.parts):
                continue
            added = self._beside_verb(quotation) or self._going_on(quotation, contents)
            if added:
                contents += [span for span, part in added if part is Part.CONTENT]
                self.parts.extend(added)
                yield added

    def _signed(self) -> Iterator[tuple[Span, Part]]:
        """Yield the dash and the name behind each signed quotation as cue and source, and the quotation when it is not tagged."""
        for signed in _SIGNED.finditer(self.text):
            cue, source = Span(*signed.span(1)), Span(*signed.span(2))
            quotation = self.quoted.at(signed.start() - 1) if signed.start() else None
            is_tagged = any(part is Part.CONTENT and span.start < signed.start() <= span.end for span, part in self.parts)
            is_named = any(part is Part.SOURCE and span.overlaps(source) for span, part in self.parts)
            if self._is_taken(cue) or (self._is_taken(source) and not is_named) or not (quotation or is_tagged):
                continue
            if quotation and not any(quotation.span.overlaps(span) for span, _ in self.parts):
                yield quotation.span, Part.CONTENT
            yield cue, Part.CUE
            if not is_named:
                yield source, Part.SOURCE

    def _sentence(self, offset: int) -> Span:
        place = bisect_right(self.every_sentence, offset, key=lambda s: s.start) - 1
        return self.every_sentence[max(0, place)]

    def _around(self, quotation: Quotation) -> Span:
        """Return the stretch from the start of the quotation's first sentence to the end of its last."""
        first, last = self._sentence(quotation.span.start), self._sentence(quotation.span.end - 1)
        return Span(min(first.start, quotation.span.start), max(last.end, quotation.span.end))

    def _going_on(self, quotation: Quotation, contents: Sequence[Span]) -> list[tuple[Span, Part]]:
        """Return the quotation as content when it fills its sentences and one has been quoted just before it."""
        around = self._around(quotation)
        outside = self.text[around.start : quotation.span.start] + self.text[quotation.span.end : around.end]
        if _SIGN.search(outside) or quotation.words.cut(self.text).count(" ") + 1 < _LEAST_WORDS:
            return []
        before = max((c.end for c in contents if c.end <= quotation.span.start), default=None)
        if before is None or self.text.count("\n\n", before, quotation.span.start) > 1:
            return []
        last = self._sentence(max(0, quotation.span.start - 3)) if quotation.span.start > 3 else around
        return [(quotation.span, Part.CONTENT)] if last.end >= before >= last.start - 1 or before >= last.start else []

    def _beside_verb(self, quotation: Quotation) -> list[tuple[Span, Part]]:
        """Return quotation, verb and speaker when a speech verb with a speaker stands beside the quotation, else nothing."""
        if self._is_title(quotation):
            return []
        around = self._around(quotation)
        after = (
            Span(quotation.span.end, min(around.end, quotation.span.end + _REACH)) if quotation.span.end < around.end else None
        )
        before = (
            Span(max(around.start, quotation.span.start - _REACH), quotation.span.start)
            if around.start < quotation.span.start
            else None
        )
        for window, is_before in ((before, True), (after, False)):
            verbs = list(SPEECH_VERB.finditer(self.text, window.start, window.end)) if window else []
            verbs = [v for v in verbs if not self._is_taken(Span(*v.span()))]
            if not verbs:
                continue
            verb = verbs[-1] if is_before else verbs[0]
            cue = Span(*verb.span())
            source = self._source(cue, around, quotation)
            if source is None:
                continue
            start = self._content_start(cue, quotation) if is_before else quotation.span.start
            if start is None:
                continue
            return [(Span(start, quotation.span.end), Part.CONTENT), (cue, Part.CUE), (source, Part.SOURCE)]
        return []

    def _content_start(self, cue: Span, quotation: Quotation) -> int | None:
        """Return where the content starts that ends in the quotation, None when verb and quotation are too far apart."""
        between = self.text[cue.end : quotation.span.start]
        that = _THAT.search(between)
        if that:
            return cue.end + that.start()
        n_words = len(between.split())
        if not n_words or re.search(r"[,:]\s*$", between):
            return quotation.span.start
        if n_words > _LONGEST_RUN_UP or (quotation.words.cut(self.text).count(" ") < _PHRASE_WORDS and n_words > _PHRASE_WORDS):
            return None
        if "," in between or _TO_HEARER.match(cue.cut(self.text)):
            return quotation.span.start
        return cue.end + len(between) - len(between.lstrip())

    def _is_title(self, quotation: Quotation) -> bool:
        """Tell whether the quotation is a name in quotation marks: the words before say so, or its words are capitalised."""
        words = _TITLE_WORD.findall(quotation.words.cut(self.text))
        before = self.text[max(0, quotation.span.start - 20) : quotation.span.start]
        is_short = quotation.words.cut(self.text).count(" ") < 6
        return (
            is_short and bool(words) and all(w[0].isupper() for w in words) and (len(words) > 1 or bool(_NAMING.search(before)))
        )

    def _is_taken(self, span: Span) -> bool:
        return any(span.overlaps(other) for other, _ in self.parts) or self.quoted.at(span.start) is not None

    def _source(self, cue: Span, around: Span, quotation: Quotation) -> Span | None:
        """Return the name or pronoun right before the verb, else right after it, outside every quotation."""
        low = max(around.start, cue.start - _SUBJECT_REACH - 40)
        named = [m for m, _ in self.entities.mentions_in(Span(low, cue.start))] if low < cue.start else []
        pronouns = [Span(*m.span()) for m in _PRONOUN.finditer(self.text, low, cue.start)]
        for span in sorted((*named, *pronouns), key=lambda s: -s.end):
            between = self.text[span.end : cue.start] if span.end <= cue.start else None
            if between is not None and len(between) <= _SUBJECT_REACH and not self._is_taken(span):
                return None if re.search(r"[.!?;\n]", between) else span
        after = (
            self.entities.mentions_in(Span(cue.end, min(around.end, cue.end + _SUBJECT_REACH + 1)))
            if cue.end < around.end
            else []
        )
        for span, _ in after:
            if span.start >= cue.end and not self._is_taken(span) and not _TO_HEARER.search(cue.cut(self.text)):
                return span
        return None


def completed(
    text: str,
    parts: Iterable[tuple[Span, Part]],
    quoted: QuotedText,
    every_sentence: Sequence[Span],
    entities: EntityIndex,
) -> list[tuple[Span, Part]]:
    """Return the spans with those of missed quotations added; of two that overlap, the tagger's stays."""
    finder = _Finder(text, list(parts), quoted, every_sentence, entities)
    for _ in finder.additions():
        pass
    return finder.parts
