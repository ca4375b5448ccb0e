"""What is known of an entity across reports, of bounded size. Not for: comparing two of them (see `entities`)."""

import collections
import datetime
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from wiredesk.codebook import EntityType
from wiredesk.corroborate.names import person_name, sex_of_words, spelled, words_of
from wiredesk.folding import folded
from wiredesk.records import Entity, Reading
from wiredesk.spans import Span

_MOST_NAMES, _MOST_ROLES, _MOST_COUNTRIES, _MOST_COMPANIONS = 16, 16, 6, 48
_COMPANIONS_OF_ONE = 24
_MOST_CHARS = 120
_KINDS = {EntityType.PERSON: 0, EntityType.ORGANIZATION: 1, EntityType.PLACE: 2, EntityType.OTHER: 3}
_MENTIONS_LOOKED_AT = 12
_BEFORE, _AFTER = 60, 24
_AGE_AFTER = re.compile(r",? ?(?:aged |\()?(\d{1,2})(?:[,)]|$)")
_AGE_BEFORE = re.compile(r"(\d{1,2})-year-old(?: [\w-]+){0,3} $")
_SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class RoleKnown:
    """Hold a role as folded words, the folded name of its body ("" for none), and the days it was told (ordinals)."""

    title: str
    body: str
    first_day: int | None
    last_day: int | None


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """Hold what is known of an entity over the reports that name it.

    `names` are its names as written with the number of reports that use each, the most used first. `companions` are hashes
    of the entities named beside it, with the number of reports; the two low bits tell their type. Days are ordinals. `born`
    is the first and last year of birth that a stated age allows.
    """

    type: EntityType
    names: tuple[tuple[str, int], ...]
    roles: tuple[RoleKnown, ...] = ()
    countries: tuple[tuple[str, int], ...] = ()
    companions: tuple[tuple[int, int], ...] = ()
    first_day: int | None = None
    last_day: int | None = None
    sex: str | None = None
    born: tuple[int, int] | None = None
    gazetteer: str | None = None
    n_reports: int = 1

    @property
    def name(self) -> str:
        """Return the name that it is best called by: the longest of the much used ones."""
        most = max((n for _, n in self.names), default=0)
        return max((name for name, n in self.names if n * 3 >= most), key=len, default="")

    def to_bytes(self) -> bytes:
        """Return the profile packed."""
        roles = [[role.title, role.body, role.first_day, role.last_day] for role in self.roles]
        told: list[object] = [1, self.type.value, self.names, roles, self.countries, self.companions]
        told += [self.first_day, self.last_day, self.sex, self.born, self.gazetteer, self.n_reports]
        return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 6)

    @classmethod
    def from_bytes(cls, packed: bytes) -> "EntityProfile":
        """Return the profile that `to_bytes` packed."""
        _, kind, names, roles, countries, companions, *rest = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        first_day, last_day, sex, born, gazetteer, n_reports = rest
        return cls(
            type=EntityType(kind),
            names=tuple((name, n) for name, n in names),
            roles=tuple(RoleKnown(*role) for role in roles),
            countries=tuple((country, n) for country, n in countries),
            companions=tuple((one, n) for one, n in companions),
            first_day=first_day,
            last_day=last_day,
            sex=sex,
            born=(born[0], born[1]) if born else None,
            gazetteer=gazetteer,
            n_reports=n_reports,
        )


def entity_profile(reading: Reading, entity: Entity) -> EntityProfile:
    """Return what one report tells of one of its entities."""
    day = _day_of(reading)
    contexts = list(_contexts(reading.report.article.text, entity.mentions))
    place = entity.place
    return EntityProfile(
        type=entity.type,
        names=tuple((name, 1) for name in _names(entity)),
        roles=_roles(reading, entity, day) if entity.type is EntityType.PERSON else (),
        countries=_own_country(entity) if entity.type is EntityType.PLACE else _countries(reading),
        companions=tuple((one, 1) for one in _companions(reading, entity)),
        first_day=day,
        last_day=day,
        sex=_sex(entity, contexts) if entity.type is EntityType.PERSON else None,
        born=_born(contexts, day) if entity.type is EntityType.PERSON else None,
        gazetteer=place.gazetteer if place else None,
    )


def merged(left: EntityProfile, right: EntityProfile) -> EntityProfile:
    """Return what both know, of the same bounded size; the order of the two does not matter."""
    born = left.born or right.born
    if left.born and right.born:
        low, high = max(left.born[0], right.born[0]), min(left.born[1], right.born[1])
        born = (low, high) if low <= high else (min(left.born[0], right.born[0]), max(left.born[1], right.born[1]))
    days = [day for day in (left.first_day, right.first_day, left.last_day, right.last_day) if day is not None]
    return replace(
        max(left, right, key=lambda one: (one.n_reports, one.to_bytes())),
        names=_added(left.names, right.names, _MOST_NAMES),
        roles=_roles_merged((*left.roles, *right.roles)),
        countries=_added(left.countries, right.countries, _MOST_COUNTRIES),
        companions=_added(left.companions, right.companions, _MOST_COMPANIONS),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        sex=left.sex if left.sex == right.sex or right.sex is None else right.sex if left.sex is None else None,
        born=born,
        gazetteer=min((one for one in (left.gazetteer, right.gazetteer) if one), default=None),
        n_reports=left.n_reports + right.n_reports,
    )


Key = TypeVar("Key", bound="str | int")


