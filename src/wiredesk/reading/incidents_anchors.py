"""Anchors: the sentences that tell of an incident, with its type and stage. Not for: who and where (see `incidents`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.codebook import IncidentType, Stage
from wiredesk.codebook.words import cues, triggers, weak_triggers
from wiredesk.reading.casualties import tolls
from wiredesk.reading.incidents_deeds import Deed, deeds, is_figurative, is_mishap
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
P_DEED = 0.002
N_POINTS = 3
# With so many the tagger is not asked.
N_POINTS_ALONE = 4
# With so many a deed is meant even in a report on sport or film: a bomb in a stadium.
N_POINTS_ANYWHERE = 6
# A deed told with fewer points counts in a report that tells another one plainly.
N_POINTS_BESIDE = 2
# A whole report whose strongest sentence stays below tells of none.
P_REPORT = 0.45
_THREATS = frozenset("threat threats threaten threatens threatened threatening vow vows vowed vowing ultimatum".split())
# A threat of harm told so plainly that one sentence suffices: "threatened to blow up the building".
_VIOLENT = frozenset(
    (
        "kill attack bomb burn blow behead shoot kidnap abduct storm assassinate murder massacre detonate explode torch hang "
        "stab poison execute"
    ).split()
)
_PLEDGES = frozenset(
    "promised promises swore swears vow vows vowed vowing threatens threatened threaten threatening pledged warned".split()
)
_CHARGE = r"(?:bombs?|devices?|explosives?|grenades?|mines?|landmines?|rockets?|missiles?|charges?|ieds?)"
# An explosive that was found in time or did not go off; "a defused mine" in a museum is none.
_FOILED = re.compile(
    rf"\b(?:defus|deactivat|disarm|intercept|neutrali[sz])(?:ed|ing)\s+(?:a|an|the|another|two|three|four|five|several|\d+)\s+(?:[\w-]+\s+){{0,3}}{_CHARGE}\b|"
    rf"\b{_CHARGE}\b[^.;]{{0,60}}?\b(?:was|were|been|being)\s+(?:\w+\s+)?(?:defused|deactivated|disarmed|intercepted|neutrali[sz]ed|made\s+safe)\b|"
    rf"\b{_CHARGE}\b[^.;]{{0,60}}?\b(?:failed\s+to|did\s+not|didn['’]t)\s+(?:explode|detonate|go\s+off)\b",
    re.IGNORECASE,
)
_PLOTTING = frozenset(
    (
        "plan planned planning plot plotted plotting conspired conspiring prepared preparing tried trying attempted attempting"
    ).split()
)
# A bomb that is only said to be there, and harm that was only planned.
_CALLED = re.compile(
    r"\b(?:bomb|death|hoax)\s+(?:threats?|calls?|hoax(?:es)?)\b|\bhoax\b|"
    r"\b(?:said|says|saying|warned|warning|claimed|claiming)\s+(?:that\s+)?(?:there\s+(?:was|is|were)|(?:he|she|they)\s+had\s+(?:planted|placed|left))\s+(?:\w+\s+){0,2}(?:bombs?|explosives?|device)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\b(?:warn(?:s|ed|ing)?|threaten(?:s|ed|ing)?|vow(?:s|ed)?|saying|said|says)\b[^.;]{0,80}\b(?:would|will|shall)\s+(?:all\s+)?be\s+"
    r"(?:killed|attacked|bombed|burned|burnt|beheaded|executed|shot|kidnapped|blown\s+up)\b",
    re.IGNORECASE,
)
_PLOTTED = re.compile(
    r"\b(?:charged|accused|suspected|convicted|guilty|arrested|suspicion|allegedly|foiled|thwarted|detained|sentenced|jailed)\b[^.;]{0,60}?"
    r"\b(?:plan(?:ned|ning)|plot(?:ted|ting)?|prepar(?:ed|ing|ation)|conspir(?:ed|ing|acy)|attempt(?:ed|ing)?)\b[^.;]{0,20}?\b(?:to|for|of|an?|the)\b|"
    r"\bfailed\s+to\s+(?:explode|detonate|go\s+off)|\bdid\s*(?:not|n['’]t)\s+(?:explode|detonate|go\s+off)|"
    r"\b(?:partly|partially|half)[\s-]+(?:built|assembled|made)\b|\b(?:tried|attempted)\s+to\s+(?:kill|bomb|shoot|stab|assassinate|kidnap|abduct|blow|burn|storm|ram|rob|hijack)\b|"
    r"\bbefore\s+(?:it|they|he|she)\s+(?:could|were\s+able\s+to|was\s+able\s+to)\b",
    re.IGNORECASE,
)
_FIRM = frozenset(
    "foiled thwarted defused deactivated disarmed averted intercepted unexploded dismantled unsuccessful unsuccessfully".split()
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold one sentence that tells of an incident; `words` are the words that name it, `score` 0 to 1.

    `kinds` are all the kinds of deed that its plain words name.
    """

    index: int
    sentence: Span
    type: IncidentType
    stage: Stage
    score: float
    words: tuple[Span, ...]
    deeds: tuple[Deed, ...] = ()
    kinds: frozenset[IncidentType] = frozenset()


