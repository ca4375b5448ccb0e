"""Where the parts of a statement start and end. Not for: finding them (see `tagger`).

The tagger errs most at ends. Source of the conventions: the annotated spans of PolNeAR, train. A content takes its quotation
marks with what stands in them (99 %) and a leading "that" (99 %), but no stop after reported speech (99 %); a cue takes its
colon (95 %); a source takes the comma after it when it has one inside (90 %) and not otherwise (99 %).
"""

import re
from collections.abc import Iterable

from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_dangling import finished_end, whole_cue
from wiredesk.spans import Span, trimmed

_WORD_SIGN = re.compile(r"\w")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]|\.[A-Za-z]|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|Calif|Sen|Gov|Rep|Dr|Mr|Mrs|Ms|St|Fla|etc))\.$")
_THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
_OUTER = ",;:―—–-"
_STOPS = ".!?\"”'’»"
_STOP = re.compile(r"[.!?]")
_HEAD_ENDS = _STOPS + ",:;"
_TORN_WORDS = 3
_SUBJECT_WORDS = 6
_ARTICLE_REACH = 60
_FEW_WORDS = re.compile(r"(?: [\w’'-]+){1,3}")
_CALLING = re.compile(
    r"\b(?:(?:calls?|calling|called|styl(?:es|ing)) (?:itself|himself|herself|themselves)|known as|named|called)$"
)
_OPEN_RELATIVE = re.compile(r",?\s+(?:who|which)[\s,]*$")
_RELATIVE = re.compile(r"(?:who|which|whose)\b")
_TAIL = re.compile(r"(?<=[\"”'’])(\s+(?:he|she|they|it))$")
_CLOSING = re.compile(r"[\s.,!?…'’\"”»]*")


def mended(text: str, parts: Iterable[tuple[Span, Part]], quoted: QuotedText) -> list[tuple[Span, Part]]:
    """Return the spans in text order with their ends set as the convention wants; none grows into another."""
    found = sorted(parts)
    kept: list[tuple[Span, Part]] = []
    for place, (span, part) in enumerate(found):
        low = kept[-1][0].end if kept else 0
        high = found[place + 1][0].start if place + 1 < len(found) else len(text)
        start, end = _whole_words(text, span)
        if part is Part.CONTENT:
            start, end = _content(text, start, finished_end(text, start, end, high), quoted)
        elif part is Part.SOURCE:
            end = _source_end(text, start, finished_end(text, start, _past_article(text, start, end, high), high))
        elif text[end : end + 1] == ":":
            end += 1
        else:
            end -= len(text[start:end]) - len(text[start:end].rstrip(",.;"))
            start, end = whole_cue(text, start, end, low=low, high=high)
        start = _past_heading(text, start, end, quoted)
        if span.start >= low:
            start = max(start, low)
        whole = trimmed(start, min(end, max(high, span.end)), text)
        if whole and _is_torn_off(whole.cut(text), part):
            continue
        if whole and (part is Part.CUE or _WORD_SIGN.search(text, whole.start, whole.end)):
            kept.append((whole, part))
    return _joined(text, kept, quoted)


def _is_torn_off(words: str, part: Part) -> bool:
    """Tell whether a span is a scrap: a content that is an article alone, a source that is the end of a bracket."""
    if part is Part.CONTENT:
        return words.lower() in ("a", "an", "the")
    return part is Part.SOURCE and words.endswith(")") and "(" not in words


def _joined(text: str, parts: list[tuple[Span, Part]], quoted: QuotedText) -> list[tuple[Span, Part]]:
    """Join what the tagger tore: spans of one part with nothing between, contents with a word or two within one quotation."""
    found: list[tuple[Span, Part]] = []
    for span, part in parts:
        last = found[-1] if found else None
        if last and part is last[1] is Part.CONTENT and _is_torn(text, last[0], span, quoted):
            found[-1] = (Span(last[0].start, span.end), part)
        elif last and _is_open_source(text, last, span) and part is Part.CONTENT:
            found[-1] = (Span(last[0].start, span.end), Part.SOURCE)
        elif last and part is Part.SOURCE and _is_one_source(text, last, span):
            found[-1] = (Span(last[0].start, _source_end(text, last[0].start, span.end)), part)
        else:
            found.append((span, part))
    return found


