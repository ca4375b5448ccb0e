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

_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z.]{1,30}(?:[ -][A-Z][a-z]{1,30})?")
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
    return [gazetteer.resolve(place.name, context_countries=context.around(place.spans)) for place in places]


def _country_words(text: str, gazetteer: Gazetteer) -> list[tuple[Span, str, float]]:
    """Return the countries' names and demonyms of the text."""
    votes = []
    known: dict[str, str | None] = {}
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if word not in known:
            known[word] = gazetteer.country_of(word) or gazetteer.country_of(re.split("[ -]", word)[0])
        country = known[word]
        if country:
            votes.append((Span(match.start(), match.end()), country, 1.0))
    return votes


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
