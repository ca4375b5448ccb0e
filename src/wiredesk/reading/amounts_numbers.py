"""Numbers in figures and words, as they stand before or after a currency. Not for: counts of people (see incidents)."""

import re
from dataclasses import dataclass

from wiredesk.reading.numbers import SMALL_NUMBERS

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lac": 1e5, "million": 1e6, "mil": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6,
    "crore": 1e7, "cr": 1e7, "billion": 1e9, "bil": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12,
    "tn": 1e12, "k": 1e3, "thousands": 1e3, "lakhs": 1e5, "lacs": 1e5, "millions": 1e6, "crores": 1e7, "billions": 1e9,
}  # fmt: skip
_SHORT = "mil|mln|mn|m|bil|bln|bn|b|trn|tn|k|cr"
_LONG = "hundred|thousand|lakhs?|lacs?|million|crores?|billion|trillion"
_SCALE = rf"(?:[ \xa0-]?(?:{_LONG})(?![A-Za-z])|[ \xa0]?(?:{_SHORT})(?![A-Za-z]))"
_FIGURES = (
    r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \xa0]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d{1,12},\d{1,2}(?!\d)|\d{1,12}(?:\.\d{1,6})?"
)
_WORD = "|".join(SMALL_NUMBERS)
# "twenty-five thousand", "two hundred and fifty million", "half a million", "a hundred thousand"
_WORDS = rf"(?:half(?: a)?|an?(?= (?:{_LONG})\b)|{_WORD})(?:[ -](?:and )?(?:{_WORD}|{_LONG}))*"

FIGURES = re.compile(rf"(?<!\d)(?<!\d[.,])(?:{_FIGURES})(?!\d)(?:{_SCALE}){{0,2}}", re.IGNORECASE)
SPELLED = re.compile(rf"\b(?:{_WORDS})(?!\w)", re.IGNORECASE)
_TOKEN = re.compile(r"\d[\d,.\xa0 ]*\d|\d|[a-z]+", re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a parsed number; `is_scaled` when a word such as "million" stands in it, `scale` its factor (1 when none)."""

    value: float
    scale: float
    is_scaled: bool


def _figure(digits: str) -> float | None:
    """Return the value of figures; a lone comma before one or two digits is a decimal comma."""
    digits = re.sub(r"[\xa0 ]", "", digits).rstrip(".,")
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        return float(digits.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        return float(digits.replace(".", ""))
    plain = digits.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def parse(words: str) -> Number | None:
    """Return the number that `words` spell in figures, words or both ("2.5 lakh", "two hundred thousand"), or None.

    :return: None too for bare articles and for strings over 80 characters.
    """
    if len(words) > _LONGEST:
        return None
    total, part, scale, is_scaled, is_number = 0.0, 0.0, 1.0, False, False
    for word in _TOKEN.findall(words.lower()):
        if word[0].isdigit():
            figure = _figure(word)
            if figure is None:
                return None
            part, is_number = part + figure, True
        elif word in SMALL_NUMBERS:
            part, is_number = part + SMALL_NUMBERS[word], True
        elif word == "half":
            part, is_number = part + 0.5, True
        elif word in _SCALES:
            is_number, is_scaled = True, True
            part = (part or 1.0) * _SCALES[word]
            scale *= _SCALES[word]
            if _SCALES[word] >= 1e3 and not _continues(words, word):
                total, part = total + part, 0.0
        elif word not in ("a", "an", "and"):
            return None
    return Number(total + part, scale, is_scaled) if is_number else None


def _continues(words: str, scale: str) -> bool:
    """Tell whether another scale follows directly, as in "lakh crore" or "thousand billion"."""
    return bool(re.search(rf"{scale}[ -](?:{_LONG})", words.lower()))
