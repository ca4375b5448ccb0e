"""Anchors: the sentences that tell of an incident, with its type and stage. Not for: who and where (see `incidents`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.codebook import IncidentType, Stage
from wiredesk.codebook.words import cues, triggers, weak_triggers
from wiredesk.reading.casualties import tolls
from wiredesk.reading.incidents_words import Word, people_nouns, words_of
from wiredesk.spans import Span
from wiredesk.tagger.tags import SentenceScores, Tags

# Probabilities of the tagger above which a sentence tells of an incident: with a word that names one, and without. Chosen on
# MUC-4 dev (template F1) with no incident allowed in pages on sport and markets.
P_WITH_WORD = 0.30
# The same where a plain word stands beside a toll ("a bomb killed 10 people"): the words alone nearly suffice.
P_WITH_TOLL = 0.10
P_ALONE = 0.60
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


def _kind(scores: SentenceScores, named: dict[IncidentType, int]) -> tuple[IncidentType, float]:
    """Return the likeliest type: the tagger's, moved by the words that name one."""

    def weight(kind: IncidentType) -> float:
        return scores.types.get(kind.value, 0.0) + 0.25 * min(2, named.get(kind, 0))

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


def _anchor(index: int, scores: SentenceScores, text: str) -> Anchor | None:
    words = words_of(text, scores.span)
    plain, weak = triggers(), weak_triggers()
    naming = [w for w in words if w.lower in plain]
    hinting = [w for w in words if w.lower in weak]
    named: dict[IncidentType, int] = {}
    for word in naming:
        named[plain[word.lower]] = named.get(plain[word.lower], 0) + 1
    kind, chance = _kind(scores, named)
    strongest = max(scores.types.values(), default=0.0)
    is_threat = _is_threat(words)
    has_toll = bool(naming) and any(True for _ in tolls(text, scores.span))
    wanted = P_WITH_TOLL if has_toll else P_WITH_WORD if naming or hinting else P_ALONE
    if strongest < wanted and not is_threat:
        return None
    if is_threat and strongest < P_WITH_WORD and not naming:
        kind = IncidentType.ATTACK
    stage = Stage.THREATENED if is_threat and strongest < P_ALONE else _stage(scores, words)
    sure = max(chance, strongest, P_REPORT if has_toll else 0.0)
    return Anchor(index, scores.span, kind, stage, sure, tuple(w.span for w in naming or hinting))


def anchors(text: str, tags: Tags) -> list[Anchor]:
    """Return the sentences that tell of an incident, in order; none when the report as a whole tells of none."""
    found = [a for i, scores in enumerate(tags.sentences) if (a := _anchor(i, scores, text)) is not None]
    strongest = max((a.score for a in found), default=0.0)
    threats = [a for a in found if a.stage is Stage.THREATENED]
    if strongest < P_REPORT and len(threats) < 2:
        return []
    return found
