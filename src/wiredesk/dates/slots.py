"""The words that a rule hands to its builder, and the numbers in them. Not for: what they mean (see `builders`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wiredesk.dates.grammar import Grammar, Match
from wiredesk.dates.lexicon import Token
from wiredesk.dates.meanings import Meaning

_CENTURY_WORDS = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}


@dataclass(frozen=True, slots=True)
class Slots:
    """Give a builder the words of its slots, in lower case; `build` reads a stretch of tokens by the same grammar."""

    grammar: Grammar
    tokens: Sequence[Token]
    letters: str
    match: Match
    build: Callable[[int, int], Meaning | None]

    def has(self, name: str) -> bool:
        """Tell whether the slot is filled."""
        return name in self.match.slots

    def part(self, name: str) -> Sequence[Token]:
        """Return the slot's tokens, none when it is empty."""
        start, end = self.match.slots.get(name, (0, 0))
        return self.tokens[start:end]

    def meaning(self, name: str) -> Meaning | None:
        """Return what the expression in a slot means, None when the slot is empty."""
        return self.build(*self.match.slots[name]) if self.has(name) else None

    def words(self, name: str) -> str:
        """Return the slot's words with one space between them, "" when it is empty."""
        return " ".join(token.word for token in self.part(name))

    @property
    def all_words(self) -> str:
        """Return the words of the whole expression."""
        return " ".join(token.word for token in self.tokens[self.match.start : self.match.end])

    def value(self, name: str, *classes: str) -> str | int | None:
        """Return what the slot's first known word means in one of the classes, or None."""
        for token in self.part(name):
            for known in classes:
                value = self.grammar.lexicon.value(known, token.word)
                if value is not None:
                    return value
        return None

    def int_value(self, name: str, *classes: str) -> int | None:
        """Return `value` when it is a number."""
        value = self.value(name, *classes)
        return value if isinstance(value, int) else None

    def ordinal(self, name: str) -> int | None:
        """Return 3 for "third", "3rd", "3" and 23 for "twenty-third"."""
        total = 0
        for token in self.part(name):
            if token.word[:1].isdigit():
                return int("".join(letter for letter in token.word if letter.isdigit()))
            for known in ("TENS", "ORDINAL", "LAST_ONE", "QNAME", "HNAME"):
                value = self.grammar.lexicon.value(known, token.word)
                if isinstance(value, int):
                    total += value
                    break
        return total or None

    def year(self, name: str = "year", short: str = "year2") -> int | None:
        """Return the year that stands in a slot, in figures or words, or as '98; None when both are empty."""
        for token in self.part(short):
            if token.word.isdigit():
                return int(token.word) + (2000 if int(token.word) < 40 else 1900)
        return self._year_in(self.part(name))

    def _year_in(self, part: Sequence[Token]) -> int | None:
        total = 0
        for index, token in enumerate(part):
            if token.word.isdigit():
                return int(token.word)
            if index == 0 and token.word in _CENTURY_WORDS:
                total = _CENTURY_WORDS[token.word]
            elif token.word == "thousand":
                total *= 1000
            else:
                total += _number(self.grammar, token)
        return total or None

    def count(self, name: str = "count") -> float | None:
        """Return the number that a slot gives (2.5 for "two and a half"); None for "several", "few"."""
        return count_of(self.grammar, [token for token in self.part(name) if token.kind != "DASH"])


def _number(grammar: Grammar, token: Token) -> int:
    for known in ("ONES", "TENS", "HUNDREDS"):
        value = grammar.lexicon.value(known, token.word)
        if isinstance(value, int):
            return value
    return 0


_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75, "half": 0.5}


def _figures(word: str) -> float | None:
    plain = word.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def count_of(grammar: Grammar, part: Sequence[Token]) -> float | None:
    """Return the number that the tokens spell, or None when they name none."""
    total, seen = 0.0, False
    for token in part:
        figures, number = _figures(token.word), _number(grammar, token)
        if token.word in _FRACTIONS:
            total, seen = total + _FRACTIONS[token.word] - (1 if total == 1 and part[0].word == "a" else 0), True
        elif token.word == "couple":
            return 2.0
        elif figures is not None:
            total, seen = total + figures, True
        elif number in (12, 100, 1000) and token.word in ("dozen", "hundred", "thousand"):
            total, seen = max(total, 1) * number, True
        elif number:
            total, seen = total + number, True
        elif token.word in ("a", "an", "another", "single", "additional") and not seen:
            total, seen = 1.0, True
        elif grammar.lexicon.value("SOME", token.word) or token.word == "number":
            return None
    return total if seen else None