def _kind(scores: SentenceScores, named: dict[IncidentType, int], told: Sequence[Deed]) -> tuple[IncidentType, float]:
    """Return the likeliest type: the tagger's, moved by the words that name one and by the plainest deed."""
    special = [deed for deed in told if not deed.is_generic]
    plainest = max(special or told, key=lambda deed: deed.points, default=None)

    def weight(kind: IncidentType) -> float:
        is_told = plainest is not None and plainest.points >= N_POINTS_BESIDE and plainest.type is kind
        return scores.types.get(kind.value, 0.0) + 0.25 * min(2, named.get(kind, 0)) + 0.45 * is_told

    best = max(IncidentType, key=weight)
    return best, scores.types.get(best.value, 0.0)


def _stage(scores: SentenceScores, words: Sequence[Word], sentence: str) -> Stage:
    """Return how far the deed went: plain words decide, the tagger where there are none."""
    lower = {word.lower for word in words}
    if lower & _FIRM or _PLOTTED.search(sentence):
        return Stage.ATTEMPTED
    if _CALLED.search(sentence):
        return Stage.THREATENED
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
    naming = [w for i, w in enumerate(words) if w.lower in plain and not (i and words[i - 1].lower == "controlled")]
    counted: dict[IncidentType, int] = {}
    for word in naming:
        counted[plain[word.lower]] = counted.get(plain[word.lower], 0) + 1
    return naming, [w for w in words if w.lower in weak], counted


def _wanted(page: _Page, *, points: int, is_named: bool, is_hinted: bool, has_toll: bool) -> float:
    """Return the probability of the tagger above which a sentence tells of an incident."""
    if page.is_figurative:
        return 0.0 if points >= N_POINTS_ANYWHERE else P_ALONE
    if points >= N_POINTS_ALONE:
        return 0.0
    if points >= (N_POINTS_BESIDE if page.tells_plainly else N_POINTS):
        return P_DEED
    if has_toll and is_named:
        return P_WITH_TOLL
    return P_WITH_WORD if is_named or is_hinted else P_ALONE


def _means_violence(words: Sequence[Word], verbs: frozenset[str]) -> bool:
    """Tell whether one of `verbs` leads to a violent deed on people or things: "vowed to bomb every school"."""
    objects = people_nouns() | cues("things", "targets")
    for i, word in enumerate(words):
        following = [w.lower for w in words[i + 1 : i + 12]]
        if word.lower in verbs and "to" in following[:3]:
            behind = following[following.index("to") + 1 :]
            if _VIOLENT & set(behind[:2]) and objects & set(behind[1:7]):
                return True
        if (
            verbs is _PLOTTING
            and word.lower in verbs
            and {"attack", "attacks", "bombing", "assassination", "kidnapping"} & set(following[:5])
        ):
            return True
    return False


def _anchor(index: int, scores: SentenceScores, text: str, told: Sequence[Deed], page: _Page) -> Anchor | None:
    words = words_of(text, scores.span)
    naming, hinting, counted = _named(words)
    kind, chance = _kind(scores, counted, told)
    strongest = max(scores.types.values(), default=0.0)
    is_plain_threat = not page.is_figurative and (_means_violence(words, _PLEDGES) or bool(_WARNED.search(scores.span.cut(text))))
    is_threat = is_plain_threat or _is_threat(words)
    is_plot = not page.is_figurative and _means_violence(words, _PLOTTING) and bool(_PLOTTED.search(scores.span.cut(text)))
    points = max((deed.points for deed in told), default=0)
    has_toll = any(True for _ in tolls(text, scores.span))
    wanted = _wanted(page, points=points, is_named=bool(naming), is_hinted=bool(hinting), has_toll=has_toll)
    is_foiled = not page.is_figurative and bool(_FOILED.search(scores.span.cut(text)))
    if strongest < wanted and not is_threat and not is_plot and not is_foiled:
        return None
    if is_threat and strongest < P_WITH_WORD and not naming:
        kind = IncidentType.ATTACK
    if is_foiled and strongest < P_WITH_WORD:
        kind = IncidentType.BOMBING
    is_plain = is_foiled or points >= N_POINTS or (has_toll and bool(naming))
    stage = (
        Stage.THREATENED
        if is_threat and strongest < P_ALONE and points < N_POINTS
        else _stage(scores, words, scores.span.cut(text))
    )
    if stage is Stage.THREATENED and points >= N_POINTS:
        stage = Stage.ACCOMPLISHED
    sure = max(
        chance,
        strongest,
        P_REPORT if (is_plain and (not page.is_figurative or points >= N_POINTS_ANYWHERE)) or is_plain_threat or is_plot else 0.0,
    )
    named = tuple(w.span for w in naming or hinting)
    return Anchor(index, scores.span, kind, stage, sure, named, tuple(told), frozenset(counted))


def anchors(text: str, tags: Tags) -> list[Anchor]:
    """Return the sentences that tell of an incident, in order; none when the report as a whole tells of none."""
    if is_mishap(text):
        return []
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
