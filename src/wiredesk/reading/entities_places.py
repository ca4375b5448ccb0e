"""Which country and point a text's places have: the words around them as context. Not for: the gazetteer itself (`places`)."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from wiredesk.places import Gazetteer, Resolved
from wiredesk.records import Place
from wiredesk.spans import Span

_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z.]{1,30}(?:[ -](?:of (?:the )?|and )?[A-Z][a-z]{1,30}){0,3}")
_WORD = re.compile(r"[A-Z][A-Za-z.]*")
_LONGEST_COUNTRY = 4  # words with capitals: "Democratic Republic of the Congo" has three
# Before a country's name these make another place of it: "New Mexico".
_MAKES_OTHER = frozenset("New North South East West Gulf Lake Port Saint San".split())
_OF_KINSHASA = re.compile(
    r"\b(?:[Ee]astern (?:DR )?Congo|Democratic Republic of (?:the )?Congo|D\.?R\.? Congo|DRC|Kinshasa|Goma|Kivu|Ituri)\b"
)
_SIDE = re.compile(r"^(North|South) (?=[A-Z])")
_IN_FRENCH = {"North": "Nord-", "South": "Sud-"}
_JOIN = re.compile(r"^,? (?:and|or) $|^, $")
_INSIDE = re.compile(r"^,? (?:in|of) (?:the )?(?:\w+ ){0,2}$|^, (?:in )?(?:the )?(?:\w+ ){0,2}$|^ \($")
# How much a country weighs for a place: its share in the whole text, and being named in the same sentence. Our choice,
# by eye on en_worldwide train; "Brest in Belarus" and "Palma and Macomia" are certain.
_OF_TEXT = 0.7
_OF_SENTENCE = 0.25
_CERTAIN = 1.0
_RESOLVED_VOTE = 0.6
_MAX_NEAR = 200


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one place of a text: its name and where it stands."""

    name: str
    spans: tuple[Span, ...]


def place_countries(
    text: str, places: Sequence[Named], sentences: Sequence[Span], gazetteer: Gazetteer, *, title: str = ""
) -> list[Resolved | None]:
    """Resolve every place of a text, in order; None where neither gazetteer nor context knows it.

    Countries that the `title` names vote like those of the text.
    First the countries and demonyms that the text names vote, then the places that only one country has; the rest is
    resolved with both votes, the sentence's own counting more.
    """
    votes = _country_words(text, gazetteer)
    firm: list[Resolved | None] = [_firm(place, gazetteer) for place in places]
    for place, resolved in zip(places, firm, strict=True):
        if resolved and resolved.country and not gazetteer.country_of(place.name):
            votes += [(span, resolved.country, _RESOLVED_VOTE) for span in place.spans]
    of_title = [country for _, country, _ in _country_words(title, gazetteer)]
    context = _Context(text, sorted(votes, key=lambda vote: vote[0]), sentences, of_title)
    is_east = bool(_OF_KINSHASA.search(text))
    return [_resolved(place, context.around(place.spans), gazetteer, is_east=is_east) for place in places]


def _resolved(place: Named, around: Mapping[str, float], gazetteer: Gazetteer, *, is_east: bool) -> Resolved | None:
    """Resolve one place; "Congo" is the one that the text speaks of, "North Kivu" goes by its name in French, too."""
    name = place.name
    if is_east and name == "Congo":
        name = "Democratic Republic of Congo"
    french = _SIDE.sub(lambda side: _IN_FRENCH[side[1]], name)
    if french != name and not gazetteer.countries_listed(name) and gazetteer.countries_listed(french):
        name = french
    return gazetteer.resolve(name, context_countries=around)


def _country_words(text: str, gazetteer: Gazetteer) -> list[tuple[Span, str, float]]:
    """Return the countries' names and demonyms of the text."""
    votes = []
    known: dict[str, str | None] = {}
    for match in _CAPITALISED.finditer(text):
        words = [Span(*word.span()) for word in _WORD.finditer(text, match.start(), match.end())]
        place = 0
        while place < len(words):
            n_words, country = _country_at(text, words[place : place + _LONGEST_COUNTRY], gazetteer, known)
            if country:
                votes.append((Span(words[place].start, words[place + n_words - 1].end), country, 1.0))
            place += n_words + (country is None and words[place].cut(text) in _MAKES_OTHER)
    return votes


def _country_at(text: str, words: Sequence[Span], gazetteer: Gazetteer, known: dict[str, str | None]) -> tuple[int, str | None]:
    """Return how many of the words name a country and which; one word and None when none do. `known` is filled."""
    for n_words in range(len(words), 0, -1):
        name = text[words[0].start : words[n_words - 1].end]
        if name not in known:
            known[name] = gazetteer.country_of(name)
        if known[name]:
            return n_words, known[name]
    return 1, None


def _firm(place: Named, gazetteer: Gazetteer) -> Resolved | None:
    """Resolve a place that a single country has, or that everybody knows."""
    resolved = gazetteer.resolve(place.name, context_countries={})
    if resolved and (resolved.is_well_known or len(gazetteer.countries_listed(place.name)) == 1):
        return resolved
    return None


class _Context:
    """Weigh the countries around a place."""

    def __init__(
        self, text: str, votes: list[tuple[Span, str, float]], sentences: Sequence[Span], of_title: Sequence[str]
    ) -> None:
        self._text, self._votes, self._sentences = text, votes, sentences
        self._starts = [sentence.start for sentence in sentences]
        counts: Counter[str] = Counter(of_title)
        for _, country, weight in votes:
            counts[country] += weight  # type: ignore[assignment]
        total = sum(counts.values())
        self._shares = {country: _OF_TEXT * count / total for country, count in counts.items()} if total else {}

    def around(self, spans: tuple[Span, ...]) -> Mapping[str, float]:
        weights = dict(self._shares)
        for span in spans:
            for country, weight in self._near(span).items():
                weights[country] = max(weights.get(country, 0.0), min(1.0, weight + self._shares.get(country, 0.0)))
        return weights

    def _near(self, span: Span) -> dict[str, float]:
        sentence = self._sentences[max(0, bisect_right(self._starts, span.start) - 1)]
        found: dict[str, float] = {}
        first = bisect_left(self._votes, sentence.start, key=lambda vote: vote[0].start)
        for other, country, _ in islice(self._votes, first, first + _MAX_NEAR):
            if other.start >= sentence.end:
                break
            if other.overlaps(span):
                continue
            found[country] = max(found.get(country, 0.0), _CERTAIN if self._is_joined(span, other) else _OF_SENTENCE)
        return found

    def _is_joined(self, span: Span, other: Span) -> bool:
        """Tell whether the two stand as "A and B" or "A in B"."""
        first, second = (span, other) if span.start < other.start else (other, span)
        between = self._text[first.end : second.start]
        return bool(_JOIN.match(between)) or (span is first and bool(_INSIDE.match(between)))


def as_record(resolved: Resolved | None) -> Place | None:
    """Return the record of a resolved place."""
    if resolved is None:
        return None
    return Place(resolved.country, resolved.latitude, resolved.longitude, resolved.gazetteer)
