"""Incidents in the slots of MUC-4. Not for: reading them.

Slots that our records do not hold (foreign nation, types of target) are left out, older cases that
the report only recalls too, as the task demands. Source: Sundheim, Overview of MUC-4, 1992, and its fill rules.
"""

from collections.abc import Callable

from wiredesk.codebook import Attribution, Effect, PerpetratorKind, Stage
from wiredesk.codebook.words import cues
from wiredesk.export.phrasing import country_name
from wiredesk.interchange.report_json import Json
from wiredesk.records import Count, Entity, Incident, Perpetrator, Reading, Victim
from wiredesk.spans import Span

ToGiven = Callable[[Span], Span]

# Source: MUC-4 slot HUM TGT: EFFECT OF INCIDENT. A kidnapping's victims have no fill there.
_EFFECTS = {Effect.KILLED: "DEATH", Effect.WOUNDED: "INJURY", Effect.THREATENED: "NO INJURY OR DEATH"}


def muc4_incidents(reading: Reading, place: ToGiven) -> list[Json]:
    """Return the incidents as MUC-4 templates; `place` turns article spans into spans of the text that is returned."""
    told = [incident for incident in reading.incidents if not incident.is_background]
    return [_Template(reading, place).fill(number, incident) for number, incident in enumerate(told, 1)]


class _Template:
    """Fill the slots of one reading's incidents."""

    def __init__(self, reading: Reading, place: ToGiven) -> None:
        self._text = reading.report.article.text
        self._published = reading.report.published.interval
        self._entities = {entity.id: entity for entity in reading.entities}
        self._place = place

    def fill(self, number: int, incident: Incident) -> Json:
        """Return one template."""
        accused = [who for who in incident.perpetrators if who.attribution is not Attribution.DENIED]
        bodies = [who for who in accused if who.kind is PerpetratorKind.ORGANIZATION]
        persons = [who for who in accused if who.kind is PerpetratorKind.INDIVIDUAL]
        named = [victim for victim in incident.victims if victim.is_named]
        described = [victim for victim in incident.victims if not victim.is_named]
        return {
            "message_template": number,
            "incident_date": self._date(incident),
            "incident_location": self._location(incident),
            "incident_type": [_set(incident.type.value)],
            "incident_stage_of_execution": [_set(incident.stage.value)],
            "perp_incident_category": self._category(accused),
            "incident_instrument_id": [self._string(weapon.span) for weapon in incident.weapons],
            "perp_individual_id": [self._string(who.span) for who in persons],
            "perp_organization_id": [self._string(who.span) for who in bodies],
            "perp_organization_confidence": [self._confidence(number, who) for number, who in enumerate(bodies)],
            "phys_tgt_id": [self._string(target.span) for target in incident.targets],
            "hum_tgt_name": [self._string(victim.span) for victim in named],
            "hum_tgt_description": [self._string(victim.span) for victim in described],
            "hum_tgt_number": self._numbers("hum_tgt_name", named) + self._numbers("hum_tgt_description", described),
            "hum_tgt_effect_of_incident": self._effects("hum_tgt_name", named) + self._effects("hum_tgt_description", described),
        }

    def _words(self, span: Span) -> str:
        return " ".join(span.cut(self._text).split())

    def _string(self, span: Span) -> Json:
        given = self._place(span)
        return {"alternatives": [{"text": self._words(span), "spans": [[given.start, given.end]]}]}

    def _date(self, incident: Incident) -> list[Json]:
        """Return the date; a deed without one happened on or before the day of the report, as MUC-4 has it."""
        if incident.date is not None:
            interval = incident.date.interval
            return [{"start": interval.earliest.isoformat(), "end": interval.latest.isoformat()}]
        if self._published is None or incident.stage is Stage.THREATENED:
            return []
        return [{"start": None, "end": self._published.latest.isoformat()}]

    def _location(self, incident: Incident) -> list[Json]:
        entity = self._entities.get(incident.place) if incident.place else None
        if entity is None:
            return []
        country = _country(entity)
        is_country = country is not None and country in {name.upper() for name in (entity.name, *entity.aliases)}
        return [{"country": country, "places": [] if is_country else [{"name": entity.name.upper()}]}]

    def _category(self, accused: list[Perpetrator]) -> list[Json]:
        """Return the category by the perpetrators' own words: a state's forces or anybody else; none without a perpetrator."""
        if not accused:
            return []
        words = {word for who in accused for word in self._words(who.span).lower().split()}
        return [_set("state-sponsored violence" if words & cues("bodies", "state") else "terrorist act")]

    def _confidence(self, number: int, who: Perpetrator) -> Json:
        return {**_set(who.attribution.value), "ref": [self._words(who.span)], "ref_to": ["perp_organization_id", number]}

    def _numbers(self, slot: str, victims: list[Victim]) -> list[Json]:
        return [
            {"values": [_number(victim.count)], "ref": [self._words(victim.span)], "ref_to": [slot, number]}
            for number, victim in enumerate(victims)
            if victim.count and _number(victim.count)
        ]

    def _effects(self, slot: str, victims: list[Victim]) -> list[Json]:
        return [
            {"values": [_EFFECTS[victim.effect]], "ref": [self._words(victim.span)], "ref_to": [slot, number]}
            for number, victim in enumerate(victims)
            if victim.effect in _EFFECTS
        ]


def _set(value: str) -> Json:
    return {"values": [value.upper().replace("_", " ")]}


def _number(count: Count) -> str | None:
    """Return a count as MUC-4 writes it: "4", "4 - 7", ">= 4", "<= 7"."""
    low, high = count.at_least, count.at_most
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} - {high}"
    if low is not None:
        return f">= {low}"
    return None if high is None else f"<= {high}"


def _country(entity: Entity) -> str | None:
    code = entity.place.country if entity.place else None
    return country_name(code).upper() if code else None
