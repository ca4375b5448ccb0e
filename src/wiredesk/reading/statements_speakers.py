"""Who speaks: from a source's words to an entity. Not for: finding the source (see `linking`)."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from wiredesk.codebook import EntityType
from wiredesk.records import Entity
from wiredesk.spans import Span


class EntityIndex(Protocol):
    """Know the entities of one report and what a stretch of its text refers to."""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return the entities."""
        ...

    def entity_at(self, span: Span) -> str | None:
        """Return the id of the entity that is named within `span`, or None."""
        ...

    def resolve_pronoun(self, span: Span) -> str | None:
        """Return the id of the entity that the pronoun at `span` stands for, or None."""
        ...


_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_PRONOUNS = frozenset("he she they it him her them himself herself themselves".split())
_RELATIVES = frozenset(("who", "which", "that", "whom"))
# Words that make the mention after them a part of somebody else's description: "a relative of X", "lawyers for X".
_BINDING = re.compile(
    r"\b(?:of|for|at|in|from|with|to|by|about|among|near|under|against|on|inside|outside|within|behind|whose|representing)"
    r"(?:\s+(?:the|a|an|his|her|their|its))?(?:\s+[\w-]+){0,3}\s*$"
)
_RELATIVE_REACH = 60  # characters between a relative pronoun and the name it stands for; our choice


class Speakers:
    """Name the speakers of one report's statements."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text, self._index = text, index
        self._by_id = {e.id: e for e in index.entities}
        self._mentions = sorted((m, e.id) for e in index.entities for m in e.mentions)

    def inside(self, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the mentions within `span` in order, each with its entity's id."""
        return (pair for pair in self._mentions if span.covers(pair[0]))

    def of_source(self, source: Iterable[Span]) -> str | None:
        """Return the id of the person or body that the source's words stand for, or None when they name none."""
        for span in source:
            words = [w.lower() for w in _WORD.findall(span.cut(self._text))]
            if not words:
                continue
            if words[0] in _RELATIVES and len(words) == 1:
                return self._before(span)
            if words[0] in _PRONOUNS and len(words) == 1:
                return self._index.resolve_pronoun(span)
            found = self._named(span) or self._titled(words)
            if found:
                return found
        return None

    def _named(self, span: Span) -> str | None:
        """Return the head of a source: its first person that stands free, else a body that stands at its head."""
        persons, bodies = [], []
        for mention, entity in self.inside(span):
            kind = self._by_id[entity].type
            if kind is EntityType.PERSON and self._is_free(span, mention):
                persons.append(entity)
            elif kind is EntityType.ORGANIZATION and self._is_head(span, mention):
                bodies.append(entity)
        return (persons or bodies or [None])[0]

    def _is_free(self, span: Span, mention: Span) -> bool:
        """Tell whether the mention is not bound into a description ("a son of X", "X's lawyer"); a comma frees it."""
        before = self._text[span.start : mention.start].rsplit(",", 1)[-1]
        after = self._text[mention.end : mention.end + 2]
        is_owner = after in ("'s", "’s") or (after[:1] in "'’" and after[1:2].isspace() and self._text[mention.end - 1] == "s")
        return not _BINDING.search(before) and not is_owner

    def _is_head(self, span: Span, mention: Span) -> bool:
        """Tell whether a body itself is meant: nothing but an article before it, no common noun right after it."""
        before = self._text[span.start : mention.start].strip().lower()
        after = self._text[mention.end : span.end]
        goes_on = re.match(r"\s+[a-z][\w-]*", after) or after[:2] in ("'s", "’s")
        return before in ("", "the", "but the", "both", "both the") and not goes_on

    def _titled(self, words: list[str]) -> str | None:
        """Return the one person whose role a definite description names ("the mayor"), or None."""
        if words[0] != "the" or not 2 <= len(words) <= 5:
            return None
        wanted = " ".join(words[1:])
        holders = [e.id for e in self._index.entities for r in e.roles if re.search(rf"\b{re.escape(wanted)}\b", r.title.lower())]
        return holders[0] if len(set(holders)) == 1 else None

    def _before(self, pronoun: Span) -> str | None:
        """Return the person or body named last before a relative pronoun, or None when it stands too far off."""
        near = [pair for pair in self._mentions if pronoun.start - _RELATIVE_REACH <= pair[0].end <= pronoun.start]
        nearest = [
            entity
            for mention, entity in reversed(near)
            if not re.search(r"[.!?\n]\s", self._text[mention.end : pronoun.start])
            and self._by_id[entity].type in (EntityType.PERSON, EntityType.ORGANIZATION)
        ]
        persons = [entity for entity in nearest if self._by_id[entity].type is EntityType.PERSON]
        return (persons or nearest or [None])[0]
