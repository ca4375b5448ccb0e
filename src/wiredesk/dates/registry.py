"""The builders by the names that rules use. Not for: the builders themselves."""

import functools
from collections.abc import Sequence

from wiredesk.dates import builders, lengths
from wiredesk.dates.builders import Builder
from wiredesk.dates.grammar import Grammar, Match
from wiredesk.dates.lexicon import Token
from wiredesk.dates.meanings import Meaning
from wiredesk.dates.slots import Slots


@functools.cache
def registry() -> dict[str, Builder]:
    """Return the builders by name: each function `build_NAME` of the two modules of builders."""
    found: dict[str, Builder] = {}
    for module in (builders, lengths):
        found.update({name.removeprefix("build_"): call for name, call in vars(module).items() if name.startswith("build_")})
    return found


def build_match(grammar: Grammar, tokens: Sequence[Token], letters: str, match: Match) -> Meaning | None:
    """Return the meaning of one find, or None where its words make no sense after all."""
    inner = functools.partial(build, grammar, tokens, letters)
    return registry()[match.rule.make](Slots(grammar, tokens, letters, match, inner))


def build(grammar: Grammar, tokens: Sequence[Token], letters: str, start: int, end: int) -> Meaning | None:
    """Return the meaning of the tokens start..end by the first rule that fits all of them, or None."""
    for match in grammar.read(letters, start, end):
        meaning = build_match(grammar, tokens, letters, match)
        if meaning:
            return meaning
    return None
