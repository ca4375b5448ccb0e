"""Profiles made from readings: the main event of a report, whatever it is, and each of its incidents. Not for: comparing them.

The main event is what the title and the first sentences tell of. Most reports that the desk takes in tell of a security
incident, and then its place, date, victims and toll come from there; a report of an award or an earthquake has words, names,
numbers and days alone, and they are enough.
"""

import re
from collections import Counter
from collections.abc import Sequence

from wiredesk.codebook import EntityType, Stage
from wiredesk.codebook.words import cues
from wiredesk.corroborate.incidents_profile import Days, IncidentProfile, Name, Toll
from wiredesk.corroborate.incidents_words import highest_idf, idf, key_of, stem, terms_of, weighted, words_of
from wiredesk.dates.interval import Interval
from wiredesk.folding import folded
from wiredesk.records import Count, Entity, Incident, Reading
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_N_TERMS, _N_LEAD, _N_NAMES, _N_NUMBERS, _N_DAYS = 140, 40, 28, 12, 8
# The lead: the title and as much of the text as an agency's first two paragraphs take.
_LEAD_CHARS = 450
# What a word of the lead counts, against one of the rest.
_LEAD_SHARE = 2.0
_KINDS = {EntityType.PERSON: "person", EntityType.PLACE: "place", EntityType.ORGANIZATION: "organization"}
_WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_AGE = re.compile(r"\b(\d{1,2})[ -]years?[ -]old\b|\baged? (\d{1,2})\b|, (\d{1,2}),")
_NUMBER = re.compile(r"(?<![\d.,:/$-])(\d{1,3}(?:,\d{3})+|\d+)(?![\d:/%]|[.,]\d)[ -]([A-Za-z]{3,20})(?: ([A-Za-z]{3,20}))?")
_CLOCK = re.compile(r"\b(1[0-2]|[1-9])(?::([0-5]\d))? ?([ap])\.?m\b", re.IGNORECASE)
_STREET_KIND = re.compile(
    r"\b((?:[A-Z][a-z']+|\d{1,3}(?:st|nd|rd|th)) (?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|"
    r"Circle|Parkway|Highway|Way|Terrace|Trail))\b"
)
_BLOCK = re.compile(r"\bblock (?:of|on) ((?:[A-Z0-9][A-Za-z0-9'.]* ?){1,3})")
_OFFICES = frozenset(
    (
        "chief sheriff sheriffs sgt sergeant lt lieutenant capt captain detective deputy officer cop coroner examiner prosecutor "
        "lawyer superintendent trooper reporter doctor dr spokesperson alderman councilman commissioner inspector secretary"
    ).split()
)
_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
}
_IN_WORDS = re.compile(
    r"\b(" + "|".join(word for word in _SMALL if word not in ("zero", "one")) + r")[ -]([a-z]{3,20})", re.IGNORECASE
)
_NO_COUNT = frozenset(
    (
        "year month week day hour minute second percent am pm mile block cent pct january february march april may june july "
        "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec street st avenue ave road "
        "the and"
    ).split()
)


def report_profile(reading: Reading) -> IncidentProfile:
    """Return the profile of the main event of a report, be it a security incident or not."""
    text = reading.report.article.text
    return _profile(reading, _main(reading), _without(text, ()), _lead_end(text))


def _recalled(reading: Reading) -> list[Span]:
    """Return the sentences that only recall an older case."""
    news = {span for one in reading.incidents if not one.is_background for span in one.evidence}
    return sorted({span for one in reading.incidents if one.is_background for span in one.evidence} - news)


