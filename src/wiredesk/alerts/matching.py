"""Whether a report meets a watch, and the sentence that does it. Not for: what becomes of an alert (see the sinks).

All conditions of a watch must hold. Type, stage, people and place must hold of *one* incident, older ones that a report
only recalls left out. A person has part in an incident as perpetrator, victim, target or accuser, or is named in a
sentence that tells it. Where neither type nor stage is asked for, a report without such an incident still counts when it
names the person or place; both, when one sentence names both. Words and dates may stand anywhere in the report. Our choice:
a watch that misses is worse than one that says too much, as long as it shows its sentence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from wiredesk.alerts.rules import PlaceWanted, Rule
from wiredesk.alerts.told import About, ComingDate, Told, distance_km, has_words, members
from wiredesk.folding import folded
from wiredesk.records import Entity, Incident, Reading
from wiredesk.spans import Span

ON_REPORT = "report"
_MOST = 200  # places in a text where one condition is met; the rest add nothing
_TELLING = {"phrase": 4, "who": 3, "place": 3, "type": 1, "stage": 1, "outlet": 0}


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


@dataclass(frozen=True, slots=True)
class _Scene:
    """Hold where conditions hold together: for each of them all the places that meet it."""

    met: tuple[list[Why], ...]
    incident: str | None = None


def matches(rule: Rule, about: About, reading: Reading) -> tuple[Hit, ...]:
    """Return the sentences with which a report meets a watch, the strongest first; empty when it does not."""
    return hits_in(rule, Told(reading, about))


def hits_in(rule: Rule, told: Told) -> tuple[Hit, ...]:
    """Do the same for a report that was made ready once for several watches."""
    anywhere = [list(islice(found, _MOST)) for found in _on_report(rule, told)]
    if not all(anywhere):
        return ()
    is_scene_asked = bool(rule.who or rule.places or rule.near or rule.types or rule.stages)
    scenes = list(_scenes(rule, told)) if is_scene_asked else [_Scene(())]
    if rule.date_within_days is None:
        return tuple(_hit(told, [*scene.met, *anywhere], scene.incident) for scene in scenes)
    dates = [date for date in told.about.dates if _is_near(date, rule.date_within_days, told.about)]
    return tuple(_on_date(told, date, _hit(told, [*s.met, *anywhere], s.incident)) for date in dates for s in scenes[:1])


# -- conditions on the report ------------------------------------------------------------------------------------------


def _on_report(rule: Rule, told: Told) -> Iterator[Iterator[Why]]:
    """Yield, for each condition that is asked for, where it is met."""
    if rule.outlets:
        yield _outlet(rule, told)
    if rule.phrases:
        yield (Why("phrase", wanted, sentence) for wanted in rule.phrases for sentence in told.words_of(folded(wanted)))


def _outlet(rule: Rule, told: Told) -> Iterator[Why]:
    names = [folded(name.removeprefix("www.")) for name in told.about.outlet]
    for wanted in rule.outlets:
        if any(has_words(folded(wanted.removeprefix("www.")), name) for name in names):
            yield Why("outlet", wanted, told.sentences[0])


def _is_near(date: ComingDate, n_days: int, about: About) -> bool:
    return date.latest >= about.today and (date.earliest - about.today).days <= n_days


# -- conditions on one incident, person or place -----------------------------------------------------------------------


def _scenes(rule: Rule, told: Told) -> Iterator[_Scene]:
    """Yield where the conditions hold together: each incident, or else what the report names."""
    found = [_Scene(met, incident.id) for incident in told.incidents() if (met := _of_incident(rule, told, incident))]
    yield from found
    if found or rule.types or rule.stages:
        return
    asked = ((bool(rule.who), _named(rule.who, told)), (bool(rule.places or rule.near), _placed(rule, told)))
    met = tuple(list(islice(one, _MOST)) for is_asked, one in asked if is_asked)
    shared = set.intersection(*({told.sentence_number(why.span) for why in one} for one in met))
    if shared:
        yield _Scene(tuple([why for why in one if told.sentence_number(why.span) in shared] for one in met))


def _of_incident(rule: Rule, told: Told, incident: Incident) -> tuple[list[Why], ...]:
    """Return, for each condition on an incident, where it is met; empty when one of them is not."""
    if (rule.types and incident.type not in rule.types) or (rule.stages and incident.stage not in rule.stages):
        return ()
    evidence = incident.evidence or (told.sentences[0],)
    where = told.around(incident)
    met = [[Why("type", str(incident.type), span) for span in evidence]] if rule.types else []
    met += [[Why("stage", str(incident.stage), span) for span in evidence]] if rule.stages else []
    met += [list(islice(_who_of(rule, told, incident, where), _MOST))] if rule.who else []
    met += [list(islice(_place_of(rule, told, incident, where), _MOST))] if rule.places or rule.near else []
    return tuple(met) if all(met) else ()


def _who_of(rule: Rule, told: Told, incident: Incident, where: frozenset[int]) -> Iterator[Why]:
    """Yield who has part in an incident: by their part, as accuser, or named where it is told."""
    accusers = [told.by_id[by] for part in incident.perpetrators for by in part.by if by in told.by_id]
    for wanted in rule.who:
        key = folded(wanted)
        for part in members(incident):
            entity = told.by_id.get(part.entity or "")
            if has_words(key, folded(part.span.cut(told.text))) or (entity and told.is_named(entity, key)):
                yield Why("who", wanted, part.span)
        yield from (Why("who", wanted, span) for one in accusers if told.is_named(one, key) for span in one.mentions)
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
        yield from (Why("place", wanted, span) for span in spans)
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


def _hit(told: Told, met: Sequence[Sequence[Why]], incident: str | None) -> Hit:
    """Make a hit whose sentence meets the most telling conditions, the first of equals, and point at what meets them there."""
    weights: Counter[int] = Counter()
    for whys in met:
        for number in {told.sentence_number(why.span) for why in whys}:
            weights[number] += _TELLING.get(whys[0].condition, 1)
    best = min(weights, key=lambda number: (-weights[number], number), default=0)
    why = tuple(next((why for why in whys if told.sentence_number(why.span) == best), whys[0]) for whys in met)
    return Hit(told.sentences[best], why, incident)


def _on_date(told: Told, date: ComingDate, hit: Hit) -> Hit:
    here = Why("date", date.earliest.isoformat(), date.span)
    return replace(hit, span=told.sentence(date.span), why=(here, *hit.why), occasion=f"date:{date.uid}")
