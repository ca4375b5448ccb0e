"""One reading as a list of facts for people: each with its words and a line or two. Not for: how they look.

The terminal card and the evidence page show these same facts, so that they cannot tell different things.
"""

import bisect
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wiredesk.codebook import EntityType, RoleStatus
from wiredesk.documents import Basis
from wiredesk.export.facts_incidents import incident_badges, incident_details, incident_headline
from wiredesk.export.lights import (
    Light,
    amount_light,
    entity_lights,
    incident_lights,
    life_fact_lights,
    statement_lights,
    time_light,
)
from wiredesk.export.phrasing import amount_words, country_name, field_words, interval_words, plain, quote, within
from wiredesk.export.watch import Watch, dates_to_watch
from wiredesk.records import Amount, Entity, LifeFact, Reading, Role, Statement, Time
from wiredesk.sentences import sentences
from wiredesk.spans import Span


class Section(StrEnum):
    """Name the sections in the order in which an editor wants to read them."""

    INCIDENTS = "incidents"
    WATCH = "watch"
    STATEMENTS = "statements"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    PLACES = "places"
    OTHERS = "others"
    TIMELINE = "timeline"
    AMOUNTS = "amounts"
    TIMES = "times"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one fact for people.

    `details` are pairs of a label and a value; `quotes` are short quotations of the article; `lights` count in the
    article text. `aside` says where the words stand when they stand outside the article, with those words if known.
    """

    id: str
    section: Section
    headline: str
    lights: tuple[Light, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    aside: str | None = None


# Words that already say that a role is over.
_FORMER = re.compile(r"\b(?:former|formerly|ex|retired|late|one-time|then)\b", re.I)

_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
_EMPTY = _PRONOUNS | frozenset({"a", "an", "the", "that", "this", "so", "what", "which", "them", "these", "those"})
_SHORT_FORM = 5  # letters and stops: "U.A.E", "NATO"

_ENTITY_SECTIONS = {
    EntityType.PERSON: Section.PEOPLE,
    EntityType.ORGANIZATION: Section.ORGANIZATIONS,
    EntityType.PLACE: Section.PLACES,
    EntityType.OTHER: Section.OTHERS,
}


def facts_of(reading: Reading, *, today: datetime.date, source_text: str | None = None) -> tuple[Fact, ...]:
    """Return all facts of a reading in the order of `Section`.

    `source_text` is the page's text, for the words of a publication date that stand outside the article;
    `today` serves a report without any date (see `watch.dates_to_watch`).
    """
    return tuple(_Writer(reading, source_text).facts(today))


class _Writer:
    """Put one reading's records into words."""

    def __init__(self, reading: Reading, source_text: str | None) -> None:
        self._reading = reading
        self._text = reading.report.article.text
        self._source_text = source_text
        self._names = {entity.id: plain(entity.name) for entity in reading.entities}
        self._sentences = sentences(self._text)
        self._starts = [one.start for one in self._sentences]

    def facts(self, today: datetime.date) -> Iterator[Fact]:
        reading = self._reading
        for incident in reading.incidents:
            details = incident_details(incident, text=self._text, names=self._names)
            headline = incident_headline(incident, self._names)
            lights = tuple(incident_lights(incident))
            quotes = tuple(quote(self._text, span, most=220) for span in incident.evidence[:3])
            yield Fact(incident.id, Section.INCIDENTS, headline, lights, details, quotes, incident_badges(incident))
        yield from (self._watch(n, watch) for n, watch in enumerate(dates_to_watch(reading, today=today), 1))
        yield from (self._statement(statement) for statement in reading.statements if self._tells(statement))
        for section in _ENTITY_SECTIONS.values():
            yield from (self._entity(one, section) for one in reading.entities if _ENTITY_SECTIONS[one.type] is section)
        yield from (self._life_fact(n, fact) for n, fact in enumerate(reading.timeline, 1))
        yield from (self._amount(n, amount) for n, amount in enumerate(reading.amounts, 1))
        yield from (self._time(n, time) for n, time in enumerate(reading.times, 1))
        yield from (self._basis(n, basis) for n, basis in enumerate(reading.report.published.basis, 1))

    def _around(self, span: Span, *, most: int = 160) -> str:
        """Return the sentence around `span`, cut on both sides where it is long."""
        before = bisect.bisect_right(self._starts, span.start) - 1
        sentence = self._sentences[before] if before >= 0 else span
        return within(self._text, sentence if sentence.covers(span) else span, span, most=most)

    def _watch(self, number: int, watch: Watch) -> Fact:
        lights = tuple(Light(span, "date", f"d{number}") for span in watch.times)
        quotes = tuple(within(self._text, one, watch.times[0]) for one in watch.sentences[:2])
        return Fact(f"d{number}", Section.WATCH, interval_words(watch.interval), lights, (), quotes)

    def _tells(self, statement: Statement) -> bool:
        """Tell whether the content can be understood by itself: not "that", "they" or "a" alone."""
        words = " ".join(span.cut(self._text) for span in statement.content).casefold()
        return not _EMPTY.issuperset(words.split())

    def _statement(self, statement: Statement) -> Fact:
        lights = tuple(statement_lights(statement))
        source = quote(self._text, statement.source[0], most=80).rstrip(" ,") if statement.source else ""
        speaker = self._names.get(statement.speaker or "") or source or "(no source named)"
        details = [("as", source)] if _adds(source, speaker) else []
        details += [("told", self._names[statement.told])] if statement.told in self._names else []
        cue = (" … ".join(quote(self._text, span, most=30) for span in statement.cue),) if statement.cue else ()
        content = " … ".join(quote(self._text, span, most=300) for span in statement.content)
        return Fact(statement.id, Section.STATEMENTS, speaker, lights, tuple(details), (content,), (*cue, statement.kind.value))

    def _entity(self, entity: Entity, section: Section) -> Fact:
        others = [plain(alias) for alias in entity.aliases if alias.casefold() != entity.name.casefold()]
        details = [("also", ", ".join(others))] if others else []
        details += [("role", self._role(role)) for role in entity.roles]
        details += list(_place_details(entity))
        quotes = (self._around(entity.mentions[0], most=110),) if entity.mentions else ()
        name = _place_name(entity.name) if section is Section.PLACES else plain(entity.name)
        return Fact(entity.id, section, name, tuple(entity_lights(entity)), tuple(details), quotes)

    def _role(self, role: Role) -> str:
        title = plain(role.title)
        is_told = role.status is RoleStatus.FORMER and not _FORMER.search(title)
        words = f"{title} (former)" if is_told else title
        body = self._names.get(role.organization or "")
        return f"{words} · {body}" if body and body.casefold() not in title.casefold() else words

    def _life_fact(self, number: int, fact: LifeFact) -> Fact:
        lights = tuple(life_fact_lights(number, fact))
        who = ", ".join(self._names[one] for one in fact.who if one in self._names)
        details = (("who", who),) if who else ()
        quotes = tuple(quote(self._text, span) for span in fact.evidence[:1])
        return Fact(f"l{number}", Section.TIMELINE, interval_words(fact.date.interval), lights, details, quotes)

    def _amount(self, number: int, amount: Amount) -> Fact:
        badges = () if amount.purpose.value == "other" else (amount.purpose.value,)
        quotes = (self._around(amount.span),)
        return Fact(f"a{number}", Section.AMOUNTS, amount_words(amount), (amount_light(number, amount),), (), quotes, badges)

    def _time(self, number: int, time: Time) -> Fact:
        words = interval_words(time.interval) if time.interval else time.value
        details = (("value", time.value),) if words != time.value else ()
        headline = f"{quote(self._text, time.span, most=60)} → {words}"
        return Fact(f"x{number}", Section.TIMES, headline, (time_light(number, time),), details)

    def _basis(self, number: int, basis: Basis) -> Fact:
        lights = (Light(basis.span, "date", "published"),) if basis.span else ()
        quotes = (self._around(basis.span),) if basis.span else ()
        return Fact(f"p{number}", Section.PUBLISHED, plain(basis.note), lights, (), quotes, (), self._aside(basis))

    def _aside(self, basis: Basis) -> str | None:
        """Say where the words of a reason stand when they stand outside the article."""
        if basis.source_field is not None:
            return field_words(basis.source_field) or None
        if basis.source_span is None:
            return None
        where = "in the page around the article"
        if self._source_text is None or basis.source_span.end > len(self._source_text):
            return where
        words = quote(self._source_text, basis.source_span, most=80)
        return None if words in basis.note else f"{where}: “{words}”"


def _adds(source: str, speaker: str) -> bool:
    """Tell whether the words that name a source say more than the speaker's name does: a role, a place, not "he"."""
    return bool(source) and source.casefold() not in _PRONOUNS and source.casefold() not in speaker.casefold()


def _place_name(name: str) -> str:
    """Return a place as it is written in a sentence: datelines shout ("PORT ELDON"), short forms stay ("USA")."""
    words = plain(name)
    return words.title() if words.isupper() and len(words) > _SHORT_FORM else words


def _place_details(entity: Entity) -> Iterator[tuple[str, str]]:
    place = entity.place
    if place is None or place.country is None:
        return
    country = country_name(place.country)
    if country.casefold() != entity.name.casefold():
        yield "in", country
    if place.latitude is not None and place.longitude is not None:
        yield "at", f"{place.latitude:.2f}, {place.longitude:.2f}"
