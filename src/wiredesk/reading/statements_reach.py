"""How far reported speech reaches in its sentence. Not for: quotations, or single words at ends (`statements_dangling`).

The tagger stops short of a sentence's last words, and of the comma before "X said" that closes a reported sentence. Source:
PolNeAR train: of contents that follow their cue without marks 73 % end with the sentence and 1 % one to three words before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.spans import Span

_WORD = re.compile(r"[\w’'-]+")
_FEW_WORDS = 3
_BREAK = re.compile(r"[,;()\"“”—–\n]|:(?!\d)")
_STOP = re.compile(r"[.!?…\s]*$")


def reaching(
    text: str, parts: Sequence[tuple[Span, Part]], quoted: QuotedText, every_sentence: Sequence[Span]
) -> list[tuple[Span, Part]]:
    """Return the parts, contents without marks grown over the untagged words that belong to them."""
    starts = [s.start for s in every_sentence]
    found = list(parts)
    for place, (span, part) in enumerate(parts):
        if part is not Part.CONTENT or quoted.at(span.end - 1):
            continue
        sentence = every_sentence[max(0, bisect_right(starts, span.end - 1) - 1)]
        following = [p for p in parts[place + 1 : place + 3] if p[0].start < sentence.end]
        end = _sentence_end(text, span, sentence) if not following else _comma_before(text, span, sentence, following)
        if end > span.end and not quoted.at(end - 1):
            found[place] = (Span(span.start, end), part)
    return found


def _sentence_end(text: str, span: Span, sentence: Span) -> int:
    """Return the end of the sentence without its stop when a few plain words are left to it, else the content's end."""
    rest = text[span.end : sentence.end]
    if _BREAK.search(rest) or not 1 <= len(_WORD.findall(rest)) <= _FEW_WORDS:
        return span.end
    stop = _STOP.search(rest)
    return span.end + (stop.start() if stop else len(rest))


def _comma_before(text: str, span: Span, sentence: Span, following: Sequence[tuple[Span, Part]]) -> int:
    """Return the comma before a closing "X said" when the content has begun its sentence, else the content's end."""
    is_closing = {part for _, part in following} == {Part.SOURCE, Part.CUE}
    gap = text[span.end : following[0][0].start].rstrip()
    if not is_closing or span.start != sentence.start or not gap.endswith(",") or _BREAK.search(gap[:-1]):
        return span.end
    return span.end + len(gap) - 1
