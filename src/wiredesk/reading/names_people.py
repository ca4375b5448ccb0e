"""Words about people: offices and trades, ranks, honorifics, given names (`people.txt`). Not for: what they say of whom."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SECTION = re.compile(r"^\[(.+)\]$")


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Hold the sections of `people.txt`, every word in small letters without full stops."""

    nouns: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    modifiers: frozenset[str]
    bodies: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]

    def is_role_noun(self, word: str) -> bool:
        """Tell whether `word` names an office, trade or part of a person; plurals and ex-, vice-, co- are understood."""
        key = word.lower()
        if key in self.nouns:  # "superintendent" is no intendent
            return True
        for prefix in ("ex-", "former-", "vice-", "co-", "then-", "super"):
            key = key.removeprefix(prefix)
        return key in self.nouns or _singular(key) in self.nouns or key.rpartition("-")[2] in self.nouns

    def is_title(self, word: str) -> bool:
        """Tell whether `word` may stand right before a name: a rank, an honorific or a role noun."""
        key = word.lower().rstrip(".")
        return (
            key in self.ranks
            or key in self.honorifics
            or (self.is_role_noun(key) and (not key.endswith("s") or key in self.nouns))
        )


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


@cache
def people_words() -> PeopleWords:
    """Load the words, once a process."""
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in resources.files("wiredesk.reading").joinpath("people.txt").read_text(encoding="utf-8").splitlines():
        head = _SECTION.match(line)
        if head:
            current = sections.setdefault(head.group(1), set())
        elif not line.startswith("#"):
            current.update(line.split())
    male, female = sections["honorifics male"], sections["honorifics female"]
    return PeopleWords(
        nouns=frozenset(sections["nouns"]),
        ranks=frozenset(sections["ranks"]),
        honorifics=frozenset(sections["honorifics"] | male | female),
        modifiers=frozenset(sections["modifiers"]),
        bodies=frozenset(sections["heads of bodies"]),
        women=frozenset(sections["women"] | sections["women's words"] | female),
        men=frozenset(sections["men"] | sections["men's words"] | male),
    )
