"""Roles that stand before the name is known: "a former customs inspector ... The inspector, X". Not for: roles beside names."""

import re
from collections.abc import Iterator
from itertools import islice

from wiredesk.codebook import RoleStatus
from wiredesk.reading.names_people import people_words
from wiredesk.reading.roles import FoundRole
from wiredesk.reading.roles_phrases import DETERMINERS, FUNCTION
from wiredesk.spans import Span

_MAX_BACK = 3000  # characters before a name in which its bearer can have been introduced, our choice
_MAX_WORDS = 3  # words of a phrase that points back; a longer one tells enough itself
_FORMER = re.compile(r"^(?:former|ex|one-time|erstwhile)[- ]", re.IGNORECASE)
# Who is told of so is rarely told of by an office.
_ANYBODY = frozenset("man woman boy girl child baby person people victim witness suspect couple teenager youth resident".split())


def introduced(text: str, role: FoundRole) -> FoundRole | None:
    """Return the fuller phrase that introduced the bearer of a role which "the" marks as known, None when there is no one such.

    The only phrase before it with "a" or "an" that ends in the same noun and holds all its words.
    """
    words = role.span.cut(text).lower().split()
    is_known = text[max(0, role.span.start - 4) : role.span.start].lower() == "the "
    if not is_known or len(words) > _MAX_WORDS or words[-1] in _ANYBODY or not people_words().is_role_noun(words[-1]):
        return None
    found = list(islice(_phrases(text, role.span.start, words), 2))
    return found[0] if len(found) == 1 else None


def _phrases(text: str, end: int, words: list[str]) -> Iterator[FoundRole]:
    """Yield the phrases with "a" or "an" before `end` that end in the last of `words` and hold them all."""
    form = re.compile(rf"\ban? ((?:[\w'’-]{{1,30}} ){{1,4}}{re.escape(words[-1])})\b(?! (?-i:[A-Z]))", re.IGNORECASE)
    for match in form.finditer(text, max(0, end - _MAX_BACK), end):
        told = match[1].lower().split()
        if set(words) <= set(told) and not (DETERMINERS | FUNCTION).intersection(told):
            span = Span(*match.span(1))
            title = _FORMER.sub("", match[1])
            yield FoundRole(title, span, RoleStatus.FORMER if title != match[1] else RoleStatus.CURRENT)
