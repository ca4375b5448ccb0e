"""What the page of an incident shows of its record: every value with who says so, tolls as a picture, points for map and
timeline. Not for: the record (see `desk.cards`), how it looks (see the templates).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiredesk.codebook import Attribution
from wiredesk.corroborate.credibility import Credibility
from wiredesk.corroborate.dossier import Dossier, DossierField, Field, Member, Telling, Value
from wiredesk.corroborate.dossier_changes import later_changes
from wiredesk.desk.cards import IncidentCard
from wiredesk.desk.dossier_words import change_words, value_words
from wiredesk.export.phrasing import country_name, interval_words, plain
from wiredesk.export.value_words import STANDINGS
from wiredesk.review.applying import Mark
from wiredesk.web.quoting import Quote, Quoter

COLUMNS = {
    Attribution.CLAIMED_OR_ADMITTED: "claimed",
    Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES: "suspected",
    Attribution.SUSPECTED_OR_ACCUSED: "suspected",
    Attribution.POSSIBLE: "suspected",
    Attribution.REPORTED_AS_FACT: "reported",
    Attribution.DENIED: "denied",
}
"""The column that each standing is shown in."""
FIELDS = (DossierField.TYPE, DossierField.STAGE, DossierField.DATE, DossierField.PLACE)
THINGS = (DossierField.TARGET, DossierField.VICTIM, DossierField.WEAPON)


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one report's word for a value: who, when, in which words; `standing` is that of a perpetrator."""

    report: str
    outlet: str
    reliability: str | None
    published: str
    quote: Quote
    href: str
    is_past: bool
    mark: Mark | None
    by: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Hold the same words with all reports that print them, the first one's address among them."""

    quote: Quote
    href: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ShownValue:
    """Hold one value with all that tells it, those in the same words together; `href` leads to the entity that it is."""

    label: str
    note: str
    href: str
    n_stories: int
    credibility: Credibility
    tellings: tuple[Told, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """Hold one field with its values side by side."""

    name: str
    is_in_conflict: bool
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Hold one who is said to have done it; `columns` are (claimed, suspected, reported, denied) with those that say so."""

    value: ShownValue
    columns: Mapping[str, tuple[Voice, ...]]


class Shown:
    """Put one incident's card into what the templates write."""

    def __init__(self, card: IncidentCard) -> None:
        self.card = card
        self.record: Dossier = card.record
        self._members = {member.report_id: member for member in self.record.members}
        self._quoter = Quoter({one: member.reading.report.article.text for one, member in self._members.items()})

    def fields(self, names: Sequence[DossierField]) -> list[ShownField]:
        """Return the fields of these names that some report tells."""
        found = [self.record.field(name) for name in names]
        return [self._field(one) for one in found if one.values]

    def who(self) -> list[Who]:
        """Return who is said to have done it, and by whom in which way."""
        made = []
        for value in self.record.field(DossierField.PERPETRATOR).values:
            shown = self._value(DossierField.PERPETRATOR, value)
            columns: dict[str, list[Told]] = {}
            for telling, told in zip(value.tellings, shown.tellings, strict=True):
                column = COLUMNS[telling.attribution] if telling.attribution else "reported"
                columns.setdefault(column, []).append(told)
            made.append(Who(shown, {name: voices(own) for name, own in columns.items()}))
        return made

    def told(self, telling: Telling) -> Told:
        """Return one telling as it is shown."""
        member = self._members[telling.report_id]
        return Told(
            report=f"r{telling.report_id}",
            outlet=telling.outlet or "",
            reliability=member.reliability,
            published=interval_words(telling.published) if telling.published else "no date",
            quote=self._quoter.quote(telling.report_id, telling.span),
            href=f"/reports/r{telling.report_id}#{telling.address}",
            is_past=telling.is_past,
            mark=telling.mark,
            by=telling.by,
            standing=STANDINGS[telling.attribution] if telling.attribution else "",
        )

    def changes(self) -> list[tuple[str, str, str, Told]]:
        """Return what changed when: kind, words, what was told before, and the telling."""
        return [
            (one.kind.value, change_words(one), plain(one.before or ""), self.told(one.telling))
            for one in later_changes(self.record.changes)
        ]

    def published(self) -> str:
        """Return from when to when its reports were published, "" where nobody knows."""
        days = [member.published for member in self.record.members if member.published]
        ends = dict.fromkeys(interval_words(one) for one in (days[0], days[-1])) if days else ()
        return " to ".join(ends)

    def _field(self, field: Field) -> ShownField:
        return ShownField(field.name.value, field.is_in_conflict, tuple(self._value(field.name, one) for one in field.values))

    def _value(self, name: DossierField, value: Value) -> ShownValue:
        told = tuple(self.told(one) for one in value.tellings)
        return ShownValue(
            label=value_words(value.label, value.interval),
            note=", ".join(_notes(name, value)),
            href=f"/entities/e{value.party.entity_id}" if value.party else "",
            n_stories=value.n_stories,
            credibility=value.credibility,
            tellings=told,
            voices=voices(told),
        )

    # -- points --------------------------------------------------------------------------------------------------------

    def places(self) -> list[dict[str, object]]:
        """Return a point for each place that reports put it at, for the map."""
        grouped: dict[tuple[float, float], list[tuple[Member, str]]] = {}
        for member in self.record.members:
            entity = next((one for one in member.reading.entities if one.id == member.incident.place), None)
            place = entity.place if entity else None
            if entity and place and place.latitude is not None and place.longitude is not None:
                grouped.setdefault((place.latitude, place.longitude), []).append((member, entity.name))
        return [self._place_point(*spot, own) for spot, own in grouped.items()]

    def _place_point(self, lat: float, lon: float, own: Sequence[tuple[Member, str]]) -> dict[str, object]:
        first, name = own[0]
        n = len({member.report_id for member, _ in own})
        day = first.incident.date.interval if first.incident.date else first.published
        return {
            "id": f"r{first.report_id}",
            "lat": lat,
            "lon": lon,
            "day": day.earliest.isoformat() if day else None,
            "end": day.latest.isoformat() if day else None,
            "label": f"{plain(name)}: {n} report{'' if n == 1 else 's'}",
            "href": f"/reports/r{first.report_id}#{first.incident.id}.place",
            "kind": "place",
            "stage": first.incident.stage.value,
            "n": n,
        }

    def days(self) -> list[dict[str, object]]:
        """Return a point for each day that reports give it, and for each report's publication, for the timeline."""
        return [*self._incident_days(), *self._publications()]

    def _incident_days(self) -> Iterator[dict[str, object]]:
        for number, value in enumerate(self.record.field(DossierField.DATE).values):
            if value.interval:
                day = value_words(value.label, value.interval)
                told = f"It happened: {day}, so {value.n_stories} {'story' if value.n_stories == 1 else 'stories'}"
                yield _day_point(f"day{number}", value.interval.earliest, value.interval.latest, told, "#date", "accomplished")

    def _publications(self) -> Iterator[dict[str, object]]:
        for member in self.record.members:
            if member.published:
                row = self.card.reports[member.report_id]
                words = f"Published: {plain(row.title) or 'no title'}" + (f" ({plain(row.outlet)})" if row.outlet else "")
                href = f"/reports/r{member.report_id}"
                yield _day_point(
                    f"r{member.report_id}", member.published.earliest, member.published.latest, words, href, "report"
                )


@dataclass(frozen=True, slots=True)
class Own:
    """Hold one value of one side with its first words; `is_shared` where the other side tells it too."""

    label: str
    quote: Quote
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one field of two incidents side by side."""

    name: str
    left: tuple[Own, ...]
    right: tuple[Own, ...]


def beside(left: Shown, right: Shown) -> list[Row]:
    """Lay two incidents side by side, field by field, those that neither tells left out."""
    made = []
    for name in DossierField:
        sides = [
            {one.label: one.tellings[0].quote for own in shown.fields([name]) for one in own.values} for shown in (left, right)
        ]
        if any(sides):
            made.append(Row(name.value, _own(sides[0], sides[1]), _own(sides[1], sides[0])))
    return made


def _own(told: Mapping[str, Quote], other: Mapping[str, Quote]) -> tuple[Own, ...]:
    return tuple(Own(label, quote, label in other) for label, quote in told.items())


def voices(told: Sequence[Told]) -> tuple[Voice, ...]:
    """Return tellings by their words: copies of a story say the same."""
    grouped: dict[Quote, list[Told]] = {}
    for one in told:
        grouped.setdefault(one.quote, []).append(one)
    return tuple(Voice(quote, own[0].href, tuple(own)) for quote, own in grouped.items())


def _day_point(name: str, first: object, last: object, words: str, href: str, stage: str) -> dict[str, object]:
    where = {"lat": None, "lon": None}
    return {
        "id": name,
        **where,
        "day": str(first),
        "end": str(last),
        "label": words,
        "href": href,
        "kind": "day",
        "stage": stage,
        "n": 1,
    }


def _notes(name: DossierField, value: Value) -> Iterator[str]:
    if name is DossierField.PLACE and value.country:
        country = country_name(value.country)
        yield from [country] if country.casefold() != value.label.casefold() else []
    yield from (effect.value for effect in value.effects)
    if name is DossierField.VICTIM:
        yield from (words for count in value.counts if (words := count.in_words()) not in ("", "1"))
