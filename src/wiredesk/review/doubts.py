"""Which facts of a reading want a person's ruling, how much, and why in words. Not for: order over reports (see `desk`).

A reading holds no scores of the model, so doubt is made of what stands in it: what is missing, vague or only suspected,
where reports of one incident differ, and how often the reader errs in such a fact on texts with known answers.
"""

import datetime
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wiredesk.codebook import Attribution, Effect, IncidentType, Stage
from wiredesk.dates.interval import Interval
from wiredesk.records import Count, Incident, Perpetrator, Reading, Victim
from wiredesk.review.doubts_rest import doubts_of_rest
from wiredesk.review.doubts_weighing import Doubted, days_words, weighed

_WIDE_DAYS = 7
_MOST_TOLD = 3
_STAGES = {Stage.THREATENED: "a threat, not a deed", Stage.ATTEMPTED: "an attempt, not a deed"}
_ATTRIBUTIONS = {
    Attribution.POSSIBLE: (0.25, "the report calls it only possible that they did it"),
    Attribution.SUSPECTED_OR_ACCUSED: (0.25, "the perpetrator is only suspected or accused"),
    Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES: (0.2, "the perpetrator is suspected or accused by authorities"),
    Attribution.CLAIMED_OR_ADMITTED: (0.1, "the perpetrator is known by a claim alone"),
    Attribution.DENIED: (0.35, "the perpetrator denies it"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what the desk knows around one incident of a report.

    `differing` says by field ("date", "place", "killed", "wounded") what other reports of the incident say. `n_proposed`
    counts links that nobody settled, `link_score` is that of its own link, None where it has none.
    """

    n_stories: int = 1
    n_proposed: int = 0
    link_score: float | None = None
    differing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Hold what is to be ruled of one incident, or with `incident` None of the rest of a report.

    `doubt` and `impact` lie in 0..1, so does `priority`, 0 once all facts are ruled on. `facts` come with the most doubtful
    first, ruled ones last. `weighs` says in words what makes it consequential.
    """

    incident: str | None
    doubt: float
    impact: float
    priority: float
    facts: tuple[Doubted, ...]
    weighs: tuple[str, ...]

    @property
    def n_open(self) -> int:
        """Count the facts that nobody ruled on."""
        return sum(not one.is_ruled for one in self.facts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give the strongest reasons to doubt, each once."""
        told = (reason for one in self.facts if not one.is_ruled for reason in one.reasons[:2])
        return tuple(dict.fromkeys(told))[:_MOST_TOLD]


def tasks_of(
    reading: Reading,
    *,
    ruled: Collection[str] = (),
    around: Mapping[str, Around] | None = None,
    reliability: str | None = None,
    day: datetime.date | None = None,
) -> tuple[Task, ...]:
    """Return what is to be ruled in a reading with its rulings: one task for each incident, and one for the rest.

    `ruled` are the addresses that people ruled on, `around` what is known around incidents by their ids, `reliability` the
    grade of the outlet (A to F), `day` the day of the report. The same input gives the same tasks.
    """
    known, done = around or {}, frozenset(ruled)
    tasks = [
        _task(
            one.id, _of_incident(reading, one, known.get(one.id, Around())), done, reliability, _impact(reading, one, known, day)
        )
        for one in reading.incidents
    ]
    rest = list(doubts_of_rest(reading))
    return (*tasks, _task(None, rest, done, reliability, _impact_of_rest(reading))) if rest else tuple(tasks)


def _task(
    incident: str | None,
    facts: Iterable[Doubted],
    ruled: frozenset[str],
    reliability: str | None,
    impact: tuple[float, list[str]],
) -> Task:
    told = [one.as_ruled() if _is_ruled(one.address, ruled) else one for one in facts]
    told.sort(key=lambda one: (one.is_ruled, -one.doubt))
    worst = [one.doubt for one in told if not one.is_ruled][:_MOST_TOLD]
    doubt = sum(worst) / _MOST_TOLD
    if worst and reliability in ("E", "F"):
        doubt = min(1.0, doubt + 0.1)
    weight = min(1.0, max(0.0, impact[0] + {"A": 0.05, "B": 0.03, "E": -0.05}.get(reliability or "", 0.0)))
    priority = (0.2 + 0.8 * doubt) * (0.1 + 0.9 * weight) if worst else 0.0
    return Task(incident, round(doubt, 4), round(weight, 4), round(priority, 6), tuple(told), tuple(impact[1]))


def _is_ruled(address: str, ruled: frozenset[str]) -> bool:
    """Tell whether a person ruled on a fact, or on what it is part of.

    Of an incident as a whole its type says the same; of a part, a statement or a name any field: somebody has looked at it.
    """
    head, _, rest = address.partition(".")
    if address in ruled or head in ruled or f"{address}.type" in ruled:
        return True
    is_incident = not rest and head.startswith("i")
    return not is_incident and any(one.startswith(f"{address}.") and ".role" not in one[len(address) :] for one in ruled)


# -- doubt -------------------------------------------------------------------------------------------------------------


def _of_incident(reading: Reading, incident: Incident, around: Around) -> Iterator[Doubted]:
    own = incident.id
    yield weighed(own, "incident", _whole(reading, incident, around))
    if incident.stage in _STAGES:
        yield weighed(f"{own}.stage", "stage", [(0.15, _STAGES[incident.stage])])
    if incident.is_background:
        yield weighed(f"{own}.background", "background", [(0.1, "told as an older case, not as the news")])
    yield _date(reading, incident, around.differing.get("date"))
    yield _place(reading, incident, around.differing.get("place"))
    for name, count in (("killed", incident.casualties.killed), ("wounded", incident.casualties.wounded)):
        if count is not None:
            yield _toll(own, name, count, around.differing.get(name))
    for number, one in enumerate(incident.perpetrators, 1):
        yield weighed(f"{own}.perpetrator{number}", "perpetrator", list(_perpetrator(one)))
    for number in range(1, len(incident.targets) + 1):
        yield weighed(f"{own}.target{number}", "target", [])
    for number, victim in enumerate(incident.victims, 1):
        yield weighed(f"{own}.victim{number}", "victim", list(_victim(victim)))
    for number in range(1, len(incident.weapons) + 1):
        yield weighed(f"{own}.weapon{number}", "weapon", [])


def _whole(reading: Reading, incident: Incident, around: Around) -> list[tuple[float, str]]:
    found = []
    if not incident.perpetrators:
        found.append((0.15, "no perpetrator was read"))
    if not (incident.targets or incident.victims):
        found.append((0.2, "nothing and nobody hit was read"))
    if len(incident.evidence) == 1 and incident.evidence[0].end - incident.evidence[0].start < 25:
        found.append((0.1, "it rests on a few words"))
    if around.n_proposed:
        many = "may be told by another report; the link waits" if around.n_proposed == 1 else "may be told elsewhere; links wait"
        found.append((0.15, many))
    if around.link_score is not None and around.link_score < 0.75:
        found.append((0.15, "its link to other reports is weak"))
    if len(reading.incidents) > 4:
        found.append((0.1, f"one of {len(reading.incidents)} incidents in one report"))
    return found


def _date(reading: Reading, incident: Incident, elsewhere: str | None) -> Doubted:
    found: list[tuple[float, str]] = []
    dated = incident.date
    if dated is None:
        found.append((0.45, "no date was read"))
    elif not dated.interval.is_day:
        wide = 0.15 if dated.interval.n_days <= _WIDE_DAYS else min(0.5, 0.2 + 0.1 * math.log10(dated.interval.n_days))
        found.append((wide, f"the day is open: {days_words(dated.interval)}"))
    if dated is not None and not _is_certain(reading.report.published.interval):
        found.append((0.15, "the report's own date is not certain, and days may count from it"))
    if elsewhere:
        found.append((0.3, elsewhere))
    return weighed(f"{incident.id}.date", "date", found)


def _is_certain(published: Interval | None) -> bool:
    return published is not None and published.is_day


def _place(reading: Reading, incident: Incident, elsewhere: str | None) -> Doubted:
    found: list[tuple[float, str]] = []
    entity = next((one for one in reading.entities if one.id == incident.place), None)
    if entity is None:
        found.append((0.45, "no place was read"))
    elif entity.place is None or entity.place.latitude is None:
        found.append((0.3, f"“{entity.name[:60]}” was not found on the map"))
    if elsewhere:
        found.append((0.3, elsewhere))
    return weighed(f"{incident.id}.place", "place", found)


def _toll(own: str, name: str, count: Count, elsewhere: str | None) -> Doubted:
    found: list[tuple[float, str]] = []
    if count.at_least is None or count.at_most is None:
        found.append((0.1, f"an open number: {count.in_words()} {name}"))
    elif count.at_least != count.at_most:
        found.append((0.2, f"a range: {count.in_words()} {name}"))
    if elsewhere:
        found.append((0.35, elsewhere))
    return weighed(f"{own}.{name}", "toll", found)


def _perpetrator(one: Perpetrator) -> Iterator[tuple[float, str]]:
    if one.attribution in _ATTRIBUTIONS:
        yield _ATTRIBUTIONS[one.attribution]
    if one.entity is None:
        yield 0.1, "the perpetrator is described, not named"


def _victim(one: Victim) -> Iterator[tuple[float, str]]:
    if one.is_named and one.entity is None:
        yield 0.15, "a victim’s name is linked to nobody"
    if one.count is not None and one.count.at_least != one.count.at_most:
        yield 0.1, f"an open number of victims: {one.count.in_words()}"


# -- impact ------------------------------------------------------------------------------------------------------------


def _impact(
    reading: Reading, incident: Incident, around: Mapping[str, Around], day: datetime.date | None
) -> tuple[float, list[str]]:
    """Return how much hangs on an incident, and what makes it so; our choice: lives first, then what is still to come."""
    published = reading.report.published.interval
    written = published.latest if published else day
    weight, why = {Stage.THREATENED: 0.35, Stage.ATTEMPTED: 0.3}.get(incident.stage, 0.25), []
    killed, wounded = _most(incident.casualties.killed), _most(incident.casualties.wounded)
    harm = killed + 0.3 * wounded + sum(_most(one.count) or 1 for one in incident.victims if one.effect is Effect.ABDUCTED)
    if harm:
        weight = max(weight, min(1.0, 0.45 + 0.22 * math.log10(1 + harm)))
    why += [f"{n:,} {words}" for n, words in ((killed, "killed"), (wounded, "wounded")) if n]
    if incident.type is IncidentType.KIDNAPPING:
        weight = max(weight, 0.55)
        why.append("a kidnapping")
    if incident.date and written and incident.date.interval.latest > written and incident.stage is Stage.THREATENED:
        weight = max(weight, 0.75)
        why.append(f"a threat for days after the report came out: {days_words(incident.date.interval)}")
    n_stories = around.get(incident.id, Around()).n_stories
    if n_stories > 1:
        weight = min(1.0, weight + min(0.15, 0.05 * (n_stories - 1)))
        why.append(f"told by {n_stories} stories")
    if incident.is_background:
        return 0.4 * weight, [*why, "an older case"]
    return weight, why


def _impact_of_rest(reading: Reading) -> tuple[float, list[str]]:
    is_open = not _is_certain(reading.report.published.interval)
    if reading.incidents and is_open:
        return 0.35, ["dates of incidents may count from the report's own"]
    return (0.2 if reading.incidents else 0.1), []


def _most(count: Count | None) -> int:
    return 0 if count is None else count.at_most or count.at_least or 0