def _added(left: Iterable[tuple[Key, int]], right: Iterable[tuple[Key, int]], most: int) -> tuple[tuple[Key, int], ...]:
    counts: dict[Key, int] = {}
    for key, n in (*left, *right):
        counts[key] = counts.get(key, 0) + n
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))[:most])


def _roles_merged(roles: Sequence[RoleKnown]) -> tuple[RoleKnown, ...]:
    made: dict[tuple[str, str], RoleKnown] = {}
    for role in roles:
        old = made.get((role.title, role.body), role)
        firsts = [day for day in (old.first_day, role.first_day) if day is not None]
        lasts = [day for day in (old.last_day, role.last_day) if day is not None]
        made[role.title, role.body] = replace(role, first_day=min(firsts, default=None), last_day=max(lasts, default=None))
    return tuple(sorted(made.values(), key=lambda one: (-(one.last_day or 0), one.title, one.body))[:_MOST_ROLES])


def _day_of(reading: Reading) -> int | None:
    interval = reading.report.published.interval
    captured = reading.report.source.captured
    return interval.latest.toordinal() if interval else captured.date().toordinal() if captured else None


def _names(entity: Entity) -> list[str]:
    told = (entity.name, *entity.aliases)
    if any("\n" in name.strip() for name in told):
        # Over the end of a paragraph no name goes on: the reader ran two people together, the first is kept.
        told = tuple(entity.name.strip().split("\n")[:1])
    names = [" ".join(name.split())[:_MOST_CHARS] for name in told]
    return [name for name in dict.fromkeys(names) if name][:_MOST_NAMES]


def _roles(reading: Reading, entity: Entity, day: int | None) -> tuple[RoleKnown, ...]:
    names = {one.id: one.name for one in reading.entities}
    told = [(folded(r.title)[:_MOST_CHARS], folded(names.get(r.organization or "", ""))[:_MOST_CHARS]) for r in entity.roles]
    return _roles_merged([RoleKnown(title, body, day, day) for title, body in told if title])


def _own_country(place: Entity) -> tuple[tuple[str, int], ...]:
    """Return a place's country; of a sea nobody can say, whatever else the report is about."""
    return ((place.place.country, 1),) if place.place and place.place.country else ()


def _countries(reading: Reading) -> tuple[tuple[str, int], ...]:
    """Return the country that most of the report's places lie in, where there is one."""
    counts: collections.Counter[str] = collections.Counter()
    for one in reading.entities:
        if one.place and one.place.country:
            counts[one.place.country] += len(one.mentions)
    if not counts:
        return ()
    country, n = counts.most_common(1)[0]
    return ((country, 1),) if n * 2 > counts.total() else ()


def companion_key(entity: Entity) -> str:
    """Return what an entity is called as a companion of others, "" where that tells nothing (a surname, a country)."""
    is_wide = entity.place is not None and (entity.place.gazetteer or "").startswith(("iso3166-1:", "region"))
    return "" if is_wide else _companion_name(entity.name, entity.type is EntityType.PERSON)


@lru_cache(maxsize=4096)
def _companion_name(name: str, is_person: bool) -> str:
    if not is_person:
        return folded(name)
    parts = person_name(name).parts
    return " ".join(sorted(map(spelled, (parts[0], parts[-1])))) if len(parts) > 1 else ""


def _companions(reading: Reading, entity: Entity) -> Iterator[int]:
    others = sorted((one for one in reading.entities if one.id != entity.id), key=lambda one: (-len(one.mentions), one.id))
    keys = dict.fromkeys((one.type, companion_key(one)) for one in others)
    yield from (companion_hash(kind, key) for kind, key in [pair for pair in keys if pair[1]][:_COMPANIONS_OF_ONE])


@lru_cache(maxsize=8192)
def companion_hash(kind: EntityType, key: str) -> int:
    """Return what a companion is kept as: 32 bits, the two low ones for its type."""
    digest = hashlib.blake2b(f"{kind.value}:{key}".encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big") & ~3 | _KINDS[kind]


def companion_type(hashed: int) -> EntityType:
    """Return the type of a companion."""
    return list(_KINDS)[hashed & 3]


def _contexts(text: str, mentions: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each mention within its sentence."""
    for span in mentions[:_MENTIONS_LOOKED_AT]:
        before = _SENTENCE_END.split(text[max(0, span.start - _BEFORE) : span.start])
        yield before[-1] if not _is_title_stop(before) else before[-2] + " ", text[span.end : span.end + _AFTER]


def _is_title_stop(pieces: list[str]) -> bool:
    """A full stop right before the name is that of "Mr."."""
    return len(pieces) > 1 and not pieces[-1].strip()


def _sex(entity: Entity, contexts: list[tuple[str, str]]) -> str | None:
    """Return the sex that titles and words for people right before the name tell."""
    told = [sex_of_words(words_of(before)[-2:]) for before, _ in contexts]
    told += [sex_of_words(words_of(name)[:1]) for name in (entity.name, *entity.aliases) if " " in name]
    told += [sex_of_words(words_of(role.title)) for role in entity.roles]
    found = {sex for sex in told if sex}
    return found.pop() if len(found) == 1 else None


def _born(contexts: list[tuple[str, str]], day: int | None) -> tuple[int, int] | None:
    if day is None:
        return None
    year = datetime.date.fromordinal(day).year
    ages = [_AGE_AFTER.match(after) or _AGE_BEFORE.search(before) for before, after in contexts]
    found = {int(age[1]) for age in ages if age and int(age[1]) > 0}
    return (year - max(found) - 1, year - min(found)) if found and max(found) - min(found) <= 1 else None
