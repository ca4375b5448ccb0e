"""Anchors to incidents: which sentences tell of the same one. Not for: filling its roles (see `incidents`)."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wiredesk.codebook import Effect, IncidentType, Stage
from wiredesk.dates.interval import Interval
from wiredesk.reading.casualties import tolls
from wiredesk.reading.incidents_anchors import N_POINTS, Anchor
from wiredesk.reading.incidents_dates import date_before, when
from wiredesk.reading.incidents_deeds import Deed
from wiredesk.records import Dated, Time
from wiredesk.spans import Span

# An incident that ended longer ago than this when the report was published is one it only recalls.
# Source: MUC-4 task documentation (incidents older than two months are not reported); 45 days leaves room for month dates.
BACKGROUND_DAYS = 45
# Deeds before this year belong to history. Source: the Global Terrorism Database begins in 1970.
FIRST_YEAR = 1970
# A deed said to be a second one, some time after the first.
_SECOND = re.compile(
    r"\b(?:second|another|third|separate|similar)\s+(?:\w+\s+)?(?:blast|bomb|bombing|explosion|attack|shooting|raid|ambush|device|strike|grenade|rocket|kidnapping|incident)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|night|morning|evening)\s+(?:later|earlier|before|after)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|second|third|separate|other|later|earlier|previous|previously|also)\b", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:carried\s+out|staged|launched|conducted|been\s+(?:blamed|behind)|killed|claimed)\b[^.]*\b(?:since|for\s+(?:years|decades)|in\s+recent\s+years|over\s+the\s+(?:past|last))\b|"
    r"\b(?:has|have|had)\s+(?:been\s+)?\w+(?:ed|en|t|n)\b[^.]*\bsince\s+(?:\w+\s+)?\d{4}\b|"
    r"\b(?:since\s+the\s+\d{4}s|over\s+the\s+years|in\s+the\s+past|for\s+decades|every\s+(?:day|week|month|year)|\d+\s+times)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """Collect the anchors of one incident while reading; mutable, never leaves this room."""

    type: IncidentType
    stage: Stage
    date: Dated | None
    is_background: bool
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def sentences(self) -> list[Span]:
        """Return the sentences of the incident in order."""
        return [a.sentence for a in self.anchors]

    @property
    def deeds(self) -> list[Deed]:
        """Return the deeds that its sentences tell in plain grammar."""
        return [d for a in self.anchors for d in a.deeds if d.points > 1]


def is_old(date: Dated | None, published: Interval | None) -> bool:
    """Tell whether the deed lies so far back that the report only recalls it."""
    if date is None or published is None:
        return False
    return date.interval.latest < published.earliest - datetime.timedelta(days=BACKGROUND_DAYS)


_TRIED = re.compile(
    r"\b(?:sentenced|convicted|jailed|guilty|verdict|trial|court|appeal(?:ed)?|pleaded|acquitted|inquest|inquiry|extradited|anniversary|memorial|survivors?)\b",
    re.IGNORECASE,
)


def _is_aftermath(group: Group, anchor: Anchor, text: str) -> bool:
    """Tell whether the group so far is only a later echo, in court or memory, of the older deed that the anchor dates."""
    if group.date is not None or group.is_background or group.stage is not anchor.stage:
        return False
    kinds = {group.type, anchor.type}
    same = len(kinds) == 1 or kinds == {IncidentType.ATTACK, IncidentType.BOMBING}
    return same and any(_TRIED.search(s.cut(text)) for s in group.sentences)


def _apart(group: Group, anchor: Anchor, date: Dated | None, text: str) -> bool:
    """Tell whether the anchor cannot belong to the group: other stage, other day, or said to be another one."""
    if group.stage is not anchor.stage:
        return True
    if group.stage is Stage.THREATENED:
        return not _goes_with(group, anchor)
    if date is not None and group.date is not None and date.interval.shared(group.date.interval) is None:
        return True
    if group.date is None and date is not None and date.interval.is_day and _other_dead(group, anchor, text):
        return True
    if _SECOND.search(anchor.sentence.cut(text)) and _LATER.search(anchor.sentence.cut(text)):
        return True
    return not _goes_with(group, anchor) or (
        bool(_ANOTHER.search(_near_words(text, anchor)))
        and group.date is not None
        and date is not None
        and date.value != group.date.value
    )


def _better(known: Dated | None, other: Dated | None) -> Dated | None:
    """Return the finer of two dates, the earlier read of equally fine ones."""
    if known is None or other is None:
        return known or other
    return other if other.interval.n_days < known.interval.n_days else known


def _near_words(text: str, anchor: Anchor) -> str:
    if not anchor.words:
        return ""
    return text[max(anchor.sentence.start, anchor.words[0].start - 30) : anchor.words[0].start]


def _compatible(one: IncidentType, other: IncidentType) -> IncidentType | None:
    """Return the finer of two types that may name one deed: an attack may be a bombing, never a kidnapping."""
    if one is other:
        return one
    pair = {one, other}
    return IncidentType.BOMBING if pair == {IncidentType.ATTACK, IncidentType.BOMBING} else None


def _goes_with(group: Group, anchor: Anchor) -> bool:
    """Tell whether an anchor may tell of a group's deed: a robbery or hijacking is done with arms and named in passing."""
    if _compatible(group.type, anchor.type) is not None:
        return True
    if group.type in (IncidentType.ROBBERY, IncidentType.HIJACKING):
        return group.type in anchor.kinds or not anchor.kinds
    return group.type is IncidentType.ARSON and not anchor.kinds and all(deed.is_generic for deed in anchor.deeds)


