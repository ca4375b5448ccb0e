"""Whether a report meets a watch, and the sentence that does it. Not for: what becomes of an alert (see the sinks).

All conditions of a watch must hold. Type, stage, people and place must hold of *one* incident, older ones that a report
only recalls left out. A person has part in an incident as perpetrator, victim, target or accuser, or is named in a
sentence that tells it. Where neither type nor stage is asked for, a report without such an incident still counts when it
names the person or place; both, when one sentence names both. Words and dates may stand anywhere in the report. Our choice:
a watch that misses is worse than one that says too much, as long as it shows its sentence.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.alerts.rules import PlaceWanted, Rule
from wiredesk.alerts.told import About, ComingDate, Told, distance_km, has_words, members
from wiredesk.folding import folded
from wiredesk.records import Entity, Incident, Reading
from wiredesk.spans import Span

ON_REPORT = "report"


@dataclass(frozen=True, slots=True)
class Why:
    """Name one condition that held, what the watch wanted there, and the words that meet it."""

    condition: str
    wanted: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one sentence that fires a watch.

    `incident` is the incident's id in the reading, None when no incident was looked for. `occasion` is "report", or
    "date:" and a date's uid: of one story there is one alert for each occasion.
    """

    span: Span
    why: tuple[Why, ...]
    incident: str | None = None
    occasion: str = ON_REPORT


def matches(rule: Rule, about: About, reading: Reading) -> tuple[Hit, ...]:
    """Return the sentences with which a report meets a watch, the strongest first; empty when it does not."""
    return hits_in(rule, Told(reading, about))


def hits_in(rule: Rule, told: Told) -> tuple[Hit, ...]:
    """Do the same for a report that was made ready once for several watches."""
    outlet = _outlet(rule, told)
    phrases = _phrases(rule, told)
    if outlet is None or phrases is None:
        return ()
    anywhere = (*outlet, *phrases)
    is_scene_asked = bool(rule.who or rule.places or rule.near or rule.types or rule.stages)
    scenes = list(_scenes(rule, told)) if is_scene_asked else [((), None)]
    if rule.date_within_days is None:
        return tuple(_hit(told, (*why, *anywhere), incident) for why, incident in scenes)
    dates = [date for date in told.about.dates if _is_near(date, rule.date_within_days, told.about)]
    return tuple(_on_date(told, date, (*why, *anywhere), incident) for date in dates for why, incident in scenes[:1])


# -- conditions on the report ------------------------------------------------------------------------------------------


def _outlet(rule: Rule, told: Told) -> tuple[Why, ...] | None:
    if not rule.outlets:
        return ()
    names = [folded(name.removeprefix("www.")) for name in told.about.outlet]
    for wanted in rule.outlets:
        if any(has_words(folded(wanted.removeprefix("www.")), name) for name in names):
            return (Why("outlet", wanted, told.sentences[0]),)
    return None


def _phrases(rule: Rule, told: Told) -> tuple[Why, ...] | None:
    if not rule.phrases:
        return ()
    for wanted in rule.phrases:
        for sentence in told.words_of(folded(wanted)):
            return (Why("phrase", wanted, sentence),)
    return None


def _is_near(date: ComingDate, n_days: int, about: About) -> bool:
    return date.latest >= about.today and (date.earliest - about.today).days <= n_days


# -- conditions on one incident, person or place -----------------------------------------------------------------------


def _scenes(rule: Rule, told: Told) -> Iterator[tuple[tuple[Why, ...], str | None]]:
    """Yield where the conditions hold together: each incident, or else what the report names."""
    found = [(why, incident.id) for incident in told.incidents() if (why := _of_incident(rule, told, incident))]
    yield from found
    if found or rule.types or rule.stages:
        return
    actors, places = list(_named(rule.who, told)), list(_placed(rule, told))
    if rule.who and (rule.places or rule.near):
        named = _together(actors, places, told)
    else:
        named = next(((one,) for one in [*actors, *places]), None)
    if named:
        yield named, None


def _together(actors: list[Why], places: list[Why], told: Told) -> tuple[Why, ...] | None:
    """Return the first person asked for whom one sentence names with a place asked for, and that place."""
    by_sentence = {told.sentence_number(place.span): place for place in reversed(places)}
    pairs = ((actor, by_sentence.get(told.sentence_number(actor.span))) for actor in actors)
    return next(((actor, place) for actor, place in pairs if place), None)


