"""Words and numbers of a text as classes of the grammar, one character a word. Not for: rules (see `grammar`).

A text becomes a string with one letter per token, each letter standing for the set of classes that the token has, so
that the grammar's rules run as ordinary regular expressions over words.
"""

import functools
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from wiredesk.dates.languages import TOKEN_KINDS, Language, Value

_NEVER = "(?!)"
# {KIND} is filled from the language's [tokens]; a kind that it does not have never matches.
_PATTERN = r"""(?P<BREAK>\n[ \t\r\xa0]*\n\s*)
    |(?P<ISO>\b(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d(?:T[\d:.]+Z?)?(?![\w-]))
    |(?P<SLASHED>(?<![\w/.-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/-])|\d{1,2}\.\d{1,2}\.\d{4}(?![\w/-]|[.:,]\d)))
    |(?P<MONEY>[$£€¥\#]\s?\d[\d.,]*)
    |(?P<DECADE>{DECADE})
    |(?P<DECADE_SHORT>{DECADE_SHORT})
    |(?P<CLOCK>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])
        |\b(?:[01]?\d|2[0-4])(?:h[0-5]\d\b|\.[0-5]\d(?=\s?(?:[aApP]\.?\s?[mM]|hrs)\b)))
    |(?P<OFFSET>(?:(?<=GMT)|(?<=UTC))\s?[+−-]\s?(?:1[0-4]|0?\d)(?::?[0-5]\d)?(?![\d:]|\.\d))
    |(?P<FRACTION>\d/\d\b|[½¼¾])
    |(?P<ORD>{ORD})
    |(?P<NUM>\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)
    |(?P<AMPM>{AMPM})
    |(?P<ERA>{ERA})|(?P<OTHER_ERA>{OTHER_ERA})|(?P<FISCAL>{FISCAL})
    |(?P<OCLOCK>{OCLOCK})
    |(?P<HOLIDAY>{HOLIDAY})|(?P<ABBR>{ABBR})
    |(?P<NEGATED>{NEGATED})
    |(?P<WORD>[^\W\d_]+(?:\d\w*)?)
    |(?P<POSS>{POSS})
    |(?P<APOS>{APOS})
    |(?P<DASH>[-‐‑–—])
    |(?P<COMMA>,)|(?P<PERIOD>\.)|(?P<PERCENT>%)
    |(?P<MARK>[^\w\s])"""
_KINDS = (
    "BREAK", "ISO", "SLASHED", "MONEY", "DECADE", "DECADE_SHORT", "CLOCK", "FRACTION", "AMPM", "ERA", "OCLOCK", "POSS", "APOS",
    "DASH", "COMMA", "PERIOD", "PERCENT", "MARK", "OFFSET", "OTHER_ERA", "FISCAL",
    "HOLIDAY",
)  # fmt: skip
# One number for each set of classes that numbers can have.
_NUMBERS = (
    "0", "1", "24", "30", "99", "01", "1998", "1500", "0530", "0199", "2030", "1960", "1999", "2400", "2500", "12345", "2.5",
    "14",
)  # fmt: skip
_LETTERS = 0xE000  # private use area: one letter per set of classes


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one token: its place in the text, its kind (a name of the tokeniser) and its text in lower case."""

    start: int
    end: int
    kind: str
    word: str


class Tokens(Sequence[Token]):
    """Hold the tokens of a text in few bytes each; a `Token` is made when it is asked for.

    Ten megabytes of text have two million tokens, of which a few thousand are ever looked at.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts, self._ends, self._kinds = array("I"), array("I"), list[str]()

    def add(self, start: int, end: int, kind: str) -> None:
        """Append a token."""
        self._starts.append(start)
        self._ends.append(end)
        self._kinds.append(kind)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...

    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        start, end = self._starts[index], self._ends[index]
        return Token(start, end, self._kinds[index], self._text[start:end].lower())


def number_classes(word: str) -> frozenset[str]:
    """Return the classes of an unsigned number as it stands ("07", "14", "1998", "2,500", "2.5")."""
    if not word.isascii() or not word.isdigit():
        return frozenset({"NUM"})
    classes, n = {"NUM"}, int(word) if len(word) < 9 else 10**9
    if len(word) <= 2 and 1 <= n <= 31:
        classes.add("DAYNUM")
    if len(word) <= 2 and 1 <= n <= 24:
        classes.add("HOURNUM")
    if len(word) == 2:
        classes.add("NUM2")
    if len(word) == 4 and n // 100 < 25 and n % 100 < 60:
        classes.add("HHMM")
    if len(word) == 4 and 1600 <= n <= 2100:
        classes.add("YEAR4")
    return frozenset(classes)