def _without(text: str, gone: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of a text; all of it where nothing would be."""
    kept, start = [], 0
    for span in gone:
        if span.start > start:
            kept.append(Span(start, span.start))
        start = max(start, span.end)
    if start < len(text):
        kept.append(Span(start, len(text)))
    return tuple(kept) or ((Span(0, len(text)),) if text else ())


def incident_profiles(reading: Reading) -> tuple[IncidentProfile, ...]:
    """Return one profile for each incident of a reading, in its order.

    The news takes in the whole report without the sentences that recall older cases; the others have the words, names and
    numbers of their own evidence alone.
    """
    main, text = _main(reading), reading.report.article.text
    # For a file of reports the older cases stay in: on GVC dev leaving them out cost two points of F1.
    whole = _profile(reading, main, _without(text, _recalled(reading)), _lead_end(text))
    return tuple(whole if one is main else _own_profile(reading, one) for one in reading.incidents)


def _main(reading: Reading) -> Incident | None:
    """Return the incident that the report is about: a deed before the threat that it followed, else the first."""
    news = [one for one in reading.incidents if not one.is_background]
    return min(news, key=lambda one: one.stage is Stage.THREATENED, default=None)


def _own_profile(reading: Reading, incident: Incident) -> IncidentProfile:
    spans = tuple(sorted(set(incident.evidence)))
    return _profile(reading, incident, spans, spans[0].end if spans else 0)


def _lead_end(text: str) -> int:
    ends = [span.end for span in _first_sentences(text)]
    return ends[-1] if ends else 0


def _first_sentences(text: str) -> list[Span]:
    found: list[Span] = []
    for span in sentences(text[:4000]):
        if found and span.end > _LEAD_CHARS:
            break
        found.append(span)
    return found


def _profile(reading: Reading, incident: Incident | None, spans: Sequence[Span], lead_end: int) -> IncidentProfile:
    text, title = reading.report.article.text, reading.report.article.title or ""
    is_main = incident is None or not incident.is_background
    told = "\n".join(span.cut(text) for span in spans)
    lead = " ".join([title if is_main else "", *(span.cut(text)[: max(0, lead_end - span.start)] for span in spans)])
    place = _place(reading, incident)
    return IncidentProfile(
        terms=weighted(_counts(told, lead), _N_TERMS),
        lead=weighted(dict(Counter(terms_of(words_of(lead)))), _N_LEAD),
        names=_names(reading, incident, spans, lead_end),
        numbers=_numbers(told),
        streets=_streets(told),
        published=_days(reading.report.published.interval) if is_main else None,
        date=_days(incident.date.interval) if incident and incident.date else None,
        days=_named_days(reading, spans),
        weekdays=tuple(sorted({_WEEKDAYS[word] for word in words_of(told[:1200]) if word in _WEEKDAYS})),
        countries=_countries(reading, spans),
        point=_point(place),
        type=incident.type if incident else None,
        stage=incident.stage if incident else None,
        is_background=bool(incident and incident.is_background),
        killed=_toll(incident.casualties.killed) if incident else None,
        wounded=_toll(incident.casualties.wounded) if incident else None,
        weapons=_weapons(text, incident),
    )


def _counts(told: str, lead: str) -> dict[str, float]:
    counts: dict[str, float] = dict(Counter(terms_of(words_of(told))))
    for term in set(terms_of(words_of(lead))):
        counts[term] = counts.get(term, 0.0) + _LEAD_SHARE
    return counts


# -- names -----------------------------------------------------------------------------------------------------------


def _names(reading: Reading, incident: Incident | None, spans: Sequence[Span], lead_end: int) -> tuple[Name, ...]:
    parts = {entity.id: "official" for entity in reading.entities if _is_official(entity)} | _parts(reading, incident)
    found = []
    for entity in reading.entities:
        within = [m for m in entity.mentions if any(s.covers(m) for s in spans)]
        words = folded(entity.name)
        if entity.type not in _KINDS or not words or not within:
            continue
        share = 1.0 + 0.25 * min(len(within) - 1, 4) + (0.5 if within[0].start < lead_end else 0.0)
        found.append(Name(_KINDS[entity.type], parts.get(entity.id, ""), round(share * _rarity(words), 1), words[:60]))
    found.sort(key=lambda name: (name.part == "official", not name.part, -name.weight, name.words))
    return tuple(found[:_N_NAMES])


def _rarity(words: str) -> float:
    """Return how telling a name is: its rarest word, and half of what the others add."""
    values = sorted((idf(key_of(stem(word))) for word in words.split()), reverse=True)
    return values[0] + 0.5 * min(sum(values[1:]), highest_idf()) if values else 0.0


def _is_official(entity: Entity) -> bool:
    """Tell whether somebody is named for an office: who speaks of every case of a town tells none from the other."""
    if entity.type is not EntityType.PERSON:
        return False
    said = {word for role in entity.roles for word in words_of(role.title)} | set(words_of(entity.name)[:1])
    return not said.isdisjoint(cues("bodies", "authorities") | _OFFICES)


def _parts(reading: Reading, incident: Incident | None) -> dict[str, str]:
    """Return the part that entities play in an incident: victim, suspect, scene."""
    if incident is None:
        return {}
    parts = {incident.place: "scene"} if incident.place else {}
    parts |= {who.entity: "suspect" for who in incident.perpetrators if who.entity}
    return parts | {who.entity: "victim" for who in incident.victims if who.entity and who.is_named}


# -- numbers, days ---------------------------------------------------------------------------------------------------


def _numbers(told: str) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for match in _AGE.finditer(told):
        found[f"age {int(next(group for group in match.groups() if group))}"] += 1
    small = ((str(_SMALL[m[1].lower()]), m[2], "") for m in _IN_WORDS.finditer(told))
    for number, *nouns in [*((m[1], m[2], m[3] or "") for m in _NUMBER.finditer(told)), *small]:
        for noun in nouns:
            if noun and stem(noun.lower()) not in _STEMMED_NO_COUNT:
                found[f"{number.replace(',', '')} {noun.lower()}"] += 1
    for hour, minute, half in _CLOCK.findall(told):
        found[f"at {int(hour) % 12 + 12 * (half in 'pP')}:{minute or '00'}"] += 1
    best = sorted(found, key=lambda words: (_RANK.get(words.split()[0], 2), -found[words], words))
    return tuple(best[:_N_NUMBERS])


_RANK = {"age": 0, "at": 1}


def _streets(told: str) -> tuple[str, ...]:
    """Return the streets named, without kind and direction ("1500 block of South Kedzie Ave": kedzie)."""
    found = [words_of(match[1]) for pattern in (_BLOCK, _STREET_KIND) for match in pattern.finditer(told)]
    kept = [[word for word in words if word not in _STREET_KINDS and not word.isdigit()] for words in found]
    return tuple(dict.fromkeys(words[0] for words in kept if words))[:4]


_STREET_KINDS = frozenset(
    (
        "street st avenue ave road rd drive dr lane ln boulevard blvd court ct place circle parkway highway way terrace trail "
        "n s e w north south east west the in on at near"
    ).split()
)


_STEMMED_NO_COUNT = frozenset(stem(word) for word in _NO_COUNT) | {"old"}


def _named_days(reading: Reading, spans: Sequence[Span]) -> tuple[int, ...]:
    """Return the single days that the telling names, in the order of the text."""
    found = [
        time.interval.earliest.toordinal()
        for time in sorted(reading.times, key=lambda time: time.span)
        if time.interval and time.interval.is_day and any(span.covers(time.span) for span in spans)
    ]
    return tuple(dict.fromkeys(found))[:_N_DAYS]


def _days(interval: Interval | None) -> Days | None:
    return (interval.earliest.toordinal(), interval.latest.toordinal()) if interval else None


def _toll(count: Count | None) -> Toll | None:
    return None if count is None else (count.at_least, count.at_most)


# -- the scene -------------------------------------------------------------------------------------------------------


def _place(reading: Reading, incident: Incident | None) -> Entity | None:
    if incident is None or incident.place is None:
        return None
    return next((entity for entity in reading.entities if entity.id == incident.place), None)


def _point(entity: Entity | None) -> tuple[float, float] | None:
    place = entity.place if entity else None
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return round(place.latitude, 2), round(place.longitude, 2)


def _countries(reading: Reading, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the countries of the places named, the most named first."""
    counts: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.place and entity.place.country:
            counts[entity.place.country] += sum(1 for m in entity.mentions if any(s.covers(m) for s in spans))
    return tuple(country for country, n in counts.most_common(4) if n)


def _weapons(text: str, incident: Incident | None) -> tuple[str, ...]:
    heads = [words_of(weapon.span.cut(text))[-1:] for weapon in incident.weapons] if incident else []
    return tuple(dict.fromkeys(words[0] for words in heads if words))[:4]
