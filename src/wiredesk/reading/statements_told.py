"""To whom it was said: "told Delta Dispatch", "in an interview with Delta Dispatch". Not for: the speaker."""

import re
from collections.abc import Iterator, Sequence

from wiredesk.codebook import EntityType
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.spans import Span

# Verbs that take the hearer as object; only the statement's own cue counts.
_TELLING = re.compile(
    r"\b(?:tell|tells|told|telling|inform(?:s|ed|ing)?|assur(?:e|es|ed|ing)|remind(?:s|ed)?|warn(?:s|ed|ing)?)\s+"
)
# Settings that name the hearer anywhere in the sentence.
_SETTING = re.compile(
    r"\b(?:(?:speaking|spoke|speaks|talking|talked)\s+(?:\w+\s+){0,3}?(?:to|with)"
    r"|(?:interviews?|conversation|remarks?|comments?|statement|call|e-?mail|message|letter|comments)\s+(?:\w+\s+){0,3}?(?:with|to|published\s+by)"
    r"|(?:wrote|written|confirmed|confided|complained)\s+(?:in|to)|appearance\s+on)\s+"
)
# At most four small words may stand between the verb and the name: "told the state broadcaster Radio Lurio".
_RUN_UP = re.compile(r"(?:(?:the|a|an|its|[a-z][\w-]*|[\w.-]+['’]s)\s+){0,4}[\"“'‘]?$")
_STOPPER = re.compile(
    r"\b(?:that|who|which|reporters|journalists|police|and|in|on|at|of|about|how|why|to|he|she|they|it|a\s+court|is|was|were|had|has)\b"
)
_PRONOUN = re.compile(r"(?:him|her|them)\b(?!\s+[a-z]+s?\b\s+[A-Z])")
_REACH = 90  # characters between the verb and the hearer's name; our choice
_WINDOW = 400  # characters around the cue; keeps endless sentences cheap
_HEARERS = (EntityType.ORGANIZATION, EntityType.PERSON, EntityType.OTHER)


def told_to(text: str, index: EntityIndex, *, cue: Span | None, contents: Sequence[Span], sentence: Span) -> str | None:
    """Return the id of the outlet or person that a statement was said to, or None when none is named.

    `sentence` is the one with the cue; what stands in `contents` is not looked at.
    """
    for start in _leads(text, cue, contents, sentence):
        pronoun = _PRONOUN.match(text, start)
        if pronoun:
            return index.resolve_pronoun(Span(*pronoun.span()))
        found = _named_after(text, start, index)
        if found:
            return found
    return None


def _leads(text: str, cue: Span | None, contents: Sequence[Span], sentence: Span) -> Iterator[int]:
    """Yield the offsets at which a hearer may be named."""
    if cue:
        reach = min(len(text), cue.end + 1)
        yield from (m.end() for m in _TELLING.finditer(text, cue.start, reach))
    middle = cue.start if cue else contents[0].start
    low, high = max(sentence.start, middle - _WINDOW), min(sentence.end, middle + _WINDOW)
    for setting in _SETTING.finditer(text, low, high):
        if not any(setting.start() < c.end and c.start < setting.end() for c in contents):
            yield setting.end()


def _named_after(text: str, start: int, index: EntityIndex) -> str | None:
    if start >= len(text):
        return None
    for mention, owner in index.mentions_in(Span(start, min(len(text), start + _REACH))):
        between = text[start : mention.start]
        if not _RUN_UP.fullmatch(between) or _STOPPER.search(between):
            return None
        entity = index.by_id(owner)
        if entity and entity.type in _HEARERS:
            return owner
    return None
