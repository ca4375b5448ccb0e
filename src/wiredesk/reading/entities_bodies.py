"""Bodies named by what they are: "the army", "provincial police", "the Ministry of Health". Not for: groups of people."""

import re
from bisect import bisect_left

from wiredesk.codebook import EntityType
from wiredesk.reading.entities_mentions import Mention, is_taken, starts_sentence, without_overlaps
from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

_HEADS = (
    "police|army|military|navy|air force|coast guard|coastguard|border guards?|border police|"
    "national guard|armed forces|security forces|"
    "government|junta|parliament|cabinet|supreme court|high court|court|tribunal|prosecutor['’]s office|prosecutors['’] office|"
    "attorney general['’]s office|police department|fire department|fire brigade|health "
    "ministry|interior ministry|foreign ministry|"
    "defen[cs]e ministry|ministry|embassy|presidency|central bank|election commission|"
    "intelligence service|secret service|security service"
)
_BODY = re.compile(
    rf"\b(?:(?P<determiner>[Tt]he|[Ii]ts|[Tt]heir) )?(?P<modifiers>(?:[A-Za-z][\w-]{{0,30}} ){{0,2}}?)(?P<head>(?i:{_HEADS}))\b"
    r"(?!['’]s (?:\w+ ){0,2}[A-Z])",
)
_SOLE = re.compile(r"^(?:police|armed forces|security forces|border guards)$", re.IGNORECASE)
_LOCAL = frozenset(
    "local provincial national federal regional district city state municipal military riot traffic royal county".split()
)
_OFFICE = re.compile(
    r"\b(?:(?:[A-Z][\w'’-]{1,30} ){0,3}(?:Ministry|Department|Office|Directorate|Bureau)(?: of (?:the "
    r")?[A-Z][\w-]{1,30}(?:(?:,| and| of)(?: the)? [A-Z][\w-]{1,30}){0,3})?"
    r"|(?:[A-Z][\w-]{1,30} ){0,2}(?:Attorney|Prosecutor|Auditor)[ -]General['’]s [Oo]ffice)\b"
)
_NATIONAL = re.compile(r"^[A-Z][a-z]+(?:an|ese|ish|i|ch|ek)$")
_NEXT = re.compile(r"\s+([A-Za-z][\w'’-]*)")


def body_mentions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the bodies that are named by what they are and stand outside all `mentions` (which are in text order).

    A small-letter body counts when it is definite ("the army", "provincial police") or opens a sentence, and is no
    part of a longer noun ("police officer"). The spans leave the article out.
    """
    taken = [m.span for m in mentions]
    found = []
    for office in _OFFICE.finditer(text):
        start = office.start() + (4 if office.group().startswith("The ") else 0)
        span = Span(start, office.end())
        inside = mentions[max(0, bisect_left(taken, span) - 1) : bisect_left(taken, Span(span.end, span.end + 1))]
        inside = [m for m in inside if m.span.overlaps(span)]
        if " " in office.group() and all(span.covers(m.span) and span != m.span for m in inside):
            found.append(Mention(span, EntityType.ORGANIZATION, 0.7))
    named = without_overlaps([*mentions, *found])
    named_spans = [m.span for m in named]
    for match in _BODY.finditer(text):
        body = _body_span(text, match)
        if body and not is_taken(body, named_spans):
            found.append(Mention(body, EntityType.ORGANIZATION, 0.6, is_name=False))
    return found


def _body_span(text: str, match: re.Match[str]) -> Span | None:
    """Return the body with the modifiers that tell it from others ("Mozambican army"), None when it is no body."""
    start, end = match.span("head")
    own: list[str] = []
    for word in reversed(match.group("modifiers").split()):
        if word.lower() not in _LOCAL and not _NATIONAL.match(word):
            break
        own.insert(0, word)
        start -= len(word) + 1
    is_definite = match.group("determiner") is not None or bool(own) or bool(_SOLE.match(match.group("head")))
    return Span(start, end) if is_definite and not _goes_on(text, end) else None


def _goes_on(text: str, end: int) -> bool:
    """Tell whether the next word makes the body a mere attribute ("police station", "army spokesman")."""
    following = _NEXT.match(text, end)
    if not following:
        return text[end : end + 1] == "-"
    word = following.group(1)
    people = people_words()
    if word[0].isupper():
        return not starts_sentence(text, following.start(1))
    return people.is_role_noun(word) or word in _NOUNS_AFTER


_NOUNS_AFTER = frozenset(
    "station stations post posts base bases headquarters car cars vehicle vehicles convoy convoys patrol "
    "patrols checkpoint checkpoints building "
    "buildings camp camps barracks raid raids operation operations custody force forces record records "
    "statement officials official school hospital "
    "order orders ruling case cases hearing hearings house room action brutality presence source sources "
    "unit units truck trucks jeep van "
    "report reports document documents data figures policy policies spending service services job jobs "
    "agency agencies troops helicopter".split()
)
