"""What is kept of an incident for comparing it: small enough to lie in the store by the million. Not for: making it from a
reading (see `incidents_making`).
"""

import json
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from wiredesk.codebook import IncidentType, Stage
from wiredesk.errors import ReportFormatError

# The first byte of a packed profile: a later shape gets another number.
_VERSION = 1
_N_HEAD = 5

# Days as proleptic ordinals (datetime.date.toordinal), both ends included.
Days = tuple[int, int]
# At least, at most; None on a side: no bound stated there.
Toll = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Name:
    """Hold one name.

    `kind` is person, place or organization, `part` victim, suspect, scene, official or "", `weight` its rarity times its share
    of the telling, `words` its folded words.
    """

    kind: str
    part: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class IncidentProfile:
    """Hold what one report says of one incident, for comparison.

    `terms` are weighted words of all that is told of it, `lead` of the title and the first sentences, both by hash key and of
    length 1. `numbers` are ages, clock times and counts ("age 7", "at 20:50", "23 pirate"), `streets` their telling words.
    `days` are days that the telling names, `date` is the incident's own, `published` the report's (None for a case that it only
    recalls); `weekdays` (0 Monday) are those that it names. `point` is latitude and longitude of the scene. `killed` and
    `wounded` are as stated, None where nothing is.
    """

    terms: dict[int, float]
    lead: dict[int, float]
    names: tuple[Name, ...] = ()
    numbers: tuple[str, ...] = ()
    published: Days | None = None
    date: Days | None = None
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    type: IncidentType | None = None
    stage: Stage | None = None
    is_background: bool = False
    killed: Toll | None = None
    wounded: Toll | None = None
    weapons: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return a hash that equal profiles share; the generated one would need every field to have one."""
        return hash((self.names, self.published, self.date, len(self.terms)))

    def to_bytes(self) -> bytes:
        """Pack the profile, some 1 to 2 kB; weights keep 8 bits."""
        told = [
            [[n.kind[:2], n.part, round(n.weight, 1), n.words] for n in self.names], self.numbers, self.published, self.date,
            self.days, self.weekdays, self.countries, self.point, self.type, self.stage, int(self.is_background), self.killed,
            self.wounded, self.weapons, self.streets,
        ]  # fmt: skip
        words = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 6)
        n_terms, n_lead = len(self.terms), len(self.lead)
        head = bytes([_VERSION]) + n_terms.to_bytes(2, "big") + n_lead.to_bytes(2, "big")
        return head + _packed(self.terms) + _packed(self.lead) + words

    @classmethod
    def from_bytes(cls, packed: bytes) -> "IncidentProfile":
        """Unpack a profile.

        :raises ReportFormatError: when the bytes are no profile of this version.
        """
        if len(packed) < _N_HEAD or packed[0] != _VERSION:
            raise ReportFormatError("the bytes are no incident profile of this version; read the report again")
        n_terms, n_lead = int.from_bytes(packed[1:3], "big"), int.from_bytes(packed[3:5], "big")
        split, end = _N_HEAD + 5 * n_terms, _N_HEAD + 5 * (n_terms + n_lead)
        try:
            told = json.loads(zlib.decompress(packed[end:]))
        except (zlib.error, ValueError) as error:
            raise ReportFormatError("the incident profile is damaged; read the report again") from error
        return cls(_unpacked(packed[_N_HEAD:split], n_terms), _unpacked(packed[split:end], n_lead), *_fields(told))


_KINDS = {"pe": "person", "pl": "place", "or": "organization"}


def _fields(told: list[Any]) -> tuple[Any, ...]:
    names, *rest = told
    numbers, published, date, days, weekdays, countries, point, kind, stage, old, killed, wounded, weapons, streets = rest
    return (
        tuple(Name(_KINDS[k], part, weight, words) for k, part, weight, words in names),
        tuple(numbers), _pair(published), _pair(date), tuple(days), tuple(weekdays), tuple(countries), _pair(point),
        IncidentType(kind) if kind else None, Stage(stage) if stage else None, bool(old), _pair(killed), _pair(wounded),
        tuple(weapons), tuple(streets),
    )  # fmt: skip


def _pair(told: list[Any] | None) -> Any:
    return None if told is None else tuple(told)


def _packed(weights: dict[int, float]) -> bytes:
    keys = np.fromiter(weights, dtype="<u4", count=len(weights))
    values = np.fromiter(weights.values(), dtype=np.float64, count=len(weights))
    return keys.tobytes() + np.clip(np.round(values * 255), 1, 255).astype(np.uint8).tobytes()


def _unpacked(packed: bytes, n: int) -> dict[int, float]:
    keys = np.frombuffer(packed, dtype="<u4", count=n).tolist()
    values = (np.frombuffer(packed, dtype=np.uint8, offset=4 * n, count=n) / 255).tolist()
    return dict(zip(keys, values, strict=True))
