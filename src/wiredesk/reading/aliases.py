"""Where a text says that two names are one: brackets, slashes, "also known as". Not for: likeness of names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.reading.entities_mentions import Mention
from wiredesk.reading.names import is_acronym, is_acronym_of, key_of
from wiredesk.spans import Span, trimmed

_BRACKET = re.compile(r"[\s\"”’]{0,3}[(\[]([^()\[\]\n]{2,160})[)\]]")
_PARTS = re.compile(r"\s*(?:/|;|,(?:\s+or\b)?|\s\bor\b|\s\band\b)\s*")
_CUE = (
    r"(?:(?:who|which|that) (?:is|was) )?(?:also|better|previously|formerly|widely|locally|popularly|"
    r"commonly|variously|sometimes|once|now)?\s*"
    r"(?:known|called|referred to|dubbed|named|styled|nicknamed|abbreviated)(?: (?:locally|popularly|"
    r"simply|by (?:his|her|its|their|the) "
    r"(?:\w+ )?(?:alias|nickname|initials?|acronym|nom de guerre|name|initials)|by))?(?: (?:as|to as))?"
    r"|a\.?k\.?a\.?|alias|aliases|nicknamed|dubbed|(?:whose|real|birth|under the|with the|by the|using the)\s(?:\w+\s){0,2}?"
    r"(?:nom de guerre|alias|nickname|pseudonym|name|code ?name|acronym)s?(?: (?:is|was|of|as))?|formerly|previously|or"
)
_SAID = re.compile(rf"^[\"”’]?(?:,\s*|\s+\(|\s+[-–—]\s+|\s+)(?P<cue>{_CUE})\b[\s:,]*(?P<quote>[\"“‘']?)(?:the )?", re.IGNORECASE)
_IN_BRACKET_CUE = re.compile(rf"^(?:{_CUE})\b[\s:,]*", re.IGNORECASE)
_NAME = re.compile(
    r"(?:al-|el-|an-|ash-)?[A-Z][\w'’&.-]{0,40}(?:[ ](?:(?:al|el|bin|ibn|of|the|for|de|del|la|le|las|los|da|do|"
    r"dos|das|du|des|di|van|von|den|der|y|e|et|und|and|in)[ ]){0,3}(?:al-|el-)?[A-Z0-9][\w'’&-]{0,40}){0,7}"
)
_WEAK_CUES = ("or", "formerly", "previously")
# What brackets hold besides names: votes, ages, sports countries, shares, dates. A bare acronym that is none of the initials
# is an alias only of a body.
_MAX_PARTS = 6


@dataclass(frozen=True, slots=True)
class AliasLink:
    """Say that the name at `alias` is another name of the mention at `owner`."""

    owner: Span
    alias: Span


def read_aliases(text: str, mentions: list[Mention]) -> list[AliasLink]:
    """Return the links that the text states right behind a mention of a person or body (places: acronyms alone)."""
    tagged = {m.span: m for m in mentions}
    ends = {m.span.start: m.span.end for m in mentions}
    links: list[AliasLink] = []
    for mention in mentions:
        if mention.is_name:
            links.extend(AliasLink(mention.span, alias) for alias in _after(text, mention, tagged, ends) if alias != mention.span)
    return links


def _after(text: str, mention: Mention, tagged: dict[Span, Mention], ends: dict[int, int]) -> Iterator[Span]:
    bracket = _BRACKET.match(text, mention.span.end)
    if bracket:
        yield from _in_bracket(text, mention, tagged, start=bracket.start(1), end=bracket.end(1))
        return
    said = _SAID.match(text[mention.span.end : mention.span.end + 120])
    if not said or mention.type is EntityType.PLACE:
        return
    name = _NAME.match(text, mention.span.end + said.end())
    if not name:
        return
    alias = Span(name.start(), max(_without_stop(text, name), ends.get(name.start(), 0)))
    is_weak = said.group("cue").lower() in _WEAK_CUES
    if not is_weak or is_acronym_of(alias.cut(text), mention.span.cut(text)):
        yield alias


def _without_stop(text: str, name: re.Match[str]) -> int:
    end = name.end()
    while text[end - 1] in ".'’-":
        end -= 1
    return end


def _in_bracket(text: str, mention: Mention, tagged: dict[Span, Mention], *, start: int, end: int) -> Iterator[Span]:
    inner = text[start:end]
    cue = _IN_BRACKET_CUE.match(inner)
    if cue:
        start, inner = start + cue.end(), inner[cue.end() :]
    parts = _name_parts(text, start, inner)
    if not parts or len(parts) > _MAX_PARTS:
        return
    name = mention.span.cut(text)
    shorts = [part for part in parts if is_acronym_of(part.cut(text), name)]
    is_list = len(parts) > 1 and "/" in inner
    if mention.type is EntityType.PLACE and not shorts:
        return
    if cue or shorts or is_list or _is_other_name(text, mention, parts[0], tagged):
        yield from (parts if cue or is_list else shorts or parts[:1])


def _name_parts(text: str, start: int, inner: str) -> list[Span]:
    """Return the parts of a bracket as spans when every one looks like a name, else nothing."""
    parts: list[Span] = []
    begin = 0
    for stop in [*_PARTS.finditer(inner), None]:
        end = stop.start() if stop else len(inner)
        part = trimmed(start + begin, start + end, text)
        if part:
            parts.append(_unquoted(text, part))
        begin = stop.end() if stop else end
    return parts if all(_NAME.fullmatch(part.cut(text).removeprefix("the ")) for part in parts) else []


def _unquoted(text: str, part: Span) -> Span:
    start, end = part.start, part.end
    while end - start > 1 and text[start] in "\"“‘'":
        start += 1
    while end - start > 1 and text[end - 1] in "\"”’'":
        end -= 1
    return Span(start, end)


def _is_other_name(text: str, mention: Mention, part: Span, tagged: dict[Span, Mention]) -> bool:
    """Tell whether the only name in brackets behind a body names the body: a foreign acronym ("FARC") or a tagged body."""
    if mention.type is not EntityType.ORGANIZATION:
        return False
    short, name = part.cut(text), mention.span.cut(text)
    other = tagged.get(part)
    is_short = is_acronym(short) and short.isupper() and len(key_of(name).split()) > 1
    is_long = is_acronym(name) and is_acronym_of(name, short)
    return is_long or (is_short and (other is None or other.type is EntityType.ORGANIZATION))