def _only_recalls(found: Sequence[Group], anchor: Anchor) -> bool:
    """Tell whether an undated mention means the older case that the report is all about ("the killing")."""
    weak = all(deed.points < N_POINTS for deed in anchor.deeds)
    return (
        bool(found)
        and weak
        and all(g.is_background for g in found)
        and found[-1].stage is anchor.stage
        and _goes_with(found[-1], anchor)
    )


def _other_dead(group: Group, anchor: Anchor, text: str) -> bool:
    """Tell whether the anchor states another number of dead than the group's sentences, not as a new total."""
    told = [t for s in group.sentences for t in tolls(text, s) if t.effect is Effect.KILLED]
    mine = [t for t in tolls(text, anchor.sentence) if t.effect is Effect.KILLED]
    if not told or not mine or any(t.is_total for t in mine):
        return False
    return not {t.count.at_least for t in told} & {t.count.at_least for t in mine}


def group(text: str, anchors: Sequence[Anchor], times: Sequence[Time], published: Interval | None) -> list[Group]:
    """Put anchors together that tell of the same incident, in order of first mention.

    An anchor joins the latest incident that it can belong to: same stage, types that may name one deed, days that do
    not exclude each other. Habits ("has carried out bombings since the 1990s") are no incident.
    """
    found: list[Group] = []
    for anchor in anchors:
        date = when(text, times, [anchor.sentence], anchor.stage, published)
        before = date_before(text, times, anchor.sentence)
        known = before if is_old(before, published) else date or before
        old = is_old(known, published)
        if old and known is not None:
            date = date or known
            if known.interval.latest.year < FIRST_YEAR:
                continue
        if _HABIT.search(anchor.sentence.cut(text)) and (date is None or not date.interval.is_day):
            continue
        echo = next((g for g in found if old and _is_aftermath(g, anchor, text)), None)
        if echo is not None:
            echo.is_background = True
        fitting = [g for g in found if g.is_background == old and not _apart(g, anchor, date, text)]
        if not fitting and date is None and _only_recalls(found, anchor):
            fitting = found[-1:]
        if not fitting:
            found.append(Group(anchor.type, anchor.stage, date, old, [anchor]))
            continue
        home = fitting[-1]
        home.type = _compatible(home.type, anchor.type) or home.type
        home.date = _better(home.date, date)
        home.anchors.append(anchor)
    return found
