"""What a search can be narrowed by, with counts, and its incidents for a map. Not for: the results (see `finding`)."""

from dataclasses import dataclass, replace

from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, wanted_by
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.export.phrasing import country_name, language_name
from wiredesk.store import cards, searching
from wiredesk.store.opening import On
from wiredesk.store.searching import Hit
from wiredesk.store.searching_facets import MOST_FACETED, Facet, FacetCount, IncidentSpot, facet_counts, incident_spots
from wiredesk.store.searching_wanted import Wanted

_MOST_SHOWN = {Facet.ENTITY: 10, Facet.OUTLET: 12, Facet.COUNTRY: 12, Facet.MONTH: 12}
_MOST = 30
_MOST_SPOTS = 400


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Hold one value; `n_reports` is what the search would find with it, `is_chosen` that it is asked for now."""

    value: str
    words: str
    n_reports: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Hold one facet; `n_more` counts the values that are not told."""

    facet: Facet
    values: tuple[FacetValue, ...]
    n_more: int = 0


@dataclass(frozen=True, slots=True)
class Faceted:
    """Hold all facets of a search; with `is_more` the counts are of the newest `n_counted` hits alone."""

    groups: tuple[FacetGroup, ...]
    n_counted: int
    is_more: bool


def facets(desk: Desk, question: Question) -> Faceted:
    """Return what the results of a question can be narrowed by; no group where a name in it is not known.

    In a facet of which one value is chosen already, the others are counted as if none were.

    :raises StoreError: when it takes too long.
    """
    with desk.store.reading() as on:
        wanted, _ = wanted_by(on, question)
        if wanted is None:
            return Faceted((), 0, False)
        hits = _hits(on, wanted)
        found = tuple(_group(on, question, wanted, facet, hits) for facet in Facet)
        counted = min(len(hits), MOST_FACETED)
        return Faceted(tuple(one for one in found if one.values), counted, len(hits) > MOST_FACETED)


def spots(desk: Desk, question: Question) -> list[IncidentSpot]:
    """Return the incidents that the newest results of a question tell.

    :raises StoreError: when it takes too long.
    """
    with desk.store.reading() as on:
        wanted, _ = wanted_by(on, question)
        return [] if wanted is None else incident_spots(on, _hits(on, wanted)[:MOST_FACETED], wanted, most=_MOST_SPOTS)


def _hits(on: On, wanted: Wanted) -> list[Hit]:
    return searching.newest_hits(on, wanted, most=MOST_FACETED + 1)


def _group(on: On, question: Question, wanted: Wanted, facet: Facet, hits: list[Hit]) -> FacetGroup:
    chosen = _chosen(question, facet)
    asked = _without(wanted, facet) if chosen else wanted
    over = _hits(on, asked) if asked != wanted else hits
    counts = facet_counts(on, facet, over[:MOST_FACETED], asked)
    values = [FacetValue(_value(facet, one), _words(facet, one), one.n_reports, _value(facet, one) in chosen) for one in counts]
    most = _MOST_SHOWN.get(facet, _MOST)
    shown = [one for number, one in enumerate(values) if number < most or one.is_chosen]
    missing = chosen - {one.value for one in shown}
    names = _names_of(on, facet, missing)
    shown += [FacetValue(one, names.get(one, one), 0, True) for one in sorted(missing)]
    return FacetGroup(facet, tuple(shown), max(0, len(values) - len(shown)))


def _chosen(question: Question, facet: Facet) -> set[str]:
    asked: dict[Facet, tuple[str, ...]] = {
        Facet.TYPE: question.types,
        Facet.STAGE: question.stages,
        Facet.COUNTRY: question.countries,
        Facet.LANGUAGE: question.languages,
        Facet.OUTLET: (question.outlet,) if question.outlet else (),
        Facet.ENTITY: tuple(id_of("entity", one) for one in question.entities),
    }
    return {str(one) for one in asked.get(facet, ())}


def _without(wanted: Wanted, facet: Facet) -> Wanted:
    if facet is Facet.TYPE:
        return replace(wanted, types=())
    if facet is Facet.STAGE:
        return replace(wanted, stages=())
    if facet is Facet.COUNTRY:
        return replace(wanted, countries=())
    if facet is Facet.LANGUAGE:
        return replace(wanted, languages=())
    return replace(wanted, outlet_ids=None) if facet is Facet.OUTLET else wanted


def _value(facet: Facet, count: FacetCount) -> str:
    return id_of("entity", int(count.value)) if facet is Facet.ENTITY else count.value


def _words(facet: Facet, count: FacetCount) -> str:
    if facet is Facet.LANGUAGE:
        return language_name(count.value)
    return country_name(count.value) if facet is Facet.COUNTRY else count.words


def _names_of(on: On, facet: Facet, values: set[str]) -> dict[str, str]:
    """Return how values are shown that no result has."""
    if facet is Facet.COUNTRY:
        return {one: country_name(one) for one in values}
    if facet is Facet.ENTITY and values:
        heads = cards.entity_heads(on, [parse_id(one, "entity") for one in values])
        return {id_of("entity", one): head.name for one, head in heads.items()}
    return {}
