"""A search as a watch: what of it can be watched, and what not, said in words. Not for: watches themselves (see `watching`)."""

from dataclasses import dataclass

from wiredesk.alerts.rules import Near, PlaceWanted, Rule
from wiredesk.codebook import EntityType, IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Around, Question
from wiredesk.desk.finding_names import spot_named
from wiredesk.export.phrasing import country_name
from wiredesk.store import cards
from wiredesk.store.opening import On
from wiredesk.store.searching_words import Term, parse_words

_ONE_OF = "of a watch any one of them is enough"


@dataclass(frozen=True, slots=True)
class Watchable:
    """Hold what can be watched of a search; `notes` say, one sentence each, where the watch is wider or narrower than it."""

    rule: Rule
    notes: tuple[str, ...]


def watchable(desk: Desk, question: Question) -> Watchable:
    """Return the watch nearest to a search."""
    with desk.store.reading() as on:
        phrases, notes = _phrases(question.words)
        who, places = _entities(on, question)
        near, lost = _near(on, question)
        countries = tuple(PlaceWanted(country_name(code)) for code in question.countries)
        rule = Rule(
            who=(*question.who, *who),
            places=(*((PlaceWanted(question.place),) if question.place else ()), *places, *countries),
            near=near,
            types=tuple(IncidentType(one) for one in question.types),
            stages=tuple(Stage(one) for one in question.stages),
            phrases=phrases,
            outlets=(question.outlet,) if question.outlet else (),
        )
    return Watchable(rule, (*notes, *lost, *_notes(question, rule)))


def _phrases(typed: str) -> tuple[tuple[str, ...], list[str]]:
    words = parse_words(typed)
    kept = [" ".join(term.words) for term in words.wanted if not term.is_prefix]
    notes = []
    if kept:
        notes.append("Words are watched for as they stand here, not in their other forms.")
    if len(kept) > 1:
        notes.append(f"The search wants all of {_listed(kept)} in a report; {_ONE_OF}.")
    begun = [_shown(term) for term in words.wanted if term.is_prefix]
    if begun:
        notes.append(f"{_listed(begun)} cannot be watched for: a watch wants whole words.")
    if words.barred:
        notes.append(f"{_listed([f'-{_shown(term)}' for term in words.barred])} cannot be kept away by a watch.")
    return tuple(kept), notes


def _shown(term: Term) -> str:
    return " ".join(term.words) + ("*" if term.is_prefix else "")


def _entities(on: On, question: Question) -> tuple[tuple[str, ...], tuple[PlaceWanted, ...]]:
    heads = cards.entity_heads(on, question.entities).values()
    who = tuple(head.name for head in heads if head.type != EntityType.PLACE)
    return who, tuple(PlaceWanted(head.name) for head in heads if head.type == EntityType.PLACE)


def _near(on: On, question: Question) -> tuple[Near | None, list[str]]:
    near = question.near
    if isinstance(near, Around):
        spot = spot_named(on, near.place)
        if spot is None:
            return None, [f"No spot on the map is known for {near.place[:60]}: the circle is left out."]
        return Near(*spot, near.radius_km), []
    return (Near(near.latitude, near.longitude, near.radius_km) if near else None), []


def _notes(question: Question, rule: Rule) -> list[str]:
    notes = []
    if len(rule.who) > 1:
        notes.append(f"The search wants all of {_listed(list(rule.who))} in a report; {_ONE_OF}.")
    if question.entities:
        notes.append("People and bodies are watched for by their names, also in reports that are not linked yet.")
    if question.since or question.until:
        notes.append("From and to are left out: a watch looks at what comes in from now on.")
    if question.languages:
        notes.append("The language is left out: a watch does not ask for it.")
    if question.with_background:
        notes.append("Incidents that a report only recalls raise no alert.")
    return notes


def _listed(words: list[str]) -> str:
    quoted = [f"“{one}”" for one in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
