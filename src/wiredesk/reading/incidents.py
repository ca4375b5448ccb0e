"""Incidents and threats of one report. Not for: whether two reports tell of the same one (see `corroborate`)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.codebook import Effect, IncidentType, Stage
from wiredesk.dates.interval import Interval
from wiredesk.reading.casualties import Toll
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.incidents_actors import blamed, bound_to, claiming, from_fillers, in_plain_words, perpetrators
from wiredesk.reading.incidents_anchors import anchors
from wiredesk.reading.incidents_dates import dateline_end, leans_on_another, when
from wiredesk.reading.incidents_fillers import Filled, filled
from wiredesk.reading.incidents_groups import Group, group, is_old
from wiredesk.reading.incidents_scene import (
    people_harmed,
    people_threatened,
    persons_slain,
    things_harmed,
    things_hit,
    toll,
    victims_counted,
    weapons,
    where,
)
from wiredesk.records import Casualties, Dated, Incident, Perpetrator, Place, Statement, Target, Time, Victim, Weapon
from wiredesk.spans import Span
from wiredesk.tagger.tags import Tags

# A filler is taken when the tagger's mentions of it together are this sure. Chosen on MUC-4 dev.
P_FILLER = 0.6
_ARMED = re.compile(
    r"\b(?:armed|man|men|woman|attacker|gunman|wielding|carrying|brandishing|using|used)\s+(?:with\s+)?(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_SAME_PLACE = re.compile(
    r"\bthe\s+same\s+(?:\w+\s+)?(?:place|road|town|city|village|area|region|district|market|street|spot|highway|station)\b",
    re.IGNORECASE,
)


def read_incidents(
    text: str,
    tags: Tags,
    *,
    entities: EntityIndex,
    times: Sequence[Time],
    statements: Sequence[Statement],
    published: Interval | None,
) -> tuple[Incident, ...]:
    """Return the incidents and threats of a report in order of first mention; none when it tells of none."""
    groups = group(text, anchors(text, tags), times, published)
    if not groups:
        return ()
    fillers = [f for f in filled(text, tags.fillers) if f.score >= P_FILLER]
    shares = _shared_out(groups, fillers)
    builder = _Builder(text, tags, entities, times, statements, published, groups)
    return tuple(builder.build(number, groups[number], shares[number]) for number in range(len(groups)))


def _shared_out(groups: Sequence[Group], fillers: Sequence[Filled]) -> list[list[Filled]]:
    """Give each filler to the incidents that it belongs to: those whose sentences name it, else the likeliest by type."""
    shares: list[list[Filled]] = [[] for _ in groups]
    current = [i for i, g in enumerate(groups) if not g.is_background] or list(range(len(groups)))
    for filler in fillers:
        naming = [i for i, g in enumerate(groups) if any(s.covers(m) for s in g.sentences for m in filler.mentions)]
        if not naming:
            naming = [max(current, key=lambda i: (filler.types.get(groups[i].type.value, 0.0), -i))]
        for i in naming:
            shares[i].append(filler)
    return shares


class _Builder:
    """Fill the roles of a report's incidents."""

    def __init__(
        self,
        text: str,
        tags: Tags,
        entities: EntityIndex,
        times: Sequence[Time],
        statements: Sequence[Statement],
        published: Interval | None,
        groups: Sequence[Group],
    ) -> None:
        self._text, self._entities, self._times = text, entities, times
        self._statements, self._published = statements, published
        self._every = [s.span for s in tags.sentences]
        self._main = next((i for i, g in enumerate(groups) if not g.is_background), 0)
        self._taken = {s for g in groups for s in g.sentences}
        self._head = dateline_end(text)
        self._groups = groups
        self._claims = claiming(text, statements, entities)
        # What all but the main incident read again for their place; finding it asks for the date of each sentence.
        self._main_around = self._around_main()

    def build(self, number: int, found: Group, fillers: Sequence[Filled]) -> Incident:
        """Return the incident of one group."""
        around = self._around(number, found)
        counted_in = [s for s in around if s in set(found.sentences)] if found.is_background else around
        all_tolls, counted = victims_counted(self._text, counted_in)
        return Incident(
            id=f"i{number + 1}",
            type=found.type,
            stage=found.stage,
            evidence=tuple(found.sentences),
            is_background=found.is_background,
            date=self._date(number, found),
            place=self._place(number, found),
            perpetrators=self._perpetrators(found, found.sentences if found.is_background else around, fillers),
            targets=self._targets(found, fillers),
            victims=self._victims(found, fillers, counted),
            weapons=self._weapons(found, around, fillers),
            casualties=self._toll(found, all_tolls),
        )

    def _toll(self, found: Group, stated: Sequence[Toll]) -> Casualties:
        told = toll(stated)
        if told.killed is not None or found.stage is not Stage.ACCOMPLISHED:
            return told
        return replace(told, killed=persons_slain(self._text, found.sentences, self._entities))

    def _date(self, number: int, found: Group) -> Dated | None:
        """Return the date of the deed; one told by another ("two hours later") shares the main one's day."""
        if found.date is not None:
            return found.date
        if number == self._main:
            around = sorted(self._around(number, found), key=lambda s: (s not in found.sentences, s))
            return when(self._text, self._times, around, found.stage, self._published, with_clock=True)
        main = self._groups[self._main].date
        is_leaning = any(leans_on_another(self._text, s) for s in found.sentences)
        return main if is_leaning and not found.is_background and found.stage is not Stage.THREATENED else None

    def _place(self, number: int, found: Group) -> str | None:
        """Return the place that the incident's sentences name, else the one of the main incident's report."""
        own = where(found.sentences, self._entities, after=self._head)
        if own is not None and (number != self._main or not self._is_coarse(own)):
            return own
        if found.is_background and not any(_SAME_PLACE.search(s.cut(self._text)) for s in found.sentences):
            return own
        near = where(self._main_around[:6], self._entities, after=self._head)
        return own if near is None or (own is not None and self._country(own) != self._country(near)) else near

    def _resolved(self, entity_id: str) -> Place | None:
        found = self._entities.by_id(entity_id)
        return found.place if found else None

    def _country(self, entity_id: str) -> str | None:
        found = self._resolved(entity_id)
        return found.country if found else None

    def _is_coarse(self, entity_id: str) -> bool:
        found = self._resolved(entity_id)
        return found is None or not (found.gazetteer or "").startswith("geonames")

    def _around(self, number: int, found: Group) -> list[Span]:
        """Return the incident's sentences and those near it that no other incident owns; the main one has all the rest."""
        return self._main_around if number == self._main else found.sentences

    def _around_main(self) -> list[Span]:
        own = set(self._groups[self._main].sentences)
        return [s for s in self._every if s in own or (s not in self._taken and not self._recalls(s))]

    def _recalls(self, sentence: Span) -> bool:
        """Tell whether a sentence speaks of days long gone, and so of another case."""
        date = when(self._text, self._times, [sentence], Stage.ACCOMPLISHED, self._published)
        return is_old(date, self._published)

    def _perpetrators(self, found: Group, around: Sequence[Span], fillers: Sequence[Filled]) -> tuple[Perpetrator, ...]:
        culprits = [*blamed(self._text, around, self._entities), *from_fillers(fillers, self._entities)]
        culprits += [c for c in self._claims if any(s.covers(c.span) for s in around)]
        culprits += in_plain_words(self._text, found, around, entities=self._entities, known=culprits)
        culprits += bound_to(self._text, culprits, around, self._entities)
        return perpetrators(self._text, culprits, sentences=self._every, statements=self._statements, entities=self._entities)

    def _targets(self, found: Group, fillers: Sequence[Filled]) -> tuple[Target, ...]:
        named = [Target(f.best, self._entities.entity_at(f.best)) for f in fillers if f.role == "target"]
        if not any(s.covers(n.span) for n in named for s in found.sentences[:1]):
            named += [Target(s, self._entities.entity_at(s)) for s in things_harmed(self._text, found.deeds)]
        seen = things_hit(self._text, found.sentences, self._entities, found.type)
        return (*named, *(t for t in seen if not any(t.span.overlaps(n.span) for n in named)))

    def _victims(self, found: Group, fillers: Sequence[Filled], counted: Sequence[Victim]) -> tuple[Victim, ...]:
        victims = [
            Victim(f.best, self._entities.entity_at(f.best), effect=self._effect(found), is_named=f.role == "victim_name")
            for f in fillers
            if f.role in ("victim_name", "victim_description")
        ]
        merged = [self._with_count(victim, counted) for victim in victims]
        threatened = people_threatened(self._text, found.sentences) if found.stage is Stage.THREATENED else []
        harmed = [] if victims else [Victim(s, effect=self._effect(found)) for s in people_harmed(self._text, found.deeds)]
        for victim in (*counted, *threatened, *harmed):
            if not any(victim.span.overlaps(v.span) for v in merged):
                merged.append(victim)
        return tuple(merged)

    @staticmethod
    def _effect(found: Group) -> Effect:
        if found.stage is Stage.THREATENED:
            return Effect.THREATENED
        return Effect.ABDUCTED if found.type is IncidentType.KIDNAPPING else Effect.NONE

    @staticmethod
    def _with_count(victim: Victim, counted: Sequence[Victim]) -> Victim:
        for toll_victim in counted:
            if toll_victim.span.overlaps(victim.span):
                return replace(victim, count=toll_victim.count, effect=toll_victim.effect)
        return victim

    def _weapons(self, found: Group, around: Sequence[Span], fillers: Sequence[Filled]) -> tuple[Weapon, ...]:
        named = [Weapon(f.best) for f in fillers if f.role == "weapon"]
        seen = weapons(self._text, found.sentences)
        seen = seen or [
            w for w in weapons(self._text, around) if _ARMED.search(self._text[max(0, w.span.start - 40) : w.span.start])
        ]
        return (*named, *(w for w in seen if not any(w.span.overlaps(n.span) for n in named)))
