"""Whom and what a name typed by a person means on this desk. Not for: whether two reports mean the same one (`corroborate`)."""

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import JOIN_ENTITY, EntityProfile, compare_entities, entity_keys
from wiredesk.folding import folded
from wiredesk.store import known_entities, searching_names
from wiredesk.store.opening import On
from wiredesk.store.searching_wanted import Somebody, Somewhere


def people_named(on: On, name: str) -> Somebody | None:
    """Return the people and bodies that a name means, under whatever name each report has them; None when there is none."""
    key = folded(name)
    if not key:
        return None
    ids = searching_names.entities_called(on, key) | _spelled_otherwise(on, name)
    ids = ids or searching_names.entities_partly_called(on, key) | _with_alias(on, key)
    if not ids and not searching_names.is_called(on, key):
        return None
    return Somebody(tuple(sorted(ids)), key)


def _spelled_otherwise(on: On, name: str) -> set[int]:
    """Look a full name up by its sound, as filing does it."""
    found = set()
    for kind in (EntityType.PERSON, EntityType.ORGANIZATION):
        asked = EntityProfile(kind, ((name, 1),))
        under = known_entities.entities_under(on, entity_keys(asked))
        near = known_entities.known_entities(on, {one for ids in under.values() for one in ids})
        for one in near.values():
            if one.type == kind.value and compare_entities(EntityProfile.from_bytes(one.profile), asked).score >= JOIN_ENTITY:
                found.add(one.id)
    return found


def _with_alias(on: On, key: str) -> set[int]:
    """Look for entities that a few reports with these words know by such an alias."""
    near = known_entities.known_entities(on, searching_names.entities_beside(on, key))
    profiles = ((one.id, EntityProfile.from_bytes(one.profile)) for one in near.values())
    return {entity_id for entity_id, profile in profiles if any(folded(name) == key for name, _ in profile.names)}


def places_named(on: On, name: str) -> Somewhere | None:
    """Return the places of a name, or the country with all that lies in it; None when no report names one."""
    key = folded(name)
    if not key:
        return None
    country = searching_names.country_called(on, key) or _country_listed(name)
    if country is not None:
        return Somewhere(country=country)
    ids, names = searching_names.places_called(on, key)
    return Somewhere(tuple(sorted(ids)), tuple(sorted(names)), key) if names else None


def _country_listed(name: str) -> str | None:
    """Look a country up in the gazetteer: it may hold places of reports that never name it."""
    from wiredesk.places import load_gazetteer

    gazetteer = load_gazetteer()
    return None if gazetteer.is_demonym(name) else gazetteer.country_of(name)


def spot_named(on: On, name: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a place: where reports put it, else where the gazetteer has it; None when not known."""
    from wiredesk.places import load_gazetteer

    key = folded(name)
    found = searching_names.spot_called(on, key) if key else None
    if found is not None or not key:
        return found
    place = load_gazetteer().resolve(name, context_countries={})
    return None if place is None or place.latitude is None or place.longitude is None else (place.latitude, place.longitude)


def outlets_named(on: On, name: str) -> tuple[int, ...]:
    """Return the outlets of a name or address: the whole one, else those with these words in their name."""
    key = folded(name)
    address = name.strip().lower().removeprefix("www.")
    known = [(one, host, folded(title)) for one, host, title in searching_names.outlets(on)]
    same = [one for one, host, title in known if address == host or key == title]
    if same or not key:
        return tuple(same)
    return tuple(one for one, host, title in known if f" {key} " in f" {title} " or host.endswith(f".{address}"))
