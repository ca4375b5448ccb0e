"""Reported speech that a sentence's own frame gives away: "…, X, a spokesman, told reporters." and "X said that …".

News closes a reported sentence with who said it and where; nothing else stands between the last comma and the stop. The
tagger often stops at the first break before it, or finds nothing. Not for: quotations (`statements_missed`).
"""

import re
from collections.abc import Sequence

from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_cover import Cover
from wiredesk.spans import Span, trimmed

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATELINE = re.compile(r"(?:[A-Z][A-Z'’.-]{2,}\b[^\n]{0,70}?\s[-–—]{1,2}|[A-Z][a-z]+ \([^()\n]{2,40}\)\s[-–—]{1,2})\s+")
_WHEN_OR_WHERE = (
    rf"(?:\s+(?:(?:early|late|later)\s+)?(?:on\s+)?(?:{_DAY}(?:\s+(?:morning|evening|night|afternoon))?|today|yesterday)"
    r"|\s+(?:in|by|at|from|via|through)\s+(?:a|an|the|its|his|her)?\s?(?:[\w’'-]+\s+){0,3}?"
    r"(?:statement|telephone|phone|interview|conference|briefing|tweet|post|message|report|communiqu[eé]|court|e-?mail|"
    r"scene|spot|site|hospital|funeral|rally|ceremony|meeting|hearing|premiere))"
)
_HEARER = r"(?<=told)(?:\s+(?!(?:that|how|why|to|he|she|it|they|is|was|were|had|will)\b)[\w’'.-]+){1,6}?"
_CLOSING = re.compile(
    rf"\s(?P<cue>said|says|added|reported|announced|confirmed|told)(?:{_HEARER})?(?:{_WHEN_OR_WHERE}){{0,2}}[.]?$"
)
_CLOSING_REACH = 140  # characters from the verb to the sentence's end; our choice
_SOURCE = re.compile(
    r"(?:(?:the|a|an|one|two|three|some|several|his|her|its|their|local|senior|health|police|security|military|hospital|state|rescue|"
    r"emergency|government|company|court|medical|army|union|aid|city|provincial|district|regional)\s+)*"
    r"(?:[A-Z][\w’'.-]*|he|she|they|it|[a-z][\w’'-]*)"
)
_LONGEST_SOURCE = 9  # words without apposition
_APPOSITION = re.compile(r"[a-z][\w-]*\s")
_NO_SUBJECT = re.compile(
    r"(?:and|but|which|that|as|when|while|if|after|before|because|in|on|at|by|for|with|from|to|of|about|including|killing|"
    r"according|\w+ing|not|then|later|who)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:after|before|when|while|if|although|though|because|since|once|until|as|asked|speaking)\b", re.IGNORECASE
)
_LEAST_WORDS = 4
_GAP_WORDS = 2  # so many words before tagged speech may open its sentence: "But", "Later on"
_MARKS = '"“”„«»:;'

