"""Which stretches of an article each record points at, and under which address. Not for: facts in words (see `facts`).

Addresses are those of `review.addresses` ("i1", "i1.victim2", "s3.cue", "e4.role1"), so that what is lit beside a fact is
what a person rules on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.codebook import Effect
from wiredesk.records import Amount, Entity, Incident, LifeFact, Statement, Time, Victim
from wiredesk.spans import Span


@dataclass(frozen=True, slots=True)
class Light:
    """Hold one stretch of the article that a fact points at.

    `part` is its part in the fact ("cue", "evidence", "name"), `address` that of the record or part that stands there.
    """

    span: Span
    part: str
    address: str = ""


def incident_lights(incident: Incident) -> Iterator[Light]:
    """Yield every stretch that the incident points at."""
    own = incident.id
    yield from (Light(span, "evidence", own) for span in incident.evidence)
    yield from (Light(who.span, "perpetrator", f"{own}.perpetrator{n}") for n, who in enumerate(incident.perpetrators, 1))
    yield from (Light(target.span, "target", f"{own}.target{n}") for n, target in enumerate(incident.targets, 1))
    yield from (Light(victim.span, "victim", f"{own}.victim{n}") for n, victim in enumerate(incident.victims, 1))
    yield from (Light(weapon.span, "weapon", f"{own}.weapon{n}") for n, weapon in enumerate(incident.weapons, 1))
    if incident.date and incident.date.span:
        yield Light(incident.date.span, "date", f"{own}.date")


def field_lights(incident: Incident, place: Entity | None) -> Iterator[Light]:
    """Yield where the fields stand that have no words of their own: the toll at its victims, `place` at its names."""
    for victim in incident.victims:
        if victim.effect in _TOLLS and _is_counted(victim, incident):
            yield Light(victim.span, "toll", f"{incident.id}.{_TOLLS[victim.effect]}")
    if place is not None:
        near = [span for span in place.mentions if any(one.covers(span) for one in incident.evidence)]
        yield from (Light(span, "where", f"{incident.id}.place") for span in near or place.mentions[:1])


def statement_lights(statement: Statement) -> Iterator[Light]:
    """Yield source, cue and content."""
    own = statement.id
    yield from (Light(span, "source", f"{own}.source") for span in statement.source)
    yield from (Light(span, "cue", f"{own}.cue") for span in statement.cue)
    yield from (Light(span, "content", own) for span in statement.content)


def entity_lights(entity: Entity) -> Iterator[Light]:
    """Yield the names, then the roles."""
    yield from (Light(span, "name", entity.id) for span in entity.mentions)
    yield from (Light(role.span, "role", f"{entity.id}.role{n}") for n, role in enumerate(entity.roles, 1))


def life_fact_lights(number: int, fact: LifeFact) -> Iterator[Light]:
    """Yield the date and the sentences of the timeline's entry of that number."""
    if fact.date.span:
        yield Light(fact.date.span, "evidence", f"l{number}.date")
    yield from (Light(span, "evidence", f"l{number}") for span in fact.evidence)


def amount_light(number: int, amount: Amount) -> Light:
    """Return where the sum of that number stands."""
    return Light(amount.span, "amount", f"a{number}")


def time_light(number: int, time: Time) -> Light:
    """Return where the time expression of that number stands."""
    return Light(time.span, "time", f"x{number}")


_TOLLS = {Effect.KILLED: "killed", Effect.WOUNDED: "wounded"}


def _is_counted(victim: Victim, incident: Incident) -> bool:
    """Tell whether a victim's number is the toll; where none is exactly that, all of them stand for it."""
    toll = getattr(incident.casualties, _TOLLS[victim.effect])
    exact = any(one.effect is victim.effect and one.count == toll for one in incident.victims)
    return toll is not None and (victim.count == toll or not exact)
