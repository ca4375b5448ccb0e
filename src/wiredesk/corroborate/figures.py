"""Numbers in words and digits as one. Not for: what they count (see `reading.numbers`)."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(value) for value, word in enumerate(_SMALL.split())}
NUMBERS |= {word: str(10 * value) for value, word in enumerate(_TENS.split(), 2)}
NUMBERS |= {"hundred": "100", "thousand": "1000", "dozen": "12", "dozens": "dozens"}
"""Number words in small letters with their digits."""

_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


def figure_of(word: str) -> str | None:
    """Return the number that one word in small letters is ("four" and "4" give "4", "1,200" gives "1200"), None for others."""
    bare = word.rstrip(".,")
    return NUMBERS.get(bare) or (bare.replace(",", "") if _DIGITS.fullmatch(bare) else None)
