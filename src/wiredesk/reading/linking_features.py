"""What speaks for linking two spans of a statement, as named features. Not for: weighing them (see `linking`).

A feature is a short string ("path=post:S¦"); its weight stands in `linking_weights.json`, fitted by `training/linking.py`.
Whoever changes a feature here has to fit the weights again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from wiredesk.reading.quotes import QuotedText
from wiredesk.sentences import paragraphs, sentences
from wiredesk.spans import Span

_WORD = re.compile(r"\w+")
_LONGEST_PATH = 9


class Part(StrEnum):
    """Name the parts of a statement."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


_LETTER = {Part.SOURCE: "S", Part.CUE: "Q", Part.CONTENT: "C"}
_DASHES = frozenset(("―", "—", "–", "--"))
_RELATIVES = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one span of a statement with where it stands: numbers of its first and last sentence and paragraph."""

    span: Span
    part: Part
    sentences: tuple[int, int]
    paragraphs: tuple[int, int]
    is_quoted: bool
    is_lower: bool
    words: tuple[str, ...]


class Layout:
    """Hold the pieces of one text in order and compute the features of links between them."""

    def __init__(
        self,
        text: str,
        parts: Sequence[tuple[Span, Part]],
        quoted: QuotedText,
        *,
        every_sentence: Sequence[Span] | None = None,
    ) -> None:
        self.text = text
        self._sentence_starts = [s.start for s in (sentences(text) if every_sentence is None else every_sentence)]
        self._paragraph_starts = [p.start for p in paragraphs(text)]
        self.pieces = [self._piece(span, part, quoted) for span, part in sorted(parts)]

    def _piece(self, span: Span, part: Part, quoted: QuotedText) -> Piece:
        inside = quoted.at(span.start)
        return Piece(
            span=span,
            part=part,
            sentences=_numbers(self._sentence_starts, span),
            paragraphs=_numbers(self._paragraph_starts, span),
            is_quoted=inside is not None and part is Part.CONTENT,
            is_lower=self.text[span.start].islower(),
            words=tuple(self.text[span.start : span.end].lower().split()),
        )

    def near(self, at: int, part: Part, *, n_pieces: int, n_paragraphs: int) -> list[int]:
        """Return the pieces of `part` around piece `at`, as indexes into `pieces`."""
        here = self.pieces[at].paragraphs[0]
        window = range(max(0, at - n_pieces), min(len(self.pieces), at + n_pieces + 1))
        return [k for k in window if self.pieces[k].part is part and abs(self.pieces[k].paragraphs[0] - here) <= n_paragraphs]

    def is_signed(self, content: int) -> bool:
        """Tell whether the cue right behind `content` is a dash before a name; such a cue is never another's."""
        if content + 1 >= len(self.pieces):
            return False
        cue = self.pieces[content + 1]
        return cue.part is Part.CUE and cue.words[0] in _DASHES and self._gap(content, content + 1) == "none"

    def _between(self, one: int, other: int) -> Span | None:
        first, second = sorted((self.pieces[one].span, self.pieces[other].span))
        return Span(first.end, second.start) if first.end < second.start else None

    def _path(self, one: int, other: int, own: frozenset[int] = frozenset()) -> str:
        """Return the parts between two pieces as letters, with "|" for a sentence's and "¶" for a paragraph's border."""
        low, high = min(one, other), max(one, other)
        signs: list[str] = []
        for at in range(low, high + 1):
            if at > low:
                before, here = self.pieces[at - 1], self.pieces[at]
                n_paragraphs = here.paragraphs[0] - before.paragraphs[1]
                n_sentences = here.sentences[0] - before.sentences[1]
                signs.append("¶" * min(n_paragraphs, 2) if n_paragraphs > 0 else "|" * min(max(n_sentences, 0), 2))
            if low < at < high:
                letter = _LETTER[self.pieces[at].part]
                signs.append(letter.lower() if at in own else letter)
        return "".join(signs)[:_LONGEST_PATH]

    def _gap(self, one: int, other: int) -> str:
        """Return what kind of text stands between two pieces: nothing, marks, or how many words between which marks."""
        span = self._between(one, other)
        gap = span.cut(self.text).strip() if span else ""
        if not gap:
            return "none"
        n_words = sum(1 for _ in islice(_WORD.finditer(gap), 4))
        if not n_words:
            return "p" + "".join(sorted(set(gap)))[:3]
        first, last = ("" if sign.isalnum() else sign for sign in (gap[0], gap[-1]))
        return f"w{n_words}{first}{last}"

    def _length(self, one: int, other: int) -> int:
        span = self._between(one, other)
        return len(span).bit_length() if span else 0

    def of_content(self, content: int, cue: int | None) -> Iterator[str]:
        """Yield what speaks for `cue` as the cue of `content`; a cue of None means that it has none."""
        piece = self.pieces[content]
        manner = ("q" if piece.is_quoted else "n") + ("l" if piece.is_lower else "u")
        if cue is None:
            yield "none"
            yield f"none:{manner}"
            return
        words = self.pieces[cue].words
        side = "post" if cue < content else "pre"
        path = self._path(content, cue)
        borders = path.translate({ord(c): None for c in "SQCsqc"})
        yield f"path={side}:{path}"
        yield f"path={side}:{path}:{manner[0]}"
        yield f"borders={side}:{borders}:{manner}"
        yield f"gap={side}:{self._gap(content, cue)}"
        yield f"length={side}:{self._length(content, cue)}"
        yield f"cues={side}:{path.count('Q')}:{manner[0]}"
        yield f"last={side}:{words[-1]}"
        yield f"first={side}:{words[0]}"
        yield f"last={side}:{words[-1]}:{borders}"
        yield from self._of_neighbours(content, cue, side=side, manner=manner, borders=borders)

    def _of_neighbours(self, content: int, cue: int, *, side: str, manner: str, borders: str) -> Iterator[str]:
        between = [k for k in range(min(content, cue) + 1, max(content, cue)) if self.pieces[k].part is Part.CONTENT]
        yield f"between={side}:{min(len(between), 3)}:{manner}:{borders}"
        if between and side == "post":
            before = between[-1]
            ending = self.text[self.pieces[before].span.end - 1]
            yield f"before={self.pieces[before].is_quoted}{manner[0]}:{borders}"
            yield f"ending={'a' if ending.isalnum() else ending}:{self._gap(before, content)}"
        following = "".join(_LETTER[p.part] for p in self.pieces[cue + 1 : cue + 3])
        yield f"next={side}:{following}:{borders}"

    def of_source(self, cue: int, source: int | None, contents: frozenset[int]) -> Iterator[str]:
        """Yield what speaks for `source` as the source of `cue`, whose contents are known; None: it has no source."""
        words = self.pieces[cue].words
        sides = "+".join(sorted({"pre" if k < cue else "post" for k in contents}))
        if source is None:
            yield from self._of_no_source(cue, sides)
            return
        side = "post" if cue < source else "pre"
        path = self._path(source, cue, contents)
        borders = path.translate({ord(c): None for c in "SQCsqc"})
        gap = self._gap(source, cue)
        counts = ":".join(str(path.count(letter)) for letter in "QCS")
        yield f"path={side}:{path}"
        yield f"path={side}:{path}:{sides}"
        yield f"borders={side}:{borders}"
        yield f"gap={side}:{gap}"
        yield f"gap={side}:{gap}:{borders}:{path.count('Q')}"
        yield f"length={side}:{self._length(source, cue)}"
        yield f"first={side}:{words[0]}"
        yield f"last={side}:{words[-1]}"
        yield f"counts={side}:{counts}"
        yield f"ing={words[0].endswith('ing')}:{side}:{path}"
        yield f"and={self._has_and(source, cue)}:{side}:{counts}"
        yield f"who={self.pieces[source].words[0] in _RELATIVES}:{side}:{path}"

    def _has_and(self, one: int, other: int) -> bool:
        span = self._between(one, other)
        return span is not None and bool(re.search(r"\band\b", span.cut(self.text)))

    def _of_no_source(self, cue: int, sides: str) -> Iterator[str]:
        words, sentence = self.pieces[cue].words, self.pieces[cue].sentences[0]
        window = self.pieces[max(0, cue - 6) : cue + 7]
        n_sources = sum(p.part is Part.SOURCE and p.sentences[0] == sentence for p in window)
        before = _LETTER[self.pieces[cue - 1].part] if cue else ""
        after = _LETTER[self.pieces[cue + 1].part] if cue + 1 < len(self.pieces) else ""
        yield "none"
        yield f"none:first={words[0]}"
        yield f"none:last={words[-1]}"
        yield f"none:sides={sides}"
        yield f"none:ing={words[0].endswith('ing')}"
        yield f"none:sources={min(n_sources, 2)}"
        yield f"none:around={before}{after}"


def _numbers(starts: list[int], span: Span) -> tuple[int, int]:
    return max(0, bisect_right(starts, span.start) - 1), max(0, bisect_right(starts, span.end - 1) - 1)