def _is_open_source(text: str, first: tuple[Span, Part], second: Span) -> bool:
    """Tell whether a source lacks the name that comes next: "a faction calling itself" and "the Ninth Bend"."""
    is_near = text[first[0].end : second.start] == " " and second.cut(text).count(" ") < _SUBJECT_WORDS
    return is_near and first[1] is Part.SOURCE and bool(_CALLING.search(text, first[0].start, first[0].end))


def _is_one_source(text: str, first: tuple[Span, Part], second: Span) -> bool:
    """Tell whether a source goes on in the next, or in a relative clause that parts it from a short "content" before its cue."""
    span, part = first
    if part is not Part.CONTENT:
        return part is Part.SOURCE and _is_torn_source(text, span, second)
    opens = text[max(0, span.start - 2) : span.start].endswith(("\n", ". ", '" ', "” ")) or not span.start
    is_short = span.cut(text).count(" ") < _SUBJECT_WORDS and text[span.end - 1] not in _STOPS
    return opens and is_short and _is_torn_source(text, span, second)


def _is_torn_source(text: str, first: Span, second: Span) -> bool:
    gap = text[first.end : second.start]
    return gap in ("", " ") or (gap == ", " and bool(_RELATIVE.match(text, second.start)))


def _is_torn(text: str, first: Span, second: Span, quoted: QuotedText) -> bool:
    gap = text[first.end : second.start]
    if "\n" in gap or text[first.end - 1] in _STOPS:
        return False
    if not gap.strip():
        return not quoted.at(second.start) or quoted.at(first.end - 1) == quoted.at(second.start)
    inside = quoted.at(first.end - 1)
    return inside is not None and inside == quoted.at(second.start) and len(gap.split()) <= _TORN_WORDS and not _STOP.search(gap)


def _whole_words(text: str, span: Span) -> tuple[int, int]:
    """Return the ends of `span` moved out to the borders of words."""
    start, end = span.start, span.end
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _past_heading(text: str, start: int, end: int, quoted: QuotedText) -> int:
    """Leave out the heading or date line before a paragraph: one that no stop ends. No annotated span has one."""
    cut = text.rfind("\n\n", start, end)
    head = text[start:cut].rstrip() if cut >= 0 else ""
    return cut + 2 if head and head[-1] not in _HEAD_ENDS and not quoted.at(start) else start


def _past_article(text: str, start: int, end: int, high: int) -> int:
    """Return the end of a source of which only the article is tagged: the few words up to the next part belong to it."""
    rest = text[end:high].rstrip()
    is_bare = text[start:end].lower() in ("the", "a", "an") and high - end < _ARTICLE_REACH
    return end + len(rest) if is_bare and _FEW_WORDS.fullmatch(rest) else end


def _source_end(text: str, start: int, end: int) -> int:
    relative = _OPEN_RELATIVE.search(text, start, end)
    if relative and relative.start() > start:
        end = relative.start()
    has_comma = "," in text[start : end - 1].rstrip(", ")
    stripped = end - (len(text[start:end]) - len(text[start:end].rstrip(", :;")))
    return stripped + 1 if has_comma and text[stripped : stripped + 1] == "," else stripped


def _content(text: str, start: int, end: int, quoted: QuotedText) -> tuple[int, int]:
    start, end = _content_start(text, start, quoted), _content_end(text, start, end, quoted)
    return (start, end) if start < end else (start, start)


def _content_start(text: str, start: int, quoted: QuotedText) -> int:
    """Take in an opening mark, or a "that" before reported speech; leave out marks of the words before."""
    while start < len(text) and text[start] in ",;:) " and not quoted.at(start):
        start += 1
    inside = quoted.at(start)
    if inside and not _WORD_SIGN.search(text, inside.span.start, start):
        return inside.span.start
    that = None if inside else _THAT.search(text, max(0, start - 8), start)
    return that.start() if that else start


def _content_end(text: str, start: int, end: int, quoted: QuotedText) -> int:
    """Take in the closing mark and what stands before it; leave out stops and commas that no marks hold."""
    inside = quoted.at(end - 1) or (quoted.at(end) if end < len(text) else None)
    tail = _TAIL.search(text, start, end)
    if tail and quoted.at(tail.start() - 1):  # "…," she
        return tail.start(1)
    if inside and inside.span.start < end:
        rest = _CLOSING.match(text, end, inside.span.end)
        return inside.span.end if rest and rest.end() == inside.span.end and inside.is_closed else end
    while end > start and (text[end - 1] in _OUTER or text[end - 1].isspace()):
        end -= 1
    if text[end - 1] == "." and not _ABBREVIATION.search(text, max(start, end - 8), end):
        end -= 1
    return end
