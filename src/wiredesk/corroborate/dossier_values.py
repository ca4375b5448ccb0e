"""What one report says of an incident, field by field, with its words. Not for: laying reports side by side (see `dossier`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wiredesk.codebook import Attribution, Effect, Stage
from wiredesk.corroborate.dossier_numbers import count_span
from wiredesk.dates.interval import Interval
from wiredesk.folding import folded
from wiredesk.records import Count, Entity, Incident, Perpetrator, Reading
from wiredesk.review.applying import Mark, Verdict
from wiredesk.spans import Span


class DossierField(StrEnum):
    """Name the fields of an incident's record in the order in which people want them."""

    TYPE = "type"
    STAGE = "stage"
    DATE = "date"
    PLACE = "place"
    PERPETRATOR = "perpetrator"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"
    KILLED = "killed"
    WOUNDED = "wounded"


# A report tells one of these, so that a later version of a story takes back what an earlier one told.
SINGLE = frozenset(
    {DossierField.TYPE, DossierField.STAGE, DossierField.DATE, DossierField.PLACE, DossierField.KILLED, DossierField.WOUNDED}
)
TOLLS = (DossierField.KILLED, DossierField.WOUNDED)
_WHOLE = (Verdict.ACCEPTED, Verdict.ADDED)


@dataclass(frozen=True, slots=True)
class Party:
    """Name an entity across reports, as the desk knows it."""

    entity_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one report's incident among those of one incident across reports.

    `known` gives the entity across reports for the reading's own entity ids. `reliability` is the outlet's, A to F, None when
    nobody has set it. `wire` names the agency that the report prints. `marks` are what people ruled on this reading, by address.
    """

    report_id: int
    found_id: int
    story_id: int
    outlet: str | None
    reliability: str | None
    published: Interval | None
    reading: Reading
    incident: Incident
    wire: str | None = None
    known: Mapping[str, Party] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def mark_of(self, at: str) -> Mark | None:
        """Return what a person ruled on a field or part of this incident ("killed", "victim2"), None where nobody did.

        A part bears the newest mark on any of its fields; what was ruled on the incident as a whole holds for all that
        nobody ruled on by itself.
        """
        address = f"{self.incident.id}.{at}"
        own = [mark for told, mark in self.marks.items() if told == address or told.startswith(f"{address}.")]
        whole = self.marks.get(self.incident.id)
        held = whole if whole is not None and whole.verdict in _WHOLE else None
        return max(own, key=lambda mark: mark.ruling_id, default=held)

    @property
    def order(self) -> tuple[str, str, int]:
        """Return what sorts members by publication, those without a date last."""
        if self.published is None:
            return "9999", "9999", self.report_id
        return self.published.latest.isoformat(), self.published.earliest.isoformat(), self.report_id


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold one report's words for a value.

    `span` counts in the report's article text and `words` are what stands there. `attribution` says what the text claims about
    a perpetrator's part, `by` who claims or accuses; both None and empty for other fields. `is_past` tells that a later version
    of the same story says something else. `address` names the value in the reading ("i1.killed"), `mark` tells what a person
    ruled on it, None where nobody did.
    """

    report_id: int
    found_id: int
    story_id: int
    outlet: str | None
    published: Interval | None
    words: str
    span: Span
    attribution: Attribution | None = None
    by: tuple[str, ...] = ()
    is_past: bool = False
    address: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Hold one value that one report tells: what it is called, what makes it the same as others, and the typed value.

    One of `interval`, `count`, `party` is set where the field is of that kind; `country` is that of a place. `effect` is a
    victim's.
    """

    field: DossierField
    key: str
    label: str
    telling: Telling
    interval: Interval | None = None
    count: Count | None = None
    party: Party | None = None
    country: str | None = None
    effect: Effect | None = None


_LEADING = re.compile(r"^(?:(?:that|this|these|those|a|an|the|its|his|her|their|some|several)\s+){1,2}", re.I)
_BEFORE_VICTIMS = 50
_MOST_LABEL = 90


def said_by(member: Member) -> Iterator[Said]:
    """Yield every value that a member tells of its incident."""
    incident = member.incident
    # An incident without evidence has no words to stand on; readings give none such, files of others may.
    whole = _whole(incident)
    if whole is None:
        return
    yield Said(DossierField.TYPE, incident.type.value, incident.type.value, _telling(member, whole, "type"))
    yield Said(DossierField.STAGE, incident.stage.value, incident.stage.value, _telling(member, whole, "stage"))
    if incident.date:
        interval, span = incident.date.interval, incident.date.span or whole
        key = f"{interval.earliest}/{interval.latest}"
        yield Said(DossierField.DATE, key, incident.date.value, _telling(member, span, "date"), interval=interval)
    yield from _place(member, whole)
    yield from _perpetrators(member)
    yield from _things(member)
    yield from _tolls(member, whole)


def _whole(incident: Incident) -> Span | None:
    people = [who.span for who in incident.perpetrators] + [victim.span for victim in incident.victims]
    things = [target.span for target in incident.targets] + [weapon.span for weapon in incident.weapons]
    return next(iter((*incident.evidence, *people, *things)), None)


def _telling(member: Member, span: Span, at: str, *, who: Perpetrator | None = None) -> Telling:
    names = {entity.id: entity.name for entity in member.reading.entities}
    by = tuple(names[one] for one in who.by if one in names and one != who.entity) if who else ()
    return Telling(
        report_id=member.report_id,
        found_id=member.found_id,
        story_id=member.story_id,
        outlet=member.outlet,
        published=member.published,
        words=span.cut(member.reading.report.article.text),
        span=span,
        attribution=who.attribution if who else None,
        by=by,
        address=f"{member.incident.id}.{at}",
        mark=member.mark_of(at) if member.marks else None,
    )


def _entity(member: Member, local_id: str | None) -> Entity | None:
    return next((one for one in member.reading.entities if one.id == local_id), None) if local_id else None


def _named(member: Member, local_id: str | None, words: str) -> tuple[str, str, Party | None]:
    """Return the key, the label and the entity across reports of what an entity id or words name."""
    entity = _entity(member, local_id)
    label = _LEADING.sub("", " ".join((entity.name if entity else words).split()))[:_MOST_LABEL]
    party = member.known.get(local_id or "")
    if party is not None:
        return f"entity {party.entity_id}", party.name, party
    return folded(label) or label.casefold(), label, None


def _place(member: Member, whole: Span) -> Iterator[Said]:
    entity = _entity(member, member.incident.place)
    if entity is None:
        return
    inside = [span for span in entity.mentions if any(one.covers(span) for one in member.incident.evidence)]
    span = next(iter((*inside, *entity.mentions)), whole)
    key, label, party = _named(member, entity.id, entity.name)
    country = entity.place.country if entity.place else None
    yield Said(DossierField.PLACE, key, label, _telling(member, span, "place"), party=party, country=country)


def _perpetrators(member: Member) -> Iterator[Said]:
    text = member.reading.report.article.text
    for number, who in enumerate(member.incident.perpetrators, 1):
        key, label, party = _named(member, who.entity, who.span.cut(text))
        telling = _telling(member, who.span, f"perpetrator{number}", who=who)
        yield Said(DossierField.PERPETRATOR, key, label, telling, party=party)


def _things(member: Member) -> Iterator[Said]:
    text, incident = member.reading.report.article.text, member.incident
    for number, target in enumerate(incident.targets, 1):
        key, label, party = _named(member, target.entity, target.span.cut(text))
        yield Said(DossierField.TARGET, key, label, _telling(member, target.span, f"target{number}"), party=party)
    for number, victim in enumerate(incident.victims, 1):
        key, label, party = _named(member, victim.entity, victim.span.cut(text))
        effect = None if victim.effect is Effect.NONE else victim.effect
        said = _telling(member, victim.span, f"victim{number}")
        yield Said(DossierField.VICTIM, key, label, said, count=victim.count, party=party, effect=effect)
    for number, weapon in enumerate(incident.weapons, 1):
        key, label, _ = _named(member, None, weapon.span.cut(text))
        yield Said(DossierField.WEAPON, key, label, _telling(member, weapon.span, f"weapon{number}"))


def _tolls(member: Member, whole: Span) -> Iterator[Said]:
    if member.incident.stage is Stage.THREATENED:
        return
    toll = member.incident.casualties
    for name, count, effect in (
        (DossierField.KILLED, toll.killed, Effect.KILLED),
        (DossierField.WOUNDED, toll.wounded, Effect.WOUNDED),
    ):
        if count is None or (count.at_least is None and count.at_most is None):
            continue
        span = _toll_span(member, count, effect) or whole
        yield Said(name, f"{count.at_least}/{count.at_most}", count.in_words(), _telling(member, span, name.value), count=count)


def _toll_span(member: Member, count: Count, effect: Effect) -> Span | None:
    """Return the words of a toll: its number with its victims, else the number in the evidence."""
    text = member.reading.report.article.text
    for victim in member.incident.victims:
        if victim.effect is effect and victim.count == count:
            before = Span(max(0, victim.span.start - _BEFORE_VICTIMS), victim.span.end)
            number = count_span(text, before, count)
            return victim.span if number is None else Span(number.start, max(number.end, victim.span.end))
    return next((span for one in member.incident.evidence if (span := count_span(text, one, count))), None)
