"""Where an incident happened, what it hit and with what. Not for: who did it (see `incidents_actors`)."""

import re
from collections.abc import Sequence

from wiredesk.codebook import Effect, EntityType, IncidentType
from wiredesk.codebook.words import cues, triggers
from wiredesk.reading.casualties import Toll, tolls
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.incidents_deeds import Deed
from wiredesk.reading.incidents_words import heads, people_nouns
from wiredesk.records import Casualties, Count, Entity, Target, Victim, Weapon
from wiredesk.spans import Span

# Prepositions and verbs right before a building or vehicle that make it the thing hit or the spot of the deed.
_HIT = frozenset(
    (
        "on against hit struck attacked bombed destroyed damaged targeted targeting burned stormed raided ambushed torched "
        "attack attacking bombing bomb shelled shelling threaten threatens threatened threatening blow destroy storm "
        "seized hijacked robbed looted rammed"
    ).split()
)
# Where a bomb goes off or a fire is laid is what it hits; where a shot falls is only the spot (of 95 wrong targets on MUC-4
# dev most were such spots).
_SPOT = frozenset("at of near outside inside into toward towards onto close".split())
_SPOT_TYPES = (IncidentType.BOMBING, IncidentType.ARSON)
_AIM = re.compile(
    r"\b(?:way\s+to|bound\s+for|route\s+to|road\s+to|travel(?:l?ing|l?ed)\s+to|head(?:ing|ed)\s+(?:to|for)|fled\s+to|flew\s+to|"
    r"native\s+of|born\s+in|"
    r"across\s+the\s+border\s+(?:into|in)|\w+-based|based\s+in)\s+$",
    re.IGNORECASE,
)
_THREATENED = frozenset("threaten threatens threatened threatening kill attack behead against target".split())


def where(sentences: Sequence[Span], entities: EntityIndex, *, after: int = 0) -> str | None:
    """Return the place of the deed: of the places in its sentences the finest, of equally fine ones the first.

    A place in the dateline (before the offset `after`) counts only where no other is named.
    """
    placed = [(m, e) for e in entities.entities if e.type is EntityType.PLACE for m in e.mentions]
    named = [
        (mention.start < after, _is_aim(entities.text, mention), _coarseness(entity), mention.start, entity.id)
        for mention, entity in placed
        if any(sentence.covers(mention) for sentence in sentences)
    ]
    return min(named)[-1] if named else None


def _is_aim(text: str, mention: Span) -> bool:
    """Tell whether a place is only where somebody comes from or goes: "on its way to Peshawar"."""
    return bool(_AIM.search(text[max(0, mention.start - 30) : mention.start]))


def _coarseness(entity: Entity) -> int:
    """Return 0 for a town, 1 for a place of unknown kind, 2 for a division, 3 for one nobody can find, 4 for a country."""
    if entity.place is None or entity.place.country is None:
        return 3
    key = entity.place.gazetteer or ""
    ranks = {"geonames": 0, "iso3166-2": 2, "iso3166-1": 4, "region": 5}
    return ranks.get(key.partition(":")[0], 1)


def things_hit(text: str, sentences: Sequence[Span], entities: EntityIndex, kind: IncidentType) -> list[Target]:
    """Return the buildings, vehicles and the like that the sentences say were hit or threatened by such an incident."""
    leads = _HIT | cues("stage", "harming")
    if kind in _SPOT_TYPES:
        leads |= _SPOT
    if kind is IncidentType.ROBBERY:
        leads |= {"from"}
    found: list[Target] = []
    for sentence in sentences:
        for span, _, lead in heads(text, sentence, cues("things", "targets")):
            if lead in leads and not any(span.overlaps(t.span) for t in found):
                found.append(Target(span, entities.entity_at(span)))
    return found


def _head_of(text: str, phrase: Span) -> str:
    return re.split(r"[^\w-]+", phrase.cut(text))[-1].lower()


