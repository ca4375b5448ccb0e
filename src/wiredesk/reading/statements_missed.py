"""Quotations that the tagger missed. Not for: reported speech without quotation marks.

A quotation that no tagged content touches is taken for speech where a speech verb stands beside it, or where it fills its
sentence and goes on with a quotation before it. Nicknames, titles and scare quotes have neither and stay out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import Quotation, QuotedText
from wiredesk.reading.statements_cover import Cover
from wiredesk.reading.statements_verbs import SPEECH_VERB
from wiredesk.spans import Span

_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_SIGN = re.compile(r"\w")
_REACH = 90  # characters between a quotation and its verb; our choice
_LEAST_WORDS = 3  # for a quotation that fills its sentence; shorter ones are cries and titles
_SUBJECT_REACH = 25
_LONGEST_NAME = 40  # characters
_STOP = re.compile(r"[.!?;\n]")
_LONGEST_RUN_UP = 6  # words between a verb and the quoted end of its content
_PHRASE_WORDS = 3  # a quoted phrase this short must follow its verb closely
_TO_HEARER = re.compile(r"^t(?:old|ells|elling)$")
_THAT = re.compile(r"\bthat\s+")
_NAMING = re.compile(
    r"(?:['’]s|\b(?:so-called|called|known as|dubbed|titled|named|nicknamed|entitled|show|film|song|book|the))\s*$"
)
_TITLE_WORD = re.compile(r"\b[^\W\d_]{4,}")


class _Finder:
    """Complete the missed quotations of one text; `parts` grows as they are found."""

    def __init__(
        self,
        text: str,
        parts: Iterable[tuple[Span, Part]],
        *,
        quoted: QuotedText,
        every_sentence: Sequence[Span],
        entities: EntityIndex,
    ) -> None:
        self.text, self.parts, self.quoted = text, list(parts), quoted
        self.every_sentence, self.entities = every_sentence, entities
        self._cover = Cover(len(text), (span for span, _ in self.parts))
        self._contents = Cover(len(text), (span for span, part in self.parts if part is Part.CONTENT))

    def complete(self) -> None:
        """Add the parts of every missed quotation."""
        for quotation in self.quoted.quotations:
            if self._cover.touches(quotation.span):
                continue
            for span, part in self._beside_verb(quotation) or self._going_on(quotation):
                self.parts.append((span, part))
                self._cover.add(span)
                if part is Part.CONTENT:
                    self._contents.add(span)

    def _sentence(self, offset: int) -> Span:
        place = bisect_right(self.every_sentence, offset, key=lambda s: s.start) - 1
        return self.every_sentence[max(0, place)]

    def _around(self, quotation: Quotation) -> Span:
        """Return the stretch from the start of the quotation's first sentence to the end of its last."""
        first, last = self._sentence(quotation.span.start), self._sentence(quotation.span.end - 1)
        return Span(min(first.start, quotation.span.start), max(last.end, quotation.span.end))

    def _going_on(self, quotation: Quotation) -> list[tuple[Span, Part]]:
        """Return the quotation as content when it fills its sentences and the sentence before holds one, too."""
        around = self._around(quotation)
        is_alone = not _SIGN.search(self.text, around.start, quotation.span.start)
        is_alone = is_alone and not _SIGN.search(self.text, quotation.span.end, around.end)
        if not is_alone or quotation.words.cut(self.text).count(" ") + 1 < _LEAST_WORDS:
            return []
        before = self._contents.end_before(quotation.span.start)
        if before is None or self.text.count("\n\n", before, quotation.span.start) > 1:
            return []
        last = self._sentence(max(0, quotation.span.start - 3))
        return [(quotation.span, Part.CONTENT)] if before >= last.start - 1 else []

    def _windows(self, quotation: Quotation) -> Iterator[tuple[Span, bool]]:
        """Yield the stretches before and after the quotation in which its verb can stand; True for the one before."""
        around, here = self._around(quotation), quotation.span
        if around.start < here.start:
            yield Span(max(around.start, here.start - _REACH), here.start), True
        if here.end < around.end:
            yield Span(here.end, min(around.end, here.end + _REACH)), False

    def _beside_verb(self, quotation: Quotation) -> list[tuple[Span, Part]]:
        """Return quotation, verb and speaker when a speech verb with a speaker stands beside the quotation, else nothing."""
        if self._is_title(quotation):
            return []
        for window, is_before in self._windows(quotation):
            verbs = [Span(*v.span()) for v in SPEECH_VERB.finditer(self.text, window.start, window.end)]
            free = [verb for verb in verbs if not self._is_taken(verb)]
            if not free:
                continue
            cue = free[-1] if is_before else free[0]
            source = self._before(cue, quotation) or self._after(cue, quotation)
            start = self._content_start(cue, quotation) if is_before else quotation.span.start
            if source and start is not None:
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
        return self._cover.touches(span) or self.quoted.at(span.start) is not None

    def _before(self, cue: Span, quotation: Quotation) -> Span | None:
        """Return the name or pronoun right before the verb, outside every quotation, or None."""
        low = max(self._around(quotation).start, cue.start - _SUBJECT_REACH - _LONGEST_NAME)
        if low >= cue.start:
            return None
        named = [m for m, _ in self.entities.mentions_in(Span(low, cue.start))]
        pronouns = [Span(*m.span()) for m in _PRONOUN.finditer(self.text, low, cue.start)]
        for span in sorted((*named, *pronouns), key=lambda s: -s.end):
            if cue.start - _SUBJECT_REACH <= span.end <= cue.start and not self._is_taken(span):
                return None if _STOP.search(self.text, span.end, cue.start) else span
        return None

    def _after(self, cue: Span, quotation: Quotation) -> Span | None:
        """Return the name right after the verb, outside every quotation, or None; after "told" it is the hearer's."""
        end = min(self._around(quotation).end, cue.end + _SUBJECT_REACH + 1)
        if cue.end >= end or _TO_HEARER.match(cue.cut(self.text)):
            return None
        named = (span for span, _ in self.entities.mentions_in(Span(cue.end, end)) if span.start >= cue.end)
        return next((span for span in named if not self._is_taken(span)), None)


def completed(
    text: str,
    parts: Iterable[tuple[Span, Part]],
    quoted: QuotedText,
    every_sentence: Sequence[Span],
    entities: EntityIndex,
) -> list[tuple[Span, Part]]:
    """Return the spans with those of missed quotations added; of two that overlap, the tagger's stays."""
    finder = _Finder(text, parts, quoted=quoted, every_sentence=every_sentence, entities=entities)
    finder.complete()
    return finder.parts
