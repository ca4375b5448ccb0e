"""A report that was just filed is compared with the others, and linked. Not for: links that people make (see `joining`).

Copies first, then entities, then incidents. Every link is an edge with its score and reasons; one below the threshold is
a proposal. The cost of one report does not grow with the store: each key gives a bounded number of candidates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wiredesk.corroborate.comparison import Comparison, reasons_json
from wiredesk.corroborate.copies import CopyKind, CopyLink, Fingerprint, bands, compare_copies, fingerprint, wire_of
from wiredesk.corroborate.incidents import JOIN, PROPOSE, IncidentProfile, block_keys, compare, incident_profiles
from wiredesk.desk.desk import Desk
from wiredesk.desk.linking_entities import link_entities
from wiredesk.records import Reading
from wiredesk.store import linking, linking_apart, linking_trees
from wiredesk.store.linking import IncidentCandidate, Kind, LinkRow, StoryCandidate
from wiredesk.store.opening import On

_MOST_PROPOSALS = 3  # for one found incident; further ones would only bury these


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold what linking one report did: the story it is a copy in, links made and links proposed."""

    story_id: int
    n_joined: int = 0
    n_proposed: int = 0


def link_report(
    desk: Desk, on: On, report_id: int, reading: Reading, *, entities: Mapping[str, int], incidents: Mapping[str, int]
) -> Linked:
    """Compare a report with what is on the desk and link it; `entities` and `incidents` give the rows of its local ids."""
    story_id = link_story(on, report_id, reading, at=desk.now())
    joined, proposed = link_entities(desk, on, reading, entities)
    for found_id, profile in _profiles(reading, incidents):
        linking.set_incident_profile(on, found_id, report_id=report_id, profile=profile.to_bytes(), keys=block_keys(profile))
        links = _link_incident(desk, on, found_id, profile, report_id=report_id)
        joined, proposed = joined + links[0], proposed + links[1]
    linking.set_linked(on, report_id, is_linked=True)
    return Linked(story_id, joined, proposed)


# -- copies --------------------------------------------------------------------------------------------------------


def link_story(on: On, report_id: int, reading: Reading, *, at: str) -> int:
    """Find what the report is a copy of, write the edge and return the story's id.

    Another story that it is as much a printing of is proposed as the same story.
    """
    mark = fingerprint(reading)
    marks = bands(mark)
    candidates = linking.story_candidates(on, marks, report_id=report_id)
    linking.set_fingerprint(on, report_id, fingerprint=mark.to_bytes(), bands=marks, wire=wire_of(reading))
    row = linking.link_row(on, Kind.STORY, report_id)
    if row is not None and not linking.lone_rows(on, Kind.STORY, [report_id]):
        return row.tree_id  # read again: the story stays, above all that of which others are copies
    barred = linking_apart.trees_kept_apart(on, Kind.STORY, [report_id]).get(report_id, set())
    found = []
    for candidate in candidates:
        link = compare_copies(Fingerprint.from_bytes(candidate.fingerprint), mark)
        if link is not None and candidate.story_id not in barred:
            found.append((link, candidate))
    if not found:
        linking.write_edges(on, Kind.STORY, [LinkRow(report_id, report_id)])
        return report_id
    # A page that merges two stories is a copy in the one it shares most with; the other is not drawn in.
    link, best = max(found, key=lambda pair: (pair[0].kind is not CopyKind.MERGED, pair[0].comparison.score, -pair[1].report_id))
    edge = LinkRow(report_id, best.story_id, best.report_id, link.comparison.score, reasons_json(link.comparison.reasons))
    linking.write_edges(on, Kind.STORY, [replace(edge, link=link.kind.value)])
    _propose_stories(on, report_id, best.story_id, found, at=at)
    return linking_trees.lowered(on, Kind.STORY, report_id, best.story_id)


