"""What a watch looks at in one report, made ready once for all watches. Not for: whether a watch holds (see `matching`)."""

import bisect
import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wiredesk.codebook import EntityType
from wiredesk.folding import folded
from wiredesk.records import Entity, Incident, Perpetrator, Reading, Target, Victim
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_EARTH_KM = 6_371.0


@dataclass(frozen=True, slots=True)
class ComingDate:
    """Hold a date that was to come when the report was written, under the store's stable `uid`; `span` are its words."""

    uid: str
    earliest: datetime.date
    latest: datetime.date
    span: Span


@dataclass(frozen=True, slots=True)
class About:
    """Hold what is known of a report beside its reading.

    `outlet` are the names that the outlet goes by (host, name), `names` the names of an entity in other reports, by the
    entity's id in this one, `today` the day for dates coming near.
    """

    today: datetime.date
    outlet: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: tuple[ComingDate, ...] = ()


def has_words(wanted: str, words: str) -> bool:
    """Tell whether folded `wanted` stands in folded `words`, at the borders of words."""
    return bool(wanted) and f" {wanted} " in f" {words} "


def distance_km(at: tuple[float, float], to: tuple[float, float]) -> float:
    """Return the way over a globe between two points in degrees (the haversine formula)."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (at, to))
    part = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, part)))


class Told:
    """Look into one reading: its sentences and who is named in them, each worked out when first asked for."""

    def __init__(self, reading: Reading, about: About) -> None:
        self.reading, self.about = reading, about
        self.text = reading.report.article.text

    @cached_property
    def sentences(self) -> list[Span]:
        """List the sentences of the article."""
        return sentences(self.text) or [Span(0, max(1, len(self.text)))]

    @cached_property
    def folded_sentences(self) -> list[str]:
        """List the sentences as keys."""
        return [folded(one.cut(self.text)) for one in self.sentences] if self.text else []

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """Give the entities by their ids."""
        return {entity.id: entity for entity in self.reading.entities}

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {entity.id: self._names_of(entity) for entity in self.reading.entities}

    def _names_of(self, entity: Entity) -> tuple[str, ...]:
        mentions = (span.cut(self.text) for span in entity.mentions)
        elsewhere = self.about.names.get(entity.id, ())
        names = (folded(name) for name in dict.fromkeys([entity.name, *entity.aliases, *mentions, *elsewhere]))
        return tuple(dict.fromkeys(name for name in names if name))

    def sentence_number(self, span: Span) -> int:
        """Return the number of the sentence in which `span` begins."""
        return max(0, bisect.bisect_right(self.sentences, span.start, key=lambda one: one.start) - 1)

    def sentence(self, span: Span) -> Span:
        """Return the sentence in which `span` begins, or the span itself where it lies in none."""
        found = self.sentences[self.sentence_number(span)]
        return found if found.start <= span.start < found.end else span

    def is_named(self, entity: Entity, wanted: str) -> bool:
        """Tell whether an entity goes by a folded name, here or in another report."""
        return any(has_words(wanted, name) for name in self._names[entity.id])

    def actors(self) -> Iterator[Entity]:
        """Yield everyone and everything named that is no place."""
        return (entity for entity in self.reading.entities if entity.type is not EntityType.PLACE)

    def places(self) -> Iterator[Entity]:
        """Yield the places."""
        return (entity for entity in self.reading.entities if entity.type is EntityType.PLACE)

    def words_of(self, wanted: str) -> Iterator[Span]:
        """Yield the sentences in which folded words stand."""
        for sentence, words in zip(self.sentences, self.folded_sentences, strict=False):
            if has_words(wanted, words):
                yield sentence

    def incidents(self) -> Iterator[Incident]:
        """Yield the incidents, older ones that are only recalled left out."""
        return (incident for incident in self.reading.incidents if not incident.is_background)

    def around(self, incident: Incident) -> frozenset[int]:
        """Return the numbers of the sentences that tell an incident: its evidence and everyone's part in it."""
        parts = [*members(incident), *incident.weapons]
        return frozenset(self.sentence_number(span) for span in [*incident.evidence, *(part.span for part in parts)])


def members(incident: Incident) -> list[Perpetrator | Victim | Target]:
    """List who and what has part in an incident."""
    return [*incident.perpetrators, *incident.victims, *incident.targets]