def things_harmed(text: str, deeds: Sequence[Deed]) -> list[Span]:
    """Return the buildings, vehicles and the like that the deeds harm."""
    found = [d.harmed for d in deeds if d.harmed is not None and _head_of(text, d.harmed) in cues("things", "targets")]
    return list(dict.fromkeys(found))


def people_harmed(text: str, deeds: Sequence[Deed]) -> list[Span]:
    """Return the people that the deeds harm."""
    found = [d.harmed for d in deeds if d.harmed is not None and _head_of(text, d.harmed) not in cues("things", "targets")]
    return list(dict.fromkeys(found))


def people_threatened(text: str, sentences: Sequence[Span]) -> list[Victim]:
    """Return the people that a threat is aimed at."""
    return [
        Victim(span, effect=Effect.THREATENED)
        for sentence in sentences
        for span, _, lead in heads(text, sentence, people_nouns())
        if lead in _THREATENED or lead in cues("stage", "harming")
    ]


_KILLED = r"killed|murdered|assassinated|executed|beheaded|slain|gunned\s+down"
_SLAIN = rf"(?:{_KILLED}|(?:shot|stabbed|hacked|beaten|burned)\s+(?:dead|to\s+death|and\s+killed))\b"
_SLAIN_BEHIND = re.compile(
    rf"^(?:,[^.;]{{1,60}}?)?,?\s+(?:who\s+)?(?:was|were|has\s+been|had\s+been|is|being)\s+(?:\w+\s+)?{_SLAIN}", re.IGNORECASE
)
_SLAYING_BEFORE = re.compile(r"\b(?:murder|assassination|killing|execution)\s+of\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


def persons_slain(text: str, sentences: Sequence[Span], entities: EntityIndex) -> Count | None:
    """Return how many named persons the sentences say were killed, None when none."""
    slain = set()
    for sentence in sentences:
        for span, owner in entities.mentions_in(sentence):
            entity = entities.by_id(owner)
            if entity is None or entity.type is not EntityType.PERSON or not sentence.covers(span):
                continue
            before = text[max(sentence.start, span.start - 60) : span.start]
            if _SLAIN_BEHIND.match(text[span.end : min(sentence.end, span.end + 120)]) or _SLAYING_BEFORE.search(before):
                slain.add(owner)
    return Count(len(slain), len(slain)) if slain else None


def weapons(text: str, sentences: Sequence[Span]) -> list[Weapon]:
    """Return the weapons that the sentences name, each once."""
    found: dict[str, Weapon] = {}
    deeds = frozenset(triggers()) - cues("things", "weapons")
    not_things = deeds | cues("things", "targets") | {"attack", "attacks", "threat", "threats"}
    for sentence in sentences:
        for span, head, _ in heads(text, sentence, cues("things", "weapons")):
            following = re.match(r"\s*([\w-]+)", text[span.end : sentence.end])
            if following and following.group(1).lower() in not_things:
                continue
            found.setdefault(span.cut(text).lower(), Weapon(span))
            found.setdefault(head, found[span.cut(text).lower()])
    return list(dict.fromkeys(found.values()))


def toll(found: Sequence[Toll]) -> Casualties:
    """Return the toll: a stated total first, else the highest count; the report's first words win a tie."""
    return Casualties(_most(found, Effect.KILLED), _most(found, Effect.WOUNDED))


def _most(found: Sequence[Toll], effect: Effect) -> Count | None:
    mine = [t for t in found if t.effect is effect and not t.of_attackers] or [t for t in found if t.effect is effect]
    totals = [t for t in mine if t.is_total]
    best = max(totals or mine, key=lambda t: t.count.at_least or t.count.at_most or 0, default=None)
    return best.count if best else None


def victims_counted(text: str, sentences: Sequence[Span]) -> tuple[list[Toll], list[Victim]]:
    """Return the tolls of the sentences, and the victims they count."""
    found = [t for sentence in sentences for t in tolls(text, sentence)]
    counted = [Victim(t.span, count=t.count, effect=t.effect) for t in found if not (t.is_total or t.is_sum)]
    return found, counted
