"""The gazetteer's file: names and places as flat arrays. Not for: choosing among places (see `gazetteer`).

A name is kept as a 64-bit digest of its folded form, so that 560,000 names take 7 MB, load in a moment and are found by
bisection; two names of the file never share a digest (the build checks it), and a strange name meets one by chance
once in 3e13 look-ups. SQLite would have kept the names readable, at the price of SQL outside the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

FILE_NAME = "gazetteer.npz"


class PlaceKind(IntEnum):
    """Name the kinds of place in the file; the numbers stand in it."""

    TOWN = 0
    DIVISION = 1
    COUNTRY = 2
    REGION = 3


def digest(key: str) -> int:
    """Return the 64-bit number under which a folded name is kept."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one place of the file.

    `country` is None for a region over several countries, `latitude` and `longitude` (degrees) are None where unknown.
    `is_main_name` is False when it was found by another name than its own. `fame` is the number of its names in all
    languages, at most 255.
    """

    kind: PlaceKind
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int
    fame: int
    key: str
    is_main_name: bool


@dataclass(frozen=True, slots=True)
class PackedPlaces:
    """Hold the arrays.

    Names, sorted: `digests` uint64 (n_names), `owners` uint32 (n_names; row of the place, times two, plus one for an
    alternate name). Places: `kinds`, `fames` uint8, `countries` uint16 (row of `codes`), `coordinates` float32
    (n_places, 2; not a number where unknown), `populations`, `ids` uint32 (GeoNames' id; for a division the row of
    `division_codes`).
    """

    digests: npt.NDArray[np.uint64]
    owners: npt.NDArray[np.uint32]
    kinds: npt.NDArray[np.uint8]
    fames: npt.NDArray[np.uint8]
    countries: npt.NDArray[np.uint16]
    coordinates: npt.NDArray[np.float32]
    populations: npt.NDArray[np.uint32]
    ids: npt.NDArray[np.uint32]
    codes: tuple[str, ...]
    division_codes: tuple[str, ...]

    def find(self, key: str) -> list[Listed]:
        """Return every place of that folded name; empty when there is none."""
        number = np.uint64(digest(key))
        row = int(np.searchsorted(self.digests, number))
        found = []
        while row < len(self.digests) and self.digests[row] == number:
            found.append(self._listed(int(self.owners[row])))
            row += 1
        return found

    def _listed(self, owner: int) -> Listed:
        row = owner >> 1
        latitude, longitude = (float(degrees) for degrees in self.coordinates[row])
        is_known = latitude == latitude
        code = self.codes[int(self.countries[row])] or None
        kind = PlaceKind(int(self.kinds[row]))
        return Listed(
            kind=kind,
            country=code,
            latitude=round(latitude, 4) if is_known else None,
            longitude=round(longitude, 4) if is_known else None,
            population=int(self.populations[row]),
            fame=int(self.fames[row]),
            key=self._key(kind, code, int(self.ids[row])),
            is_main_name=not owner & 1,
        )

    def _key(self, kind: PlaceKind, country: str | None, number: int) -> str:
        if kind is PlaceKind.DIVISION:
            return f"iso3166-2:{self.division_codes[number]}"
        if kind is PlaceKind.COUNTRY:
            return f"iso3166-1:{country}"
        return "region" if kind is PlaceKind.REGION else f"geonames:{number}"


_ARRAYS = ("digests", "owners", "kinds", "fames", "countries", "coordinates", "populations", "ids")


def packed_from(content: bytes) -> PackedPlaces:
    """Read the arrays from the bytes of a file."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        texts: dict[str, Any] = {name: tuple(str(arrays[name]).split("\n")) for name in ("codes", "division_codes")}
        return PackedPlaces(**{name: arrays[name] for name in _ARRAYS}, **texts)


@cache
def load_packed() -> PackedPlaces:
    """Load the file of this package, once a process (some 10 ms)."""
    return packed_from(resources.files("wiredesk.places").joinpath(FILE_NAME).read_bytes())


def table_rows(name: str) -> Iterable[list[str]]:
    """Yield the cells of a table of this package (`tables/name`), comments and empty lines left out."""
    text = resources.files("wiredesk.places").joinpath("tables", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("|")
