"""Who speaks: from a source's words to an entity. Not for: finding the source (see `linking`)."""

import re
from collections.abc import Sequence

from wiredesk.codebook import EntityType
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.spans import Span

_RELATIVE = re.compile(r"(?:who|which|that|whom)$", re.IGNORECASE)
_RELATIVE_REACH = 60  # characters between a relative pronoun and the name it stands for; our choice
_BORDER = re.compile(r"[.!?\n]\s")
_SPEAKING = (EntityType.PERSON, EntityType.ORGANIZATION)

# "police in Orvo" are not Orvo.
_WITHIN = re.compile(r"\b(?:in|at|near|from|of|outside|around|across)\s")

_DOCUMENT = (
    r"messages?|leaflets?|letters?|videos?|notes?|statements?|posts?|pamphlets?|flyers?|fliers?|banners?|posters?|e-?mails?|audios?|"
    r"recordings?|tapes?|texts?|tweets?|communiqu[eé]s?|threats?|clips?|footage"
)
# "messages purportedly signed by X", "a letter in the name of X", "a video attributed to X"
_SIGNED = re.compile(
    r"\b(?:(?:in\s+the\s+name|on\s+behalf)\s+of|(?:purportedly|allegedly|apparently|supposedly|reportedly)\s+(?:from|by)"
    r"|(?:signed|recorded|authored)\s+by|attributed\s+to)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}?(?=[A-Z])"
)
_OF_DOCUMENT = re.compile(
    rf"(?:in\s+)?(?:the|these|those|this|both|one|each)\b(?:\s+(?:of\s+the|[\w-]+))??\s+(?:{_DOCUMENT})$", re.IGNORECASE
)
_A_DOCUMENT = re.compile(rf"\b(?:{_DOCUMENT})\b", re.IGNORECASE)
_DOCUMENT_REACH = 400  # characters before a signature in which the document must be named


class Speakers:
    """Name the speakers of one report's statements."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text, self._index = text, index
        self._types = {e.id: e.type for e in index.entities}
        self._author = self._signing()

    def of_source(self, source: Sequence[Span]) -> str | None:
        """Return the id of the entity that the source's words mean, or None when they mean nobody of the report."""
        for span in source:
            words = span.cut(self._text)
            if _RELATIVE.match(words):
                return self._before(span)
            if self._author and _OF_DOCUMENT.match(words):
                return self._author
            found = self._index.entity_at(span)
            if found and not (self._types[found] is EntityType.PLACE and _WITHIN.search(words)):
                return found
        return None

    def _before(self, pronoun: Span) -> str | None:
        """Return the person, else the body named last before a relative pronoun; None when it stands too far off."""
        window = Span(max(0, pronoun.start - _RELATIVE_REACH), pronoun.start) if pronoun.start else pronoun
        near = [
            owner
            for mention, owner in reversed(self._index.mentions_in(window))
            if mention.end <= pronoun.start and self._types[owner] in _SPEAKING
            and not _BORDER.search(self._text, mention.end, pronoun.start)
        ]  # fmt: skip
        return next((owner for owner in near if self._types[owner] is EntityType.PERSON), near[0] if near else None)

    def _signing(self) -> str | None:
        """Return the one in whose name a message, leaflet or video of the report is signed, or None."""
        for signature in _SIGNED.finditer(self._text):
            start = signature.end()
            if not _A_DOCUMENT.search(self._text, max(0, signature.start() - _DOCUMENT_REACH), signature.start()):
                continue
            named = self._index.mentions_in(Span(start, min(len(self._text), start + 40)))
            if named and named[0][0].start <= start + 15 and self._types[named[0][1]] in _SPEAKING:
                return named[0][1]
        return None