def _propose_stories(on: On, report_id: int, story_id: int, found: Sequence[tuple[CopyLink, StoryCandidate]], *, at: str) -> None:
    """Propose the other stories of which this report is a copy; a page that merges two says nothing, nor what people parted."""
    others: dict[int, tuple[CopyLink, StoryCandidate]] = {}
    for link, candidate in sorted(found, key=lambda pair: pair[0].comparison.score):
        is_other = candidate.story_id != story_id and link.kind is not CopyKind.MERGED
        if is_other and linking_apart.ruling_between(on, Kind.STORY, story_id, candidate.story_id) is None:
            others[candidate.story_id] = (link, candidate)
    for link, candidate in sorted(others.values(), key=lambda pair: -pair[0].comparison.score)[:_MOST_PROPOSALS]:
        score, why = link.comparison.score, reasons_json(link.comparison.reasons)
        linking.propose(on, Kind.STORY, (candidate.report_id, report_id), score=score, reasons=why, at=at)


# -- incidents -----------------------------------------------------------------------------------------------------


def _profiles(reading: Reading, incidents: Mapping[str, int]) -> list[tuple[int, IncidentProfile]]:
    """Return the rows and profiles of the incidents, those that are the news before those only recalled."""
    if not reading.incidents:
        return []
    told = zip(reading.incidents, incident_profiles(reading), strict=True)
    rows = [(incident.is_background, incidents[incident.id], profile) for incident, profile in told]
    return [(found_id, profile) for _, found_id, profile in sorted(rows, key=lambda row: row[:2])]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Hold how like a found incident is to an incident on the desk: on average, and to the member most like it."""

    incident_id: int
    score: float
    member: int
    comparison: Comparison


def _link_incident(desk: Desk, on: On, found_id: int, profile: IncidentProfile, *, report_id: int) -> tuple[int, int]:
    """Write the edge or the proposals of one found incident and return how many of each."""
    if not linking.lone_rows(on, Kind.INCIDENT, [found_id]):
        return 0, 0  # read again: what was linked, or ruled, stays
    likely = _likenesses(on, found_id, profile, report_id=report_id)
    best = likely[0] if likely and likely[0].score >= JOIN else None
    edge = LinkRow(found_id, found_id)
    if best:
        edge = LinkRow(found_id, best.incident_id, best.member, best.score, reasons_json(best.comparison.reasons))
    linking.write_edges(on, Kind.INCIDENT, [edge])
    linking_trees.lowered(on, Kind.INCIDENT, found_id, edge.tree_id)
    n_proposed = 0
    for one in [one for one in likely if one is not best][:_MOST_PROPOSALS]:
        pair, why = (one.member, found_id), reasons_json(one.comparison.reasons)
        n_proposed += linking.propose(on, Kind.INCIDENT, pair, score=one.score, reasons=why, at=desk.now())
    return int(best is not None), n_proposed


def _likenesses(on: On, found_id: int, profile: IncidentProfile, *, report_id: int) -> list[_Likeness]:
    """Return the incidents that may be the same, the likeliest first; none that a person, or this report, keeps apart."""
    # A person keeps it out of these trees, and this report tells of those as of another incident.
    barred = linking_apart.trees_kept_apart(on, Kind.INCIDENT, [found_id]).get(found_id, set())
    barred |= linking.incidents_in(on, report_id, but=found_id)
    near: set[int] = set()
    for candidate in linking.incident_candidates(on, block_keys(profile), report_id=report_id):
        if candidate.incident_id in near | barred:
            continue
        if compare(IncidentProfile.from_bytes(candidate.profile), profile).score >= PROPOSE:
            near.add(candidate.incident_id)
    members: dict[int, list[IncidentCandidate]] = {}
    for member in linking.incident_members(on, near):
        members.setdefault(member.incident_id, []).append(member)
    likely = []
    for incident_id, held in members.items():
        compared = [(compare(IncidentProfile.from_bytes(member.profile), profile), member.found_id) for member in held]
        comparison, member_id = max(compared, key=lambda pair: (pair[0].score, -pair[1]))
        mean = sum(pair[0].score for pair in compared) / len(compared)
        if mean >= PROPOSE:
            likely.append(_Likeness(incident_id, mean, member_id, comparison))
    return sorted(likely, key=lambda one: (-one.score, one.incident_id))
