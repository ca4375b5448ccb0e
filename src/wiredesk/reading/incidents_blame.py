"""What a text claims about who did it, and who claims it. Not for: who the perpetrator is (see `incidents_actors`)."""

import re
from collections.abc import Sequence

from wiredesk.codebook import Attribution, StatementKind
from wiredesk.codebook.words import cues
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.incidents_words import words_of
from wiredesk.records import Statement
from wiredesk.spans import Span

_CLAIMED = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|took|taken|accept(?:ed|s)|admit(?:ted|s))\s+(?:\w+\s+){0,3}responsibility\b|\bresponsibility\b[^.]{0,40}\bclaimed\b|"
    r"\b(?:admitted|admits|confessed|acknowledged|boasted)\b|\bclaimed\s+(?:the|to\s+have)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:ied|ies|ying)|disavow(?:ed|s)|reject(?:ed|s)\s+(?:the\s+)?(?:accusation|charge|allegation)s?)\b", re.IGNORECASE
)
_UNOFFICIAL = frozenset(
    "liberation resistance revolutionary insurgent rebel rebels freedom front jihad separatist islamic militant".split()
)
_NO_CLAIM = re.compile(r"\b(?:no|not|nobody|neither|none)\b[^.]{0,40}\b(?:claim|responsib)", re.IGNORECASE)
_MEN = r"(?:own\s+)?(?:fighters|men|members|soldiers|militants|commandos|units?|forces|martyrs?|brothers|command|cell)\b"
_DID = (
    r"(?:had\s+|have\s+|has\s+)?(?:(?:carried|attacked|killed|bombed|executed|kidnapped|planted|"
    r"targeted|shot|burned|ambushed|placed)\b|did\s+(?:it|this|so)\b)"
)
# In a quotation only "we" and "I" own up; in indirect speech the third person does.
_OWN_DEED = re.compile(rf"\b(?:its|their|our|his)\s+{_MEN}|\b(?:we|I|it|they|he|she)\s+{_DID}", re.IGNORECASE)
_OUR_DEED = re.compile(rf"\b(?:our|my)\s+{_MEN}|\b(?:we|I)\s+{_DID}", re.IGNORECASE)
_SAID_OWN = re.compile(
    rf"^[^.;]{{0,40}}\bsaid\s+(?:that\s+)?(?:(?:its|their|his)\s+{_MEN}|(?:it|they|he|she)\s+(?:(?:was|were)\s+(?:behind|responsible)\b|{_DID}))",
    re.IGNORECASE,
)


def _holding(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement whose content holds the span, the shortest of several."""
    found = [(len(part), s) for s in statements for part in s.content if part.covers(span)]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def is_authority(text: str, statement: Statement, entities: EntityIndex) -> bool:
    """Tell whether a statement is made by police, army, officials or an office-holder."""
    said = " ".join(span.cut(text) for span in statement.source)
    entity = entities.by_id(statement.speaker) if statement.speaker else None
    if entity is not None:
        said = " ".join([said, entity.name, *(role.title for role in entity.roles)])
    return speaks_with_office(said)


def speaks_with_office(said: str) -> bool:
    """Tell whether names and roles are those of police, army or officials; an "army of liberation" is none."""
    words = re.findall(r"[a-z]+", said.lower())
    return any(w in cues("bodies", "authorities") for w in words) and not any(w in _UNOFFICIAL for w in words)


def _accused(text: str, span: Span, sentence: Span, statement: Statement | None, entities: EntityIndex) -> Attribution:
    """Return which kind of accusation: by authorities where one speaks or stands as the subject."""
    by_office = statement is not None and is_authority(text, statement, entities)
    before = [w.lower for w in words_of(text, sentence) if w.span.end <= span.start]
    if by_office or any(w in cues("bodies", "authorities") for w in before[:8]):
        return Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES
    return Attribution.SUSPECTED_OR_ACCUSED


def claims_deed(text: str, statement: Statement) -> bool:
    """Tell whether a statement owns up to a deed: "its fighters had carried out the attack", "we did it"."""
    said = " ".join(span.cut(text) for span in statement.content)
    cue = " ".join(span.cut(text) for span in statement.cue)
    own = _OUR_DEED if statement.kind is StatementKind.DIRECT else _OWN_DEED
    return bool(own.search(said) or (_CLAIMED.search(cue) and not _DENIED.search(cue)))


def attribution_of(
    text: str,
    span: Span,
    sentence: Span,
    *,
    statements: Sequence[Statement],
    entities: EntityIndex,
    own: str | None,
    is_blamed: bool = False,
) -> tuple[Attribution, tuple[str, ...]]:
    """Return what the text claims about the one named at `span` in `sentence`, and the entities that claim it.

    `own` is the entity of the one named: its own statement that owns up to the deed is a claim, a denial a denial.
    `is_blamed` says that a plain pattern already lays the deed at its door.
    """
    words = sentence.cut(text)
    mine = [s for s in statements if own is not None and s.speaker == own]
    if any(claims_deed(text, s) for s in mine) or _SAID_OWN.match(text[span.end : min(sentence.end, span.end + 90)]):
        return Attribution.CLAIMED_OR_ADMITTED, (own,) if own else ()
    statement = _holding(span, statements)
    by = (statement.speaker,) if statement is not None and statement.speaker not in (None, own) else ()
    if _DENIED.search(words) and span.start < sentence.start + 60 and not _CLAIMED.search(words):
        return Attribution.DENIED, (own,) if own else ()
    if _CLAIMED.search(words) and not _NO_CLAIM.search(words):
        return Attribution.CLAIMED_OR_ADMITTED, (own,) if own else ()
    near = text[max(sentence.start, span.start - 60) : min(sentence.end, span.end + 40)].lower()
    close = set(re.findall(r"[a-z]+", near))
    around = set(re.findall(r"[a-z]+", words.lower()))
    if close & cues("attribution", "possible") or re.search(r"\b(?:may|might|could) have\b", near):
        return Attribution.POSSIBLE, _named(by)
    if around & cues("attribution", "accused") or is_blamed:
        return _accused(text, span, sentence, statement, entities), _named(by)
    return Attribution.REPORTED_AS_FACT, _named(by)


def _named(by: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(who for who in by if who is not None)
