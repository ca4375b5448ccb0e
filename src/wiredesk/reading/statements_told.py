"""To whom it was said: "told Delta Dispatch", "in an interview with Delta Dispatch". Not for: the speaker."""

import re

from wiredesk.codebook import EntityType
from wiredesk.reading.statements_speakers import EntityIndex, Speakers
from wiredesk.spans import Span

_LEAD = re.compile(
    r"\b(?:tells?|told|telling|informed|(?:speaking|spoke|speaks|talking|talked)\s+(?:\w+\s+){0,3}?(?:to|with)"
    r"|(?:interview|conversation|remarks?|comments?|statement|telephone call|phone call|e-?mail|message|letter)\s+"
    r"(?:\w+\s+){0,3}?(?:with|to|sent to|given to|published by)|wrote (?:in|to)|confirmed to|confided (?:in|to)|appearance on)\s+"
)
# At most four small words may stand between the verb and the name: "told the state broadcaster Radio Lurio".
_RUN_UP = re.compile(r"(?:(?:the|a|an|its|[a-z][\w-]*)\s+){0,4}$")
_STOPPERS = re.compile(r"\b(?:that|who|which|reporters|journalists|and|in|on|at|of|about|how|why|to|he|she|they|it)\b")
_PRONOUN = re.compile(r"(?:him|her|them)\b")
_REACH = 90
_HEARERS = (EntityType.ORGANIZATION, EntityType.PERSON, EntityType.OTHER)


def told_to(text: str, window: Span, speakers: Speakers, index: EntityIndex) -> str | None:
    """Return the id of the outlet or person that was spoken to in `window` (cue, source and the words around them), or None."""
    types = {e.id: e.type for e in index.entities}
    for lead in _LEAD.finditer(text, window.start, window.end):
        pronoun = _PRONOUN.match(text, lead.end())
        if pronoun:
            return index.resolve_pronoun(Span(*pronoun.span()))
        end = min(len(text), lead.end() + _REACH)
        if lead.end() >= end:
            continue
        for mention, entity in speakers.inside(Span(lead.end(), end)):
            between = text[lead.end() : mention.start]
            if not _RUN_UP.fullmatch(between) or _STOPPERS.search(between):
                break
            if types[entity] in _HEARERS:
                return entity
    return None
