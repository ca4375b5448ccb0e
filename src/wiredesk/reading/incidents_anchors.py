"""Anchors: the sentences that tell of an incident, with its type and stage. Not for: who and where (see `incidents`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.codebook import IncidentType, Stage
from wiredesk.codebook.words import cues, triggers, weak_triggers
from wiredesk.reading.casualties import tolls
from wiredesk.reading.incidents_deeds import Deed, deeds, is_figurative
from wiredesk.reading.incidents_words import Word, people_nouns, words_of
from wiredesk.spans import Span
from wiredesk.tagger.tags import SentenceScores, Tags

# Probabilities of the tagger above which a sentence tells of an incident: with a word that names one, and without. Chosen on
# MUC-4 dev (template F1) with no incident allowed in pages on sport and markets.
P_WITH_WORD = 0.30
# The same where a plain word stands beside a toll ("a bomb killed 10 people"): the words alone nearly suffice.
P_WITH_TOLL = 0.10
P_ALONE = 0.60
# The same where plain grammar tells a deed with so many points (see `deeds`); the tagger knows few words of today's reports.
P_DEED = 0.03
N_POINTS = 3
# A deed told with fewer points counts in a report that tells another one plainly.
N_POINTS_BESIDE = 2
# A whole report whose strongest sentence stays below tells of none.
P_REPORT = 0.45
_THREATS = frozenset("threat threats threaten threatens threatened threatening vow vows vowed vowing ultimatum".split())
_FIRM = frozenset(
    "foiled thwarted defused deactivated disarmed averted intercepted unexploded dismantled unsuccessful unsuccessfully".split()
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold one sentence that tells of an incident; `words` are the words that name it, `score` 0 to 1."""

    index: int
    sentence: Span
    type: IncidentType
    stage: Stage
    score: float
    words: tuple[Span, ...]
    deeds: tuple[Deed, ...] = ()


def _kind(scores: SentenceScores, named: dict[IncidentType, int], told: Sequence[Deed]) -> tuple[IncidentType, float]:
    """Return the likeliest type: the tagger's, moved by the words that name one and by the plainest deed."""
    plainest = max(told, key=lambda deed: deed.points, default=None)

    def weight(kind: IncidentType) -> float:
        is_told = plainest is not None and plainest.points >= N_POINTS_BESIDE and plainest.type is kind
        return scores.types.get(kind.value, 0.0) + 0.25 * min(2, named.get(kind, 0)) + 0.35 * is_told

    best = max(IncidentType, key=weight)
    return best, scores.types.get(best.value, 0.0)


def _stage(scores: SentenceScores, words: Sequence[Word]) -> Stage:
    """Return how far the deed went: plain words decide, the tagger where there are none."""
    lower = {word.lower for word in words}
    if lower & _FIRM:
        return Stage.ATTEMPTED
    done = scores.stages.get("accomplished", 0.0)
    if lower & _THREATS and done < 0.8:
        return Stage.THREATENED
    best = max(("accomplished", "attempted", "threatened"), key=lambda s: scores.stages.get(s, 0.0))
    if best == "threatened" and not lower & cues("stage", "threatened"):
        return Stage.ACCOMPLISHED
    if best == "attempted" and not lower & cues("stage", "attempted"):
        return Stage.ACCOMPLISHED
    return Stage(best)


def _is_threat(words: Sequence[Word]) -> bool:
    """Tell whether a threat word has an object that can be harmed, or an infinitive that harms: "vowed to burn", not "to win"."""
    things = people_nouns() | cues("things", "targets") | frozenset(triggers())
    harming = cues("stage", "harming")
    for i, word in enumerate(words):
        following = [w.lower for w in words[i + 1 : i + 5]]
        if word.lower not in _THREATS or not following:
            continue
        if "to" in following[:2]:
            if harming & set(following[following.index("to") + 1 :][:2]):
                return True
        elif things & set(following):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Page:
    """Hold what the report as a whole is: figurative (sport, markets, film), and whether it tells a deed plainly."""

    is_figurative: bool
    tells_plainly: bool


def _named(words: Sequence[Word]) -> tuple[list[Word], list[Word], dict[IncidentType, int]]:
    """Return the words that name a deed, those that may, and how many name each kind."""
    plain, weak = triggers(), weak_triggers()
    naming = [w for w in words if w.lower in plain]
    counted: dict[IncidentType, int] = {}
    for word in naming:
        counted[plain[word.lower]] = counted.get(plain[word.lower], 0) + 1
    return naming, [w for w in words if w.lower in weak], counted


def _wanted(page: _Page, *, points: int, is_named: bool, is_hinted: bool, has_toll: bool) -> float:
    """Return the probability of the tagger above which a sentence tells of an incident."""
    if page.is_figurative:
        return P_ALONE
    if points >= (N_POINTS_BESIDE if page.tells_plainly else N_POINTS):
        return P_DEED
    if has_toll and is_named:
        return P_WITH_TOLL
    return P_WITH_WORD if is_named or is_hinted else P_ALONE


def _anchor(index: int, scores: SentenceScores, text: str, told: Sequence[Deed], page: _Page) -> Anchor | None:
    words = words_of(text, scores.span)
    naming, hinting, counted = _named(words)
    kind, chance = _kind(scores, counted, told)
    strongest = max(scores.types.values(), default=0.0)
    is_threat = _is_threat(words)
    points = max((deed.points for deed in told), default=0)
    has_toll = any(True for _ in tolls(text, scores.span))
    wanted = _wanted(page, points=points, is_named=bool(naming), is_hinted=bool(hinting), has_toll=has_toll)
    if strongest < wanted and not is_threat:
        return None
    if is_threat and strongest < P_WITH_WORD and not naming:
        kind = IncidentType.ATTACK
    is_plain = points >= N_POINTS or (has_toll and bool(naming))
    stage = Stage.THREATENED if is_threat and strongest < P_ALONE and points < N_POINTS else _stage(scores, words)
    sure = max(chance, strongest, P_REPORT if is_plain and not page.is_figurative else 0.0)
    return Anchor(index, scores.span, kind, stage, sure, tuple(w.span for w in naming or hinting), tuple(told))


def anchors(text: str, tags: Tags) -> list[Anchor]:
    """Return the sentences that tell of an incident, in order; none when the report as a whole tells of none."""
    told = [list(deeds(text, scores.span)) for scores in tags.sentences]
    plainest = max((deed.points for some in told for deed in some), default=0)
    page = _Page(is_figurative(text), plainest >= N_POINTS)
    every = zip(range(len(told)), tags.sentences, told, strict=True)
    found = [a for i, scores, some in every if (a := _anchor(i, scores, text, some, page)) is not None]
    strongest = max((a.score for a in found), default=0.0)
    threats = [a for a in found if a.stage is Stage.THREATENED]
    if strongest < P_REPORT and len(threats) < 2:
        return []
    return found
