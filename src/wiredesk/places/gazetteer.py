"""Which place a name means. Not for: finding the names in a text (the tagger does) or weighing its countries (`reading`)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from wiredesk.places.names import folded, names_division, readings
from wiredesk.places.packed import Listed, PackedPlaces, PlaceKind, load_packed, table_rows


@dataclass(frozen=True, slots=True)
class Resolved:
    """Hold the place that a name means.

    `country` is an ISO 3166-1 alpha-2 code, None for a region over several countries; coordinates are degrees of the place
    or of the middle of the towns of a division or country. `gazetteer` is the entry ("geonames:1028918",
    "iso3166-2:MZ-P", "iso3166-1:MZ", "region") or "context" where the name is not listed and the country is that of
    the words around it. `is_well_known` tells a place that a name alone calls to mind (our choice: a
    country, or a town with names in many languages).
    """

    country: str | None
    latitude: float | None
    longitude: float | None
    gazetteer: str
    kind: PlaceKind | None = None
    is_well_known: bool = False


class Gazetteer(Protocol):
    """Know places by name."""

    def resolve(self, name: str, *, context_countries: Mapping[str, float]) -> Resolved | None:
        """Return the place that `name` means among words that speak of `context_countries` (weights, 0 to 1)."""
        ...

    def country_of(self, word: str) -> str | None:
        """Return the country that a country's name or demonym names."""
        ...

    def is_demonym(self, word: str) -> bool:
        """Tell whether `word` says of which country somebody is and names no place itself."""
        ...

    def countries_listed(self, name: str) -> frozenset[str]:
        """Return every country that has a place of that name."""
        ...


# Weights of the ranking, in powers of ten of inhabitants: a country that the words around speak of with full weight
# lets a village of 1,000 beat a city of a million elsewhere. Our choice, by eye on names of en_worldwide train.
_PER_CONTEXT = 3.2
# "Paris, Texas" says it outright.
_SAID = 2.0
_ALTERNATE = -0.6
# Towns known in many languages are meant more often than their size says: Geneva (60 names) against Palma (21).
_FAME = 0.03
_MOST_FAME = 60
_WELL_KNOWN = 25
_COUNTRY = 2.5
_LEAST_COUNTRY = 6.6
_DIVISION_SAID = 2.0
# Least weight of a country that places an unlisted name, and one that is listed only for little-known towns elsewhere.
_PLACES_UNLISTED = 0.4
_PLACES_LISTED = 0.85
_PLACES_LITTLE = 0.6
_LITTLE = 5.0
# "WA" is no town in Ghana, "UK" is a country.
_MOST_INITIALS = 3
_NATIONS = (PlaceKind.COUNTRY, PlaceKind.REGION)


def _merit(place: Listed, *, context: Mapping[str, float], is_division: bool) -> float:
    merit = math.log10(place.population + 10) + _PER_CONTEXT * context.get(place.country or "", 0.0)
    if place.kind is PlaceKind.COUNTRY:
        merit = max(merit, _LEAST_COUNTRY) + _COUNTRY
    elif place.kind is PlaceKind.TOWN:
        merit += _FAME * min(place.fame, _MOST_FAME)
    elif place.kind is PlaceKind.DIVISION and is_division:
        merit += _DIVISION_SAID
    return merit if place.is_main_name else merit + _ALTERNATE


class PackedGazetteer:
    """Rank the places of a packed file by how many people live there and by the countries of the context."""

    def __init__(self, places: PackedPlaces, demonyms: Mapping[str, str]) -> None:
        self._places = places
        self._demonyms = demonyms
        self._find = lru_cache(maxsize=4096)(self._find_any)

    def resolve(self, name: str, *, context_countries: Mapping[str, float]) -> Resolved | None:
        """Return the place that `name` means; None when it is neither listed nor placed by its context."""
        is_division = names_division(name)
        _, comma, whole = name.partition(", ")
        if comma and (around_it := self.resolve(whole, context_countries=context_countries)) and around_it.country:
            context_countries = {**context_countries, around_it.country: _SAID}
        merits = ((_merit(p, context=context_countries, is_division=is_division), p) for p in self._find(name))
        merit, best = max(merits, key=lambda pair: pair[0], default=(0.0, None))
        around, weight = max(context_countries.items(), key=lambda item: item[1], default=("", 0.0))
        listed = _PLACES_LITTLE if merit < _LITTLE else _PLACES_LISTED
        needed = _PLACES_UNLISTED if best is None else listed
        if weight >= needed and not self._is_firm(best, around):
            return Resolved(around, None, None, "context")
        if best is None:
            return None
        return Resolved(best.country, best.latitude, best.longitude, best.key, best.kind, best.fame >= _WELL_KNOWN)

    @staticmethod
    def _is_firm(best: Listed | None, around: str) -> bool:
        """Tell whether the best entry stands whatever the context: it lies there, is well known, or is no mere town."""
        return best is not None and (best.country == around or best.fame >= _WELL_KNOWN or best.kind is not PlaceKind.TOWN)

    def country_of(self, word: str) -> str | None:
        """Return the country that a country's name or demonym ("Mozambican", "Rwandans") names, in any case; else None."""
        key = folded(word)
        code = self._demonyms.get(key) or self._demonyms.get(key.removesuffix("s"))
        if code:
            return code
        return next((p.country for p in self._places.find(key) if p.kind is PlaceKind.COUNTRY and p.is_main_name), None)

    def is_demonym(self, word: str) -> bool:
        """Tell whether `word` says of which country somebody is ("Rwandan", "Filipinos") and names no place itself."""
        key = folded(word)
        return (key in self._demonyms or key.removesuffix("s") in self._demonyms) and not self._places.find(key)

    def countries_listed(self, name: str) -> frozenset[str]:
        """Return every country that has a place of that name; empty when it is not listed."""
        return frozenset(place.country for place in self._find(name) if place.country)

    def _find_any(self, name: str) -> tuple[Listed, ...]:
        is_initials = name.isupper() and len(name) <= _MOST_INITIALS
        for key in readings(name):
            found = [p for p in self._places.find(key) if not is_initials or p.kind in _NATIONS]
            if found:
                return tuple(found)
        return ()


@cache
def load_gazetteer() -> PackedGazetteer:
    """Load the gazetteer of this package, once a process."""
    demonyms = {folded(word): code for code, _, words in table_rows("countries.tsv") for word in words.split(";") if word}
    return PackedGazetteer(load_packed(), demonyms)