def _ordinal_classes(word: str) -> frozenset[str]:
    figures = "".join(letter for letter in word if letter.isdigit())
    return frozenset({"ORDDAY", "ORD"}) if len(figures) <= 2 and 1 <= int(figures) <= 31 else frozenset({"ORD"})


def _token_pattern(language: Language) -> re.Pattern[str]:
    source = _PATTERN
    for kind in TOKEN_KINDS:
        source = source.replace(f"{{{kind}}}", language.tokens.get(kind, _NEVER))
    names = sorted((name for name in language.holidays if " " in name), key=len, reverse=True)
    every = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    holiday = rf"(?<!\w)(?=[^\W\d_a-z])(?i:{every})(?!\w)" if names else _NEVER
    return re.compile(source.replace("{HOLIDAY}", holiday), re.VERBOSE)


class Lexicon:
    """Know the words of one language: their classes and values.

    `literals` are the words that the rules name; each is a class of its own, by its own name.
    """

    def __init__(self, language: Language, literals: Iterable[str]) -> None:
        self._values, self._tables = language.classes, language.tables
        self._capitalised = language.capitalised
        self._token = _token_pattern(language)
        self._by_word: dict[str, set[str]] = {}
        for name, words in language.classes.items():
            for word in words:
                self._by_word.setdefault(word, set()).add(name)
        for word in literals:
            self._by_word.setdefault(word, set()).add(word)
        self._letters: dict[frozenset[str], str] = {}
        self._by_class: dict[str, str] = {}
        self._letter_of = functools.lru_cache(maxsize=20_000)(self._find_letter)
        self._enumerate()

    def _enumerate(self) -> None:
        """Give every set of classes that can occur its letter, so that rules can be compiled once."""
        for word in self._by_word:
            self._find_letter("WORD", word)
            self._find_letter("WORD", word.capitalize())
        for kind in _KINDS:
            self._find_letter(kind, "")
        for number in _NUMBERS:
            self._find_letter("NUM", number)
        for kind, text in (("ORD", "1st"), ("ORD", "99th"), ("WORD", "\0"), ("WORD", "A\0")):
            self._find_letter(kind, text)

    def _classes_of(self, kind: str, text: str) -> frozenset[str]:
        if kind == "NUM":
            return number_classes(text)
        if kind == "ORD":
            return _ordinal_classes(text)
        if kind not in ("WORD", "ABBR", "NEGATED"):
            return frozenset({kind})
        found = frozenset(self._by_word.get(text.lower(), ()))
        if not text[:1].isupper():
            found -= self._capitalised
        return found or frozenset({"OTHERNAME" if text[:1].isupper() else "OTHERWORD"})

    def _find_letter(self, kind: str, text: str) -> str:
        return self._letters.setdefault(self._classes_of(kind, text), chr(_LETTERS + len(self._letters)))

    def letters(self, name: str) -> str:
        """Return the letters of all sets that hold the class `name`; "" when there is no such class."""
        if not self._by_class:
            for classes, letter in self._letters.items():
                for known in classes:
                    self._by_class[known] = self._by_class.get(known, "") + letter
        return self._by_class.get(name, "")

    def value(self, name: str, word: str) -> Value | None:
        """Return what `word` means in class `name` (a month's number, a season's code), or None."""
        return self._values.get(name, {}).get(word)

    def says(self, table: str, words: str) -> Value | None:
        """Return what a word or phrase means in one of the language's tables, or None."""
        return self._tables[table].get(words)

    def ending(self, word: str) -> int:
        """Return 1 for a verb's ending that points to the future, -1 for one of the past, else 0."""
        return next((int(way) for ending, way in self._tables["endings"].items() if word.endswith(ending)), 0)

    def phrases(self, table: str) -> Iterable[str]:
        """Return the words and phrases of a table."""
        return self._tables[table]

    def tokens(self, text: str) -> tuple[Tokens, str]:
        """Return the tokens of `text` and their letters, one each."""
        tokens, letters = Tokens(text), list[str]()
        for found in self._token.finditer(text):
            kind = found.lastgroup or "MARK"
            tokens.add(*found.span(), kind)
            letters.append(self._letter_of(kind, found.group()))
        return tokens, "".join(letters)
