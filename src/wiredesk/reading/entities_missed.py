"""Persons and well-known places that the tagger missed, found by what stands around their names. Not for: bodies.

Only where two signs agree: two to four capitalised words behind a verb of saying or a title, with a role phrase or the
end of the clause behind them.
"""

import re

from wiredesk.codebook import EntityType
from wiredesk.places import Gazetteer
from wiredesk.reading.entities_mentions import Mention, is_taken
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

_PART = r"(?:[A-Z][a-z]{1,30}(?:['’-][A-Z]?[a-z]{1,30}){0,3}|[A-Z]\.)"
_FULL_NAME = rf"{_PART}(?: (?:(?:al|el|bin|de|da|dos|van|von) |al-|el-)?{_PART}){{1,3}}"
_SAID = re.compile(
    rf"(?:[”\"],?|\b)(?:said|says|told|added|argued|argues|explained|warned) ({_FULL_NAME})(?=, (?:\d|an? |the |[a-z]))"
)
_APPOSED = re.compile(rf"({_FULL_NAME}), (?:(?:an?|the|former|acting) )?(?:[a-z-]+ ){{0,3}}?([a-z-]+) (?:of|for|at|in|with) ")
_TITLED = re.compile(rf"\b([A-Z]?[a-z]{1, 30}(?:-[a-z]{1, 30})?)\.? ({_FULL_NAME})")
# Capitalised words that open a sentence or a date and no name.
_NO_NAMES = frozenset(
    "In On At By For From To With After Before During Since Until As And But Or The A An This That These His Her Its Their "
    "Our My When While If Although Last Next Early Late Earlier Later Meanwhile However Also Both Some Many Most "
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_PLACED = re.compile(r"\b(?:in|near|outside) ([A-Z][a-z]{3,20}(?: [A-Z][a-z]{2,20}){0,2})(?=[.,;]| on | in | and |$)")
_SCORE = 0.6


def missed_people(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return names of persons outside all `mentions` (in text order) that stand where only persons stand."""
    taken = [m.span for m in mentions]
    spans = [Span(*m.span(1)) for m in _SAID.finditer(text)]
    spans += [Span(*m.span(1)) for m in _APPOSED.finditer(text) if people_words().is_role_noun(m.group(2))]
    spans += [Span(*m.span(2)) for m in _TITLED.finditer(text) if _is_office(m.group(1))]
    named = [span for span in spans if span.cut(text).split(maxsplit=1)[0] not in _NO_NAMES]
    return [Mention(span, EntityType.PERSON, _SCORE) for span in named if not is_taken(span, taken)]


def missed_places(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return well-known places behind "in" at the end of a phrase, outside all `mentions` (in text order)."""
    taken = [m.span for m in mentions]
    spans = (Span(*m.span(1)) for m in _PLACED.finditer(text))
    free = [span for span in spans if not is_taken(span, taken) and span.cut(text) not in _NO_NAMES]
    return [Mention(span, EntityType.PLACE, _SCORE) for span in free if _is_known(span.cut(text), gazetteer)]


def _is_known(name: str, gazetteer: Gazetteer) -> bool:
    resolved = None if gazetteer.is_demonym(name) else gazetteer.resolve(name, context_countries={})
    return resolved is not None and resolved.is_well_known


def _is_office(word: str) -> bool:
    """Tell whether a word before a name is a rank or a courtesy that only persons have (a bare noun is not enough)."""
    return word.lower() in _SURE


_SURE = frozenset(
    "mr mrs ms dr prof col gen lt sgt capt maj cpl insp supt brig cmdr adm rev sen gov hon colonel lieutenant sergeant captain "
    "corporal spokesman spokeswoman spokesperson mayor senator congressman congresswoman".split()
)
