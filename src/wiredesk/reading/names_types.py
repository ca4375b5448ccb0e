"""What kind a name is, where its words or its neighbours say it more surely than the tagger. Not for: finding names.

The tagger decides by context and is unsure of strange names; "the X group", "X militants", "the weekly Y Post" and a list of
well-known bodies are surer. Every rule here looks at the name or at the words that touch it.
"""

import re
from dataclasses import replace
from functools import cache
from importlib import resources

from wiredesk.codebook import EntityType
from wiredesk.places import Gazetteer
from wiredesk.reading.entities_mentions import Mention
from wiredesk.reading.names import head_of_firm, is_acronym, is_body_name, key_of
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

_BODY_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:(?:armed|terrorist|rebel|militant|insurgent|jihadist|extremist|guerrilla|islamist|"
    r"paramilitary|terror|militia)\s+)*"
    r"(?:group|movement|militants?|fighters?|militia|gunmen|insurgents?|rebels?|guerrillas|terrorists?|"
    r"organi[sz]ation|network|faction|"
    r"cell|operatives?|spokes(?:man|woman|person)|newspaper|magazine|affiliate|offshoot)\b"
)
_BODY_BEFORE = re.compile(
    r"(?:\b(?:joined|joining|join|members? of|fighters from|(?:loyalty|allegiance) to|affiliated (?:to|"
    r"with)|linked to|group|militia|movement|"
    r"organi[sz]ation|newspaper|weekly|magazine|broadcaster|news agency|told the)|group(?: called| known as))\s+$"
)
_ARABIC = re.compile(r"^(?:al|an|ash|as)-[A-Z]\w+$")
_THE = re.compile(r"\b[Tt]he\s$")
_NO_NOUN_AFTER = re.compile(
    r"^(?:[^\w\s]|\s(?:and|or|in|on|has|have|had|was|were|is|are|said|to|for|as|at|with|from|by|who|which|that)\b|$)"
)
_LAST_WORD = re.compile(r"([\w-]+)\s$")
_IN = re.compile(r"\b(?:in|near|outside)\s$")
_CAPITAL_NEXT = re.compile(r"^['’]?s?\s[A-Z]")
_BODY_OPENING = re.compile(r"(?:Jama['’]?at|Jamaat|Harakat|Katiba[ht]?|Jaysh|Jaish|Lashkar|Liwa|Tehrik|Tehreek)[ -]")
_BASED = re.compile(r"^-based\b")
# "a Paita court", "Paita police": what is of a place, when a listed place stands before it.
_OF_PLACE = re.compile(
    r"^ (?:(?:high|district|criminal|military|magistrate['’]s) )?"
    r"(?:court|police|magistrate|judge|market|airport|prison|residents?|mayor|harbou?r|port)\b"
)


@cache
def known_bodies() -> frozenset[str]:
    """Load the well-known bodies (`bodies.txt`), once a process, as keys of names."""
    text = resources.files("wiredesk.reading").joinpath("bodies.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(key_of(name) for line in lines for name in line.split("|"))


def typed(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions with surer types; adjectives of nationality and bare titles are dropped."""
    persons = [m.span.cut(text).split() for m in mentions if m.type is EntityType.PERSON]
    full_names = {part for name in persons for part in name[1:]}
    last_names = {name[-1] for name in persons if len(name) > 1}
    surnames = {name[0] for name in persons if len(name) == 1}
    heads = _heads_of_bodies(text, mentions, full_names)
    kept = []
    for mention in mentions:
        name = mention.span.cut(text)
        if _is_no_name(name, mention, gazetteer):
            continue
        kind = _surer_type(text, mention, name, gazetteer)
        if kind is EntityType.ORGANIZATION and mention.type is EntityType.PERSON and name in full_names:
            kind = mention.type
        if kind is EntityType.ORGANIZATION and name in last_names and key_of(name) not in known_bodies():
            kind = EntityType.PERSON
        if kind is EntityType.PERSON and name in heads:
            kind = EntityType.ORGANIZATION
        if kind is EntityType.PLACE and _is_person_there(text, mention.span, name, surnames, gazetteer):
            kind = EntityType.PERSON
        kept.append(replace(mention, type=kind))
    return kept


def _heads_of_bodies(text: str, mentions: list[Mention], full_names: set[str]) -> set[str]:
    """Return the first words of companies' names that are no part of a person's: "Cordova" of "Cordova Metals"."""
    bodies = [m.span.cut(text) for m in mentions if m.type is EntityType.ORGANIZATION]
    first_names = {m.span.cut(text).split()[0] for m in mentions if m.type is EntityType.PERSON and " " in m.span.cut(text)}
    return {head for name in bodies if (head := head_of_firm(name))} - full_names - first_names


def _is_person_there(text: str, span: Span, name: str, surnames: set[str], gazetteer: Gazetteer) -> bool:
    """Tell whether an unlisted "place" of several words bears a surname of the text or stands behind what a person is."""
    words = name.split()
    if len(words) < 2 or gazetteer.countries_listed(name) or is_body_name(name):
        return False
    before = _LAST_WORD.search(text[max(0, span.start - 40) : span.start])
    return words[-1] in surnames or (before is not None and before.group(1).lower() in people_words().nouns)


def _is_no_name(name: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    people = people_words()
    if mention.type is EntityType.PERSON:
        return all(word.lower().rstrip(".") in people.ranks for word in name.split())
    return gazetteer.is_demonym(name)


def _surer_type(text: str, mention: Mention, name: str, gazetteer: Gazetteer) -> EntityType:
    before, after = text[max(0, mention.span.start - 40) : mention.span.start], text[mention.span.end : mention.span.end + 40]
    if (_BASED.match(after) or _OF_PLACE.match(after)) and gazetteer.countries_listed(name):
        return EntityType.PLACE
    if key_of(name) in known_bodies():
        return EntityType.ORGANIZATION
    if mention.type is EntityType.ORGANIZATION and _is_place_there(name, before, after, gazetteer):
        return EntityType.PLACE
    if mention.type is EntityType.PERSON and _BODY_OPENING.match(name):
        return EntityType.ORGANIZATION
    if mention.type is EntityType.PLACE and gazetteer.countries_listed(name):
        return mention.type
    if is_body_name(name) or (mention.type is EntityType.PERSON and _is_body_there(name, before, after)):
        return EntityType.ORGANIZATION
    return mention.type


def _is_place_there(name: str, before: str, after: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a "body" is a country, or a listed place that stands behind "in" and ends its phrase."""
    if gazetteer.country_of(name) and " " in name and not name.isupper():
        return True
    ends = bool(_IN.search(before)) and not _CAPITAL_NEXT.match(after)
    return ends and not is_acronym(name) and not is_body_name(name) and bool(gazetteer.countries_listed(name))


def _is_body_there(name: str, before: str, after: str) -> bool:
    is_the = _THE.search(before) and _NO_NOUN_AFTER.match(after)
    return bool(_BODY_AFTER.match(after) or is_the or _ARABIC.match(name) or _BODY_BEFORE.search(before))
