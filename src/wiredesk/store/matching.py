"""Which found row of an older reading is which record of a newer one. Not for: records of different reports.

Two records are one when their words stand at the same places; where the text itself changed, when they are the same words.
An entity keeps its type; an incident may change its own, since a person may correct that.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from wiredesk.folding import folded
from wiredesk.records import Incident, Reading
from wiredesk.spans import Span

# Of a record's words this share must be the other's, at least. Our choice: half a name still names, a third of one does not.
_LEAST_SHARED = 0.5
# What is added for the same name and the same id in the reading: they settle which of two is meant, the name alone is enough.
_SAME_NAME, _SAME_ID = 0.6, 0.05


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold what a record is known by: `features` are places in the text or words, `kind` must be equal."""

    local_id: str
    kind: str
    name: str
    features: frozenset[Hashable]


def entity_marks(reading: Reading, *, by_place: bool) -> list[Marks]:
    """Return what the entities of a reading are known by."""
    text = reading.report.article.text
    return [Marks(one.id, one.type.value, folded(one.name), _features(one.mentions, text, by_place)) for one in reading.entities]


def incident_marks(reading: Reading, *, by_place: bool) -> list[Marks]:
    """Return what the incidents of a reading are known by."""
    text = reading.report.article.text
    return [Marks(one.id, "", "", _features(_spans(one), text, by_place)) for one in reading.incidents]


def matched(old: Sequence[Marks], new: Sequence[Marks]) -> dict[str, str]:
    """Return the old id for each new one that is the same record; each old one is taken once, the surest first."""
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for _, old_at, new_at in sorted(_scored(old, new)):
        old_id, new_id = old[old_at].local_id, new[new_at].local_id
        if old_id not in taken and new_id not in chosen:
            chosen[new_id] = old_id
            taken.add(old_id)
    return chosen


def _scored(old: Sequence[Marks], new: Sequence[Marks]) -> Iterable[tuple[float, int, int]]:
    """Yield likely pairs with their score turned round, so that the best sorts first; each costs what it shares."""
    by_feature, by_name = defaultdict[Hashable, list[int]](list), defaultdict[str, list[int]](list)
    for at, mark in enumerate(old):
        by_name[mark.name].append(at)
        for feature in mark.features:
            by_feature[feature].append(at)
    for new_at, mark in enumerate(new):
        shared = Counter(at for feature in mark.features for at in by_feature[feature])
        for old_at in shared.keys() | set(by_name[mark.name] if mark.name else ()):
            score = _score(old[old_at], mark, shared[old_at])
            if score >= _LEAST_SHARED:
                yield -score, old_at, new_at


def _score(old: Marks, new: Marks, n_shared: int) -> float:
    if old.kind != new.kind:
        return 0.0
    smaller = min(len(old.features), len(new.features))
    share = n_shared / smaller if smaller else 0.0
    return share + _SAME_NAME * (bool(old.name) and old.name == new.name) + _SAME_ID * (old.local_id == new.local_id)


def _spans(incident: Incident) -> tuple[Span, ...]:
    spans = [*incident.evidence, *(one.span for one in incident.perpetrators), *(one.span for one in incident.targets)]
    spans += [*(one.span for one in incident.victims), *(one.span for one in incident.weapons)]
    return tuple(spans)


def _features(spans: Iterable[Span], text: str, by_place: bool) -> frozenset[Hashable]:
    if by_place:
        return frozenset(place for span in spans for place in range(span.start, span.end))
    return frozenset(word for span in spans for word in folded(span.cut(text)).split())
