"""Counts of people in words or digits, with their bounds. Not for: money (see `amounts`) or dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.records import Count
from wiredesk.spans import Span

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Number words below a hundred, in lower case, by their value.
SMALL_NUMBERS = {word: i for i, word in enumerate(_UNITS)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_WORD = "|".join([*SMALL_NUMBERS, *_SCALES, "a dozen", "a hundred", "a thousand"])
_MORE_WORDS = "|".join([*SMALL_NUMBERS, *_SCALES])
_NUMBER = re.compile(
    rf"(?<![\w.,$€£])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_MORE_WORDS}))*)(?![\w%]|[.,]\d|[\s-]+years?\b)",
    re.IGNORECASE,
)
_LEAST = re.compile(r"(?:\bat least|\bno fewer than|\bno less than|\ba minimum of)\s+$", re.IGNORECASE)
_MORE = re.compile(r"(?:\bmore than|\bover|\babove)\s+$", re.IGNORECASE)
_MOST = re.compile(
    r"(?:\bat most|\bup to|\bas many as|\bno more than|\bfewer than|\bless than|\ba maximum of)\s+$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:\babout|\baround|\bsome|\broughly|\bnearly|\balmost|\bapproximately)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """Hold one number of a text: its words with their bound ("at least four"), and what they allow."""

    span: Span
    count: Count
    value: int


def value_of(words: str) -> int | None:
    """Return the whole number that the words or digits say, or None."""
    plain = words.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    total = current = 0
    for word in re.split(r"[\s-]+", plain):
        if word in SMALL_NUMBERS:
            current += SMALL_NUMBERS[word]
        elif word in _SCALES:
            current = max(1, current) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word not in ("and", "a"):
            return None
    return total + current


def _bounded(text: str, start: int, value: int) -> tuple[int, Count]:
    """Return where the number's words begin, bound included, and the range that they allow."""
    before = text[max(0, start - 20) : start]
    for pattern, count in (
        (_LEAST, Count(value, None)),
        (_MORE, Count(value, None)),
        (_MOST, Count(None, value)),
        (_ABOUT, Count(value, value)),
    ):
        found = pattern.search(before)
        if found:
            return start - (len(before) - found.start()), count
    return start, Count(value, value)


def numbers(text: str, within: Span) -> Iterator[Number]:
    """Yield the whole numbers in a stretch of text, in order; "between 20 and 30" and "20 to 30" are one, a range."""
    held: Number | None = None
    for found in _NUMBER.finditer(text, within.start, within.end):
        value = value_of(found.group())
        if value is None:
            continue
        start, count = _bounded(text, found.start(), value)
        number = Number(Span(start, found.end()), count, value)
        if held is not None and _is_range(text, held, number):
            held = Number(Span(held.span.start, number.span.end), Count(held.value, value), value)
            continue
        if held is not None:
            yield held
        held = number
    if held is not None:
        yield held


def _is_range(text: str, low: Number, high: Number) -> bool:
    joint = text[low.span.end : high.span.start].strip().lower()
    if low.value >= high.value:
        return False
    is_between = joint == "and" and text[: low.span.start].rstrip().lower().endswith("between")
    return is_between or joint in ("to", "or", "-", "–")
