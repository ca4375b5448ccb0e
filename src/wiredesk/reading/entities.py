"""Who and what a report is about: persons, bodies and places with their names, roles and countries.

The trained tagger says where names are; here they are completed, joined into entities, given roles and put on the map.
Not for: which entity of another report is the same (`corroborate`).
"""

from collections.abc import Iterable, Sequence

from wiredesk.codebook import EntityType
from wiredesk.documents import Report
from wiredesk.places import Gazetteer, Resolved
from wiredesk.reading import coreference, entities_places
from wiredesk.reading.aliases import AliasLink, read_aliases
from wiredesk.reading.entities_bodies import body_mentions
from wiredesk.reading.entities_clusters import Cluster, clusters
from wiredesk.reading.entities_index import EntityIndex, index_of
from wiredesk.reading.entities_mentions import Mention, collect_mentions, repeated_mentions, without_overlaps
from wiredesk.reading.entities_missed import missed_people, missed_places
from wiredesk.reading.entities_roles import read_roles
from wiredesk.reading.names import gender_of
from wiredesk.reading.names_types import typed
from wiredesk.records import Entity, Role
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.tagger.tags import Tags


def read_entities(text: str, tags: Tags, gazetteer: Gazetteer, *, report: Report | None = None) -> EntityIndex:
    """Return the entities of `text` as an index, in the order of their first mention.

    `report` is not needed; its title, where there is one, adds the countries it names to the context of places.
    """
    parts = sentences(text)
    mentions, links = _named(text, tags, gazetteer)
    mentions = without_overlaps([*mentions, *body_mentions(text, mentions)])
    found = clusters(text, mentions, links, country_of=lambda name: _country(name, gazetteer))
    entities = _placed(text, found, parts, gazetteer, title=(report.article.title if report else None) or "")
    named = _namings(entities)
    genders = {e.id: g for e in entities if (g := _gender(text, e))}
    pronouns = coreference.pronouns(text, named, parts, genders)
    roles = read_roles(text, parts, entities, pronouns)
    unnamed = frozenset(e.id for e, c in zip(entities, found, strict=True) if not any(m.is_name for m in c.mentions))
    return index_of(text, tuple(_with_roles(e, roles.get(e.id, ())) for e in entities), pronouns=pronouns, unnamed=unnamed)


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    return None if gazetteer.is_demonym(name) else gazetteer.country_of(name)


def _named(text: str, tags: Tags, gazetteer: Gazetteer) -> tuple[list[Mention], list[AliasLink]]:
    """Return every proper name with what the text calls its other names: tagged, stated as alias, repeated, in a role's place."""
    mentions = typed(text, collect_mentions(text, tags), gazetteer)
    mentions = without_overlaps([*mentions, *missed_people(text, mentions)])
    mentions = without_overlaps([*mentions, *missed_places(text, mentions, gazetteer)])
    links = read_aliases(text, mentions)
    mentions = without_overlaps([*mentions, *_alias_mentions(mentions, links)])
    mentions = without_overlaps([*mentions, *repeated_mentions(text, mentions)])
    return mentions, links


def _alias_mentions(mentions: list[Mention], links: Iterable[AliasLink]) -> list[Mention]:
    known = {m.span: m for m in mentions}
    return [Mention(link.alias, known[link.owner].type, known[link.owner].score) for link in links if link.alias not in known]


def _placed(text: str, found: list[Cluster], parts: Sequence[Span], gazetteer: Gazetteer, *, title: str) -> list[Entity]:
    places = [c for c in found if c.type is EntityType.PLACE]
    named = [entities_places.Named(c.name, tuple(m.span for m in c.mentions)) for c in places]
    resolved: dict[int, Resolved | None] = dict(
        zip(map(id, places), entities_places.place_countries(text, named, parts, gazetteer, title=title), strict=True)
    )
    return [
        Entity(
            id=f"e{number}",
            type=cluster.type,
            name=cluster.name,
            mentions=tuple(m.span for m in cluster.mentions),
            aliases=cluster.aliases,
            place=entities_places.as_record(resolved.get(id(cluster))),
        )
        for number, cluster in enumerate(found, 1)
    ]


def _namings(entities: Iterable[Entity]) -> list[coreference.Named]:
    named = [coreference.Named(span, e.id, e.type) for e in entities for span in e.mentions]
    return sorted(named, key=lambda n: n.span)


def _gender(text: str, entity: Entity) -> str | None:
    """Tell the gender that the names and the words right before the mentions agree on."""
    if entity.type is not EntityType.PERSON:
        return None
    words = [entity.name.split()[0]]
    for span in entity.mentions[:20]:
        before = text[max(0, span.start - 30) : span.start]
        if not before.rstrip(" .").endswith((",", '"', "”", ":", ";")):
            words += [w.strip('"“”(),') for w in before.split()[-2:]]
    return gender_of(words)


def _with_roles(entity: Entity, roles: Sequence[Role]) -> Entity:
    if not roles:
        return entity
    return Entity(entity.id, entity.type, entity.name, entity.mentions, entity.aliases, tuple(roles), entity.place)
