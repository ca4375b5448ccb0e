"""Texts as hashed runs of words, the same for all spellings of one text. Not for: whether two texts are copies (see `copies`).

A run ("shingle") is `WIDTH` words in a row. Case, accents, quotation marks, dashes, full stops of initials and commas within
numbers and numbers in words make no difference; datelines and what sites put around every text ("Follow us on …") are left out.
"""

import functools
import re
import unicodedata
import zlib
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from wiredesk.corroborate.figures import NUMBERS

WIDTH = 5
KEY_WIDTH = 7
# Scripts without spaces are cut into single characters, of which it takes more to be telling. Our choice.
_UNSPACED_FACTOR = 2

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_JOINED = re.compile(r"(?<=\d),(?=\d{3}\b)|['`]|(?<=\b[a-z])\.(?=[a-z]\b)")
# Marks that differ between printings of one text, as ASCII has them; the last ones are unseen.
_MARKS = str.maketrans(
    "\u2018\u2019\u201a\u201b\u02bc\u00b4\u201c\u201d\u201e\u201f\u2013\u2014\u2015\u00a0\u202f",
    "''''''" + '""""' + "---  ",
    "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff",
)
_MOST_FURNITURE = 300  # characters of a line
_MOST_HEADLINE = 140  # characters
_LEAST_STORY = 40  # words before a second story may begin
_MOST_CHARACTERS = 1_000_000

Hashes = NDArray[np.uint64]


@functools.cache
def _furniture() -> tuple[str, ...]:
    lines = files("wiredesk.corroborate").joinpath("furniture.txt").read_text(encoding="utf-8").splitlines()
    return tuple(f" {' '.join(line.split())}" for line in lines if line.strip() and not line.startswith("#"))


def is_furniture(line: str) -> bool:
    """Tell whether a line is one that a site puts under all its stories: sharing, subscribing, rights, credits."""
    if len(line) > _MOST_FURNITURE:
        return False
    told = f" {' '.join(line.casefold().split())} "
    # Plain searches: one regular expression of all phrases took ten times as long.
    return any(phrase in told for phrase in _furniture())


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of a text as they are compared; `breaks` are the words at which another story may begin."""

    words: list[str]
    breaks: list[int]


def words_of(text: str) -> Words:
    """Return the words of `text`, its furniture left out."""
    words: list[str] = []
    breaks: list[int] = []
    is_apart = True
    lines = text[:_MOST_CHARACTERS].split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line or line.isspace():
            is_apart = True
            continue
        if is_furniture(line):
            continue
        if is_apart and not following.strip() and len(words) >= _LEAST_STORY and _is_headline(line):
            breaks.append(len(words))
        words += bare_words(line)
        is_apart = False
    return Words(words, breaks)


def _is_headline(line: str) -> bool:
    """Tell whether a line by itself is no sentence but long enough to be a headline."""
    return len(line) <= _MOST_HEADLINE and 3 <= len(line.split()) <= 16 and line.rstrip(" \"'”’)")[-1:] not in ".!?:;,…"


def bare_words(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    if not text.isascii():
        text = text.translate(_MARKS)
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in spread if not "\u0300" <= c <= "\u036f"))
    return [NUMBERS.get(word, word) for word in _WORD.findall(_JOINED.sub("", text.casefold()))]


def is_unspaced(words: list[str]) -> bool:
    """Tell whether most of the words are single characters of a script that writes none apart."""
    n_single = sum(len(word) == 1 and word > "\u0e00" for word in words)
    return 2 * n_single > len(words)


def run_hashes(words: list[str], width: int) -> Hashes:
    """Return one 64-bit hash for each run of `width` words, in text order; empty when there are fewer words."""
    if is_unspaced(words):
        width *= _UNSPACED_FACTOR
    if len(words) < width:
        return np.zeros(0, np.uint64)
    single = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    total = np.zeros(len(words) - width + 1, np.uint64)
    for place in range(width):
        total = _mixed(total + single[place : place + len(total)])
    return total


def word_hash(word: str) -> int:
    """Return a stable 32-bit hash of one word or name."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def _mixed(value: Hashes) -> Hashes:
    """Return the values well mixed. Source: splitmix64 (Steele, Lea, Flood 2014)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
