"""Look-ups over the entities of one text, for the other readers. Not for: finding the entities (see `entities`)."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from wiredesk.codebook import EntityType
from wiredesk.reading.names_people import people_words
from wiredesk.records import Entity
from wiredesk.spans import Span

_PREPOSITION = re.compile(r"\b(?:of|for|to|by|against|from|in|on|with|near|at|between|among|inside|outside|like|about|over)\b")
_CLAUSE = re.compile(r"\b(?:who|which|that|whose|where|when|after|before|while|and)\b")
_GROUP_OF = re.compile(
    r"\b(?:members?|fighters|militants|gunmen|soldiers|forces|troops|elements|supporters|followers|cadres|"
    r"cells?|wing|branch|faction|"
    r"insurgents|rebels|guerrillas|terrorists|operatives|leaders|officials|commanders|representatives|affiliates?)\s+"
    r"(?:of|from|in|with|loyal to|linked to|affiliated (?:to|with)|belonging to|aligned with|allied (?:to|"
    r"with))\s+(?:the\s+|an?\s+)?$"
)
_GROUP_AFTER = re.compile(
    r"^['’]?s?\s*(?:(?:armed|terrorist|rebel|militant|insurgent|jihadist|extremist|guerrilla|islamist|"
    r"paramilitary|criminal|drug)\s+)*"
    r"(?:(?:group|movement|organi[sz]ation|party|militia|network|fighters|militants|gunmen|soldiers|forces|troops|members|elements|"
    r"insurgents|rebels|guerrillas|terrorists|officials|cell|faction|government|authorities|army|police|"
    r"military|cartel|gang|bloc|front|"
    r"newspaper|magazine|agency|statement|spokesmen)\b)?[^\w]*(?:,.*|[(].*)?$",
    re.DOTALL,
)
_PLACE_BEFORE = re.compile(r"^(?:the |a |an )?(?:[\w-]+ ){0,4}(?:of )?$")
_ROLE_WORD = re.compile(r"[A-Za-z][\w-]*")
_DEFINITE = re.compile(r"^(?:the|this|that|his|her|their|its)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """Hold the entities of one text in the order of their first mention, with look-ups by id, span and pronoun.

    Build it with `index_of`; `spans` and `owners` run parallel, in text order.
    """

    entities: tuple[Entity, ...]
    text: str = field(repr=False, default="")
    spans: tuple[Span, ...] = field(repr=False, default=())
    owners: tuple[str, ...] = field(repr=False, default=())
    pronouns: Mapping[Span, str] = field(repr=False, default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    _by_id: Mapping[str, Entity] = field(repr=False, default_factory=dict)

    def by_id(self, entity_id: str) -> Entity | None:
        """Return the entity of that id, None when there is none."""
        return self._by_id.get(entity_id)

    def is_named(self, entity_id: str) -> bool:
        """Tell whether the entity has a proper name ("the army" has none)."""
        return entity_id not in self.unnamed

    def mentions_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the mentions that overlap `span`, in text order, each with its entity id."""
        first = max(0, bisect_left(self.spans, span) - 1)
        found = []
        for place in range(first, len(self.spans)):
            if self.spans[place].start >= span.end:
                break
            if self.spans[place].overlaps(span):
                found.append((self.spans[place], self.owners[place]))
        return found

    def entity_at(self, span: Span) -> str | None:
        """Return the entity that the words at `span` mean as a whole, None when they mean nobody listed.

        The head decides: "Colonel X, a spokesman for the army" is X, "relatives of X" is nobody, "members of the Y"
        and "Y militants" are Y; a pronoun or "the spokesman" is looked up before it in the text.
        """
        words = span.cut(self.text)
        mentions = self.mentions_in(span)
        for mention, owner in mentions:
            if mention.covers(span):
                return owner
        if not mentions:
            return self.resolve_pronoun(span) or self._described(span, words)
        for wanted in (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE):
            for mention, owner in mentions:
                entity = self._by_id[owner]
                if entity.type is wanted and self._is_head(span, mention, wanted):
                    return owner
        return self._described(span, words)

    def resolve_pronoun(self, span: Span) -> str | None:
        """Return the entity that the third-person pronoun at `span` stands for, None when unknown or no pronoun."""
        found = self.pronouns.get(span)
        if found is None and len(span) <= 16:
            found = next((owner for other, owner in self.pronouns.items() if other.overlaps(span)), None)
        return found

    def _is_head(self, span: Span, mention: Span, kind: EntityType) -> bool:
        before = self.text[span.start : max(span.start, mention.start)]
        after = self.text[min(span.end, mention.end) : span.end]
        if kind is EntityType.PERSON:
            is_owner = after.startswith(("'s ", "’s ", "' ", "’ "))
            if before.rstrip().endswith(","):
                return not is_owner and not _CLAUSE.search(before)
            return not is_owner and not _CLAUSE.search(before) and (not _PREPOSITION.search(before) or "," in before)
        if kind is EntityType.ORGANIZATION:
            is_free = not _PREPOSITION.search(before) or bool(_GROUP_OF.search(before))
            return is_free and not _CLAUSE.search(before) and bool(_GROUP_AFTER.match(after))
        return bool(_PLACE_BEFORE.match(before)) and len(after.strip(" ,.'’s")) == 0 and not before.startswith(("in ", "at "))

    def _described(self, span: Span, words: str) -> str | None:
        """Return the person named last before `span` who has the role that a definite description names."""
        definite = _DEFINITE.match(words)
        if not definite or len(words) > 60:
            return None
        head = [w for w in _ROLE_WORD.findall(words[definite.end() :].split(",")[0]) if people_words().is_role_noun(w)]
        if not head or words[definite.end() :].count(" ") > 3:
            return None
        best: tuple[int, str] | None = None
        for entity in self.entities:
            if any(head[0].lower() in role.title.lower().split() for role in entity.roles):
                last = max((m.start for m in entity.mentions if m.start < span.start), default=-1)
                if last >= 0 and (best is None or last > best[0]):
                    best = (last, entity.id)
        return best[1] if best else None


def index_of(
    text: str, entities: tuple[Entity, ...], *, pronouns: Mapping[Span, str] | None = None, unnamed: frozenset[str] = frozenset()
) -> EntityIndex:
    """Build the index of `entities` over their text."""
    pairs = sorted((span, entity.id) for entity in entities for span in entity.mentions)
    return EntityIndex(
        entities,
        text,
        tuple(span for span, _ in pairs),
        tuple(owner for _, owner in pairs),
        dict(pronouns or {}),
        unnamed,
        {entity.id: entity for entity in entities},
    )
