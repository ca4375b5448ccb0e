"""Incidents to choose from when a person says that two are the same: by words, by id, or the likeliest. Not for: ruling."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wiredesk.corroborate.incidents import IncidentProfile, block_keys, compare
from wiredesk.desk.cards import briefs_of
from wiredesk.desk.cards_headlines import brief_headline
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, find
from wiredesk.desk.ids import id_of, kind_of, parse_id
from wiredesk.store import cards, linking
from wiredesk.store.linking import IncidentCandidate
from wiredesk.store.opening import On

_MOST_LOOKED_AT = 40
_LEAST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one incident to choose; `score` is how likely it is the same one, None where nobody reckoned it."""

    id: str
    headline: str
    n_reports: int
    score: float | None = None


def incidents_near(desk: Desk, name: str, *, limit: int = 6) -> tuple[Choice, ...]:
    """Return the incidents that share keys with this one, the likeliest first, those that it is already left out.

    :raises NotOnDesk: when `name` is no incident's id.
    """
    with desk.store.reading() as on:
        own = cards.incident_of(on, parse_id(name, "incident"))
        members = linking.incident_members(on, [own] if own is not None else [], most=3)
        scores: dict[int, float] = {}
        for incident_id, score in (pair for member in members for pair in _scored(on, member)):
            if incident_id != own:
                scores[incident_id] = max(score, scores.get(incident_id, 0.0))
        best = sorted(scores, key=lambda one: (-scores[one], one))[:limit]
        return _choices(on, best, scores)


def _scored(on: On, member: IncidentCandidate) -> Iterator[tuple[int, float]]:
    """Yield the incidents that share keys with a found one, with how like they are."""
    profile = IncidentProfile.from_bytes(member.profile)
    for other in linking.incident_candidates(on, block_keys(profile), report_id=member.report_id, most=_MOST_LOOKED_AT):
        yield other.incident_id, compare(IncidentProfile.from_bytes(other.profile), profile).score


def incidents_meant(desk: Desk, typed: str, *, but: str, limit: int = 8) -> tuple[Choice, ...]:
    """Return the incidents that an id, or words that their reports have, may mean; `but` is left out."""
    if kind_of(typed) == "incident":
        with desk.store.reading() as on:
            found = cards.incident_of(on, parse_id(typed, "incident"))
            return _choices(on, [found] if found is not None and id_of("incident", found) != but else [], {})
    words = typed.strip()
    last = words.split()[-1] if words else ""
    if len(last) >= _LEAST_PREFIX and last.isalnum():
        words += "*"  # the last word is still being typed
    if not words:
        return ()
    answer = find(desk, Question(words=words, limit=_MOST_LOOKED_AT))
    ids = dict.fromkeys(one.incident_id for found in answer.found for one in found.incidents)
    with desk.store.reading() as on:
        return _choices(on, [one for one in ids if id_of("incident", one) != but][:limit], {})


def _choices(on: On, incident_ids: Iterable[int], scores: dict[int, float]) -> tuple[Choice, ...]:
    ids = list(incident_ids)
    briefs = briefs_of(on, ids)
    return tuple(
        Choice(id_of("incident", one), brief_headline(briefs[one]), briefs[one].n_reports, scores.get(one))
        for one in ids
        if one in briefs
    )