def _of_incident(rule: Rule, told: Told, incident: Incident) -> tuple[Why, ...]:
    """Return why an incident meets all that is asked of one; empty when it does not."""
    if (rule.types and incident.type not in rule.types) or (rule.stages and incident.stage not in rule.stages):
        return ()
    evidence = next(iter(incident.evidence), told.sentences[0])
    why = [Why("type", str(incident.type), evidence)] if rule.types else []
    why += [Why("stage", str(incident.stage), evidence)] if rule.stages else []
    where = told.around(incident)
    if rule.who:
        actor = next(_who_of(rule, told, incident, where), None)
        if actor is None:
            return ()
        why.append(actor)
    if rule.places or rule.near:
        place = next(_place_of(rule, told, incident, where), None)
        if place is None:
            return ()
        why.append(place)
    return tuple(why)


def _who_of(rule: Rule, told: Told, incident: Incident, where: frozenset[int]) -> Iterator[Why]:
    """Yield who has part in an incident: by their part, as accuser, or named where it is told."""
    accusers = [told.by_id[by] for part in incident.perpetrators for by in part.by if by in told.by_id]
    for wanted in rule.who:
        key = folded(wanted)
        for part in members(incident):
            entity = told.by_id.get(part.entity or "")
            if has_words(key, folded(part.span.cut(told.text))) or (entity and told.is_named(entity, key)):
                yield Why("who", wanted, part.span)
        yield from (Why("who", wanted, one.mentions[0]) for one in accusers if told.is_named(one, key))
    yield from (one for one in _named(rule.who, told) if told.sentence_number(one.span) in where)


def _named(wanted: tuple[str, ...], told: Told) -> Iterator[Why]:
    """Yield every mention of those asked for; a name of several words counts wherever it stands in the text."""
    for words in wanted:
        key = folded(words)
        for entity in told.actors():
            if told.is_named(entity, key):
                yield from (Why("who", words, span) for span in entity.mentions)
        if " " in key:
            yield from (Why("who", words, span) for span in told.words_of(key))


def _place_of(rule: Rule, told: Told, incident: Incident, where: frozenset[int]) -> Iterator[Why]:
    """Yield where an incident is: its own place, then what is named where it is told.

    Beside a place of its own only names count there: "police in Nairobi said" moves nothing to Kenya.
    """
    own = told.by_id.get(incident.place or "")
    wanted = _place_meant(rule, told, own) if own else None
    if own and wanted:
        spans = [span for span in own.mentions if told.sentence_number(span) in where] or own.mentions
        yield Why("place", wanted, spans[0])
    named = _placed(rule, told, is_beside=own is not None and own.place is not None)
    yield from (one for one in named if told.sentence_number(one.span) in where)


def _placed(rule: Rule, told: Told, *, is_beside: bool = False) -> Iterator[Why]:
    for place in told.places():
        wanted = _place_meant(rule, told, place, is_beside=is_beside)
        if wanted:
            yield from (Why("place", wanted, span) for span in place.mentions)


def _place_meant(rule: Rule, told: Told, place: Entity, *, is_beside: bool = False) -> str | None:
    """Return which of the places asked for this one is, None for none; beside another place no country and no circle counts."""
    at = place.place
    if rule.near and at and at.latitude is not None and at.longitude is not None and not is_beside:
        km = distance_km((rule.near.latitude, rule.near.longitude), (at.latitude, at.longitude))
        if km <= rule.near.radius_km:
            return f"{km:.0f} km from {rule.near.latitude:g}, {rule.near.longitude:g}"
    return next((one.name for one in rule.places if _is_place(one, told, place, is_beside=is_beside)), None)


def _is_place(wanted: PlaceWanted, told: Told, place: Entity, *, is_beside: bool) -> bool:
    if wanted.country is None or place.place is None:
        return told.is_named(place, folded(wanted.name))
    return place.place.country == wanted.country and not is_beside


# -- the hit -----------------------------------------------------------------------------------------------------------


def _hit(told: Told, why: tuple[Why, ...], incident: str | None) -> Hit:
    """Make a hit whose sentence is the one that meets most conditions, the first of equals."""
    numbers = Counter(told.sentence_number(one.span) for one in why if one.condition != "outlet")
    number = min(numbers, key=lambda n: (-numbers[n], n), default=0)
    return Hit(told.sentences[number], why, incident)


def _on_date(told: Told, date: ComingDate, why: tuple[Why, ...], incident: str | None) -> Hit:
    here = Why("date", date.earliest.isoformat(), date.span)
    return Hit(told.sentence(date.span), (here, *why), incident, f"date:{date.uid}")