_OPENING = re.compile(
    rf"(?P<source>[^,.:;()\"“”\n]{{2,90}}?(?:,\s[^,.:;()\"“”\n]{{2,120}},)?)\s+"
    rf"(?P<cue>(?:(?:has|have|had|also|later|earlier|then|meanwhile)\s+){{0,2}}(?:said|says"
    rf"|(?:added|told(?:\s+[\w’'.-]+){{1,5}}?|claimed|warned|confirmed|reported|insisted|announced|acknowledged|stated)(?=(?:{_WHEN_OR_WHERE})?\s+that\s)))"
    rf"(?:{_WHEN_OR_WHERE})?\s+(?P<content>(?:that\s+)?[\w$€£].{{15,600}})",
)
_LEAD = re.compile(
    r"(?:(?:In|On|At|After|Before|Later|Earlier|Meanwhile|However|Asked|Last)\b[^,.:;()\"“”\n]{0,90},\s+|(?:And|But|Still)\s+)"
)
_NO_CONTENT = re.compile(
    r"(?:on|in|at|to|of|about|by|so|nothing|little|more|yes|no|from|as|with|for|after|during|when|"
    r"this|last|earlier|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


_STRAY = re.compile(r"(?:he|she|they|it)\b")
_NEAR = 5  # characters: "that" before a content may be tagged or not
_AFTER_QUOTATION = re.compile(r"[\"”’]\s?$")


def framed(
    text: str, parts: Sequence[tuple[Span, Part]], quoted: QuotedText, every_sentence: Sequence[Span]
) -> list[tuple[Span, Part]]:
    """Return the parts in text order, with reported sentences completed from their closing or opening attribution."""
    parts = [piece for part in parts for piece in _parted(text, part, quoted)]
    found = list(parts)
    every = Cover(len(text), (span for span, _ in parts))
    for sentence in every_sentence:
        frame = _Frame(text, sentence, quoted, [p for p in parts if p[0].overlaps(sentence)] if every.touches(sentence) else [])
        replaced, added = frame.closing() or frame.opening() or ([], [])
        found = [p for p in found if p not in replaced] if replaced else found
        found += added
    return sorted(found)


def _parted(text: str, part: tuple[Span, Part], quoted: QuotedText) -> list[tuple[Span, Part]]:
    """Part a content where a quotation closes a paragraph and reported speech opens the next: two people's words."""
    span, label = part
    gap = text.find("\n\n", span.start, span.end)
    if label is not Part.CONTENT or gap < 0 or not quoted.at(gap - 1) or quoted.at(gap + 2):
        return [part]
    first, second = trimmed(span.start, gap, text), trimmed(gap, span.end, text)
    return [(piece, label) for piece in (first, second) if piece]


_Change = tuple[list[tuple[Span, Part]], list[tuple[Span, Part]]]


class _Frame:
    """Read the frame of one sentence; `parts` are those within it."""

    def __init__(self, text: str, sentence: Span, quoted: QuotedText, parts: list[tuple[Span, Part]]) -> None:
        self._text, self._quoted, self._parts = text, quoted, parts
        dateline = _DATELINE.match(text, sentence.start, sentence.end)
        self._start = dateline.end() if dateline else sentence.start
        self._end = sentence.end

    def closing(self) -> _Change | None:
        """Return what to replace and what to add where the sentence ends in its attribution, else None."""
        tail = _CLOSING.search(self._text, max(self._start, self._end - _CLOSING_REACH), self._end)
        if not tail or self._is_quoted(tail.start()):
            return None
        source = self._closing_source(tail.start())
        if source is None:
            return None
        content = trimmed(self._start, source.start, self._text)
        content = trimmed(content.start, content.end - 1, self._text) if content else None
        if content is None or not self._is_clause(content):
            return None
        return self._closed(content, source, Span(*tail.span("cue")))

    def _closed(self, content: Span, source: Span, cue: Span) -> _Change | None:
        inside = [p for p in self._parts if p[0].start < source.start]
        if any(part is not Part.CONTENT for _, part in inside) or any(span.end > content.end + 1 for span, _ in inside):
            return None
        first = min((span.start for span, _ in inside), default=content.start)
        if self._text[content.start : first].count(" ") <= _GAP_WORDS and inside:
            content = Span(first, content.end)
        rest = [p for p in self._parts if p[0].start >= source.start]
        if any(part is Part.CONTENT and span.end > cue.end for span, part in rest) or not (inside or self._is_free(content)):
            return None
        cues = [p for p in rest if p[1] is Part.CUE and p[0].overlaps(cue)]
        sources = [p for p in rest if p[1] is Part.SOURCE and p[0].overlaps(source)]
        if len(sources) > 1 or (sources and self._text.find(",", source.start, sources[0][0].start) >= 0):
            sources = []
        added = [(content, Part.CONTENT), *([] if cues else [(cue, Part.CUE)]), *([] if sources else [(source, Part.SOURCE)])]
        others = [p for p in rest if p not in cues and p not in sources and p[0].start < cue.end]
        return [*inside, *others], added

    def _closing_source(self, end: int) -> Span | None:
        """Return the source that ends at `end`, after a comma, its apposition included; None when it looks like no subject."""
        comma = self._text.rfind(",", self._start, end)
        if comma < 0:
            return None
        if comma == end - 1:
            before = self._text.rfind(",", self._start, comma)
            if before < 0 or not _APPOSITION.match(self._text, before + 2):
                return None
            comma = self._text.rfind(",", self._start, before)
        source = trimmed(comma + 1, end, self._text) if comma >= 0 else None
        return source if source and self._is_source(source) else None

    def _is_source(self, source: Span) -> bool:
        words = source.cut(self._text)
        head = words.split(",")[0]
        is_plain = not any(mark in words for mark in _MARKS) and head.count(" ") < _LONGEST_SOURCE
        return is_plain and bool(_SOURCE.match(words)) and not _NO_SUBJECT.match(words)

    def _is_clause(self, content: Span) -> bool:
        words = content.cut(self._text)
        is_open = bool(_SUBORDINATE.match(words)) and "," not in words
        return words[0] not in _MARKS and ";" not in words and words.count(" ") + 1 >= _LEAST_WORDS and not is_open

    def _is_free(self, content: Span) -> bool:
        """Tell whether untagged words may be a clause of their own: no mere setting ("In an interview with X")."""
        words = content.cut(self._text)
        return "," in words or not (_NO_SUBJECT.match(words) or _SUBORDINATE.match(words))

    def opening(self) -> _Change | None:
        """Return what to add where a sentence opens with its attribution and nothing behind that is tagged, else None."""
        if _AFTER_QUOTATION.search(self._text, max(0, self._start - 2), self._start):
            return None
        lead = _LEAD.match(self._text, self._start, self._end)
        frame = _OPENING.match(self._text, lead.end() if lead else self._start, self._end)
        if not frame or self._is_quoted(frame.start("cue")) or _NO_CONTENT.match(frame["content"]):
            return None
        source, cue, content = (Span(*frame.span(name)) for name in ("source", "cue", "content"))
        if not self._is_source(source) or self._is_quoted(source.start):
            return None
        end = content.end - (self._text[content.end - 1] in ".!?")
        return self._opened(source, cue, Span(content.start, end))

    def _opened(self, source: Span, cue: Span, content: Span) -> _Change | None:
        """Return the frame's parts; a source that is tagged in it stays, and so does what its relative clause says."""
        behind = [p for p in self._parts if p[1] is Part.CONTENT and p[0].end > content.start]
        if behind:
            is_same = abs(behind[0][0].start - content.start) <= _NEAR
            return self._reframed(source, cue, content) if is_same else None
        has_source = any(part is Part.SOURCE and span.overlaps(source) for span, part in self._parts)
        replaced = [p for p in self._parts if p[0].end > cue.start]
        return replaced, [*([] if has_source else [(source, Part.SOURCE)]), (cue, Part.CUE), (content, Part.CONTENT)]

    def _reframed(self, source: Span, cue: Span, content: Span) -> _Change | None:
        """Return a frame for a content that has none, or take pronouns of a relative clause for no sources of it."""
        inside = [p for p in self._parts if p[0].start < content.start]
        if any(part is Part.CUE and span.overlaps(cue) for span, part in inside):
            comma = self._text.find(",", source.start, source.end)
            stray = [p for p in inside if p[1] is Part.SOURCE and -1 < comma < p[0].start and self._is_pronoun(p[0])]
            return (stray, []) if stray else None
        return inside, [(source, Part.SOURCE), (cue, Part.CUE)]

    def _is_pronoun(self, span: Span) -> bool:
        return bool(_STRAY.match(self._text, span.start, span.end))

    def _is_quoted(self, offset: int) -> bool:
        return self._quoted.at(offset) is not None
