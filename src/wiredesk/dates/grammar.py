"""Compile the rules of a language and find what they match. Not for: what the words mean (see `builders`)."""

import functools
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from wiredesk.dates import languages
from wiredesk.dates.languages import Language, read_language
from wiredesk.dates.lexicon import Lexicon
from wiredesk.dates.required import Letters, Required, least, union
from wiredesk.errors import LanguageError

_PIECE = re.compile(r"\(\?<[=!]|\(\?[=!:]|<(?P<slot>\w+)=|[<>\[\]()|?*+]|\s+|(?P<name>[^\W\d_]\w*)")


# Longer patterns are compiled when a text first holds their words: of 150 ms for all English ones 120 go to twenty of them.
_LONG = 1_000


class Pattern:
    """Hold a regular expression over letters; `needed` are sets of letters, of each of which a find holds one."""

    def __init__(self, source: str, needed: tuple[Letters, ...], refused: Callable[[re.error], LanguageError]) -> None:
        self._source, self._needed, self._refused = source, needed, refused
        self._compiled = None if len(source) > _LONG else self._compile()

    def _compile(self) -> re.Pattern[str]:
        try:
            return re.compile(self._source)
        except re.error as error:
            raise self._refused(error) from error

    def may_be_in(self, present: AbstractSet[str]) -> bool:
        """Tell whether a text of these letters can hold a find."""
        return not any(map(present.isdisjoint, self._needed))

    @property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled expression.

        :raises LanguageError: when a long one is no expression.
        """
        if self._compiled is None:
            self._compiled = self._compile()
        return self._compiled


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one alternative of a rule.

    `order` is its place in the file: among finds of equal length the first wins. `value` goes to the builder as it
    stands. `is_vague`: only the trained tagger can tell whether such words are a time expression.
    """

    order: int
    make: str
    pattern: Pattern
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
        self._needed: dict[str, Letters | None] = {}
        for name, pattern in language.fragments.items():
            self._fragments[name], _, needed = self._compile(f"({pattern})")
            self._needed[name] = least(needed)
        self._rules = [rule for row in language.rules for rule in self._add(row)]

    def _add(self, row: languages.Rule) -> Iterator[Rule]:
        """Compile the alternatives of one row and make them a fragment for the rows after it."""
        is_known = row.name in self._fragments
        alternatives = [self._fragments[row.name]] if is_known else []
        needs = [self._needed[row.name]] if is_known else []
        for part in split_alternatives(row.pattern):
            source, slots, needed = self._compile(part)
            alternatives.append(_without_slots(source))
            needs.append(least(needed))
            self._count += 1
            pattern = Pattern(source, needed, functools.partial(self._refused, part))
            yield Rule(self._count, row.make, pattern, slots, row.value, row.is_vague)
        if row.name:
            self._fragments[row.name] = f"(?:{'|'.join(alternatives)})"
            self._needed[row.name] = union(needs)

    def _refused(self, pattern: str, error: re.error) -> LanguageError:
        return LanguageError(self._code, f"pattern {pattern.strip()!r}: {error}")

    def _name(self, name: str) -> str:
        if name in self._fragments:
            return self._fragments[name]
        letters = self.lexicon.letters(name)
        if not letters:
            raise LanguageError(self._code, f"no class, fragment or word {name!r} for the patterns")
        return f"[{letters}]" if len(letters) > 1 else letters

    def _compile(self, pattern: str) -> tuple[str, dict[str, str], tuple[Letters, ...]]:
        """Turn a pattern into a regular expression over letters and what it needs; slots get unique group names."""
        rest = _PIECE.sub("", pattern)
        if rest:
            raise LanguageError(self._code, f"pattern {pattern.strip()!r}: {rest!r} means nothing in it")
        pieces, slots, required = [], dict[str, str](), Required()
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
            if found["name"]:
                required.letters(self._needed_of(found["name"]))
            elif not piece.isspace():
                required.syntax(piece)
        return "".join(pieces), slots, required.needed()

    def _needed_of(self, name: str) -> Letters | None:
        return self._needed[name] if name in self._needed else frozenset(self.lexicon.letters(name))

    def find(self, letters: str) -> Iterator[Match]:
        """Yield every find of every rule; finds overlap."""
        for rule in self._able(letters):
            for found in rule.pattern.regex.finditer(letters):
                if found.end() > found.start():
                    yield _match(rule, found)

    def read(self, letters: str, start: int, end: int) -> Iterator[Match]:
        """Yield the finds that are exactly start..end."""
        for rule in self._able(letters[start:end]):
            found = rule.pattern.regex.match(letters, start)
            if found and found.span() == (start, end):
                yield _match(rule, found)
            elif found:
                whole = rule.pattern.regex.fullmatch(letters, start, end)
                if whole:
                    yield _match(rule, whole)

    def _able(self, letters: str) -> Iterator[Rule]:
        """Yield the rules whose words stand among some letters."""
        present = frozenset(letters)
        return (rule for rule in self._rules if rule.pattern.may_be_in(present))


def _match(rule: Rule, found: re.Match[str]) -> Match:
    start, end = found.span("span") if "span" in found.re.groupindex else found.span()
    slots = {name: found.span(group) for group, name in rule.slots.items() if found.start(group) >= 0}
    return Match(rule, start, end, slots)


@functools.cache
def grammar(language: str = "en") -> Grammar:
    """Return the compiled grammar of a language by its ISO 639-1 code; the first call reads its data file.

    :raises LanguageError: when there is no file for it, or one that cannot be used.
    """
    return Grammar(read_language(language))
