"""Where a number stands among words. Not for: reading numbers out of a text (see `reading`)."""

import re
from functools import lru_cache

from wiredesk.records import Count
from wiredesk.spans import Span

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@lru_cache(maxsize=512)
def _pattern(number: int) -> re.Pattern[str]:
    """Find a number written in digits, with or without commas, or, below 100, in words."""
    ways = [str(number), f"{number:,}"]
    if 0 < number < 20:
        ways.append(_ONES[number - 1])
    elif 20 <= number < 100:
        tens, ones = _TENS[number // 10 - 2], number % 10
        ways.append(f"{tens}[- ]{_ONES[ones - 1]}" if ones else tens)
    return re.compile(rf"(?<![\w.,-])(?:{'|'.join(ways)})(?![\w]|[.,]\d)", re.I)


_BOUND = re.compile(
    r"\b(?:at least|at most|more than|fewer than|less than|as many as|no fewer than|up to|about|some|nearly|over) \Z", re.I
)
_LONGEST_BOUND = 16


def count_span(text: str, within: Span, count: Count) -> Span | None:
    """Return where one of the bounds of `count` stands within a stretch of `text`, with "at least" and the like before it.

    None when neither stands there.
    """
    for number in (count.at_least, count.at_most):
        if number is not None and (found := _pattern(number).search(text, within.start, min(within.end, len(text)))):
            bound = _BOUND.search(text, max(within.start, found.start() - _LONGEST_BOUND), found.start())
            return Span(bound.start() if bound else found.start(), found.end())
    return None
