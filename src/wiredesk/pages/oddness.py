"""Measure how much a decoded text looks like mojibake. Not for: choosing a character set (see `decoding`).

Our own measure: wrong decodings betray themselves in single words, whatever the language: scripts mixed inside a word,
signs and control characters between letters, runs of accented capitals, small letters before capitals.
"""

import re
from collections.abc import Iterator
from itertools import islice

_MAX_WORDS = 1_000
_MAX_WORD = 40
_SCRIPTS = (
    ("latin", "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"),
    ("greek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("cyrillic", "\u0400-\u052f"),
    ("hebrew", "\u0590-\u05ff"),
    ("arabic", "\u0600-\u06ff"),
    ("thai", "\u0e00-\u0e7f"),
    ("kana, half width", "\uff61-\uff9f"),
)
_LETTERS = tuple(re.compile(f"[{letters}]") for _, letters in _SCRIPTS)
_JUNK = re.compile("[\x80-\x9f\ufffd\ue000-\uf8ff\u0180-\u0190\u2500-\u259f]")
_SIGN = "¤¦¨¬¯´¶¸¼½¾¢£¥©®±²³ªº¹÷×‡†ˆ‰€™˜¡¿§°»«¾"
_LETTER = "[^\\W\\d_]"
# A sign after an accented letter ("Ã©", "â€™"), or between two letters ("za³ó¿"). One accented letter before a closing
# quotation mark is French and Spanish typography, so those marks count between letters only.
_SIGNS = re.compile(f"[\u00c0-\u024f][¤¦¨¬¯´¶¸¼½¾¢£¥±³÷×‡†ˆ‰€˜¡¿§]|{_LETTER}[{_SIGN}]{_LETTER}")
_CAPITAL_INSIDE = re.compile("[a-z][\u00c0-\u00d6\u00d8-\u00de]|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{4}")
_SWAPPED_CASE = re.compile(
    "(?<![\u0400-\u04ff])[\u0430-\u045f][\u0400-\u042f]{2}|[\u0430-\u045f][\u0400-\u042f][\u0430-\u045f][\u0400-\u042f]"
)


def _foreign_words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.isascii():
            yield from (word[:_MAX_WORD] for word in line.split() if not word.isascii())


def _is_odd(word: str) -> bool:
    if _JUNK.search(word) or _SIGNS.search(word) or _CAPITAL_INSIDE.search(word) or _SWAPPED_CASE.search(word):
        return True
    return sum(1 for letters in _LETTERS if letters.search(word)) > 1


def _is_shouted(text: str) -> bool:
    return sum(map(str.isupper, text)) > 2 * sum(map(str.islower, text))


def oddness(text: str) -> float:
    """Return the share, 0 to 1, of the words beyond ASCII that look wrongly decoded; 0 when there are none."""
    words = list(islice(_foreign_words(text), _MAX_WORDS))
    if sum(1 for word in words if _SWAPPED_CASE.search(word)) > len(words) / 50 and _is_shouted("".join(words)):
        return 1.0
    return sum(map(_is_odd, words)) / len(words) if words else 0.0
