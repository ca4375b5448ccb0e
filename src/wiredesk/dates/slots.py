"""The words that a rule hands to its builder, and the numbers in them. Not for: what they mean (see `builders`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wiredesk.dates.grammar import Grammar, Match
from wiredesk.dates.languages import Value
from wiredesk.dates.lexicon import Token
from wiredesk.dates.meanings import Meaning


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
        """Return the slot's words with one space between them and plain apostrophes, "" when it is empty."""
        return " ".join(token.word for token in self.part(name)).replace("’", "'")

    def table(self, name: str, table: str) -> str | int | float | None:
        """Return what the slot's words, as one phrase, mean in a table of the language, or None."""
        return self.grammar.lexicon.says(table, self.words(name))

    def text(self, name: str, table: str) -> str | None:
        """Return `table` when it is text that says something."""
        found = self.table(name, table)
        return found if isinstance(found, str) and found else None

    def last_step(self, name: str, table: str) -> int | None:
        """Return the number that the last of the slot's words to stand in a table has there, or None."""
        for token in reversed(self.part(name)):
            found = self.grammar.lexicon.says(table, token.word)
            if isinstance(found, int):
                return found
        return None

    def says(self, table: str) -> bool:
        """Tell whether a phrase of a table stands in the expression."""
        words = f" {self.all_words} "
        return any(f" {phrase} " in words for phrase in self.grammar.lexicon.phrases(table))

    @property
    def all_words(self) -> str:
        """Return the words of the whole expression."""
        return " ".join(token.word for token in self.tokens[self.match.start : self.match.end])

    def value(self, name: str, *classes: str) -> Value | None:
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
            for known in ("TENS", "ORDINAL", "ROMAN", "LAST_ONE", "QNAME", "HNAME"):
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
        total, lexicon = 0, self.grammar.lexicon
        for index, token in enumerate(part):
            if token.word.isdigit():
                return int(token.word)
            century = lexicon.says("year_words", token.word) if index == 0 else None
            if isinstance(century, int):
                total = century
            elif lexicon.says("thousand", token.word):
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


def _figures(word: str) -> float | None:
    plain = word.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def count_of(grammar: Grammar, part: Sequence[Token]) -> float | None:
    """Return the number that the tokens spell, or None when they name none."""
    total, seen, says = 0.0, False, grammar.lexicon.says
    for token in part:
        figures, number, fixed = _figures(token.word), _number(grammar, token), says("counts", token.word)
        fraction = says("fractions", token.word)
        if isinstance(fraction, float):
            total, seen = total + fraction - (1 if total == 1 and says("articles", part[0].word) else 0), True
        elif isinstance(fixed, int):
            return float(fixed)
        elif figures is not None:
            total, seen = total + figures, True
        elif number and says("hundreds", token.word):
            total, seen = max(total, 1) * number, True
        elif number:
            total, seen = total + number, True
        elif says("articles", token.word) and not seen:
            total, seen = 1.0, True
        elif grammar.lexicon.value("SOME", token.word) or says("no_figure", token.word):
            return None
    return total if seen else None
