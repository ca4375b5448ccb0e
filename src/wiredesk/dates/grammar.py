"""Compile the rules of a language and find what they match. Not for: what the words mean (see `builders`)."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.dates import languages
from wiredesk.dates.languages import Language, read_language
from wiredesk.dates.lexicon import Lexicon
from wiredesk.errors import LanguageError

_PIECE = re.compile(r"\(\?<[=!]|\(\?[=!:]|<(?P<slot>\w+)=|[<>\[\]()|?*+]|\s+|(?P<name>[^\W\d_]\w*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one compiled alternative of a rule.

    `order` is its place in the file: among finds of equal length the first wins. `value` goes to the builder as it
    stands. `is_vague`: only the trained tagger can tell whether such words are a time expression.
    """

    order: int
    make: str
    regex: re.Pattern[str]
    slots: dict[str, str]
    value: str
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Hold one find of a rule: token positions, end-exclusive, of the expression and of each filled slot."""

    rule: Rule
    start: int
    end: int
    slots: dict[str, tuple[int, int]]


def split_alternatives(pattern: str) -> list[str]:
    """Split a pattern at the bars that stand outside all brackets."""
    parts, depth, current = [], 0, ""
    for piece in re.split(r"([()|])", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += piece
    return [*parts, current]


def _without_slots(source: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", source)


class Grammar:
    """Find the time expressions of one language; built from its data file."""

    def __init__(self, language: Language) -> None:
        self._code = language.code
        patterns = [*language.fragments.values(), *(row.pattern for row in language.rules)]
        names = {found["name"] for text in patterns for found in _PIECE.finditer(text) if found["name"]}
        self.holidays = language.holidays
        self.lexicon = Lexicon(language, {name for name in names if name.islower()})
        self._count = 0
        self._fragments: dict[str, str] = {}
        for name, pattern in language.fragments.items():
            self._fragments[name] = self._compile(f"({pattern})")[0]
        self._rules = [rule for row in language.rules for rule in self._add(row)]

    def _add(self, row: languages.Rule) -> Iterator[Rule]:
        """Compile the alternatives of one row and make them a fragment for the rows after it."""
        alternatives = [self._fragments[row.name]] if row.name in self._fragments else []
        for part in split_alternatives(row.pattern):
            source, slots = self._compile(part)
            alternatives.append(_without_slots(source))
            self._count += 1
            yield Rule(self._count, row.make, self._regex(source, part), slots, row.value, row.is_vague)
        if row.name:
            self._fragments[row.name] = f"(?:{'|'.join(alternatives)})"

    def _regex(self, source: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(source)
        except re.error as error:
            raise LanguageError(self._code, f"pattern {pattern.strip()!r}: {error}") from error

    def _name(self, name: str) -> str:
        if name in self._fragments:
            return self._fragments[name]
        letters = self.lexicon.letters(name)
        if not letters:
            raise LanguageError(self._code, f"no class, fragment or word {name!r} for the patterns")
        return f"[{letters}]" if len(letters) > 1 else letters

    def _compile(self, pattern: str) -> tuple[str, dict[str, str]]:
        """Turn a pattern into a regular expression over letters; slots get unique group names."""
        rest = _PIECE.sub("", pattern)
        if rest:
            raise LanguageError(self._code, f"pattern {pattern.strip()!r}: {rest!r} means nothing in it")
        pieces, slots = [], dict[str, str]()
        for found in _PIECE.finditer(pattern):
            piece = found.group()
            if found["slot"]:
                group = f"g{len(slots)}"
                slots[group] = found["slot"]
                pieces.append(f"(?P<{group}>")
            elif found["name"]:
                pieces.append(self._name(found["name"]))
            elif not piece.isspace():
                pieces.append({"(": "(?:", ">": ")", "[": "(?P<span>", "]": ")"}.get(piece, piece))
        return "".join(pieces), slots

    def find(self, letters: str) -> Iterator[Match]:
        """Yield every find of every rule; finds overlap."""
        for rule in self._rules:
            for found in rule.regex.finditer(letters):
                if found.end() > found.start():
                    yield _match(rule, found)

    def read(self, letters: str, start: int, end: int) -> Iterator[Match]:
        """Yield the finds that are exactly start..end."""
        for rule in self._rules:
            found = rule.regex.match(letters, start)
            if found and found.span() == (start, end):
                yield _match(rule, found)
            elif found:
                whole = rule.regex.fullmatch(letters, start, end)
                if whole:
                    yield _match(rule, whole)


def _match(rule: Rule, found: re.Match[str]) -> Match:
    start, end = found.span("span") if "span" in rule.regex.groupindex else found.span()
    slots = {name: found.span(group) for group, name in rule.slots.items() if found.start(group) >= 0}
    return Match(rule, start, end, slots)


@functools.cache
def grammar(language: str = "en") -> Grammar:
    """Return the compiled grammar of a language by its ISO 639-1 code; the first call reads its data file.

    :raises LanguageError: when there is no file for it, or one that cannot be used.
    """
    return Grammar(read_language(language))
