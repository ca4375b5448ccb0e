"""Where to look for an entity in other reports. Not for: whether it is the same one (see `entities`)."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities_names import place_words
from wiredesk.corroborate.entities_profiles import EntityProfile
from wiredesk.corroborate.names import name_tables, person_name, skeleton, skeletons
from wiredesk.corroborate.names_bodies import acronym_letters, acronyms_of, bare_words, body_words, is_common, is_local

_MOST_KEYS = 16
_MOST_NAMES = 8
_MOST_PARTS = 4
_MOST_ROLES = 3
_MOST_READINGS = 3


def entity_keys(profile: EntityProfile) -> tuple[str, ...]:
    """Return the keys under which an entity is kept and looked for, the most telling first, at most 16.

    People: each pair of parts of a full name by sound; the initial with the surname; a single name with a role, a body or the
    country, never alone. Bodies: words by sound, acronym and initials. Places: entry of the gazetteer, name. Others: the name.
    """
    makers = {
        EntityType.PERSON: _of_person,
        EntityType.ORGANIZATION: _of_body,
        EntityType.PLACE: _of_place,
        EntityType.OTHER: _of_other,
    }
    return tuple(dict.fromkeys(makers[profile.type](profile)))[:_MOST_KEYS]


def _names(profile: EntityProfile) -> list[str]:
    return [name for name, _ in profile.names[:_MOST_NAMES]]


def _of_person(profile: EntityProfile) -> Iterator[str]:
    people = [person for name in _names(profile) if (person := person_name(name)).parts]
    for person in (one for one in people if one.is_full):
        whole = [part for part in person.parts[:_MOST_PARTS] if len(part) > 1]
        for one, other in combinations(_each(whole), 2):
            if one[0] != other[0]:
                yield "p:" + "+".join(sorted((one[1], other[1])))
        yield from _initials(person.parts)
    singles = sorted({skeleton(one.parts[-1]) for one in people if not one.is_full})
    has_full = any(one.is_full for one in people)
    ends = sorted({skeleton(one.parts[-1]) for one in people if one.is_full})
    for name in ends if has_full else singles:
        yield from (f"r:{name}+{about}" for about in _about(profile))


def _each(parts: list[str]) -> Iterator[tuple[int, str]]:
    """Yield every part by sound with its place, nicknames under the name that they stand for too."""
    tables = name_tables()
    for place, part in enumerate(parts):
        yield from ((place, sounds) for sounds in skeletons(part)[:_MOST_READINGS])
        yield from ((place, f"n{group}") for group in sorted(tables.nicknames.get(part, ())))


def _initials(parts: tuple[str, ...]) -> Iterator[str]:
    if len(parts[-1]) > 1:
        yield f"i:{skeleton(parts[0])[:1]}+{skeleton(parts[-1])}"


def _about(profile: EntityProfile) -> Iterator[str]:
    for role in profile.roles[:_MOST_ROLES]:
        yield from (about for about in (role.body, role.title.split()[-1] if role.title.strip() else "") if about)
    yield from (country for country, _ in profile.countries[:1])


def _of_body(profile: EntityProfile) -> Iterator[str]:
    """Bodies that every town has are looked for nowhere: their name alone never makes them one."""
    named = [(name, body_words(name)) for name in _names(profile)]
    for name, words in named:
        if letters := acronym_letters(name):
            yield f"a:{letters}"
        if not is_local(words):
            yield "b:" + "+".join(sorted(_sounds(words)))
            yield from ("b:" + "+".join(sorted(_sounds(bare))) for bare in (bare_words(words),) if bare and not is_local(bare))
            yield from (f"a:{made}" for made in sorted(acronyms_of(name)) if 2 < len(made) < 9)
    for _, words in named:
        if not is_common(words[-1:]):
            yield f"e:{_sounds(words[-1:])[0]}"


def _sounds(words: Iterable[str]) -> list[str]:
    """Return words by sound; short ones as they are, since their consonants tell too little."""
    return [skeleton(word) if len(word) > 4 else word for word in words]


def _of_place(profile: EntityProfile) -> Iterator[str]:
    if profile.gazetteer and profile.gazetteer not in ("context", "region"):
        yield f"g:{profile.gazetteer}"
    for name in _names(profile):
        yield f"l:{'+'.join(place_words(name))}"


def _of_other(profile: EntityProfile) -> Iterator[str]:
    yield from (f"o:{name.casefold()}" for name in _names(profile))
