"""Paragraphs and sentences as spans. Not for: words.

Our own splitter, because every offset must be exact and the furniture of pages (datelines, initials, titles) is the
hard part; it needs no model and runs at some 10 MB a second.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from wiredesk.spans import Span, trimmed

# Abbreviations after which a full stop does not end a sentence, without their stop, in lower case. Our choice: titles,
# ranks, months and Latin forms as they stand in news agencies' copy.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl adm cmdr brig insp supt det rev hon gov sen rep pres st jr sr no vs dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun corp inc ltd co bros "
    "fig approx e.g i.e u.s u.k u.n e.u a.m p.m ph.d d.c".split()
)
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?<=[\"”»])(?=\s+[A-Z])")
_LAST_WORD = re.compile(r"([\w.&'-]+)\.$")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the stretches between blank lines, without white space at their ends."""
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        span = trimmed(start, gap.start(), text)
        if span:
            yield span
        start = gap.end()
    span = trimmed(start, len(text), text)
    if span:
        yield span


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether the stop that ends at `end` is inside a sentence: an abbreviation, an initial, a small letter next."""
    following = text[end : end + 40].lstrip()
    if following[:1].islower() and not text[start:end].rstrip("\"'”’»)]").endswith(("!", "?")):
        return True
    if following[:1].islower() and text[end - 1] in '"”’»':
        return True
    word = _LAST_WORD.search(text[max(start, end - 30) : end])
    if not word:
        return False
    last = word.group(1)
    if len(last) == 1 and last.isupper():
        return following[:1].isupper() and last != "I"
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last):
        return not re.match(r"(?:The|He|She|It|They|In|On|At|A|An|But|And|We)\b", following)
    if last.lower() in ("a.m", "p.m", "inc", "corp", "ltd", "co"):
        return not following[:1].isupper()
    if last.lower() == "no":
        return following[:1].isdigit()
    return last.lower() in _ABBREVIATIONS


def _in_paragraph(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for stop in _END.finditer(text, span.start, span.end):
        if stop.end() <= start or (stop.end() < span.end and _goes_on(text, start, stop.end())):
            continue
        found = trimmed(start, stop.end(), text)
        if found:
            yield found
        start = stop.end()
    rest = trimmed(start, span.end, text)
    if rest:
        yield rest


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order; a blank line always ends one, a single line break does not."""
    return [sentence for paragraph in paragraphs(text) for sentence in _in_paragraph(text, paragraph)]


def sentences_near(text: str, offset: int) -> list[Span]:
    """Return the sentences of the paragraph around an offset, or of a little more: for one sentence of a long text."""
    start = max(0, text.rfind("\n\n", 0, offset))
    end = text.find("\n\n", offset)
    return [Span(start + one.start, start + one.end) for one in sentences(text[start : len(text) if end < 0 else end])]


def is_wrapped(text: str) -> bool:
    """Tell whether line breaks only wrap the text at a width, as in mails and old wires, and end nothing.

    So it is when, of the lines that another one follows directly, none is longer than 100 characters and the middle one
    by length is nearly as long as the longest. Our choice.
    """
    lines = text[:20_000].split("\n")
    lengths = sorted(len(line) for line, following in pairwise(lines) if line and following)
    return len(lengths) >= 3 and 40 <= lengths[-1] <= 100 and lengths[len(lengths) // 2] >= 0.75 * lengths[-1]


def lines_in_sentences(text: str) -> list[Span]:
    """Return the sentences of `text`, those that hold line breaks cut there too, unless the text is wrapped."""
    whole = sentences(text)
    if is_wrapped(text):
        return whole
    found: list[Span] = []
    for sentence in whole:
        start = sentence.start
        for part in sentence.cut(text).split("\n"):
            span = trimmed(start, start + len(part), text)
            if span:
                found.append(span)
            start += len(part) + 1
    return found
