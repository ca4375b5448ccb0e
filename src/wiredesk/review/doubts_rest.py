"""What may be doubted of a report beside its incidents: date, statements, names, amounts. Not for: incidents (see `doubts`)."""

from collections.abc import Iterator

from wiredesk.codebook import EntityType
from wiredesk.records import Entity, Reading, Statement
from wiredesk.review.doubts_weighing import Doubted, days_words, weighed

_MOST_NAMES = 60  # names beyond these are told once or twice in long lists; our choice


def doubts_of_rest(reading: Reading) -> Iterator[Doubted]:
    """Yield the facts of a report that are part of no incident; where the reader does not know the language, its date alone."""
    yield _published(reading)
    for statement in reading.statements:
        yield _statement(statement)
    for number, fact in enumerate(reading.timeline, 1):
        signals = [] if fact.date.interval.is_day else [(0.1, f"the day is open: {days_words(fact.date.interval)}")]
        yield weighed(f"l{number}", "life_fact", signals)
    for number in range(1, len(reading.amounts) + 1):
        yield weighed(f"a{number}", "amount", [])
    for entity in _told_most(reading):
        yield from _entity(entity)


def _published(reading: Reading) -> Doubted:
    interval, signals = reading.report.published.interval, []
    if interval is None:
        signals.append((0.5, "no publication date was found"))
    elif not interval.is_day:
        signals.append((0.3, f"the publication date is open: {days_words(interval)}"))
    if reading.warnings:
        signals.append((0.1, f"the reader warns: {reading.warnings[0][:120]}"))
    return weighed("published", "published", signals)


def _statement(one: Statement) -> Doubted:
    signals = []
    if one.speaker is None:
        signals.append((0.25, "who says it is not linked to a name" if one.source else "nobody is named who says it"))
    if not one.cue:
        signals.append((0.1, "no words of saying stand with it"))
    return weighed(one.id, "statement", signals)


def _told_most(reading: Reading) -> list[Entity]:
    named = [one for one in reading.entities if one.type is not EntityType.OTHER]
    return sorted(named, key=lambda one: -len(one.mentions))[:_MOST_NAMES]


def _entity(one: Entity) -> Iterator[Doubted]:
    signals = []
    if one.type is EntityType.PLACE and (one.place is None or one.place.latitude is None):
        signals.append((0.15, f"“{one.name[:60]}” was not found on the map"))
    if len(one.mentions) == 1 and one.type is EntityType.PERSON and " " not in one.name:
        signals.append((0.15, "one name only, said once"))
    yield weighed(one.id, "entity", signals)
    for number in range(1, len(one.roles) + 1):
        yield weighed(f"{one.id}.role{number}", "role", [])
